"""Queries that are asked often: built once from the models, run with parameters, read as tuples.

Building an ORM query costs more than running it; this keeps the models as the one place that knows the columns, for whatever
engine, and pays for the building once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from peewee import AutoField, Database, Field, Model, Query, Value

from desktop_app.database.models import database
from desktop_app.database.queries import rows_set_aside
from desktop_app.database.queries.rows_set_aside import RowCheck


class _Slot:
    """The place of a named parameter in a prepared query."""

    def __init__(self, name: str) -> None:
        self.name = name


def parameter(name: str) -> Value:
    """Return the place of a value, called *name*, that is given when the query runs."""
    return Value(_Slot(name), converter=False)


class Prepared:
    """A query built on first use by *build*, then run by ``rows(name=value…)``."""

    def __init__(self, build: Callable[[], Query]) -> None:
        self._build = build
        self._sql = ""
        self._fixed: list[Any] = []
        self._slots: list[tuple[int, str]] = []
        self._engine: type[Database] | None = None
        self._check: RowCheck

    def sql(self) -> str:
        """Return the SQL text for the engine in use."""
        engine = type(database.obj)
        if self._engine is not engine:
            query = self._build()
            self._check = RowCheck(query)
            self._sql, parameters = query.sql()
            self._fixed = list(parameters)
            self._slots = [
                (place, value.name) for place, value in enumerate(parameters) if isinstance(value, _Slot)
            ]
            self._engine = engine
        return self._sql

    def parameters(self, **values: Any) -> list[Any]:
        """Return the parameters in the order of the SQL text, with *values* in their places."""
        self.sql()
        filled = list(self._fixed)
        for place, name in self._slots:
            filled[place] = values[name]
        return filled

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows that can be read, as the driver gives them."""
        sql = self.sql()
        return rows_set_aside.fetch(sql, self.parameters(**values), self._check)

    def batches(self, size: int, **values: Any) -> Iterator[list[tuple[Any, ...]]]:
        """Return the rows, *size* at a time, for a list that need not be held whole. Within a snapshot."""
        return rows_set_aside.batches(self.sql(), self.parameters(**values), size, self._check)

    def value(self, **values: Any) -> Any:
        """Return the first column of the first row, None where there is no row."""
        return _first_value(self.rows(**values))

    def figure(self, **values: Any) -> int:
        """Return the first column of the first row, 0 when it is null."""
        return int(self.value(**values) or 0)


class PreparedInsert:
    """The insert of one row into *table*, built on first use; ``run(column=value…)``, the rest have their defaults."""

    def __init__(self, table: type[Model]) -> None:
        self._table = table
        self._fields: list[Field] = []
        self._query: Any = None
        self._sql = ""
        self._engine: type[Database] | None = None

    def _prepare(self) -> None:
        engine = type(database.obj)
        if self._engine is engine:
            return
        meta = self._table._meta
        self._fields = [field for field in meta.sorted_fields if not isinstance(field, AutoField)]
        # peewee writes the columns in the fields' order, so the values stand in it too
        self._query = self._table.insert({field: parameter(field.name) for field in self._fields})
        self._sql, slots = self._query.sql()
        if [slot.name for slot in slots] != [field.name for field in self._fields]:
            raise LookupError(self._sql)
        self._engine = engine

    def run(self, **values: Any) -> int:
        """Insert a row and return its key."""
        self._prepare()
        row = [
            field.db_value(values.pop(field.name) if field.name in values else _default(field))
            for field in self._fields
        ]
        if values:
            raise LookupError(next(iter(values)))
        return int(self._query.handle_result(database, database.execute_sql(self._sql, row)))


def _default(field: Field) -> Any:
    return field.default() if callable(field.default) else field.default


def tuples(query: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query of the models as tuples, each value as its field reads it."""
    convert: list[Any] = [
        column.python_value if isinstance(column, Field) else None for column in query._returning
    ]
    for row in raw_rows(query):
        yield tuple(
            value if value is None or reads is None else reads(value)
            for reads, value in zip(convert, row, strict=True)
        )


def models(query: Any) -> Iterator[Any]:
    """Yield the rows of a query of all columns of one table that can be read, as its model."""
    fields: list[Any] = query.model._meta.sorted_fields
    for row in raw_rows(query):
        values = zip(fields, row, strict=True)
        yield query.model(**{field.name: field.python_value(value) for field, value in values})


def raw_rows(query: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query that is built anew each time, as the driver gives them."""
    sql, parameters = query.sql()
    return rows_set_aside.fetch(sql, parameters, RowCheck(query))


def first_value(query: Any) -> Any:
    """Return the first column of the first row of a query that is built anew each time, None where there is no row."""
    return _first_value(raw_rows(query))


def _first_value(rows: list[tuple[Any, ...]]) -> Any:
    for row in rows:
        return next(iter(row))
    return None


def raw_batches(query: Any, size: int) -> Iterator[list[tuple[Any, ...]]]:
    """Return the rows of a query that is built anew each time, *size* at a time, for a list that need not be held whole. Within a snapshot."""
    sql, parameters = query.sql()
    return rows_set_aside.batches(sql, parameters, size, RowCheck(query))


@lru_cache(maxsize=8_192)
def to_date(value: Any) -> date:
    """Return a column's date, whether the driver gives text (SQLite) or a date; a list has few days and many rows."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def to_date_or_none(value: Any) -> date | None:
    """Return a column's date as ``to_date`` does, None for null."""
    return None if value is None else to_date(value)


@lru_cache(maxsize=8_192)
def to_uuid(value: Any) -> UUID:
    """Return a column's uuid from its 16 bytes; the same users and persons come again and again."""
    return UUID(bytes=bytes(value))
