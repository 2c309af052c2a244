"""The follow-ups API: ``/api/v1/users/mentors``."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from desktop_app.domain.vocabulary import Role
from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import OTHER_ID, Answer, example_person
from desktop_app.server.framework.operations import Operation
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Users")


class MentorItem(Answer):
    """A mentor (``records.Mentor``); ``available``: has fewer active persons than the limit."""

    id: UUID = Field(validation_alias="uuid")
    first_name: str
    last_name: str
    active_persons: int
    limit: int
    available: bool


class MentorList(Answer):
    """All active mentors."""

    mentors: list[MentorItem]


_JEAN = {**example_person("Jean", "Dupont", OTHER_ID), "activePersons": 6, "limit": 10, "available": True}
_LIST = Operation(
    "The active mentors",
    "By name, each with how many active persons they have.",
    message=messages.MENTORS_LISTED,
    answer=MentorList,
    example={"mentors": [_JEAN]},
    errors=(403,),
)


@endpoints.get("/api/v1/users/mentors", _LIST)
async def list_mentors(call: Call) -> Response:
    """List the mentors: pastors can be given persons too, but it is the mentors that are asked for."""
    users = await call.slowly(lambda: call.controllers.mentors.list(call.actor))
    return call.answer(MentorList(mentors=[user for user in users if user.role is Role.MENTOR]))
