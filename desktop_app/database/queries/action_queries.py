"""The open next actions, and whose they are: one answer for lists, figures, reminders, files and HTTP.

A next action is of whoever is responsible for its person today: the mentor, and while they are away who looks after their
people; where nobody is, its author. Leaders see everybody's. Follow-ups and client interactions hold them in columns of the same
names; each is asked along an index of the open ones only, and what is found is put in order here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from heapq import merge
from itertools import chain, islice
from typing import Any, NamedTuple

from peewee import JOIN, Expression, ModelSelect, Query, fn

from desktop_app.database.models import (
    AbsenceTable,
    FollowUpTable,
    InteractionTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries.absence_queries import mentor_values, of_mentors
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import (
    Prepared,
    parameter,
    raw_rows,
    to_date,
    to_date_or_none,
    to_uuid,
)
from desktop_app.domain.records import NextAction, UserName
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus

AT_ONCE = 500
"""Rows of a list that need not be held whole."""
BRANCHES = ("everybody", "mentors", "author", "person")
"""How the open next actions can be asked for: all, by the mentors of their persons, by author, of one person."""
Table = type[FollowUpTable] | type[InteractionTable]
TABLES: tuple[Table, ...] = (FollowUpTable, InteractionTable)
_Author = UserTable.alias("author")
_Gone = UserTable.alias("gone")
_Colleague = UserTable.alias("colleague")
_Latest = FollowUpTable.alias("latest")
_TYPES = {str(word): word for word in FollowUpType}
_OUTCOMES = {str(word): word for word in Outcome}
_STATUSES = {str(word): word for word in PersonStatus}


@dataclass(frozen=True, slots=True)
class ActionScope:
    """Whose next actions: of the persons of *mentors*, and of *author* where nobody is responsible; of *person*; else everybody's."""

    mentors: tuple[int, ...] = ()
    author: int | None = None
    person: int | None = None

    def branches(self) -> tuple[str, ...]:
        """Return what is asked; no next action is in two of them."""
        if self.person is not None:
            return ("person",)
        mine = ("mentors",) * bool(self.mentors) + ("author",) * (self.author is not None)
        return mine or ("everybody",)

    def values(self) -> dict[str, Any]:
        """Return the parameters of the queries."""
        return {"author": self.author, "person": self.person, **mentor_values(self.mentors)}


EVERYBODY = ActionScope()


def author_of(table: Table) -> Any:
    """Return the column of who wrote it."""
    return FollowUpTable.mentor if table is FollowUpTable else InteractionTable.created_by


def _nobody_is_responsible() -> Expression:
    """Return the condition that the person has no mentor, or one who was switched off and for whom nobody stands in."""
    absent = (
        AbsenceTable.select(AbsenceTable.user)
        .join(_Colleague, on=(AbsenceTable.colleague == _Colleague.id))
        .where(
            AbsenceTable.last_on >= parameter("today"),
            AbsenceTable.first_on <= parameter("today"),
            AbsenceTable.ended_at.is_null(),
            _Colleague.is_active,
        )
    )
    gone = _Gone.select(_Gone.id).where(~_Gone.is_active, _Gone.id.not_in(absent))
    return PersonTable.mentor.is_null() | PersonTable.mentor.in_(gone)


def _conditions(table: Table, branch: str, mentors: int) -> tuple[Expression, ...]:
    due = (
        table.open_action_on.is_null(False),  # said so that the partial indexes are used
        table.open_action_on >= parameter("first"),
        table.open_action_on <= parameter("last"),
    )
    match branch:
        case "mentors":
            return (*due, of_mentors(PersonTable.mentor, mentors))
        case "author":
            return (*due, author_of(table) == parameter("author"), _nobody_is_responsible())
        case "person":
            return (*due, table.person == parameter("person"))
        case _:
            return due


def _of_persons(table: Table, query: ModelSelect[Any]) -> ModelSelect[Any]:
    return query.join(PersonTable, on=(table.person == PersonTable.id))


class _ListedColumns(NamedTuple):
    """What ``list_query`` selects, in its order."""

    due_on: Any
    id: int
    uuid: bytes
    notes: str
    person_id: int
    person_uuid: bytes
    first_name: str
    last_name: str
    phone: str
    status: str
    assigned_to: int | None
    mentor_id: int | None
    mentor_uuid: bytes
    mentor_first_name: str
    mentor_last_name: str
    author_id: int
    author_uuid: bytes
    author_first_name: str
    author_last_name: str
    last_date: Any
    last_type: str | None
    last_outcome: str | None


def _build(table: Table, branch: str, mentors: int) -> Query:
    query = _of_persons(
        table,
        table.select(
            table.open_action_on,
            table.id,
            table.uuid,
            table.next_action_notes,
            *name_columns(PersonTable),
            PersonTable.phone,
            PersonTable.status,
            PersonTable.mentor,
            *name_columns(UserTable),
            *name_columns(_Author),
            _Latest.interaction_date,
            _Latest.interaction_type,
            _Latest.outcome,
        ),
    )
    query = (
        query.join(
            UserTable, JOIN.LEFT_OUTER, on=((PersonTable.mentor == UserTable.id) & UserTable.is_active)
        )
        .join(_Author, on=(author_of(table) == _Author.id))
        .join(_Latest, JOIN.LEFT_OUTER, on=(PersonTable.last_follow_up == _Latest.id))
        .order_by(table.open_action_on, table.id)
    )
    if branch == "mentors":
        return query.where(table.id.in_(_keys(table, branch, mentors)))
    return query.where(*_conditions(table, branch, mentors)).limit(parameter("limit"))


def _keys(table: Table, branch: str, mentors: int) -> Query:
    """Return the first next actions of a mentor's persons, sorted before anything is joined that only the shown rows need."""
    return (
        _of_persons(table, table.select(table.id))
        .where(*_conditions(table, branch, mentors))
        .order_by(table.open_action_on, table.id)
        .limit(parameter("limit"))
    )


@lru_cache(maxsize=256)
def list_query(table: Table, branch: str, mentors: int) -> Prepared:
    """Open next actions of *table*, soonest first: *branch* as in ``BRANCHES``, of so many *mentors*."""
    return Prepared(lambda: _build(table, branch, mentors))


@lru_cache(maxsize=256)
def count_query(table: Table, branch: str, mentors: int) -> Prepared:
    """Return how many ``list_query`` would find without its limit."""

    def build() -> Query:
        query = table.select(fn.COUNT(table.id))
        if branch == "mentors":
            query = _of_persons(table, query)
        elif branch == "author":  # from the few that are open to their persons, never the other way
            query = query.join(PersonTable, JOIN.CROSS).where(table.person == PersonTable.id)
        return query.where(*_conditions(table, branch, mentors))

    return Prepared(build)


def next_actions(
    first: date, last: date, today: date, scope: ActionScope, limit: int, substitutes: Mapping[int, UserName]
) -> tuple[NextAction, ...]:
    """Open next actions due from *first* to *last*, soonest first; *limit* -1: all."""
    values = {"first": first, "last": last, "today": today, "limit": limit, **scope.values()}
    users = UserNames()
    actions = [
        _read(table, row, today, users, substitutes)
        for table in TABLES
        for branch in scope.branches()
        for row in list_query(table, branch, len(scope.mentors)).rows(**values)
    ]
    actions.sort(key=_place)
    return tuple(actions if limit < 0 else actions[:limit])


def batches(
    first: date, last: date, today: date, scope: ActionScope, substitutes: Mapping[int, UserName]
) -> Iterator[Sequence[NextAction]]:
    """Return all of the same, some at a time. Within a snapshot."""
    values = {"first": first, "last": last, "today": today, "limit": -1, **scope.values()}
    users = UserNames()

    def read(table: Table, branch: str) -> Iterator[NextAction]:
        rows = list_query(table, branch, len(scope.mentors)).batches(AT_ONCE, **values)
        return (_read(table, row, today, users, substitutes) for row in chain.from_iterable(rows))

    in_order = merge(*(read(table, branch) for table in TABLES for branch in scope.branches()), key=_place)
    return iter(lambda: list(islice(in_order, AT_ONCE)), [])


def count(first: date, last: date, today: date, scope: ActionScope) -> int:
    """Return how many ``next_actions`` would list without its limit."""
    values = {"first": first, "last": last, "today": today, **scope.values()}
    return sum(
        count_query(table, branch, len(scope.mentors)).figure(**values)
        for table in TABLES
        for branch in scope.branches()
    )


def _place(action: NextAction) -> tuple[date, bool, int]:
    return action.due_on, action.is_interaction, action.id


def _read(
    table: Table, columns: tuple[Any, ...], today: date, users: UserNames, substitutes: Mapping[int, UserName]
) -> NextAction:
    row = _ListedColumns._make(columns)
    due = to_date(row.due_on)
    return NextAction(
        id=row.id,
        uuid=to_uuid(row.uuid),
        is_interaction=table is InteractionTable,
        due_on=due,
        notes=row.notes,
        days=(due - today).days,
        person=person_name(row.person_id, row.person_uuid, row.first_name, row.last_name),
        phone=row.phone,
        status=_STATUSES[row.status],
        mentor=users.read(row.mentor_id, row.mentor_uuid, row.mentor_first_name, row.mentor_last_name),
        author=users.sure(row.author_id, row.author_uuid, row.author_first_name, row.author_last_name),
        last_date=to_date_or_none(row.last_date),
        last_type=_TYPES[row.last_type] if row.last_type else None,
        last_outcome=_OUTCOMES[row.last_outcome] if row.last_outcome else None,
        looked_after_by=substitutes.get(row.assigned_to) if row.assigned_to else None,
    )


def write(action: NextAction, **columns: Any) -> None:
    """Write *columns* of what holds *action*, within a transaction."""
    table: Table = InteractionTable if action.is_interaction else FollowUpTable
    table.update(**columns).where(table.id == action.id).execute()


# -- figures


def _figures(table: Table) -> Query:
    due, author = table.open_action_on, author_of(table)
    pending, overdue = (
        fn.COUNT(table.id).filter(due >= parameter("today")),
        fn.COUNT(table.id).filter(due < parameter("today")),
    )
    query = _of_persons(table, table.select(PersonTable.mentor, author, pending, overdue))
    return query.where(due.is_null(False)).group_by(PersonTable.mentor, author)


_FIGURES = tuple(Prepared(partial(_figures, table)) for table in TABLES)


class ActionCounts(NamedTuple):
    """How many open next actions are dated today or later, and how many before."""

    pending: int
    overdue: int

    def plus(self, pending: int, overdue: int) -> ActionCounts:
        """Return these and as many more."""
        return ActionCounts(self.pending + pending, self.overdue + overdue)


NO_ACTIONS = ActionCounts(0, 0)


def counts(
    today: date, active: Collection[int], substitutes: Mapping[int, UserName]
) -> tuple[dict[int, ActionCounts], ActionCounts]:
    """Count the open next actions of each user with any, and of everybody: those of who is away are their substitute's too."""
    of_users: dict[int, ActionCounts] = {}
    whole = NO_ACTIONS
    for query in _FIGURES:
        for mentor_id, author_id, pending, overdue in query.rows(today=today):
            whole = whole.plus(pending, overdue)
            for user in owners(mentor_id, author_id, active, substitutes):
                of_users[user] = of_users.get(user, NO_ACTIONS).plus(pending, overdue)
    return of_users, whole


def owners(
    mentor_id: int | None, author_id: int, active: Collection[int], substitutes: Mapping[int, UserName]
) -> Iterable[int]:
    """Return whose a next action is: what the queries say of lists, of one."""
    if mentor_id is None:
        return {author_id}
    responsible = {mentor_id} if mentor_id in active else set()
    if mentor_id in substitutes:
        responsible.add(substitutes[mentor_id].id)
    return responsible or {author_id}


def active_users() -> frozenset[int]:
    """Return the keys of all users who are active."""
    return frozenset(key for (key,) in raw_rows(UserTable.select(UserTable.id).where(UserTable.is_active)))
