"""The order of a day: a table of who stands where, and what is said of the last note."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from desktop_app.domain.care.waiting import (
    A_DAYS_SHARE,
    TodayRow,
    last_words,
    order_of_today,
    room_for_waiting,
)
from desktop_app.domain.records import NextAction, OverdueRow, PersonName, UserName
from desktop_app.domain.vocabulary import PersonStatus

TODAY = date(2026, 11, 20)
AUTHOR = UserName(1, UUID(int=1), "Ada", "Admin")


def person(name: str) -> PersonName:
    key = ord(name)
    return PersonName(key, UUID(int=key), name, "N'Diaye")


def action(key: int, name: str, days: int) -> NextAction:
    """Something planned about *name*, due *days* from today."""
    return NextAction(
        id=key, uuid=UUID(int=1000 + key), is_interaction=False, due_on=TODAY + timedelta(days=days), notes="",
        days=days, person=person(name), phone="", status=PersonStatus.IN_FOLLOW_UP, mentor=None, author=AUTHOR,
        last_date=None, last_type=None, last_outcome=None,
    )  # fmt: skip


def wait(name: str, days: int) -> OverdueRow:
    return OverdueRow(
        person(name), "07 08", PersonStatus.TO_VISIT, None, days, None, None, None, TODAY - timedelta(days=days), 7
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "waiting", "room", "order"),
    [
        ("", "", 20, ""),
        ("A-9 B-1 C0", "", 20, "A B C"),
        ("", "X90 Y20", 20, "X Y"),
        ("A0", "X90", 20, "A X"),  # what is planned comes before the longest wait
        ("A-9 A-1 B0", "", 20, "A B"),  # a person stands once
        ("A-1", "X90 A40 Y20", 20, "A X Y"),
        ("", "X90 Y20 Z10", 2, "X Y"),
        ("A-1 B0", "X90 B50 Y20", 1, "A B X"),  # who is planned takes no room from those who wait
        ("A-1", "X90", 0, "A"),
        ("A-1", "X90", -3, "A"),
    ],
)
def test_the_order_is_what_is_planned_and_due_then_the_longest_wait(
    due: str, waiting: str, room: int, order: str
) -> None:
    actions = [action(at, word[0], int(word[1:])) for at, word in enumerate(due.split())]
    rows = [wait(word[0], int(word[1:])) for word in waiting.split()]
    assert [row.person.first_name for row in order_of_today(actions, rows, room)] == order.split()


def test_a_row_knows_what_was_planned_first_and_how_long_the_person_waits() -> None:
    (row,) = order_of_today([action(1, "A", -9), action(2, "A", -1)], [wait("A", 40)], 20)
    assert row.action is not None
    assert (row.action.days, row.waiting and row.waiting.days) == (-9, 40)
    assert (row.person.first_name, row.phone) == ("A", "")


def test_a_row_about_nothing_is_refused() -> None:
    with pytest.raises(LookupError):
        _ = TodayRow(None, None).person


@pytest.mark.parametrize(
    ("done", "room"), [(0, A_DAYS_SHARE), (5, A_DAYS_SHARE - 5), (A_DAYS_SHARE, 0), (A_DAYS_SHARE + 7, 0)]
)
def test_each_follow_up_of_today_takes_one_from_the_days_share(done: int, room: int) -> None:
    assert room_for_waiting(done) == room


@pytest.mark.parametrize(
    ("end", "is_whole", "words"),
    [
        ("Asked about the group.", True, "Asked about the group."),
        ("Two\nlines  and a tab\there", True, "Two lines and a tab here"),
        ("sked about the group, wants a ride", False, "…about the group, wants a ride"),
        ("withoutanyblank", False, "…withoutanyblank"),
    ],
)
def test_the_last_words_begin_with_a_word(end: str, is_whole: bool, words: str) -> None:  # noqa: FBT001 - of the table
    assert last_words(end, is_whole=is_whole) == words
