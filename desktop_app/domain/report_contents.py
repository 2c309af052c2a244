"""What the printed reports hold, gathered for the one who asked: plain records, laid out by the windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.context import UserName
from desktop_app.domain.records import NextAction, OverdueRow, Person, PersonName, TimelineEntry


@dataclass(frozen=True, slots=True)
class OverdueList:
    """Everybody who waits for *days* or more on *day*; of one mentor, or of all whom the reader may see."""

    day: date
    days: int
    mentor: UserName | None
    rows: tuple[OverdueRow, ...]
    paused: int


@dataclass(frozen=True, slots=True)
class CallSheetRow:
    """Somebody to get in touch with this week: because they wait too long, because it was promised, or both."""

    person: PersonName
    phone: str
    commune: str
    quartier: str
    overdue: OverdueRow | None
    actions: tuple[NextAction, ...]


@dataclass(frozen=True, slots=True)
class CallSheet:
    """A mentor's week from *first* to *last*, by quartier and name; a colleague's people are on it while they are away."""

    mentor: UserName
    first: date
    last: date
    days: int
    rows: tuple[CallSheetRow, ...]


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A person and all that happened with them, newest first."""

    day: date
    person: Person
    entries: tuple[TimelineEntry, ...]
