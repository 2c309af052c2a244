from __future__ import annotations

import getpass
import io
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from desktop_app import __version__
from desktop_app.application import Application
from desktop_app.cli import commands, main
from desktop_app.controllers.integrity import Integrity
from desktop_app.database import commits
from desktop_app.domain.clock import system_zone_name
from desktop_app.i18n import texts
from desktop_app.system import paths
from desktop_app.system.instance_lock import InstanceLock, LaunchRequest

pytestmark = pytest.mark.any_day

SMALL = [
    "--persons",
    "12",
    "--follow-ups",
    "30",
    "--interactions",
    "4",
    "--mentors",
    "2",
    "--today",
    "2026-11-20",
]
ANA = ["user", "add", "Ana@Example.org", "--first-name", "Ana", "--last-name", "Ruiz", "--role", "pastor"]


class _Terminal(io.StringIO):
    """A standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


class Said:
    """What a command line did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Suivi(Protocol):
    """Runs a command line."""

    def __call__(self, *arguments: object, typed: str = "") -> Said:
        """What came of *arguments* where *typed* is what comes in."""
        ...


@pytest.fixture
def suivi(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Suivi:
    """Runs a command line within this process; ``typed`` is its standard input."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def run(*arguments: object, typed: str = "") -> Said:
        if not isinstance(sys.stdin, _Terminal):
            monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            code = main.main([str(one) for one in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def figure(folder: Path, sql: str) -> object:
    with closing(sqlite3.connect(paths.database_file(folder))) as connection:
        return connection.execute(sql).fetchone()[0]


# -- how it is called


def test_version(suivi: Suivi) -> None:
    said = suivi("--version")
    assert (said.code, said.out) == (0, f"Suivi {__version__}\n")


@pytest.mark.parametrize(
    "command", [[], ["demo"], ["user"], ["user", "add"], ["import"], ["import", "people"], ["check"]]
)
def test_every_command_has_help_and_tells_of_the_data_folder(suivi: Suivi, command: list[str]) -> None:
    said = suivi(*command, "--help")
    assert said.code == 0
    assert said.out.startswith(" ".join(["usage: suivi", *command]))
    assert "--data-dir FOLDER" in said.out
    assert said.err == ""


def test_help_speaks_the_language_of_the_pc(suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []

    def noted(text: str, **_: object) -> str:
        spoken.append(texts.language())
        return text

    monkeypatch.setenv("LC_ALL", "fr_CI.UTF-8")
    monkeypatch.setattr(commands, "tr", noted)
    suivi("--help")
    assert set(spoken) == {"fr"}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LC_ALL": "fr_FR.UTF-8", "LANG": "es_MX"}, "fr"),
        ({"LC_MESSAGES": "es_MX.UTF-8", "LANG": "fr_FR"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "French_France.1252"}, "fr"),
    ],
)
def test_the_language_of_the_pc(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert texts.system_language() == expected


@pytest.mark.parametrize(
    "wrong",
    [
        ["dance"],
        ["demo", "--persons", "many"],
        ["demo", "--today", "20/11/2026"],
        ["demo", "--language", "de"],
        ["user"],
        ["user", "add"],
        ["import"],
        ["import", "people"],
        ["check", "--mend"],
    ],
)
def test_called_wrongly_it_says_so_in_one_line(suivi: Suivi, data_folder: Path, wrong: list[str]) -> None:
    said = suivi(*wrong)
    assert said.code == 2
    assert said.out == ""
    assert re.fullmatch(r"suivi.*: .+ \(see “suivi.* --help”\)\n", said.err)
    assert not data_folder.exists()


@pytest.mark.parametrize("where", ["before", "after"])
def test_the_data_folder_can_be_said_before_and_after_the_command(
    suivi: Suivi, tmp_path: Path, data_folder: Path, where: str
) -> None:
    elsewhere = tmp_path / "a folder" / "elsewhere"
    place = ["--data-dir", elsewhere]
    said = suivi(*place, "demo", *SMALL) if where == "before" else suivi("demo", *SMALL, *place)
    assert said.code == 0
    assert figure(elsewhere, "SELECT COUNT(*) FROM persons") == 12
    assert not data_folder.exists()


def test_the_data_folder_can_be_said_between_the_words_of_a_command(suivi: Suivi, tmp_path: Path) -> None:
    said = suivi(
        "user", "--data-dir", tmp_path / "x", *ANA[1:], "--password-stdin", typed="open sesame now\n"
    )
    assert said.code == 0
    assert figure(tmp_path / "x", "SELECT email FROM users") == "ana@example.org"


# -- demo


def test_demo_prints_a_way_in_for_each_role(suivi: Suivi, data_folder: Path) -> None:
    said = suivi("demo", *SMALL, "--language", "fr")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert (
        lines[0].startswith("Invented 12 people, 30 follow-ups and 4 client interactions in ")
        or "12" in lines[0]
    )
    ways = [re.split(r"\s{2,}", line.strip()) for line in lines[2:]]
    assert len(ways) == 4
    application = Application(data_folder)
    application.open()
    for _role, email, password in ways:
        assert application.controllers.sign_in.sign_in(email, password).email == email
    assert application.controllers.organisation.get().language == "fr"
    # of a PC on UTC, the demo lives where the invented phone numbers are
    here = system_zone_name()
    assert application.controllers.organisation.get().time_zone == (
        here if here != "UTC" else "Africa/Abidjan"
    )
    application.close()


def test_demo_refuses_a_folder_with_data(suivi: Suivi, data_folder: Path) -> None:
    suivi("demo", *SMALL)
    said = suivi("demo", *SMALL, "--seed", "2")
    assert said.code == 1
    assert said.out == ""
    assert said.err.startswith("There is data here already")
    assert said.err.count("\n") == 1
    assert figure(data_folder, "SELECT COUNT(*) FROM persons") == 12


def test_demo_names_every_option_that_is_out_of_range(suivi: Suivi, data_folder: Path) -> None:
    said = suivi("demo", "--persons", "-3", "--follow-ups", "-1", "--mentors", "0")
    assert said.code == 1
    assert [line.partition(":")[0] for line in said.err.splitlines()] == [
        "--persons",
        "--follow-ups",
        "--mentors",
    ]


def test_demo_tells_how_far_it_is_where_somebody_looks(suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = suivi("demo", *SMALL)
    assert said.err.startswith("\r  0 %")
    assert said.err.endswith("\r     \r")


# -- user add


def test_user_add_makes_the_folder_and_somebody_who_can_sign_in(suivi: Suivi, data_folder: Path) -> None:
    said = suivi(*ANA, "--password-stdin", typed=" three blind mice \n")
    assert (said.code, said.err) == (0, "")
    assert said.out == "Ana Ruiz can sign in now as ana@example.org.\n"
    application = Application(data_folder)
    application.open()
    actor = application.controllers.sign_in.sign_in("ana@example.org", " three blind mice ")
    assert (actor.first_name, actor.role) == ("Ana", "pastor")
    application.close()


def test_user_add_names_every_wrong_field_on_a_line(suivi: Suivi, data_folder: Path) -> None:
    said = suivi("user", "add", "nobody", "--role", "queen", "--password-stdin", typed="short\n")
    assert said.code == 1
    lines = [line.partition(": ") for line in said.err.splitlines()]
    assert [name for name, _, _ in lines] == [
        "--first-name", "--last-name", "EMAIL", "--role", "--password-stdin",
    ]  # fmt: skip
    assert all(sentence.endswith(".") for _, _, sentence in lines)
    assert figure(data_folder, "SELECT COUNT(*) FROM users") == 0


def test_user_add_refuses_an_address_that_somebody_has(suivi: Suivi) -> None:
    suivi(*ANA, "--password-stdin", typed="three blind mice\n")
    said = suivi(*ANA, "--password-stdin", typed="three blind mice\n")
    assert said.code == 1
    assert said.err == "EMAIL: Somebody has this e-mail address already.\n"


def test_user_add_wants_a_password(suivi: Suivi, data_folder: Path) -> None:
    said = suivi(*ANA, "--password-stdin")
    assert (said.code, said.err) == (1, "--password-stdin: Choose a password.\n")
    assert figure(data_folder, "SELECT COUNT(*) FROM users") == 0


def test_user_add_asks_twice_on_a_terminal(
    suivi: Suivi, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal())
    answers = iter(["three blind mice", "three blind rats", "three blind mice", "three blind mice"])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(answers))
    said = suivi(*ANA)
    assert (said.code, said.err) == (1, "The two passwords are not the same. Nothing was changed.\n")
    assert not data_folder.exists()
    assert suivi(*ANA).code == 0
    assert figure(data_folder, "SELECT COUNT(*) FROM users") == 1


def test_user_add_with_nobody_to_ask_says_how(suivi: Suivi, data_folder: Path) -> None:
    said = suivi(*ANA)
    assert said.code == 1
    assert said.err == "There is nobody to ask for the password. Give it with --password-stdin.\n"
    assert not data_folder.exists()


# -- check


def test_check_finds_all_well(suivi: Suivi) -> None:
    suivi("demo", *SMALL)
    said = suivi("check")
    assert (said.code, said.out, said.err) == (0, "All is well.\n", "")


def test_check_without_data_makes_none(suivi: Suivi, data_folder: Path) -> None:
    said = suivi("check")
    assert said.code == 1
    assert said.err == f"There is no data yet in {data_folder}.\n"
    assert not data_folder.exists()


def test_check_says_what_is_wrong_and_repairs_it_after_a_copy(suivi: Suivi, data_folder: Path) -> None:
    suivi("demo", *SMALL)
    with closing(sqlite3.connect(paths.database_file(data_folder))) as connection, connection:
        connection.execute("UPDATE persons SET follow_ups_count = 99 WHERE id <= 2")
        connection.execute("UPDATE persons SET search_text = 'x' WHERE id = 3")
    said = suivi("check")
    assert said.code == 1
    assert "persons.follow_ups_count is not what it must be in 2 rows." in said.out
    assert "persons.search_text is not what it must be in 1 row." in said.out
    assert "suivi check --repair" in said.out
    assert figure(data_folder, "SELECT COUNT(*) FROM persons WHERE follow_ups_count = 99") == 2
    said = suivi("check", "--repair")
    assert said.code == 0
    (copy,) = paths.backups_dir(data_folder).iterdir()
    assert f"Repaired. A copy of the data as it was before: {copy}\n" in said.out
    assert suivi("check").out == "All is well.\n"


def test_check_finds_rows_that_lead_nowhere(suivi: Suivi, data_folder: Path) -> None:
    suivi("demo", *SMALL)
    with closing(sqlite3.connect(paths.database_file(data_folder))) as connection, connection:
        connection.execute("UPDATE follow_ups SET person_id = 777 WHERE id = 5")
    for command in (["check"], ["check", "--repair"]):
        said = suivi(*command)
        assert said.code == 1
        assert "Damaged: follow_ups 5 → persons" in said.out
        assert "This cannot be repaired here." in said.out


# -- bugs, pipes, and Qt


@pytest.mark.expects_log(r"Incident S-\w{5} in suivi check")
def test_a_bug_is_told_of_with_a_number_that_the_log_has(
    suivi: Suivi, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suivi("demo", *SMALL)
    monkeypatch.setattr(Integrity, "check", lambda _: 1 // 0)
    said = suivi("check")
    assert said.code == 3
    found = re.search(r"Incident (S-\w{5}); the details are in (.+)\.\n", said.err)
    assert found is not None
    assert found[2] == str(paths.log_file(data_folder))
    log = Path(found[2]).read_text(encoding="utf-8")
    assert found[1] in log
    assert "ZeroDivisionError" in log
    assert "Traceback" not in said.err


def test_stopped_by_the_keyboard_it_leaves_in_one_line(suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    suivi("demo", *SMALL)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Integrity, "check", stop)
    said = suivi("check")
    assert (said.code, said.err) == (1, "Stopped. Nothing was changed.\n")


_WITHOUT_QT = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocker())
from desktop_app.cli.main import main
sys.exit(main())
"""


def without_qt(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        paths.DATA_DIR_VARIABLE: str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONWARNINGS": "error",
    }
    return subprocess.run(
        [sys.executable, "-c", _WITHOUT_QT, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment,
        cwd=Path(main.__file__).parents[2],
    )


def test_every_command_but_the_window_runs_without_qt(data_folder: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Prénom;Nom\nAwa;Koné\n", encoding="utf-8")
    for arguments, typed in (
        (["--help"], ""),
        (["demo", *SMALL], ""),
        ([*ANA, "--password-stdin"], "three blind mice\n"),
        (["import", "people", str(people)], ""),
        (["check", "--repair"], ""),
    ):
        done = without_qt(data_folder, *arguments, typed=typed)
        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert done.stdout, arguments


@pytest.mark.parametrize("arguments", [[], ["--pictures", "somewhere"]])
def test_the_window_without_qt_says_how_to_install_it(data_folder: Path, arguments: list[str]) -> None:
    done = without_qt(data_folder, *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        'The window needs Qt, which is not installed here. Install it: pip install "suivi[window]"\n'
    )


def test_a_reader_that_has_seen_enough_is_no_bug(data_folder: Path) -> None:
    environment = {**os.environ, paths.DATA_DIR_VARIABLE: str(data_folder)}
    command = f'"{sys.executable}" -m desktop_app demo --persons 5 | true; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=Path(main.__file__).parents[2],
    )
    assert done.returncode in {0, 1}
    assert "Incident" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_window_is_given_the_program_and_its_folder(
    suivi: Suivi, tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.views import pictures, start  # noqa: PLC0415 - up to here the tests of commands need no Qt

    given: list[object] = []

    def run(make: object, folder: Path, instance: InstanceLock, request: LaunchRequest) -> int:
        given.append((make, folder, request))
        instance.close()
        return 0

    def draw(make: object, folder: Path) -> list[Path]:
        given.append((make, folder))
        return [folder / "door.png"]

    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    monkeypatch.setattr(start, "run_window", run)
    monkeypatch.setattr(pictures, "draw_pictures", draw)
    assert suivi().code == 0
    assert suivi("--page", "people", "--minimised").code == 0
    said = suivi("--pictures", tmp_path / "pictures")
    assert (said.code, said.out) == (0, f"{tmp_path / 'pictures' / 'door.png'}\n")
    assert given == [
        (Application, data_folder, LaunchRequest()),
        (Application, data_folder, LaunchRequest("people", hidden=True)),
        (Application, tmp_path / "pictures"),
    ]


def test_the_program_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--version"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(main.__file__).parents[2],
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Suivi {__version__}\n", "")


@pytest.mark.allows_log("Committed and not there any more")
def test_check_tells_what_is_missing_until_it_is_noted(suivi: Suivi, data_folder: Path) -> None:
    assert suivi("demo", *SMALL).code == 0
    file = paths.database_file(data_folder)
    mark = commits.read(file)
    assert mark is not None
    more = mark.known._replace(records=mark.known.records + 3, at=1_795_970_400_000)
    commits.write(file, commits.Mark(more))
    said = suivi("check")
    assert said.code == 1
    assert "The last 3 entries are missing" in said.out
    assert "The data ends on " in said.out
    assert "All is well" not in said.out
    assert suivi("check").code == 1, "told once only"
    said = suivi("check", "--repair")
    assert (said.code, "Noted" in said.out) == (0, True)
    said = suivi("check")
    assert (said.code, said.out) == (0, "All is well.\n")
