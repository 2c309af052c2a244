"""The work surface of a day: whom it is about and in which order, what is planned, and the last words of each last note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.waiting import DashboardLists, Waiting, action_scope
from desktop_app.database.queries import absence_queries, action_queries, last_note_queries
from desktop_app.domain.care.waiting import (
    MOST_LAST_WORDS,
    TodayRow,
    last_words,
    order_of_today,
    room_for_waiting,
)
from desktop_app.domain.permissions import Action, own_only
from desktop_app.domain.records import Actor, NextAction


@dataclass(frozen=True, slots=True)
class WorkSurface:
    """The four lists of the dashboard; ``planned`` is None for a role that may not see next actions.

    ``last_words`` has a line for each person of the lists whose last follow-up has a note that the asker may read.
    """

    lists: DashboardLists
    today: tuple[TodayRow, ...]
    planned: tuple[NextAction, ...] | None
    planned_count: int | None
    last_words: Mapping[int, str]


class Today(Controller):
    """What a day begins with."""

    def surface(self, actor: Actor, days: int, mentor_id: int | None = None, limit: int = 200) -> WorkSurface:
        """Return the lists, each of at most *limit* rows: one mentor's, or all that *actor* may see.

        Raises:
            NotAllowed: a mentor who asks for another's.
            Invalid: *days* out of range.
        """
        lists = self._over_the_same(Waiting).dashboard(actor, days, mentor_id, limit)
        today = self._clock.today()
        past_due, coming_up = lists.past_due or (), lists.coming_up or ()
        due = (*past_due, *(action for action in coming_up if action.due_on == today))
        rows = order_of_today(due, lists.waiting, room_for_waiting(lists.counts.done_today))
        with self._store.reading():
            planned, planned_count = self._planned(actor, lists, mentor_id, limit)
            persons = {
                row.person.id for part in (rows, lists.waiting, planned or (), coming_up) for row in part
            }
            words = self._last_words(actor, persons)
        return WorkSurface(lists, rows, planned, planned_count, words)

    def _planned(
        self, actor: Actor, lists: DashboardLists, mentor_id: int | None, limit: int
    ) -> tuple[tuple[NextAction, ...] | None, int | None]:
        """Return all that is planned, the soonest first, and how many there are: the overdue are known already."""
        if lists.past_due is None or lists.counts.past_due is None:
            return None, None
        today, own = self._clock.today(), own_only(actor, Action.VIEW_NEXT_ACTIONS)
        substitutes = absence_queries.substitutes(today)
        scope = action_scope(own, mentor_id, substitutes)
        later = action_queries.next_actions(today, date.max, today, scope, limit, substitutes)
        count = lists.counts.past_due + action_queries.count(today, date.max, today, scope)
        return (*lists.past_due, *later)[:limit], count

    def _last_words(self, actor: Actor, persons: set[int]) -> dict[int, str]:
        """Return those of the persons whose follow-ups *actor* may read: a promise about somebody else's person shows its own words only."""
        own = own_only(actor, Action.VIEW_FOLLOW_UPS)
        mentors = None if own is None else absence_queries.looked_after(own, self._clock.today())
        ends = last_note_queries.ends_of_notes(persons, mentors, MOST_LAST_WORDS)
        return {person: last_words(end, is_whole=is_whole) for person, (end, is_whole) in ends.items()}
