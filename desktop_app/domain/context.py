"""Who acts, for whom, and what changed: the few records that the program needs before anything else is asked of it.

They stand apart from ``records`` because making a record's class costs time, and nobody should wait for thirty of them
before the sign-in window is painted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from desktop_app.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Name:
    """Just enough of somebody to name them."""

    id: int
    uuid: UUID
    first_name: str
    last_name: str

    @property
    def full_name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class UserName(Name):
    """Just enough of a user to name them."""


@dataclass(frozen=True, slots=True)
class Actor(UserName):
    """The user on whose behalf something is done."""

    email: str
    role: Role
    password_stamp: str = field(default="", compare=False, repr=False, kw_only=True)
    """Of the password that they signed in with, so that a new one ends what the old one began; empty: not looked at."""


INTERACTIONS_COUNT = "interactions_count_as_contact"
"""The key under which the setting of ``Organisation`` is stored; derived columns ask the stored one."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation's settings."""

    name: str = ""
    time_zone: str = "UTC"
    language: str = "en"
    overdue_days: int = 7  # 0…3650
    assign_automatically: bool = False
    mentor_limit: int = 10  # 1…1000
    remind_never_contacted_days: int = (
        3  # 0…3650, since the first visit; since the last contact: overdue_days
    )
    remind_next_actions: bool = True
    remind_mentors: bool = True
    remind_leaders: bool = True
    escalate_days: int = 14  # 0…3650: from then on the leaders are reminded too
    quiet_from: str = ""  # "HH:MM" in the organisation's time zone; nothing: no quiet hours
    quiet_to: str = ""
    person_word: str = "person"  # what the office calls those it looks after: a PersonWord; the same below
    mentor_word: str = "mentor"
    leader_word: str = "pastor"
    interactions_count_as_contact: bool = False  # a client interaction is a contact as a follow-up is
    version: int = 0

    @property
    def words(self) -> tuple[str, str, str]:
        """The office's words for person, mentor and pastor, as ``texts.use_words`` takes them."""
        return self.person_word, self.mentor_word, self.leader_word


EVERY_KIND = frozenset({"persons", "follow_ups", "interactions", "users", "settings", "notifications"})
"""The kinds of things that can change."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Announced after a commit: what kind of thing changed, which, and on whose behalf."""

    kinds: frozenset[str]  # of EVERY_KIND
    person_ids: frozenset[int] = frozenset()  # empty: many, or none in particular
    initiator: int | None = None  # the acting user; None: another process, or the program itself
