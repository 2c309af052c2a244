"""Client interactions in pages and one by one, with their reference services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from peewee import JOIN, Expression, ModelSelect

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import InteractionServiceTable, InteractionTable, PersonTable, UserTable
from desktop_app.database.queries.names import UserNames, name_columns, person_name
from desktop_app.database.queries.prepared import Prepared, parameter, raw_batches, raw_rows, to_date_or_none
from desktop_app.domain.permissions import Action, may
from desktop_app.domain.records import Actor, Interaction
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService

_Editor = UserTable.alias("editor")


@dataclass(frozen=True, slots=True)
class InteractionFilter:
    """What narrows the list. Moments are UTC; ``only_mentor_ids`` narrows to persons of these mentors."""

    person_id: int | None = None
    created_by_id: int | None = None
    interaction_type: InteractionType | None = None
    program: Program | None = None
    service: ReferenceService | None = None
    start_from: datetime | None = None
    start_before: datetime | None = None
    only_mentor_ids: tuple[int, ...] | None = None
    include_deleted: bool = False


class _Columns(NamedTuple):
    """What ``_COLUMNS`` selects, in its order."""

    id: int
    title: str
    program: str | None
    interaction_type: str
    notes: str
    start_at: int
    end_at: int | None
    location: str
    created_at: int
    updated_at: int
    deleted_at: int | None
    version: int
    person_id: int
    person_uuid: bytes
    first_name: str
    last_name: str
    author_id: int
    author_uuid: bytes
    author_first_name: str
    author_last_name: str
    editor_id: int | None
    editor_uuid: bytes
    editor_first_name: str
    editor_last_name: str
    next_action_needed: bool
    next_action_date: Any
    next_action_notes: str
    open_action_on: Any
    next_action_done_at: int | None


_COLUMNS = (
    InteractionTable.id,
    InteractionTable.title,
    InteractionTable.program,
    InteractionTable.interaction_type,
    InteractionTable.notes,
    InteractionTable.start_at,
    InteractionTable.end_at,
    InteractionTable.location,
    InteractionTable.created_at,
    InteractionTable.updated_at,
    InteractionTable.deleted_at,
    InteractionTable.version,
    *name_columns(PersonTable),
    *name_columns(UserTable),
    *name_columns(_Editor),
    InteractionTable.next_action_needed,
    InteractionTable.next_action_date,
    InteractionTable.next_action_notes,
    InteractionTable.open_action_on,
    InteractionTable.next_action_done_at,
)


def _conditions(filters: InteractionFilter) -> list[Expression]:
    table = InteractionTable
    conditions: list[Expression] = [PersonTable.deleted_at.is_null()]
    if not filters.include_deleted:
        conditions.append(table.deleted_at.is_null())
    wanted: list[tuple[Any, Any]] = [
        (table.person, filters.person_id),
        (table.created_by, filters.created_by_id),
        (table.interaction_type, filters.interaction_type),
        (table.program, filters.program),
    ]
    conditions += [column == value for column, value in wanted if value is not None]
    if filters.only_mentor_ids is not None:
        conditions.append(PersonTable.mentor.in_(filters.only_mentor_ids))
    if filters.service is not None:
        with_service = InteractionServiceTable.select(InteractionServiceTable.interaction)
        conditions.append(
            table.id.in_(with_service.where(InteractionServiceTable.service == filters.service))
        )
    if filters.start_from is not None:
        conditions.append(table.start_at >= filters.start_from)
    if filters.start_before is not None:
        conditions.append(table.start_at < filters.start_before)
    return conditions


def _joined(query: ModelSelect[Any]) -> ModelSelect[Any]:
    return query.join(PersonTable, on=(InteractionTable.person == PersonTable.id))


def _whole() -> ModelSelect[Any]:
    query = _joined(InteractionTable.select(*_COLUMNS)).switch(InteractionTable)
    query = query.join(UserTable, on=(InteractionTable.created_by == UserTable.id)).switch(InteractionTable)
    return query.join(_Editor, JOIN.LEFT_OUTER, on=(InteractionTable.updated_by == _Editor.id))


_Services = Mapping[int, tuple[ReferenceService, ...]]
_PLACES = {str(service): place for place, service in enumerate(ReferenceService)}


def _by_interaction(rows: Iterable[tuple[Any, ...]]) -> _Services:
    """Return for each interaction its services in the order of the vocabulary, from *rows* of its key and one of them."""
    services_of: defaultdict[int, list[str]] = defaultdict(list)
    for key, service in rows:
        services_of[key].append(service)
    return {
        key: tuple(ReferenceService(service) for service in sorted(services, key=_PLACES.__getitem__))
        for key, services in services_of.items()
    }


def _services_of(keys: list[int]) -> _Services:
    table = InteractionServiceTable
    return _by_interaction(
        raw_rows(table.select(table.interaction, table.service).where(table.interaction.in_(keys)))
    )


def _read(rows: list[tuple[Any, ...]], services: _Services, actor: Actor) -> tuple[Interaction, ...]:
    users = UserNames()
    interactions = []
    for row in map(_Columns._make, rows):
        author = users.sure(row.author_id, row.author_uuid, row.author_first_name, row.author_last_name)
        deleted, done_at = row.deleted_at is not None, row.next_action_done_at
        interactions.append(
            Interaction(
                id=row.id,
                person=person_name(row.person_id, row.person_uuid, row.first_name, row.last_name),
                title=row.title,
                program=Program(row.program) if row.program else None,
                interaction_type=InteractionType(row.interaction_type),
                notes=row.notes,
                start_at=from_milliseconds(row.start_at),
                end_at=from_milliseconds(row.end_at) if row.end_at is not None else None,
                location=row.location,
                reference_services=services.get(row.id, ()),
                is_deleted=deleted,
                created_by=author,
                created_at=from_milliseconds(row.created_at),
                updated_by=users.read(
                    row.editor_id, row.editor_uuid, row.editor_first_name, row.editor_last_name
                ),
                updated_at=from_milliseconds(row.updated_at),
                can_modify=not deleted and may(actor, Action.CHANGE_INTERACTION, author_id=author.id),
                version=row.version,
                next_action_needed=bool(row.next_action_needed),
                next_action_date=to_date_or_none(row.next_action_date),
                next_action_notes=row.next_action_notes,
                next_action_open=row.open_action_on is not None,
                next_action_done_at=from_milliseconds(done_at) if done_at is not None else None,
            )
        )
    return tuple(interactions)


def keys(filters: InteractionFilter) -> ModelSelect[Any]:
    """Return the keys of all that match, newest ``start_at`` first."""
    query = _joined(InteractionTable.select(InteractionTable.id)).where(*_conditions(filters))
    return query.order_by(InteractionTable.start_at.desc(), InteractionTable.id.desc())


def batches(
    filters: InteractionFilter, columns: tuple[Any, ...], size: int
) -> Iterator[list[tuple[Any, ...]]]:
    """Return *columns* of all that match with their person and author, newest first, *size* rows at a time. Within a snapshot."""
    table = InteractionTable
    query = (
        _joined(table.select(*columns)).switch(table).join(UserTable, on=(table.created_by == UserTable.id))
    )
    query = query.where(*_conditions(filters)).order_by(table.start_at.desc(), table.id.desc())
    return raw_batches(query, size)


def page(
    filters: InteractionFilter,
    limit: int,
    offset: int,
    actor: Actor,
    *,
    after: Interaction | None = None,
) -> tuple[Interaction, ...]:
    """Return a page, newest ``start_at`` first: by its place, or what comes behind *after*."""
    table = InteractionTable
    some = keys(filters)
    if after is not None:
        some = some.where(
            table.start_at <= after.start_at, (table.start_at < after.start_at) | (table.id < after.id)
        )
    some = some.limit(limit).offset(offset)
    rows = raw_rows(_whole().where(table.id.in_(some)).order_by(table.start_at.desc(), table.id.desc()))
    return _read(rows, _services_of([key for key, *_ in rows]), actor)


def _of_person(*conditions: Expression) -> ModelSelect[Any]:
    table = InteractionTable
    query = _whole().where(table.person == parameter("person"), *conditions)
    return query.order_by(table.start_at.desc(), table.id.desc())


def _person_services() -> ModelSelect[Any]:
    table = InteractionServiceTable
    query = table.select(table.interaction, table.service).join(InteractionTable)
    return query.where(InteractionTable.person == parameter("person"))


_ALL_OF_PERSON = Prepared(_of_person)
_LISTED_OF_PERSON = Prepared(lambda: _of_person(InteractionTable.deleted_at.is_null()))
_SERVICES_OF_PERSON = Prepared(_person_services)
_BY_ID = Prepared(lambda: _whole().where(InteractionTable.id == parameter("key")))
_SERVICES_BY_ID = Prepared(
    lambda: InteractionServiceTable.select(
        InteractionServiceTable.interaction, InteractionServiceTable.service
    ).where(InteractionServiceTable.interaction == parameter("key"))
)


def of_person(person_id: int, actor: Actor, *, include_deleted: bool) -> tuple[Interaction, ...]:
    """Return all of a person's interactions, newest ``start_at`` first."""
    rows = (_ALL_OF_PERSON if include_deleted else _LISTED_OF_PERSON).rows(person=person_id)
    return _read(rows, _by_interaction(_SERVICES_OF_PERSON.rows(person=person_id)) if rows else {}, actor)


def total(filters: InteractionFilter) -> int:
    """Return how many match."""
    return int(_joined(InteractionTable.select()).where(*_conditions(filters)).count())


def one(key: int, actor: Actor) -> Interaction | None:
    """Return one interaction (deleted ones too)."""
    rows = _BY_ID.rows(key=key)
    services = _by_interaction(_SERVICES_BY_ID.rows(key=key)) if rows else {}
    return next(iter(_read(rows, services, actor)), None)
