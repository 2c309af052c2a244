"""Client interactions as contacts, where the office says so: the columns that follow, next actions, and the setting itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_app.domain.errors import Invalid, Refused
from desktop_app.domain.office_words import OfficeKind, settings_of
from desktop_app.domain.records import Actor, NextAction, Person
from tests.support.office import NOON, Office, day, fields_of, interaction_values


@pytest.fixture
def person(office: Office, mentor: Actor) -> Person:
    """Somebody who came a month ago and was never called."""
    return office.person(mentor, first_visit_on=day(30))


def met(office: Office, mentor: Actor, person: Person, ago: int, **values: object) -> int:
    """An interaction of *ago* days ago; its key."""
    return office.interaction(mentor, person, start_at=NOON - timedelta(days=ago), **values).id


def last_contact(office: Office, person: Person) -> date | None:
    """The last contact, which must be what the check says it is."""
    assert office.problems() == ()
    return office.get(person).last_contact_on


def test_a_community_organisation_begins_with_it_a_church_without() -> None:
    assert settings_of(OfficeKind.COMMUNITY)["interactions_count_as_contact"] is True
    assert settings_of(OfficeKind.CHURCH)["interactions_count_as_contact"] is False


def test_the_setting_counts_what_was_before_and_takes_it_back(
    office: Office, mentor: Actor, person: Person
) -> None:
    met(office, mentor, person, 5)
    met(office, mentor, person, 9)
    assert last_contact(office, person) is None
    office.settings(interactions_count_as_contact=True)
    assert last_contact(office, person) == day(5)
    assert [row.days for row in office.controllers.waiting.overdue(mentor, 0)] == [5]
    office.settings(interactions_count_as_contact=False)
    assert last_contact(office, person) is None


def test_each_deed_keeps_the_last_contact_true(office: Office, mentor: Actor, person: Person) -> None:
    office.settings(interactions_count_as_contact=True)
    interactions = office.controllers.client_interactions
    older, newer = met(office, mentor, person, 9), met(office, mentor, person, 4)
    assert last_contact(office, person) == day(4)
    office.follow_up(mentor, person, ago=6)
    assert last_contact(office, person) == day(4)
    interactions.delete(mentor, newer)
    assert last_contact(office, person) == day(6)
    interactions.restore(mentor, newer)
    interactions.update(mentor, older, {"start_at": NOON - timedelta(days=1)})
    assert last_contact(office, person) == day(1)
    (row,) = office.controllers.waiting.overdue(mentor, 0)
    assert (row.last_is_interaction, row.last_contact_on) == (True, day(1))


def test_what_is_noted_before_its_day_is_no_contact_yet(
    office: Office, mentor: Actor, person: Person
) -> None:
    office.settings(interactions_count_as_contact=True)
    key = met(office, mentor, person, -3)
    assert last_contact(office, person) is None
    office.pass_time(days=4)
    office.controllers.client_interactions.update(mentor, key, {"notes": "She came."})
    assert last_contact(office, person) == day(-3)


def test_the_day_is_the_offices_and_follows_its_zone(office: Office, mentor: Actor, person: Person) -> None:
    office.settings(interactions_count_as_contact=True)
    office.interaction(mentor, person, start_at=datetime(2026, 11, 18, 23, 0, tzinfo=UTC))
    assert last_contact(office, person) == date(2026, 11, 18)
    office.settings(time_zone="Africa/Nairobi")  # three hours ahead
    assert last_contact(office, person) == date(2026, 11, 19)


def test_attempts_before_somebody_came_are_not_counted(office: Office, mentor: Actor, person: Person) -> None:
    for ago in (12, 9, 2):
        office.follow_up(mentor, person, ago=ago, outcome="no_contact")
    met(office, mentor, person, 5)
    assert office.get(person).missed_attempts == 3
    office.settings(interactions_count_as_contact=True)
    found = office.get(person)
    assert (found.missed_attempts, found.last_reached_on) == (1, day(5))


def test_a_wrong_day_is_found_and_mended(office: Office, mentor: Actor, person: Person) -> None:
    office.settings(interactions_count_as_contact=True)
    met(office, mentor, person, 5)
    office.database.execute_sql("UPDATE client_interactions SET contact_on = NULL")
    office.database.execute_sql("UPDATE persons SET last_interaction_on = '2020-01-01'")
    assert ("client_interactions", "contact_on", 1) in office.controllers.integrity.check().wrong
    office.controllers.integrity.repair()
    assert last_contact(office, person) == day(5)


@pytest.mark.parametrize("counts", [True, False])
def test_the_mentor_hears_of_it_and_what_reminded_them_is_read(
    office: Office, mentor: Actor, pastor: Actor, person: Person, *, counts: bool
) -> None:
    office.settings(interactions_count_as_contact=counts)
    office.controllers.reminders.make_due()
    notifications = office.controllers.notifications
    assert "neverContacted" in {str(one.kind) for one in notifications.mine(mentor, only_unread=True).items}
    met(office, pastor, person, 0)
    unread = {str(one.kind) for one in notifications.mine(mentor, only_unread=True).items}
    assert ("interactionRecorded" in unread) is counts
    assert ("neverContacted" in unread) is not counts
    assert "interactionRecorded" not in {str(one.kind) for one in notifications.mine(pastor).items}


# -- next actions


def open_actions(office: Office, mentor: Actor) -> tuple[NextAction, ...]:
    """The mentor's open next actions, which figures, lists and the person's own list agree on."""
    waiting = office.controllers.waiting
    found = waiting.next_actions(mentor, None, date.max)
    figures = office.controllers.follow_ups.statistics(mentor, "week", None).figures
    assert figures.pending_actions + figures.overdue_actions == len(found)
    return found


def plan(days: int) -> dict[str, object]:
    """A next action so many days from today."""
    return {"next_action_needed": True, "next_action_date": day(-days), "next_action_notes": "Papers"}


def test_an_interaction_plans_a_next_action_until_a_later_contact_closes_it(
    office: Office, mentor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, ago=0)  # recorded before: it closes nothing that is planned after it
    interactions = office.controllers.client_interactions
    recorded = interactions.record(mentor, person.id, interaction_values(), next_action=plan(0))
    (action,) = open_actions(office, mentor)
    assert (action.is_interaction, action.id, action.notes) == (True, recorded.id, "Papers")
    assert [one.id for one in office.controllers.waiting.upcoming_actions(mentor, 7, None)] == [recorded.id]
    office.follow_up(mentor, person, ago=0, outcome="no_contact")
    assert len(open_actions(office, mentor)) == 1
    office.follow_up(mentor, person, ago=0)
    assert open_actions(office, mentor) == ()
    assert not interactions.tick_next_action(mentor, recorded.id, done=False).next_action_done_at
    assert len(open_actions(office, mentor)) == 1  # opened again, whatever closed it
    interactions.tick_next_action(mentor, recorded.id)
    assert open_actions(office, mentor) == ()
    assert office.problems() == ()


def test_an_interaction_closes_what_it_is_said_to_close(
    office: Office, mentor: Actor, person: Person
) -> None:
    done, stays = (office.follow_up(mentor, person, ago=9, promise=ago) for ago in (2, 1))
    office.controllers.client_interactions.record(mentor, person.id, interaction_values(), closes=[done.uuid])
    assert [one.id for one in open_actions(office, mentor)] == [stays.id]


def test_a_next_action_of_an_interaction_has_the_rules_of_all(
    office: Office, mentor: Actor, person: Person
) -> None:
    interactions = office.controllers.client_interactions
    with pytest.raises(Invalid) as raised:
        interactions.record(mentor, person.id, interaction_values(), next_action={"next_action_needed": True})
    assert fields_of(raised.value) == {"next_action_date": "required"}
    with pytest.raises(Invalid) as raised:
        interactions.record(mentor, person.id, interaction_values(), next_action=plan(-9))
    assert fields_of(raised.value) == {"next_action_date": "before_contact"}
    plain = office.interaction(mentor, person)
    with pytest.raises(Refused):
        interactions.tick_next_action(mentor, plain.id)
    planned = interactions.update(mentor, plain.id, {}, next_action=plan(3))
    assert (planned.next_action_open, planned.next_action_date) == (True, day(-3))
    kept = interactions.update(mentor, plain.id, {"title": "Another"})  # as over HTTP: it says nothing of it
    assert kept.next_action_open
