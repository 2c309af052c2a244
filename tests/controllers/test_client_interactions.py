"""Client interactions: kept as entered, changed in part, deleted and brought back, listed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desktop_app.controllers.client_interactions import InteractionFilter
from desktop_app.domain.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import LogEvent, ReferenceService
from tests.support.office import NOON, Office, fields_of, interaction_values

DOCUMENTED = {  # the body of the document's example, with a program
    "title": "Financial Counseling - Financial Coach Referal",
    "program": "Financial Counseling",
    "interactionType": "in person",
    "notes": "Appointment setup with financial coach.",
    "startTime": "2019-05-06T05:00:00.000Z",
    "endTime": "2019-05-06T06:30:00.000Z",
    "location": "CU Office",
    "referenceServices": ["Youth Group", "DACA", "daca"],
    "canModify": True,
    "isDeleted": False,
    "createdBy": {"userId": 1},
}


def test_an_interaction_is_kept_as_entered(office: Office, committee: Actor, person: Person) -> None:
    recorded = office.controllers.client_interactions.record(committee, person.id, DOCUMENTED)
    found = office.controllers.client_interactions.get(committee, recorded.id)
    assert found == recorded
    assert found.person.id == person.id
    assert (found.title, found.program) == (DOCUMENTED["title"], "Financial Counseling")
    assert (found.interaction_type, found.notes) == ("in person", "Appointment setup with financial coach.")
    assert (found.start_at.isoformat(), found.duration) == (
        "2019-05-06T05:00:00+00:00",
        timedelta(minutes=90),
    )
    assert found.location == "CU Office"
    assert found.reference_services == (ReferenceService.DACA, ReferenceService.YOUTH_GROUP)
    assert (found.created_by.id, found.created_at, found.updated_by) == (committee.id, NOON, None)
    assert (found.can_modify, found.is_deleted, found.version) == (True, False, 1)


def test_the_least_there_can_be(office: Office, mentor: Actor, person: Person) -> None:
    recorded = office.interaction(mentor, person)
    assert (recorded.notes, recorded.program, recorded.location) == ("", None, None)
    assert (recorded.end_at, recorded.duration, recorded.reference_services) == (None, None, ())


def test_only_what_is_sent_changes_and_null_clears(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    interactions = office.controllers.client_interactions
    recorded = interactions.record(mentor, person.id, DOCUMENTED)
    office.pass_time(minutes=1)
    changed = interactions.update(
        pastor, recorded.id, {"endTime": None, "location": None, "referenceServices": ["SNAP/food stamps"]}
    )
    assert (changed.end_at, changed.location) == (None, None)
    assert changed.reference_services == (ReferenceService.SNAP,)
    assert (changed.title, changed.program, changed.notes, changed.start_at) == (
        recorded.title,
        recorded.program,
        recorded.notes,
        recorded.start_at,
    )
    assert changed.updated_by is not None
    assert (changed.updated_by.id, changed.updated_at, changed.version) == (pastor.id, office.clock.now(), 2)
    assert changed.created_by.id == mentor.id
    cleared = interactions.update(
        mentor, recorded.id, {"program": None, "referenceServices": None, "description": None}
    )
    assert (cleared.program, cleared.reference_services, cleared.notes) == (None, (), "")
    for name in ("title", "interactionType", "startTime", "start_at"):
        with pytest.raises(Invalid) as raised:
            interactions.update(mentor, recorded.id, {name: None})
        assert set(fields_of(raised.value).values()) == {"required"}


@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        ({"notes": "New"}, "New"),
        ({"description": "New"}, "New"),
        ({"description": "New", "notes": "New"}, "New"),
        ({"description": ""}, ""),
        ({"notes": None}, ""),
        ({"title": "Other"}, "Old"),
    ],
)
def test_description_is_another_name_of_notes(
    office: Office, mentor: Actor, person: Person, changes: dict[str, object], notes: str
) -> None:
    recorded = office.interaction(mentor, person, description="Old")
    assert recorded.notes == "Old"
    assert office.controllers.client_interactions.update(mentor, recorded.id, changes).notes == notes


def test_two_different_texts_are_refused(office: Office, mentor: Actor, person: Person) -> None:
    recorded = office.interaction(mentor, person, notes="Old")
    for changes in ({"notes": "One", "description": "Other"}, {"notes": "", "description": "Other"}):
        with pytest.raises(Invalid) as raised:
            office.controllers.client_interactions.update(mentor, recorded.id, changes)
        assert fields_of(raised.value) == {"description": "two_texts"}


def test_an_end_is_checked_against_the_start_that_stays(
    office: Office, mentor: Actor, person: Person
) -> None:
    recorded = office.interaction(mentor, person)
    update = office.controllers.client_interactions.update
    with pytest.raises(Invalid):
        update(mentor, recorded.id, {"end_at": recorded.start_at - timedelta(milliseconds=1)})
    with pytest.raises(Invalid):
        update(mentor, recorded.id, {"end_at": recorded.start_at + timedelta(hours=24, milliseconds=1)})
    assert update(mentor, recorded.id, {"end_at": recorded.start_at}).duration == timedelta()
    assert update(
        mentor, recorded.id, {"endTime": recorded.start_at + timedelta(hours=24)}
    ).duration == timedelta(1)
    with pytest.raises(Invalid) as raised:
        update(mentor, recorded.id, {"startTime": "2026-11-19T08:00:00Z"})
    assert fields_of(raised.value) == {"end_at": "too_long"}


def test_an_interaction_changed_meanwhile_is_a_conflict_that_shows_it(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    interactions = office.controllers.client_interactions
    seen = office.interaction(mentor, person)
    interactions.update(pastor, seen.id, {"title": "The pastor's"}, version=seen.version)
    with pytest.raises(Conflict) as raised:
        interactions.update(mentor, seen.id, {"title": "The mentor's"}, version=seen.version)
    assert raised.value.current == interactions.get(mentor, seen.id)
    assert interactions.get(mentor, seen.id).title == "The pastor's"
    assert interactions.update(mentor, seen.id, {"title": "The pastor's"}, version=seen.version).version == 2


def test_deleted_interactions_are_answered_but_not_listed(
    office: Office, mentor: Actor, person: Person
) -> None:
    interactions = office.controllers.client_interactions
    recorded = office.interaction(mentor, person)
    deleted = interactions.delete(mentor, recorded.id, person.id)
    assert (deleted.is_deleted, deleted.can_modify) == (True, False)
    assert interactions.get(mentor, recorded.id) == deleted
    assert interactions.of_person(mentor, person.id) == ()
    assert interactions.of_person(mentor, person.id, include_deleted=True) == (deleted,)
    assert interactions.list(mentor, InteractionFilter()).total == 0
    with pytest.raises(Refused):
        interactions.delete(mentor, recorded.id)
    with pytest.raises(NotFound):
        interactions.update(mentor, recorded.id, {"title": "x"})
    restored = interactions.restore(mentor, recorded.id)
    assert (restored.is_deleted, restored.can_modify, restored.version) == (False, True, 3)
    with pytest.raises(Refused):
        interactions.restore(mentor, recorded.id)


def test_each_event_is_in_the_persons_log_with_what_changed(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    interactions = office.controllers.client_interactions
    recorded = office.interaction(mentor, person, referenceServices=["DACA"])
    interactions.update(pastor, recorded.id, {"title": "SNAP", "referenceServices": ["nutrition", "DACA"]})
    interactions.update(pastor, recorded.id, {"title": "SNAP"})  # nothing new
    interactions.delete(pastor, recorded.id)
    interactions.restore(mentor, recorded.id)
    entries = office.controllers.activity.of_person(mentor, person.id)[:4]
    assert [(entry.event, entry.actor and entry.actor.id) for entry in entries] == [
        (LogEvent.INTERACTION_RESTORED, mentor.id),
        (LogEvent.INTERACTION_DELETED, pastor.id),
        (LogEvent.INTERACTION_UPDATED, pastor.id),
        (LogEvent.INTERACTION_CREATED, mentor.id),
    ]
    assert {(entry.person_id, entry.subject_id, entry.at) for entry in entries} == {
        (person.id, recorded.id, NOON)
    }
    assert entries[2].before == {"title": "SNAP application", "reference_services": ["DACA"]}
    assert entries[2].after == {"title": "SNAP", "reference_services": ["DACA", "nutrition"]}
    assert entries[3].before == {}
    assert entries[3].after == {
        "title": "SNAP application",
        "interaction_type": "walk-in",
        "notes": "",
        "start_at": "2026-11-20T09:00:00+00:00",
        "reference_services": ["DACA"],
    }


def test_the_newest_start_comes_first_in_pages_and_filters(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    interactions, other = office.controllers.client_interactions, office.person()
    hours = [3, 1, 2, 1]
    recorded = [office.interaction(mentor, person, start_at=NOON - timedelta(hours=hour)) for hour in hours]
    theirs = office.interaction(
        pastor,
        other,
        start_at=NOON - timedelta(days=3),
        interaction_type="by phone",
        program="Nutrition - SNAP",
        reference_services=["other", "DACA"],
    )
    expected = [recorded[place].id for place in (3, 1, 2, 0)]
    assert [one.id for one in interactions.of_person(mentor, person.id)] == expected

    def found(**filters: Any) -> list[int]:
        page = interactions.list(pastor, InteractionFilter(**filters))
        assert page.total == len(page.items)
        return [one.id for one in page.items]

    assert found() == [*expected, theirs.id]
    assert found(person_id=person.id) == expected
    assert found(created_by_id=pastor.id) == [theirs.id]
    assert found(interaction_type="by phone") == [theirs.id]
    assert found(program="Nutrition - SNAP") == [theirs.id]
    assert found(service=ReferenceService.DACA) == [theirs.id]
    assert found(start_from=NOON - timedelta(hours=2)) == expected[:3]
    assert found(start_before=NOON - timedelta(hours=2)) == [recorded[0].id, theirs.id]
    assert found(start_from=NOON - timedelta(hours=2), start_before=NOON - timedelta(hours=1)) == [
        recorded[2].id
    ]
    with pytest.raises(Invalid):
        found(start_from=NOON, start_before=NOON)
    first = interactions.list(pastor, InteractionFilter(), limit=2)
    assert (first.total, first.more) == (5, True)
    second = interactions.list(pastor, InteractionFilter(), limit=2, after=first.items[-1])
    third = interactions.list(pastor, InteractionFilter(), limit=2, after=second.items[-1])
    assert [one.id for page in (first, second, third) for one in page.items] == [*expected, theirs.id]
    assert (second.total, second.more, third.more) == (None, True, False)


def test_a_refused_interaction_leaves_nothing(office: Office, mentor: Actor, person: Person) -> None:
    with pytest.raises(Invalid):
        office.interaction(mentor, person, title="")
    assert office.rows("SELECT COUNT(*) FROM client_interactions") == [(0,)]
    assert interaction_values()["title"] == "SNAP application"
