"""Who is waiting too long, who is paused, which next actions are due (docs/contract/decisions.md, *The follow-ups API*).

A mentor's persons are those assigned to them, and while a colleague is away who chose them, the colleague's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from desktop_app.controllers import persons
from desktop_app.controllers.base import Controller
from desktop_app.controllers.mentors import user_name
from desktop_app.database.models import UserTable
from desktop_app.database.queries import absence_queries, action_queries, follow_up_queries, waiting_queries
from desktop_app.database.queries.action_queries import EVERYBODY, ActionScope
from desktop_app.database.queries.follow_up_queries import FollowUpFilter
from desktop_app.database.queries.names import NOBODY, key_of
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound
from desktop_app.domain.permissions import Action, Reach, own_only, reach, require
from desktop_app.domain.records import Actor, DashboardCounts, NextAction, OverdueRow, PausedRow, UserName
from desktop_app.i18n.texts import mark

NO_LIMIT = -1
COMING_UP_DAYS = 7
"""How far the dashboard looks ahead."""
_DISTANT_PAST = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class DashboardLists:
    """Everything the dashboard shows; the two lists of next actions are None for a role that may not see them."""

    counts: DashboardCounts
    waiting: tuple[OverdueRow, ...]
    past_due: tuple[NextAction, ...] | None
    coming_up: tuple[NextAction, ...] | None


class Waiting(Controller):
    """The questions that every start of the day asks."""

    def overdue(
        self, actor: Actor, days: int, mentor: int | UUID | None = None, limit: int = NO_LIMIT
    ) -> tuple[OverdueRow, ...]:
        """Persons waiting for *days* (0…3650) or more who are not paused, most overdue first (section 4); a mentor sees their own.

        *mentor* narrows to the persons of one, by key or uuid; to nobody when there is no such user.

        Raises:
            NotAllowed: not for this role.
            Invalid: *days* out of range.
        """
        with self._store.reading():
            return self._asked(actor, days, mentor).overdue(limit)

    def paused(
        self, actor: Actor, days: int = 0, mentor: int | UUID | None = None, limit: int = NO_LIMIT
    ) -> tuple[PausedRow, ...]:
        """Return who would be in ``overdue`` if they were not paused, the first to come back first; for 0 days: all who are paused.

        Raises:
            NotAllowed, Invalid: as ``overdue``.
        """
        with self._store.reading():
            asked = self._asked(actor, days, mentor)
            return waiting_queries.paused(asked.latest, asked.today, asked.mentors, limit, asked.substitutes)

    def count(self, actor: Actor, days: int, mentor: int | UUID | None = None) -> int:
        """Return how many ``overdue`` lists: to see beforehand what another threshold would change.

        Raises:
            NotAllowed, Invalid: as ``overdue``.
        """
        with self._store.reading():
            return self._asked(actor, days, mentor).count()

    def all_overdue(
        self, actor: Actor, days: int, mentor: int | UUID | None = None
    ) -> tuple[int, Iterator[Sequence[OverdueRow]]]:
        """Return how many ``overdue`` lists, and they some at a time. Within a snapshot, and read to the end there.

        Raises:
            NotAllowed, Invalid: as ``overdue``.
        """
        asked = self._asked(actor, days, mentor)
        batches = waiting_queries.overdue_batches(
            asked.latest, asked.today, asked.days, asked.mentors, asked.substitutes
        )
        return asked.count(), batches

    def all_next_actions(
        self, actor: Actor, first: date | None, last: date, mentor_id: int | None = None
    ) -> tuple[int, Iterator[Sequence[NextAction]]]:
        """Return how many ``next_actions`` lists, and they some at a time. Within a snapshot, and read to the end there.

        Raises:
            NotAllowed: not for this role.
        """
        asked = self._actions_asked(actor, mentor_id)
        begin = first or _DISTANT_PAST
        batches = action_queries.batches(begin, last, asked.today, asked.scope, asked.substitutes)
        return asked.count(begin, last), batches

    def _asked(self, actor: Actor, days: int, mentor: int | UUID | None) -> _Question:
        """Settle what *actor* asks of those who wait for *days*. Within a read.

        Raises:
            NotAllowed: not for this role.
            Invalid: *days* out of range.
        """
        today = self._clock.today()
        own, latest = own_only(actor, Action.VIEW_OVERDUE), _days_before(today, days)
        substitutes = absence_queries.substitutes(today)
        mentors = self._narrowed(own, key_of(UserTable, mentor), substitutes)
        return _Question(today, days, latest, mentors, substitutes)

    def _actions_asked(self, actor: Actor, mentor_id: int | None) -> _ActionQuestion:
        """Settle whose next actions *actor* asks for. Within a read.

        Raises:
            NotAllowed: not for this role.
        """
        own, today = own_only(actor, Action.VIEW_NEXT_ACTIONS), self._clock.today()
        substitutes = absence_queries.substitutes(today)
        return _ActionQuestion(today, action_scope(own, mentor_id, substitutes), substitutes)

    @staticmethod
    def _narrowed(
        own: int | None, wanted: int | None, substitutes: waiting_queries.Substitutes
    ) -> waiting_queries.Mentors:
        """Return the mentors to filter by: a mentor's own filter narrows within their own, never widens, if need be to nobody."""
        who = own if own is not None else wanted
        if who is None:
            return None
        mentors = absence_queries.looked_after_by(who, substitutes)
        if own is None or wanted in {None, own}:
            return mentors
        if wanted in mentors:  # a colleague who is away, and whose people are looked after
            return (wanted,)
        return (NOBODY,)

    def next_actions(
        self,
        actor: Actor,
        first: date | None,
        last: date,
        mentor_id: int | None = None,
        limit: int = NO_LIMIT,
    ) -> tuple[NextAction, ...]:
        """Open next actions due from *first* (None: from ever) to *last* about the persons of a mentor, or about all.

        Raises:
            NotAllowed: not for this role.
        """
        with self._store.reading():
            return self._actions_asked(actor, mentor_id).listed(first or _DISTANT_PAST, last, limit)

    def of_person(self, actor: Actor, person_id: int) -> tuple[NextAction, ...]:
        """Return all open next actions about one person, soonest first.

        Raises:
            NotFound: no such person.
            NotAllowed: not a person of this mentor.
        """
        today = self._clock.today()
        with self._store.reading():
            person = persons.fetch(today, actor, person_id, Action.VIEW_FOLLOW_UPS)
            scope = ActionScope(person=person.id)
            asked = _ActionQuestion(today, scope, absence_queries.substitutes(today))
            return asked.listed(_DISTANT_PAST, date.max)

    def upcoming_actions(self, actor: Actor, days: int, mentor: UUID | None) -> tuple[NextAction, ...]:
        """Return a mentor's open next actions, due from today to today + *days* (0…365), soonest first (section 5).

        They are those about the persons they are responsible for, and what they wrote where nobody is. A mentor gets their own,
        whatever is asked; others must say whose.

        Raises:
            NotAllowed: not for this role.
            Invalid: *days* out of range, or no *mentor* said.
            NotFound: no such user.
        """
        require(actor, Action.VIEW_NEXT_ACTIONS)
        _in_range("days", days, 365)
        today = self._clock.today()
        with self._store.reading():
            of_mentor = mentor_asked_for(actor, mentor, Action.VIEW_NEXT_ACTIONS)
            return self._actions_asked(actor, of_mentor.id).listed(today, today + timedelta(days=days))

    def dashboard(
        self, actor: Actor, days: int, mentor_id: int | None = None, limit: int = 200
    ) -> DashboardLists:
        """Return the counts and the lists under them, each of at most *limit* rows; one mentor's, or all that *actor* may see.

        Raises:
            NotAllowed: a mentor who asks for another's.
            Invalid: *days* out of range.
        """
        may_see_actions = reach(actor, Action.VIEW_NEXT_ACTIONS) is not Reach.NONE
        with self._store.reading():
            asked = self._asked(actor, days, mentor_id)
            if asked.mentors == (NOBODY,) and own_only(actor, Action.VIEW_OVERDUE) is not None:
                raise NotAllowed
            waiting, today = asked.overdue(limit), asked.today
            counts = DashboardCounts(
                waiting=asked.count(),
                past_due=None,
                coming_up=None,
                without_mentor=waiting_queries.count_without_mentor()
                if own_only(actor, Action.VIEW_PERSON) is None
                else None,
                paused=waiting_queries.count_paused(today, today, asked.mentors),
                done_today=follow_up_queries.total(
                    FollowUpFilter(mentor_id=actor.id, date_from=today, date_to=today)
                ),
            )
            if not may_see_actions:
                return DashboardLists(counts, waiting, None, None)
            actions = self._actions_asked(actor, mentor_id)
            past = _DISTANT_PAST, today - timedelta(days=1)
            to_come = today, today + timedelta(days=COMING_UP_DAYS)
            counts = replace(counts, past_due=actions.count(*past), coming_up=actions.count(*to_come))
            past_due, coming_up = actions.listed(*past, limit), actions.listed(*to_come, limit)
        return DashboardLists(counts, waiting, past_due, coming_up)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of those who wait: for how long, since which day at the latest, of which mentors, as things stand today."""

    today: date
    days: int
    latest: date
    mentors: waiting_queries.Mentors
    substitutes: waiting_queries.Substitutes

    def overdue(self, limit: int) -> tuple[OverdueRow, ...]:
        """Return who waits and is not paused, most overdue first; at most *limit*."""
        return waiting_queries.overdue(
            self.latest, self.today, self.days, self.mentors, limit, self.substitutes
        )

    def count(self) -> int:
        """Return how many ``overdue`` would list without its limit."""
        return waiting_queries.count_waiting(self.latest, self.today, self.mentors)


@dataclass(frozen=True, slots=True)
class _ActionQuestion:
    """Whose open next actions are asked for, as things stand today."""

    today: date
    scope: ActionScope
    substitutes: waiting_queries.Substitutes

    def listed(self, first: date, last: date, limit: int = NO_LIMIT) -> tuple[NextAction, ...]:
        """Return those due from *first* to *last*, soonest first; at most *limit*."""
        return action_queries.next_actions(first, last, self.today, self.scope, limit, self.substitutes)

    def count(self, first: date, last: date) -> int:
        """Return how many ``listed`` would list without its limit."""
        return action_queries.count(first, last, self.today, self.scope)


def action_scope(
    own: int | None, wanted: int | None, substitutes: waiting_queries.Substitutes
) -> ActionScope:
    """Return the next actions of *wanted* (None: everybody's), narrowed to those of *own*, who sees no others. Within a read.

    Somebody's are those about the persons they are responsible for today (their own, and of those who are away and chose them),
    and what they wrote about persons for whom nobody is.
    """
    who = own if own is not None else wanted
    if who is None:
        return EVERYBODY
    if who not in action_queries.active_users():  # whoever was switched off is responsible for nobody
        return ActionScope(author=who)
    mentors = absence_queries.looked_after_by(who, substitutes)
    if own is None or wanted in {None, own}:
        return ActionScope(mentors, author=who)
    return ActionScope((wanted,) if wanted in mentors and wanted is not None else (NOBODY,))


def mentor_asked_for(actor: Actor, mentor: UUID | None, action: Action) -> UserName:
    """Return whose figures or actions are asked for: a mentor's own, whatever they say; others must say. Within a read.

    Raises:
        NotAllowed: not for this role.
        Invalid: no *mentor* said.
        NotFound: no such user.
    """
    if own_only(actor, action) is not None:
        return UserName(actor.id, actor.uuid, actor.first_name, actor.last_name)
    if mentor is None:
        raise Invalid.of("mentor_id", "required", mark("Say which mentor."))
    user = UserTable.get_or_none(UserTable.uuid == mentor)
    if user is None:
        raise NotFound("user")
    return user_name(user)


def _in_range(field: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise Invalid.of(field, "range", mark("Choose a number from 0 to {most}."), most=most)


def _days_before(today: date, days: int) -> date:
    _in_range("days_threshold", days, 3650)
    return today - timedelta(days=days)
