"""Telling of what is new: by a pop-up of the desktop, or at the bottom of the window where somebody works in it.

``Notifier(tray, parent)``   ``take_frame(frame | None)``, ``set_locked(locked=…)``; signal ``open_requested()``: bring the window to the front
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import NotFound
from desktop_app.domain.records import Notification
from desktop_app.i18n.texts import tr
from desktop_app.views.desktop.pop_ups import may_disturb, message_of
from desktop_app.views.desktop.tray import Tray
from desktop_app.views.shell.main_window import MainWindow


class Notifier(QObject):
    """One sentence for all that came at once, and where it leads."""

    open_requested = Signal()

    def __init__(self, tray: Tray, parent: QObject) -> None:
        super().__init__(parent)
        self._tray = tray
        self._frame: MainWindow | None = None
        self._is_locked = False
        self._about: tuple[Notification, ...] = ()
        tray.pop_up_clicked.connect(self._clicked)

    def take_frame(self, frame: MainWindow | None) -> None:
        """Tell *frame*'s user from now on; nobody, of nothing, when it is None."""
        self._frame = frame
        self._about = ()  # what was said to somebody else is not for who comes next
        if frame is not None:
            frame.unread.arrived.connect(partial(self._tell, frame))

    def set_locked(self, *, locked: bool) -> None:
        """While the desk is locked, no name is said."""
        self._is_locked = locked

    def _tell(self, frame: MainWindow, fresh: tuple[Notification, ...]) -> None:
        counts, session = frame.unread.counts(), frame.session
        if frame is not self._frame or counts is None:
            return
        if not may_disturb(session.preferences, counts.organisation, session.controllers.clock):
            return
        text = message_of(fresh, hidden=self._is_locked or session.privacy.is_on)
        if frame.isActiveWindow() and not self._is_locked:
            frame.say_with_action(text, tr("Show"), partial(self._show, frame, fresh))
        elif self._tray.is_there():
            self._about = fresh
            self._tray.pop_up(counts.organisation.name or tr("Suivi"), text)

    def _clicked(self) -> None:
        about, self._about = self._about, ()
        self.open_requested.emit()
        if self._frame is not None and about and not self._is_locked:
            self._show(self._frame, about)

    @staticmethod
    def _show(frame: MainWindow, about: tuple[Notification, ...]) -> None:
        """The person, where there is one alone; else the notification centre."""
        person = about[0].person if len(about) == 1 else None
        if person is None:
            frame.go("notifications")
            return
        session = frame.session

        def not_marked(error: BaseException) -> None:
            if not isinstance(error, NotFound):
                frame.show_failure(error)

        session.operations.run(
            lambda: session.controllers.notifications.mark_read(session.actor, about[0].id),
            on_failure=not_marked,
            owner=frame,
        )
        frame.go("person", person.id)
