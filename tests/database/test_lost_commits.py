"""What was committed and is not there any more is noticed, whatever becomes of the journal."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.database import commits
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.records import Actor, Person
from desktop_app.system import paths
from tests.support.office import Office

LOST = "Committed and not there any more"


def left_open(office: Office, folder: Path) -> Path:
    """Make *folder* what a power cut leaves of the open *office*: its data, its journal, what is noted beside. Return the data."""
    folder.mkdir()
    file = paths.database_file(office.folder)
    for name in (file.name, file.name + "-wal", commits.mark_file(file).name):
        shutil.copyfile(file.with_name(name), folder / name)
    return folder / file.name


def damage(wal: Path, chances: random.Random) -> str:
    """Damage the journal in one of the ways in which disks do."""
    content = bytearray(wal.read_bytes())
    way = chances.choice(("cut", "flipped", "removed", "zeros"))
    place = chances.randrange(len(content))
    match way:
        case "cut":
            os.truncate(wal, place)
        case "flipped":
            content[place] ^= 1 << chances.randrange(8)
            wal.write_bytes(content)
        case "zeros":
            wal.write_bytes(bytes(content[:place]) + bytes(len(content) - place))
        case _:
            wal.unlink()
    return f"{way} at {place}"


def follow_ups(application: Application) -> int:
    """How many there are."""
    with application.store.reading():
        return int(application.store.database.execute_sql("SELECT COUNT(*) FROM follow_ups").fetchone()[0])


@pytest.mark.allows_log(".*")
def test_whatever_is_missing_after_damage_of_the_journal_is_told(
    office: Office, mentor: Actor, person: Person, tmp_path: Path
) -> None:
    for number in range(25):
        office.follow_up(mentor, person, notes=f"call {number}")
    chances = random.Random(20261128)  # noqa: S311 - chances that can be repeated
    missing = 0
    for number in range(80):
        file = left_open(office, tmp_path / f"{number}")
        what = damage(file.with_name(file.name + "-wal"), chances)
        application = Application(file.parent, office.clock)
        try:
            application.open()
        except Unavailable:  # told at once
            continue
        lost = application.store.lost
        there = follow_ups(application)
        application.close()
        if there < 25:
            missing += 1
            assert lost is not None, what
            assert lost.records >= 25 - there, what
        elif lost is not None:  # the last of all may be one that no follow-up tells of
            assert lost.records or lost.commits, what
    assert missing > 8, "the chances damaged too little"


@pytest.mark.expects_log(LOST)
def test_what_is_missing_is_told_until_somebody_takes_note(
    office: Office, mentor: Actor, person: Person, tmp_path: Path
) -> None:
    office.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    office.pass_time(minutes=3)
    for _ in range(3):
        office.follow_up(mentor, person)
    file = left_open(office, tmp_path / "other")
    file.with_name(file.name + "-wal").unlink()
    for _ in range(2):
        application = Application(file.parent, office.clock)
        application.open()
        lost = application.controllers.integrity.lost()
        assert lost is not None
        assert lost.records >= 3
        assert not application.controllers.integrity.check().is_sound
        with application.store.transaction():  # work goes on, and does not cover it up
            application.store.database.execute_sql("UPDATE persons SET notes = notes || '.'")
        application.close()
    application = Application(file.parent, office.clock)
    application.open()
    report = application.controllers.integrity.repair()
    assert report.lost is not None
    assert application.controllers.integrity.lost() is None
    assert application.controllers.integrity.check().is_sound
    application.close()
    application.open()
    assert application.store.lost is None
    application.close()


@pytest.mark.expects_log(LOST)
def test_what_logs_nothing_is_missed_too(office: Office, person: Person, tmp_path: Path) -> None:
    office.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with office.application.store.transaction():
        office.rows("UPDATE persons SET notes = 'quietly'")
    file = left_open(office, tmp_path / "other")
    file.with_name(file.name + "-wal").unlink()
    application = Application(file.parent, office.clock)
    application.open()
    assert application.store.lost is not None
    assert (application.store.lost.commits, application.store.lost.records) == (1, 0)
    application.close()


def test_going_back_to_a_copy_is_no_loss(office: Office, mentor: Actor, person: Person) -> None:
    copy = office.controllers.backups.make()
    for _ in range(3):
        office.follow_up(mentor, person)
    office.controllers.backups.restore(office.admin(), copy)
    assert office.application.store.lost is None
    office.restart()
    assert office.application.store.lost is None
    assert office.controllers.integrity.check().is_sound


@pytest.mark.parametrize("content", [b"", b"rubbish", b"00000000 {}", b'0 {"commits": "x"}', b"\xff" * 5000])
def test_a_file_beside_the_data_that_says_nothing_harms_nothing(office: Office, content: bytes) -> None:
    office.application.close()
    beside = commits.mark_file(paths.database_file(office.folder))
    beside.write_bytes(content)
    office.restart()
    assert office.application.store.lost is None
    assert commits.read(paths.database_file(office.folder)) is not None


def test_a_data_file_that_is_gone_is_not_made_anew_where_work_is_known(
    office: Office, person: Person
) -> None:
    office.application.close()
    for ending in ("", "-wal", "-shm"):
        office.application.store.path.with_name(paths.DATABASE_NAME + ending).unlink(missing_ok=True)
    with pytest.raises(Unavailable) as raised:
        office.application.open()
    assert raised.value.reason == "gone"
    assert not office.application.store.path.exists()
