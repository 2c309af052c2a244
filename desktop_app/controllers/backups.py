"""Copies of the data: made by themselves once a day and before what changes much, proven, kept in two places; and the way back."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from peewee import fn

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.database import copies, sqlite_only
from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import UserTable
from desktop_app.database.queries.prepared import first_value
from desktop_app.domain.backup_copies import (
    OVERDUE,
    BackupCopy,
    BackupState,
    Counts,
    Purpose,
    Restored,
    to_discard,
)
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, Changed
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.system import paths

_EVERYTHING = frozenset({"persons", "follow_ups", "interactions", "users", "settings", "notifications"})


class Backups(Controller):
    """Copies in ``backups/`` of the data folder, and once more in a second place of choice when that is there."""

    def make(
        self,
        purpose: str = Purpose.BY_HAND,
        second_place: Path | None = None,
        *,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> BackupCopy:
        """Make a proven copy for *purpose*, repeat it in *second_place* where that is there, discard what need not be kept.

        Raises:
            Unavailable: no copy could be made; the data is as safe as before.
            Cancelled: *should_stop* said so.
        """
        copy = copies.make(self._store.path, self._folder, self._clock.now(), purpose, should_stop)
        self._tidy(self._folder)
        if second_place is not None and second_place.is_dir():
            self._repeat(second_place)
        return copy

    def make_due(
        self, second_place: Path | None = None, *, should_stop: Callable[[], bool] = lambda: False
    ) -> BackupCopy | None:
        """Make the day's copy unless there is one, and bring the second place up to date, and return the copy if one was made.

        Raises:
            Unavailable: no copy could be made.
            Cancelled: *should_stop* said so.
        """
        if not self._store.exists():
            return None
        if self._is_made_today(self.listed()):
            if second_place is not None and second_place.is_dir():
                self._repeat(second_place)
            return None
        return self.make(Purpose.DAILY, second_place, should_stop=should_stop)

    def listed(self, second_place: Path | None = None) -> list[BackupCopy]:
        """Return the copies on this PC and in *second_place*, newest first; the same copy once, that of this PC."""
        here = copies.listed(self._folder)
        names = {copy.path.name for copy in here}
        elsewhere = copies.listed(second_place, in_second_place=True) if second_place is not None else []
        both = [*here, *(copy for copy in elsewhere if copy.path.name not in names)]
        return sorted(both, key=lambda copy: (copy.at, copy.path.name), reverse=True)

    def read(self, path: Path) -> BackupCopy | None:
        """Return the copy in the file *path*, wherever it stands; None: there is none."""
        return next(
            (copy for copy in copies.listed(path.absolute().parent) if copy.path.name == path.name), None
        )

    def state(self, second_place: Path | None = None) -> BackupState:
        """Return when the newest proven copy was made, here and in *second_place*, and whether that, or the first day, is too long ago.

        Raises:
            Unavailable: the data cannot be read.
        """
        here = next((copy for copy in copies.listed(self._folder) if copy.is_proven), None)
        is_there = second_place is not None and second_place.is_dir()
        elsewhere = (
            next((copy for copy in copies.listed(second_place, in_second_place=True) if copy.is_proven), None)
            if second_place is not None and is_there
            else None
        )
        newest = max((copy.at for copy in (here, elsewhere) if copy is not None), default=self._begun())
        is_overdue = newest is not None and self._clock.now() - newest > OVERDUE
        return BackupState(here, elsewhere, second_place, is_there, is_overdue)

    def _begun(self) -> datetime | None:
        """Return when the office was set up; None: it has not been."""
        with self._store.reading():
            begun = first_value(UserTable.select(fn.MIN(UserTable.created_at)))
        return None if begun is None else from_milliseconds(begun)

    def counts(self) -> Counts:
        """Return how many people, follow-ups and interactions there are now.

        Raises:
            Unavailable: the data cannot be read.
        """
        with self._store.reading(), closing(sqlite_only.read_only(self._store.path)) as connection:
            return copies.counts(connection)

    def restore(self, actor: Actor | None, copy: BackupCopy, second_place: Path | None = None) -> Restored:
        """Make the data what *copy* holds, after a copy of what it is now. ``None`` is whoever has the folder: the data may be damaged.

        Windows and servers that have the data open see it as they see any change of another program.

        Raises:
            NotAllowed: *actor* is no administrator.
            Unavailable: the copy is damaged, or the data cannot be written; the data is as it was.
        """
        if actor is not None:
            require(actor, Action.MANAGE_SETTINGS)
        unpacked = self._folder / f"restoring-{secrets.token_hex(4)}.part"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            copies.unpack(copy.path, unpacked)
            copies.prove(unpacked)
            before = self._copy_before(second_place)
            self._store.restore(unpacked)
        finally:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    os.unlink(f"{unpacked}{ending}")  # noqa: PTH108 - three names of one file
        self._note(actor, copy)
        return Restored(copy, before)

    def _copy_before(self, second_place: Path | None) -> BackupCopy | None:
        """Make a copy of what the data is now, and return it; None where it is too damaged to be copied, which is why one goes back."""
        if not self._store.exists():
            return None
        try:
            return self.make(Purpose.BEFORE_RESTORE, second_place)
        except Unavailable as error:
            if error.reason in {"backup_full", "busy"}:
                raise
            return None

    def _note(self, actor: Actor | None, copy: BackupCopy) -> None:
        """Write into the activity log that the data is that of *copy*, and tell every window."""
        self._store.open()
        with self._store.transaction():
            known = actor is not None and UserTable.get_or_none(UserTable.id == actor.id) is not None
            after = {"copy": copy.path.name, "by": actor.full_name if actor else None}
            write(self._clock.now(), actor if known else None, LogEvent.DATA_RESTORED, after=after)
        self._changes.announce(Changed(_EVERYTHING))

    @property
    def _folder(self) -> Path:
        return paths.backups_dir(self._store.folder)

    def _is_made_today(self, known: list[BackupCopy]) -> bool:
        today = self._clock.today()
        return any(copy.is_proven and self._clock.local(copy.at).date() == today for copy in known)

    def _repeat(self, second_place: Path) -> None:
        """Bring the second place up to date with the newest copy here; what fails there is tried again the next time."""
        newest = next((copy for copy in copies.listed(self._folder) if copy.is_proven), None)
        if newest is not None and newest.path.name not in {
            path.path.name for path in copies.listed(second_place)
        }:
            copies.repeat(newest, second_place)
            self._tidy(second_place)

    def _tidy(self, folder: Path) -> None:
        packed = [copy for copy in copies.listed(folder) if copy.is_proven]
        for copy in to_discard(packed, self._clock.now(), lambda at: self._clock.local(at).date()):
            copies.discard(copy)
