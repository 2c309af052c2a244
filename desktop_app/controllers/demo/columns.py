"""Which columns the rows of an invented office have, in which order."""

from __future__ import annotations

from typing import Any, NamedTuple

from desktop_app.domain.person_fields import PERSON_FIELDS

USER = (
    "id", "uuid", "email", "first_name", "last_name", "role", "is_active", "password_hash", "created_at", "updated_at", "version",
)  # fmt: skip
WHO = tuple(spec for spec in PERSON_FIELDS if not spec.is_today_unless_said)
PERSON = (
    "id", "uuid", *(spec.name for spec in WHO), "first_visit_on", "status", "mentor_id", "created_by_id", "created_at", "updated_at", "version", "name_key",
    "search_text", "follow_ups_count",
)  # fmt: skip
INTERACTION = (
    "id", "person_id", "title", "program", "interaction_type", "notes", "start_at", "end_at", "location", "created_by_id",
    "created_at", "updated_at", "version", "uuid",
)  # fmt: skip
LOG = ("at", "actor_id", "event", "person_id", "subject_id", "before", "after", "reason")
NOTIFICATION = ("uuid", "user_id", "kind", "person_id", "by_id", "subject_id", "created_at", "read_at")

Row = tuple[Any, ...]
"""A row of one of these tables, its values in the order of the columns."""


class FollowUpRow(NamedTuple):
    """A row of the follow-ups, its columns in this order."""

    id: int
    uuid: bytes
    person_id: int
    mentor_id: int
    interaction_type: str
    interaction_date: str
    notes: str
    outcome: str
    next_action_needed: bool
    next_action_date: str | None
    next_action_notes: str
    created_at: int
    updated_at: int
    version: int = 1


FOLLOW_UP = FollowUpRow._fields
LOGGED_OF_FOLLOW_UP = tuple(
    name
    for name in FOLLOW_UP
    if name not in {"id", "uuid", "person_id", "mentor_id", "created_at", "updated_at", "version"}
)
"""What the log keeps of a new follow-up."""
