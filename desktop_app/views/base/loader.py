"""Loading for a page where a newer question makes answers to the older ones worthless.

``Loader(page)``   ``begin()`` asks something new, ``ask(work, take, failed=None)`` runs *work* for it; what comes late is dropped
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desktop_app.views.base.page import Page

T = TypeVar("T")


class Loader:
    """Shows a page only what answers its newest question."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._question = 0

    def begin(self) -> None:
        """Ask something new: whatever is under way answers another question."""
        self._question += 1

    def ask(
        self,
        work: Callable[[], T],
        take: Callable[[T], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Run *work* off the UI thread for the question of now; give *take* its answer, or *failed* what went wrong.

        Without *failed* the error is shown at the bottom of the window. Neither is called once ``begin`` has asked something new.
        """
        question = self._question

        def answered(answer: T) -> None:
            if question == self._question:
                take(answer)

        def went_wrong(error: BaseException) -> None:
            if question == self._question:
                (failed or self._page.failure_requested.emit)(error)

        self._page.run(work, answered, went_wrong)
