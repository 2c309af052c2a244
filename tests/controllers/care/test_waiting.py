"""Who has been waiting too long, which next actions are due, a mentor's figures: day by day, zone by zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.clock import Clock, FixedClock, system_zone_name, zone, zone_names
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus
from tests.support.office import TODAY, Office, day, fields_of, follow_up_values

# -- overdue


@pytest.mark.parametrize(("ago", "waits"), [(6, False), (7, True), (8, True)])
def test_at_least_the_threshold_counts(office: Office, mentor: Actor, *, ago: int, waits: bool) -> None:
    contacted = office.person(mentor, first_visit_on=day(100))
    office.follow_up(mentor, contacted, ago=ago)
    never = office.person(mentor, first_visit_on=day(ago))
    rows = office.controllers.waiting.overdue(mentor, 7)
    assert [row.person.id for row in rows] == ([contacted.id, never.id] if waits else [])
    assert all((row.days, row.threshold) == (ago, 7) for row in rows)
    assert office.controllers.waiting.dashboard(mentor, 7).counts.waiting == len(rows)


def test_a_row_says_why_it_is_there(office: Office, mentor: Actor) -> None:
    never = office.person(mentor, first_visit_on=day(30), phone="07 08")
    contacted = office.person(mentor, first_visit_on=day(30))
    office.follow_up(mentor, contacted, ago=10, interaction_type="visit", outcome="neutral")
    office.follow_up(mentor, contacted, ago=20, interaction_type="call", outcome="negative")  # recorded later
    first, second = office.controllers.waiting.overdue(mentor, 7)
    assert (first.person.id, first.phone, first.days, first.status) == (never.id, "07 08", 30, "to_visit")
    assert (first.last_contact_on, first.last_type, first.last_outcome) == (None, None, None)
    assert first.first_visit_on == day(30)
    assert first.mentor is not None
    assert first.mentor.id == mentor.id
    assert (second.person.id, second.days, second.status) == (contacted.id, 10, "in_follow_up")
    assert (second.last_contact_on, second.last_type, second.last_outcome) == (day(10), "visit", "neutral")


@pytest.mark.parametrize(
    ("earlier", "follow_up", "days", "has_outcome"),
    [(20, None, 20, False), (20, 10, 10, True), (10, 20, 10, False), (10, 10, 10, True)],
)
def test_a_contact_from_before_counts_too(
    office: Office, mentor: Actor, *, earlier: int, follow_up: int | None, days: int, has_outcome: bool
) -> None:
    person = office.person(mentor, first_visit_on=day(30))
    office.database.execute_sql(
        "UPDATE persons SET earlier_contact_on = ? WHERE id = ?", (day(earlier), person.id)
    )
    office.controllers.integrity.repair()
    if follow_up is not None:
        office.follow_up(mentor, person, ago=follow_up)
    (row,) = office.controllers.waiting.overdue(mentor, 0)
    assert row.days == days
    assert row.last_contact_on == day(days)
    assert (row.last_outcome is not None) is has_outcome
    assert office.get(person).last_contact_on == day(days)


@pytest.mark.parametrize("status", PersonStatus)
def test_only_waiting_statuses_wait(office: Office, mentor: Actor, status: PersonStatus) -> None:
    person = office.person(mentor, status=status, first_visit_on=day(30))
    waits = status in {"to_visit", "in_follow_up"}
    assert bool(office.controllers.waiting.overdue(mentor, 7)) is waits
    office.controllers.persons.set_status(mentor, person.id, {"status": "integrated"})
    assert office.controllers.waiting.overdue(mentor, 7) == ()
    office.controllers.persons.set_status(mentor, person.id, {"status": "in_follow_up"})
    assert [row.days for row in office.controllers.waiting.overdue(mentor, 7)] == [30]


def test_the_most_overdue_come_first(office: Office, admin: Actor) -> None:
    people = [office.person(first_visit_on=day(ago)) for ago in (8, 20, 7, 20, 3)]
    rows = office.controllers.waiting.overdue(admin, 7)
    assert [row.person.id for row in rows] == [people[place].id for place in (1, 3, 0, 2)]
    assert [row.person.id for row in office.controllers.waiting.overdue(admin, 7, limit=2)] == [
        people[1].id,
        people[3].id,
    ]


def test_persons_without_a_mentor_and_of_an_inactive_one_are_listed(
    office: Office, mentor: Actor, admin: Actor
) -> None:
    nobodys, his = office.person(first_visit_on=day(9)), office.person(mentor, first_visit_on=day(8))
    office.controllers.users.update(admin, mentor.id, {"is_active": False})
    rows = office.controllers.waiting.overdue(admin, 7)
    assert [(row.person.id, row.mentor and row.mentor.id) for row in rows] == [
        (nobodys.id, None),
        (his.id, None),  # a mentor who was switched off counts as none
    ]
    assert office.controllers.waiting.dashboard(admin, 7).counts.without_mentor == 2
    assert [row.person.id for row in office.controllers.waiting.overdue(admin, 7, mentor.id)] == [his.id]


def test_a_client_interaction_is_no_contact_for_this_rule(office: Office, mentor: Actor) -> None:
    person = office.person(mentor, first_visit_on=day(30))
    office.interaction(mentor, person)
    assert [row.days for row in office.controllers.waiting.overdue(mentor, 7)] == [30]


@pytest.mark.parametrize("days", [-1, 3651, 10_000_000])
def test_thresholds_out_of_range_are_refused(office: Office, admin: Actor, days: int) -> None:
    for call in (office.controllers.waiting.overdue, office.controllers.waiting.dashboard):
        with pytest.raises(Invalid) as raised:
            call(admin, days)
        assert fields_of(raised.value) == {"days_threshold": "range"}


def test_thresholds_at_the_edges_are_taken(office: Office, admin: Actor) -> None:
    office.person(first_visit_on=day(3650))
    office.person(first_visit_on=day(0))
    assert [row.days for row in office.controllers.waiting.overdue(admin, 3650)] == [3650]
    assert [row.days for row in office.controllers.waiting.overdue(admin, 0)] == [3650, 0]


# -- next actions


def test_next_actions_are_overdue_before_today_and_coming_from_today(office: Office, mentor: Actor) -> None:
    people = {due: office.person(mentor) for due in (9, 1, 0, -7, -8)}
    for due, person in people.items():
        office.follow_up(mentor, person, ago=10, promise=due, next_action_notes=f"due {due}")
    dashboard = office.controllers.waiting.dashboard(mentor, 3650)
    assert dashboard.past_due is not None
    assert dashboard.coming_up is not None
    assert [one.days for one in dashboard.past_due] == [-9, -1]
    assert [one.days for one in dashboard.coming_up] == [0, 7]
    assert [one.due_on for one in dashboard.coming_up] == [day(0), day(-7)]
    assert [one.notes for one in dashboard.coming_up] == ["due 0", "due -7"]
    assert [one.person.id for one in dashboard.past_due] == [people[9].id, people[1].id]
    assert (dashboard.counts.past_due, dashboard.counts.coming_up) == (2, 2)
    waiting = office.controllers.waiting
    assert [one.days for one in waiting.upcoming_actions(mentor, 8, None)] == [0, 7, 8]
    assert [one.days for one in waiting.upcoming_actions(mentor, 0, None)] == [0]
    assert [one.days for one in waiting.next_actions(mentor, None, day(-365))] == [-9, -1, 0, 7, 8]
    assert [one.days for one in waiting.next_actions(mentor, day(1), day(0), limit=1)] == [-1]


def test_the_last_interaction_of_a_next_action_is_the_persons_latest(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, ago=5, promise=-3)
    office.follow_up(pastor, person, ago=2, interaction_type="meeting", outcome="neutral")
    (action,) = office.controllers.waiting.upcoming_actions(mentor, 7, None)
    assert (action.last_date, action.last_type, action.last_outcome) == (day(2), "meeting", "neutral")
    assert (action.author.id, action.mentor and action.mentor.id) == (mentor.id, mentor.id)
    assert action.id == office.controllers.follow_ups.get(mentor, action.uuid).id


def test_upcoming_actions_are_of_whoever_is_responsible_today(
    office: Office, mentor: Actor, pastor: Actor, other_mentor: Actor, admin: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, promise=-1)
    office.follow_up(pastor, office.person(), promise=-2)  # nobody's person: the author's

    def upcoming(actor: Actor, whose: Actor) -> list[int]:
        found = office.controllers.waiting.upcoming_actions(actor, 7, whose.uuid)
        figures = office.controllers.follow_ups.statistics(actor, "week", whose.uuid).figures
        if actor in {admin, whose}:
            assert figures.pending_actions == len(found)
        return [one.days for one in found]

    assert upcoming(admin, mentor) == [1]
    assert upcoming(admin, pastor) == [2]
    assert upcoming(mentor, pastor) == [1]  # ignored: a mentor gets their own
    office.controllers.persons.assign(admin, person.id, {"mentor": other_mentor.uuid})
    assert [upcoming(admin, whose) for whose in (mentor, other_mentor)] == [[], [1]]
    assert [upcoming(whose, whose) for whose in (mentor, other_mentor)] == [[], [1]]
    office.controllers.users.update(admin, other_mentor.id, {"is_active": False})
    assert [upcoming(admin, whose) for whose in (mentor, other_mentor)] == [[1], []]
    assert [one.days for one in office.controllers.waiting.next_actions(admin, day(0), day(-7))] == [1, 2]


def test_where_somebody_stands_in_the_next_actions_are_theirs_too(
    office: Office, mentor: Actor, other_mentor: Actor, admin: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, promise=-1)
    absence = {"user": mentor.uuid, "first_on": day(0), "last_on": day(0), "colleague": other_mentor.uuid}
    office.controllers.absences.add(admin, absence)
    office.controllers.users.update(admin, mentor.id, {"is_active": False})
    upcoming = office.controllers.waiting.upcoming_actions
    assert [len(upcoming(admin, 7, whose.uuid)) for whose in (mentor, other_mentor)] == [0, 1]
    office.controllers.follow_ups.record(
        other_mentor,
        {
            "person": person.uuid,
            "interaction_type": "call",
            "interaction_date": day(0),
            "notes": "x",
            "outcome": "no_contact",
        },
    )
    office.pass_time(days=1)  # the absence is over: nobody is responsible, the author has it
    assert [len(upcoming(admin, 7, whose.uuid)) for whose in (mentor, other_mentor)] == [1, 0]


@pytest.mark.parametrize("days", [-1, 366])
def test_horizons_out_of_range_are_refused(
    office: Office, pastor: Actor, committee: Actor, days: int
) -> None:
    with pytest.raises(Invalid) as raised:
        office.controllers.waiting.upcoming_actions(pastor, days, pastor.uuid)
    assert fields_of(raised.value) == {"days": "range"}
    with pytest.raises(NotAllowed):
        office.controllers.waiting.upcoming_actions(committee, days, None)


# -- statistics


@pytest.mark.parametrize(("period", "days"), [("week", 7), ("month", 30), ("year", 365)])
def test_a_period_is_so_many_days_with_today(
    office: Office, mentor: Actor, person: Person, period: str, days: int
) -> None:
    office.follow_up(mentor, person, ago=days)
    assert office.controllers.follow_ups.statistics(mentor, period, None).figures.interactions == 0
    office.follow_up(mentor, person, ago=days - 1)
    office.follow_up(mentor, person, ago=0)
    assert office.controllers.follow_ups.statistics(mentor, period, None).figures.interactions == 2


def test_the_figures_of_a_mentor(
    office: Office, mentor: Actor, pastor: Actor, admin: Actor, person: Person
) -> None:
    other, deleted = office.person(mentor), office.person(mentor)
    office.follow_up(mentor, person, ago=3, interaction_type="visit", promise=1)
    office.follow_up(mentor, person, ago=2, outcome="no_contact", promise=-5)
    office.follow_up(mentor, other, ago=29, promise=-400)
    office.follow_up(mentor, other, ago=60, promise=50)  # recorded later: its next action waits on
    office.follow_up(mentor, deleted, promise=0)
    office.controllers.persons.delete(admin, deleted.id)
    gone = office.follow_up(mentor, other, ago=1, promise=0)
    office.controllers.follow_ups.delete(mentor, gone.id)
    office.follow_up(pastor, person, ago=2)
    month = office.controllers.follow_ups.statistics(pastor, "month", mentor.uuid)
    assert (month.mentor.id, month.period) == (mentor.id, "month")
    figures = month.figures
    assert figures.interactions == 3
    assert figures.by_type == {"visit": 1, "call": 2, "meeting": 0, "other": 0}
    assert figures.by_outcome == {"positive": 2, "neutral": 0, "negative": 0, "no_contact": 1}
    assert figures.active_persons == 2
    assert (figures.pending_actions, figures.overdue_actions) == (2, 2)
    assert set(figures.by_type) == set(FollowUpType)
    assert set(figures.by_outcome) == set(Outcome)
    own = office.controllers.follow_ups.statistics(mentor, "week", uuid4())  # whoever is asked for
    assert (own.figures.interactions, own.figures.active_persons) == (2, 1)
    # as of today, whatever the period
    assert (own.figures.pending_actions, own.figures.overdue_actions) == (2, 2)


def test_unknown_periods_and_mentors(office: Office, pastor: Actor, committee: Actor) -> None:
    statistics = office.controllers.follow_ups.statistics
    with pytest.raises(Invalid) as raised:
        statistics(pastor, "day", pastor.uuid)
    assert fields_of(raised.value) == {"period": "choice"}
    with pytest.raises(Invalid) as raised:
        statistics(pastor, "week", None)
    assert fields_of(raised.value) == {"mentor_id": "required"}
    with pytest.raises(NotFound):
        statistics(pastor, "week", uuid4())
    with pytest.raises(NotAllowed):
        statistics(committee, "day", None)


# -- today


@pytest.mark.parametrize(
    ("zone_name", "moment", "today"),
    [
        ("UTC", "2026-11-20T23:59:59", "2026-11-20"),
        ("Pacific/Auckland", "2026-11-20T10:59", "2026-11-20"),
        ("Pacific/Auckland", "2026-11-20T11:00", "2026-11-21"),
        ("Pacific/Kiritimati", "2026-11-20T10:00", "2026-11-21"),
        ("America/Los_Angeles", "2026-11-20T07:59", "2026-11-19"),
        ("America/Los_Angeles", "2026-11-20T08:00", "2026-11-20"),
        ("Africa/Abidjan", "2026-11-20T23:59", "2026-11-20"),
        # the nights when clocks change
        ("America/Los_Angeles", "2026-03-08T07:59", "2026-03-07"),
        ("America/Los_Angeles", "2026-03-08T08:00", "2026-03-08"),
        ("America/Los_Angeles", "2026-03-09T06:59", "2026-03-08"),
        ("America/Los_Angeles", "2026-03-09T07:00", "2026-03-09"),
        ("America/Los_Angeles", "2026-11-02T07:59", "2026-11-01"),
        ("America/Los_Angeles", "2026-11-02T08:00", "2026-11-02"),
        ("Pacific/Auckland", "2026-09-26T11:59", "2026-09-26"),
        ("Pacific/Auckland", "2026-09-26T12:00", "2026-09-27"),
        ("Pacific/Auckland", "2026-09-27T10:59", "2026-09-27"),
        ("Pacific/Auckland", "2026-09-27T11:00", "2026-09-28"),
        ("Nowhere/Unknown", "2026-11-20T23:59", "2026-11-20"),
    ],
)
def test_today_is_the_organisations(zone_name: str, moment: str, today: str) -> None:
    clock = FixedClock(datetime.fromisoformat(moment).replace(tzinfo=UTC), zone_name)
    assert clock.today() == date.fromisoformat(today)


@pytest.mark.parametrize(
    ("zone_name", "hour", "today"),
    [("Pacific/Auckland", 11, TODAY + timedelta(1)), ("America/Los_Angeles", 7, TODAY - timedelta(1))],
)
def test_at_night_the_rules_go_by_the_organisations_day(
    office: Office, mentor: Actor, zone_name: str, hour: int, today: date
) -> None:
    office.settings(time_zone=zone_name)
    office.clock.moment = office.clock.moment.replace(hour=hour)
    person = office.person(mentor)
    assert person.first_visit_on == today
    values = follow_up_values(person)
    with pytest.raises(Invalid) as raised:
        office.controllers.follow_ups.record(mentor, values | {"interaction_date": today + timedelta(1)})
    assert fields_of(raised.value) == {"interaction_date": "future"}
    office.controllers.follow_ups.record(
        mentor,
        values | {"interaction_date": today, "next_action_needed": True, "next_action_date": today},
    )
    assert [row.days for row in office.controllers.waiting.overdue(mentor, 0)] == [0]
    assert [one.days for one in office.controllers.waiting.upcoming_actions(mentor, 0, None)] == [0]
    assert office.controllers.follow_ups.statistics(mentor, "week", None).figures.interactions == 1
    office.restart()
    assert office.clock.zone_name == zone_name
    assert office.clock.today() == today


def test_the_clock_is_exact_to_the_millisecond_and_never_fails() -> None:
    clock = FixedClock(datetime(2026, 11, 20, 12, 0, 0, 123_999, tzinfo=UTC), "Pacific/Auckland")
    assert clock.now() == datetime(2026, 11, 20, 12, 0, 0, 123_000, tzinfo=UTC)
    assert clock.local(clock.now()).isoformat() == "2026-11-21T01:00:00.123000+13:00"
    assert clock.from_wall(datetime(2026, 11, 21, 1, 0)) == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # noqa: DTZ001
    for end in (datetime.min, datetime.max):  # noqa: DTZ901
        for name in ("Pacific/Auckland", "America/Los_Angeles"):
            clock.zone_name = name
            assert abs(
                clock.local(end.replace(tzinfo=UTC)).replace(tzinfo=UTC) - end.replace(tzinfo=UTC)
            ) <= timedelta(1)
            assert abs(clock.from_wall(end) - end.replace(tzinfo=UTC)) <= timedelta(1)


def test_the_real_clock_tells_this_moment() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    assert before <= Clock().now() <= datetime.now(UTC)


def test_zones_are_those_that_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    names = zone_names()
    assert {"Africa/Abidjan", "America/Los_Angeles", "Pacific/Auckland"} <= set(names)
    assert list(names) == sorted(names)
    assert not any(name.startswith("Etc/") for name in names)
    assert zone("Nowhere/Unknown") is UTC
    monkeypatch.setenv("TZ", ":Africa/Abidjan")
    assert system_zone_name() == "Africa/Abidjan"
    monkeypatch.setenv("TZ", "EST5EDT4,M3.2.0")
    assert system_zone_name() == "UTC"


def test_a_period_turned_round_is_refused_in_scrolling_too(
    office: Office, mentor: Actor, person: Person
) -> None:
    last = office.follow_up(mentor, person)
    with pytest.raises(Invalid):
        office.controllers.follow_ups.list_after(
            mentor, FollowUpFilter(date_from=day(0), date_to=day(1)), last
        )
