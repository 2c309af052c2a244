"""The lists that were taken in: listed, undone as long as nobody has worked on their people, and what their words mean here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.importing.restore import restore_people
from desktop_app.database.models import (
    ImportTable,
    ImportWordTable,
    PersonTable,
)
from desktop_app.database.queries import contact_bulk, import_queries, people_bulk
from desktop_app.database.queries.import_queries import ImportedRow
from desktop_app.database.queries.people_bulk import portions
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.domain.errors import NotFound, Refused
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, ImportRecord, PersonName, Stayed, UndoneImport
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.i18n.texts import Text, mark

_MOST = 200


class Imports(Controller):
    """The imports. *actor* None is the command line, whose user owns the data file anyway."""

    def newest(self, actor: Actor | None, limit: int = _MOST) -> tuple[ImportRecord, ...]:
        """Return the newest imports: who, when, which file, how many.

        Raises:
            NotAllowed: not for this role.
        """
        _may_import(actor)
        with self._store.reading():
            return import_queries.imports(limit)

    def undo(
        self,
        actor: Actor | None,
        import_id: int,
        on_progress: Callable[[int, int], object] | None = None,
    ) -> UndoneImport:
        """Take back all that an import did: whom it added goes off the list, what it filled in is empty again.

        Somebody on whom anybody has worked since stays as they are, and is told. The mentors whom it made go with it, unless they
        have people by now or can sign in.

        Raises:
            NotAllowed: not for this role.
            NotFound: there is no such import.
            Refused: it was undone already.
        """
        _may_import(actor)
        with self._store.transaction():
            stored = ImportTable.get_or_none(ImportTable.id == import_id)
            if stored is None:
                raise NotFound("import")
            if stored.undone_at is not None:
                raise Refused(Text(mark("This import was undone already.")))
            rows = import_queries.rows_of(import_id)
            is_of_contacts = import_queries.is_of_contacts(import_id)
            stayed: list[Stayed] = []
            removed = restored = done = 0
            for portion in portions(rows):
                if is_of_contacts:
                    taken_off, still_there = self._undo_contacts(actor, portion)
                    removed += taken_off
                    stayed += still_there
                else:
                    busy = import_queries.with_contacts(
                        [row.person_id for row in portion if row.before is None]
                    )
                    free = [row for row in portion if row.is_unchanged and row.person_id not in busy]
                    kept = {row.person_id for row in portion} - {row.person_id for row in free}
                    stayed += self._stayed(kept, busy)
                    removed += self._remove(actor, [row.person_id for row in free if row.before is None])
                    before = {row.person_id: row.values for row in free if row.values is not None}
                    restored += self._restore(actor, before)
                done += len(portion)
                if on_progress is not None:
                    on_progress(done, len(rows))
            import_queries.delete_mentors(import_id)
            now = self._clock.now()
            ImportTable.update(undone_at=now, undone_by=actor.id if actor else None).where(
                ImportTable.id == import_id
            ).execute()
            counts = {"file": stored.file, "removed": removed, "restored": restored, "stayed": len(stayed)}
            write(now, actor, LogEvent.IMPORT_UNDONE, subject_id=import_id, after=counts)
            kinds = ["follow_ups", "interactions"] if is_of_contacts else []
            self._announce(actor, [*kinds, "persons", "users", "notifications"])
        return UndoneImport(str(stored.file), removed, restored, tuple(stayed), is_of_contacts)

    @staticmethod
    def _stayed(keys: set[int], busy: set[int]) -> list[Stayed]:
        """Return those of *keys* who are still on the list; who was deleted meanwhile is nobody's question."""
        people = (
            PersonTable.select()
            .where(PersonTable.id.in_(keys), PersonTable.deleted_at.is_null())
            .order_by(PersonTable.id)
        )
        return [
            Stayed(PersonName(person.id, person.uuid, person.first_name, person.last_name), person.id in busy)
            for person in people
        ]

    def _remove(self, actor: Actor | None, keys: list[int]) -> int:
        if keys:
            now = self._clock.now()
            PersonTable.update(
                deleted_at=now, updated_at=now, mentor=None, version=PersonTable.version + 1
            ).where(PersonTable.id.in_(keys)).execute()
            people_bulk.refresh_people(keys)
            people_bulk.log([self._line(actor, LogEvent.PERSON_DELETED, key) for key in keys])
        return len(keys)

    def _restore(self, actor: Actor | None, before: Mapping[int, Mapping[str, Any]]) -> int:
        restored = restore_people(before, self._clock.now())
        people_bulk.log([self._line(actor, LogEvent.PERSON_UPDATED, key) for key in before])
        return restored

    def _undo_contacts(self, actor: Actor | None, rows: Sequence[ImportedRow]) -> tuple[int, list[Stayed]]:
        """Take the contacts that an import added off the lists again; how many, and about whom some stay that were changed since."""
        now = self._clock.now()
        contacts = {row.person_id: row.contacts for row in rows if row.contacts is not None}
        gone = contact_bulk.take_off(contacts.values(), now)
        left = Counter({key: len(own.follow_ups) + len(own.interactions) for key, own in contacts.items()})
        left.subtract(person for _, _, person in gone)
        status = {
            row.person_id: contacts[row.person_id].status
            for row in rows
            if row.is_unchanged and not left[row.person_id]
        }
        contact_bulk.set_status(status, now)
        contact_bulk.refresh_contacts(list(contacts))
        lines = [
            {
                **self._line(actor, LogEvent.FOLLOW_UP_DELETED, person),
                "event": LogEvent.FOLLOW_UP_DELETED
                if table == "follow_ups"
                else LogEvent.INTERACTION_DELETED,
                "subject": key,
            }
            for table, key, person in gone
        ]
        people_bulk.log(lines)
        return len(gone), self._stayed({key for key, count in left.items() if count}, set())

    def _line(self, actor: Actor | None, event: LogEvent, person_id: int) -> dict[str, Any]:
        return {
            "at": self._clock.now(),
            "actor": actor.id if actor else None,
            "event": event,
            "person": person_id,
            "before": "{}",
            "after": "{}",
            "reason": "the import was undone",
        }

    # -- what words mean

    def meanings(self) -> dict[tuple[str, str], str]:
        """Return what the office said that words of lists mean: by field and word the code, empty for nothing."""
        with self._store.reading():
            table = ImportWordTable
            rows = raw_rows(table.select(table.field, table.word, table.code))
        return {(field, word): code for field, word, code in rows}

    def set_meaning(self, actor: Actor, field: str, word: str, code: str) -> None:
        """Remember what the *word* (as ``word_key`` writes it) means in lists: a *code* of the field, or nothing.

        Raises:
            NotAllowed: not for this role.
        """
        require(actor, Action.IMPORT_PEOPLE)
        with self._store.transaction():
            ImportWordTable.delete().where(
                ImportWordTable.field == field, ImportWordTable.word == word
            ).execute()
            ImportWordTable.insert(field=field, word=word, code=code).execute()


def _may_import(actor: Actor | None) -> None:
    if actor is not None:
        require(actor, Action.IMPORT_PEOPLE)
