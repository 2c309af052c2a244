"""A full disk, a read-only folder and a write-protected stick open for looking up; saves say what is wrong."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.database import sqlite_only
from desktop_app.database.models import PersonTable
from desktop_app.domain.errors import Unavailable
from desktop_app.system import paths
from tests.support.stored import STORED, put
from tests.torture.disks import fill, small_disk


@pytest.fixture
def disk(tmp_path: Path, data_folder: Path) -> Iterator[Path]:
    """An office on a disk with no room left."""
    begun = Application(data_folder)
    put(STORED[-1], data_folder)
    begun.open()
    begun.close()
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(place) as small:
        if small is None:
            pytest.skip("only root may make a disk")
        shutil.copytree(data_folder, small / "data")
        fill(small / "filler", small, 0)
        yield small / "data"


@pytest.mark.expects_log("open for looking up only: full")
def test_a_full_disk_opens_for_looking_up(disk: Path) -> None:
    application = Application(disk)
    application.open()
    try:
        actor = application.controllers.sign_in.sign_in("admin@example.com", "look-around")
        with application.store.reading():
            assert PersonTable.select().count() == 12
        assert application.controllers.integrity.check().is_sound
        with pytest.raises(Unavailable) as refused:
            application.controllers.tokens.make(actor, {"name": "x"})
        assert refused.value.reason == "full"
    finally:
        application.close()
    assert sqlite_only.is_at_rest(paths.database_file(disk))


@pytest.mark.expects_log("open for looking up only: full")
def test_what_another_program_writes_meanwhile_is_not_overlooked(disk: Path) -> None:
    application = Application(disk)
    application.open()
    try:
        (disk.parent / "filler").unlink()
        with closing(sqlite3.connect(paths.database_file(disk))) as other, other:
            other.execute("UPDATE persons SET first_name = 'Other'")
        with pytest.raises(Unavailable) as refused, application.store.reading():
            pass
        assert refused.value.reason == "moved"
        application.open()
        with application.store.transaction():
            assert PersonTable.select().where(PersonTable.first_name == "Other").count() == 12
    finally:
        application.close()


def test_what_is_not_in_the_file_yet_keeps_from_looking_up(disk: Path) -> None:
    (disk.parent / "filler").unlink()
    (disk / (paths.DATABASE_NAME + "-wal")).write_bytes(b"frames of another program")
    fill(disk.parent / "filler", disk.parent, 0)
    with pytest.raises(Unavailable):
        Application(disk).open()
