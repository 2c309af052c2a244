"""A user's notifications, the newest first: prepared, and along an index whatever their number (reminders are many)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import JOIN, Query, fn

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import NotificationTable, PersonTable, UserTable
from desktop_app.database.queries.absence_queries import absences, mentor_values, of_mentors
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import Prepared, parameter, to_date, to_uuid
from desktop_app.domain.records import Absence, Notification
from desktop_app.domain.vocabulary import REMINDERS, NotificationKind

_KINDS = {str(kind): kind for kind in NotificationKind}
_OF_ASSIGNMENTS = (NotificationKind.PERSON_ASSIGNED, NotificationKind.PERSON_UNASSIGNED)
BEYOND_ALL = 2**62
"""A key that comes behind every other."""


class _Columns(NamedTuple):
    """What is selected of each notification, in its order; the person and who did it may be nobody."""

    uuid: bytes
    id: int
    kind: str
    created_at: int
    read_at: int | None
    subject: Any
    day: Any
    person_id: Any
    person_uuid: bytes
    person_first_name: str
    person_last_name: str
    by_id: int | None
    by_uuid: bytes
    by_first_name: str
    by_last_name: str


def _mine(*, only_unread: bool, mentors: int) -> list[Any]:
    """Return the conditions: the user's; of persons of so many mentors only, where *mentors* is not 0.

    That somebody was given to them, and is theirs no more, stays; what happened with the person since does not.
    """
    table = NotificationTable
    conditions: list[Any] = [table.user == parameter("user")]
    if only_unread:
        conditions.append(table.read_at.is_null())
    if mentors:
        theirs = of_mentors(PersonTable.mentor, mentors)
        conditions.append(table.person.is_null() | theirs | table.kind.in_(_OF_ASSIGNMENTS))
    return conditions


def _select(*, only_unread: bool, mentors: int) -> Query:
    table = NotificationTable
    return (
        table.select(
            table.uuid,
            table.id,
            table.kind,
            table.created_at,
            table.read_at,
            table.subject,
            table.day,
            *name_columns(PersonTable),
            *name_columns(UserTable),
        )
        .join(PersonTable, JOIN.LEFT_OUTER, on=(table.person == PersonTable.id))
        .switch(table)
        .join(UserTable, JOIN.LEFT_OUTER, on=(table.by == UserTable.id))
        .where(*_mine(only_unread=only_unread, mentors=mentors), table.id < parameter("before"))
        .order_by(table.id.desc())
        .limit(parameter("limit"))
        .offset(parameter("offset"))
    )


@lru_cache(maxsize=16)
def page_query(*, only_unread: bool, mentors: int = 0) -> Prepared:
    """Return the newest of a user before a key; of the persons of so many mentors only, where *mentors* is not 0."""
    return Prepared(lambda: _select(only_unread=only_unread, mentors=mentors))


@lru_cache(maxsize=16)
def count_query(*, only_unread: bool, mentors: int = 0) -> Prepared:
    """Return how many there are."""

    def build() -> Query:
        table = NotificationTable
        query = table.select(fn.COUNT(table.id))
        if mentors:
            query = query.join(PersonTable, JOIN.LEFT_OUTER, on=(table.person == PersonTable.id))
        return query.where(*_mine(only_unread=only_unread, mentors=mentors))

    return Prepared(build)


def count(user_id: int, mentor_ids: Collection[int] = (), *, only_unread: bool) -> int:
    """Return how many the user has, or has not read; of the persons of *mentor_ids* only, where there are any."""
    query = count_query(only_unread=only_unread, mentors=len(mentor_ids))
    return query.figure(user=user_id, **mentor_values(mentor_ids))


def page(
    user_id: int,
    limit: int,
    offset: int = 0,
    *,
    before: int = BEYOND_ALL,
    only_unread: bool = False,
    mentor_ids: Collection[int] = (),
) -> tuple[Notification, ...]:
    """Return the newest of the user whose keys are below *before*; of the persons of *mentor_ids* only, where there are any."""
    rows = page_query(only_unread=only_unread, mentors=len(mentor_ids)).rows(
        user=user_id, before=before, limit=limit, offset=offset, **mentor_values(mentor_ids)
    )
    named = [_Columns._make(row) for row in rows]
    keys = {row.subject for row in named if row.kind == NotificationKind.COLLEAGUE_AWAY}
    away = (
        {absence.id: replace(absence, note="") for absence in absences(keys=keys, ended=True)} if keys else {}
    )
    users = UserNames()
    return tuple(_read(row, users, away) for row in named)


def _read(row: _Columns, users: UserNames, away: dict[int, Absence]) -> Notification:
    kind, subject = _KINDS[row.kind], row.subject
    day = to_date(row.day) if row.day is not None else None
    days = subject if kind in REMINDERS else None
    return Notification(
        id=row.id,
        uuid=to_uuid(row.uuid),
        kind=kind,
        person=person_name(row.person_id, row.person_uuid, row.person_first_name, row.person_last_name)
        if row.person_id is not None
        else None,
        by=users.read(row.by_id, row.by_uuid, row.by_first_name, row.by_last_name),
        created_at=from_milliseconds(row.created_at),
        read_at=from_milliseconds(row.read_at) if row.read_at is not None else None,
        count=subject if kind is NotificationKind.PEOPLE_ASSIGNED else None,
        day=day,
        days=days,
        since=day - timedelta(days=days) if day is not None and days is not None else None,
        absence=away.get(subject) if kind is NotificationKind.COLLEAGUE_AWAY else None,
    )
