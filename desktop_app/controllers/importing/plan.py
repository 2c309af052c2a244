"""What is to become of a list: who is added, who is there already and gets what, who may be whom. Writes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from desktop_app.controllers.mentors import MENTORING_ROLES, one_by_one
from desktop_app.controllers.organisation import read_organisation
from desktop_app.database import derived
from desktop_app.database.models import UserTable
from desktop_app.database.queries import people_bulk, waiting_queries
from desktop_app.database.queries.people_bulk import KnownPerson, portions
from desktop_app.domain.duplicates import name_key, traits
from desktop_app.domain.errors import Cancelled
from desktop_app.domain.person_fields import FILLED_IN
from desktop_app.domain.vocabulary import WAITING_STATUSES, PersonStatus
from desktop_app.exchange.imports.import_report import Doubt, RefusedRows
from desktop_app.exchange.imports.known_people import find_again, known_traits
from desktop_app.exchange.imports.people_columns import PersonField
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow
from desktop_app.exchange.imports.people_rows import ReadPerson, Value, habits_of, read_row, split_name
from desktop_app.exchange.imports.same_people import SamePerson, group_same_people, merged

_AT_ONCE = 500
_STAGES = {"read": (0.0, 0.6), "match": (0.6, 0.8), "write": (0.8, 1.0)}


class Steps:
    """Tells how far the work is, and stops it when it is asked to. The total is the number of the list's rows."""

    def __init__(
        self,
        on_progress: Callable[[int, int], object] | None,
        should_stop: Callable[[], bool] | None,
        total: int,
    ) -> None:
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._total = total
        self._told = -1

    def step(self, stage: str, done: int = 0, count: int = 1) -> None:
        """*done* of *count* in *stage*.

        Raises:
            Cancelled: it was asked to stop.
        """
        if self._should_stop is not None and self._should_stop():
            raise Cancelled
        begin, end = _STAGES[stage]
        self._tell(int(self._total * (begin + (end - begin) * done / max(count, 1))))

    def finish(self) -> None:
        """All is done, and cannot be stopped any more."""
        self._tell(self._total)

    def _tell(self, reached: int) -> None:
        if (
            self._on_progress is not None and reached > self._told
        ):  # never back, though a plan may be made twice
            self._told = reached
            self._on_progress(reached, self._total)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list says: its people, each once, and the rows that cannot be taken in."""

    people: list[SamePerson]
    refused: RefusedRows
    repeated: int


@dataclass(slots=True, eq=False)
class PlannedMentor:
    """A mentor whom a list names; without ``id`` until one who is not known yet is written."""

    first_name: str
    last_name: str
    id: int | None = None
    is_active: bool = False

    @property
    def full_name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Addition:
    """Somebody new. ``automatic``: the mentor was chosen as having the fewest persons."""

    values: Mapping[str, Value]
    mentor: PlannedMentor | None
    name_key: str
    search_text: str
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who is there, and what of theirs was empty and is filled in; with a mentor where they had none."""

    person: KnownPerson
    after: Mapping[str, Any]
    mentor: PlannedMentor | None


@dataclass(slots=True)
class Plan:
    """Everything that is decided, in the order of the list."""

    added: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    new_mentors: list[PlannedMentor] = field(default_factory=list)
    unclear_mentors: list[str] = field(default_factory=list)


def read_list(
    people_file: PeopleFile, columns: Mapping[int, PersonField], today: date, steps: Steps
) -> Reading:
    """Read every row.

    Raises:
        Cancelled: it was asked to stop.
    """
    total = 2 * people_file.records  # the list is gone through twice

    def rows(first: int) -> Iterator[SourceRow]:
        for row in people_file.rows():
            steps.step("read", first + row.number, total)
            yield row

    habits = habits_of(people_file.headings, columns, rows(0))
    refused: list[tuple[SourceRow, str]] = []

    def accepted() -> Iterator[ReadPerson]:
        for row in rows(people_file.records):
            person = read_row(row, columns, today, habits)
            if person.problems:
                refused.append((row, person.reason))
            else:  # its text is not needed any more, and of a long list it is most of the memory
                yield replace(person, row=replace(row, cells=(), raw=""))

    people = group_same_people(accepted())
    repeated = sum(len(person.members) - 1 for person in people)
    return Reading(people, RefusedRows(people_file.without_rows(), tuple(refused)), repeated)


def let_go(used: list[Any]) -> None:
    """Forget what is in *used* piece by piece: a hundred thousand people at once would stop every thread, the windows' too."""
    while used:
        del used[-_AT_ONCE:]


def make_plan(reading: Reading, local: Callable[[datetime], datetime], steps: Steps) -> Plan:
    """Decide what becomes of the list, as the database is now; within a read or a transaction.

    Raises:
        Cancelled: it was asked to stop.
    """
    return _Planning(reading, local, steps).plan


class _Planning:
    """One plan while it is made."""

    def __init__(self, reading: Reading, local: Callable[[datetime], datetime], steps: Steps) -> None:
        self.plan = Plan()
        self._people = reading.people
        self._local = local
        self._steps = steps
        self._mentors = _NamedMentors(self.plan)
        self._found: dict[int, int] = {}  # place in the list → key of the person who is there
        self._doubtful: dict[int, tuple[int, ...]] = {}
        self._told: set[tuple[int, int]] = set()
        self._changes: dict[int, Change | None] = {}  # key of the person who is there → what changes
        self._find_again()
        for place, person in enumerate(self._people):
            if place not in self._found:
                self.plan.added.append(self._addition(person))
                self._note_doubt(place, person)
        self.plan.changes = [change for change in self._changes.values() if change is not None]
        self.plan.unchanged = len(self._changes) - len(self.plan.changes)
        self._assign_automatically()

    def _find_again(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(self._people):
            places[person.key].append(place)
        self._steps.step("match")
        keys = people_bulk.keys_by_name(places, lambda: self._steps.step("match"))
        done = 0
        for names in portions(keys, 100):
            known = people_bulk.known_people([key for name in names for key in keys[name]])
            for name in names:
                self._match(places[name], [known[key] for key in keys[name] if key in known])
            done += len(names)
            self._steps.step("match", done, len(keys))

    def _match(self, places: Sequence[int], known: Sequence[KnownPerson]) -> None:
        """Find the people at *places* of the list, all of one name, among those *known* by that name."""
        stored = [known_traits(one.values, self._local(one.created_at).date()) for one in known]
        people = [self._people[place] for place in places]
        uncertain = [index for index, person in enumerate(people) if person.doubtful_lines]
        matches = find_again([traits(person.values) for person in people], stored, uncertain)
        claimed: dict[int, list[int]] = defaultdict(list)
        for place, match in zip(places, matches, strict=True):
            if match.index is None:
                self._doubtful[place] = tuple(known[index].id for index in match.doubtful)
            else:
                self._found[place] = known[match.index].id
                claimed[match.index].append(place)
        for index, whose in claimed.items():
            said = merged(self._people[place].values for place in whose)
            self._changes[known[index].id] = self._change(known[index], said)

    def _change(self, known: KnownPerson, said: Mapping[str, Value]) -> Change | None:
        """What *said* adds to the person: nothing that is there is overwritten; of two last contacts the later counts."""
        after: dict[str, Any] = {
            name: said[name] for name in FILLED_IN if said.get(name) and not known.values[name]
        }
        contact, earlier = said.get("last_contact_on"), known.values["earlier_contact_on"]
        if isinstance(contact, date) and (earlier is None or contact > earlier):
            after["earlier_contact_on"] = contact
        mentor = self._mentors.named(said) if known.mentor_id is None else None
        if not after and mentor is None:
            return None
        return Change(known, after, mentor)

    def _addition(self, person: SamePerson) -> Addition:
        said = person.values
        name = self._name(person)
        # folded now: while it is written, everybody else has to wait
        return Addition(said, self._mentors.named(said), derived.name_key(*name), derived.search_text(said))

    @staticmethod
    def _name(person: SamePerson) -> tuple[str, str]:
        return str(person.values["first_name"]), str(person.values["last_name"])

    def _note_doubt(self, place: int, person: SamePerson) -> None:
        line = person.members[0].row.line
        others = tuple(other for other in person.doubtful_lines if (other, line) not in self._told)
        known = self._doubtful.get(place, ())
        if others or known:
            self.plan.doubts.append(Doubt(" ".join(self._name(person)), line, others, known))
            self._told.update((line, other) for other in others)

    def _assign_automatically(self) -> None:
        """As for somebody who is added by hand; those who do not wait for anybody stay without."""
        organisation = read_organisation()
        if not organisation.assign_automatically:
            return
        counts = Counter(waiting_queries.active_persons_of_mentors())
        given = [one.mentor for one in self.plan.added if _waits(one.values)]
        given += [one.mentor for one in self.plan.changes if one.person.waits]
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
    return values.get("status", PersonStatus.TO_VISIT) in WAITING_STATUSES


class _NamedMentors:
    """The mentors whom the list names, found among the users by name, whichever way round it is written."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._found: dict[str, PlannedMentor | None] = {}
        self._as_written: dict[str, PlannedMentor | None] = {}
        self._users: dict[str, list[PlannedMentor]] = defaultdict(list)
        for user in UserTable.select().where(UserTable.role.in_(MENTORING_ROLES)).order_by(UserTable.id):
            known = PlannedMentor(user.first_name, user.last_name, user.id, is_active=user.is_active)
            self._users[name_key(user.first_name, user.last_name)].append(known)

    def named(self, values: Mapping[str, Value]) -> PlannedMentor | None:
        """The mentor that an entry of the list names, if it names one, and not several."""
        written = str(values.get("mentor", ""))
        if not written:
            return None
        if written not in self._as_written:
            key = name_key(written, "")
            if key not in self._found:
                self._found[key] = self._sought(key, written)
            self._as_written[written] = self._found[key]
        return self._as_written[written]

    def _sought(self, key: str, written: str) -> PlannedMentor | None:
        same_name = self._users[key]
        candidates = [one for one in same_name if one.is_active] or same_name
        if not candidates:
            new = PlannedMentor(*split_name(written, last_first=False))
            self._plan.new_mentors.append(new)
            return new
        if len(candidates) > 1:
            self._plan.unclear_mentors.append(written)
            return None
        return candidates[0]
