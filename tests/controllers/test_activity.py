"""The activity log: each event once, with before and after; announcements after the commit; the timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.domain.errors import Conflict, DomainError, Invalid, NotAllowed
from desktop_app.domain.records import Actor, Changed, LogEntry, Person
from desktop_app.domain.vocabulary import LogEvent
from tests.support.finding import there
from tests.support.office import NOON, Office, day

Deed = Callable[[Office, Actor, Person], object]
Line = tuple[str, dict[str, Any], dict[str, Any]]

RECORDED = {
    "interaction_type": "call",
    "interaction_date": "2026-11-20",
    "notes": "Spoke on the phone.",
    "outcome": "positive",
    "next_action_needed": True,
    "next_action_date": "2026-11-22",
    "next_action_notes": "",
}

DEEDS: dict[str, tuple[Deed, list[Line]]] = {
    "a follow-up": (
        lambda office, actor, person: office.follow_up(actor, person, promise=-2),
        [
            (LogEvent.FOLLOW_UP_CREATED, {}, RECORDED),
            (LogEvent.STATUS_CHANGED, {"status": "to_visit"}, {"status": "in_follow_up"}),
        ],
    ),
    "a change": (
        lambda office, actor, person: office.controllers.follow_ups.update(
            actor,
            office.follow_up(actor, person, promise=-2).id,
            {"outcome": "neutral", "nextActionNeeded": False},
        ),
        [
            (
                LogEvent.FOLLOW_UP_UPDATED,
                {"outcome": "positive", "next_action_needed": True, "next_action_date": "2026-11-22"},
                {"outcome": "neutral", "next_action_needed": False, "next_action_date": None},
            )
        ],
    ),
    "a tick": (
        lambda office, actor, person: office.controllers.follow_ups.tick_next_action(
            actor, office.follow_up(actor, person, promise=-2).id
        ),
        [(LogEvent.NEXT_ACTION_DONE, {}, {"next_action_date": "2026-11-22"})],
    ),
    "a deletion": (
        lambda office, actor, person: office.controllers.follow_ups.restore(
            actor, office.controllers.follow_ups.delete(actor, office.follow_up(actor, person).id).id
        ),
        [(LogEvent.FOLLOW_UP_RESTORED, {}, {}), (LogEvent.FOLLOW_UP_DELETED, {}, {})],
    ),
    "a person's details": (
        lambda office, actor, person: office.controllers.persons.update(
            actor, person.id, {"phone": "0707", "gender": "F", "firstVisitDate": "2026-11-01"}
        ),
        [
            (
                LogEvent.PERSON_UPDATED,
                {"gender": None, "phone": "", "first_visit_on": "2026-11-20"},
                {"gender": "F", "phone": "0707", "first_visit_on": "2026-11-01"},
            )
        ],
    ),
}


def lines(entries: tuple[LogEntry, ...]) -> list[Line]:
    return [(entry.event, dict(entry.before), dict(entry.after)) for entry in entries]


@pytest.mark.parametrize("what", DEEDS)
def test_a_deed_is_in_the_log_with_before_and_after(
    office: Office, mentor: Actor, person: Person, what: str
) -> None:
    deed, expected = DEEDS[what]
    deed(office, mentor, person)
    entries = office.controllers.activity.of_person(mentor, person.id)[: len(expected)]
    assert sorted(lines(entries), key=repr) == sorted(expected, key=repr)
    assert {entry.actor and entry.actor.id for entry in entries} == {mentor.id}
    assert {(entry.at, entry.person_id) for entry in entries} == {(NOON, person.id)}


def test_a_new_person_is_logged_with_what_was_entered(office: Office, committee: Actor) -> None:
    person = office.person(by=committee, phone="0707")
    (entry,) = office.controllers.activity.of_person(committee, person.id)
    assert entry.event is LogEvent.PERSON_CREATED
    assert entry.before == {}
    assert entry.after["phone"] == "0707"
    assert entry.after["first_name"] == "Marie"
    assert entry.after["first_visit_on"] == "2026-11-20"


def test_what_is_refused_leaves_no_line_no_notice_no_announcement(
    office: Office, mentor: Actor, other_mentor: Actor, pastor: Actor, person: Person
) -> None:
    follow_up = office.follow_up(mentor, person)
    interaction = office.interaction(mentor, person)
    announced: list[Changed] = []
    office.application.changes.listen(announced.append)

    def written() -> list[tuple[object, ...]]:
        tables = ("activity_log", "notifications", "follow_ups", "client_interactions", "persons", "users")
        return [row for table in tables for row in office.rows(f"SELECT * FROM {table}")]

    before, controllers = written(), office.controllers
    refused: list[tuple[type[DomainError], Callable[[], object]]] = [
        (NotAllowed, lambda: office.follow_up(other_mentor, person)),
        (Invalid, lambda: office.follow_up(mentor, person, notes="")),
        (NotAllowed, lambda: controllers.follow_ups.update(other_mentor, follow_up.id, {"notes": "x"})),
        (Conflict, lambda: controllers.follow_ups.update(mentor, follow_up.id, {"notes": "x"}, version=9)),
        (NotAllowed, lambda: controllers.follow_ups.delete(other_mentor, follow_up.id)),
        (Invalid, lambda: controllers.client_interactions.update(mentor, interaction.id, {"title": ""})),
        (Conflict, lambda: controllers.persons.update(pastor, person.id, {"phone": "101"}, version=9)),
        (NotAllowed, lambda: controllers.persons.assign(mentor, person.id, {"mentor": None})),
        (NotAllowed, lambda: controllers.persons.delete(mentor, person.id)),
        (NotAllowed, lambda: controllers.users.update(pastor, mentor.id, {"role": "admin"})),
    ]
    for error, call in refused:
        with pytest.raises(error):
            call()
    assert written() == before
    assert announced == []


# -- announcements


def test_a_change_is_announced_after_the_commit_with_whom_and_who(
    office: Office, mentor: Actor, person: Person
) -> None:
    announced: list[tuple[Changed, bool]] = []
    stop = office.application.changes.listen(
        lambda changed: announced.append((changed, office.database.in_transaction()))
    )
    follow_up = office.follow_up(mentor, person)
    assert announced == [
        (
            Changed(frozenset({"follow_ups", "persons", "notifications"}), frozenset({person.id}), mentor.id),
            False,
        )
    ]
    stop()
    stop()
    office.controllers.follow_ups.delete(mentor, follow_up.id)
    assert len(announced) == 1


@pytest.mark.expects_log("A listener failed at")
def test_a_listener_that_fails_hurts_nobody(office: Office, mentor: Actor, person: Person) -> None:
    heard: list[Changed] = []

    def failing(changed: Changed) -> None:
        raise RuntimeError("the window is gone")

    office.application.changes.listen(failing)
    office.application.changes.listen(heard.append)
    recorded = office.follow_up(mentor, person)
    assert office.controllers.follow_ups.get(mentor, recorded.id).notes == recorded.notes
    assert len(heard) == 1
    assert office.problems() == ()


# -- the timeline


def test_the_timeline_shows_both_kinds_and_changes_newest_first(
    office: Office, mentor: Actor, admin: Actor, person: Person
) -> None:
    office.pass_time(minutes=1)
    today = office.follow_up(mentor, person)
    earlier = office.follow_up(mentor, person, ago=3)
    met = office.interaction(mentor, person)
    gone = office.interaction(mentor, person)
    office.controllers.client_interactions.delete(mentor, gone.id)
    office.pass_time(minutes=1)
    office.controllers.persons.set_status(admin, person.id, {"status": "integrated", "notes": "Baptised"})
    entries = office.controllers.timeline.of_person(mentor, person.id)
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    told = [
        entry.follow_up.id
        if entry.follow_up
        else entry.interaction.title
        if entry.interaction
        else there(entry.change).event
        for entry in entries
    ]
    assert told[0] == LogEvent.STATUS_CHANGED
    assert set(told[1:3]) == {today.id, LogEvent.STATUS_CHANGED}
    assert set(told[3:5]) == {LogEvent.MENTOR_ASSIGNED, LogEvent.PERSON_CREATED}
    assert told[5:] == [met.title, earlier.id]
    assert entries[-1].at.date() == day(3)
    assert all([entry.follow_up, entry.interaction, entry.change].count(None) == 2 for entry in entries)
