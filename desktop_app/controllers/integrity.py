"""Whether the data is whole, and the derived columns are what they must be: what ``suivi check`` tells."""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from desktop_app.controllers.base import Controller
from desktop_app.controllers.organisation import read_setting
from desktop_app.database import copies, derived, readable, sqlite_only
from desktop_app.database.dated_ahead import dated_ahead
from desktop_app.database.faults import translated
from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import (
    ActivityLogTable,
    FollowUpTable,
    InteractionTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries import rows_set_aside
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.database.queries.reminder_queries import FIRST_IMPORT
from desktop_app.database.readable import Unreadable
from desktop_app.domain.backup_copies import BackupCopy
from desktop_app.domain.clock import is_zone
from desktop_app.domain.context import EVERY_KIND, Actor, Changed, Organisation
from desktop_app.domain.dates.clock_doubt import ClockDoubt
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import UnreadableRow
from desktop_app.system import paths

_OTHER_SETTINGS = frozenset({FIRST_IMPORT})
"""The keys of what is kept among the settings and is none of the organisation's."""
_LINES_COMPARED = 21
"""The newest lines of the log, of which the middle one counts: a few of a wrong day long ago do not accuse today's clock."""
_BEHIND, _AHEAD = timedelta(days=1), timedelta(days=2 * 365)


class Loss(NamedTuple):
    """What is missing of what was saved: lines of the activity log (none where only small things are); after *since*, until *until*."""

    records: int
    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found. ``damages`` cannot be repaired here; ``wrong`` (table, column, rows) can be computed anew.

    ``unreadable`` are values that the program cannot read; ``taken_back`` those of them that a proven copy had, ``copy`` that copy.
    ``ahead`` are days and moments of a wrong clock, which lie in the future. ``lost`` is what was committed and is not there any more; a repair takes note of it.
    """

    damages: tuple[str, ...]
    wrong: tuple[tuple[str, str, int], ...]
    repaired: bool = False
    backup: Path | None = None
    unreadable: tuple[Unreadable, ...] = ()
    taken_back: tuple[Unreadable, ...] = ()
    copy: BackupCopy | None = None
    lost: Loss | None = None
    ahead: tuple[Unreadable, ...] = ()

    @property
    def left(self) -> tuple[Unreadable, ...]:
        """Return the values that still cannot be read."""
        return tuple(value for value in self.unreadable if value not in self.taken_back)

    @property
    def is_sound(self) -> bool:
        """Return whether all is well now."""
        is_whole = not (self.damages or self.left or self.ahead)
        return is_whole and (self.repaired or not (self.wrong or self.lost))


class _Counted(NamedTuple):
    """How many rows could not be read, when so many had been met."""

    met: int
    unreadable: int


class Integrity(Controller):
    """Proving the data, and rebuilding what is derived."""

    _counted: _Counted | None = None
    """What ``times_met`` said before the rows that cannot be read were counted last, and how many there were."""

    def check(self) -> CheckReport:
        """Prove integrity, references, every value and the derived columns. Changes nothing.

        Raises:
            Unavailable: the data cannot be read at all.
        """
        with self._store.reading():
            damages = tuple(sqlite_only.damages(self._store.database))
            if damages:
                return CheckReport(damages, (), lost=self.lost())
            with closing(sqlite_only.read_only(self._store.path)) as connection:
                unreadable = (*readable.unreadable(connection), *_wrong_settings(connection))
                ahead = tuple(dated_ahead(connection, self._clock.now()))
            wrong = tuple(derived.wrong_columns())
            return CheckReport((), wrong, unreadable=unreadable, lost=self.lost(), ahead=ahead)

    def clock_doubt(self) -> ClockDoubt | None:
        """Return why this PC's clock is plainly wrong, by what was recorded; None while it may be right, or nothing was recorded yet.

        Raises:
            Unavailable: the data cannot be read.
        """
        table = ActivityLogTable
        with self._store.reading():
            rows = raw_rows(table.select(table.at).order_by(table.id.desc()).limit(_LINES_COMPARED))
        moments = sorted(from_milliseconds(at) for (at,) in rows)
        if not moments:
            return None
        now, recorded, newest = self._clock.now(), moments[len(moments) // 2], moments[-1]
        if now < recorded - _BEHIND:
            return ClockDoubt(now, recorded, is_behind=True)
        return ClockDoubt(now, newest, is_behind=False) if now > newest + _AHEAD else None

    def lost(self) -> Loss | None:
        """Return what was committed and is not there any more, if that was seen at the opening and nobody has taken note."""
        lost = self._store.lost
        if lost is None:
            return None
        since = from_milliseconds(lost.since) if lost.since else None
        return Loss(lost.records, since, from_milliseconds(lost.until))

    def take_note(self, actor: Actor) -> None:
        """Take note of what is missing: it is not told again.

        Raises:
            NotAllowed: *actor* is no administrator.
            Unavailable: the data cannot be read.
        """
        require(actor, Action.MANAGE_SETTINGS)
        self._store.forget_losses()

    def unreadable_rows(self, actor: Actor) -> tuple[UnreadableRow, ...]:
        """Return the rows that hold what cannot be read, and are left out of every list meanwhile. Looks at every value: it takes a while.

        Raises:
            NotAllowed: only administrators.
            Unavailable: the data cannot be read at all.
        """
        require(actor, Action.MANAGE_SETTINGS)
        met = rows_set_aside.times_met()
        columns: dict[tuple[str, int], list[str]] = {}
        with translated(self._store.path), closing(sqlite_only.read_only(self._store.path)) as connection:
            places = (
                *readable.unreadable(connection),
                *_wrong_settings(connection),
                *readable.dangling(connection),
            )
            for place in places:
                columns.setdefault((place.table, place.row), []).append(place.column)
            rows = tuple(
                UnreadableRow(
                    table,
                    row,
                    tuple(sorted(set(wrong))),
                    readable.about(connection, Unreadable(table, row, "")),
                )
                for (table, row), wrong in columns.items()
            )
        self._counted = _Counted(met, len(rows))
        return rows

    def unreadable_count(self, actor: Actor) -> int:
        """Return how many rows cannot be read; counted anew only where one was met since the last count.

        Raises:
            NotAllowed, Unavailable: as ``unreadable_rows``.
        """
        require(actor, Action.MANAGE_SETTINGS)
        if self._counted is None or self._counted.met != rows_set_aside.times_met():
            self.unreadable_rows(actor)
        return self._counted.unreadable if self._counted is not None else 0

    def mend(self, actor: Actor) -> CheckReport:
        """Take back from the newest proven copy what cannot be read, as ``repair`` does.

        Raises:
            NotAllowed: only administrators.
            Unavailable: the data cannot be read or written.
        """
        require(actor, Action.MANAGE_SETTINGS)
        report = self.repair()
        self._counted = None
        return report

    def figures(self) -> dict[str, int]:
        """Return how many rows there are of each kind, deleted ones too: figures only, for who helps from afar.

        Raises:
            Unavailable: the data cannot be read.
        """
        counted: dict[str, Any] = {
            "persons": PersonTable,
            "follow-ups": FollowUpTable,
            "interactions": InteractionTable,
            "users": UserTable,
        }
        with self._store.reading():
            return {name: int(table.select().count()) for name, table in counted.items()}

    @staticmethod
    def sqlite_version() -> str:
        """Return the version of SQLite, and whether it is one below which a journal may be damaged: for who helps from afar."""
        return sqlite_only.version() + (
            "" if sqlite_only.is_safe_version() else " (below the safe version, 3.51.3)"
        )

    def migrations(self) -> tuple[str, ...]:
        """Return the names of the migrations that the data has been through, in order.

        Raises:
            Unavailable: the data cannot be read.
        """
        with self._store.reading():
            return tuple(sorted(sqlite_only.applied_migrations(self._store.path)))

    def repair(self) -> CheckReport:
        """Make a backup, take back what cannot be read from the newest proven copy, compute anew what is derived, and return what ``check`` says.

        Raises:
            Unavailable: the data cannot be read or written.
        """
        report = self.check()
        if report.damages:
            return report
        if not (report.wrong or report.unreadable):
            if report.lost is not None:
                self._store.forget_losses()
                report = replace(report, repaired=True)
            return report
        backup = self._store.backup("before-repair")
        copy, values = self._values_of_copy(report.unreadable)
        with self._store.transaction():
            for unreadable, value in values.items():
                # the names are the tables' own
                sql = f'UPDATE "{unreadable.table}" SET "{unreadable.column}" = ? WHERE rowid = ?'  # noqa: S608
                self._store.database.execute_sql(sql, (value, unreadable.row))
            derived.rebuild()
        self._store.forget_losses()
        self._changes.announce(Changed(EVERY_KIND))
        return replace(report, repaired=True, backup=backup, taken_back=tuple(values), copy=copy)

    def _values_of_copy(
        self, wanted: tuple[Unreadable, ...]
    ) -> tuple[BackupCopy | None, dict[Unreadable, object]]:
        """Return the newest proven copy that can be unpacked, and what it holds where the data holds what cannot be read."""
        folder = paths.backups_dir(self._store.folder)
        for copy in copies.listed(folder) if wanted else ():
            unpacked = folder / f"looking-{secrets.token_hex(4)}.part"
            try:
                copies.unpack(copy.path, unpacked)
                copies.prove(unpacked)
                with closing(sqlite_only.read_only(unpacked)) as connection:
                    return copy, _values(connection, wanted)
            except Unavailable:
                continue  # the one before it may be whole
            finally:
                unpacked.unlink(missing_ok=True)
        return None, {}


def _values(connection: sqlite3.Connection, wanted: tuple[Unreadable, ...]) -> dict[Unreadable, object]:
    """Return what stands behind *connection* at each of the places *wanted*; a copy from before a table or row has nothing there."""
    held: dict[Unreadable, object] = {}
    for place in wanted:
        sql = f'SELECT "{place.column}" FROM "{place.table}" WHERE rowid = ?'  # noqa: S608 - the tables' own names
        try:
            row = connection.execute(sql, (place.row,)).fetchone()
        except sqlite3.OperationalError:
            continue
        if row is not None:
            held[place] = next(iter(row))
    return held


def _wrong_settings(connection: sqlite3.Connection) -> list[Unreadable]:
    """Return the settings that are JSON and yet cannot be what they must be: of another type, or a word that is none."""
    known = {field.name for field in fields(Organisation)}
    before, connection.text_factory = connection.text_factory, lambda raw: raw.decode(errors="replace")
    try:
        rows = connection.execute("SELECT rowid, key, value FROM settings WHERE json_valid(value)").fetchall()
    except sqlite3.OperationalError:  # an office that has never been set up
        rows = []
    finally:
        connection.text_factory = before
    wrong = []
    for row, key, value in rows:
        if key not in known:
            wrong += [Unreadable("settings", row, "key")] if key not in _OTHER_SETTINGS else []
        elif read_setting(key, value) is None or (key == "time_zone" and not is_zone(json.loads(value))):
            wrong.append(Unreadable("settings", row, "value"))
    return wrong
