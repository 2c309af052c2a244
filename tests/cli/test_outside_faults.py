"""Faults of files and folders outside SQLite are one sentence and exit 1, never a bug, a traceback or a hang."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.domain.errors import OutsideFault
from desktop_app.system import logs, paths
from desktop_app.system.settings import THEME, Preferences

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "full"),
        (errno.EACCES, "right"),
        (errno.ENAMETOOLONG, "name"),
        (errno.ENOTDIR, "place"),
        (errno.EIO, "disk"),
    ],
)
def test_what_the_system_refuses_is_told_by_its_code(number: int, reason: str) -> None:
    fault = OutsideFault(OSError(number, "in the words of the system", "/data/list.csv"))
    assert fault.reason == reason
    assert "“/data/list.csv”" in str(fault)
    assert "in the words" not in str(fault)


def test_a_very_long_name_is_shortened() -> None:
    assert len(str(OutsideFault(OSError(errno.ENAMETOOLONG, "", "n" * 5000)))) < 250


def test_a_name_that_no_disk_takes(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["demo", "--persons", "3", "--follow-ups", "3"]) == 0
    capsys.readouterr()
    assert main.main(["import", "people", "n" * 300]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "is too long" in said.err
    assert said.err.count("\n") == 1


@posix
def test_a_pipe_for_the_database_is_no_database(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder.mkdir()
    os.mkfifo(paths.database_file(data_folder))
    assert main.main(["check"]) == 1
    assert "is not a Suivi database" in capsys.readouterr().err


@posix
def test_a_pipe_for_the_preferences_counts_as_none(data_folder: Path) -> None:
    data_folder.mkdir()
    os.mkfifo(paths.preferences_file(data_folder))
    assert Preferences(data_folder).get(THEME) == "system"


@posix
def test_a_pipe_for_the_log_keeps_nobody_out(data_folder: Path) -> None:
    paths.log_file(data_folder).parent.mkdir(parents=True)
    os.mkfifo(paths.log_file(data_folder))
    logs.set_up(data_folder)
