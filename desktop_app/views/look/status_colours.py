"""The colours that words wear everywhere alike; the word carries the meaning, the tone helps.

``STATUS[status]``, ``OUTCOME[outcome]``   the tone of a chip
``waiting(days, threshold)``               that of somebody who waits too long: *soon*, *late* from twice the limit on
``planned(days)``                          that of what is planned so many days from today: *soon* from its day on, *late* a week after it
"""

from __future__ import annotations

from desktop_app.domain.vocabulary import Outcome, PersonStatus
from desktop_app.views.look.theme import Tone

_LEAST_GRACE = 7  # days over the limit that are never *late* yet

STATUS: dict[PersonStatus, Tone] = {
    PersonStatus.TO_VISIT: "soon",
    PersonStatus.IN_FOLLOW_UP: "accent",
    PersonStatus.INTEGRATED: "good",
    PersonStatus.TO_REDIRECT: "neutral",
    PersonStatus.LONG_ABSENT: "neutral",
}
OUTCOME: dict[Outcome, Tone] = {
    Outcome.POSITIVE: "good",
    Outcome.NEUTRAL: "neutral",
    Outcome.NEGATIVE: "late",
    Outcome.NO_CONTACT: "soon",
}


def waiting(days: int, threshold: int) -> Tone:
    """How late it is after *days* where the limit is *threshold*."""
    return "late" if days >= max(2 * threshold, threshold + _LEAST_GRACE) else "soon"


def planned(days: int) -> Tone | None:
    """How late something is that is due *days* from today (negative: it was); None while its day is still to come."""
    return waiting(-days, 0) if days <= 0 else None
