"""Whatever is wrong with the data folder, a command says so in one line, and what was there stays as it was."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.database import sqlite_only
from desktop_app.system import paths

COMMANDS = {
    "demo": ["demo", "--persons", "3", "--follow-ups", "3", "--interactions", "1"],
    "user add": [
        "user", "add", "x@example.org", "--first-name", "X", "--last-name", "Y", "--role", "admin", "--password-stdin",
    ],
    "import": ["import", "people", "{people}"],
    "import --dry-run": ["import", "people", "{people}", "--dry-run"],
    "check": ["check"],
    "check --repair": ["check", "--repair"],
}  # fmt: skip
WRITING = ("user add", "import")


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    return filled_in(request.param, tmp_path)


def filled_in(name: str, tmp_path: Path) -> list[str]:
    people = tmp_path / "people.csv"
    people.write_text("Prénom;Nom;Téléphone\nAwa;Koné;07 00 11 22 33\n", encoding="utf-8")
    return [one.format(people=people) for one in COMMANDS[name]]


def run(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("three blind mice\n"))
    capsys.readouterr()
    code = main.main(command)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def office(data_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of an office in which there is something."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert main.main(["demo", "--persons", "40", "--follow-ups", "200", "--today", "2026-11-20"]) == 0
    file = paths.database_file(data_folder)
    assert not file.with_name(file.name + "-wal").exists()  # so that the file alone is all there is
    return file


def test_not_a_database(
    command: list[str], data_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data_folder.mkdir()
    file = paths.database_file(data_folder)
    file.write_text("Dear all,\nplease find attached.\n", encoding="utf-8")
    before = file.read_bytes()
    code, out, err = run(command, capsys, monkeypatch)
    assert (code, out) == (1, "")
    assert err == (
        f"The file {file} is not a Suivi database. It was not touched. Move it away or choose another data folder.\n"
    )
    assert file.read_bytes() == before


def test_made_by_a_newer_version(
    command: list[str], office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(office)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(schema_migration)")]
        last = connection.execute("SELECT * FROM schema_migration ORDER BY name DESC LIMIT 1").fetchone()
        newer = [
            "9999_future" if name == "name" else value for name, value in zip(columns, last, strict=True)
        ]
        if "id" in columns:
            newer[columns.index("id")] = 9999
        connection.execute(f"INSERT INTO schema_migration VALUES ({', '.join('?' * len(newer))})", newer)
    before = office.read_bytes()
    code, out, err = run(command, capsys, monkeypatch)
    assert (code, out) == (1, "")
    assert "was made by a newer version of Suivi. It was not touched." in err
    assert err.count("\n") == 1
    assert office.read_bytes() == before


def test_damaged_so_that_nothing_can_be_read(
    command: list[str], office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(office.read_bytes())
    content[100:] = bytes(0xA5 for _ in content[100:])  # the header alone is what it was
    office.write_bytes(content)
    code, out, err = run(command, capsys, monkeypatch)
    assert (code, out) == (1, "")
    assert err.startswith(f"The data file is damaged: {office}. It was not touched.")
    assert err.count("\n") == 1
    assert office.read_bytes() == bytes(content)


def test_damaged_in_places(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(office.read_bytes())
    with closing(sqlite3.connect(office)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
    for name in ("settings", "follow_ups_by_date"):
        start = (roots[name] - 1) * size
        content[start : start + size] = bytes(0xA5 for _ in range(size))
    office.write_bytes(content)
    for arguments in (["check"], ["check", "--repair"]):
        code, out, err = run(arguments, capsys, monkeypatch)
        assert code == 1
        assert err == ""
        assert out.startswith("Damaged: ")
        assert "“suivi restore” lists the copies" in out
    assert office.read_bytes() == bytes(content)


def test_a_folder_that_cannot_be(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    folder = tmp_path / "file" / "data"
    code, out, err = run([*command, "--data-dir", str(folder)], capsys, monkeypatch)
    assert (code, out) == (1, "")
    assert str(folder) in err
    assert err.count("\n") == 1
    assert (tmp_path / "file").read_text(encoding="utf-8") == "no folder"


@pytest.mark.parametrize("name", ["demo", "user add", "import"])
def test_a_folder_in_which_nothing_can_be_made(
    name: str,
    tmp_path: Path,
    data_folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = filled_in(name, tmp_path)

    def refuse(_self: Path, *_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    code, out, err = run(command, capsys, monkeypatch)
    assert (code, out) == (1, "")
    assert err == (
        "The data cannot be written: the folder or the file is read-only. Nothing was changed. "
        f"Give yourself the right to write to {data_folder}, then try again.\n"
    )


@pytest.mark.parametrize("name", WRITING)
def test_a_file_that_is_read_only(
    name: str,
    tmp_path: Path,
    office: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = filled_in(name, tmp_path)
    before = office.read_bytes()
    # permissions do not hold root back; the engine's own refusal has the same code
    monkeypatch.setitem(sqlite_only._PRAGMAS, "query_only", 1)
    code, out, err = run(command, capsys, monkeypatch)
    assert (code, out) == (1, "")
    assert err.startswith(
        "The data cannot be written: the folder or the file is read-only. Nothing was changed."
    )
    assert err.count("\n") == 1
    assert office.read_bytes() == before


def test_a_file_that_is_read_only_can_be_checked(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sqlite_only._PRAGMAS, "query_only", 1)
    assert run(["check"], capsys, monkeypatch) == (0, "All is well.\n", "")
