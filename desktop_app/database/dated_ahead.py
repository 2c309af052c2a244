"""Rows that a wrong day left behind: contacts and moments that lie in the future, where only the past can be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from desktop_app.database.fields import to_milliseconds
from desktop_app.database.readable import Unreadable

_DAYS = (
    ("follow_ups", "interaction_date"),
    ("persons", "first_visit_on"),
    ("persons", "earlier_contact_on"),
    ("client_interactions", "contact_on"),
    ("reminder_days", "day"),
)
_MOMENTS = (
    ("users", "created_at"),
    ("persons", "created_at"),
    ("persons", "updated_at"),
    ("follow_ups", "created_at"),
    ("follow_ups", "updated_at"),
    ("client_interactions", "created_at"),
    ("client_interactions", "updated_at"),
    ("activity_log", "at"),
)
_LEEWAY = timedelta(days=1)
"""Two PCs of an office need not agree to the minute, nor be in one time zone."""


def dated_ahead(connection: sqlite3.Connection, now: datetime, limit: int = 100) -> Iterator[Unreadable]:
    """Yield the values behind *connection* that lie more than a day after *now*, at most *limit* of each column."""
    latest = now + _LEEWAY
    bounds: list[tuple[tuple[str, str], str | int]] = [
        *((place, latest.date().isoformat()) for place in _DAYS),
        *((place, to_milliseconds(latest)) for place in _MOMENTS),
    ]
    for (table, column), bound in bounds:
        # the names are those above; what is no day or moment at all is told of elsewhere
        sql = (
            f'SELECT rowid FROM "{table}" WHERE typeof("{column}") = typeof(?1) AND "{column}" > ?1 LIMIT ?2'  # noqa: S608
        )
        for (row,) in connection.execute(sql, (bound, limit)):
            yield Unreadable(table, int(row), column)
