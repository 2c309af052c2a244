"""What OpenAPI tells of ``/api/v1/follow-ups``; the examples are the document's."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from desktop_app.domain import limits
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.openapi import parameter
from desktop_app.server.framework.routes import Told
from desktop_app.server.framework.schemas import (
    DATE_SCHEMA,
    ID,
    NOT_BLANK,
    OTHER_ID,
    PAGE,
    UUID_SCHEMA,
    Blank,
    Day,
    Moment,
    Named,
    Pagination,
    Record,
    Uuid,
    choice_of,
    envelope,
    succeeded,
)

TYPES = (FollowUpType.VISIT, FollowUpType.CALL, FollowUpType.MEETING, FollowUpType.OTHER)
"""In the order of the document."""

_MENTOR = {"id": OTHER_ID, "firstName": "Jean", "lastName": "Dupont"}
_PERSON = {"id": ID, "firstName": "Marie", "lastName": "Kouassi"}
_FOLLOW_UP = {
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
    "person": _PERSON,
    "mentor": _MENTOR,
}


class FollowUpBody(Record):
    """A follow-up to record."""

    person_id: Uuid
    interaction_type: FollowUpType
    interaction_date: Day = Field(description="Not in the future")
    notes: str = Field(min_length=1, max_length=limits.NOTES, pattern=NOT_BLANK)
    outcome: Outcome
    next_action_needed: bool | None = False
    next_action_date: Day | Blank | None = Field(
        None, description="Needed if nextActionNeeded; not before the contact"
    )
    next_action_notes: str | None = Field(None, max_length=limits.NEXT_ACTION_NOTES)


class FollowUpChange(Record):
    """What changes of a follow-up; what is not sent stays."""

    interaction_type: FollowUpType = FollowUpType.VISIT
    interaction_date: Day = "2024-01-25"
    notes: str = Field("…", min_length=1, max_length=limits.NOTES, pattern=NOT_BLANK)
    outcome: Outcome = Outcome.POSITIVE
    next_action_needed: bool | None = False
    next_action_date: Day | Blank | None = None
    next_action_notes: str | None = Field(None, max_length=limits.NEXT_ACTION_NOTES)


class FollowUpRecorded(Record):
    """A follow-up just recorded (section 1)."""

    id: Uuid
    person_id: Uuid
    mentor_id: Uuid
    interaction_type: FollowUpType
    interaction_date: Day
    outcome: Outcome
    created_at: Moment


class FollowUpRecord(FollowUpRecorded):
    """A follow-up whole."""

    notes: str
    next_action_needed: bool
    next_action_date: Day | None
    next_action_notes: str | None
    updated_at: Moment
    person: Named
    mentor: Named


class FollowUpList(Record):
    """A page of follow-ups."""

    follow_ups: list[FollowUpRecord]
    pagination: Pagination


class ByType(Record):
    """How many of each type."""

    visit: int
    call: int
    meeting: int
    other: int


class ByOutcome(Record):
    """How many of each outcome."""

    positive: int
    neutral: int
    negative: int
    no_contact: int = Field(alias="no_contact")


class Figures(Record):
    """A mentor's figures."""

    total_interactions: int
    interactions_by_type: ByType
    interactions_by_outcome: ByOutcome
    active_persons: int
    pending_actions: int
    overdue_actions: int


class StatisticsData(Record):
    """Whose figures, and of which period."""

    mentor: Named
    period: Literal["week", "month", "year"]
    stats: Figures


class OverduePerson(Named):
    """A person who has been waiting too long."""

    status: PersonStatus


class OverdueItem(Record):
    """Who, whose, and since when."""

    person: OverduePerson
    assigned_mentor: Named | None
    days_since_last_interaction: int
    last_interaction_date: Day | None


class OverdueList(Record):
    """All who are overdue."""

    overdue_follow_ups: list[OverdueItem]
    total: int


class ActionPerson(Record):
    """Whom to call."""

    first_name: str
    last_name: str
    phone: str | None


class LastInteraction(Record):
    """The person's latest follow-up."""

    date: Day
    type: FollowUpType
    outcome: Outcome


class ActionItem(Record):
    """An open next action."""

    id: Uuid
    person_id: Uuid
    next_action_date: Day
    next_action_notes: str | None
    person: ActionPerson
    last_interaction: LastInteraction


class ActionList(Record):
    """Open next actions."""

    actions_count: int
    actions: list[ActionItem]


class Deleted(Record):
    """What was deleted."""

    id: Uuid


def _mentor_parameter(words: str) -> dict[str, Any]:
    return parameter("mentor_id", UUID_SCHEMA, words)


RECORD = Told(
    "Record a follow-up",
    "Mentors for their own persons, pastors and administrators for everybody. The signed-in user becomes its mentor.",
    body=FollowUpBody,
    body_example={
        "personId": ID,
        "interactionType": "visit",
        "interactionDate": "2024-01-25",
        "notes": "Première visite à domicile. Famille très accueillante, intéressée par les activités de l'église.",
        "outcome": "positive",
        "nextActionNeeded": True,
        "nextActionDate": "2024-02-01",
        "nextActionNotes": "Inviter à participer à l'étude biblique du jeudi",
    },
    status=201,
    answer=envelope("FollowUpRecordedAnswer", FollowUpRecorded),
    example=succeeded(
        say.FOLLOW_UP_RECORDED,
        {
            name: _FOLLOW_UP[name]
            for name in ("id", "personId", "mentorId", "interactionType", "interactionDate")
        }
        | {"outcome": "positive", "createdAt": "2024-01-25T18:30:00.000Z"},
    ),
    errors=(403, 404),
)
LIST = Told(
    "List follow-ups",
    "The newest first. A mentor sees those of their own persons only; mentor_id narrows further.",
    parameters=(
        *PAGE,
        parameter("person_id", UUID_SCHEMA, "Of one person"),
        _mentor_parameter("Recorded by one mentor"),
        parameter("interaction_type", choice_of(*TYPES), "Of one type"),
        parameter("outcome", choice_of(*Outcome), "With one outcome"),
        parameter("date_from", DATE_SCHEMA, "From this day on"),
        parameter("date_to", DATE_SCHEMA, "Until this day"),
    ),
    answer=envelope("FollowUpListAnswer", FollowUpList),
    example=succeeded(
        say.FOLLOW_UPS_LISTED,
        {
            "followUps": [_FOLLOW_UP],
            "pagination": {"currentPage": 1, "totalPages": 5, "totalItems": 87, "perPage": 20},
        },
    ),
    errors=(400, 403),
)
STATISTICS = Told(
    "A mentor's figures",
    "Of the last 7, 30 or 365 days, today included. Mentors get their own; pastors and administrators say whose.",
    parameters=(
        parameter("period", {**choice_of("week", "month", "year"), "default": "month"}, "Which period"),
        _mentor_parameter("Whose; ignored for mentors, required for others"),
    ),
    answer=envelope("StatisticsAnswer", StatisticsData),
    example=succeeded(
        say.STATISTICS_READ,
        {
            "mentor": _MENTOR,
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
    ),
    errors=(400, 403, 404),
)
OVERDUE = Told(
    "Who has been waiting too long",
    "Persons to visit or in follow-up without a contact for at least days_threshold days, most overdue first.",
    parameters=(
        parameter(
            "days_threshold",
            {"type": "integer", "minimum": 0, "maximum": 3650, "default": 7},
            "Days without a contact, at least",
            example=10,
        ),
        _mentor_parameter("Of one mentor"),
    ),
    answer=envelope("OverdueAnswer", OverdueList),
    example=succeeded(
        say.OVERDUE_LISTED,
        {
            "overdueFollowUps": [
                {
                    "person": {**_PERSON, "status": "in_follow_up"},
                    "assignedMentor": _MENTOR,
                    "daysSinceLastInteraction": 10,
                    "lastInteractionDate": "2024-01-15",
                }
            ],
            "total": 1,
        },
    ),
    errors=(400, 403),
)
UPCOMING = Told(
    "Next actions to come",
    "Open next actions from today on, soonest first. Mentors get their own; pastors and administrators say whose.",
    parameters=(
        parameter(
            "days", {"type": "integer", "minimum": 0, "maximum": 365, "default": 7}, "How many days ahead"
        ),
        _mentor_parameter("Whose; ignored for mentors, required for others"),
    ),
    answer=envelope("UpcomingActionsAnswer", ActionList),
    example=succeeded(
        say.ACTIONS_LISTED,
        {
            "actionsCount": 1,
            "actions": [
                {
                    "id": _FOLLOW_UP["id"],
                    "personId": ID,
                    "nextActionDate": "2024-01-30",
                    "nextActionNotes": "Inviter à l'étude biblique",
                    "person": {"firstName": "Marie", "lastName": "Kouassi", "phone": "+225 01 02 03 04 05"},
                    "lastInteraction": {"date": "2024-01-25", "type": "visit", "outcome": "positive"},
                }
            ],
        },
    ),
    errors=(400, 403, 404),
)
_ONE = envelope("FollowUpAnswer", FollowUpRecord)
READ = Told(
    "One follow-up",
    answer=_ONE,
    example=succeeded(say.FOLLOW_UP_READ, _FOLLOW_UP),
    errors=(400, 403, 404),
)
CHANGE = Told(
    "Change a follow-up",
    "Its author, pastors and administrators. Fields that are not sent stay; the person stays in any case.",
    body=FollowUpChange,
    body_example={"notes": "Visite à domicile réussie", "outcome": "neutral"},
    answer=_ONE,
    example=succeeded(say.FOLLOW_UP_CHANGED, _FOLLOW_UP),
    errors=(403, 404),
)
DELETE = Told(
    "Delete a follow-up",
    "Its author, pastors and administrators. It can be brought back in the program.",
    answer=envelope("FollowUpDeletedAnswer", Deleted),
    example=succeeded(say.FOLLOW_UP_DELETED, {"id": _FOLLOW_UP["id"]}),
    errors=(400, 403, 404, 507),
)
