"""Who is the same person: rows that stand twice in a list, and rows that the database has already.

Two mistakes are possible and they do not weigh alike: a person kept twice is seen and mended, two people made into one means
that somebody is forgotten. So homonyms stay apart unless something else agrees, and what is uncertain is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, islice

from desktop_app.domain.text_folding import fold, phone_numbers, same_number
from desktop_app.exchange.imports.people_rows import ReadPerson, Value

_MOST_COMPARED = 100
"""Groups of one name that are held against each other; a list with more than that is a test, or noise."""


class Likeness(IntEnum):
    """How much two entries of one name look like one person."""

    DIFFERENT = 0
    PERHAPS = 1
    """Something agrees, something contradicts: keep apart, and say so."""
    LIKELY = 2
    """One of them has neither phone nor e-mail, and nothing contradicts."""
    SAME = 3
    """The phone, the e-mail or the birthday agrees as well."""


def name_key(first_name: str, last_name: str) -> str:
    """What the names of one person have in common however they are written: folded words in the order of the alphabet.

    Only entries with equal keys need comparing.
    """
    return " ".join(sorted(fold(f"{first_name} {last_name}").split()))


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells people of one name apart, in comparable form. Made with ``traits``."""

    key: str
    phones: tuple[str, ...]
    email: str
    born: str
    gender: str
    commune: str
    first_visit: str


def traits(values: Mapping[str, object]) -> Traits:
    """The traits of an entry: *values* by field name, as ``ReadPerson.values`` has them or as a stored person does."""

    def text(name: str) -> str:
        value = values.get(name)
        return "" if value is None else str(value)

    return Traits(
        key=name_key(text("first_name"), text("last_name")),
        phones=phone_numbers(text("phone")),
        email=text("email").strip().lower(),
        born=text("date_of_birth"),
        gender=text("gender"),
        commune=fold(text("commune")),
        first_visit=text("first_visit_on"),
    )


def likeness(a: Traits, b: Traits) -> Likeness:
    """How much *a* and *b* look like one person."""
    if a.key != b.key or not a.key:
        return Likeness.DIFFERENT
    phone = _agree_phones(a, b)
    email = _agree(a.email, b.email)
    born = _agree_birthdays(a.born, b.born)
    gender = _agree(a.gender, b.gender)
    against = [email, born, gender].count(False)
    if phone is True:
        return Likeness.SAME if against < 2 else Likeness.PERHAPS
    if phone is False:
        if born is True and gender is not False and (email is True or _full(a.born, b.born)):
            return Likeness.SAME
        return Likeness.PERHAPS if email is True or born is True else Likeness.DIFFERENT
    if email is True or born is True:
        return Likeness.PERHAPS if against else Likeness.SAME
    if against:
        return Likeness.DIFFERENT
    elsewhere = _agree(a.commune, b.commune) is False or _agree(a.first_visit, b.first_visit) is False
    return Likeness.LIKELY if not elsewhere and (_unreachable(a) or _unreachable(b)) else Likeness.PERHAPS


def _unreachable(one: Traits) -> bool:
    return not one.phones and not one.email


def _agree(a: str, b: str) -> bool | None:
    """Whether both say the same; None when either says nothing."""
    return a == b if a and b else None


def _agree_phones(a: Traits, b: Traits) -> bool | None:
    if not a.phones or not b.phones:
        return None
    return any(same_number(one, other) for one in a.phones for other in b.phones)


def _agree_birthdays(a: str, b: str) -> bool | None:
    if not a or not b:
        return None
    return a == b if _full(a, b) else a[-5:] == b[-5:]


def _full(a: str, b: str) -> bool:
    """Whether both birthdays have their year."""
    return bool(a and b) and not a.startswith("--") and not b.startswith("--")


def _agreements(a: Traits, b: Traits) -> tuple[int, int]:
    """How close two entries are, to choose between several that may be one person: more that agrees, less that is added."""
    pairs = [
        (a.email, b.email), (a.born, b.born), (a.gender, b.gender), (a.commune, b.commune), (a.first_visit, b.first_visit),
        (" ".join(a.phones), " ".join(b.phones)),
    ]  # fmt: skip
    return sum(bool(one) and one == other for one, other in pairs), -sum(
        not one and bool(other) for one, other in pairs
    )


@dataclass(frozen=True, slots=True)
class Match:
    """Where an entry was found again: the index of the candidate, or None; ``doubtful`` are those that may be it too."""

    index: int | None
    doubtful: tuple[int, ...] = ()


def best_match(entry: Traits, candidates: Sequence[Traits]) -> Match:
    """Which of *candidates* is the person of *entry*: the one that is surely the same and agrees most, else the one likely one.

    Where several are likely and none is closer, nobody is chosen, and they are told as doubtful.
    """
    found = [
        (likeness(entry, candidate), _agreements(entry, candidate), index)
        for index, candidate in enumerate(candidates)
    ]
    for level in (Likeness.SAME, Likeness.LIKELY):
        ranked = sorted(
            ((closeness, -index) for like, closeness, index in found if like is level), reverse=True
        )
        if not ranked:
            continue
        closest = [candidates[-index] for closeness, index in ranked if closeness == ranked[0][0]]
        if level is Likeness.LIKELY and not _one_person(closest):
            return Match(None, tuple(sorted(-index for _, index in ranked)))
        return Match(-ranked[0][1])
    return Match(None, tuple(index for like, _, index in found if like is Likeness.PERHAPS))


def _one_person(entries: Sequence[Traits]) -> bool:
    """Whether nothing speaks against *entries* being all one person."""
    return all(likeness(entries[0], other) >= Likeness.LIKELY for other in entries[1:])


def merged(entries: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    """Several entries of one person as one: the first that fills a field wins; of the last contacts, the latest."""
    result: dict[str, Value] = {}
    for entry in entries:
        for name, value in entry.items():
            if name not in result or result[name] == "":
                result[name] = value
            elif name == "last_contact_on":
                result[name] = max(result[name], value, key=str)  # ISO dates sort as texts
    return result


@dataclass(frozen=True, slots=True)
class SamePerson:
    """The rows of a list that are one person, in the order of the list, and what they say together.

    ``doubtful_lines`` are the lines of other people of that name who may be the same.
    """

    values: Mapping[str, Value]
    members: tuple[ReadPerson, ...]
    doubtful_lines: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The ``name_key`` to look for in the database."""
        return name_key(str(self.values.get("first_name", "")), str(self.values.get("last_name", "")))


class _Group:
    """People while they are put together; ``into`` is the group that took this one in."""

    def __init__(self, position: int, person: ReadPerson, own: Traits) -> None:
        self.position = position
        self.members = [(position, person)]
        self.traits = [own]
        self.into: _Group | None = None

    def take(self, other: _Group) -> None:
        self.members += other.members
        self.traits = list(dict.fromkeys([*self.traits, *other.traits]))
        self.position = min(self.position, other.position)
        other.into = self

    def home(self) -> _Group:
        group = self
        while group.into is not None:
            group = group.into
        return group

    def like(self, own: Iterable[Traits]) -> Likeness:
        """The best likeness of any member to any of *own*, unless it rests on a guess that another member contradicts."""
        found = {likeness(one, another) for one in own for another in self.traits[:_MOST_COMPARED]}
        if max(found) is Likeness.LIKELY and min(found) is not Likeness.LIKELY:
            return Likeness.PERHAPS
        return max(found)


def group_same_people(people: Iterable[ReadPerson]) -> list[SamePerson]:
    """The people of a list, each once, in the order in which they first stand there. Give it rows without problems."""
    blocks: dict[str, dict[Traits, _Group]] = defaultdict(dict)
    for position, person in enumerate(people):
        own = traits(person.values)
        entry = _Group(position, person, own)
        twin = blocks[own.key].setdefault(own, entry)
        if twin is not entry:
            twin.take(entry)
    found: list[tuple[int, SamePerson]] = []
    while blocks:  # let go of name by name: all at once would stop every thread for as long as it takes
        _, block = blocks.popitem()
        groups = list(block.values())
        if len(groups) > 1:
            groups = _join_likely(_join_same(groups))
        doubts = _doubts(groups)
        for group in groups:
            members = tuple(person for _, person in sorted(group.members, key=lambda member: member[0]))
            values = merged(person.values for person in members)
            found.append((group.position, SamePerson(values, members, tuple(doubts[id(group)]))))
    return [person for _, person in sorted(found, key=lambda one: one[0])]


def _join_same(block: list[_Group]) -> list[_Group]:
    """Join what is surely one person. Such entries share a number, an address or a birthday, so only those are compared."""
    shelves: dict[str, dict[int, _Group]] = defaultdict(dict)
    for entry in block:
        own = entry.traits[0]
        labels = [
            label for label in (*(number[-8:] for number in own.phones), own.email, own.born[-5:]) if label
        ]
        near = [group.home() for label in labels for group in islice(shelves[label].values(), _MOST_COMPARED)]
        alike = {id(group): group for group in near if group.like([own]) is Likeness.SAME}
        joined = sorted((*alike.values(), entry), key=lambda group: group.position)
        for group in joined[1:]:
            joined[0].take(group)
        for label in labels:
            shelves[label][id(joined[0])] = joined[0]
    return [group for group in block if group.into is None]


def _join_likely(groups: list[_Group]) -> list[_Group]:
    """Join entries that say how to reach nobody to the one entry of that name which they fit best, if there is one."""
    for group in groups[:_MOST_COMPARED]:
        if group.into is not None or not all(map(_unreachable, group.traits)):
            continue
        ranked = sorted(
            (
                (max(_agreements(group.traits[0], own) for own in other.traits), -other.position, other)
                for other in groups[:_MOST_COMPARED]
                if other is not group and other.into is None and other.like(group.traits) is Likeness.LIKELY
            ),
            key=lambda one: one[:2],
            reverse=True,
        )
        if ranked and _one_person(
            [own for score, _, other in ranked if score == ranked[0][0] for own in other.traits]
        ):
            ranked[0][2].take(group)
    return [group for group in groups if group.into is None]


def _doubts(groups: list[_Group]) -> dict[int, list[int]]:
    """For each group (by ``id``) the lines of those that may be the same person after all."""
    doubts: dict[int, list[int]] = defaultdict(list)
    for one, other in combinations(groups[:_MOST_COMPARED], 2):
        if other.like(one.traits) in {Likeness.PERHAPS, Likeness.LIKELY}:
            doubts[id(one)].append(other.members[0][1].row.line)
            doubts[id(other)].append(one.members[0][1].row.line)
    return doubts
