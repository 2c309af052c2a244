"""What is printed: gathered by the same calls that the windows and HTTP ask, and noted in the activity log as it leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.waiting import Waiting
from desktop_app.controllers.mentors import user_name
from desktop_app.controllers.organisation import read_organisation
from desktop_app.controllers.persons import Persons
from desktop_app.controllers.statistics import Statistics
from desktop_app.controllers.timeline import Timeline
from desktop_app.controllers.visibility import own_mentors
from desktop_app.database.models import UserTable
from desktop_app.database.queries import person_queries
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound
from desktop_app.domain.periods import Overview, Period
from desktop_app.domain.permissions import Action, Reach, own_only, reach, require
from desktop_app.domain.records import Actor, NextAction, OverdueRow, PersonName, UserName
from desktop_app.domain.report_contents import CallSheet, CallSheetRow, OverdueList, PersonFile
from desktop_app.domain.text_folding import fold
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.i18n.texts import mark

WEEK = 7


class Reports(Controller):
    """The overdue list, a mentor's call sheet, a person's file, a month's report."""

    def overdue(self, actor: Actor, days: int, mentor: int | None = None) -> OverdueList:
        """Return the overdue list as it is on the dashboard: all of it.

        Raises:
            NotAllowed: not for this role.
            NotFound: no such *mentor*.
            Invalid: *days* out of range.
        """
        waiting = self._over_the_same(Waiting)
        with self._store.reading():
            name = self._user(mentor) if mentor is not None else None
            rows = waiting.overdue(actor, days, mentor)
            paused = waiting.paused(actor, days, mentor)
        return OverdueList(self._clock.today(), days, name, rows, len(paused))

    def call_sheet(self, actor: Actor, mentor: int | None = None) -> CallSheet:
        """Return whom a mentor should get in touch with in the 7 days that begin today, by quartier; a mentor's own by default.

        Raises:
            NotAllowed: not for this role, or another mentor's.
            NotFound: no such *mentor*.
            Invalid: no *mentor* said by somebody who has no people of their own to call.
        """
        require(actor, Action.VIEW_OVERDUE)
        own = own_only(actor, Action.VIEW_OVERDUE)
        if own is None and mentor is None:
            raise Invalid.of("mentor", "required", mark("Choose whose call sheet it is."))
        key = own if mentor is None else mentor
        today, waiting = self._clock.today(), self._over_the_same(Waiting)
        last = today + timedelta(days=WEEK - 1)
        with self._store.reading():
            who = self._user(key or 0)
            if own is not None and who.id not in (own_mentors(today, actor, Action.VIEW_OVERDUE) or ()):
                raise NotAllowed
            days = read_organisation().overdue_days
            overdue = {row.person.id: row for row in waiting.overdue(actor, days, key)}
            actions: dict[int, list[NextAction]] = defaultdict(list)
            if reach(actor, Action.VIEW_NEXT_ACTIONS) is not Reach.NONE:
                for action in waiting.next_actions(actor, None, last, key):
                    actions[action.person.id].append(action)
            places = person_queries.places_of({*overdue, *actions})
        rows = [
            self._call(overdue.get(person), tuple(actions.get(person, ())), *places.get(person, ("", "")))
            for person in {**overdue, **actions}
        ]
        rows.sort(key=lambda row: (*_place(row), fold(f"{row.person.last_name} {row.person.first_name}")))
        return CallSheet(who, today, last, days, tuple(rows))

    @staticmethod
    def _call(
        overdue: OverdueRow | None, actions: tuple[NextAction, ...], commune: str, quartier: str
    ) -> CallSheetRow:
        person: PersonName = overdue.person if overdue else actions[0].person
        phone = overdue.phone if overdue else actions[0].phone
        return CallSheetRow(person, phone, commune, quartier, overdue, actions)

    def person_file(self, actor: Actor, person_id: int) -> PersonFile:
        """Return a person and their whole timeline.

        Raises:
            NotFound: no such person.
            NotAllowed: not a person of this mentor.
        """
        person = self._over_the_same(Persons).get(actor, person_id)
        entries = self._over_the_same(Timeline).of_person(actor, person_id)
        return PersonFile(self._clock.today(), person, entries)

    def month(self, actor: Actor, year: int, month: int, mentor: int | None = None) -> Overview:
        """Return the figures of a calendar month; of the month under way: up to today.

        Raises:
            NotAllowed, NotFound, Invalid: as ``Statistics.overview``; a month that is still to come.
        """
        today = self._clock.today()
        try:
            period = Period.of_month(year, month, today)
        except ValueError:
            raise Invalid.of("month", "range", mark("Choose a month.")) from None
        if period.first > today:
            raise Invalid.of("month", "future", mark("This month is still to come."))
        return self._over_the_same(Statistics).overview(actor, period, mentor)

    def note(
        self,
        actor: Actor,
        report: str,
        *,
        person_id: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write into the activity log that *report* left the program: ``said`` holds how (``pdf``, ``print``) and how much."""
        with self._store.transaction():
            write(
                self._clock.now(),
                actor,
                LogEvent.REPORT_MADE,
                person_id=person_id,
                after={"report": report, **(details or {})},
            )

    @staticmethod
    def _user(key: int) -> UserName:
        user = UserTable.get_or_none(UserTable.id == key)
        if user is None:
            raise NotFound("user")
        return user_name(user)


def _place(row: CallSheetRow) -> tuple[bool, str, str]:
    """By quartier, then commune; those of whom no place is known come last."""
    return not (row.quartier or row.commune), fold(row.quartier) or fold(row.commune), fold(row.commune)
