"""What was deleted since a moment, newest first, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from peewee import ModelSelect

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import (
    AbsenceTable,
    ActivityLogTable,
    FollowUpTable,
    InteractionTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries.names import UserNames, name_columns
from desktop_app.database.queries.prepared import raw_rows, to_date
from desktop_app.domain.deleted import DeletedKind, DeletedRow
from desktop_app.domain.records import UserName
from desktop_app.domain.vocabulary import FollowUpType, LogEvent

_AT_ONCE = 500
"""Keys in one question."""


class Scope(NamedTuple):
    """Whose is asked for; None: everybody's."""

    author: int | None = None
    """What this user wrote."""
    mentors: Sequence[int] | None = None
    """About the persons of these mentors."""


def persons(since: datetime, limit: int) -> list[DeletedRow]:
    """Return the persons that were deleted after *since*, at most *limit*."""
    table = PersonTable
    query = (
        table.select(table.id, table.first_name, table.last_name, table.deleted_at)
        .where(table.deleted_at >= since, table.merged_into.is_null())
        .order_by(table.deleted_at.desc())
        .limit(limit)
    )
    return [
        DeletedRow(
            DeletedKind.PERSON,
            key,
            _full(first_name, last_name),
            from_milliseconds(deleted_at),
            person_id=key,
        )
        for key, first_name, last_name, deleted_at in raw_rows(query)
    ]


def follow_ups(since: datetime, limit: int, scope: Scope) -> list[DeletedRow]:
    """Return the follow-ups that were deleted after *since* and whose person is there, at most *limit*."""
    table = FollowUpTable
    query = table.select(
        table.id,
        table.person,
        PersonTable.first_name,
        PersonTable.last_name,
        table.deleted_at,
        table.interaction_type,
        table.interaction_date,
    )
    return [
        DeletedRow(
            DeletedKind.FOLLOW_UP,
            key,
            _full(first_name, last_name),
            from_milliseconds(deleted_at),
            person_id=person,
            contact=FollowUpType(contact),
            first_on=to_date(on),
        )
        for key, person, first_name, last_name, deleted_at, contact, on in raw_rows(
            _contacts(query, table, table.mentor, since, limit, scope)
        )
    ]


def interactions(since: datetime, limit: int, scope: Scope) -> list[tuple[DeletedRow, datetime]]:
    """Return the client interactions that were deleted after *since* and whose person is there, at most *limit*, each with its start."""
    table = InteractionTable
    query = table.select(
        table.id,
        table.person,
        PersonTable.first_name,
        PersonTable.last_name,
        table.deleted_at,
        table.title,
        table.start_at,
    )
    return [
        (
            DeletedRow(
                DeletedKind.INTERACTION,
                key,
                _full(first_name, last_name),
                from_milliseconds(deleted_at),
                person_id=person,
                title=title,
            ),
            from_milliseconds(start_at),
        )
        for key, person, first_name, last_name, deleted_at, title, start_at in raw_rows(
            _contacts(query, table, table.created_by, since, limit, scope)
        )
    ]


def absences(since: datetime, limit: int, user: int | None) -> list[DeletedRow]:
    """Return the absences, of *user* or (None) of everybody, that were taken back after *since*, at most *limit*."""
    table = AbsenceTable
    query = (
        table.select(
            table.id, UserTable.first_name, UserTable.last_name, table.ended_at, table.first_on, table.last_on
        )
        .join(UserTable, on=(table.user == UserTable.id))
        .where(table.ended_at >= since)
        .order_by(table.ended_at.desc())
        .limit(limit)
    )
    if user is not None:
        query = query.where(table.user == user)
    return [
        DeletedRow(
            DeletedKind.ABSENCE,
            key,
            _full(first_name, last_name),
            from_milliseconds(ended_at),
            first_on=to_date(first_on),
            last_on=to_date(last_on),
        )
        for key, first_name, last_name, ended_at, first_on, last_on in raw_rows(query)
    ]


def deleted_by(rows: Iterable[DeletedRow]) -> dict[tuple[DeletedKind, int], UserName]:
    """Return who deleted each of *rows*, where somebody did, by its kind and key."""
    listed = list(rows)
    people = sorted({row.person_id for row in listed if row.person_id is not None})
    users = UserNames()
    by: dict[tuple[DeletedKind, int], UserName] = {}
    table = ActivityLogTable
    for condition in _about(people, any(row.kind is DeletedKind.ABSENCE for row in listed)):
        query = (
            table.select(table.event, table.person, table.subject, *name_columns(UserTable))
            .join(UserTable, on=(table.actor == UserTable.id))
            .where(condition, table.event.in_(list(_EVENTS)))
            .order_by(table.id)
        )
        for event, person, subject, *name in raw_rows(query):
            kind = _EVENTS[LogEvent(event)]
            by[kind, person if kind is DeletedKind.PERSON else subject] = users.sure(*name)
    return by


_EVENTS = {
    LogEvent.PERSON_DELETED: DeletedKind.PERSON,
    LogEvent.FOLLOW_UP_DELETED: DeletedKind.FOLLOW_UP,
    LogEvent.INTERACTION_DELETED: DeletedKind.INTERACTION,
    LogEvent.ABSENCE_ENDED: DeletedKind.ABSENCE,
}


def _about(people: Sequence[int], with_absences: bool) -> Iterator[object]:  # noqa: FBT001 - one caller
    """Conditions on lines of the log that its one index, by person, answers."""
    for start in range(0, len(people), _AT_ONCE):
        yield ActivityLogTable.person.in_(people[start : start + _AT_ONCE])
    if with_absences:
        yield ActivityLogTable.person.is_null()


def _contacts(
    query: ModelSelect[Any],
    table: type[FollowUpTable | InteractionTable],
    author: object,
    since: datetime,
    limit: int,
    scope: Scope,
) -> ModelSelect[Any]:
    query = query.join(PersonTable, on=(table.person == PersonTable.id)).where(
        table.deleted_at >= since, PersonTable.deleted_at.is_null()
    )
    if scope.author is not None:
        query = query.where(author == scope.author)
    if scope.mentors is not None:
        query = query.where(PersonTable.mentor.in_(list(scope.mentors)))
    return query.order_by(table.deleted_at.desc()).limit(limit)


def _full(first_name: str, last_name: str) -> str:
    return f"{first_name} {last_name}".strip()
