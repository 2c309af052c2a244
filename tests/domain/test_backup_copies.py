"""Which copies are kept as time goes by, what they are called, and how one differs from now in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.backup_copies import (
    BackupCopy,
    Counts,
    Purpose,
    compared,
    file_name,
    named,
    to_discard,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def copy_at(at: datetime, purpose: str = Purpose.DAILY) -> BackupCopy:
    return BackupCopy(Path(file_name(at, purpose)), at, purpose, 1, is_proven=True)


def utc_day(at: datetime) -> date:
    return at.date()


def kept_of(copies: list[BackupCopy], now: datetime = NOW) -> list[BackupCopy]:
    discarded = {copy.path for copy in to_discard(copies, now, utc_day)}
    return [copy for copy in copies if copy.path not in discarded]


def test_a_name_is_read_back() -> None:
    assert named(Path(file_name(NOW, "before-0002_x"))) == (NOW, "before-0002_x")
    assert named(Path("suivi-20261120-120000-daily.db")) == (NOW, "daily")


@pytest.mark.parametrize(
    "name", ["suivi.db", "suivi-20261341-120000-daily.db.gz", "suivi-x-daily.db", "notes.txt"]
)
def test_other_files_are_no_copies(name: str) -> None:
    assert named(Path(name)) is None


def test_after_two_years_seven_days_four_weeks_and_twelve_months_are_left() -> None:
    copies: list[BackupCopy] = []
    for ago in range(730, -1, -1):  # day by day, as the program does it
        at = NOW - timedelta(days=ago)
        copies = kept_of([*copies, copy_at(at)], at)
    days = [(NOW - copy.at).days for copy in copies]
    assert sorted(days)[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len({copy.at.isocalendar()[:2] for copy in copies[-11:]}) >= 4
    assert len({(copy.at.year, copy.at.month) for copy in copies}) == 12
    assert len(copies) <= 7 + 4 + 12


@given(st.sets(st.integers(0, 800), max_size=60))
def test_the_newest_is_never_discarded_and_what_is_left_stays(days: set[int]) -> None:
    copies = [copy_at(NOW - timedelta(days=ago)) for ago in days]
    kept = kept_of(copies)
    assert kept_of(kept) == kept
    if copies:
        assert max(copies, key=lambda copy: copy.at) in kept


def test_what_was_made_before_a_change_stays_a_month() -> None:
    newer = [copy_at(NOW - timedelta(days=ago)) for ago in range(40)]
    before = copy_at(NOW - timedelta(days=29, hours=1), Purpose.BEFORE_IMPORT)
    older = copy_at(NOW - timedelta(days=31, hours=1), Purpose.BEFORE_IMPORT)
    kept = kept_of([*newer, before, older])
    assert before in kept
    assert older not in kept


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (Counts(10, 5, 2), Counts(10, 5, 2), "as many people and contacts as now"),
        (Counts(8, 4, 2), Counts(10, 5, 2), "2 people fewer, 1 follow-up fewer than now"),
        (Counts(11, 5, 4), Counts(10, 5, 2), "1 person more, 2 client interactions more than now"),
        (None, Counts(1, 1, 1), "what is in it was not noted"),
        (Counts(1, 2, 0), None, "1 person, 2 follow-ups, 0 client interactions"),
    ],
)
def test_a_copy_says_how_it_differs(then: Counts | None, now: Counts | None, words: str) -> None:
    assert compared(then, now) == words
