"""Persons in lists and one by one, and the search that ignores accents, case and spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import Any, Literal, NamedTuple
from uuid import UUID

from peewee import JOIN, Expression, ModelSelect, fn

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import FollowUpTable, PersonTable, UserTable
from desktop_app.database.queries.names import UserNames, name_columns
from desktop_app.database.queries.prepared import (
    Prepared,
    parameter,
    raw_batches,
    raw_rows,
    to_date_or_none,
    to_uuid,
)
from desktop_app.database.queries.search_conditions import begins_condition, has_digits, search_condition
from desktop_app.database.queries.waiting_queries import is_mentor, without_mentor
from desktop_app.domain.person_fields import LISTED, PERSON_FIELDS, FieldKind
from desktop_app.domain.records import Person, PersonRow, UserName
from desktop_app.domain.text_folding import fold, spaced
from desktop_app.domain.vocabulary import PauseReason, PersonStatus

Sort = Literal["name", "status", "mentor", "phone", "commune", "first_visit", "last_contact"]
NO_MENTOR = 0
"""As a filter's mentor: those whom nobody looks after."""

_Creator = UserTable.alias("creator")
_STATUSES = {str(word): word for word in PersonStatus}


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """What narrows the list of people. ``mentor_id`` 0 means without a mentor.

    ``search`` looks through names, places, e-mail and phones (or for the birthday ``born`` that it may mean), and with ``near`` for
    names that nearly are so where nobody fits; ``name`` and ``phone`` look only where they say. ``among`` are keys.
    """

    search: str = ""
    name: str = ""
    phone: str = ""
    status: PersonStatus | None = None
    waits: bool = False  # only those in a status that waits for a contact
    not_called: bool = False  # only those who are not to be called
    mentor_id: int | UUID | None = None
    only_mentor_ids: tuple[int, ...] | None = None
    near: bool = False
    born: str = ""
    among: tuple[int, ...] | None = None


_Read = Callable[[Any], Any]
_LISTED_ONLY: dict[str, Any] = {
    "id": PersonTable.id,
    "uuid": PersonTable.uuid,
    **{spec.name: getattr(PersonTable, spec.name) for spec in LISTED},
    "status": PersonTable.status,
    "last_contact_on": PersonTable.last_contact_on,
    "paused_until": PersonTable.paused_until,
}
_WHOLE_ONLY: dict[str, Any] = {
    **{spec.name: getattr(PersonTable, spec.name) for spec in PERSON_FIELDS if not spec.is_listed},
    "earlier_contact_on": PersonTable.earlier_contact_on,
    "pause_reason": PersonTable.pause_reason,
    "pause_note": PersonTable.pause_note,
    "last_reached_on": PersonTable.last_reached_on,
    "missed_attempts": PersonTable.missed_attempts,
    "last_interaction_on": PersonTable.last_interaction_on,
    "follow_ups_count": PersonTable.follow_ups_count,
    "created_at": PersonTable.created_at,
    "updated_at": PersonTable.updated_at,
    "is_deleted": PersonTable.deleted_at,
    "version": PersonTable.version,
}


class _WholeNames(NamedTuple):
    """The columns with which a row of ``_WHOLE`` begins: the names of the mentor and of who added the person."""

    mentor_id: int | None
    mentor_uuid: bytes
    mentor_first_name: str
    mentor_last_name: str
    creator_id: int | None
    creator_uuid: bytes
    creator_first_name: str
    creator_last_name: str


_ROW = (*name_columns(UserTable), *_LISTED_ONLY.values())
_WHOLE = (*name_columns(UserTable), *name_columns(_Creator), *_LISTED_ONLY.values(), *_WHOLE_ONLY.values())
_ROW_NAMES = tuple(_LISTED_ONLY)
_WHOLE_NAMES = (*_LISTED_ONLY, *_WHOLE_ONLY)


def _word_or_none(words: type[StrEnum]) -> _Read:
    by_value: dict[str | None, StrEnum | None] = {str(word): word for word in words}
    by_value[None] = None
    return by_value.__getitem__


_READ: dict[str, _Read] = {
    "uuid": to_uuid,
    "status": _STATUSES.__getitem__,
    "last_contact_on": to_date_or_none,
    "paused_until": to_date_or_none,
    "earlier_contact_on": to_date_or_none,
    "pause_reason": _word_or_none(PauseReason),
    "last_reached_on": to_date_or_none,
    "last_interaction_on": to_date_or_none,
    "created_at": from_milliseconds,
    "updated_at": from_milliseconds,
    "is_deleted": lambda deleted_at: deleted_at is not None,
    **{spec.name: _word_or_none(spec.codes) for spec in PERSON_FIELDS if spec.codes is not None},
    **{spec.name: to_date_or_none for spec in PERSON_FIELDS if spec.kind is FieldKind.DAY},
}
"""How a column is read that is not what the driver gives."""


def _values(names: Sequence[str], columns: Sequence[Any]) -> dict[str, Any]:
    """Return the *columns* of a row by their *names*, each as the domain knows it."""
    return {
        name: _READ[name](value) if name in _READ else value
        for name, value in zip(names, columns, strict=True)
    }


def _name_and_phone(filters: PersonFilter) -> list[Expression]:
    """Conditions for ``name`` and ``phone``; nobody fulfils those of a name without letters or a phone without digits."""
    conditions = []
    if filters.name.strip():
        words = fold(spaced(filters.name)).split()
        conditions += [PersonTable.name_key.contains(word) for word in words] or [PersonTable.id == 0]
    if filters.phone.strip():
        digits = re.sub(r"[^0-9]", "", filters.phone)
        conditions += [has_digits(digits), PersonTable.phone != ""] if digits else [PersonTable.id == 0]
    return conditions


def _conditions(filters: PersonFilter) -> list[Expression]:
    conditions = [PersonTable.deleted_at.is_null(), *search_condition(filters.search, filters.born)]
    conditions += _name_and_phone(filters)
    if filters.status is not None:
        conditions.append(PersonTable.status == filters.status)
    if filters.waits:
        conditions.append(PersonTable.waiting_since.is_null(False))
    if filters.not_called:
        conditions.append(PersonTable.not_called.is_null(False))
    if filters.mentor_id is not None:
        conditions.append(
            without_mentor() if filters.mentor_id == NO_MENTOR else PersonTable.mentor == filters.mentor_id
        )
    if filters.only_mentor_ids is not None:
        conditions.append(PersonTable.mentor.in_(filters.only_mentor_ids))
    if filters.among is not None:
        conditions.append(PersonTable.id.in_(filters.among))
    return conditions


def _order(sort: Sort, *, descending: bool) -> list[Any]:
    column = {
        "name": PersonTable.name_key,
        "status": PersonTable.status,
        "mentor": UserTable.last_name,
        "phone": PersonTable.phone,
        "commune": PersonTable.commune,
        "first_visit": PersonTable.first_visit_on,
        "last_contact": PersonTable.last_contact_on,
    }[sort]
    first = column.desc() if descending else column.asc()
    by_name = [] if sort == "name" else [PersonTable.name_key]
    return [first, *by_name, PersonTable.id.desc() if sort == "name" and descending else PersonTable.id]


def _with_mentor(query: ModelSelect[Any]) -> ModelSelect[Any]:
    joined: ModelSelect[Any] = query.join(UserTable, JOIN.LEFT_OUTER, on=is_mentor())
    return joined


def _row(row: tuple[Any, ...], users: UserNames) -> PersonRow:
    key, uuid, first_name, last_name, *columns = row
    mentor = users.read(key, uuid, first_name, last_name)
    return PersonRow(mentor=mentor, **_values(_ROW_NAMES, columns))


def keys(filters: PersonFilter, sort: Sort, *, descending: bool = False) -> ModelSelect[Any]:
    """Return the keys of all who match, in the order of the list."""
    query: ModelSelect[Any] = PersonTable.select(PersonTable.id)
    if sort == "mentor":
        query = _with_mentor(query)
    return query.where(*_conditions(filters)).order_by(*_order(sort, descending=descending))


def is_anybody(filters: PersonFilter) -> bool:
    """Return whether anybody matches."""
    return bool(raw_rows(PersonTable.select(PersonTable.id).where(*_conditions(filters)).limit(1)))


class NameKey(NamedTuple):
    """A person's key and folded name."""

    id: int
    name_key: str


def names(filters: PersonFilter, *, begin: str = "", limit: int | None = None) -> list[NameKey]:
    """Return the keys and folded names of those who match, by name; with *begin* only of whom each word of it begins a name."""
    conditions = [*begins_condition(begin), *_conditions(filters)]
    query = PersonTable.select(PersonTable.id, PersonTable.name_key).where(*conditions)
    rows = raw_rows(query.order_by(*_order("name", descending=False)).limit(limit))
    return [NameKey._make(row) for row in rows]


def people(keys: Sequence[int]) -> tuple[Person, ...]:
    """Return the people of *keys* (a few hundred at most) whole, in the order of the keys."""
    users = UserNames()
    rows = raw_rows(_whole().where(PersonTable.id.in_(keys)))
    known = {person.id: person for person in (_read_whole(row, users) for row in rows)}
    return tuple(known[key] for key in keys if key in known)


def batches(
    filters: PersonFilter, columns: tuple[Any, ...], size: int, *, descending: bool
) -> Iterator[list[tuple[Any, ...]]]:
    """Return *columns* of all who match by name, *size* rows at a time: along the index, so that no row is sorted. Within a snapshot."""
    query = _with_mentor(PersonTable.select(*columns)).where(*_conditions(filters))
    return raw_batches(query.order_by(*_order("name", descending=descending)), size)


def page(
    filters: PersonFilter, sort: Sort, limit: int, offset: int, *, descending: bool = False
) -> tuple[PersonRow, ...]:
    """Return a page of people: the keys first, then what is shown of them, so that deep pages stay cheap."""
    some = keys(filters, sort, descending=descending).limit(limit).offset(offset)
    order = _order(sort, descending=descending)
    rows = _with_mentor(PersonTable.select(*_ROW)).where(PersonTable.id.in_(some)).order_by(*order)
    users = UserNames()
    return tuple(_row(row, users) for row in raw_rows(rows))


def whole_page(filters: PersonFilter, limit: int, offset: int) -> tuple[Person, ...]:
    """Return a page of people with all that is known of each, by name."""
    order = _order("name", descending=False)
    some = keys(filters, "name").limit(limit).offset(offset)
    rows = _whole().where(PersonTable.id.in_(some)).order_by(*order)
    users = UserNames()
    return tuple(_read_whole(row, users) for row in raw_rows(rows))


def who_may_be(
    name_key: str,
    numbers: Iterable[str],
    email: str,
    born: str,
    only_mentor_ids: tuple[int, ...] | None,
    limit: int,
) -> tuple[Person, ...]:
    """Return people whose name has the words of *name_key* (``duplicates.name_key``), one of the *numbers* (digits), the *email* or the birthday."""
    alternatives: list[Any] = [has_digits(number) for number in numbers]
    if name_key:  # the same words in another order are as long
        words = (PersonTable.name_key.contains(word) for word in name_key.split())
        alternatives.append(reduce(and_, words, fn.LENGTH(PersonTable.name_key) == len(name_key)))
    if email:
        alternatives.append(PersonTable.search_text.contains(email.lower()))
    if born:
        alternatives.append(PersonTable.date_of_birth == born)
    if not alternatives:
        return ()
    conditions = [PersonTable.deleted_at.is_null(), reduce(or_, alternatives)]
    if only_mentor_ids is not None:
        conditions.append(PersonTable.mentor.in_(only_mentor_ids))
    # the keys first: one pass through the table, without what is joined to it
    some = raw_rows(PersonTable.select(PersonTable.id).where(*conditions).limit(limit))
    rows = _whole().where(PersonTable.id.in_([key for (key,) in some]))
    users = UserNames()
    return tuple(_read_whole(row, users) for row in raw_rows(rows))


def total(filters: PersonFilter) -> int:
    """Return how many people match."""
    return int(PersonTable.select().where(*_conditions(filters)).count())


def _whole() -> ModelSelect[Any]:
    query: Any = _with_mentor(PersonTable.select(*_WHOLE)).switch(PersonTable)
    joined: ModelSelect[Any] = query.join(
        _Creator, JOIN.LEFT_OUTER, on=(PersonTable.created_by == _Creator.id)
    )
    return joined


_BY_ID = Prepared(lambda: _whole().where(PersonTable.id == parameter("key")))
_BY_UUID = Prepared(lambda: _whole().where(PersonTable.uuid == parameter("key")))


def one(key: int | UUID) -> Person | None:
    """Return a person whole (deleted ones too) by key or uuid."""
    rows = _BY_UUID.rows(key=key.bytes) if isinstance(key, UUID) else _BY_ID.rows(key=key)
    return next((_read_whole(row, UserNames()) for row in rows), None)


def _read_whole(row: tuple[Any, ...], users: UserNames) -> Person:
    names = _WholeNames._make(row[: len(_WholeNames._fields)])
    mentor = users.read(names.mentor_id, names.mentor_uuid, names.mentor_first_name, names.mentor_last_name)
    creator = users.read(
        names.creator_id, names.creator_uuid, names.creator_first_name, names.creator_last_name
    )
    return Person(mentor=mentor, created_by=creator, **_values(_WHOLE_NAMES, row[len(names) :]))


def places_of(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return the commune and the quartier of the people of *keys*."""
    wanted, places = sorted(keys), {}
    for first in range(0, len(wanted), 500):  # as many as one statement names
        some = wanted[first : first + 500]
        columns = (PersonTable.id, PersonTable.commune, PersonTable.quartier)
        for key, commune, quartier in raw_rows(PersonTable.select(*columns).where(PersonTable.id.in_(some))):
            places[key] = (commune, quartier)
    return places


_ANY_FOLLOW_UP = Prepared(
    lambda: (
        FollowUpTable.select(FollowUpTable.id)
        .where(FollowUpTable.person == parameter("person_id"), FollowUpTable.deleted_at.is_null())
        .limit(1)
    )
)


_ASSIGNED = Prepared(
    lambda: (
        PersonTable.select(*name_columns(UserTable))
        .join(UserTable, on=(PersonTable.mentor == UserTable.id))
        .where(PersonTable.id == parameter("person_id"))
    )
)


def assigned_to(person_id: int) -> UserName | None:
    """Return the user whom the person was given to, though they were switched off since and count as no mentor."""
    rows = _ASSIGNED.rows(person_id=person_id)
    return next((UserNames().read(*row) for row in rows), None)


def has_follow_ups(person_id: int) -> bool:
    """Return whether anything was ever recorded of the person (deleted ones do not count)."""
    return bool(_ANY_FOLLOW_UP.rows(person_id=person_id))


def values_in_use(name: str, limit: int) -> tuple[str, ...]:
    """Return what stands in the column *name* of those in the list: the *limit* values that most people share, in their order."""
    column, number = getattr(PersonTable, name), fn.COUNT(PersonTable.id)
    rows = (
        PersonTable.select(column)
        .where(PersonTable.deleted_at.is_null(), column != "")
        .group_by(column)
        .order_by(number.desc(), column)
        .limit(limit)
    )
    return tuple(value for (value,) in raw_rows(rows))
