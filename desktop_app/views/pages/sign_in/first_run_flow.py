"""The first run: an organisation and its administrator, or the demo, which lives in a folder of its own.

``FirstRunFlow(show, make_program, folder, parent)``   ``begin(program, operations)`` shows the page by *show*; ``stop()`` stops making the demo;
    signals ``entered(actor)`` once the organisation stands, ``demo_made(folder, sign-ins)``
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import Invalid
from desktop_app.i18n import texts
from desktop_app.views.base.failures import describe
from desktop_app.views.base.operations import Job, Operations
from desktop_app.views.base.program import Program
from desktop_app.views.pages.sign_in.first_run_page import FirstRunPage
from desktop_app.views.wording.languages import speak


class FirstRunFlow(QObject):
    """What happens before anybody can sign in."""

    entered = Signal(object)
    demo_made = Signal(object, object)

    def __init__(
        self,
        show: Callable[[FirstRunPage], None],
        make_program: Callable[[Path], Program],
        folder: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._make_program = make_program
        self._demo_folder = folder / "demo"
        self._job: Job | None = None
        self._program: Program
        self._operations: Operations
        self._page: FirstRunPage

    def begin(self, program: Program, operations: Operations) -> None:
        """Ask for the organisation and its administrator, to be written by *program*."""
        self._program, self._operations = program, operations
        self._ask(None)

    def _ask(self, typed: dict[str, str] | None) -> None:
        page = self._page = FirstRunPage(typed)
        page.set_up_requested.connect(self._set_up)
        page.demo_requested.connect(self._make_demo)
        page.stop_requested.connect(self.stop)
        page.language_requested.connect(lambda language: self._ask_in(language, page.typed()))
        self._show(page)

    def _ask_in(self, language: str, typed: dict[str, str]) -> None:
        speak(language)
        self._ask(typed)

    def _set_up(self, organisation: dict[str, Any], administrator: dict[str, Any]) -> None:
        page = self._page

        def refused(error: BaseException) -> None:
            if isinstance(error, Invalid):
                page.refuse(error)
            else:
                page.refuse_words(describe(error, "set-up"))

        users = self._program.controllers.users
        self._operations.run(
            lambda: users.set_up(organisation, administrator), self.entered.emit, refused, owner=page
        )

    def _make_demo(self) -> None:
        page, folder, make_program = self._page, self._demo_folder, self._make_program
        language = texts.language()

        def work(
            progress: Callable[[int, int], None], should_stop: Callable[[], bool]
        ) -> list[tuple[str, str, str]]:
            from desktop_app.views.pages.sign_in.demo import make_demo  # noqa: PLC0415 - once in a while

            return make_demo(make_program, folder, language, progress, should_stop)

        self._job = self._operations.run_long(
            work,
            lambda sign_ins: self.demo_made.emit(folder, sign_ins),
            lambda error: page.refuse_words(describe(error, "demo")),
            page.show_progress,
            owner=page,
        )

    def stop(self) -> None:
        """Stop making the demo, if it is being made."""
        if self._job is not None:
            self._job.cancel()
