"""What is to become of a list: who is added, who is there already and gets what, who may be whom. Writes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from desktop_app.controllers.importing.list_reading import Reading
from desktop_app.controllers.importing.planned_mentors import NamedMentors, PlannedMentor
from desktop_app.controllers.importing.steps import Steps
from desktop_app.controllers.mentors import one_by_one
from desktop_app.controllers.organisation import read_organisation
from desktop_app.database import derived
from desktop_app.database.queries import people_bulk, waiting_queries
from desktop_app.database.queries.people_bulk import KnownPerson, portions
from desktop_app.domain.duplicates import (
    MOST_NAMES,
    Likeness,
    Traits,
    likeness,
    reasons,
    telling_labels,
    traits,
    without_shared,
)
from desktop_app.domain.person_fields import FILLED_IN
from desktop_app.domain.text_folding import fold
from desktop_app.domain.vocabulary import WAITING_STATUSES, PersonStatus
from desktop_app.exchange.imports.doubt_answers import DoubtAnswer
from desktop_app.exchange.imports.import_report import (
    Compared,
    Difference,
    Doubt,
    KnownName,
)
from desktop_app.exchange.imports.known_people import find_again, known_traits
from desktop_app.exchange.imports.people_rows import Value
from desktop_app.exchange.imports.same_people import (
    OtherRow,
    SamePerson,
    full_name,
    merged,
    with_phones,
)

_AT_ONCE = 500
_MOST_ON_A_LABEL = 12
"""People who share a number, an address or a birthday; more share it by chance."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Somebody new. ``automatic``: the mentor was chosen as having the fewest persons."""

    values: Mapping[str, Value]
    mentor: PlannedMentor | None
    name_key: str
    search_text: str
    automatic: bool = False
    line: int = 0
    """Where the list names them first."""


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who is there, and what of theirs is filled in or, if that was said, taken anew; with a mentor where they had none."""

    person: KnownPerson
    after: Mapping[str, Any]
    mentor: PlannedMentor | None


@dataclass(slots=True)
class Plan:
    """Everything that is decided, in the order of the list."""

    added: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    only_differing: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    new_mentors: list[PlannedMentor] = field(default_factory=list)
    unclear_mentors: list[str] = field(default_factory=list)


def let_go(used: list[Any]) -> None:
    """Forget what is in *used* piece by piece: a hundred thousand people at once would stop every thread, the windows' too."""
    while used:
        del used[-_AT_ONCE:]


def make_plan(
    reading: Reading,
    local: Callable[[datetime], datetime],
    steps: Steps,
    take: Collection[tuple[int, str]] | None = (),
    answers: Collection[DoubtAnswer] = (),
) -> Plan:
    """Decide what becomes of the list, as the database is now; within a read or a transaction.

    *take* says of which known people (key, field) the list is right where it says something else; None: of all. *answers* say
    which known people entries of the list are, or are not.

    Raises:
        Cancelled: it was asked to stop.
    """
    return _Planning(reading, local, steps, take, answers).plan


class _Planning:
    """One plan while it is made."""

    def __init__(
        self,
        reading: Reading,
        local: Callable[[datetime], datetime],
        steps: Steps,
        take: Collection[tuple[int, str]] | None,
        answers: Collection[DoubtAnswer],
    ) -> None:
        self.plan = Plan()
        self._people = reading.people
        self._country = reading.habits.country
        self._take = take
        self._local = local
        self._steps = steps
        self._mentors = NamedMentors(self.plan.new_mentors, self.plan.unclear_mentors)
        self._traits = [person.own or traits(person.values, self._country) for person in self._people]
        self._shared: frozenset[str] = frozenset()
        self._found: dict[int, int] = {}  # place in the list → key of the person who is there
        self._doubtful: dict[int, dict[int, Compared]] = defaultdict(dict)
        self._told: set[tuple[int, int]] = set()
        self._changes: dict[int, Change | None] = {}  # key of the person who is there → what changes
        self._differing: set[int] = set()
        self._place_of = (
            {member.row.line: place for place, person in enumerate(self._people) for member in person.members}
            if answers
            else {}
        )
        self._others = {other.line for person in self._people for other in person.doubtful}
        self._on_line = {
            line: person for person in self._people if (line := person.members[0].row.line) in self._others
        }
        self._apply(answers)
        self._find_again()
        self._change_answered()
        for place, person in enumerate(self._people):
            if place not in self._found:
                self.plan.added.append(self._addition(person))
                self._note_doubt(place, person)
        self.plan.changes = [change for change in self._changes.values() if change is not None]
        self.plan.unchanged = sum(
            change is None and key not in self._differing for key, change in self._changes.items()
        )
        self.plan.only_differing = len(self._changes) - len(self.plan.changes) - self.plan.unchanged
        self._assign_automatically()

    def _apply(self, answers: Collection[DoubtAnswer]) -> None:
        """Note which entries are known people because somebody said so, and which are not."""
        self._answered: dict[int, list[int]] = defaultdict(list)  # key of the person who is there → places
        self._apart: set[tuple[int, int]] = set()
        taken: set[tuple[int, str]] = set()
        for answer in answers:
            place = self._place_of.get(answer.line)
            if answer.person_id is None or place is None:
                continue
            if answer.is_same and place not in self._found:
                self._found[place] = answer.person_id
                self._answered[answer.person_id].append(place)
                taken |= {(answer.person_id, name) for name in answer.take}
            elif not answer.is_same:
                self._apart.add((place, answer.person_id))
        if self._take is not None and taken:
            self._take = {*self._take, *taken}

    def _change_answered(self) -> None:
        """What the list says of those whom only an answer names."""
        known = people_bulk.known_people(list(self._answered))
        for key, places in self._answered.items():
            if key in known:
                listed = merged((self._people[place].values for place in places), self._country)
                self._changes[key] = self._change(known[key], listed, self._people[places[0]])
            else:  # gone meanwhile: then they are somebody new
                for place in places:
                    del self._found[place]

    def _find_again(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        by_label: dict[str, list[int]] = defaultdict(list)
        for place, own in enumerate(self._traits):
            places[own.key].append(place)
            for label in telling_labels(own):
                by_label[label].append(place)
        self._steps.step("match")
        there = people_bulk.candidates(places, by_label, self._country, lambda: self._steps.step("match"))
        self._shared = self._shared_numbers(there.names_of_number)
        done = 0
        for names in portions(there.by_name, 100):
            known = people_bulk.known_people([key for name in names for key in there.by_name[name]])
            for name in names:
                left = [place for place in places[name] if place not in self._found]
                self._match(left, [known[key] for key in there.by_name[name] if key in known])
            done += len(names)
            self._steps.step("match", done, len(there.by_name))
        self._doubt_across_names(by_label, there.by_label)

    def _shared_numbers(self, names_of_number: Mapping[str, set[str]]) -> frozenset[str]:
        """Return the numbers that stand on too many names in the database and the list together."""
        holders = {number: set(names) for number, names in names_of_number.items()}
        for own in self._traits:
            for number in own.all_phones:
                holders.setdefault(number, set()).add(own.key)
        return frozenset(number for number, names in holders.items() if len(names) > MOST_NAMES)

    def _known_traits(self, person: KnownPerson) -> Traits:
        entered = self._local(person.created_at).date()
        return known_traits(person.values, entered, self._country, self._shared)

    def _match(self, places: Sequence[int], known: Sequence[KnownPerson]) -> None:
        """Find the people at *places* of the list, all of one name, among those *known* by that name."""
        stored = [self._known_traits(person) for person in known]
        entries = [without_shared(self._traits[place], self._shared) for place in places]
        uncertain = [index for index, place in enumerate(places) if self._people[place].has_homonyms]
        claimed: dict[int, list[int]] = defaultdict(list)
        matches = find_again(entries, stored, uncertain)
        for place, entry, match in zip(places, entries, matches, strict=True):
            if match.index is None:
                for index in match.doubtful:
                    self._doubt(place, known[index], reasons(entry, stored[index]))
            else:
                self._found[place] = known[match.index].id
                claimed[match.index].append(place)
        for index, whose in claimed.items():
            whose.extend(self._answered.pop(known[index].id, []))
            listed = merged((self._people[place].values for place in whose), self._country)
            self._changes[known[index].id] = self._change(known[index], listed, self._people[whose[0]])

    def _doubt(self, place: int, known: KnownPerson, agreeing: tuple[str, ...]) -> None:
        if (place, known.id) not in self._apart:
            name = full_name(known.values)
            self._doubtful[place][known.id] = Compared(name, known.values, agreeing, person_id=known.id)

    def _doubt_across_names(self, by_label: Mapping[str, list[int]], there: Mapping[str, list[int]]) -> None:
        """Note those of other names who share a number, an address or a birthday, and whose names differ by little."""
        pairs = {
            (place, key)
            for label, keys in there.items()
            if len(keys) <= _MOST_ON_A_LABEL
            for place in by_label[label][:_MOST_ON_A_LABEL]
            if place not in self._found
            for key in keys
        }
        for portion in portions(sorted(pairs)):
            known = people_bulk.known_people({key for _, key in portion})
            self._steps.step("match")
            for place, key in portion:
                if key not in known:
                    continue
                entry, stored = (
                    without_shared(self._traits[place], self._shared),
                    self._known_traits(known[key]),
                )
                if entry.key != stored.key and likeness(entry, stored) is Likeness.PERHAPS:
                    self._doubt(place, known[key], reasons(entry, stored))

    def _change(self, known: KnownPerson, listed: Mapping[str, Value], person: SamePerson) -> Change | None:
        """Return what is *listed* beyond what is known of the person: of two last contacts the later counts, and what is there is overwritten only when told to."""
        after: dict[str, Any] = {
            name: listed[name] for name in FILLED_IN if listed.get(name) and not known.values[name]
        }
        contact, earlier = listed.get("last_contact_on"), known.values["earlier_contact_on"]
        if isinstance(contact, date) and (earlier is None or contact > earlier):
            after["earlier_contact_on"] = contact
        after |= self._differences(known, listed, person)
        mentor = self._mentors.named(listed) if known.mentor_id is None else None
        if not after and mentor is None:
            return None
        return Change(known, after, mentor)

    def _differences(
        self, known: KnownPerson, listed: Mapping[str, Value], person: SamePerson
    ) -> dict[str, Any]:
        """Note what the list says otherwise than the office has it; what of that is to be taken."""
        taken: dict[str, Any] = {}
        for name in FILLED_IN:
            has, says = str(known.values[name] or ""), str(listed.get(name) or "")
            if not has or not says:
                continue
            value = new_value(name, has, says, self._country)
            if value is None:
                continue
            take = self._take is None or (known.id, name) in self._take
            line = person.members[0].row.line
            self.plan.differences.append(
                Difference(known.id, full_name(known.values), line, name, has, says, take)
            )
            self._differing.add(known.id)
            if take:
                taken[name] = value
        return taken

    def _addition(self, person: SamePerson) -> Addition:
        listed = person.values
        name = self._name(person)
        # folded now: while it is written, everybody else has to wait
        return Addition(
            listed,
            self._mentors.named(listed),
            derived.name_key(*name),
            derived.search_text({"first_name": "", "last_name": "", **listed}),
            line=person.members[0].row.line,
        )

    @staticmethod
    def _name(person: SamePerson) -> tuple[str, str]:
        return str(person.values.get("first_name", "")), str(person.values.get("last_name", ""))

    def _note_doubt(self, place: int, person: SamePerson) -> None:
        line = person.members[0].row.line
        others = [other for other in person.doubtful if (other.line, line) not in self._told]
        known = tuple(self._doubtful.get(place, {}).values())
        if others or known:
            agreeing = dict.fromkeys(
                [reason for other in others for reason in other.reasons]
                + [reason for doubt in known for reason in doubt.reasons]
            )
            self.plan.doubts.append(
                Doubt(
                    name=person.name,
                    line=line,
                    other_lines=tuple(other.line for other in others),
                    known=tuple(KnownName(each.person_id or 0, each.name) for each in known),
                    reasons=tuple(agreeing),
                    others=tuple(other.name for other in others),
                    values=person.values,
                    compared=(*(self._row_compared(other) for other in others), *known),
                )
            )
            self._told.update((line, other.line) for other in others)

    def _row_compared(self, other: OtherRow) -> Compared:
        """Another row of the list, as it is laid beside the one that it may be."""
        on_line = self._on_line.get(other.line)
        values = on_line.values if on_line is not None else {}
        return Compared(other.name, values, other.reasons, line=other.line)

    def _assign_automatically(self) -> None:
        """As for somebody who is added by hand; those who do not wait for anybody stay without."""
        organisation = read_organisation()
        if not organisation.assign_automatically:
            return
        counts = Counter(waiting_queries.active_persons_of_mentors())
        given = [addition.mentor for addition in self.plan.added if _waits(addition.values)]
        given += [change.mentor for change in self.plan.changes if change.person.waits]
        counts.update(mentor.id for mentor in given if mentor is not None and mentor.id is not None)
        chosen = one_by_one(organisation.mentor_limit, counts)
        for index, addition in enumerate(self.plan.added):
            if addition.mentor is None and not addition.values.get("mentor") and _waits(addition.values):
                name = next(chosen, None)
                if name is None:
                    return
                mentor = PlannedMentor(name.first_name, name.last_name, name.id, is_active=True)
                self.plan.added[index] = replace(addition, mentor=mentor, automatic=True)


def _waits(values: Mapping[str, Value]) -> bool:
    return not values.get("not_called") and values.get("status", PersonStatus.TO_VISIT) in WAITING_STATUSES


def new_value(name: str, has: str, says: str, country: str) -> str | None:
    """Return what the field *name* becomes when what the list *says* is taken where the office *has* something; None: nothing is new."""
    if name == "phone":
        phones = with_phones(has, says, country)
        return phones if phones != has else None
    if name in {"notes", "prayer_requests"}:
        return None if says in has else f"{has}\n{says}"
    if name == "date_of_birth" and (has.startswith(says) or (says.startswith("--") and has[4:] == says[1:])):
        return None
    return says if fold(says) != fold(has) and fold(says) not in fold(has) else None
