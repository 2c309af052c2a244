"""The day's copy of the data, made while a window stands: soon after the data is open, when a day begins, and tried again every hour.

``BackupTimer(parent)``   ``begin(program, operations, preferences)`` once the data of *program* is open, until ``stop()``; ``look()`` makes
    the copy that is due now; signal ``copy_made(BackupCopy)`` after one was made
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.backup_copies import BackupCopy
from desktop_app.domain.errors import Cancelled, DomainError
from desktop_app.system.settings import Preferences, second_backup_folder
from desktop_app.views.base.day_change import DayChange
from desktop_app.views.base.operations import Job, Operations
from desktop_app.views.base.program import Program

FIRST_AFTER = 15_000  # milliseconds: whoever signs in goes first
EVERY = 3_600_000  # milliseconds: the stick may be there now
_log = logging.getLogger(__name__)


class BackupTimer(QObject):
    """Nobody waits for it; a fault is logged and tried again, and the dashboard of administrators tells after three days."""

    copy_made = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._program: Program | None = None
        self._operations: Operations | None = None
        self._preferences: Preferences | None = None
        self._job: Job | None = None
        self._day_change: DayChange | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self, program: Program, operations: Operations, preferences: Preferences) -> None:
        """Make copies from now on, not in the same breath; said twice of the same it does not begin anew."""
        if operations is self._operations:
            return
        self.stop()
        self._program, self._operations, self._preferences = program, operations, preferences
        self._day_change = DayChange(program.controllers.clock, self)
        self._day_change.happened.connect(self.look)
        self._timer.start(FIRST_AFTER)

    def stop(self) -> None:
        """Make no more; of one that is under way nothing is left."""
        self._timer.stop()
        if self._day_change is not None:
            self._day_change.deleteLater()
            self._day_change = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._program = self._operations = self._preferences = None

    def look(self) -> None:
        """Make the copy that is due, unless one is under way."""
        program, operations, preferences = self._program, self._operations, self._preferences
        if program is None or operations is None or preferences is None or self._job is not None:
            return
        self._timer.start(EVERY)
        second_place = second_backup_folder(preferences)
        self._job = operations.run_long(
            lambda _progress, should_stop: program.controllers.backups.make_due(
                second_place, should_stop=should_stop
            ),
            self._made,
            self._failed,
            owner=self,
            in_background=True,
        )

    def _made(self, copy: BackupCopy | None) -> None:
        self._job = None
        if copy is not None:
            self.copy_made.emit(copy)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, DomainError):
            if not isinstance(error, Cancelled):
                _log.warning("No copy of the data was made: %s", error)
        else:
            _log.error("No copy of the data was made", exc_info=error)
