"""Copies of the data: what each is called, what is known of it, and which are kept as time goes by."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from desktop_app.i18n.texts import mark, tr, trn

DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 7, 4, 12
"""The newest copy of each of so many days, weeks and months with copies is kept."""
PURPOSE_KEPT = timedelta(days=30)
"""A copy made before something was changed is kept so long, whatever else there is."""
OVERDUE = timedelta(days=3)
"""After so long without a proven copy, administrators are told in red."""
ENDING = ".db.gz"
_NAME = re.compile(r"suivi-(\d{8}-\d{6})-([a-z0-9_-]+)\.db(\.gz)?")


class Purpose(StrEnum):
    """Why a copy was made; a migration's is ``before-`` and its name."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    BEFORE_REPAIR = "before-repair"
    BEFORE_RESTORE = "before-restore"
    BEFORE_IMPORT = "before-import"


_WORDS = {
    Purpose.DAILY: mark("made by itself"),
    Purpose.BY_HAND: mark("made by hand"),
    Purpose.BEFORE_REPAIR: mark("before a repair"),
    Purpose.BEFORE_RESTORE: mark("before going back to a copy"),
    Purpose.BEFORE_IMPORT: mark("before an import"),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are that people wrote, deleted ones left out."""

    persons: int = 0
    follow_ups: int = 0
    interactions: int = 0


@dataclass(frozen=True, slots=True)
class BackupCopy:
    """One copy: its file, when it was made (UTC), why; ``counts`` and ``is_proven`` as they were noted beside it."""

    path: Path
    at: datetime
    purpose: str
    size: int
    counts: Counts | None = None
    is_proven: bool = False
    in_second_place: bool = False

    @property
    def purpose_words(self) -> str:
        """Return why it was made, as a person reads it."""
        known = _WORDS.get(Purpose(self.purpose)) if self.purpose in set(Purpose) else None
        return tr(known) if known else tr("before an update of Suivi")


@dataclass(frozen=True, slots=True)
class BackupState:
    """How safe the data is: the newest proven copy on this PC and in the second place, and whether that is too long ago."""

    newest: BackupCopy | None
    newest_elsewhere: BackupCopy | None
    second_place: Path | None
    second_is_there: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What going back to a copy did: *copy* is what the data is now, *before* a copy of what it was until then, if it could be read."""

    copy: BackupCopy
    before: BackupCopy | None


def contents(counts: Counts) -> str:
    """Return what is in a copy, in words: “1,204 people, 5,310 follow-ups, 80 client interactions”."""
    return ", ".join(
        (
            trn("{count} person", "{count} people", counts.persons),
            trn("{count} follow-up", "{count} follow-ups", counts.follow_ups),
            trn("{count} client interaction", "{count} client interactions", counts.interactions),
        )
    )


def compared(counts: Counts | None, now: Counts | None) -> str:
    """Return how a copy differs from the data of *now*, in words: “12 people fewer, 34 follow-ups fewer than now”."""
    if counts is None:
        return tr("what is in it was not noted")
    if now is None:
        return contents(counts)
    persons, follow_ups = counts.persons - now.persons, counts.follow_ups - now.follow_ups
    interactions = counts.interactions - now.interactions
    differences = [
        (persons > 0, trn("{count} person more", "{count} people more", persons)),
        (persons < 0, trn("{count} person fewer", "{count} people fewer", -persons)),
        (follow_ups > 0, trn("{count} follow-up more", "{count} follow-ups more", follow_ups)),
        (follow_ups < 0, trn("{count} follow-up fewer", "{count} follow-ups fewer", -follow_ups)),
        (
            interactions > 0,
            trn("{count} client interaction more", "{count} client interactions more", interactions),
        ),
        (
            interactions < 0,
            trn("{count} client interaction fewer", "{count} client interactions fewer", -interactions),
        ),
    ]
    difference = ", ".join(words for differs, words in differences if differs)
    return (
        tr("{differences} than now", differences=difference)
        if difference
        else tr("as many people and contacts as now")
    )


def file_name(at: datetime, purpose: str) -> str:
    """Return what the copy made at *at* (UTC) for *purpose* is called."""
    return f"suivi-{at:%Y%m%d-%H%M%S}-{purpose}{ENDING}"


def named(path: Path) -> tuple[datetime, str] | None:
    """Return when and why the copy called *path* was made; None: that is no copy's name."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return at, match[2]


def to_discard(
    copies: Iterable[BackupCopy], now: datetime, day_of: Callable[[datetime], date]
) -> list[BackupCopy]:
    """Return those of *copies* that need not be kept at *now*; *day_of* gives the office's day of a moment.

    Kept are the newest copy of each of the last 7 days, 4 weeks and 12 months that have one, and for 30 days those made before
    something was changed.
    """
    newest_first = sorted(copies, key=lambda copy: copy.at, reverse=True)
    periods: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (DAYS_KEPT, lambda day: day),
        (WEEKS_KEPT, lambda day: day.isocalendar()[:2]),
        (MONTHS_KEPT, lambda day: (day.year, day.month)),
    )
    kept: set[Path] = set()
    for number, period_of in periods:
        newest_of: dict[Hashable, BackupCopy] = {}
        for copy in newest_first:
            newest_of.setdefault(period_of(day_of(copy.at)), copy)
        kept.update(copy.path for copy in list(newest_of.values())[:number])
    kept.update(
        copy.path for copy in newest_first if copy.purpose != Purpose.DAILY and now - copy.at <= PURPOSE_KEPT
    )
    return [copy for copy in newest_first if copy.path not in kept]
