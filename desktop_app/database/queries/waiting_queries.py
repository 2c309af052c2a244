"""Who has been waiting too long, who is paused, who has no mentor: questions that every start of the day asks.

They run along an index whose rows are only those that matter; none reads the follow-ups table from end to end.
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
from desktop_app.domain.records import OverdueRow, PausedRow, PersonName, UserName
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PauseReason, PersonStatus

_Gone = UserTable.alias("gone")
_TYPES = {str(word): word for word in FollowUpType}
_OUTCOMES = {str(word): word for word in Outcome}
_STATUSES = {str(word): word for word in PersonStatus}
AT_ONCE = 500
"""Rows of a list that need not be held whole."""
Mentors = tuple[int, ...] | None
"""The mentors whose persons are looked at; None: everybody's persons, and those of nobody."""
StandIns = Mapping[int, UserName]
"""For each mentor who is away, the colleague who looks after their people."""


def is_mentor() -> Expression:
    """That a user is the person's mentor: one who was switched off counts as none."""
    return (PersonTable.mentor == UserTable.id) & UserTable.is_active


def without_mentor() -> Expression:
    """That the person has no mentor, or one who was switched off."""
    return PersonTable.mentor.is_null() | PersonTable.mentor.in_(
        _Gone.select(_Gone.id).where(~_Gone.is_active)
    )


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
            PersonTable.mentor,
            PersonTable.last_interaction_on,
        )
        .join(UserTable, JOIN.LEFT_OUTER, on=is_mentor())
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
                PersonTable.mentor,
            )
            .join(UserTable, JOIN.LEFT_OUTER, on=is_mentor())
            .where(*_is_paused(mentors))
            .order_by(PersonTable.paused_until, PersonTable.id)
            .limit(parameter("limit"))
        )
    )


@lru_cache(maxsize=32)
def _count_paused(mentors: int) -> Prepared:
    return Prepared(lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(*_is_paused(mentors)))


@lru_cache(maxsize=32)
def _count_waiting(mentors: int) -> Prepared:
    return Prepared(lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(*_waits(mentors)))


_COUNT_WITHOUT_MENTOR = Prepared(
    lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(
        PersonTable.mentor.is_null(), PersonTable.waiting_since.is_null(False)
    )
)
_COUNT_OF_GONE = Prepared(
    lambda: (
        # from the few who were switched off to their persons
        UserTable.select(fn.COUNT(PersonTable.id))
        .join(PersonTable, JOIN.CROSS)
        .where(
            ~UserTable.is_active,
            PersonTable.mentor == UserTable.id,
            PersonTable.waiting_since.is_null(False),
        )
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
        assigned,
        interaction,
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
                stand_ins.get(assigned) if stand_ins else None,
                contact is not None and contact == interaction and contact != follow_up,
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
            looked_after_by=stand_ins.get(row[14]),
        )
        for row in rows
    )


def count_paused(latest: date, today: date, mentors: Mentors) -> int:
    """How many ``paused`` would list."""
    mentor_ids = mentors or ()
    return _count_paused(len(mentor_ids)).figure(latest=latest, today=today, **mentor_values(mentor_ids))


def count_without_mentor() -> int:
    """Persons in a waiting status whom nobody looks after: without a mentor, or with one who was switched off."""
    return _COUNT_WITHOUT_MENTOR.figure() + _COUNT_OF_GONE.figure()


def active_persons_of_mentors() -> dict[int, int]:
    """For each mentor with any, how many persons in a waiting status are theirs."""
    query = (
        PersonTable.select(PersonTable.mentor, fn.COUNT(PersonTable.id))
        .where(PersonTable.mentor.is_null(False), PersonTable.waiting_since.is_null(False))
        .group_by(PersonTable.mentor)
    )
    return {mentor: int(count) for mentor, count in tuples(query)}
