"""What a contact does to the open next actions of its person: which it closes, which it leaves open, which are opened again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from desktop_app.controllers.activity import write
from desktop_app.database.queries import action_queries
from desktop_app.database.queries.follow_up_queries import newest_key
from desktop_app.domain.inputs import FollowUpInput
from desktop_app.domain.records import Actor, NextAction
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.domain.waiting import is_fulfilled


def close(
    now: datetime, actor: Actor, person_id: int, contact: FollowUpInput, key: int, closes: Collection[UUID]
) -> None:
    """Note that the follow-up *key* closes exactly *closes* of the open next actions that there were before it.

    Within the transaction that recorded it; what is derived is brought up to date by whoever asks for this.
    """
    for action in _open(person_id, contact.interaction_date):
        is_held_by_it = not action.is_interaction and action.id == key
        if is_held_by_it:
            continue
        by_itself = is_fulfilled(action.due_on, contact.interaction_date, contact.outcome)
        if action.uuid in closes and not by_itself:
            action_queries.write(action, action_closed_by=key)
            _log_done(now, actor, action)
        elif action.uuid not in closes and by_itself:
            action_queries.write(action, action_kept_after=key)


def tick(now: datetime, actor: Actor, person_id: int, day: date, closes: Collection[UUID]) -> None:
    """Tick off those of *closes* that are open: a client interaction closes what it is said to close, and nothing else."""
    for action in _open(person_id, day):
        if action.uuid in closes:
            action_queries.write(action, next_action_done_at=now)
            _log_done(now, actor, action)


def _open(person_id: int, day: date) -> tuple[NextAction, ...]:
    whose = action_queries.Whose(person=person_id)
    return action_queries.next_actions(date.min, date.max, day, whose, -1, {})


def _log_done(now: datetime, actor: Actor, action: NextAction) -> None:
    after = {"next_action_date": action.due_on}
    write(
        now, actor, LogEvent.NEXT_ACTION_DONE, person_id=action.person.id, subject_id=action.id, after=after
    )


def opened_again(person_id: int) -> dict[str, Any]:
    """The columns of a next action that is opened again, whatever closed it: no follow-up that there is closes it any more."""
    return {
        "next_action_done_at": None,
        "action_closed_by": None,
        "action_kept_after": newest_key(person_id),
    }
