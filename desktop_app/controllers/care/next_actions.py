"""What a contact does to the open next actions of its person: which it closes, which it leaves open, which are opened again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from desktop_app.controllers import persons
from desktop_app.controllers.activity import write
from desktop_app.database.queries import action_queries, person_queries, reminder_queries
from desktop_app.database.queries.follow_up_queries import newest_key
from desktop_app.domain.care.waiting import is_fulfilled
from desktop_app.domain.clock import Clock
from desktop_app.domain.inputs import FollowUpInput
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Actor, NextAction, PersonName
from desktop_app.domain.vocabulary import LogEvent

_PROMISE = frozenset({"next_action_date", "next_action_needed"})
"""The fields that say what is promised, and for when."""


def require_to_tick(today: date, actor: Actor, author_id: int, person_id: int, action: Action) -> None:
    """Let *actor* tick off what *author_id* planned for the person, or open it again: who may do *action* to them, and its author.

    A mentor who wrote it may while the person is theirs, and where nobody is responsible for them: then it is theirs to do.

    Raises:
        NotAllowed: *actor* is none of those.
    """
    if author_id == actor.id:
        if reach(actor, Action.VIEW_PERSON) is Reach.ALL:
            return
        person = person_queries.one(person_id)
        if person is not None and person.mentor is None:
            return
    persons.fetch(today, actor, person_id, action)


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
    scope = action_queries.ActionScope(person=person_id)
    return action_queries.next_actions(date.min, date.max, day, scope, -1, {})


def _log_done(now: datetime, actor: Actor, action: NextAction) -> None:
    after = {"next_action_date": action.due_on}
    write(
        now, actor, LogEvent.NEXT_ACTION_DONE, person_id=action.person.id, subject_id=action.id, after=after
    )


class Holder(Protocol):
    """What holds a next action: a follow-up or a client interaction."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def person(self) -> PersonName:
        """The person whom it is about."""

    @property
    def next_action_date(self) -> date | None:
        """The day for which the next action is planned."""

    @property
    def next_action_open(self) -> bool:
        """Whether it still is to be done."""

    @property
    def next_action_done_at(self) -> datetime | None:
        """When it was ticked off by hand."""


def set_done(
    clock: Clock, actor: Actor, holder: Holder, write_columns: Callable[..., None], *, done: bool
) -> bool:
    """Tick the next action off, or open it again, and return whether it was otherwise before. Within a transaction.

    *write_columns* writes the columns it is given of what holds it, and what is derived from them.
    """
    if (holder.next_action_done_at is not None) if done else holder.next_action_open:
        return False
    now, person_id = clock.now(), holder.person.id
    write_columns(**({"next_action_done_at": now} if done else opened_again(person_id)))
    reminder_queries.settle_actions(person_id, clock.today(), now)
    event = LogEvent.NEXT_ACTION_DONE if done else LogEvent.NEXT_ACTION_REOPENED
    after = {"next_action_date": holder.next_action_date}
    write(now, actor, event, person_id=person_id, subject_id=holder.id, after=after)
    return True


def planned_anew(changed: Collection[str]) -> dict[str, Any]:
    """Return the columns that an edit writes beside the *changed* fields: another promise than before is not done yet."""
    if _PROMISE.isdisjoint(changed):
        return {}
    return {"next_action_done_at": None, "action_closed_by": None}


def opened_again(person_id: int) -> dict[str, Any]:
    """Return the columns of a next action that is opened again, whatever closed it: no follow-up that there is closes it any more."""
    return {
        "next_action_done_at": None,
        "action_closed_by": None,
        "action_kept_after": newest_key(person_id),
    }
