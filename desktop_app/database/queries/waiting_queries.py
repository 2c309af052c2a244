"""Who has been waiting too long, who is paused, who has no mentor: questions that every start of the day asks.

They run along an index whose rows are only those that matter; none reads the follow-ups table from end to end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

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
Substitutes = Mapping[int, UserName]
"""For each mentor who is away, the colleague who looks after their people."""


def is_mentor() -> Expression:
    """Return the condition that a user is the person's mentor: one who was switched off counts as none."""
    return (PersonTable.mentor == UserTable.id) & UserTable.is_active


def without_mentor() -> Expression:
    """Return the condition that the person has no mentor, or one who was switched off."""
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
    """Return those who wait too long, most overdue first; of so many *mentors* (0: anybody's)."""
    return Prepared(lambda: _overdue(mentors))


class _OverdueColumns(NamedTuple):
    """What ``overdue_query`` selects, in its order."""

    person_id: int
    person_uuid: bytes
    first_name: str
    last_name: str
    phone: str
    status: str
    waiting_since: Any
    last_contact_on: Any
    last_follow_up_on: Any
    first_visit_on: Any
    mentor_id: int | None
    mentor_uuid: bytes
    mentor_first_name: str
    mentor_last_name: str
    last_type: str | None
    last_outcome: str | None
    missed_attempts: int
    last_reached_on: Any
    assigned_to: int | None
    last_interaction_on: Any


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


class _PausedColumns(NamedTuple):
    """What ``_paused`` selects, in its order."""

    person_id: int
    person_uuid: bytes
    first_name: str
    last_name: str
    phone: str
    status: str
    waiting_since: Any
    mentor_id: int | None
    mentor_uuid: bytes
    mentor_first_name: str
    mentor_last_name: str
    paused_until: Any
    pause_reason: str | None
    pause_note: str
    assigned_to: int | None


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
    latest: date, today: date, threshold: int, mentors: Mentors, limit: int, substitutes: Substitutes
) -> tuple[OverdueRow, ...]:
    """Persons whose last contact (or first visit) is on *latest* or before and who are not paused, most overdue first."""
    mentor_ids = mentors or ()
    rows = overdue_query(len(mentor_ids)).rows(
        latest=latest, today=today, limit=limit, **mentor_values(mentor_ids)
    )
    return tuple(_read_overdue(rows, today, threshold, substitutes))


def overdue_batches(
    latest: date, today: date, threshold: int, mentors: Mentors, substitutes: Substitutes
) -> Iterator[Sequence[OverdueRow]]:
    """Return all of the same, some at a time."""
    mentor_ids = mentors or ()
    batches = overdue_query(len(mentor_ids)).batches(
        AT_ONCE, latest=latest, today=today, limit=-1, **mentor_values(mentor_ids)
    )
    return (_read_overdue(rows, today, threshold, substitutes) for rows in batches)


def _read_overdue(
    rows: Sequence[tuple[Any, ...]], today: date, threshold: int, substitutes: Substitutes
) -> list[OverdueRow]:
    users = UserNames()
    overdue_rows = []
    for row in map(_OverdueColumns._make, rows):
        contact, is_follow_up = row.last_contact_on, row.last_contact_on == row.last_follow_up_on
        overdue_rows.append(
            OverdueRow(
                person=PersonName(row.person_id, to_uuid(row.person_uuid), row.first_name, row.last_name),
                phone=row.phone,
                status=_STATUSES[row.status],
                mentor=users.read(
                    row.mentor_id, row.mentor_uuid, row.mentor_first_name, row.mentor_last_name
                ),
                days=(today - to_date(row.waiting_since)).days,
                last_contact_on=to_date_or_none(contact),
                # a contact known from the list before Suivi has neither type nor outcome
                last_type=_TYPES[row.last_type] if row.last_type and is_follow_up else None,
                last_outcome=_OUTCOMES[row.last_outcome] if row.last_outcome and is_follow_up else None,
                first_visit_on=to_date(row.first_visit_on),
                threshold=threshold,
                missed_attempts=row.missed_attempts,
                last_reached_on=to_date_or_none(row.last_reached_on),
                looked_after_by=substitutes.get(row.assigned_to) if row.assigned_to else None,
                last_is_interaction=contact is not None
                and contact == row.last_interaction_on
                and not is_follow_up,
            )
        )
    return overdue_rows


def count_waiting(latest: date, today: date, mentors: Mentors) -> int:
    """Return how many ``overdue`` would list."""
    mentor_ids = mentors or ()
    return _count_waiting(len(mentor_ids)).figure(latest=latest, today=today, **mentor_values(mentor_ids))


def paused(
    latest: date, today: date, mentors: Mentors, limit: int, substitutes: Substitutes
) -> tuple[PausedRow, ...]:
    """Return who would be in ``overdue`` if they were not paused, the first to come back first."""
    mentor_ids = mentors or ()
    rows = _paused(len(mentor_ids)).rows(latest=latest, today=today, limit=limit, **mentor_values(mentor_ids))
    users = UserNames()
    return tuple(
        PausedRow(
            person=person_name(row.person_id, row.person_uuid, row.first_name, row.last_name),
            phone=row.phone,
            status=_STATUSES[row.status],
            days=(today - to_date(row.waiting_since)).days,
            mentor=users.read(row.mentor_id, row.mentor_uuid, row.mentor_first_name, row.mentor_last_name),
            until=to_date(row.paused_until),
            reason=PauseReason(row.pause_reason) if row.pause_reason else None,
            note=row.pause_note,
            looked_after_by=substitutes.get(row.assigned_to) if row.assigned_to else None,
        )
        for row in map(_PausedColumns._make, rows)
    )


def count_paused(latest: date, today: date, mentors: Mentors) -> int:
    """Return how many ``paused`` would list."""
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
