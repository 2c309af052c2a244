"""An import under way: written in short transactions, and taken back whole where it does not come to its end.

Nobody waits for a long list, so that it is committed piece by piece. What is under way is noted with the first piece; the note
goes with the last. An import that is cancelled or fails is taken back at once, and one whose program was killed by whichever
program opens the data next (docs/decisions/0022-imports-in-pieces.md).
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from desktop_app.controllers.importing.restore import restore_people
from desktop_app.database.models import (
    ActivityLogTable,
    ImportRowTable,
    ImportTable,
    PersonTable,
    SettingTable,
)
from desktop_app.database.queries import contact_bulk, import_queries, reminder_queries
from desktop_app.database.queries.import_queries import ImportedRow
from desktop_app.database.queries.prepared import first_value
from desktop_app.database.store import Store
from desktop_app.domain.clock import Clock
from desktop_app.domain.errors import Refused, Unavailable
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.i18n.texts import Text, mark
from desktop_app.system import paths
from desktop_app.system.instance_lock import take_lock

_KEY = "import_under_way"
_AT_ONCE = 200
"""People whom one transaction takes back."""
_EVENTS = (
    LogEvent.PERSON_IMPORTED,
    LogEvent.MENTOR_ASSIGNED,
    LogEvent.STATUS_CHANGED,
    LogEvent.FOLLOW_UP_CREATED,
    LogEvent.INTERACTION_CREATED,
    LogEvent.USER_CREATED,
)
_log = logging.getLogger(__name__)


class _Note(NamedTuple):
    """What is noted of an import under way: its key, and the newest line of the activity log before it."""

    import_id: int
    last_line: int


class ImportJournal:
    """What tells of the import under way, one for a data folder at a time."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Within this block an import is written; whatever ends it before ``finish`` takes the import back.

        Raises:
            Refused: another one is under way.
        """
        with self._locked() as is_mine:
            if not is_mine:
                raise Refused(Text(mark("Another list is being taken in just now. Wait until that is done.")))
            self._take_back_noted()
            try:
                yield
            except BaseException:
                with suppress(Unavailable):  # then whoever opens the data next does it
                    self._take_back_noted()
                raise

    def begin(self, import_id: int) -> None:
        """Note, within the transaction that writes the first piece, that *import_id* is under way."""
        newest = ActivityLogTable.select(ActivityLogTable.id).order_by(ActivityLogTable.id.desc()).limit(1)
        note = json.dumps(_Note(import_id, first_value(newest) or 0))
        SettingTable.insert(key=_KEY, value=note).execute()

    def finish(self) -> None:
        """Note, within the transaction that writes the last piece, that nothing is under way any more."""
        SettingTable.delete().where(SettingTable.key == _KEY).execute()

    def take_back_unfinished(self) -> None:
        """Take back whole what a program that was killed left half imported; one that is still at it goes on."""
        if self._store.kept_from_writing or self._noted() is None:
            return
        with self._locked() as is_mine:
            if is_mine:
                self._take_back_noted()

    @contextmanager
    def _locked(self) -> Iterator[bool]:
        """Hold the lock of the import within this block, where nobody else does; whether it is held."""
        path = paths.import_lock(self._store.folder)
        try:
            lock = take_lock(str(path))
        except OSError:  # no locks on this disk
            yield True
            return
        if lock is None:
            yield False
            return
        try:
            yield _is_at(lock, path)
        finally:
            with suppress(
                OSError
            ):  # where a file that is open cannot be removed it stays, and costs the next start a look
                path.unlink()
            os.close(lock)

    def _noted(self) -> _Note | None:
        with self._store.reading():
            note = first_value(SettingTable.select(SettingTable.value).where(SettingTable.key == _KEY))
        return None if note is None else _Note(*json.loads(note))

    def _take_back_noted(self) -> None:
        note = self._noted()
        if note is None:
            return
        _log.info("Import %d did not come to its end: it is taken back", note.import_id)
        while self._take_back_some(note):
            pass
        with self._store.transaction():
            import_queries.delete_mentors(note.import_id)
            reminder_queries.forget_first_import(note.import_id)
            log = ActivityLogTable
            log.delete().where(log.id > note.last_line, *_lines_of(note), log.person.is_null()).execute()
            ImportTable.delete().where(ImportTable.id == note.import_id).execute()
            self.finish()

    def _take_back_some(self, note: _Note) -> bool:
        """Take back what was done to some people; whether there may be more."""
        with self._store.transaction():
            rows = import_queries.rows_of(note.import_id, _AT_ONCE)
            if rows:
                _take_back(rows, note, self._clock.now())
        return bool(rows)


def _take_back(rows: Sequence[ImportedRow], note: _Note, now: datetime) -> None:
    keys = [row.person_id for row in rows]
    log = ActivityLogTable
    log.delete().where(log.id > note.last_line, *_lines_of(note), log.person.in_(keys)).execute()
    contacts = [row.contacts for row in rows if row.contacts is not None]
    if contacts:
        contact_bulk.delete_unchanged(contacts)
        status = {row.person_id: row.contacts.status for row in rows if row.contacts and row.is_unchanged}
        contact_bulk.set_status(status, now)
        contact_bulk.refresh_contacts(keys)
    worked_on = contact_bulk.with_any_contact([row.person_id for row in rows if row.before is None])
    added = [
        row.person_id
        for row in rows
        if row.before is None and row.is_unchanged and row.person_id not in worked_on
    ]
    PersonTable.delete().where(PersonTable.id.in_(added)).execute()
    filled_in = {row.person_id: row.values for row in rows if row.values is not None and row.is_unchanged}
    restore_people(filled_in, now)
    ImportRowTable.delete().where(
        ImportRowTable.import_id == note.import_id, ImportRowTable.person_id.in_(keys)
    ).execute()


def _lines_of(note: _Note) -> tuple[Any, ...]:
    """Return the lines of the activity log that the import wrote: all of its moment."""
    log = ActivityLogTable
    moment = ImportTable.select(ImportTable.at).where(ImportTable.id == note.import_id)
    return log.at == moment, log.event.in_(_EVENTS)


def _is_at(lock: int, path: Path) -> bool:
    """Return whether what is locked is what others would lock: not the file that another import has just removed."""
    try:
        return os.path.samestat(os.fstat(lock), path.stat())
    except OSError:
        return False
