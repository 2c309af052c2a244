"""The statistics page as a mentor and as a pastor use it: choosing days and people, reading figures, charts and the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import PersonStatus, Role
from desktop_app.system.settings import STATISTICS, Preferences
from desktop_app.views.kit.charts.card import ChartCard
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.figure_card import FigureCard
from desktop_app.views.pages.statistics.statistics_page import StatisticsPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child, there
from tests.views.conftest import Office

Opened = Callable[[Role], tuple[MainWindow, StatisticsPage]]


@pytest.fixture
def lively(office: Office) -> Person:
    """Three follow-ups of Jean in the last week, one in the week before, one of last spring; a pastor's; two people who came."""
    jean = office.actors[Role.MENTOR]
    today = office.clock.today()
    person = office.person(
        mentor=jean, commune="Cocody", quartier="Angré", first_visit_on=today - timedelta(days=250)
    )
    promise = {"next_action_needed": True, "next_action_date": today - timedelta(days=3)}
    office.follow_up(person, days_ago=200, by=jean, interaction_type="visit")
    office.follow_up(person, days_ago=9, by=jean)
    office.follow_up(person, days_ago=5, by=jean, **promise)
    new = office.person(
        "Koffi", "Yao", mentor=jean, commune="COCODY", first_visit_on=today - timedelta(days=4)
    )
    office.follow_up(new, days_ago=4, by=jean, outcome="no_contact")
    office.follow_up(new, days_ago=0, by=jean, outcome="neutral")
    office.application.controllers.persons.set_status(
        office.actors[Role.ADMIN], new.id, {"status": PersonStatus.INTEGRATED}
    )
    other = office.person("Ama", "Koné", commune="Yopougon", first_visit_on=today - timedelta(days=2))
    office.follow_up(other, days_ago=1, by=office.actors[Role.PASTOR])
    return person


@pytest.fixture
def opened(frame_of: Callable[[Role], MainWindow], settled: Callable[[], None], qtbot: QtBot) -> Opened:
    """The page in its frame, loaded."""

    def make(role: Role = Role.PASTOR) -> tuple[MainWindow, StatisticsPage]:
        frame = frame_of(role)
        page = frame.go("statistics")
        assert isinstance(page, StatisticsPage)
        settled()
        with qtbot.waitActive(frame):
            frame.activateWindow()
        return frame, page

    return make


def figure(page: StatisticsPage, name: str) -> str:
    found = page.findChild(FigureCard, name)
    assert isinstance(found, FigureCard)
    return found.figure()


def comparison(page: StatisticsPage, name: str) -> str:
    found = page.findChild(FigureCard, name)
    assert isinstance(found, FigureCard)
    return found.comparison()


def card(page: StatisticsPage, name: str) -> ChartCard:
    found = page.findChild(ChartCard, name)
    assert isinstance(found, ChartCard)
    return found


def rows(page: StatisticsPage, name: str) -> list[tuple[str, ...]]:
    chart = card(page, name).chart()
    assert chart is not None
    return list(chart.table().rows)


def about(page: StatisticsPage) -> str:
    found = page.findChild(QLabel, "statisticsAbout")
    assert isinstance(found, QLabel)
    return found.text()


def choose(page: StatisticsPage, qtbot: QtBot, at: int) -> None:
    button = page.findChild(QAbstractButton, f"spanPeriod-{at}")
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def line(page: StatisticsPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def write(page: StatisticsPage, qtbot: QtBot, name: str, text: str) -> None:
    field = line(page, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_a_mentor_reads_their_own_month(opened: Opened, lively: Person) -> None:
    _frame, page = opened(Role.MENTOR)
    assert not page._whose.isVisible()
    assert about(page) == "22 October to 20 November 2026, compared with the 30 days before"
    assert figure(page, "figureInteractions") == "4"
    assert comparison(page, "figureInteractions") == "4 more than the 30 days before"
    assert (figure(page, "figureActive"), figure(page, "figureNew")) == ("2", "1")
    # of those who came 3 to 6 months ago: whoever came in these days had no time for it
    assert (figure(page, "figureIntegrated"), comparison(page, "figureIntegrated")) == (
        "–",
        "nobody came for the first time then",
    )
    assert child(page, QWidget, "figureEncounters").isHidden()
    assert (figure(page, "figureActions"), comparison(page, "figureActions")) == (
        "1",
        "1 overdue, as of today",
    )
    assert rows(page, "chart-byOutcome") == [
        ("Positive", "2"),
        ("Neutral", "1"),
        ("Negative", "0"),
        ("No answer", "1"),
    ]
    assert len(rows(page, "chart-overTime")) == 30
    assert rows(page, "chart-overTime")[-1] == ("Friday 20 November 2026", "1", "0")
    assert rows(page, "chart-communes") == [("Cocody", "2", "1")]
    assert [row[0] for row in rows(page, "chart-load")] == ["Jean Dupont"]
    assert not card(page, "chart-mentors").isVisible()
    assert not page._board.side_by_side.isVisible()


def test_week_year_and_any_other_days(
    opened: Opened, lively: Person, settled: Callable[[], None], qtbot: QtBot
) -> None:
    _frame, page = opened(Role.MENTOR)
    choose(page, qtbot, 0)
    settled()
    assert (figure(page, "figureInteractions"), len(rows(page, "chart-overTime"))) == ("3", 7)
    assert comparison(page, "figureInteractions") == "2 more (+200%) than the 7 days before"
    choose(page, qtbot, 2)
    settled()
    assert figure(page, "figureInteractions") == "5"
    assert len(rows(page, "chart-overTime")) == 13
    assert rows(page, "chart-overTime")[-1][0] == "November 2026, from 1 to 20"
    assert "May 2026" in [row[0] for row in rows(page, "chart-overTime")]

    choose(page, qtbot, 3)  # the calendar's month: the days that its report prints
    settled()
    assert about(page) == "1 November to 20 November 2026, compared with the 20 days before"
    printed = [kind.title for kind in page._report_kinds()]
    assert printed[0] == "Report of November 2026"
    child(page, Dropdown, "spanMonth").set_value((2026, 10))
    settled()
    assert about(page) == "1 October to 31 October 2026, compared with the 31 days before"
    assert next(kind.title for kind in page._report_kinds()) == "Report of October 2026"
    shown = page.overview()
    assert shown is not None
    actor = page.session.actor
    assert page.session.controllers.reports.month(actor, 2026, 10, actor.id) == shown
    choose(page, qtbot, 2)
    settled()

    choose(page, qtbot, 4)  # begins with the days that are shown
    assert (line(page, "spanFirstText").text(), line(page, "spanLastText").text()) == (
        "21/11/2025",
        "20/11/2026",
    )
    write(page, qtbot, "spanFirstText", "10/11/2026")
    write(page, qtbot, "spanLastText", "15/11/2026")
    expected = "10 November to 15 November 2026, compared with the 6 days before"
    qtbot.waitUntil(lambda: about(page) == expected, timeout=5_000)
    settled()
    assert figure(page, "figureInteractions") == "2"
    assert comparison(page, "figureInteractions") == "2 more than the 6 days before"

    write(page, qtbot, "spanLastText", "9/11/2026")
    qtbot.waitUntil(lambda: page._period.error() != "")
    error = page.findChild(QLabel, "spanError")
    assert isinstance(error, QLabel)
    qtbot.waitUntil(error.isVisible)
    assert error.text() == "The last day cannot be before the first."
    settled()
    assert figure(page, "figureInteractions") == "2"  # what was shown stays


def test_a_pastor_sees_everybody_side_by_side_and_each_alone(
    opened: Opened, lively: Person, settled: Callable[[], None], qtbot: QtBot
) -> None:
    _frame, page = opened(Role.PASTOR)
    assert figure(page, "figureInteractions") == "5"
    assert rows(page, "chart-mentors") == [("Jean Dupont", "4", "0"), ("Paul Test", "1", "0")]
    assert rows(page, "chart-communes") == [("Cocody", "2", "1"), ("Yopougon", "1", "1")]
    table = page._board.table
    assert [one.mentor.full_name for one in table.records.records()] == [
        "Jean Dupont",
        "Paul Test",
        "no mentor",
    ]
    keys = [one.key for one in table.records.columns]
    assert table.records.cell(0, keys.index("interactions")).text == "4"
    assert table.records.cell(0, keys.index("outcome_no_contact")).text == "1"
    assert table.records.cell(0, keys.index("overdue")).tone == "late"
    assert table.records.cell(1, keys.index("rate")).text == "–"

    table.setFocus()
    table.select_first()
    qtbot.keyClick(table, Qt.Key.Key_Return)  # a mentor's row opens their own figures
    settled()
    assert figure(page, "figureInteractions") == "4"
    assert page._whose.currentText() == "Jean Dupont"
    assert not page._board.side_by_side.isVisible()
    page._whose.setFocus()
    qtbot.keyClick(page._whose, Qt.Key.Key_Home)
    settled()
    assert figure(page, "figureInteractions") == "5"
    assert page._board.side_by_side.isVisible()


def test_those_without_a_mentor_stand_last_and_the_columns_add_up(
    opened: Opened, lively: Person, office: Office, settled: Callable[[], None], qtbot: QtBot
) -> None:
    for ago in (3, 20, 30):
        office.person("Awa", "Nobody", first_visit_on=office.clock.today() - timedelta(days=ago))
    _frame, page = opened(Role.PASTOR)
    table = page._board.table
    found = table.records.records()
    assert found[-1].mentor.full_name == "no mentor"
    assert (found[-1].workload.persons, found[-1].workload.waiting_too_long) == (4, 2)  # Ama is one of them
    waiting = office.application.controllers.waiting.dashboard(office.actors[Role.PASTOR], 7).counts.waiting
    assert sum(one.workload.waiting_too_long for one in found) == waiting
    assert ("no mentor", "2", "2") in [row[:3] for row in rows(page, "chart-load")]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_Return)  # nobody's own figures: nothing to open
    settled()
    assert page._board.side_by_side.isVisible()


def test_the_last_choice_is_remembered(
    opened: Opened, lively: Person, office: Office, settled: Callable[[], None], qtbot: QtBot
) -> None:
    frame, page = opened(Role.PASTOR)
    jean = office.actors[Role.MENTOR]
    choose(page, qtbot, 0)
    page._whose.set_value(jean.id)
    settled()
    kept = frame.session.recall(STATISTICS)
    assert kept == {"period": "week", "whose": jean.id}
    _other_frame, again = opened(Role.PASTOR)
    assert again._whose.currentText() == "Jean Dupont"
    assert figure(again, "figureInteractions") == "3"
    assert there(again.overview()).period.days == 7


@pytest.mark.parametrize(
    "kept",
    [{"period": "decade"}, {"period": "", "first": "x"}, {"period": ""}, {"whose": "me"}, {"period": []}],
)
def test_a_broken_memory_is_none(
    opened: Opened, lively: Person, office: Office, data_folder: Any, kept: dict[str, Any]
) -> None:
    preferences = Preferences(data_folder)
    preferences.set_own(STATISTICS, office.actors[Role.PASTOR].id, kept)
    preferences.save()
    _frame, page = opened(Role.PASTOR)
    assert there(page.overview()).period.days == 30
    assert figure(page, "figureInteractions") == "5"


def test_it_follows_what_is_recorded(
    opened: Opened, lively: Person, office: Office, settled: Callable[[], None], qtbot: QtBot
) -> None:
    _frame, page = opened(Role.MENTOR)
    page._board.cards["byType"].show_table(shown=True)
    place = page._board.verticalScrollBar()
    qtbot.waitUntil(lambda: place.maximum() > 300)
    place.setValue(300)
    office.follow_up(lively, by=office.actors[Role.MENTOR], interaction_type="meeting")
    qtbot.waitUntil(lambda: figure(page, "figureInteractions") == "5", timeout=5_000)
    settled()
    assert ("Meeting", "1") in rows(page, "chart-byType")
    assert page._board.cards["byType"].table_shown()
    assert place.value() == 300


def test_another_day_moves_the_periods(
    opened: Opened, lively: Person, office: Office, settled: Callable[[], None]
) -> None:
    _frame, page = opened(Role.MENTOR)
    office.clock.moment += timedelta(days=1)
    there(page._day_change).look()
    settled()
    assert about(page).startswith("23 October to 21 November 2026")
    assert rows(page, "chart-overTime")[-1][0] == "Saturday 21 November 2026"


def test_an_office_without_anything_says_what_comes_here(
    opened: Opened, office: Office, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    frame, page = opened(Role.MENTOR)
    empty = page.findChild(EmptyState, "statisticsTrouble")
    assert isinstance(empty, EmptyState)
    assert empty.isVisible()
    assert empty.title() == "Nothing to count yet"
    action = empty.findChild(QAbstractButton, "emptyAction")
    assert isinstance(action, QAbstractButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    settled()
    assert frame.page() is not page


def test_figures_that_cannot_be_read_can_be_tried_again(
    opened: Opened, lively: Person, office: Office, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    _frame, page = opened(Role.PASTOR)
    page._whose.set_options([(None, "Everybody"), (9_999, "Gone")])
    page._whose.set_value(9_999)
    settled()
    trouble = page.findChild(EmptyState, "statisticsTrouble")
    assert isinstance(trouble, EmptyState)
    assert trouble.isVisible()
    assert trouble.title() == "The figures could not be read."
    page._whose.set_value(None)
    settled()
    assert figure(page, "figureInteractions") == "5"
    assert not trouble.isVisible()


def test_a_chart_is_copied_and_said_so(opened: Opened, lively: Person, qtbot: QtBot) -> None:
    frame, page = opened(Role.MENTOR)
    copy = page.findChild(QToolButton, "chart-byTypeCopy")
    assert isinstance(copy, QToolButton)
    copy.setFocus()
    with qtbot.waitSignal(page.message_requested) as said:
        qtbot.keyClick(copy, Qt.Key.Key_Return)
    assert said.args is not None
    assert said.args[0] == "Copied as a picture: By type"
    assert not QGuiApplication.clipboard().image().isNull()
    assert frame.page() is page


def test_the_committee_has_no_such_page(
    frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.CAN_COMMITTEE)
    settled()
    assert frame.findChild(QAbstractButton, "go-statistics") is None


def test_tab_goes_through_the_charts_and_the_one_in_focus_is_in_sight(
    opened: Opened, lively: Person, qtbot: QtBot
) -> None:
    frame, page = opened(Role.PASTOR)
    page.focus_start()
    reached: list[str] = []
    for _step in range(60):
        focused = frame.focusWidget()
        assert focused is not None
        name = focused.objectName()
        if name in reached:
            break
        reached.append(name)
        if name.startswith("chart-"):
            top = focused.mapTo(page._board.viewport(), focused.rect().topLeft()).y()
            assert -focused.height() < top < page._board.viewport().height()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    canvases = [name for name in reached if name.endswith("Canvas")]
    assert canvases == [
        f"chart-{name}Canvas"
        for name in (
            "overTime",
            "newPeople",
            "byType",
            "byOutcome",
            "load",
            "communes",
            "quartiers",
            "mentors",
        )
    ]
    assert "mentorFigures" in reached
