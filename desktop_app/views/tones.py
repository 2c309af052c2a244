"""The colours that words wear everywhere alike; the word carries the meaning, the tone helps.

``STATUS[status]``, ``OUTCOME[outcome]``   the tone of a chip
"""

from __future__ import annotations

from desktop_app.domain.vocabulary import Outcome, PersonStatus
from desktop_app.views.theme import Tone

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
