"""The clients API: ``/api/clients/:id/interactions`` (docs/contract/client-interactions-api.md)."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from desktop_app.domain.records import Interaction
from desktop_app.server.clients_api import interactions_schemas
from desktop_app.server.clients_api.interactions_schemas import ClientInteraction
from desktop_app.server.clients_api.stamps import Stamp, stamp_or_none
from desktop_app.server.framework.answers import list_json
from desktop_app.server.framework.errors import CLIENTS_API, Detail, Problem
from desktop_app.server.framework.json_values import raw_response
from desktop_app.server.framework.reading import path_number
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(CLIENTS_API, "Client interactions")
_ALL = "/api/clients/{client_id}/interactions"
_ONE = _ALL + "/{interaction_id}"


def duration_text(duration: timedelta | None) -> str | None:
    """Write a duration as ``H:MM:SS``; None for nothing."""
    if duration is None:
        return None
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _answer(interaction: Interaction) -> ClientInteraction:
    """Return the union of the three shapes that the document shows."""
    lasted = duration_text(interaction.duration)
    return ClientInteraction(
        id=interaction.id,
        title=interaction.title,
        program=interaction.program,
        interaction_type=interaction.interaction_type,
        description=interaction.notes,
        notes=interaction.notes,
        date=interaction.start_at,
        start_time=interaction.start_at,
        end_time=interaction.end_at,
        duraction=lasted,
        duration=lasted,
        location=interaction.location,
        reference_services=interaction.reference_services,
        can_modify=interaction.can_modify,
        is_deleted=interaction.is_deleted,
        created_by=Stamp.of(interaction.created_by, interaction.created_at),
        last_updated_by=stamp_or_none(interaction.updated_by, interaction.updated_at),
    )


def _client(call: Call) -> int:
    return path_number(call.path["client_id"], "client id")


def _keys(call: Call) -> tuple[int, int]:
    """Return the client's key and the interaction's.

    Raises:
        Problem: 400, naming both where both are no integers.
    """
    numbers: list[int] = []
    wrong: list[Detail] = []
    for name, label in (("client_id", "client id"), ("interaction_id", "interaction id")):
        try:
            numbers.append(path_number(call.path[name], label))
        except Problem as problem:
            wrong += problem.details
    if wrong:
        raise Problem(400, "", tuple(wrong))
    client_id, interaction_id = numbers
    return client_id, interaction_id


@endpoints.get(_ALL, interactions_schemas.LIST)
async def list_interactions(call: Call) -> Response:
    """List a client's interactions (*Get all of a single Client's Interactions*)."""
    client = _client(call)
    query = call.query()
    with_deleted = query.flag("includeDeleted")
    query.check()

    def read() -> Response:
        interactions = call.controllers.client_interactions.of_person(
            call.actor, client, include_deleted=with_deleted
        )
        rows = list_json(ClientInteraction, [_answer(interaction) for interaction in interactions])
        return raw_response(f'{{"interactions":{rows}}}')

    return call.quick(read)


@endpoints.post(_ALL, interactions_schemas.CREATE)
async def create_interaction(call: Call) -> Response:
    """Record an interaction (*Create a Client Interaction*)."""
    client = _client(call)
    values = await call.fields()

    def record() -> Response:
        recorded = call.controllers.client_interactions.record(call.actor, client, values)
        return call.answer(_answer(recorded), location=f"/api/clients/{client}/interactions/{recorded.id}")

    return await call.write(record)


@endpoints.get(_ONE, interactions_schemas.READ)
async def get_interaction(call: Call) -> Response:
    """Read an interaction (*Get a single Client Interaction*): deleted ones too."""
    client, key = _keys(call)
    interaction = call.quick(lambda: call.controllers.client_interactions.get(call.actor, key, client))
    return call.answer(_answer(interaction))


@endpoints.patch(_ONE, interactions_schemas.CHANGE)
async def change_interaction(call: Call) -> Response:
    """Change an interaction (*Modify a Client Interaction*)."""
    client, key = _keys(call)
    changes = await call.changes()

    def change() -> Response:
        controller = call.controllers.client_interactions
        return call.answer(_answer(controller.update(call.actor, key, changes, person_id=client)))

    return await call.write(change)


@endpoints.delete(_ONE, interactions_schemas.DELETE)
async def delete_interaction(call: Call) -> Response:
    """Delete an interaction (*Delete a Client Interaction*)."""
    client, key = _keys(call)
    body = await call.json_object()
    wrong = [Detail(name, "Only isDeleted can be sent here") for name in body if name != "isDeleted"]
    if body.get("isDeleted") is not True:
        wrong.append(Detail("isDeleted", "Must be true"))
    if wrong:
        raise Problem(400, "", tuple(wrong))

    def delete() -> Response:
        call.controllers.client_interactions.delete(call.actor, key, client)
        return Response(status_code=204)

    return await call.write(delete)
