"""Copies prove themselves, stand in two places, cost no writer anything; and the way back works whatever became of the data."""

from __future__ import annotations

import gzip
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.database import copies
from desktop_app.domain.backup_copies import BackupCopy, Counts, Purpose
from desktop_app.domain.errors import Cancelled, NotAllowed, Unavailable
from desktop_app.domain.records import Actor, Person
from tests.support.office import Office

Start = Callable[..., object]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_one_packed_file_that_any_pc_can_read(office: Office, person: Person) -> None:
    copy = office.controllers.backups.make()
    assert copy.counts == Counts(1, 0, 0)
    assert files(copy.path.parent) == [
        "suivi-20261120-120000-by-hand.db.gz",
        "suivi-20261120-120000-by-hand.json",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in copy.path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700
    unpacked = office.folder / "unpacked.db"
    unpacked.write_bytes(gzip.decompress(copy.path.read_bytes()))
    with closing(sqlite3.connect(unpacked)) as connection:
        assert connection.execute("SELECT first_name FROM persons").fetchall() == [(person.first_name,)]


def test_one_a_day_is_made_and_repeated_where_the_stick_is_there(office: Office, tmp_path: Path) -> None:
    backups, stick = office.controllers.backups, tmp_path / "stick"
    first = backups.make_due(stick)  # not plugged in
    assert first is not None
    assert not stick.exists()
    assert backups.make_due(stick) is None
    stick.mkdir()
    assert backups.make_due(stick) is None
    assert files(stick) == files(first.path.parent)
    office.pass_time(days=1)
    second = backups.make_due(stick)
    assert second is not None
    assert [copy.path.name for copy in backups.listed(stick)] == [second.path.name, first.path.name]
    assert files(stick) == files(first.path.parent)


def test_it_is_overdue_after_three_days(office: Office, tmp_path: Path) -> None:
    backups = office.controllers.backups
    office.admin()
    assert not backups.state().is_overdue  # an office of today
    office.pass_time(days=4)
    assert backups.state().is_overdue
    backups.make_due()
    office.pass_time(days=3)
    assert not backups.state().is_overdue
    office.pass_time(minutes=1)
    state = backups.state(tmp_path / "stick")
    assert state.is_overdue
    assert state.newest is not None
    assert (state.newest_elsewhere, state.second_is_there) == (None, False)


def test_going_back_keeps_what_was_and_tells(office: Office, admin: Actor, person: Person) -> None:
    backups = office.controllers.backups
    copy = backups.make()
    office.pass_time(minutes=1)
    office.controllers.persons.add(admin, {"first_name": "Newer", "last_name": "Person"})
    heard: list[object] = []
    stop = office.application.changes.listen(heard.append)
    restored = backups.restore(admin, copy)
    stop()
    assert office.rows("SELECT first_name FROM persons") == [(person.first_name,)]
    assert restored.before is not None
    assert restored.before.counts == Counts(2, 0, 0)
    assert heard
    assert office.rows("SELECT event, actor_id FROM activity_log ORDER BY id DESC LIMIT 1") == [
        ("dataRestored", admin.id)
    ]
    office.pass_time(minutes=1)
    backups.restore(admin, restored.before)
    assert office.rows("SELECT COUNT(*) FROM persons") == [(2,)]
    assert files(restored.before.path.parent) == sorted(
        name for copy in backups.listed() for name in (copy.path.name, copies._note_of(copy.path).name)
    )


def test_another_program_that_has_the_data_open_goes_on_with_it(
    office: Office, admin: Actor, person: Person
) -> None:
    copy = office.controllers.backups.make()
    office.pass_time(minutes=1)
    other = Application(office.folder, office.clock)
    other.open()
    other.controllers.persons.add(admin, {"first_name": "Newer", "last_name": "Person"})
    other.close()
    before: list[object] = []
    answered, asked = threading.Event(), threading.Event()

    def beside() -> None:
        """Another connection, open the whole time."""
        before.append(office.controllers.data_version())
        asked.set()
        answered.wait(20)
        before.append(office.controllers.data_version())
        before.append(office.rows("SELECT COUNT(*) FROM persons")[0][0])
        office.application.close()

    thread = threading.Thread(target=beside)
    thread.start()
    assert asked.wait(20)
    office.controllers.backups.restore(None, copy)
    answered.set()
    thread.join(20)
    assert before[0] != before[1]
    assert before[2] == 1


@pytest.mark.parametrize("damage", ["garbage", "gone", "emptied", "cut"])
def test_whatever_became_of_the_data_there_is_a_way_back(
    office: Office, person: Person, data_folder: Path, damage: str
) -> None:
    copy = office.controllers.backups.make()
    office.application.close()
    database = data_folder / "suivi.db"
    match damage:
        case "garbage":
            database.write_bytes(os.urandom(50_000))
        case "gone":
            database.unlink()
        case "emptied":
            os.truncate(database, 0)
        case "cut":
            os.truncate(database, database.stat().st_size // 2 + 100)
    application = Application(data_folder, office.clock)
    if damage != "cut":  # whose first pages are there: `check` sees it
        with pytest.raises(Unavailable):
            application.open()
    application.controllers.backups.restore(None, copy)
    assert application.controllers.integrity.check().is_sound
    assert application.controllers.backups.counts() == Counts(1, 0, 0)
    application.close()


@pytest.mark.parametrize("where", ["middle", "end", "head"])
def test_a_damaged_copy_is_refused_and_nothing_changes(
    office: Office, admin: Actor, person: Person, where: str
) -> None:
    copy = office.controllers.backups.make()
    packed = bytearray(copy.path.read_bytes())
    place = {"head": 1, "middle": len(packed) // 2, "end": len(packed) - 6}[where]
    packed[place] ^= 0xFF
    copy.path.write_bytes(packed)
    office.pass_time(minutes=1)
    with pytest.raises(Unavailable) as refused:
        office.controllers.backups.restore(admin, copy)
    assert refused.value.reason == "copy_damaged"
    assert office.rows("SELECT COUNT(*) FROM persons") == [(1,)]
    assert len(office.controllers.backups.listed()) == 1


def test_data_that_is_not_whole_is_not_called_proven(office: Office, person: Person) -> None:
    office.database.execute_sql("UPDATE persons SET status = 'to_vizit'")
    with pytest.raises(Unavailable) as refused:
        office.controllers.backups.make()
    assert refused.value.reason == "damaged"
    assert files(office.folder / "backups") == []


def test_stopped_half_way_nothing_is_left(office: Office) -> None:
    with pytest.raises(Cancelled):
        office.controllers.backups.make(should_stop=lambda: True)
    assert files(office.folder / "backups") == []


def test_a_place_that_cannot_be_written_is_said(office: Office) -> None:
    (office.folder / "backups").write_text("a file where the folder should be")
    with pytest.raises(Unavailable) as refused:
        office.controllers.backups.make()
    assert str(refused.value).startswith("No copy could be made")


def test_only_administrators_go_back(office: Office, mentor: Actor, pastor: Actor, committee: Actor) -> None:
    copy = office.controllers.backups.make()
    for actor in (mentor, pastor, committee):
        with pytest.raises(NotAllowed):
            office.controllers.backups.restore(actor, copy)


def test_no_writer_waits_for_a_copy(office: Office, admin: Actor, person: Person) -> None:
    """While a copy is made, each save takes as long as without one: the lock is never held."""
    for number in range(300):
        office.controllers.persons.add(
            admin, {"first_name": f"Person {number}", "last_name": "Of many", "prayer_requests": "x" * 3000}
        )
    waits: list[float] = []
    made: list[BackupCopy] = []

    def copying() -> None:
        made.append(office.controllers.backups.make())
        office.application.close()

    thread = threading.Thread(target=copying)
    thread.start()
    while thread.is_alive():
        with closing(
            sqlite3.connect(office.folder / "suivi.db", timeout=0.05)
        ) as writer:  # refused after 50 ms
            begun = time.perf_counter()
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE persons SET address = address || '.' WHERE id = ?", (person.id,))
            writer.commit()
            waits.append(time.perf_counter() - begun)
    thread.join()
    assert made
    assert waits


def test_the_day_s_copies_of_a_year_are_few(office: Office) -> None:
    backups = office.controllers.backups
    for _ in range(60):
        backups.make_due()
        office.pass_time(days=1)
    kept = backups.listed()
    assert len(kept) <= 7 + 4 + 12
    assert all(copy.purpose == Purpose.DAILY for copy in kept)
    assert office.clock.now() - kept[0].at == timedelta(days=1)
