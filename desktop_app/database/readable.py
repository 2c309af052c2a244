"""Whether every stored value is one that the program can read: words of the vocabulary, days, moments, uuids, JSON.

SQLite stores what it is given, and a bit that flips stays well-formed to it. Asked in SQL, a column at a time, this costs one
pass over each table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from peewee import BooleanField, CharField, DateField, Field, IntegerField, Model, TextField

from desktop_app.database import models
from desktop_app.database.fields import MomentField, UuidField, WordField

_JSON_COLUMNS = frozenset({("activity_log", "before"), ("activity_log", "after"), ("settings", "value")})
_EARLIEST, _LATEST = -62_135_596_800_000, 253_402_300_799_999  # milliseconds: the years 1 to 9999


class Unreadable(NamedTuple):
    """A value that cannot be read: its table, the key of its row (SQLite's own), its column."""

    table: str
    row: int
    column: str


def tables() -> list[type[Model]]:
    """Return every table of the program."""
    return sorted(
        (
            table
            for table in vars(models).values()
            if isinstance(table, type) and issubclass(table, Model) and table.__name__.endswith("Table")
            if table is not models._Table
        ),
        key=lambda table: str(table._meta.table_name),
    )


def unreadable(connection: sqlite3.Connection, limit: int = 100) -> Iterator[Unreadable]:
    """Yield the values behind *connection* that the program cannot read, at most *limit* of each table."""
    present = {
        (table, column)
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (_number, column, *_more) in connection.execute(f'PRAGMA table_info("{table}")')
    }
    for table in tables():
        name = str(table._meta.table_name)
        for field in table._meta.sorted_fields:
            condition = _wrong(name, field)
            if condition and (name, field.column_name) in present:
                # every name is one of the models': nothing that anybody typed
                sql = f'SELECT rowid FROM "{name}" WHERE {condition} LIMIT {limit}'  # noqa: S608
                for (row,) in connection.execute(sql):
                    yield Unreadable(name, int(row), str(field.column_name))


def _wrong(table: str, field: Field) -> str:
    """Return a condition in SQL that is true where the column of *field* holds what it never should."""
    column = f'"{field.column_name}"'
    there = f"{column} IS NOT NULL AND " if field.null else f"{column} IS NULL OR "
    match field:
        case WordField():
            words = ", ".join("'" + str(word).replace("'", "''") + "'" for word in field.words)
            return f"{there}{column} NOT IN ({words})"
        case MomentField():
            return f"{there}(typeof({column}) <> 'integer' OR {column} NOT BETWEEN {_EARLIEST} AND {_LATEST})"
        case DateField():
            return f"{there}(typeof({column}) <> 'text' OR date({column}, '+0 days') IS NOT {column})"
        case UuidField():
            return f"{there}(typeof({column}) <> 'blob' OR length({column}) <> 16)"
        case BooleanField():
            return f"{there}{column} NOT IN (0, 1)"
        case CharField() | TextField() if (table, field.column_name) in _JSON_COLUMNS:
            return f"{there}NOT json_valid({column})"
        case CharField() | TextField():
            return f"{there}typeof({column}) <> 'text'"
        case IntegerField():
            return f"{there}typeof({column}) <> 'integer'"
        case _:
            return ""
