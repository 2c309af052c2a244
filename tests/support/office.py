"""A small office to try things in: its users, its people, and short ways to record what happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import SqliteDatabase

from desktop_app.application import Application
from desktop_app.controllers.registry import Controllers
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.errors import Invalid
from desktop_app.domain.records import Actor, FollowUp, Interaction, Organisation, Person
from desktop_app.domain.vocabulary import PersonStatus, Role

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday
TODAY = NOON.date()
PASSWORD = "four words are easy"


def day(ago: int = 0) -> date:
    """The day that is *ago* days before today; negative: still to come."""
    return TODAY - timedelta(days=ago)


def fields_of(invalid: Invalid) -> dict[str, str]:
    """Field → code of each error."""
    return {error.field: error.code for error in invalid}


def actor_from(user: Actor) -> Actor:
    """The bare actor in *user*."""
    return Actor(**{field.name: getattr(user, field.name) for field in fields(Actor)})


class Office:
    """An open data folder, with a clock that stands still until it is moved."""

    def __init__(self, folder: Path, moment: datetime = NOON) -> None:
        self.folder = folder
        self.clock = FixedClock(moment)
        self._numbers = count(1)
        self.application = Application(folder, self.clock)
        self.application.open()

    @property
    def controllers(self) -> Controllers:
        """What can be done."""
        return self.application.controllers

    @property
    def database(self) -> SqliteDatabase:
        """The open database, for looking at what was written."""
        return self.application.store.database

    def restart(self) -> None:
        """Close the program and start it again on the same folder."""
        self.application.close()
        self.application = Application(self.folder, self.clock)
        self.application.open()

    def pass_time(self, **span: float) -> None:
        """Move the clock on by a ``timedelta`` of *span*."""
        self.clock.moment += timedelta(**span)

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What *sql* finds in the file, asked on the program's own connection."""
        with closing(self.database.execute_sql(sql, parameters)) as cursor:
            return [tuple(row) for row in cursor.fetchall()]

    def user(self, role: Role | str, name: str = "", **values: object) -> Actor:
        """A new active user."""
        number = next(self._numbers)
        given: dict[str, object] = {
            "first_name": name or str(role).title(),
            "last_name": f"User{number}",
            "email": f"user{number}@example.org",
            "role": role,
        }
        return actor_from(self.controllers.users.add(None, given | values))

    @contextmanager
    def acting_as(self, role: Role, actor: Actor) -> Iterator[None]:
        """Within this *actor* has *role*, whatever theirs is: for what they wrote when they had it."""
        sql = "UPDATE users SET role = ? WHERE id = ?"
        self.database.execute_sql(sql, (str(role), actor.id))
        try:
            yield
        finally:
            self.database.execute_sql(sql, (str(actor.role), actor.id))

    def admin(self) -> Actor:
        """Some administrator: the first one there is, or a new one."""
        found = self.rows("SELECT id FROM users WHERE role = 'admin' ORDER BY id LIMIT 1")
        if not found:
            return self.user(Role.ADMIN)
        return self.controllers.sign_in.still(Actor(found[0][0], UUID(int=0), "", "", "", Role.ADMIN))

    def settings(self, **changes: object) -> Organisation:
        """Change the organisation's settings."""
        current = self.controllers.organisation.get()
        named = {} if current.name else {"name": "Office"}
        return self.controllers.organisation.update(self.admin(), named | changes)

    def person(
        self,
        mentor: Actor | None = None,
        *,
        status: PersonStatus | None = None,
        by: Actor | None = None,
        **values: object,
    ) -> Person:
        """A new person, given to *mentor* and with *status* where they are said."""
        by = by or self.admin()
        given: dict[str, object] = {"first_name": "Marie", "last_name": f"Person{next(self._numbers)}"}
        person = self.controllers.persons.add(by, given | values)
        if mentor is not None:
            person = self.controllers.persons.assign(by, person.id, {"mentor": mentor.uuid})
        if status is not None:
            person = self.controllers.persons.set_status(by, person.id, {"status": status})
        return person

    def follow_up(
        self, actor: Actor, person: Person, ago: int = 0, promise: int | None = None, **values: object
    ) -> FollowUp:
        """A follow-up of *ago* days ago, with a next action due *promise* days before today (negative: to come)."""
        return self.controllers.follow_ups.record(actor, follow_up_values(person, ago, promise) | values)

    def interaction(self, actor: Actor, person: Person, **values: object) -> Interaction:
        """A client interaction of this morning."""
        return self.controllers.client_interactions.record(actor, person.id, interaction_values() | values)

    def get(self, person: Person) -> Person:
        """The person as they are now."""
        return self.controllers.persons.get(self.admin(), person.id)

    def problems(self) -> tuple[object, ...]:
        """What the check of the data finds wrong."""
        report = self.controllers.integrity.check()
        return (*report.damages, *report.wrong)


def follow_up_values(person: Person, ago: int = 0, promise: int | None = None) -> dict[str, object]:
    """What a form sends for a follow-up."""
    values: dict[str, object] = {
        "person": person.uuid,
        "interaction_type": "call",
        "interaction_date": day(ago),
        "notes": "Spoke on the phone.",
        "outcome": "positive",
    }
    if promise is not None:
        values |= {"next_action_needed": True, "next_action_date": day(promise)}
    return values


def interaction_values() -> dict[str, object]:
    """What a form sends for a client interaction."""
    return {
        "title": "SNAP application",
        "interaction_type": "walk-in",
        "start_at": NOON - timedelta(hours=3),
    }
