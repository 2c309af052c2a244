"""A user's details beside the list of users: to add one, or to change one.

``UserPanel(session, parent)``   ``add()``, ``edit(user)``, ``is_changed()``, ``user()``; ``take_model(model)`` what it is checked with;
    ``save_requested(values, version)`` answered by ``refuse(error)`` or by closing it; ``closed()``. Names and
    address are kept as a draft; passwords stay in their field and are kept nowhere.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.errors import Conflict, Invalid
from desktop_app.domain.records import User
from desktop_app.domain.vocabulary import Role, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.forms.kept_texts import KeptTexts
from desktop_app.views.kit.accessibility import SAVE_KEYS, on_keys
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.choice_notice import ChoiceNotice
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormColumn, FormRow
from desktop_app.views.kit.fields.password_field import PasswordEdit
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.pages.users.user_words import ROLES, email_of, is_waiting_for_details

WIDTH = 380
_PAUSE = 600  # milliseconds after the last key until a field is checked
_FIELDS = ("first_name", "last_name", "email", "role", "is_active")


class UserPanel(QFrame):
    """The form of one user; hidden while nobody is added or changed."""

    save_requested = Signal(object, object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("userPanel")
        self.setProperty("surface", "card")
        self.setFixedWidth(WIDTH)
        self._clock = session.controllers.clock
        self._privacy = session.privacy
        self._user: User | None = None
        self._model: Any = None
        self._start: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._tried = False
        self._current: User | None = None

        self._heading = label("", "section", wrap=True, name="userHeading")
        self._about = Notice(name="userAbout")
        self._notice = Notice(name="userNotice")
        self._versions = ChoiceNotice(name="userVersions")
        self._first = QLineEdit()
        self._last = QLineEdit()
        self._email = QLineEdit()
        texts = {"first_name": self._first, "last_name": self._last, "email": self._email}
        self._kept = KeptTexts(
            session, "user", texts, self, lambda: self.column.row("email").hide_if_private()
        )
        self._role = Dropdown([(role, code_label(role)) for role in Role], name="role")
        self._active = QCheckBox(tr("May &use the program"))
        self._password = PasswordEdit("newPassword")
        self.column = FormColumn(name="userFields")
        self._save = button(tr("&Save"), "primary", name="saveUser", tip=tr("Save (Ctrl+Enter)"))
        self._cancel = button(tr("&Cancel"), "quiet", name="cancelUser", tip=tr("Close without saving (Esc)"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)

        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self._active.setObjectName("isActive")
        self._active.setAccessibleDescription(
            tr("A user who is switched off cannot sign in; what they wrote stays.")
        )
        rows = (
            ("first_name", FormRow(tr("First name"), self._first, name="firstName", required=True)),
            ("last_name", FormRow(tr("Last name"), self._last, name="lastName", required=True)),
            ("email", FormRow(tr("E-mail address"), self._email, name="email", required=True)),
            ("role", FormRow(tr("Role"), self._role, required=True)),
            ("password", FormRow(tr("Password"), self._password)),
        )
        for key, row in rows:
            self.column.add_row(key, row)
        self.column.add(self._active)
        self.column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        foot.addWidget(self._save)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.S4, theme.S4, theme.S2, theme.S3)
        whole.setSpacing(theme.S3)
        for widget in (self._heading, self._about, self._kept.notice, self._notice, self._versions):
            whole.addWidget(widget)
        whole.addWidget(self.column, 1)
        whole.addWidget(hairline())
        whole.addLayout(foot)
        self._notice.clear()
        self._versions.clear()

    def _connect(self) -> None:
        for key, field in (
            ("first_name", self._first),
            ("last_name", self._last),
            ("email", self._email),
            ("password", self._password),
        ):
            field.textChanged.connect(partial(self._changed, key))
        self._role.changed.connect(partial(self._changed, "role"))
        self._role.changed.connect(self._say_role)
        self._pause.timeout.connect(self._show_problems)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.cancel)
        self.column.row("email").hide_with(self._privacy, self._email.text)
        self._privacy.changed.connect(self._private_texts_changed)
        self._versions.first_requested.connect(self._keep_mine)
        self._versions.second_requested.connect(self._take_theirs)
        on_keys(self, self.save, *SAVE_KEYS)

    # -- opening and closing

    def user(self) -> User | None:
        """The user that is being changed; None while one is added, or nothing is open."""
        return self._user

    def add(self) -> None:
        """Show an empty form."""
        self._open(None, tr("Add a user"))

    def edit(self, user: User) -> None:
        """Show *user*."""
        self._open(user, user.full_name)

    def _open(self, user: User | None, heading: str) -> None:
        self._kept.stop()
        self._user = user
        self._heading.setText(heading)
        self._put(user)
        self._start = self.values()
        self._kept.begin(f"edit:{user.id}" if user is not None else "new:")
        self._tried = False
        self._touched.clear()
        self._pause.stop()
        self.column.row("email").hide_if_private()
        self._say_about()
        self._say_role()
        self._forget_versions()
        self._show({})
        self._notice.clear()
        self._set_saving(saving=False)
        self.show()
        self.column.verticalScrollBar().setValue(0)
        first = (
            self._email if user is not None and not email_of(user) else self._first
        )  # covered only if filled
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, user: User | None) -> None:
        self._first.setText(user.first_name if user else "")
        self._last.setText(user.last_name if user else "")
        self._email.setText(email_of(user) if user else "")
        self._role.set_value(user.role if user else Role.MENTOR)
        self._active.setChecked(user.is_active if user else True)
        self._password.clear()

    def _say_about(self) -> None:
        user = self._user
        self._about.clear()
        if user is not None and is_waiting_for_details(user):
            self._about.show_words(
                tr(
                    "Account incomplete. Complete the e-mail address, tick “may use the program”, give a "
                    "password."
                )
            )
        row = self.column.row("password")
        row.set_label(tr("New password") if user is not None and user.can_sign_in else tr("Password"))

    def _say_password_rule(self) -> None:
        """What a password needs stands there before anybody errs; once somebody did, the error says it."""
        row = self.column.row("password")
        if row.error():
            row.set_help("")
            return
        rule = tr("At least 10 characters: three or four words are easy to remember.")
        if self._user is not None and self._user.can_sign_in:
            row.set_help(tr("Leave it empty to keep the one there is. {rule}", rule=rule))
        else:
            row.set_help(tr("{rule} Without one, the user cannot sign in yet.", rule=rule))

    def _say_role(self) -> None:
        self.column.row("role").set_help(tr(ROLES[self._role.value()]))

    def _private_texts_changed(self) -> None:
        if self._current is not None:
            self._show_versions(self._current)

    def is_changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return self.isVisible() and self.values() != self._start

    def cancel(self) -> None:
        """Close it without saving, unless it is being saved just now."""
        if self._save.isEnabled():
            self.close_panel()

    def close_panel(self) -> None:
        """Close it; what was typed is gone."""
        self._kept.saved()
        self.hide()
        self._password.clear()
        self._user = None
        self.closed.emit()

    def say_unsaved(self) -> None:
        """Somebody wants another user while this one is not saved."""
        self._notice.show_words(tr("Save or cancel this user first."), kind="warning")
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- checking and saving

    def take_model(self, model: Any) -> None:
        """Check with *model* (``UserInput``) from now on."""
        self._model = model

    def values(self) -> dict[str, Any]:
        """What stands in the fields; an address that is left unknown stays the placeholder it was."""
        email = self._email.text().strip()
        if not email and self._user is not None and not email_of(self._user) and not self._password.text():
            email = self._user.email
        return {
            "first_name": self._first.text(),
            "last_name": self._last.text(),
            "email": email,
            "role": self._role.value(),
            "is_active": self._active.isChecked(),
            "password": self._password.text(),
        }

    def problems_now(self) -> dict[str, str]:
        """Every error there is now."""
        if self._model is None:
            return {}
        from desktop_app.domain.validation import problems  # noqa: PLC0415 - loaded by then, off the UI thread

        shown_problems = problems(self._model, self.values(), self._clock.today())
        return {key: str(text) for key, text in shown_problems.items()}

    def _changed(self, key: str, *_value: object) -> None:
        self._touched.add(key)
        if self.column.wrong_keys():
            problems = self.problems_now()
            self._show({each: problems[each] for each in self.column.wrong_keys() if each in problems})
        self._pause.start()

    def _show_problems(self) -> None:
        problems = self.problems_now()
        allowed = problems.keys() if self._tried else self._touched & problems.keys()
        self._show({key: problems[key] for key in allowed})

    def _show(self, errors: dict[str, str], *, focus: bool = False) -> None:
        unplaced = self.column.show_errors(errors, focus=focus)
        self._say_password_rule()
        if unplaced:
            self._notice.show_words(" ".join(unplaced.values()), kind="error")

    def save(self) -> None:
        """Ask for saving, unless something is wrong: then say where."""
        if not self._save.isEnabled():
            return
        self._tried = True
        self._pause.stop()
        problems = self.problems_now()
        if problems:
            self._show(problems, focus=True)
            return
        self._notice.clear()
        self._set_saving(saving=True)
        version = self._user.version if self._user is not None else None
        self.save_requested.emit(self.values(), version)

    def _set_saving(self, *, saving: bool) -> None:
        self._save.setEnabled(not saving)

    def refuse(self, error: BaseException) -> None:
        """It was not saved: say why; everything typed stays."""
        self._set_saving(saving=False)
        if isinstance(error, Invalid):
            self._show({problem.field: str(problem.message) for problem in error}, focus=True)
        elif isinstance(error, Conflict) and isinstance(error.current, User):
            self._show_versions(error.current)
        else:
            failure = describe(error, "UserPanel")
            detail = tr("Incident {number}", number=failure.incident) if failure.incident else ""
            self._notice.show_words(failure.text, kind="error", detail=detail)

    # -- two versions

    def _show_versions(self, current: User) -> None:
        """Say at each field what somebody else has made of it meanwhile."""
        self._current = current
        mine = self.values()
        for key in _FIELDS:
            theirs = getattr(current, key)
            if theirs != mine[key] and key != "is_active":
                shown = code_label(theirs) if key == "role" else str(theirs)
                if key == "email":
                    shown = self._privacy.masked(shown)
                self.column.row(key).set_help(tr("Somebody else’s version: {value}", value=shown))
        message = tr("Somebody changed this user while you were editing. Nothing was overwritten.")
        if current.is_active != mine["is_active"]:
            state = tr("may use the program") if current.is_active else tr("switched off")
            message = tr("{sentence} Somebody else’s version: {value}", sentence=message, value=state)
        self._versions.show_words(message, tr("Save mine"), tr("Take theirs"))

    def _forget_versions(self) -> None:
        self._current = None
        self._versions.clear()
        for key in ("first_name", "last_name", "email"):
            self.column.row(key).set_help("")
        self._say_role()

    def _keep_mine(self) -> None:
        if self._current is not None:
            self._user = self._current
            self._forget_versions()
            self.save()

    def _take_theirs(self) -> None:
        if self._current is not None:
            self.edit(self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.cancel()
            return
        super().keyPressEvent(event)
