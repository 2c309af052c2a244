"""Family B: ``/api/clients/:id/interactions`` (docs/contract/client-interactions-api.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from desktop_app.domain.inputs import InteractionInput
from desktop_app.server.clients_api import interactions_schemas as told
from desktop_app.server.clients_api.stamps import changes, only, stamp
from desktop_app.server.framework.errors import FAMILY_B, Detail, Problem
from desktop_app.server.framework.json_values import (
    encode_list,
    json_response,
    moment,
    moment_or_none,
    raw_response,
)
from desktop_app.server.framework.reading import path_number
from desktop_app.server.framework.routes import Call, Endpoints, aliases

if TYPE_CHECKING:
    from desktop_app.domain.records import Interaction

endpoints = Endpoints(FAMILY_B, "Client interactions")
_ALL = "/api/clients/{client_id}/interactions"
_ONE = _ALL + "/{interaction_id}"
_FIELDS = (
    "title",
    "program",
    "interactionType",
    "notes",
    "description",
    "startTime",
    "endTime",
    "location",
    "referenceServices",
)
_FIXED = ("canModify", "isDeleted")
_NAMES = {**aliases(InteractionInput), "can_modify": "canModify", "is_deleted": "isDeleted"}


def duration_text(duration: timedelta | None) -> str | None:
    """``H:MM:SS``, null for nothing."""
    if duration is None:
        return None
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def interaction_json(interaction: Interaction) -> dict[str, Any]:
    """The union of the three shapes that the document shows."""
    text = interaction.notes or None
    start = moment(interaction.start_at)
    lasted = duration_text(interaction.duration)
    return {
        "id": interaction.id,
        "title": interaction.title,
        "program": interaction.program,
        "interactionType": interaction.interaction_type,
        "description": text,
        "notes": text,
        "date": start,
        "startTime": start,
        "endTime": moment_or_none(interaction.end_at),
        "duraction": lasted,  # the document's spelling
        "duration": lasted,
        "location": interaction.location,
        "referenceServices": list(interaction.reference_services),
        "canModify": interaction.can_modify,
        "isDeleted": interaction.is_deleted,
        "createdBy": stamp(interaction.created_by, interaction.created_at),
        "lastUpdatedBy": stamp(interaction.updated_by, interaction.updated_at),
    }


def _client(call: Call) -> int:
    return path_number(call.path["client_id"], "client id")


def _keys(call: Call) -> tuple[int, int]:
    """The client's and the interaction's.

    Raises:
        Problem: 400, naming both where both are no integers.
    """
    numbers: list[int] = []
    wrong: list[Detail] = []
    for name, said in (("client_id", "client id"), ("interaction_id", "interaction id")):
        try:
            numbers.append(path_number(call.path[name], said))
        except Problem as problem:
            wrong += problem.details
    if wrong:
        raise Problem(400, "", tuple(wrong))
    return numbers[0], numbers[1]


@endpoints.get(_ALL, told.LIST, collection=True)
async def list_interactions(call: Call) -> Response:
    """*Get all of a single Client's Interactions*."""
    client = _client(call)
    query = call.query()
    with_deleted = query.flag("includeDeleted")
    query.check()

    def read() -> Response:
        found = call.controllers.client_interactions.of_person(
            call.actor, client, include_deleted=with_deleted
        )
        return raw_response(f'{{"interactions":{encode_list(interaction_json(one) for one in found)}}}')

    return call.quick(read)


@endpoints.post(_ALL, told.CREATE, collection=True, names=_NAMES)
async def create_interaction(call: Call) -> Response:
    """*Create a Client Interaction*."""
    client = _client(call)
    values = only(await call.json_object(), _FIELDS)
    made = await call.write(lambda: call.controllers.client_interactions.record(call.actor, client, values))
    return json_response(201, interaction_json(made))


@endpoints.get(_ONE, told.READ, collection=True)
async def get_interaction(call: Call) -> Response:
    """*Get a single Client Interaction*: deleted ones too."""
    client, key = _keys(call)
    found = call.quick(lambda: call.controllers.client_interactions.get(call.actor, key, client))
    return json_response(200, interaction_json(found))


@endpoints.patch(_ONE, told.CHANGE, collection=True, names=_NAMES)
async def change_interaction(call: Call) -> Response:
    """*Modify a Client Interaction*."""
    client, key = _keys(call)
    body = await call.json_object()
    values = changes(body, _FIELDS, _FIXED)
    changed = await call.write(
        lambda: call.controllers.client_interactions.update(call.actor, key, values, person_id=client)
    )
    return json_response(200, interaction_json(changed))


@endpoints.delete(_ONE, told.DELETE, collection=True, names=_NAMES)
async def delete_interaction(call: Call) -> Response:
    """*Delete a Client Interaction*."""
    client, key = _keys(call)
    body = await call.json_object()
    wrong = [Detail(name, "Only isDeleted can be sent here") for name in body if name != "isDeleted"]
    if body.get("isDeleted") is not True:
        wrong.append(Detail("isDeleted", "Must be true"))
    if wrong:
        raise Problem(400, "", tuple(wrong))
    await call.write(lambda: call.controllers.client_interactions.delete(call.actor, key, client))
    return Response(status_code=204)
