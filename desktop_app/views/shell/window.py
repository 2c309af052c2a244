"""The one window: opens the data, then shows the first run, the sign-in page, or the frame of who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.i18n import texts
from desktop_app.i18n.texts import tr
from desktop_app.system import paths
from desktop_app.system.settings import (
    LANGUAGE,
    OFFICE_LANGUAGE,
    OFFICE_NAME,
    PRIVACY_MODE,
    Preferences,
)
from desktop_app.views.base.failures import UnexpectedErrors
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program
from desktop_app.views.kit.privacy_mode import PrivacyMode
from desktop_app.views.pages.sign_in.session_check import check_session
from desktop_app.views.pages.sign_in.sign_in_flow import SignInFlow
from desktop_app.views.pages.sign_in.sign_in_page import SignInPage
from desktop_app.views.shell import window_placement
from desktop_app.views.shell.background.change_batcher import ChangeBatcher
from desktop_app.views.shell.background.outside_changes import OutsideChanges
from desktop_app.views.shell.background.regular_work import RegularWork
from desktop_app.views.shell.tray_window import TrayWindow
from desktop_app.views.shell.unanswered_errors import show_failure_on
from desktop_app.views.shell.window_stack import WindowStack

if TYPE_CHECKING:  # these are not needed until the data is open
    from desktop_app.domain.context import Actor, Changed, Organisation
    from desktop_app.views.pages.sign_in.first_run_flow import FirstRunFlow
    from desktop_app.views.shell.locking.idle_lock import IdleLock
    from desktop_app.views.shell.main_window import MainWindow


class Window(TrayWindow):
    """Made with a way to make the program over a data folder, because the demo lives in a folder of its own."""

    data_changed = Signal(object)
    frame_changed = Signal(object)
    """Somebody is in now (their ``MainWindow``), or nobody (None)."""
    content_changed = Signal()
    """Another page of the window is shown: the sign-in page, the frame, the lock."""

    def __init__(
        self, make_program: Callable[[Path], Program], folder: Path, preferences: Preferences
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(tr("Suivi"))
        self._make_program = make_program
        self._folder = folder
        self.preferences = preferences
        self._errors = UnexpectedErrors(self)
        self._errors.happened.connect(self._unexpected)
        self._errors.install()
        self._stack = WindowStack()
        self.setCentralWidget(self._stack)
        self._stack.currentChanged.connect(self.content_changed)
        self._stack.currentChanged.connect(self._name_window)
        self._demo_sign_ins: list[tuple[str, str, str]] = []
        self._first_run_flow: FirstRunFlow | None = None
        self._office_name = ""
        self._actor: Actor | None = None
        self._privacy = PrivacyMode(by_hand=preferences.get(PRIVACY_MODE))
        self._idle_lock: IdleLock | None = None
        self._regular_work = RegularWork(self)
        self._wished_page = ""
        self._finished = False
        self._changes = ChangeBatcher(self._take_change, lambda: self.operations.is_busy(), self)  # noqa: PLW0108 - those of the moment
        self._outside_changes = OutsideChanges(self)
        self._outside_changes.wrote.connect(self.data_changed)
        self._outside_changes.failed.connect(self._unexpected)
        self.data_changed.connect(self._changes.add)
        self._sign_in_flow = SignInFlow(self._show, preferences, self)
        self._sign_in_flow.entered.connect(self._enter)
        self._sign_in_flow.leave_demo_requested.connect(self._leave_demo)
        self._sign_in_flow.language_chosen.connect(self.show_sign_in)
        window_placement.place(self, preferences)
        self._take_program(make_program(folder))

    def _take_program(self, program: Program) -> None:
        self.program = program
        self.operations = Operations(program.close, self)
        self.operations.failed.connect(self._unexpected)
        self.operations.right_missing.connect(self._check_session)
        self._stop_listening = program.changes.listen(self.data_changed.emit)

    # -- opening

    def open(self, *, hidden: bool = False) -> None:
        """Open the data. Where this PC knows the office, the sign-in page is shown at once, before its data is open; unless *hidden*."""
        if hidden:
            self.start_away()
        name = self.preferences.get(OFFICE_NAME)
        if name and not self._demo_sign_ins and paths.database_file(self.program.folder).exists():
            self._office_name = name
            self._speak(
                self.preferences.get(LANGUAGE) or self.preferences.get(OFFICE_LANGUAGE) or texts.language()
            )
            self.show_sign_in()
            self.repaint()
        # importing the database's library would keep the first painting waiting
        QTimer.singleShot(0, self._open)

    def _open(self) -> None:
        program, log_folder = self.program, self._folder

        def work() -> tuple[bool, Organisation]:
            from desktop_app.system import logs  # noqa: PLC0415 - on this thread, while the sign-in page is painted

            logs.set_up(log_folder)
            program.open()
            organisation = program.controllers.organisation
            return organisation.is_set_up(), organisation.get()

        self.operations.run(work, self._opened, self._cannot_open)

    def _opened(self, answer: tuple[bool, Organisation]) -> None:
        is_set_up, organisation = answer
        self._office_name = organisation.name
        wanted = self.preferences.get(LANGUAGE) or (organisation.language if is_set_up else texts.language())
        self._speak(wanted)
        texts.use_words(*organisation.words)
        if not is_set_up:
            self._show_first_run()
            return
        if not self._demo_sign_ins:
            self._sign_in_flow.remember_office(organisation, self.operations)
        sign_in_page = self.content()
        if not isinstance(sign_in_page, SignInPage) or sign_in_page.words_of != (organisation.name, wanted):
            self.show_sign_in()
        self._warm_up()
        self._begin_regular_work()
        if not self._demo_sign_ins:
            self._regular_work.serve_as_before(self.preferences)

    def _begin_regular_work(self) -> None:
        """Make the reminders and the copies that are due from now on, whoever is in."""
        self._regular_work.begin(
            self.program, self.operations, self.preferences, with_copies=not self._demo_sign_ins
        )

    def _cannot_open(self, error: BaseException) -> None:
        from desktop_app.views.shell.problem_page import page_of  # noqa: PLC0415 - rarely needed

        self._show(page_of(error, self.program, self.operations, self.preferences, self._open, self.finish))

    @staticmethod
    def _speak(language: str) -> None:
        if language != "en" or texts.language() != "en":
            from desktop_app.views.wording.languages import speak  # noqa: PLC0415 - English needs no catalogue

            speak(language)

    def _show(self, page: QWidget) -> None:
        self._stack.show_only(page)
        if not self.isVisible() and not self.is_away():
            self.show()
        getattr(page, "focus_start", page.setFocus)()

    def content(self) -> QWidget | None:
        """What is shown: the first run, the sign-in page, a problem, the frame, or the lock before it."""
        return self._stack.currentWidget()

    def frame(self) -> MainWindow | None:
        """The frame of who is signed in, also while it is locked; None while nobody is."""
        return self._idle_lock.frame() if self._idle_lock is not None else None

    # -- the first run

    def _show_first_run(self) -> None:
        """Ask for the organisation and its administrator."""
        from desktop_app.views.pages.sign_in.first_run_flow import FirstRunFlow  # noqa: PLC0415 - once in an office's life

        self.setWindowTitle(tr("Suivi"))
        if self._first_run_flow is None:
            self._first_run_flow = FirstRunFlow(self._show, self._make_program, self._folder, self)
            self._first_run_flow.entered.connect(self._enter)
            self._first_run_flow.demo_made.connect(self._enter_demo)
        self._first_run_flow.begin(self.program, self.operations)

    def _enter_demo(self, folder: Path, sign_ins: list[tuple[str, str, str]]) -> None:
        self._demo_sign_ins = sign_ins
        self._move_to(folder)

    def _leave_demo(self) -> None:
        self._demo_sign_ins = []
        self._move_to(self._folder)

    def _move_to(self, folder: Path) -> None:
        self._outside_changes.stop()
        self._regular_work.stop()
        self.program.stop_serving()
        self._stop_listening()
        self.operations.shut_down()
        self._take_program(self._make_program(folder))
        self.open()

    # -- the sign-in page

    def show_sign_in(self, words: str = "") -> None:
        """Ask who it is; *words* say why one is asked again."""
        self._outside_changes.stop()
        if self._idle_lock is not None:
            self._idle_lock.end()
        self._actor = None
        self.frame_changed.emit(None)
        self.setWindowTitle(tr("Suivi"))
        self._sign_in_flow.begin(self.program, self.operations, self._office_name, self._demo_sign_ins, words)

    def _warm_up(self) -> None:
        """Load, while somebody types their password, what the first page will need."""
        program = self.program

        def work() -> None:
            from desktop_app.views.shell.preload import load_pages  # noqa: PLC0415 - it loads everything else

            load_pages(program.controllers)

        if self._actor is None:
            self.operations.run(work)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in from the sign-in page; a refusal is said there."""
        self._sign_in_flow.sign_in(email, password)

    def _enter(self, actor: Actor) -> None:
        controllers = self.program.controllers

        def remember_and_read() -> Organisation:
            self.preferences.save()
            return controllers.organisation.get()

        self.operations.run(remember_and_read, lambda organisation: self._show_frame(actor, organisation))
        self._begin_regular_work()  # since the first run has made the office

    # -- the frame

    def _show_frame(
        self, actor: Actor, organisation: Organisation, page: str = "", unsaved: object = None
    ) -> None:
        from desktop_app.views.base.session import Session  # noqa: PLC0415
        from desktop_app.views.shell import start_page  # noqa: PLC0415 - not before somebody is in
        from desktop_app.views.shell.main_window import MainWindow  # noqa: PLC0415 - not before somebody is in

        self._actor, self._office_name = actor, organisation.name
        self._speak(self.preferences.get(LANGUAGE) or organisation.language)
        texts.use_words(*organisation.words)
        self.setWindowTitle(tr("{organisation} – Suivi", organisation=organisation.name))
        program = self.program
        session = Session(
            actor,
            organisation,
            program.controllers,
            self.operations,
            self.preferences,
            program.local_server,
            self._privacy,
        )
        idle_lock = self._make_idle_lock()
        was_locked = idle_lock.is_locked()
        frame = MainWindow(session)
        frame.sign_out_requested.connect(self.sign_out)
        frame.rebuild_requested.connect(self._rebuild)
        frame.titled.connect(self._name_window)
        self._show(frame)
        idle_lock.begin(frame)
        self.frame_changed.emit(frame)
        if was_locked:
            idle_lock.lock()
        first = page or start_page.first_page(session, self._wished_page)
        self._wished_page = ""
        # not in the same breath: the frame is painted before its first page is made
        QTimer.singleShot(10, frame, lambda: start_page.begin(frame, first, unsaved, program))
        self._outside_changes.begin(self.program, self.operations)

    def _name_window(self) -> None:
        """Call the window by the page that is shown; behind the lock by the office, for a page may be about somebody."""
        if (frame := self.frame()) is None:
            return
        title = frame.title() if frame is self.content() else ""
        self.setWindowTitle(tr("{page} – Suivi", page=title or self._office_name))

    def _make_idle_lock(self) -> IdleLock:
        """Who watches over the frame when nobody sits before it."""
        from desktop_app.views.shell.locking.idle_lock import IdleLock, demo_hint  # noqa: PLC0415 - not before somebody is in

        if self._idle_lock is None:
            self._idle_lock = IdleLock(self._stack, self._privacy, self.preferences, self)
            self._idle_lock.sign_out_requested.connect(self.sign_out)
        self._privacy.password_hint = demo_hint(self._demo_sign_ins)
        return self._idle_lock

    def _leave(self) -> None:
        """Keep what is being typed, and note on which page one is."""
        frame = self.frame()
        if frame is not None:
            frame.leave()
            if not self._demo_sign_ins:
                from desktop_app.views.shell import start_page  # noqa: PLC0415 - loaded with the frame

                start_page.note(frame)

    def open_page(self, name: str) -> None:
        """Show the page *name* to who is signed in; at the sign-in page, once somebody is in. Behind a lock nothing moves."""
        frame = self.frame()
        if frame is None:
            self._wished_page = name
        elif frame is self.content():
            from desktop_app.views.shell.page_registry import may_open  # noqa: PLC0415 - loaded with the frame

            if may_open(name, frame.session):
                frame.go(name)

    def _rebuild(self) -> None:
        """Make the frame anew, in another language or with another theme of words, on the page where one is."""
        frame = self.frame()
        if self._actor is None or frame is None:
            return
        actor = self._actor = frame.session.actor
        frame.leave()
        unsaved = frame.unsaved_settings()

        def show(organisation: Organisation) -> None:
            if self._actor is actor:  # who signed out meanwhile is not let in again
                self._show_frame(actor, organisation, "settings", unsaved)

        self.operations.run(self.program.controllers.organisation.get, show)

    def sign_out(self, words: str = "") -> None:
        """Back to the sign-in page; what was being typed is kept as a draft."""
        self._leave()
        self.operations.run(self.preferences.save)
        self.show_sign_in(words)

    def _take_change(self, changed: Changed) -> None:
        frame = self.frame()
        if self._actor is None or frame is None:
            return
        frame.take_change(changed)
        if "users" in changed.kinds:
            self._check_session()

    def _check_session(self) -> None:
        """Ask whether who is in still is who they were: an administrator may have changed their account."""
        frame = self.frame()
        if frame is not None and self._actor is not None:
            actor = frame.session.actor
            check_session(
                self.program, self.operations, actor, partial(self._send_out, actor), self._unexpected
            )

    def _send_out(self, actor: Actor, words: str) -> None:
        frame = self.frame()
        if frame is not None and frame.session.actor is actor:
            self._actor = None  # asked twice, answered once
            self.sign_out(words)

    # -- errors that nobody answered

    def _unexpected(self, error: BaseException) -> None:
        show_failure_on(self.content(), error, is_signed_in=self._actor is not None)

    # -- the end

    def keep(self) -> None:
        """Keep what is being typed, and where the window stands: the program may end without another word."""
        self._leave()
        window_placement.remember(self, self.preferences)
        self.operations.run(self.preferences.save)

    def finish(self) -> None:
        """End the program: keep everything, finish what is being written, answer what other programs asked."""
        if self._finished:
            return
        self._finished = True
        self.stay_when_closed(lambda: False)
        self.keep()
        self._outside_changes.stop()
        self._regular_work.stop()
        self.hide()  # what other programs asked is answered before the end, and may take a moment
        self.program.stop_serving()
        self._stop_listening()
        if self._first_run_flow is not None:
            self._first_run_flow.stop()
        self.operations.shut_down()
        self._errors.remove()
        QApplication.quit()
