"""The way to the data: opens the database (or says why it cannot be opened), brings it up to date, gives transactions."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from desktop_app.database import commits, sqlite_only
from desktop_app.database.faults import reason_of, translated
from desktop_app.database.models import database as proxy
from desktop_app.domain import patience
from desktop_app.domain.clock import Clock
from desktop_app.domain.errors import Unavailable
from desktop_app.system import paths

MIGRATIONS = Path(__file__).parent / "migrations"
_FIRST_ATTEMPTS = 10
_ROOM = 2**20
"""Bytes that a disk must have free not to count as full."""
_log = logging.getLogger(__name__)


def known_migrations() -> list[str]:
    """Return the names of the migrations that this program brings, in order."""
    return sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))


class Store:
    """One data folder. Connections are per thread and stay open until ``close``; transactions nest."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock
        self.path = paths.database_file(folder)
        self.database: SqliteDatabase = sqlite_only.make(self.path)
        self._identity: tuple[int, ...] | None = None
        self.kept_from_writing = ""
        """Why the data is open for looking up only (a reason of ``Unavailable``); nothing: it can be written to."""
        self._beside = commits.Beside(self.path)
        self.lost: commits.Lost | None = None
        """What was committed and is not there any more, if it was seen at an opening and nobody has taken note."""

    def exists(self) -> bool:
        """Return whether there is a database in the folder already."""
        return self.path.exists()

    def open(self) -> None:
        """Make the folder and the database where there are none, check what is there, bring it up to date.

        Raises:
            Unavailable: the folder or the file cannot be used; an existing file was not touched then.
        """
        self._look_up_only("")
        try:
            self._open()
        except Unavailable as error:
            if not self._can_be_looked_up(error.reason):
                raise
            self._look_up_only("full" if self._is_disk_full() else "read_only")
            with self.reading():
                self.lost = commits.compare(commits.read(self.path), commits.counted(self.database))

    def _open(self) -> None:
        with translated(self.path):
            self._identity = None
            try:
                self._prepare_folder()
                pending = self._pending_migrations()
            except OSError as error:
                raise Unavailable(
                    "read_only" if isinstance(error, PermissionError) else "missing", self.folder
                ) from error
            known = commits.read(self.path)  # before the data: others commit meanwhile
            self._connect_first()
            self._look_for_losses(known)
            if not sqlite_only.is_safe_version():
                _log.info("SQLite %s is below the safe version", sqlite_only.version())
            if pending:
                self._migrate(pending)

    def _look_for_losses(self, known: commits.Mark | None) -> None:
        """See whether all that was *known* to be committed is there; from here on count from what is."""
        held = commits.counted(self.database)
        self.lost = commits.compare(known, held)
        if known is None or self.lost != known.lost:
            if self.lost is not None:
                _log.warning("Committed and not there any more: %s", self.lost)
            commits.write(self.path, commits.Mark(held, self.lost))

    def forget_losses(self) -> None:
        """Take note of what is missing: it is not told again."""
        with self.reading():
            commits.write(self.path, commits.Mark(commits.counted(self.database)))
        self.lost = None

    def _prepare_folder(self) -> None:
        if (not self.path.exists() or self.path.stat().st_size == 0) and self._was_known():
            raise Unavailable("gone", self.path)  # opening means creating in an empty folder only
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.path.exists():
            if not self.path.is_file():  # a folder, a device, a pipe: the last is waited for without end
                raise Unavailable("not_a_database", self.path)
            # said now, rather than when somebody has typed something and saves it
            if not (os.access(self.path, os.R_OK | os.W_OK) and os.access(self.folder, os.W_OK)):
                raise Unavailable("read_only", self.path)
            return
        self.path.touch(mode=0o600)  # what people write here is nobody else's: not even to read

    def _can_be_looked_up(self, reason: str) -> bool:
        """Return whether the data, which cannot be written to for *reason*, is whole, of today's form and at rest."""
        if reason not in {"read_only", "full", "disk", "missing"}:
            return False
        self.close()
        try:
            return (
                self.path.is_file()
                and self.path.stat().st_size > 0
                and sqlite_only.is_at_rest(self.path)
                and sqlite_only.applied_migrations(self.path) == set(known_migrations())
            )
        except (OSError, sqlite3.Error):
            return False

    def _look_up_only(self, reason: str) -> None:
        """Go on without writing for *reason*, or with it where there is none."""
        if reason == self.kept_from_writing:
            return
        self.close()
        self._identity = None
        self.kept_from_writing = reason
        self.database = sqlite_only.make_for_looking_up(self.path) if reason else sqlite_only.make(self.path)
        if reason:
            _log.warning("The data is open for looking up only: %s", reason)

    def _is_disk_full(self) -> bool:
        try:
            return shutil.disk_usage(self.folder).free < _ROOM
        except OSError:
            return False

    def _was_known(self) -> bool:
        """Return whether the folder tells of an office whose database is not there any more, or was emptied."""
        backups = paths.backups_dir(self.folder)
        return (
            self.path.is_symlink()
            or ((mark := commits.read(self.path)) is not None and mark.known.records > 0)
            or sqlite_only.has_wal(self.path)
            or (backups.is_dir() and any(name.name.startswith("suivi-") for name in backups.iterdir()))
        )

    def _pending_migrations(self) -> list[str]:
        if not sqlite_only.looks_like_one(self.path):
            raise Unavailable("not_a_database", self.path)
        known = known_migrations()
        if self.path.stat().st_size == 0:
            return known
        is_blank = sqlite_only.is_blank(self.path)  # asked first: another process may be filling it just now
        applied = sqlite_only.applied_migrations(self.path)
        if applied - set(known):
            raise Unavailable("newer", self.path)
        if not applied and not is_blank:
            raise Unavailable("not_a_database", self.path)
        return [name for name in known if name not in applied]

    def _connect_first(self) -> None:
        """Connect, and wait when several programs make the file at once: one of them settles how it keeps its journal."""
        for _ in range(_FIRST_ATTEMPTS):
            try:
                self._connect()
            except DatabaseError as error:
                if reason_of(error) != "busy":
                    raise
                sqlite_only.wait_for_writer(self.path)
            else:
                return
        self._connect()

    def _connect(self) -> None:
        if (
            proxy.obj is not self.database
        ):  # the models speak to one store at a time: the demo and the office take turns
            proxy.initialize(self.database)
        self._prove_same_file()
        self.database.connect(reuse_if_open=True)

    def _prove_same_file(self) -> None:
        """Refuse to go on when another file stands where the data was: what is written into the old one is lost.

        Raises:
            Unavailable: the file was moved, replaced or taken away since it was opened.
        """
        try:
            status = self.path.stat()
        except OSError as error:
            raise Unavailable("moved" if self._identity else "missing", self.path) from error
        identity: tuple[int, ...] = (status.st_dev, status.st_ino)
        if self.kept_from_writing:  # what others write is not seen then, so that they must not
            identity = (*identity, status.st_mtime_ns, status.st_size, sqlite_only.is_at_rest(self.path))
        if self._identity is None:
            self._identity = identity
        elif identity != self._identity:
            raise Unavailable("moved", self.path)

    def _migrate(self, pending: list[str]) -> None:
        from playhouse.migrations import Runner  # noqa: PLC0415 - only a first start or an update needs it

        if self.path.stat().st_size and not sqlite_only.is_blank(self.path):
            _log.info("Backup before %s: %s", ", ".join(pending), self.backup("before-" + pending[0]).name)
        while pending:
            try:
                Runner(self.database, str(MIGRATIONS)).up()
            except DatabaseError:
                left = self._pending_migrations()
                if left == pending:
                    raise
                pending = left  # another process was bringing it up to date at the same time
            else:
                return

    def restore(self, unpacked: Path) -> Path | None:
        """Make the data what the database *unpacked* holds, brought up to date first.

        Programs that have the data open go on with what it is then. Data that cannot be written to is put aside, into the folder
        that is returned.

        Raises:
            Unavailable: it could not be done; the data is as it was.
        """
        with translated(self.path):
            self._update_file(unpacked)
            if self.path.exists() and sqlite_only.looks_like_one(self.path):
                try:
                    sqlite_only.overwrite(self.path, unpacked)
                except sqlite3.DatabaseError as error:
                    if reason_of(error) not in {"damaged", "not_a_database"}:
                        raise
                else:
                    self._count_anew()
                    return None
            self.close()
            aside = self._put_in_place(unpacked)
            self._count_anew()
            return aside

    def _count_anew(self) -> None:
        """Forget what is known to be committed: an older state was asked for."""
        commits.mark_file(self.path).unlink(missing_ok=True)
        self.lost = None

    def _update_file(self, path: Path) -> None:
        """Bring the database at *path*, which nobody else has open, up to date."""
        from playhouse.migrations import Runner  # noqa: PLC0415 - as for a first start

        applied = sqlite_only.applied_migrations(path)
        if applied - set(known_migrations()):
            raise Unavailable("newer", path)
        database = sqlite_only.make(path)
        database.connect()
        try:
            Runner(database, str(MIGRATIONS)).up()
            database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            database.close()

    def _put_in_place(self, unpacked: Path) -> Path:
        """Move what cannot be used to a folder of its own, and *unpacked* to its place."""
        aside = self.folder / f"put-aside-{self._clock.now():%Y%m%d-%H%M%S}"
        aside.mkdir(mode=0o700)
        for ending in ("", "-wal", "-shm", "-journal"):
            beside = self.path.with_name(self.path.name + ending)
            if beside.exists() or beside.is_symlink():
                beside.rename(aside / beside.name)
        os.replace(unpacked, self.path)  # noqa: PTH105 - on every platform
        self._identity = None
        return aside

    def backup(self, label: str) -> Path:
        """Copy the database into the folder of backups and return the copy's path.

        Raises:
            Unavailable: the copy could not be written.
        """
        target = paths.backups_dir(self.folder) / f"suivi-{self._clock.now():%Y%m%d-%H%M%S}-{label}.db"
        part = target.with_suffix(
            ".part"
        )  # it is called a copy once it is one, also where the program is killed
        with translated(target):
            try:
                sqlite_only.copy_to(self.path, part)
                os.replace(part, target)  # noqa: PTH105 - on every platform
            except OSError as error:
                _discard(part)
                raise Unavailable(
                    "backup_full" if error.errno == ENOSPC else "backup", target.parent
                ) from error
            except sqlite3.Error:
                _discard(part)  # half a copy is none
                raise
        return target

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Queries run within this block, on this thread's connection.

        Raises:
            Unavailable: the data cannot be reached.
        """
        with translated(self.path):
            self._connect()
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that is written within this block, or nothing. Waits up to 5 s for another writer.

        Where somebody waits for it (``patience``) no longer than they do; what nobody waits for any more is not written.

        Raises:
            Unavailable: the data cannot be reached, the disk is full, another program kept on writing, or nobody waits.
        """
        if self.kept_from_writing:
            raise Unavailable(self.kept_from_writing, self.path)
        with translated(self.path):
            self._connect()
            if self.database.in_transaction():
                with self.database.atomic():
                    yield
                return
            waiting = patience.current()
            count = None
            with sqlite_only.waiting_at_most(self.database, waiting), self.database.atomic():
                if waiting is not None:
                    waiting.check()
                changes, records = sqlite_only.changes(self.database), commits.records(self.database)
                yield
                if sqlite_only.changes(self.database) != changes:
                    count = commits.count_one(self.database, records)
                if waiting is not None:
                    waiting.settle()
            if count is not None:
                self._beside.note(count)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Queries within this block see one state of the data, however long it takes; nobody waits for it. Not for writing.

        Raises:
            Unavailable: the data cannot be reached.
        """
        with translated(self.path):
            self._connect()
            with sqlite_only.snapshot(self.database):
                yield

    def is_journal_large(self) -> bool:
        """Return whether the journal beside the data has grown so much that who reads for long should let go."""
        return sqlite_only.wal_bytes(self.path) > sqlite_only.WAL_BYTES_BESIDE_A_READER

    def after_commit(self, announce: Callable[[], None]) -> None:
        """Call *announce* once the transaction under way is safe on disk; never when it is rolled back."""
        self.database.after_commit(announce)

    def data_version(self) -> int:
        """Return a number that changes when another process has written to the data."""
        with self.reading():
            return sqlite_only.data_version(self.database)

    def state(self) -> object:
        """Equal to what an earlier call on this thread gave, if nobody has written since."""
        with self.reading():
            return sqlite_only.state(self.database)

    def close(self) -> None:
        """Close this thread's connection."""
        self._beside.close()
        if not self.database.is_closed():
            self.database.close()


def _discard(part: Path) -> None:
    """Remove half a copy, where the folder lets anything be removed."""
    with suppress(OSError):
        part.unlink(missing_ok=True)
