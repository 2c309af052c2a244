"""Two programs on one file: nothing is lost, one waits for the other, one that is killed leaves nothing half done."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.records import Actor, FollowUp, Person
from tests.support.office import Office, follow_up_values
from tests.support.second import Start


@pytest.fixture
def blocker(office: Office) -> Iterator[sqlite3.Connection]:
    """A connection of somebody else, to hold the file with."""
    with closing(
        sqlite3.connect(office.application.store.path, isolation_level=None, check_same_thread=False)
    ) as other:
        yield other


def test_two_programs_record_a_hundred_each_at_once_and_every_one_is_there_once(
    office: Office, start: Start
) -> None:
    for _ in range(5):
        office.person()
    programs = [start("write", office.folder, name, 100) for name in ("first", "second")]
    for program in programs:
        program.go_on()
    keys = [int(line) for program in programs for line in program.rest()]
    assert len(set(keys)) == 200
    notes = [text for (text,) in office.rows("SELECT notes FROM follow_ups")]
    assert sorted(notes) == sorted(
        f"{name} {number}" for name in ("first", "second") for number in range(100)
    )
    assert office.controllers.follow_ups.list(office.admin(), FollowUpFilter()).total == 200
    assert office.rows(
        "SELECT COUNT(*), COUNT(DISTINCT subject_id) FROM activity_log WHERE event = 'followUpCreated'"
    ) == [(200, 200)]
    assert office.problems() == ()


def test_what_another_program_wrote_is_noticed(office: Office, start: Start) -> None:
    office.person()
    before = office.controllers.data_version()
    assert office.controllers.data_version() == before
    office.person()  # one's own changes are announced, not noticed
    assert office.controllers.data_version() == before
    program = start("write", office.folder, "other", 1)
    program.go_on()
    program.rest()
    assert office.controllers.data_version() != before


def test_a_call_waits_for_another_writer_and_goes_through(
    office: Office, mentor: Actor, person: Person, blocker: sqlite3.Connection
) -> None:
    blocker.execute("BEGIN IMMEDIATE")
    blocker.execute("UPDATE persons SET profession = 'Teacher'")
    knocked = threading.Event()
    recorded: list[FollowUp] = []

    def record() -> None:
        store = office.application.store
        with store.reading():
            store.database.connection().set_trace_callback(
                lambda statement: knocked.set() if statement.startswith("BEGIN") else None
            )
        recorded.append(office.controllers.follow_ups.record(mentor, follow_up_values(person)))
        office.application.close()

    thread = threading.Thread(target=record)
    thread.start()
    assert knocked.wait(30)
    assert recorded == []
    blocker.execute("COMMIT")
    thread.join(30)
    assert [one.person.id for one in recorded] == [person.id]
    assert office.get(person).profession == "Teacher"
    assert office.get(person).follow_ups_count == 1
    assert office.problems() == ()


def test_a_writer_who_does_not_let_go_is_told_of_and_nothing_is_written(
    office: Office, mentor: Actor, person: Person, blocker: sqlite3.Connection
) -> None:
    office.database.execute_sql("PRAGMA busy_timeout = 20")
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as raised:
        office.follow_up(mentor, person)
    assert raised.value.reason == "busy"
    assert office.get(person) == person  # reading goes on meanwhile
    blocker.execute("ROLLBACK")
    assert office.rows("SELECT COUNT(*) FROM follow_ups") == [(0,)]
    office.follow_up(mentor, person)
    assert office.rows("SELECT COUNT(*) FROM follow_ups") == [(1,)]
    assert office.problems() == ()


def test_a_program_killed_in_the_middle_of_a_transaction_leaves_nothing_half_done(
    office: Office, start: Start
) -> None:
    person = office.person()
    program = start("stop", office.folder)
    program.go_on()
    assert program.line() == "middle"
    program.kill()
    assert office.rows("SELECT COUNT(*) FROM follow_ups") == [(0,)]
    assert office.get(person) == person
    assert office.problems() == ()
    office.restart()
    assert office.follow_up(office.admin(), person).status_changed
    assert office.problems() == ()


def test_what_a_killed_program_said_it_had_saved_is_there(office: Office, start: Start) -> None:
    office.person()
    program = start("write", office.folder, "busy", 100_000)
    program.go_on()
    saved = [int(program.line()) for _ in range(50)]
    program.kill()
    office.restart()
    assert set(saved) <= {key for (key,) in office.rows("SELECT id FROM follow_ups")}
    assert office.problems() == ()


def test_programs_that_start_at_once_in_a_new_folder_all_begin(data_folder: Path, start: Start) -> None:
    programs = [start("begin", data_folder) for _ in range(4)]
    for program in programs:
        program.go_on()
    assert [program.rest() for program in programs] == [["done"]] * 4


def test_each_thread_has_a_connection_of_its_own(office: Office, mentor: Actor, person: Person) -> None:
    seen: list[Person] = []

    def read() -> None:
        seen.append(office.controllers.persons.get(mentor, person.id))
        office.controllers.close_connection()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [person] * 4
