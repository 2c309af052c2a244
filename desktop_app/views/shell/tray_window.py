"""A window that the program may go on without: closed or minimised, it leaves an icon in the tray, where the user wants that.

``TrayWindow``   ``stay_when_closed(ask)``, ``go_away()``, ``is_away()``, ``was_seen()``; signals ``went_away()``, ``minimised()``; a subclass
    fills in ``keep`` and ``finish``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow


class TrayWindow(QMainWindow):
    """Whether it ends the program when it is closed is asked each time."""

    went_away = Signal()
    """The window was closed, and the program goes on without it."""
    minimised = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._away = False  # on purpose: what happens meanwhile does not bring the window up
        self._was_seen = False
        self._stays: Callable[[], bool] = lambda: False

    def stay_when_closed(self, stays: Callable[[], bool]) -> None:
        """Ask *stays* whenever the window is closed whether the program goes on without it."""
        self._stays = stays

    def start_away(self) -> None:
        """Do not come up before somebody wishes it."""
        self._away = True

    def go_away(self) -> None:
        """Hide the window; the program goes on, and nothing but somebody's wish brings the window up again."""
        self.keep()
        self._away = True
        self.hide()
        self.went_away.emit()

    def is_away(self) -> bool:
        """Whether it is hidden on purpose."""
        return self._away

    def was_seen(self) -> bool:
        """Whether the window was open on the screen at any time, not only in the task bar."""
        return self._was_seen

    def keep(self) -> None:
        """Keep what is being typed, and where the window stands: the program may end without another word."""
        raise NotImplementedError

    def finish(self) -> None:
        """End the program. May be called more than once."""
        raise NotImplementedError

    # -- Qt's own

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the program, or only go away."""
        event.accept()  # also where the program goes on: a refusal would hold up the end of the session
        if self._stays():
            self.go_away()
        else:
            self.finish()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody wants to see the window: from now on it comes up by itself again."""
        self._away = False
        self._was_seen = self._was_seen or not self.isMinimized()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tell that the window was minimised."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._was_seen = self._was_seen or (self.isVisible() and not self.isMinimized())
            if self.isMinimized() and self.isVisible():
                QTimer.singleShot(0, self, self.minimised.emit)  # not while the state still changes
