"""Whatever happens and however the clock runs: exactly the reminders that a slow and plain reading of the rules gives.

The program makes them by queries, in batches, day after day; the oracle goes through every person, day and user by hand and keeps
its own book of what was made. Between the runs people are called, paused, given to others, deleted; days pass; the clock is set
forward and back; the program is started again.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop_app.controllers.care import reminders
from desktop_app.database.queries import reminder_queries
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from tests.support.office import Office

START = datetime(2028, 2, 26, 22, 30, tzinfo=UTC)  # before 29 February
ZONES = ("UTC", "Pacific/Auckland", "America/Los_Angeles", "Africa/Cairo", "Europe/Paris")
_Key = tuple[int, int, str, date]  # user, person, cause, day


@dataclass
class Known:
    """A person as the oracle knows them."""

    mentor: int | None
    first_visit: date
    created: datetime
    waits: bool = True
    deleted: bool = False
    paused_until: date | None = None
    contacts: list[date] = field(default_factory=list)
    promises: list[tuple[date, datetime]] = field(default_factory=list)  # open ones: due, recorded


@dataclass
class Book:
    """What the oracle believes the office to be, and the reminders there must be."""

    zone: str
    never: int
    since: int
    escalate: int
    actions: bool
    mentors: bool
    leaders: bool
    roles: dict[int, Role] = field(default_factory=dict)
    people: dict[int, Known] = field(default_factory=dict)
    absences: list[tuple[int, int, date, date]] = field(default_factory=list)
    made: dict[_Key, bool] = field(default_factory=dict)  # whether it is unread
    waited: dict[_Key, int] = field(default_factory=dict)  # how many days it told of when it was made
    noted: set[date] = field(default_factory=set)
    last: date | None = None

    def local(self, moment: datetime) -> date:
        """The office's day of a moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def causes(self, person: Known, day: date, *, is_today: bool) -> list[tuple[str, int]]:
        """Why a person is due on *day*, and for how many days; whom a clock that ran ahead entered is known today all the same."""
        if person.deleted or (person.paused_until is not None and person.paused_until > day):
            return []
        found = []
        if person.waits and (is_today or self.local(person.created) <= day):
            if person.contacts:
                days = (day - max(person.contacts)).days
                if days >= self.since:
                    found.append(("waitingTooLong", days))
            elif (day - person.first_visit).days >= self.never:
                found.append(("neverContacted", (day - person.first_visit).days))
        due = [
            on for on, recorded in person.promises if on < day and (is_today or self.local(recorded) <= day)
        ]
        if due and self.actions:
            found.append(("nextActionOverdue", (day - min(due)).days))
        return [(cause, days) for cause, days in found if days >= 0]

    def users(self, person: Known, day: date, days: int, cause: str) -> set[int]:
        """Whom to tell."""
        if not self.mentors and not self.leaders:
            return set()
        pastors = {key for key, role in self.roles.items() if role is Role.PASTOR}
        leaders = pastors or {key for key, role in self.roles.items() if role is Role.ADMIN}
        if (
            person.mentor is None
        ):  # a next action is its author's then: all here were recorded by the administrator
            authors = {key for key, role in self.roles.items() if role is Role.ADMIN}
            return leaders | authors if cause == "nextActionOverdue" and self.mentors else leaders
        carer = person.mentor
        for away, colleague, first, last in self.absences:
            if away == person.mentor and first <= day <= last:
                carer = colleague
        told = {carer} if self.mentors else set()
        return told | leaders if days >= self.escalate and self.leaders else told

    def read(self, person: int, *causes: str) -> None:
        """What was to be told of the person, for these causes (or any), is done."""
        for one in self.made:
            if one[1] == person and (not causes or one[2] in causes):
                self.made[one] = False

    def run(self, now: datetime) -> int:
        """One run; how many were made."""
        today = self.local(now)
        for ahead, unread in list(self.made.items()):
            replaced = (*ahead[:3], today)
            if unread and ahead[3] > today and replaced in self.made:  # nothing else would tell of it
                self.made[replaced] = True
        self.made = {key: unread for key, unread in self.made.items() if key[3] <= today}
        before = len(self.made)
        if self.last is not None and self.last > today:
            self.last = max((day for day in self.noted if day <= today), default=None)
        self.noted = {day for day in self.noted if day <= today}
        first = today if self.last is None else max(self.last + timedelta(days=1), today - timedelta(days=92))
        day = min(first, today)
        while day <= today:
            due_now = set()
            for key, person in self.people.items():
                for cause, count in self.causes(person, day, is_today=day == today):
                    for user in self.users(person, day, count, cause):
                        one = (user, key, cause, day)
                        due_now.add(one)
                        if one not in self.made:
                            self.made[one] = day == today
                            self.waited[one] = count
            if day == today:
                for one in self.made:
                    if one not in due_now:
                        self.made[one] = False
            self.noted.add(day)
            day += timedelta(days=1)
        self.last = today
        added = len(self.made) - before
        oldest = today - timedelta(days=92)
        self.made = {key: unread for key, unread in self.made.items() if unread or key[3] >= oldest}
        return added


HOURS = (*(0, 5, 11, 24, 24, 24, 30, 48, 72, 100, 24 * 9, -24, -72, -24 * 20) * 3, 24 * 110)
AGO = (0, 0, 1, 3, 8, 20)
PROMISED = (0, 1, 1, 2, 3, 8, None)  # days after the contact


def any_settings(rng: random.Random) -> dict[str, object]:
    """What an office may have set; most things are on, or little would be seen of them."""
    return {
        "zone": rng.choice(ZONES),
        "never": rng.randrange(7),
        "since": rng.randrange(10),
        "escalate": rng.randrange(21),
        "actions": rng.random() < 0.8,
        "mentors": rng.random() < 0.8,
        "leaders": rng.random() < 0.7,
    }


def any_deed(rng: random.Random) -> tuple[str, tuple[object, ...]]:
    """Something that happens in an office."""
    deeds: tuple[tuple[int, str, tuple[object, ...]], ...] = (
        (4, "person", (rng.randint(-1, 3), rng.randrange(31))),
        (6, "follow_up", (rng.randrange(10), rng.choice(AGO), rng.choice(PROMISED))),
        (2, "pause", (rng.randrange(10), rng.randint(1, 5))),
        (2, "assign", (rng.randrange(10), rng.randint(-1, 3))),
        (1, "status", (rng.randrange(10), rng.random() < 0.5)),
        (1, "delete", (rng.randrange(10),)),
        (1, "restore", (rng.randrange(10),)),
        (2, "away", (rng.randrange(4), rng.randrange(4), rng.randrange(7))),
        (1, "zone", (rng.choice(ZONES),)),
        (1, "restart", ()),
    )
    ((_, name, values),) = rng.choices(deeds, [weight for weight, *_ in deeds])
    return name, values


class Tale:
    """An office and the oracle's book of it, which both live through the same."""

    def __init__(self, folder: Path, given: dict[str, Any]) -> None:
        self.office = Office(folder, START)
        self.book = Book(**given)
        self.admin = self.office.user(Role.ADMIN)
        self.mentors = [self.office.user(Role.MENTOR), self.office.user(Role.MENTOR)]
        self.mentors += [self.office.user(Role.PASTOR), self.office.user(Role.PASTOR)]
        self.book.roles = {one.id: one.role for one in [self.admin, *self.mentors]}
        self.office.settings(
            time_zone=self.book.zone,
            remind_never_contacted_days=self.book.never,
            overdue_days=self.book.since,
            escalate_days=self.book.escalate,
            remind_next_actions=self.book.actions,
            remind_mentors=self.book.mentors,
            remind_leaders=self.book.leaders,
        )

    @property
    def now(self) -> datetime:
        """This moment."""
        return self.office.clock.moment

    def today(self) -> date:
        """The office's day."""
        return self.book.local(self.now)

    def one_of(self, number: int, *, deleted: bool = False) -> int | None:
        """Some person's key."""
        keys = [key for key, person in self.book.people.items() if person.deleted == deleted]
        return keys[number % len(keys)] if keys else None

    def step(self, name: str, *given: object) -> None:
        """Live through one step."""
        getattr(self, name)(*given)

    def run(self) -> None:
        """Both make the reminders that are due, and must have the same."""
        made = self.office.controllers.reminders.make_due()
        assert (made.total, made.is_complete) == (self.book.run(self.now), True)
        found = self.office.rows(
            "SELECT user_id, person_id, kind, day, read_at IS NULL, subject_id FROM notifications WHERE day IS NOT NULL"
        )
        written = {(row[0], row[1], row[2], date.fromisoformat(row[3])): bool(row[4]) for row in found}
        assert len(written) == len(found)
        assert written == self.book.made
        for user, person, cause, day, _unread, days in found:
            assert days == self.book.waited[user, person, cause, date.fromisoformat(day)]
        assert self.office.controllers.reminders.make_due().total == 0 == self.book.run(self.now)

    def restart(self) -> None:
        """Close the program and start it again."""
        self.office.restart()

    def zone(self, name: str) -> None:
        """The office moves."""
        self.office.settings(time_zone=name)
        self.book.zone = name

    def mentor(self, number: int) -> Actor | None:
        """Some mentor or pastor, or nobody."""
        return self.mentors[number] if number >= 0 else None

    def person(self, mentor: int, ago: int) -> None:
        """Somebody new."""
        chosen = self.mentor(mentor)
        visit = self.today() - timedelta(days=ago)
        added = self.office.person(chosen, first_visit_on=visit)
        self.book.people[added.id] = Known(chosen.id if chosen else None, visit, self.now)

    def follow_up(self, number: int, ago: int, promise: int | None) -> None:
        """Somebody is called."""
        key = self.one_of(number)
        if key is None:
            return
        person, on = self.book.people[key], self.today() - timedelta(days=ago)
        due = on + timedelta(days=max(0, promise)) if promise is not None else None
        self.office.controllers.follow_ups.record(
            self.admin,
            {
                "person": self.office.controllers.persons.get(self.admin, key).uuid,
                "interaction_type": "call",
                "interaction_date": on,
                "notes": "Spoke.",
                "outcome": "no_contact",  # reaching somebody may end a pause: that has tests of its own
                "next_action_needed": due is not None,
                "next_action_date": due,
            },
        )
        person.contacts.append(on)
        if due is not None:
            person.promises.append((due, self.now))
        for one in self.book.made:
            if one[1] == key:
                self.book.made[one] = False

    def pause(self, number: int, days: int) -> None:
        """Somebody is paused."""
        key = self.one_of(number)
        if key is not None:
            until = self.today() + timedelta(days=days)
            values = {"until": until, "reason": "travelling"}
            self.office.controllers.pauses.pause(self.admin, key, values)
            self.book.people[key].paused_until = until
            self.book.read(key)

    def assign(self, number: int, mentor: int) -> None:
        """Somebody is given to another."""
        key, chosen = self.one_of(number), self.mentor(mentor)
        if key is not None:
            values = {"mentor": chosen.uuid if chosen else None}
            self.office.controllers.persons.assign(self.admin, key, values)
            self.book.people[key].mentor = chosen.id if chosen else None

    def status(self, number: int, waits: bool) -> None:  # noqa: FBT001 - a step's own
        """Somebody waits, or no longer."""
        key = self.one_of(number)
        if key is not None:
            status = "in_follow_up" if waits else "integrated"
            self.office.controllers.persons.set_status(self.admin, key, {"status": status})
            self.book.people[key].waits = waits
            if not waits:
                self.book.read(key, "neverContacted", "waitingTooLong")

    def delete(self, number: int) -> None:
        """Somebody is taken off every list."""
        key = self.one_of(number)
        if key is not None:
            self.office.controllers.persons.delete(self.admin, key)
            self.book.people[key].deleted = True

    def restore(self, number: int) -> None:
        """Somebody comes back."""
        key = self.one_of(number, deleted=True)
        if key is not None:
            self.office.controllers.persons.restore(self.admin, key)
            self.book.people[key].deleted = False

    def away(self, user: int, colleague: int, days: int) -> None:
        """A mentor is away from today on; nobody who is away themselves stands in."""
        today = self.today()
        busy = {one[0] for one in self.book.absences} | {one[1] for one in self.book.absences}
        away, other = self.mentors[user], self.mentors[colleague]
        if away.id == other.id or away.id in busy or other.id in {one[0] for one in self.book.absences}:
            return
        last = today + timedelta(days=days)
        values = {"user": away.uuid, "colleague": other.uuid, "first_on": today, "last_on": last}
        self.office.controllers.absences.add(self.admin, values)
        self.book.absences.append((away.id, other.id, today, last))


@contextmanager
def small_batches() -> Iterator[None]:
    """A large office's way of working, with few people."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reminder_queries, "LOOKED_AT", 2)
        patched.setattr(reminder_queries, "AT_ONCE", 9)
        patched.setattr(reminders, "LEAST_AT_ONCE", 1)
        yield


@given(st.integers(0, 2**32))
@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_exactly_the_right_reminders(seed: int) -> None:
    """A seed tells a whole tale: strategies of many steps gave much of the same, and little happened in them."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder, small_batches():
        tale = Tale(Path(folder), any_settings(rng))
        try:
            for _ in range(3):
                tale.person(rng.randint(-1, 3), rng.randrange(31))
            for _ in range(8):
                tale.office.pass_time(hours=rng.choice(HOURS))
                for _ in range(rng.randrange(4)):
                    name, values = any_deed(rng)
                    tale.step(name, *values)
                tale.run()
        finally:
            tale.office.application.close()
