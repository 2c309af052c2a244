"""A clock that is plainly wrong is told; what a wrong day left behind is found; the office's zone is followed by every program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

from desktop_app.domain.records import Actor, Person
from tests.support.office import NOON, Office


def test_a_clock_that_may_be_right_is_not_doubted(office: Office, mentor: Actor, person: Person) -> None:
    office.follow_up(mentor, person)
    assert office.controllers.integrity.clock_doubt() is None
    office.pass_time(days=400)
    assert office.controllers.integrity.clock_doubt() is None
    office.pass_time(days=-401, hours=13)  # an hour or a zone that is off is none that is plainly wrong
    assert office.controllers.integrity.clock_doubt() is None


def test_an_office_that_begins_has_nothing_to_compare_with(office: Office) -> None:
    assert office.controllers.integrity.clock_doubt() is None


def test_a_clock_before_the_newest_record_is_told(office: Office, mentor: Actor, person: Person) -> None:
    office.follow_up(mentor, person)
    office.clock.moment = NOON.replace(year=2000, month=1, day=1)
    doubt = office.controllers.integrity.clock_doubt()
    assert doubt is not None
    assert doubt.is_behind
    assert doubt.words().startswith(
        "This PC says that it is 2000-01-01, but something was recorded here on 2026-11-20."
    )


def test_a_clock_years_ahead_is_told(office: Office, mentor: Actor, person: Person) -> None:
    office.follow_up(mentor, person)
    office.pass_time(days=3 * 365)
    doubt = office.controllers.integrity.clock_doubt()
    assert doubt is not None
    assert not doubt.is_behind
    assert "years before" in doubt.words()


def test_one_wrong_day_does_not_accuse_the_clock_for_ever(
    office: Office, mentor: Actor, person: Person
) -> None:
    for _number in range(30):
        office.follow_up(mentor, person)
    office.pass_time(days=365)
    for _number in range(5):
        office.follow_up(mentor, person)
    office.pass_time(days=-365)
    assert office.controllers.integrity.clock_doubt() is None


def test_a_contact_dated_a_year_ahead_is_found(office: Office, mentor: Actor, person: Person) -> None:
    office.pass_time(days=365)
    office.follow_up(mentor, person, ago=-365)
    assert office.controllers.integrity.check().is_sound
    office.pass_time(days=-365)
    report = office.controllers.integrity.check()
    assert not report.is_sound
    ahead = {(place.table, place.column) for place in report.ahead}
    assert {("follow_ups", "interaction_date"), ("follow_ups", "created_at"), ("activity_log", "at")} <= ahead
    assert report.wrong == ()


def test_what_is_planned_is_not_taken_for_a_wrong_day(office: Office, mentor: Actor, person: Person) -> None:
    office.follow_up(mentor, person, promise=-300)
    report = office.controllers.integrity.check()
    assert report.ahead == ()
    assert report.is_sound


def test_a_zone_that_another_program_sets_is_followed(office: Office) -> None:
    office.settings(time_zone="UTC")
    office.controllers.data_version()
    with closing(sqlite3.connect(office.folder / "suivi.db")) as another, another:
        another.execute("""UPDATE settings SET value = '"Pacific/Kiritimati"' WHERE key = 'time_zone'""")
    assert office.clock.zone_name == "UTC"
    office.controllers.data_version()  # which windows and ``suivi serve`` ask for again and again
    assert office.clock.zone_name == "Pacific/Kiritimati"
    assert office.clock.local(NOON).utcoffset() == timedelta(hours=14)
