"""Changing one's own password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.context import Actor
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.password_field import PasswordEdit
from desktop_app.views.pages.settings.section import SettingsSection


class OwnPassword(SettingsSection):
    """The present password and a new one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Your password"), "passwordSettings", parent)
        self._current = PasswordEdit("currentPassword")
        self._new = PasswordEdit("newPassword")
        self._change = button(tr("Change the &password"), name="changePassword")
        self.add("current_password", FormRow(tr("P&resent password"), self._current))
        self.add("password", FormRow(tr("Ne&w password"), self._new, help_text=tr("At least 10 characters.")))
        self.finish(self._change)
        self._change.clicked.connect(self._ask_to_change)
        self._new.returnPressed.connect(self._ask_to_change)

    def unsaved(self) -> object:
        """What was typed; it is kept by nobody but the page that comes next."""
        typed = self._current.text(), self._new.text()
        return typed if any(typed) else None

    def take_unsaved(self, kept: object) -> None:
        """Type it again."""
        if isinstance(kept, tuple):
            for line, text in zip((self._current, self._new), kept, strict=True):
                line.setText(text)

    def _ask_to_change(self) -> None:
        if self.is_saving:
            return
        current, new = self._current.text(), self._new.text()
        self.show_errors({})
        self.is_saving = True
        session = self.session
        self.run(
            lambda: session.controllers.users.change_own_password(session.actor, current, new),
            self._changed,
            self._not_changed,
        )

    def _changed(self, actor: Actor) -> None:
        self.session.actor = actor  # who signed in with the one before is out everywhere else
        self.is_saving = False
        self._current.clear()
        self._new.clear()
        self.say(tr("Your password is changed."), tone="good")

    def _not_changed(self, error: BaseException) -> None:
        self.is_saving = False
        self.show_refusal(error, "password")
