"""A row of a list of contacts as it was understood: whom it names, what happened, and why it is refused, if so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from desktop_app.domain.vocabulary import FollowUpType, InteractionType, Outcome, Program, ReferenceService
from desktop_app.exchange.imports.contacts.contact_field import ContactKind
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.i18n.texts import LANGUAGES, Text, mark, speaking, tr

NO_NOTES = mark("No notes in the list.")
"""What a follow-up says of which the list has no notes: each has some."""


@dataclass(frozen=True, slots=True)
class ContactHabits:
    """What only the list as a whole and the office tell: what its rows become, and which of its columns write the month first."""

    kind: ContactKind
    today: date
    headings: tuple[str, ...] = ()
    month_first: frozenset[int] = frozenset()
    two_last_names: bool = False
    from_wall: Callable[[datetime], datetime] | None = None
    """The moment at which the office's clocks show a time."""


class Who(NamedTuple):
    """Whom a row names, as written; nothing where it does not say."""

    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    email: str = ""
    number: str = ""

    @property
    def name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_nobody(self) -> bool:
        """Whether nothing tells who it was."""
        return not any(self)


class UnreadContactCell(NamedTuple):
    """A cell that was not understood; it is kept in the notes of its contact."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadContact:
    """A row as it was understood; with a ``problem`` it is refused."""

    row: SourceRow
    who: Who = Who()  # noqa: RUF009 - a tuple
    contact_on: date = date.min
    start_at: datetime | None = None
    """When a client interaction began: at noon where the list knows the day only."""
    end_at: datetime | None = None
    kind: FollowUpType | InteractionType = FollowUpType.OTHER
    outcome: Outcome = Outcome.NEUTRAL
    notes: str = ""
    author: str = ""
    next_action_on: date | None = None
    next_action_notes: str = ""
    title: str = ""
    program: Program | None = None
    location: str = ""
    services: tuple[ReferenceService, ...] = ()
    unread: tuple[UnreadContactCell, ...] = ()
    problem: Text | None = None
    has_past_action: bool = False
    """Whether a next action of the past stands in the notes."""

    @property
    def reason(self) -> str:
        """Why it is refused, as a sentence; empty when all is well."""
        return str(self.problem) if self.problem is not None else ""

    @property
    def fingerprint(self) -> tuple[object, ...]:
        """What two rows about one person have in common that are one contact."""
        if isinstance(self.kind, FollowUpType):
            return (self.contact_on, str(self.kind), str(self.outcome), comparable_notes(self.notes))
        return (self.contact_on, str(self.kind), self.title, comparable_notes(self.notes))


def comparable_notes(notes: str) -> str:
    """Return *notes* as two of them are compared: nothing for those that only say that there were none, in whichever language."""
    return "" if notes in _no_notes() else notes


@lru_cache(maxsize=1)
def _no_notes() -> frozenset[str]:
    texts = set()
    for language in LANGUAGES:
        with speaking(language):
            texts.add(tr(NO_NOTES))
    return frozenset(texts)
