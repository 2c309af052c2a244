"""What was taken off the lists and can be brought back for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.records import UserName
from desktop_app.domain.vocabulary import FollowUpType

KEPT_DAYS = 90
"""For so many days what was deleted is listed."""

MOST_ROWS = 1_000
"""So many rows are listed, the newest."""


class DeletedKind(StrEnum):
    """What it is that was deleted."""

    PERSON = "person"
    FOLLOW_UP = "follow_up"
    INTERACTION = "interaction"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """Something deleted: whose it is, what it is, since when it is gone and by whom."""

    kind: DeletedKind
    id: int
    name: str
    """Of the person; of the mentor whose absence it is."""
    deleted_at: datetime
    deleted_by: UserName | None = None
    """Nobody where the program did it, or an import that was undone."""
    person_id: int | None = None
    """The person whose contact it is."""
    contact: FollowUpType | None = None
    """What kind of follow-up it is."""
    title: str = ""
    """Of a client interaction."""
    first_on: date | None = None
    """The day of the contact; the first one of an absence."""
    last_on: date | None = None
    """The last day of an absence."""
