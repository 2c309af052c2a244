"""What ``/api/v1/follow-ups`` takes and answers; the examples are the document's."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import AliasPath, Field

from desktop_app.domain.inputs import FollowUpInput
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus
from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import (
    ID,
    OTHER_ID,
    Answer,
    Moment,
    NamedPerson,
    OptionalText,
    Pagination,
    example_person,
)
from desktop_app.server.framework.operations import (
    DATE_SCHEMA,
    PAGE_AND_LIMIT,
    UUID_SCHEMA,
    Body,
    Operation,
    choice_of,
    number_schema,
    parameter,
)

TYPES = (FollowUpType.VISIT, FollowUpType.CALL, FollowUpType.MEETING, FollowUpType.OTHER)
"""In the order of the document."""

# -- answers; they read ``records.FollowUp``, ``records.OverdueRow``, ``records.NextAction`` and ``periods.PeriodFigures``


class RecordedFollowUp(Answer):
    """A follow-up just recorded (section 1)."""

    id: UUID = Field(validation_alias="uuid")
    person_id: UUID = Field(validation_alias=AliasPath("person", "uuid"))
    mentor_id: UUID = Field(validation_alias=AliasPath("mentor", "uuid"))
    interaction_type: FollowUpType
    interaction_date: date
    outcome: Outcome
    created_at: Moment


class FollowUpItem(Answer):
    """A follow-up whole (section 2), with ``updatedAt`` of the document's data model."""

    id: UUID = Field(validation_alias="uuid")
    person_id: UUID = Field(validation_alias=AliasPath("person", "uuid"))
    mentor_id: UUID = Field(validation_alias=AliasPath("mentor", "uuid"))
    interaction_type: FollowUpType
    interaction_date: date
    notes: str
    outcome: Outcome
    next_action_needed: bool
    next_action_date: date | None
    next_action_notes: OptionalText
    created_at: Moment
    updated_at: Moment
    person: NamedPerson
    mentor: NamedPerson


class FollowUpList(Answer):
    """A page of follow-ups."""

    follow_ups: list[FollowUpItem]
    pagination: Pagination


class DeletedFollowUp(Answer):
    """What was deleted."""

    id: UUID = Field(validation_alias="uuid")


class CountsByType(Answer):
    """How many of each type."""

    visit: int
    call: int
    meeting: int
    other: int


class CountsByOutcome(Answer):
    """How many of each outcome."""

    positive: int
    neutral: int
    negative: int
    no_contact: int = Field(serialization_alias="no_contact")


class Figures(Answer):
    """A mentor's figures."""

    total_interactions: int = Field(validation_alias="interactions")
    interactions_by_type: CountsByType = Field(validation_alias="by_type")
    interactions_by_outcome: CountsByOutcome = Field(validation_alias="by_outcome")
    active_persons: int
    pending_actions: int
    overdue_actions: int


class MentorFigures(Answer):
    """Whose figures, and of which period."""

    mentor: NamedPerson
    period: Literal["week", "month", "year"]
    stats: Figures = Field(validation_alias="figures")


class OverduePerson(NamedPerson):
    """A person who has been waiting too long."""

    status: PersonStatus


class OverdueItem(Answer):
    """Who, whose, and since when."""

    person: OverduePerson
    assigned_mentor: NamedPerson | None
    days_since_last_interaction: int
    last_interaction_date: date | None


class OverdueList(Answer):
    """All who are overdue."""

    overdue_follow_ups: list[OverdueItem]
    total: int


class PersonToCall(Answer):
    """Whom to call."""

    first_name: str
    last_name: str
    phone: OptionalText


class LastInteraction(Answer):
    """The person's latest follow-up."""

    day: date = Field(serialization_alias="date")
    type: FollowUpType
    outcome: Outcome


class UpcomingAction(Answer):
    """An open next action; ``lastInteraction`` is null where there was no follow-up yet."""

    id: UUID
    person_id: UUID
    next_action_date: date
    next_action_notes: OptionalText
    person: PersonToCall
    last_interaction: LastInteraction | None


class UpcomingActionList(Answer):
    """Open next actions."""

    actions_count: int
    actions: list[UpcomingAction]


# -- bodies

_REMARKS = {
    "interactionDate": {"description": "Not in the future"},
    "nextActionDate": {"description": "Needed if nextActionNeeded; not before the contact"},
}
NEW_FOLLOW_UP = Body(
    "FollowUpBody",
    FollowUpInput,
    "A follow-up to record.",
    {
        "personId": ID,
        "interactionType": "visit",
        "interactionDate": "2024-01-25",
        "notes": "Première visite à domicile. Famille très accueillante, intéressée par les activités de l'église.",
        "outcome": "positive",
        "nextActionNeeded": True,
        "nextActionDate": "2024-02-01",
        "nextActionNotes": "Inviter à participer à l'étude biblique du jeudi",
    },
    remarks=_REMARKS,
)
FOLLOW_UP_CHANGE = Body(
    "FollowUpChange",
    FollowUpInput,
    "What changes of a follow-up; what is not sent stays, and so does the person.",
    {"notes": "Visite à domicile réussie", "outcome": "neutral"},
    is_change=True,
    fields=(
        "interactionType",
        "interactionDate",
        "notes",
        "outcome",
        "nextActionNeeded",
        "nextActionDate",
        "nextActionNotes",
    ),
    remarks=_REMARKS,
)

# -- examples

EXAMPLE_MENTOR = example_person("Jean", "Dupont", OTHER_ID)
EXAMPLE_PERSON = example_person("Marie", "Kouassi")
EXAMPLE_FOLLOW_UP = {
    "id": "018d4190-86f0-7cc3-98c4-dc0c0c07398f",
    "personId": ID,
    "mentorId": OTHER_ID,
    "interactionType": "visit",
    "interactionDate": "2024-01-25",
    "notes": "Visite à domicile réussie, famille accueillante",
    "outcome": "positive",
    "nextActionNeeded": True,
    "nextActionDate": "2024-02-01",
    "nextActionNotes": "Inviter à l'étude biblique",
    "createdAt": "2024-01-25T18:30:00.000Z",
    "updatedAt": "2024-01-25T18:30:00.000Z",
    "person": EXAMPLE_PERSON,
    "mentor": EXAMPLE_MENTOR,
}


def mentor_parameter(words: str) -> dict[str, Any]:
    """Return the query parameter ``mentor_id``."""
    return parameter("mentor_id", UUID_SCHEMA, words)


# -- endpoints

RECORD = Operation(
    "Record a follow-up",
    "Mentors for their own persons, pastors and administrators for everybody. The signed-in user becomes its mentor.",
    body=NEW_FOLLOW_UP,
    status=201,
    message=messages.FOLLOW_UP_RECORDED,
    answer=RecordedFollowUp,
    example={
        name: EXAMPLE_FOLLOW_UP[name]
        for name in (
            "id",
            "personId",
            "mentorId",
            "interactionType",
            "interactionDate",
            "outcome",
            "createdAt",
        )
    },
    errors=(403, 404),
)
LIST = Operation(
    "List follow-ups",
    "The newest first. A mentor sees those of their own persons only; mentor_id narrows further.",
    parameters=(
        *PAGE_AND_LIMIT,
        parameter("person_id", UUID_SCHEMA, "Of one person"),
        mentor_parameter("Recorded by one mentor"),
        parameter("interaction_type", choice_of(*TYPES), "Of one type"),
        parameter("outcome", choice_of(*Outcome), "With one outcome"),
        parameter("date_from", DATE_SCHEMA, "From this day on"),
        parameter("date_to", DATE_SCHEMA, "Until this day"),
    ),
    message=messages.FOLLOW_UPS_LISTED,
    answer=FollowUpList,
    example={
        "followUps": [EXAMPLE_FOLLOW_UP],
        "pagination": {"currentPage": 1, "totalPages": 5, "totalItems": 87, "perPage": 20},
    },
    errors=(400, 403),
)
STATISTICS = Operation(
    "A mentor's figures",
    "Of the last 7, 30 or 365 days, today included. Mentors get their own; pastors and administrators say whose.",
    parameters=(
        parameter("period", {**choice_of("week", "month", "year"), "default": "month"}, "Which period"),
        mentor_parameter("Whose; ignored for mentors, required for others"),
    ),
    message=messages.STATISTICS_READ,
    answer=MentorFigures,
    example={
        "mentor": EXAMPLE_MENTOR,
        "period": "month",
        "stats": {
            "totalInteractions": 15,
            "interactionsByType": {"visit": 8, "call": 5, "meeting": 2, "other": 0},
            "interactionsByOutcome": {"positive": 12, "neutral": 2, "negative": 1, "no_contact": 0},
            "activePersons": 6,
            "pendingActions": 3,
            "overdueActions": 1,
        },
    },
    errors=(400, 403, 404),
)
OVERDUE = Operation(
    "Who has been waiting too long",
    "Persons to visit or in follow-up without a contact for at least days_threshold days, most overdue first.",
    parameters=(
        parameter(
            "days_threshold", number_schema(0, 3650, 7), "Days without a contact, at least", example=10
        ),
        mentor_parameter("Of one mentor"),
    ),
    message=messages.OVERDUE_LISTED,
    answer=OverdueList,
    example={
        "overdueFollowUps": [
            {
                "person": {**EXAMPLE_PERSON, "status": "in_follow_up"},
                "assignedMentor": EXAMPLE_MENTOR,
                "daysSinceLastInteraction": 10,
                "lastInteractionDate": "2024-01-15",
            }
        ],
        "total": 1,
    },
    errors=(400, 403),
)
UPCOMING = Operation(
    "Next actions to come",
    "Open next actions from today on, soonest first. Mentors get their own; pastors and administrators say whose.",
    parameters=(
        parameter("days", number_schema(0, 365, 7), "How many days ahead"),
        mentor_parameter("Whose; ignored for mentors, required for others"),
    ),
    message=messages.ACTIONS_LISTED,
    answer=UpcomingActionList,
    example={
        "actionsCount": 1,
        "actions": [
            {
                "id": EXAMPLE_FOLLOW_UP["id"],
                "personId": ID,
                "nextActionDate": "2024-01-30",
                "nextActionNotes": "Inviter à l'étude biblique",
                "person": {"firstName": "Marie", "lastName": "Kouassi", "phone": "+225 01 02 03 04 05"},
                "lastInteraction": {"date": "2024-01-25", "type": "visit", "outcome": "positive"},
            }
        ],
    },
    errors=(400, 403, 404),
)
READ = Operation(
    "One follow-up",
    "A mentor: while the person is theirs.",
    message=messages.FOLLOW_UP_READ,
    answer=FollowUpItem,
    example=EXAMPLE_FOLLOW_UP,
    errors=(400, 403, 404),
)
CHANGE = Operation(
    "Change a follow-up",
    "Its author while the person is theirs, pastors and administrators. Fields that are not sent stay.",
    body=FOLLOW_UP_CHANGE,
    message=messages.FOLLOW_UP_CHANGED,
    answer=FollowUpItem,
    example=EXAMPLE_FOLLOW_UP,
    errors=(403, 404),
)
DELETE = Operation(
    "Delete a follow-up",
    "Its author while the person is theirs, pastors and administrators. It can be brought back in the program.",
    message=messages.FOLLOW_UP_DELETED,
    answer=DeletedFollowUp,
    example={"id": EXAMPLE_FOLLOW_UP["id"]},
    errors=(400, 403, 404, 507),
)
