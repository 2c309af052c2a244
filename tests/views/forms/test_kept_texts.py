"""Whatever somebody types that is longer than a word is kept, wherever it is typed, and comes back after the program is gone.

The first test walks the source: each text input of the windows is kept, or stands in the table of those that need not be, with
why. The others type into each panel, take the window away and open another one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import desktop_app.views
from desktop_app.domain.records import Draft
from desktop_app.domain.serving import Serving
from desktop_app.domain.vocabulary import Role
from desktop_app.views.base.session import Session
from desktop_app.views.kit.choice_notice import ChoiceNotice
from desktop_app.views.pages.local_api.server_panel import ServerPanel
from desktop_app.views.pages.pauses.pause_dialog import PauseDialog
from desktop_app.views.shell.draft_offer import DraftOffer
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child
from tests.views.conftest import Office

Frames = Callable[[Role], MainWindow]
LONG = 10_000
VIEWS = Path(desktop_app.views.__file__).parent
INPUTS = {"QLineEdit", "QTextEdit", "QPlainTextEdit", "GrowingText"}

BY_FORMS = {
    "pages/follow_ups/follow_up_form.py",
    "pages/interactions/interaction_form.py",
    "pages/people/person_inputs.py",
    "pages/people/birthday_field.py",
    "forms/next_action_fields.py",
}
"""Fields of forms that are pages: all that stands in these is kept (``form_drafts``)."""

BY_PANELS = {
    "pages/pauses/pause_dialog.py",
    "pages/people/person_editors.py",
    "pages/absences/absence_form.py",
    "pages/users/user_panel.py",
    "pages/settings/organisation.py",
    "pages/local_api/token_panel.py",
    "pages/local_api/server_panel.py",
}
"""Those that ``KeptTexts`` keeps; the tests below type into each."""

NOT_KEPT = {
    "pages/importing/contact_dialog.py": "it shows, and is read only",
    "pages/importing/refused_grid.py": "one cell of a list at a time; the list itself stays in its file",
    "lists/row_details.py": "it shows, and is read only",
    "pages/help/help_page.py": "a search",
    "pages/settings/section_list.py": "a search",
    "pages/settings/people_of_copy.py": "a search",
    "pages/sign_in/sign_in_page.py": "nobody is signed in whose draft it could be; the address of the last one is remembered",
    "pages/sign_in/first_run_page.py": "there is no office yet in which it could be kept",
}
"""Inputs that need no draft, and why."""


def typed_into() -> set[str]:
    """The modules of the windows that make a text input."""
    return {
        path.relative_to(VIEWS).as_posix()
        for path in VIEWS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in INPUTS
    }


def test_every_text_input_is_kept_or_says_why_not() -> None:
    assert typed_into() == BY_FORMS | BY_PANELS | set(NOT_KEPT)


def test_what_says_that_it_is_kept_by_a_panel_is() -> None:
    for module in BY_PANELS:
        assert "KeptTexts(" in (VIEWS / module).read_text("utf-8"), module


def press(within: QWidget, name: str) -> None:
    child(within, QAbstractButton, name).click()


def kept(office: Office, form: str) -> Draft | None:
    drafts = office.application.controllers.drafts.list(office.actors[Role.ADMIN])
    return next((draft for draft in drafts if draft.form == form), None)


PANELS = {
    "pause": ("person", "pausePerson", "pauseNote"),
    "statusEditor": ("person", "changeStatus", "statusEditorReason"),
    "mentorEditor": ("person", "changeMentor", "mentorEditorReason"),
    "absence": ("absences", "", "absenceNote"),
    "user": ("users", "addUser", "firstName"),
    "settings": ("settings", "", "organisationName"),
    "token": ("local_api", "", "tokenName"),
}


def opened(frame: MainWindow, form: str, person: int, settled: Callable[[], None]) -> QWidget:
    """The text field of the panel *form*, opened as a person opens it."""
    page_name, opener, field = PANELS[form]
    frame.go(page_name, person if page_name == "person" else None)
    settled()
    page = frame.page()
    assert page is not None
    if opener:
        press(page, opener)
        settled()
    dialogs = [dialog for dialog in frame.findChildren(PauseDialog) if dialog.isVisible()]
    place = child(dialogs[-1] if dialogs else page, QWidget, field)
    if isinstance(place, QLineEdit | QPlainTextEdit):
        return place
    inner = place.findChild(QLineEdit) or place.findChild(QPlainTextEdit)
    assert inner is not None, field
    return inner


def text_of(field: QWidget) -> str:
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize("form", PANELS)
def test_what_is_typed_comes_back_in_another_window(
    form: str, office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    person = office.person("Awa", "Koné", mentor=office.actors[Role.MENTOR]).id
    field = opened(frame_of(Role.ADMIN), form, person, settled)
    field.setFocus()
    before = text_of(field)
    qtbot.keyClicks(field, "Rang twice")
    written = text_of(field)
    assert written != before
    qtbot.waitUntil(
        lambda: kept(office, form) is not None, timeout=LONG
    )  # nothing else than a kill can come now
    again = opened(frame_of(Role.ADMIN), form, person, settled)
    qtbot.waitUntil(lambda: text_of(again) == written, timeout=LONG)


@pytest.mark.parametrize("form", PANELS)
def test_discarding_brings_back_what_was_there(
    form: str, office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    person = office.person("Awa", "Koné", mentor=office.actors[Role.MENTOR]).id
    frame = frame_of(Role.ADMIN)
    field = opened(frame, form, person, settled)
    before = text_of(field)
    qtbot.keyClicks(field, "Rang twice")
    qtbot.waitUntil(lambda: kept(office, form) is not None, timeout=LONG)
    other = frame_of(Role.ADMIN)
    again = opened(other, form, person, settled)
    notice = child(other, ChoiceNotice, f"{form}Draft")
    qtbot.waitUntil(lambda: not notice.isHidden(), timeout=LONG)
    press(notice, f"{form}DraftSecond")
    settled()
    assert text_of(again) == before
    assert kept(office, form) is None


def test_leaving_keeps_at_once(
    office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    frame = frame_of(Role.ADMIN)
    qtbot.keyClicks(opened(frame, "absence", 0, settled), "At the hospital")
    frame.go("dashboard")
    settled()
    draft = kept(office, "absence")
    assert draft is not None
    assert draft.content["note"] == "At the hospital"


def test_the_offer_leads_to_the_page_of_the_panel(
    office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    drafts, admin = office.application.controllers.drafts, office.actors[Role.ADMIN]
    drafts.keep(admin, "absence", "new:", {"note": "At the hospital"})
    frame = frame_of(Role.ADMIN)
    offer = child(frame, DraftOffer)
    offer.look()
    qtbot.waitUntil(offer.isVisible, timeout=LONG)
    assert offer.text() == "Unsaved draft: the note of an absence"
    press(offer, "noticeAction")
    settled()
    page = frame.page()
    assert page is not None
    note = child(page, QPlainTextEdit, "absenceNote")
    qtbot.waitUntil(lambda: text_of(note) == "At the hospital", timeout=LONG)


@pytest.mark.parametrize("content", [{}, {"note": 7}, {"note": None, "x": []}, {"reason": "another shape"}])
def test_a_draft_of_another_shape_harms_nothing(
    content: dict[str, object], office: Office, frame_of: Frames, settled: Callable[[], None]
) -> None:
    office.application.controllers.drafts.keep(office.actors[Role.ADMIN], "absence", "new:", content)
    assert text_of(opened(frame_of(Role.ADMIN), "absence", 0, settled)) == ""


def test_somebody_else_is_offered_nothing(
    office: Office, frame_of: Frames, settled: Callable[[], None]
) -> None:
    office.application.controllers.drafts.keep(
        office.actors[Role.PASTOR], "absence", "new:", {"note": "At the hospital"}
    )
    assert text_of(opened(frame_of(Role.ADMIN), "absence", 0, settled)) == ""


def test_what_was_typed_for_the_local_api_comes_back(
    office: Office, session_of: Callable[[Role], Session], settled: Callable[[], None], qtbot: QtBot
) -> None:
    session = session_of(Role.ADMIN)
    for number in range(2):
        panel = ServerPanel(session, Serving())
        qtbot.addWidget(panel)
        settled()
        row = child(panel, QWidget, "serverOrigins")
        origins = row if isinstance(row, QLineEdit) else child(row, QLineEdit)
        if not number:
            qtbot.keyClicks(origins, "https://intranet.example")
            qtbot.waitUntil(lambda: kept(office, "local_api") is not None, timeout=LONG)
    assert origins.text() == "https://intranet.example"


def test_what_is_saved_is_offered_no_more(
    office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    frame = frame_of(Role.ADMIN)
    person = office.person("Awa", "Koné", mentor=office.actors[Role.MENTOR]).id
    field = opened(frame, "statusEditor", person, settled)
    qtbot.keyClicks(field, "Came back")
    qtbot.waitUntil(lambda: kept(office, "statusEditor") is not None, timeout=LONG)
    press(frame, "statusEditorSave")
    settled()
    qtbot.waitUntil(lambda: kept(office, "statusEditor") is None, timeout=LONG)
