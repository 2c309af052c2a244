"""Folders and files that cannot be used: each said in a sentence, the file untouched; migrations with a backup before."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.database import sqlite_only
from desktop_app.database import store as store_module
from desktop_app.database.store import known_migrations
from desktop_app.domain.errors import DomainError, Unavailable, sentence
from desktop_app.domain.records import Actor, Person
from desktop_app.system import paths
from tests.support.office import Office
from tests.support.second import Start

pytestmark = pytest.mark.any_day

LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="rights are given up, and files limited, in Linux's way"
)


@pytest.fixture
def used(office: Office) -> Path:
    """The file of an office that has been used and closed."""
    office.follow_up(office.admin(), office.person())
    office.application.close()
    return office.application.store.path


def refused(folder: Path) -> str:
    """Why the folder cannot be opened; and that opening it changed nothing in it that was there."""
    before = (
        {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} if folder.is_dir() else {}
    )
    application = Application(folder)
    with pytest.raises(Unavailable) as raised:
        application.open()
    application.close()
    assert {file: file.read_bytes() for file in before} == before
    assert str(folder) in sentence(raised.value)
    return raised.value.reason


def told_by_repair(folder: Path) -> str:
    """What comes of mending the data in the folder."""
    application = Application(folder)
    try:
        application.open()
        report = application.controllers.integrity.repair()
    except Unavailable as error:
        return error.reason
    finally:
        application.close()
    return "repaired" if report.repaired else "sound" if report.is_sound else "damaged"


# -- what is not our file


@pytest.mark.parametrize(
    "content",
    [
        b"First name;Last name\n",
        b"x",
        b"\x00" * 4096,
        b"SQLite format 2\x00" + b"\x00" * 4096,
        b"%PDF-1.7\n" * 999,
    ],
)
def test_a_file_that_is_no_database_is_left_alone(data_folder: Path, content: bytes) -> None:
    data_folder.mkdir()
    paths.database_file(data_folder).write_bytes(content)
    assert refused(data_folder) == "not_a_database"


def test_a_database_of_another_program_is_left_alone(data_folder: Path) -> None:
    data_folder.mkdir()
    with closing(sqlite3.connect(paths.database_file(data_folder))) as other:
        other.execute("CREATE TABLE persons (name TEXT)")
        other.execute("INSERT INTO persons VALUES ('somebody else')")
        other.commit()
    assert refused(data_folder) == "not_a_database"


def test_a_database_of_a_newer_version_is_left_alone(used: Path) -> None:
    with closing(sqlite3.connect(used)) as file:
        file.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_the_future', '2030-01-01')")
        file.commit()
    assert refused(used.parent) == "newer"


@pytest.mark.parametrize("keep", [100, 4096, 20_000])
def test_a_file_that_was_cut_off_is_damaged_and_left_alone(used: Path, keep: int) -> None:
    used.write_bytes(used.read_bytes()[:keep])
    assert refused(used.parent) in {"damaged", "not_a_database"}


def test_a_file_full_of_rubbish_behind_its_head_is_damaged_and_left_alone(used: Path) -> None:
    content = used.read_bytes()
    used.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))
    assert refused(used.parent) == "damaged"


def test_damage_within_is_found_by_the_check_and_not_touched(used: Path, office: Office) -> None:
    content = bytearray(used.read_bytes())
    page = 4096
    for start in range(page * 2, len(content), page * 3):
        content[start : start + 64] = b"\xa5" * 64
    used.write_bytes(content)
    assert told_by_repair(used.parent) == "damaged"
    assert used.read_bytes() == content


def test_an_empty_file_is_a_new_beginning(data_folder: Path) -> None:
    data_folder.mkdir()
    paths.database_file(data_folder).touch()
    application = Application(data_folder)
    application.open()
    assert not application.controllers.organisation.has_data()
    application.close()


def test_a_first_start_that_was_cut_off_begins_again(data_folder: Path) -> None:
    data_folder.mkdir()
    with closing(
        sqlite3.connect(paths.database_file(data_folder))
    ) as file:  # as far as a full disk let it come
        file.execute("CREATE TABLE schema_migration (id INTEGER PRIMARY KEY, name TEXT, applied TEXT)")
        file.execute("CREATE UNIQUE INDEX schema_migration_name ON schema_migration (name)")
        file.commit()
    application = Application(data_folder)
    application.open()
    assert application.controllers.integrity.check().is_sound
    application.close()


# -- folders


def test_a_folder_is_made_with_all_above_it_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "Élodie's data" / "50% #1?" / "suivi"
    application = Application(folder)
    application.open()
    assert not application.controllers.organisation.has_data()
    application.controllers.integrity.check()
    assert application.store.backup("test").is_file()
    application.close()
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
        assert all(file.stat().st_mode & 0o077 == 0 for file in folder.rglob("*.db"))


def test_a_folder_that_cannot_be_there_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "within"):
        assert refused(folder) == "missing"


def test_a_folder_where_the_file_should_be_is_no_database(data_folder: Path) -> None:
    paths.database_file(data_folder).mkdir(parents=True)
    application = Application(data_folder)
    with pytest.raises(Unavailable):
        application.open()


@LINUX
@pytest.mark.parametrize(
    ("what", "mode", "told"),
    [
        ("suivi.db", 0o400, "done"),  # for looking up
        ("", 0o500, "done"),
        ("suivi.db", 0o000, "Unavailable read_only"),
        ("", 0o000, "Unavailable read_only"),
    ],
)
def test_what_is_read_only_can_be_looked_up_if_it_can_be_read_and_is_not_touched(
    used: Path, start: Start, what: str, mode: int, told: str
) -> None:
    before = used.read_bytes()
    others = sorted(file.name for file in used.parent.iterdir())
    target = used.parent / what
    usual = target.stat().st_mode
    target.chmod(mode)
    program = start("without-rights", used.parent)
    program.go_on()
    said = program.rest()
    target.chmod(usual)
    assert said == [told]
    assert used.read_bytes() == before
    assert sorted(file.name for file in used.parent.iterdir()) == others


@LINUX
def test_a_new_folder_within_a_read_only_one_is_read_only(tmp_path: Path, start: Start) -> None:
    outer = tmp_path / "outer"
    outer.mkdir(mode=0o500)
    program = start("without-rights", outer / "data")
    program.go_on()
    assert program.rest() == ["Unavailable read_only"]
    assert list(outer.iterdir()) == []


# -- the disk is full


def test_a_full_disk_saves_nothing_of_what_did_not_fit(office: Office, mentor: Actor, person: Person) -> None:
    ((pages,),) = office.rows("PRAGMA page_count")
    office.rows(f"PRAGMA max_page_count = {pages + 12}")
    recorded: list[int] = []

    def fill() -> None:
        while True:
            recorded.append(office.follow_up(mentor, person, notes="x" * 9_000).id)

    with pytest.raises(Unavailable) as raised:
        fill()
    saved = len(recorded)
    assert raised.value.reason == "full"
    assert 0 < saved < 20
    counts = office.rows(
        "SELECT (SELECT COUNT(*) FROM follow_ups), follow_ups_count, "
        "(SELECT COUNT(*) FROM activity_log WHERE event = 'followUpCreated') FROM persons"
    )
    assert counts == [(saved, saved, saved)]
    assert office.problems() == ()
    office.rows(f"PRAGMA max_page_count = {pages + 10_000}")  # room was made
    office.follow_up(mentor, person, notes="x" * 9_000)
    assert office.rows("SELECT COUNT(*) FROM follow_ups") == [(saved + 1,)]
    assert office.problems() == ()


@LINUX
def test_a_disk_that_takes_no_more_saves_nothing_of_what_did_not_fit(office: Office, start: Start) -> None:
    office.person()
    office.application.close()
    program = start("full", office.folder, 1_000_000)
    program.go_on()
    *saved, last = program.rest()
    assert last == "Unavailable disk"
    office.restart()
    assert saved
    assert [(str(key),) for (key,) in office.rows("SELECT id FROM follow_ups")] == [(key,) for key in saved]
    assert office.problems() == ()


def test_a_backup_that_does_not_fit_leaves_no_half_of_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"half")
        with closing(sqlite3.connect(":memory:")) as other:
            other.execute("PRAGMA max_page_count = 1")
            other.execute("CREATE TABLE too (much)")

    monkeypatch.setattr(sqlite_only, "copy_to", fails)
    with pytest.raises(Unavailable) as raised:
        office.application.store.backup("test")
    assert raised.value.reason == "full"
    assert list(paths.backups_dir(office.folder).iterdir()) == []


# -- mending


def test_wrong_derived_columns_are_found_backed_up_and_mended(
    office: Office, mentor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person, ago=3, promise=1)
    right = [office.rows(f"SELECT * FROM {table}") for table in ("persons", "follow_ups", "totals")]
    for statement in (
        "UPDATE persons SET waiting_since = NULL, last_contact_on = '2020-01-01', last_follow_up_on = NULL",
        "UPDATE persons SET last_follow_up_id = NULL, follow_ups_count = 5, name_key = '', search_text = 'x'",
        "UPDATE follow_ups SET open_action_on = NULL",
        "UPDATE totals SET value = 7",
    ):
        office.rows(statement)
    report = office.controllers.integrity.check()
    assert not report.is_sound
    assert {(table, column) for table, column, _ in report.wrong} == {
        ("follow_ups", "open_action_on"),
        ("persons", "last_follow_up_id"),
        ("persons", "last_follow_up_on"),
        ("persons", "last_contact_on"),
        ("persons", "waiting_since"),
        ("persons", "follow_ups_count"),
        ("persons", "search_text"),
        ("totals", "follow_ups"),
    }
    mended = office.controllers.integrity.repair()
    assert (mended.is_sound, mended.repaired) == (True, True)
    assert mended.backup is not None
    with closing(sqlite3.connect(mended.backup)) as copy:
        assert copy.execute("SELECT value FROM totals").fetchall() == [(7,)]
    assert [office.rows(f"SELECT * FROM {table}") for table in ("persons", "follow_ups", "totals")] == right
    again = office.controllers.integrity.repair()
    assert (again.is_sound, again.repaired, again.backup) == (True, False, None)


def test_an_orphan_is_damage_that_is_told(office: Office, person: Person) -> None:
    office.rows("PRAGMA foreign_keys = 0")
    office.rows(
        "INSERT INTO drafts (user_id, form, key, content, updated_at) VALUES (999, 'x', 'x', '{}', 0)"
    )
    report = office.controllers.integrity.check()
    assert report.damages == ("drafts 1 → users",)
    assert not report.is_sound


def test_keys_of_another_table_must_be_there(office: Office, mentor: Actor) -> None:
    assert office.rows("PRAGMA foreign_keys") == [(1,)]
    assert office.rows("PRAGMA journal_mode") == [("wal",)]
    assert office.rows("PRAGMA synchronous") == [(2,)]  # full


# -- migrations


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the program's migrations, to which a test adds later ones."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for name in known_migrations():
        shutil.copy(store_module.MIGRATIONS / f"{name}.py", folder)
    monkeypatch.setattr(store_module, "MIGRATIONS", folder)
    return folder


def columns(path: Path) -> list[str]:
    """The columns of ``persons`` in the file."""
    with closing(sqlite3.connect(path)) as file:
        return [row[1] for row in file.execute("PRAGMA table_info(persons)")]


def test_an_older_database_is_backed_up_and_brought_up_to_date(used: Path, migrations: Path) -> None:
    (migrations / "0902_nickname.py").write_text(
        "def up(migrator, db):\n    db.execute_sql(\"ALTER TABLE persons ADD COLUMN nickname TEXT NOT NULL DEFAULT ''\")\n"
    )
    office = Office(used.parent)
    assert "nickname" in columns(used)
    assert office.rows("SELECT COUNT(*) FROM follow_ups") == [(1,)]
    assert office.problems() == ()
    (backup,) = paths.backups_dir(used.parent).glob("*-before-0902_nickname.db")
    assert "nickname" not in columns(backup)
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT COUNT(*) FROM follow_ups").fetchone() == (1,)
    office.restart()  # nothing is left to do
    assert len(list(paths.backups_dir(used.parent).iterdir())) == 1
    office.application.close()


def test_a_migration_that_fails_changes_nothing(used: Path, migrations: Path) -> None:
    (migrations / "0902_nickname.py").write_text(
        'def up(migrator, db):\n    db.execute_sql("ALTER TABLE persons ADD COLUMN nickname TEXT")\n'
        '    db.execute_sql("UPDATE unknown_table SET known = 1")\n'
    )
    application = Application(used.parent)
    with pytest.raises(Exception, match="no such table: unknown_table") as raised:
        application.open()
    application.close()
    assert not isinstance(raised.value, DomainError)  # a bug of ours, not of the office's
    assert "nickname" not in columns(used)
    assert len(list(paths.backups_dir(used.parent).iterdir())) == 1
    (migrations / "0902_nickname.py").unlink()
    office = Office(used.parent)
    assert office.problems() == ()
    office.application.close()


def test_a_new_folder_has_nothing_to_back_up(office: Office) -> None:
    assert not paths.backups_dir(office.folder).exists()
