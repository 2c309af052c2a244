"""The rules of follow-ups: what recording does to the person, when a next action is done, undoing, conflicts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from desktop_app.domain.records import Actor, FollowUp, Person
from desktop_app.domain.vocabulary import LogEvent, PersonStatus
from tests.support.office import NOON, TODAY, Office, day, follow_up_values

# -- the first follow-up


def test_the_first_follow_up_moves_a_person_from_to_visit_and_the_log_says_so(
    office: Office, mentor: Actor, person: Person
) -> None:
    recorded = office.follow_up(mentor, person)
    assert recorded.status_changed
    assert office.get(person).status is PersonStatus.IN_FOLLOW_UP
    entry = next(
        entry
        for entry in office.controllers.activity.of_person(mentor, person.id)
        if entry.event is LogEvent.STATUS_CHANGED
    )
    assert (entry.before, entry.after) == ({"status": "to_visit"}, {"status": "in_follow_up"})
    assert entry.actor is not None
    assert entry.actor.id == mentor.id


def test_the_second_follow_up_moves_nobody(office: Office, mentor: Actor, person: Person) -> None:
    office.follow_up(mentor, person, ago=1)
    office.controllers.persons.set_status(mentor, person.id, {"status": "to_visit"})
    assert not office.follow_up(mentor, person).status_changed
    assert office.get(person).status is PersonStatus.TO_VISIT


@pytest.mark.parametrize("status", [status for status in PersonStatus if status is not PersonStatus.TO_VISIT])
def test_the_first_follow_up_leaves_any_other_status(
    office: Office, mentor: Actor, status: PersonStatus
) -> None:
    person = office.person(mentor, status=status)
    assert not office.follow_up(mentor, person).status_changed
    assert office.get(person).status is status


def test_a_refused_follow_up_changes_nothing(office: Office, mentor: Actor, person: Person) -> None:
    with pytest.raises(Invalid):
        office.follow_up(mentor, person, notes=" ")
    assert office.get(person) == person
    assert office.rows("SELECT COUNT(*) FROM follow_ups") == [(0,)]


def test_a_follow_up_is_kept_as_it_was_entered(office: Office, mentor: Actor, person: Person) -> None:
    recorded = office.controllers.follow_ups.record(
        mentor,
        {
            "personId": str(person.uuid),
            "interactionType": "visit",
            "interactionDate": "2026-11-18",
            "notes": "  Élodie va mieux.\n\nÀ revoir.  ",
            "outcome": "no_contact",
            "nextActionNeeded": True,
            "nextActionDate": "2026-11-27",
            "nextActionNotes": "Bring the forms",
            "unknownField": 1,
        },
    )
    found = office.controllers.follow_ups.get(mentor, recorded.uuid)
    assert (found.interaction_type, found.outcome) == ("visit", "no_contact")
    assert found.interaction_date == day(2)
    assert found.notes == "Élodie va mieux.\n\nÀ revoir."
    assert (found.next_action_needed, found.next_action_open) == (True, True)
    assert (found.next_action_date, found.next_action_notes) == (day(-7), "Bring the forms")
    assert found.mentor.id == mentor.id
    assert (found.created_at, found.updated_at, found.version) == (NOON, NOON, 1)
    assert found.can_modify
    assert not found.is_deleted
    assert found.person.full_name == person.full_name


# -- when a next action is done


@pytest.mark.parametrize(
    ("later_ago", "is_open"),
    [(3, True), (2, False), (1, False), (0, False)],
    ids=["the day before it was due", "the day it was due", "the day after", "today"],
)
def test_a_later_recorded_follow_up_on_or_after_the_day_does_it(
    office: Office, mentor: Actor, person: Person, later_ago: int, *, is_open: bool
) -> None:
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    office.follow_up(mentor, person, ago=later_ago)
    assert office.controllers.follow_ups.get(mentor, promised.id).next_action_open is is_open


def test_an_earlier_recorded_follow_up_does_not_do_it_whatever_its_date(
    office: Office, mentor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, ago=0)
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    assert office.controllers.follow_ups.get(mentor, promised.id).next_action_open


def test_a_follow_up_does_not_do_its_own_next_action(office: Office, mentor: Actor, person: Person) -> None:
    assert office.follow_up(mentor, person, ago=2, promise=2).next_action_open


def test_somebody_elses_follow_up_of_the_person_does_it_too(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    office.follow_up(pastor, person)
    assert not office.controllers.follow_ups.get(mentor, promised.id).next_action_open


def test_another_persons_follow_up_does_not(office: Office, mentor: Actor, person: Person) -> None:
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    office.follow_up(mentor, office.person(mentor))
    assert office.controllers.follow_ups.get(mentor, promised.id).next_action_open


def test_moving_the_closing_follow_up_before_the_day_opens_it_again_and_back(
    office: Office, mentor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    closing = office.follow_up(mentor, person, ago=1)
    follow_ups.update(mentor, closing.id, {"interaction_date": day(3)})
    assert follow_ups.get(mentor, promised.id).next_action_open
    follow_ups.update(mentor, closing.id, {"interaction_date": day(2)})
    assert not follow_ups.get(mentor, promised.id).next_action_open


def test_moving_the_promised_day_behind_the_closing_follow_up_opens_it_again(
    office: Office, mentor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    office.follow_up(mentor, person, ago=1)
    assert follow_ups.update(mentor, promised.id, {"next_action_date": day(-3)}).next_action_open


def test_deleting_the_closing_follow_up_opens_it_again_and_restoring_does_it(
    office: Office, mentor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    closing = office.follow_up(mentor, person)
    follow_ups.delete(mentor, closing.id)
    assert follow_ups.get(mentor, promised.id).next_action_open
    follow_ups.restore(mentor, closing.id)
    assert not follow_ups.get(mentor, promised.id).next_action_open


def test_ticking_off_does_it_and_unticking_opens_it(office: Office, mentor: Actor, person: Person) -> None:
    follow_ups = office.controllers.follow_ups
    promised = office.follow_up(mentor, person, ago=5, promise=2)
    ticked = follow_ups.tick_next_action(mentor, promised.id)
    assert (ticked.next_action_open, ticked.next_action_done_at) == (False, NOON)
    opened = follow_ups.tick_next_action(mentor, promised.id, done=False)
    assert (opened.next_action_open, opened.next_action_done_at) == (True, None)


def test_ticking_twice_keeps_the_first_time_and_is_logged_once(
    office: Office, mentor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    promised = office.follow_up(mentor, person, promise=-2)
    follow_ups.tick_next_action(mentor, promised.id, done=False)  # open already
    first = follow_ups.tick_next_action(mentor, promised.id)
    office.pass_time(minutes=5)
    assert follow_ups.tick_next_action(mentor, promised.id) == first
    events = [entry.event for entry in office.controllers.activity.of_person(mentor, person.id)]
    assert events.count(LogEvent.NEXT_ACTION_DONE) == 1
    assert LogEvent.NEXT_ACTION_REOPENED not in events


def test_there_is_nothing_to_tick_without_a_next_action(
    office: Office, mentor: Actor, person: Person
) -> None:
    with pytest.raises(Refused):
        office.controllers.follow_ups.tick_next_action(mentor, office.follow_up(mentor, person).id)


def test_another_promise_is_not_the_one_that_was_ticked_off(
    office: Office, mentor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    promised = office.follow_up(mentor, person, promise=-2)
    follow_ups.tick_next_action(mentor, promised.id)
    assert not follow_ups.update(mentor, promised.id, {"next_action_notes": "by car"}).next_action_open
    assert follow_ups.update(mentor, promised.id, {"next_action_date": day(-4)}).next_action_open


def test_dropping_the_next_action_empties_its_day_and_notes(
    office: Office, mentor: Actor, person: Person
) -> None:
    promised = office.follow_up(mentor, person, promise=-2, next_action_notes="Ring")
    changed = office.controllers.follow_ups.update(mentor, promised.id, {"nextActionNeeded": False})
    assert not changed.next_action_open
    assert (changed.next_action_date, changed.next_action_notes) == (None, "")


# -- deleting and bringing back


def test_a_deleted_follow_up_is_off_every_list_and_comes_back(
    office: Office, mentor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    recorded = office.follow_up(mentor, person, ago=2, promise=1)
    before = office.get(person)
    deleted = follow_ups.delete(mentor, recorded.id)
    assert (deleted.is_deleted, deleted.can_modify) == (True, False)
    assert follow_ups.list(mentor, FollowUpFilter()).items == ()
    assert office.controllers.waiting.next_actions(mentor, None, day(-9)) == ()
    assert office.controllers.timeline.of_person(mentor, person.id) != ()
    assert all(entry.follow_up is None for entry in office.controllers.timeline.of_person(mentor, person.id))
    assert office.get(person).last_contact_on is None
    with pytest.raises(NotFound):
        follow_ups.get(mentor, recorded.id)
    with pytest.raises(NotFound):
        follow_ups.update(mentor, recorded.id, {"notes": "x"})
    with pytest.raises(NotFound):
        follow_ups.tick_next_action(mentor, recorded.id)
    with pytest.raises(NotFound):
        follow_ups.delete(mentor, recorded.id)
    restored = follow_ups.restore(mentor, recorded.uuid)
    assert (restored.is_deleted, restored.can_modify, restored.next_action_open) == (False, True, True)
    assert office.get(person).last_contact_on == before.last_contact_on
    with pytest.raises(Refused):
        follow_ups.restore(mentor, recorded.id)


def test_follow_ups_of_a_deleted_person_are_nowhere_until_the_person_is_back(
    office: Office, mentor: Actor, admin: Actor, person: Person
) -> None:
    follow_ups, persons = office.controllers.follow_ups, office.controllers.persons
    recorded = office.follow_up(mentor, person, ago=2, promise=1)
    persons.delete(admin, person.id)
    assert follow_ups.list(admin, FollowUpFilter()) == follow_ups.list(
        admin, FollowUpFilter(person_id=person.id)
    )
    assert follow_ups.list(admin, FollowUpFilter()).total == 0
    assert office.controllers.waiting.next_actions(admin, None, day(-9)) == ()
    for actor in (mentor, admin):
        for call in (follow_ups.get, follow_ups.delete, follow_ups.restore, follow_ups.tick_next_action):
            with pytest.raises(NotFound):
                call(actor, recorded.id)
        with pytest.raises(NotFound):
            follow_ups.update(actor, recorded.id, {"notes": "Changed"})
    persons.restore(admin, person.id)
    assert (
        follow_ups.get(mentor, recorded.id)
        == office.controllers.follow_ups.list(mentor, FollowUpFilter()).items[0]
    )
    assert follow_ups.get(mentor, recorded.id).next_action_open


def test_the_total_follows_every_change(office: Office, mentor: Actor, admin: Actor, person: Person) -> None:
    follow_ups, persons = office.controllers.follow_ups, office.controllers.persons
    other = office.person(mentor)

    def totals() -> tuple[int | None, ...]:
        return (
            follow_ups.list(admin, FollowUpFilter()).total,
            follow_ups.list(mentor, FollowUpFilter()).total,
            follow_ups.list(admin, FollowUpFilter(person_id=person.id)).total,
            follow_ups.list(mentor, FollowUpFilter(person_id=person.id)).total,
            follow_ups.list(admin, FollowUpFilter(mentor_id=mentor.id)).total,
        )

    assert totals() == (0, 0, 0, 0, 0)
    first = office.follow_up(mentor, person, ago=1)
    office.follow_up(mentor, person)
    office.follow_up(mentor, other)
    assert totals() == (3, 3, 2, 2, 3)
    follow_ups.delete(mentor, first.id)
    assert totals() == (2, 2, 1, 1, 2)
    persons.delete(admin, person.id)
    assert totals() == (1, 1, 0, 0, 1)
    persons.restore(admin, person.id)
    assert totals() == (2, 2, 1, 1, 2)
    follow_ups.restore(mentor, first.id)
    assert totals() == (3, 3, 2, 2, 3)
    persons.assign(admin, person.id, {"mentor": None})
    assert totals() == (3, 1, 2, 0, 3)
    assert office.problems() == ()


# -- changing


def test_only_what_is_sent_changes(office: Office, mentor: Actor, person: Person) -> None:
    recorded = office.follow_up(mentor, person, ago=2, promise=-1, next_action_notes="Ring")
    office.pass_time(minutes=1)
    changed = office.controllers.follow_ups.update(mentor, recorded.id, {"outcome": "negative"})
    assert changed.outcome == "negative"
    assert changed.version == 2
    assert changed.updated_at == office.clock.now()
    for name in ("interaction_type", "interaction_date", "notes", "next_action_date", "next_action_notes"):
        assert getattr(changed, name) == getattr(recorded, name)
    assert (changed.created_at, changed.mentor) == (recorded.created_at, recorded.mentor)


def test_the_person_of_a_follow_up_never_changes(office: Office, mentor: Actor, person: Person) -> None:
    recorded = office.follow_up(mentor, person)
    other = office.person(mentor)
    changed = office.controllers.follow_ups.update(
        mentor, recorded.id, {"personId": str(other.uuid), "person": other.uuid, "notes": "Changed"}
    )
    assert changed.person.id == person.id


def test_nothing_new_is_no_change(office: Office, mentor: Actor, person: Person) -> None:
    recorded = office.follow_up(mentor, person)
    office.pass_time(minutes=1)
    unchanged = office.controllers.follow_ups.update(
        mentor, recorded.id, {"notes": recorded.notes}, version=0
    )
    assert unchanged.version == 1
    assert unchanged.updated_at == recorded.updated_at


@pytest.mark.parametrize(
    "name", ["interaction_type", "interactionDate", "interaction_date", "notes", "outcome"]
)
def test_a_required_field_cannot_be_cleared(office: Office, mentor: Actor, person: Person, name: str) -> None:
    recorded = office.follow_up(mentor, person)
    with pytest.raises(Invalid) as raised:
        office.controllers.follow_ups.update(mentor, recorded.id, {name: None})
    assert [error.code for error in raised.value] == ["required"]
    assert office.controllers.follow_ups.get(mentor, recorded.id) == office.controllers.follow_ups.get(
        mentor, recorded.uuid
    )


def test_a_change_is_checked_against_what_stays(office: Office, mentor: Actor, person: Person) -> None:
    recorded = office.follow_up(mentor, person, ago=5, promise=3)
    with pytest.raises(Invalid) as raised:
        office.controllers.follow_ups.update(mentor, recorded.id, {"interaction_date": day(2)})
    assert [(error.field, error.code) for error in raised.value] == [("next_action_date", "before_contact")]


def test_a_follow_up_changed_meanwhile_is_a_conflict_that_shows_it(
    office: Office, mentor: Actor, pastor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    seen = office.follow_up(mentor, person)
    now = follow_ups.update(pastor, seen.id, {"notes": "The pastor's"}, version=seen.version)
    with pytest.raises(Conflict) as raised:
        follow_ups.update(mentor, seen.id, {"notes": "The mentor's"}, version=seen.version)
    current = raised.value.current
    assert current == follow_ups.get(mentor, seen.id)
    assert follow_ups.get(mentor, seen.id).notes == "The pastor's"
    assert follow_ups.update(mentor, seen.id, {"notes": "The mentor's"}, version=now.version).version == 3


def test_unknown_follow_ups_and_persons_are_not_found(office: Office, admin: Actor, person: Person) -> None:
    follow_ups = office.controllers.follow_ups
    for key in (999, uuid4()):
        for call in (follow_ups.get, follow_ups.delete, follow_ups.restore, follow_ups.tick_next_action):
            with pytest.raises(NotFound):
                call(admin, key)
    with pytest.raises(NotFound) as raised:
        follow_ups.record(admin, follow_up_values(person) | {"person": uuid4()})
    assert raised.value.what == "person"


def test_one_may_change_ones_own_and_leaders_all(
    office: Office,
    mentor: Actor,
    other_mentor: Actor,
    pastor: Actor,
    admin: Actor,
    committee: Actor,
    person: Person,
) -> None:
    recorded = office.follow_up(mentor, person)
    get = office.controllers.follow_ups.get
    assert [get(actor, recorded.id).can_modify for actor in (mentor, pastor, admin, committee)] == [
        True,
        True,
        True,
        False,
    ]
    office.controllers.persons.assign(admin, person.id, {"mentor": other_mentor.uuid})
    with pytest.raises(NotAllowed):  # a right ends with its reason: the person is no longer theirs
        get(mentor, recorded.id)
    assert not get(other_mentor, recorded.id).can_modify


# -- lists


def test_the_list_is_newest_day_first_then_newest_recorded(
    office: Office, mentor: Actor, person: Person
) -> None:
    recorded = [office.follow_up(mentor, person, ago=ago) for ago in (3, 0, 3, 7, 0)]
    expected = [recorded[place].id for place in (4, 1, 2, 0, 3)]
    follow_ups = office.controllers.follow_ups
    assert [one.id for one in follow_ups.list(mentor, FollowUpFilter()).items] == expected
    pages = [follow_ups.list(mentor, FollowUpFilter(), limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [[one.id for one in page.items] for page in pages] == [
        expected[:2],
        expected[2:4],
        expected[4:],
        [],
    ]
    assert [page.more for page in pages] == [True, True, False, False]
    assert {page.total for page in pages} == {5}
    behind = follow_ups.list(mentor, FollowUpFilter(), limit=1)
    found: list[FollowUp] = []
    while behind.items:
        found += behind.items
        behind = follow_ups.list_after(mentor, FollowUpFilter(), behind.items[-1], limit=2)
    assert [one.id for one in found] == expected


def test_every_filter_narrows_and_they_add_up(
    office: Office, mentor: Actor, pastor: Actor, admin: Actor, person: Person
) -> None:
    other = office.person()
    call = office.follow_up(mentor, person, ago=4)
    visit = office.follow_up(pastor, person, ago=2, interaction_type="visit", outcome="negative")
    late = office.follow_up(pastor, other, ago=0, outcome="no_contact")

    def found(**filters: Any) -> set[int]:
        listed = office.controllers.follow_ups.list(admin, FollowUpFilter(**filters))
        assert listed.total == len(listed.items)
        return {one.id for one in listed.items}

    assert found() == {call.id, visit.id, late.id}
    assert found(person_id=person.id) == {call.id, visit.id}
    assert found(mentor_id=pastor.id) == {visit.id, late.id}
    assert found(interaction_type="visit") == {visit.id}
    assert found(outcome="no_contact") == {late.id}
    assert found(date_from=day(2)) == {visit.id, late.id}
    assert found(date_to=day(2)) == {call.id, visit.id}
    assert found(date_from=day(2), date_to=day(2)) == {visit.id}
    assert found(person_id=person.id, mentor_id=pastor.id, interaction_type="visit") == {visit.id}
    assert found(person_id=other.id, mentor_id=mentor.id) == set()
    with pytest.raises(Invalid) as raised:
        found(date_from=day(1), date_to=day(2))
    assert [error.field for error in raised.value] == ["date_to"]


# -- a call that nobody answered


def test_an_unanswered_call_is_recorded_and_planned_again(
    office: Office, mentor: Actor, person: Person
) -> None:
    recorded = office.controllers.follow_ups.record_unanswered(mentor, person.id, "Rang.", "Call again")
    assert (recorded.outcome, recorded.notes, recorded.interaction_date) == ("no_contact", "Rang.", TODAY)
    assert recorded.next_action_open
    assert (recorded.next_action_date, recorded.next_action_notes) == (
        day_to_try_again(1, TODAY),
        "Call again",
    )
    again = office.controllers.follow_ups.record_unanswered(mentor, person.id, "Rang.", "Call again")
    assert again.next_action_date == day_to_try_again(2, TODAY)


def test_taking_back_what_was_recorded_leaves_the_person_as_before(
    office: Office, mentor: Actor, person: Person
) -> None:
    follow_ups = office.controllers.follow_ups
    recorded = follow_ups.record_unanswered(mentor, person.id, "Rang.", "Call again")
    assert office.get(person).status is PersonStatus.IN_FOLLOW_UP
    follow_ups.take_back(mentor, recorded)
    after = office.get(person)
    assert (after.status, after.last_contact_on, after.missed_attempts) == (
        person.status,
        person.last_contact_on,
        person.missed_attempts,
    )
    with pytest.raises(NotFound):
        follow_ups.take_back(mentor, recorded)


def test_only_who_looks_after_a_person_records_a_call_in_vain(
    office: Office, committee: Actor, person: Person
) -> None:
    with pytest.raises(NotAllowed):
        office.controllers.follow_ups.record_unanswered(committee, person.id, "Rang.", "Call again")
