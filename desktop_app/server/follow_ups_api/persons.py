"""The follow-ups API: ``/api/v1/persons`` (docs/contract/decisions.md)."""

from __future__ import annotations

from typing import TypeVar

from starlette.responses import Response

from desktop_app.controllers.care.waiting import NO_LIMIT
from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import PersonStatus
from desktop_app.server.follow_ups_api import persons_schemas
from desktop_app.server.follow_ups_api.follow_ups_schemas import FollowUpItem
from desktop_app.server.follow_ups_api.persons_schemas import (
    PersonAdded,
    PersonDuplicate,
    PersonList,
    PersonWhole,
    PersonWithFollowUps,
)
from desktop_app.server.framework.answers import Pagination
from desktop_app.server.framework.reading import path_uuid
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Persons")
_PATH = "/api/v1/persons"
P = TypeVar("P", bound=PersonWhole)


def _whole(call: Call, person: Person, model: type[P]) -> P:
    """Return *person* as *model*; a pause that is over is none."""
    whole = model.model_validate(person)
    if not person.is_paused(call.controllers.clock.today()):
        whole.paused_until = None
    return whole


def _with_follow_ups(call: Call, person: Person) -> PersonWithFollowUps:
    """Return a person with their follow-ups, newest first; to be run where the database is."""
    whole = _whole(call, person, PersonWithFollowUps)
    listed = call.controllers.follow_ups.list(call.actor, FollowUpFilter(person_id=person.id), NO_LIMIT)
    whole.follow_ups = [FollowUpItem.model_validate(follow_up) for follow_up in listed.items]
    return whole


@endpoints.get(_PATH, persons_schemas.LIST)
async def list_persons(call: Call) -> Response:
    """List the persons that the user may see, by name."""
    query = call.query()
    page, limit = query.page()
    filters = PersonFilter(
        search=query.text("search"),
        status=query.word("status", PersonStatus),
        mentor_id=query.uuid("mentor_id"),
    )
    query.check()

    def read() -> Response:
        listed = call.controllers.persons.list(call.actor, filters, limit=limit, offset=(page - 1) * limit)
        return call.answer(
            PersonList(persons=listed.items, pagination=Pagination.of(page, limit, listed.total))
        )

    return await call.slowly(read)


@endpoints.post(_PATH, persons_schemas.ADD)
async def add_person(call: Call) -> Response:
    """Add a person, to visit. Who may be the same person is told, not refused."""
    require(call.actor, Action.CREATE_PERSON)  # before the body is looked at
    values = await call.fields()
    controllers = call.controllers

    def add() -> Response:
        added = controllers.persons.add(call.actor, values)
        answer = _whole(call, added, PersonAdded)
        answer.possible_duplicates = [
            PersonDuplicate.of(duplicate) for duplicate in controllers.duplicates.of(call.actor, added)
        ]
        return call.answer(answer, location=f"{_PATH}/{answer.id}")

    return await call.write(add)


@endpoints.get(f"{_PATH}/{{id}}", persons_schemas.READ)
async def read_person(call: Call) -> Response:
    """Read one person with their follow-ups."""
    key = path_uuid(call.path["id"])
    controllers = call.controllers
    person = call.quick(lambda: _with_follow_ups(call, controllers.persons.get(call.actor, key)))
    return call.answer(person)


@endpoints.patch(f"{_PATH}/{{id}}", persons_schemas.CHANGE)
async def change_person(call: Call) -> Response:
    """Change the fields that are sent."""
    key = path_uuid(call.path["id"])
    changes = await call.changes()
    controllers = call.controllers
    return await call.write(
        lambda: call.answer(_with_follow_ups(call, controllers.persons.update(call.actor, key, changes)))
    )


@endpoints.put(f"{_PATH}/{{id}}/status", persons_schemas.STATUS)
async def set_status(call: Call) -> Response:
    """Give a new status, with a reason that is kept."""
    key = path_uuid(call.path["id"])
    values = await call.fields()

    def change() -> Response:
        person = call.controllers.persons.set_status(call.actor, key, values)
        return call.answer(_whole(call, person, PersonWhole))

    return await call.write(change)


@endpoints.put(f"{_PATH}/{{id}}/assign-mentor", persons_schemas.ASSIGN)
async def assign_mentor(call: Call) -> Response:
    """Assign another mentor, or none."""
    require(call.actor, Action.ASSIGN_MENTOR)
    key = path_uuid(call.path["id"])
    values = await call.fields()

    def assign() -> Response:
        person = call.controllers.persons.assign(call.actor, key, values)
        return call.answer(_whole(call, person, PersonWhole))

    return await call.write(assign)
