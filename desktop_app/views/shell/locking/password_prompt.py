"""Asking the one signed in for their password, at a desk that others may have come to.

``PasswordCheck(session, parent)``   a field with its notice, to stand in a dialog or on a page: ``check()``, ``clear()``,
    ``say(failure)``; signals ``confirmed()``, ``checking(bool)``
``PasswordQuestion(session, parent)``   a dialog with it; signal ``confirmed()``
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.records import Actor
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import Failure, describe
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.password_field import PasswordEdit
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme

_WIDTH = 420


class PasswordCheck(QWidget):
    """The password of the one signed in; wrong ones count, and lock, as at the sign-in page."""

    confirmed = Signal()
    checking = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._password = PasswordEdit("deskPassword")
        self._notice = Notice(name="deskNotice")
        self._notice.clear()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S3)
        row = FormRow(tr("&Your password"), self._password, help_text=session.privacy.password_hint)
        column.addWidget(row)
        column.addWidget(self._notice)
        self.setFocusProxy(self._password)
        self._password.returnPressed.connect(self.check)

    def check(self) -> None:
        """Ask whether what is typed is the password."""
        if not self._password.isEnabled():
            return
        password, session = self._password.text(), self._session
        if not password:
            self._refuse(Failure(tr("Enter your password.")))
            return
        self._wait(waiting=True)
        session.operations.run(
            lambda: session.controllers.sign_in.confirm(session.actor, password),
            self._right,
            self._wrong,
            owner=self,
        )

    def clear(self) -> None:
        """Forget what was typed."""
        self._password.clear()

    def say(self, failure: Failure) -> None:
        """Tell what went wrong; the password may be typed again."""
        self._wait(waiting=False)
        self._notice.show_words(failure.text, kind="error", detail=failure.incident)

    def _right(self, _actor: Actor) -> None:
        self._wait(waiting=False)
        self.clear()
        self.confirmed.emit()

    def _wrong(self, error: BaseException) -> None:
        self._refuse(describe(error, "PasswordCheck"))

    def _refuse(self, failure: Failure) -> None:
        self.say(failure)
        self._password.selectAll()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, *, waiting: bool) -> None:
        self._password.setEnabled(not waiting)
        if waiting:
            self._notice.clear()
        self.checking.emit(waiting)


class PasswordQuestion(Dialog):
    """Asks before private texts are shown; Escape leaves them hidden."""

    confirmed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, tr("Show private texts?"), name="passwordQuestion", width=_WIDTH)
        words = tr(
            "Enter the password of {name}: whoever sees the screen can read everything then.",
            name=session.actor.full_name,
        )
        self._check = PasswordCheck(session)
        self.content.addWidget(label(words, "muted", wrap=True, name="passwordQuestionText"))
        self.content.addWidget(self._check)
        self.add_button(tr("Leave them hidden"), "outlined", self.reject, name="leaveHidden")
        self._show: QPushButton = self.add_button(
            tr("Show them"), "primary", self._check.check, name="showThem"
        )
        self._check.checking.connect(self._show.setDisabled)
        self._check.confirmed.connect(self._agree)
        self._check.setFocus()

    def _agree(self) -> None:
        self.accept()
        self.confirmed.emit()


def unlock_button(check: PasswordCheck) -> QPushButton:
    """A button that asks *check*."""
    pressed = button(tr("&Unlock"), "primary", name="unlock")
    pressed.clicked.connect(check.check)
    check.checking.connect(pressed.setDisabled)
    return pressed
