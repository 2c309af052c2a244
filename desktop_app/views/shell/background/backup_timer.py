"""The day's copy of the data, made while a window stands: soon after the data is open, when a day begins, and tried again every hour.

``BackupTimer(parent)``   ``begin(program, operations, preferences)`` once the data of *program* is open, until ``stop()``; ``look()`` makes
    the copy that is due now; signal ``copy_made(BackupCopy)`` after one was made
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.backup_copies import BackupCopy
from desktop_app.system.settings import Preferences, second_backup_folder
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program
from desktop_app.views.shell.background.regular_task import RegularTask, Work

FIRST_AFTER = 15_000  # milliseconds: whoever signs in goes first
EVERY = 3_600_000  # milliseconds: the stick may be there now


class BackupTimer(RegularTask):
    """After three days without a copy, the dashboard of administrators tells."""

    copy_made = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, EVERY, "No copy of the data was made")
        self._preferences: Preferences | None = None

    def begin(self, program: Program, operations: Operations, preferences: Preferences) -> None:
        """Make copies from now on, a second one where *preferences* name a place for it."""
        self._preferences = preferences
        self._begin(program, operations, FIRST_AFTER)

    def _work(self, program: Program) -> Work:
        second_place = second_backup_folder(self._preferences) if self._preferences is not None else None
        return lambda _progress, should_stop: program.controllers.backups.make_due(
            second_place, should_stop=should_stop
        )

    def _take(self, answer: BackupCopy | None) -> None:
        if answer is not None:
            self.copy_made.emit(answer)
