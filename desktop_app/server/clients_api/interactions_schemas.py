"""What ``/api/clients/:id/interactions`` takes and answers; the examples are the document's."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from desktop_app.domain.inputs import InteractionInput
from desktop_app.domain.validation import Input
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService
from desktop_app.server.clients_api.stamps import JOEL, Stamp
from desktop_app.server.framework.answers import Answer, Duration, Moment, OptionalText
from desktop_app.server.framework.operations import Body, Operation, parameter

# -- answers


class ClientInteraction(Answer):
    """A client interaction: every field of the document's three shapes."""

    id: int
    title: str
    program: Program | None
    interaction_type: InteractionType
    description: OptionalText = Field(description="As notes")
    notes: OptionalText
    date: Moment = Field(description="As startTime")
    start_time: Moment
    end_time: Moment | None
    duraction: Duration | None = Field(description="From start to end as H:MM:SS; the document's spelling")
    duration: Duration | None = Field(description="As duraction")
    location: str | None
    reference_services: list[ReferenceService]
    can_modify: bool = Field(description="Whether whoever asks may change it: author, pastor, administrator")
    is_deleted: bool
    created_by: Stamp
    last_updated_by: Stamp | None


class ClientInteractionList(Answer):
    """All of a client's interactions."""

    interactions: list[ClientInteraction]


# -- bodies


class DeletionInput(Input):
    """What ``DELETE`` asks for."""

    is_deleted: bool = Field(json_schema_extra={"const": True})


_REMARKS: dict[str, dict[str, Any]] = {
    "startTime": {"description": "ISO 8601; UTC where it names no zone"},
    "endTime": {"description": "Not before startTime, at most 24 hours after it"},
    "description": {"description": "Another name of notes: send one of them, or both alike"},
    "referenceServices": {"description": "Without regard to case; repeats count once"},
}
_BODY = {
    "title": "Financial Counseling - Financial Coach Referal",
    "interactionType": "in person",
    "notes": "Appointment setup with financial coach. Client would like to save up enough for a down payment on a car "
    "better suited for their work.",
    "startTime": "2019-05-06T05:00:00.000Z",
    "endTime": "2019-05-06T06:00:00.000Z",
    "location": "CU Office",
    "referenceServices": ["DACA", "youth group"],
}
NEW_INTERACTION = Body(
    "InteractionBody",
    InteractionInput,
    "A client interaction to record. canModify, isDeleted and createdBy are the server's, and ignored.",
    _BODY,
    remarks=_REMARKS,
)
INTERACTION_CHANGE = Body(
    "InteractionChange",
    InteractionInput,
    "What changes; what is not sent stays, null clears. At least one of the fields must be sent.",
    {"title": "SNAP - Nutrition Program", "interactionType": "by phone", "location": None},
    is_change=True,
    fixed={"can_modify": "canModify", "is_deleted": "isDeleted"},
    remarks=_REMARKS,
)
DELETION = Body("InteractionDeletion", DeletionInput, "Exactly this.", {"isDeleted": True}, is_exact=True)

# -- examples

_RECORD = {
    "id": 1,
    "title": "Nutrition Program - SNAP",
    "program": "Nutrition - SNAP",
    "interactionType": "walk-in",
    "description": "Application successfully filled out. Decision pending.",
    "notes": "Application successfully filled out. Decision pending.",
    "date": "2019-05-06T05:00:00.000Z",
    "startTime": "2019-05-06T05:00:00.000Z",
    "endTime": "2019-05-06T06:00:00.000Z",
    "duraction": "1:00:00",
    "duration": "1:00:00",
    "location": "CU Office",
    "referenceServices": ["supermarket visit"],
    "canModify": True,
    "isDeleted": False,
    "createdBy": JOEL,
    "lastUpdatedBy": None,
}

# -- endpoints

READ = Operation(
    "Get a single client interaction",
    "A deleted one too, with isDeleted true.",
    answer=ClientInteraction,
    example=_RECORD,
    errors=(403,),
)
LIST = Operation(
    "Get all of a single client's interactions",
    "The newest startTime first.",
    parameters=(
        parameter("includeDeleted", {"type": "boolean", "default": False}, "Whether deleted ones come too"),
    ),
    answer=ClientInteractionList,
    example={"interactions": [_RECORD]},
    errors=(403,),
)
CREATE = Operation(
    "Create a client interaction",
    "Written to the client's log as clientInteractionCreated.",
    body=NEW_INTERACTION,
    status=201,
    answer=ClientInteraction,
    example={**_RECORD, **_BODY, "program": None, "description": _BODY["notes"]},
    errors=(403,),
)
CHANGE = Operation(
    "Modify a client interaction",
    "Its author, pastors and administrators. canModify and isDeleted cannot be modified. "
    "Written to the client's log as clientInteractionUpdated.",
    body=INTERACTION_CHANGE,
    answer=ClientInteraction,
    example={
        **_RECORD,
        "title": "SNAP - Nutrition Program",
        "interactionType": "by phone",
        "location": None,
        "lastUpdatedBy": JOEL,
    },
    errors=(403,),
)
DELETE = Operation(
    "Delete a client interaction",
    "Its author, pastors and administrators. It stays readable by its id. 400 when it is deleted already. "
    "Written to the client's log as clientInteractionDeleted.",
    body=DELETION,
    status=204,
    errors=(403,),
)
