"""Copies of the database as files: made while others write, proven, packed, noted, taken back.

A copy is a gzip of a SQLite file, so that any PC can unpack it, beside a small JSON file with what is known of it. It stands under
its name only once it is whole and proven: until then it is called ``.part``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from io import BufferedWriter
from pathlib import Path

from desktop_app.database import derived, readable, sqlite_only
from desktop_app.domain.backup_copies import ENDING, BackupCopy, Counts, file_name, named
from desktop_app.domain.errors import Cancelled, Unavailable

_BLOCK = 1 << 20
_LONGEST = 86_400  # seconds
_LEVEL = 6  # of gzip: beyond it the time doubles for hundredths of the size


def make(
    source: Path, folder: Path, at: datetime, purpose: str, should_stop: Callable[[], bool] = lambda: False
) -> BackupCopy:
    """Make a proven copy of the database *source* in *folder* at *at* for *purpose*, and return it. No writer waits for it.

    Raises:
        Unavailable: the copy could not be written or proven; nothing of it is left.
        Cancelled: *should_stop* said so; nothing of it is left.
    """
    target = folder / file_name(at, purpose)
    plain, packed = target.with_suffix(".part-db"), target.with_suffix(".part")
    with _cleared(plain, packed, _note_of(packed)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear_left(folder, at)
        sqlite_only.copy_to(source, plain)
        if (counts := _proven(plain)) is None:
            raise Unavailable("damaged", source)  # what was copied truly: the data itself is not whole
        _pack(plain, packed, should_stop)
        plain.unlink()
        _write_note(packed, counts)
        _settle(packed, target)
    return BackupCopy(target, at, purpose, target.stat().st_size, counts, is_proven=True)


def repeat(copy: BackupCopy, folder: Path) -> BackupCopy:
    """Make the same copy once more in *folder*, the second place, and return it.

    Raises:
        Unavailable: it could not be written there; nothing of it is left.
    """
    target = folder / copy.path.name
    part = target.with_suffix(".part")
    with _cleared(part, _note_of(part)):
        with copy.path.open("rb") as source, _new_file(part) as written:
            shutil.copyfileobj(source, written, _BLOCK)
        if _digest(part) != _digest(copy.path):
            raise Unavailable("disk", target)
        if copy.counts is not None:
            _write_note(part, copy.counts)
        _settle(part, target)
    return BackupCopy(
        target, copy.at, copy.purpose, copy.size, copy.counts, copy.is_proven, in_second_place=True
    )


def listed(folder: Path, *, in_second_place: bool = False) -> list[BackupCopy]:
    """Return the copies in *folder*, newest first; none where it cannot be read."""
    copies = []
    with suppress(OSError):
        for path in folder.iterdir():
            name = named(path)
            if name is not None and path.is_file():
                counts = _read_note(path)
                size = path.stat().st_size
                copies.append(
                    BackupCopy(path, name[0], name[1], size, counts, counts is not None, in_second_place)
                )
    return sorted(copies, key=lambda copy: (copy.at, copy.path.name), reverse=True)


def discard(copy: BackupCopy) -> None:
    """Remove a copy and what is noted of it; one that is held open goes the next time."""
    with suppress(OSError):
        copy.path.unlink(missing_ok=True)
        _note_of(copy.path).unlink(missing_ok=True)


def unpack(path: Path, target: Path) -> None:
    """Write the database that the copy at *path* holds to *target*, a new file.

    Raises:
        Unavailable: the copy is damaged or cannot be read, or *target* cannot be written.
    """
    try:
        with path.open("rb") as file, _new_file(target) as written:
            source = gzip.GzipFile(fileobj=file) if path.name.endswith(".gz") else file
            shutil.copyfileobj(source, written, _BLOCK)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        target.unlink(missing_ok=True)
        raise Unavailable("copy_damaged", path) from error
    except OSError as error:
        target.unlink(missing_ok=True)
        raise Unavailable("disk", path) from error


def prove(path: Path) -> Counts:
    """Look at every page, reference, derived column and value of the database at *path*, and return how many rows it has.

    Raises:
        Unavailable: it is not whole.
    """
    proven = _proven(path)
    if proven is None:
        raise Unavailable("copy_damaged", path)
    return proven


def _proven(path: Path) -> Counts | None:
    """Return how many rows the database at *path* has; None where it is not whole."""
    with closing(sqlite_only.read_only(path)) as connection:
        connection.execute("PRAGMA temp_store = memory")
        try:
            is_whole = (
                connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
                and connection.execute("PRAGMA foreign_key_check").fetchone() is None
                and next(readable.unreadable(connection, limit=1), None) is None
                # an older copy's derived columns follow older rules, and are computed anew on the way back
                and not (_is_current(connection) and any(derived.wrong_rules(connection.execute)))
            )
            return counts(connection) if is_whole else None
        except sqlite3.DatabaseError:
            return None


def counts(connection: sqlite3.Connection) -> Counts:
    """Return how many people, follow-ups and interactions there are behind *connection*."""
    numbers = []
    for table in ("persons", "follow_ups", "client_interactions"):
        sql = f"SELECT COUNT(*) FROM {table} WHERE deleted_at IS NULL"  # noqa: S608 - constants
        try:
            numbers.append(int(connection.execute(sql).fetchone()[0]))
        except sqlite3.OperationalError:  # an office that has never been set up
            numbers.append(0)
    return Counts(*numbers)


def _is_current(connection: sqlite3.Connection) -> bool:
    """Return whether the tables have the columns of today: an older copy's derived columns follow older rules."""
    names = {column for (_number, column, *_more) in connection.execute("PRAGMA table_info(persons)")}
    return set(derived.columns_of("persons")) <= names


def _pack(plain: Path, packed: Path, should_stop: Callable[[], bool]) -> None:
    with (
        plain.open("rb") as source,
        _new_file(packed) as written,
        gzip.GzipFile("", "wb", _LEVEL, written, mtime=0) as packing,
    ):
        while block := source.read(_BLOCK):
            if should_stop():
                raise Cancelled
            packing.write(block)
    with (
        gzip.open(packed) as check,
        plain.open("rb") as source,
    ):  # what was written is read again before it counts
        while block := source.read(_BLOCK):
            if check.read(len(block)) != block:
                raise Unavailable("disk", packed)


@contextmanager
def _new_file(path: Path) -> Iterator[BufferedWriter]:
    """Make a new file that nobody else may read, safe on the disk when the block ends."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as written:
        yield written
        written.flush()
        os.fsync(written.fileno())


def _settle(part: Path, target: Path) -> None:
    """Give a finished copy its name: first what is noted of it, then the copy itself."""
    os.replace(_note_of(part), _note_of(target)) if _note_of(part).exists() else None  # noqa: PTH105 - on every platform
    os.replace(part, target)  # noqa: PTH105 - on every platform
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with suppress(OSError):  # some shares cannot
                os.fsync(folder)
        finally:
            os.close(folder)


def _clear_left(folder: Path, now: datetime) -> None:
    """Take away the parts that a program left which was killed: no copy is under way for a day."""
    for part in folder.glob("*.part*"):
        with suppress(OSError):
            if now.timestamp() - part.stat().st_mtime > _LONGEST:
                part.unlink()


@contextmanager
def _cleared(*parts: Path) -> Iterator[None]:
    """Leave nothing half done: whatever goes wrong within the block, *parts* are removed; faults come out as ``Unavailable``."""
    try:
        yield
    except BaseException as error:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Unavailable("backup_full" if error.errno == 28 else "backup", parts[0].parent) from error
        if isinstance(error, sqlite3.Error):
            raise Unavailable("backup", parts[0].parent) from error
        raise


def _note_of(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(ENDING) + ".json")


def _write_note(path: Path, counted: Counts) -> None:
    note = {"sha256": _digest(path), **asdict(counted)}
    with _new_file(_note_of(path)) as written:
        written.write(json.dumps(note).encode())


def _read_note(path: Path) -> Counts | None:
    try:
        if not _note_of(path).is_file():  # a pipe would be waited for without end
            return None
        note = json.loads(_note_of(path).read_text("utf-8"))
        return Counts(int(note["persons"]), int(note["follow_ups"]), int(note["interactions"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
