"""What is written in one language for the demo: the notes of invented mentors, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.vocabulary import Outcome, PersonStatus


@dataclass(frozen=True, slots=True)
class DemoTexts:
    """Everything that is written in one language."""

    office: str
    notes: dict[Outcome, tuple[str, ...]]
    """After any contact; those of calls and of visits come on top."""
    call_notes: dict[Outcome, tuple[str, ...]]
    visit_notes: dict[Outcome, tuple[str, ...]]
    next_actions: tuple[str, ...]
    prayer_requests: tuple[str, ...]
    person_notes: tuple[str, ...]
    """What is known of somebody and has no field of its own."""
    how_heard: tuple[str, ...]
    professions: tuple[tuple[str, str], ...]
    """As a woman says it, as a man says it."""
    titles: tuple[str, ...]
    """One for each of ``demo_topics.TOPICS``."""
    interaction_notes: tuple[str, ...]
    locations: tuple[str, ...]
    status_reasons: dict[PersonStatus, tuple[str, ...]]
    """Why somebody was given a status; none for those that come by themselves."""
