"""What OpenAPI tells of ``/api/clients/:id/interactions``; the examples are the document's."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from desktop_app.domain import limits
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService
from desktop_app.server.framework.openapi import parameter
from desktop_app.server.framework.routes import Told
from desktop_app.server.framework.schemas import NOT_BLANK, Blank, Moment, Record

_TITLE = Field(min_length=1, max_length=255, pattern=NOT_BLANK)
_START = Field(description="ISO 8601; UTC where it names no zone")
_END = Field(None, description="Not before startTime, at most 24 hours after it")
_NOTES = Field(None, max_length=limits.NOTES)
_DESCRIPTION = Field(
    None, max_length=limits.NOTES, description="Another name of notes: send one of them, or both alike"
)
_LOCATION = Field(None, max_length=255)


class Stamp(Record):
    """Who did it, and when."""

    user_id: int
    first_name: str
    last_name: str
    full_name: str
    timestamp: Moment


class InteractionBody(Record):
    """A client interaction to record. ``canModify``, ``isDeleted`` and ``createdBy`` are the server's, and ignored."""

    title: str = _TITLE
    program: Program | Blank | None = None
    interaction_type: InteractionType
    notes: str | None = _NOTES
    description: str | None = _DESCRIPTION
    start_time: Moment = _START
    end_time: Moment | Blank | None = _END
    location: str | None = _LOCATION
    reference_services: list[ReferenceService] | None = Field(
        None, description="Without regard to case; repeats count once"
    )


class InteractionChange(Record):
    """What changes; what is not sent stays, null clears. At least one of the fields must be sent."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    title: str = Field("", min_length=1, max_length=255, pattern=NOT_BLANK)
    program: Program | Blank | None = None
    interaction_type: InteractionType = InteractionType.IN_PERSON
    notes: str | None = _NOTES
    description: str | None = _DESCRIPTION
    start_time: Moment = ""
    end_time: Moment | Blank | None = _END
    location: str | None = _LOCATION
    reference_services: list[ReferenceService] | None = None


class InteractionDeletion(Record):
    """Exactly this."""

    model_config = ConfigDict(extra="forbid")

    is_deleted: bool = Field(json_schema_extra={"const": True})


class InteractionRecord(Record):
    """A client interaction: every field of the document's three shapes."""

    id: int
    title: str
    program: Program | None
    interaction_type: InteractionType
    description: str | None = Field(description="As notes")
    notes: str | None
    date: Moment = Field(description="As startTime")
    start_time: Moment
    end_time: Moment | None
    duraction: str | None = Field(description="From start to end as H:MM:SS; the document's spelling")
    duration: str | None = Field(description="As duraction")
    location: str | None
    reference_services: list[ReferenceService]
    can_modify: bool = Field(description="Whether whoever asks may change it: author, pastor, administrator")
    is_deleted: bool
    created_by: Stamp
    last_updated_by: Stamp | None


class InteractionList(Record):
    """All of a client's interactions."""

    interactions: list[InteractionRecord]


JOEL = {
    "userId": 1,
    "firstName": "Joel",
    "lastName": "Denning",
    "fullName": "Joel Denning",
    "timestamp": "2019-05-06T06:00:00.000Z",
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

READ = Told(
    "Get a single client interaction",
    "A deleted one too, with isDeleted true.",
    answer=InteractionRecord,
    example=_RECORD,
    errors=(403,),
)
LIST = Told(
    "Get all of a single client's interactions",
    "The newest startTime first.",
    parameters=(
        parameter("includeDeleted", {"type": "boolean", "default": False}, "Whether deleted ones come too"),
    ),
    answer=InteractionList,
    example={"interactions": [_RECORD]},
    errors=(403,),
)
CREATE = Told(
    "Create a client interaction",
    "Written to the client's log as clientInteractionCreated.",
    body=InteractionBody,
    body_example=_BODY,
    status=201,
    answer=InteractionRecord,
    example={**_RECORD, **_BODY, "program": None, "description": _BODY["notes"]},
    errors=(403,),
)
CHANGE = Told(
    "Modify a client interaction",
    "Its author, pastors and administrators. canModify and isDeleted cannot be modified. "
    "Written to the client's log as clientInteractionUpdated.",
    body=InteractionChange,
    body_example={"title": "SNAP - Nutrition Program", "interactionType": "by phone", "location": None},
    answer=InteractionRecord,
    example={
        **_RECORD,
        "title": "SNAP - Nutrition Program",
        "interactionType": "by phone",
        "location": None,
        "lastUpdatedBy": JOEL,
    },
    errors=(403,),
)
DELETE = Told(
    "Delete a client interaction",
    "Its author, pastors and administrators. It stays readable by its id. 400 when it is deleted already. "
    "Written to the client's log as clientInteractionDeleted.",
    body=InteractionDeletion,
    body_example={"isDeleted": True},
    status=204,
    errors=(403,),
)
