"""The list of people, worked with as an office does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import PersonStatus, Role
from desktop_app.system.settings import TABLE_COLUMNS, Preferences
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.pages.people import people_page
from desktop_app.views.pages.people.people_page import PeoplePage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import there
from tests.views.conftest import Office

Frame = Callable[[Role], MainWindow]


class Desk:
    """The list as somebody of a role has it before them."""

    def __init__(self, qtbot: QtBot, frame: MainWindow, settled: Callable[[], None]) -> None:
        self.qtbot, self.frame, self.settled = qtbot, frame, settled
        page = frame.go("people")
        assert isinstance(page, PeoplePage)
        self.page = page
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow)
        self.settle()

    def settle(self) -> None:
        """Wait until what was typed is searched for and shown."""
        self.qtbot.waitUntil(lambda: not self.page._filters._pause.isActive())
        self.settled()

    def child(self, kind: type[Any], name: str) -> Any:
        """The widget called *name*."""
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    @property
    def table(self) -> RecordTable[Any]:
        """The list itself."""
        table: RecordTable[Any] = self.child(QWidget, "peopleTable")
        return table

    @property
    def search(self) -> QLineEdit:
        """The line to search in."""
        line: QLineEdit = self.child(QLineEdit, "peopleSearch")
        return line

    def type(self, text: str) -> None:
        """Search for *text*."""
        self.search.clear()
        QTest.keyClicks(self.search, text)
        self.settle()

    def names(self) -> list[str]:
        """Who is listed, from top to bottom."""
        return [person.full_name for person in self.table.records.records()]

    def total(self) -> str:
        """How many, in words."""
        return str(self.child(QLabel, "peopleTotal").text())

    def empty(self) -> EmptyState:
        """What stands where nobody is listed."""
        assert self.table.list_state() == "empty"
        message: EmptyState = self.child(EmptyState, "peopleTableMessage")
        return message


@pytest.fixture
def desk_of(qtbot: QtBot, frame_of: Frame, settled: Callable[[], None]) -> Callable[..., Desk]:
    def desk(role: Role = Role.ADMIN) -> Desk:
        return Desk(qtbot, frame_of(role), settled)

    return desk


@pytest.fixture
def crowd(office: Office) -> Office:
    mentor = office.actors[Role.MENTOR]
    office.person(
        "Élodie", "Kouassi", phone="07 97 97 11 47", mentor=mentor, commune="Cocody", email="e@x.org"
    )
    office.person("Awa", "N’Diaye", phone="+225 05 05 11 22 33")
    office.person("jean-pierre", "O'Brien", mentor=mentor, phone="01 02 03 04 05")
    office.person("Zoé", "Łukasz-Straße", first_visit_on="2026-01-04")
    return office


def test_the_list_says_who_is_there_and_how_many(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()

    assert desk.names() == ["Élodie Kouassi", "Zoé Łukasz-Straße", "Awa N’Diaye", "jean-pierre O'Brien"]
    assert desk.total() == "4 people"
    assert desk.search.hasFocus()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("elodie", "Élodie Kouassi"),
        ("NDIAYE", "Awa N’Diaye"),
        ("n'di aw", "Awa N’Diaye"),
        ("jean pierre", "jean-pierre O'Brien"),
        ("lukasz", "Zoé Łukasz-Straße"),
        ("strasse", "Zoé Łukasz-Straße"),
        ("0797 97", "Élodie Kouassi"),
        ("0505112233", "Awa N’Diaye"),
        ("e@x", "Élodie Kouassi"),
    ],
)
def test_typing_finds_people_however_they_are_written(
    crowd: Office, desk_of: Callable[..., Desk], typed: str, found: str
) -> None:
    desk = desk_of()
    desk.type(typed)

    assert desk.names() == [found]
    assert desk.total() == "1 of 4 people"


def test_nobody_matches_says_so_and_one_click_shows_everybody(
    crowd: Office, desk_of: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desk_of()
    desk.type("zzz")

    assert desk.empty().title() == "No results"
    assert "zzz" in desk.empty().text()
    qtbot.mouseClick(desk.child(QPushButton, "emptyAction"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(desk.names()) == 4
    assert not desk.search.text()


def test_an_empty_office_is_offered_a_first_person(
    desk_of: Callable[..., Desk], qtbot: QtBot, office: Office
) -> None:
    desk = desk_of()

    assert desk.empty().title() == "Nobody is in the list yet"
    desk.page.navigate_requested.disconnect()
    with qtbot.waitSignal(desk.page.navigate_requested) as asked:
        qtbot.mouseClick(desk.child(QPushButton, "emptyAction"), Qt.MouseButton.LeftButton)
    assert asked.args == [Navigation("person_form")]


def test_a_mentor_without_people_is_told_how_they_come(desk_of: Callable[..., Desk], office: Office) -> None:
    desk = desk_of(Role.MENTOR)

    assert desk.empty().title() == "Nobody is entrusted to you yet"
    assert desk.child(QPushButton, "emptyAction").isHidden()


def test_filters_narrow_together(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    mentor: Dropdown = desk.child(Dropdown, "mentorFilter")
    mentor.set_value(crowd.actors[Role.MENTOR].id)
    desk.settle()
    assert desk.names() == ["Élodie Kouassi", "jean-pierre O'Brien"]

    desk.child(Dropdown, "statusFilter").set_value(PersonStatus.INTEGRATED)
    desk.settle()
    assert desk.total() == "0 of 4 people"
    assert desk.empty().title() == "No results"
    assert "Jean Dupont" in desk.empty().text()


def test_a_mentor_whom_nobody_is_assigned_to(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    lonely = crowd.user(Role.MENTOR, "Lonely", "One")
    desk = desk_of()
    desk.child(Dropdown, "mentorFilter").set_value(lonely.id)
    desk.settle()

    assert desk.empty().title() == "Lonely One: nobody yet"


def test_the_dashboard_sends_here_for_those_without_a_mentor(
    crowd: Office, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of()
    desk.type("kouassi")
    desk.frame.go("people", {"mentor": "none"})
    desk.settle()

    assert desk.names() == ["Zoé Łukasz-Straße", "Awa N’Diaye"]
    assert not desk.search.text()
    assert desk.child(Dropdown, "mentorFilter").currentText() == "No mentor"


def test_a_pastor_finds_their_own_people(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    crowd.person("Mine", "Alone", mentor=crowd.actors[Role.PASTOR])
    desk = desk_of(Role.PASTOR)
    mentor: Dropdown = desk.child(Dropdown, "mentorFilter")
    mentor.setCurrentIndex(mentor.findText("My people"))
    desk.settle()

    assert desk.names() == ["Mine Alone"]


def test_a_name_that_is_nearly_so_is_found(crowd: Office, desk_of: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = desk_of(Role.ADMIN)
    qtbot.keyClicks(desk.child(QLineEdit, "peopleSearch"), "elodi kouasi")
    qtbot.waitUntil(lambda: desk.names() == ["Élodie Kouassi"], timeout=5_000)


def test_a_mentor_sees_their_own_people_and_is_not_asked_whose(
    crowd: Office, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(Role.MENTOR)

    assert desk.names() == ["Élodie Kouassi", "jean-pierre O'Brien"]
    assert desk.total() == "2 people"
    assert desk.child(Dropdown, "mentorFilter").isHidden()
    assert desk.child(QPushButton, "addPerson").isHidden()
    assert desk.page.findChild(QAction, "importPeople") is None


def test_the_committee_adds_people_but_records_no_follow_up(
    crowd: Office, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(Role.CAN_COMMITTEE)

    assert desk.child(QPushButton, "addPerson").isVisible()
    assert desk.page.findChild(QAction, "recordFollowUp") is None
    desk.table.selectRow(0)
    assert "Record follow-up" not in [action.text() for action in desk.table.row_menu().actions()]


def test_a_click_on_a_title_sorts_everybody(
    crowd: Office, desk_of: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desk_of()
    header = desk.table.horizontalHeader()
    for expected in (0, -1):
        at = header.sectionViewportPosition(6) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
        desk.settle()
        assert desk.names()[expected] == "Zoé Łukasz-Straße"
    assert desk.table.sort_state() == ("first_visit", True)


def test_keys_go_from_the_search_to_the_row_and_open_it(
    crowd: Office, desk_of: Callable[..., Desk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of()
    opened: list[Navigation] = []
    desk.page.navigate_requested.disconnect()
    desk.page.navigate_requested.connect(opened.append)
    QTest.keyClicks(desk.search, "awa")
    QTest.keyClick(desk.search, Qt.Key.Key_Down)
    desk.settle()
    assert desk.table.hasFocus()
    assert desk.names() == ["Awa N’Diaye"]
    QTest.keyClick(desk.table, Qt.Key.Key_Return)

    assert opened == [Navigation("person", desk.table.records.records()[0].id)]


def test_f_records_and_c_copies(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    asked: list[Navigation] = []
    desk.page.navigate_requested.disconnect()
    desk.page.navigate_requested.connect(asked.append)
    desk.table.setFocus()
    desk.table.selectRow(0)
    QTest.keyClick(desk.table, Qt.Key.Key_F)
    QTest.keyClick(desk.table, Qt.Key.Key_C)

    assert asked[0].page == "follow_up_form"
    assert asked[0].subject.person.full_name == "Élodie Kouassi"
    assert QGuiApplication.clipboard().text() == "+2250797971147"


def test_who_has_no_phone_has_none_to_copy(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    desk.type("lukasz")
    desk.table.selectRow(0)

    tools = {
        action.objectName(): action for action in there(desk.page.findChild(QMenu, "peopleTools")).actions()
    }
    assert not tools["copyPhone"].isEnabled()
    assert tools["recordFollowUp"].isEnabled()


def test_the_tools_stand_in_one_row(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(Role.ADMIN)
    bar = [
        desk.child(kind, name)
        for kind, name in (
            (QLineEdit, "peopleSearch"),
            (Dropdown, "statusFilter"),
            (Dropdown, "mentorFilter"),
            (QToolButton, "peopleToolsButton"),
            (QPushButton, "addPerson"),
        )
    ]
    rows = {each.mapTo(desk.page, each.rect().center()).y() for each in bar}
    assert max(rows) - min(rows) <= 1
    pressed = [
        each.objectName()
        for each in desk.page.findChildren(QPushButton)
        if each.isVisible() and each.mapTo(desk.page, each.rect().center()).y() > max(rows) + 20
    ]
    assert pressed == []
    tools = [action.objectName() for action in there(desk.page.findChild(QMenu, "peopleTools")).actions()]
    assert {"recordFollowUp", "copyPhone", "importPeople", "exportPeople"} <= set(tools)


def test_coming_back_finds_row_filter_and_place(
    office: Office, desk_of: Callable[..., Desk], settled: Callable[[], None]
) -> None:
    for number in range(60):
        office.person("Person", f"Number{number:03}")
    office.person("Somebody", "Else")
    desk = desk_of()
    desk.type("number")
    desk.table.setFocus()
    desk.table.selectRow(45)
    desk.table.scrollTo(desk.table.currentIndex())
    place = desk.table.verticalScrollBar().value()
    assert place > 0
    QTest.keyClick(desk.table, Qt.Key.Key_Return)
    settled()
    assert desk.frame.page() is not desk.page
    office.person("Person", "Another")  # the list is stale when it comes up again
    QTest.keyClick(desk.frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.settle()

    assert desk.frame.page() is desk.page
    assert desk.search.text() == "number"
    current = desk.table.current_record()
    assert current is not None
    assert current.full_name == "Person Number045"
    assert desk.table.verticalScrollBar().value() == place
    assert desk.table.hasFocus()


def test_scrolling_brings_more_and_a_change_keeps_them(
    office: Office, desk_of: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_page, "PAGE", 40)
    monkeypatch.setattr(people_page, "_CHUNK", 30)  # a refresh comes in several pieces
    for number in range(130):
        office.person("Person", f"Number{number:03}")
    desk = desk_of()
    assert len(desk.names()) < 130
    assert desk.total() == "130 people"
    while len(desk.names()) < 130:
        before = len(desk.names())
        desk.table.scrollToBottom()
        desk.settle()
        assert len(desk.names()) > before
    assert desk.names() == [f"Person Number{number:03}" for number in range(130)]
    desk.table.selectRow(100)
    place = desk.table.verticalScrollBar().value()
    office.person("Person", "Number999")
    desk.page.refresh()
    desk.settle()

    assert len(desk.names()) >= 130
    assert desk.total() == "131 people"
    current = desk.table.current_record()
    assert current is not None
    assert current.full_name == "Person Number100"
    assert desk.table.verticalScrollBar().value() == place


def test_only_the_newest_search_counts(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    for text in ("k", "awa", "elodie"):
        desk.page._filters.set_filter(search=text)
    desk.settle()

    assert desk.names() == ["Élodie Kouassi"]


def test_columns_are_remembered(crowd: Office, desk_of: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = desk_of()
    desk.table.set_column_hidden("commune", hidden=True)
    desk.table.set_column_hidden("email", hidden=False)
    desk.page.leave()
    desk.settle()

    kept = Preferences(crowd.application.folder).own(TABLE_COLUMNS, desk.page.session.actor.id, "people")
    assert kept["hidden"] == ["commune"]
    again = PeoplePage(desk.page.session)
    qtbot.addWidget(again)
    assert again.table.columns_state()["hidden"] == ["commune"]


def test_who_waits_too_long_is_told_in_words(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    desk.type("lukasz")
    record = desk.table.records.records()[0]
    column = next(one for one in desk.table.records.columns if one.key == "last_contact")

    assert column.text(record) == "never"
    assert column.tone is not None
    assert column.tone(record) == "late"
    assert column.tool_tip is not None
    assert column.tool_tip(record) == "Waiting for 320 days; the limit is 7"


def test_a_change_by_somebody_else_shows_at_once(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    crowd.person("Brand", "Abe")
    desk.settle()

    desk.qtbot.waitUntil(lambda: desk.names()[0] == "Brand Abe")
    assert desk.total() == "5 people"


def test_every_control_has_a_name(crowd: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    for kind in (QPushButton, QToolButton, QLineEdit, Dropdown):
        for widget in desk.page.findChildren(kind):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert widget.objectName(), widget
                assert widget.accessibleName(), widget.objectName()
