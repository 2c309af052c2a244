"""Who has been waiting too long, and which next actions are due: the questions every start of the day asks.

All three run along an index whose rows are only those that matter; none reads the follow-ups table from end to end.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from peewee import JOIN, Expression, Query, fn

from desktop_app.database.models import FollowUpTable, PersonTable, UserTable
from desktop_app.database.names import UserNames, name_columns, person_name
from desktop_app.database.prepared import Prepared, parameter, to_date, to_date_or_none, to_uuid, tuples
from desktop_app.domain.records import NextAction, OverdueRow, PersonName
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus

_Author = UserTable.alias("author")
_Latest = FollowUpTable.alias("latest")
_TYPES = {str(word): word for word in FollowUpType}
_OUTCOMES = {str(word): word for word in Outcome}
_STATUSES = {str(word): word for word in PersonStatus}


def _overdue(*, of_mentor: bool) -> Query:
    query = (
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
        )
        .join(UserTable, JOIN.LEFT_OUTER, on=(PersonTable.mentor == UserTable.id))
        .join(FollowUpTable, JOIN.LEFT_OUTER, on=(PersonTable.last_follow_up == FollowUpTable.id))
        .where(PersonTable.waiting_since <= parameter("latest"))
        .order_by(PersonTable.waiting_since, PersonTable.id)
        .limit(parameter("limit"))
    )
    return query.where(PersonTable.mentor == parameter("mentor_id")) if of_mentor else query


def _next_actions(condition: str) -> Query:
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
        return query.where(FollowUpTable.id.in_(_keys_of_persons()))
    return query.where(*_due_between(), *_whose(condition)).limit(parameter("limit"))


def _keys_of_persons() -> Query:
    """The first next actions of a mentor's persons, found and sorted before anything is joined that only the shown rows need."""
    return (
        FollowUpTable.select(FollowUpTable.id)
        .join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        .where(*_due_between(), *_whose("person"))
        .order_by(FollowUpTable.open_action_on, FollowUpTable.id)
        .limit(parameter("limit"))
    )


def _due_between() -> tuple[Expression, Expression, Expression]:
    return (
        FollowUpTable.open_action_on.is_null(False),  # said so that the partial indexes are used
        FollowUpTable.open_action_on >= parameter("first"),
        FollowUpTable.open_action_on <= parameter("last"),
    )


def _whose(condition: str) -> tuple[Expression, ...]:
    match condition:
        case "everybody":
            return ()
        case "person":
            return (PersonTable.mentor == parameter("mentor_id"),)
        case _:
            return (FollowUpTable.mentor == parameter("mentor_id"),)


def _count_next_actions(condition: str) -> Query:
    query = FollowUpTable.select(fn.COUNT(FollowUpTable.id)).where(*_due_between(), *_whose(condition))
    return (
        query.join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        if condition == "person"
        else query
    )


OVERDUE = Prepared(lambda: _overdue(of_mentor=False))
OVERDUE_OF_MENTOR = Prepared(lambda: _overdue(of_mentor=True))
WHOSE = ("everybody", "person", "author")
NEXT_ACTIONS = {whose: Prepared(partial(_next_actions, whose)) for whose in WHOSE}
_COUNT_NEXT_ACTIONS = {whose: Prepared(partial(_count_next_actions, whose)) for whose in WHOSE}
_COUNT_WAITING = Prepared(
    lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(
        PersonTable.waiting_since <= parameter("latest")
    )
)
_COUNT_WAITING_OF_MENTOR = Prepared(
    lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(
        PersonTable.mentor == parameter("mentor_id"), PersonTable.waiting_since <= parameter("latest")
    )
)
_COUNT_WITHOUT_MENTOR = Prepared(
    lambda: PersonTable.select(fn.COUNT(PersonTable.id)).where(
        PersonTable.mentor.is_null(), PersonTable.waiting_since.is_null(False)
    )
)


def overdue(
    latest: date, today: date, threshold: int, mentor_id: int | None, limit: int
) -> tuple[OverdueRow, ...]:
    """Persons whose last contact (or first visit) is on *latest* or before, most overdue first; of one mentor, or of all."""
    if mentor_id is None:
        rows = OVERDUE.rows(latest=latest, limit=limit)
    else:
        rows = OVERDUE_OF_MENTOR.rows(latest=latest, limit=limit, mentor_id=mentor_id)
    users = UserNames()
    return tuple(
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
        )
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
        ) in rows
    )


def count_waiting(latest: date, mentor_id: int | None) -> int:
    """How many ``overdue`` would list."""
    if mentor_id is None:
        return _COUNT_WAITING.figure(latest=latest)
    return _COUNT_WAITING_OF_MENTOR.figure(latest=latest, mentor_id=mentor_id)


def count_without_mentor() -> int:
    """Persons in a waiting status whom nobody looks after."""
    return _COUNT_WITHOUT_MENTOR.figure()


def next_actions(
    first: date, last: date, today: date, whose: str, mentor_id: int | None, limit: int
) -> tuple[NextAction, ...]:
    """Open next actions due from *first* to *last*, soonest first.

    *whose* is ``everybody``, ``person`` (persons of *mentor_id*) or ``author`` (written by *mentor_id*).
    """
    rows = NEXT_ACTIONS[whose].rows(first=first, last=last, limit=limit, mentor_id=mentor_id)
    users = UserNames()
    return tuple(
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
        )
        for row in rows
    )


def count_next_actions(first: date, last: date, whose: str, mentor_id: int | None) -> int:
    """How many ``next_actions`` would list without its limit."""
    return _COUNT_NEXT_ACTIONS[whose].figure(first=first, last=last, mentor_id=mentor_id)


def active_persons_of_mentors() -> dict[int, int]:
    """For each mentor with any, how many persons in a waiting status are theirs."""
    query = (
        PersonTable.select(PersonTable.mentor, fn.COUNT(PersonTable.id))
        .where(PersonTable.mentor.is_null(False), PersonTable.waiting_since.is_null(False))
        .group_by(PersonTable.mentor)
    )
    return {mentor: int(count) for mentor, count in tuples(query)}
