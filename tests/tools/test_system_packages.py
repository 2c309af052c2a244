"""The half of the set-up that runs before there is a Python: what is missing of the system, who gets it, what others are told."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / ".ci" / "system_packages.txt"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux")


def provide(folder: Path, name: str, body: str) -> None:
    """Put a program of the shell into *folder*."""
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def rows() -> Iterator[tuple[str, str, str]]:
    """The table: when, what is looked for, package."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            when, what, package = line.split()
            yield when, what, package


class Machine:
    """A machine that has just what the test gives it: every library, a font, a new Python, and no program of the table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools = folder / "tools"
        self.tools.mkdir()
        for name in ("find", "head", "sed", "sort", "env", "cat"):
            (self.tools / name).symlink_to(shutil.which(name) or "")
        self.libraries = {what for _, what, _ in rows() if what.startswith("lib")}
        self.fonts = folder / ".fonts"
        self.fonts.mkdir()
        (self.fonts / "one.ttf").touch()
        self.log = folder / "log"
        provide(self.tools, "uname", "echo Linux")
        provide(
            self.tools,
            "python3",
            f'case "$1" in */set_up.py) echo "set_up.py $2";; *) exec {sys.executable} "$@";; esac',
        )
        self.user(1000)

    def user(self, number: int) -> None:
        """Be somebody else; root is 0."""
        provide(self.tools, "id", f"echo {number}")

    def has_apt(self, *, code: int = 0, says: str = "") -> None:
        """Have an ``apt-get`` that notes how it is called; once it has installed, all libraries are there."""
        whole = f"[ {code} != 0 ] || : > {self.folder}/installed"
        words = f'echo "{says}" >&2' if says else ":"
        provide(
            self.tools,
            "apt-get",
            f'echo "apt-get $*" >> {self.log}; {words}\ncase "$*" in *install*) {whole}; exit {code};; esac',
        )

    def lines(self) -> list[str]:
        """How ``apt-get`` was called."""
        return self.log.read_text().splitlines() if self.log.exists() else []

    def set_up(self, mode: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the shell's half."""
        every = " ".join(what for _, what, _ in rows() if what.startswith("lib"))
        provide(
            self.tools,
            "ldconfig",
            f'[ -e {self.folder}/installed ] && all="{every}" || all="{" ".join(sorted(self.libraries))}"\n'
            "for name in $all; do printf '\\t%s (libc6,x86-64) => /lib/%s\\n' $name $name; done",
        )
        return subprocess.run(
            ["/bin/sh", ROOT / ".ci" / "set_up", mode],
            env={"PATH": str(self.tools), "HOME": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


APT = "apt-get -qq -o Acquire::Retries="
BY_HAND = "apt-get install -y --no-install-recommends"


def test_a_machine_with_everything_is_left_alone(machine: Machine) -> None:
    machine.has_apt()
    done = machine.set_up("run", DISPLAY=":0", WAYLAND_DISPLAY="wayland-0")
    assert (done.stdout, done.stderr, done.returncode) == ("set_up.py run\n", "", 0)
    assert machine.lines() == []


def test_root_gets_what_is_missing(machine: Machine) -> None:
    machine.has_apt()
    machine.user(0)
    machine.libraries -= {"libEGL.so.1", "libxcb-cursor.so.0"}
    done = machine.set_up()
    assert done.stdout == "Installing system packages: libegl1\nset_up.py run\n"
    assert machine.lines() == [
        f"{APT}0 -o Acquire::http::Timeout=10 update",
        f"{APT}3 install -y --no-install-recommends libegl1",
    ]


@pytest.mark.parametrize(
    ("display", "packages"),
    [
        ({}, ["libegl1"]),
        ({"DISPLAY": ":0"}, ["libegl1", "libxcb-cursor0"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["libegl1", "libwayland-client0"]),
    ],
)
def test_libraries_are_installed_for_where_windows_open(
    machine: Machine, display: dict[str, str], packages: list[str]
) -> None:
    machine.has_apt()
    machine.user(0)
    machine.libraries -= {"libEGL.so.1", "libxcb-cursor.so.0", "libwayland-client.so.0"}
    assert machine.set_up("run", **display).stdout.startswith(
        f"Installing system packages: {' '.join(packages)}\n"
    )
    assert machine.set_up("test", **display).returncode == 0


@pytest.mark.parametrize("sudo", [True, False])
def test_others_get_one_line_with_all_that_anything_will_want(machine: Machine, *, sudo: bool) -> None:
    """Python, windows, a display that is not there now, tests: asked for once."""
    machine.has_apt()
    (machine.tools / "python3").unlink()
    machine.libraries -= {"libEGL.so.1", "libxcb-cursor.so.0", "libwayland-client.so.0"}
    (machine.fonts / "one.ttf").unlink()
    if sudo:
        provide(machine.tools, "sudo", "exit 1")  # it asks for a password
    done = machine.set_up()
    assert done.returncode == 1
    packages = "libegl1 libwayland-client0 libxcb-cursor0 python3 python3-venv"
    if not Path("/usr/share/fonts").is_dir():
        packages = f"fonts-dejavu-core {packages}"
    tests = "binutils chromium chromium-driver curl git openssl"
    said = re.sub("fonts-dejavu-core ", "", done.stderr).splitlines()
    packages = packages.removeprefix("fonts-dejavu-core ")
    install = f"{BY_HAND} {packages} {tests}"
    line = f"sudo apt-get update && sudo {install}" if sudo else f"su -c 'apt-get update && {install}'"
    assert said == [
        "Suivi needs packages that are not here yet. This line installs them all:",
        f"    {line}",
        f"Only some tests want the last ones, and are skipped without them: {tests}",
    ]
    assert machine.lines() == []


def test_sudo_without_a_password_is_used(machine: Machine) -> None:
    machine.has_apt()
    provide(
        machine.tools, "sudo", f'shift; case "$1" in true) ;; *) echo sudo >> {machine.log}; exec "$@";; esac'
    )
    machine.libraries.remove("libEGL.so.1")
    assert machine.set_up().returncode == 0
    assert machine.lines()[-2:] == ["sudo", f"{APT}3 install -y --no-install-recommends libegl1"]


def test_what_only_tests_want_stops_nobody(machine: Machine) -> None:
    machine.has_apt()
    for name in ("curl", "git", "objdump", "openssl"):
        provide(machine.tools, name, "exit 0")
    assert machine.set_up("run").stdout == "set_up.py run\n"
    said = machine.set_up("test").stdout.splitlines()
    assert said == [
        "Some tests are skipped here, for want of: chromedriver chromium",
        f"    su -c 'apt-get update && {BY_HAND} chromium chromium-driver'",
        "set_up.py test",
    ]


def test_a_bundle_needs_the_tools_that_make_it(machine: Machine) -> None:
    done = machine.set_up("bundle")
    assert done.stderr == "Suivi needs what is not here yet: install the packages that hold objdump strip\n"
    machine.has_apt()
    assert f"{BY_HAND} binutils chromium" in machine.set_up("bundle").stderr


def test_without_apt_the_libraries_are_named(machine: Machine) -> None:
    machine.libraries.remove("libEGL.so.1")
    done = machine.set_up()
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == "Suivi needs what is not here yet: install the packages that hold libEGL.so.1\n"


def test_without_a_network_the_cause_is_told_in_one_line(machine: Machine) -> None:
    machine.has_apt(code=100, says="W: Failed to fetch http://x/InRelease  Temporary failure resolving 'x'")
    machine.user(0)
    machine.libraries.remove("libEGL.so.1")
    done = machine.set_up()
    assert done.returncode == 1
    assert (
        done.stderr
        == "No network: the system's packages cannot be fetched (Temporary failure resolving 'x').\n"
    )
    assert machine.lines()[-1].startswith(f"{APT}0 install"), "it is not tried again and again"


def test_what_apt_cannot_do_is_told_with_its_words(machine: Machine) -> None:
    machine.has_apt(code=100, says="E: Unable to locate package libegl1")
    machine.user(0)
    machine.libraries.remove("libEGL.so.1")
    done = machine.set_up()
    assert done.returncode == 1
    assert "E: Unable to locate package libegl1\n" in done.stderr
    assert f"    apt-get update && {BY_HAND} libegl1 binutils" in done.stderr


def test_a_python_that_cannot_make_environments_is_completed(machine: Machine) -> None:
    """As Debian ships it."""
    machine.has_apt()
    (machine.folder / "sitecustomize.py").write_text(
        "import importlib.util as util\n"
        "whole = util.find_spec\n"
        "util.find_spec = lambda name, *a: None if name == 'ensurepip' else whole(name, *a)\n"
    )
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    done = machine.set_up("run", PYTHONPATH=str(machine.folder))
    assert f"{BY_HAND} python{version}-venv " in done.stderr


def test_an_old_python_is_passed_over_for_a_newer_one(machine: Machine) -> None:
    (machine.tools / "python3").rename(machine.tools / "python3.12")
    provide(machine.tools, "python3", "exit 1")
    assert machine.set_up("test").stdout.endswith("set_up.py test\n")


@pytest.mark.parametrize(
    ("body", "version"), [('[ "$1" = --version ] && echo Python 3.9.2', "Python 3.9.2"), (None, "no python3")]
)
def test_without_a_new_enough_python_it_says_so(machine: Machine, body: str | None, version: str) -> None:
    provide(machine.tools, "python3", body or "exit 1")
    done = machine.set_up()
    assert done.returncode == 1
    assert done.stderr == f"Suivi needs Python 3.11 or newer; found {version} on the path.\n"


# ---- the table


def test_the_table_names_every_library_that_the_installed_qt_asks_for() -> None:
    if not shutil.which("objdump"):
        pytest.skip("objdump (Debian's package binutils) is not installed here")
    folder = Path(PySide6.__path__[0])
    brought = {
        file.name: file
        for place in (folder, folder / "Qt/lib", folder.parent / "shiboken6")
        for file in place.glob("lib*.so*")
    }
    plugins = {"window": "libqoffscreen.so", "x11": "libqxcb.so", "wayland": "libqwayland.so"}
    named: set[str] = set()
    for when, plugin in plugins.items():
        named |= {what for occasion, what, _ in rows() if occasion == when}
        modules = [folder / f"Qt{name}.abi3.so" for name in ("Core", "Gui", "Widgets", "PrintSupport", "Svg")]
        asked = asked_for([*modules, folder / "Qt/plugins/platforms" / plugin], brought)
        of_libc = re.compile(r"(libc|libm|libdl|libpthread|librt|libresolv|ld-linux.*)\.so\.\d+")
        assert {name for name in asked - named if not of_libc.fullmatch(name)} == set(), when


def asked_for(files: list[Path], brought: dict[str, Path]) -> set[str]:
    """The libraries that *files*, and what they ask for of *brought*, expect from the system."""
    names: set[str] = set()
    looked_at: set[Path] = set()
    while files:
        file = files.pop()
        if file not in looked_at:
            looked_at.add(file)
            told = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True).stdout
            needed = set(re.findall(r"NEEDED\s+(\S+)", told))
            files += [brought[name] for name in needed & brought.keys()]
            names |= needed - brought.keys()
    return names


def test_no_two_rows_disagree() -> None:
    packages: dict[str, str] = {}
    for _, what, package in rows():
        assert packages.setdefault(what, package) == package
    assert {when for when, _, _ in rows()} == {"window", "x11", "wayland", "test", "bundle"}
