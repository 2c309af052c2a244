"""What this PC's desktop has to do with the program: whether it starts with the session, stays in the tray, and tells of news."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.system import autostart
from desktop_app.system.settings import CLOSE_TO_TRAY, POP_UPS
from desktop_app.views.base.session import Session
from desktop_app.views.kit.labels import label, set_tip
from desktop_app.views.pages.settings.section import SettingsSection


class WindowSettings(SettingsSection):
    """Three switches; each is taken at once."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Window and pop-ups"), "windowSettings", parent)
        preferences = session.preferences
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self._starts = self._box(tr("Start Suivi wh&en I sign in to this PC"), "startWithSession")
        set_tip(
            self._starts,
            tr("When somebody signs in to this PC, Suivi starts in the tray and reminds from there."),
        )
        self._starts.setEnabled(False)  # until the system has been asked
        self._stays = self._box(tr("Keep running in the tra&y when closed"), "closeToTray")
        self._stays.setChecked(preferences.get(CLOSE_TO_TRAY))
        self._stays.setEnabled(has_tray)
        self._pops = self._box(tr("Pop-ups &for new notifications"), "popUps")
        self._pops.setChecked(preferences.get(POP_UPS))
        set_tip(self._pops, tr("One for all that came at once; none in the office’s quiet hours."))
        for widget in (self._starts, self._stays, self._pops):
            self.column.addWidget(widget)
        if not has_tray:
            words = tr("No system tray here, so pop-ups are unavailable.")
            self.column.addWidget(label(words, "muted", wrap=True, name="noTray"))
        self.finish()
        self._starts.clicked.connect(self._start_with_session)
        self._stays.toggled.connect(lambda on: session.remember(CLOSE_TO_TRAY, on))
        self._pops.toggled.connect(lambda on: session.remember(POP_UPS, on))

    @staticmethod
    def _box(words: str, name: str) -> QCheckBox:
        check_box = QCheckBox(words)
        check_box.setObjectName(name)
        check_box.setAccessibleName(words.replace("&", ""))
        return check_box

    def refresh(self) -> None:
        """Ask the system whether the program starts with the session."""
        folder = self.session.preferences.folder
        self.run(lambda: autostart.is_on(folder), self._show_start)

    def _show_start(self, on: bool) -> None:  # noqa: FBT001 - an answer
        self._starts.setChecked(on)
        self._starts.setEnabled(True)

    def _start_with_session(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        folder = self.session.preferences.folder

        def refused(error: BaseException) -> None:
            self._starts.setChecked(not on)
            if isinstance(error, OSError):
                reason = error.strerror or str(error)
                self.notice.show_words(
                    tr("The system did not take it: {reason}", reason=reason), kind="error"
                )
            else:
                self.failure_requested.emit(error)

        self.notice.clear()
        self.run(lambda: autostart.switch(folder, on=on), on_failure=refused)
