"""Pauses: off the overdue lists until a day, and on them again on that day, whatever the clock, the zone and the calendar say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.care.waiting import is_overdue
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound, Refused
from desktop_app.domain.records import Actor, LogEntry, Person
from desktop_app.domain.vocabulary import LogEvent, PauseReason, PersonStatus
from tests.support.office import NOON, TODAY, Office, actor_from, day, fields_of


def pause(office: Office, actor: Actor, person: Person, until: date, **values: object) -> Person:
    """Pause *person*: they travel."""
    return office.controllers.pauses.pause(
        actor, person.id, {"until": until, "reason": PauseReason.TRAVELLING} | values
    )


def waits(office: Office, actor: Actor, person: Person, days: int = 7) -> bool:
    """Whether the person is on the overdue list; every face of it must say the same."""
    waiting = office.controllers.waiting
    listed = [row.person.id for row in waiting.overdue(actor, days)]
    dashboard = waiting.dashboard(actor, days)
    assert [row.person.id for row in dashboard.waiting] == listed
    assert dashboard.counts.waiting == waiting.count(actor, days) == len(listed)
    said = is_overdue(office.get(person), office.clock.today(), days)
    assert said is (person.id in listed)
    return said


@pytest.mark.parametrize(("days", "still"), [(0, True), (1, True), (8, True), (9, False), (10, False)])
def test_until_a_day_means_back_on_that_day(office: Office, mentor: Actor, days: int, *, still: bool) -> None:
    person = office.person(mentor, first_visit_on=day(30))
    assert waits(office, mentor, person)
    paused = pause(office, mentor, person, day(-9), note="In Bouaké.")
    assert (paused.paused_until, paused.pause_reason, paused.pause_note) == (
        day(-9),
        PauseReason.TRAVELLING,
        "In Bouaké.",
    )
    office.pass_time(days=days)
    assert office.get(person).is_paused(office.clock.today()) is still
    assert waits(office, mentor, person) is not still
    rows = office.controllers.waiting.paused(mentor)
    assert [(row.person.id, row.until, row.days) for row in rows] == (
        [(person.id, day(-9), 30 + days)] if still else []
    )
    assert office.controllers.waiting.dashboard(mentor, 7).counts.paused == len(rows)
    assert office.problems() == ()


@pytest.mark.parametrize(
    ("zone", "moment", "paused"),
    [
        ("Africa/Abidjan", datetime(2026, 12, 2, 23, 59, tzinfo=UTC), True),
        ("Africa/Abidjan", datetime(2026, 12, 3, 0, 0, tzinfo=UTC), False),
        ("Asia/Tokyo", datetime(2026, 12, 2, 14, 59, tzinfo=UTC), True),
        ("Asia/Tokyo", datetime(2026, 12, 2, 15, 0, tzinfo=UTC), False),
        ("America/Toronto", datetime(2026, 12, 3, 4, 59, tzinfo=UTC), True),
        ("America/Toronto", datetime(2026, 12, 3, 5, 0, tzinfo=UTC), False),
    ],
)
def test_the_day_begins_where_the_office_is(
    office: Office, mentor: Actor, zone: str, moment: datetime, *, paused: bool
) -> None:
    person = office.person(mentor, first_visit_on=day(30))
    office.settings(time_zone=zone)
    pause(office, mentor, person, date(2026, 12, 3))
    office.clock.moment = moment
    assert waits(office, mentor, person) is not paused
    assert len(office.controllers.waiting.paused(mentor)) == int(paused)


@pytest.mark.parametrize(
    ("today", "until", "listed_on"),
    [
        (date(2028, 2, 27), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2027, 2, 27), date(2027, 3, 1), date(2027, 3, 1)),
        (date(2026, 12, 30), date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 3, 27), date(2027, 3, 29), date(2027, 3, 29)),  # the clocks go on in Paris between
    ],
)
def test_ends_of_months_and_clock_changes(
    data_folder: Path, today: date, until: date, listed_on: date
) -> None:
    office = Office(data_folder, datetime(today.year, today.month, today.day, 23, 30, tzinfo=UTC))
    try:
        office.settings(time_zone="Europe/Paris")
        office.clock.moment -= timedelta(hours=12)  # before midnight there too
        pastor = office.user("pastor")
        person = office.person(first_visit_on=today - timedelta(days=20))
        pause(office, pastor, person, until)
        while not waits(office, pastor, person):
            office.pass_time(hours=6)
        assert office.clock.today() == listed_on
        assert office.clock.local(office.clock.now()).hour < 7
    finally:
        office.application.close()


def test_a_pause_lasts_over_a_restart_and_ends_while_the_program_is_off(
    office: Office, mentor: Actor
) -> None:
    person = office.person(mentor, first_visit_on=day(30))
    pause(office, mentor, person, day(-2))
    office.restart()
    assert not waits(office, mentor, person)
    office.application.close()
    office.clock = FixedClock(NOON + timedelta(days=2))
    office.restart()
    assert waits(office, mentor, person)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, {"until": "required", "reason": "required"}),
        ({"until": TODAY, "reason": "other"}, {"until": "past"}),
        ({"until": day(1), "reason": "other"}, {"until": "past"}),
        ({"until": "soon", "reason": "on holiday"}, None),
        ({"until": day(-1), "reason": "other", "note": "x" * 501}, {"note": "too_long"}),
    ],
)
def test_what_cannot_be_is_refused(
    office: Office, person: Person, mentor: Actor, values: dict[str, object], wrong: dict[str, str] | None
) -> None:
    with pytest.raises(Invalid) as raised:
        office.controllers.pauses.pause(mentor, person.id, values)
    assert set(fields_of(raised.value)) == {"until", "reason"} if wrong is None else wrong
    if wrong is not None:
        assert fields_of(raised.value) == wrong
    assert office.get(person).paused_until is None


@pytest.mark.parametrize("reason", PauseReason)
def test_every_reason_is_kept_and_listed(office: Office, mentor: Actor, reason: PauseReason) -> None:
    person = office.person(mentor, first_visit_on=day(30))
    pause(office, mentor, person, day(-3), reason=reason, note="  said on the phone ")
    (row,) = office.controllers.waiting.paused(mentor)
    assert (row.reason, row.note, row.until, row.days) == (reason, "said on the phone", day(-3), 30)


def _pauses_in_the_log(office: Office, person: Person) -> list[LogEntry]:
    kept = (LogEvent.PERSON_PAUSED, LogEvent.PERSON_RESUMED)
    found = office.controllers.activity.of_person(office.admin(), person.id, 100)
    return [one for one in found if one.event in kept][::-1]


def test_the_log_says_who_paused_and_who_ended_it(
    office: Office, person: Person, mentor: Actor, pastor: Actor
) -> None:
    pause(office, mentor, person, day(-9), note="In Bouaké.")
    pause(office, mentor, person, day(-9), note="In Bouaké.")  # nothing changed: nothing to tell
    pause(office, pastor, person, day(-12), reason="handed_over", note="In Bouaké.")
    version = office.get(person).version
    resumed = office.controllers.pauses.resume(pastor, person.id)
    assert (resumed.paused_until, resumed.pause_reason, resumed.pause_note) == (None, None, "")
    assert resumed.version == version == person.version  # no conflict with who edits the person just now
    first, second, third = _pauses_in_the_log(office, person)
    assert (first.event, first.actor and first.actor.id) == (LogEvent.PERSON_PAUSED, mentor.id)
    assert first.after == {
        "paused_until": day(-9).isoformat(),
        "pause_reason": "travelling",
        "pause_note": "In Bouaké.",
    }
    assert second.after == {"paused_until": day(-12).isoformat(), "pause_reason": "handed_over"}
    assert (third.event, third.actor and third.actor.id) == (LogEvent.PERSON_RESUMED, pastor.id)
    assert third.before["paused_until"] == day(-12).isoformat()


def test_who_is_not_paused_cannot_come_back(office: Office, person: Person, mentor: Actor) -> None:
    with pytest.raises(Refused):
        office.controllers.pauses.resume(mentor, person.id)
    pause(office, mentor, person, day(-1))
    office.pass_time(days=1)  # over by itself
    with pytest.raises(Refused):
        office.controllers.pauses.resume(mentor, person.id)


def test_the_deleted_the_unknown_and_those_of_others(
    office: Office, person: Person, mentor: Actor, other_mentor: Actor, admin: Actor
) -> None:
    with pytest.raises(NotAllowed):
        pause(office, other_mentor, person, day(-1))
    office.controllers.persons.delete(admin, person.id)
    with pytest.raises(NotFound):
        pause(office, mentor, person, day(-1))
    with pytest.raises(NotFound):
        office.controllers.pauses.resume(mentor, 4711)


def test_only_who_would_wait_is_listed_as_paused(office: Office, mentor: Actor, pastor: Actor) -> None:
    late, fresh = (
        office.person(mentor, first_visit_on=day(30)),
        office.person(mentor, first_visit_on=day(2)),
    )
    nobodys, integrated = (
        office.person(first_visit_on=day(20)),
        office.person(mentor, status=PersonStatus.INTEGRATED, first_visit_on=day(20)),
    )
    for number, person in enumerate((late, fresh, nobodys, integrated)):
        pause(office, pastor, person, day(-9 + number))
    waiting = office.controllers.waiting
    assert [row.person.id for row in waiting.paused(pastor)] == [nobodys.id, fresh.id, late.id]
    assert [row.person.id for row in waiting.paused(pastor, 7)] == [nobodys.id, late.id]
    assert [row.person.id for row in waiting.paused(pastor, 0, mentor.id)] == [fresh.id, late.id]
    assert [row.person.id for row in waiting.paused(mentor)] == [fresh.id, late.id]
    assert [row.person.id for row in waiting.paused(pastor, limit=1)] == [nobodys.id]
    assert waiting.dashboard(pastor, 7).counts.paused == 3
    assert waiting.overdue(pastor, 0) == ()


def test_what_was_promised_to_the_paused_stays_listed(office: Office, mentor: Actor, person: Person) -> None:
    office.follow_up(mentor, person, ago=10, promise=2)
    office.follow_up(mentor, person, ago=10, promise=-2)
    pause(office, mentor, person, day(-9))
    dashboard = office.controllers.waiting.dashboard(mentor, 7)
    assert (dashboard.counts.past_due, dashboard.counts.coming_up) == (1, 1)
    assert len(office.controllers.waiting.upcoming_actions(mentor, 7, None)) == 1


@pytest.mark.parametrize(
    ("reason", "outcome", "ends"),
    [
        ("not_reached", "positive", True),
        ("not_reached", "neutral", True),
        ("not_reached", "negative", True),
        ("not_reached", "no_contact", False),
        ("travelling", "positive", False),
    ],
)
def test_whoever_was_reached_need_not_be_tried_again(
    office: Office, mentor: Actor, person: Person, reason: str, outcome: str, *, ends: bool
) -> None:
    pause(office, mentor, person, day(-4), reason=reason)
    office.follow_up(mentor, person, outcome=outcome)
    assert office.get(person).is_paused(TODAY) is not ends
    assert [one.event for one in _pauses_in_the_log(office, person)] == (
        [LogEvent.PERSON_PAUSED, LogEvent.PERSON_RESUMED] if ends else [LogEvent.PERSON_PAUSED]
    )


def test_a_list_a_search_and_the_page_say_until_when(office: Office, mentor: Actor, person: Person) -> None:
    pause(office, mentor, person, day(-9))
    persons = office.controllers.persons
    from desktop_app.controllers.persons import PersonFilter  # noqa: PLC0415 - beside its only use

    (listed,) = persons.list(mentor, PersonFilter()).items
    (found,) = persons.find(mentor, person.last_name)
    assert listed.paused_until == found.paused_until == day(-9)
    assert listed.is_paused(TODAY)
    assert not listed.is_paused(day(-9))


def test_the_committee_may_pause_and_a_new_administrator_too(
    office: Office, person: Person, committee: Actor
) -> None:
    for number, actor in enumerate((committee, actor_from(office.user("admin")))):
        paused = pause(office, actor, person, day(-1 - number))
        assert paused.paused_until == day(-1 - number)
