"""On which page each user begins: the one they had before them last on this PC."""

from __future__ import annotations

from desktop_app.domain.errors import sentence
from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import OPEN_PAGES
from desktop_app.views.base.program import Program
from desktop_app.views.base.session import Session
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.page_registry import HOME, may_open


def first_page(session: Session, wished: str) -> str:
    """The name of the page to begin on: the *wished* one if there is such a page, else the one of last time."""
    last = session.preferences.entry(OPEN_PAGES, str(session.actor.id), "")
    return next((name for name in (wished, last) if may_open(name, session)), HOME.name)


def note(frame: MainWindow) -> None:
    """Note on which page *frame* is left; saving is the caller's."""
    session = frame.session
    session.preferences.set_entry(OPEN_PAGES, str(session.actor.id), frame.kept_page())


def begin(frame: MainWindow, page: str, unsaved: object, program: Program) -> None:
    """*frame* stands; now its first page (with what was typed in it and not saved), and what was left unfinished."""
    shown = frame.go(page, unsaved)
    frame.offer_drafts()
    frame.offer_tour()
    error = program.local_server.state().error
    if error is not None and frame.session.may(Action.MANAGE_SETTINGS):
        shown.say(
            tr("The local API is not running. {reason}", reason=sentence(error)),
            tr("Show"),
            lambda: frame.go("local_api"),
            tone="late",
        )
