"""Family A: ``/api/v1/persons`` (docs/contract/decisions.md, *The follow-ups API*)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.controllers.waiting import NO_LIMIT
from desktop_app.domain.inputs import AssignInput, PersonInput, StatusInput
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.person_fields import LISTED, PERSON_FIELDS, FieldSpec, Group
from desktop_app.domain.vocabulary import PersonStatus
from desktop_app.server.follow_ups_api import persons_schemas as told
from desktop_app.server.follow_ups_api.follow_ups import follow_up_json, name_json, pagination
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.json_values import day_or_none, known_or_none, moment, uuid_text
from desktop_app.server.framework.reading import path_uuid
from desktop_app.server.framework.routes import Call, Endpoints, aliases

if TYPE_CHECKING:
    from desktop_app.domain.records import Person, PersonRow

endpoints = Endpoints(tag="Persons")
_PATH = "/api/v1/persons"


_LISTED = tuple(spec for spec in LISTED if spec.group is not Group.NAME)
_NOT_LISTED = tuple(spec for spec in PERSON_FIELDS if not spec.is_listed)


def _fields_json(person: PersonRow, specs: Iterable[FieldSpec]) -> dict[str, Any]:
    return {spec.camel_name: known_or_none(getattr(person, spec.name)) for spec in specs}


def _row_json(person: PersonRow) -> dict[str, Any]:
    return {
        "id": uuid_text(person.uuid),
        "clientId": person.id,
        "firstName": person.first_name,
        "lastName": person.last_name,
        **_fields_json(person, _LISTED),
        "status": person.status,
        "assignedMentor": name_json(person.mentor) if person.mentor is not None else None,
        "lastInteractionDate": day_or_none(person.last_contact_on),
    }


def person_json(person: Person, today: date) -> dict[str, Any]:
    """A person whole, as of *today*; what was left blank, or is over, is null."""
    return {
        **_row_json(person),
        **_fields_json(person, _NOT_LISTED),
        "pausedUntil": day_or_none(person.paused_until if person.is_paused(today) else None),
        "createdAt": moment(person.created_at),
        "updatedAt": moment(person.updated_at),
    }


def _with_follow_ups(call: Call, person: Person) -> dict[str, Any]:
    """A person with their follow-ups, newest first; to be run where the database is."""
    found = call.controllers.follow_ups.list(call.actor, FollowUpFilter(person_id=person.id), NO_LIMIT)
    return {
        **person_json(person, call.controllers.clock.today()),
        "followUps": [follow_up_json(one) for one in found.items],
    }


@endpoints.get(_PATH, told.LIST, collection=True)
async def list_persons(call: Call) -> Response:
    """The persons that the user may see, by name."""
    query = call.query()
    page, limit = query.page()
    filters = PersonFilter(
        search=query.text("search"),
        status=query.word("status", PersonStatus),
        mentor_id=query.uuid("mentor_id"),
    )
    query.check()

    def read() -> Response:
        found = call.controllers.persons.list(call.actor, filters, limit=limit, offset=(page - 1) * limit)
        data = {
            "persons": [_row_json(one) for one in found.items],
            "pagination": pagination(page, limit, found.total or 0),
        }
        return call.success(say.PERSONS_LISTED, data)

    return await call.slowly(read)


@endpoints.post(_PATH, told.ADD, collection=True, names=aliases(PersonInput))
async def add_person(call: Call) -> Response:
    """A new person, to visit."""
    require(call.actor, Action.CREATE_PERSON)  # before the body is looked at
    body = await call.json_object()
    added = await call.write(lambda: call.controllers.persons.add(call.actor, body))
    return call.success(say.PERSON_ADDED, person_json(added, call.controllers.clock.today()), 201)


@endpoints.get(f"{_PATH}/{{id}}", told.READ)
async def read_person(call: Call) -> Response:
    """One person with their follow-ups."""
    key = path_uuid(call.path["id"])
    controllers = call.controllers
    data = call.quick(lambda: _with_follow_ups(call, controllers.persons.get(call.actor, key)))
    return call.success(say.PERSON_READ, data)


@endpoints.patch(f"{_PATH}/{{id}}", told.CHANGE, names=aliases(PersonInput))
async def change_person(call: Call) -> Response:
    """Only the fields sent change."""
    key = path_uuid(call.path["id"])
    body = await call.json_object()
    controllers = call.controllers
    data = await call.write(lambda: _with_follow_ups(call, controllers.persons.update(call.actor, key, body)))
    return call.success(say.PERSON_CHANGED, data)


@endpoints.put(f"{_PATH}/{{id}}/status", told.STATUS, names=aliases(StatusInput))
async def set_status(call: Call) -> Response:
    """A new status, with a reason that is kept."""
    key = path_uuid(call.path["id"])
    body = await call.json_object()
    person = await call.write(lambda: call.controllers.persons.set_status(call.actor, key, body))
    return call.success(say.STATUS_CHANGED, person_json(person, call.controllers.clock.today()))


@endpoints.put(f"{_PATH}/{{id}}/assign-mentor", told.ASSIGN, names=aliases(AssignInput))
async def assign_mentor(call: Call) -> Response:
    """Another mentor, or none."""
    require(call.actor, Action.ASSIGN_MENTOR)
    key = path_uuid(call.path["id"])
    body = await call.json_object()
    person = await call.write(lambda: call.controllers.persons.assign(call.actor, key, body))
    return call.success(say.MENTOR_ASSIGNED, person_json(person, call.controllers.clock.today()))
