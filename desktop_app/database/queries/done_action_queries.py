"""The next actions that are done: ticked off, or closed by a later follow-up; the latest day first."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from peewee import JOIN, ModelSelect, fn

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import PersonTable, UserTable
from desktop_app.database.queries.action_queries import TABLES, Table, author_of
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import first_value, raw_rows, to_date, to_uuid
from desktop_app.domain.records import ListedAction
from desktop_app.domain.vocabulary import ActionState


@dataclass(frozen=True, slots=True)
class DoneFilter:
    """Which done next actions: about the persons of *mentors* (None: everybody's), and what *author* planned for nobody's persons."""

    mentors: tuple[int, ...] | None = None
    author: int | None = None
    person: int | None = None


def done_actions(which: DoneFilter, limit: int, offset: int) -> tuple[tuple[ListedAction, ...], int]:
    """Return a page of done next actions, and how many there are in all; follow-ups and client interactions hold them alike."""
    total = sum(first_value(_narrowed(table, table.select(fn.COUNT(table.id)), which)) for table in TABLES)
    if offset >= total:
        return (), total
    users = UserNames()
    rows = (_rows(table, which, limit + offset) for table in TABLES)
    in_order = merge(*rows, key=attrgetter("due_on"), reverse=True)
    shown = islice(in_order, offset, offset + limit)
    return tuple(_listed(row, users) for row in shown), total


class _Columns(NamedTuple):
    """What is selected of each next action that is done, in its order."""

    due_on: Any
    uuid: bytes
    notes: str
    done_at: int | None
    phone: str
    person_id: int
    person_uuid: bytes
    first_name: str
    last_name: str
    mentor_id: int | None
    mentor_uuid: bytes
    mentor_first_name: str
    mentor_last_name: str


def _rows(table: Table, which: DoneFilter, limit: int) -> list[_Columns]:
    columns = (
        table.next_action_date,
        table.uuid,
        table.next_action_notes,
        table.next_action_done_at,
        PersonTable.phone,
        *name_columns(PersonTable),
        *name_columns(UserTable),
    )
    query = _narrowed(table, table.select(*columns), which)
    rows = raw_rows(query.order_by(table.next_action_date.desc(), table.id.desc()).limit(limit))
    return [_Columns._make(row) for row in rows]


def _listed(row: _Columns, users: UserNames) -> ListedAction:
    return ListedAction(
        uuid=to_uuid(row.uuid),
        person=person_name(row.person_id, row.person_uuid, row.first_name, row.last_name),
        phone=row.phone,
        mentor=users.read(row.mentor_id, row.mentor_uuid, row.mentor_first_name, row.mentor_last_name),
        state=ActionState.DONE,
        due_on=to_date(row.due_on),
        notes=row.notes,
        done_at=None if row.done_at is None else from_milliseconds(row.done_at),
    )


def _narrowed(table: Table, query: ModelSelect[Any], which: DoneFilter) -> ModelSelect[Any]:
    query = (
        query.join(PersonTable, on=(table.person == PersonTable.id))
        .join(UserTable, JOIN.LEFT_OUTER, on=((PersonTable.mentor == UserTable.id) & UserTable.is_active))
        .where(
            table.next_action_needed,
            table.open_action_on.is_null(),
            # of somebody who is not to be called, nothing is open and yet not everything done
            PersonTable.not_called.is_null() | table.next_action_done_at.is_null(False),
            table.deleted_at.is_null(),
            PersonTable.deleted_at.is_null(),
        )
    )
    if which.mentors is not None:
        whose = PersonTable.mentor.in_(list(which.mentors))
        if which.author is not None:
            whose |= PersonTable.mentor.is_null() & (author_of(table) == which.author)
        query = query.where(whose)
    return query if which.person is None else query.where(table.person == which.person)
