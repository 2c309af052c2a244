"""Reminders in an office whose days pass: made once, for the right people, whatever the clock and the PC do meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop_app.database.queries import reminder_queries
from desktop_app.domain.care.reminders import RemindersMade
from desktop_app.domain.records import Actor, FollowUp, Notification, Person
from desktop_app.domain.vocabulary import REMINDERS, NotificationKind, PersonStatus, Role
from tests.support.office import TODAY, Office, day
from tests.support.second import Start

NEVER, WAITING, ACTION = REMINDERS


def reminders(office: Office, user: Actor) -> list[Notification]:
    """The user's reminders, the newest first."""
    return [one for one in office.controllers.notifications.mine(user, 10_000).items if one.kind in REMINDERS]


def told(office: Office, user: Actor) -> list[tuple[str, int, int]]:
    """Of each: the kind, how many days ago it was for, and how many days were waited; the first one made first."""
    return [
        (one.kind, (TODAY - one.day).days, one.days)
        for one in reversed(reminders(office, user))
        if one.day is not None and one.days is not None
    ]


def unread(office: Office, user: Actor) -> list[tuple[str, date | None]]:
    """Kind and day of those that are not read."""
    return [(one.kind, one.day) for one in reminders(office, user) if one.read_at is None]


def unread_persons(office: Office, user: Actor) -> list[int]:
    """Whom those that are not read are about."""
    return [one.person.id for one in reminders(office, user) if one.read_at is None and one.person]


def make(office: Office) -> RemindersMade:
    """One run."""
    return office.controllers.reminders.make_due()


def waiting_person(
    office: Office, mentor: Actor | None, ago: int, status: PersonStatus | None = None
) -> Person:
    """Somebody known for long whose first visit was *ago* days ago."""
    return known(office, office.person(mentor, first_visit_on=day(ago), status=status))


def known(office: Office, person: Person) -> Person:
    """Make it so that the person has been in the list for years."""
    office.database.execute_sql("UPDATE persons SET created_at = 0 WHERE id = ?", (person.id,))
    return person


# -- causes


def test_each_cause_is_told_to_the_mentor_once(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 3)
    called = waiting_person(office, mentor, 30)
    office.follow_up(mentor, called, ago=9, promise=2)
    assert make(office) == RemindersMade(1, never_contacted=1, waiting_too_long=1, next_action_overdue=1)
    expected = [
        (ACTION, 0, 2),
        (NEVER, 0, 3),
        (WAITING, 0, 9),
    ]  # the most urgent last: the newest of the list
    assert sorted(told(office, mentor)) == sorted(expected)
    assert make(office) == RemindersMade()
    office.restart()
    assert make(office) == RemindersMade()
    assert sorted(told(office, mentor)) == sorted(expected)


def test_the_most_urgent_stand_first(office: Office, mentor: Actor) -> None:
    for ago in (5, 12, 3, 8):
        waiting_person(office, mentor, ago)
    make(office)
    assert [one.days for one in reminders(office, mentor)] == [12, 8, 5, 3]


def test_somebody_whose_contact_stands_in_the_old_list_was_contacted(office: Office, mentor: Actor) -> None:
    person = waiting_person(office, mentor, 30)
    office.database.execute_sql(
        "UPDATE persons SET earlier_contact_on = ? WHERE id = ?", (str(day(8)), person.id)
    )
    office.controllers.integrity.repair()
    make(office)
    assert told(office, mentor) == [(WAITING, 0, 8)]


def test_of_several_next_actions_the_first_counts(office: Office, mentor: Actor) -> None:
    person = waiting_person(office, mentor, 30)
    office.follow_up(mentor, person, ago=6, promise=1)
    office.follow_up(mentor, person, ago=6, promise=4)
    make(office)
    assert told(office, mentor) == [(ACTION, 0, 4)]


@pytest.mark.parametrize(("promise", "is_told"), [(1, True), (0, False), (-1, False)])
def test_an_action_is_overdue_from_the_day_after(
    office: Office, mentor: Actor, promise: int, *, is_told: bool
) -> None:
    office.follow_up(mentor, waiting_person(office, mentor, 30), ago=2, promise=promise)
    make(office)
    assert bool(told(office, mentor)) == is_told


def test_next_actions_can_be_left_out(office: Office, mentor: Actor) -> None:
    office.follow_up(mentor, waiting_person(office, mentor, 30), ago=9, promise=2)
    office.settings(remind_next_actions=False)
    assert make(office) == RemindersMade(1, waiting_too_long=1)


def test_the_actions_of_somebody_who_does_not_wait_are_due_too(office: Office, mentor: Actor) -> None:
    person = waiting_person(office, mentor, 30)
    office.follow_up(mentor, person, ago=9, promise=2)
    office.controllers.persons.set_status(office.admin(), person.id, {"status": PersonStatus.INTEGRATED})
    make(office)
    assert told(office, mentor) == [(ACTION, 0, 2)]


@pytest.mark.parametrize(
    "status", [PersonStatus.INTEGRATED, PersonStatus.TO_REDIRECT, PersonStatus.LONG_ABSENT]
)
def test_who_does_not_wait_is_nobodys_reminder(office: Office, mentor: Actor, status: PersonStatus) -> None:
    waiting_person(office, mentor, 30, status=status)
    assert make(office) == RemindersMade()


def test_the_deleted_and_the_paused_are_nobodys_reminder(office: Office, mentor: Actor) -> None:
    office.settings(remind_leaders=False)
    paused = waiting_person(office, mentor, 30)
    office.follow_up(mentor, paused, ago=20, promise=9)
    deleted = waiting_person(office, mentor, 30)
    office.follow_up(mentor, deleted, ago=20, promise=9)
    office.controllers.persons.delete(office.admin(), deleted.id)
    office.controllers.pauses.pause(mentor, paused.id, {"until": day(-2), "reason": "travelling"})
    assert make(office) == RemindersMade()
    office.pass_time(days=1)
    assert make(office) == RemindersMade()
    office.pass_time(days=1)  # the day on which they may be overdue again
    assert make(office) == RemindersMade(1, waiting_too_long=1, next_action_overdue=1)
    office.controllers.persons.restore(office.admin(), deleted.id)
    assert make(office) == RemindersMade(1, waiting_too_long=1, next_action_overdue=1)


# -- who is told


def test_leaders_learn_of_it_from_the_second_threshold_on(
    office: Office, mentor: Actor, pastor: Actor, admin: Actor
) -> None:
    waiting_person(office, mentor, 13)
    make(office)
    assert (len(told(office, mentor)), told(office, pastor)) == (1, [])
    office.pass_time(days=1)
    assert make(office) == RemindersMade(1, never_contacted=2)
    assert told(office, pastor) == [(NEVER, -1, 14)]
    assert told(office, admin) == []


def test_while_the_mentor_is_away_the_colleague_is_told(
    office: Office, mentor: Actor, other_mentor: Actor
) -> None:
    waiting_person(office, mentor, 5)
    values = {"user": mentor.uuid, "colleague": other_mentor.uuid, "first_on": day(-1), "last_on": day(-2)}
    office.controllers.absences.add(office.admin(), values)
    make(office)
    office.pass_time(days=2)
    make(office)
    assert told(office, other_mentor) == [(NEVER, -1, 6), (NEVER, -2, 7)]
    office.pass_time(days=2)
    make(office)
    assert told(office, mentor) == [(NEVER, 0, 5), (NEVER, -3, 8), (NEVER, -4, 9)]
    assert told(office, other_mentor) == []  # they look after them no more
    assert unread(office, other_mentor) == []
    assert unread(office, mentor) == [(NEVER, day(-4))]


def test_of_a_person_of_nobody_the_leaders_are_told(office: Office, admin: Actor) -> None:
    waiting_person(office, None, 3)
    make(office)
    assert told(office, admin) == [(NEVER, 0, 3)]
    pastor = office.user(Role.PASTOR)
    assert make(office) == RemindersMade(1, never_contacted=1)
    assert told(office, pastor) == [(NEVER, 0, 3)]
    assert unread(office, admin) == []  # it is the pastor's now


# -- days pass


def test_every_day_has_its_own_and_only_the_last_is_unread(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 3)
    make(office)
    office.pass_time(days=1)
    office.restart()
    make(office)
    office.pass_time(days=3)  # the PC is off for two days
    office.restart()
    assert make(office) == RemindersMade(3, never_contacted=3)
    assert told(office, mentor) == [(NEVER, -ago, 3 + ago) for ago in range(5)]
    assert unread(office, mentor) == [(NEVER, day(-4))]
    assert office.controllers.notifications.unread_count(mentor) == 2  # with that of the assignment


def test_the_first_run_of_all_makes_only_today(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 300)
    assert make(office) == RemindersMade(1, never_contacted=2)


def test_days_before_somebody_was_known_are_not_made(office: Office, mentor: Actor) -> None:
    make(office)
    office.pass_time(days=5)
    office.person(mentor, first_visit_on=day(10))  # entered today
    assert make(office) == RemindersMade(1, never_contacted=2)
    assert told(office, mentor) == [(NEVER, -5, 15)]


def test_an_action_promised_later_was_not_overdue_before(office: Office, mentor: Actor) -> None:
    person = waiting_person(office, mentor, 4)
    make(office)
    office.pass_time(days=3)
    office.follow_up(mentor, person, ago=0, promise=-1, interaction_date=day(1), next_action_date=day(1))
    office.pass_time(days=2)
    make(office)
    assert [one for one in told(office, mentor) if one[0] == ACTION] == [
        (ACTION, -3, 4),
        (ACTION, -4, 5),
        (ACTION, -5, 6),
    ]


def test_who_was_contacted_meanwhile_has_none_for_the_days_missed(office: Office, mentor: Actor) -> None:
    person = waiting_person(office, mentor, 20)
    make(office)
    office.pass_time(days=4)
    office.follow_up(mentor, person, ago=0)
    assert make(office) == RemindersMade()
    assert told(office, mentor) == [(NEVER, 0, 20)]


def test_at_most_92_days_are_made_up_for(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 20)
    office.settings(remind_leaders=False)
    make(office)
    office.pass_time(days=400)
    assert make(office) == RemindersMade(93, never_contacted=93)
    assert {ago for _, ago, _ in told(office, mentor)} == {*range(-400, -307)}


@pytest.mark.parametrize(
    "last", [date(2028, 2, 29), date(2026, 12, 31), date(2027, 2, 28), date(2026, 4, 30)]
)
def test_month_ends_are_days_like_others(office: Office, mentor: Actor, last: date) -> None:
    office.clock.moment = datetime(last.year, last.month, last.day, 9, tzinfo=UTC) - timedelta(days=2)
    known(office, office.person(mentor, first_visit_on=office.clock.today() - timedelta(days=3)))
    make(office)
    office.pass_time(days=4)
    make(office)
    expected = [last + timedelta(days=days) for days in (-2, -1, 0, 1, 2)]
    assert [one.day for one in reversed(reminders(office, mentor))] == expected


# -- time zones and clocks


@pytest.mark.parametrize(
    ("zone", "moments", "days"),
    [
        # each moment in UTC; the office's own day is what counts
        ("Pacific/Auckland", ["2026-11-20T10:59", "2026-11-20T11:00"], ["2026-11-20", "2026-11-21"]),
        ("America/Los_Angeles", ["2026-11-20T07:59", "2026-11-20T08:00"], ["2026-11-19", "2026-11-20"]),
        # the night of the change of clocks: Paris, 23 and 25 hours; New York; Cairo, at midnight itself
        ("Europe/Paris", ["2027-03-27T22:59", "2027-03-27T23:00", "2027-03-28T21:59", "2027-03-28T22:00"],
         ["2027-03-27", "2027-03-28", "2027-03-29"]),
        ("Europe/Paris", ["2027-10-30T21:59", "2027-10-30T22:00", "2027-10-31T22:59", "2027-10-31T23:00"],
         ["2027-10-30", "2027-10-31", "2027-11-01"]),
        ("America/New_York", ["2027-03-14T05:00", "2027-03-14T07:00", "2027-03-15T03:59", "2027-03-15T04:00"],
         ["2027-03-14", "2027-03-15"]),
        ("Africa/Cairo", ["2026-04-23T21:59", "2026-04-23T22:00", "2026-04-24T20:59", "2026-04-24T21:00"],
         ["2026-04-23", "2026-04-24", "2026-04-25"]),
    ],
)  # fmt: skip
def test_a_day_is_the_offices_own(
    office: Office, mentor: Actor, zone: str, moments: list[str], days: list[str]
) -> None:
    office.clock.moment = datetime.fromisoformat(moments[0]).replace(tzinfo=UTC)
    office.settings(time_zone=zone, remind_leaders=False)
    known(office, office.person(mentor, first_visit_on=office.clock.today() - timedelta(days=3)))
    for moment in moments:
        office.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        office.restart()
        make(office)
    assert [str(one.day) for one in reversed(reminders(office, mentor))] == days


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "Africa/Cairo", "America/New_York", "Pacific/Auckland", "UTC"]
)
def test_who_was_entered_in_the_last_minute_of_a_day_was_known_on_it(
    office: Office, mentor: Actor, zone: str
) -> None:
    """On each day of a year with its two changes of clocks."""
    office.settings(time_zone=zone)
    clock = office.clock
    clock.moment = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for _ in range(365):
        midnight = clock.from_wall(datetime.combine(clock.today() + timedelta(days=1), datetime.min.time()))
        last, first = midnight - timedelta(milliseconds=1), midnight
        assert (clock.local(first).date() - clock.local(last).date()).days == 1
        clock.moment += timedelta(days=1)


def test_another_time_zone_takes_back_what_is_not_there_yet(office: Office, mentor: Actor) -> None:
    office.settings(time_zone="Pacific/Auckland", remind_leaders=False)
    office.clock.moment = datetime(2026, 11, 20, 18, tzinfo=UTC)  # the 21st there, the 20th elsewhere
    known(office, office.person(mentor, first_visit_on=day(3)))
    make(office)
    assert told(office, mentor) == [(NEVER, -1, 4)]
    office.settings(time_zone="America/Lima")
    make(office)
    assert told(office, mentor) == [(NEVER, 0, 3)]
    office.pass_time(days=1)
    make(office)
    assert told(office, mentor) == [(NEVER, 0, 3), (NEVER, -1, 4)]


def test_a_zone_that_another_program_changed_is_used_at_once(office: Office, mentor: Actor) -> None:
    office.settings(time_zone="Pacific/Auckland")
    office.clock.moment = datetime(2026, 11, 20, 18, tzinfo=UTC)
    known(office, office.person(mentor, first_visit_on=day(3)))
    office.clock.zone_name = "UTC"  # as it stood when this program started
    make(office)
    assert told(office, mentor) == [(NEVER, -1, 4)]


def test_a_clock_that_ran_ahead_leaves_nothing_behind(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 3)
    office.settings(remind_leaders=False)
    make(office)
    office.pass_time(days=500)
    make(office)
    office.pass_time(days=-500, hours=2)
    office.restart()
    make(office)
    assert told(office, mentor) == [(NEVER, 0, 3)]
    assert office.rows("SELECT day FROM reminder_days") == [(str(TODAY),)]
    office.pass_time(days=2)
    make(office)
    assert told(office, mentor) == [(NEVER, 0, 3), (NEVER, -1, 4), (NEVER, -2, 5)]


def test_what_a_clock_that_ran_ahead_replaced_is_unread_again(office: Office, mentor: Actor) -> None:
    office.settings(remind_leaders=False)
    forgotten, read = waiting_person(office, mentor, 3), waiting_person(office, mentor, 3)
    make(office)
    office.pass_time(days=1)
    make(office)
    tomorrow = next(
        one
        for one in reminders(office, mentor)
        if one.day == day(-1) and one.person and one.person.id == read.id
    )
    office.controllers.notifications.mark_read(mentor, tomorrow.id)
    office.pass_time(days=-1, hours=1)
    make(office)
    assert told(office, mentor) == [(NEVER, 0, 3), (NEVER, 0, 3)]
    assert unread_persons(office, mentor) == [forgotten.id]


def test_whom_a_clock_that_ran_ahead_entered_is_not_forgotten(office: Office, mentor: Actor) -> None:
    office.settings(remind_leaders=False)
    office.pass_time(days=365)
    person = office.person(mentor, first_visit_on=day(3))
    office.follow_up(mentor, office.person(mentor, first_visit_on=day(3)), ago=2, promise=1)
    office.pass_time(days=-365)
    make(office)
    assert sorted(told(office, mentor)) == [(NEVER, 0, 3), (ACTION, 0, 1)]
    office.pass_time(days=1)
    make(office)
    assert person.id in unread_persons(office, mentor)


def test_a_clock_that_fell_behind_is_made_up_for(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 30)
    office.settings(remind_leaders=False)
    for _ in range(3):
        make(office)
        office.pass_time(days=1)
    office.pass_time(days=-9)
    assert make(office).total == 1
    office.pass_time(days=9)
    make(office)
    assert sorted(ago for _, ago, _ in told(office, mentor)) == [*range(-3, 7)]
    assert len(unread(office, mentor)) == 1


def test_reminders_that_were_read_go_in_time(office: Office, mentor: Actor, person: Person) -> None:
    office.settings(remind_leaders=False)
    waiting_person(office, mentor, 30)
    make(office)
    office.database.execute_sql(
        "INSERT INTO notifications (uuid, user_id, kind, person_id, created_at, read_at) VALUES (?, ?, ?, ?, 0, 0)",
        (uuid4().bytes, mentor.id, NotificationKind.PERSON_ASSIGNED, person.id),
    )
    others = office.controllers.notifications.mine(mentor).total or 0
    office.pass_time(days=92)
    make(office)
    assert {ago for _, ago, _ in told(office, mentor)} == {*range(-92, 1)}
    office.pass_time(days=1)
    make(office)
    assert {ago for _, ago, _ in told(office, mentor)} == {*range(-93, 0)}
    kinds = [one.kind for one in office.controllers.notifications.mine(mentor, 1000).items]
    assert len([kind for kind in kinds if kind not in REMINDERS]) == others - 1


# -- what is done is read


def test_a_follow_up_marks_what_it_answers_as_read(office: Office, mentor: Actor, pastor: Actor) -> None:
    person, other = waiting_person(office, mentor, 20), waiting_person(office, mentor, 20)
    make(office)
    assert (len(unread(office, mentor)), len(unread(office, pastor))) == (2, 2)
    office.follow_up(mentor, person)
    for user in (mentor, pastor):
        (left,) = [one for one in reminders(office, user) if one.read_at is None]
        assert left.person is not None
        assert left.person.id == other.id


def test_what_is_no_longer_so_is_read_after_the_next_run(office: Office, mentor: Actor) -> None:
    office.settings(remind_leaders=False)
    paused, integrated, ticked, deleted, given = (waiting_person(office, mentor, 20) for _ in range(5))
    promised = office.follow_up(mentor, ticked, ago=3, promise=1)
    make(office)
    assert len(unread(office, mentor)) == 5
    controllers, other = office.controllers, office.user(Role.MENTOR)
    controllers.pauses.pause(mentor, paused.id, {"until": day(-9), "reason": "travelling"})
    controllers.persons.set_status(mentor, integrated.id, {"status": "integrated"})
    controllers.follow_ups.tick_next_action(mentor, promised.id)
    controllers.persons.delete(office.admin(), deleted.id)
    controllers.persons.assign(office.admin(), given.id, {"mentor": other.uuid})
    make(office)
    assert unread(office, mentor) == []
    assert unread(office, other) == [(NEVER, TODAY)]


def test_what_was_read_stays_read_that_day(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 5)
    make(office)
    office.controllers.notifications.mark_all_read(mentor)
    make(office)
    assert unread(office, mentor) == []
    office.pass_time(days=1)
    make(office)
    assert unread(office, mentor) == [(NEVER, day(-1))]


# -- quiet hours


def test_within_quiet_hours_nothing_is_made_and_after_them_all_of_it(office: Office, mentor: Actor) -> None:
    office.settings(time_zone="Africa/Abidjan", quiet_from="20:00", quiet_to="08:00", remind_leaders=False)
    waiting_person(office, mentor, 3)
    make(office)
    office.clock.moment = datetime(2026, 11, 22, 21, 15, tzinfo=UTC)
    assert make(office) == RemindersMade(quiet_until=datetime(2026, 11, 23, 8, tzinfo=UTC))
    office.clock.moment = datetime(2026, 11, 23, 7, 59, 59, tzinfo=UTC)
    assert make(office) == RemindersMade(quiet_until=datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert len(told(office, mentor)) == 1
    office.clock.moment = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert make(office) == RemindersMade(3, never_contacted=3)


# -- telling, stopping, others


def test_where_nobody_wrote_nothing_is_looked_for(
    office: Office, mentor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = waiting_person(office, mentor, 5)
    looks: list[date] = []
    waiting = reminder_queries.waiting

    def look(day: date, *rest: Any) -> list[Any]:
        looks.append(day)
        return list(waiting(day, *rest))

    monkeypatch.setattr(reminder_queries, "waiting", look)

    def looks_of_a_run() -> int:
        looks.clear()
        make(office)
        return len(looks)

    assert [looks_of_a_run() for _ in range(4)] == [
        2,
        1,
        0,
        0,
    ]  # found and written; found nothing; nobody wrote
    office.controllers.pauses.pause(mentor, person.id, {"until": day(-3), "reason": "travelling"})
    assert [looks_of_a_run() for _ in range(3)] == [
        1,
        0,
        0,
    ]  # what is no longer so was marked as read at once
    other = sqlite3.connect(office.folder / "suivi.db")
    with closing(other), other:
        other.execute("UPDATE persons SET paused_until = NULL")
    assert [looks_of_a_run() for _ in range(2)] == [1, 0]  # it was told today already
    office.pass_time(days=1)
    assert [looks_of_a_run() for _ in range(3)] == [2, 1, 0]
    office.restart()
    assert looks_of_a_run() == 1


def test_windows_hear_of_it_only_when_something_changed(office: Office, mentor: Actor) -> None:
    heard: list[tuple[frozenset[str], int | None]] = []
    waiting_person(office, mentor, 5)
    office.application.changes.listen(lambda changed: heard.append((changed.kinds, changed.initiator)))
    make(office)
    assert heard == [(frozenset({"notifications"}), None)]
    make(office)
    assert len(heard) == 1


def test_it_can_be_stopped_and_goes_on_where_it_was(office: Office, mentor: Actor) -> None:
    waiting_person(office, mentor, 5)
    make(office)
    office.pass_time(days=4)
    told_of: list[tuple[int, int]] = []
    first = office.controllers.reminders.make_due(
        lambda done, total: told_of.append((done, total)), lambda: len(told_of) == 2
    )
    assert (first.is_complete, first.total, told_of) == (False, 1, [(0, 4), (1, 4)])
    told_of.clear()
    second = office.controllers.reminders.make_due(lambda done, total: told_of.append((done, total)))
    assert (second.is_complete, second.total) == (True, 3)
    assert told_of == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert len(told(office, mentor)) == 5


def test_two_programs_at_once_make_each_of_them_once(office: Office, mentor: Actor, start: Start) -> None:
    office.settings(remind_leaders=False)
    office.clock.moment = datetime.now(UTC)
    people = [
        known(office, office.person(mentor, first_visit_on=office.clock.today() - timedelta(days=9)))
        for _ in range(30)
    ]
    make(office)
    office.database.execute_sql(
        "UPDATE reminder_days SET day = ?", (str(office.clock.today() - timedelta(days=20)),)
    )
    office.database.execute_sql("DELETE FROM notifications")
    others = [start("remind", office.folder) for _ in range(2)]
    for one in others:
        one.go_on()
    counts = [int(line) for one in others for line in one.rest()]
    today = office.clock.today()
    expected = {
        (mentor.id, person.id, str(NEVER), str(today - timedelta(days=ago)))
        for person in people
        for ago in range(7)  # never contacted for three days
    }
    found = office.rows("SELECT user_id, person_id, kind, day FROM notifications")
    assert len(found) == len(expected) == sum(counts)
    assert set(found) == expected
    assert len(unread(office, mentor)) == 30


# -- read at once, and the past


def unread_kinds(office: Office, user: Actor) -> set[str]:
    """The causes of which the user has not read yet."""
    found = office.controllers.notifications.mine(user, only_unread=True).items
    return {str(one.kind) for one in found if one.kind in REMINDERS}


def test_what_is_ticked_paused_or_closed_is_read_at_once(office: Office, mentor: Actor) -> None:
    controllers = office.controllers

    def told(promises: int = 0) -> tuple[Person, list[FollowUp]]:
        person = waiting_person(office, mentor, 40)
        recorded = [office.follow_up(mentor, person, ago=30, promise=20) for _ in range(promises)]
        make(office)
        assert unread_kinds(office, mentor) == {"waitingTooLong", "nextActionOverdue"} if promises else True
        return person, recorded

    person, (first, second) = told(2)
    controllers.follow_ups.tick_next_action(mentor, first.id)
    assert "nextActionOverdue" in unread_kinds(office, mentor)  # another one is still past due
    controllers.follow_ups.tick_next_action(mentor, second.id)
    assert unread_kinds(office, mentor) == {"waitingTooLong"}
    controllers.persons.set_status(mentor, person.id, {"status": "integrated"})
    assert unread_kinds(office, mentor) == set()
    paused, _none = told()
    assert unread_kinds(office, mentor) == {"neverContacted"}
    controllers.pauses.pause(mentor, paused.id, {"until": day(-3), "reason": "travelling"})
    assert unread_kinds(office, mentor) == set()


def test_the_first_list_makes_no_notices_about_the_past(
    office: Office, mentor: Actor, tmp_path: Path
) -> None:
    def take_in(name: str, *people: tuple[str, int]) -> None:
        rows = [f"{first};Koné;{day(ago)};{mentor.full_name}" for first, ago in people]
        path = tmp_path / name
        path.write_text("\n".join(["Prénom;Nom;Première visite;Mentor", *rows]), "utf-8")
        office.controllers.people_import.run(office.admin(), path)

    take_in("first.csv", ("Awa", 400), ("Ama", 3), ("Ivo", 1))
    assert office.rows("SELECT COUNT(*) FROM persons WHERE mentor_id = ?", mentor.id) == [(3,)]
    make(office)
    assert unread_kinds(office, mentor) == set()
    assert [str(one.kind) for one in office.controllers.notifications.mine(mentor).items] == [
        "peopleAssigned"
    ]
    assert len(office.controllers.waiting.overdue(mentor, 3)) == 2  # the lists show them
    office.pass_time(days=2)
    make(office)  # Ivo's three days are over now: that is no past
    found = office.controllers.notifications.mine(mentor, only_unread=True).items
    assert [one.person.first_name for one in found if one.person] == ["Ivo"]
    take_in("second.csv", ("Zoé", 300))  # a later list is like anybody who is added
    make(office)
    found = office.controllers.notifications.mine(mentor, only_unread=True).items
    assert {one.person.first_name for one in found if one.person} == {"Ivo", "Zoé"}
