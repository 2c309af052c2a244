"""The activity log: who changed what, when, from what to what, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from peewee import JOIN, Expression

from desktop_app.controllers.base import Controller
from desktop_app.controllers.visibility import require_for
from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import ActivityLogTable, UserTable
from desktop_app.database.queries import merge_queries
from desktop_app.database.queries.names import UserNames, name_columns
from desktop_app.database.queries.prepared import PreparedInsert, raw_rows
from desktop_app.domain.errors import NotFound
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Actor, LogEntry, Page, UserName
from desktop_app.domain.vocabulary import LogEvent

_INSERT = PreparedInsert(ActivityLogTable)


def plain(value: object) -> object:
    """Return *value* as JSON can hold it: dates as ISO text, words as their values, users by name."""
    if isinstance(value, UserName):
        return value.full_name
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


class Differences(NamedTuple):
    """What is not the same before and after a change, as JSON can hold it."""

    before: dict[str, object]
    after: dict[str, object]


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> Differences:
    """Return only what is not the same on both sides, as JSON can hold it."""
    old, new = ({name: plain(value) for name, value in side.items()} for side in (before, after))
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return Differences(
        {name: old[name] for name in changed if name in old},
        {name: new[name] for name in changed if name in new},
    )


def write(
    clock_now: datetime,
    actor: Actor | None,
    event: LogEvent,
    *,
    person_id: int | None = None,
    subject_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write a line, within the transaction of what it tells of."""
    _INSERT.run(
        at=clock_now,
        actor=actor.id if actor else None,
        event=event,
        person=person_id,
        subject=subject_id,
        before=json.dumps(before or {}, ensure_ascii=False, default=plain),
        after=json.dumps(after or {}, ensure_ascii=False, default=plain),
        reason=reason,
    )


def _stored(text: str) -> dict[str, Any]:
    """Return what a line holds, empty where it cannot be read: the other lines are shown all the same."""
    try:
        values = json.loads(text)
    except (ValueError, TypeError):
        return {}
    return values if isinstance(values, dict) else {}


class _Columns(NamedTuple):
    """What is selected of each line, in its order; *actor* is nobody where the program did it."""

    id: int
    at: int
    event: str
    person_id: int | None
    subject_id: int | None
    before: str
    after: str
    reason: str
    actor_id: int | None
    actor_uuid: bytes
    actor_first_name: str
    actor_last_name: str


class ActivityLog(Controller):
    """Reading the log."""

    def of_person(self, actor: Actor, person_id: int, limit: int = 200) -> tuple[LogEntry, ...]:
        """Return what happened to the person, newest first.

        Raises:
            NotFound: no such person.
            NotAllowed: not a person of this mentor.
        """
        with self._store.reading():
            self._require(actor, person_id)
            return self._entries(limit, person_id)

    def page_of_person(self, actor: Actor, person_id: int, limit: int, offset: int) -> Page[LogEntry]:
        """Return a page of what happened to the person, newest first, and how many lines there are in all.

        Raises:
            NotFound, NotAllowed: as ``of_person``.
        """
        with self._store.reading():
            self._require(actor, person_id)
            items = self._entries(limit, person_id, offset)
            total = ActivityLogTable.select().where(self._about(person_id)).count()
        return Page(items, int(total), more=offset + len(items) < total)

    def _require(self, actor: Actor, person_id: int) -> None:
        person = merge_queries.one(person_id)
        if person is None:
            raise NotFound("person")
        require_for(self._clock.today(), actor, Action.VIEW_LOG, person.mentor.id if person.mentor else None)

    @staticmethod
    def _about(person_id: int) -> Expression:
        """Return the lines about the person, and those about the entries that were merged into theirs."""
        entries = merge_queries.entries_of(person_id)
        if len(entries) == 1:  # as nearly always: the plainest form
            return ActivityLogTable.person == entries[0]
        return ActivityLogTable.person.in_(entries)

    def _entries(self, limit: int, person_id: int, offset: int = 0) -> tuple[LogEntry, ...]:
        table = ActivityLogTable
        columns = (
            table.id,
            table.at,
            table.event,
            table.person,
            table.subject,
            table.before,
            table.after,
            table.reason,
        )
        query = table.select(*columns, *name_columns(UserTable)).join(
            UserTable, JOIN.LEFT_OUTER, on=(table.actor == UserTable.id)
        )
        query = query.where(self._about(person_id)).order_by(table.id.desc())
        rows = raw_rows(query.limit(limit).offset(offset))
        users = UserNames()
        return tuple(
            LogEntry(
                id=row.id,
                at=from_milliseconds(row.at),
                actor=users.read(row.actor_id, row.actor_uuid, row.actor_first_name, row.actor_last_name),
                event=LogEvent(row.event),
                person_id=row.person_id,
                subject_id=row.subject_id,
                before=_stored(row.before),
                after=_stored(row.after),
                reason=row.reason,
            )
            for row in map(_Columns._make, rows)
        )
