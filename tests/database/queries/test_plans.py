"""How SQLite finds what is asked most: along an index, never through the follow-ups table from end to end."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations
from uuid import uuid4

import pytest

from desktop_app.controllers.registry import Controllers
from desktop_app.database import derived, sqlite_only
from desktop_app.database.models import FollowUpTable, InteractionTable
from desktop_app.database.queries import (
    action_queries,
    follow_up_queries,
    last_note_queries,
    person_queries,
    statistics_queries,
    waiting_queries,
)
from desktop_app.database.queries.prepared import Prepared
from desktop_app.domain.vocabulary import FollowUpType, Outcome, PersonStatus, Role
from tests.support.office import TODAY, Office

PERSONS, FOLLOW_UPS, MENTORS = 1_500, 6_000, 8


def fill(office: Office) -> None:
    """A few years of an office, written straight into the tables."""
    rng = random.Random(7)  # noqa: S311 - no secret
    database = office.database
    mentors = [office.user(Role.MENTOR).id for _ in range(MENTORS)]
    office.user(Role.PASTOR)
    persons = [
        (uuid4().bytes, f"First{n}", f"Last{n}", *[""] * 8, str(TODAY - timedelta(days=rng.randrange(900))),
         str(rng.choice(list(PersonStatus))), rng.choice([*mentors, None]), 0, 0, 1, f"last{n} first{n}", "", 0)
        for n in range(PERSONS)
    ]  # fmt: skip
    follow_ups = []
    for _ in range(FOLLOW_UPS):
        on = TODAY - timedelta(days=rng.randrange(900))
        due = on + timedelta(days=rng.randrange(1, 60)) if rng.random() < 0.3 else None
        follow_ups.append(
            (uuid4().bytes, rng.randrange(PERSONS) + 1, rng.choice(mentors), str(rng.choice(list(FollowUpType))),
             str(on), "x", str(rng.choice(list(Outcome))), due is not None, str(due) if due else None, "", 0, 0, 1)
        )  # fmt: skip
    with office.application.store.transaction():
        connection = database.connection()
        connection.executemany(
            "INSERT INTO persons (uuid, first_name, last_name, date_of_birth, phone, email, address, commune, quartier, "
            "profession, how_heard, prayer_requests, first_visit_on, status, mentor_id, created_at, updated_at, version, "
            "name_key, search_text, follow_ups_count) VALUES (?,?,?,?,?,?,?,?,?,?,?,'',?,?,?,?,?,?,?,?,?)",
            persons,
        )
        connection.executemany(
            "INSERT INTO follow_ups (uuid, person_id, mentor_id, interaction_type, interaction_date, notes, outcome, "
            "next_action_needed, next_action_date, next_action_notes, created_at, updated_at, version) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            follow_ups,
        )
        derived.rebuild()


@pytest.fixture(scope="module", params=["empty", "filled", "filled and analyzed"])
def any_office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Offices as SQLite may find them: it plans by what it knows of the tables."""
    office = Office(tmp_path_factory.mktemp("plans"))
    if request.param != "empty":
        fill(office)
        assert office.problems() == ()
    if request.param == "filled and analyzed":
        office.rows("ANALYZE")
    yield office
    office.application.close()


VALUES = {
    "latest": TODAY - timedelta(days=7),
    "limit": 200,
    "offset": 0,
    "mentor_id": 3,
    "mentor_0": 3,
    "mentor_1": 4,
    "mentor_2": 5,
    "today": TODAY,
    "person_id": 7,
    "person": 7,
    "author": 3,
    "interaction_type": "call",
    "outcome": "positive",
    "date_from": TODAY - timedelta(days=30),
    "date_to": TODAY,
    "first": TODAY - timedelta(days=30),
    "last": TODAY,
    "after_date": TODAY - timedelta(days=50),
    "after_id": 50,
    "id": 5,
    "uuid": uuid4().bytes,
    "key": 5,
}


def plan(office: Office, query: Prepared) -> list[str]:
    """The steps of the plan, with tables by their names instead of the aliases that they have in the text."""
    sql = query.sql()
    table_of = {alias: table for table, alias in re.findall(r'"(\w+)" AS "(\w+)"', sql)}
    assert table_of
    steps = sqlite_only.plan(office.database, sql, query.parameters(**VALUES))
    return [
        re.sub(r"^(SCAN|SEARCH) (\w+)", lambda found: f"{found[1]} {table_of[found[2]]}", step)
        for step in steps
    ]


def scans(steps: list[str], *tables: str) -> list[str]:
    """The steps that read one of the *tables* from end to end."""
    return [step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in tables))]


DASHBOARD = {
    "overdue": waiting_queries.overdue_query(0),
    "overdue of a mentor": waiting_queries.overdue_query(1),
    "overdue of three mentors": waiting_queries.overdue_query(3),
    **{
        f"{what} of {branch}{' (interactions)' * (table is InteractionTable)}": query(table, branch, 1)
        for table in action_queries.TABLES
        for branch in action_queries.BRANCHES
        for what, query in (
            ("next actions", action_queries.list_query),
            ("count", action_queries.count_query),
        )
    },
    "count of waiting": waiting_queries._count_waiting(0),
    "count of waiting of a mentor": waiting_queries._count_waiting(1),
    "paused": waiting_queries._paused(0),
    "count of paused of a mentor": waiting_queries._count_paused(1),
    "count without a mentor": waiting_queries._COUNT_WITHOUT_MENTOR,
    "count of those who were switched off": waiting_queries._COUNT_OF_GONE,
}


@pytest.mark.parametrize("name", DASHBOARD)
def test_the_dashboard_reads_along_indexes(any_office: Office, name: str) -> None:
    steps = plan(any_office, DASHBOARD[name])
    assert scans(steps, "follow_ups", "persons") == []


@pytest.mark.parametrize(
    "name", ["overdue", "overdue of a mentor", "next actions of everybody", "next actions of author"]
)
def test_the_dashboards_lists_come_in_the_order_of_their_index(any_office: Office, name: str) -> None:
    """One mentor's persons' next actions are sorted, as they stand under several persons; these are not."""
    assert not [step for step in plan(any_office, DASHBOARD[name]) if "TEMP B-TREE" in step]


def test_a_mentors_next_actions_are_sorted_before_anything_is_joined(any_office: Office) -> None:
    steps = plan(any_office, action_queries.list_query(FollowUpTable, "mentors", 1))
    found = steps.index("LIST SUBQUERY 1")
    keys = [step for step in steps[found + 1 :] if step.startswith("SEARCH")][:2]
    assert {step.split()[1] for step in keys} == {"persons", "follow_ups"}
    assert steps[0] == "SEARCH follow_ups USING INTEGER PRIMARY KEY (rowid=?)"


def test_the_last_notes_are_found_by_their_keys(any_office: Office) -> None:
    sql, parameters = last_note_queries.ends_query(range(1, 40), 160).sql()
    steps = sqlite_only.plan(any_office.database, sql, parameters)
    assert [step for step in steps if step.startswith("SCAN")] == []
    assert sum("USING INTEGER PRIMARY KEY (rowid=?)" in step for step in steps) == 2


OF_ONE_MENTOR = (
    "SEARCH follow_ups USING COVERING INDEX follow_ups_of_mentor "
    "(mentor_id=? AND interaction_date>? AND interaction_date<?)"
)
OF_SOME_DAYS = (
    "SEARCH follow_ups USING COVERING INDEX follow_ups_by_date (interaction_date>? AND interaction_date<?)"
)


def test_a_mentors_figures_are_read_off_the_index_alone(any_office: Office) -> None:
    for query in (statistics_queries.CONTACTS_OF_MENTOR, statistics_queries.DAYS_OF_MENTOR):
        steps = plan(any_office, query)
        assert OF_ONE_MENTOR in steps
        assert scans(steps, "follow_ups", "persons") == []


def test_everybodys_figures_pass_over_indexes_alone(any_office: Office) -> None:
    steps = plan(any_office, statistics_queries.CONTACTS)
    assert [step for step in steps if "follow_ups" in step] == [OF_ONE_MENTOR]
    assert plan(any_office, statistics_queries.DAYS) == [OF_SOME_DAYS]
    for query in ("new", "new by place", "new by day"):
        steps = plan(any_office, statistics_queries.people_query(query, of_mentor=False))
        assert any("USING COVERING INDEX persons_by_first_visit" in step for step in steps)
    deleted, theirs = plan(any_office, statistics_queries.GONE)
    assert deleted == "SEARCH persons USING COVERING INDEX persons_deleted (deleted_at>?)"
    assert "USING INDEX follow_ups_of_person (person_id=?" in theirs


FILTERS = ("person_id", "mentor_id", "interaction_type", "outcome", "date_from", "date_to", "only_mentor_ids")
GIVEN = [given for size in range(4) for given in combinations(FILTERS, size)]


@pytest.mark.parametrize("after", [False, True], ids=["by place", "behind a row"])
@pytest.mark.parametrize("given", GIVEN, ids=lambda given: "+".join(given) or "no filter")
def test_a_page_of_follow_ups_never_reads_the_whole_table(
    any_office: Office, given: tuple[str, ...], *, after: bool
) -> None:
    steps = plan(any_office, follow_up_queries._page(given, int("only_mentor_ids" in given), after))
    # along the index of days, newest first, until the page is full
    assert set(scans(steps, "follow_ups")) <= {"SCAN follow_ups USING INDEX follow_ups_by_date"}
    assert scans(steps, "persons") == []
    if after and not {"interaction_type", "outcome"} & set(given):
        assert scans(steps, "follow_ups") == []


@pytest.mark.parametrize(
    "given", [given for given in GIVEN if {"person_id", "mentor_id", "date_from"} & set(given)]
)
def test_counting_reads_only_what_an_index_narrows(any_office: Office, given: tuple[str, ...]) -> None:
    assert (
        scans(
            plan(any_office, follow_up_queries._count(given, int("only_mentor_ids" in given))), "follow_ups"
        )
        == []
    )


@pytest.mark.parametrize(
    "query",
    [
        follow_up_queries._ONE,
        follow_up_queries._ONE_BY_ID,
        follow_up_queries._TOTAL_OF_MENTOR,
        follow_up_queries._TOTAL_OF_PERSON,
        person_queries._BY_ID,
        person_queries._BY_UUID,
    ],
)
def test_one_record_is_found_by_its_key(any_office: Office, query: Prepared) -> None:
    assert not [step for step in plan(any_office, query) if step.startswith("SCAN")]


CALLS: dict[str, Callable[[Controllers, Office], object]] = {
    "dashboard": lambda controllers, office: controllers.waiting.dashboard(office.admin(), 7),
    "a mentor's dashboard": lambda controllers, office: controllers.waiting.dashboard(office.admin(), 7, 3),
    "the first page": lambda controllers, office: controllers.follow_ups.list(
        office.admin(), follow_up_queries.FollowUpFilter()
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_what_a_call_really_asks_is_planned_so_too(any_office: Office, name: str) -> None:
    """Whatever statements the controllers run for it: those of the list above, or others."""
    asked: list[str] = []
    connection = any_office.database.connection()
    connection.set_trace_callback(asked.append)
    CALLS[name](any_office.controllers, any_office)
    connection.set_trace_callback(None)
    statements = [sql for sql in asked if sql.startswith("SELECT") and "follow_ups" in sql]
    assert statements
    for sql in statements:
        table_of = {alias: table for table, alias in re.findall(r'"(\w+)" AS "(\w+)"', sql)}
        for step in sqlite_only.plan(any_office.database, sql, []):
            if step.startswith("SCAN") and table_of.get(step.split()[1]) == "follow_ups":
                assert "USING INDEX follow_ups_by_date" in step
