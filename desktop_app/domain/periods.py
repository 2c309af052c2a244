"""What the statistics are said in: a period of days, the steps it is cut into, and the figures as plain records.

Every count is of what is not deleted. A *contact* is a follow-up; a client interaction is none (docs/contract/decisions.md, *One person, two hats*).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.context import UserName
from desktop_app.domain.vocabulary import (
    FollowUpType,
    InteractionType,
    Outcome,
    Program,
    ReferenceService,
)

PERIODS = {"week": 7, "month": 30, "year": 365}
"""The documented periods: so many days, today included."""
SETTLED_DAYS = (91, 182)
"""3 and 6 months: of whoever came so long ago it can be said whether they are integrated."""
FIRST_DAY = date(1900, 1, 1)
"""No period begins earlier: nobody's ledger does."""
LAST_DAY = date(2999, 12, 31)
_MOST_DAYS, _MOST_WEEKS = 31, 26  # that a period may have to be told by day, by week


class Step(StrEnum):
    """How finely a period is told."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from *first* to *last*, both included. ``word`` is the documented word for it, or nothing."""

    first: date
    last: date
    word: str = ""

    @classmethod
    def of(cls, word: str, today: date) -> Period:
        """Return the documented period of *word* (``week``, ``month``, ``year``) up to *today*; raises KeyError for another word."""
        return cls(today - timedelta(days=PERIODS[word] - 1), today, word)

    @classmethod
    def of_month(cls, year: int, month: int, today: date) -> Period:
        """Return a calendar month, of the one under way up to *today*; raises ValueError for none. Its word is ``YYYY-MM``."""
        first = date(year, month, 1)
        return cls(first, min(_end_of(Step.MONTH, first), max(first, today)), f"{year:04}-{month:02}")

    @classmethod
    def settled_by(cls, day: date) -> Period:
        """Return those days on which whoever came first has had time to be integrated by *day*: 3 to 6 months before."""
        return cls(day - timedelta(days=SETTLED_DAYS[1]), day - timedelta(days=SETTLED_DAYS[0]))

    @property
    def is_month(self) -> bool:
        """Whether it was asked for as a calendar month."""
        return self.word not in PERIODS and bool(self.word)

    @property
    def days(self) -> int:
        """How many days there are in it."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """As many days, the last of which is the day before this one's first."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def step(self) -> Step:
        """By day up to 31 days, by week up to 26 weeks, by month from then on."""
        if self.days <= _MOST_DAYS:
            return Step.DAY
        return Step.WEEK if self.days <= _MOST_WEEKS * 7 else Step.MONTH

    def buckets(self) -> tuple[Period, ...]:
        """Return the period cut into days, weeks (from Monday) or months; the first and the last may be cut short by its ends."""
        step, cut, first = self.step(), [], self.first
        while first <= self.last:
            last = min(_end_of(step, first), self.last)
            cut.append(Period(first, last))
            first = last + timedelta(days=1)
        return tuple(cut)


def _end_of(step: Step, day: date) -> date:
    """Return the last day of the day, week or month that *day* is in."""
    match step:
        case Step.DAY:
            return day
        case Step.WEEK:
            return day + timedelta(days=6 - day.weekday())
        case Step.MONTH:
            return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside that of the period before."""

    now: int
    before: int

    @property
    def difference(self) -> int:
        """How many more (negative: fewer)."""
        return self.now - self.before

    @property
    def percent(self) -> float | None:
        """By how much more, in percent of before; None where there was nothing before."""
        return 100 * self.difference / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The documented figures (section 3 of docs/contract/follow-ups-api.md), of one mentor or of everybody.

    ``pending_actions`` and ``overdue_actions`` are the open next actions that are theirs as of today.
    """

    interactions: int
    by_type: Mapping[FollowUpType, int]  # every key there
    by_outcome: Mapping[Outcome, int]  # every key there
    active_persons: int  # distinct persons with one of those follow-ups
    pending_actions: int
    overdue_actions: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """A mentor's figures of a documented period: what HTTP answers."""

    mentor: UserName
    period: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class NewPeople:
    """Those who came for the first time in a period, and how many of them are integrated by now."""

    came: int
    integrated: int

    @property
    def rate(self) -> float | None:
        """The part (0…1) that is integrated; None where nobody came."""
        return self.integrated / self.came if self.came else None


@dataclass(frozen=True, slots=True)
class Share:
    """Client interactions of one kind: how many, and how long they took together, as far as an end was noted."""

    count: int
    length: timedelta


NO_SHARE = Share(0, timedelta())


@dataclass(frozen=True, slots=True)
class Encounters:
    """The client interactions of a period: in all, by type, program and service; those that happened most come first."""

    total: Share
    persons: int
    by_type: Mapping[InteractionType, Share]  # every key there
    by_program: tuple[tuple[Program | None, Share], ...]
    by_service: tuple[tuple[ReferenceService, Share], ...]  # one may have several


@dataclass(frozen=True, slots=True)
class Workload:
    """What a mentor has on their hands today: persons in a waiting status, and how many of them wait too long."""

    persons: int
    limit: int
    waiting_too_long: int


@dataclass(frozen=True, slots=True)
class WithoutMentor:
    """Those whom nobody looks after: with them the mentors' figures add up to everybody's."""

    new_people: NewPeople
    persons: int  # in a waiting status
    waiting_too_long: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A day, week or month of the period. ``before`` is the same part of the period before: as many days earlier."""

    first: date
    last: date
    interactions: int
    before: int
    new_people: int


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with its quartiers, or a quartier; the name is the spelling most used, nothing where none was said."""

    name: str
    contacted: int  # distinct persons with a contact in the period
    new_people: int
    quartiers: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class MentorFigures:
    """One mentor among the others."""

    mentor: UserName
    figures: Figures
    interactions: Compared
    new_people: NewPeople
    workload: Workload
    settled: NewPeople  # those who came 3 to 6 months ago


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the statistics tell of a period: one mentor's, or everybody's."""

    period: Period
    before: Period
    mentor: UserName | None  # None: everybody
    figures: Figures
    interactions: Compared
    active_persons: Compared
    new_people: NewPeople
    new_people_before: NewPeople
    step: Step
    over_time: tuple[Bucket, ...]
    places: tuple[Place, ...]  # most contacts first; "not said" last
    mentors: tuple[MentorFigures, ...]  # by name; of one mentor: themselves
    settled: NewPeople  # those who came 3 to 6 months ago
    encounters: Encounters
    without_mentor: WithoutMentor | None = None  # None: there are none, or one mentor was asked for

    @property
    def came(self) -> Compared:
        """The new people beside those of the period before."""
        return Compared(self.new_people.came, self.new_people_before.came)
