"""The clients API: ``/api/clients``, and a client's activity log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic.alias_generators import to_camel
from starlette.responses import Response

from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.person_fields import PERSON_FIELDS
from desktop_app.domain.records import LogEntry, Person
from desktop_app.server.clients_api import clients_schemas
from desktop_app.server.clients_api.clients_schemas import (
    CLIENT_CHANGE,
    Client,
    ClientAdded,
    ClientDuplicate,
    ClientList,
    ClientPagination,
    LoggedChange,
    LogLine,
    LogPage,
    LogPagination,
)
from desktop_app.server.clients_api.interactions_schemas import NEW_INTERACTION
from desktop_app.server.clients_api.stamps import stamp_or_none
from desktop_app.server.follow_ups_api.follow_ups_schemas import NEW_FOLLOW_UP
from desktop_app.server.follow_ups_api.persons_schemas import NEW_PERSON
from desktop_app.server.framework.errors import CLIENTS_API, Detail, Problem
from desktop_app.server.framework.reading import MOST_PAGES, path_number
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(CLIENTS_API, "Clients")
PAGE_SIZE = 100
_ALL = "/api/clients"
_ONE = _ALL + "/{client_id}"
_LOGGED_AS = {
    **NEW_FOLLOW_UP.documented,
    **NEW_INTERACTION.documented,
    **NEW_PERSON.documented,
    **CLIENT_CHANGE.documented,
}
_UTC_MOMENT = re.compile(
    r"(?P<seconds>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?P<thousandths>\.\d{3})?(\d{3})?\+00:00"
)


def _values_of(person: Person) -> dict[str, Any]:
    """Return what is told of a client, by the names of ``Client``."""
    return {
        "id": person.id,
        "full_name": person.full_name,
        **{spec.name: getattr(person, spec.name) for spec in PERSON_FIELDS if spec.clients_name},
        "is_deleted": person.is_deleted,
        "created_by": stamp_or_none(person.created_by, person.created_at),
    }


def _answer(person: Person) -> Client:
    return Client(**_values_of(person))


def _log_line(entry: LogEntry) -> LogLine:
    """Which event, of which interaction where it is one's, what changed, who and when."""
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    changes = [(name, _logged(entry.before, name), _logged(entry.after, name)) for name in names]
    return LogLine(
        id=entry.id,
        event=entry.event,
        interaction_id=entry.subject_id if entry.event.startswith("clientInteraction") else None,
        changes=[
            LoggedChange(field=_LOGGED_AS.get(name) or to_camel(name), before=before, after=after)
            for name, before, after in changes
            if before != after  # from nothing to blank is no change
        ],
        reason=entry.reason,
        timestamp=entry.at,
        created_by=stamp_or_none(entry.actor, entry.at),
    )


def _logged(values: Mapping[str, Any], name: str) -> object:
    """Return a value of the log, None where there is none; moments as everywhere in this API."""
    value = values.get(name)
    if isinstance(value, str) and (moment := _UTC_MOMENT.fullmatch(value)):
        return f"{moment['seconds']}{moment['thousandths'] or '.000'}Z"
    return None if value == "" else value


def _offset(page: int) -> int:
    return min((page - 1) * PAGE_SIZE, MOST_PAGES)


def _pages(total: int) -> int:
    return -(-total // PAGE_SIZE)


def _client(call: Call) -> int:
    return path_number(call.path["client_id"], "client id")


@endpoints.get(_ALL, clients_schemas.LIST)
async def list_clients(call: Call) -> Response:
    """List the clients that the user may see, by last name, then first."""
    query = call.query()
    page = query.number("page", 1, 1, MOST_PAGES)
    filters = PersonFilter(name=query.text("name"), phone=query.text("phone"))
    query.check()

    def read() -> Response:
        listed = call.controllers.persons.list_whole(call.actor, filters, PAGE_SIZE, _offset(page))
        total = listed.total or 0
        pagination = ClientPagination(
            num_clients=total, current_page=page, page_size=PAGE_SIZE, num_pages=_pages(total)
        )
        clients = [_answer(person) for person in listed.items]
        return call.answer(ClientList(clients=clients, pagination=pagination))

    return await call.slowly(read)


@endpoints.post(_ALL, clients_schemas.CREATE)
async def create_client(call: Call) -> Response:
    """Add a client: a person to visit. Who may be the same person is told, not refused."""
    values = await call.fields()
    controllers = call.controllers

    def add() -> Response:
        added = controllers.persons.add(call.actor, values)
        possible = controllers.duplicates.of(call.actor, added)
        answer = ClientAdded(
            **_values_of(added), possible_duplicates=[ClientDuplicate.of(duplicate) for duplicate in possible]
        )
        return call.answer(answer, location=f"{_ALL}/{answer.id}")

    return await call.write(add)


@endpoints.get(_ONE, clients_schemas.READ)
async def get_client(call: Call) -> Response:
    """Read one client."""
    key = _client(call)
    return call.answer(_answer(call.quick(lambda: call.controllers.persons.get(call.actor, key))))


@endpoints.patch(_ONE, clients_schemas.CHANGE)
async def change_client(call: Call) -> Response:
    """Change the fields that are sent."""
    key = _client(call)
    changes = await call.changes()
    if changes.pop("isDeleted", False) is not False:
        raise Problem(400, "", (Detail("isDeleted", "This cannot be changed here"),))
    return await call.write(
        lambda: call.answer(_answer(call.controllers.persons.update(call.actor, key, changes)))
    )


@endpoints.get(_ONE + "/logs", clients_schemas.LOGS)
async def list_client_logs(call: Call) -> Response:
    """List who did what with the client, the newest first."""
    key = _client(call)
    query = call.query()
    page = query.number("page", 1, 1, MOST_PAGES)
    query.check()

    def read() -> Response:
        listed = call.controllers.activity.page_of_person(call.actor, key, PAGE_SIZE, _offset(page))
        total = listed.total or 0
        pagination = LogPagination(
            num_logs=total, current_page=page, page_size=PAGE_SIZE, num_pages=_pages(total)
        )
        return call.answer(LogPage(logs=[_log_line(entry) for entry in listed.items], pagination=pagination))

    return call.quick(read)
