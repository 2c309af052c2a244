"""The list of follow-ups, as somebody at the desk uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import FollowUp
from desktop_app.domain.vocabulary import FollowUpType, Outcome, Role
from desktop_app.system.settings import TABLE_COLUMNS
from desktop_app.views.base.form_arguments import FollowUpArguments
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.kit.toast import Toast
from desktop_app.views.lists import contact_list_page
from desktop_app.views.pages.follow_ups.follow_ups_page import FollowUpsPage
from desktop_app.views.shell.main_window import MainWindow

if TYPE_CHECKING:
    from tests.views.conftest import Office

Frame = Callable[..., MainWindow]


@pytest.fixture
def opened(frame_of: Frame, settled: Callable[[], None]) -> Callable[..., tuple[MainWindow, FollowUpsPage]]:
    """The page in its frame, loaded."""

    def make(role: Role = Role.ADMIN) -> tuple[MainWindow, FollowUpsPage]:
        frame = frame_of(role)
        page = frame.go("follow_ups")
        assert isinstance(page, FollowUpsPage)
        settled()
        return frame, page

    return make


def persons(page: FollowUpsPage) -> list[str]:
    return [one.person.first_name for one in page.table.records.records()]


def column(page: FollowUpsPage, key: str) -> list[str]:
    at = [one.key for one in page.table.records.columns].index(key)
    return [page.table.records.cell(row, at).text for row in range(page.table.records.rowCount())]


def button(page: FollowUpsPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def line(page: FollowUpsPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def activate(qtbot: QtBot, frame: MainWindow) -> None:
    with qtbot.waitActive(frame):
        frame.activateWindow()


def filled(office: Office) -> dict[str, FollowUp]:
    """Three follow-ups about two people, by two authors."""
    jean = office.actors[Role.MENTOR]
    awa, yao = office.person("Awa", mentor=jean), office.person("Yao", "Koné")
    made = {
        "call": office.follow_up(awa, days_ago=1, by=jean, notes="Called in the evening."),
        "visit": office.follow_up(
            awa,
            days_ago=20,
            interaction_type="visit",
            outcome="no_contact",
            next_action_needed=True,
            next_action_date="2026-11-05",
            next_action_notes="Knock again.",
        ),
        "meeting": office.follow_up(yao, days_ago=3, interaction_type="meeting", outcome="negative"),
    }
    get, admin = office.application.controllers.follow_ups.get, office.actors[Role.ADMIN]
    return {name: get(admin, one.id) for name, one in made.items()}


def test_newest_first_with_the_total_in_words(opened: Any, office: Office) -> None:
    filled(office)
    _frame, page = opened()
    assert persons(page) == ["Awa", "Yao", "Awa"]
    assert page.total.text() == "3 follow-ups"
    assert column(page, "type") == ["Call", "Meeting", "Visit"]
    assert column(page, "mentor")[0] == "Jean Dupont"
    assert not button(page, "clearFilters").isVisible()


def test_the_row_in_focus_is_told_in_full_under_the_list(opened: Any, office: Office, qtbot: QtBot) -> None:
    made = filled(office)
    _frame, page = opened()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.current_record() == made["visit"]
    assert page.details.title() == "Awa N'Diaye"
    assert "Visit" in page.details.about()
    assert "20 days ago" in page.details.about()
    assert page.details.text().startswith("Spoke.")
    assert "Knock again." in page.details.text()


def test_next_actions_are_open_overdue_or_done_in_words(opened: Any, office: Office) -> None:
    for days_ago, due in ((9, "2026-11-12"), (4, "2026-11-20"), (2, "2026-11-25")):
        office.follow_up(office.person(), days_ago=days_ago, next_action_needed=True, next_action_date=due)
    kept = office.person()
    office.follow_up(kept, days_ago=8, next_action_needed=True, next_action_date="2026-11-19")
    ticked = office.follow_up(kept, days_ago=1, next_action_needed=True, next_action_date="2026-12-01")
    office.application.controllers.follow_ups.tick_next_action(office.actors[Role.ADMIN], ticked.id)
    _frame, page = opened()
    assert [one.partition(" · ")[2] for one in column(page, "next")] == [
        "done",
        "open",
        "today",
        "done",
        "overdue",
    ]


def test_what_was_due_today_is_overdue_after_midnight(opened: Any, office: Office) -> None:
    office.follow_up(office.person(), days_ago=4, next_action_needed=True, next_action_date="2026-11-20")
    _frame, page = opened()
    assert column(page, "next") == ["20/11/2026 · today"]
    office.clock.moment += timedelta(hours=15)
    page._day_change.look()
    assert column(page, "next") == ["20/11/2026 · overdue"]
    assert "overdue" in page.details.text()


@pytest.mark.parametrize(
    ("key", "value", "left"),
    [
        ("type", FollowUpType.VISIT, ["visit"]),
        ("outcome", Outcome.NEGATIVE, ["meeting"]),
    ],
)
def test_narrowing_by_a_choice(
    opened: Any, office: Office, settled: Any, key: str, value: object, left: list[str]
) -> None:
    made = filled(office)
    _frame, page = opened()
    page.filters.choose(key, value)
    settled()
    assert page.table.records.records() == [made[name] for name in left]
    assert page.total.text() == "1 follow-up"
    assert button(page, "clearFilters").isVisible()


def test_narrowing_by_who_recorded_it_offers_everybody_and_oneself_first(
    opened: Any, office: Office, settled: Any
) -> None:
    made = filled(office)
    _frame, page = opened()
    box = page.filters._choices["mentor"]
    assert box.itemText(1) == "Ada Admin (you)"
    assert {box.itemText(row) for row in range(box.count())} >= {"Jean Dupont", "Chloe Test", "Paul Test"}
    page.filters.choose("mentor", office.actors[Role.MENTOR].id)
    settled()
    assert page.table.records.records() == [made["call"]]
    assert page._narrowed.text() == "Jean Dupont"


def test_narrowing_by_a_person_found_as_one_types(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    made = filled(office)
    frame, page = opened()
    activate(qtbot, frame)
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    picker = line(page, "filterPerson")
    qtbot.waitUntil(picker.hasFocus)
    qtbot.keyClicks(picker, "kone")
    assert len(page.table.records.records()) == 3, "half a name narrows nothing"
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.filters.person() is not None)
    settled()
    assert page.table.records.records() == [made["meeting"]]
    assert page._narrowed.text() == "Yao Koné"


def test_half_a_name_that_is_left_is_no_filter(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    filled(office)
    frame, page = opened()
    activate(qtbot, frame)
    picker = line(page, "filterPerson")
    picker.setFocus()
    qtbot.keyClicks(picker, "zz")
    page.table.setFocus()
    settled()
    assert picker.text() == ""
    assert page.filters.is_clear()


def test_days_are_typed_freely(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    made = filled(office)
    _frame, page = opened()
    qtbot.keyClicks(line(page, "filterFromText"), "-5")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    qtbot.keyClicks(line(page, "filterToText"), "-2")
    qtbot.waitUntil(lambda: page.table.records.records() == [made["meeting"]])
    settled()
    assert page.filters.days() == (date(2026, 11, 15), date(2026, 11, 18))
    assert page._narrowed.text() == "15/11/2026 to 18/11/2026"


def test_a_last_day_before_the_first_is_told_and_nothing_is_asked(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    filled(office)
    _frame, page = opened()
    qtbot.keyClicks(line(page, "filterFromText"), "-2")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1)
    request = page.loader._question
    qtbot.keyClicks(line(page, "filterToText"), "-9")
    qtbot.waitUntil(lambda: page.filters._wrong_text.text() == "The last day cannot be before the first.")
    assert page.filters._wrong.isVisible()
    assert line(page, "filterToText").property("invalid") == "true"
    assert page.loader._question == request
    line(page, "filterToText").clear()
    assert not page.filters._wrong.isVisible(), "mended is mended at once"


def test_a_day_not_understood_is_told(opened: Any, office: Office, qtbot: QtBot) -> None:
    filled(office)
    _frame, page = opened()
    qtbot.keyClicks(line(page, "filterFromText"), "31/02")
    qtbot.waitUntil(lambda: "not recognised" in page.filters._wrong_text.text())
    assert page.table.records.rowCount() == 3


def test_clearing_the_filters(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    made = filled(office)
    _frame, page = opened()
    page.filters.choose("type", FollowUpType.VISIT)
    page.filters.set_person(made["visit"].person)
    qtbot.keyClicks(line(page, "filterFromText"), "-30")
    settled()
    qtbot.mouseClick(button(page, "clearFilters"), Qt.MouseButton.LeftButton)
    settled()
    assert page.table.records.rowCount() == 3
    assert page.filters.is_clear()
    assert page._narrowed.text() == ""


def test_an_empty_list_offers_to_record_the_first(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, page = opened()
    assert page.table.list_state() == "empty"
    assert not page.details.isVisible()
    with qtbot.waitSignal(page.navigate_requested) as asked:
        page.table.action_requested.emit("empty")
    assert asked.args == [Navigation("follow_up_form", FollowUpArguments())]


def test_nothing_that_fits_offers_to_clear_the_filters(opened: Any, office: Office, settled: Any) -> None:
    filled(office)
    _frame, page = opened()
    page.filters.choose("type", FollowUpType.OTHER)
    settled()
    assert page.table.list_state() == "empty"
    page.table.action_requested.emit("empty")
    settled()
    assert page.table.records.rowCount() == 3


def test_a_mentor_sees_their_own_people_only(opened: Any, office: Office) -> None:
    made = filled(office)
    _frame, page = opened(Role.MENTOR)
    assert page.table.records.record_at(0) is not None
    assert [one.id for one in page.table.records.records()] == [made["call"].id, made["visit"].id]
    assert button(page, "record").isVisible()


def test_the_committee_looks_but_records_nothing(opened: Any, office: Office, qtbot: QtBot) -> None:
    filled(office)
    frame, page = opened(Role.CAN_COMMITTEE)
    assert page.table.records.rowCount() == 3
    assert not button(page, "record").isVisible()
    assert not button(page, "detailsEdit").isVisible()
    assert not button(page, "detailsDelete").isVisible()
    current = page.table.current_record()
    assert current is not None
    with qtbot.waitSignal(page.navigate_requested) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == [Navigation("person", current.person.id)]
    del frame


def test_enter_edits_what_one_may_change_and_o_opens_the_person(
    frame_of: Frame, office: Office, settled: Any, qtbot: QtBot, session_of: Any
) -> None:
    made = filled(office)
    page = FollowUpsPage(session_of(Role.MENTOR))
    qtbot.addWidget(page)
    page.show()
    settled()
    with qtbot.waitSignal(page.navigate_requested) as edited:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    current = page.table.current_record()
    assert edited.args == [Navigation("follow_up_form", FollowUpArguments(follow_up=current))]
    qtbot.keyClick(page.table, Qt.Key.Key_Down)  # the administrator's: a mentor may read it, not change it
    with qtbot.waitSignal(page.navigate_requested) as opened_person:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened_person.args == [Navigation("person", made["visit"].person.id)]
    with qtbot.waitSignal(page.navigate_requested) as opened_person:
        page._open.trigger()
    assert opened_person.args == [Navigation("person", made["visit"].person.id)]


def toast_of(frame: MainWindow) -> Toast:
    return frame._toasts.toasts()[-1]


def test_delete_can_be_undone(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    made = filled(office)
    frame, page = opened()
    assert page.table.select_key(made["meeting"].id)
    page._delete.trigger()
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    settled()
    assert page.total.text() == "2 follow-ups"
    assert page.table.current_record() is not None, "the row in its place is current now"
    assert toast_of(frame).text() == "The follow-up about Yao Koné was deleted."
    qtbot.mouseClick(toast_of(frame).action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    settled()


def test_many_rows_come_by_and_by_and_keep_their_place_when_something_changes(
    opened: Any, office: Office, settled: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact_list_page, "PAGE", 40)
    monkeypatch.setattr(contact_list_page, "_AT_ONCE", 50)
    awa = office.person("Awa", mentor=office.actors[Role.MENTOR])
    made = [office.follow_up(awa, days_ago=days, notes=f"Note {days}") for days in range(130)]
    _frame, page = opened()
    assert page.table.records.rowCount() < 130
    assert page.total.text() == "130 follow-ups"
    for _ in range(10):
        qtbot.keyClick(page.table, Qt.Key.Key_End)
        page.table.scrollToBottom()
        settled()
    assert [one.notes for one in page.table.records.records()] == [f"Note {days}" for days in range(130)]
    page.table.select_key(made[100].id)
    top = page.table.rowAt(0)
    office.application.controllers.follow_ups.delete(office.actors[Role.ADMIN], made[3].id)
    qtbot.waitUntil(lambda: page.total.text() == "129 follow-ups")
    settled()
    assert page.table.current_record() == made[100]
    assert page.table.rowAt(0) in {top, top - 1}
    assert page.table.records.rowCount() == 129


def test_what_somebody_else_records_comes_up(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    made = filled(office)
    _frame, page = opened()
    assert page.table.select_key(made["meeting"].id)
    office.follow_up(office.person("Zoé"), notes="New")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 4)
    settled()
    assert persons(page)[0] == "Zoé"
    assert page.table.current_record() == made["meeting"]


def test_the_columns_are_remembered(
    opened: Any, office: Office, settled: Any, qtbot: QtBot, session_of: Any
) -> None:
    _frame, page = opened()
    page.table.set_column_hidden("notes", hidden=True)
    page.leave()
    settled()
    session = session_of(Role.ADMIN)
    assert "notes" in session.recall(TABLE_COLUMNS, "follow_ups")["hidden"]
    again = FollowUpsPage(session)
    qtbot.addWidget(again)
    assert "notes" in again.table.columns_state()["hidden"]
    settled()


def test_asked_for_with_a_person_or_an_author(opened: Any, office: Office, settled: Any) -> None:
    made = filled(office)
    frame, page = opened()
    frame.go("follow_ups", made["meeting"].person)
    settled()
    assert page.table.records.records() == [made["meeting"]]
    frame.go("follow_ups", made["call"].mentor)
    settled()
    assert page.table.records.records() == [made["call"]]


@pytest.mark.expects_log("Incident")
def test_a_list_that_cannot_be_loaded_says_so_and_tries_again(
    frame_of: Frame, office: Office, settled: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(office)
    controller = office.application.controllers.follow_ups
    with monkeypatch.context() as broken:
        broken.setattr(controller, "list", lambda *_given: 1 / 0)
        page = frame_of(Role.ADMIN).go("follow_ups")
        assert isinstance(page, FollowUpsPage)
        settled()
        assert page.table.list_state() == "error"
    page.table.action_requested.emit("error")
    settled()
    assert page.table.records.rowCount() == 3


def test_every_widget_has_a_name(opened: Any, office: Office) -> None:
    filled(office)
    _frame, page = opened()
    for kind in (QPushButton, QLineEdit):
        for widget in page.findChildren(kind):
            assert widget.objectName(), widget
            assert widget.accessibleName() or widget.isHidden(), widget.objectName()


def test_tab_goes_through_the_filters_to_the_list(opened: Any, office: Office, qtbot: QtBot) -> None:
    filled(office)
    frame, page = opened()
    activate(qtbot, frame)
    line(page, "filterPerson").setFocus()
    seen = []
    for _ in range(12):
        QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Tab)
        focused = frame.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
    assert seen[:5] == ["filter-mentor", "filter-type", "filter-outcome", "filterFromText", "filterToText"]
    assert "follow_upsTable" in seen
