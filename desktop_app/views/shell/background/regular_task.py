"""Something that a window does again and again while its data is open: soon after the opening, every so often, when a day begins.

Nobody waits for it. A fault in it is logged, and the next time tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.errors import Cancelled, DomainError
from desktop_app.views.base.day_change import DayChange
from desktop_app.views.base.operations import Job, Operations
from desktop_app.views.base.program import Program

Work = Callable[[Any, Callable[[], bool]], Any]
"""What is done off the UI thread; it is given how to say how far it is, and whom to ask whether to stop."""
_log = logging.getLogger(__name__)


class RegularTask(QObject):
    """The rhythm; what is done, and what becomes of the answer, whoever inherits from it says."""

    def __init__(self, parent: QObject, every: int, failure: str) -> None:
        """Take milliseconds for *every*, and for *failure* the sentence of the log when nothing came of it."""
        super().__init__(parent)
        self._every, self._failure = every, failure
        self._program: Program | None = None
        self._operations: Operations | None = None
        self._job: Job | None = None
        self._day_change: DayChange | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def _begin(self, program: Program, operations: Operations, first_after: int) -> None:
        """Do it from now on, first after so many milliseconds; said twice of the same it does not begin anew."""
        if operations is self._operations:
            return
        self.stop()
        self._program, self._operations = program, operations
        self._day_change = DayChange(program.controllers.clock, self)
        self._day_change.happened.connect(self.look)
        self._timer.start(first_after)

    def stop(self) -> None:
        """Do it no more; what is under way ends at its next step."""
        self._timer.stop()
        if self._day_change is not None:
            self._day_change.deleteLater()
            self._day_change = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._program = self._operations = None

    def look(self) -> None:
        """Do what is due now, unless that is under way."""
        program, operations = self._program, self._operations
        if program is None or operations is None or self._job is not None:
            return
        self._timer.start(self._every)
        self._job = operations.run_long(
            self._work(program), self._answered, self._failed, owner=self, in_background=True
        )

    def _work(self, program: Program) -> Work:
        """Return what is to be done."""
        raise NotImplementedError

    def _take(self, answer: Any) -> None:
        """Do what follows from the *answer* of the work."""
        raise NotImplementedError

    def _answered(self, answer: Any) -> None:
        self._job = None
        self._take(answer)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, Cancelled):
            return
        if isinstance(error, DomainError):
            _log.warning("%s: %s", self._failure, error)
        else:
            _log.error("%s", self._failure, exc_info=error)
