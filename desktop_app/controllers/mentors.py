"""Who can be given persons, and who of them has the fewest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heapify, heapreplace
from typing import NamedTuple
from uuid import UUID

from desktop_app.controllers.base import Controller
from desktop_app.controllers.organisation import read_organisation
from desktop_app.database.models import UserTable
from desktop_app.database.queries import waiting_queries
from desktop_app.database.queries.prepared import models
from desktop_app.domain.errors import Invalid, NotFound
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, Mentor, UserName
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n.texts import mark

MENTORING_ROLES = (Role.MENTOR, Role.PASTOR)
AUTOMATIC = mark("assigned automatically: the fewest people")
"""Why somebody was given a mentor without anybody's doing."""


def user_name(user: UserTable) -> UserName:
    """Return a user's name from its row."""
    return UserName(user.id, user.uuid, user.first_name, user.last_name)


def mentor_to_assign(uuid: UUID) -> UserName:
    """Return the user who is to be given a person.

    Raises:
        NotFound: no such user.
        Invalid: not an active mentor or pastor.
    """
    user = UserTable.get_or_none(UserTable.uuid == uuid)
    if user is None:
        raise NotFound("user")
    if not user.is_active or user.role not in MENTORING_ROLES:
        raise Invalid.of(
            "mentor", "not_a_mentor", mark("Only an active mentor or pastor can be given people.")
        )
    return user_name(user)


def with_fewest_persons(limit: int) -> UserName | None:
    """Return the active mentor with the fewest active persons, below *limit*; the one who joined first of several; None when all are full."""
    return next(one_by_one(limit, waiting_queries.active_persons_of_mentors()), None)


class _Candidate(NamedTuple):
    """A mentor who could be given a person; whoever has the fewest, then whoever joined first, sorts first."""

    persons: int
    id: int
    mentor: UserName


def one_by_one(limit: int, counts: Mapping[int, int]) -> Iterator[UserName]:
    """Yield the mentor with the fewest persons for one person after the other, counting each; *counts* are those of before."""
    mentors = UserTable.select().where(UserTable.role == Role.MENTOR, UserTable.is_active)
    by_workload = [_Candidate(counts.get(user.id, 0), user.id, user_name(user)) for user in mentors]
    heapify(by_workload)
    while by_workload:
        candidate = by_workload[0]
        if candidate.persons >= limit:
            return
        heapreplace(by_workload, candidate._replace(persons=candidate.persons + 1))
        yield candidate.mentor


class Mentors(Controller):
    """The mentors, for filters and for choosing one."""

    def list(self, actor: Actor, *, everybody: bool = False) -> tuple[Mentor, ...]:
        """Active mentors and pastors with how many active persons each has, by name; with *everybody* inactive ones with persons too.

        Raises:
            NotAllowed: not for this role.
        """
        require(actor, Action.VIEW_MENTORS)
        with self._store.reading():
            limit = read_organisation().mentor_limit
            counts = waiting_queries.active_persons_of_mentors()
            users = UserTable.select().order_by(UserTable.first_name, UserTable.last_name, UserTable.id)
            return tuple(
                Mentor(
                    user.id,
                    user.uuid,
                    user.first_name,
                    user.last_name,
                    user.role,
                    counts.get(user.id, 0),
                    limit,
                )
                for user in models(users)
                if user.role in MENTORING_ROLES and (user.is_active or everybody)
            )

    def authors(self, actor: Actor) -> tuple[UserName, ...]:
        """Return every user by name, whatever their role: those who may have recorded what a list shows.

        Raises:
            NotAllowed: not for this role.
        """
        require(actor, Action.VIEW_MENTORS)
        with self._store.reading():
            users = UserTable.select().order_by(UserTable.first_name, UserTable.last_name, UserTable.id)
            return tuple(user_name(user) for user in models(users))
