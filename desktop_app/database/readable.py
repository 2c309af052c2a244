"""Whether every stored value is one that the program can read: words of the vocabulary, days, moments, uuids, JSON, texts.

SQLite stores what it is given, and a bit that flips stays well-formed to it. The rules stand here once, in two forms: in SQL, a
column at a time, one pass over each table (``unreadable``), and for the values of a column that was read (``column_check``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import BooleanField, CharField, DateField, Field, ForeignKeyField, IntegerField, Model, TextField

from desktop_app.database import models
from desktop_app.database.fields import MomentField, UuidField, WordField

_JSON_COLUMNS = frozenset(
    {
        ("activity_log", "before"),
        ("activity_log", "after"),
        ("settings", "value"),
        ("drafts", "content"),
        ("imports", "mentors"),
        ("import_rows", "before"),
        ("merges", "before"),
        ("merges", "after"),
        ("merges", "actions"),
    }
)
_READ_WITHOUT = frozenset({"activity_log", "settings", "drafts"})
"""Tables whose readers do without JSON that is none: a line of the log still says who and when."""
_BIRTHDAY = ("persons", "date_of_birth")
EARLIEST, LATEST = -62_135_596_800_000, 253_402_300_799_999
"""The milliseconds of the moments that can be told: the years 1 to 9999."""
_DAY_LENGTH = 10  # of YYYY-MM-DD
_AT_ONCE = 1_000

ColumnCheck = Callable[[Sequence[Any]], bool]
"""Says whether all the values of a column can be read."""


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
    """Yield the values behind *connection* that the program cannot read, at most *limit* of each column."""
    present = {
        (table, column)
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (_number, column, *_more) in connection.execute(f'PRAGMA table_info("{table}")')
    }
    for table in tables():
        name = str(table._meta.table_name)
        fields = [field for field in table._meta.sorted_fields if (name, field.column_name) in present]
        for field in fields:
            if condition := _wrong(name, field):
                # every name is one of the models': nothing that anybody typed
                sql = f'SELECT rowid FROM "{name}" WHERE {condition} LIMIT {limit}'  # noqa: S608
                for (row,) in connection.execute(sql):
                    yield Unreadable(name, int(row), str(field.column_name))
        yield from _not_utf8(connection, name, [str(f.column_name) for f in fields if is_text(f)], limit)


def dangling(connection: sqlite3.Connection) -> Iterator[Unreadable]:
    """Yield the references behind *connection* to a row that is not there: a list that joins it leaves them out."""
    for table, row, _parent, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        if row is not None:
            references = connection.execute(f'PRAGMA foreign_key_list("{table}")')
            columns = {key: column for key, _place, _table, column, *_more in references}
            yield Unreadable(str(table), int(row), str(columns[number]))


def about(connection: sqlite3.Connection, place: Unreadable) -> str:
    """Return the name of the person or user whose row *place* is in, as far as it can be read; empty where nobody's."""
    match place.table:
        case "persons" | "users":
            source = f'"{place.table}" WHERE rowid = ?'
        case "follow_ups" | "client_interactions" | "activity_log" | "notifications":
            source = f'persons WHERE id = (SELECT person_id FROM "{place.table}" WHERE rowid = ?)'  # noqa: S608 - constants
        case _:
            return ""
    before, connection.text_factory = connection.text_factory, lambda raw: raw.decode(errors="replace")
    try:
        names = connection.execute(f"SELECT first_name, last_name FROM {source}", (place.row,)).fetchone()  # noqa: S608 - constants
    finally:
        connection.text_factory = before
    return " ".join(name for name in names or () if isinstance(name, str)).strip()


def is_text(field: Field) -> bool:
    """Return whether *field* holds what somebody wrote, rather than a word of the vocabulary."""
    return isinstance(field, CharField | TextField) and not isinstance(field, WordField)


def _not_utf8(
    connection: sqlite3.Connection, table: str, columns: list[str], limit: int
) -> Iterator[Unreadable]:
    """Yield the texts of *table* whose bytes are no text: SQLite does not look, the driver refuses the whole row."""
    if not columns:
        return
    named = ", ".join(f'"{column}"' for column in columns)
    try:
        with closing(connection.execute(f'SELECT {named} FROM "{table}"')) as rows:  # noqa: S608 - the models' own names
            while rows.fetchmany(_AT_ONCE):
                pass
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) is not None:
            raise
        before, connection.text_factory = connection.text_factory, broken_or_text
        try:
            for column in columns:
                sql = f'SELECT rowid, "{column}" FROM "{table}"'  # noqa: S608 - the models' own names
                broken = [row for row, value in connection.execute(sql) if type(value) is Broken]
                yield from (Unreadable(table, row, column) for row in broken[:limit])
        finally:
            connection.text_factory = before


class Broken(bytes):
    """The bytes of a stored text that are no text."""

    __slots__ = ()


def broken_or_text(raw: bytes) -> str | Broken:
    """Return the text that *raw* holds, or what it is instead: a ``text_factory`` for where the driver's own gave up."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return Broken(raw)


def _wrong(table: str, field: Field) -> str:
    """Return a condition in SQL that is true where the column of *field* holds what it never should."""
    column = f'"{field.column_name}"'
    there = f"{column} IS NOT NULL AND " if field.null else f"{column} IS NULL OR "
    match field:
        case WordField():
            words = ", ".join("'" + str(word).replace("'", "''") + "'" for word in field.words)
            return f"{there}{column} NOT IN ({words})"
        case MomentField():
            return f"{there}(typeof({column}) <> 'integer' OR {column} NOT BETWEEN {EARLIEST} AND {LATEST})"
        case DateField():
            return f"{there}(typeof({column}) <> 'text' OR date({column}, '+0 days') IS NOT {column})"
        case UuidField():
            return f"{there}(typeof({column}) <> 'blob' OR length({column}) <> 16)"
        case BooleanField():
            return f"{there}{column} NOT IN (0, 1)"
        case CharField() | TextField() if (table, field.column_name) in _JSON_COLUMNS:
            return f"{there}(typeof({column}) <> 'text' OR NOT json_valid({column}))"
        case CharField() | TextField() if (table, field.column_name) == _BIRTHDAY:
            # as ``_whole_birthday`` has it
            day = (
                f"CASE WHEN {column} LIKE '--%' THEN '2000-' || substr({column}, 3) "
                f"WHEN length({column}) IN (4, 7) THEN {column} || substr('-01-01', 1, 10 - length({column})) "
                f"ELSE {column} END"
            )
            return f"{there}(typeof({column}) <> 'text' OR ({column} <> '' AND date({day}, '+0 days') IS NOT {day}))"
        case CharField() | TextField():
            return f"{there}typeof({column}) <> 'text'"
        case IntegerField() | ForeignKeyField():
            return f"{there}typeof({column}) <> 'integer'"
        case _:
            return ""


def column_check(field: Field, *, may_be_null: bool) -> ColumnCheck | None:
    """Return what says whether the values of *field*'s column can be read; None where anything can be.

    Whole columns at a time, by what the interpreter does in one go: lists are read all day long.
    """
    nothing: frozenset[Any] = frozenset({None}) if may_be_null or field.null else frozenset()
    no_type: frozenset[type] = frozenset({type(None)}) if nothing else frozenset()
    match field:
        case WordField():
            return (nothing | {str(word) for word in field.words}).issuperset
        case BooleanField():
            return (nothing | {0, 1}).issuperset
        case DateField():
            return lambda values: all(value in nothing or _is_day(value) for value in set(values))
        case MomentField():
            return lambda values: all(value in nothing or _is_moment(value) for value in set(values))
        case UuidField():
            return lambda values: all(value in nothing or _is_uuid(value) for value in set(values))
        case CharField() | TextField():
            name = (str(field.model._meta.table_name), str(field.column_name))
            if name in _JSON_COLUMNS and name[0] not in _READ_WITHOUT:
                return lambda values: all(value in nothing or _is_json(value) for value in values)
            if name == _BIRTHDAY:
                return lambda values: all(value in nothing or _is_birthday(value) for value in set(values))
            return lambda values: (no_type | {str}).issuperset(map(type, values))
        case IntegerField() | ForeignKeyField():
            return lambda values: (no_type | {int}).issuperset(map(type, values))
        case _:
            return None


@lru_cache(maxsize=8_192)
def _is_day(value: object) -> bool:
    if type(value) is not str or len(value) != _DAY_LENGTH or not value[4] == value[7] == "-":
        return type(value) is date
    try:
        return date.fromisoformat(value).year > 0
    except ValueError:
        return False


def _is_moment(value: object) -> bool:
    return type(value) is int and EARLIEST <= value <= LATEST


def _is_uuid(value: object) -> bool:
    return type(value) is bytes and len(value) == 16


def _is_json(value: object) -> bool:
    try:
        json.loads(value) if type(value) is str else None
    except ValueError:
        return False
    return type(value) is str


def _is_birthday(value: object) -> bool:
    if type(value) is not str:
        return False
    return not value or _is_day(_whole_birthday(value))


def _whole_birthday(value: str) -> str:
    """Return a birthday as a day: in a leap year where it names none, the first one where it is known to the year or the month."""
    if value.startswith("--"):
        return f"2000-{value[2:]}"
    if len(value) in {len("1990"), len("1990-05")}:
        return value + "-01-01"[: _DAY_LENGTH - len(value)]
    return value
