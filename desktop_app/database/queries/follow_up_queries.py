"""Follow-ups in pages and one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from peewee import Expression, ModelSelect, Query, fn

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import FollowUpTable, PersonTable, TotalTable, UserTable
from desktop_app.database.queries.absence_queries import mentor_values, of_mentors
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import Prepared, parameter, to_date, to_date_or_none, to_uuid
from desktop_app.domain.permissions import Action, Reach, may, reach
from desktop_app.domain.records import Actor, FollowUp
from desktop_app.domain.vocabulary import FollowUpType, Outcome


@dataclass(frozen=True, slots=True)
class FollowUpFilter:
    """The documented filters. ``only_mentor_ids`` narrows to persons of these mentors; ``mentor_id`` is the author's.

    Whoever asks the controller may give uuids; it turns them into keys.
    """

    person_id: int | UUID | None = None
    mentor_id: int | UUID | None = None
    interaction_type: FollowUpType | None = None
    outcome: Outcome | None = None
    date_from: date | None = None
    date_to: date | None = None
    only_mentor_ids: tuple[int, ...] | None = None

    def given(self) -> tuple[str, ...]:
        """Return the names of the filters that are set."""
        return tuple(name for name in self.__slots__ if getattr(self, name) is not None)

    def mentors(self) -> int:
        """Return how many mentors the persons may be of; 0: of any."""
        return len(self.only_mentor_ids or ())

    def values(self) -> dict[str, Any]:
        """Return their values, as columns hold them."""
        return {
            name: str(value) if name in {"interaction_type", "outcome"} else value
            for name in self.given()
            if name != "only_mentor_ids" and (value := getattr(self, name)) is not None
        } | mentor_values(self.only_mentor_ids or ())


_CONDITIONS: dict[str, Any] = {
    "person_id": lambda: FollowUpTable.person == parameter("person_id"),
    "mentor_id": lambda: FollowUpTable.mentor == parameter("mentor_id"),
    "interaction_type": lambda: FollowUpTable.interaction_type == parameter("interaction_type"),
    "outcome": lambda: FollowUpTable.outcome == parameter("outcome"),
    "date_from": lambda: FollowUpTable.interaction_date >= parameter("date_from"),
    "date_to": lambda: FollowUpTable.interaction_date <= parameter("date_to"),
}


class _Columns(NamedTuple):
    """What ``_COLUMNS`` selects, in its order."""

    id: int
    uuid: bytes
    interaction_type: str
    interaction_date: Any
    notes: str
    outcome: str
    next_action_needed: bool
    next_action_date: Any
    next_action_notes: str
    open_action_on: Any
    next_action_done_at: int | None
    created_at: int
    updated_at: int
    deleted_at: int | None
    version: int
    person_id: int
    person_uuid: bytes
    first_name: str
    last_name: str
    mentor_id: int
    mentor_uuid: bytes
    mentor_first_name: str
    mentor_last_name: str


_COLUMNS = (
    FollowUpTable.id,
    FollowUpTable.uuid,
    FollowUpTable.interaction_type,
    FollowUpTable.interaction_date,
    FollowUpTable.notes,
    FollowUpTable.outcome,
    FollowUpTable.next_action_needed,
    FollowUpTable.next_action_date,
    FollowUpTable.next_action_notes,
    FollowUpTable.open_action_on,
    FollowUpTable.next_action_done_at,
    FollowUpTable.created_at,
    FollowUpTable.updated_at,
    FollowUpTable.deleted_at,
    FollowUpTable.version,
    *name_columns(PersonTable),
    *name_columns(UserTable),
)


def _joined(query: ModelSelect[Any]) -> ModelSelect[Any]:
    return (
        query.join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        .switch(FollowUpTable)
        .join(UserTable, on=(FollowUpTable.mentor == UserTable.id))
    )


def _matching(given: tuple[str, ...], mentors: int) -> list[Expression]:
    """Return the conditions of the filters *given*, with places for as many *mentors* as the persons may be of."""
    return [
        FollowUpTable.deleted_at.is_null(),
        PersonTable.deleted_at.is_null(),
        *(_CONDITIONS[name]() for name in given if name != "only_mentor_ids"),
        *([of_mentors(PersonTable.mentor, mentors)] if mentors else []),
    ]


def _keys(given: tuple[str, ...], mentors: int, *, after: bool) -> Query:
    """Return the keys of one page, newest first: read off the index before anything is joined that only the shown rows need."""
    query = (
        FollowUpTable.select(FollowUpTable.id)
        .join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        .where(*_matching(given, mentors))
        .order_by(FollowUpTable.interaction_date.desc(), FollowUpTable.id.desc())
        .limit(parameter("limit"))
    )
    if after:
        date_, key = FollowUpTable.interaction_date, FollowUpTable.id
        # "<=" first: it is what the index can start from
        return query.where(
            date_ <= parameter("after_date"),
            (date_ < parameter("after_date")) | (key < parameter("after_id")),
        )
    return query.offset(parameter("offset"))


@lru_cache(maxsize=256)
def _page(given: tuple[str, ...], mentors: int, after: bool) -> Prepared:  # noqa: FBT001 - a key of the cache
    def build() -> Query:
        query = _joined(FollowUpTable.select(*_COLUMNS)).where(
            FollowUpTable.id.in_(_keys(given, mentors, after=after))
        )
        return query.order_by(FollowUpTable.interaction_date.desc(), FollowUpTable.id.desc())

    return Prepared(build)


def batches(filters: FollowUpFilter, columns: tuple[Any, ...], size: int) -> Iterator[list[tuple[Any, ...]]]:
    """Return *columns* of all that match, newest first, *size* rows at a time. Within a snapshot."""
    rows = _joined(FollowUpTable.select(*columns)).where(*_matching(filters.given(), filters.mentors()))
    query = Prepared(lambda: rows.order_by(FollowUpTable.interaction_date.desc(), FollowUpTable.id.desc()))
    return query.batches(size, **filters.values())


@lru_cache(maxsize=128)
def _count(given: tuple[str, ...], mentors: int) -> Prepared:
    return Prepared(
        lambda: (
            FollowUpTable.select(fn.COUNT(FollowUpTable.id))
            .join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
            .where(*_matching(given, mentors))
        )
    )


_TYPES = {str(word): word for word in FollowUpType}
_OUTCOMES = {str(word): word for word in Outcome}


def _read(row: _Columns, users: UserNames, actor: Actor, *, may_change_all: bool) -> FollowUp:
    mentor = users.sure(row.mentor_id, row.mentor_uuid, row.mentor_first_name, row.mentor_last_name)
    deleted, done_at = row.deleted_at is not None, row.next_action_done_at
    created_at = from_milliseconds(row.created_at)
    may_change = may_change_all or may(actor, Action.CHANGE_FOLLOW_UP, author_id=mentor.id)
    return FollowUp(
        id=row.id,
        uuid=to_uuid(row.uuid),
        person=person_name(row.person_id, row.person_uuid, row.first_name, row.last_name),
        mentor=mentor,
        interaction_type=_TYPES[row.interaction_type],
        interaction_date=to_date(row.interaction_date),
        notes=row.notes,
        outcome=_OUTCOMES[row.outcome],
        next_action_needed=bool(row.next_action_needed),
        next_action_date=to_date_or_none(row.next_action_date),
        next_action_notes=row.next_action_notes,
        next_action_open=row.open_action_on is not None,
        next_action_done_at=from_milliseconds(done_at) if done_at is not None else None,
        created_at=created_at,
        updated_at=created_at if row.updated_at == row.created_at else from_milliseconds(row.updated_at),
        is_deleted=deleted,
        can_modify=may_change and not deleted,
        version=row.version,
    )


def _read_all(rows: list[tuple[Any, ...]], actor: Actor) -> tuple[FollowUp, ...]:
    """Return the records of *rows*: what holds for all of them is found out once, since lists are read all day long."""
    users = UserNames()
    may_change_all = reach(actor, Action.CHANGE_FOLLOW_UP) is Reach.ALL
    return tuple(_read(row, users, actor, may_change_all=may_change_all) for row in map(_Columns._make, rows))


def page(filters: FollowUpFilter, limit: int, offset: int, actor: Actor) -> tuple[FollowUp, ...]:
    """Return one page by its place, newest first."""
    rows = _page(filters.given(), filters.mentors(), False).rows(
        limit=limit, offset=offset, **filters.values()
    )
    return _read_all(rows, actor)


def page_after(filters: FollowUpFilter, limit: int, last: FollowUp, actor: Actor) -> tuple[FollowUp, ...]:
    """Return the page behind *last*, as fast at the millionth row as at the first."""
    place = {"after_date": last.interaction_date, "after_id": last.id}
    rows = _page(filters.given(), filters.mentors(), True).rows(limit=limit, **place, **filters.values())
    return _read_all(rows, actor)


def total(filters: FollowUpFilter) -> int:
    """Return how many follow-ups match; read from the kept totals where they answer."""
    given = filters.given()
    if not given:
        return _TOTAL.figure()
    if given == ("only_mentor_ids",) and filters.mentors() == 1:
        return _TOTAL_OF_MENTOR.figure(**filters.values())
    if given == ("person_id",):
        return _TOTAL_OF_PERSON.figure(person_id=filters.person_id)
    return _count(given, filters.mentors()).figure(**filters.values())


_TOTAL = Prepared(lambda: TotalTable.select(TotalTable.value).where(TotalTable.name == "follow_ups"))
_TOTAL_OF_MENTOR = Prepared(
    lambda: PersonTable.select(fn.SUM(PersonTable.follow_ups_count)).where(
        of_mentors(PersonTable.mentor, 1), PersonTable.deleted_at.is_null()
    )
)
_NEWEST_OF_PERSON = Prepared(
    lambda: FollowUpTable.select(fn.MAX(FollowUpTable.id)).where(
        FollowUpTable.person == parameter("person_id")
    )
)
_TOTAL_OF_PERSON = Prepared(
    lambda: PersonTable.select(fn.SUM(PersonTable.follow_ups_count)).where(
        PersonTable.id == parameter("person_id")
    )
)
_ONE = Prepared(
    lambda: _joined(FollowUpTable.select(*_COLUMNS)).where(
        FollowUpTable.uuid == parameter("uuid"), PersonTable.deleted_at.is_null()
    )
)
_ONE_BY_ID = Prepared(
    lambda: _joined(FollowUpTable.select(*_COLUMNS)).where(
        FollowUpTable.id == parameter("id"), PersonTable.deleted_at.is_null()
    )
)


def one(key: int | UUID, actor: Actor) -> FollowUp | None:
    """Return one follow-up (deleted ones too) by its key or uuid; those of deleted persons are nobody's any more."""
    rows = _ONE.rows(uuid=key.bytes) if isinstance(key, UUID) else _ONE_BY_ID.rows(id=key)
    return next(iter(_read_all(rows, actor)), None)


def newest_key(person_id: int) -> int:
    """Return the key of the follow-up of the person that was recorded last; 0 where there is none."""
    return _NEWEST_OF_PERSON.figure(person_id=person_id)
