"""The table of every list, and its model."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from desktop_app.views.kit.table.model import RECORD_ROLE, SORT_ROLE, Column, RecordModel
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from tests.support.finding import there


@dataclass(frozen=True)
class Person:
    number: int
    name: str
    days: int | None
    status: str = "To visit"


COLUMNS = (
    Column[Person](
        "days",
        "Days",
        lambda p: "" if p.days is None else f"{p.days} days",
        "days",
        lambda p: p.days,
        figure=True,
        width=90,
        tone=lambda p: "late" if (p.days or 0) > 7 else None,
    ),
    Column[Person](
        "name",
        "Name",
        lambda p: p.name,
        "name",
        stretch=True,
        optional=False,
        tool_tip=lambda p: f"Person {p.number}",
    ),
    Column[Person]("status", "Status", lambda p: p.status, chip=lambda _p: "accent", width=120),
)
PEOPLE = [Person(1, "Awa", 40), Person(2, "Élodie", 3), Person(3, "bruno", None), Person(4, "Zoé", 12)]


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> RecordTable[Person]:
    theme.apply(qapp, dark=False)
    made = RecordTable(COLUMNS, lambda p: p.number, name="peopleTable")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    return made


def many(count: int, start: int = 0) -> list[Person]:
    return [Person(n, f"Person {n}", n % 50) for n in range(start, start + count)]


def shown(table: RecordTable[Person]) -> list[str]:
    return [table.records.cell(row, 1).text for row in range(table.records.rowCount())]


def test_model_stands_qts_own_tester(qtbot: QtBot) -> None:
    model = RecordModel(COLUMNS, lambda p: p.number)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_records(PEOPLE, has_more=True)
    model.fetchMore(QModelIndex())
    model.append_records(many(3, 10))
    model.sort_by("name", descending=True)
    model.replace_record(Person(1, "Awa N’Diaye", 41))
    model.refresh_texts()
    model.set_records([])
    assert tester.model() is model


def test_model_answers_by_role() -> None:
    model = RecordModel(COLUMNS, lambda p: p.number)
    model.set_records(PEOPLE)
    index = model.index(0, 0)
    assert index.data() == "40 days"
    assert index.data(RECORD_ROLE) == PEOPLE[0]
    assert index.data(SORT_ROLE) == 40
    assert model.index(0, 1).data(SORT_ROLE) == "awa"
    assert index.data(int(Qt.ItemDataRole.ToolTipRole)) is None
    assert model.index(0, 1).data(int(Qt.ItemDataRole.ToolTipRole)) == "Person 1"
    assert Qt.AlignmentFlag(index.data(int(Qt.ItemDataRole.TextAlignmentRole))) & Qt.AlignmentFlag.AlignRight
    assert model.cell(0, 0).tone == "late"
    assert model.cell(0, 2).chip == "accent"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Name"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert model.record_at(99) is None
    assert model.row_of(3) == 2
    assert model.row_of(99) == -1


def test_a_row_is_worked_out_once() -> None:
    asked: list[int] = []

    def text(person: Person) -> str:
        asked.append(person.number)
        return person.name

    model = RecordModel((Column[Person]("name", "Name", text),), lambda p: p.number)
    model.set_records(PEOPLE)
    assert asked == []
    for _ in range(5):
        assert model.index(1, 0).data() == "Élodie"
    assert asked == [2]
    model.replace_record(replace(PEOPLE[1], name="Elodie"))
    assert model.index(1, 0).data() == "Elodie"
    assert asked == [2, 2]


def test_sorting_keeps_the_empty_last_either_way() -> None:
    model = RecordModel(COLUMNS, lambda p: p.number)
    model.set_records(PEOPLE)
    model.sort_by("days", descending=False)
    assert [p.days for p in model.records()] == [3, 12, 40, None]
    model.sort_by("days", descending=True)
    assert [p.days for p in model.records()] == [40, 12, 3, None]
    with pytest.raises(KeyError):
        model.sort_by("shoe size", descending=False)


def test_more_is_asked_for_once_until_it_comes(qtbot: QtBot) -> None:
    model = RecordModel(COLUMNS, lambda p: p.number)
    wanted: list[None] = []
    model.more_wanted.connect(lambda: wanted.append(None))
    model.set_records(PEOPLE, has_more=True)
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert len(wanted) == 1
    model.append_records(many(2, 10), has_more=True)
    model.fetchMore(QModelIndex())
    assert len(wanted) == 2
    model.append_records([])
    assert not model.canFetchMore(QModelIndex())


def test_scrolling_near_the_end_asks_for_more(table: RecordTable[Person], qtbot: QtBot) -> None:
    wanted: list[None] = []
    table.more_wanted.connect(lambda: wanted.append(None))
    table.set_records(many(100), has_more=True)
    assert wanted == []
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() - 5)
    assert len(wanted) == 1
    table.append_records(many(100, 100))
    assert table.records.rowCount() == 200


def test_rows_that_do_not_fill_the_view_ask_for_more(table: RecordTable[Person], qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.more_wanted, timeout=1000):
        table.set_records(PEOPLE, has_more=True)


def test_current_row_selection_and_place_survive_new_records(table: RecordTable[Person]) -> None:
    table.set_records(many(200))
    table.select_key(120)
    top = table.rowAt(0)
    table.set_records([Person(n, f"Person {n}!", 1) for n in range(200)])
    current = table.current_record()
    assert current is not None
    assert current.number == 120
    assert [p.number for p in table.selected_records()] == [120]
    assert table.rowAt(0) == top


def test_the_next_row_is_current_when_the_current_one_goes(table: RecordTable[Person]) -> None:
    heard: list[Person | None] = []
    table.set_records(PEOPLE)
    table.select_key(2)
    table.current_record_changed.connect(heard.append)
    table.set_records([PEOPLE[0], PEOPLE[2], PEOPLE[3]])
    assert heard == [PEOPLE[2]]
    table.set_records([])
    assert heard == [PEOPLE[2], None]
    assert table.list_state() == "empty"


def test_several_selected_rows_survive(table: RecordTable[Person]) -> None:
    table.set_multiple()
    table.set_records(PEOPLE)
    table.selectAll()
    table.setCurrentIndex(table.records.index(0, 0))
    table.selectAll()
    table.set_records(list(reversed(PEOPLE)))
    assert {p.number for p in table.selected_records()} == {1, 2, 3, 4}


def test_enter_and_double_click_open_the_row(table: RecordTable[Person], qtbot: QtBot) -> None:
    opened: list[Person] = []
    table.activated_record.connect(opened.append)
    table.set_records(PEOPLE)
    table.setFocus()
    table.select_key(3)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.records.index(0, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [p.number for p in opened] == [3, 1]


def header_click(table: RecordTable[Person], qtbot: QtBot, at: int) -> None:
    header = table.horizontalHeader()
    x = header.sectionViewportPosition(at) + 20
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))


def test_header_click_asks_the_server_to_sort(table: RecordTable[Person], qtbot: QtBot) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_requested.connect(lambda key, down: asked.append((key, down)))
    table.set_records(PEOPLE)
    header_click(table, qtbot, 0)
    header_click(table, qtbot, 0)
    header_click(table, qtbot, 1)
    header_click(table, qtbot, 2)
    assert asked == [("days", False), ("days", True), ("name", False)]
    assert shown(table) == ["Awa", "Élodie", "bruno", "Zoé"]
    assert table.horizontalHeader().sortIndicatorSection() == 1


def test_a_table_that_sorts_by_itself_keeps_its_order(qtbot: QtBot) -> None:
    table = RecordTable(COLUMNS, lambda p: p.number, name="peopleTable", local_sort=True)
    qtbot.addWidget(table)
    table.set_records(PEOPLE)
    table.select_key(1)
    table.set_sort("days", descending=False)
    assert shown(table) == ["Élodie", "Zoé", "Awa", "bruno"]
    current = table.current_record()
    assert current is not None
    assert current.number == 1
    table.set_records([*PEOPLE, Person(5, "New", 5)])
    assert shown(table) == ["Élodie", "New", "Zoé", "Awa", "bruno"]


def test_states_cover_the_rows_and_say_why(table: RecordTable[Person], qtbot: QtBot) -> None:
    table.set_state("loading")
    cover = table._cover
    assert cover.isVisible()
    assert there(cover.currentWidget()).objectName() == "loading"
    table.set_empty_words("Nobody is waiting", "Everyone was contacted in time.", "Add a person")
    table.set_records([])
    assert table._cover.message.title() == "Nobody is waiting"
    asked: list[str] = []
    table.action_requested.connect(asked.append)
    qtbot.mouseClick(table._cover.message.findChild(object, "emptyAction"), Qt.MouseButton.LeftButton)
    assert asked == ["empty"]
    table.set_state("error", "The list could not be read", "Nothing was lost.", "Try again")
    assert table.list_state() == "error"
    assert table._cover.message.title() == "The list could not be read"
    table.set_records(PEOPLE)
    assert table.list_state() == "rows"
    assert not cover.isVisible()
    table.set_state("loading")
    assert not cover.isVisible()
    with pytest.raises(ValueError, match="gone"):
        table.set_state("gone")  # type: ignore[arg-type] # there is no such state


def test_columns_are_chosen_and_remembered(table: RecordTable[Person], qtbot: QtBot) -> None:
    changes: list[None] = []
    table.columns_changed.connect(lambda: changes.append(None))
    menu = table.columns_menu()
    by_title = {action.text(): action for action in menu.actions()}
    assert not by_title["Name"].isEnabled()
    by_title["Status"].trigger()
    assert table.horizontalHeader().isSectionHidden(2)
    table.horizontalHeader().resizeSection(0, 111)
    table.horizontalHeader().moveSection(1, 0)
    table.set_sort("name", descending=True)
    state = json.loads(json.dumps(table.columns_state()))
    assert state == {
        "order": ["name", "days", "status"],
        "hidden": ["status"],
        "widths": {"days": 111},
        "sort": ["name", True],
    }
    assert len(changes) == 3

    other = RecordTable(COLUMNS, lambda p: p.number, name="other")
    qtbot.addWidget(other)
    other.resize(700, 300)
    other.restore_columns_state(state)
    assert other.columns_state() == state


@pytest.mark.parametrize(
    "broken",
    [
        None,
        5,
        [],
        {},
        {"order": 3, "hidden": "x", "widths": [], "sort": 1},
        {
            "order": [None, "gone", "name", "name"],
            "hidden": ["name", 5],
            "widths": {"days": "wide", "gone": 4, "name": -5},
            "sort": ["gone", True],
        },
    ],
)
def test_a_broken_columns_state_does_no_harm(table: RecordTable[Person], broken: object) -> None:
    table.restore_columns_state(broken)
    assert not table.horizontalHeader().isSectionHidden(1)
    assert table.sort_state() is None


def test_the_order_is_chosen_by_keyboard_too(table: RecordTable[Person], qtbot: QtBot) -> None:
    menu = table.columns_menu()
    orders = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert isinstance(orders, QMenu)
    with qtbot.waitSignal(table.sort_requested) as heard:
        orders.actions()[1].trigger()
    assert heard.args == ["days", True]


def test_the_columns_button_opens_a_filled_menu(table: RecordTable[Person], qtbot: QtBot) -> None:
    made = table.columns_button()
    qtbot.addWidget(made)
    assert isinstance(made, QToolButton)
    made.menu().aboutToShow.emit()
    assert [action.text() for action in made.menu().actions()[:3]] == ["Days", "Name", "Status"]
    made.menu().aboutToShow.emit()
    assert len([action for action in made.menu().actions() if action.isCheckable()]) == 3


def test_context_menu_offers_the_actions_of_the_row(table: RecordTable[Person], qtbot: QtBot) -> None:
    done: list[int] = []
    action = QAction("Record follow-up", table)
    action.setShortcut("R")
    action.triggered.connect(lambda: done.append(1))
    table.set_row_actions([action])
    table.set_records(PEOPLE)
    table.select_key(2)
    with qtbot.waitSignal(table.menu_requested) as heard:
        menu = table.row_menu()
    assert heard.args == [PEOPLE[1]]
    assert [shown.text() for shown in menu.actions() if shown.text()] == ["Record follow-up", "Columns"]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_R)
    assert done == [1]


def test_compact_rows_are_lower(table: RecordTable[Person]) -> None:
    table.set_records(PEOPLE)
    assert table.rowHeight(0) == 32
    table.set_compact(compact=True)
    assert table.rowHeight(0) == 26


def test_the_last_column_that_stretches_takes_the_room(table: RecordTable[Person]) -> None:
    assert table.horizontalHeader().length() == table.viewport().width()
    table.resize(900, 300)
    assert table.horizontalHeader().length() == table.viewport().width()


def test_where_there_is_little_room_all_but_figures_give_way(table: RecordTable[Person]) -> None:
    header = table.horizontalHeader()
    table.resize(340, 300)
    assert header.length() == table.viewport().width()
    assert header.sectionSize(0) == 90  # days cut in half say something else
    assert 96 <= header.sectionSize(2) < 120
    header.resizeSection(2, 110)  # by hand: it stays
    table.resize(250, 300)
    assert header.sectionSize(2) == 110
    assert header.length() > table.viewport().width()  # beyond that it is moved sideways
    table.resize(900, 300)
    assert header.length() == table.viewport().width()


def test_a_sign_stands_before_a_text_whose_colour_says_something(qtbot: QtBot) -> None:
    def made(*, with_sign: bool) -> RecordTable[Person]:
        days = replace(COLUMNS[0], sign=lambda p: "clock" if with_sign and (p.days or 0) > 7 else "")
        table = RecordTable((days,), lambda p: p.number, name="signs")
        qtbot.addWidget(table)
        table.resize(200, 200)
        table.set_records(PEOPLE)
        table.show()
        return table

    plain, signed = made(with_sign=False), made(with_sign=True)
    rows = [QRect(0, nth * 32, 90, 31) for nth in range(2)]
    late, in_time = (
        plain.viewport().grab(place).toImage() == signed.viewport().grab(place).toImage() for place in rows
    )
    assert (late, in_time) == (False, True)
    assert signed.sizeHintForColumn(0) == plain.sizeHintForColumn(0) + 20


def test_elided_text_is_whole_in_the_tool_tip(table: RecordTable[Person]) -> None:
    table.set_records([Person(1, "A name that goes on " * 5, 3)])
    delegate = table._delegate
    index = table.records.index(0, 1)
    assert delegate.tip(index, 100).startswith("A name that goes on")
    assert delegate.tip(index, 5000) == "Person 1"


def test_the_row_in_focus_is_selected(table: RecordTable[Person], qtbot: QtBot) -> None:
    table.set_records(PEOPLE)
    table.clearSelection()
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    assert [p.number for p in table.selected_records()] == [1]
    assert table.current_record() == PEOPLE[0]


def test_focus_is_seen(table: RecordTable[Person], qtbot: QtBot) -> None:
    table.set_records(PEOPLE)
    table.select_key(2)
    table.clearFocus()
    without = table.viewport().grab().toImage()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    place = table.visualRect(table.records.index(1, 0))
    image = table.viewport().grab().toImage()
    accent = theme.tokens().accent.lower()
    assert image.pixelColor(place.center().x(), place.top() + 1).name() == accent
    assert without.pixelColor(place.center().x(), place.top() + 1).name() != accent


def test_fifty_thousand_rows_stay_smooth(table: RecordTable[Person]) -> None:
    people = many(50_000)
    before = time.perf_counter()
    table.set_records(people)
    given = time.perf_counter() - before
    small = RecordTable(COLUMNS, lambda p: p.number, name="small")
    small.resize(700, 300)
    small.set_records(many(50))
    small.grab()
    before = time.perf_counter()
    small.grab()
    base = time.perf_counter() - before
    table.grab()
    before = time.perf_counter()
    table.grab()
    painted = time.perf_counter() - before
    assert painted < base * 5, f"{painted:.4f} s against {base:.4f} s with 50 rows"
    assert sum(cells is not None for cells in table.records._cells) < 100
    assert given < 5
