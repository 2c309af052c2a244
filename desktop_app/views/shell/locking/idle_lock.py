"""Watching over a desk that somebody left: private texts are hidden after a while, then the window is locked.

``IdleLock(stack, privacy, preferences, parent)``   *stack* shows the frame, and the lock page over it; ``begin(frame)`` once somebody is
    in, ``end()`` when they are out, ``lock()``, ``is_locked()``, ``frame()``; signal ``sign_out_requested()``
"""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QToolTip, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.system.settings import HIDE_AFTER, LOCK_AFTER, PRIVACY_MODE, Preferences
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.privacy_mode import PrivacyMode
from desktop_app.views.shell.locking.idle import IdleWatch
from desktop_app.views.shell.locking.lock_page import LockPage
from desktop_app.views.shell.locking.password_prompt import PasswordQuestion
from desktop_app.views.shell.main_window import MainWindow

_MINUTE = 60
_PASSING = {Qt.WindowType.Popup, Qt.WindowType.ToolTip}


def steps(preferences: Preferences) -> tuple[int, int]:
    """After how many minutes of nobody there private texts are hidden, and after how many in all the window is locked; 0: never."""
    hide = max(0, preferences.get(HIDE_AFTER))
    lock = max(0, preferences.get(LOCK_AFTER))
    return hide, hide + lock if lock else 0


class IdleLock(QObject):
    """Between signing in and signing out. The frame lives on behind the lock page, hidden, with all that is typed in it."""

    sign_out_requested = Signal()

    def __init__(
        self,
        stack: QStackedWidget,
        privacy: PrivacyMode,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._privacy = privacy
        self._preferences = preferences
        self._frame: MainWindow | None = None
        self._page: LockPage | None = None
        self._put_away: list[QWidget] = []
        self._worked_in: QWidget | None = None
        self._signed_in = True
        self._due: list[str] = []
        self._watch = IdleWatch(self)
        self._watch.passed.connect(self._passed)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._focus_moved)
        privacy.changed.connect(self._remember)
        privacy.lock_wanted.connect(self.lock)
        privacy.waits_changed.connect(self._start)

    def frame(self) -> MainWindow | None:
        """The frame of who is signed in, locked or not; None at the sign-in page."""
        return self._frame

    def is_locked(self) -> bool:
        """Whether the lock page stands before the frame."""
        return self._page is not None

    def begin(self, frame: MainWindow) -> None:
        """*frame* is shown, the first of who signed in or another one: watch over it."""
        self._leave_frame()
        self._frame = frame
        if self._signed_in and not self._privacy.by_hand:
            self._privacy.show()  # it came by itself, and somebody has given their password since
        self._signed_in = False
        self._watch.watch(self._stack.window().windowHandle())
        self._start()

    def end(self) -> None:
        """Nobody is in any more: whoever comes next gives a password, and finds nothing that works in another's name."""
        self._leave_frame()
        self._signed_in = True
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for dialog in self._stack.window().findChildren(QDialog, options=direct):
            dialog.hide()
            dialog.deleteLater()

    def _leave_frame(self) -> None:
        self._watch.begin()
        self._frame = None
        self._take_page_away()
        self._put_away.clear()

    def lock(self) -> None:
        """Put the lock page before the frame, and everything else of the program out of sight."""
        frame = self._frame
        if frame is None or self._page is not None:
            return
        self._watch.begin()
        self._worked_in = frame.focusWidget()
        self._end_questions()
        self._put_windows_away()
        page = self._page = LockPage(frame.session)
        page.unlocked.connect(self._unlock)
        page.sign_out_requested.connect(self.sign_out_requested)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.focus_start()

    def _unlock(self) -> None:
        """Back to the frame as it was left."""
        frame = self._frame
        if frame is None:
            return
        if not self._privacy.by_hand:
            self._privacy.show()
        self._stack.setCurrentWidget(frame)
        self._take_page_away()
        for window in self._put_away:
            if shiboken6.isValid(window):
                window.show()
        self._put_away.clear()
        self._go_on(frame)
        self._start()

    def _go_on(self, frame: MainWindow) -> None:
        """Put the focus where one worked, else where work begins on the page."""
        worked_in, self._worked_in = self._worked_in, None
        place = worked_in if worked_in is not None and shiboken6.isValid(worked_in) else None
        while place is not None and not place.isVisible() and not isinstance(place, FormRow):
            place = place.parentWidget()  # the cover of a private field is gone again
        page = frame.page()
        if isinstance(place, FormRow):
            place.take_focus()
        elif place is not None and place is worked_in:
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page is not None:
            page.focus_start()

    def _take_page_away(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _end_questions(self) -> None:
        """Menus and questions for the password go for good."""
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, PasswordQuestion):
                window.reject()
            elif window.isVisible() and window.windowType() in _PASSING:
                window.close()

    def _put_windows_away(self) -> None:
        """Every other window comes back when the desk is unlocked."""
        main = self._stack.window()
        for window in QApplication.topLevelWidgets():
            if window is not main and window.isVisible() and window.windowType() not in _PASSING:
                self._put_away.append(window)
                window.hide()

    def _focus_moved(self, window: QWindow | None) -> None:
        """What comes up while it is locked (an export failed, say) is put away too, once it has come up."""
        if self._page is not None and window is not self._stack.window().windowHandle():
            QTimer.singleShot(0, self, self._put_late_away)

    def _put_late_away(self) -> None:
        if self._page is not None:
            self._put_windows_away()

    # -- nobody there

    def _start(self) -> None:
        if self._frame is None or self._page is not None:
            return
        hide, lock = steps(self._preferences)
        due = [("hide", hide), ("lock", lock)]
        self._due = [name for name, minutes in due if minutes]
        self._watch.begin(*(minutes * _MINUTE for _name, minutes in due if minutes))

    def _passed(self, step: int) -> None:
        if self._due[step] == "hide":
            self._privacy.hide(by_hand=False)
        else:
            self.lock()

    def _remember(self) -> None:
        if self._preferences.get(PRIVACY_MODE) != self._privacy.by_hand:
            self._preferences.set(PRIVACY_MODE, self._privacy.by_hand)
            if self._frame is not None:
                self._frame.session.operations.run(self._preferences.save)


def demo_hint(sign_ins: Sequence[tuple[str, str, str]]) -> str:
    """What the lock says of the password in the demo, whose *sign_ins* (words, e-mail, password) have one; else nothing."""
    passwords = sorted({password for _words, _email, password in sign_ins})
    return tr("In the demo it is “{password}”.", password=passwords[0]) if passwords else ""
