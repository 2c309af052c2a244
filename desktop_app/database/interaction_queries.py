"""Client interactions in pages and one by one, with their reference services."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, Expression, ModelSelect

from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import InteractionServiceTable, InteractionTable, PersonTable, UserTable
from desktop_app.database.names import UserNames, name_columns, person_name
from desktop_app.database.prepared import raw_rows, tuples
from desktop_app.domain.permissions import Action, may
from desktop_app.domain.records import Actor, Interaction
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService

_Editor = UserTable.alias("editor")


@dataclass(frozen=True, slots=True)
class InteractionFilter:
    """What narrows the list. Moments are UTC; ``only_mentor_id`` narrows to persons of a mentor."""

    person_id: int | None = None
    created_by_id: int | None = None
    interaction_type: InteractionType | None = None
    program: Program | None = None
    service: ReferenceService | None = None
    start_from: datetime | None = None
    start_before: datetime | None = None
    only_mentor_id: int | None = None
    include_deleted: bool = False


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
        (PersonTable.mentor, filters.only_mentor_id),
    ]
    conditions += [column == value for column, value in wanted if value is not None]
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


def _services_of(keys: list[int]) -> dict[int, tuple[ReferenceService, ...]]:
    table = InteractionServiceTable
    found: defaultdict[int, list[ReferenceService]] = defaultdict(list)
    for key, service in tuples(
        table.select(table.interaction, table.service).where(table.interaction.in_(keys))
    ):
        found[key].append(ReferenceService(service))
    order = list(ReferenceService)
    return {key: tuple(sorted(services, key=order.index)) for key, services in found.items()}


def _read(rows: list[tuple[Any, ...]], actor: Actor) -> tuple[Interaction, ...]:
    services = _services_of([row[0] for row in rows])
    users = UserNames()
    interactions = []
    for row in rows:
        author = users.sure(*row[16:20])
        deleted = row[10] is not None
        interactions.append(
            Interaction(
                id=row[0],
                person=person_name(*row[12:16]),
                title=row[1],
                program=Program(row[2]) if row[2] else None,
                interaction_type=InteractionType(row[3]),
                notes=row[4],
                start_at=from_milliseconds(row[5]),
                end_at=from_milliseconds(row[6]) if row[6] is not None else None,
                location=row[7],
                reference_services=services.get(row[0], ()),
                is_deleted=deleted,
                created_by=author,
                created_at=from_milliseconds(row[8]),
                updated_by=users.read(*row[20:24]),
                updated_at=from_milliseconds(row[9]),
                can_modify=not deleted and may(actor, Action.CHANGE_INTERACTION, author_id=author.id),
                version=row[11],
            )
        )
    return tuple(interactions)


def page(
    filters: InteractionFilter,
    limit: int | None,
    offset: int,
    actor: Actor,
    *,
    after: Interaction | None = None,
) -> tuple[Interaction, ...]:
    """A page, newest ``start_at`` first: by its place, or what comes behind *after*."""
    table = InteractionTable
    keys = (
        _joined(table.select(table.id))
        .where(*_conditions(filters))
        .order_by(table.start_at.desc(), table.id.desc())
    )
    if after is not None:
        keys = keys.where(
            table.start_at <= after.start_at, (table.start_at < after.start_at) | (table.id < after.id)
        )
    if limit is not None:
        keys = keys.limit(limit).offset(offset)
    return _read(
        raw_rows(_whole().where(table.id.in_(keys)).order_by(table.start_at.desc(), table.id.desc())), actor
    )


def total(filters: InteractionFilter) -> int:
    """How many match."""
    return int(_joined(InteractionTable.select()).where(*_conditions(filters)).count())


def one(key: int, actor: Actor) -> Interaction | None:
    """One interaction (deleted ones too)."""
    found = _read(raw_rows(_whole().where(InteractionTable.id == key)), actor)
    return found[0] if found else None
