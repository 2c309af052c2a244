"""What a window does by itself while it stands: reminders, copies of the data, and answers to other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.system.settings import LOCAL_API, Preferences
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program

if TYPE_CHECKING:  # the sign-in page stands before they are loaded
    from desktop_app.views.shell.background.backup_timer import BackupTimer
    from desktop_app.views.shell.background.reminder_timer import ReminderTimer

SERVE_AFTER = 1_000  # milliseconds: whoever signs in goes first


class RegularWork(QObject):
    """Begins once the data is open, whoever is in, and stops when the window turns to other data or goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._program: Program | None = None
        self._timers: tuple[ReminderTimer, BackupTimer] | None = None

    def begin(
        self, program: Program, operations: Operations, preferences: Preferences, *, with_copies: bool
    ) -> None:
        """Do what is due from now on, not in the same breath; an invented office needs no copies."""
        self._program = program
        if self._timers is None:
            from desktop_app.views.shell.background.backup_timer import BackupTimer  # noqa: PLC0415 - as above
            from desktop_app.views.shell.background.reminder_timer import ReminderTimer  # noqa: PLC0415 - as above

            self._timers = ReminderTimer(self), BackupTimer(self)
        reminder_timer, backup_timer = self._timers
        reminder_timer.begin(program, operations)
        if with_copies:
            backup_timer.begin(program, operations, preferences)

    def serve_as_before(self, preferences: Preferences) -> None:
        """Switch the HTTP server on a little later, as it was when the program was last closed."""
        program = self._program
        if program is not None and preferences.get(LOCAL_API):
            QTimer.singleShot(SERVE_AFTER, self, lambda: self._serve(program, preferences))

    def _serve(self, program: Program, preferences: Preferences) -> None:
        if program is self._program:
            from desktop_app.views.pages.local_api.remembered import remembered  # noqa: PLC0415 - hardly any PC serves

            program.local_server.start(remembered(preferences))

    def stop(self) -> None:
        """Do no more; what is under way ends at its next step."""
        self._program = None
        for timer in self._timers or ():
            timer.stop()
