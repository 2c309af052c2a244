"""The program among the others on the desktop: called by later starts, an icon in the tray, pop-ups, the end of the session.

``Desktop(window, instance, application)``   ``begin(request)`` once the window is painted. The tray and its pop-ups are made a moment later.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop_app.i18n.texts import tr
from desktop_app.system.instance_lock import InstanceLock, LaunchRequest
from desktop_app.system.settings import CLOSE_TO_TRAY, QUIET_ON, TRAY_EXPLAINED, Preference
from desktop_app.views.desktop.end_signals import EndSignals
from desktop_app.views.desktop.notifier import Notifier
from desktop_app.views.desktop.pop_ups import is_quiet_today
from desktop_app.views.desktop.single_instance import SingleInstance, bring_to_front
from desktop_app.views.desktop.tray import Tray
from desktop_app.views.desktop.tray_icon import Standing
from desktop_app.views.shell import window_placement
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.page_registry import may_open
from desktop_app.views.shell.window import Window

COMMIT_WITHIN = 3.0
"""Seconds that the end of the session may wait for what is being written."""


class Desktop(QObject):
    """From the first painting of the window to the end of the program."""

    def __init__(
        self, window: Window, instance: InstanceLock, application: QApplication, tray: Tray | None = None
    ) -> None:
        super().__init__(window)
        self._window = window
        self._single_instance = SingleInstance(instance, self)
        self.tray = tray or Tray(self)
        self._notifier = Notifier(self.tray, self)
        self._signals = EndSignals(self)

        self._single_instance.came.connect(self._fulfil)
        self._signals.came.connect(window.finish)
        window.stay_when_closed(self.stays)
        window.went_away.connect(self._explain)
        window.minimised.connect(self._put_away)
        window.frame_changed.connect(self._take_frame)
        window.content_changed.connect(self._show_standing)
        self.tray.open_requested.connect(self.open_window)
        self.tray.page_requested.connect(self._open_page)
        self.tray.quiet_requested.connect(self._be_quiet)
        self.tray.quit_requested.connect(window.finish)
        self.tray.came.connect(self._tray_came)
        self._notifier.open_requested.connect(self.open_window)
        application.screenRemoved.connect(self._bring_back)
        application.commitDataRequest.connect(self._commit)
        application.aboutToQuit.connect(self._end)

    def begin(self, request: LaunchRequest) -> None:
        """Answer later starts from now on; *request* is that of this one."""
        self._signals.begin()
        self._single_instance.begin()
        if request.page:
            self._window.open_page(request.page)
        if request.hidden and not self.tray.has_place():
            self._window.showMinimized()
        self._bring_back()  # now that its frame is known: another desktop may draw one that the last did not
        self.tray.begin()
        self._take_frame(self._window.frame())

    # -- the window

    def open_window(self, activation: str = "") -> None:
        """Bring the window to the front, onto a screen that exists."""
        window_placement.bring_back(self._window)
        bring_to_front(self._window, activation)

    def _open_page(self, name: str) -> None:
        self.open_window()
        self._window.open_page(name)

    def _fulfil(self, request: LaunchRequest) -> None:
        """Do what another start of the program asked for."""
        if not request.hidden:
            self.open_window(request.activation)
        if request.page:
            self._window.open_page(request.page)

    def _bring_back(self) -> None:
        window_placement.bring_back(self._window)

    # -- going on without it

    def stays(self) -> bool:
        """Whether the program goes on in the tray when the window is closed."""
        return bool(self._window.preferences.get(CLOSE_TO_TRAY)) and self.tray.is_there()

    def _put_away(self) -> None:
        if self.stays():
            self._window.go_away()

    def _explain(self) -> None:
        """Say once where the window has gone."""
        if not self._window.preferences.get(TRAY_EXPLAINED):
            self._remember(TRAY_EXPLAINED, True)
            self.tray.pop_up(
                tr("Suivi goes on here"),
                tr("Reminders still come. To end the program, choose Quit in the menu of this icon."),
            )

    def _tray_came(self) -> None:
        """The tray came after the program, which was started for it: what waits in the task bar goes there."""
        if self._window.isMinimized() and not self._window.was_seen():
            self._window.go_away()

    # -- what the tray shows

    def _take_frame(self, frame: MainWindow | None) -> None:
        self._notifier.take_frame(frame)
        if frame is not None:
            frame.unread.counted.connect(self._show_standing)
        self._show_standing()

    def _show_standing(self) -> None:
        frame = self._window.frame()
        counts = frame.unread.counts() if frame is not None else None
        is_locked = frame is not self._window.content()
        self._notifier.set_locked(locked=is_locked)
        if frame is None:
            self.tray.show_standing(Standing())
            return
        session = frame.session
        office = counts.organisation if counts is not None else session.organisation
        self.tray.show_standing(
            Standing(
                is_in=True,
                office=office.name,
                waiting=counts.waiting if counts is not None else None,
                unread=counts.unread if counts is not None else 0,
                may_record=may_open("follow_up_form", session),
                is_quiet=is_quiet_today(session.preferences, session.controllers.clock),
                is_locked=is_locked,
            )
        )

    def _be_quiet(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        frame = self._window.frame()
        if frame is not None:
            today = frame.session.controllers.clock.today().isoformat()
            self._remember(QUIET_ON, today if on else "")
        self._show_standing()

    def _remember(self, preference: Preference, value: object) -> None:
        self._window.preferences.set(preference, value)
        self._window.operations.run(self._window.preferences.save)

    # -- the end

    def _commit(self) -> None:
        """The session may end at any moment: keep everything now. It may also go on."""
        self._window.keep()
        self._window.operations.let_finish(COMMIT_WITHIN)

    def _end(self) -> None:
        self._window.finish()
        self._signals.end()
        self.tray.end()
        self._single_instance.end()
