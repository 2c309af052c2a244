"""What a form is opened on."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.records import FollowUp, Interaction, PersonName


@dataclass(frozen=True, slots=True)
class NewPersonArguments:
    """A new person, called *name* as somebody typed it."""

    name: str


@dataclass(frozen=True, slots=True)
class FollowUpArguments:
    """A new follow-up about *person* (None: to be chosen), or an existing *follow_up*; who comes after on *save and next*."""

    person: PersonName | None = None
    follow_up: FollowUp | None = None
    next_persons: tuple[PersonName, ...] = ()


@dataclass(frozen=True, slots=True)
class InteractionArguments:
    """A new client interaction with *person* (None: to be chosen), or an existing *interaction*."""

    person: PersonName | None = None
    interaction: Interaction | None = None
