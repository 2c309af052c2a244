"""Many people at once: found again by name, added and changed by the hundred, with what is derived from them.

An import of a hundred thousand rows must not hold the write lock for longer than others wait, hence ``executemany`` throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from peewee import Model, fn

from desktop_app.database import bulk, derived
from desktop_app.database.fields import from_milliseconds, to_milliseconds
from desktop_app.database.models import ActivityLogTable, PersonTable, database
from desktop_app.database.queries.prepared import first_value, raw_rows, to_date_or_none
from desktop_app.domain.person_fields import NAMES, PERSON_FIELDS, FieldKind
from desktop_app.domain.phones import comparable

T = TypeVar("T")
AT_ONCE = 500
"""Rows that one statement names by their keys."""
_END = 8  # digits of a number, as ``duplicates.labels`` gives them

_DAYS = frozenset(spec.name for spec in PERSON_FIELDS if spec.kind is FieldKind.DAY)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is in the database: what a list can say of them, as stored (an absent word is None)."""

    id: int
    values: Mapping[str, Any]
    mentor_id: int | None
    waits: bool
    """Whether their status is one that waits for a contact."""
    created_at: datetime
    version: int


def portions(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Yield *items* in lists of at most *size*."""
    source = iter(items)
    while portion := list(islice(source, size)):
        yield portion


class Candidates(NamedTuple):
    """Who of the database may be somebody of a list, by key."""

    by_name: dict[str, list[int]]
    """For each name (``duplicates.name_key``) those who have it."""
    by_label: dict[str, list[int]]
    """For each label (the end of a number, an address, a birthday) those who have it, whatever their name."""
    names_of_number: dict[str, set[str]]
    """For each number of the list, as ``phones.comparable`` gives it, the names that it stands on."""


def candidates(
    names: Collection[str], labels: Collection[str], country: str, tick: Callable[[], None]
) -> Candidates:
    """Return those who have one of the *names* or *labels* of a list; deleted people are nobody's match.

    *tick* is called now and then and may raise.
    """
    query = PersonTable.select(
        PersonTable.id,
        PersonTable.name_key,
        PersonTable.phone,
        PersonTable.email,
        PersonTable.date_of_birth,
        PersonTable.search_text,
    ).where(PersonTable.deleted_at.is_null())
    by_name: dict[str, list[int]] = defaultdict(list)
    by_label: dict[str, list[int]] = defaultdict(list)
    names_of_number: dict[str, set[str]] = defaultdict(set)
    with closing(database.execute_sql(*query.sql())) as rows:
        for portion in portions(rows):
            tick()
            for key, stored, phone, email, born, search_text in portion:
                name = " ".join(sorted(stored.split()))
                if name in names:
                    by_name[name].append(key)
                if not labels:
                    continue
                if email and email.lower() in labels:
                    by_label[email.lower()].append(key)
                if born and born in labels:
                    by_label[born].append(key)
                ends = {word[-_END:] for word in search_text.split() if word.isdigit()} if phone else ()
                known_ends = [end for end in ends if end in labels]
                for end in known_ends:
                    by_label[end].append(key)
                if known_ends:
                    for number in comparable(phone, country):
                        names_of_number[number].add(name)
    return Candidates(by_name, by_label, names_of_number)


def known_people(keys: Collection[int]) -> dict[int, KnownPerson]:
    """Return those of *keys* who are there, by key."""
    table = PersonTable
    own = (
        table.id,
        table.mentor,
        table.waiting_since,
        table.created_at,
        table.earlier_contact_on,
        table.version,
    )
    fields = [getattr(table, name) for name in NAMES]
    known: dict[int, KnownPerson] = {}
    for portion in portions(keys):
        for row in raw_rows(table.select(*own, *fields).where(table.id.in_(portion))):
            key, mentor_id, waiting_since, created_at, earlier_contact_on, version, *stored = row
            values = {
                name: to_date_or_none(value) if name in _DAYS else value
                for name, value in zip(NAMES, stored, strict=True)
            }
            known[key] = KnownPerson(
                id=key,
                values={**values, "earlier_contact_on": to_date_or_none(earlier_contact_on)},
                mentor_id=mentor_id,
                waits=waiting_since is not None,
                created_at=from_milliseconds(created_at),
                version=version,
            )
    return known


def add_people(people: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add *people* (values by field name, all with the same fields, ``uuid`` among them); their keys in the same order."""
    return inserted(PersonTable, people)


def inserted(table: Any, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write *rows* (values by field name, all with the same fields, ``uuid`` among them), and return their keys in the same order."""
    newest = first_value(table.select(fn.MAX(table.id))) or 0
    _insert(table, rows)
    added = table.select(table.id, table.uuid).where(table.id > newest)
    keys = {bytes(uuid): key for key, uuid in raw_rows(added)}
    return [keys[row["uuid"].bytes] for row in rows]


def placeholders(values: Collection[object]) -> str:
    """Return as many places for parameters as there are *values*."""
    return ", ".join([database.param] * len(values))


def change_people(changes: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Write the values of each key; each person is one version further."""
    by_columns: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for key, values in changes:
        by_columns[tuple(values)].append([*map(_stored, values.values()), key])
    for names, rows in by_columns.items():
        assignments = ", ".join(f"{_column(PersonTable, name)} = ?" for name in names)
        sql = f"UPDATE persons SET {assignments}, version = version + 1 WHERE id = ?"  # noqa: S608 - names from the code
        database.cursor().executemany(sql.replace("?", database.param), rows)


def refresh_people(keys: Iterable[int]) -> None:
    """Bring what is derived from the days, the status and the follow-ups of the people of *keys* up to date."""
    for portion in portions(keys):
        places = ", ".join([database.param] * len(portion))
        for rule in derived.RULES:
            if rule.table == "persons":
                database.execute_sql(
                    f"UPDATE persons SET {rule.column} = {rule.expression} "  # noqa: S608 - the rules are constants
                    f"WHERE id IN ({places}) AND ({rule.differs()})",
                    portion,
                )


def refresh_actions(keys: Iterable[int]) -> None:
    """Bring what is open of the next actions of the people of *keys* up to date: they are not to be called, or are again."""
    for portion in portions(keys):
        places = ", ".join([database.param] * len(portion))
        for rule in derived.RULES:
            if rule.table != "persons":
                database.execute_sql(
                    f"UPDATE {rule.table} SET {rule.column} = {rule.expression} "  # noqa: S608 - the rules are constants
                    f"WHERE person_id IN ({places}) AND next_action_needed AND ({rule.differs()})",
                    portion,
                )


def log(lines: Sequence[Mapping[str, Any]]) -> None:
    """Write lines of the activity log (values by field name, all with the same fields)."""
    _insert(ActivityLogTable, lines)


def _column(table: type[Model], name: str) -> str:
    return str(getattr(table, name).column_name)


def _stored(value: Any) -> Any:
    """Return *value* as the driver takes it. Told by its type: asking each field costs more than writing the row."""
    match value:
        case None | str() | int():
            return value
        case datetime():
            return to_milliseconds(value)
        case date():
            return value.isoformat()
        case UUID():
            return value.bytes
        case _:
            raise TypeError(type(value))


def _insert(table: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    first_row = next(iter(rows), None)
    if first_row is not None:
        columns = [_column(table, name) for name in first_row]
        bulk.insert(table, columns, [[_stored(value) for value in row.values()] for row in rows])
