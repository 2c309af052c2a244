"""Lists of next actions: each role sees and ticks its own, narrowed and never widened."""

from __future__ import annotations

from uuid import UUID

import pytest

from desktop_app.controllers.care.action_lists import ActionLists
from desktop_app.domain.errors import NotAllowed, NotFound
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import ActionState
from tests.support.office import Office, day


@pytest.fixture
def lists(office: Office) -> ActionLists:
    return office.controllers.action_lists


@pytest.fixture
def promised(office: Office, mentor: Actor, person: Person) -> UUID:
    """A follow-up of ``mentor`` with a next action in five days."""
    recorded = office.follow_up(mentor, person, next_action_needed=True, next_action_date=day(-5))
    return recorded.uuid


def keys(lists: ActionLists, actor: Actor, mentor: UUID | None = None) -> list[UUID]:
    return [action.uuid for action in lists.page(actor, ActionState.OPEN, mentor).items]


def test_each_sees_those_of_their_people(
    lists: ActionLists, promised: UUID, mentor: Actor, other_mentor: Actor, pastor: Actor, admin: Actor
) -> None:
    assert [keys(lists, actor) for actor in (mentor, other_mentor, pastor, admin)] == [
        [promised],
        [],
        [promised],
        [promised],
    ]
    assert keys(lists, other_mentor, mentor.uuid) == []  # narrowed, never widened


def test_the_committee_has_none(lists: ActionLists, promised: UUID, committee: Actor) -> None:
    for state in ActionState:
        with pytest.raises(NotAllowed):
            lists.page(committee, state)
    with pytest.raises(NotAllowed):
        lists.tick(committee, promised, done=True)


def test_it_is_ticked_off_and_opened_again(
    lists: ActionLists, promised: UUID, mentor: Actor, other_mentor: Actor
) -> None:
    with pytest.raises(NotAllowed):
        lists.tick(other_mentor, promised, done=True)
    with pytest.raises(NotFound):
        lists.tick(mentor, UUID(int=7), done=True)
    assert lists.tick(mentor, promised, done=True).state is ActionState.DONE
    assert keys(lists, mentor) == []
    assert [action.uuid for action in lists.page(mentor, ActionState.DONE).items] == [promised]
    assert lists.tick(mentor, promised, done=False).state is ActionState.OPEN
    assert keys(lists, mentor) == [promised]
