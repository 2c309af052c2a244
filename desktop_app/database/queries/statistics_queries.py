"""The sums behind the statistics: of one mentor, or of everybody.

What is asked of one mentor runs along the index of their follow-ups, which holds every column that is summed. What is asked of
everybody passes over a year of follow-ups once for all mentors and once for the days; there the follow-ups of deleted persons
are taken off afterwards, since looking at each row's person would double the time and deleted persons are few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import JOIN, Expression, fn

from desktop_app.database.models import ActivityLogTable, FollowUpTable, PersonTable, UserTable
from desktop_app.database.queries.prepared import Prepared, parameter, to_date
from desktop_app.domain.periods import NewPeople, Period
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus

_TYPES, _OUTCOMES = tuple(FollowUpType), tuple(Outcome)


@dataclass(slots=True)
class Contacts:
    """A mentor's follow-ups in a period: how many, by type, by outcome, of how many persons."""

    total: int = 0
    by_type: dict[FollowUpType, int] = field(default_factory=lambda: dict.fromkeys(_TYPES, 0))
    by_outcome: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(_OUTCOMES, 0))
    persons: int = 0


def _in_period(column: Any) -> tuple[Expression, Expression]:
    return column >= parameter("first"), column <= parameter("last")


def _contacts() -> tuple[Expression, ...]:
    return (*_in_period(FollowUpTable.interaction_date), FollowUpTable.deleted_at.is_null())


def _of_mentor() -> tuple[Expression, ...]:
    gone = PersonTable.select(PersonTable.id).where(PersonTable.deleted_at.is_null(False))
    return (
        FollowUpTable.mentor == parameter("mentor_id"),
        *_contacts(),
        FollowUpTable.person.not_in(gone),
    )


# every sum but those that the others leave over
_SUMS = (
    fn.COUNT(FollowUpTable.id),
    *(fn.COUNT(FollowUpTable.id).filter(FollowUpTable.interaction_type == word) for word in _TYPES[:-1]),
    *(fn.COUNT(FollowUpTable.id).filter(FollowUpTable.outcome == word) for word in _OUTCOMES[:-1]),
    fn.COUNT(FollowUpTable.person.distinct()),
)


def _read(row: tuple[Any, ...]) -> Contacts:
    total, *sums, persons = row
    by_type, by_outcome = sums[: len(_TYPES) - 1], sums[len(_TYPES) - 1 :]
    return Contacts(
        total,
        dict(zip(_TYPES, (*by_type, total - sum(by_type)), strict=True)),
        dict(zip(_OUTCOMES, (*by_outcome, total - sum(by_outcome)), strict=True)),
        persons,
    )


# -- one mentor's

CONTACTS_OF_MENTOR = Prepared(lambda: FollowUpTable.select(*_SUMS).where(*_of_mentor()))
DAYS_OF_MENTOR = Prepared(
    lambda: (
        FollowUpTable.select(FollowUpTable.interaction_date, fn.COUNT(FollowUpTable.id))
        .where(*_of_mentor())
        .group_by(FollowUpTable.interaction_date)
    )
)


def contacts_of(mentor_id: int, period: Period) -> Contacts:
    """Return a mentor's follow-ups in *period*."""
    [row] = CONTACTS_OF_MENTOR.rows(mentor_id=mentor_id, first=period.first, last=period.last)
    return _read(row)


def days_of(mentor_id: int, period: Period) -> Counter[date]:
    """Return how many follow-ups of a mentor there were on each day of *period* that had any."""
    rows = DAYS_OF_MENTOR.rows(mentor_id=mentor_id, first=period.first, last=period.last)
    return Counter({to_date(day): count for day, count in rows})


# -- everybody's

CONTACTS = Prepared(
    lambda: (
        # the users come first: a part of the index of follow-ups for each of them
        UserTable.select(UserTable.id, *_SUMS)
        .join(FollowUpTable, JOIN.CROSS)
        .where(FollowUpTable.mentor == UserTable.id, *_contacts())
        .group_by(UserTable.id)
    )
)
DAYS = Prepared(
    lambda: (
        FollowUpTable.select(FollowUpTable.interaction_date, fn.COUNT(FollowUpTable.id))
        .where(*_contacts())
        .group_by(FollowUpTable.interaction_date)
    )
)
GONE = Prepared(
    lambda: (
        PersonTable.select(
            FollowUpTable.mentor,
            FollowUpTable.interaction_date,
            FollowUpTable.interaction_type,
            FollowUpTable.outcome,
            FollowUpTable.person,
        )
        .join(FollowUpTable, JOIN.CROSS)  # from the few persons to their follow-ups, never the other way
        .where(PersonTable.deleted_at.is_null(False), FollowUpTable.person == PersonTable.id, *_contacts())
    )
)


def contacts_and_days(period: Period) -> tuple[dict[int, Contacts], Counter[date]]:
    """Return the follow-ups in *period* of each mentor with any, and how many there were on each day that had any."""
    values = {"first": period.first, "last": period.last}
    contacts = {mentor_id: _read(tuple(row)) for mentor_id, *row in CONTACTS.rows(**values)}
    days = Counter({to_date(day): count for day, count in DAYS.rows(**values)})
    couples = set()
    for mentor_id, day, kind, outcome, person_id in GONE.rows(**values):
        days[to_date(day)] -= 1
        of_mentor = contacts[mentor_id]
        of_mentor.total -= 1
        of_mentor.by_type[FollowUpType(kind)] -= 1
        of_mentor.by_outcome[Outcome(outcome)] -= 1
        couples.add((mentor_id, person_id))
    for mentor_id, _person_id in couples:
        contacts[mentor_id].persons -= 1
    return contacts, days


# -- people: of a mentor, or (None) everybody

_THERE = PersonTable.deleted_at.is_null()


def _contacted(*, of_mentor: bool) -> tuple[Expression, ...]:
    """Return the condition that a person had a contact in the period; of one mentor: with that mentor.

    Of everybody the last contact says it of most, without a look at the follow-ups.
    """
    if of_mentor:
        persons = FollowUpTable.select(FollowUpTable.person).where(*_of_mentor())
        return (_THERE, PersonTable.id.in_(persons))
    any_in_period = FollowUpTable.select(FollowUpTable.id).where(
        FollowUpTable.person == PersonTable.id, *_contacts()
    )
    last = PersonTable.last_follow_up_on
    return (_THERE, last >= parameter("first"), (last <= parameter("last")) | fn.EXISTS(any_in_period))


def _came(*, of_mentor: bool) -> tuple[Expression, ...]:
    """Return the condition that a person came first in the period; of one mentor: that they are theirs today."""
    whose = (PersonTable.mentor == parameter("mentor_id"),) if of_mentor else ()
    return (*whose, _THERE, *_in_period(PersonTable.first_visit_on))


_PLACE = (PersonTable.commune, PersonTable.quartier)
_KEY = PersonTable.id
_INTEGRATED = fn.COUNT(_KEY).filter(PersonTable.status == PersonStatus.INTEGRATED)
_PEOPLE_QUERIES = {
    "contacted": lambda mine: PersonTable.select(fn.COUNT(_KEY)).where(*_contacted(of_mentor=mine)),
    "contacted by place": lambda mine: (
        PersonTable.select(*_PLACE, fn.COUNT(_KEY)).where(*_contacted(of_mentor=mine)).group_by(*_PLACE)
    ),
    "new": lambda mine: PersonTable.select(fn.COUNT(_KEY), _INTEGRATED).where(*_came(of_mentor=mine)),
    "new by place": lambda mine: (
        PersonTable.select(*_PLACE, fn.COUNT(_KEY)).where(*_came(of_mentor=mine)).group_by(*_PLACE)
    ),
    "new by day": lambda mine: (
        PersonTable.select(PersonTable.first_visit_on, fn.COUNT(_KEY))
        .where(*_came(of_mentor=mine))
        .group_by(PersonTable.first_visit_on)
    ),
}


@lru_cache(maxsize=2 * len(_PEOPLE_QUERIES))
def people_query(what: str, *, of_mentor: bool) -> Prepared:
    """Return one of the queries about people: ``contacted`` or ``new``, in all, `` by place`` or `` by day``."""
    return Prepared(lambda: _PEOPLE_QUERIES[what](of_mentor))


def _people(what: str, period: Period, mentor_id: int | None) -> list[tuple[Any, ...]]:
    query = people_query(what, of_mentor=mentor_id is not None)
    return query.rows(first=period.first, last=period.last, mentor_id=mentor_id)


def contacted(period: Period, mentor_id: int | None) -> int:
    """Return how many persons had a contact in *period* (with the mentor)."""
    [(count,)] = _people("contacted", period, mentor_id)
    return int(count)


def new_people(period: Period, mentor_id: int | None) -> NewPeople:
    """Return who came first in *period* (and is the mentor's today)."""
    [(came, integrated)] = _people("new", period, mentor_id)
    return NewPeople(came, integrated)


def new_by_day(period: Period, mentor_id: int | None) -> Counter[date]:
    """Return how many came on each day of *period* on which anybody did."""
    return Counter({to_date(day): count for day, count in _people("new by day", period, mentor_id)})


class PlaceCounts(NamedTuple):
    """A place as it is written, and how many people there had a contact or are new."""

    commune: str
    quartier: str
    contacted: int
    new_people: int


def places(period: Period, mentor_id: int | None) -> Iterable[PlaceCounts]:
    """Return the counts of each place; one with contacts and with new people comes twice."""
    for commune, quartier, count in _people("contacted by place", period, mentor_id):
        yield PlaceCounts(commune, quartier, count, 0)
    for commune, quartier, count in _people("new by place", period, mentor_id):
        yield PlaceCounts(commune, quartier, 0, count)


_LAST_CHANGE = Prepared(lambda: ActivityLogTable.select(fn.MAX(ActivityLogTable.id)))


def last_change() -> int:
    """Return the newest line of the activity log, which every change of people and follow-ups writes in its transaction."""
    return _LAST_CHANGE.figure()


@dataclass(frozen=True, slots=True)
class PeopleFigures:
    """All that is told of everybody's people in a period and the one before; *as_of*: the last change that is in it."""

    as_of: int
    places: tuple[PlaceCounts, ...]
    contacted_before: int
    new: NewPeople
    new_before: NewPeople
    new_by_day: Counter[date]


def people_figures(period: Period, before: Period) -> PeopleFigures:
    """Return the figures about everybody's people."""
    return PeopleFigures(
        as_of=last_change(),
        places=tuple(places(period, None)),
        contacted_before=contacted(before, None),
        new=new_people(period, None),
        new_before=new_people(before, None),
        new_by_day=new_by_day(period, None),
    )


# grouped by a value made of the column: along an index of mentors each person would be looked up at random
_MENTOR = fn.COALESCE(PersonTable.mentor, 0)
NEW_OF_MENTORS = Prepared(
    lambda: (
        PersonTable.select(_MENTOR, fn.COUNT(_KEY), _INTEGRATED)
        .where(*_came(of_mentor=False))
        .group_by(_MENTOR)
    )
)
_WAITING = (
    fn.COUNT(_KEY),
    fn.COUNT(_KEY).filter(
        (PersonTable.waiting_since <= parameter("latest"))
        & (PersonTable.paused_until.is_null() | (PersonTable.paused_until <= parameter("today")))
    ),
)
WORKLOADS = Prepared(
    lambda: (
        PersonTable.select(PersonTable.mentor, *_WAITING)
        .where(PersonTable.mentor.is_null(False), PersonTable.waiting_since.is_null(False))
        .group_by(PersonTable.mentor)
    )
)
_WORKLOAD_OF_NOBODY = Prepared(
    lambda: PersonTable.select(*_WAITING).where(
        PersonTable.mentor.is_null(), PersonTable.waiting_since.is_null(False)
    )
)
_WORKLOAD_OF_MENTOR = Prepared(
    lambda: PersonTable.select(*_WAITING).where(
        PersonTable.mentor == parameter("mentor_id"), PersonTable.waiting_since.is_null(False)
    )
)


class WaitingCounts(NamedTuple):
    """How many persons are in a waiting status, and how many of them wait too long and are not paused."""

    persons: int
    too_long: int


def new_people_of_mentors(period: Period) -> dict[int, NewPeople]:
    """For each mentor with any: who came first in *period* and is theirs today."""
    rows = NEW_OF_MENTORS.rows(first=period.first, last=period.last)
    return {mentor_id: NewPeople(came, integrated) for mentor_id, came, integrated in rows if mentor_id}


def workloads(latest: date, today: date) -> dict[int, WaitingCounts]:
    """For each mentor with any: who waits; too long is since *latest* or longer."""
    rows = WORKLOADS.rows(latest=latest, today=today)
    return {mentor_id: WaitingCounts(persons, too_long) for mentor_id, persons, too_long in rows}


def workload_of(mentor_id: int | None, latest: date, today: date) -> WaitingCounts:
    """Return the same for one mentor; None: for those who have none."""
    rows = (
        _WORKLOAD_OF_NOBODY.rows(latest=latest, today=today)
        if mentor_id is None
        else _WORKLOAD_OF_MENTOR.rows(mentor_id=mentor_id, latest=latest, today=today)
    )
    [(persons, too_long)] = rows
    return WaitingCounts(persons, too_long)
