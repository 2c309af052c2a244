"""What ``/api/v1/persons`` takes and answers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field, create_model

from desktop_app.domain.inputs import AssignInput, PersonInput, StatusInput
from desktop_app.domain.person_fields import LISTED, PERSON_FIELDS, SPEC_OF
from desktop_app.domain.records import PossibleDuplicate
from desktop_app.domain.vocabulary import PersonStatus
from desktop_app.server.follow_ups_api.follow_ups_schemas import FollowUpItem
from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import (
    EXAMPLE_PAGINATION,
    ID,
    OTHER_ID,
    Answer,
    Moment,
    NamedPerson,
    Pagination,
    example_person,
    field_of,
    person_remarks,
)
from desktop_app.server.framework.operations import (
    PAGE_AND_LIMIT,
    UUID_SCHEMA,
    Body,
    Operation,
    choice_of,
    parameter,
)

# -- answers; they read ``records.PersonRow`` and ``records.Person``


class _PersonHead(Answer):
    id: UUID = Field(validation_alias="uuid")
    client_id: int = Field(validation_alias="id")


_LISTED: Any = create_model(
    "_Listed", __base__=_PersonHead, **{spec.name: field_of(spec, spec.camel_name) for spec in LISTED}
)


class PersonItem(_LISTED):
    """A person in a list; what was left blank is null."""

    status: PersonStatus
    assigned_mentor: NamedPerson | None = Field(validation_alias="mentor")
    last_interaction_date: date | None = Field(validation_alias="last_contact_on")


_NOT_LISTED = tuple(spec for spec in PERSON_FIELDS if not spec.is_listed)
_WHOLE: Any = create_model(
    "_Whole", __base__=PersonItem, **{spec.name: field_of(spec, spec.camel_name) for spec in _NOT_LISTED}
)


class PersonWhole(_WHOLE):
    """A person whole."""

    paused_until: date | None
    created_at: Moment
    updated_at: Moment


class PersonDuplicate(NamedPerson):
    """Somebody who was in the list already and may be the same person."""

    client_id: int
    agreeing_fields: list[str] = Field(description="What shows it, beside the name", examples=[["phone"]])
    is_sure: bool = Field(description="The name agrees and one of these fields, and nothing contradicts")

    @classmethod
    def of(cls, duplicate: PossibleDuplicate) -> PersonDuplicate:
        """Return what the answer says of *duplicate*."""
        person = duplicate.person
        return cls(
            uuid=person.uuid,
            client_id=person.id,
            first_name=person.first_name,
            last_name=person.last_name,
            agreeing_fields=[SPEC_OF[name].camel_name for name in duplicate.agreeing],
            is_sure=duplicate.is_sure,
        )


class PersonAdded(PersonWhole):
    """A person who was added, with whom they may be."""

    possible_duplicates: list[PersonDuplicate] = Field(
        default_factory=list, description="The likeliest first, at most 4; of those whom the user may see"
    )


class PersonWithFollowUps(PersonWhole):
    """A person with their follow-ups, newest first."""

    follow_ups: list[FollowUpItem] = Field(default_factory=list)


class PersonList(Answer):
    """A page of persons."""

    persons: list[PersonItem]
    pagination: Pagination


# -- bodies

_REMARKS = person_remarks({spec.camel_name: spec for spec in PERSON_FIELDS})
NEW_PERSON = Body(
    "PersonBody",
    PersonInput,
    "A person to add: one of firstName and lastName at least.",
    {"firstName": "Marie", "lastName": "Kouassi", "phone": "+225 01 02 03 04 05", "gender": "F"},
    remarks=_REMARKS,
)
PERSON_CHANGE = Body(
    "PersonChange",
    PersonInput,
    "What changes of a person; what is not sent stays, null clears.",
    {"phone": "+225 01 02 03 04 05", "commune": "Cocody"},
    is_change=True,
    remarks=_REMARKS,
)
NEW_STATUS = Body(
    "StatusBody",
    StatusInput,
    "A new status and why.",
    {"status": "integrated", "notes": "Vient chaque dimanche"},
)
NEW_MENTOR = Body(
    "AssignBody",
    AssignInput,
    "A new mentor (null: nobody) and why.",
    {"mentorId": OTHER_ID, "notes": "Habite le même quartier"},
)

# -- examples

_KNOWN = {
    "first_name": "Marie",
    "last_name": "Kouassi",
    "gender": "F",
    "date_of_birth": "--05-17",
    "phone": "+225 01 02 03 04 05",
    "commune": "Cocody",
    "first_visit_on": "2024-01-21",
    "marital_status": "single",
}
_ROW = {
    "id": ID,
    "clientId": 12,
    **{spec.camel_name: _KNOWN.get(spec.name) for spec in LISTED},
    "status": "to_visit",
    "assignedMentor": example_person("Jean", "Dupont", OTHER_ID),
    "lastInteractionDate": None,
}
_PERSON = {
    **_ROW,
    **{spec.camel_name: _KNOWN.get(spec.name) for spec in _NOT_LISTED},
    "pausedUntil": None,
    "createdAt": "2024-01-21T11:05:00.000Z",
    "updatedAt": "2024-01-21T11:05:00.000Z",
}

# -- endpoints

LIST = Operation(
    "List persons",
    "By name. A mentor sees those assigned to them. search finds by name, phone or e-mail, without regard to accents.",
    parameters=(
        *PAGE_AND_LIMIT,
        parameter("search", {"type": "string"}, "Part of a name, a phone or an e-mail address"),
        parameter("status", choice_of(*PersonStatus), "With one status"),
        parameter("mentor_id", UUID_SCHEMA, "Assigned to one mentor"),
    ),
    message=messages.PERSONS_LISTED,
    answer=PersonList,
    example={"persons": [_ROW], "pagination": EXAMPLE_PAGINATION},
    errors=(400, 403),
)
ADD = Operation(
    "Add a person",
    "The welcome committee, pastors and administrators. The person is to_visit. "
    "Who may be the same person is named; nobody is refused for it.",
    body=NEW_PERSON,
    status=201,
    message=messages.PERSON_ADDED,
    answer=PersonAdded,
    example={**_PERSON, "possibleDuplicates": []},
    errors=(403,),
)
READ = Operation(
    "One person with their follow-ups",
    message=messages.PERSON_READ,
    answer=PersonWithFollowUps,
    example={**_PERSON, "followUps": []},
    errors=(400, 403, 404),
)
CHANGE = Operation(
    "Change a person",
    "Fields that are not sent stay; null clears an optional one.",
    body=PERSON_CHANGE,
    message=messages.PERSON_CHANGED,
    answer=PersonWithFollowUps,
    example={**_PERSON, "followUps": []},
    errors=(403, 404),
)
STATUS = Operation(
    "Give a person a status",
    "The assigned mentor too.",
    body=NEW_STATUS,
    message=messages.STATUS_CHANGED,
    answer=PersonWhole,
    example={**_PERSON, "status": "integrated"},
    errors=(403, 404),
)
ASSIGN = Operation(
    "Assign a mentor",
    "An active mentor or pastor, or null for nobody; the mentor is notified.",
    body=NEW_MENTOR,
    message=messages.MENTOR_ASSIGNED,
    answer=PersonWhole,
    example=_PERSON,
    errors=(403, 404),
)
