from __future__ import annotations

import logging
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.system import logs, paths

pytestmark = pytest.mark.any_day

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def logged(folder: Path) -> str:
    return paths.log_file(folder).read_text(encoding="utf-8")


def test_lines_go_to_the_file_with_utc_time(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logging.time.time", lambda: 86_400.25, raising=True)
    monkeypatch.setattr("logging.time.time_ns", lambda: 86_400_250_000_000, raising=False)
    logs.set_up(data_folder)
    logging.getLogger("desktop_app.anything").info("Début de journée")
    assert (
        logged(data_folder)
        == "1970-01-02T00:00:00.250Z INFO desktop_app.anything [MainThread] Début de journée\n"
    )


@POSIX
def test_only_the_owner_reads_log_and_folder(data_folder: Path) -> None:
    paths.log_file(data_folder).parent.mkdir(parents=True, mode=0o755)
    logs.set_up(data_folder)
    assert paths.log_file(data_folder).stat().st_mode & 0o777 == 0o600
    assert paths.log_file(data_folder).parent.stat().st_mode & 0o777 == 0o700


@POSIX
def test_a_data_folder_made_for_the_log_is_private(data_folder: Path) -> None:
    logs.set_up(data_folder)
    assert data_folder.stat().st_mode & 0o777 == 0o700


def test_rotation_keeps_five_private_files(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAXIMUM_BYTES", 200)
    logs.set_up(data_folder)
    for number in range(30):
        logging.getLogger("desktop_app.rotation").info("line %d %s", number, "x" * 100)
    files = sorted(paths.log_file(data_folder).parent.iterdir())
    assert [file.name for file in files] == ["suivi.log", *(f"suivi.log.{number}" for number in range(1, 6))]
    assert "line 29" in files[0].read_text()
    assert "line 24" in files[-1].read_text()
    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_log_that_cannot_be_put_aside_goes_on(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAXIMUM_BYTES", 200)
    logs.set_up(data_folder)

    def held(*_: object) -> None:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(Path, "replace", held)
    for number in range(10):
        logging.getLogger("desktop_app.rotation").info("line %d %s", number, "x" * 100)
    assert [f"line {number}" in logged(data_folder) for number in range(10)] == [True] * 10


@pytest.mark.expects_log("disk is nearly full")
def test_a_folder_that_cannot_be_written_leaves_the_error_stream(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder.mkdir()
    (data_folder / "logs").write_text("a file where the folder would be")
    logs.set_up(data_folder)
    logging.getLogger("desktop_app.anything").info("not worth a line there")
    logging.getLogger("desktop_app.anything").warning("disk is nearly full")
    said = capsys.readouterr().err
    assert "disk is nearly full" in said
    assert "not worth" not in said


def test_no_folder_and_no_error_stream_is_silence(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_folder.write_text("a file")
    monkeypatch.setattr(sys, "stderr", None)  # as in a windowed program on Windows
    logs.set_up(data_folder)
    logging.getLogger("desktop_app.anything").info("nobody hears this")
    assert data_folder.read_text() == "a file"


def test_set_up_again_moves_the_log(tmp_path: Path) -> None:
    logs.set_up(tmp_path / "one")
    logs.set_up(tmp_path / "two")
    logging.getLogger("desktop_app.anything").info("moved")
    assert logged(tmp_path / "one") == ""
    assert logged(tmp_path / "two").count("moved") == 1


def test_other_programs_loggers_are_kept_out(data_folder: Path) -> None:
    logs.set_up(data_folder)
    logging.getLogger("uvicorn.access").info("GET /api/clients?name=Dupont")
    logging.getLogger("peewee").debug("SELECT … 'Dupont'")
    assert logged(data_folder) == ""


def nested_failure() -> None:
    try:
        int("0612345678 of Jean Dupont")
    except ValueError as error:
        raise KeyError("Jean Dupont") from error


@pytest.mark.expects_log("Incident S-")
def test_an_incident_has_a_number_and_a_stack_that_quotes_nobody(data_folder: Path) -> None:
    logs.set_up(data_folder)
    try:
        nested_failure()
    except KeyError as error:
        number = logs.incident(error, "saving a follow-up")
    assert re.fullmatch(r"S-[2-9A-HJ-NP-Z]{5}", number)
    text = logged(data_folder)
    assert f"Incident {number} in saving a follow-up" in text
    assert text.index("ValueError") < text.index("KeyError")
    assert 'in nested_failure: int("0612345678 of' in text  # the line of the source, not what was typed
    assert "'Jean Dupont'" not in text
    assert str(Path(__file__).parent) not in text
    assert "test_logs.py" in text


@pytest.mark.expects_log("Incident S-")
def test_an_incident_keeps_what_the_interpreter_worded(data_folder: Path) -> None:
    logs.set_up(data_folder)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE persons (email UNIQUE)")
        connection.execute("INSERT INTO persons VALUES ('a@b.example')")
        errors: list[BaseException] = [
            FileNotFoundError(2, "No such file or directory", "/home/jean/list.csv")
        ]
        try:
            connection.execute("INSERT INTO persons VALUES ('a@b.example')")
        except sqlite3.IntegrityError as refused:
            errors.append(refused)
    connection.close()
    errors += [
        TypeError("unsupported operand"),
        ExceptionGroup("Jean", [ZeroDivisionError("division by zero")]),
    ]
    for error in errors:
        logs.incident(error, "a test")
    text = logged(data_folder)
    assert "FileNotFoundError: No such file or directory (2)\n" in text
    assert "sqlite3.IntegrityError: SQLITE_CONSTRAINT_UNIQUE\n" in text
    assert "TypeError: unsupported operand\n" in text
    assert "ExceptionGroup\n  | ZeroDivisionError: division by zero\n" in text
    assert "jean" not in text.lower()


@pytest.mark.expects_log("went wrong")
def test_a_message_that_another_handler_formatted_stays_out(data_folder: Path) -> None:
    other = logging.StreamHandler(open(os.devnull, "w"))  # noqa: PTH123, SIM115 - closed below
    logging.getLogger().addHandler(other)
    logs.set_up(data_folder)
    try:
        raise ValueError("Jean Dupont")  # noqa: TRY301
    except ValueError:
        logging.getLogger("desktop_app.anything").exception("went wrong")
    logging.getLogger().removeHandler(other)
    other.stream.close()
    assert "ValueError\n" in logged(data_folder)
    assert ": Jean Dupont" not in logged(data_folder)


def test_importing_is_cheap() -> None:
    code = "import sys, desktop_app.system.logs; print('logging.handlers' in sys.modules, 'PySide6' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False"]
