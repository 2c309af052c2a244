"""Reminders, the rules: who is due, who is told, for which days, when the office is not to be disturbed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from desktop_app.domain.care.reminders import (
    Due,
    Recipients,
    days_to_make,
    quiet_until,
    shortest_wait,
    waiting_cause,
)
from desktop_app.domain.clock import Clock
from desktop_app.domain.context import Organisation
from desktop_app.domain.vocabulary import NotificationKind, Role

TODAY = date(2028, 3, 1)  # the day after 29 February


@pytest.mark.parametrize(
    ("days", "has_been_contacted", "cause"),
    [
        (2, False, None),
        (3, False, "neverContacted"),
        (40, False, "neverContacted"),  # alone, though the other threshold is reached too
        (3, True, None),
        (6, True, None),
        (7, True, "waitingTooLong"),
        (400, True, "waitingTooLong"),
    ],
)
def test_who_is_due(days: int, cause: str | None, *, has_been_contacted: bool) -> None:
    assert waiting_cause(Organisation(), days=days, has_been_contacted=has_been_contacted) == cause


@pytest.mark.parametrize(
    ("never", "since", "days", "has_been_contacted", "cause"),
    [
        (0, 7, 0, False, "neverContacted"),
        (7, 0, 0, True, "waitingTooLong"),
        (10, 7, 9, False, None),  # the other threshold is not theirs
        (10, 7, 10, False, "neverContacted"),
        (0, 0, -1, False, None),  # not known of yet on that day
        (0, 0, -1, True, None),  # contacted after it
        (3650, 3650, 3650, True, "waitingTooLong"),
    ],
)
def test_whatever_the_office_has_set(
    never: int, since: int, days: int, cause: str | None, *, has_been_contacted: bool
) -> None:
    settings = Organisation(remind_never_contacted_days=never, overdue_days=since)
    assert waiting_cause(settings, days=days, has_been_contacted=has_been_contacted) == cause
    if cause is not None:
        assert days >= shortest_wait(settings)


MENTOR, OTHER, PASTOR, SECOND, ADMIN, COMMITTEE, GONE = range(1, 8)
EVERYBODY = {
    MENTOR: Role.MENTOR,
    OTHER: Role.MENTOR,
    PASTOR: Role.PASTOR,
    SECOND: Role.PASTOR,
    ADMIN: Role.ADMIN,
    COMMITTEE: Role.CAN_COMMITTEE,
}
LEADERLESS = {MENTOR: Role.MENTOR, ADMIN: Role.ADMIN, COMMITTEE: Role.CAN_COMMITTEE}
MENTORS_ONLY, LEADERS_ONLY = {"remind_leaders": False}, {"remind_mentors": False}
NEITHER = MENTORS_ONLY | LEADERS_ONLY


@pytest.mark.parametrize(
    ("settings", "active", "mentor", "days", "told"),
    [
        ({}, EVERYBODY, MENTOR, 13, (MENTOR,)),
        ({}, EVERYBODY, MENTOR, 14, (MENTOR, PASTOR, SECOND)),
        ({"escalate_days": 0}, EVERYBODY, MENTOR, 0, (MENTOR, PASTOR, SECOND)),
        ({}, LEADERLESS, MENTOR, 14, (MENTOR, ADMIN)),
        ({}, EVERYBODY, PASTOR, 13, (PASTOR,)),
        ({}, EVERYBODY, PASTOR, 14, (PASTOR, SECOND)),  # one for who is both
        ({}, EVERYBODY, None, 3, (PASTOR, SECOND)),
        ({}, LEADERLESS, None, 3, (ADMIN,)),
        ({}, EVERYBODY, GONE, 3, (PASTOR, SECOND)),
        ({}, {MENTOR: Role.MENTOR}, None, 99, ()),
        ({}, {}, MENTOR, 99, ()),
        (MENTORS_ONLY, EVERYBODY, MENTOR, 99, (MENTOR,)),
        (MENTORS_ONLY, EVERYBODY, None, 3, (PASTOR, SECOND)),  # nobody is forgotten
        (LEADERS_ONLY, EVERYBODY, MENTOR, 13, ()),
        (LEADERS_ONLY, EVERYBODY, MENTOR, 14, (PASTOR, SECOND)),
        (LEADERS_ONLY, EVERYBODY, PASTOR, 13, ()),
        (LEADERS_ONLY, EVERYBODY, None, 3, (PASTOR, SECOND)),
        (NEITHER, EVERYBODY, None, 99, ()),
        (NEITHER, EVERYBODY, MENTOR, 99, ()),
    ],
)
def test_who_is_told(
    settings: dict[str, Any], active: dict[int, Role], mentor: int | None, days: int, told: tuple[int, ...]
) -> None:
    recipients = Recipients(Organisation(**settings), active, {})
    due = Due(days, 1, NotificationKind.WAITING_TOO_LONG, mentor)
    assert recipients.of(due) == told == recipients.of(due)
    assert len(told) <= recipients.most


@pytest.mark.parametrize(
    ("substitutes", "mentor", "days", "told"),
    [
        ({MENTOR: OTHER}, MENTOR, 3, (OTHER,)),
        ({MENTOR: OTHER}, MENTOR, 14, (OTHER, PASTOR, SECOND)),
        ({MENTOR: PASTOR}, MENTOR, 14, (PASTOR, SECOND)),
        ({MENTOR: OTHER}, OTHER, 3, (OTHER,)),
        ({GONE: OTHER}, GONE, 3, (OTHER,)),  # switched off and away: whoever looks after them
        ({MENTOR: GONE}, MENTOR, 3, (PASTOR, SECOND)),
    ],
)
def test_who_looks_after_them_that_day_is_told(
    substitutes: dict[int, int], mentor: int, days: int, told: tuple[int, ...]
) -> None:
    due = Due(days, 1, NotificationKind.WAITING_TOO_LONG, mentor)
    assert Recipients(Organisation(), EVERYBODY, substitutes).of(due) == told


@pytest.mark.parametrize(
    ("last_made", "ago"),
    [
        (None, [0]),
        (TODAY, [0]),
        (TODAY + timedelta(days=4), [0]),
        (TODAY - timedelta(days=1), [0]),
        (TODAY - timedelta(days=4), [3, 2, 1, 0]),
        (TODAY - timedelta(days=93), [*range(92, -1, -1)]),
        (TODAY - timedelta(days=4000), [*range(92, -1, -1)]),
        (date.min, [*range(92, -1, -1)]),
    ],
)
def test_days_that_were_missed_are_made_up_for(last_made: date | None, ago: list[int]) -> None:
    assert days_to_make(TODAY, last_made) == [TODAY - timedelta(days=days) for days in ago]


@pytest.mark.parametrize(
    ("start", "end", "at", "until"),
    [
        ("", "", "03:00", None),
        ("22:00", "", "23:00", None),
        ("", "07:00", "03:00", None),
        ("08:00", "08:00", "08:00", None),
        ("12:00", "14:00", "11:59", None),
        ("12:00", "14:00", "12:00", "14:00"),
        ("12:00", "14:00", "13:59", "14:00"),
        ("12:00", "14:00", "14:00", None),
        ("22:00", "07:00", "21:59", None),
        ("22:00", "07:00", "22:00", "07:00"),
        ("22:00", "07:00", "00:00", "07:00"),
        ("22:00", "07:00", "06:59", "07:00"),
        ("22:00", "07:00", "07:00", None),
        ("00:00", "23:59", "23:59", None),
        ("00:00", "23:59", "00:00", "23:59"),
    ],
)
def test_quiet_hours(start: str, end: str, at: str, until: str | None) -> None:
    now = datetime.fromisoformat(f"2026-11-20T{at}:31+00:00")
    found = quiet_until(Organisation(quiet_from=start, quiet_to=end), now, lambda moment: moment)
    assert (found.strftime("%H:%M:%S") if found else None) == (f"{until}:00" if until else None)
    if found is not None:
        assert timedelta() < found - now < timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "end", "now", "until"),
    [
        # New York, 8 March 2026: after 01:59 comes 03:00, which is 07:00 UTC; 02:30 is on no clock
        ("America/New_York", "02:30", "2026-03-08T06:10", "2026-03-08T07:00"),
        ("America/New_York", "03:00", "2026-03-08T06:10", "2026-03-08T07:00"),
        ("America/New_York", "04:00", "2026-03-08T06:10", "2026-03-08T08:00"),
        ("America/New_York", "02:30", "2026-03-08T07:00", None),
        # 1 November 2026: the hour from 01:00 comes twice
        ("America/New_York", "01:30", "2026-11-01T05:10", "2026-11-01T05:30"),
        ("America/New_York", "01:30", "2026-11-01T05:30", None),
        ("America/New_York", "01:30", "2026-11-01T06:10", "2026-11-01T06:30"),
        ("America/New_York", "02:00", "2026-11-01T05:30", "2026-11-01T07:00"),
        # Cairo, 24 April 2026: the hour after midnight is on no clock
        ("Africa/Cairo", "00:30", "2026-04-23T21:50", "2026-04-23T22:00"),
        ("Asia/Kathmandu", "06:00", "2026-11-20T00:00", "2026-11-20T00:15"),
        ("Africa/Abidjan", "06:00", "2026-11-20T05:59", "2026-11-20T06:00"),
    ],
)
def test_quiet_hours_go_by_the_clock_on_the_wall(zone: str, end: str, now: str, until: str | None) -> None:
    settings = Organisation(quiet_from="20:00", quiet_to=end)
    found = quiet_until(settings, datetime.fromisoformat(now).replace(tzinfo=UTC), Clock(zone).local)
    assert (found.strftime("%Y-%m-%dT%H:%M") if found else None) == until
