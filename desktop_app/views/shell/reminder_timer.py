"""The reminders that are due, made while a window stands: soon after the data is open, every quarter of an hour, when a day begins.

``ReminderTimer(parent)``   ``begin(program, operations)`` once the data of *program* is open, until ``stop()``; ``look()`` makes them now;
    signal ``reminders_made(RemindersMade)`` after each time. Who shows notifications hears of new ones as of every change
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.errors import DomainError
from desktop_app.domain.reminders import EVERY_SECONDS, RemindersMade
from desktop_app.views.base.day_change import DayChange
from desktop_app.views.base.operations import Job, Operations
from desktop_app.views.base.program import Program

FIRST_AFTER = 5_000  # milliseconds: whoever signs in goes first
_log = logging.getLogger(__name__)


class ReminderTimer(QObject):
    """Nobody waits for it, and a fault in it disturbs nobody: it is logged, and the next time tries again."""

    reminders_made = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._program: Program | None = None
        self._operations: Operations | None = None
        self._job: Job | None = None
        self._day_change: DayChange | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self, program: Program, operations: Operations) -> None:
        """Make them from now on, not in the same breath; said twice of the same it does not begin anew."""
        if operations is self._operations:
            return
        self.stop()
        self._program, self._operations = program, operations
        self._day_change = DayChange(program.controllers.clock, self)
        self._day_change.happened.connect(self.look)
        self._timer.start(FIRST_AFTER)

    def stop(self) -> None:
        """Make no more; what is under way ends at the next step, and is taken up again by the next run."""
        self._timer.stop()
        if self._day_change is not None:
            self._day_change.deleteLater()
            self._day_change = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._program = self._operations = None

    def look(self) -> None:
        """Make what is due, unless that is under way."""
        program, operations = self._program, self._operations
        if program is None or operations is None or self._job is not None:
            return
        self._timer.start(EVERY_SECONDS * 1000)
        self._job = operations.run_long(
            lambda _progress, should_stop: program.controllers.reminders.make_due(should_stop=should_stop),
            self._made,
            self._failed,
            owner=self,
            in_background=True,
        )

    def _made(self, reminders_made: RemindersMade) -> None:
        self._job = None
        self.reminders_made.emit(reminders_made)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, DomainError):
            _log.warning("No reminders were made: %s", error)
        else:
            _log.error("No reminders were made", exc_info=error)
