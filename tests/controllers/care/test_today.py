"""A day's work, list by list: who is in it, in which order, how it ends, and whose last words are read by whom."""

from __future__ import annotations

import pytest

from desktop_app.domain.care.waiting import A_DAYS_SHARE, MOST_LAST_WORDS
from desktop_app.domain.errors import Invalid, NotAllowed
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import Role
from tests.support.office import Office, day


def plan(office: Office, by: Actor, person: Person, *, due_in: int, notes: str = "Said a lot.") -> None:
    office.follow_up(
        by, person, ago=5, notes=notes, next_action_needed=True, next_action_date=day(-due_in), next_action_notes="Call"
    )  # fmt: skip


def test_planned_and_due_comes_first_then_the_longest_wait(office: Office, admin: Actor) -> None:
    long, short = office.person(first_visit_on=day(60)), office.person(first_visit_on=day(9))
    soon, now, later = (office.person() for _ in range(3))
    for person, due_in in ((later, 3), (now, 0), (soon, -2)):
        plan(office, admin, person, due_in=due_in)
    surface = office.controllers.today.surface(admin, 7)
    assert [row.person.id for row in surface.today] == [soon.id, now.id, long.id, short.id]
    assert surface.planned is not None
    assert [row.person.id for row in surface.planned] == [soon.id, now.id, later.id]
    assert surface.planned_count == 3
    assert surface.lists.coming_up is not None
    assert [row.person.id for row in surface.lists.coming_up] == [now.id, later.id]


def test_a_days_share_of_those_who_wait_can_be_done(office: Office, admin: Actor) -> None:
    people = [office.person(first_visit_on=day(80 - at)) for at in range(A_DAYS_SHARE + 5)]
    surface = office.controllers.today.surface(admin, 7)
    assert len(surface.today) == A_DAYS_SHARE
    assert surface.lists.counts.waiting == A_DAYS_SHARE + 5  # all of them stand in their own list
    assert [row.person.id for row in surface.today] == [person.id for person in people[:A_DAYS_SHARE]]
    for person in people[:A_DAYS_SHARE]:
        office.follow_up(admin, person)
    surface = office.controllers.today.surface(admin, 7)
    assert surface.today == ()
    assert (surface.lists.counts.done_today, surface.lists.counts.waiting) == (A_DAYS_SHARE, 5)


def test_the_last_words_are_those_of_the_newest_follow_up(office: Office, admin: Actor) -> None:
    person, never = office.person(first_visit_on=day(60)), office.person(first_visit_on=day(50))
    office.follow_up(admin, person, ago=20, notes="The newest.")
    office.follow_up(admin, person, ago=30, notes="Recorded later, said before.")
    long = office.person(first_visit_on=day(40))
    office.follow_up(admin, long, ago=20, notes=f"The beginning {'of a long note ' * 20}and the end.")
    words = office.controllers.today.surface(admin, 7).last_words
    assert words[person.id] == "The newest."
    assert never.id not in words
    assert words[long.id].startswith("…")
    assert words[long.id].endswith("a long note and the end.")
    assert len(words[long.id]) <= MOST_LAST_WORDS + 1


def test_a_mentor_reads_no_last_words_of_somebody_elses_person(
    office: Office, mentor: Actor, admin: Actor
) -> None:
    mine, nobodys = (
        office.person(mentor, first_visit_on=day(60)),
        office.person(mentor, first_visit_on=day(60)),
    )
    plan(office, mentor, mine, due_in=-1, notes="Of mine.")
    plan(office, mentor, nobodys, due_in=-1, notes="Of theirs.")
    office.controllers.persons.assign(admin, nobodys.id, {"mentor": None})
    surface = office.controllers.today.surface(mentor, 7)
    assert {row.person.id for row in surface.today} == {
        mine.id,
        nobodys.id,
    }  # what they planned is theirs still
    assert surface.last_words == {mine.id: "Of mine."}
    assert set(office.controllers.today.surface(admin, 7).last_words) == {mine.id, nobodys.id}


def test_a_role_without_next_actions_has_those_who_wait(office: Office, admin: Actor) -> None:
    committee = office.user(Role.CAN_COMMITTEE)
    person = office.person(first_visit_on=day(60))
    plan(office, admin, office.person(), due_in=-1)
    surface = office.controllers.today.surface(committee, 7)
    assert (surface.planned, surface.planned_count) == (None, None)
    assert [row.person.id for row in surface.today] == [person.id]


def test_another_mentors_day_is_not_shown_to_a_mentor(office: Office, mentor: Actor) -> None:
    other = office.user(Role.MENTOR)
    with pytest.raises(NotAllowed):
        office.controllers.today.surface(mentor, 7, other.id)
    with pytest.raises(Invalid):
        office.controllers.today.surface(mentor, -1)
