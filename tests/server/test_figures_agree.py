"""Whatever an office holds: the statistics, the dashboard's counts and HTTP say what a slow, plain count over all rows says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.database import derived
from desktop_app.database.models import FollowUpTable, PersonTable
from desktop_app.domain.periods import NewPeople, Overview, Period, Place
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus, Role
from desktop_app.server.app import make_app
from tests.support.office import TODAY, Office

MENTORS = 3
SPELLINGS = {
    "cocody": ("Cocody", "COCODY", " cocody "),
    "port bouet": ("Port-Bouët", "port bouet"),
    "": ("", "  "),
}
"""Places, and the ways in which they are written."""


@dataclass(frozen=True)
class Somebody:
    """A person; *mentor* is the place of theirs among the mentors."""

    first_visit: date
    status: PersonStatus
    mentor: int | None
    commune: str  # as written
    quartier: str
    deleted: bool
    paused_until: date | None


@dataclass(frozen=True)
class Contact:
    """A follow-up; those that come later in the list were recorded later."""

    person: int
    author: int
    on: date
    kind: FollowUpType
    outcome: Outcome
    due: date | None
    ticked: bool
    deleted: bool


PLACES = st.sampled_from([written for spellings in SPELLINGS.values() for written in spellings])
PERIODS = st.sampled_from([Period.of(period, TODAY) for period in ("week", "month", "year")]) | st.builds(
    lambda ago, days: Period(TODAY - timedelta(days=ago + days), TODAY - timedelta(days=ago)),
    st.integers(-5, 500),
    st.integers(0, 400),
)


def days_about(period: Period) -> st.SearchStrategy[date]:
    """Days up to today, of which many lie where a span begins or ends."""
    before = period.before()
    edges = [
        one + timedelta(days=off) for one in (before.first, period.first, period.last) for off in (-1, 0, 1)
    ]
    some = st.integers(0, 900).map(lambda ago: TODAY - timedelta(days=ago))
    return st.sampled_from([min(day, TODAY) for day in edges]) | some


@st.composite
def offices(draw: Any) -> tuple[Period, list[Somebody], list[Contact]]:
    period = draw(PERIODS)
    days = days_about(period)
    seldom = st.sampled_from([False, False, False, True])
    people = draw(
        st.lists(
            st.builds(
                Somebody,
                first_visit=days,
                status=st.sampled_from(PersonStatus),
                mentor=st.none() | st.integers(0, MENTORS - 1),
                commune=PLACES,
                quartier=PLACES,
                deleted=seldom,
                paused_until=st.none() | st.integers(-2, 2).map(lambda ahead: TODAY + timedelta(days=ahead)),
            ),
            min_size=1,
            max_size=6,
        )
    )
    contacts = []
    for _ in range(draw(st.integers(0, 14))):
        on = draw(days)
        promise = draw(st.none() | st.integers(0, 60))
        contacts.append(
            Contact(
                person=draw(st.integers(0, len(people) - 1)),
                author=draw(st.integers(0, MENTORS - 1)),
                on=on,
                kind=draw(st.sampled_from(FollowUpType)),
                outcome=draw(st.sampled_from(Outcome)),
                due=None if promise is None else on + timedelta(days=promise),
                ticked=draw(seldom),
                deleted=draw(seldom),
            )
        )
    return period, people, contacts


class Slow:
    """The figures by going through everything again for each of them."""

    def __init__(self, people: Sequence[Somebody], contacts: Sequence[Contact]) -> None:
        self.people = [(number, one) for number, one in enumerate(people) if not one.deleted]
        there = {number for number, _one in self.people}
        self.contacts = [one for one in contacts if not one.deleted and one.person in there]

    def within(self, period: Period, mentor: int | None) -> list[Contact]:
        return [
            one
            for one in self.contacts
            if period.first <= one.on <= period.last and mentor in {None, one.author}
        ]

    def met(self, period: Period, mentor: int | None) -> set[int]:
        return {one.person for one in self.within(period, mentor)}

    def open_actions(self) -> list[tuple[date, Contact]]:
        found = []
        for place, one in enumerate(self.contacts):
            later = self.contacts[place + 1 :]
            if one.due is None or one.ticked:
                continue
            due = one.due
            reached = [after for after in later if after.outcome is not Outcome.NO_CONTACT]
            if not any(after.person == one.person and after.on >= due for after in reached):
                found.append((due, one))
        return found

    def actions(self, mentor: int | None) -> tuple[int, int]:
        mentor_of = {number: one.mentor for number, one in self.people}

        def owner(contact: Contact) -> int:
            """Whoever is responsible for the person; where nobody is, the author."""
            responsible = mentor_of[contact.person]
            return contact.author if responsible is None else responsible

        dues = [due for due, one in self.open_actions() if mentor in {None, owner(one)}]
        return sum(due >= TODAY for due in dues), sum(due < TODAY for due in dues)

    def new(self, period: Period, mentor: int | None) -> list[Somebody]:
        return [
            one
            for _number, one in self.people
            if period.first <= one.first_visit <= period.last and mentor in {None, one.mentor}
        ]

    def waiting(self, mentor: int | None) -> list[tuple[int, Somebody]]:
        return [
            (number, one)
            for number, one in self.people
            if one.status in {PersonStatus.TO_VISIT, PersonStatus.IN_FOLLOW_UP}
            and (mentor is None or one.mentor == mentor)
        ]

    def too_long(self, days: int, mentor: int | None) -> int:
        found = 0
        for number, one in self.waiting(mentor):
            since = max((each.on for each in self.contacts if each.person == number), default=one.first_visit)
            paused = one.paused_until is not None and one.paused_until > TODAY
            found += (TODAY - since).days >= days and not paused
        return found

    def places(self, period: Period, mentor: int | None) -> dict[tuple[str, str], tuple[int, int]]:
        met, new = self.met(period, mentor), {id(one) for one in self.new(period, mentor)}
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for number, one in self.people:
            counted = (int(number in met), int(id(one) in new))
            if any(counted):
                key = (folded(one.commune), folded(one.quartier))
                before = found.get(key, (0, 0))
                found[key] = (before[0] + counted[0], before[1] + counted[1])
        return found


def folded(name: str) -> str:
    return next(
        key for key, spellings in SPELLINGS.items() if name.strip() in {one.strip() for one in spellings}
    )


def fill(
    office: Office, mentors: Sequence[Actor], people: Sequence[Somebody], contacts: Sequence[Contact]
) -> None:
    """Write it all straight into the tables, in the place of what was there."""
    moment = office.clock.now()
    with office.application.store.transaction():
        FollowUpTable.delete().execute()
        PersonTable.delete().execute()
        for number, one in enumerate(people, 1):
            PersonTable.create(
                id=number,
                first_name=f"First{number}",
                last_name="Last",
                commune=one.commune,
                quartier=one.quartier,
                first_visit_on=one.first_visit,
                status=one.status,
                mentor=None if one.mentor is None else mentors[one.mentor].id,
                paused_until=one.paused_until,
                created_at=moment,
                updated_at=moment,
                deleted_at=moment if one.deleted else None,
            )
        for contact in contacts:
            FollowUpTable.create(
                person=contact.person + 1,
                mentor=mentors[contact.author].id,
                interaction_type=contact.kind,
                interaction_date=contact.on,
                notes="x",
                outcome=contact.outcome,
                next_action_needed=contact.due is not None,
                next_action_date=contact.due,
                next_action_done_at=moment if contact.ticked and contact.due else None,
                created_at=moment,
                updated_at=moment,
                deleted_at=moment if contact.deleted else None,
            )
        derived.rebuild()


def agree(found: Overview, slow: Slow, mentor: int | None) -> None:
    """Compare every figure of *found*."""
    period, before = found.period, found.before
    assert before.days == period.days
    assert before.last == period.first - timedelta(days=1)
    within = slow.within(period, mentor)
    assert found.figures.interactions == len(within)
    assert found.figures.by_type == {kind: sum(one.kind is kind for one in within) for kind in FollowUpType}
    assert found.figures.by_outcome == {end: sum(one.outcome is end for one in within) for end in Outcome}
    assert found.figures.active_persons == len(slow.met(period, mentor))
    assert (found.figures.pending_actions, found.figures.overdue_actions) == slow.actions(mentor)
    assert (found.interactions.now, found.interactions.before) == (
        len(within),
        len(slow.within(before, mentor)),
    )
    assert found.active_persons.now == found.figures.active_persons
    assert found.active_persons.before == len(slow.met(before, mentor))
    for new, when in ((found.new_people, period), (found.new_people_before, before)):
        expected = slow.new(when, mentor)
        assert new.came == len(expected)
        assert new.integrated == sum(one.status is PersonStatus.INTEGRATED for one in expected)
    over_time(found, slow, mentor)
    places(found.places, slow.places(period, mentor))


def over_time(found: Overview, slow: Slow, mentor: int | None) -> None:
    days = [found.period.first + timedelta(days=ahead) for ahead in range(found.period.days)]
    buckets = found.over_time
    assert [
        one.first + timedelta(days=ahead)
        for one in buckets
        for ahead in range((one.last - one.first).days + 1)
    ] == days
    for one in buckets:
        bucket = Period(one.first, one.last)
        back = timedelta(days=found.period.days)
        assert one.interactions == len(slow.within(bucket, mentor))
        assert one.before == len(slow.within(Period(one.first - back, one.last - back), mentor))
        assert one.new_people == len(slow.new(bucket, mentor))


def places(found: Sequence[Place], expected: dict[tuple[str, str], tuple[int, int]]) -> None:
    told = {
        (folded(commune.name), folded(quartier.name)): (quartier.contacted, quartier.new_people)
        for commune in found
        for quartier in commune.quartiers
    }
    assert told == expected
    whole: Counter[str] = Counter()
    for (commune, _quartier), (met, new) in expected.items():
        whole[commune] += met + new
    assert {folded(one.name): one.contacted + one.new_people for one in found} == dict(whole)


class Http:
    """``/stats`` without a socket: the application over an office, called with a token of each user."""

    def __init__(self, office: Office, users: Sequence[Actor]) -> None:
        self.app = make_app(office.controllers)
        tokens = office.controllers.tokens
        self._tokens = {user.id: tokens.make(user, {"name": "test"}).text for user in users}

    def figures(self, actor: Actor, mentor: Actor, period: str) -> Any:
        """What is answered to *actor* about *mentor*."""
        return asyncio.run(self._ask(actor, mentor, period))

    async def _ask(self, actor: Actor, mentor: Actor, period: str) -> Any:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            answer = await client.get(
                f"/api/v1/follow-ups/stats?period={period}&mentor_id={mentor.uuid}",
                headers={"Authorization": f"Bearer {self._tokens[actor.id]}"},
            )
        assert answer.status_code == 200
        return answer.json()["data"]["stats"]


@dataclass
class Desk:
    """One office for all examples, emptied before each: making one takes longer than everything else."""

    office: Office
    pastor: Actor
    mentors: list[Actor]
    http: Http


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    pastor = office.user(Role.PASTOR)
    mentors = [office.user(Role.MENTOR, f"Mentor{number}") for number in range(MENTORS)]
    http = Http(office, [pastor, *mentors])
    yield Desk(office, pastor, mentors, http)
    http.app.service.queues.stop()


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(filled=offices(), threshold=st.sampled_from([0, 1, 7, 30]))
def test_every_figure_is_what_a_plain_count_says(
    desk: Desk, filled: tuple[Period, list[Somebody], list[Contact]], threshold: int
) -> None:
    period, people, contacts = filled
    slow = Slow(people, contacts)
    office, pastor, mentors = desk.office, desk.pastor, desk.mentors
    office.settings(overdue_days=threshold)
    fill(office, mentors, people, contacts)
    statistics, waiting = office.controllers.statistics, office.controllers.waiting

    everybody = statistics.overview(pastor, period)
    agree(everybody, slow, None)
    named = {one.mentor.id: one for one in everybody.mentors}
    assert named.keys() == {one.id for one in (*mentors, pastor)}
    counts = waiting.dashboard(pastor, threshold).counts
    open_dues = [due for due, _contact in slow.open_actions()]
    assert counts.waiting == slow.too_long(threshold, None)
    assert counts.past_due == sum(due < TODAY for due in open_dues)
    assert counts.coming_up == sum(TODAY <= due <= TODAY + timedelta(days=7) for due in open_dues)
    assert counts.without_mentor == sum(one.mentor is None for _number, one in slow.waiting(None))

    nobodys = [one for _number, one in slow.waiting(None) if one.mentor is None]
    new = [one for one in slow.new(period, None) if one.mentor is None]
    told = everybody.without_mentor
    assert (told is not None) == bool(nobodys or new)
    if told is not None:
        integrated = sum(one.status is PersonStatus.INTEGRATED for one in new)
        assert (told.persons, told.new_people) == (len(nobodys), NewPeople(len(new), integrated))
    late = sum(one.workload.waiting_too_long for one in everybody.mentors)
    assert late + (told.waiting_too_long if told else 0) == counts.waiting

    for place, mentor in enumerate(mentors):
        own = statistics.overview(mentor, period)
        agree(own, slow, place)
        assert own == statistics.overview(pastor, period, mentor.uuid)
        assert own.mentors == (named[mentor.id],)
        workload = named[mentor.id].workload
        assert workload.persons == len(slow.waiting(place))
        assert workload.waiting_too_long == slow.too_long(threshold, place)
        assert waiting.dashboard(mentor, threshold).counts.waiting == workload.waiting_too_long

    asked = mentors[len(contacts) % MENTORS]
    for word in ("week", "month", "year"):
        figures = statistics.overview(pastor, Period.of(word, TODAY), asked.id).figures
        for actor in (pastor, asked):
            assert desk.http.figures(actor, asked, word) == {
                "totalInteractions": figures.interactions,
                "interactionsByType": {str(kind): number for kind, number in figures.by_type.items()},
                "interactionsByOutcome": {str(end): number for end, number in figures.by_outcome.items()},
                "activePersons": figures.active_persons,
                "pendingActions": figures.pending_actions,
                "overdueActions": figures.overdue_actions,
            }
