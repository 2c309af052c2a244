"""Absences: a colleague looks after the people of whoever is away, everywhere and only meanwhile; nothing is reassigned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desktop_app.controllers.client_interactions import InteractionFilter
from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound
from desktop_app.domain.records import Absence, Actor, Person
from desktop_app.domain.vocabulary import Role
from tests.support.office import Office, day, fields_of


@pytest.fixture
def paul(office: Office) -> Actor:
    """The mentor who goes away."""
    return office.user(Role.MENTOR, "Paul")


@pytest.fixture
def jean(mentor: Actor) -> Actor:
    """The colleague who is chosen."""
    return mentor


def away(
    office: Office, user: Actor, colleague: Actor, first: int = 0, last: int = -5, by: Actor | None = None
) -> Absence:
    """*user* is away from *first* to *last* days ago (negative: still to come)."""
    return office.controllers.absences.add(
        by or user,
        {"user": user.uuid, "first_on": day(first), "last_on": day(last), "colleague": colleague.uuid},
    )


def seen(office: Office, actor: Actor) -> set[int]:
    """The persons whom *actor* is shown in the list of people; the overdue list at 0 days must say the same."""
    listed = {one.id for one in office.controllers.persons.list(actor, PersonFilter()).items}
    assert {row.person.id for row in office.controllers.waiting.overdue(actor, 0)} == listed
    assert office.controllers.waiting.dashboard(actor, 0).counts.waiting == len(listed)
    assert office.controllers.waiting.count(actor, 0) == len(listed)
    return listed


# -- when


@pytest.mark.parametrize(
    ("days", "looks_after"),
    [(0, False), (1, False), (2, True), (4, True), (5, True), (6, False), (300, False)],
)
def test_from_the_first_day_to_the_last_and_no_longer(
    office: Office, paul: Actor, jean: Actor, days: int, *, looks_after: bool
) -> None:
    his, hers = office.person(paul), office.person(jean)
    away(office, paul, jean, first=-2, last=-5)
    office.pass_time(days=days)
    assert seen(office, jean) == ({his.id, hers.id} if looks_after else {hers.id})
    assert seen(office, paul) == {his.id}  # who is away still sees their own
    whose = office.get(his).mentor
    assert whose is not None
    assert whose.id == paul.id
    assert office.problems() == ()


@pytest.mark.parametrize(
    ("zone", "moment", "looks_after"),
    [
        ("Pacific/Auckland", datetime(2026, 12, 2, 10, 59, tzinfo=UTC), False),
        ("Pacific/Auckland", datetime(2026, 12, 2, 11, 0, tzinfo=UTC), True),
        ("Pacific/Auckland", datetime(2026, 12, 3, 10, 59, tzinfo=UTC), True),
        ("Pacific/Auckland", datetime(2026, 12, 3, 11, 0, tzinfo=UTC), False),
        ("America/Toronto", datetime(2026, 12, 3, 4, 59, tzinfo=UTC), False),
        ("America/Toronto", datetime(2026, 12, 4, 4, 59, tzinfo=UTC), True),
        ("America/Toronto", datetime(2026, 12, 4, 5, 0, tzinfo=UTC), False),
    ],
)
def test_the_days_are_those_of_the_office(
    office: Office, paul: Actor, jean: Actor, zone: str, moment: datetime, *, looks_after: bool
) -> None:
    his = office.person(paul)
    office.settings(time_zone=zone)
    only = date(2026, 12, 3)
    office.controllers.absences.add(
        paul, {"user": paul.uuid, "first_on": only, "last_on": only, "colleague": jean.uuid}
    )
    office.clock.moment = moment
    assert seen(office, jean) == ({his.id} if looks_after else set())


def test_the_twenty_ninth_of_february_is_a_day_like_others(office: Office, paul: Actor, jean: Actor) -> None:
    his = office.person(paul)
    days = {"first_on": date(2028, 2, 29), "last_on": date(2028, 2, 29)}
    office.controllers.absences.add(paul, {"user": paul.uuid, "colleague": jean.uuid} | days)
    found = {}
    for on in (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)):
        office.clock.moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        found[on.day] = seen(office, jean) == {his.id}
    assert found == {28: False, 29: True, 1: False}


def test_taken_back_it_is_over_at_once(office: Office, paul: Actor, jean: Actor) -> None:
    his = office.person(paul)
    noted = away(office, paul, jean)
    assert seen(office, jean) == {his.id}
    assert office.controllers.absences.end(paul, noted.id) == noted
    assert seen(office, jean) == set()
    with pytest.raises(NotFound):
        office.controllers.absences.end(paul, noted.id)
    away(office, paul, jean)  # the days are free again


# -- chains and rings


def _people(office: Office, *mentors: Actor) -> dict[int, int]:
    return {one.id: office.person(one).id for one in mentors}


def test_of_a_chain_the_last_one_who_is_here_looks_after_all(office: Office, pastor: Actor) -> None:
    one, two, three = (office.user(Role.MENTOR) for _ in range(3))
    his = _people(office, one, two, three)
    away(office, one, two)
    assert seen(office, two) == {his[one.id], his[two.id]}
    away(office, two, three, last=-3)
    assert seen(office, three) == set(his.values())
    assert seen(office, two) == {his[two.id]}
    away(office, three, pastor, last=-1)
    assert seen(office, three) == {his[three.id]}
    substitutes = {found.user.id: found.substitute for found in office.controllers.absences.today(pastor)}
    assert {key: name and name.id for key, name in substitutes.items()} == dict.fromkeys(his, pastor.id)
    office.pass_time(days=2)  # three is back
    assert seen(office, three) == set(his.values())
    office.pass_time(days=2)  # two is back
    assert seen(office, two) == {his[one.id], his[two.id]}
    office.pass_time(days=2)
    assert [seen(office, mentor) for mentor in (one, two, three)] == [{key} for key in his.values()]


@pytest.mark.parametrize("size", [2, 3, 4])
def test_of_a_ring_everybodys_people_are_somebodys(office: Office, size: int) -> None:
    ring = [office.user(Role.MENTOR) for _ in range(size)]
    outside = office.user(Role.MENTOR)
    his = _people(office, outside, *ring)
    for place, one in enumerate(ring):
        away(office, one, ring[(place + 1) % size])
    away(office, outside, ring[0])
    shown = [seen(office, one) for one in ring]
    assert set().union(*shown) == set(his.values())
    assert sum(his[outside.id] in one for one in shown) == 1
    assert all(his[one.id] in mine for one, mine in zip(ring, shown, strict=True))
    for one in ring:  # in the ring's own order, whoever asks
        (mine,) = [found for found in office.controllers.absences.today(one) if found.user.id == one.id]
        assert mine.substitute is not None
        assert mine.substitute.id != one.id


def test_a_colleague_who_was_switched_off_looks_after_nobody(
    office: Office, paul: Actor, jean: Actor, admin: Actor
) -> None:
    office.person(paul)
    away(office, paul, jean)
    office.controllers.users.update(admin, jean.id, {"is_active": False})
    (found,) = office.controllers.absences.today(admin)
    assert found.substitute is None
    (row,) = office.controllers.waiting.overdue(admin, 0)
    assert row.looked_after_by is None


# -- what the colleague may do


DEEDS: dict[str, Callable[[Office, Actor, Person], object]] = {
    "open": lambda office, actor, person: office.controllers.persons.get(actor, person.id),
    "edit": lambda office, actor, person: office.controllers.persons.update(
        actor, person.id, {"commune": "Cocody"}
    ),
    "set the status": lambda office, actor, person: office.controllers.persons.set_status(
        actor, person.id, {"status": "integrated"}
    ),
    "pause": lambda office, actor, person: office.controllers.pauses.pause(
        actor, person.id, {"until": day(-9), "reason": "travelling"}
    ),
    "record": lambda office, actor, person: office.follow_up(actor, person),
    "record an interaction": lambda office, actor, person: office.interaction(actor, person),
    "read the timeline": lambda office, actor, person: office.controllers.timeline.of_person(
        actor, person.id
    ),
    "read the log": lambda office, actor, person: office.controllers.activity.of_person(actor, person.id, 10),
    "read the interactions": lambda office, actor, person: office.controllers.client_interactions.of_person(
        actor, person.id
    ),
    "read a follow-up": lambda office, actor, person: office.controllers.follow_ups.get(
        actor, office.follow_up(office.admin(), person).id
    ),
    "tick a next action": lambda office, actor, person: office.controllers.follow_ups.tick_next_action(
        actor, office.follow_up(office.admin(), person, ago=3, promise=1).id
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_the_colleague_may_do_what_the_mentor_may_and_only_meanwhile(
    office: Office, paul: Actor, jean: Actor, other_mentor: Actor, deed: str
) -> None:
    his = office.person(paul, first_visit_on=day(20))
    away(office, paul, jean, first=-1, last=-2)
    with pytest.raises(NotAllowed):
        DEEDS[deed](office, jean, his)
    office.pass_time(days=1)
    DEEDS[deed](office, jean, his)
    with pytest.raises(NotAllowed):
        DEEDS[deed](office, other_mentor, his)
    office.pass_time(days=2)
    with pytest.raises(NotAllowed):
        DEEDS[deed](office, jean, his)


def test_neither_assigning_nor_deleting_comes_with_it(office: Office, paul: Actor, jean: Actor) -> None:
    his = office.person(paul)
    away(office, paul, jean)
    with pytest.raises(NotAllowed):
        office.controllers.persons.assign(jean, his.id, {"mentor": jean.uuid})
    with pytest.raises(NotAllowed):
        office.controllers.persons.delete(jean, his.id)


def test_every_list_shows_them_and_says_whose_they_are(office: Office, paul: Actor, jean: Actor) -> None:
    his = office.person(paul, first_name="Zoé", first_visit_on=day(30))
    follow_up = office.follow_up(paul, his, ago=20, promise=2)
    coming = office.follow_up(paul, his, ago=20, promise=-2)
    interaction = office.interaction(paul, his)
    away(office, paul, jean)
    controllers = office.controllers
    assert [one.id for one in controllers.persons.find(jean, "zoe")] == [his.id]
    assert {one.id for one in controllers.follow_ups.list(jean, FollowUpFilter()).items} == {
        follow_up.id,
        coming.id,
    }
    assert [one.id for one in controllers.client_interactions.list(jean, InteractionFilter()).items] == [
        interaction.id
    ]
    dashboard = controllers.waiting.dashboard(jean, 7)
    (row,) = dashboard.waiting
    assert row.mentor is not None
    assert (row.mentor.id, row.looked_after_by and row.looked_after_by.id) == (paul.id, jean.id)
    assert dashboard.past_due is not None
    assert dashboard.coming_up is not None
    (due,), (soon,) = dashboard.past_due, dashboard.coming_up
    assert [one.looked_after_by and one.looked_after_by.id for one in (due, soon)] == [jean.id, jean.id]
    assert [one.id for one in controllers.waiting.upcoming_actions(jean, 7, None)] == [coming.id]
    controllers.pauses.pause(jean, his.id, {"until": day(-9), "reason": "other"})
    (paused,) = controllers.waiting.paused(jean)
    assert paused.looked_after_by is not None
    assert paused.looked_after_by.id == jean.id


def test_the_figures_stay_each_ones_own(office: Office, paul: Actor, jean: Actor, admin: Actor) -> None:
    his = office.person(paul, first_visit_on=day(30))
    office.follow_up(paul, his, ago=2, promise=-2)
    statistics = office.controllers.follow_ups.statistics
    before = [statistics(admin, "week", one.uuid) for one in (paul, jean)]
    away(office, paul, jean)
    during = [statistics(admin, "week", one.uuid).figures for one in (paul, jean)]
    assert during[0] == before[0].figures
    assert during[1] == replace(before[1].figures, pending_actions=1)  # the next action is theirs as well
    office.follow_up(jean, his)
    assert statistics(jean, "week", None).figures.interactions == 1
    assert statistics(paul, "week", None).figures.interactions == before[0].figures.interactions == 1
    mentors = {one.id: one.active_persons for one in office.controllers.mentors.list(admin)}
    assert (mentors[paul.id], mentors[jean.id]) == (1, 0)


def test_a_filter_by_mentor_shows_whom_they_look_after(
    office: Office, paul: Actor, jean: Actor, admin: Actor, other_mentor: Actor
) -> None:
    his, hers = office.person(paul), office.person(jean)
    away(office, paul, jean)
    waiting = office.controllers.waiting

    def listed(actor: Actor, whose: Actor) -> set[int]:
        return {row.person.id for row in waiting.overdue(actor, 0, whose.uuid)}

    assert listed(admin, jean) == {his.id, hers.id}
    assert listed(admin, paul) == {his.id}
    assert listed(jean, jean) == {his.id, hers.id}
    assert listed(jean, paul) == {his.id}
    assert listed(jean, other_mentor) == set()
    assert listed(other_mentor, paul) == set()
    with pytest.raises(NotAllowed):
        waiting.dashboard(other_mentor, 0, paul.id)


# -- noting them


def test_who_is_told_and_what_is_kept(office: Office, paul: Actor, jean: Actor, admin: Actor) -> None:
    noted = office.controllers.absences.add(
        paul,
        {
            "user": paul.uuid,
            "first_on": day(-3),
            "last_on": day(-9),
            "colleague": jean.uuid,
            "note": " Wedding in Korhogo ",
        },
    )
    assert (noted.user.id, noted.colleague.id) == (paul.id, jean.id)
    assert (noted.first_on, noted.last_on, noted.note) == (day(-3), day(-9), "Wedding in Korhogo")
    (told,) = office.controllers.notifications.mine(jean).items
    assert str(told.kind) == "colleagueAway"
    assert told.by is not None
    assert told.by.id == paul.id
    assert office.controllers.notifications.mine(paul).items == ()
    events = [row[0] for row in office.rows("SELECT event FROM activity_log WHERE event LIKE 'absence%'")]
    assert events == ["absenceSet"]
    office.controllers.absences.end(admin, noted.id)
    events = [row[0] for row in office.rows("SELECT event FROM activity_log WHERE event LIKE 'absence%'")]
    assert events == ["absenceSet", "absenceEnded"]


def test_who_sees_which_absences(
    office: Office, paul: Actor, jean: Actor, other_mentor: Actor, pastor: Actor, committee: Actor
) -> None:
    his = away(office, paul, jean)
    later = away(office, jean, paul, first=-20, last=-21)
    over = away(office, other_mentor, jean, first=0, last=0)
    office.pass_time(days=1)
    absences = office.controllers.absences
    assert [one.id for one in absences.list(pastor)] == [his.id, later.id]
    assert [one.id for one in absences.list(paul)] == [his.id]
    assert [one.id for one in absences.list(jean)] == [later.id]
    assert absences.list(other_mentor) == ()
    with pytest.raises(NotAllowed):
        absences.list(committee)
    assert [one.id for one in absences.today(committee)] == [his.id]
    assert [one.id for one in absences.today(jean)] == [his.id]
    assert [one.id for one in absences.today(paul)] == [his.id]
    assert absences.today(other_mentor) == ()
    assert over.id not in {one.id for one in absences.list(pastor)}


def test_why_somebody_is_away_is_not_everybodys_business(
    office: Office, paul: Actor, jean: Actor, pastor: Actor, committee: Actor
) -> None:
    values = {"first_on": day(0), "last_on": day(-1), "colleague": jean.uuid, "note": "An operation."}
    office.controllers.absences.add(paul, {"user": paul.uuid} | values)
    notes = {
        actor.id: [one.note for one in office.controllers.absences.today(actor)]
        for actor in (paul, pastor, jean, committee)
    }
    assert notes == {
        paul.id: ["An operation."],
        pastor.id: ["An operation."],
        jean.id: [""],
        committee.id: [""],
    }


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (0, -5, "first_on"),  # the same days
        (-5, -9, "first_on"),  # the last day is the other one's first
        (3, 0, "first_on"),
        (10, -20, "first_on"),
        (-2, -3, "first_on"),
        (-6, -9, None),
        (-3, -2, "last_on"),
    ],
)
def test_days_that_cannot_be_are_refused(
    office: Office, paul: Actor, jean: Actor, first: int, last: int, field: str | None
) -> None:
    away(office, paul, jean)
    if field is None:
        away(office, paul, jean, first=first, last=last)
        return
    with pytest.raises(Invalid) as raised:
        away(office, paul, jean, first=first, last=last)
    assert set(fields_of(raised.value)) == {field}


def test_who_can_look_after_people(
    office: Office, paul: Actor, jean: Actor, admin: Actor, pastor: Actor, committee: Actor
) -> None:
    office.controllers.users.update(admin, jean.id, {"is_active": False})
    for colleague in (jean, admin, committee, paul):
        with pytest.raises(Invalid) as raised:
            away(office, paul, colleague)
        assert set(fields_of(raised.value)) == {"colleague"}
    with pytest.raises(Invalid) as raised:
        away(office, committee, pastor, by=admin)
    assert set(fields_of(raised.value)) == {"user"}
    with pytest.raises(Invalid) as raised:
        office.controllers.absences.add(paul, {})
    assert set(fields_of(raised.value)) == {"user", "first_on", "last_on", "colleague"}
    assert away(office, paul, pastor).colleague.id == pastor.id


def test_a_mentor_notes_their_own_only_and_ends_their_own_only(
    office: Office, paul: Actor, jean: Actor, pastor: Actor
) -> None:
    with pytest.raises(NotAllowed):
        away(office, paul, jean, by=jean)
    noted = away(office, paul, jean, by=pastor)
    with pytest.raises(NotFound):
        office.controllers.absences.end(jean, noted.id)
    office.controllers.absences.end(paul, noted.id)
