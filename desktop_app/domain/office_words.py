"""The words that an office chooses: a church has pastors and mentors, a community organisation supervisors and case workers.

Only what people read follows them; the documents' own names (``mentor``, ``pastor``…) stay in the data and in the HTTP answers.
"""

from __future__ import annotations

from enum import StrEnum

from desktop_app.domain.context import INTERACTIONS_COUNT
from desktop_app.i18n.texts import mark


class PersonWord(StrEnum):
    """What those are called whom the office looks after."""

    PERSON = "person"
    VISITOR = "visitor"
    CLIENT = "client"


class MentorWord(StrEnum):
    """What those are called who look after them."""

    MENTOR = "mentor"
    CASE_WORKER = "case_worker"


class LeaderWord(StrEnum):
    """What those are called who answer for the whole."""

    PASTOR = "pastor"
    SUPERVISOR = "supervisor"


class OfficeKind(StrEnum):
    """What kind of office it is: it comes with words of its own, which can be chosen otherwise one by one."""

    CHURCH = "church"
    COMMUNITY = "community"


CHOICES: dict[str, tuple[tuple[StrEnum, str], ...]] = {
    "person_word": (
        (PersonWord.PERSON, mark("Person")),
        (PersonWord.VISITOR, mark("Visitor")),
        (PersonWord.CLIENT, mark("Client")),
    ),
    "mentor_word": ((MentorWord.MENTOR, mark("Mentor")), (MentorWord.CASE_WORKER, mark("Case worker"))),
    "leader_word": ((LeaderWord.PASTOR, mark("Pastor")), (LeaderWord.SUPERVISOR, mark("Supervisor"))),
}
"""For each setting the words to choose from, as they are read: shown within ``speaking``, or a chosen word would replace them."""

KINDS: tuple[tuple[OfficeKind, str], ...] = (
    (OfficeKind.CHURCH, mark("Church")),
    (OfficeKind.COMMUNITY, mark("Community organisation")),
)

WORDS_OF: dict[OfficeKind, dict[str, StrEnum]] = {
    OfficeKind.CHURCH: {
        "person_word": PersonWord.PERSON,
        "mentor_word": MentorWord.MENTOR,
        "leader_word": LeaderWord.PASTOR,
    },
    OfficeKind.COMMUNITY: {
        "person_word": PersonWord.CLIENT,
        "mentor_word": MentorWord.CASE_WORKER,
        "leader_word": LeaderWord.SUPERVISOR,
    },
}
"""The words that each kind of office begins with."""


def settings_of(kind: OfficeKind) -> dict[str, object]:
    """Return what a new office of *kind* begins with: its words, and whether its client interactions count as contacts."""
    return {**WORDS_OF[kind], INTERACTIONS_COUNT: kind is OfficeKind.COMMUNITY}
