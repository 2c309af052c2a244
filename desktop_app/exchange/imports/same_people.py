"""The people of a list, each once: rows that stand twice are put together, and who may be whom is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, islice

from desktop_app.domain.addresses.phone_texts import number_texts
from desktop_app.domain.duplicates import (
    Likeness,
    Traits,
    agreements,
    are_one_person,
    contradict,
    is_unreachable,
    labels,
    likeness,
    name_key,
    reasons,
    shared_numbers,
    telling_labels,
    traits,
    without_shared,
)
from desktop_app.domain.phones import comparable
from desktop_app.domain.text_folding import same_number
from desktop_app.exchange.imports.people_rows import ReadPerson, Value

_MOST_COMPARED = 100
"""Groups of one name that are held against each other; a list with more than that is a test, or noise."""
_MOST_ON_A_SHELF = 12
"""People of different names who share a number, an address or a birthday; more share it by chance."""


def merged(entries: Iterable[Mapping[str, Value]], country: str = "") -> dict[str, Value]:
    """Several entries of one person as one: the first that fills a field wins; of the last contacts, the latest; all phones and notes."""
    result: dict[str, Value] = {}
    for entry in entries:
        for name, value in entry.items():
            if name not in result or result[name] == "":
                result[name] = value
            elif name == "last_contact_on":
                result[name] = max(result[name], value, key=str)  # ISO dates sort as texts
            elif name == "phone":
                result[name] = with_phones(str(result[name]), str(value), country)
            elif name == "notes" and str(value) not in str(result[name]):
                result[name] = f"{result[name]}\n{value}"
    return result


def with_phones(phones: str, others: str, country: str = "") -> str:
    """*phones* with the numbers of *others* that are not among them behind."""
    if phones == others:
        return phones
    known = comparable(phones, country)
    new = [
        number.kept
        for number in number_texts(others)
        if not any(same_number(own, other) for own in comparable(number.written, country) for other in known)
    ]
    return " / ".join([phones, *new])


@dataclass(frozen=True, slots=True)
class OtherRow:
    """Another person of the list who may be the same: where they stand, their name, and the fields that agree."""

    line: int
    name: str
    reasons: tuple[str, ...]
    same_name: bool


@dataclass(frozen=True, slots=True)
class SamePerson:
    """The rows of a list that are one person, in the order of the list, and what they say together.

    ``doubtful`` are other people of the list who may be the same; ``reasons`` the fields by which the rows were put together.
    """

    values: Mapping[str, Value]
    members: tuple[ReadPerson, ...]
    doubtful: tuple[OtherRow, ...] = ()
    reasons: tuple[str, ...] = ()
    own: Traits | None = field(default=None, compare=False, repr=False)
    """The traits of somebody who stands in one row, with every number; of others they have to be made anew."""

    @property
    def key(self) -> str:
        """The ``name_key`` to look for in the database."""
        return name_key(str(self.values.get("first_name", "")), str(self.values.get("last_name", "")))

    @property
    def name(self) -> str:
        """First and last name as written."""
        return full_name(self.values)

    @property
    def doubtful_lines(self) -> tuple[int, ...]:
        """The lines of the ``doubtful``."""
        return tuple(other.line for other in self.doubtful)

    @property
    def has_homonyms(self) -> bool:
        """Whether others of the same name may be the same person."""
        return any(other.same_name for other in self.doubtful)


def full_name(values: Mapping[str, object]) -> str:
    """First and last name of an entry as written; one of them may be missing."""
    return f"{values.get('first_name') or ''} {values.get('last_name') or ''}".strip()


class _Group:
    """People while they are put together; ``into`` is the group that took this one in."""

    def __init__(self, position: int, person: ReadPerson, own: Traits) -> None:
        self.position = position
        self.members = [(position, person)]
        self.traits = [own]
        self.into: _Group | None = None
        self.reasons: set[str] = set()

    def take(self, other: _Group) -> None:
        self.reasons.update(self._shared_with(other))
        self.members += other.members
        self.traits = list(dict.fromkeys([*self.traits, *other.traits]))
        self.position = min(self.position, other.position)
        other.into = self

    def _shared_with(self, other: _Group) -> tuple[str, ...]:
        return reasons(self.traits[0], other.traits[0]) or ("name",)

    def home(self) -> _Group:
        group = self
        while group.into is not None:
            group = group.into
        return group

    def like(self, own: Iterable[Traits]) -> Likeness:
        """The best likeness of any member to any of *own*, unless it rests on a guess that another member contradicts."""
        likenesses = {likeness(mine, another) for mine in own for another in self.traits[:_MOST_COMPARED]}
        if max(likenesses) is Likeness.LIKELY and min(likenesses) is not Likeness.LIKELY:
            return Likeness.PERHAPS
        return max(likenesses)


def group_same_people(people: Iterable[ReadPerson], country: str = "") -> list[SamePerson]:
    """The people of a list, each once, in the order in which they first stand there. Give it rows without problems.

    *country* is that of the office, whose numbers are written without its code.
    """
    entries = [(person, traits(person.values, country)) for person in people]
    shared = shared_numbers((own.key, own.phones) for _, own in entries)
    blocks: dict[str, dict[Traits, _Group]] = defaultdict(dict)
    for position, (person, all_own) in enumerate(entries):
        own = without_shared(all_own, shared)
        entry = _Group(position, person, own)
        twin = blocks[own.key].setdefault(own, entry)
        if twin is not entry:
            twin.take(entry)
    del entries
    ordered: list[tuple[_Group, dict[int, OtherRow]]] = []
    while blocks:  # let go of name by name: all at once would stop every thread for as long as it takes
        _, block = blocks.popitem()
        groups = list(block.values())
        if len(groups) > 1:
            groups = _join_likely(_join_same(groups))
        doubts = _doubts(groups)
        ordered += [(group, doubts[id(group)]) for group in groups]
    _doubts_across_names(ordered)
    ordered.sort(key=lambda pair: -pair[0].position)
    people_once: list[SamePerson] = []
    while ordered:
        group, doubts_of_group = ordered.pop()
        people_once.append(_together(group, doubts_of_group.values(), country))
    return people_once


def _together(group: _Group, doubtful: Iterable[OtherRow], country: str) -> SamePerson:
    if len(group.members) == 1:
        ((_, person),) = group.members
        own = group.traits[0]
        return SamePerson(person.values, (person,), tuple(doubtful), own=replace(own, phones=own.all_phones))
    members = tuple(person for _, person in sorted(group.members, key=lambda member: member[0]))
    values = merged((person.values for person in members), country)
    return SamePerson(values, members, tuple(doubtful), tuple(sorted(group.reasons)))


def _join_same(block: list[_Group]) -> list[_Group]:
    """Join what is surely one person. Such entries share a number, an address or a birthday, so only those are compared.

    An entry that would join what contradicts itself (it may be the father or the son) joins nobody.
    """
    shelves: dict[str, dict[int, _Group]] = defaultdict(dict)
    for entry in block:
        own = entry.traits[0]
        shared = labels(own)
        near = [group.home() for label in shared for group in islice(shelves[label].values(), _MOST_COMPARED)]
        alike = {id(group): group for group in near if group.like([own]) is Likeness.SAME}
        joined = sorted((*alike.values(), entry), key=lambda group: group.position)
        if any(_contradict(first, other) for first, other in combinations(joined, 2)):
            joined = [entry]
        for group in joined[1:]:
            joined[0].take(group)
        for label in shared:
            shelves[label][id(joined[0])] = joined[0]
    return [group for group in block if group.into is None]


def _contradict(group: _Group, other: _Group) -> bool:
    """Whether birthdays or genders say that two groups are two people."""
    pairs = [(a, b) for a in group.traits[:_MOST_COMPARED] for b in other.traits[:_MOST_COMPARED]]
    return any(contradict(a, b) for a, b in pairs)


def _join_likely(groups: list[_Group]) -> list[_Group]:
    """Join entries that say how to reach nobody to the one entry of that name which they fit best, if there is one."""
    for group in groups[:_MOST_COMPARED]:
        if group.into is not None or not all(map(is_unreachable, group.traits)):
            continue
        ranked = sorted(
            (
                (max(agreements(group.traits[0], own) for own in other.traits), -other.position, other)
                for other in groups[:_MOST_COMPARED]
                if other is not group and other.into is None and other.like(group.traits) is Likeness.LIKELY
            ),
            key=lambda candidate: candidate[:2],
            reverse=True,
        )
        if ranked and are_one_person(
            [own for score, _, other in ranked if score == ranked[0][0] for own in other.traits]
        ):
            ranked[0][2].take(group)
    return [group for group in groups if group.into is None]


def _doubts(groups: list[_Group]) -> dict[int, dict[int, OtherRow]]:
    """For each group (by ``id``), by line, those of its name that may be the same person after all."""
    doubts: dict[int, dict[int, OtherRow]] = defaultdict(dict)
    for first, other in combinations(groups[:_MOST_COMPARED], 2):
        if other.like(first.traits) in {Likeness.PERHAPS, Likeness.LIKELY}:
            for group, doubtful in ((first, other), (other, first)):
                row = _other_row(group, doubtful, same_name=True)
                doubts[id(group)][row.line] = row
    return doubts


def _other_row(group: _Group, other: _Group, *, same_name: bool) -> OtherRow:
    person = other.members[0][1]
    return OtherRow(
        person.row.line, full_name(person.values), reasons(group.traits[0], other.traits[0]), same_name
    )


def _doubts_across_names(ordered: list[tuple[_Group, dict[int, OtherRow]]]) -> None:
    """Note those of other names who share a number, an address or a whole birthday, and whose names differ by little."""
    shelves: dict[str, list[int]] = defaultdict(list)
    for place, (group, _) in enumerate(ordered):
        for label in {label for own in group.traits for label in telling_labels(own)}:
            shelves[label].append(place)
    for places in shelves.values():
        if not 1 < len(places) <= _MOST_ON_A_SHELF:
            continue
        for place, other in combinations(places, 2):
            (group, doubts), (another, other_doubts) = ordered[place], ordered[other]
            if (
                group.traits[0].key != another.traits[0].key
                and another.like(group.traits) is Likeness.PERHAPS
            ):
                row = _other_row(group, another, same_name=False)
                doubts[row.line] = row
                row = _other_row(another, group, same_name=False)
                other_doubts[row.line] = row
