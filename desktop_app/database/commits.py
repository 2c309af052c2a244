"""What was committed and is not there any more is noticed: a number in the data, and the same number in a small file beside it.

The activity log numbers its lines already; a transaction that wrote and logged nothing counts one on in SQLite's ``user_version``
(a page more to write, so the others do not). Both numbers are committed, lost, copied and restored with what was written. Once the
commit is safe on disk they are written beside the data too. SQLite passes over the end of a journal that is damaged without a word,
as after a power cut; the file beside then tells of more than the data holds.
"""

from __future__ import annotations

import json
import mmap
import os
import threading
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from peewee import Database, DatabaseError

_SIZE = 512  # bytes of the file, always: one sector
_SYNCED_EVERY = 60.0  # seconds: a power cut may lose that much of the file, and nothing of the data


class Count(NamedTuple):
    """How many transactions were committed that logged nothing, how many lines the activity log was given, and when (milliseconds)."""

    commits: int
    records: int
    at: int

    def is_behind(self, other: Count) -> bool:
        """Return whether *other* knows of anything that this does not."""
        return self.commits < other.commits or self.records < other.records


class Lost(NamedTuple):
    """What is missing: transactions, lines of the activity log; from after *since* until *until* (milliseconds)."""

    commits: int
    records: int
    since: int
    until: int


class Mark(NamedTuple):
    """What stands beside the data: the newest commit that is known, and what is missing and nobody has taken note of."""

    known: Count
    lost: Lost | None = None


def mark_file(database: Path) -> Path:
    """Return the file beside the *database*."""
    return database.with_name(database.name + "-last")


def records(database: Database) -> int:
    """Return the number of the newest line of the activity log; 0 where there is none."""
    with suppress(DatabaseError):  # no table yet
        row = database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'activity_log'").fetchone()
        if row is not None:
            return int(row[0])
    return 0


def count_one(database: Database, records_before: int) -> Count:
    """Count the transaction under way, within it, and return the numbers to be noted once it is committed."""
    number, lines = _commits(database), records(database)
    if lines == records_before:
        number += 1
        database.execute_sql(f"PRAGMA user_version = {number}")
    return Count(number, lines, time.time_ns() // 1_000_000)


def counted(database: Database) -> Count:
    """Return the numbers that the data holds; ``at`` is that of the newest line of the activity log."""
    newest = None
    with suppress(DatabaseError):  # no table yet
        newest = database.execute_sql("SELECT at FROM activity_log ORDER BY id DESC LIMIT 1").fetchone()
    return Count(_commits(database), records(database), int(newest[0]) if newest else 0)


def _commits(database: Database) -> int:
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def read(database: Path) -> Mark | None:
    """Return what stands beside the *database*; None where nothing does, or nothing that can be read."""
    try:
        if not mark_file(database).is_file():  # a pipe would be waited for without end
            return None
        with mark_file(database).open("rb") as file:
            return _parsed(file.read(_SIZE))
    except OSError:
        return None


def _parsed(content: bytes) -> Mark | None:
    try:
        checksum, _, text = content.rstrip().partition(b" ")
        if int(checksum, 16) != zlib.crc32(text):
            return None
        values = json.loads(text)
        lost = values["lost"]
        known = Count(*(int(values[name]) for name in Count._fields))
        return Mark(known, Lost(*(int(lost[name]) for name in Lost._fields)) if lost else None)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _written(mark: Mark) -> bytes:
    values = {**mark.known._asdict(), "lost": mark.lost._asdict() if mark.lost else None}
    text = json.dumps(values).encode()
    return b"%08x %b" % (zlib.crc32(text), text.ljust(_SIZE - 10)) + b"\n"


def write(database: Path, mark: Mark) -> None:
    """Write *mark* beside the *database*, whatever stood there; a file that cannot be written is left: the data is what counts."""
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(mark_file(database), flags | getattr(os, "O_NONBLOCK", 0), 0o600)
        try:
            os.write(
                descriptor, _written(mark)
            )  # in one piece, over what was there: half of it does not add up
            os.ftruncate(descriptor, _SIZE)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Beside:
    """The file beside the *database*, kept open and mapped: written to so, it costs some microseconds.

    Written in the usual way, it would cost each commit a millisecond and more: the file's own time of change goes into the
    journal of the file system, which the commit then waits for.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._mapped: mmap.mmap | None = None
        self._place = (0, 0)
        self._synced = time.monotonic()

    def note(self, count: Count) -> None:
        """Write that *count* is committed, unless another program has noted more. A file that cannot be written is left."""
        with self._lock, suppress(OSError, ValueError):
            if not self._is_open():
                self._open()
            if self._mapped is None:
                return
            mark = _parsed(self._mapped[:])
            if mark is None or mark.known.is_behind(count):
                self._mapped[:] = _written(Mark(count, mark.lost if mark else None))
                if time.monotonic() - self._synced > _SYNCED_EVERY:
                    self._mapped.flush()
                    self._synced = time.monotonic()

    def _is_open(self) -> bool:
        """Return whether the file that is mapped is whole and in its place: what is cut off of it cannot be touched."""
        if self._mapped is None:
            return False
        try:
            status = mark_file(self._database).stat()
        except OSError:
            return False
        return status.st_size >= _SIZE and (status.st_dev, status.st_ino) == self._place

    def _open(self) -> None:
        self._close()
        if read(self._database) is None:
            write(self._database, Mark(Count(0, 0, 0)))
        with mark_file(self._database).open("r+b") as file:
            status = os.fstat(file.fileno())
            if status.st_size >= _SIZE:
                self._mapped = mmap.mmap(file.fileno(), _SIZE)  # it holds the file by itself
                self._place = status.st_dev, status.st_ino

    def close(self) -> None:
        """Let go of the file; it is opened again when something is to be noted."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._mapped is not None:
            self._mapped.close()
        self._mapped = None


def compare(mark: Mark | None, held: Count) -> Lost | None:
    """Return what is missing of what *mark* tells of, where the data *held* that much; None where nothing is."""
    if mark is None or not held.is_behind(mark.known):
        return mark.lost if mark else None
    before = mark.lost or Lost(0, 0, 0, 0)  # nobody had taken note yet
    return Lost(
        before.commits + max(0, mark.known.commits - held.commits),
        before.records + max(0, mark.known.records - held.records),
        held.at,
        mark.known.at,
    )
