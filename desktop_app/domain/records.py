"""What controllers give out: plain immutable records, never live models. Times are aware UTC, dates are plain dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from desktop_app.domain.context import Actor, Changed, Name, Organisation, UserName
from desktop_app.domain.log_records import Draft, LogEntry, SignInAttempt
from desktop_app.domain.person_fields import LISTED, PERSON_FIELDS, holds
from desktop_app.domain.vocabulary import (
    ActionState,
    FollowUpType,
    Gender,
    InteractionType,
    MaritalStatus,
    NotCalled,
    NotificationKind,
    Outcome,
    PauseReason,
    PersonStatus,
    Program,
    ReferenceService,
    Role,
)

__all__ = [
    "Absence",
    "Actor",
    "Changed",
    "DashboardCounts",
    "Draft",
    "FollowUp",
    "ImportRecord",
    "Interaction",
    "ListedAction",
    "LogEntry",
    "Mentor",
    "NextAction",
    "Notification",
    "Organisation",
    "OverdueRow",
    "Page",
    "PausedRow",
    "Person",
    "PersonName",
    "PersonRow",
    "PossibleDuplicate",
    "SignInAttempt",
    "TimelineEntry",
    "UnreadableRow",
    "User",
    "UserName",
]

T = TypeVar("T")
_NO_ADDRESS = ".invalid"  # reserved: no mail is ever delivered there


@dataclass(frozen=True, slots=True)
class User(Actor):
    """A user as the users page shows them."""

    is_active: bool
    can_sign_in: bool  # has a password
    active_persons: int
    created_at: datetime
    last_sign_in_at: datetime | None
    locked_until: datetime | None
    version: int

    @property
    def known_email(self) -> str:
        """The address; nothing where it is the placeholder that an import gives to mentors of whom none is known."""
        return "" if self.email.endswith(_NO_ADDRESS) else self.email


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that is left out of every list because it holds what cannot be read; ``about`` names whose it is, as far as that is known."""

    table: str
    row: int
    columns: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Mentor(UserName):
    """A user who can be given persons; ``limit`` is the most they should have by automatic assignment."""

    role: Role
    active_persons: int
    limit: int

    @property
    def available(self) -> bool:
        """Whether automatic assignment may still choose them."""
        return self.active_persons < self.limit


@dataclass(frozen=True, slots=True)
class PersonName(Name):
    """Just enough of a person to name them."""


@dataclass(frozen=True, slots=True)
@holds(LISTED)
class PersonRow(PersonName):
    """A person in a list."""

    phone: str
    email: str
    status: PersonStatus
    mentor: UserName | None
    commune: str
    quartier: str
    first_visit_on: date
    not_called: NotCalled | None
    last_contact_on: date | None
    paused_until: date | None  # the day on which they may be overdue again; it may lie in the past

    def is_paused(self, today: date) -> bool:
        """Return whether nobody is to wait for a contact with them today."""
        return self.paused_until is not None and self.paused_until > today


@dataclass(frozen=True, slots=True)
@holds(PERSON_FIELDS)
class Person(PersonRow):
    """A person whole. ``earlier_contact_on`` is the last contact known from the list the office had before Suivi."""

    gender: Gender | None
    date_of_birth: str  # "YYYY-MM-DD", "--MM-DD" or ""
    address: str
    profession: str
    marital_status: MaritalStatus | None
    how_heard: str
    earlier_contact_on: date | None
    pause_reason: PauseReason | None
    pause_note: str
    last_reached_on: date | None  # the last contact but those that reached nobody
    missed_attempts: int  # follow-ups since then, which all reached nobody
    last_interaction_on: date | None  # of the client interactions, where they count as contacts
    follow_ups_count: int
    created_at: datetime
    updated_at: datetime
    created_by: UserName | None
    is_deleted: bool
    version: int


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Somebody in the list who may be the person that is being added."""

    person: PersonRow
    agreeing: tuple[
        str, ...
    ]  # the names of the fields that show it: phone, email, date_of_birth; none: the name alone
    is_sure: bool  # the name and one of them agree, and nothing contradicts


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up with its person and its author (``mentor`` in docs/contract/follow-ups-api.md)."""

    id: int
    uuid: UUID
    person: PersonName
    mentor: UserName
    interaction_type: FollowUpType
    interaction_date: date
    notes: str
    outcome: Outcome
    next_action_needed: bool
    next_action_date: date | None
    next_action_notes: str
    next_action_open: bool
    next_action_done_at: datetime | None  # ticked off; None when closed by a later follow-up
    created_at: datetime
    updated_at: datetime
    is_deleted: bool
    can_modify: bool
    version: int
    status_changed: bool = False  # recording it moved the person from to_visit to in_follow_up


@dataclass(frozen=True, slots=True)
class Interaction:
    """One client interaction. ``can_modify`` is for the asking user."""

    id: int
    person: PersonName
    title: str
    program: Program | None
    interaction_type: InteractionType
    notes: str
    start_at: datetime
    end_at: datetime | None
    location: str | None
    reference_services: tuple[ReferenceService, ...]
    is_deleted: bool
    created_by: UserName
    created_at: datetime
    updated_by: UserName | None
    updated_at: datetime
    can_modify: bool
    version: int
    next_action_needed: bool = False
    next_action_date: date | None = None
    next_action_notes: str = ""
    next_action_open: bool = False
    next_action_done_at: datetime | None = None  # ticked off; None when closed by a later follow-up

    @property
    def duration(self) -> timedelta | None:
        """From start to end; None where there is no end."""
        return self.end_at - self.start_at if self.end_at else None


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """A person who has been waiting for at least the threshold."""

    person: PersonName
    phone: str
    status: PersonStatus
    mentor: UserName | None
    days: int  # since the last contact, or since the first visit when never contacted
    last_contact_on: date | None
    last_type: FollowUpType | None
    last_outcome: Outcome | None  # None: never contacted, or a contact from before Suivi
    first_visit_on: date
    threshold: int
    missed_attempts: int = 0  # the newest follow-ups in a row that reached nobody
    last_reached_on: date | None = None  # the last contact before those; None: never reached
    looked_after_by: UserName | None = None  # the colleague of a mentor who is away
    last_is_interaction: bool = False  # the last contact was a client interaction


@dataclass(frozen=True, slots=True)
class PausedRow:
    """A person who is off the overdue lists until a day, and why."""

    person: PersonName
    phone: str
    status: PersonStatus
    mentor: UserName | None
    days: int  # waited so far, as ``OverdueRow.days``
    until: date  # the day on which they may be overdue again
    reason: PauseReason | None
    note: str
    looked_after_by: UserName | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """When a mentor is away (both days included), and the colleague who looks after their people meanwhile."""

    id: int
    user: UserName
    first_on: date
    last_on: date
    colleague: UserName
    note: str
    created_at: datetime
    substitute: UserName | None = (
        None  # who looks after them today; not the colleague who is away too or switched off
    )
    ended_at: datetime | None = None  # taken back: it counts no more

    def covers(self, day: date) -> bool:
        """Return whether the mentor is away on *day*."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class NextAction:
    """An open next action: of a follow-up, or of a client interaction, whose key and uuid it has."""

    id: int
    uuid: UUID
    is_interaction: bool
    person: PersonName
    phone: str
    status: PersonStatus
    mentor: UserName | None  # whom the person is assigned to
    author: UserName
    due_on: date
    notes: str
    days: int  # from today: negative when past due
    last_date: date | None  # of the person's latest follow-up, as the two below; None: there is none
    last_type: FollowUpType | None
    last_outcome: Outcome | None
    looked_after_by: UserName | None = None  # the colleague of a mentor who is away


@dataclass(frozen=True, slots=True)
class ListedAction:
    """A next action in a list; ``uuid`` is that of what holds it, ``mentor`` whom the person is assigned to."""

    uuid: UUID
    person: PersonName
    phone: str
    mentor: UserName | None
    state: ActionState
    due_on: date
    notes: str
    done_at: datetime | None  # ticked off; None when it is open, or closed by a later follow-up


@dataclass(frozen=True, slots=True)
class DashboardCounts:
    """The four figures at the head of the dashboard; None where the role may not know."""

    waiting: int
    past_due: int | None
    coming_up: int | None
    without_mentor: int | None
    paused: int = 0  # all who would be waiting, for however long, if they were not paused
    done_today: int = 0  # the follow-ups of today that the one who asks has recorded


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """A list that was taken in."""

    id: int
    at: datetime
    actor: UserName | None  # None: the command line
    file: str
    added: int
    updated: int
    refused: int
    undone_at: datetime | None
    is_of_contacts: bool = False  # else a list of people


class Stayed(NamedTuple):
    """Somebody who stays when an import is undone, because somebody has worked on them since."""

    person: PersonName
    has_contacts: bool  # else they were changed


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """What became of an import that was undone."""

    file: str
    removed: int
    restored: int
    stayed: tuple[Stayed, ...]
    is_of_contacts: bool = (
        False  # then contacts were removed, and those who stay have contacts that were changed since
    )


@dataclass(frozen=True, slots=True)
class Notification:
    """Something a user should know."""

    id: int
    uuid: UUID
    kind: NotificationKind
    person: PersonName | None
    by: UserName | None
    created_at: datetime
    read_at: datetime | None
    count: int | None = None  # of ``PEOPLE_ASSIGNED``: how many persons
    day: date | None = None  # of a reminder (vocabulary.REMINDERS): the day it is for
    days: int | None = None  # of a reminder: waiting, or past due, on that day
    since: date | None = None  # of a reminder: the first visit, last contact, or day the next action was due
    absence: Absence | None = None  # of ``COLLEAGUE_AWAY``: whose and when; perhaps ``ended_at`` since


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list; ``total`` counts all that match (None where counting would cost more than the page)."""

    items: tuple[T, ...]
    total: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One card of a person's timeline: exactly one of the three is there."""

    at: datetime  # sorts the timeline: newest first
    follow_up: FollowUp | None = None
    interaction: Interaction | None = None
    change: LogEntry | None = None
