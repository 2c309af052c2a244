"""The lists that were taken in: listed, undone as long as nobody has worked on their people, and what their words mean here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.database import derived
from desktop_app.database.models import (
    ImportTable,
    ImportWordTable,
    NotificationTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries import import_queries, people_bulk
from desktop_app.database.queries.people_bulk import portions
from desktop_app.domain.errors import NotFound, Refused
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, ImportRecord, PersonName, Stayed, UndoneImport
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.i18n.texts import Text, mark

_MOST = 200
_DAYS = frozenset({"first_visit_on", "earlier_contact_on"})


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
            stayed: list[Stayed] = []
            removed = restored = done = 0
            for portion in portions(rows):
                busy = import_queries.with_contacts([row.person_id for row in portion if row.before is None])
                free = [row for row in portion if row.is_unchanged and row.person_id not in busy]
                kept = {row.person_id for row in portion} - {row.person_id for row in free}
                stayed += self._stayed(kept, busy)
                removed += self._remove(actor, [row.person_id for row in free if row.before is None])
                restored += self._restore(
                    actor, {row.person_id: json.loads(row.before) for row in free if row.before is not None}
                )
                done += len(portion)
                if on_progress is not None:
                    on_progress(done, len(rows))
            for key in import_queries.mentors_without_people(import_id):
                NotificationTable.delete().where(NotificationTable.user == key).execute()
                UserTable.delete().where(UserTable.id == key).execute()
            now = self._clock.now()
            ImportTable.update(undone_at=now, undone_by=actor.id if actor else None).where(
                ImportTable.id == import_id
            ).execute()
            counts = {"file": stored.file, "removed": removed, "restored": restored, "stayed": len(stayed)}
            write(now, actor, LogEvent.IMPORT_UNDONE, subject_id=import_id, after=counts)
            self._announce(actor, ["persons", "users", "notifications"])
        return UndoneImport(str(stored.file), removed, restored, tuple(stayed))

    @staticmethod
    def _stayed(keys: set[int], busy: set[int]) -> list[Stayed]:
        """Those of *keys* who are still on the list; who was deleted meanwhile is nobody's question."""
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
        known = people_bulk.known_people(before)
        changes = []
        for key, values in before.items():
            columns = {name: _value(name, value) for name, value in values.items() if name != "mentor"}
            if "mentor" in values:
                columns["mentor"] = None
            stored = {**known[key].values, **columns}
            columns["search_text"] = derived.search_text(stored)
            changes.append((key, {**columns, "updated_at": self._clock.now()}))
        people_bulk.change_people(changes)
        people_bulk.refresh_people(list(before))
        people_bulk.refresh_actions([key for key, values in before.items() if "not_called" in values])
        people_bulk.log([self._line(actor, LogEvent.PERSON_UPDATED, key) for key in before])
        return len(changes)

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
            return {(row.field, row.word): row.code for row in ImportWordTable.select()}

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


def _value(name: str, value: Any) -> Any:
    """A value of the log as the column takes it."""
    return date.fromisoformat(value) if name in _DAYS and value else value
