"""On which page each user begins: the one they had before them last on this PC today; a new day begins on the dashboard."""

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
    """The name of the page to begin on: the *wished* one if there is such a page, else the one they left today."""
    kept = session.recall(OPEN_PAGES)
    today = session.controllers.clock.today().isoformat()
    last = str(kept.get("page")) if isinstance(kept, dict) and kept.get("day") == today else ""
    return next((name for name in (wished, last) if may_open(name, session)), HOME.name)


def note(frame: MainWindow) -> None:
    """Note on which page *frame* is left; saving is the caller's."""
    session = frame.session
    kept = {"page": frame.kept_page(), "day": session.controllers.clock.today().isoformat()}
    session.preferences.set_own(OPEN_PAGES, session.actor.id, kept)


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
