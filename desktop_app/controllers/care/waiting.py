"""Who is waiting too long, who is paused, which next actions are due (docs/contract/decisions.md, *The follow-ups API*).

A mentor's persons are those assigned to them, and while a colleague is away who chose them, the colleague's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from desktop_app.controllers import persons
from desktop_app.controllers.base import Controller
from desktop_app.controllers.mentors import user_name
from desktop_app.database.models import UserTable
from desktop_app.database.queries import absence_queries, action_queries, follow_up_queries, waiting_queries
from desktop_app.database.queries.action_queries import EVERYBODY, Whose
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
        own, latest, today = self._asked(actor, days)
        with self._store.reading():
            substitutes = absence_queries.substitutes(today)
            mentors = self._narrowed(own, key_of(UserTable, mentor), substitutes)
            return waiting_queries.overdue(latest, today, days, mentors, limit, substitutes)

    def paused(
        self, actor: Actor, days: int = 0, mentor: int | UUID | None = None, limit: int = NO_LIMIT
    ) -> tuple[PausedRow, ...]:
        """Who would be in ``overdue`` if they were not paused, the first to come back first; for 0 days: all who are paused.

        Raises:
            NotAllowed, Invalid: as ``overdue``.
        """
        own, latest, today = self._asked(actor, days)
        with self._store.reading():
            substitutes = absence_queries.substitutes(today)
            mentors = self._narrowed(own, key_of(UserTable, mentor), substitutes)
            return waiting_queries.paused(latest, today, mentors, limit, substitutes)

    def count(self, actor: Actor, days: int, mentor: int | UUID | None = None) -> int:
        """How many ``overdue`` lists: to see beforehand what another threshold would change.

        Raises:
            NotAllowed, Invalid: as ``overdue``.
        """
        own, latest, today = self._asked(actor, days)
        with self._store.reading():
            mentors = self._narrowed(own, key_of(UserTable, mentor), absence_queries.substitutes(today))
            return waiting_queries.count_waiting(latest, today, mentors)

    def all_overdue(
        self, actor: Actor, days: int, mentor: int | UUID | None = None
    ) -> tuple[int, Iterator[Sequence[OverdueRow]]]:
        """How many ``overdue`` lists, and they some at a time. Within a snapshot, and read to the end there.

        Raises:
            NotAllowed, Invalid: as ``overdue``.
        """
        own, latest, today = self._asked(actor, days)
        substitutes = absence_queries.substitutes(today)
        mentors = self._narrowed(own, key_of(UserTable, mentor), substitutes)
        total = waiting_queries.count_waiting(latest, today, mentors)
        return total, waiting_queries.overdue_batches(latest, today, days, mentors, substitutes)

    def all_next_actions(
        self, actor: Actor, first: date | None, last: date, mentor_id: int | None = None
    ) -> tuple[int, Iterator[Sequence[NextAction]]]:
        """How many ``next_actions`` lists, and they some at a time. Within a snapshot, and read to the end there.

        Raises:
            NotAllowed: not for this role.
        """
        own, today = own_only(actor, Action.VIEW_NEXT_ACTIONS), self._clock.today()
        substitutes = absence_queries.substitutes(today)
        whose, begin = whose_actions(own, mentor_id, substitutes), first or _DISTANT_PAST
        total = action_queries.count(begin, last, today, whose)
        return total, action_queries.batches(begin, last, today, whose, substitutes)

    def _asked(self, actor: Actor, days: int) -> tuple[int | None, date, date]:
        today = self._clock.today()
        return own_only(actor, Action.VIEW_OVERDUE), _days_before(today, days), today

    @staticmethod
    def _narrowed(
        own: int | None, wanted: int | None, substitutes: waiting_queries.Substitutes
    ) -> waiting_queries.Mentors:
        """The mentors to filter by: a mentor's own filter narrows within their own, never widens, if need be to nobody."""
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
        own, today = own_only(actor, Action.VIEW_NEXT_ACTIONS), self._clock.today()
        with self._store.reading():
            substitutes = absence_queries.substitutes(today)
            whose = whose_actions(own, mentor_id, substitutes)
            return action_queries.next_actions(first or _DISTANT_PAST, last, today, whose, limit, substitutes)

    def of_person(self, actor: Actor, person_id: int) -> tuple[NextAction, ...]:
        """All open next actions about one person, soonest first.

        Raises:
            NotFound: no such person.
            NotAllowed: not a person of this mentor.
        """
        today = self._clock.today()
        with self._store.reading():
            person = persons.fetch(today, actor, person_id, Action.VIEW_FOLLOW_UPS)
            substitutes = absence_queries.substitutes(today)
            whose = Whose(person=person.id)
            return action_queries.next_actions(_DISTANT_PAST, date.max, today, whose, NO_LIMIT, substitutes)

    def upcoming_actions(self, actor: Actor, days: int, mentor: UUID | None) -> tuple[NextAction, ...]:
        """A mentor's open next actions, due from today to today + *days* (0…365), soonest first (section 5).

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
            substitutes = absence_queries.substitutes(today)
            asked = mentor_asked_for(actor, mentor, Action.VIEW_NEXT_ACTIONS)
            whose, last = whose_actions(None, asked.id, substitutes), today + timedelta(days=days)
            return action_queries.next_actions(today, last, today, whose, NO_LIMIT, substitutes)

    def dashboard(
        self, actor: Actor, days: int, mentor_id: int | None = None, limit: int = 200
    ) -> DashboardLists:
        """The counts and the lists under them, each of at most *limit* rows; one mentor's, or all that *actor* may see.

        Raises:
            NotAllowed: a mentor who asks for another's.
            Invalid: *days* out of range.
        """
        own, latest, today = self._asked(actor, days)
        may_see_actions = reach(actor, Action.VIEW_NEXT_ACTIONS) is not Reach.NONE
        yesterday, horizon = today - timedelta(days=1), today + timedelta(days=COMING_UP_DAYS)
        with self._store.reading():
            substitutes = absence_queries.substitutes(today)
            mentors = self._narrowed(own, mentor_id, substitutes)
            if own is not None and mentors == (NOBODY,):
                raise NotAllowed
            whose = whose_actions(own, mentor_id, substitutes)
            counts = DashboardCounts(
                waiting=waiting_queries.count_waiting(latest, today, mentors),
                past_due=action_queries.count(_DISTANT_PAST, yesterday, today, whose)
                if may_see_actions
                else None,
                coming_up=action_queries.count(today, horizon, today, whose) if may_see_actions else None,
                without_mentor=waiting_queries.count_without_mentor()
                if own_only(actor, Action.VIEW_PERSON) is None
                else None,
                paused=waiting_queries.count_paused(today, today, mentors),
                done_today=follow_up_queries.total(
                    FollowUpFilter(mentor_id=actor.id, date_from=today, date_to=today)
                ),
            )
            waiting = waiting_queries.overdue(latest, today, days, mentors, limit, substitutes)
            if not may_see_actions:
                return DashboardLists(counts, waiting, None, None)
            actions = action_queries.next_actions
            past_due = actions(_DISTANT_PAST, yesterday, today, whose, limit, substitutes)
            coming_up = actions(today, horizon, today, whose, limit, substitutes)
        return DashboardLists(counts, waiting, past_due, coming_up)


def whose_actions(own: int | None, wanted: int | None, substitutes: waiting_queries.Substitutes) -> Whose:
    """The next actions of *wanted* (None: everybody's), narrowed to those of *own*, who sees no others. Within a read.

    Somebody's are those about the persons they are responsible for today (their own, and of those who are away and chose them),
    and what they wrote about persons for whom nobody is.
    """
    who = own if own is not None else wanted
    if who is None:
        return EVERYBODY
    if who not in action_queries.active_users():  # whoever was switched off is responsible for nobody
        return Whose(author=who)
    mentors = absence_queries.looked_after_by(who, substitutes)
    if own is None or wanted in {None, own}:
        return Whose(mentors, author=who)
    return Whose((wanted,) if wanted in mentors and wanted is not None else (NOBODY,))


def mentor_asked_for(actor: Actor, mentor: UUID | None, action: Action) -> UserName:
    """Whose figures or actions are asked for: a mentor's own, whatever they say; others must say. Within a read.

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
