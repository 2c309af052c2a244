"""The next actions that are done: ticked off, or closed by a later follow-up; the latest day first."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import JOIN, ModelSelect, fn

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import FollowUpTable, PersonTable, UserTable
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import raw_rows, to_date, to_uuid
from desktop_app.domain.records import ListedAction
from desktop_app.domain.vocabulary import ActionState


def done_actions(
    mentors: Sequence[int] | None, person_id: int | None, limit: int, offset: int
) -> tuple[tuple[ListedAction, ...], int]:
    """Return a page of done next actions about the persons of *mentors* (None: everybody's), and how many there are in all."""
    columns = (
        FollowUpTable.uuid,
        FollowUpTable.next_action_date,
        FollowUpTable.next_action_notes,
        FollowUpTable.next_action_done_at,
        PersonTable.phone,
        *name_columns(PersonTable),
        *name_columns(UserTable),
    )
    total = raw_rows(_narrowed(FollowUpTable.select(fn.COUNT(FollowUpTable.id)), mentors, person_id))[0][0]
    query = _narrowed(FollowUpTable.select(*columns), mentors, person_id)
    query = query.order_by(FollowUpTable.next_action_date.desc(), FollowUpTable.id.desc())
    users = UserNames()
    rows = raw_rows(query.limit(limit).offset(offset))
    actions = (
        ListedAction(
            uuid=to_uuid(uuid),
            person=person_name(*names[:4]),
            phone=phone,
            mentor=users.read(*names[4:]),
            state=ActionState.DONE,
            due_on=to_date(due_on),
            notes=notes,
            done_at=None if done_at is None else from_milliseconds(done_at),
        )
        for uuid, due_on, notes, done_at, phone, *names in rows
    )
    return tuple(actions), total


def _narrowed(
    query: ModelSelect[FollowUpTable], mentors: Sequence[int] | None, person_id: int | None
) -> ModelSelect[FollowUpTable]:
    query = (
        query.join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        .join(UserTable, JOIN.LEFT_OUTER, on=((PersonTable.mentor == UserTable.id) & UserTable.is_active))
        .where(
            FollowUpTable.next_action_needed,
            FollowUpTable.open_action_on.is_null(),
            FollowUpTable.deleted_at.is_null(),
            PersonTable.deleted_at.is_null(),
        )
    )
    if mentors is not None:
        query = query.where(PersonTable.mentor.in_(list(mentors)))
    return query if person_id is None else query.where(FollowUpTable.person == person_id)
