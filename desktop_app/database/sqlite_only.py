"""Everything that only SQLite can do: pragmas, its header, its backup, its integrity check, its number of changes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from peewee import Database, DatabaseError, SqliteDatabase

from desktop_app.database.faults import reason_of
from desktop_app.domain.patience import Patience

BUSY_SECONDS = 5
WAL_BYTES = 4 * 2**20
"""What the journal beside the database shrinks to once a long reader let it grow."""
WAL_BYTES_BESIDE_A_READER = 16 * 2**20
"""What it may grow to beside a long reader of ours, who lets go then."""
_NO_ROOM_BESIDE = frozenset({"full", "disk", "read_only", "missing"})
_SAFE_VERSION = (3, 51, 3)
_SHM_BEGUN = 32_767  # bytes: an index of the journal that a program works with is 32 KiB and more, whole
_HEADER = b"SQLite format 3\x00"
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": BUSY_SECONDS * 1000,
    "cache_size": -16_000,  # KiB
    "temp_store": "memory",
    "journal_size_limit": WAL_BYTES,
    "wal_autocheckpoint": 250,  # pages, 1 MiB: what stands in the journal only is what a damaged one may lose
}


class SqliteFile(SqliteDatabase):
    """SQLite undoes a transaction by itself when the disk is full; undoing it again would hide that fault behind another."""

    def rollback(self) -> None:
        """Undo what is under way, if SQLite has not done so."""
        if self.connection().in_transaction:  # type: ignore[no-untyped-call]
            super().rollback()


def version() -> str:
    """Return the version of the SQLite in use."""
    return sqlite3.sqlite_version


def is_safe_version() -> bool:
    """Return whether the SQLite in use has its fault mended that may damage a journal which several connections reset at once."""
    return sqlite3.sqlite_version_info >= _SAFE_VERSION


def make(path: Path) -> SqliteDatabase:
    """Return the database at *path*, unopened. A transaction takes the write lock at once: it waits there, never fails half way."""
    return SqliteFile(
        str(path),
        pragmas=_PRAGMAS,
        autoconnect=False,
        lock_type="IMMEDIATE",
        timeout=BUSY_SECONDS,
        thread_safe=True,
    )


@contextmanager
def waiting_at_most(database: Database, patience: Patience | None) -> Iterator[None]:
    """Within this block this thread's connection waits for another writer no longer than *patience* lasts, where that is less than always."""
    if patience is None:
        yield
        return
    usual = int(str(_PRAGMAS["busy_timeout"]))
    milliseconds = int(patience.left() * 1000)
    if milliseconds >= usual:
        yield
        return
    database.execute_sql(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        yield
    finally:
        database.execute_sql(f"PRAGMA busy_timeout = {usual}")


@contextmanager
def roomy_cache(database: Database) -> Iterator[None]:
    """Within this block this thread's connection may hold a quarter of a GiB: for writing so much that pages come back often."""
    database.execute_sql("PRAGMA cache_size = -256000")
    try:
        yield
    finally:
        database.execute_sql(f"PRAGMA cache_size = {_PRAGMAS['cache_size']}")


@contextmanager
def snapshot(database: Database) -> Iterator[None]:
    """Within this block this thread's connection sees the data as they were when the first query began; writers go on."""
    if database.connection().in_transaction:
        yield  # which sees one state already
        return
    database.execute_sql("BEGIN DEFERRED")
    try:
        yield
    finally:
        if database.connection().in_transaction:  # a full disk ends it by itself
            database.execute_sql("ROLLBACK")


def looks_like_one(path: Path) -> bool:
    """Return whether the file at *path* begins as SQLite's do; an empty file counts (SQLite made it and wrote nothing yet)."""
    with path.open("rb") as file:
        head = file.read(len(_HEADER))
    return head in {b"", _HEADER}


def make_for_looking_up(path: Path) -> SqliteDatabase:
    """Return the database at *path*, unopened, which writes nothing, nor beside it; only right while ``is_at_rest``."""
    return SqliteFile(
        _at_rest(path),
        uri=True,
        pragmas={"query_only": 1, "cache_size": _PRAGMAS["cache_size"], "temp_store": "memory"},
        autoconnect=False,
        thread_safe=True,
    )


def is_at_rest(path: Path) -> bool:
    """Return whether all that was committed is in the file at *path*, and no program has it open.

    An opening that finds no room leaves a journal without a byte and an index that is not whole; a program at work fills both.
    """
    return not any(
        os.path.lexists(beside) and os.lstat(beside).st_size > most  # of links too
        for beside, most in ((f"{path}-wal", 0), (f"{path}-shm", _SHM_BEGUN), (f"{path}-journal", 0))
    )


def _at_rest(path: Path) -> str:
    return f"file:{quote(os.fsencode(path))}?immutable=1"


def read_only(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot change the file at *path*; also where nothing can be made beside it, if it is at rest."""
    was_at_rest = is_at_rest(path)
    if was_at_rest and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return sqlite3.connect(
            _at_rest(path), uri=True
        )  # the other way could leave files beside it that it may not remove
    connection = sqlite3.connect(f"file:{quote(os.fsencode(path))}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    if not was_at_rest:
        return connection
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if reason_of(error) not in _NO_ROOM_BESIDE or not is_at_rest(path):
            raise
        return sqlite3.connect(_at_rest(path), uri=True)
    except sqlite3.DatabaseError:  # damage is told of by whoever reads
        pass
    return connection


def applied_migrations(path: Path) -> set[str]:
    """Return the names of the migrations that the file at *path* has been through, read without touching it."""
    with closing(read_only(path)) as connection:
        has_history = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
        ).fetchone()
        return (
            {name for (name,) in connection.execute("SELECT name FROM schema_migration")}
            if has_history
            else set()
        )


def is_blank(path: Path) -> bool:
    """Return whether the file at *path* has no table at all, or just the empty history that a first start began with."""
    with closing(read_only(path)) as connection:
        sql = "SELECT 1 FROM sqlite_master WHERE tbl_name NOT IN ('schema_migration', 'sqlite_sequence') LIMIT 1"
        return connection.execute(sql).fetchone() is None


def wait_for_writer(path: Path) -> None:
    """Wait until nobody writes to *path*: SQLite does not by itself where first connections settle how a journal is kept."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


def copy_to(path: Path, target: Path) -> None:
    """Copy the database at *path* to *target* with SQLite's own backup, which is right even while others write."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    with closing(read_only(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = delete")  # a copy is one file, whoever looks into it


def overwrite(path: Path, source: Path) -> None:
    """Put what the database *source* holds into the one at *path*, in one transaction: programs that have it open go on with it."""
    with (
        closing(read_only(source)) as copy,
        closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as target,
    ):
        copy.backup(target)
        target.execute("PRAGMA journal_mode = wal")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def has_wal(path: Path) -> bool:
    """Return whether there are commits beside the file at *path* that are not in it yet."""
    return wal_bytes(path) > 0


def wal_bytes(path: Path) -> int:
    """Return how large the journal beside the file at *path* is; 0 where there is none."""
    try:
        return os.stat(f"{path}-wal").st_size  # noqa: PTH116 - asked often, and without a Path for it
    except OSError:
        return 0


def damages(database: Database) -> Iterator[str]:
    """Yield what SQLite's integrity check and foreign key check find wrong, a line each."""
    try:
        for (line,) in database.execute_sql("PRAGMA integrity_check(100)"):
            if line != "ok":
                yield str(line)
        for table, row, parent, _number in database.execute_sql("PRAGMA foreign_key_check"):
            yield f"{table} {row} → {parent}"
    except (DatabaseError, sqlite3.Error) as error:  # some damage stops the check itself
        if reason_of(error) != "damaged":
            raise
        yield str(error)


def data_version(database: Database) -> int:
    """Return a number that changes when another process has written."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])


def changes(database: Database) -> int:
    """Return how many rows this thread's connection has changed since it was opened."""
    return int(database.connection().total_changes)


def state(database: Database) -> tuple[object, int, int]:
    """Equal to that of an earlier call on this thread, if nobody has written since: neither this connection nor another."""
    connection = database.connection()
    return connection, data_version(database), changes(database)


def plan(database: Database, sql: str, parameters: list[object]) -> list[str]:
    """Return the steps of SQLite's plan for *sql*."""
    return [str(row[3]) for row in database.execute_sql("EXPLAIN QUERY PLAN " + sql, parameters)]
