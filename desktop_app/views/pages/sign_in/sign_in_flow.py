"""Between opening the data and working in it: the sign-in page, and what it asks for.

``SignInFlow(show, preferences, parent)``   ``begin(program, operations, office_name, demo_sign_ins, words)`` shows the page by *show*,
    ``sign_in(email, password)``; signals ``entered(actor)``, ``leave_demo_requested()``, ``language_chosen()``
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import DomainError
from desktop_app.system.settings import LANGUAGE, LAST_EMAIL, OFFICE_LANGUAGE, OFFICE_NAME, Preferences
from desktop_app.views.base.failures import describe
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program
from desktop_app.views.pages.sign_in.sign_in_page import SignInPage

if TYPE_CHECKING:  # not needed until the data is open
    from desktop_app.domain.context import Actor, Organisation


class SignInFlow(QObject):
    """Who comes in is asked for here; what one sees then is the window's."""

    entered = Signal(object)
    leave_demo_requested = Signal()
    language_chosen = Signal()

    def __init__(self, show: Callable[[SignInPage], None], preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._preferences = preferences
        self._program: Program
        self._operations: Operations
        self._page: SignInPage
        self._is_demo = False

    def begin(
        self,
        program: Program,
        operations: Operations,
        office_name: str,
        demo_sign_ins: Sequence[tuple[str, str, str]],
        words: str,
    ) -> None:
        """Ask who it is; *words* say why one is asked again. *program* may still be opening."""
        self._program, self._operations = program, operations
        self._is_demo = bool(demo_sign_ins)
        page = self._page = SignInPage(
            office_name, "" if demo_sign_ins else self._preferences.get(LAST_EMAIL)
        )
        page.sign_in_requested.connect(self.sign_in)
        page.language_requested.connect(self._take_language)
        page.leave_demo_requested.connect(self.leave_demo_requested)
        if demo_sign_ins:
            page.offer_demo(demo_sign_ins)
        if words:
            page.say(words)
        self._show(page)

    def remember_office(self, organisation: Organisation, operations: Operations) -> None:
        """What the sign-in page is called and speaks the next time, before the data is open."""
        known = (self._preferences.get(OFFICE_NAME), self._preferences.get(OFFICE_LANGUAGE))
        if known != (organisation.name, organisation.language):
            self._preferences.set(OFFICE_NAME, organisation.name)
            self._preferences.set(OFFICE_LANGUAGE, organisation.language)
            operations.run(self._preferences.save)

    def _take_language(self, language: str) -> None:
        from desktop_app.views.wording.languages import speak  # noqa: PLC0415 - English needs no catalogue

        speak(language)
        self._preferences.set(LANGUAGE, language)
        self._operations.run(self._preferences.save)
        self.language_chosen.emit()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in; a refusal is said on the page."""
        page = self._page

        def entered(actor: Actor) -> None:
            if not self._is_demo:
                self._preferences.set(LAST_EMAIL, actor.email)
            self.entered.emit(actor)

        def refused(error: BaseException) -> None:
            if isinstance(error, DomainError):
                page.refuse(error)
            else:
                failure = describe(error, "signing in")
                page.refuse_words(failure.text, failure.incident)

        program = self._program  # asked for its controllers on its own thread
        self._operations.run(
            lambda: program.controllers.sign_in.sign_in(email, password), entered, refused, owner=page
        )
