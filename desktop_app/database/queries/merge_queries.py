"""Entries that were merged: which one answers for which, what belongs to whom, and what may be two entries of one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from peewee import JOIN, fn

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import (
    DifferentPersonsTable,
    FollowUpTable,
    InteractionTable,
    MergeTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries import person_queries
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import Prepared, parameter, raw_rows
from desktop_app.domain.merging import Merge
from desktop_app.domain.person_fields import NAMES
from desktop_app.domain.records import Person

_HOLDER = Prepared(
    lambda: PersonTable.select(PersonTable.merged_into).where(PersonTable.id == parameter("key"))
)
_MERGED = Prepared(
    lambda: PersonTable.select(PersonTable.id).where(PersonTable.merged_into == parameter("key"))
)
CONTACTS = (FollowUpTable, InteractionTable)
_NAME = len(name_columns(UserTable))


def holder(person_id: int) -> int | None:
    """Return the key of the entry that *person_id* was merged into, None where it was not."""
    merged_into: int | None = _HOLDER.value(key=person_id)
    return merged_into


def one(key: int | UUID) -> Person | None:
    """Return a person whole as ``person_queries.one``, and of an entry that was merged into another that one."""
    person = person_queries.one(key)
    if person is None or not person.is_deleted:
        return person
    merged_into = holder(person.id)
    return person if merged_into is None else person_queries.one(merged_into)


def entries_of(person_id: int) -> list[int]:
    """Return the key of the entry that answers for *person_id*, and those of all that were merged into it."""
    answering = holder(person_id) or person_id
    return [answering, *(key for (key,) in _MERGED.rows(key=answering))]


class Entry(NamedTuple):
    """What is compared of somebody."""

    id: int
    values: dict[str, Any]


def everybody() -> list[Entry]:
    """Return all people in the list with their fields."""
    columns = [getattr(PersonTable, name) for name in NAMES]
    query = PersonTable.select(PersonTable.id, *columns).where(PersonTable.deleted_at.is_null())
    return [
        Entry(key, dict(zip(NAMES, values, strict=True)))
        for key, *values in raw_rows(query.order_by(PersonTable.id))
    ]


def different() -> set[tuple[int, int]]:
    """Return the pairs of keys that are two people, as somebody said."""
    table = DifferentPersonsTable
    return {(first, second) for first, second in raw_rows(table.select(table.first, table.second))}


def open_actions(person_ids: Collection[int]) -> list[tuple[str, int, int | None]]:
    """Return the open next actions of *person_ids*: name of the table, key, ``action_kept_after``."""
    return [
        (table._meta.table_name, key, kept_after)
        for table in CONTACTS
        for key, kept_after in raw_rows(
            table.select(table.id, table.action_kept_after).where(
                table.person.in_(list(person_ids)), table.open_action_on.is_null(False)
            )
        )
    ]


def newest_follow_up(person_ids: Collection[int]) -> int:
    """Return the greatest key of the follow-ups of *person_ids*, 0 without any."""
    query = FollowUpTable.select(fn.MAX(FollowUpTable.id)).where(FollowUpTable.person.in_(list(person_ids)))
    ((newest,),) = raw_rows(query)
    return newest or 0


def keep_open(actions: Iterable[tuple[str, int]], newest: int) -> None:
    """Let no follow-up up to *newest* close the next *actions* (name of the table, key)."""
    for name, key in actions:
        _table(name).update(action_kept_after=newest).where(_table(name).id == key).execute()


def set_kept_after(name: str, key: int, now: int, before: int | None) -> None:
    """Write *before* back where ``action_kept_after`` is still what a merge wrote (*now*)."""
    table = _table(name)
    table.update(action_kept_after=before).where(table.id == key, table.action_kept_after == now).execute()


def _table(name: str) -> type[FollowUpTable | InteractionTable]:
    return next(table for table in CONTACTS if table._meta.table_name == name)


def move_contacts(absorbed: int, kept: int) -> None:
    """Give all contacts of the entry *absorbed* to *kept*; each remembers for whom it was recorded."""
    for table in CONTACTS:
        table.update(recorded_for=fn.COALESCE(table.recorded_for, table.person), person=kept).where(
            table.person == absorbed
        ).execute()


def give_back(entries: Collection[int], from_person: int, to_person: int) -> None:
    """Give *to_person* the contacts of *from_person* that were recorded for one of *entries*."""
    for table in CONTACTS:
        here = (table.person == from_person) & table.recorded_for.in_(list(entries))
        table.update(person=to_person).where(here).execute()
        table.update(recorded_for=None).where(
            table.person == to_person, table.recorded_for == to_person
        ).execute()


def give(
    table: type[FollowUpTable | InteractionTable], keys: Collection[int], from_person: int, to_person: int
) -> None:
    """Give *to_person* those contacts *keys* of *from_person* that were recorded for nobody else."""
    table.update(person=to_person).where(
        table.id.in_(list(keys)), table.person == from_person, table.recorded_for.is_null()
    ).execute()


def recorded_since(
    table: type[FollowUpTable | InteractionTable], person_id: int, since: datetime
) -> list[int]:
    """Return the keys of the person's own contacts that were written down after *since*, newest first."""
    query = table.select(table.id).where(
        table.person == person_id,
        table.recorded_for.is_null(),
        table.deleted_at.is_null(),
        table.created_at > since,
    )
    return [key for (key,) in raw_rows(query.order_by(table.id.desc()))]


def merged_through(absorbed: int) -> list[int]:
    """Return the entries that came with *absorbed*: itself, what was merged into it, and so on, as far as it still is."""
    entries, looked_at = [absorbed], 0
    while looked_at < len(entries):
        query = MergeTable.select(MergeTable.absorbed).where(
            MergeTable.kept == entries[looked_at], MergeTable.undone_at.is_null()
        )
        entries += [key for (key,) in raw_rows(query) if key not in entries]
        looked_at += 1
    return entries


_Kept = PersonTable.alias("kept")
_Absorbed = PersonTable.alias("absorbed")


def merges(limit: int) -> tuple[Merge, ...]:
    """Return the merges that were not taken back, newest first."""
    table, users = MergeTable, UserNames()
    query = (
        table.select(
            table.id, table.at, *name_columns(UserTable), *name_columns(_Kept), *name_columns(_Absorbed)
        )
        .join(UserTable, JOIN.LEFT_OUTER, on=(table.actor == UserTable.id))
        .switch(table)
        .join(_Kept, on=(table.kept == _Kept.id))
        .switch(table)
        .join(_Absorbed, on=(table.absorbed == _Absorbed.id))
        .where(table.undone_at.is_null())
        .order_by(table.id.desc())
        .limit(limit)
    )
    listed = []
    for key, at, *names in raw_rows(query):
        by, kept, absorbed = names[:_NAME], names[_NAME : 2 * _NAME], names[2 * _NAME :]
        listed.append(
            Merge(key, from_milliseconds(at), users.read(*by), person_name(*kept), person_name(*absorbed))
        )
    return tuple(listed)
