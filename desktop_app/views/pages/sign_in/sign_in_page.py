"""The sign-in page: e-mail address and password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.errors import DomainError
from desktop_app.i18n.texts import language, tr
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.language_choice import LanguageChoice
from desktop_app.views.kit.fields.password_field import PasswordEdit
from desktop_app.views.kit.labels import hairline
from desktop_app.views.kit.notice import Notice
from desktop_app.views.pages.sign_in.front_page import FrontPage


class SignInPage(FrontPage):
    """Asks who it is. ``sign_in_requested(email, password)``; the window answers with ``refuse`` or goes on."""

    sign_in_requested = Signal(str, str)
    language_requested = Signal(str)
    leave_demo_requested = Signal()

    def __init__(self, organisation_name: str, last_email: str, parent: QWidget | None = None) -> None:
        super().__init__(
            organisation_name or tr("Suivi"), tr("Sign in to see who needs you today."), parent=parent
        )
        self.words_of = (organisation_name, language())
        """The office's name and the language that the page was made with."""
        self._email = QLineEdit(last_email)
        self._email.setObjectName("email")
        self._password = PasswordEdit()
        self._notice = Notice(name="signInNotice")
        self._notice.clear()
        self._enter = button(tr("&Sign in"), "primary", name="signIn")
        self._languages = LanguageChoice(language())

        self.column.addWidget(FormRow(tr("&E-mail address"), self._email))
        self.column.addWidget(FormRow(tr("&Password"), self._password))
        self.column.addWidget(self._notice)
        foot = QHBoxLayout()
        foot.addWidget(self._languages)
        foot.addStretch(1)
        foot.addWidget(self._enter)
        self.column.addLayout(foot)

        self._enter.clicked.connect(self._ask)
        self._password.returnPressed.connect(self._ask)
        self._email.returnPressed.connect(self._password.setFocus)
        self._languages.chosen.connect(self.language_requested)

    def offer_demo(self, sign_ins: Sequence[tuple[str, str, str]]) -> None:
        """List the demo's sign-ins (words, e-mail, password): one click signs in."""
        self.words.setText(tr("These are invented people: try whatever you like. Choose who you want to be."))
        self.column.addWidget(hairline())
        for words, email, password in sign_ins:
            pressed = button(words, name=f"demo-{email.partition('@')[0]}")
            pressed.setSizePolicy(self._email.sizePolicy())
            pressed.clicked.connect(
                lambda _checked=False, email=email, password=password: self._as(email, password)
            )
            self.column.addWidget(pressed)
        leave = button(tr("&Leave the demo"), "quiet", name="leaveDemo")
        leave.clicked.connect(self.leave_demo_requested)
        self.column.addWidget(leave, 0, Qt.AlignmentFlag.AlignHCenter)

    def _as(self, email: str, password: str) -> None:
        self._email.setText(email)
        self._password.setText(password)
        self._ask()

    def _ask(self) -> None:
        if not self._email.text().strip():
            self.refuse_words(tr("Enter your e-mail address."))
            self._email.setFocus()
            return
        if not self._password.text():
            self.refuse_words(tr("Enter your password."))
            self._password.setFocus()
            return
        self._notice.clear()
        self._wait(waiting=True)
        self.sign_in_requested.emit(self._email.text(), self._password.text())

    def _wait(self, *, waiting: bool) -> None:
        for widget in (self._email, self._password, self._enter, self._languages):
            widget.setEnabled(not waiting)
        self._enter.setText(tr("Signing in…") if waiting else tr("&Sign in"))

    def refuse(self, error: DomainError) -> None:
        """Say why not; the password is to be typed again."""
        self.refuse_words(str(error))

    def refuse_words(self, text: str, detail: str = "") -> None:
        """The same in words; *detail* holds an incident number."""
        self._wait(waiting=False)
        self._notice.show_words(text, kind="error", detail=detail)
        self._password.selectAll()
        self._password.setFocus()

    def say(self, text: str) -> None:
        """Tell something before one signs in (why one was signed out)."""
        self._notice.show_words(text, kind="info")

    def focus_start(self) -> None:
        """Where one types first."""
        (self._password if self._email.text() else self._email).setFocus(Qt.FocusReason.OtherFocusReason)
