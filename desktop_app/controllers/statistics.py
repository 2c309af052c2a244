"""The statistics: one call for the windows, for reports and exports, and for HTTP (docs/contract/follow-ups-api.md, section 3).

A mentor gets their own figures; pastors and administrators any mentor's, or everybody's with all mentors side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.waiting import action_scope
from desktop_app.controllers.mentors import MENTORING_ROLES, user_name
from desktop_app.controllers.organisation import read_organisation
from desktop_app.database.models import UserTable
from desktop_app.database.queries import (
    absence_queries,
    action_queries,
    encounter_queries,
    statistics_queries,
)
from desktop_app.database.queries.action_queries import NO_ACTIONS, ActionCounts
from desktop_app.database.queries.names import key_of
from desktop_app.database.queries.prepared import models
from desktop_app.database.queries.statistics_queries import (
    Contacts,
    PeopleFigures,
    PlaceCounts,
    WaitingCounts,
)
from desktop_app.domain.care.care_inputs import PeriodInput
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound
from desktop_app.domain.periods import (
    FIRST_DAY,
    LAST_DAY,
    PERIODS,
    Bucket,
    Compared,
    Encounters,
    Figures,
    MentorFigures,
    NewPeople,
    Overview,
    Period,
    Place,
    WithoutMentor,
    Workload,
)
from desktop_app.domain.permissions import Action, own_only
from desktop_app.domain.records import Actor, Organisation, UserName
from desktop_app.domain.text_folding import fold
from desktop_app.domain.validation import check
from desktop_app.i18n.texts import mark

_NOBODY_NEW = NewPeople(0, 0)
_NOBODY_WAITS = WaitingCounts(0, 0)


def documented_figures(
    mentor_id: int, period: Period, today: date, substitutes: Mapping[int, UserName]
) -> Figures:
    """Return the documented figures of a user, for whoever has made sure that they may be seen. Within a read."""
    scope = action_scope(None, mentor_id, substitutes)
    pending = action_queries.count(today, date.max, today, scope)
    overdue = action_queries.count(date.min, today - timedelta(days=1), today, scope)
    return _figures(statistics_queries.contacts_of(mentor_id, period), ActionCounts(pending, overdue))


class Statistics(Controller):
    """What was done in a period of days, by whom, for whom."""

    def period(self, word: str) -> Period:
        """Return the period of a *word*: a documented one (``week``, ``month``, ``year``) up to today, or a month as ``YYYY-MM``.

        Raises:
            KeyError, ValueError: for another word.
        """
        today = self._clock.today()
        if word in PERIODS:
            return Period.of(word, today)
        year, dash, month = word.partition("-")
        if not dash:
            raise KeyError(word)
        return Period.of_month(int(year), int(month), today)

    def overview(self, actor: Actor, period: Period, mentor: int | UUID | None = None) -> Overview:
        """Return everything that is told of *period*: of one *mentor* (key or uuid), or of everybody; a mentor gets their own.

        Raises:
            NotAllowed: not for this role, or a mentor who asks for another's.
            NotFound: no such user.
            Invalid: the last day lies before the first, or days that no office has been open on.
        """
        own = own_only(actor, Action.VIEW_STATISTICS)
        self._check(period)
        with self._store.snapshot():  # its figures are added up and taken from each other
            asked = key_of(UserTable, mentor)
            if own is not None and asked not in {None, own}:
                raise NotAllowed
            key = asked if own is None else own
            organisation = read_organisation()
            return (
                self._of_everybody(period, organisation)
                if key is None
                else self._of_one(period, organisation, key)
            )

    def _check(self, period: Period) -> None:
        check(PeriodInput, {"date_from": period.first, "date_to": period.last}, self._clock.today())
        for name, day in (("date_from", period.first), ("date_to", period.last)):
            if not FIRST_DAY <= day <= LAST_DAY:
                years = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
                raise Invalid.of(name, "range", mark("Choose a year from {first} to {last}."), **years)

    def _of_one(self, period: Period, organisation: Organisation, key: int) -> Overview:
        user = UserTable.get_or_none(UserTable.id == key)
        if user is None:
            raise NotFound("user")
        mentor, before, today = user_name(user), period.before(), self._clock.today()
        figures = documented_figures(key, period, today, absence_queries.substitutes(today))
        earlier = statistics_queries.contacts_of(key, before)
        came = statistics_queries.new_people(period, key)
        settled = statistics_queries.new_people(Period.settled_by(today), key)
        interactions = Compared(figures.interactions, earlier.total)
        waiting = statistics_queries.workload_of(key, _latest(organisation, today), today)
        workload = Workload(waiting.persons, organisation.mentor_limit, waiting.too_long)
        return Overview(
            period=period,
            before=before,
            mentor=mentor,
            figures=figures,
            interactions=interactions,
            active_persons=Compared(figures.active_persons, earlier.persons),
            new_people=came,
            new_people_before=statistics_queries.new_people(before, key),
            step=period.step(),
            over_time=_over_time(
                period,
                statistics_queries.days_of(key, period),
                statistics_queries.days_of(key, before),
                statistics_queries.new_by_day(period, key),
            ),
            places=_by_place(statistics_queries.places(period, key)),
            mentors=(MentorFigures(mentor, figures, interactions, came, workload, settled),),
            settled=settled,
            encounters=self._encounters(period, key),
        )

    def _of_everybody(self, period: Period, organisation: Organisation) -> Overview:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - for the largest periods of all only

        before = period.before()
        # a year of follow-ups and a hundred thousand people are added up at once: a board does not wait for both
        with ThreadPoolExecutor(1, "statistics") as beside:
            people_beside = beside.submit(self._people_beside, period, before)
            contacts, days = statistics_queries.contacts_and_days(period)
            earlier, days_before = statistics_queries.contacts_and_days(before)
        people = people_beside.result()
        if people.as_of != statistics_queries.last_change():  # somebody wrote between the two looks
            people = statistics_queries.people_figures(period, before)
        by_place = _by_place(people.places)
        today = self._clock.today()
        active = action_queries.active_users()
        actions, all_actions = action_queries.counts(today, active, absence_queries.substitutes(today))
        workloads = statistics_queries.workloads(_latest(organisation, today), today)
        of_the_active = {key: counts for key, counts in workloads.items() if key in active}
        gone = [counts for key, counts in workloads.items() if key not in active]
        mentors = self._side_by_side(
            period, organisation.mentor_limit, (contacts, earlier), actions, of_the_active, active
        )
        new_people = people.new
        met = sum(place.contacted for place in by_place)
        together = _together([row.figures for row in mentors], met, all_actions)
        return Overview(
            period=period,
            before=before,
            mentor=None,
            figures=together,
            interactions=Compared(together.interactions, days_before.total()),
            active_persons=Compared(together.active_persons, people.contacted_before),
            new_people=new_people,
            new_people_before=people.new_before,
            step=period.step(),
            over_time=_over_time(period, days, days_before, people.new_by_day),
            places=by_place,
            mentors=mentors,
            settled=statistics_queries.new_people(Period.settled_by(today), None),
            encounters=self._encounters(period, None),
            without_mentor=self._without_mentor(organisation, new_people, mentors, gone),
        )

    def _encounters(self, period: Period, author_id: int | None) -> Encounters:
        first, after = period.first, period.last + timedelta(days=1)
        begin, end = (self._clock.from_wall(datetime.combine(day, time.min)) for day in (first, after))
        return encounter_queries.encounters(begin, end, author_id)

    def _people_beside(self, period: Period, before: Period) -> PeopleFigures:
        """Return what is told of people, on a thread and a connection of its own."""
        try:
            with self._store.snapshot():
                return statistics_queries.people_figures(period, before)
        finally:
            self._store.close()

    def _without_mentor(
        self,
        organisation: Organisation,
        everybody_new: NewPeople,
        mentors: Sequence[MentorFigures],
        gone: Sequence[WaitingCounts],
    ) -> WithoutMentor | None:
        """Return those without a mentor, and those of mentors who were switched off, whose workloads are *gone*."""
        today = self._clock.today()
        nobodys = statistics_queries.workload_of(None, _latest(organisation, today), today)
        persons = nobodys.persons + sum(counts.persons for counts in gone)
        too_long = nobodys.too_long + sum(counts.too_long for counts in gone)
        new = NewPeople(
            everybody_new.came - sum(mentor.new_people.came for mentor in mentors),
            everybody_new.integrated - sum(mentor.new_people.integrated for mentor in mentors),
        )
        return WithoutMentor(new, persons, too_long) if persons or new.came else None

    def _side_by_side(
        self,
        period: Period,
        limit: int,
        contacts: tuple[dict[int, Contacts], dict[int, Contacts]],
        actions: dict[int, ActionCounts],
        workloads: dict[int, WaitingCounts],
        active_users: frozenset[int],
    ) -> tuple[MentorFigures, ...]:
        """Return every active mentor and pastor, and whoever else did something, by name; nobody is in the care of who was switched off."""
        today = self._clock.today()
        came, settled = (
            {key: new for key, new in queried.items() if key in active_users}
            for queried in (
                statistics_queries.new_people_of_mentors(period),
                statistics_queries.new_people_of_mentors(Period.settled_by(today)),
            )
        )
        active = {key for of_users in contacts for key, counted in of_users.items() if counted.total}
        active |= actions.keys() | came.keys() | workloads.keys()

        def figures_of(user: UserTable) -> MentorFigures:
            now, then = (of_users.get(user.id, Contacts()) for of_users in contacts)
            waiting = workloads.get(user.id, _NOBODY_WAITS)
            return MentorFigures(
                mentor=user_name(user),
                figures=_figures(now, actions.get(user.id, NO_ACTIONS)),
                interactions=Compared(now.total, then.total),
                new_people=came.get(user.id, _NOBODY_NEW),
                workload=Workload(waiting.persons, limit, waiting.too_long),
                settled=settled.get(user.id, _NOBODY_NEW),
            )

        users = UserTable.select().order_by(UserTable.first_name, UserTable.last_name, UserTable.id)
        return tuple(
            figures_of(user)
            for user in models(users)
            if user.id in active or (user.is_active and user.role in MENTORING_ROLES)
        )


def _latest(organisation: Organisation, today: date) -> date:
    """Return who had their last contact on this day or before waits too long."""
    return today - timedelta(days=organisation.overdue_days)


def _figures(contacts: Contacts, actions: ActionCounts) -> Figures:
    return Figures(
        interactions=contacts.total,
        by_type=contacts.by_type,
        by_outcome=contacts.by_outcome,
        active_persons=contacts.persons,
        pending_actions=actions.pending,
        overdue_actions=actions.overdue,
    )


def _together(all_figures: Sequence[Figures], persons: int, actions: ActionCounts) -> Figures:
    """Return the sum of *all_figures*; *persons* and *actions* are given, since they may be those of two mentors."""
    whole = Contacts(persons=persons)
    for figures in all_figures:
        whole.total += figures.interactions
        for kind, count in figures.by_type.items():
            whole.by_type[kind] += count
        for outcome, count in figures.by_outcome.items():
            whole.by_outcome[outcome] += count
    return _figures(whole, actions)


def _over_time(
    period: Period, days: Counter[date], days_before: Counter[date], came: Counter[date]
) -> tuple[Bucket, ...]:
    """Return *period* cut into days, weeks or months, with those of the period before beside them; nothing happened is a zero."""
    cut = period.buckets()
    back = timedelta(days=period.days)
    now = _summed(cut, days)
    before = _summed(cut, Counter({day + back: count for day, count in days_before.items()}))
    new = _summed(cut, came)
    return tuple(
        Bucket(part.first, part.last, in_period, earlier, new_people)
        for part, in_period, earlier, new_people in zip(cut, now, before, new, strict=True)
    )


def _summed(cut: Sequence[Period], days: Counter[date]) -> list[int]:
    """Return the sums of *days* in each of *cut*, which follow each other without a gap."""
    sums, at = [0] * len(cut), 0
    for day in sorted(days):
        while day > cut[at].last:
            at += 1
        sums[at] += days[day]
    return sums


def _by_place(rows: Iterable[PlaceCounts]) -> tuple[Place, ...]:
    """Communes and their quartiers, however each was written; most contacts first, those of whom nothing is known last."""
    communes: dict[str, list[PlaceCounts]] = defaultdict(list)
    for row in rows:
        communes[fold(row.commune)].append(row)
    places = []
    for of_commune in communes.values():
        quartiers: dict[str, list[_Spelling]] = defaultdict(list)
        for row in of_commune:
            quartiers[fold(row.quartier)].append(_Spelling(row.quartier, row.contacted, row.new_people))
        within = _ordered(_place(spellings) for spellings in quartiers.values())
        whole = _place([_Spelling(row.commune, row.contacted, row.new_people) for row in of_commune])
        places.append(Place(whole.name, whole.contacted, whole.new_people, within))
    return _ordered(places)


class _Spelling(NamedTuple):
    """How a place is written somewhere, and how many people stand behind it."""

    name: str
    contacted: int
    new_people: int


def _place(spellings: Sequence[_Spelling]) -> Place:
    """Return one place of all its spellings: called by the one most used, but not by one in capitals alone where there is another."""
    uses: Counter[str] = Counter()
    for spelling in spellings:
        name = " ".join(spelling.name.split()) if fold(spelling.name) else ""
        uses[name] += spelling.contacted + spelling.new_people
    most_used = min(uses, key=lambda name: (name.isupper() or name.islower(), -uses[name], name))
    return Place(
        most_used,
        sum(spelling.contacted for spelling in spellings),
        sum(spelling.new_people for spelling in spellings),
    )


def _ordered(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(
        sorted(
            places,
            key=lambda place: (
                not place.name,
                -place.contacted,
                -place.new_people,
                fold(place.name),
                place.name,
            ),
        )
    )
