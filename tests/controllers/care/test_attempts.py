"""Attempts without an answer: how many in a row, since when, and when to try again."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner

from desktop_app.application import Application
from desktop_app.database import store
from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.records import Actor
from desktop_app.system import paths
from tests.support.office import NOON, TODAY, Office, day


# (days ago, outcome: + reached, - not) in the order in which they are recorded
@pytest.mark.parametrize(
    ("contacts", "earlier", "missed", "reached"),
    [
        ((), None, 0, None),
        ((), 20, 0, 20),
        (((5, "+"),), None, 0, 5),
        (((5, "-"),), None, 1, None),
        (((9, "-"), (7, "-"), (5, "-")), None, 3, None),
        (((40, "+"), (9, "-"), (7, "-"), (5, "-")), None, 3, 40),
        (((9, "-"), (7, "+"), (5, "-")), None, 1, 7),
        (((9, "-"), (7, "-"), (5, "+")), None, 0, 5),
        (((5, "-"), (7, "+")), None, 1, 7),  # what was recorded later lies before
        (((5, "+"), (7, "-")), None, 0, 5),
        (((5, "-"), (5, "+")), None, 0, 5),  # the same day: what was recorded later counts as later
        (((5, "+"), (5, "-")), None, 1, 5),
        (((9, "-"), (5, "-")), 20, 2, 20),
        (((9, "-"), (5, "-")), 7, 1, 7),  # the office's old list knows of a contact between
        (((9, "-"), (5, "-")), 5, 0, 5),
        (((9, "+"), (5, "-")), 7, 1, 7),
        (((3, "+"), (1, "-")), 7, 1, 3),
    ],
)
def test_how_many_in_a_row_and_since_when(
    office: Office,
    mentor: Actor,
    contacts: tuple[tuple[int, str], ...],
    earlier: int | None,
    missed: int,
    reached: int | None,
) -> None:
    person = office.person(mentor, first_visit_on=day(60))
    if earlier is not None:
        office.database.execute_sql(
            "UPDATE persons SET earlier_contact_on = ? WHERE id = ?", (day(earlier), person.id)
        )
        office.controllers.integrity.repair()
    for ago, outcome in contacts:
        office.follow_up(mentor, person, ago=ago, outcome="positive" if outcome == "+" else "no_contact")
    found = office.get(person)
    assert found.missed_attempts == missed
    assert found.last_reached_on == (day(reached) if reached is not None else None)
    (row,) = office.controllers.waiting.overdue(mentor, 0)
    assert (row.missed_attempts, row.last_reached_on) == (missed, found.last_reached_on)
    assert office.problems() == ()


def test_an_attempt_is_a_contact_for_the_limit(office: Office, mentor: Actor) -> None:
    person = office.person(mentor, first_visit_on=day(60))
    office.follow_up(mentor, person, ago=40)
    office.follow_up(mentor, person, ago=6, outcome="no_contact")
    assert office.controllers.waiting.overdue(mentor, 7) == ()
    office.pass_time(days=1)
    (row,) = office.controllers.waiting.overdue(mentor, 7)
    assert (row.days, row.missed_attempts, row.last_reached_on) == (7, 1, day(40))


def test_what_is_changed_deleted_and_brought_back_counts_anew(
    office: Office, mentor: Actor, pastor: Actor
) -> None:
    person = office.person(mentor, first_visit_on=day(60))
    follow_ups = office.controllers.follow_ups
    reached = office.follow_up(mentor, person, ago=20)
    first, second = (office.follow_up(mentor, person, ago=ago, outcome="no_contact") for ago in (9, 5))

    def seen() -> tuple[int, date | None]:
        found = office.get(person)
        assert office.problems() == ()
        return found.missed_attempts, found.last_reached_on

    assert seen() == (2, day(20))
    follow_ups.update(mentor, second.id, {"outcome": "neutral"})
    assert seen() == (0, day(5))
    follow_ups.update(mentor, second.id, {"outcome": "no_contact"})
    follow_ups.delete(mentor, first.id)
    assert seen() == (1, day(20))
    follow_ups.restore(mentor, first.id)
    follow_ups.delete(mentor, reached.id)
    assert seen() == (2, None)
    follow_ups.restore(mentor, reached.id)
    follow_ups.update(mentor, reached.id, {"interaction_date": day(7)})
    assert seen() == (1, day(7))
    office.controllers.persons.delete(pastor, person.id)
    office.controllers.persons.restore(pastor, person.id)
    assert seen() == (1, day(7))


@pytest.mark.parametrize(
    ("attempts", "from_day", "again"),
    [
        (1, date(2026, 11, 18), date(2026, 11, 20)),
        (2, date(2026, 11, 18), date(2026, 11, 23)),  # the 22nd is a Sunday
        (3, date(2026, 11, 18), date(2026, 11, 25)),
        (9, date(2026, 11, 18), date(2026, 11, 25)),
        (0, date(2026, 11, 18), date(2026, 11, 20)),
        (1, date(2026, 11, 20), date(2026, 11, 23)),
        (3, date(2026, 11, 22), date(2026, 11, 30)),
        (2, date(2028, 2, 25), date(2028, 2, 29)),
        (2, date(2027, 2, 25), date(2027, 3, 1)),
        (1, date(2026, 12, 30), date(2027, 1, 1)),
    ],
)
def test_when_to_try_again(attempts: int, from_day: date, again: date) -> None:
    assert day_to_try_again(attempts, from_day) == again


def test_never_on_a_sunday_and_never_sooner_for_more_attempts() -> None:
    for number in range(400):
        start = TODAY + timedelta(days=number)
        days = [day_to_try_again(attempts, start) for attempts in range(1, 6)]
        assert all(one.isoweekday() != 7 and one > start for one in days)
        assert days == sorted(days)


# -- proving and rebuilding, and the data of the version before


@pytest.mark.parametrize(("column", "wrong"), [("missed_attempts", "7"), ("last_reached_on", "'2001-01-01'")])
def test_the_check_finds_and_mends_what_is_wrong(
    office: Office, mentor: Actor, column: str, wrong: str
) -> None:
    person = office.person(mentor, first_visit_on=day(60))
    office.follow_up(mentor, person, ago=20)
    office.follow_up(mentor, person, ago=9, outcome="no_contact")
    before = office.get(person)
    office.database.execute_sql(f"UPDATE persons SET {column} = {wrong}")
    assert office.controllers.integrity.check().wrong == (("persons", column, 1),)
    assert office.controllers.integrity.repair().repaired
    assert office.get(person) == before
    assert office.problems() == ()


DERIVED = "SELECT id, last_reached_on, missed_attempts FROM persons ORDER BY id"


def _database_of_before(folder: Path, persons: int) -> None:
    """A data folder as the first version left it, with people and contacts of every kind."""
    database = SqliteDatabase(str(paths.database_file(folder)))
    Runner(database, str(store.MIGRATIONS)).up("0001_first_tables")
    picks = Random(4)  # noqa: S311 - the same rows each time, and no secret
    now = int(NOON.timestamp() * 1000)
    with closing(database):
        database.execute_sql(
            "INSERT INTO users (uuid, email, first_name, last_name, role, is_active, created_at, updated_at, version) "
            "VALUES (x'00', 'a@example.org', 'A', 'B', 'admin', 1, ?, ?, 1)",
            (now, now),
        )
        for number in range(1, persons + 1):
            earlier = day(picks.randrange(40)) if picks.random() < 0.3 else None
            deleted = now if picks.random() < 0.1 else None
            _insert(
                database,
                "persons",
                id=number,
                uuid=number.to_bytes(16, "big"),
                first_name="M",
                last_name=f"P{number}",
                first_visit_on=day(60),
                earlier_contact_on=earlier,
                status="in_follow_up",
                created_at=now,
                updated_at=now,
                deleted_at=deleted,
            )
            for _ in range(picks.randrange(6)):
                _insert(
                    database,
                    "follow_ups",
                    uuid=picks.randbytes(16),
                    person_id=number,
                    mentor_id=1,
                    interaction_type="call",
                    interaction_date=day(picks.randrange(40)),
                    notes="x",
                    outcome=picks.choice(["positive", "no_contact", "no_contact", "neutral"]),
                    next_action_needed=0,
                    created_at=now,
                    updated_at=now,
                    deleted_at=now if picks.random() < 0.15 else None,
                )
        # what the first version kept itself
        last = (
            "(SELECT id FROM follow_ups WHERE person_id = persons.id AND deleted_at IS NULL "
            "ORDER BY interaction_date DESC, id DESC LIMIT 1)"
        )
        database.execute_sql(f"UPDATE persons SET last_follow_up_id = {last}")


def _insert(database: SqliteDatabase, table: str, **values: object) -> None:
    """A row, with what is left out filled in as blank as the table allows."""
    for _, name, kind, required, default, _ in database.execute_sql(f"PRAGMA table_info({table})").fetchall():
        if required and default is None and name not in values and name != "id":
            values[name] = 0 if "INT" in kind or "BOOL" in kind else ""
    places = ", ".join("?" * len(values))
    database.execute_sql(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values())
    )


def test_the_data_of_the_version_before_gets_what_a_rebuild_would_give(data_folder: Path) -> None:
    data_folder.mkdir(parents=True, exist_ok=True)
    _database_of_before(data_folder, persons=200)
    application = Application(data_folder, FixedClock(NOON))
    application.open()
    try:
        database = application.store.database
        migrated = database.execute_sql(DERIVED).fetchall()
        application.controllers.integrity.repair()
        rebuilt = database.execute_sql(DERIVED).fetchall()
        assert migrated == rebuilt
        assert {row[2] for row in rebuilt} >= {0, 1, 2}
        assert any(row[1] is None for row in rebuilt)
        assert database.execute_sql("SELECT COUNT(*) FROM persons WHERE pause_note <> ''").fetchone() == (0,)
    finally:
        application.close()
