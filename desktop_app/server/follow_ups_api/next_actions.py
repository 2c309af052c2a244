"""The follow-ups API: ``/api/v1/next-actions`` (docs/contract/decisions.md)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from desktop_app.domain.permissions import Action, require
from desktop_app.domain.vocabulary import ActionState
from desktop_app.server.follow_ups_api.follow_ups_schemas import (
    EXAMPLE_FOLLOW_UP,
    EXAMPLE_MENTOR,
    EXAMPLE_PERSON,
    mentor_parameter,
)
from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import (
    EXAMPLE_PAGINATION,
    Answer,
    Moment,
    NamedPerson,
    OptionalText,
    Pagination,
)
from desktop_app.server.framework.operations import (
    PAGE_AND_LIMIT,
    UUID_SCHEMA,
    Operation,
    choice_of,
    parameter,
)
from desktop_app.server.framework.reading import path_uuid
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Next actions")
_PATH = "/api/v1/next-actions"


class NextActionItem(Answer):
    """A next action (``records.ListedAction``). ``id`` is that of what planned it.

    ``doneAt`` is when it was ticked off: null while it is open, and where a later follow-up closed it.
    """

    id: UUID = Field(validation_alias="uuid")
    state: ActionState
    next_action_date: date = Field(validation_alias="due_on")
    next_action_notes: OptionalText = Field(validation_alias="notes")
    done_at: Moment | None
    person: NamedPerson
    phone: OptionalText
    assigned_mentor: NamedPerson | None = Field(validation_alias="mentor")


class NextActionList(Answer):
    """A page of next actions."""

    actions: list[NextActionItem]
    pagination: Pagination


_EXAMPLE = {
    "id": EXAMPLE_FOLLOW_UP["id"],
    "state": "open",
    "nextActionDate": "2024-02-01",
    "nextActionNotes": "Inviter à l'étude biblique",
    "doneAt": None,
    "person": EXAMPLE_PERSON,
    "phone": "+225 01 02 03 04 05",
    "assignedMentor": EXAMPLE_MENTOR,
}
_LIST = Operation(
    "List next actions",
    "Open ones (overdue or not) and overdue ones the soonest first, done ones the latest first. A mentor sees those about the "
    "persons they look after.",
    parameters=(
        *PAGE_AND_LIMIT,
        parameter("state", {**choice_of(*ActionState), "default": "open"}, "What became of them"),
        mentor_parameter("About the persons of one mentor"),
        parameter("person_id", UUID_SCHEMA, "About one person"),
    ),
    message=messages.ACTIONS_LISTED,
    answer=NextActionList,
    example={"actions": [_EXAMPLE], "pagination": EXAMPLE_PAGINATION},
    errors=(400, 403),
)
_DONE = Operation(
    "Tick a next action off",
    "Whoever may record a follow-up of the person, and its author. Once more does no harm; 400 where no next action was planned.",
    message=messages.NEXT_ACTION_DONE,
    answer=NextActionItem,
    example={**_EXAMPLE, "state": "done", "doneAt": "2024-01-25T18:30:00.000Z"},
    errors=(403,),
)
_OPEN = Operation(
    "Open a next action again",
    "The undo of ticking it off, with the same rights.",
    message=messages.NEXT_ACTION_OPENED,
    answer=NextActionItem,
    example=_EXAMPLE,
    errors=(403,),
)


@endpoints.get(_PATH, _LIST)
async def list_next_actions(call: Call) -> Response:
    """List those that the user may see."""
    require(call.actor, Action.VIEW_NEXT_ACTIONS)
    query = call.query()
    page, limit = query.page()
    state = query.word("state", ActionState) or ActionState.OPEN
    mentor, person = query.uuid("mentor_id"), query.uuid("person_id")
    query.check()

    def read() -> Response:
        controller = call.controllers.action_lists
        listed = controller.page(call.actor, state, mentor, person, limit, (page - 1) * limit)
        pagination = Pagination.of(page, limit, listed.total)
        return call.answer(NextActionList(actions=listed.items, pagination=pagination))

    return await call.slowly(read)


@endpoints.put(f"{_PATH}/{{id}}/done", _DONE)
async def tick_next_action_off(call: Call) -> Response:
    """Tick it off, whatever it was."""
    return await _tick(call, done=True)


@endpoints.put(f"{_PATH}/{{id}}/open", _OPEN)
async def open_next_action_again(call: Call) -> Response:
    """Open it again, whatever it was."""
    return await _tick(call, done=False)


async def _tick(call: Call, *, done: bool) -> Response:
    key = path_uuid(call.path["id"])

    def tick() -> Response:
        action = call.controllers.action_lists.tick(call.actor, key, done=done)
        return call.answer(NextActionItem.model_validate(action))

    return await call.write(tick)
