"""Inventing people and what happened with them: who they are, when they came, how often and when they were last contacted.

Everything is drawn from one seeded ``Random``, so the same seed invents the same office. Days are ordinals (``date.toordinal``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TypeVar

from desktop_app.demo import names
from desktop_app.demo.texts import DemoTexts
from desktop_app.demo.topics import TOPICS, Topic
from desktop_app.domain.text_folding import plain
from desktop_app.domain.vocabulary import FollowUpType, Gender, MaritalStatus, Outcome, PersonStatus

_HUNDRED = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Course:
    """How it goes with people of one status: days before today, the nearest and the farthest."""

    visited: tuple[int, int]
    contacted: tuple[int, int]
    promised: float
    """How likely the last contact promises a next one."""
    without_mentor: float


_COURSES = {
    PersonStatus.TO_VISIT: _Course((1, 20), (1, 1), 0, 0.35),
    PersonStatus.IN_FOLLOW_UP: _Course((14, 420), (1, 30), 0.65, 0.07),
    PersonStatus.INTEGRATED: _Course((120, 900), (5, 150), 0.06, 0.05),
    PersonStatus.TO_REDIRECT: _Course((40, 300), (15, 120), 0.1, 0.2),
    PersonStatus.LONG_ABSENT: _Course((200, 800), (90, 360), 0.06, 0.15),
}


def _spread(shares: Mapping[T, int]) -> tuple[T, ...]:
    """Return a hundred values in the given shares of a hundred, to draw from quickly."""
    return tuple(value for value, share in shares.items() for _ in range(share))


_STATUSES = _spread(
    {
        PersonStatus.TO_VISIT: 18,
        PersonStatus.IN_FOLLOW_UP: 46,
        PersonStatus.INTEGRATED: 20,
        PersonStatus.TO_REDIRECT: 6,
        PersonStatus.LONG_ABSENT: 10,
    }
)
_TYPES = _spread(
    {FollowUpType.CALL: 55, FollowUpType.VISIT: 25, FollowUpType.MEETING: 15, FollowUpType.OTHER: 5}
)
_OUTCOMES = _spread({Outcome.POSITIVE: 44, Outcome.NEUTRAL: 30, Outcome.NEGATIVE: 8, Outcome.NO_CONTACT: 18})
_MARITAL = _spread(
    {MaritalStatus.SINGLE: 45, MaritalStatus.MARRIED: 40, MaritalStatus.DIVORCED: 7, MaritalStatus.WIDOWED: 8}
)


@dataclass(slots=True)
class DemoPerson:
    """An invented person: the fields of ``PersonInput`` but the first visit, and their course."""

    values: dict[str, str | None]
    status: PersonStatus
    visited_on: int
    last_contact_on: int
    """The day of the last follow-up, where there is any."""
    promised: float
    has_mentor: bool
    contacts: int = 0
    """How many follow-ups."""
    status_reason: str = ""


@dataclass(frozen=True, slots=True)
class DemoContact:
    """What an invented follow-up says. ``due_in_days`` counts from the contact; None: nothing was promised."""

    kind: FollowUpType
    outcome: Outcome
    notes: str
    due_in_days: int | None
    next_action_notes: str


@dataclass(frozen=True, slots=True)
class DemoInteraction:
    """What an invented client interaction says."""

    topic: Topic
    title: str
    notes: str
    location: str | None
    minutes: int | None


@dataclass(slots=True)
class Invention:
    """Invents for *today*, in the words of *texts*."""

    random: Random
    texts: DemoTexts
    today: date
    _now: int = field(init=False)
    _notes: dict[tuple[FollowUpType, Outcome], tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._now = self.today.toordinal()
        own = {FollowUpType.CALL: self.texts.call_notes, FollowUpType.VISIT: self.texts.visit_notes}
        self._notes = {
            (kind, outcome): own.get(kind, {}).get(outcome, ()) + self.texts.notes[outcome]
            for kind in FollowUpType
            for outcome in Outcome
        }

    def people(self, count: int, follow_ups: int) -> list[DemoPerson]:
        """Return *count* people in the order in which they first came, with *follow_ups* shared out among them."""
        statuses = [self.random.choice(_STATUSES) for _ in range(count)]
        followed = [
            index for index, status in enumerate(statuses) if status is not PersonStatus.TO_VISIT
        ] or list(range(count))
        shares: dict[int, int] = {}
        if follow_ups:
            once = followed if follow_ups >= len(followed) else self.random.sample(followed, follow_ups)
            shares = dict.fromkeys(once, 1)
            for _ in range(follow_ups - len(once)):
                shares[followed[int(self.random.random() * len(followed))]] += 1
        people = []
        for index, status in enumerate(statuses):
            contacts = shares.get(index, 0)
            if not contacts:  # nobody was ever in touch with them
                status = PersonStatus.TO_VISIT  # noqa: PLW2901
            elif status is PersonStatus.TO_VISIT:
                status = PersonStatus.IN_FOLLOW_UP  # noqa: PLW2901
            people.append(self._person(status, contacts))
        return sorted(people, key=lambda person: person.visited_on)

    def _person(self, status: PersonStatus, contacts: int) -> DemoPerson:
        random, course = self.random, _COURSES[status]
        origin = random.choice(names.ORIGINS)
        nearest, farthest = course.visited
        visited = nearest + int((farthest - nearest + 1) * random.random() ** 1.5)
        nearest, farthest = course.contacted
        contacted = min(visited - 1, nearest + int((farthest - nearest + 1) * random.random() ** 3))
        visited_on = self._now - visited
        if origin is names.WEST_AFRICA:
            visited_on -= visited_on % 7  # ordinals divisible by 7 are Sundays
        return DemoPerson(
            values=self._who(origin),
            status=status,
            visited_on=visited_on,
            last_contact_on=self._now - max(1, contacted),
            promised=course.promised,
            has_mentor=random.random() >= course.without_mentor,
            contacts=contacts,
            status_reason=random.choice(self.texts.status_reasons.get(status, ("",))),
        )

    def _who(self, origin: names.Origin) -> dict[str, str | None]:
        random, texts = self.random, self.texts
        gender = Gender.FEMALE if random.random() < 0.56 else Gender.MALE
        first, last = names.given_name(random, origin, gender), names.family_name(random, origin)
        commune, quartier, address = names.place(random, origin)
        phone = names.phone(random, origin) if random.random() < 0.93 else ""
        if phone and random.random() < 0.06:
            phone = f"{phone} / {names.phone(random, origin)}"
        return {
            "first_name": first,
            "last_name": last,
            "gender": gender if random.random() < 0.95 else None,
            "date_of_birth": self._birthday(),
            "phone": phone,
            "email": self._email(first, last) if random.random() < 0.5 else "",
            "address": address if random.random() < 0.6 else "",
            "commune": commune,
            "quartier": quartier,
            "profession": random.choice(texts.professions)[gender is Gender.MALE]
            if random.random() < 0.7
            else "",
            "marital_status": random.choice(_MARITAL) if random.random() < 0.75 else None,
            "how_heard": random.choice(texts.how_heard) if random.random() < 0.6 else "",
            "prayer_requests": random.choice(texts.prayer_requests) if random.random() < 0.35 else "",
            "notes": random.choice(texts.person_notes) if random.random() < 0.2 else "",
        }

    def _birthday(self) -> str:
        """Return a birthday as people tell it: whole (60 %), without the year (18 %), or not at all."""
        share = self.random.random()
        born = date.fromordinal(self._now - self.random.randint(16 * 365, 82 * 365))
        if share < 0.6:
            return born.isoformat()
        return f"--{born:%m-%d}" if share < 0.78 else ""

    def _email(self, first: str, last: str) -> str:
        letters = [
            "".join(sign for sign in plain(name) if sign.isalnum())
            for name in (first, last.partition(" ")[0])
        ]
        return f"{'.'.join(letters)}{self.random.choice(('', '', self.random.randint(1, 99)))}@example.com"

    def user_name(self) -> tuple[str, str]:
        """First and last name of somebody who works in the office."""
        origin = self.random.choice(names.ORIGINS)
        gender = self.random.choice(tuple(Gender))
        return names.given_name(self.random, origin, gender), names.family_name(self.random, origin)

    def contact_day(self, person: DemoPerson, *, is_last: bool) -> int:
        """Return a day on which the person was contacted."""
        if is_last:
            return person.last_contact_on
        days = person.last_contact_on - person.visited_on  # 1 and more
        return person.visited_on + 1 + int(days * self.random.random())

    def contact(self, person: DemoPerson, *, is_last: bool) -> DemoContact:
        """Return what was said at a contact with the person."""
        drawn, texts = self.random.random, self.texts
        kind, outcome = _TYPES[int(drawn() * _HUNDRED)], _OUTCOMES[int(drawn() * _HUNDRED)]
        notes = self._notes[kind, outcome]
        promises = drawn() < (person.promised if is_last else 0.4)
        return DemoContact(
            kind=kind,
            outcome=outcome,
            notes=notes[int(drawn() * len(notes))],
            due_in_days=2 + int(drawn() * (16 if is_last else 7)) if promises else None,
            next_action_notes=texts.next_actions[int(drawn() * len(texts.next_actions))] if promises else "",
        )

    def interaction_day(self, person: DemoPerson) -> int:
        """Return a day within the last half year, since the person first came, on which they came for something."""
        first = max(person.visited_on, self._now - 180)
        return first + int((self._now - first) * self.random.random())

    def interaction(self) -> DemoInteraction:
        """Return what somebody came for."""
        random, texts = self.random, self.texts
        number = random.randrange(len(TOPICS))
        return DemoInteraction(
            topic=TOPICS[number],
            title=texts.titles[number],
            notes=random.choice(texts.interaction_notes),
            location=random.choice(texts.locations) or None,
            minutes=random.choice((15, 20, 30, 30, 45, 60, 90, None)),
        )
