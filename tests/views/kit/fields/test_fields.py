"""The pieces forms are made of: rows, choices, dates, times, notes, pickers."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.i18n import texts
from desktop_app.views.kit.fields.calendar import Calendar
from desktop_app.views.kit.fields.date_field import DateField
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormColumn, FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.moment_field import MomentField, TimeField, read_time
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.kit.fields.picker import AsyncPicker
from desktop_app.views.kit.fields.quick_find import QuickFind
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.fields.time_zone_choice import ZoneChoice
from desktop_app.views.look import theme
from desktop_app.views.wording import formats
from tests.support.finding import child, there

pytestmark = pytest.mark.any_day

FRIDAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False)


def today() -> date:
    """The day that the fields are told it is."""
    return FRIDAY


def parse(text: str) -> date | None:
    """Day/month/year, ISO and one word: enough of a parser to test with."""
    if text == "yesterday":
        return date(2026, 11, 19)
    found = re.fullmatch(r"(\d+)/(\d+)/(\d{4})", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        return None


def shown(qtbot: QtBot, widget: QWidget, width: int = 600, height: int = 400) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)


# Rows


def test_a_row_names_and_describes_its_field(qtbot: QtBot) -> None:
    field = QLineEdit()
    row = FormRow("&E-mail", field, name="email", required=True, help_text="For the office only.")
    qtbot.addWidget(row)
    assert (field.objectName(), row.objectName()) == ("email", "emailRow")
    assert field.accessibleName() == "E-mail"
    assert field.accessibleDescription() == "required. For the office only."
    row.set_error("Write it like name@example.org.")
    assert row.error() == "Write it like name@example.org."
    assert "Write it like" in field.accessibleDescription()
    assert field.property("invalid") == "true"
    row.set_error(None)
    assert row.error() == ""
    assert "Write it like" not in field.accessibleDescription()
    assert field.property("invalid") == "false"
    row.set_required(required=False)
    row.set_help("")
    assert field.accessibleDescription() == ""
    row.set_label("Mail")
    assert (row.label_text(), field.accessibleName()) == ("Mail", "Mail")


def test_a_row_reaches_the_line_within_its_field(qtbot: QtBot) -> None:
    field = DateField(parse, today)
    row = FormRow("&Date", field, name="contactDate")
    qtbot.addWidget(row)
    line = there(field.focusProxy())
    row.set_error("Not in the future.")
    assert line.accessibleName() == "Date"
    assert line.property("invalid") == "true"


def column_of(count: int) -> FormColumn:
    column = FormColumn()
    for at in range(count):
        column.add_row(f"field{at}", FormRow(f"Field {at}", QLineEdit(), name=f"field{at}"))
    return column


def test_errors_stand_at_their_rows_and_the_first_has_the_focus(qtbot: QtBot) -> None:
    column = column_of(20)
    shown(qtbot, column, 700, 200)
    unplaced = column.show_errors({"field15": "Too long.", "field12": "Needed.", "elsewhere": "Odd."})
    assert unplaced == {"elsewhere": "Odd."}
    assert column.wrong_keys() == ["field12", "field15"]
    qtbot.waitUntil(column.row("field12").field.hasFocus)
    place = column.row("field12").mapTo(column.viewport(), column.row("field12").rect().center())
    assert column.viewport().rect().contains(place)
    column.show_errors({"field1": "Needed."}, focus=False)
    assert column.wrong_keys() == ["field1"]
    column.clear_errors()
    assert column.wrong_keys() == []
    assert column.keys()[:2] == ["field0", "field1"]


def test_the_focused_field_is_in_sight(qtbot: QtBot) -> None:
    column = column_of(20)
    shown(qtbot, column, 700, 200)
    last = column.row("field19")
    last.field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(last.field.hasFocus)
    assert column.viewport().rect().contains(last.mapTo(column.viewport(), last.rect().center()))


def test_a_form_is_never_wider_than_reads_well(qtbot: QtBot) -> None:
    column = column_of(2)
    shown(qtbot, column, 1300, 400)
    assert column.row("field0").width() == theme.FORM_WIDTH
    column.resize(400, 400)
    assert column.row("field0").width() < 400


# Choices


def choice() -> SegmentedChoice:
    return SegmentedChoice(
        [("call", "Phone call", "p"), ("visit", "Visit", "v"), ("other", "Autre", "x")], name="type"
    )


def test_a_choice_is_made_by_click_letter_and_arrow(qtbot: QtBot) -> None:
    made = choice()
    shown(qtbot, made)
    heard: list[Any] = []
    made.changed.connect(heard.append)
    buttons = made.findChildren(QRadioButton)
    assert made.value() is None
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton, pos=buttons[0].rect().bottomRight() / 1.2)
    assert made.value() == "call"
    made.setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    qtbot.keyClick(buttons[0], Qt.Key.Key_V)
    assert made.value() == "visit"
    qtbot.waitUntil(buttons[1].hasFocus)
    qtbot.keyClick(buttons[1], Qt.Key.Key_Right)
    assert made.value() == "other"
    qtbot.keyClick(buttons[2], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert made.value() == "other"
    assert heard == ["call", "visit", "other"]


def test_the_focus_goes_along_when_the_program_chooses(qtbot: QtBot) -> None:
    made, beside = choice(), QLineEdit()
    place = QWidget()
    column = QVBoxLayout(place)
    column.addWidget(made)
    column.addWidget(beside)
    shown(qtbot, place)
    buttons = made.findChildren(QRadioButton)
    made.setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    made.set_value("other")
    assert buttons[2].hasFocus()
    made.set_value(None)
    assert buttons[2].hasFocus()
    beside.setFocus()
    made.set_value("visit")
    assert beside.hasFocus(), "focus that is elsewhere stays there"


def test_a_choice_is_set_and_taken_back(qtbot: QtBot) -> None:
    made = choice()
    qtbot.addWidget(made)
    made.set_value("visit")
    assert made.value() == "visit"
    assert there(made.focusProxy()).accessibleName() == "Visit"
    with qtbot.waitSignal(made.changed) as heard:
        made.set_value(None)
    assert heard.args == [None]
    assert made.value() is None
    with pytest.raises(ValueError, match="gone"):
        made.set_value("gone")


def test_a_value_that_is_not_offered_now_is_not_chosen_by_letter(qtbot: QtBot) -> None:
    made = choice()
    shown(qtbot, made)
    made.set_value("call")
    made.set_enabled_values(["call", "other"])
    qtbot.keyClick(made, Qt.Key.Key_V)
    assert made.value() == "call"


def test_choices_go_on_in_the_next_line(qtbot: QtBot) -> None:
    made = choice()
    shown(qtbot, made, 600, 200)
    tops = {button.y() for button in made.findChildren(QRadioButton)}
    assert len(tops) == 1
    made.resize(150, 200)
    tops = {button.y() for button in made.findChildren(QRadioButton)}
    assert len(tops) == 3
    assert made.heightForWidth(150) > made.heightForWidth(600)


# Days and times


def test_a_day_is_typed_and_said_back(qtbot: QtBot) -> None:
    field = DateField(parse, today, name="contactDate")
    shown(qtbot, field)
    changes: list[None] = []
    field.changed.connect(lambda: changes.append(None))
    line = child(field, QLineEdit, "contactDateText")
    assert line is field.focusProxy()
    qtbot.keyClicks(line, "yesterday")
    assert field.value() == date(2026, 11, 19)
    assert field.said() == "Thursday 19 November 2026"
    assert field.understood()
    line.editingFinished.emit()
    assert field.text() == "19/11/2026"
    field.set_text("the day before")
    assert field.value() is None
    assert not field.understood()
    assert field.said() == "Date not recognised"
    field.clear()
    assert field.understood()
    assert (field.value(), field.said()) == (None, "")
    assert len(changes) >= 4


def test_a_day_is_written_as_the_parser_reads_it(qtbot: QtBot) -> None:
    field = DateField(lambda text: date.fromisoformat(text) if text.count("-") == 2 else None, today)
    qtbot.addWidget(field)
    field.set_value(FRIDAY)
    assert field.text() == "2026-11-20"
    assert field.value() == FRIDAY


def test_keys_go_by_days(qtbot: QtBot) -> None:
    field = DateField(parse, today)
    shown(qtbot, field)
    field.set_value(FRIDAY)
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Up)
    assert field.value() == date(2026, 11, 21)
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Down)
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Down)
    assert field.value() == date(2026, 11, 19)
    field.set_value(date.max)
    field.step(1)
    assert field.value() == date.max


@pytest.mark.qt_log_ignore("This plugin does not support")  # what the offscreen platform says of a pop-up
def test_without_a_day_the_keys_and_the_calendar_begin_today(qtbot: QtBot) -> None:
    field = DateField(parse, today)
    shown(qtbot, field)
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Up)
    assert field.value() == FRIDAY
    field.clear()
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.calendar().selectedDate() == QDate(2026, 11, 20)
    field.calendar().window().close()


def test_today_is_ringed_in_the_calendar_by_the_clock_it_is_given(qtbot: QtBot) -> None:
    day = [FRIDAY]
    calendar = Calendar(lambda: day[0])
    qtbot.addWidget(calendar)
    calendar.show_day(date(2026, 11, 2))
    calendar.resize(400, 300)
    on_friday = calendar.grab().toImage()
    day[0] = date(2026, 11, 19)
    on_thursday = calendar.grab().toImage()
    assert on_friday != on_thursday
    day[0] = date(2026, 1, 19)  # a day of another month: nothing is ringed
    assert calendar.grab().toImage() not in (on_friday, on_thursday)


def test_a_day_is_picked_from_the_calendar(qtbot: QtBot) -> None:
    field = DateField(parse, today)
    qtbot.addWidget(field)
    days = field.calendar()
    days.show_day(FRIDAY)
    assert days.selectedDate() == QDate(2026, 11, 20)
    days.clicked.emit(QDate(2026, 11, 5))
    assert field.value() == date(2026, 11, 5)
    assert not days.grab().isNull()


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("en", "20/11/2026", "Friday 20 November 2026"),
        ("fr", "20/11/2026", "vendredi 20 novembre 2026"),
        ("es", "20/11/2026", "viernes 20 de noviembre de 2026"),
    ],
)
def test_days_are_written_in_the_readers_language(language: str, short: str, long: str) -> None:
    texts.use(language)
    assert formats.short_date(FRIDAY) == short
    assert formats.long_date(FRIDAY) == long
    assert formats.clock_time(time(14, 5)) == "14:05"
    assert formats.short_moment(datetime(2026, 11, 20, 9, 5)) == f"{short} {formats.clock_time(time(9, 5))}"  # noqa: DTZ001


def test_numbers_are_written_in_the_readers_language() -> None:
    assert formats.number(1234567) == "1,234,567"
    texts.use("fr")
    assert formats.number(1234).replace("\u202f", " ").replace("\xa0", " ") == "1 234"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("14h", time(14)),
        ("1430", time(14, 30)),
        ("9", time(9)),
        ("2pm", time(14)),
        ("2:30 PM", time(14, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("9.15", time(9, 15)),
        (" 07:05 ", time(7, 5)),
        ("2 p.m.", time(14)),
        ("", None),
        ("25:00", None),
        ("12:60", None),
        ("13pm", None),
        ("noon", None),
        ("1:2", None),
        ("123456", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, expected: time | None) -> None:
    assert read_time(text) == expected


def test_a_time_is_typed(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "14h30")
    assert field.value() == time(14, 30)
    field.editingFinished.emit()
    assert field.text() == "14:30"
    field.set_text("late")
    assert not field.understood()
    assert field.property("invalid") == "true"


def test_a_moment_needs_both(qtbot: QtBot) -> None:
    field = MomentField(parse, today, name="starts")
    qtbot.addWidget(field)
    changes: list[None] = []
    field.changed.connect(lambda: changes.append(None))
    moment = datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001 - what is typed has no zone
    field.set_value(moment)
    assert field.value() == moment
    assert len(changes) == 2
    field.time_field.set_text("")
    assert field.value() is None
    assert not field.understood()
    field.set_value(None)
    assert field.understood()


# Notes


def test_notes_grow_with_the_text_up_to_a_limit(qtbot: QtBot) -> None:
    notes = GrowingText(name="notes")
    shown(qtbot, notes)
    start = notes.height()
    notes.set_text("one\n" * 6)
    grown = notes.height()
    notes.set_text("one\n" * 200)
    most = notes.height()
    notes.set_text("")
    assert start < grown < most < 400
    assert notes.height() == start


def test_notes_say_what_is_left(qtbot: QtBot) -> None:
    notes = GrowingText(limit=100)
    shown(qtbot, notes)
    notes.set_text("x" * 50)
    assert notes.hint() == ""
    notes.set_text("x" * 99)
    assert (notes.hint(), notes.remaining()) == ("1 character left", 1)
    notes.set_text("x" * 103)
    assert notes.hint() == "3 characters too many"
    assert notes.text() == "x" * 103
    assert GrowingText().remaining() is None


def test_tab_leaves_the_notes(qtbot: QtBot) -> None:
    column = FormColumn()
    notes, line = GrowingText(), QLineEdit()
    column.add_row("notes", FormRow("Notes", notes))
    column.add_row("line", FormRow("Line", line))
    shown(qtbot, column)
    notes.setFocus()
    qtbot.waitUntil(notes.hasFocus)
    qtbot.keyClick(notes, Qt.Key.Key_Tab)
    assert notes.text() == ""
    qtbot.waitUntil(line.hasFocus)


# Numbers and lists


def wheel_over(widget: QWidget) -> QWheelEvent:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_a_number_stays_within_its_limits_and_scrolling_by_leaves_it(qtbot: QtBot) -> None:
    field = NumberField(1, 90, 7, name="threshold", accessible_name="Days", suffix=" days")
    shown(qtbot, field)
    field.clearFocus()
    assert (field.value(), field.text()) == (7, "7 days")
    assert not wheel_over(field).isAccepted()
    assert field.value() == 7
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(field.hasFocus)
    assert not wheel_over(field).isAccepted()
    assert field.value() == 7
    qtbot.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    wheel_over(field)
    assert field.value() == 8
    field.clearFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    wheel_over(field)
    assert field.value() == 8
    field.setValue(500)
    assert field.value() == 90


def test_a_list_keeps_its_choice(qtbot: QtBot) -> None:
    made = Dropdown([(None, "Everybody"), (1, "Grace"), (2, "Jean")], name="mentor", accessible_name="Mentor")
    qtbot.addWidget(made)
    heard: list[Any] = []
    made.changed.connect(heard.append)
    assert made.value() is None
    made.set_value(2)
    made.set_options([(None, "Everybody"), (2, "Jean Dupont")])
    assert (made.value(), made.currentText()) == (2, "Jean Dupont")
    assert heard == [2]
    assert not wheel_over(made).isAccepted()
    made.set_options([(None, "Everybody")])
    assert heard == [2, None]
    with pytest.raises(ValueError, match="9"):
        made.set_value(9)
    assert Dropdown().value() is None


# Finding

FOUND = [(1, "Awa", "07 97"), (2, "Awatif", "")]


def finder(qtbot: QtBot, made: QuickFind) -> QWidget:
    window = QWidget()
    made.setParent(window)
    made.resize(300, 32)
    shown(qtbot, window, 800, 500)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return window


def test_a_search_waits_for_the_last_key(qtbot: QtBot) -> None:
    find = QuickFind()
    window = finder(qtbot, find)
    asked: list[str] = []
    find.search_requested.connect(asked.append)
    with qtbot.waitSignal(find.search_requested):
        qtbot.keyClicks(find, "awa")
    assert asked == ["awa"]
    assert window.isVisible()


def test_results_are_gone_through_and_chosen_by_key(qtbot: QtBot) -> None:
    find = QuickFind()
    window = finder(qtbot, find)
    chosen: list[Any] = []
    find.chosen.connect(chosen.append)
    find.setText("awa")
    find.set_results(FOUND, for_text="awa")
    assert find.results_open()
    assert find.results().texts() == ["Awa", "Awatif"]
    qtbot.keyClick(find, Qt.Key.Key_Down)
    qtbot.keyClick(find, Qt.Key.Key_Return)
    assert chosen == [2]
    assert find.text() == ""
    assert not find.results_open()
    assert window.isVisible()


def test_an_answer_to_another_text_is_passed_over(qtbot: QtBot) -> None:
    find = QuickFind()
    window = finder(qtbot, find)
    find.setText("bruno")
    find.set_results(FOUND, for_text="awa")
    assert not find.results_open()
    find.set_results([], for_text="bruno")
    assert find.results().texts() == ["Nobody found for “bruno”"]
    qtbot.keyClick(find, Qt.Key.Key_Escape)
    assert not find.results_open()
    assert find.text() == "bruno"
    qtbot.keyClick(find, Qt.Key.Key_Escape)
    assert find.text() == ""
    assert window.isVisible()


def test_what_was_not_found_can_be_added(qtbot: QtBot) -> None:
    find = QuickFind()
    window = finder(qtbot, find)
    qtbot.keyClicks(find, "koffi")
    qtbot.keyClick(find, Qt.Key.Key_Return)  # too early to have read the offer
    find.set_results([], for_text="koffi", add_text="Add “koffi”")
    assert find.results().texts() == ["Nobody found for “koffi”", "Add “koffi”"]
    with qtbot.waitSignal(find.add_requested) as heard:
        qtbot.keyClick(find, Qt.Key.Key_Return)
    assert heard.args == ["koffi"]
    assert (find.text(), find.results_open()) == ("", False)
    find.setText("awa")
    find.set_results(FOUND, add_text="Add “awa”")
    assert find.results().texts() == ["Awa", "Awatif", "Add “awa”"]
    with qtbot.waitSignal(find.chosen):
        qtbot.keyClick(find, Qt.Key.Key_Return)
    assert window.isVisible()


def test_enter_before_the_answer_chooses_when_it_comes(qtbot: QtBot) -> None:
    find = QuickFind()
    window = finder(qtbot, find)
    asked: list[str] = []
    find.search_requested.connect(asked.append)
    qtbot.keyClicks(find, "awa")
    qtbot.keyClick(find, Qt.Key.Key_Return)
    assert asked == ["awa"]
    with qtbot.waitSignal(find.chosen) as heard:
        find.set_results(FOUND, for_text="awa")
    assert heard.args == [1]
    assert window.isVisible()


def test_results_are_chosen_by_click_and_close_with_the_focus(qtbot: QtBot) -> None:
    find = QuickFind()
    window = finder(qtbot, find)
    other = QLineEdit(window)
    other.move(0, 300)
    other.show()
    find.setText("awa")
    find.set_results(FOUND)
    assert window.rect().contains(find.results().geometry())
    assert find.results().geometry().top() >= find.height()
    rows = child(find.results(), QListWidget, "results")
    with qtbot.waitSignal(find.chosen) as heard:
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(1)).center()
        )
    assert heard.args == [2]
    find.setText("awa")
    find.set_results(FOUND)
    other.setFocus()
    qtbot.waitUntil(lambda: not find.results_open())


def test_a_picker_holds_what_was_chosen_until_one_types(qtbot: QtBot) -> None:
    picker = AsyncPicker("Type a name…", name="person")
    window = finder(qtbot, picker)
    changes: list[None] = []
    picker.changed.connect(lambda: changes.append(None))
    qtbot.keyClicks(picker, "awa")
    assert not picker.understood()
    picker.set_results(FOUND)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert (picker.value(), picker.text()) == (1, "Awa")
    assert picker.understood()
    qtbot.keyClicks(picker, "x")
    assert picker.value() is None
    picker.set_value(7, "Grace Okafor")
    assert (picker.value(), picker.text()) == (7, "Grace Okafor")
    picker.set_value(None)
    assert (picker.value(), picker.text()) == (None, "")
    assert picker.understood()
    assert len(changes) >= 6
    assert window.isVisible()


def test_a_choice_without_room_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    box = Dropdown([(1, "Todos los gestores de casos"), (2, "Ana")], name="gestor")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    box.show()
    assert box.shown() == box.currentText()
    box.setFixedWidth(120)
    assert box.shown().startswith("Todos")
    assert box.shown().endswith("…")
    assert box.currentText() == "Todos los gestores de casos"
    before = box.grab().toImage()
    box.set_value(2)
    assert box.shown() == "Ana"
    assert box.grab().toImage() != before


def test_a_choice_is_as_wide_as_the_words_it_is_to_show(qtbot: QtBot) -> None:
    box = Dropdown([(1, "Todos los gestores de casos")])
    qtbot.addWidget(box)
    box.setSizeAdjustPolicy(Dropdown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(box.letters_for(box.currentText()))
    box.resize(box.sizeHint())
    assert box.shown() == box.currentText()


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, no window is raised
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_time_zone_is_typed_over_what_stands_there(qtbot: QtBot, typed: str, meant: str) -> None:
    choice = ZoneChoice("Africa/Abidjan")
    shown(qtbot, choice)
    choice.clearFocus()
    choice.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(choice.hasFocus)
    qtbot.keyClicks(choice, typed)
    assert choice.currentText().casefold() == typed
    assert choice.zone() == meant


def test_what_is_no_time_zone_stays_as_it_was_typed(qtbot: QtBot) -> None:
    choice = ZoneChoice("Africa/Abidjan")
    shown(qtbot, choice)
    choice.setEditText("Nowhere")
    assert choice.zone() == "Nowhere"
