"""What the program notes of what is done in it: lines of the activity log, attempts to sign in, drafts. ``records`` gives them out too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain.context import UserName
from desktop_app.domain.vocabulary import LogEvent


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the activity log: who changed what, when, from what to what, and why."""

    id: int
    at: datetime
    actor: UserName | None  # None: the program itself
    event: LogEvent
    person_id: int | None
    subject_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """One line of the login log."""

    at: datetime
    email: str
    succeeded: bool
    reason: str  # "", "unknown", "password", "inactive", "locked"
    origin: str  # "window", "http", "command"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed and did not save yet."""

    form: str  # "follow_up", "interaction", "person"
    key: str  # what the form was about, such as "person:12" or "follow_up:7"
    content: Mapping[str, Any]
    updated_at: datetime
