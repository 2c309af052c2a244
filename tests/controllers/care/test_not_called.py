"""Who is not to be called stands on no list of those who wait and nobody is reminded of them; they are found, told and put back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.care.waiting import days_waiting
from desktop_app.domain.errors import Invalid, NotAllowed
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import ActionState, LogEvent, NotCalled
from tests.support.office import Office, day


@pytest.fixture
def late(office: Office, mentor: Actor) -> Person:
    """A person of ``mentor`` who waits, with a next action past its day and one to come."""
    person = office.person(mentor, first_visit_on=day(60), phone="+225 07 08 09 10 11")
    office.follow_up(mentor, person, 30, promise=20)
    office.interaction(mentor, person, next_action_needed=True, next_action_date=day(-2))
    return office.get(person)


def set_reason(office: Office, actor: Actor, person: Person, reason: NotCalled | None) -> Person:
    return office.controllers.persons.update(actor, person.id, {"not_called": reason or ""})


def places(office: Office, actor: Actor, person: Person) -> dict[str, int]:
    """On how many lines of each list of those who wait, or with whom something is planned, the person stands."""
    controllers, key, today = office.controllers, person.id, office.clock.today()
    dashboard = controllers.waiting.dashboard(actor, 7)
    lists: dict[str, Sequence[Any]] = {
        "overdue": controllers.waiting.overdue(actor, 7),
        "dashboard": dashboard.waiting,
        "of the person": controllers.waiting.of_person(actor, key),
        **{str(state): controllers.action_lists.page(actor, state).items for state in ActionState},
    }
    lines = {name: sum(row.person.id == key for row in rows) for name, rows in lists.items()}
    waiting = controllers.persons.list(actor, PersonFilter(waits=True)).items
    unread = "SELECT 1 FROM notifications WHERE person_id = ? AND read_at IS NULL AND day IS NOT NULL"
    lines |= {
        "filter": sum(row.id == key for row in waiting),
        "count": controllers.waiting.count(actor, 7),
        "reminders": len(office.rows(unread, key)),
        "active persons": sum(mentor.active_persons for mentor in controllers.mentors.list(office.admin())),
        "waits": int(days_waiting(office.get(person), today) is not None),
    }
    return {name: number for name, number in lines.items() if number}


@pytest.mark.parametrize("reason", NotCalled)
def test_each_reason_takes_off_every_list_and_taking_it_back_puts_on_all_again(
    office: Office, mentor: Actor, late: Person, reason: NotCalled
) -> None:
    office.controllers.reminders.make_due()
    before = places(office, mentor, late)
    assert set(before) == {
        "overdue", "dashboard", "of the person", "open", "filter", "count", "reminders", "active persons", "waits",
    }  # fmt: skip

    assert set_reason(office, mentor, late, reason).not_called is reason
    assert places(office, mentor, late) == {}
    assert office.problems() == ()
    office.pass_time(days=1)
    office.controllers.reminders.make_due()
    assert places(office, mentor, late) == {}

    assert set_reason(office, mentor, late, None).not_called is None
    office.controllers.reminders.make_due()
    after = places(office, mentor, late)
    assert after.keys() | {"reminders"} == before.keys()  # that day's reminders were made without them
    assert office.problems() == ()


def test_what_is_planned_with_them_meanwhile_is_on_no_list_either(
    office: Office, mentor: Actor, late: Person
) -> None:
    set_reason(office, mentor, late, NotCalled.ASKED)
    office.follow_up(mentor, late, 0, promise=-3)
    assert places(office, mentor, late) == {}
    assert office.problems() == ()


def test_what_was_ticked_off_stays_done(office: Office, mentor: Actor, late: Person) -> None:
    (follow_up,) = office.controllers.action_lists.page(mentor, ActionState.OVERDUE).items
    office.controllers.action_lists.tick(mentor, follow_up.uuid, done=True)
    set_reason(office, mentor, late, NotCalled.DECEASED)
    assert places(office, mentor, late) == {"done": 1}


@pytest.mark.parametrize("reason", NotCalled)
def test_they_are_found_filtered_and_told_in_the_log(
    office: Office, mentor: Actor, late: Person, reason: NotCalled
) -> None:
    office.person(mentor)
    set_reason(office, mentor, late, reason)
    assert [row.not_called for row in office.controllers.persons.find(mentor, late.last_name)] == [reason]
    (row,) = office.controllers.persons.list(mentor, PersonFilter(not_called=True)).items
    assert (row.id, row.not_called) == (late.id, reason)
    event = str(LogEvent.PERSON_UPDATED)
    ((before, after),) = office.rows("SELECT before, after FROM activity_log WHERE event = ?", event)
    assert (json.loads(before), json.loads(after)) == ({"not_called": None}, {"not_called": reason})


def test_a_mentor_says_so_of_their_own_people_and_only_with_a_known_reason(
    office: Office, mentor: Actor, other_mentor: Actor, late: Person
) -> None:
    with pytest.raises(NotAllowed):
        set_reason(office, other_mentor, late, NotCalled.DECEASED)
    with pytest.raises(Invalid):
        office.controllers.persons.update(mentor, late.id, {"not_called": "retired"})


def test_a_list_says_so_of_somebody_known_and_undoing_it_takes_it_back(
    office: Office, admin: Actor, mentor: Actor, late: Person, tmp_path: Path
) -> None:
    office.controllers.reminders.make_due()
    before = places(office, mentor, late)
    path = tmp_path / "list.csv"
    path.write_text(
        f"First name,Last name,Phone,Deceased\nMarie,{late.last_name},{late.phone},yes\n", "utf-8"
    )
    report = office.controllers.people_import.run(admin, path)
    assert (report.updated, dict(report.not_called)) == (1, {NotCalled.DECEASED: 1})
    assert office.get(late).not_called is NotCalled.DECEASED
    assert places(office, mentor, late) == {}
    assert office.problems() == ()
    assert report.import_id is not None
    office.controllers.imports.undo(admin, report.import_id)
    assert office.get(late).not_called is None
    assert places(office, mentor, late).keys() == before.keys() - {"reminders"}
    assert office.problems() == ()


@pytest.mark.parametrize(("reason", "has_mentor"), [(None, True), (NotCalled.MOVED_AWAY, False)])
def test_who_is_added_so_is_given_to_nobody_by_the_setting(
    office: Office, mentor: Actor, reason: NotCalled | None, *, has_mentor: bool
) -> None:
    office.settings(assign_automatically=True)
    assert (office.person(not_called=reason).mentor is not None) is has_mentor


def test_a_merge_keeps_the_reason_and_separating_gives_it_back(
    office: Office, admin: Actor, mentor: Actor, late: Person
) -> None:
    other = office.person(first_name="Marie", last_name=late.last_name, not_called="deceased")
    office.controllers.reminders.make_due()
    merge = office.controllers.merging.merge(admin, late.id, other.id)
    assert office.get(late).not_called is NotCalled.DECEASED
    assert places(office, mentor, late) == {}
    assert office.problems() == ()
    office.controllers.merging.separate(admin, merge.id)
    assert office.get(late).not_called is None
    assert office.get(other).not_called is NotCalled.DECEASED
    assert "overdue" in places(office, mentor, late)
    assert office.problems() == ()
