"""What OpenAPI tells of ``/api/v1/persons``."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from desktop_app.domain import limits
from desktop_app.domain.vocabulary import Gender, MaritalStatus, PersonStatus
from desktop_app.server.follow_ups_api.follow_ups_schemas import FollowUpRecord
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.openapi import parameter
from desktop_app.server.framework.routes import Told
from desktop_app.server.framework.schemas import (
    ID,
    NOT_BLANK,
    OTHER_ID,
    PAGE,
    UUID_SCHEMA,
    Birthday,
    Blank,
    Day,
    Email,
    Moment,
    Named,
    Pagination,
    Record,
    Uuid,
    choice_of,
    envelope,
    succeeded,
)


def _text(most: int) -> Any:
    return Field(None, max_length=most)


class PersonBody(Record):
    """A person to add."""

    first_name: str = Field(min_length=1, max_length=100, pattern=NOT_BLANK)
    last_name: str = Field(min_length=1, max_length=100, pattern=NOT_BLANK)
    gender: Gender | Blank | None = None
    date_of_birth: Birthday | Blank | None = None
    phone: str | None = _text(100)
    email: Email | Blank | None = None
    address: str | None = _text(500)
    commune: str | None = _text(100)
    quartier: str | None = _text(100)
    profession: str | None = _text(100)
    marital_status: MaritalStatus | Blank | None = None
    how_heard_about_church: str | None = _text(500)
    prayer_requests: str | None = _text(limits.NOTES)
    notes: str | None = Field(None, max_length=limits.NOTES, description="What has no field of its own")
    first_visit_date: Day | Blank | None = Field(None, description="Today unless said; not in the future")


class PersonChange(PersonBody):
    """What changes of a person; what is not sent stays."""

    first_name: str = Field("Marie", min_length=1, max_length=100, pattern=NOT_BLANK)
    last_name: str = Field("Kouassi", min_length=1, max_length=100, pattern=NOT_BLANK)


class StatusBody(Record):
    """A new status and why."""

    status: PersonStatus
    notes: str | None = _text(limits.REASON)


class AssignBody(Record):
    """A new mentor (null: nobody) and why."""

    mentor_id: Uuid | Blank | None
    notes: str | None = _text(limits.REASON)


class PersonItem(Named):
    """A person in a list."""

    client_id: int
    phone: str | None
    email: str | None
    commune: str | None
    quartier: str | None
    status: PersonStatus
    assigned_mentor: Named | None
    first_visit_date: Day
    last_interaction_date: Day | None


class PersonRecord(PersonItem):
    """A person whole."""

    gender: Gender | None
    date_of_birth: str | None
    address: str | None
    profession: str | None
    marital_status: MaritalStatus | None
    how_heard_about_church: str | None
    prayer_requests: str | None
    notes: str | None
    paused_until: Day | None
    created_at: Moment
    updated_at: Moment


class PersonWithFollowUps(PersonRecord):
    """A person with their follow-ups, newest first."""

    follow_ups: list[FollowUpRecord]


class PersonList(Record):
    """A page of persons."""

    persons: list[PersonItem]
    pagination: Pagination


_ROW = {
    "id": ID,
    "clientId": 12,
    "firstName": "Marie",
    "lastName": "Kouassi",
    "phone": "+225 01 02 03 04 05",
    "email": None,
    "commune": "Cocody",
    "quartier": None,
    "status": "to_visit",
    "assignedMentor": {"id": OTHER_ID, "firstName": "Jean", "lastName": "Dupont"},
    "firstVisitDate": "2024-01-21",
    "lastInteractionDate": None,
}
_PERSON = {
    **_ROW,
    "gender": "F",
    "dateOfBirth": "--05-17",
    "address": None,
    "profession": None,
    "maritalStatus": "single",
    "howHeardAboutChurch": None,
    "prayerRequests": None,
    "notes": None,
    "pausedUntil": None,
    "createdAt": "2024-01-21T11:05:00.000Z",
    "updatedAt": "2024-01-21T11:05:00.000Z",
}
_ONE = envelope("PersonAnswer", PersonRecord)
_WHOLE = envelope("PersonWithFollowUpsAnswer", PersonWithFollowUps)

LIST = Told(
    "List persons",
    "By name. A mentor sees those assigned to them. search finds by name, phone or e-mail, without regard to accents.",
    parameters=(
        *PAGE,
        parameter("search", {"type": "string"}, "Part of a name, a phone or an e-mail address"),
        parameter("status", choice_of(*PersonStatus), "With one status"),
        parameter("mentor_id", UUID_SCHEMA, "Assigned to one mentor"),
    ),
    answer=envelope("PersonListAnswer", PersonList),
    example=succeeded(
        say.PERSONS_LISTED,
        {
            "persons": [_ROW],
            "pagination": {"currentPage": 1, "totalPages": 1, "totalItems": 1, "perPage": 20},
        },
    ),
    errors=(400, 403),
)
ADD = Told(
    "Add a person",
    "The welcome committee, pastors and administrators. The person is to_visit.",
    body=PersonBody,
    body_example={"firstName": "Marie", "lastName": "Kouassi", "phone": "+225 01 02 03 04 05", "gender": "F"},
    status=201,
    answer=_ONE,
    example=succeeded(say.PERSON_ADDED, _PERSON),
    errors=(403,),
)
READ = Told(
    "One person with their follow-ups",
    answer=_WHOLE,
    example=succeeded(say.PERSON_READ, {**_PERSON, "followUps": []}),
    errors=(400, 403, 404),
)
CHANGE = Told(
    "Change a person",
    "Fields that are not sent stay; null clears an optional one.",
    body=PersonChange,
    body_example={"phone": "+225 01 02 03 04 05", "commune": "Cocody"},
    answer=_WHOLE,
    example=succeeded(say.PERSON_CHANGED, {**_PERSON, "followUps": []}),
    errors=(403, 404),
)
STATUS = Told(
    "Give a person a status",
    "The assigned mentor too.",
    body=StatusBody,
    body_example={"status": "integrated", "notes": "Vient chaque dimanche"},
    answer=_ONE,
    example=succeeded(say.STATUS_CHANGED, {**_PERSON, "status": "integrated"}),
    errors=(403, 404),
)
ASSIGN = Told(
    "Assign a mentor",
    "An active mentor or pastor, or null for nobody; the mentor is notified.",
    body=AssignBody,
    body_example={"mentorId": OTHER_ID, "notes": "Habite le même quartier"},
    answer=_ONE,
    example=succeeded(say.MENTOR_ASSIGNED, _PERSON),
    errors=(403, 404),
)
