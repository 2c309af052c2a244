"""The driver's faults as the domain's: told apart by their codes, never by their words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError

from desktop_app.domain.errors import Unavailable

_REASONS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CANTOPEN: "missing",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_IOERR: "disk",
}


def reason_of(error: BaseException) -> str | None:
    """Return why the data cannot be reached (a reason of ``Unavailable``), or None when *error* is a bug of ours."""
    # peewee raises its own error while handling the driver's, and takes over the words only
    original = error.__context__ if isinstance(error, DatabaseError) else error
    if not isinstance(original, sqlite3.Error):
        return None
    code = getattr(original, "sqlite_errorcode", None)
    return _REASONS.get(code & 0xFF) if code is not None else None  # the low byte is the primary code


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Within this block, faults of the file at *path* come out as ``Unavailable``; bugs come out as they are."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        reason = reason_of(error)
        if reason is None:
            raise
        raise Unavailable(reason, path) from error
