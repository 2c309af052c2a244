"""The words and small pieces that the pages about people are made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.care.waiting import days_waiting, is_overdue
from desktop_app.domain.records import LogEntry, PersonRow, UserName
from desktop_app.domain.vocabulary import LogEvent, NotCalled, PersonStatus
from desktop_app.i18n import texts
from desktop_app.views.kit.elided import Elided
from desktop_app.views.kit.lazy_column import LazyColumn
from desktop_app.views.kit.long_text import breakable, breakable_to
from desktop_app.views.look import status_colours, theme
from desktop_app.views.wording.birthday import birthday_typed, birthday_with_age, birthday_words
from desktop_app.views.wording.changes import change_author, change_reason, change_text
from desktop_app.views.wording.dates import ago, years_between
from tests.support.finding import there

TODAY = date(2026, 11, 20)
ADA = UserName(1, UUID(int=1), "Ada", "Admin")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-20", "today"),
        ("2026-11-19", "yesterday"),
        ("2026-11-18", "2 days ago"),
        ("2026-09-21", "60 days ago"),
        ("2026-09-20", "2 months ago"),
        ("2025-01-20", "22 months ago"),
        ("2024-11-20", "2 years ago"),
        ("1996-11-21", "29 years ago"),
        ("2026-11-21", "tomorrow"),
        ("2026-11-23", "in 3 days"),
    ],
)
def test_how_long_ago(day: str, said: str) -> None:
    assert ago(date.fromisoformat(day), TODAY) == said


@pytest.mark.parametrize(("born", "age"), [("2000-11-20", 26), ("2000-11-21", 25), ("2000-02-29", 26)])
def test_an_age_is_counted_in_whole_years(born: str, age: int) -> None:
    assert years_between(date.fromisoformat(born), TODAY) == age


def test_birthdays_are_written_as_the_language_does() -> None:
    assert birthday_words("") == ""
    assert birthday_words("--02-29") == "29 February"
    assert birthday_with_age("1990-11-21", TODAY) == "21 November 1990 (35 years)"
    assert birthday_typed("1990-11-21") == "21/11/1990"
    assert birthday_typed("--11-21") == "21/11"
    texts.use("fr")
    assert birthday_words("1990-11-21") == "21 novembre 1990"
    texts.use("es")
    assert birthday_words("--11-21") == "21 de noviembre"


def person(**values: Any) -> PersonRow:
    given = {
        "id": 1,
        "uuid": UUID(int=1),
        "first_name": "Awa",
        "last_name": "Ba",
        "phone": "",
        "email": "",
        "status": PersonStatus.TO_VISIT,
        "mentor": None,
        "commune": "",
        "quartier": "",
        "first_visit_on": date(2026, 11, 1),
        "not_called": None,
        "last_contact_on": None,
        "paused_until": None,
    }
    return PersonRow(**{**given, **values})


def test_the_overdue_rule_of_one_person_is_that_of_the_lists() -> None:
    assert days_waiting(person(), TODAY) == 19
    assert days_waiting(person(last_contact_on=date(2026, 11, 13)), TODAY) == 7
    assert is_overdue(person(last_contact_on=date(2026, 11, 13)), TODAY, 7)
    assert not is_overdue(person(last_contact_on=date(2026, 11, 13)), TODAY, 8)
    assert days_waiting(person(status=PersonStatus.INTEGRATED), TODAY) is None
    assert not is_overdue(person(status=PersonStatus.LONG_ABSENT), TODAY, 0)
    assert days_waiting(person(not_called=NotCalled.ASKED), TODAY) is None


def test_how_late_is_coloured_from_twice_the_limit_on() -> None:
    assert [status_colours.waiting(days, 7) for days in (7, 13, 14)] == ["soon", "soon", "late"]
    assert [status_colours.waiting(days, 0) for days in (0, 6, 7)] == ["soon", "soon", "late"]


def change(event: LogEvent, before: dict[str, Any], after: dict[str, Any], **values: Any) -> LogEntry:
    given: dict[str, Any] = {"actor": ADA, "reason": ""} | values
    return LogEntry(
        1, datetime(2026, 11, 20, tzinfo=UTC), given["actor"], event, 1, None, before, after, given["reason"]
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (change(LogEvent.PERSON_CREATED, {}, {"first_name": "Awa"}), "Added to the list"),
        (change(LogEvent.PERSON_IMPORTED, {}, {"first_name": "Awa"}), "Taken over from a list"),
        (
            change(LogEvent.PERSON_IMPORTED, {"phone": ""}, {"phone": "07"}),
            "Filled in from a list: Phone: 07",
        ),
        (
            change(LogEvent.STATUS_CHANGED, {"status": "to_visit"}, {"status": "long_absent"}),
            "Status: To visit → Long absent",
        ),
        (
            change(LogEvent.MENTOR_ASSIGNED, {"mentor": "Jean Dupont"}, {"mentor": None}),
            "Mentor: Jean Dupont → no mentor",
        ),
        (
            change(LogEvent.PERSON_UPDATED, {"gender": None, "phone": "07"}, {"gender": "F", "phone": ""}),
            "Gender: Woman · Phone: 07 → nothing",
        ),
        (
            change(
                LogEvent.PERSON_UPDATED, {"first_visit_on": "2026-11-01"}, {"first_visit_on": "2026-11-02"}
            ),
            "First visit: 01/11/2026 → 02/11/2026",
        ),
        (change(LogEvent.PERSON_UPDATED, {"address": "a"}, {"address": "b" * 90}), "Address: changed"),
        (
            change(LogEvent.NEXT_ACTION_DONE, {}, {"next_action_date": "2026-11-18"}),
            "Next action of 18/11/2026 done",
        ),
    ],
)
def test_changes_are_told_in_words(entry: LogEntry, said: str) -> None:
    assert change_text(entry) == said


def test_the_program_gives_its_own_reasons() -> None:
    mine = change(LogEvent.STATUS_CHANGED, {}, {}, reason="Moved away")
    own = change(
        LogEvent.MENTOR_ASSIGNED, {}, {}, actor=None, reason="assigned automatically: the fewest people"
    )

    assert (change_author(mine), change_reason(mine)) == ("Ada Admin", "Moved away")
    assert (change_author(own), change_reason(own)) == ("Suivi", "assigned automatically: the fewest people")


# -- long texts


def test_long_words_can_be_broken_and_read_the_same() -> None:
    text = "short " + "x" * 45
    assert breakable("short words only", 20) == "short words only"
    assert breakable(text, 20).count("\u200b") == 2
    assert breakable(text, 20).replace("\u200b", "") == text
    broken = breakable_to(text, theme.font(), 60)
    assert broken.startswith("short ")
    assert broken.replace("\u200b", "") == text


def test_a_line_without_room_ends_in_an_ellipsis_and_tells_the_whole(qtbot: QtBot) -> None:
    line = Elided("a rather long text that has no room <b>at all</b>")
    qtbot.addWidget(line)
    line.resize(80, 20)
    line.show()

    assert line.shown().endswith("…")
    assert line.text().endswith("</b>")
    assert line.accessibleName() == line.text()
    assert "b>at all" in line.toolTip()
    assert not QtGui.Qt.mightBeRichText(line.toolTip())
    line.resize(900, 20)
    assert line.shown() == line.text()
    assert not line.toolTip()


# -- the column that is made as one scrolls


class Made:
    """Counts what is made."""

    def __init__(self) -> None:
        self.items: list[str] = []

    def __call__(self, item: str) -> QWidget:
        self.items.append(item)
        made = QLabel(item)
        made.setFixedHeight(40)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def column(qtbot: QtBot, made: Made) -> LazyColumn:
    shown = LazyColumn(made)
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def items(count: int, prefix: str = "item") -> list[tuple[int, str]]:
    return [(number, f"{prefix} {number}") for number in range(count)]


def quiet(qtbot: QtBot, column: LazyColumn) -> None:
    qtbot.waitUntil(lambda: not column._more.isActive())


def test_only_what_is_nearly_seen_is_made(qtbot: QtBot, column: LazyColumn, made: Made) -> None:
    column.set_items(items(500))
    quiet(qtbot, column)

    assert 7 <= len(made.items) < 30
    assert not column.is_complete()
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum())
    quiet(qtbot, column)
    assert len(made.items) > 20


def test_equal_items_keep_their_widgets_and_the_place(qtbot: QtBot, column: LazyColumn, made: Made) -> None:
    column.set_items(items(40))
    quiet(qtbot, column)
    column.verticalScrollBar().setValue(300)
    quiet(qtbot, column)
    kept = column.widget_of(8)
    assert kept is not None
    distance = kept.y() - column.verticalScrollBar().value()
    before = len(made.items)
    column.set_items([(-1, "new"), *items(40)])
    quiet(qtbot, column)

    assert column.widget_of(8) is kept
    assert kept.y() - column.verticalScrollBar().value() == distance
    assert made.items[before] == "new"


def test_what_is_new_at_the_top_is_seen_by_who_stands_there(qtbot: QtBot, column: LazyColumn) -> None:
    column.set_items(items(40))
    quiet(qtbot, column)
    column.set_items([(-1, "new"), *items(40)])
    quiet(qtbot, column)

    assert column.verticalScrollBar().value() == 0
    new = column.widget_of(-1)
    assert new is not None
    assert new.y() == 0


def test_a_changed_item_in_focus_gives_the_focus_to_its_successor(qtbot: QtBot, column: LazyColumn) -> None:
    column.activateWindow()
    qtbot.waitUntil(column.isActiveWindow)
    column.set_items(items(5))
    quiet(qtbot, column)
    old = column.widget_of(3)
    assert old is not None
    old.setFocus()
    changed = items(5)
    changed[3] = (3, "changed")
    column.set_items(changed)
    quiet(qtbot, column)

    assert column.widget_of(3) is not old
    assert QApplication.focusWidget() is column.widget_of(3)


def test_nothing_is_left_of_items_that_are_gone(qtbot: QtBot, column: LazyColumn) -> None:
    column.set_items(items(40))
    quiet(qtbot, column)
    column.verticalScrollBar().setValue(400)
    quiet(qtbot, column)
    column.set_items(items(2, "other"), keep=False)
    quiet(qtbot, column)

    assert column.is_complete()
    assert column.verticalScrollBar().value() == 0
    shown = [one for one in there(column.widget()).findChildren(QLabel) if one.isVisible()]
    assert [one.text() for one in shown] == ["other 0", "other 1"]


def test_another_width_keeps_the_place(qtbot: QtBot, column: LazyColumn) -> None:
    column.set_items(items(60))
    quiet(qtbot, column)
    column.verticalScrollBar().setValue(200)
    quiet(qtbot, column)
    first = column._first_seen()
    column.resize(600, 300)
    quiet(qtbot, column)

    assert column._first_seen() == first
    assert all(widget.width() > 500 for widget in column.widgets())
