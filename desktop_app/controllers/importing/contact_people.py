"""With whom a row of a list of contacts was: one person, told clearly, or nobody and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from desktop_app.database.models import PersonTable
from desktop_app.database.queries import people_bulk
from desktop_app.database.queries.people_bulk import Candidates, KnownPerson
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.domain.duplicates import name_key
from desktop_app.domain.errors import DomainError
from desktop_app.domain.phones import comparable
from desktop_app.domain.text_folding import same_number
from desktop_app.exchange.imports.contacts.contact_record import Who
from desktop_app.i18n.texts import Text, mark

_END = 8  # digits of a number, by which people are looked for
_FEWEST_WORDS = 2
_MOST_NAMED = 3


class UnclearPerson(DomainError):
    """A row that does not tell clearly which person it is about; the message says why."""


class Clues(NamedTuple):
    """What the rows of a list tell of their people, to look for all of them at once."""

    names: set[str]
    labels: set[str]
    numbers: set[str]

    def add(self, who: Who, country: str) -> None:
        """Take in what one row tells."""
        if who.name:
            self.names.add(name_key(who.name, ""))
        self.labels.update(number[-_END:] for number in comparable(who.phone, country))
        if who.email:
            self.labels.add(who.email.lower())
        if who.number:
            self.numbers.add(who.number)


class ContactPeople:
    """Those of the office whom a list of contacts can mean; made within a read, and good for as long as the import takes."""

    def __init__(self, clues: Clues, country: str, tick: Callable[[], None]) -> None:
        self._country = country
        self._candidates: Candidates = people_bulk.candidates(clues.names, clues.labels, country, tick)
        self._numbered = _numbered(clues.numbers)
        self._known: dict[int, KnownPerson] = {}

    def prepare(self, rows: Iterable[Who]) -> None:
        """Read those anew whom *rows* may mean; within a read or a transaction."""
        keys: set[int] = set()
        for who in rows:
            keys.update(self._keys_of(who))
        self._known = people_bulk.known_people(keys)

    def person_of(self, who: Who) -> KnownPerson:
        """Return the one person whom a row names.

        Raises:
            UnclearPerson: it may be several, or nobody of the office.
        """
        if who.number:
            return self._of_number(who)
        if not who.name:
            return self._only(self._agreeing(self._labelled(who), who), who)
        same = self._people(self._candidates.by_name.get(name_key(who.name, ""), ()))
        if not who.phone and not who.email:
            return self._only(same, who)
        agreeing = self._agreeing(same, who)
        if agreeing:
            return self._only(agreeing, who)
        silent = [person for person in same if not self._contradicts(person, who)]
        if silent:
            return self._only(silent, who)
        if same:
            source = mark("{name} is known here with another phone or e-mail address: {known}.")
            raise _unclear(source, name=who.name, known=_reachable(same[0]))
        return self._by_part_of_name(who)

    # -- whom it may be

    def _keys_of(self, who: Who) -> set[int]:
        keys = set(self._candidates.by_name.get(name_key(who.name, ""), ())) if who.name else set()
        for label in self._labels(who):
            keys.update(self._candidates.by_label.get(label, ()))
        if who.number in self._numbered:
            keys.add(self._numbered[who.number])
        return keys

    def _labels(self, who: Who) -> list[str]:
        ends = [number[-_END:] for number in comparable(who.phone, self._country)] if who.phone else []
        return [*ends, who.email.lower()] if who.email else ends

    def _people(self, keys: Iterable[int]) -> list[KnownPerson]:
        return [self._known[key] for key in dict.fromkeys(keys) if key in self._known]

    def _labelled(self, who: Who) -> list[KnownPerson]:
        return self._people(
            key for label in self._labels(who) for key in self._candidates.by_label.get(label, ())
        )

    def _agreeing(self, people: Iterable[KnownPerson], who: Who) -> list[KnownPerson]:
        """Return those of *people* whose phone or e-mail address is that of the row."""
        return [person for person in people if self._agree(person, who)]

    def _agree(self, person: KnownPerson, who: Who) -> bool:
        if who.email and str(person.values["email"]).lower() == who.email.lower():
            return True
        theirs = comparable(str(person.values["phone"]), self._country) if who.phone else ()
        numbers = comparable(who.phone, self._country) if theirs else ()
        return any(same_number(number, other) for number in numbers for other in theirs)

    @staticmethod
    def _contradicts(person: KnownPerson, who: Who) -> bool:
        """Return whether what is known of a person, whose phone and address are others, speaks against the row."""
        return bool((who.phone and person.values["phone"]) or (who.email and person.values["email"]))

    # -- which of them it is

    def _of_number(self, who: Who) -> KnownPerson:
        person = self._known.get(self._numbered.get(who.number, 0))
        if person is None:
            raise _unclear(mark("Nobody here has the number {number}."), number=who.number)
        if who.name and not _is_part(who.name, _name(person)) and not _is_part(_name(person), who.name):
            source = mark("The number {number} is that of {known}, and the row names {name}.")
            raise _unclear(source, number=who.number, known=_name(person), name=who.name)
        return person

    def _by_part_of_name(self, who: Who) -> KnownPerson:
        """Return the person who has the phone or address of the row, and all the words of its name or fewer."""
        others = self._agreeing(self._labelled(who), who)
        alike = [
            person
            for person in others
            if _is_part(who.name, _name(person)) or _is_part(_name(person), who.name)
        ]
        if len(alike) == 1:
            return alike[0]
        if others:
            source = mark("Nobody here is called {name}; the phone or e-mail address is that of {known}.")
            raise _unclear(source, name=who.name, known=_names(others))
        raise _unclear(mark("Nobody here is called {name}."), name=who.name)

    @staticmethod
    def _only(people: list[KnownPerson], who: Who) -> KnownPerson:
        if len(people) == 1:
            return people[0]
        if people and who.name:
            source = mark("{count} people here are called {name}: add their phone, or their number in Suivi.")
            raise _unclear(source, count=len(people), name=who.name)
        if people:
            source = mark("{count} people here have this phone or e-mail address: {names}. Add the name.")
            raise _unclear(source, count=len(people), names=_names(people))
        if who.name:
            raise _unclear(mark("Nobody here is called {name}."), name=who.name)
        raise _unclear(
            mark("Nobody here has the phone or e-mail address {phone}."), phone=who.phone or who.email
        )


def _numbered(numbers: Collection[str]) -> dict[str, int]:
    """Return whom each of *numbers* means: a key, or the uuid that the HTTP interface gives."""
    by_key = {
        int(number): number
        for number in numbers
        if number.isascii() and number.isdigit() and len(number) < 10
    }
    by_uuid: dict[bytes, list[str]] = defaultdict(list)
    for number in numbers:
        try:
            by_uuid[UUID(number).bytes].append(number)
        except ValueError:
            continue
    numbered: dict[str, int] = {}
    table = PersonTable
    for keys in people_bulk.portions(by_key):
        query = table.select(table.id).where(table.id.in_(keys), table.deleted_at.is_null())
        numbered.update((by_key[key], key) for (key,) in raw_rows(query))
    for uuids in people_bulk.portions(by_uuid):
        query = table.select(table.id, table.uuid).where(
            table.uuid.in_([UUID(bytes=uuid) for uuid in uuids]), table.deleted_at.is_null()
        )
        for key, uuid in raw_rows(query):
            numbered.update((number, key) for number in by_uuid[bytes(uuid)])
    return numbered


def _is_part(name: str, whole: str) -> bool:
    """Return whether all the words of *name*, two at least, stand in *whole*."""
    words = name_key(name, "").split()
    return len(words) >= _FEWEST_WORDS and set(words) <= set(name_key(whole, "").split())


def _name(person: KnownPerson) -> str:
    return f"{person.values['first_name']} {person.values['last_name']}".strip()


def _names(people: Iterable[KnownPerson]) -> str:
    names = [_name(person) for person in people]
    return ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")


def _reachable(person: KnownPerson) -> str:
    return ", ".join(str(person.values[name]) for name in ("phone", "email") if person.values[name])


def _unclear(source: str, **values: object) -> UnclearPerson:
    return UnclearPerson(Text(source, values))
