"""One deadline for a whole request, and what nobody waits for any more is not written."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from desktop_app.domain.records import Person
from desktop_app.server.runner import Runner
from tests.server.conftest import Team
from tests.server.test_many_at_once import FOLLOW_UPS, bearer, body_of, leave, request_text
from tests.support.office import Office, day
from tests.support.running import Run, connect, wait_until


@pytest.fixture
def other(office: Office) -> Iterator[sqlite3.Connection]:
    """Another program, to hold the data with."""
    with closing(sqlite3.connect(office.application.store.path, isolation_level=None)) as connection:
        yield connection


def notes(office: Office) -> list[str]:
    """What is written."""
    return [text for (text,) in office.rows("SELECT notes FROM follow_ups ORDER BY id")]


def post(runner: Runner, headers: dict[str, str], person: Person, words: str) -> httpx.Response:
    """Record a follow-up on a connection of its own."""
    body = body_of(person, words, day(1))
    return httpx.post(runner.url + FOLLOW_UPS, json=body, headers=headers, timeout=60)


@pytest.fixture
def person(office: Office, team: Team) -> Person:
    """There before anybody holds the data."""
    return office.person(team.mentor)


def test_a_row_of_writers_is_told_at_one_deadline_and_none_of_them_is_written(
    run: Run, office: Office, team: Team, person: Person, other: sqlite3.Connection
) -> None:
    headers = bearer(office, team.mentor)
    runner = run(request_seconds=1)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as threads:
        answers = [threads.submit(post, runner, headers, person, f"late {number}") for number in range(8)]
        statuses = [answer.result().status_code for answer in answers]
    assert time.monotonic() - begun < 5, "each waited for the one before"
    assert statuses == [503] * 8
    assert {answer.result().headers["Retry-After"] for answer in answers} == {"2"}
    other.execute("ROLLBACK")
    assert post(runner, headers, person, "in time").status_code == 201
    assert notes(office) == ["in time"]
    assert office.problems() == ()


@pytest.mark.parametrize("goes", ["closed", "reset"])
def test_what_a_client_asked_for_who_is_gone_is_not_written(
    run: Run, office: Office, team: Team, person: Person, other: sqlite3.Connection, goes: str
) -> None:
    headers = bearer(office, team.mentor)
    messages = [request_text(office, person, team.mentor, f"gone {number}") for number in range(3)]
    runner = run()
    other.execute("BEGIN IMMEDIATE")
    gone = [connect(runner, message) for message in messages]
    there = runner._listener.server_state.connections
    wait_until(lambda: len(there) == 3 and all(getattr(each, "cycle", None) for each in there), "not asked")
    for connection in gone:
        connection.close() if goes == "closed" else leave(connection)
    wait_until(lambda: not there, "nobody noticed that they are gone")
    other.execute("ROLLBACK")
    assert post(runner, headers, person, "still here").status_code == 201
    assert notes(office) == ["still here"]


def test_a_body_that_took_the_time_leaves_none_for_the_rest(
    run: Run, office: Office, team: Team, person: Person
) -> None:
    message = request_text(office, person, team.mentor, "slow")
    runner = run(request_seconds=0.2)
    with closing(connect(runner, message[:-1])) as slow:
        begun = time.monotonic()
        while time.monotonic() - begun < 0.4:
            assert not notes(office)
        slow.sendall(message[-1:])
        assert slow.recv(1_000).startswith(b"HTTP/1.1 503")
    assert notes(office) == []
