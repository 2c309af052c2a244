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


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is all there is on the path."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def provide(folder: Path, name: str, body: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def bare_ldd(tools: Path, library: str) -> None:
    """An ``ldd`` that misses *library* until the file ``installed`` stands beside it."""
    provide(tools, "ldd", f'[ -e "{tools}/installed" ] || echo "	{library} => not found"')


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An environment that holds Qt's file for windows, and nothing else."""
    folder = tmp_path / "venv" / "lib" / "python3.11" / "site-packages" / "PySide6"
    folder.mkdir(parents=True)
    (folder / "QtWidgets.abi3.so").touch()
    return tmp_path / "venv" / "bin" / "python"


def test_a_bundle_needs_the_tools_that_make_it(
    script: ModuleType, tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "installed"
    monkeypatch.setattr(script, "shared_python", lambda: "libpython3.11")
    monkeypatch.setattr(script, "root_prefix", list)
    provide(tools, "env", 'shift; exec "$@"')
    provide(tools, "apt-get", f'echo "$@" >> "{installed}"')
    provide(tools, "objdump", "true")
    script.provide_bundling()
    assert installed.read_text().splitlines()[-1].endswith(" binutils libpython3.11")
    installed.unlink()
    provide(tools, "strip", "true")
    monkeypatch.setattr(script, "shared_python", lambda: None)
    script.provide_bundling()
    assert not installed.exists()
    (tools / "strip").unlink()
    (tools / "apt-get").unlink()
    with pytest.raises(script.SetUpError, match="install binutils"):
        script.provide_bundling()


def test_a_bundle_is_made_for_every_platform_of_linux(script: ModuleType) -> None:
    assert script.platforms_of("bundle", {}) == ["offscreen", "wayland", "xcb"]
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert script.wanted(pyproject, "bundle") == script.wanted(pyproject, "test")


def test_only_the_tests_get_the_tools(script: ModuleType) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert script.wanted(pyproject, "run") == ["--editable", ".[window,server]"]
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
        *project["dependencies"],
        *project["optional-dependencies"]["window"],
        *project["optional-dependencies"]["server"],
        *pyproject["dependency-groups"]["dev"],
    ]
    for requirement in named:
        name = requirement.partition("~")[0].partition(">")[0].partition("[")[0].lower().replace("_", "-")
        assert name in pinned


@pytest.mark.parametrize(
    ("mode", "display", "platforms"),
    [
        ("test", {"DISPLAY": ":0"}, ["offscreen"]),
        ("run", {}, ["offscreen"]),
        ("run", {"DISPLAY": ":0"}, ["xcb"]),
        ("run", {"WAYLAND_DISPLAY": "wayland-0"}, ["wayland"]),
        ("run", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ["wayland", "xcb"]),
    ],
)
def test_libraries_are_asked_for_where_windows_open(
    script: ModuleType, mode: str, display: dict[str, str], platforms: list[str]
) -> None:
    assert script.platforms_of(mode, display) == platforms


def test_the_tests_get_a_browser_where_it_may_be_installed(
    script: ModuleType, tools: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    provide(tools, "env", f'shift; echo "$@" >> "{tools}/log"')
    provide(tools, "apt-get", "exit 1")
    monkeypatch.setattr(script.os, "geteuid", lambda: 0)
    script.provide_browser()
    installed = "apt-get -qq install -y --no-install-recommends chromium chromium-driver"
    assert (tools / "log").read_text().splitlines()[-1] == installed
    assert "skipped" not in capsys.readouterr().out
    for program in script.BROWSER:
        provide(tools, program, "exit 0")
    script.provide_browser()
    assert capsys.readouterr().out == ""


def test_a_browser_that_cannot_be_had_is_no_failure(
    script: ModuleType, tools: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    provide(tools, "apt-get", "exit 1")
    script.provide_browser()
    said = capsys.readouterr().out
    assert "the test of the page /docs is skipped" in said
    assert "sudo apt-get install chromium chromium-driver" in said


def test_root_gets_what_is_missing(
    script: ModuleType, tools: Path, python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_ldd(tools, "libEGL.so.1")
    provide(
        tools,
        "env",
        f'shift; echo "$@" >> "{tools}/log"; case "$*" in *install*) : > "{tools}/installed";; esac',
    )
    provide(tools, "apt-get", "exit 1")
    monkeypatch.setattr(script.os, "geteuid", lambda: 0)
    monkeypatch.setattr(script, "has_fonts", lambda: False)
    script.provide_libraries(python, "test")
    assert (tools / "log").read_text().splitlines() == [
        "apt-get -qq update",
        "apt-get -qq install -y --no-install-recommends fonts-dejavu-core libegl1",
    ]


def test_others_get_one_line_to_run(
    script: ModuleType, tools: Path, python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_ldd(tools, "libEGL.so.1")
    provide(tools, "apt-get", "exit 1")
    provide(tools, "sudo", "exit 1")
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(script, "has_fonts", lambda: True)
    with pytest.raises(script.SetUpError, match=r"\(libEGL\.so\.1\):\n    sudo apt-get install libegl1$"):
        script.provide_libraries(python, "test")


def test_without_apt_the_libraries_are_named(
    script: ModuleType, tools: Path, python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_ldd(tools, "libunheard.so.9")
    monkeypatch.setattr(script, "has_fonts", lambda: True)
    with pytest.raises(script.SetUpError, match=r"install the packages that hold libunheard\.so\.9$"):
        script.provide_libraries(python, "test")


def test_a_machine_with_everything_is_left_alone(
    script: ModuleType,
    tools: Path,
    python: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare_ldd(tools, "libEGL.so.1")
    (tools / "installed").touch()
    monkeypatch.setattr(script, "has_fonts", lambda: True)
    script.provide_libraries(python, "run")
    assert capsys.readouterr().out == ""


def finder(tools: Path) -> subprocess.CompletedProcess[str]:
    """Run the shell half with *tools* in front of nothing but the shell's own needs."""
    provide(tools, "dirname", 'echo "${1%/*}"')
    provide(tools, "id", "echo 1000")
    command = ["/bin/sh", str(ROOT / ".ci" / "set_up"), "test"]
    return subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)


def test_an_old_python_is_passed_over_for_a_newer_one(tools: Path) -> None:
    provide(tools, "python3", "exit 1")
    provide(tools, "python3.12", 'case "$1" in -c) exit 0;; *) echo "3.12 got $@";; esac')
    assert finder(tools).stdout == f"3.12 got {ROOT}/.ci/set_up.py test\n"


@pytest.mark.parametrize(
    ("body", "found"), [('[ "$1" = --version ] && echo Python 3.9.2', "Python 3.9.2"), (None, "no python3")]
)
def test_without_a_new_enough_python_it_says_so(tools: Path, body: str | None, found: str) -> None:
    if body:
        provide(tools, "python3", body)
    done = finder(tools)
    assert done.returncode == 1
    assert done.stderr == f"Suivi needs Python 3.11 or newer; found {found} on the path.\n"


def test_the_environment_is_made_once(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[list[str]] = []
    monkeypatch.setattr(script, "run_quietly", lambda command, _failure: made.append(command))
    script.make_environment(Path(sys.executable))
    assert made == []
    script.make_environment(tmp_path / "with space" / ".venv" / "bin" / "python")
    assert made == [[sys.executable, "-m", "venv", "--clear", str(tmp_path / "with space" / ".venv")]]


def test_a_python_that_cannot_make_environments_is_completed_or_told(
    script: ModuleType, tools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provide(tools, "apt-get", "exit 1")
    monkeypatch.setitem(sys.modules, "ensurepip", None)  # as Debian ships it
    made: list[list[str]] = []
    monkeypatch.setattr(script, "run_quietly", lambda command, _failure: made.append(command))
    monkeypatch.setattr(script, "install_packages", lambda packages: f"install {' '.join(packages)}")
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    with pytest.raises(script.SetUpError, match=rf"\n    install {package}$"):
        script.make_environment(tmp_path / ".venv" / "bin" / "python")
    assert made == []
    monkeypatch.setattr(script, "install_packages", lambda _packages: None)
    script.make_environment(tmp_path / ".venv" / "bin" / "python")
    assert len(made) == 1


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
