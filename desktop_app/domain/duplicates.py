"""Who is the same person: one rule for the form, HTTP and lists.

Two mistakes are possible and they do not weigh alike: a person kept twice is seen and mended, two people made into one means
that somebody is forgotten. So homonyms stay apart unless something else agrees, people of two names are never taken for one, and
whatever is uncertain is told.

``likeness(traits(entered, "CI"), traits(stored, "CI"))``   how much two entries look like one person
``reasons(a, b)``                                           what of theirs agrees: the names of the fields
``labels(one)``                                             what to look for: only entries that share a label, or the name, need comparing
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from desktop_app.domain.names.name_likeness import names_alike
from desktop_app.domain.phones import comparable
from desktop_app.domain.text_folding import fold, same_number

MOST_NAMES = 3
"""A number that stands on more names than this is that of a house or an office, and shows nobody."""


_DAY_LENGTH = len("1990-05-17")


class Likeness(IntEnum):
    """How much two entries look like one person."""

    DIFFERENT = 0
    PERHAPS = 1
    """Something agrees, something contradicts, or the names differ a little: keep apart, and say so."""
    LIKELY = 2
    """One of them has neither phone nor e-mail, and nothing contradicts."""
    SAME = 3
    """The phone, the e-mail or the birthday agrees as well."""


def name_key(first_name: str, last_name: str) -> str:
    """Return what the names of one person have in common however they are written: folded words in the order of the alphabet."""
    return " ".join(sorted(fold(f"{first_name} {last_name}").split()))


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells people apart, in comparable form. Made with ``traits``."""

    key: str
    phones: tuple[str, ...]
    email: str
    born: str
    gender: str
    commune: str
    first_visit: str
    first_name: str = field(default="", compare=False)
    last_name: str = field(default="", compare=False)
    all_phones: tuple[str, ...] = field(default=(), compare=False)
    """All numbers, those that show nobody among them."""

    @property
    def is_reachable(self) -> bool:
        """Whether a phone or an e-mail address is known, be it one that shows nobody."""
        return bool(self.all_phones or self.email)


def traits(values: Mapping[str, object], country: str = "", shared: Collection[str] = ()) -> Traits:
    """Return the traits of an entry: *values* by field name, as they are stored or read.

    *country* is that of the office, whose numbers are written without their code; *shared* numbers (``shared_numbers``) show nobody.
    """

    def text(name: str) -> str:
        value = values.get(name)
        return "" if value is None else str(value)

    first, last = text("first_name"), text("last_name")
    phone, email = text("phone"), text("email").strip().lower()
    numbers = comparable(phone, country) if phone else ()
    return Traits(
        key=name_key(first, last),
        phones=tuple(number for number in numbers if number not in shared) if shared else numbers,
        email=email,
        born=text("date_of_birth"),
        gender=text("gender"),
        commune=fold(text("commune")),
        first_visit=text("first_visit_on"),
        first_name=first,
        last_name=last,
        all_phones=numbers,
    )


def shared_numbers(names: Iterable[tuple[str, Iterable[str]]]) -> frozenset[str]:
    """Return the numbers that stand on more than ``MOST_NAMES`` names; *names* gives for each entry its ``name_key`` and its numbers."""
    holders: dict[str, set[str]] = defaultdict(set)
    for key, numbers in names:
        for number in numbers:
            keys = holders[number]
            if len(keys) <= MOST_NAMES:
                keys.add(key)
    return frozenset(number for number, keys in holders.items() if len(keys) > MOST_NAMES)


def without_shared(entry: Traits, shared: Collection[str]) -> Traits:
    """Return *one* without the *shared* numbers."""
    if not any(number in shared for number in entry.phones):
        return entry
    return replace(entry, phones=tuple(number for number in entry.phones if number not in shared))


def likeness(a: Traits, b: Traits) -> Likeness:
    """Return how much *a* and *b* look like one person."""
    if a.key != b.key or not a.key:
        return _likeness_of_two_names(a, b)
    if _say_all_the_same(a, b):
        return Likeness.SAME
    phone = _agree_phones(a, b)
    email = _agree(a.email, b.email)
    born = _agree_birthdays(a.born, b.born)
    gender = _agree(a.gender, b.gender)
    against = [email, born, gender].count(False)
    if phone is True:  # father and son, brother and sister of one name live in one house
        return Likeness.PERHAPS if gender is False or born is False or against > 1 else Likeness.SAME
    if phone is False:
        if born is True and gender is not False and (email is True or _full(a.born, b.born)):
            return Likeness.SAME
        return Likeness.PERHAPS if email is True or born is True else Likeness.DIFFERENT
    if email is True or born is True:
        return Likeness.PERHAPS if against else Likeness.SAME
    if against:
        return Likeness.DIFFERENT
    elsewhere = _agree(a.commune, b.commune) is False or _agree(a.first_visit, b.first_visit) is False
    return Likeness.LIKELY if not elsewhere and not (a.is_reachable and b.is_reachable) else Likeness.PERHAPS


def _say_all_the_same(a: Traits, b: Traits) -> bool:
    """Return whether everything agrees, the numbers that show nobody among it: the same list comes again."""
    return (
        bool(a.all_phones)
        and a.all_phones == b.all_phones
        and (a.email, a.born, a.gender, a.commune) == (b.email, b.born, b.gender, b.commune)
    )


def _likeness_of_two_names(a: Traits, b: Traits) -> Likeness:
    """Return a doubt where something agrees and the names differ as those of one person do: a nickname, a married name, a slip."""
    words, others = a.key.split(), b.key.split()
    if min(len(words), len(others)) > 1 and not any(word in others for word in words):
        return Likeness.DIFFERENT  # looked at first: in a long list thousands are born on one day
    agreeing = reasons(a, b)
    if not a.key or not b.key:  # a form in which the name is still to be typed
        return Likeness.PERHAPS if agreeing else Likeness.DIFFERENT
    if not agreeing or _agree(a.gender, b.gender) is False:
        return Likeness.DIFFERENT
    born = _agree_birthdays(a.born, b.born)
    if born is False and len(agreeing) < 2 and _full(a.born, b.born):  # one house, two birthdays
        return Likeness.DIFFERENT
    strong = len(agreeing) > 1 and born is True
    alike = names_alike((a.first_name, a.last_name), (b.first_name, b.last_name), same_first_is_enough=strong)
    return Likeness.PERHAPS if alike else Likeness.DIFFERENT


def reasons(a: Traits, b: Traits) -> tuple[str, ...]:
    """Return the fields in which *a* and *b* agree, of those that show who somebody is."""
    agreeing = []
    if _agree_phones(a, b):
        agreeing.append("phone")
    if _agree(a.email, b.email):
        agreeing.append("email")
    if _full(a.born, b.born) and a.born == b.born:
        agreeing.append("date_of_birth")
    return tuple(agreeing)


def labels(entry: Traits) -> tuple[str, ...]:
    """Return what an entry must share with another to be its person: the ends of its numbers, its address, the day it was born."""
    ends = (number[-8:] for number in entry.phones)
    return tuple(label for label in (*ends, entry.email, day_of(entry.born)) if label)


def telling_labels(entry: Traits) -> tuple[str, ...]:
    """Return what people of two names must share to be worth comparing: as ``labels``, but of a birthday the whole of it."""
    ends = (number[-8:] for number in entry.phones)
    return tuple(
        label for label in (*ends, entry.email, entry.born if len(entry.born) == _DAY_LENGTH else "") if label
    )


def contradict(a: Traits, b: Traits) -> bool:
    """Return whether their birthdays or their genders say that two entries are two people."""
    return _agree_birthdays(a.born, b.born) is False or _agree(a.gender, b.gender) is False


def day_of(born: str) -> str:
    """Return the month and day of a birthday; empty where they are not known."""
    return born[-5:] if len(born) == _DAY_LENGTH or born.startswith("--") else ""


def is_unreachable(entry: Traits) -> bool:
    """Return whether neither a phone nor an e-mail address is known."""
    return not entry.is_reachable


def _agree(a: str, b: str) -> bool | None:
    """Return whether both say the same; None when either says nothing."""
    return a == b if a and b else None


def _agree_phones(a: Traits, b: Traits) -> bool | None:
    if not a.phones or not b.phones:
        return None
    return any(same_number(number, other) for number in a.phones for other in b.phones)


def _agree_birthdays(a: str, b: str) -> bool | None:
    """Return whether two birthdays agree, in what both know of them; None where they have no part in common."""
    if not a or not b:
        return None
    if _full(a, b):
        return a == b
    day_a, day_b = day_of(a), day_of(b)
    if day_a and day_b:
        return day_a == day_b
    if a.startswith("--") or b.startswith("--"):
        return None
    short = min(len(a), len(b))  # the year, or the year and the month: against it, but no proof for it
    return None if a[:short] == b[:short] else False


def _full(a: str, b: str) -> bool:
    """Return whether both birthdays have their day and their year."""
    return len(a) == len(b) == _DAY_LENGTH


def agreements(a: Traits, b: Traits) -> tuple[int, int]:
    """Return how close two entries are, to choose between several that may be one person: more that agrees, less that is added."""
    pairs = [
        (a.email, b.email), (a.born, b.born), (a.gender, b.gender), (a.commune, b.commune), (a.first_visit, b.first_visit),
        (" ".join(a.phones), " ".join(b.phones)),
    ]  # fmt: skip
    return sum(bool(value) and value == other for value, other in pairs), -sum(
        not value and bool(other) for value, other in pairs
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
    ranking = [
        (likeness(entry, candidate), agreements(entry, candidate), index)
        for index, candidate in enumerate(candidates)
    ]
    for level in (Likeness.SAME, Likeness.LIKELY):
        ranked = sorted(
            ((closeness, -index) for like, closeness, index in ranking if like is level), reverse=True
        )
        if not ranked:
            continue
        closest = [candidates[-index] for closeness, index in ranked if closeness == ranked[0][0]]
        if level is Likeness.LIKELY and not are_one_person(closest):
            return Match(None, tuple(sorted(-index for _, index in ranked)))
        return Match(-ranked[0][1])
    return Match(None, tuple(index for like, _, index in ranking if like is Likeness.PERHAPS))


def are_one_person(entries: Sequence[Traits]) -> bool:
    """Return whether nothing speaks against *entries* being all one person."""
    return all(likeness(entries[0], other) >= Likeness.LIKELY for other in entries[1:])
