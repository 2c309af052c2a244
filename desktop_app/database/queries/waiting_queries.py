"""Who has been waiting too long, and which next actions are due: the questions every start of the day asks.

All three run along an index whose rows are only those that matter; none reads the follow-ups table from end to end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from peewee import JOIN, Expression, Query, fn

from desktop_app.database.models import FollowUpTable, PersonTable, UserTable
from desktop_app.database.queries.absence_queries import mentor_values, of_mentors
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import (
    Prepared,
    parameter,
    to_date,
    to_date_or_none,
    to_uuid,
    tuples,
)
from desktop_app.domain.records import NextAction, OverdueRow, PausedRow, PersonName, UserName
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PauseReason, PersonStatus

_Author = UserTable.alias("author")
_Latest = FollowUpTable.alias("latest")
_TYPES = {str(word): word for word in FollowUpType}
_OUTCOMES = {str(word): word for word in Outcome}
_STATUSES = {str(word): word for word in PersonStatus}
AT_ONCE = 500
"""Rows of a list that need not be held whole."""
Mentors = tuple[int, ...] | None
"""The mentors whose persons are looked at; None: everybody's persons, and those of nobody."""
StandIns = Mapping[int, UserName]
"""For each mentor who is away, the colleague who looks after their people."""


def _waits(mentors: int) -> tuple[Expression, ...]:
    """Waiting since the day ``latest`` or longer, not paused, of so many *mentors* (0: anybody's)."""
    return (
        PersonTable.waiting_since <= parameter("latest"),
        PersonTable.paused_until.is_null() | (PersonTable.paused_until <= parameter("today")),
        *([of_mentors(PersonTable.mentor, mentors)] if mentors else []),
    )


@lru_cache(maxsize=32)
def overdue_query(mentors: int) -> Prepared:
    """Those who wait too long, most overdue first; of so many *mentors* (0: anybody's)."""
    return Prepared(lambda: _overdue(mentors))


def _overdue(mentors: int) -> Query:
    query: Query = (
        PersonTable.select(
            *name_columns(PersonTable),
            PersonTable.phone,
            PersonTable.status,
            PersonTable.waiting_since,
            PersonTable.last_contact_on,
            PersonTable.last_follow_up_on,
            PersonTable.first_visit_on,
            *name_columns(UserTable),
            FollowUpTable.interaction_type,
            FollowUpTable.outcome,
            PersonTable.missed_attempts,
            PersonTable.last_reached_on,
        )
        .join(UserTable, JOIN.LEFT_OUTER, on=(PersonTable.mentor == UserTable.id))
        .join(FollowUpTable, JOIN.LEFT_OUTER, on=(PersonTable.last_follow_up == FollowUpTable.id))
        .where(*_waits(mentors))
        .order_by(PersonTable.waiting_since, PersonTable.id)
        .limit(parameter("limit"))
    )
    return query


def _is_paused(mentors: int) -> tuple[Expression, ...]:
    return (
        PersonTable.paused_until > parameter("today"),
        PersonTable.waiting_since <= parameter("latest"),
        *([of_mentors(PersonTable.mentor, mentors)] if mentors else []),
    )


@lru_cache(maxsize=32)
def _paused(mentors: int) -> Prepared:
    return Prepared(
        lambda: (
            PersonTable.select(
                *name_columns(PersonTable),
                PersonTable.phone,
                PersonTable.status,
                PersonTable.waiting_since,
                *name_columns(UserTable),
                PersonTable.paused_until,
                PersonTable.pause_reason,
                PersonTable.pause_note,
            )
            .join(UserTable, JOIN.LEFT_OUTER, on=(PersonTable.mentor == UserTable.id))
            .where(*_is_paused(mentors))
            .order_by(PersonTable.paused_until, PersonTable.id)
            .limit(parameter("limit"))
        )
    )


@lru_cache(maxsize=32)
def _count_paused(mentors: int) -> Prepared:
    return Prepared(lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(*_is_paused(mentors)))


def _next_actions(condition: str, mentors: int) -> Query:
    query = (
        FollowUpTable.select(
            FollowUpTable.id,
            FollowUpTable.uuid,
            FollowUpTable.open_action_on,
            FollowUpTable.next_action_notes,
            *name_columns(PersonTable),
            PersonTable.phone,
            PersonTable.status,
            *name_columns(UserTable),
            *name_columns(_Author),
            _Latest.interaction_date,
            _Latest.interaction_type,
            _Latest.outcome,
        )
        .join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        .join(UserTable, JOIN.LEFT_OUTER, on=(PersonTable.mentor == UserTable.id))
        .join(_Author, on=(FollowUpTable.mentor == _Author.id))
        .join(_Latest, on=(PersonTable.last_follow_up == _Latest.id))
        .order_by(FollowUpTable.open_action_on, FollowUpTable.id)
    )
    if condition == "person":
        return query.where(FollowUpTable.id.in_(_keys_of_persons(mentors)))
    return query.where(*_due_between(), *_whose(condition, mentors)).limit(parameter("limit"))


def _keys_of_persons(mentors: int) -> Query:
    """The first next actions of a mentor's persons, found and sorted before anything is joined that only the shown rows need."""
    return (
        FollowUpTable.select(FollowUpTable.id)
        .join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        .where(*_due_between(), *_whose("person", mentors))
        .order_by(FollowUpTable.open_action_on, FollowUpTable.id)
        .limit(parameter("limit"))
    )


def _due_between() -> tuple[Expression, Expression, Expression]:
    return (
        FollowUpTable.open_action_on.is_null(False),  # said so that the partial indexes are used
        FollowUpTable.open_action_on >= parameter("first"),
        FollowUpTable.open_action_on <= parameter("last"),
    )


def _whose(condition: str, mentors: int) -> tuple[Expression, ...]:
    match condition:
        case "everybody":
            return ()
        case "person":
            return (of_mentors(PersonTable.mentor, mentors),)
        case _:
            return (of_mentors(FollowUpTable.mentor, mentors),)


@lru_cache(maxsize=64)
def next_actions_query(whose: str, mentors: int) -> Prepared:
    """Open next actions, soonest first: *whose* as in ``next_actions``, of so many *mentors*."""
    return Prepared(lambda: _next_actions(whose, mentors))


@lru_cache(maxsize=64)
def _count_next_actions(whose: str, mentors: int) -> Prepared:
    def build() -> Query:
        query = FollowUpTable.select(fn.COUNT(FollowUpTable.id)).where(
            *_due_between(), *_whose(whose, mentors)
        )
        if whose != "person":
            return query
        return query.join(PersonTable, on=(FollowUpTable.person == PersonTable.id))

    return Prepared(build)


@lru_cache(maxsize=32)
def _count_waiting(mentors: int) -> Prepared:
    return Prepared(lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(*_waits(mentors)))


_COUNT_WITHOUT_MENTOR = Prepared(
    lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(
        PersonTable.mentor.is_null(), PersonTable.waiting_since.is_null(False)
    )
)


def overdue(
    latest: date, today: date, threshold: int, mentors: Mentors, limit: int, stand_ins: StandIns
) -> tuple[OverdueRow, ...]:
    """Persons whose last contact (or first visit) is on *latest* or before and who are not paused, most overdue first."""
    mentor_ids = mentors or ()
    rows = overdue_query(len(mentor_ids)).rows(
        latest=latest, today=today, limit=limit, **mentor_values(mentor_ids)
    )
    return tuple(_read_overdue(rows, today, threshold, stand_ins))


def overdue_portions(
    latest: date, today: date, threshold: int, mentors: Mentors, stand_ins: StandIns
) -> Iterator[Sequence[OverdueRow]]:
    """All of the same, some at a time."""
    mentor_ids = mentors or ()
    found = overdue_query(len(mentor_ids)).portions(
        AT_ONCE, latest=latest, today=today, limit=-1, **mentor_values(mentor_ids)
    )
    return (_read_overdue(rows, today, threshold, stand_ins) for rows in found)


def _read_overdue(
    rows: Sequence[tuple[Any, ...]], today: date, threshold: int, stand_ins: StandIns
) -> list[OverdueRow]:
    users = UserNames()
    found = []
    for (
        key,
        uuid,
        first_name,
        last_name,
        phone,
        status,
        since,
        contact,
        follow_up,
        first_visit,
        *mentor,
        kind,
        outcome,
        missed,
        reached,
    ) in rows:
        found.append(
            OverdueRow(  # by place: an office of many years has tens of thousands of them
                PersonName(key, to_uuid(uuid), first_name, last_name),
                phone,
                _STATUSES[status],
                users.read(*mentor),
                (today - to_date(since)).days,
                to_date_or_none(contact),
                # a contact known from the list before Suivi has neither type nor outcome
                _TYPES[kind] if kind and contact == follow_up else None,
                _OUTCOMES[outcome] if outcome and contact == follow_up else None,
                to_date(first_visit),
                threshold,
                missed,
                to_date_or_none(reached),
                stand_ins.get(mentor[0]) if stand_ins else None,
            )
        )
    return found


def count_waiting(latest: date, today: date, mentors: Mentors) -> int:
    """How many ``overdue`` would list."""
    mentor_ids = mentors or ()
    return _count_waiting(len(mentor_ids)).figure(latest=latest, today=today, **mentor_values(mentor_ids))


def paused(
    latest: date, today: date, mentors: Mentors, limit: int, stand_ins: StandIns
) -> tuple[PausedRow, ...]:
    """Who would be in ``overdue`` if they were not paused, the first to come back first."""
    mentor_ids = mentors or ()
    rows = _paused(len(mentor_ids)).rows(latest=latest, today=today, limit=limit, **mentor_values(mentor_ids))
    users = UserNames()
    return tuple(
        PausedRow(
            person=person_name(*row[:4]),
            phone=row[4],
            status=_STATUSES[row[5]],
            days=(today - to_date(row[6])).days,
            mentor=users.read(*row[7:11]),
            until=to_date(row[11]),
            reason=PauseReason(row[12]) if row[12] else None,
            note=row[13],
            looked_after_by=stand_ins.get(row[7]),
        )
        for row in rows
    )


def count_paused(latest: date, today: date, mentors: Mentors) -> int:
    """How many ``paused`` would list."""
    mentor_ids = mentors or ()
    return _count_paused(len(mentor_ids)).figure(latest=latest, today=today, **mentor_values(mentor_ids))


def count_without_mentor() -> int:
    """Persons in a waiting status whom nobody looks after."""
    return _COUNT_WITHOUT_MENTOR.figure()


def next_actions(
    first: date,
    last: date,
    today: date,
    whose: str,
    mentors: Mentors,
    limit: int,
    stand_ins: StandIns,
) -> tuple[NextAction, ...]:
    """Open next actions due from *first* to *last*, soonest first.

    *whose* is ``everybody``, ``person`` (persons of *mentors*) or ``author`` (written by *mentors*).
    """
    mentor_ids = mentors or ()
    rows = next_actions_query(whose, len(mentor_ids)).rows(
        first=first, last=last, limit=limit, **mentor_values(mentor_ids)
    )
    return tuple(_read_next_actions(rows, today, stand_ins))


def next_action_portions(
    first: date, last: date, today: date, whose: str, mentors: Mentors, stand_ins: StandIns
) -> Iterator[Sequence[NextAction]]:
    """All of the same, some at a time."""
    mentor_ids = mentors or ()
    found = next_actions_query(whose, len(mentor_ids)).portions(
        AT_ONCE, first=first, last=last, limit=-1, **mentor_values(mentor_ids)
    )
    return (_read_next_actions(rows, today, stand_ins) for rows in found)


def _read_next_actions(rows: Sequence[tuple[Any, ...]], today: date, stand_ins: StandIns) -> list[NextAction]:
    users = UserNames()
    return [
        NextAction(
            follow_up_id=row[0],
            follow_up_uuid=to_uuid(row[1]),
            due_on=(due := to_date(row[2])),
            notes=row[3],
            days=(due - today).days,
            person=person_name(*row[4:8]),
            phone=row[8],
            status=_STATUSES[row[9]],
            mentor=users.read(*row[10:14]),
            author=users.sure(*row[14:18]),
            last_date=to_date(row[18]),
            last_type=_TYPES[row[19]],
            last_outcome=_OUTCOMES[row[20]],
            looked_after_by=stand_ins.get(row[10]),
        )
        for row in rows
    ]


def count_next_actions(first: date, last: date, whose: str, mentors: Mentors) -> int:
    """How many ``next_actions`` would list without its limit."""
    mentor_ids = mentors or ()
    return _count_next_actions(whose, len(mentor_ids)).figure(
        first=first, last=last, **mentor_values(mentor_ids)
    )


def active_persons_of_mentors() -> dict[int, int]:
    """For each mentor with any, how many persons in a waiting status are theirs."""
    query = (
        PersonTable.select(PersonTable.mentor, fn.COUNT(PersonTable.id))
        .where(PersonTable.mentor.is_null(False), PersonTable.waiting_since.is_null(False))
        .group_by(PersonTable.mentor)
    )
    return {mentor: int(count) for mentor, count in tuples(query)}
