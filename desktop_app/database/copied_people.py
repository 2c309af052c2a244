"""The people whom a copy of the data holds, and putting one of them, with their contacts, back among those of today.

Rows are known by their uuids: keys may have gone to somebody else since. A copy of an older Suivi has fewer columns; what it does
not know has its default.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from peewee import Model

from desktop_app.database.fields import to_milliseconds
from desktop_app.database.models import (
    FollowUpTable,
    InteractionServiceTable,
    InteractionTable,
    PersonTable,
    UserTable,
    database,
)
from desktop_app.database.queries.prepared import raw_rows

Row = dict[str, Any]
CONTACTS: tuple[type[Model], ...] = (FollowUpTable, InteractionTable)
_USERS = frozenset({"mentor_id", "created_by_id", "updated_by_id"})
_CONTACT_KEYS = frozenset({"action_closed_by_id", "action_kept_after_id", "last_follow_up_id"})


class CopiedPerson(NamedTuple):
    """Somebody as a copy has them: their row, and by table their contacts, users in them by uuid."""

    row: Row
    contacts: dict[str, list[Row]]
    services: dict[bytes, list[str]]
    """The reference services of each client interaction, by its uuid."""


def people(connection: sqlite3.Connection) -> list[tuple[bytes, str, str, str, int]]:
    """Return those in the list of the copy behind *connection*, by name: uuid, first and last name, phone, number of contacts."""
    sql = (
        "SELECT uuid, first_name, last_name, phone, (SELECT COUNT(*) FROM follow_ups WHERE person_id = persons.id AND deleted_at IS NULL)"
        " + (SELECT COUNT(*) FROM client_interactions WHERE person_id = persons.id AND deleted_at IS NULL)"
        " FROM persons WHERE deleted_at IS NULL ORDER BY name_key, id"
    )
    return connection.execute(sql).fetchall()


def person(connection: sqlite3.Connection, uuid: bytes) -> CopiedPerson | None:
    """Return the person with *uuid* and what was recorded of them as the copy behind *connection* has it; None: it has not."""
    users = dict(connection.execute("SELECT id, uuid FROM users"))
    rows = _rows(connection, "persons", "uuid = ?", uuid, users)
    if not rows:
        return None
    key = rows[0]["id"]
    tables = [str(table._meta.table_name) for table in CONTACTS]
    contacts = {
        table: _rows(connection, table, "person_id = ? AND deleted_at IS NULL", key, users)
        for table in tables
    }
    services: dict[bytes, list[str]] = {}
    sql = (
        "SELECT uuid, service FROM client_interaction_services JOIN client_interactions ON id = interaction_id"
        " WHERE person_id = ?"
    )
    for interaction, service in connection.execute(sql, (key,)):
        services.setdefault(interaction, []).append(service)
    return CopiedPerson(rows[0], contacts, services)


def _rows(
    connection: sqlite3.Connection, table: str, condition: str, value: object, users: Mapping[int, bytes]
) -> list[Row]:
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE {condition} ORDER BY id', (value,))  # noqa: S608 - constants
    names = [column for column, *_more in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        for name in _USERS & row.keys():
            row[name] = users.get(row[name])
    return rows


class OfToday(NamedTuple):
    """The row that is there today for one of a copy."""

    id: int
    is_deleted: bool


def key_of(table: type[Model], uuid: bytes) -> OfToday | None:
    """Return the key of today's row with *uuid*, and whether it is deleted; None: there is none."""
    columns: Any = table
    for key, deleted_at in raw_rows(table.select(columns.id, columns.deleted_at).where(columns.uuid == uuid)):
        return OfToday(int(key), deleted_at is not None)
    return None


def add(table: type[Model], row: Row, values: Mapping[str, Any]) -> int:
    """Insert *row* of a copy with *values* in place of its own, users as they are today, and return its new key."""
    known = {str(field.column_name) for field in table._meta.sorted_fields}
    users = {bytes(uuid): key for key, uuid in raw_rows(UserTable.select(UserTable.id, UserTable.uuid))}
    inserted = {name: value for name, value in row.items() if name in known and name != "id"}
    for name in _USERS & inserted.keys():
        inserted[name] = users.get(inserted[name])
    inserted |= dict.fromkeys(_CONTACT_KEYS & inserted.keys())
    inserted |= {
        name: value for name, value in values.items() if inserted.get(name) is None or name == "person_id"
    }
    names = ", ".join(f'"{name}"' for name in inserted)
    places = ", ".join([database.param] * len(inserted))
    sql = f'INSERT INTO "{table._meta.table_name}" ({names}) VALUES ({places})'  # noqa: S608 - the models' own names
    return int(database.execute_sql(sql, list(inserted.values())).lastrowid)


def add_services(interaction_id: int, services: list[str]) -> None:
    """Give a client interaction its reference services."""
    for service in services:
        InteractionServiceTable.insert(interaction=interaction_id, service=service).execute()


def set_deleted(table: type[Model], keys: list[int], moment: Any) -> None:
    """Take the rows of *keys* off every list at *moment*, or bring them back (None)."""
    columns: Any = table
    deleted_at = to_milliseconds(moment) if moment is not None else None
    table.update({columns.deleted_at: deleted_at}).where(columns.id.in_(keys)).execute()


def today(uuid: bytes) -> Row | None:
    """Return the columns of today's person with *uuid*; None: there is none."""
    fields = PersonTable._meta.sorted_fields
    for row in raw_rows(PersonTable.select(*fields).where(PersonTable.uuid == uuid)):
        return {str(field.column_name): value for field, value in zip(fields, row, strict=True)}
    return None
