"""What the printed reports hold: the same people and figures as the windows, and a line in the activity log."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest

from desktop_app.domain.errors import Invalid
from desktop_app.domain.periods import Period
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Outcome, Role
from tests.support.office import Office, day, fields_of


@pytest.fixture
def pastor(office: Office) -> Actor:
    return office.user(Role.PASTOR)


@pytest.fixture
def mentor(office: Office) -> Actor:
    return office.user(Role.MENTOR, "Jean", last_name="Dupont")


def names(office: Office, actor: Actor, mentor: int | None = None) -> list[str]:
    return [row.person.last_name for row in office.controllers.reports.call_sheet(actor, mentor).rows]


def test_the_overdue_list_is_the_dashboards_whole(office: Office, pastor: Actor, mentor: Actor) -> None:
    for number in range(5):
        office.person(mentor, first_visit_on=day(10 + number))
    paused = office.person(mentor, first_visit_on=day(30))
    office.controllers.pauses.pause(pastor, paused.id, {"until": day(-1), "reason": "travelling"})
    office.person(mentor, first_visit_on=day(2))
    report = office.controllers.reports.overdue(pastor, 7)
    assert report.rows == office.controllers.waiting.overdue(pastor, 7)
    assert (len(report.rows), report.paused, report.day, report.days, report.mentor) == (5, 1, day(), 7, None)
    own = office.controllers.reports.overdue(mentor, 12, mentor.id)
    assert own.mentor is not None
    assert (own.mentor.full_name, [row.days for row in own.rows]) == ("Jean Dupont", [14, 13, 12])


def test_a_call_sheet_holds_who_waits_and_what_was_promised_for_the_week(
    office: Office, pastor: Actor, mentor: Actor
) -> None:
    office.person(mentor, last_name="Waits", first_visit_on=day(9))
    promised = office.person(mentor, last_name="Promised")
    office.follow_up(mentor, promised, ago=1, promise=-6)  # the last day of the week
    later = office.person(mentor, last_name="Later")
    office.follow_up(mentor, later, ago=1, promise=-7)
    both = office.person(mentor, last_name="Both", first_visit_on=day(40))
    office.follow_up(mentor, both, ago=20, promise=8)
    office.person(last_name="Nobody's", first_visit_on=day(40))
    office.person(office.user(Role.MENTOR), last_name="Other", first_visit_on=day(40))
    sheet = office.controllers.reports.call_sheet(mentor)
    assert (sheet.first, sheet.last, sheet.mentor.full_name) == (day(), day(-6), "Jean Dupont")
    found = {row.person.last_name: (row.overdue is not None, len(row.actions)) for row in sheet.rows}
    assert found == {"Waits": (True, 0), "Promised": (False, 1), "Both": (True, 1)}
    assert office.controllers.reports.call_sheet(pastor, mentor.id).rows == sheet.rows


def test_a_call_sheet_is_in_the_order_of_the_quartiers(office: Office, mentor: Actor) -> None:
    for last_name, quartier, commune in (
        ("Nowhere", "", ""),
        ("Éboué", "Riviera", "Cocody"),
        ("Abé", "riviera", "Cocody"),
        ("Commune", "", "Marcory"),
        ("Angré", "Angré", "Cocody"),
    ):
        office.person(mentor, last_name=last_name, quartier=quartier, commune=commune, first_visit_on=day(9))
    assert names(office, mentor) == ["Angré", "Commune", "Abé", "Éboué", "Nowhere"]


def test_a_call_sheet_holds_the_people_of_a_colleague_who_is_away(
    office: Office, pastor: Actor, mentor: Actor
) -> None:
    away = office.user(Role.MENTOR)
    office.person(away, last_name="Theirs", first_visit_on=day(9))
    values = {"user": away.uuid, "colleague": mentor.uuid, "first_on": day(), "last_on": day(-3)}
    assert names(office, mentor) == []
    office.controllers.absences.add(pastor, values)
    (row,) = office.controllers.reports.call_sheet(mentor).rows
    assert row.overdue is not None
    assert row.overdue.looked_after_by is not None
    assert row.overdue.looked_after_by.id == mentor.id
    assert names(office, mentor, away.id) == ["Theirs"]


def test_the_committees_call_sheet_tells_nothing_of_next_actions(office: Office, mentor: Actor) -> None:
    committee = office.user(Role.CAN_COMMITTEE)
    office.follow_up(mentor, office.person(mentor), ago=1, promise=0)
    office.person(mentor, last_name="Waits", first_visit_on=day(9))
    assert names(office, committee, mentor.id) == ["Waits"]


def test_a_persons_file_holds_all_that_happened(office: Office, mentor: Actor) -> None:
    person = office.person(mentor, prayer_requests="For the papers")
    office.follow_up(mentor, person, ago=3)
    office.interaction(mentor, person)
    file = office.controllers.reports.person_file(mentor, person.id)
    assert asdict(file.person)["prayer_requests"] == "For the papers"
    assert file.entries == office.controllers.timeline.of_person(mentor, person.id)
    kinds = [(one.follow_up, one.interaction, one.change) for one in file.entries]
    assert sum(one[0] is not None for one in kinds) == 1
    assert sum(one[1] is not None for one in kinds) == 1


@pytest.mark.parametrize(
    ("year", "month", "first", "last"),
    [
        (2026, 10, date(2026, 10, 1), date(2026, 10, 31)),
        (2026, 11, date(2026, 11, 1), day()),  # the month under way
        (2024, 2, date(2024, 2, 1), date(2024, 2, 29)),
        (2023, 2, date(2023, 2, 1), date(2023, 2, 28)),
    ],
)
def test_a_months_report_is_the_statistics_of_its_days(
    office: Office, pastor: Actor, mentor: Actor, year: int, month: int, first: date, last: date
) -> None:
    person = office.person(mentor, first_visit_on=date(2020, 1, 1))
    for one in (first, last):
        office.follow_up(mentor, person, ago=(day() - one).days, outcome=Outcome.NEUTRAL)
    report = office.controllers.reports.month(pastor, year, month)
    assert report == office.controllers.statistics.overview(pastor, Period(first, last, f"{year}-{month:02}"))
    assert (report.figures.interactions, report.figures.by_outcome[Outcome.NEUTRAL]) == (2, 2)


@pytest.mark.parametrize(("year", "month"), [(2026, 12), (2027, 1), (2026, 13), (2026, 0), (0, 1)])
def test_a_month_that_is_none_or_still_to_come_is_refused(
    office: Office, pastor: Actor, year: int, month: int
) -> None:
    with pytest.raises(Invalid) as raised:
        office.controllers.reports.month(pastor, year, month)
    assert set(fields_of(raised.value)) == {"month"}


def test_what_left_the_program_stands_in_the_log(office: Office, mentor: Actor) -> None:
    person = office.person(mentor)
    office.controllers.reports.note(
        mentor, "person_file", person_id=person.id, details={"form": "pdf", "pages": 2}
    )
    actor, after = office.database.execute_sql(
        "SELECT actor_id, after FROM activity_log WHERE event = 'reportMade'"
    ).fetchone()
    assert actor == mentor.id
    assert json.loads(after) == {"report": "person_file", "form": "pdf", "pages": 2}
