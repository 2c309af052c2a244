"""Who is the same person, as somebody answered where the list and the list of people left it in doubt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from desktop_app.exchange.imports.people_rows import Value
from desktop_app.exchange.imports.same_people import SamePerson, merged

ALL_KEPT = frozenset({"phone", "notes", "last_contact_on"})
"""Fields of which nothing is chosen: every number and note is kept, and the latest contact counts."""


@dataclass(frozen=True, slots=True)
class DoubtAnswer:
    """Whether the entry that begins on *line* is the one on *other_line*, or the known person *person_id*."""

    line: int
    is_same: bool
    other_line: int | None = None
    person_id: int | None = None
    take: frozenset[str] = frozenset()
    """Of one person, the fields in which *line* is right where the other says something else."""


def answered_people(
    people: list[SamePerson], answers: Collection[DoubtAnswer], country: str
) -> list[SamePerson]:
    """*people*, each once, in their order, with those joined whom *answers* call one person; of the others the doubt is gone."""
    about_rows = [answer for answer in answers if answer.other_line is not None]
    if not about_rows:
        return people
    place_of = {member.row.line: place for place, person in enumerate(people) for member in person.members}
    joined: list[SamePerson | None] = list(people)
    for answer in about_rows:
        place, other = place_of.get(answer.line), place_of.get(answer.other_line or 0)
        if place is None or other is None or place == other:
            continue  # the list is another one by now, or they are one already
        person, another = joined[place], joined[other]
        if person is None or another is None:
            continue
        if not answer.is_same:
            joined[place], joined[other] = _apart(person, another), _apart(another, person)
            continue
        joint = _together(person, another, answer.take, country)
        first, last = min(place, other), max(place, other)
        joined[first], joined[last] = joint, None
        place_of.update({member.row.line: first for member in joint.members})
    return [person for person in joined if person is not None]


def _lines(person: SamePerson) -> set[int]:
    return {member.row.line for member in person.members}


def _apart(person: SamePerson, other: SamePerson) -> SamePerson:
    lines = _lines(other)
    return replace(person, doubtful=tuple(row for row in person.doubtful if row.line not in lines))


def _together(person: SamePerson, other: SamePerson, take: Collection[str], country: str) -> SamePerson:
    """Both as one: what only one of them says, all phones and notes, and of two values that of *person* for the fields in *take*."""
    chosen: dict[str, Value] = {
        name: person.values[name] if name in take or name not in other.values else other.values[name]
        for name in {**other.values, **person.values}
        if name not in ALL_KEPT
    }
    first, second = sorted((person, other), key=lambda each: each.members[0].row.line)
    values = {**merged((first.values, second.values), country), **chosen}
    lines = _lines(person) | _lines(other)
    doubtful = {row.line: row for row in (*first.doubtful, *second.doubtful) if row.line not in lines}
    reasons = next((row.reasons for row in person.doubtful if row.line in _lines(other)), ())
    return SamePerson(
        values,
        tuple(sorted((*person.members, *other.members), key=lambda member: member.row.line)),
        tuple(doubtful.values()),
        tuple(sorted({*person.reasons, *other.reasons, *(reasons or ("name",))})),
    )
