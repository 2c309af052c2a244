"""What a window does by itself while it stands: reminders, and copies of the data."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.system.settings import Preferences
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program
from desktop_app.views.shell.backup_timer import BackupTimer
from desktop_app.views.shell.reminder_timer import ReminderTimer


class RegularWork(QObject):
    """Begins once the data is open, whoever is in, and stops when the window turns to other data or goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reminder_timer = ReminderTimer(self)
        self._copying = BackupTimer(self)

    def begin(
        self, program: Program, operations: Operations, preferences: Preferences, *, with_copies: bool
    ) -> None:
        """Do what is due from now on, not in the same breath; an invented office needs no copies."""
        self._reminder_timer.begin(program, operations)
        if with_copies:
            self._copying.begin(program, operations, preferences)

    def stop(self) -> None:
        """Do no more; what is under way ends at its next step."""
        self._reminder_timer.stop()
        self._copying.stop()
