"""In privacy mode no page tells a private text, whichever way: planted ones are looked for in all that is shown, tipped or spoken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import FollowUp, Interaction, Person
from desktop_app.domain.vocabulary import Role
from desktop_app.views.base.form_arguments import FollowUpArguments, InteractionArguments
from desktop_app.views.kit.fields.copy_field import CopyField
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.quick_find import QuickFind
from desktop_app.views.kit.privacy_mode import MASK, PrivacyMode
from desktop_app.views.kit.toast import Toast
from desktop_app.views.pages.importing.import_page import ImportPage
from desktop_app.views.pages.pauses.pause_actions import PauseActions
from desktop_app.views.pages.settings.settings_page import SettingsPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child, there
from tests.support.told import told
from tests.views.conftest import PASSWORD, Office
from tests.views.pages.test_every_page import PAGES, subject_of

LONG = 10_000
PLANTED = {
    "phone": "07 97 97 11 47",
    "earlier phone": "05 44 33 22 11",
    "e-mail": "marie.planted@example.net",
    "address": "Planted street 12",
    "commune": "Plantedcommune",
    "quartier": "Plantedquartier",
    "prayer": "planted prayer for her son",
    "about her": "planted notes about herself",
    "notes": "planted notes of the call",
    "next notes": "planted promise to bring rice",
    "coming notes": "planted promise for Tuesday",
    "interaction notes": "planted notes of the desk",
    "location": "Planted place at her home",
    "reason": "planted reason of the change",
    "pause note": "Planted: in Bouaké with her mother",
    "absence note": "Planted: operation of the knee",
    "colleague's e-mail": "ada@example.org",
}
"""What must not be told, by what it is."""
EVERY_PAGE = PAGES
DIALLED = "+2250797971147"
AT_LEAST = {
    "dashboard": {"phone", "next notes"},
    "people": {"phone", "commune", "quartier", "e-mail"},
    "follow_ups": {"notes", "next notes", "coming notes"},
    "interactions": {"interaction notes", "location"},
    "paused": {"phone", "pause note"},
    "absences": {"absence note"},
    "users": {"colleague's e-mail"},
    "person": {
        "phone", "earlier phone", "e-mail", "address", "commune", "quartier", "prayer", "about her", "notes", "next notes",
        "interaction notes", "location", "reason",
    },
    "paused person": {"phone", "pause note"},
    "follow_up_form": {"phone", "next notes"},
    "interaction_form": {"phone"},
    "edit person": {"phone", "e-mail", "address", "commune", "quartier", "prayer", "about her"},
    "edit follow-up": {"phone", "next notes"},
    "edit interaction": {"phone", "interaction notes", "location"},
}  # fmt: skip
"""What a page tells while nothing is hidden: where it did not, that it hides would say nothing."""
NOBODYS = {"statistics": {"commune", "quartier"}}
"""Where how many people live somewhere is told, that is nobody's address."""


@dataclass
class Planted:
    """An office in which every private text is one that is looked for."""

    office: Office
    person: Person
    follow_up: FollowUp
    interaction: Interaction
    paused: Person

    def subject(self, page: str) -> tuple[str, object]:
        """The page's name and what it is about."""
        match page:
            case "edit person":
                return "person_form", self.person
            case "paused person":
                return "person", self.paused.id
            case "edit follow-up":
                return "follow_up_form", FollowUpArguments(follow_up=self.follow_up)
            case "edit interaction":
                return "interaction_form", InteractionArguments(interaction=self.interaction)
            case _:
                return page, subject_of(page, self.person)


@pytest.fixture
def planted(office: Office) -> Planted:
    """Marie, about whom everything private is known, and who has waited for long."""
    admin, controllers = office.actors[Role.ADMIN], office.application.controllers
    known: dict[str, Any] = {
        "email": PLANTED["e-mail"],
        "address": PLANTED["address"],
        "commune": PLANTED["commune"],
    }
    known |= {
        "quartier": PLANTED["quartier"],
        "prayer_requests": PLANTED["prayer"],
        "notes": PLANTED["about her"],
    }
    person = office.person("Marie", "Kouassi", phone=PLANTED["earlier phone"], **known)
    persons, today = controllers.persons, office.clock.today()
    person = persons.update(admin, person.id, {"phone": PLANTED["phone"]}, person.version)
    coming: dict[str, Any] = {"next_action_needed": True, "next_action_date": today + timedelta(days=2)}
    office.follow_up(
        office.person("Awa", "Bâ"), days_ago=1, next_action_notes=PLANTED["coming notes"], **coming
    )
    office.follow_up(person, days_ago=30, notes=PLANTED["notes"])
    past: dict[str, Any] = {"next_action_needed": True, "next_action_date": today - timedelta(days=9)}
    follow_up = office.follow_up(
        person, days_ago=20, notes=PLANTED["notes"], next_action_notes=PLANTED["next notes"], **past
    )
    values = {"title": "SNAP application", "interaction_type": "walk-in", "start_at": office.clock.now()}
    values |= {"notes": PLANTED["interaction notes"], "location": PLANTED["location"]}
    interaction = controllers.client_interactions.record(admin, person.id, values)
    persons.set_status(admin, person.id, {"status": "to_visit", "notes": PLANTED["reason"]})
    paused = office.person("Kofi", "Bamba", phone=PLANTED["phone"])
    controllers.pauses.pause(
        admin,
        paused.id,
        {"until": today + timedelta(days=9), "reason": "other", "note": PLANTED["pause note"]},
    )
    away = {"user": office.actors[Role.MENTOR].uuid, "colleague": office.actors[Role.PASTOR].uuid}
    days = {"first_on": today, "last_on": today + timedelta(days=3)}
    controllers.absences.add(admin, {**away, **days, "note": PLANTED["absence note"]})
    return Planted(office, persons.get(admin, person.id), follow_up, interaction, paused)


def leaks(window: QWidget) -> set[str]:
    """Which of the planted texts are told; a number in whichever way it is written."""
    said = {text.replace("\u200b", "") for text in told(window)}
    said |= {re.sub(r"\D", "", text) for text in said}
    wanted = {what: re.sub(r"\D", "", text) if "phone" in what else text for what, text in PLANTED.items()}
    return {what for what, text in wanted.items() if any(text in one for one in said)}


@pytest.fixture
def opened(
    frame_of: Callable[[Role], MainWindow], planted: Planted, settled: Callable[[], None]
) -> Callable[..., MainWindow]:
    """The administrator's window on a page, loaded; with *hidden* in privacy mode from the start."""

    def open_page(page: str, *, hidden: bool = False) -> MainWindow:
        frame = frame_of(Role.ADMIN)
        if hidden:
            frame.session.privacy.hide(by_hand=True)
        frame.go(*planted.subject(page))
        wait(settled)
        show_hidden_columns(frame)
        return frame

    return open_page


def show_hidden_columns(frame: MainWindow) -> None:
    """Show what a list can show."""
    for table in frame.findChildren(QWidget):
        if hasattr(table, "records") and hasattr(table, "set_column_hidden"):
            for column in table.records.columns:
                if column.optional:
                    table.set_column_hidden(column.key, hidden=False)


def wait(settled: Callable[[], None]) -> None:
    """Until all is loaded and painted."""
    for _ in range(3):
        settled()
        QApplication.processEvents()


def give_password(qtbot: QtBot, frame: MainWindow, password: str = PASSWORD) -> None:
    """Answer the question for the password."""
    question: Any = frame.findChild(QWidget, "passwordQuestion")
    field = question.findChild(QLineEdit, "deskPassword")
    question.activateWindow()
    qtbot.waitUntil(field.hasFocus, timeout=LONG)
    field.clear()
    qtbot.keyClicks(field, password)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "page", [*EVERY_PAGE, "paused person", "edit person", "edit follow-up", "edit interaction"]
)
class TestEveryPage:
    def test_shown_before_it_is_hidden_and_shown_again(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None], page: str
    ) -> None:
        frame = opened(page)
        privacy = frame.session.privacy
        before = leaks(frame)
        assert before >= AT_LEAST.get(page, set())
        privacy.hide(by_hand=True)
        wait(settled)
        assert leaks(frame) - NOBODYS.get(page, set()) == set()
        privacy.show()
        qtbot.waitUntil(lambda: leaks(frame) == before, timeout=LONG)  # a timeline grows while it stands

    def test_opened_while_it_is_hidden(self, opened: Callable[..., MainWindow], page: str) -> None:
        assert leaks(opened(page, hidden=True)) - NOBODYS.get(page, set()) == set()


def test_no_list_of_the_dashboard_tells_what_is_hidden(
    opened: Callable[..., MainWindow], settled: Callable[[], None]
) -> None:
    frame = opened("dashboard")
    tabs: Any = frame.findChild(QWidget, "dashboardTabs")
    before = []
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        before.append(leaks(frame))
    assert [{"next notes", "coming notes"} & each for each in before] == [
        {"next notes"},
        set(),
        {"next notes", "coming notes"},
        {"coming notes"},
    ]
    frame.session.privacy.hide(by_hand=True)
    wait(settled)
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        assert leaks(frame) - NOBODYS.get("dashboard", set()) == set()


@pytest.mark.parametrize("page", [page for page in PAGES if page in AT_LEAST])
def test_what_is_loaded_anew_stays_hidden(
    opened: Callable[..., MainWindow], settled: Callable[[], None], planted: Planted, page: str
) -> None:
    frame = opened(page, hidden=True)
    planted.office.follow_up(planted.person, days_ago=9, notes=PLANTED["notes"])
    frame._reload()
    wait(settled)
    assert leaks(frame) == set()


def test_nothing_of_a_text_is_told_not_even_its_length() -> None:
    privacy = PrivacyMode(by_hand=True)
    assert {privacy.masked(text) for text in ("x", "07 97", "a long story " * 90, "\n two \n lines")} == {
        MASK
    }
    assert privacy.masked("") == privacy.masked("  ") == ""


class TestWhatIsBeingTypedElsewhere:
    def test_why_somebody_is_given_another_status(
        self, qtbot: QtBot, opened: Callable[..., MainWindow]
    ) -> None:
        frame = opened("person")
        card: Any = child(frame.page(), QWidget, "personCard")
        card.open_status()
        qtbot.keyClicks(card.status_editor.reason, PLANTED["reason"])
        frame.session.privacy.hide(by_hand=False)
        assert leaks(frame) == set()
        frame.session.privacy.show()
        assert card.status_editor.reason.text() == PLANTED["reason"]
        assert card.status_editor.reason.isVisible()

    def test_why_somebody_is_paused(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], planted: Planted
    ) -> None:
        frame = opened("people")
        dialog = PauseActions(there(frame.page())).ask(planted.person, note=PLANTED["pause note"])
        frame.session.privacy.hide(by_hand=False)
        assert leaks(dialog) == set()
        frame.session.privacy.show()
        assert leaks(dialog) == {"pause note"}
        dialog.reject()

    def test_why_somebody_is_away(self, qtbot: QtBot, opened: Callable[..., MainWindow]) -> None:
        frame = opened("absences")
        note = child(frame, GrowingText, "absenceNote")
        qtbot.keyClicks(note, PLANTED["absence note"])
        frame.session.privacy.hide(by_hand=False)
        assert leaks(frame) == set()
        frame.session.privacy.show()
        assert note.text() == PLANTED["absence note"]


class TestFindingSomebody:
    def test_the_quick_find_names_and_tells_no_number(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None]
    ) -> None:
        frame = opened("dashboard", hidden=True)
        find = child(frame, QuickFind, "quickFind")
        find.setFocus()
        qtbot.keyClicks(find, "kouassi")
        qtbot.waitUntil(find.results_open, timeout=LONG)
        said = told(find.results())
        assert any("Marie Kouassi" in text for text in said)
        assert leaks(find.results()) == set()

    def test_what_was_found_and_the_number_typed_go_as_it_is_hidden(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None]
    ) -> None:
        frame = opened("dashboard")
        find = child(frame, QuickFind, "quickFind")
        find.setFocus()
        qtbot.keyClicks(find, PLANTED["phone"])
        qtbot.waitUntil(find.results_open, timeout=LONG)
        frame.session.privacy.hide(by_hand=False)
        assert not find.results_open()
        assert leaks(frame) == set()

    @pytest.mark.parametrize("first", ["typed", "hidden"])
    def test_a_number_that_is_searched_for_is_dots_and_a_name_is_not(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None], first: str
    ) -> None:
        frame = opened("people", hidden=first == "hidden")
        search = child(frame, QLineEdit, "peopleSearch")
        qtbot.keyClicks(search, PLANTED["phone"] + "9")
        page: Any = frame.page()
        qtbot.waitUntil(lambda: page.table.list_state() == "empty", timeout=LONG)
        frame.session.privacy.hide(by_hand=True)
        assert search.text() == PLANTED["phone"] + "9"
        assert leaks(frame) == set()
        search.clear()
        qtbot.keyClicks(search, "Marie")
        assert search.displayText() == "Marie"

    def test_who_may_be_there_already_is_told_without_a_number(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None]
    ) -> None:
        frame = opened("dashboard", hidden=True)
        form: Any = frame.go("person_form")
        qtbot.keyClicks(form.findChild(QLineEdit, "first_name"), "Marie")
        qtbot.keyClicks(form.findChild(QLineEdit, "last_name"), "Kouassi")
        duplicates = form.findChild(QWidget, "duplicates")
        qtbot.waitUntil(duplicates.isVisible, timeout=LONG)
        assert "Marie Kouassi" in told(duplicates)
        assert leaks(frame) == set()


class TestTakingTextsElsewhere:
    @pytest.mark.parametrize(
        ("page", "key"), [("dashboard", Qt.Key.Key_C), ("people", Qt.Key.Key_C), ("person", None)]
    )
    def test_copying_a_number_asks_for_the_password_first(
        self,
        qtbot: QtBot,
        opened: Callable[..., MainWindow],
        settled: Callable[[], None],
        page: str,
        key: Qt.Key | None,
    ) -> None:
        frame = opened(page, hidden=True)
        QGuiApplication.clipboard().setText("before")
        shown: Any = frame.page()
        if key is None:
            qtbot.mouseClick(frame.findChild(QToolButton, "copyPhone"), Qt.MouseButton.LeftButton)
        else:
            table = shown.findChild(QWidget, "todayTable" if page == "dashboard" else "peopleTable")
            table.setFocus()
            table.selectRow(next(r for r in range(9) if "Marie" in table.records.record_at(r).__repr__()))
            qtbot.keyClick(table, key)
        assert QGuiApplication.clipboard().text() == "before"
        give_password(qtbot, frame)
        qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == DIALLED, timeout=LONG)
        assert not frame.session.privacy.is_on

    def test_a_message_that_names_a_number_is_covered_and_keeps_its_undo(
        self, opened: Callable[..., MainWindow]
    ) -> None:
        frame = opened("people")
        undone: list[bool] = []
        frame._say(f"Copied: {PLANTED['phone']}", "Undo", lambda: undone.append(True), "neutral")
        frame.session.privacy.hide(by_hand=False)
        assert leaks(frame) == set()
        toast = child(frame, Toast)
        toast.action.click()
        assert undone == [True]


class TestThePassword:
    def test_f9_hides_and_the_password_shows(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None]
    ) -> None:
        frame = opened("people")
        privacy, strip = frame.session.privacy, child(frame, QWidget, "privacyStrip")
        assert not strip.isVisible()
        qtbot.keyClick(frame, Qt.Key.Key_F9)
        assert privacy.is_on
        assert strip.isVisible()
        assert not child(frame, QToolButton, "hidePrivateTexts").isVisible()
        assert "Privacy mode: private texts are hidden (F9)" in told(strip)
        qtbot.keyClick(frame, Qt.Key.Key_F9)
        assert privacy.is_on
        give_password(qtbot, frame)
        qtbot.waitUntil(lambda: not privacy.is_on, timeout=LONG)
        assert not strip.isVisible()

    def test_escape_leaves_it_hidden(self, qtbot: QtBot, opened: Callable[..., MainWindow]) -> None:
        frame = opened("people", hidden=True)
        qtbot.mouseClick(frame.findChild(QPushButton, "showPrivateTexts"), Qt.MouseButton.LeftButton)
        question = child(frame, QWidget, "passwordQuestion")
        qtbot.keyClick(question, Qt.Key.Key_Escape)
        assert not question.isVisible()
        assert frame.session.privacy.is_on

    def test_a_wrong_one_is_refused_counted_and_locks_in_the_end(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None], planted: Planted
    ) -> None:
        frame = opened("people", hidden=True)
        qtbot.keyClick(frame, Qt.Key.Key_F9)
        question: Any = frame.findChild(QWidget, "passwordQuestion")
        notice = question.findChild(QWidget, "deskNotice")
        for words in [*["not your password"] * 4, "fifth wrong password", "locked for another 15 min"]:
            give_password(qtbot, frame, "nonsense")
            settled()
            assert words in notice.text()
        give_password(qtbot, frame)
        settled()
        assert "locked for another" in notice.text()
        assert frame.session.privacy.is_on
        office = planted.office
        attempts = office.application.controllers.sign_in.attempts(office.actors[Role.ADMIN])
        assert [one.reason for one in attempts] == ["locked"] * 2 + ["password"] * 5

    def test_what_was_typed_as_a_password_is_covered_too(
        self, qtbot: QtBot, opened: Callable[..., MainWindow]
    ) -> None:
        frame = opened("settings")
        page = frame.page()
        assert isinstance(page, SettingsPage)
        page.show_section("passwordSettings")
        field = child(frame, QLineEdit, "newPassword")
        QApplication.processEvents()
        field.setFocus()
        qtbot.keyClicks(field, "planted reason of the change")
        qtbot.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert field.echoMode() is QLineEdit.EchoMode.Normal
        frame.session.privacy.hide(by_hand=False)
        assert field.echoMode() is QLineEdit.EchoMode.Password
        assert leaks(frame) == set()


class TestForms:
    def test_what_was_being_typed_is_covered_kept_and_can_be_saved(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None], planted: Planted
    ) -> None:
        frame = opened("follow_up_form")
        form: Any = frame.page()
        notes = form.findChild(GrowingText, "notes")
        qtbot.keyClicks(notes, PLANTED["notes"])
        frame.session.privacy.hide(by_hand=False)
        row: FormRow = form.column.row("notes")
        assert row.is_covered()
        assert leaks(frame) == set()
        assert QApplication.focusWidget() is not notes
        form._outcome.set_value("positive")
        form.save()
        settled()
        office = planted.office
        found = office.application.controllers.timeline.of_person(
            office.actors[Role.ADMIN], planted.person.id
        )
        assert next(one.follow_up.notes for one in found if one.follow_up) == PLANTED["notes"]

    def test_new_notes_can_be_written_while_it_is_hidden(
        self, qtbot: QtBot, opened: Callable[..., MainWindow]
    ) -> None:
        frame = opened("follow_up_form", hidden=True)
        form: Any = frame.page()
        notes = form.findChild(GrowingText, "notes")
        qtbot.keyClicks(notes, "She came in.")
        assert not form.column.row("notes").is_covered()
        assert notes.text() == "She came in."

    def test_a_draft_comes_back_covered(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None], planted: Planted
    ) -> None:
        frame = opened("follow_up_form")
        qtbot.keyClicks(child(frame.page(), GrowingText, "notes"), PLANTED["notes"])
        frame.leave()
        settled()
        frame.session.privacy.hide(by_hand=True)
        frame.go("dashboard")
        frame.go(*planted.subject("follow_up_form"))
        wait(settled)
        form: Any = frame.page()
        assert form.column.row("notes").is_covered()
        assert leaks(frame) == set()

    def test_the_button_of_a_cover_shows_the_field_after_the_password(
        self, qtbot: QtBot, opened: Callable[..., MainWindow]
    ) -> None:
        frame = opened("edit person", hidden=True)
        form: Any = frame.page()
        qtbot.mouseClick(form.findChild(QPushButton, "phoneShow"), Qt.MouseButton.LeftButton)
        give_password(qtbot, frame)
        phone = form.findChild(QLineEdit, "phone")
        qtbot.waitUntil(lambda: frame.focusWidget() is phone, timeout=LONG)
        assert phone.text() == PLANTED["phone"]
        assert not form.column.row("phone").is_covered()

    def test_an_error_that_quotes_a_field_is_covered_with_it(
        self, qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None]
    ) -> None:
        frame = opened("edit person")
        form: Any = frame.page()
        form.findChild(QLineEdit, "email").setText(PLANTED["e-mail"].replace("@", " at "))
        form.save()
        row: FormRow = form.column.row("email")
        assert row.error()
        frame.session.privacy.hide(by_hand=False)
        assert "Check this." in told(frame)
        assert row.error() not in told(frame)
        frame.session.privacy.show()
        assert row.error() in told(frame)

    @pytest.mark.parametrize("first", ["conflict", "hidden"])
    def test_two_versions_beside_each_other(
        self,
        qtbot: QtBot,
        opened: Callable[..., MainWindow],
        settled: Callable[[], None],
        planted: Planted,
        first: str,
    ) -> None:
        frame = opened("edit person")
        form: Any = frame.page()
        form.findChild(QLineEdit, "phone").setText(PLANTED["earlier phone"])
        persons, actor = planted.office.application.controllers.persons, planted.office.actors[Role.PASTOR]
        persons.update(actor, planted.person.id, {"phone": "01 01 01 01 01"}, planted.person.version)
        privacy = frame.session.privacy
        if first == "hidden":
            privacy.hide(by_hand=True)
        form.save()
        qtbot.waitUntil(form.conflict.isVisible, timeout=LONG)
        privacy.hide(by_hand=True)
        assert leaks(frame) == set()
        assert not any("010101" in text.replace(" ", "") for text in told(frame))
        assert form.conflict.kept() == {"phone"}
        privacy.show()
        wait(settled)
        assert leaks(form.conflict) == {"earlier phone"}
        assert form.conflict.kept() == {"phone"}


def test_a_token_that_was_just_made_is_covered(
    qtbot: QtBot, opened: Callable[..., MainWindow], settled: Callable[[], None]
) -> None:
    frame = opened("local_api")
    page: Any = frame.page()
    qtbot.keyClicks(page.findChild(QLineEdit, "tokenName"), "sheet")
    qtbot.mouseClick(page.findChild(QPushButton, "makeToken"), Qt.MouseButton.LeftButton)
    field = page.findChild(CopyField, "newTokenField")
    qtbot.waitUntil(lambda: bool(field.text()), timeout=LONG)
    assert field.text() in told(frame)
    frame.session.privacy.hide(by_hand=False)
    assert not any(field.text() in one for one in told(frame))
    assert not page.findChild(QPushButton, "newTokenFieldCopy").isEnabled()
    frame.session.privacy.show()
    assert field.text() in told(frame)


class TestImporting:
    def test_a_list_is_covered_whole(
        self,
        qtbot: QtBot,
        opened: Callable[..., MainWindow],
        settled: Callable[[], None],
        tmp_path: Path,
    ) -> None:
        listed = tmp_path / "people.csv"
        line = f"Awa;Koné;{PLANTED['phone']};{PLANTED['address']};{PLANTED['prayer']}"
        listed.write_text(f"First name;Last name;Phone;Address;Something\n{line}\n", "utf-8")
        frame = opened("import")
        page: Any = frame.page()
        assert isinstance(page, ImportPage)
        page.open_file(listed)
        qtbot.waitUntil(page._preview_step.isVisible, timeout=LONG)
        assert leaks(frame) >= {"phone", "address", "prayer"}
        frame.session.privacy.hide(by_hand=False)
        assert leaks(frame) == set()
        page._press_primary()
        assert not page.is_running()
        frame.session.privacy.show()
        assert page._preview_step.isVisible()
