from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tests.tools.test_system_packages import provide

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="make and its scripts")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up", ROOT / ".ci" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_only_the_tests_get_the_tools(script: ModuleType) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name in ("hatchling", "peewee", "PySide6-Essentials", "uvicorn"):
        assert any(asked.startswith(name) for asked in script.wanted(pyproject, "run")), name
    assert not any(name.startswith("pytest") for name in script.wanted(pyproject, "run"))
    assert any(name.startswith("pytest") for name in script.wanted(pyproject, "test"))


def test_only_what_is_installed_changes_the_fingerprint(script: ModuleType) -> None:
    pyproject: dict[str, object] = {"project": {"dependencies": ["a"]}, "tool": {"ruff": {"line-length": 80}}}
    before = script.fingerprint(pyproject, "a==1")
    assert script.fingerprint(pyproject | {"tool": {"ruff": {"line-length": 90}}}, "a==1") == before
    assert script.fingerprint(pyproject | {"project": {"dependencies": ["b"]}}, "a==1") != before
    assert script.fingerprint(pyproject, "a==2") != before


def test_every_tool_and_dependency_has_its_exact_version(script: ModuleType) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = (ROOT / script.CONSTRAINTS).read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in pins}
    project = pyproject["project"]
    named = [
        *pyproject["build-system"]["requires"],
        *project["dependencies"],
        *project["optional-dependencies"]["window"],
        *project["optional-dependencies"]["server"],
        *pyproject["dependency-groups"]["dev"],
    ]
    for requirement in named:
        name = requirement.partition("~")[0].partition(">")[0].partition("[")[0].lower().replace("_", "-")
        assert name in pinned


def test_the_environment_is_made_once(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[list[str]] = []
    monkeypatch.setattr(script, "run_quietly", lambda command, _failure: made.append(command))
    script.make_environment(Path(sys.executable))
    assert made == []
    script.make_environment(tmp_path / "with space" / ".venv" / "bin" / "python")
    assert made == [[sys.executable, "-m", "venv", "--clear", str(tmp_path / "with space" / ".venv")]]


@pytest.fixture
def without_a_network(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout on a machine where nobody answers; it has pins."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    monkeypatch.setenv("PIP_IGNORE_INSTALLED", "1")  # of the environment that the tests run in
    monkeypatch.setenv("PIP_DRY_RUN", "1")
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(script, "make_environment", lambda _python: None)
    monkeypatch.setattr(script, "tool_of", lambda _python: [sys.executable, *script.PIP])
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "constraints.txt").write_text("peewee==4.5.3\n")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return tmp_path


def test_without_a_network_the_cause_is_told_at_once(
    script: ModuleType, without_a_network: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(script.SetUpError) as told:
        script.install_dependencies(without_a_network / ".venv" / "bin" / "python", "run")
    assert str(told.value) == "No network: Python packages cannot be fetched (Connection refused)."
    assert capsys.readouterr().out == "Installing dependencies (once; a minute or two)\n"


def test_an_address_that_answers_the_third_time_is_waited_for(
    script: ModuleType, without_a_network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retrying = "WARNING: Retrying (Retry(total=4)) after connection broken by 'Refused: [Errno 111] refused': /simple/"
    pip = without_a_network / "pip"
    monkeypatch.setattr(script, "tool_of", lambda _python: [str(pip)])
    twice = f'echo "{retrying}a/"; echo "{retrying}b/"; echo "{retrying}a/"; echo "{retrying}b/"'
    provide(without_a_network, "pip", twice)
    script.install(pip, ["a", "b"], "failed")
    provide(without_a_network, "pip", f'{twice}; echo "{retrying}b/"; exec sleep 600')
    with pytest.raises(script.SetUpError, match=r"^No network: .*\(refused\)\.$"):
        script.install(pip, ["a", "b"], "failed")
    provide(without_a_network, "pip", "echo there is no such thing; exit 1")
    with pytest.raises(script.SetUpError, match=r"^there is no such thing\nfailed$"):
        script.install(pip, ["a", "b"], "failed")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "'NewConnectionError('<…>: Failed to establish: [Errno -3] Temporary failure in name resolution')': /simple/",
            "Temporary failure in name resolution",
        ),
        (
            "'SSLError(SSLCertVerificationError(1, '[SSL: …] certificate verify failed: self-signed (_ssl.c:1000)'))'",
            "certificate verify failed: self-signed",
        ),
        (
            "'ConnectTimeoutError(<…>, 'Connection to 10.1.1.1 timed out. (connect timeout=8.0)')': /simple/",
            "timed out",
        ),
        ("'ProtocolError'", "ProtocolError'"),
    ],
)
def test_of_a_broken_connection_the_cause_is_told(script: ModuleType, said: str, words: str) -> None:
    assert script.network_words(said.removeprefix("'")) == words


def test_pins_that_cannot_be_renewed_stay(script: ModuleType, without_a_network: Path) -> None:
    with pytest.raises(script.SetUpError, match=r"^No network"):
        script.note_newest(without_a_network / "build" / "pins")
    assert (without_a_network / ".ci" / "constraints.txt").read_text() == "peewee==4.5.3\n"
    assert list((without_a_network / ".ci").iterdir()) == [without_a_network / ".ci" / "constraints.txt"]


def test_pins_are_what_was_installed(
    script: ModuleType, without_a_network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = without_a_network / "pip"
    provide(without_a_network, "pip", 'case "$1" in freeze) echo peewee==4.6.0;; esac')
    monkeypatch.setattr(script, "tool_of", lambda _python: [str(tool)])
    script.note_newest(without_a_network / "build" / "pins")
    assert (without_a_network / ".ci" / "constraints.txt").read_text() == "peewee==4.6.0\n"


@pytest.mark.parametrize(
    ("arguments", "display", "said"),
    [
        ("", "", "-m desktop_app --pictures build/pictures offscreen"),
        ("--data-dir 'a b'", "", "-m desktop_app --pictures build/pictures --data-dir a b offscreen"),
        ("demo --seed 1", "", "-m desktop_app demo --seed 1 "),
        ("", ":0", "-m desktop_app "),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_run_opens_the_window_or_draws_it(tmp_path: Path, arguments: str, display: str, said: str) -> None:
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    for folder, name, body in (
        (".ci", "set_up", "exit 0"),
        (".venv/bin", "python", 'echo "$@" $QT_QPA_PLATFORM'),
    ):
        (tmp_path / folder).mkdir(parents=True)
        provide(tmp_path / folder, name, body)
    environment = {"PATH": os.environ["PATH"], "DISPLAY": display}
    command = ["make", "-s", "run", f"ARGS={arguments}"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == said.strip()
    assert ("No display here" in done.stdout) == ("--pictures" in said)


def test_help_names_every_command() -> None:
    done = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    named = [line.split()[1] for line in done.stdout.splitlines()]
    targets = re.search(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets is not None
    assert named == targets[1].split()
    assert {"help", "run", "test", "bundle", "installer", "bundle-test"} <= set(named)
