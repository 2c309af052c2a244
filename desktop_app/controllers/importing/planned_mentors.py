"""The mentors whom a list names: users of that name, or new ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.controllers.activity import write
from desktop_app.controllers.mentors import MENTORING_ROLES
from desktop_app.database.models import UserTable
from desktop_app.database.queries.prepared import models
from desktop_app.domain.duplicates import name_key
from desktop_app.domain.names.person_names import split_name
from desktop_app.domain.records import Actor
from desktop_app.domain.text_folding import fold
from desktop_app.domain.vocabulary import LogEvent, Role

Value = str | date
_NO_HOST = "mentor.invalid"  # reserved: no mail is ever delivered there


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


class NamedMentors:
    """The mentors whom the list names, found among the users by name, whichever way round it is written.

    Whoever is not known yet is put into *new_mentors*, a name that several have into *unclear_mentors*.
    """

    def __init__(
        self,
        new_mentors: list[PlannedMentor],
        unclear_mentors: list[str],
        roles: Collection[Role] = MENTORING_ROLES,
    ) -> None:
        self._new_mentors = new_mentors
        self._unclear_mentors = unclear_mentors
        self._found: dict[str, PlannedMentor | None] = {}
        self._as_written: dict[str, PlannedMentor | None] = {}
        self._users: dict[str, list[PlannedMentor]] = defaultdict(list)
        users = UserTable.select().where(UserTable.role.in_(list(roles))).order_by(UserTable.id)
        for user in models(users):
            known = PlannedMentor(user.first_name, user.last_name, user.id, is_active=user.is_active)
            self._users[name_key(user.first_name, user.last_name)].append(known)

    def named(self, values: Mapping[str, Value]) -> PlannedMentor | None:
        """Return the mentor that an entry of the list names, if it names one, and not several."""
        return self.of_name(str(values.get("mentor", "")))

    def of_name(self, written: str) -> PlannedMentor | None:
        """Return the mentor whose name is *written* so, if any is, and not of several."""
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
        candidates = [user for user in same_name if user.is_active] or same_name
        if not candidates:
            name = split_name(written, last_first=False)
            new = PlannedMentor(name.first, name.last)
            self._new_mentors.append(new)
            return new
        if len(candidates) > 1:
            self._unclear_mentors.append(written)
            return None
        return candidates[0]


def add_mentor(now: datetime, actor: Actor | None, mentor: PlannedMentor, *, is_active: bool) -> int:
    """Add *mentor* as a user who cannot sign in, until an administrator gives them an address and a password; their key.

    One who is given people is active, else their people would count as having no mentor.
    """
    values: dict[str, Any] = {
        "first_name": mentor.first_name,
        "last_name": mentor.last_name,
        "email": _free_address(mentor),
        "role": Role.MENTOR,
        "is_active": is_active,
    }
    mentor.id = int(UserTable.insert(**values, password_hash=None, created_at=now, updated_at=now).execute())
    write(now, actor, LogEvent.USER_CREATED, subject_id=mentor.id, after=values)
    return mentor.id


def _free_address(mentor: PlannedMentor) -> str:
    """Return an address that nobody has and that no mail can reach."""
    name = ".".join(re.findall(r"[a-z0-9]+", fold(mentor.full_name)))[:60] or "mentor"
    number = 1
    while True:
        address = f"{name}@{_NO_HOST}" if number == 1 else f"{name}.{number}@{_NO_HOST}"
        if not UserTable.select().where(UserTable.email == address).exists():
            return address
        number += 1
