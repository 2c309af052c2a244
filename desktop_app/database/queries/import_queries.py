"""The lists that were taken in, and what each did to whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from peewee import JOIN

from desktop_app.database import bulk
from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import (
    FollowUpTable,
    ImportRowTable,
    ImportTable,
    InteractionTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries.names import UserNames, name_columns
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.domain.records import ImportRecord

_LONGEST_NAME = 255


class ImportedRow(NamedTuple):
    """What an import did to one person, and how they stand now."""

    person_id: int
    before: str | None
    """What stood there, as JSON; None of somebody who was added."""
    is_unchanged: bool
    """Whether nobody has changed or deleted them since."""


def add_import(
    now: datetime, actor_id: int | None, counts: Mapping[str, object], mentor_ids: Iterable[int | None]
) -> int:
    """Note an import with its *counts* and the users it made; its key."""
    return int(
        ImportTable.insert(
            at=now,
            actor=actor_id,
            file=str(counts["file"])[:_LONGEST_NAME],
            added=counts["added"],
            updated=counts["updated"],
            refused=counts["refused"],
            mentors=json.dumps(list(mentor_ids)),
        ).execute()
    )


def add_rows(import_id: int, rows: Iterable[tuple[int, int, str | None]]) -> None:
    """Note for each person (key, version, what stood there) what the import did."""
    columns = ("import_id", "person_id", "version", "before")
    bulk.insert(ImportRowTable, columns, [(import_id, *row) for row in rows])


def imports(limit: int) -> tuple[ImportRecord, ...]:
    """The newest imports."""
    table = ImportTable
    query = (
        table.select(
            table.id,
            table.at,
            table.file,
            table.added,
            table.updated,
            table.refused,
            table.undone_at,
            *name_columns(UserTable),
        )
        .join(UserTable, JOIN.LEFT_OUTER, on=(table.actor == UserTable.id))
        .order_by(table.id.desc())
        .limit(limit)
    )
    users = UserNames()
    return tuple(
        ImportRecord(
            id=key,
            at=from_milliseconds(at),
            file=file,
            added=added,
            updated=updated,
            refused=refused,
            undone_at=None if undone_at is None else from_milliseconds(undone_at),
            actor=users.read(*user),
        )
        for key, at, file, added, updated, refused, undone_at, *user in raw_rows(query)
    )


def rows_of(import_id: int) -> list[ImportedRow]:
    """What the import did to everybody who is still in the database."""
    query = (
        ImportRowTable.select(
            ImportRowTable.person_id,
            ImportRowTable.before,
            ImportRowTable.version,
            PersonTable.version,
            PersonTable.deleted_at,
        )
        .join(PersonTable, on=(ImportRowTable.person_id == PersonTable.id))
        .where(ImportRowTable.import_id == import_id)
        .order_by(ImportRowTable.person_id)
    )
    return [
        ImportedRow(person_id, before, version == now and deleted_at is None)
        for person_id, before, version, now, deleted_at in raw_rows(query)
    ]


def with_contacts(keys: Sequence[int]) -> set[int]:
    """Those of *keys* with whom a contact is written down."""
    return {
        key
        for table in (FollowUpTable, InteractionTable)
        for (key,) in raw_rows(
            table.select(table.person).where(table.person.in_(keys), table.deleted_at.is_null()).distinct()
        )
    }


def mentors_without_people(import_id: int) -> list[int]:
    """The users whom the import made, who have nobody and still cannot sign in."""
    stored = ImportTable.select(ImportTable.mentors).where(ImportTable.id == import_id)
    keys: list[Any] = [key for (text,) in raw_rows(stored) for key in json.loads(text)]
    busy = PersonTable.select(PersonTable.mentor).where(PersonTable.mentor.is_null(False))
    query = UserTable.select(UserTable.id).where(
        UserTable.id.in_(keys),
        UserTable.password_hash.is_null(),
        UserTable.id.not_in(busy),
    )
    return [key for (key,) in raw_rows(query)]
