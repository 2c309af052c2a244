"""Whether the data is whole, and the derived columns are what they must be: what ``suivi check`` tells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.controllers.base import Controller
from desktop_app.database import derived, sqlite_only
from desktop_app.database.models import FollowUpTable, InteractionTable, PersonTable, UserTable
from desktop_app.domain.records import Changed


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found. ``damages`` cannot be repaired here; ``wrong`` (table, column, rows) can be computed anew."""

    damages: tuple[str, ...]
    wrong: tuple[tuple[str, str, int], ...]
    repaired: bool = False
    backup: Path | None = None

    @property
    def is_sound(self) -> bool:
        """Whether all is well now."""
        return not self.damages and (self.repaired or not self.wrong)


class Integrity(Controller):
    """Proving the data, and rebuilding what is derived."""

    def check(self) -> CheckReport:
        """Integrity, foreign keys, derived columns. Changes nothing.

        Raises:
            Unavailable: the data cannot be read at all.
        """
        with self._store.reading():
            damages = tuple(sqlite_only.damages(self._store.database))
            return CheckReport(damages, tuple(derived.wrong_columns()) if not damages else ())

    def figures(self) -> dict[str, int]:
        """How many rows there are of each kind, deleted ones too: figures only, for who helps from afar.

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

    def migrations(self) -> tuple[str, ...]:
        """The names of the migrations that the data has been through, in order.

        Raises:
            Unavailable: the data cannot be read.
        """
        with self._store.reading():
            return tuple(sorted(sqlite_only.applied_migrations(self._store.path)))

    def repair(self) -> CheckReport:
        """``check``, then a backup and every derived column computed anew, if some are wrong.

        Raises:
            Unavailable: the data cannot be read or written.
        """
        report = self.check()
        if report.damages or not report.wrong:
            return report
        backup = self._store.backup("before-repair")
        with self._store.transaction():
            derived.rebuild()
        self._changes.announce(Changed(frozenset({"persons", "follow_ups"})))
        return CheckReport(report.damages, report.wrong, repaired=True, backup=backup)
