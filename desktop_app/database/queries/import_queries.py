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
    NotificationTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries.names import UserNames, name_columns
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.domain.records import ImportRecord

_LONGEST_NAME = 255


class ImportedContacts(NamedTuple):
    """The contacts with one person that an import added, by their keys."""

    follow_ups: tuple[int, ...]
    interactions: tuple[int, ...]
    status: str
    """The status that the person had before, where the import changed it; else nothing."""


class ImportedRow(NamedTuple):
    """What an import did to one person, and how they stand now."""

    person_id: int
    before: str | None
    """What stood there, as JSON, or which contacts were added; None of somebody who was added."""
    is_unchanged: bool
    """Whether nobody has changed or deleted them since."""

    @property
    def contacts(self) -> ImportedContacts | None:
        """The contacts that were added; None where the person was."""
        if self.before is None or not self.is_of_contacts:
            return None
        stored = json.loads(self.before)[_CONTACTS]
        return ImportedContacts(tuple(stored["follow_ups"]), tuple(stored["interactions"]), stored["status"])

    @property
    def values(self) -> dict[str, Any] | None:
        """What stood in the fields that were filled in; None of somebody who was added, or got contacts only."""
        if self.before is None or self.is_of_contacts:
            return None
        values: dict[str, Any] = json.loads(self.before)
        return values

    @property
    def is_of_contacts(self) -> bool:
        """Whether contacts with the person were added, and nothing else was changed."""
        return self.before is not None and self.before.startswith(_OF_CONTACTS)


_CONTACTS = "contacts"
_OF_CONTACTS = f'{{"{_CONTACTS}"'


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


def add_contacts(import_id: int, rows: Mapping[int, tuple[int, ImportedContacts]]) -> None:
    """Note for each person their version and which contacts with them an import added, besides those that are noted already."""
    stored = {row.person_id: row for row in rows_of(import_id, only=list(rows))}
    table = ImportRowTable
    table.delete().where(table.import_id == import_id, table.person_id.in_(list(stored))).execute()
    lines = []
    for person_id, (version, added) in rows.items():
        contacts = added
        earlier = stored[person_id].contacts if person_id in stored else None
        if earlier is not None:
            contacts = ImportedContacts(
                earlier.follow_ups + added.follow_ups,
                earlier.interactions + added.interactions,
                earlier.status or added.status,
            )
        lines.append((person_id, version, json.dumps({_CONTACTS: contacts._asdict()})))
    add_rows(import_id, lines)


def note_mentors(import_id: int, mentor_ids: Iterable[int | None]) -> None:
    """Note the users that an import made so far, within the transaction that made them."""
    mentors = json.dumps(list(mentor_ids))
    ImportTable.update(mentors=mentors).where(ImportTable.id == import_id).execute()


def close_import(import_id: int, counts: Mapping[str, object]) -> None:
    """Note what came of an import, once all of it is written."""
    ImportTable.update(
        added=counts["added"],
        updated=counts["updated"],
        refused=counts["refused"],
    ).where(ImportTable.id == import_id).execute()


def imports(limit: int) -> tuple[ImportRecord, ...]:
    """Return the newest imports."""
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
            is_of_contacts=is_of_contacts(key),
        )
        for key, at, file, added, updated, refused, undone_at, *user in raw_rows(query)
    )


def rows_of(import_id: int, limit: int | None = None, only: Sequence[int] | None = None) -> list[ImportedRow]:
    """Return what the import did to everybody who is still in the database; at most *limit* of them, and *only* those, where that is said."""
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
        .limit(limit)
    )
    if only is not None:
        query = query.where(ImportRowTable.person_id.in_(only))
    return [
        ImportedRow(person_id, before, version == now and deleted_at is None)
        for person_id, before, version, now, deleted_at in raw_rows(query)
    ]


def with_contacts(keys: Sequence[int]) -> set[int]:
    """Return those of *keys* with whom a contact is written down."""
    return {
        key
        for table in (FollowUpTable, InteractionTable)
        for (key,) in raw_rows(
            table.select(table.person).where(table.person.in_(keys), table.deleted_at.is_null()).distinct()
        )
    }


def mentors_without_people(import_id: int) -> list[int]:
    """Return the users whom the import made, who have nobody and still cannot sign in."""
    stored = ImportTable.select(ImportTable.mentors).where(ImportTable.id == import_id)
    keys: list[Any] = [key for (text,) in raw_rows(stored) for key in json.loads(text)]
    busy = PersonTable.select(PersonTable.mentor).where(PersonTable.mentor.is_null(False))
    authors = FollowUpTable.select(FollowUpTable.mentor), InteractionTable.select(InteractionTable.created_by)
    query = UserTable.select(UserTable.id).where(
        UserTable.id.in_(keys),
        UserTable.password_hash.is_null(),
        UserTable.id.not_in(busy),
        *(UserTable.id.not_in(keys_of_authors) for keys_of_authors in authors),
    )
    return [key for (key,) in raw_rows(query)]


def delete_mentors(import_id: int) -> None:
    """Delete the users whom the import made, who have nobody, wrote nothing and still cannot sign in; within a transaction."""
    for key in mentors_without_people(import_id):
        NotificationTable.delete().where(NotificationTable.user == key).execute()
        UserTable.delete().where(UserTable.id == key).execute()


def is_of_contacts(import_id: int) -> bool:
    """Return whether the import was a list of contacts."""
    table = ImportRowTable
    query = table.select(table.before).where(table.import_id == import_id).limit(1)
    return any(before is not None and before.startswith(_OF_CONTACTS) for (before,) in raw_rows(query))
