"""Changes that come closely one after the other are taken together: programs may write hundreds of times a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop_app.domain.context import Changed

BATCHED_FOR = 250  # milliseconds


class ChangeBatcher(QObject):
    """Hands changes on to *take*: the first at once, what follows closely when *is_busy* says that the last one was dealt with."""

    def __init__(
        self, take: Callable[[Changed], None], is_busy: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._take = take
        self._is_busy = is_busy
        self._waiting: list[Changed] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BATCHED_FOR)
        self._timer.timeout.connect(self._take_waiting)

    def add(self, changed: Changed) -> None:
        """Hand *changed* on, now or soon."""
        if self._timer.isActive():
            self._waiting.append(changed)
        else:
            self._timer.start()
            self._take(changed)

    def _take_waiting(self) -> None:
        if not self._waiting:
            return
        self._timer.start()
        if not self._is_busy():
            together, self._waiting = batched(self._waiting), []
            for changed in together:
                self._take(changed)


def batched(changes: Iterable[Changed]) -> list[Changed]:
    """One change for all of each initiator, in the order in which they came first."""
    by_initiator: dict[int | None, Changed] = {}
    for change in changes:
        had = by_initiator.get(change.initiator)
        by_initiator[change.initiator] = change if had is None else _both(had, change)
    return list(by_initiator.values())


def _both(first: Changed, second: Changed) -> Changed:
    kinds, persons = first.kinds | second.kinds, first.person_ids | second.person_ids
    some = first.person_ids and second.person_ids  # none means many
    return type(first)(kinds, persons if some else frozenset(), first.initiator)
