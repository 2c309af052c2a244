"""How far an import is, in steps that a progress bar can show; and whether it was asked to stop."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain.errors import Cancelled

_STAGES = {"read": (0.0, 0.6), "match": (0.6, 0.8), "write": (0.8, 1.0)}

_ASKED_EVERY = 1_000
"""Steps between two questions whether it may go on: a list has many rows, and most are quickly read."""


class Steps:
    """Tells how far the work is, and stops it when it is asked to. The total is the number of the list's rows.

    *still_may* raises when whoever started it has lost the right to: asked before each piece is written, and now and then before.
    """

    def __init__(
        self,
        on_progress: Callable[[int, int], object] | None,
        should_stop: Callable[[], bool] | None,
        total: int,
        still_may: Callable[[], object] = lambda: None,
    ) -> None:
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._total = total
        self._still_may = still_may
        self._steps = 0
        self._told = -1

    def step(self, stage: str, done: int = 0, count: int = 1) -> None:
        """*done* of *count* in *stage*.

        Raises:
            Cancelled: it was asked to stop.
        """
        if self._should_stop is not None and self._should_stop():
            raise Cancelled
        if stage == "write" or self._steps % _ASKED_EVERY == 0:
            self._still_may()
        self._steps += 1
        begin, end = _STAGES[stage]
        self._tell(int(self._total * (begin + (end - begin) * done / max(count, 1))))

    def finish(self) -> None:
        """All is done, and cannot be stopped any more."""
        self._tell(self._total)

    def _tell(self, reached: int) -> None:
        if (
            self._on_progress is not None and reached > self._told
        ):  # never back, though a plan may be made twice
            self._told = reached
            self._on_progress(reached, self._total)
