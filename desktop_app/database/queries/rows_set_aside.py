"""Rows that hold a value which cannot be read are set aside here, where every row is read: the others are shown all the same.

Which they are is told by ``readable.unreadable``; that some were met, by ``times_met``.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from peewee import JOIN, Alias, DatabaseError, Field, FieldAlias, Function, Join

from desktop_app.database.fields import UuidField
from desktop_app.database.models import database
from desktop_app.database.readable import Broken, ColumnCheck, broken_or_text, column_check, is_text

Row = tuple[Any, ...]
_OF_ONE_VALUE = frozenset({"MIN", "MAX", "COALESCE"})
"""The functions of SQL whose result is one of the values that they are given."""
_log = logging.getLogger(__name__)
_meetings = count(1)
_met = 0


def times_met() -> int:
    """Return a number that grows each time that a row had to be set aside."""
    return _met


def note_met() -> None:
    """Note that a row could not be read."""
    global _met  # noqa: PLW0603 - a counter of the program
    _met = next(_meetings)


class _Column(NamedTuple):
    """A column of what a query returns: its place, how its values are looked at, and what to put in the place of a joined row's that cannot be read."""

    place: int
    check: ColumnCheck
    is_own: bool
    placeholder: object


class RowCheck:
    """Looks at the rows of one query. ``kept(rows)`` are those that can be read."""

    def __init__(self, query: Any) -> None:
        self._columns = tuple(_columns(query))

    def kept(self, rows: list[Row]) -> list[Row]:
        """Return *rows* without those that hold what cannot be read.

        What cannot be read of a *joined* row (the name of a mentor) does not take away the rows that it is joined to.
        """
        if not rows or not self._columns:
            return rows
        values = tuple(zip(*rows, strict=True))
        if all(check(values[place]) for place, check, _own, _placeholder in self._columns):
            return rows
        note_met()
        kept = [mended for row in rows if (mended := self._mended(row)) is not None]
        _log.info("%d rows cannot be read and were set aside", len(rows) - len(kept))
        return kept

    def _mended(self, row: Row) -> Row | None:
        values = list(row)
        for place, check, is_own, placeholder in self._columns:
            if not check((row[place],)):
                if is_own:
                    return None
                values[place] = placeholder
        return tuple(values)


def _columns(query: Any) -> Iterator[_Column]:
    while hasattr(query, "lhs"):  # of several put together all are alike
        query = query.lhs
    model = getattr(query, "model", None)
    where_any = _where_any(query)
    for place, column in enumerate(getattr(query, "_returning", None) or ()):
        field = column
        if isinstance(field, Alias):
            field = field.node
        if isinstance(field, Function) and field.name in _OF_ONE_VALUE:
            field = (field.arguments or (None,))[0]
            # the least of several, where there is none
            if isinstance(field, Field) and (check := _check_of(_plain(field), may_be_null=True)):
                yield _Column(place, check, True, None)
            continue
        if isinstance(field, Field):
            source, field = field.model, _plain(field)
            # a name can be read around, and a row that need not be there; a word that must be there cannot
            is_own = source is model or not (
                field.null or source in where_any or isinstance(field, UuidField) or is_text(field)
            )
            check = _check_of(field, may_be_null=source is not model)
            if check is not None:
                yield _Column(place, check, is_own, _placeholder(field))


_checks: dict[tuple[int, bool], ColumnCheck | None] = {}


def _check_of(field: Field, *, may_be_null: bool) -> ColumnCheck | None:
    """Return the check of *field*, made once: by its identity, since fields that are compared make SQL."""
    key = (id(field), may_be_null)
    if key not in _checks:
        _checks[key] = column_check(field, may_be_null=may_be_null)
    return _checks[key]


def _where_any(query: Any) -> set[Any]:
    """Return the tables of *query* of which a row is joined where there is any: without one, its columns are null."""
    joins, tables = list(getattr(query, "_from_list", None) or ()), set()
    while joins:
        join = joins.pop()
        if isinstance(join, Join):
            joins += [join.lhs, join.rhs]
            if join.join_type == JOIN.LEFT_OUTER:
                tables.add(join.rhs)
    return tables


def _plain(field: Field) -> Field:
    return field.field if isinstance(field, FieldAlias) else field


def _placeholder(field: Field) -> object:
    if isinstance(field, UuidField):
        return bytes(16)
    return "?" if is_text(field) and not field.null else None


def fetch(sql: str, parameters: Sequence[Any], check: RowCheck) -> list[Row]:
    """Return the rows of *sql* that can be read, as the driver gives them."""
    try:
        rows = database.execute_sql(sql, parameters).fetchall()
    except (DatabaseError, sqlite3.OperationalError) as error:
        if not is_broken_text(error):
            raise
        rows = [row for part in _with_broken_texts(sql, parameters, 1_000) for row in part]
        return _as_text(check.kept(rows))
    return check.kept(list(rows))


def batches(sql: str, parameters: Sequence[Any], size: int, check: RowCheck) -> Iterator[list[Row]]:
    """Yield the rows of *sql* that can be read, from *size* at a time. Within a snapshot."""
    done = 0
    try:
        cursor = database.execute_sql(sql, parameters)
        while rows := cursor.fetchmany(size):
            kept = check.kept(list(rows))
            done += len(rows)
            yield kept
    except (DatabaseError, sqlite3.OperationalError) as error:
        if not is_broken_text(error):
            raise
    else:
        return
    for rows in _with_broken_texts(sql, parameters, size):
        left = rows[max(0, done) :]
        done -= len(rows)
        if left:
            yield _as_text(check.kept(left))


def is_broken_text(error: BaseException) -> bool:
    """Return whether the driver gave up over a text that is none: the one fault of its own, without a code of SQLite's."""
    original = error.__context__ if isinstance(error, DatabaseError) else error
    return (
        isinstance(original, sqlite3.OperationalError)
        and getattr(original, "sqlite_errorcode", None) is None
        and "decode" in str(original).lower()
    )


def _with_broken_texts(sql: str, parameters: Sequence[Any], size: int) -> Iterator[list[Row]]:
    connection = database.connection()
    cursor = None
    while True:
        # only while rows are fetched: what is read between two portions goes the usual way
        before, connection.text_factory = connection.text_factory, broken_or_text
        try:
            cursor = cursor or database.execute_sql(sql, parameters)
            rows = cursor.fetchmany(size)
        finally:
            connection.text_factory = before
        if not rows:
            return
        yield rows


def _as_text(rows: list[Row]) -> list[Row]:
    """Return *rows* with what of broken texts is text, where no field says what should stand there."""
    return [
        tuple(value.decode(errors="replace") if type(value) is Broken else value for value in row)
        for row in rows
    ]
