"""Whatever people do in whatever order: the derived columns stay true, and every list says what a slow sum over all rows says."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import PersonStatus, Role
from tests.support.office import TODAY, Office


@dataclass(frozen=True)
class Deed:
    """What somebody does, to the how-manieth of those it can be done to, with what."""

    what: str
    place: int
    on: date  # the day of the contact or of the first visit
    promise: int | None  # how many days after the contact the next action is due
    status: PersonStatus
    yes: bool
    reached: bool


# what happens often in an office is often tried
WEIGHTS = {
    "record": 8,
    "promise": 3,
    "move": 3,
    "tick": 2,
    "delete": 2,
    "restore": 2,
    "set_status": 2,
    "assign": 2,
    "add": 1,
    "edit_person": 1,
    "delete_person": 1,
    "restore_person": 1,
    "pause": 2,
    "resume": 1,
    "go_away": 2,
    "come_back": 1,
}
DEEDS = st.builds(
    Deed,
    what=st.sampled_from([what for what, weight in WEIGHTS.items() for _ in range(weight)]),
    place=st.integers(0, 11),
    on=st.integers(0, 9).map(lambda ago: TODAY - timedelta(days=ago)),
    promise=st.none() | st.integers(0, 14),
    status=st.sampled_from(PersonStatus),
    yes=st.booleans(),
    reached=st.booleans(),
)


@dataclass
class Contact:
    """A follow-up as this file remembers it."""

    id: int
    person: int
    author: int
    on: date
    due: date | None
    reached: bool
    ticked: bool = False
    deleted: bool = False
    closed_by: int = 0
    kept_after: int = 0


@dataclass
class Somebody:
    """A person as this file remembers them."""

    id: int
    first_visit: date
    mentor: int | None = None
    status: str = "to_visit"
    deleted: bool = False
    paused_until: date | None = None
    to_try_again: bool = False


class Remembering:
    """Deeds through the controllers, remembered in plain lists beside them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.persons: list[Somebody] = []
        self.contacts: list[Contact] = []
        self.uuids: dict[int, UUID] = {}
        self.pastor = office.user(Role.PASTOR)
        self.mentors = [office.user(Role.MENTOR) for _ in range(3)]
        self.away: dict[int, tuple[int, int]] = {}  # who is away → the colleague chosen, the absence
        for number in range(2):
            self._add(TODAY - timedelta(days=9))
            self._assign(self.persons[number], self.mentors[number])

    def do(self, deed: Deed) -> None:
        """Do it, when there is anything that it can be done to."""
        getattr(self, deed.what)(deed)

    # -- deeds

    def _add(self, first_visit: date) -> None:
        added = self.office.person(by=self.pastor, first_visit_on=first_visit)
        self.persons.append(Somebody(added.id, first_visit))

    def add(self, deed: Deed) -> None:
        if len(self.persons) < 4:
            self._add(deed.on)

    def _person(self, deed: Deed) -> Somebody | None:
        there = [one for one in self.persons if not one.deleted]
        return there[deed.place % len(there)] if there else None

    def _contact(self, deed: Deed, keep: Callable[[Contact], bool]) -> Contact | None:
        gone = {one.id for one in self.persons if one.deleted}
        there = [one for one in self.contacts if one.person not in gone and keep(one)]
        return there[deed.place % len(there)] if there else None

    def record(self, deed: Deed) -> None:
        somebody = self._person(deed)
        if somebody is None:
            return
        author = self.pastor
        if deed.yes and somebody.mentor is not None:
            author = next(one for one in self.mentors if one.id == self._looks_after(somebody.mentor))
        due = deed.on + timedelta(days=deed.promise) if deed.promise is not None else None
        opened = [one for one in self._open() if one.person == somebody.id]
        # as from the form, with every second one's box ticked; or as over HTTP, where nothing is said
        chosen = [one for one in opened if one.id % 2] if deed.place % 2 else None
        recorded = self.office.controllers.follow_ups.record(
            author,
            {
                "person": self.office.controllers.persons.get(self.pastor, somebody.id).uuid,
                "interaction_type": "visit" if due else "call",
                "interaction_date": deed.on,
                "notes": "x",
                "outcome": "neutral" if deed.reached else "no_contact",
                "next_action_needed": due is not None,
                "next_action_date": due,
            },
            None if chosen is None else [self.uuids[one.id] for one in chosen],
        )
        for one in opened:
            if chosen is None:
                break
            by_itself = deed.reached and one.due is not None and deed.on >= one.due
            if one in chosen and not by_itself:
                one.closed_by = recorded.id
            elif one not in chosen and by_itself:
                one.kept_after = recorded.id
        self.uuids[recorded.id] = recorded.uuid
        first = not any(one.person == somebody.id and not one.deleted for one in self.contacts)
        assert recorded.status_changed is (first and somebody.status == "to_visit")
        if recorded.status_changed:
            somebody.status = "in_follow_up"
        if deed.reached and somebody.to_try_again:
            somebody.paused_until, somebody.to_try_again = None, False
        self.contacts.append(Contact(recorded.id, somebody.id, author.id, deed.on, due, deed.reached))

    def move(self, deed: Deed) -> None:
        contact = self._contact(deed, lambda one: not one.deleted and (one.due is None or one.due >= deed.on))
        if contact is not None:
            self.office.controllers.follow_ups.update(self.pastor, contact.id, {"interaction_date": deed.on})
            contact.on = deed.on

    def promise(self, deed: Deed) -> None:
        contact = self._contact(deed, lambda one: not one.deleted)
        if contact is None:
            return
        due = contact.on + timedelta(days=deed.promise) if deed.promise is not None else None
        self.office.controllers.follow_ups.update(
            self.pastor, contact.id, {"next_action_needed": due is not None, "next_action_date": due}
        )
        if due != contact.due:
            contact.ticked, contact.closed_by = False, 0
        contact.due = due

    def tick(self, deed: Deed) -> None:
        contact = self._contact(deed, lambda one: not one.deleted and one.due is not None)
        if contact is not None:
            is_open = contact in self._open()
            self.office.controllers.follow_ups.tick_next_action(self.pastor, contact.id, done=deed.yes)
            if deed.yes:
                contact.ticked = True
            elif not is_open:  # opened again, whatever closed it
                contact.ticked, contact.closed_by = False, 0
                contact.kept_after = max(one.id for one in self.contacts if one.person == contact.person)

    def delete(self, deed: Deed) -> None:
        contact = self._contact(deed, lambda one: not one.deleted)
        if contact is not None:
            self.office.controllers.follow_ups.delete(self.pastor, contact.id)
            contact.deleted = True

    def restore(self, deed: Deed) -> None:
        contact = self._contact(deed, lambda one: one.deleted)
        if contact is not None:
            self.office.controllers.follow_ups.restore(self.pastor, contact.id)
            contact.deleted = False

    def set_status(self, deed: Deed) -> None:
        somebody = self._person(deed)
        if somebody is not None:
            self.office.controllers.persons.set_status(self.pastor, somebody.id, {"status": deed.status})
            somebody.status = str(deed.status)

    def pause(self, deed: Deed) -> None:
        somebody = self._person(deed)
        if somebody is not None:
            until = TODAY + (TODAY - deed.on) + timedelta(days=1)
            reason = "not_reached" if deed.yes else "travelling"
            self.office.controllers.pauses.pause(self.pastor, somebody.id, {"until": until, "reason": reason})
            somebody.paused_until, somebody.to_try_again = until, deed.yes

    def resume(self, deed: Deed) -> None:
        for somebody in [one for one in self.persons if one.paused_until and not one.deleted][:1]:
            self.office.controllers.pauses.resume(self.pastor, somebody.id)
            somebody.paused_until, somebody.to_try_again = None, False

    def go_away(self, deed: Deed) -> None:
        one, colleague = self.mentors[deed.place % 3], self.mentors[(deed.place + 1 + deed.yes) % 3]
        if one.id not in self.away:
            days = {"first_on": deed.on, "last_on": TODAY}
            added = self.office.controllers.absences.add(
                self.pastor, {"user": one.uuid, "colleague": colleague.uuid, **days}
            )
            self.away[one.id] = colleague.id, added.id

    def come_back(self, deed: Deed) -> None:
        for one in sorted(self.away)[:1]:
            self.office.controllers.absences.end(self.pastor, self.away.pop(one)[1])

    def _looks_after(self, mentor: int) -> int:
        """Who looks after the people of *mentor* today."""
        asked = [mentor]
        while asked[-1] in self.away and self.away[asked[-1]][0] not in asked:
            asked.append(self.away[asked[-1]][0])
        return asked[-1]

    def _assign(self, somebody: Somebody, mentor: Actor | None) -> None:
        values = {"mentor": mentor.uuid if mentor else None}
        self.office.controllers.persons.assign(self.pastor, somebody.id, values)
        somebody.mentor = mentor.id if mentor else None

    def assign(self, deed: Deed) -> None:
        somebody = self._person(deed)
        if somebody is not None:
            self._assign(somebody, (*self.mentors, None)[deed.place % 4])

    def edit_person(self, deed: Deed) -> None:
        somebody = self._person(deed)
        if somebody is not None:
            self.office.controllers.persons.update(self.pastor, somebody.id, {"first_visit_on": deed.on})
            somebody.first_visit = deed.on

    def delete_person(self, deed: Deed) -> None:
        somebody = self._person(deed)
        if somebody is not None:
            self.office.controllers.persons.delete(self.pastor, somebody.id)
            somebody.deleted = True

    def restore_person(self, deed: Deed) -> None:
        for somebody in [one for one in self.persons if one.deleted][:1]:
            self.office.controllers.persons.restore(self.pastor, somebody.id)
            somebody.deleted = False

    # -- what must be true after each

    def nothing_is_wrong(self) -> None:
        assert self.office.problems() == ()

    def _contacts(self) -> list[Contact]:
        """Those that count, with the persons that are there."""
        there = {one.id for one in self.persons if not one.deleted}
        return [one for one in self.contacts if not one.deleted and one.person in there]

    def _open(self) -> list[Contact]:
        counting = self._contacts()
        return [
            one
            for one in counting
            if one.due is not None
            and not one.ticked
            and not any(
                later.id == one.closed_by
                or (
                    later.person == one.person
                    and later.id > max(one.id, one.kept_after)
                    and later.reached
                    and later.on >= one.due
                )
                for later in counting
            )
        ]

    def _theirs(self, user: Actor) -> list[Contact]:
        """The open next actions of one user: those of whoever is responsible, else of the author."""
        mentor_of = {one.id: one.mentor for one in self.persons}
        looked_after = {one.id for one in self.mentors if user.id in {one.id, self._looks_after(one.id)}}
        return [
            one
            for one in self._open()
            if mentor_of[one.person] in looked_after
            or (mentor_of[one.person] is None and one.author == user.id)
        ]

    def _the_same_is_said_of(self, actor: Actor, mine: list[Contact]) -> None:
        """Lists, figures and HTTP's controllers say of *actor* what the plain list *mine* says."""
        if actor is self.pastor:
            return
        waiting, follow_ups = self.office.controllers.waiting, self.office.controllers.follow_ups
        pending = [one for one in mine if one.due is not None and one.due >= TODAY]
        figures = follow_ups.statistics(actor, "week", None).figures
        assert (figures.pending_actions, figures.overdue_actions) == (len(pending), len(mine) - len(pending))
        assert {one.id for one in waiting.upcoming_actions(self.pastor, 365, actor.uuid)} == {
            one.id for one in pending if one.due is not None and one.due <= TODAY + timedelta(days=365)
        }
        asked = waiting.next_actions(self.pastor, None, date.max, actor.id)
        assert {one.id for one in asked} == {one.id for one in mine}

    def _the_figures_add_up(self) -> None:
        """The statistics of everybody count each once, and side by side say what is said of each mentor alone."""
        statistics = self.office.controllers.statistics
        everybody = statistics.overview(self.pastor, statistics.period("week"))
        figures = everybody.figures
        assert figures.pending_actions + figures.overdue_actions == len(self._open())
        for one in everybody.mentors:
            alone = self.office.controllers.follow_ups.statistics(
                self.pastor, "week", one.mentor.uuid
            ).figures
            assert one.figures == alone

    def _last(self, somebody: Somebody) -> date | None:
        return max((one.on for one in self._contacts() if one.person == somebody.id), default=None)

    def _actors(self) -> list[tuple[Actor, set[int | None]]]:
        """Everybody, with the mentors whose persons they see: their own are always among them."""
        keys = [one.id for one in self.mentors]
        seen: dict[int, set[int | None]] = {
            one.id: {one.id, *(key for key in keys if self._looks_after(key) == one.id)}
            for one in self.mentors
        }
        return [(self.pastor, {*keys, None}), *((one, seen[one.id]) for one in self.mentors)]

    def _attempts(self, somebody: Somebody) -> tuple[int, date | None]:
        """How many in a row reached nobody, and the last contact before them."""
        mine = sorted((one.on, one.id, one.reached) for one in self._contacts() if one.person == somebody.id)
        missed = 0
        while mine and not mine[-1][2]:
            mine.pop()
            missed += 1
        return missed, max((on for on, _, reached in mine if reached), default=None)

    def the_overdue_list_is_right(self) -> None:
        waiting = self.office.controllers.waiting
        for actor, whose in self._actors():
            for threshold in (0, 7):
                there = [
                    one
                    for one in self.persons
                    if not one.deleted and one.status in {"to_visit", "in_follow_up"} and one.mentor in whose
                    if (TODAY - (self._last(one) or one.first_visit)).days >= threshold
                ]
                expected = [
                    (
                        (TODAY - (self._last(one) or one.first_visit)).days,
                        -one.id,
                        self._last(one),
                        *self._attempts(one),
                    )
                    for one in there
                    if one.paused_until is None
                ]
                rows = waiting.overdue(actor, threshold)
                found = [
                    (row.days, -row.person.id, row.last_contact_on, row.missed_attempts, row.last_reached_on)
                    for row in rows
                ]
                assert found == sorted(expected, key=lambda row: row[:2], reverse=True)
                assert waiting.count(actor, threshold) == len(rows)
                for row in rows:
                    mentor = row.mentor.id if row.mentor else None
                    substitute = self._looks_after(mentor) if mentor in self.away else None
                    assert (row.looked_after_by.id if row.looked_after_by else None) == substitute
                paused = sorted((one.paused_until, one.id) for one in there if one.paused_until)
                listed = waiting.paused(actor, threshold)
                assert [(row.until, row.person.id) for row in listed] == paused
            assert waiting.dashboard(actor, 7).counts.paused == len(waiting.paused(actor))

    def the_next_actions_are_right(self) -> None:
        waiting, follow_ups = self.office.controllers.waiting, self.office.controllers.follow_ups
        mentor_of = {one.id: one.mentor for one in self.persons}
        for actor, whose in self._actors():
            mine = [
                one
                for one in self._open()
                if mentor_of[one.person] in whose
                or (mentor_of[one.person] is None and one.author == actor.id)
            ]
            expected = sorted((one.due, one.id) for one in mine)
            found = waiting.next_actions(actor, None, date.max)
            assert [(one.due_on, one.id) for one in found] == expected
            self._the_same_is_said_of(actor, mine)
            counts = waiting.dashboard(actor, 7).counts
            assert counts.past_due == sum(due < TODAY for due, _ in expected if due)
            assert counts.coming_up == sum(TODAY <= due <= TODAY + timedelta(7) for due, _ in expected if due)
        self._the_figures_add_up()
        for one in self._contacts():
            assert follow_ups.get(self.pastor, one.id).next_action_open is (one in self._open())

    def the_figures_are_right(self) -> None:
        for author in (self.pastor, *self.mentors):
            figures = self.office.controllers.follow_ups.statistics(author, "week", author.uuid).figures
            written = [one for one in self._contacts() if one.author == author.id]
            inside = [one for one in written if TODAY - timedelta(days=6) <= one.on]
            promised = [one.due for one in self._theirs(author) if one.due]
            assert figures.interactions == len(inside) == sum(figures.by_outcome.values())
            assert figures.active_persons == len({one.person for one in inside})
            assert figures.pending_actions == sum(due >= TODAY for due in promised)
            assert figures.overdue_actions == sum(due < TODAY for due in promised)

    def the_totals_are_right(self) -> None:
        controllers = self.office.controllers
        mentor_of = {one.id: one.mentor for one in self.persons}
        for actor, whose in self._actors():
            mine = [one for one in self._contacts() if mentor_of[one.person] in whose]
            listed = controllers.follow_ups.list(actor, FollowUpFilter(), limit=1_000)
            assert [one.id for one in listed.items] == [
                one.id for one in sorted(mine, key=lambda one: (one.on, one.id), reverse=True)
            ]
            assert listed.total == len(mine)
            seen = [one for one in self.persons if not one.deleted and one.mentor in whose]
            assert controllers.persons.list(actor, PersonFilter()).total == len(seen)
        active: dict[int | None, int] = {}
        for somebody in self.persons:
            if not somebody.deleted and somebody.status in {"to_visit", "in_follow_up"}:
                active[somebody.mentor] = active.get(somebody.mentor, 0) + 1
        for one in controllers.mentors.list(self.pastor):
            assert one.active_persons == active.get(one.id, 0)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=st.lists(DEEDS, min_size=12, max_size=30))
def test_whatever_people_do_every_list_stays_right(deeds: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        try:
            people = Remembering(office)
            for deed in deeds:
                people.do(deed)
                people.nothing_is_wrong()
                people.the_overdue_list_is_right()
                people.the_next_actions_are_right()
                people.the_figures_are_right()
                people.the_totals_are_right()
        finally:
            office.application.close()
