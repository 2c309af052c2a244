"""Family A: ``/api/v1/users/mentors`` (docs/contract/decisions.md, *The follow-ups API*)."""

from __future__ import annotations

from starlette.responses import Response

from desktop_app.domain.vocabulary import Role
from desktop_app.server.follow_ups_api.follow_ups import name_json
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.routes import Call, Endpoints, Told
from desktop_app.server.framework.schemas import OTHER_ID, Named, Record, envelope, succeeded

endpoints = Endpoints(tag="Users")


class MentorItem(Named):
    """A mentor; ``available``: has fewer active persons than the limit."""

    active_persons: int
    limit: int
    available: bool


class MentorList(Record):
    """All active mentors."""

    mentors: list[MentorItem]


@endpoints.get(
    "/api/v1/users/mentors",
    Told(
        "The active mentors",
        "By name, each with how many active persons they have.",
        answer=envelope("MentorListAnswer", MentorList),
        example=succeeded(
            say.MENTORS_LISTED,
            {
                "mentors": [
                    {
                        "id": OTHER_ID,
                        "firstName": "Jean",
                        "lastName": "Dupont",
                        "activePersons": 6,
                        "limit": 10,
                        "available": True,
                    }
                ]
            },
        ),
        errors=(403,),
    ),
    collection=True,
)
async def list_mentors(call: Call) -> Response:
    """Pastors can be given persons too, but it is the mentors that are asked for."""
    found = await call.slowly(lambda: call.controllers.mentors.list(call.actor))
    mentors = [
        {
            **name_json(one),
            "activePersons": one.active_persons,
            "limit": one.limit,
            "available": one.available,
        }
        for one in found
        if one.role is Role.MENTOR
    ]
    return call.success(say.MENTORS_LISTED, {"mentors": mentors})
