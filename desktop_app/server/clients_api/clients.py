"""Family B: ``/api/clients`` and a client's activity log (docs/contract/decisions.md, *The clients API*)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic.alias_generators import to_camel
from starlette.responses import Response

from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.inputs import FollowUpInput, InteractionInput, PersonInput
from desktop_app.domain.person_fields import PERSON_FIELDS
from desktop_app.server.clients_api import clients_schemas as told
from desktop_app.server.clients_api.stamps import changes, only, stamp
from desktop_app.server.framework.errors import FAMILY_B, Detail, Problem
from desktop_app.server.framework.json_values import json_response, known_or_none, moment
from desktop_app.server.framework.reading import MOST_PAGES, path_number
from desktop_app.server.framework.routes import Call, Endpoints, aliases

if TYPE_CHECKING:
    from desktop_app.domain.records import LogEntry, Person

endpoints = Endpoints(FAMILY_B, "Clients")
PAGE_SIZE = 100
_ALL = "/api/clients"
_ONE = _ALL + "/{client_id}"
_SPECS = tuple(spec for spec in PERSON_FIELDS if spec.clients_name)
_FIELDS = tuple(spec.clients_name for spec in _SPECS)
_NAMES = {**aliases(PersonInput), **{spec.name: spec.clients_name for spec in _SPECS}}
_LOGGED_AS = {**aliases(FollowUpInput), **aliases(InteractionInput), **_NAMES}
_UTC_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{3})?(\d{3})?\+00:00")


def client_json(person: Person) -> dict[str, Any]:
    """A client; what was left blank is null."""
    return {
        "id": person.id,
        "fullName": person.full_name,
        **{spec.clients_name: known_or_none(getattr(person, spec.name)) for spec in _SPECS},
        "isDeleted": person.is_deleted,
        "createdBy": stamp(person.created_by, person.created_at),
    }


def log_json(entry: LogEntry) -> dict[str, Any]:
    """A line of the log: which event, of which interaction where it is one's, what changed, who and when."""
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    changes = [(name, _logged(entry.before, name), _logged(entry.after, name)) for name in names]
    return {
        "id": entry.id,
        "event": entry.event,
        "interactionId": entry.subject_id if entry.event.startswith("clientInteraction") else None,
        "changes": [
            {"field": _LOGGED_AS.get(name) or to_camel(name), "before": before, "after": after}
            for name, before, after in changes
            if before != after  # from nothing to blank is no change
        ],
        "reason": entry.reason or None,
        "timestamp": moment(entry.at),
        "createdBy": stamp(entry.actor, entry.at),
    }


def _logged(values: Mapping[str, Any], name: str) -> object:
    """A value of the log, null where there is none; moments as everywhere in the family."""
    value = values.get(name)
    if isinstance(value, str) and (found := _UTC_MOMENT.fullmatch(value)):
        return f"{found[1]}{found[2] or '.000'}Z"
    return None if value == "" else value


def pagination(what: str, page: int, total: int) -> dict[str, int]:
    """Where a page stands in its list of *what* (``Clients``)."""
    pages = -(-total // PAGE_SIZE)
    return {f"num{what}": total, "currentPage": page, "pageSize": PAGE_SIZE, "numPages": pages}


def _client(call: Call) -> int:
    return path_number(call.path["client_id"], "client id")


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    names = {spec.clients_name: spec.name for spec in _SPECS}
    return {names.get(name, name): value for name, value in given.items()}


@endpoints.get(_ALL, told.LIST, collection=True)
async def list_clients(call: Call) -> Response:
    """The clients that the user may see, by last name, then first."""
    query = call.query()
    page = query.number("page", 1, 1, MOST_PAGES)
    filters = PersonFilter(name=query.text("name"), phone=query.text("phone"))
    query.check()

    def read() -> Response:
        found = call.controllers.persons.list_whole(
            call.actor, filters, PAGE_SIZE, min((page - 1) * PAGE_SIZE, MOST_PAGES)
        )
        clients = [client_json(one) for one in found.items]
        return json_response(
            200, {"clients": clients, "pagination": pagination("Clients", page, found.total or 0)}
        )

    return await call.slowly(read)


@endpoints.post(_ALL, told.CREATE, collection=True, names=_NAMES)
async def create_client(call: Call) -> Response:
    """A new client: a person to visit."""
    values = _values(only(await call.json_object(), _FIELDS))
    added = await call.write(lambda: call.controllers.persons.add(call.actor, values))
    return json_response(201, client_json(added))


@endpoints.get(_ONE, told.READ, collection=True)
async def get_client(call: Call) -> Response:
    """One client."""
    key = _client(call)
    return json_response(200, client_json(call.quick(lambda: call.controllers.persons.get(call.actor, key))))


@endpoints.patch(_ONE, told.CHANGE, collection=True, names=_NAMES)
async def change_client(call: Call) -> Response:
    """Change the fields that are sent."""
    key = _client(call)
    body = await call.json_object()
    given = changes(body, _FIELDS, ["isDeleted"])
    if given.pop("isDeleted", False) is not False:
        raise Problem(400, "", (Detail("isDeleted", "This cannot be changed here"),))
    values = _values(given)
    changed = await call.write(lambda: call.controllers.persons.update(call.actor, key, values))
    return json_response(200, client_json(changed))


@endpoints.get(_ONE + "/logs", told.LOGS, collection=True)
async def list_client_logs(call: Call) -> Response:
    """Who did what with the client, the newest first."""
    key = _client(call)
    query = call.query()
    page = query.number("page", 1, 1, MOST_PAGES)
    query.check()

    def read() -> Response:
        found = call.controllers.activity.page_of_person(
            call.actor, key, PAGE_SIZE, min((page - 1) * PAGE_SIZE, MOST_PAGES)
        )
        logs = [log_json(one) for one in found.items]
        return json_response(200, {"logs": logs, "pagination": pagination("Logs", page, found.total or 0)})

    return call.quick(read)
