"""One person back from a copy of the data, with what was recorded of them, while everything else stays as it is today."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from uuid import UUID

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.database import copied_people, copies, derived, sqlite_only
from desktop_app.database.models import InteractionTable, PersonTable
from desktop_app.domain.backup_copies import BackupCopy
from desktop_app.domain.errors import NotFound
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.person_fields import NAMES
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.system import paths


@dataclass(frozen=True, slots=True)
class CopiedName:
    """Somebody whom a copy has: just enough to find them, and how many contacts it has of them."""

    uuid: UUID
    first_name: str
    last_name: str
    phone: str
    contacts: int

    @property
    def full_name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class ComparedPerson:
    """Somebody in a copy beside what they are today: the *fields* that differ (name → copy's, today's), the contacts that are gone."""

    is_there: bool
    fields: dict[str, tuple[object, object]]
    contacts_gone: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back, so that it can be undone."""

    person_id: int
    was_there: bool
    before: dict[str, object]
    contacts: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def contact_count(self) -> int:
        """How many contacts came back."""
        return sum(len(keys) for _table, keys in self.contacts)


class PeopleBack(Controller):
    """Looking into a copy, which is read only, and taking one person out of it. For administrators."""

    def people(self, actor: Actor, copy: BackupCopy) -> tuple[CopiedName, ...]:
        """Return who is in the list of *copy*, by name.

        Raises:
            NotAllowed: only administrators.
            Unavailable: the copy is damaged or cannot be read.
        """
        require(actor, Action.MANAGE_SETTINGS)
        with self._unpacked(copy) as connection:
            return tuple(
                CopiedName(UUID(bytes=uuid), first, last, phone, contacts)
                for uuid, first, last, phone, contacts in copied_people.people(connection)
            )

    def compare(self, actor: Actor, copy: BackupCopy, person: UUID) -> ComparedPerson:
        """Return in what *person* of *copy* differs from today.

        Raises:
            NotAllowed, Unavailable: as ``people``.
            NotFound: the copy has no such person.
        """
        require(actor, Action.MANAGE_SETTINGS)
        with self._unpacked(copy) as connection:
            copied = copied_people.person(connection, person.bytes)
        if copied is None:
            raise NotFound("person")
        with self._store.reading():
            now = copied_people.today(person.bytes)
            gone = sum(len(rows) for rows in self._gone(copied).values())
        is_there = now is not None and now["deleted_at"] is None
        return ComparedPerson(is_there, _differences(copied.row, now or copied.row), gone)

    def take_back(
        self, actor: Actor, copy: BackupCopy, person: UUID, fields: Collection[str] = ()
    ) -> TakenBack:
        """Bring *person* back as *copy* has them, with the contacts that are gone. Whoever is still there keeps what they are but for *fields*.

        All in one transaction; it is in the log, and ``undo`` takes it back.

        Raises:
            NotAllowed, Unavailable, NotFound: as ``compare``.
        """
        require(actor, Action.MANAGE_SETTINGS)
        with self._unpacked(copy) as connection:
            copied = copied_people.person(connection, person.bytes)
        if copied is None:
            raise NotFound("person")
        moment = self._clock.now()
        with self._store.transaction():
            now = copied_people.today(person.bytes)
            if now is None:
                key, before = copied_people.add(PersonTable, {**copied.row, "follow_ups_count": 0}, {}), {}
            else:
                key = int(now["id"])
                chosen = {
                    name: pair for name, pair in _differences(copied.row, now).items() if name in fields
                }
                before = {name: today for name, (_copied, today) in chosen.items()}
                self._write(key, {name: value for name, (value, _today) in chosen.items()})
                copied_people.set_deleted(PersonTable, [key], None)
            contacts = self._add_contacts(actor, copied, key)
            derived.refresh_person(key)
            taken = TakenBack(key, now is not None and now["deleted_at"] is None, before, contacts)
            after = {"copy": copy.path.name, "contacts": taken.contact_count}
            event = LogEvent.PERSON_UPDATED if taken.was_there else LogEvent.PERSON_RESTORED
            written = {name: copied.row.get(name) for name in before}
            write(
                moment,
                actor,
                event,
                person_id=key,
                before=before,
                after=written or after,
                reason=copy.path.name,
            )
            self._announce(actor, ["persons", "follow_ups", "interactions"], [key])
        return taken

    def undo(self, actor: Actor, taken: TakenBack) -> None:
        """Undo ``take_back``: who and what came back goes off the lists again, what was changed is as before.

        Raises:
            NotAllowed: only administrators.
            Unavailable: the data cannot be written.
        """
        require(actor, Action.MANAGE_SETTINGS)
        moment = self._clock.now()
        with self._store.transaction():
            self._write(taken.person_id, taken.before)
            tables = {str(table._meta.table_name): table for table in copied_people.CONTACTS}
            for table, keys in taken.contacts:
                copied_people.set_deleted(tables[table], list(keys), moment)
            if not taken.was_there:
                copied_people.set_deleted(PersonTable, [taken.person_id], moment)
            derived.refresh_person(taken.person_id)
            event = LogEvent.PERSON_UPDATED if taken.was_there else LogEvent.PERSON_DELETED
            write(moment, actor, event, person_id=taken.person_id, after=taken.before)
            self._announce(actor, ["persons", "follow_ups", "interactions"], [taken.person_id])

    def _add_contacts(
        self, actor: Actor, copied: copied_people.CopiedPerson, key: int
    ) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Bring back the contacts of *copied* that are gone; their keys by table."""
        tables = {str(table._meta.table_name): table for table in copied_people.CONTACTS}
        added: list[tuple[str, tuple[int, ...]]] = []
        for name, rows in self._gone(copied).items():
            table, keys = tables[name], []
            for row in rows:
                known = copied_people.key_of(table, row["uuid"])
                if known is not None:
                    contact = known.id
                    copied_people.set_deleted(table, [contact], None)
                else:
                    # an author who is no user any more: whoever brings it back stands for them
                    values = {"person_id": key, "mentor_id": actor.id, "created_by_id": actor.id}
                    own = {column: value for column, value in values.items() if column in row}
                    contact = copied_people.add(table, row, own)
                    if table is InteractionTable:
                        copied_people.add_services(contact, copied.services.get(row["uuid"], []))
                keys.append(contact)
            added.append((name, tuple(keys)))
        return tuple(added)

    @staticmethod
    def _gone(copied: copied_people.CopiedPerson) -> dict[str, list[copied_people.Row]]:
        """Return the contacts of *copied* that are not there today, or deleted."""
        tables = {str(table._meta.table_name): table for table in copied_people.CONTACTS}
        gone = {}
        for name, rows in copied.contacts.items():
            known = [(row, copied_people.key_of(tables[name], row["uuid"])) for row in rows]
            gone[name] = [row for row, today in known if today is None or today.is_deleted]
        return gone

    @staticmethod
    def _write(key: int, values: dict[str, object]) -> None:
        """Write *values* of the person of *key*, and what follows from them."""
        if not values:
            return
        PersonTable.update({**values, "version": PersonTable.version + 1}).where(
            PersonTable.id == key
        ).execute()
        derived.refresh_texts(key)

    @contextmanager
    def _unpacked(self, copy: BackupCopy) -> Iterator[sqlite3.Connection]:
        """Within this block *copy*, proven once more, can be read; nothing of it is left beside the data afterwards."""
        folder = paths.backups_dir(self._store.folder)
        unpacked = folder / f"looking-{secrets.token_hex(4)}.part"
        try:
            copies.unpack(copy.path, unpacked)
            copies.prove(unpacked)
            with closing(sqlite_only.read_only(unpacked)) as connection:
                yield connection
        finally:
            unpacked.unlink(missing_ok=True)


def _differences(copied: copied_people.Row, now: copied_people.Row) -> dict[str, tuple[object, object]]:
    """Return what the copy writes of a person otherwise than today: by field the two values."""
    return {
        name: (copied[name], now[name]) for name in NAMES if name in copied and copied[name] != now.get(name)
    }
