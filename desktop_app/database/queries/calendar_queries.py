"""What the exports of a user have put into a calendar, so that a later one can take out what is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from desktop_app.database import bulk
from desktop_app.database.models import CalendarEntryTable
from desktop_app.database.queries.prepared import raw_rows, to_date, to_uuid

_KEPT = timedelta(days=365)
"""How long after its day an entry is taken out once more: of what is older, nobody looks at a calendar."""


def put_in(user_id: int) -> list[tuple[UUID, date]]:
    """Return what was put into the calendars of the user: the uuid of what holds the next action, and its day."""
    table = CalendarEntryTable
    rows = raw_rows(
        table.select(table.uuid, table.due_on).where(table.user == user_id).order_by(table.due_on)
    )
    return [(to_uuid(key), to_date(due)) for key, due in rows]


def remember(user_id: int, entries: Iterable[tuple[UUID, date]], today: date) -> None:
    """Note that *entries* were put in, and forget what is long past. Within a transaction."""
    table = CalendarEntryTable
    table.delete().where(table.user == user_id, table.due_on < today - _KEPT).execute()
    bulk.insert_new(
        table, ("uuid", "user_id", "due_on"), [(key.bytes, user_id, due.isoformat()) for key, due in entries]
    )
