"""The invented office as rows: keys, uuids and moments given out in the order in which things would have happened."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import cached_property
from itertools import islice
from operator import itemgetter
from random import Random
from typing import Any

from desktop_app.controllers.demo.columns import (
    FOLLOW_UP,
    INTERACTION,
    LOG,
    LOGGED_OF_FOLLOW_UP,
    NOTIFICATION,
    PERSON,
    USER,
    WHO,
    FollowUpRow,
    Row,
)
from desktop_app.controllers.sign_in import hash_password
from desktop_app.database import bulk, derived
from desktop_app.database.fields import to_milliseconds
from desktop_app.database.models import (
    ActivityLogTable,
    FollowUpTable,
    InteractionServiceTable,
    InteractionTable,
    NotificationTable,
    PersonTable,
    UserTable,
)
from desktop_app.demo.people import DemoPerson, Invention
from desktop_app.demo.texts import DemoTexts
from desktop_app.domain.errors import Cancelled
from desktop_app.domain.vocabulary import LogEvent, NotificationKind, PersonStatus, Role

PASSWORD = "look-around"  # noqa: S105 - shown to everybody who asks for invented data
"""With which every invented user signs in."""

_CHUNK = 5_000
_MINUTE = 60_000
_DAY_OPENS, _DAY_CLOSES = 8 * 60, 18 * 60  # minutes after midnight
_NOTIFIED = 40
"""The newest follow-ups of which somebody is notified."""

_ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """A way in."""

    role: Role
    name: str
    email: str
    password: str


class DemoRows:
    """Writes one invented office, within a transaction."""

    def __init__(
        self,
        texts: DemoTexts,
        today: date,
        zone: tzinfo,
        seed: int,
        on_progress: Callable[[int, int], None],
        should_stop: Callable[[], bool],
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - the same people again, not secrets
        self._invention = Invention(self._random, texts, today)
        self._today = today.toordinal()
        self._zone = zone
        self._on_progress = on_progress
        self._should_stop = should_stop
        self._midnights: dict[int, int] = {}
        self._done = self._total = 0
        self._people: list[DemoPerson] = []
        self._mentor_of: list[int | None] = []
        self._lines: list[Row] = []
        self._newest: list[FollowUpRow] = []

    def write(self, persons: int, follow_ups: int, interactions: int, mentors: int) -> tuple[DemoSignIn, ...]:
        """Write that many rows; one way in for each role.

        Raises:
            Cancelled: ``should_stop`` said so.
        """
        self._total = persons + follow_ups + interactions
        self._step(0)
        sign_ins = self._write_users(mentors)
        self._people = self._invention.people(persons, follow_ups)
        self._is_met = [False] * persons
        self._insert(PersonTable, PERSON, self._person_rows())
        self._write_interactions(interactions)
        self._lines.sort(key=itemgetter(0))  # the log's own order is that of its keys
        self._write_follow_ups()
        self._write_notifications()
        return sign_ins

    # -- time and identity

    def _moment(self, day: int, minute: int) -> int:
        """Return the stored moment of a *minute* after midnight on the organisation's clocks."""
        midnight = self._midnights.get(day)
        if midnight is None:
            local = datetime.combine(date.fromordinal(day), time(), self._zone)
            midnight = self._midnights[day] = to_milliseconds(local)
        return midnight + minute * _MINUTE

    def _office_minute(self) -> int:
        return _DAY_OPENS + int((_DAY_CLOSES - _DAY_OPENS) * self._random.random())

    def _uuid(self, moment: int) -> bytes:
        """Return a version 7 uuid of that moment, drawn from the seed."""
        drawn = self._random.getrandbits(74)
        return (moment << 80 | 7 << 76 | drawn >> 62 << 64 | 2 << 62 | drawn & (1 << 62) - 1).to_bytes(16)

    # -- progress

    def _step(self, rows: int) -> None:
        if self._should_stop():
            raise Cancelled
        self._done += rows
        self._on_progress(self._done, self._total)

    def _insert(self, table: Any, columns: tuple[str, ...], rows: Iterator[Row]) -> None:
        while chunk := list(islice(rows, _CHUNK)):
            bulk.insert(table, columns, chunk)
            self._step(len(chunk))

    # -- users

    def _write_users(self, mentors: int) -> tuple[DemoSignIn, ...]:
        roles = [Role.ADMIN, Role.PASTOR, Role.CAN_COMMITTEE, *[Role.MENTOR] * mentors]
        hashed = hash_password(PASSWORD)  # once: one password for all, and hashing takes long on purpose
        since = self._moment(self._today - 1_000, _DAY_OPENS)
        rows, sign_ins = [], []
        self._names = {}
        for key, role in enumerate(roles, 1):
            first, last = self._invention.user_name()
            at = since + key * _MINUTE
            name = {Role.CAN_COMMITTEE: "committee"}.get(role, str(role))
            number = str(key - 3) if key > 4 else ""
            email = f"{name}{number}@example.com"
            rows.append((key, self._uuid(at), email, first, last, role, True, hashed, at, at, 1))
            self._names[key] = f"{first} {last}"
            if not number:
                sign_ins.append(DemoSignIn(role, f"{first} {last}", email, PASSWORD))
            after = {"first_name": first, "last_name": last, "email": email, "role": role, "is_active": True}
            self._log_new(at, None if key == 1 else 1, LogEvent.USER_CREATED, None, key, after)
        bulk.insert(UserTable, USER, rows)
        return tuple(sign_ins)

    @cached_property
    def _mentors(self) -> list[int]:
        """The keys of the mentors; the pastor looks after a few people too."""
        return [*list(self._names)[3:] * 3, 2]

    # -- persons

    def _person_rows(self) -> Iterator[Row]:
        for key, person in enumerate(self._people, 1):
            day = person.visited_on
            at = self._moment(day, _DAY_OPENS - 60) + key % _MINUTE
            author = 3 if self._random.random() < 0.8 else 1
            mentor = self._random.choice(self._mentors) if person.has_mentor else None
            self._mentor_of.append(mentor)
            values = person.values
            first, last = str(values["first_name"]), str(values["last_name"])
            visited_on = date.fromordinal(day).isoformat()
            after = {**values, "first_visit_on": visited_on}
            self._log_new(at, author, LogEvent.PERSON_CREATED, key, None, after)
            changed = self._log_course(key, person, mentor, author, at)
            yield (
                key,
                self._uuid(at),
                *[values.get(spec.name, spec.empty) for spec in WHO],
                visited_on,
                person.status,
                mentor,
                author,
                at,
                changed,
                1,
                derived.name_key(first, last),
                derived.search_text(values),
                0,
            )

    def _log_course(self, key: int, person: DemoPerson, mentor: int | None, author: int, at: int) -> int:
        """Tell of the mentor and of the statuses since; when the last of that happened."""
        if mentor is not None:
            at += 15 * _MINUTE
            after = {"mentor": self._names[mentor]}
            self._log_change(at, author, LogEvent.MENTOR_ASSIGNED, key, {"mentor": None}, after)
        if person.status in {PersonStatus.TO_VISIT, PersonStatus.IN_FOLLOW_UP}:
            return at
        at = max(at, self._moment(person.last_contact_on, _DAY_CLOSES))
        before, after = {"status": PersonStatus.IN_FOLLOW_UP}, {"status": person.status}
        self._log_change(at, mentor or 2, LogEvent.STATUS_CHANGED, key, before, after, person.status_reason)
        return at

    # -- follow-ups

    def _write_follow_ups(self) -> None:
        """Write them, and the log with them, both in the order of time."""
        rows = self._follow_up_rows()
        written = 0
        while chunk := list(islice(rows, _CHUNK)):
            bulk.insert(FollowUpTable, FOLLOW_UP, chunk)
            until = chunk[-1].created_at
            lines = [line for row in chunk for line in self._lines_of_follow_up(row)]
            upto = bisect_right(self._lines, until, lo=written, key=itemgetter(0))
            lines += self._lines[written:upto]
            written = upto
            bulk.insert(ActivityLogTable, LOG, sorted(lines, key=itemgetter(0)))
            self._newest = [*self._newest, *chunk][-_NOTIFIED:]
            self._step(len(chunk))
        bulk.insert(ActivityLogTable, LOG, self._lines[written:])

    def _follow_up_rows(self) -> Iterator[FollowUpRow]:
        people, random = self._people, self._random
        count = len(people)
        # day, minute and person in one number: a million of them sort quickly and take little room
        keys = []
        for index, person in enumerate(people):
            for number in range(person.contacts):
                day = self._invention.contact_day(person, is_last=number == 0)
                keys.append((day * 1440 + self._office_minute()) * count + index)
        keys.sort()
        left = [person.contacts for person in people]
        for key, packed in enumerate(keys, 1):
            minutes, index = divmod(packed, count)
            day, minute = divmod(minutes, 1440)
            left[index] -= 1
            contact = self._invention.contact(people[index], is_last=not left[index])
            at = self._moment(day, minute)
            mentor = self._mentor_of[index]
            if mentor is None or random.random() < 0.06:
                mentor = 2
            due = contact.due_in_days
            yield FollowUpRow(
                key,
                self._uuid(at),
                index + 1,
                mentor,
                contact.kind,
                date.fromordinal(day).isoformat(),
                contact.notes,
                contact.outcome,
                due is not None,
                date.fromordinal(day + due).isoformat() if due is not None else None,
                contact.next_action_notes,
                at,
                at,
            )

    def _lines_of_follow_up(self, row: FollowUpRow) -> Iterator[Row]:
        at, author, person = row.created_at, row.mentor_id, row.person_id
        after = {name: getattr(row, name) for name in LOGGED_OF_FOLLOW_UP}
        yield (at, author, LogEvent.FOLLOW_UP_CREATED, person, row.id, "{}", _created(after), "")
        if not self._is_met[person - 1]:
            self._is_met[person - 1] = True
            yield (at, author, LogEvent.STATUS_CHANGED, person, None, *_FIRST_CONTACT, "")

    # -- client interactions

    def _write_interactions(self, count: int) -> None:
        picked = []
        # whoever came to the desk was called too: else they would read “never contacted” beside what was done for them
        met = [index for index, person in enumerate(self._people) if person.contacts]
        among = met or range(len(self._people))
        for _ in range(count):
            index = among[int(self._random.random() * len(among))]
            day = self._invention.interaction_day(self._people[index])
            picked.append((self._moment(day, self._office_minute() // 15 * 15), index))
        services: list[Row] = []
        rows = self._interaction_rows(sorted(picked), services)
        self._insert(InteractionTable, INTERACTION, rows)
        bulk.insert(InteractionServiceTable, ("interaction_id", "service"), services)

    def _interaction_rows(self, picked: list[tuple[int, int]], services: list[Row]) -> Iterator[Row]:
        for key, (start, index) in enumerate(picked, 1):
            came = self._invention.interaction()
            end = start + came.minutes * _MINUTE if came.minutes else None
            author = self._random.choice((1, 3, 3, self._mentor_of[index] or 2))
            at = (end or start) + 5 * _MINUTE
            topic = came.topic
            services += [(key, service) for service in topic.services]
            after = {
                "title": came.title,
                "program": topic.program,
                "interaction_type": topic.kind,
                "notes": came.notes,
                "location": came.location,
                "reference_services": topic.services,
            }
            self._log_new(at, author, LogEvent.INTERACTION_CREATED, index + 1, key, after)
            yield (
                key,
                index + 1,
                came.title,
                topic.program,
                topic.kind,
                came.notes,
                start,
                end,
                came.location,
                author,
                at,
                at,
                1,
                self._uuid(at),
            )

    # -- what is told of it

    def _log_new(
        self,
        at: int,
        actor: int | None,
        event: LogEvent,
        person: int | None,
        subject: int | None,
        after: Mapping[str, Any],
    ) -> None:
        self._lines.append((at, actor, event, person, subject, "{}", _created(after), ""))

    def _log_change(
        self,
        at: int,
        actor: int,
        event: LogEvent,
        person: int,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        reason: str = "",
    ) -> None:
        self._lines.append((at, actor, event, person, None, _json(before), _json(after), reason))

    def _write_notifications(self) -> None:
        """Notify the pastor of the newest follow-ups; those of the last days are unread."""
        unread_from = self._moment(self._today - 3, 0)
        rows = []
        for row in self._newest:
            person, author, at = row.person_id, row.mentor_id, row.created_at
            read_at = None if at >= unread_from else at + 60 * _MINUTE
            mentor = self._mentor_of[person - 1]
            for user in sorted({2, mentor or 2} - {author}):
                uuid = self._uuid(at)
                rows.append(
                    (uuid, user, NotificationKind.FOLLOW_UP_RECORDED, person, author, row.id, at, read_at)
                )
        bulk.insert(NotificationTable, NOTIFICATION, rows)


def _json(values: Mapping[str, Any]) -> str:
    return _ENCODER.encode(values)  # words of the vocabulary are texts


def _created(values: Mapping[str, Any]) -> str:
    """Return what the log keeps of something new: all but what is not there."""
    return _json({name: value for name, value in values.items() if value is not None})


_FIRST_CONTACT = (
    _json({"status": PersonStatus.TO_VISIT}),
    _json({"status": PersonStatus.IN_FOLLOW_UP}),
)
