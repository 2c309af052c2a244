"""The dashboard as the start of a day: who waits and why, what was promised, by keyboard and mouse, for every role."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QProgressBar,
    QSpinBox,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.care.waiting import A_DAYS_SHARE, TodayRow, day_to_try_again
from desktop_app.domain.records import OverdueRow, Person
from desktop_app.domain.vocabulary import Outcome, PersonStatus, Role
from desktop_app.system.settings import OVERDUE_DAYS, TABLE_COLUMNS
from desktop_app.views.base.day_change import DayChange
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.pages.dashboard.dashboard_list import DashboardList
from desktop_app.views.pages.dashboard.dashboard_page import DashboardPage
from desktop_app.views.pages.dashboard.list_tabs import ListTabs
from desktop_app.views.pages.dashboard.next_action_list import NextActionList, NextActionTable
from desktop_app.views.pages.dashboard.row_bar import RowBar
from desktop_app.views.pages.dashboard.today_list import TodayList
from desktop_app.views.pages.dashboard.waiting_list import WaitingList
from desktop_app.views.pages.dashboard.work_bar import WorkBar
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child, there
from tests.views.conftest import Office

pytestmark = pytest.mark.any_day

Dashboard = Callable[..., DashboardPage]


@pytest.fixture
def dashboard(frame_of: Callable[[Role], MainWindow], settled: Callable[[], None], qtbot: QtBot) -> Dashboard:
    """The dashboard of somebody of a role, loaded: ``dashboard(Role.MENTOR)``."""

    def make(role: Role = Role.ADMIN) -> DashboardPage:
        frame = frame_of(role)
        page = frame.go("dashboard")
        assert isinstance(page, DashboardPage)
        settled()
        frame.activateWindow()  # keys that are shortcuts reach the active window alone
        qtbot.waitUntil(frame.isActiveWindow)
        return page

    return make


def old(office: Office, first_name: str, days: int, **values: Any) -> Person:
    """A person first seen *days* ago and never contacted."""
    return office.person(first_name, first_visit_on=office.clock.today() - timedelta(days=days), **values)


def promise(
    office: Office, person: Person, *, days: int, made: int = 9, notes: str = "Bring the forms"
) -> None:
    """A follow-up of *made* days ago that promises something for *days* from today."""
    office.follow_up(
        person,
        days_ago=made,
        next_action_needed=True,
        next_action_date=office.clock.today() + timedelta(days=days),
        next_action_notes=notes,
    )


def tabs(page: DashboardPage) -> ListTabs:
    return child(page, ListTabs)


def today(page: DashboardPage) -> RecordTable[TodayRow]:
    tabs(page).show_list("today")
    return child(page, TodayList).table


def waiting(page: DashboardPage) -> RecordTable[OverdueRow]:
    """The list of those who wait, in front."""
    tabs(page).show_list("waiting")
    table = child(page, WaitingList).table
    table.select_first()
    return table


def actions(page: DashboardPage, name: str) -> NextActionTable:
    """A list of next actions, in front."""
    tabs(page).show_list({"planned": "planned", "comingUp": "coming_up"}[name])
    return child(page, NextActionList, name).table


def figure(page: DashboardPage, name: str) -> int | None:
    """How many the tab of a list says are in it."""
    return tabs(page).count(name)


def cells(table: RecordTable[Any], row: int) -> dict[str, str]:
    """What a row says, by the key of the column."""
    return {column.key: table.records.cell(row, at).text for at, column in enumerate(table.records.columns)}


def column_of(table: RecordTable[Any], key: str) -> int:
    return [column.key for column in table.records.columns].index(key)


def names(table: RecordTable[Any]) -> list[str]:
    return [record.person.first_name for record in table.records.records()]


def text_of(page: QWidget, name: str) -> str:
    return child(page, QLabel, name).text()


def text_of_button(page: DashboardPage, name: str) -> str:
    return child(page, QAbstractButton, name).text()


def press(page: DashboardPage, name: str) -> None:
    child(page, QAbstractButton, name).click()


def requests(signal: Any) -> list[tuple[Any, ...]]:
    """Whatever *signal* sends from now on."""
    heard: list[tuple[Any, ...]] = []
    signal.connect(lambda *values: heard.append(values))
    return heard


# -- what it shows


def test_who_waits_stands_with_days_and_last_contact_in_words_the_most_overdue_first(
    office: Office, dashboard: Dashboard
) -> None:
    called = old(office, "Awa", 90, phone="07 97 97 11 47")
    office.follow_up(called, days_ago=40, outcome="no_contact")
    old(office, "Never", 20)
    recent = old(office, "Recent", 60)
    office.follow_up(recent, days_ago=2)
    page = dashboard()
    table = waiting(page)
    assert names(table) == ["Awa", "Never"]
    assert cells(table, 0) == {
        "days": "40 days",
        "name": "Awa N'Diaye",
        "phone": "07 97 97 11 47",
        "mentor": "no mentor",
        "status": "In follow-up",
        "last_contact": "Call, no answer · 11 October",
    }
    assert cells(table, 1)["last_contact"] == "never contacted"
    assert cells(table, 1)["phone"] == "—"
    status_colours = [table.records.cell(row, 0).tone for row in range(2)]
    assert status_colours == ["late", "late"]
    assert figure(page, "waiting") == 2
    assert text_of_button(page, "withoutMentor") == "3 without a mentor"


def test_late_is_told_apart_from_soon(office: Office, dashboard: Dashboard) -> None:
    old(office, "Soon", 13)
    old(office, "Late", 14)
    table = waiting(dashboard())
    assert [table.records.cell(row, 0).tone for row in range(2)] == ["late", "soon"]


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        (None, "Never contacted; first visit 31 October, 20 days ago. The limit is 7 days."),
        (9, "Last contact 11 November (call, positive), 9 days ago. The limit is 7 days."),
    ],
)
def test_the_row_in_focus_says_why_it_is_there(
    office: Office, dashboard: Dashboard, contact: int | None, words: str
) -> None:
    person = old(office, "Awa", 20)
    if contact is not None:
        office.follow_up(person, days_ago=contact)
    page = dashboard()
    assert waiting(page).current_record() is not None
    assert text_of(page, "why") == f"{words} Record a follow-up to clear this."


def test_a_contact_from_before_suivi_is_said_to_be_one(office: Office, dashboard: Dashboard) -> None:
    person = old(office, "Awa", 90)
    database = office.application.store.database
    database.execute_sql(
        "UPDATE persons SET earlier_contact_on = '2025-12-24', last_contact_on = '2025-12-24', "
        "waiting_since = '2025-12-24' WHERE id = ?",
        (person.id,),
    )
    page = dashboard()
    assert cells(waiting(page), 0)["last_contact"] == "24 December 2025, before Suivi"
    assert "known from the list before Suivi" in text_of(page, "why")


def test_promises_are_listed_by_when_they_are_due(office: Office, dashboard: Dashboard) -> None:
    for days in (-2, -1, 0, 1, 3, 7, 8):
        promise(office, office.person("Awa"), days=days, made=0 if days >= 0 else 9, notes=f"in {days}")
    page = dashboard()
    coming, late = actions(page, "comingUp"), actions(page, "planned")
    planned = [cells(late, row)["due"] for row in range(late.records.rowCount())]
    assert planned[:4] == ["2 days ago", "yesterday", "today", "tomorrow"]
    assert len(planned) == 7  # all that is planned, however far away
    assert [cells(coming, row)["due"] for row in range(coming.records.rowCount())] == [
        "today",
        "tomorrow",
        "Monday",
        "Friday 27",
    ]
    assert figure(page, "planned") == 7
    assert text_of(page, "plannedOverdue") == "2 overdue"
    assert figure(page, "coming_up") == 4
    assert [late.records.cell(row, 1).tone for row in range(4)] == ["soon", "soon", "soon", None]
    late.setFocus()
    late.selectRow(0)
    assert text_of(page, "plannedWhy") == (
        "“in -2” Planned by Ada Admin for 18 November. Last contact 11 November (call, positive)."
    )


def test_more_than_200_are_told_not_hidden(office: Office, dashboard: Dashboard) -> None:
    with office.application.store.transaction():
        for number in range(203):
            old(office, f"P{number}", 40)
    page = dashboard()
    assert waiting(page).records.rowCount() == 200
    assert text_of(page, "waitingCount") == "Showing the 200 longest of 203"
    assert figure(page, "waiting") == 203


def test_its_models_keep_qts_rules(office: Office, dashboard: Dashboard) -> None:
    promise(office, old(office, "Awa", 30), days=-1)
    page = dashboard()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    for table in (today(page), waiting(page), actions(page, "planned")):
        QAbstractItemModelTester(table.records, mode, page)
    page.refresh()


# -- who sees what


def test_a_mentor_sees_their_own_people_and_no_filter_for_others(
    office: Office, dashboard: Dashboard
) -> None:
    mentor = office.actors[Role.MENTOR]
    mine = old(office, "Mine", 20, mentor=mentor)
    promise(office, mine, days=-1, made=8)
    theirs = old(office, "Theirs", 30)
    promise(office, theirs, days=-1, made=8)
    page = dashboard(Role.MENTOR)
    assert names(waiting(page)) == ["Mine"]
    assert names(actions(page, "planned")) == ["Mine"]
    assert waiting(page).isColumnHidden(column_of(waiting(page), "mentor"))
    assert child(page, QComboBox, "mentorFilter").isHidden()
    assert child(page, QAbstractButton, "withoutMentor").isHidden()


def test_the_committee_sees_who_waits_but_neither_promises_nor_a_way_to_record(
    office: Office, dashboard: Dashboard
) -> None:
    person = old(office, "Awa", 30)
    page = dashboard(Role.CAN_COMMITTEE)
    assert names(waiting(page)) == ["Awa"]
    assert tabs(page).keys() == ["today", "waiting"]
    assert child(page, QAbstractButton, "recordFollowUp").isHidden()
    heard = requests(page.navigate_requested)
    waiting(page).activated_record.emit(waiting(page).current_record())
    assert heard == [(Navigation("person", person.id),)]


def test_one_mentors_people_can_be_looked_at_alone(
    office: Office, dashboard: Dashboard, settled: Callable[[], None]
) -> None:
    old(office, "Mine", 20, mentor=office.actors[Role.MENTOR])
    old(office, "Nobodys", 30)
    page = dashboard()
    chosen = child(page, QComboBox, "mentorFilter")
    assert [chosen.itemText(at) for at in range(chosen.count())] == [
        "All mentors",
        "Jean Dupont",
        "Paul Test",
    ]
    chosen.setCurrentIndex(1)
    settled()
    assert names(waiting(page)) == ["Mine"]
    chosen.setCurrentIndex(2)
    settled()
    assert names(waiting(page)) == []
    assert child(page, WaitingList).table.list_state() == "empty"
    assert child(waiting(page), QLabel, "emptyTitle").text() == "Nobody of Paul Test is waiting."


# -- the limit


def test_another_limit_lists_others_at_once_and_is_remembered_for_the_user(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    old(office, "Ten", 10)
    old(office, "Three", 3)
    page = dashboard()
    assert names(waiting(page)) == ["Ten"]
    waiting(page)
    limit = child(page, QSpinBox, "threshold")
    assert (limit.minimum(), limit.maximum(), limit.value()) == (0, 3650, 7)
    limit.setFocus()
    limit.selectAll()
    qtbot.keyClicks(limit, "3")
    qtbot.keyClick(limit, Qt.Key.Key_Return)
    settled()
    assert names(waiting(page)) == ["Ten", "Three"]
    assert "The limit is 3 days." in text_of(page, "why")
    assert page.session.recall(OVERDUE_DAYS) == 3
    another = DashboardPage(page.session)
    qtbot.addWidget(another)
    assert child(another, QSpinBox, "threshold").value() == 3


def test_a_newer_limit_wins_over_an_answer_that_comes_late(
    office: Office, dashboard: Dashboard, settled: Callable[[], None]
) -> None:
    for days in (5, 10, 30):
        old(office, f"P{days}", days)
    page = dashboard()
    limit = child(page, QSpinBox, "threshold")
    for days in (20, 0, 6, 5):
        limit.setValue(days)
        press(page, "thresholdWear")
    settled()
    assert names(waiting(page)) == ["P30", "P10", "P5"]


# -- doing something about a row


def test_enter_records_about_the_row_and_passes_those_after_it(
    office: Office, dashboard: Dashboard, qtbot: QtBot
) -> None:
    people = [old(office, name, days) for name, days in (("A", 40), ("B", 30), ("C", 20))]
    page = dashboard()
    page.navigate_requested.disconnect()
    heard = requests(page.navigate_requested)
    table = waiting(page)
    table.select_key(people[1].id)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    press(page, "recordFollowUp")
    about = [(request.page, request.subject) for (request,) in heard]
    expected = ("follow_up_form", people[1].id, [people[2].id])
    assert [
        (form, arguments.person.id, [person.id for person in arguments.next_persons])
        for form, arguments in about
    ] == [expected, expected]


def test_o_opens_the_person_and_c_copies_the_phone_number(
    office: Office, dashboard: Dashboard, qtbot: QtBot
) -> None:
    person = old(office, "Awa", 40, phone="07 97 97 11 47")
    old(office, "Silent", 30)
    page = dashboard()
    page.navigate_requested.disconnect()
    heard, said = requests(page.navigate_requested), requests(page.message_requested)
    table = waiting(page)
    table.setFocus()
    for key, held in (
        (Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier),
    ):
        qtbot.keyClick(table, key, held)
    assert heard == [(Navigation("person", person.id),), (Navigation("person", person.id),)]
    QGuiApplication.clipboard().setText("")
    qtbot.keyClick(table, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "+2250797971147"
    assert said[-1][0] == "Copied: +2250797971147, Awa N'Diaye"
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "+2250797971147"
    assert said[-1][0] == "No phone number of Silent N'Diaye is known."


def test_ticking_a_box_is_done_at_once_and_can_be_undone(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    promise(office, office.person("Awa"), days=-2)
    page = dashboard()
    table = actions(page, "planned")
    said = requests(page.message_requested)
    box = table.visualRect(table.records.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    settled()
    settled()
    assert table.records.rowCount() == 0
    assert figure(page, "planned") == 0
    text, word, undo, _tone = said[-1]
    assert (text, word) == ("Done: Awa N'Diaye, Bring the forms", "Undo")
    undo()
    settled()
    settled()
    assert names(table) == ["Awa"]
    assert table.ticked == set()


def test_one_key_records_a_call_in_vain_and_undo_takes_it_back(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    awa = old(office, "Awa", 40)
    page = dashboard()
    table, said = waiting(page), requests(page.message_requested)
    table.window().activateWindow()
    table.setFocus()
    table.selectRow(0)
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_1)
    settled()
    admin = office.actors[Role.ADMIN]
    controllers = office.application.controllers
    (recorded,) = controllers.follow_ups.list(admin, FollowUpFilter(person_id=awa.id)).items
    assert (recorded.outcome, recorded.notes) == (Outcome.NO_CONTACT, "Rang, no answer.")
    assert recorded.next_action_date == day_to_try_again(1, office.clock.today())
    text, action, undo, _tone = said[-1]
    assert (text, action) == ("Awa N'Diaye: no answer. Planned again for Monday 23 November.", "Undo")
    undo()
    settled()
    assert controllers.follow_ups.list(admin, FollowUpFilter(person_id=awa.id)).total == 0
    assert controllers.persons.get(admin, awa.id).status is PersonStatus.TO_VISIT


def test_what_is_done_today_is_counted_from_the_first_on(
    office: Office, dashboard: Dashboard, settled: Callable[[], None]
) -> None:
    awa = old(office, "Awa", 40)
    office.follow_up(awa, days_ago=1)
    office.follow_up(awa, by=office.actors[Role.PASTOR])
    page = dashboard()
    done = child(page, QLabel, "doneToday")
    assert done.isHidden()
    office.follow_up(awa)
    office.follow_up(awa)
    page.refresh()
    settled()
    assert (done.text(), done.isVisible()) == ("2 done today", True)


def test_space_ticks_the_row_in_focus(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    promise(office, office.person("Awa"), days=1, made=0)
    page = dashboard()
    table = actions(page, "comingUp")
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settled()
    settled()
    assert figure(page, "coming_up") == 0


def test_a_tick_that_cannot_be_written_is_open_again_and_says_why(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    person = office.person("Awa")
    promise(office, person, days=-2)
    page = dashboard()
    table, failures = actions(page, "planned"), requests(page.failure_requested)
    key = there(table.records.record_at(0)).uuid
    office.application.controllers.follow_ups.delete(office.actors[Role.ADMIN], key)
    table.tick(0)
    settled()
    assert [str(error) for (error,) in failures] == ["This follow-up does not exist."]
    assert table.ticked == set()


# -- the tabs


def test_alt_and_a_number_go_into_a_list_and_escape_back_to_today(
    office: Office, dashboard: Dashboard, qtbot: QtBot
) -> None:
    promise(office, old(office, "Awa", 30), days=-1)
    page = dashboard()
    assert tabs(page).shown() == "today"
    lists: dict[Qt.Key, tuple[str, DashboardList[Any]]] = {
        Qt.Key.Key_2: ("waiting", child(page, WaitingList)),
        Qt.Key.Key_3: ("planned", child(page, NextActionList, "planned")),
        Qt.Key.Key_4: ("coming_up", child(page, NextActionList, "comingUp")),
        Qt.Key.Key_1: ("today", child(page, TodayList)),
    }
    for key, (name, shown) in lists.items():
        focused = there(page.window().focusWidget())
        qtbot.keyClick(focused, key, Qt.KeyboardModifier.AltModifier)
        assert tabs(page).shown() == name
        assert shown.isVisible()
        assert page.window().focusWidget() is shown.table
    tabs(page).show_list("planned")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert tabs(page).shown() == "today"
    assert today(page).hasFocus()


def test_arrows_walk_through_the_tabs_and_a_click_goes_into_the_list(
    office: Office, dashboard: Dashboard, qtbot: QtBot
) -> None:
    old(office, "Awa", 30)
    page = dashboard()
    bar = child(page, QTabBar, "dashboardTabs")
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert tabs(page).shown() == "waiting"
    assert bar.hasFocus()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert tabs(page).shown() == "today"
    assert today(page).hasFocus()


FIGURES = {"today": 3, "waiting": 3, "planned": 4, "coming_up": 2}
"""Each figure in a tab of the dashboard, as the office below has it."""


def test_every_figure_opens_exactly_what_it_counted(
    office: Office, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None], qtbot: QtBot
) -> None:
    mentor, day = office.actors[Role.MENTOR], office.clock.today()
    for ago in (40, 30, 1):
        office.person(f"Waits{ago}", first_visit_on=day - timedelta(days=ago))
    admin = office.actors[Role.ADMIN]
    for status in (
        "integrated",
        "to_redirect",
        "long_absent",
    ):  # without a mentor too, but nobody is to call them
        integrated = office.person(status.title(), first_visit_on=day - timedelta(days=90))
        office.application.controllers.persons.set_status(admin, integrated.id, {"status": status})
    called = office.person("Called", mentor=mentor)
    for days in (-2, 1, 3, 20):
        promise(office, called, days=days)
    paused = office.person("Paused", mentor=mentor, first_visit_on=day - timedelta(days=50))
    office.application.controllers.pauses.pause(
        admin, paused.id, {"until": day + timedelta(days=3), "reason": "travelling", "note": ""}
    )
    page = frame_of(Role.ADMIN).go("dashboard")
    assert isinstance(page, DashboardPage)
    settled()
    bar = child(page, QTabBar, "dashboardTabs")
    for at, (name, count) in enumerate(FIGURES.items()):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
        assert figure(page, name) == count, name
        assert bar.tabText(at).endswith(f"  {count}")
        assert page.shown_list().isVisible()
        assert page.shown_list().table.records.rowCount() == count, name


@pytest.mark.parametrize(
    ("name", "words"), [("withoutMentor", "3 without a mentor"), ("pausedPersons", "2 paused")]
)
def test_the_figures_beside_the_lists_open_a_page_of_exactly_so_many(
    office: Office,
    frame_of: Callable[[Role], MainWindow],
    settled: Callable[[], None],
    name: str,
    words: str,
) -> None:
    admin, mentor, day = office.actors[Role.ADMIN], office.actors[Role.MENTOR], office.clock.today()
    for at in range(2):
        paused = office.person(f"Paused{at}", mentor=mentor, first_visit_on=day - timedelta(days=50))
        office.application.controllers.pauses.pause(
            admin, paused.id, {"until": day + timedelta(days=3), "reason": "travelling", "note": ""}
        )
    for ago in (40, 30, 1):
        office.person(f"Waits{ago}", first_visit_on=day - timedelta(days=ago))
    frame = frame_of(Role.ADMIN)
    page = frame.go("dashboard")
    assert isinstance(page, DashboardPage)
    settled()
    waiting(page)
    assert text_of_button(page, name) == words
    press(page, name)
    settled()
    settled()
    assert not isinstance(frame.page(), DashboardPage)
    assert child(there(frame.page()), RecordTable).records.rowCount() == int(words.split(maxsplit=1)[0])


# -- today


def test_today_is_what_is_planned_and_due_then_the_longest_wait_with_the_last_words(
    office: Office, dashboard: Dashboard
) -> None:
    old(office, "Never", 20)
    long = old(office, "Long", 700)
    office.follow_up(long, days_ago=690, notes="Moved to the north.\nWants a letter.")
    due = office.person("Due")
    promise(office, due, days=-1, notes="Bring the forms")
    page = dashboard()
    table = today(page)
    assert names(table) == ["Due", "Long", "Never"]
    rows = [cells(table, row) for row in range(3)]
    assert [row["when"] for row in rows] == ["yesterday", "22 months", "20 days"]
    assert [row["what"] for row in rows] == [
        "Bring the forms",
        "Call, positive · 30 December 2024",
        "never contacted",
    ]
    at = column_of(table, "what")
    assert [table.records.cell(row, at).second for row in range(3)] == [
        "“Spoke.”",
        "“Moved to the north. Wants a letter.”",
        "",
    ]
    spoken = table.records.data(table.records.index(1, at), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Call, positive · 30 December 2024. “Moved to the north. Wants a letter.”"
    assert text_of(page, "todayWhy").startswith("“Bring the forms” Planned by Ada Admin for 19 November.")


def test_the_last_words_are_hidden_in_privacy_mode(office: Office, dashboard: Dashboard) -> None:
    person = old(office, "Awa", 40)
    office.follow_up(person, days_ago=20, notes="A private matter.")
    page = dashboard()
    table = today(page)
    at = column_of(table, "what")
    assert table.records.cell(0, at).second == "“A private matter.”"
    page.session.privacy.hide(by_hand=True)
    assert "private" not in table.records.cell(0, at).second


def test_a_days_work_that_is_done_is_praised_and_leads_on(
    office: Office, dashboard: Dashboard, settled: Callable[[], None]
) -> None:
    with office.application.store.transaction():
        people = [old(office, f"P{number}", 40) for number in range(A_DAYS_SHARE + 2)]
    page = dashboard()
    table = today(page)
    assert figure(page, "today") == A_DAYS_SHARE
    progress = child(page, QProgressBar, "dayProgress")
    assert progress.isHidden()
    office.follow_up(people[0])
    page.refresh()
    settled()
    assert (progress.value(), progress.maximum()) == (1, A_DAYS_SHARE)
    for person in people[1:A_DAYS_SHARE]:
        office.follow_up(person)
    page.refresh()
    settled()
    assert table.list_state() == "empty"
    assert child(table, QLabel, "emptyTitle").text() == "Your day’s work is done."
    assert child(table, QLabel, "emptyText").text() == (
        "20 follow-ups recorded today. Everything planned up to today is done. 2 people are still waiting."
    )
    child(table, QAbstractButton, "emptyAction").click()
    assert tabs(page).shown() == "waiting"
    assert len(names(waiting(page))) == 2


def test_the_days_progress_gives_way_to_the_tabs(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    office.follow_up(old(office, "Awa", 40))
    page = dashboard()
    head, progress = tabs(page), child(page, QProgressBar, "dayProgress")
    bar = child(page, QTabBar, "dashboardTabs")
    for width, is_shown in ((1366, True), (800, False), (1366, True)):
        page.window().resize(width, 700)
        qtbot.waitUntil(lambda shown=is_shown: progress.isVisible() is shown)  # type: ignore[misc]
        settled()
        qtbot.waitUntil(lambda: bar.width() >= bar.sizeHint().width())
        assert head.width() <= page.width()


def test_space_ticks_off_what_is_planned_today(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    promise(office, office.person("Awa"), days=0, made=3)
    page = dashboard()
    table = today(page)
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settled()
    settled()
    assert (names(table), figure(page, "planned")) == ([], 0)
    assert child(table, QLabel, "emptyTitle").text() == "Nobody needs you today."


def test_the_row_under_the_mouse_offers_what_can_be_done_with_it(
    office: Office, dashboard: Dashboard, qtbot: QtBot
) -> None:
    people = [old(office, name, days) for name, days in (("A", 40), ("B", 30))]
    page = dashboard()
    page.navigate_requested.disconnect()
    heard = requests(page.navigate_requested)
    table = today(page)
    bar = child(table, RowBar)
    assert not bar.isVisible()
    place = table.visualRect(table.records.index(1, 0)).center()
    QApplication.sendEvent(
        table.viewport(),
        QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(table.viewport().mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    assert bar.isVisible()
    assert table.visualRect(table.records.index(1, 0)).top() <= bar.y()
    opened = next(
        each for each in bar.findChildren(QToolButton) if each.accessibleName() == "Open the person (O)"
    )
    qtbot.mouseClick(opened, Qt.MouseButton.LeftButton)
    assert heard == [(Navigation("person", people[1].id),)]
    assert there(table.current_record()).person.id == people[1].id


# -- nobody


def test_an_office_without_people_is_offered_the_two_ways_to_begin(
    dashboard: Dashboard, office: Office, settled: Callable[[], None]
) -> None:
    page = dashboard()
    assert text_of(page, "welcomeTitle") == "Nobody is in Suivi yet"
    page.navigate_requested.disconnect()
    heard = requests(page.navigate_requested)
    press(page, "importList")
    press(page, "addPerson")
    assert heard == [(Navigation("import"),), (Navigation("person_form"),)]
    assert not child(page, WaitingList).isVisible()
    old(office, "Awa", 30)
    settled()
    settled()
    assert waiting(page).isVisible()
    assert names(waiting(page)) == ["Awa"]


def test_a_mentor_without_people_is_told_that_they_will_come(dashboard: Dashboard, office: Office) -> None:
    office.person("Somebodyelses")
    page = dashboard(Role.MENTOR)
    assert text_of(page, "welcomeTitle") == "Nobody is assigned to you yet"
    assert child(page, QAbstractButton, "importList").isHidden()


def test_where_nobody_waits_that_is_said(dashboard: Dashboard, office: Office) -> None:
    office.person("Awa")
    page = dashboard()
    message = child(waiting(page), QLabel, "emptyTitle")
    assert message.text() == "Nobody is waiting."
    assert actions(page, "planned").list_state() == "empty"
    assert not child(page, QAbstractButton, "recordFollowUp").isEnabled()


# -- coming back, changing, another day


def test_what_changes_elsewhere_is_shown_with_the_row_and_place_kept(
    office: Office, dashboard: Dashboard, settled: Callable[[], None]
) -> None:
    people = [old(office, f"P{days}", days) for days in range(60, 20, -1)]
    page = dashboard()
    table = waiting(page)
    table.select_key(people[30].id)
    place = table.verticalScrollBar().value()
    assert place > 0
    office.follow_up(people[39])
    settled()
    settled()
    assert table.records.rowCount() == 39
    assert there(table.current_record()).person.id == people[30].id
    assert table.verticalScrollBar().value() == place


def test_at_midnight_the_days_are_counted_anew(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    old(office, "Awa", 6)
    promise(office, office.person("Bea"), days=1, made=0)
    office.clock.moment = datetime(2026, 11, 20, 23, 59, 59, 900_000, tzinfo=UTC)
    page = dashboard()
    assert names(waiting(page)) == []
    assert cells(actions(page, "comingUp"), 0)["due"] == "tomorrow"
    change = child(page, DayChange)
    assert change.milliseconds_left() < 1_000
    with qtbot.waitSignal(change.happened):
        office.clock.moment += timedelta(seconds=1)
    settled()
    assert names(waiting(page)) == ["Awa"]
    assert cells(actions(page, "comingUp"), 0)["due"] == "today"


def test_after_a_sleep_the_day_is_looked_at_when_the_page_comes_up(
    office: Office, dashboard: Dashboard, settled: Callable[[], None]
) -> None:
    old(office, "Awa", 6)
    page = dashboard()
    page.hide()
    office.clock.moment += timedelta(days=3)
    page.show()
    settled()
    assert cells(waiting(page), 0)["days"] == "9 days"


@pytest.mark.expects_log("ncident")
def test_lists_that_cannot_be_read_say_so_and_try_again(
    office: Office, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> None:
    old(office, "Awa", 30)
    frame = frame_of(Role.ADMIN)
    with sqlite3.connect(office.application.store.path) as other:
        other.execute("ALTER TABLE persons RENAME TO elsewhere")
    other.close()
    page = frame.go("dashboard")
    settled()
    assert isinstance(page, DashboardPage)
    assert waiting(page).list_state() == "error"
    with sqlite3.connect(office.application.store.path) as other:
        other.execute("ALTER TABLE elsewhere RENAME TO persons")
    other.close()
    waiting(page).action_requested.emit("error")
    settled()
    assert names(waiting(page)) == ["Awa"]


# -- the look


def test_it_fits_a_small_screen_without_scrolling_as_a_whole(office: Office, dashboard: Dashboard) -> None:
    for number in range(30):
        promise(office, old(office, f"Person{number}", 40), days=-1)
    page = dashboard()
    assert page.width() <= 1366
    bottom = page.rect()
    for table in (today(page), waiting(page), actions(page, "planned"), actions(page, "comingUp")):
        tabs(page).show_list(page_list(page, table))
        part = page.shown_list()
        assert bottom.contains(QRect(part.mapTo(page, QPoint(0, 0)), part.size()))
        assert table.viewport().height() >= page.height() * 0.6  # the list fills the page


def page_list(page: DashboardPage, table: RecordTable[Any]) -> str:
    return next(name for name, each in page._lists.items() if each.table is table)


def remembered(kept: Callable[[], Any]) -> bool:
    """Whether there is something that was kept."""
    return kept() is not None


def test_columns_are_remembered_but_each_day_begins_with_the_most_overdue(
    office: Office, dashboard: Dashboard, qtbot: QtBot
) -> None:
    old(office, "Zoe", 40)
    old(office, "Awa", 20)
    page = dashboard()
    table = waiting(page)
    table.set_column_hidden("phone", hidden=True)
    table.set_sort("name")
    assert names(table) == ["Awa", "Zoe"]
    kept: Callable[[], Any] = lambda: page.session.recall(TABLE_COLUMNS, "dashboard")  # noqa: E731
    qtbot.waitUntil(lambda: kept() is not None)
    assert kept()["hidden"] == ["phone"]
    assert kept()["sort"] is None


def test_a_mentor_at_the_same_pc_takes_no_column_from_an_administrator(
    office: Office,
    session_of: Callable[[Role], Session],
    qtbot: QtBot,
    settled: Callable[[], None],
) -> None:
    old(office, "Awa", 40)
    for role, is_hidden in ((Role.MENTOR, True), (Role.ADMIN, False)):
        page = DashboardPage(session_of(role))
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        settled()
        table = waiting(page)
        assert ("mentor" in table.columns_state()["hidden"]) is is_hidden
        table.set_column_hidden("phone", hidden=is_hidden)
        kept = partial(page.session.recall, TABLE_COLUMNS, "dashboard")
        if is_hidden:
            qtbot.waitUntil(partial(remembered, kept))
            assert kept()["hidden"] == ["phone"]  # not what the list hides by itself
        else:
            assert "phone" not in table.columns_state()["hidden"]
        settled()


def test_everything_one_can_work_has_a_name(office: Office, dashboard: Dashboard) -> None:
    old(office, "Awa", 30)
    page = dashboard()
    for kind in (QAbstractButton, QSpinBox, QComboBox, RecordTable):
        for one in page.findChildren(kind):
            if one.isVisible() and one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                assert one.accessibleName(), one.objectName()
                assert one.objectName(), one.accessibleName()


def test_words_or_icons_depend_on_the_width_alone_and_the_page_comes_to_rest(
    office: Office, dashboard: Dashboard, settled: Callable[[], None], qtbot: QtBot
) -> None:
    old(office, "Awa", 30)
    page = dashboard()
    listed, opened = child(page, WorkBar), child(page, QAbstractButton, "openPerson")
    counted = _Resizes(listed)
    seen: dict[int, set[str]] = {}
    for width in (1366, 1000, 776, 900, 1000, 1366, 1100, 900, 776, 1100, 1366):
        counted.count = 0
        page.window().resize(width, 700)
        qtbot.wait(0)
        settled()
        seen.setdefault(listed.width(), set()).add(opened.text())  # of the page: the sidebar folds
        assert counted.count < 10
    assert all(len(words) == 1 for words in seen.values()), seen
    assert (seen[max(seen)], seen[min(seen)]) == ({"&Open"}, {""})


class _Resizes(QObject):
    """Counts how often a widget gets another size."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Resize
        return False
