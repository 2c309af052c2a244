"""The statistics: spans and their steps, and every figure of a small office that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from desktop_app.controllers.statistics import Statistics
from desktop_app.database.queries.statistics_queries import PeopleFigures
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound
from desktop_app.domain.periods import Compared, NewPeople, Period, Place, Share, Step
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import InteractionType, PersonStatus, Program, ReferenceService, Role
from tests.support.office import NOON, TODAY, Office, day, fields_of

WEEK = Period(day(6), TODAY, "week")
MONTH = Period(day(29), TODAY, "month")


def place(found: Place) -> tuple[object, ...]:
    return (found.name, found.contacted, found.new_people, *(place(one) for one in found.quartiers))


# -- periods


@pytest.mark.parametrize(("word", "days"), [("week", 7), ("month", 30), ("year", 365)])
def test_the_documented_periods_end_today(office: Office, word: str, days: int) -> None:
    period = office.controllers.statistics.period(word)
    assert (period.last, period.days, period.word) == (TODAY, days, word)
    assert (period.before().days, period.before().last) == (days, period.first - timedelta(days=1))


def test_today_is_the_organisations(office: Office) -> None:
    office.settings(time_zone="Pacific/Auckland")
    office.clock.moment = datetime(2026, 2, 28, 12, 0, tzinfo=UTC)  # 1 March there
    assert office.controllers.statistics.period("week").last == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("first", "last", "step", "cut"),
    [
        (date(2024, 2, 28), date(2024, 3, 1), Step.DAY, 3),  # with the 29th
        (date(2026, 1, 1), date(2026, 1, 31), Step.DAY, 31),
        (date(2026, 1, 1), date(2026, 2, 1), Step.WEEK, 5),  # Thursday to Sunday
        (date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=181), Step.WEEK, 26 + 1),
        (date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=182), Step.MONTH, 7),
        (date(2023, 3, 1), date(2024, 2, 29), Step.MONTH, 12),
    ],
)
def test_a_span_is_cut_where_the_calendar_cuts(first: date, last: date, step: Step, cut: int) -> None:
    period = Period(first, last)
    buckets = period.buckets()
    assert (period.step(), len(buckets)) == (step, cut)
    assert (buckets[0].first, buckets[-1].last) == (first, last)
    for one, after in pairwise(buckets):
        assert after.first - one.last == timedelta(days=1)
        assert after.first.weekday() == 0 or step is not Step.WEEK
        assert after.first.day == 1 or step is not Step.MONTH


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (TODAY, day(1), {"date_to": "before_start"}),
        (date(1899, 12, 31), TODAY, {"date_from": "range"}),
        (TODAY, date(3000, 1, 1), {"date_to": "range"}),
    ],
)
def test_spans_that_make_no_sense(
    office: Office, pastor: Actor, first: date, last: date, expected: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as invalid:
        office.controllers.statistics.overview(pastor, Period(first, last))
    assert fields_of(invalid.value) == expected


def test_the_longest_span_there_is(office: Office, pastor: Actor) -> None:
    office.follow_up(pastor, office.person(), ago=3)
    found = office.controllers.statistics.overview(pastor, Period(date(1900, 1, 1), date(2999, 12, 31)))
    assert sum(one.interactions for one in found.over_time) == 1
    assert len(found.over_time) == 1100 * 12


# -- figures


def test_an_office_where_nothing_happened(office: Office, pastor: Actor, mentor: Actor) -> None:
    found = office.controllers.statistics.overview(pastor, WEEK)
    assert found.figures.interactions == found.figures.active_persons == 0
    assert set(found.figures.by_type.values()) == set(found.figures.by_outcome.values()) == {0}
    assert (found.interactions.percent, found.new_people.rate) == (None, None)
    assert [one.interactions for one in found.over_time] == [0] * 7
    assert found.places == ()
    # every active mentor and pastor stands there; the administrator who has nothing to tell does not
    assert [one.mentor.id for one in found.mentors] == [mentor.id, pastor.id]


def test_two_mentors_side_by_side_and_together(
    office: Office, pastor: Actor, mentor: Actor, other_mentor: Actor
) -> None:
    office.settings(mentor_limit=5)
    mine, shared = office.person(mentor, first_visit_on=day(3)), office.person(mentor, first_visit_on=day(40))
    office.follow_up(mentor, mine, ago=2, promise=-2)
    office.follow_up(mentor, shared, ago=9, promise=2, interaction_type="visit", outcome="no_contact")
    office.controllers.persons.assign(pastor, shared.id, {"mentor": other_mentor.uuid})
    office.follow_up(other_mentor, shared, ago=1)
    office.follow_up(mentor, mine, ago=0, outcome="neutral", promise=-1)
    deleted = office.follow_up(mentor, mine, ago=0)
    office.controllers.follow_ups.delete(mentor, deleted.id)
    gone = office.person(mentor, first_visit_on=day(1))
    office.follow_up(mentor, gone, ago=1)
    office.controllers.persons.delete(pastor, gone.id)
    office.controllers.persons.set_status(pastor, mine.id, {"status": PersonStatus.INTEGRATED})

    found = office.controllers.statistics.overview(pastor, WEEK)
    assert (found.figures.interactions, found.figures.active_persons) == (3, 2)
    assert found.interactions == Compared(3, 1)
    assert (found.interactions.difference, found.interactions.percent) == (2, 200)
    assert found.active_persons == Compared(2, 1)
    assert found.new_people == NewPeople(1, 1)
    assert found.figures.by_outcome == {"positive": 2, "neutral": 1, "negative": 0, "no_contact": 0}
    assert (found.step, [one.interactions for one in found.over_time]) == (Step.DAY, [0, 0, 0, 0, 1, 1, 1])
    assert [one.before for one in found.over_time] == [0, 0, 0, 0, 1, 0, 0]
    assert [one.new_people for one in found.over_time] == [0, 0, 0, 1, 0, 0, 0]
    by_mentor = {one.mentor.id: one for one in found.mentors}
    jean, awa = by_mentor[mentor.id], by_mentor[other_mentor.id]
    assert (jean.figures.interactions, awa.figures.interactions) == (2, 1)
    assert (jean.interactions, awa.interactions) == (Compared(2, 1), Compared(1, 0))
    assert (jean.workload.persons, jean.workload.limit, awa.workload.persons) == (0, 5, 1)
    assert (jean.figures.pending_actions, jean.figures.overdue_actions) == (2, 0)
    assert (found.figures.pending_actions, found.figures.overdue_actions) == (2, 0)
    assert (jean.new_people, awa.new_people) == (NewPeople(1, 1), NewPeople(0, 0))

    own = office.controllers.statistics.overview(mentor, WEEK)
    assert own.mentor is not None
    assert own.mentor.id == mentor.id
    assert own.figures == jean.figures
    assert own.mentors == (jean,)
    assert own == office.controllers.statistics.overview(pastor, WEEK, mentor.uuid)
    assert own == office.controllers.statistics.overview(mentor, WEEK, mentor.id)
    assert own.figures == office.controllers.follow_ups.statistics(mentor, "week", None).figures


def test_waiting_too_long_leaves_out_who_is_paused(office: Office, mentor: Actor) -> None:
    for ago in (6, 7, 30):
        office.person(mentor, first_visit_on=day(ago))
    paused = office.person(mentor, first_visit_on=day(30))
    values = {"until": day(-1), "reason": "travelling"}
    office.controllers.pauses.pause(mentor, paused.id, values)
    workload = office.controllers.statistics.overview(mentor, WEEK).mentors[0].workload
    assert (workload.persons, workload.waiting_too_long) == (4, 2)
    office.pass_time(days=1)  # the pause is over, and one more has waited seven days
    workload = office.controllers.statistics.overview(mentor, WEEK).mentors[0].workload
    assert (workload.persons, workload.waiting_too_long) == (4, 4)
    assert workload.waiting_too_long == office.controllers.waiting.dashboard(mentor, 7).counts.waiting


def test_places_however_they_were_written(office: Office, pastor: Actor, mentor: Actor) -> None:
    for commune, quartier, ago in (
        ("Yopougon", "Niangon", 1),
        ("YOPOUGON ", "niangon", 2),
        ("Yopougon", "Sicogi", 3),
        ("Port-Bouët", "", 4),
        ("port bouet", "", 40),
        ("", "", 5),
    ):
        person = office.person(mentor, commune=commune, quartier=quartier, first_visit_on=day(ago))
        office.follow_up(mentor, person, ago=0)
        office.follow_up(mentor, person, ago=1)
    office.person(commune="Cocody", quartier="Angré", first_visit_on=day(2))
    gone = office.person(commune="Cocody", first_visit_on=day(2))
    office.controllers.persons.delete(pastor, gone.id)
    found = office.controllers.statistics.overview(pastor, WEEK).places
    assert [place(one) for one in found] == [
        ("Yopougon", 3, 3, ("Niangon", 2, 2), ("Sicogi", 1, 1)),
        ("Port-Bouët", 2, 1, ("", 2, 1)),
        ("Cocody", 0, 1, ("Angré", 0, 1)),
        ("", 1, 1, ("", 1, 1)),
    ]
    own = office.controllers.statistics.overview(mentor, WEEK).places
    assert [one.name for one in own] == ["Yopougon", "Port-Bouët", ""]


def test_whose_figures_one_may_see(
    office: Office, pastor: Actor, mentor: Actor, other_mentor: Actor, committee: Actor
) -> None:
    overview = office.controllers.statistics.overview
    for asked in (other_mentor.id, other_mentor.uuid, 10_000):
        with pytest.raises(NotAllowed):
            overview(mentor, WEEK, asked)
    for whose in (None, mentor.id):
        with pytest.raises(NotAllowed):
            overview(committee, WEEK, whose)
    with pytest.raises(NotFound):
        overview(pastor, WEEK, 10_000)


def test_who_left_is_still_told_of(office: Office, pastor: Actor, mentor: Actor) -> None:
    office.follow_up(mentor, office.person(mentor), ago=1)
    idle = office.user(Role.MENTOR)
    for user in (mentor, idle):
        seen = next(one for one in office.controllers.users.list(office.admin()) if one.id == user.id)
        office.controllers.users.update(office.admin(), user.id, {"is_active": False}, version=seen.version)
    told = [one.mentor.id for one in office.controllers.statistics.overview(pastor, WEEK).mentors]
    assert mentor.id in told
    assert idle.id not in told


def test_the_people_of_a_mentor_who_was_switched_off_have_none(
    office: Office, pastor: Actor, mentor: Actor
) -> None:
    office.follow_up(mentor, office.person(mentor, first_visit_on=day(3)), ago=2)
    office.person(mentor, first_visit_on=day(20))
    office.person(first_visit_on=day(30))
    office.controllers.users.update(office.admin(), mentor.id, {"is_active": False})
    found = office.controllers.statistics.overview(pastor, WEEK)
    (left,) = [one for one in found.mentors if one.mentor.id == mentor.id]
    assert (left.interactions.now, left.workload.persons, left.new_people.came) == (1, 0, 0)
    told = found.without_mentor
    assert told is not None
    assert (told.persons, told.waiting_too_long, told.new_people.came) == (3, 2, 1)
    counts = office.controllers.waiting.dashboard(pastor, 7).counts
    assert (counts.without_mentor, counts.waiting) == (told.persons, told.waiting_too_long)


def test_figures_of_two_looks_are_of_one_state(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """People are counted on a second connection: what it saw before somebody wrote is looked at again."""
    pastor, mentor = office.user(Role.PASTOR), office.user(Role.MENTOR)
    person = office.person(mentor, first_visit_on=day(3), commune="Cocody")
    office.follow_up(mentor, person)
    statistics = office.controllers.statistics
    expected = statistics.overview(pastor, statistics.period("month"))
    assert [(place.name, place.contacted) for place in expected.places] == [("Cocody", 1)]
    real = Statistics._people_beside

    def early(self: Statistics, period: Period, before: Period) -> PeopleFigures:
        """As if it had looked before the newest change."""
        found = real(self, period, before)
        return replace(found, as_of=found.as_of - 1, places=(), new=NewPeople(0, 0))

    monkeypatch.setattr(Statistics, "_people_beside", early)
    assert statistics.overview(pastor, statistics.period("month")) == expected


# -- who stayed, and client interactions


@pytest.mark.parametrize(("ago", "counts"), [(90, False), (91, True), (182, True), (183, False)])
def test_who_came_3_to_6_months_ago_says_how_many_stay(
    office: Office, pastor: Actor, mentor: Actor, *, ago: int, counts: bool
) -> None:
    office.person(mentor, first_visit_on=day(ago), status=PersonStatus.INTEGRATED)
    office.person(mentor, first_visit_on=day(ago))
    statistics = office.controllers.statistics
    for found in (statistics.overview(pastor, MONTH), statistics.overview(mentor, MONTH)):
        assert found.settled == (NewPeople(2, 1) if counts else NewPeople(0, 0))
        (mine,) = [one for one in found.mentors if one.mentor.id == mentor.id]
        assert mine.settled == found.settled


@pytest.mark.parametrize("counts", [True, False])
def test_client_interactions_are_told_by_type_program_service_and_hours(
    office: Office, pastor: Actor, mentor: Actor, other_mentor: Actor, *, counts: bool
) -> None:
    office.settings(interactions_count_as_contact=counts)
    person, gone = office.person(mentor), office.person(mentor)
    snap = {"program": "Nutrition - SNAP", "reference_services": ["DACA", "nutrition"]}
    start = NOON - timedelta(days=2)
    office.interaction(mentor, person, start_at=start, end_at=start + timedelta(minutes=90), **snap)
    office.interaction(mentor, person, start_at=NOON - timedelta(days=29), **snap)
    office.interaction(
        mentor, person, start_at=start, interaction_type="by phone", reference_services=["DACA"]
    )
    office.interaction(mentor, person, start_at=NOON - timedelta(days=30))  # before these days
    office.interaction(mentor, gone, start_at=start)
    deleted = office.interaction(mentor, person, start_at=start)
    office.controllers.client_interactions.delete(mentor, deleted.id)
    office.controllers.persons.delete(pastor, gone.id)
    statistics = office.controllers.statistics
    assert statistics.overview(other_mentor, MONTH).encounters.total.count == 0
    for found in (statistics.overview(pastor, MONTH), statistics.overview(mentor, MONTH)):
        met, long = found.encounters, timedelta(minutes=90)
        assert (met.total, met.persons) == (Share(3, long), 1)
        assert {kind: share for kind, share in met.by_type.items() if share.count} == {
            InteractionType.WALK_IN: Share(2, long),
            InteractionType.BY_PHONE: Share(1, timedelta()),
        }
        assert met.by_program == ((Program.NUTRITION_SNAP, Share(2, long)), (None, Share(1, timedelta())))
        assert met.by_service == (
            (ReferenceService.DACA, Share(3, long)),
            (ReferenceService.NUTRITION, Share(2, long)),
        )
        assert found.figures.interactions == 0  # follow-ups, as the document has them


def test_a_month_of_the_calendar_ends_today_at_the_latest() -> None:
    assert Period.of_month(2026, 11, TODAY) == Period(date(2026, 11, 1), TODAY, "2026-11")
    assert Period.of_month(2024, 2, TODAY) == Period(date(2024, 2, 1), date(2024, 2, 29), "2024-02")
    assert Period.of_month(2026, 10, TODAY).is_month
    assert not Period.of("month", TODAY).is_month
