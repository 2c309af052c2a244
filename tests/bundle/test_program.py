"""The built program at work, without its window: commands, the server, an older database."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner

from desktop_app import __version__
from desktop_app.database import store
from tests.bundle.conftest import PASSWORD, ROOT, Program

PICTURES = 16
UNCHECKED = ssl._create_unverified_context()  # noqa: S323 - the server makes its own certificate


def rows(folder: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "suivi.db")) as database:
        return database.execute(question).fetchall()


def test_it_is_the_version_of_the_source(suivi: Program) -> None:
    assert suivi("--version").strip() == f"Suivi {__version__}"


def test_every_command_says_what_it_does(suivi: Program) -> None:
    told = suivi("--help", LANG="fr_FR.UTF-8")
    assert "la fenêtre" in told
    commands = re.findall(r"^    (\w+) ", told, re.MULTILINE)
    assert {"demo", "user", "import", "check", "token", "serve"} <= set(commands)
    for command in commands:
        assert f"suivi {command}" in suivi(command, "--help")


def test_it_takes_in_a_list(office: Program) -> None:
    shutil.copy(ROOT / "tests" / "data" / "people_windows.csv", office.home / "people.csv")
    before = rows(office.data, "SELECT count(*) FROM persons")[0][0]
    office("import", "people", "people.csv", "--dry-run")
    assert rows(office.data, "SELECT count(*) FROM persons")[0][0] == before
    office("import", "people", "people.csv")
    assert rows(office.data, "SELECT count(*) FROM persons")[0][0] > before
    assert rows(office.data, "SELECT first_name FROM persons WHERE last_name = 'N''GORAN'") == [("Zénaïde",)]
    office("check")


def test_it_proves_its_data_whole(office: Program) -> None:
    office("check")
    with closing(sqlite3.connect(office.data / "suivi.db")) as database:
        database.execute("UPDATE persons SET last_contact_on = '2020-01-01' WHERE id = 1")
        database.commit()
    office("check", code=1)
    office("check", "--repair")
    office("check")


# ---- the server


@contextmanager
def serving(program: Program, *arguments: str) -> Iterator[str]:
    """The address at which *program* answers."""
    with program.running("serve", "--port", "0", *arguments) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"(https?)://\S+?:(\d+)", line)
        assert address is not None, line + process.communicate(timeout=5)[0]
        yield f"{address[1]}://127.0.0.1:{address[2]}"


def ask(address: str, body: object = None, **headers: str) -> tuple[int, bytes]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(  # noqa: S310 - of this test's own server
        address, data, {"Content-Type": "application/json", **headers}
    )
    with urllib.request.urlopen(request, timeout=20, context=UNCHECKED) as answer:  # noqa: S310 - as above
        return answer.status, answer.read()


def test_it_answers_over_http(office: Program) -> None:
    with serving(office) as address:
        assert ask(f"{address}/api/health")[0] == 200
        sign_in = {"email": "pastor@example.com", "password": PASSWORD}
        status, body = ask(f"{address}/api/v1/auth/login", sign_in)
        assert status == 200
        token = json.loads(body)["data"]["token"]
        status, body = ask(f"{address}/api/v1/follow-ups/overdue", Authorization=f"Bearer {token}")
        assert status == 200
        assert json.loads(body)["success"] is True


def test_its_page_of_the_api_is_whole(office: Program) -> None:
    with serving(office) as address:
        page = ask(f"{address}/docs")[1].decode()
        parts = re.findall(r'(?:src|href)="(/[^"]+)"', page)
        assert len(parts) >= 4
        for part in parts:
            status, body = ask(address + part)
            assert status == 200
            assert body
        assert json.loads(ask(f"{address}/openapi.json")[1])["info"]["version"]


def test_it_answers_the_office_network_over_tls_with_a_certificate_of_its_own(office: Program) -> None:
    with serving(office, "--host", "0.0.0.0") as address:  # noqa: S104 - what is tested
        assert address.startswith("https://")
        assert ask(f"{address}/api/health")[0] == 200
    assert list((office.data / "certificate").iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_loads_no_python_and_no_qt_but_its_own(office: Program) -> None:
    with office.running("serve", "--port", "0") as process:
        assert process.stdout is not None
        process.stdout.readline()
        loaded = loaded_by(process.pid)
    assert any("libpython" in file for file in loaded)
    ours = str(office.executable.parent)
    stray = [
        file
        for file in loaded
        if not file.startswith(ours) and re.search(r"python|PySide|Qt6|site-packages|sqlite|ssl", file)
    ]
    assert stray == []
    assert not any("Qt" in file for file in loaded), "the server needs no Qt"


def loaded_by(process: int) -> set[str]:
    lines = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if ".so" in line}


# ---- what an older program left


def database_of_the_first_version(folder: Path) -> None:
    """A data folder as version 0.1 left it, with somebody in it."""
    folder.mkdir()
    database = SqliteDatabase(str(folder / "suivi.db"))
    Runner(database, str(store.MIGRATIONS)).up("0001_first_tables")
    with closing(database):
        office: dict[str, dict[str, object]] = {
            "users": {"email": "a@example.org", "role": "admin", "is_active": 1},
            "persons": {
                "first_name": "Zénaïde",
                "last_name": "Before",
                "first_visit_on": "2026-01-01",
                "status": "to_visit",
            },
        }
        for table, values in office.items():
            columns = database.execute_sql(f"PRAGMA table_info({table})").fetchall()
            for _, name, kind, required, default, _ in columns:
                if required and default is None and name not in values and name != "id":
                    values[name] = 0 if "INT" in kind or "BOOL" in kind else ""
            values |= {"uuid": b"0" * 16, "id": 1}
            names = ", ".join(values)
            marks = ", ".join("?" * len(values))
            database.execute_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def test_it_brings_an_older_database_up_to_date_after_a_backup(suivi: Program) -> None:
    database_of_the_first_version(suivi.data)
    suivi("check", "--repair")
    suivi("check")
    (name,) = rows(suivi.data, "SELECT first_name FROM persons")
    assert name == ("Zénaïde",)
    columns = {column[1] for column in rows(suivi.data, "PRAGMA table_info(persons)")}
    assert "paused_until" in columns
    (backup,) = (suivi.data / "backups").glob("*-before-0002*.db")
    with closing(sqlite3.connect(backup)) as database:
        assert "paused_until" not in {column[1] for column in database.execute("PRAGMA table_info(persons)")}


# ---- its window, drawn


def test_it_draws_its_windows_without_a_display(suivi: Program) -> None:
    drawn = suivi("--pictures", "pictures", QT_QPA_PLATFORM="offscreen").splitlines()
    assert len(drawn) >= PICTURES
    for picture in drawn:
        assert (suivi.home / picture).read_bytes().startswith(b"\x89PNG")


def test_it_runs_from_a_place_with_spaces_and_accents_that_nobody_may_write_to(
    bundle: Path, tmp_path: Path
) -> None:
    place = tmp_path / "Mes programmes d’été"
    shutil.copytree(bundle, place, symlinks=True)
    home = tmp_path / "home"
    home.mkdir()
    before = {file: file.stat().st_mtime_ns for file in place.rglob("*") if not file.is_symlink()}
    program = Program(place / "suivi", home)
    program("demo", "--persons", "5", "--follow-ups", "5", "--interactions", "0")
    program("check")
    assert {file: file.stat().st_mtime_ns for file in place.rglob("*") if not file.is_symlink()} == before
    os.sync()


def test_what_it_starts_gets_the_systems_own_libraries() -> None:
    """PyInstaller points ``LD_LIBRARY_PATH`` at the bundle; a browser opened from a link must not load our libraries."""
    script = ROOT / "tools" / "packaging" / "bundle_start.py"
    probe = f"import os, runpy; runpy.run_path({str(script)!r}); print(os.environ.get('LD_LIBRARY_PATH'))"
    for before, after in (("", "None"), ("/opt/lib", "/opt/lib")):
        environment = {"LD_LIBRARY_PATH": "/bundle", "PATH": "/usr/bin", "LD_LIBRARY_PATH_ORIG": before}
        done = subprocess.run(
            [sys.executable, "-c", probe], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == after
