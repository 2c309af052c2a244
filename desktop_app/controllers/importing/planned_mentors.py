"""The mentors whom a list names: users of that name, or new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.controllers.mentors import MENTORING_ROLES
from desktop_app.database.models import UserTable
from desktop_app.domain.duplicates import name_key
from desktop_app.domain.names.person_names import split_name

Value = str | date


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

    def __init__(self, new_mentors: list[PlannedMentor], unclear_mentors: list[str]) -> None:
        self._new_mentors = new_mentors
        self._unclear_mentors = unclear_mentors
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
            name = split_name(written, last_first=False)
            new = PlannedMentor(name.first, name.last)
            self._new_mentors.append(new)
            return new
        if len(candidates) > 1:
            self._unclear_mentors.append(written)
            return None
        return candidates[0]
