"""Private texts in the frame: hidden by hand or when nobody sits there, shown again for who knows the password."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.views.base.session import Session
from desktop_app.views.shell.locking.password_prompt import PasswordQuestion


class PrivateTexts(QObject):
    """Hides them, or asks for the password; *frame* is the widget over which is asked."""

    def __init__(self, session: Session, frame: QWidget) -> None:
        super().__init__(frame)
        self._session, self._frame = session, frame
        self._question: PasswordQuestion | None = None
        session.privacy.password_wanted.connect(self.ask_for_password)

    def hide_or_show(self) -> None:
        """Hide them at once; where they are hidden, ask for the password first."""
        privacy = self._session.privacy
        if privacy.is_on:
            self.ask_for_password(lambda: None)
        else:
            privacy.hide(by_hand=True)

    def ask_for_password(self, do: Callable[[], object]) -> None:
        """Ask for the password once; *do* is what is wanted then."""
        if self._question is not None and shiboken6.isValid(self._question):
            self._question.reject()
        question = self._question = PasswordQuestion(self._session, self._frame)

        def confirmed() -> None:
            self._session.privacy.show()
            do()

        question.confirmed.connect(confirmed)
        question.open()
