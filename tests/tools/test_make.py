"""Every line of ``make help`` is tried: run in small where that is quick, else read, and what it would start is looked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="tries what make does")

ROOT = Path(__file__).parents[2]
READ = "read"
"""A command that is only read: it would take minutes, or change this checkout."""
TRIED = {
    "help": "",
    "run": "--version",
    "test": READ,  # it is what runs this
    "test-clocks": READ,
    "torture": "--seconds 0 --kinds swaps",
    "lint": READ,
    "format": READ,
    "translations": READ,
    "screenshots": "--hurry --languages fr,es --themes light --screens 1366x768 --to {folder}",
    "bench": "--collect-only -p no:cacheprovider",
    "bundle": READ,
    "installer": READ,
    "bundle-test": READ,
    "pins": READ,
    "clean": READ,
}
"""Each command of ``make help``, and with what ARGS it is run in small."""


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What ``make`` says, called as from a shell of its own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        env=own,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_every_line_of_make_help_is_tried() -> None:
    said = make("help")
    assert said.returncode == 0, said.stderr
    lines = re.findall(r"^  make (\S+) +(\S.*)$", said.stdout, re.MULTILINE)
    assert len(lines) == len(said.stdout.splitlines())
    assert [name for name, _words in lines] == list(TRIED)


@pytest.mark.parametrize("name", [name for name, how in TRIED.items() if how not in {READ, ""}])
def test_a_command_goes_through_in_small(name: str, tmp_path: Path) -> None:
    arguments = TRIED[name].format(folder=tmp_path / "made")
    done = make(name, f"ARGS={arguments}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() or list((tmp_path / "made").rglob("*.png"))


@pytest.mark.parametrize("name", TRIED)
def test_what_a_command_would_start_is_there(name: str) -> None:
    dry = make("-n", name)
    assert dry.returncode == 0, dry.stderr
    assert dry.stdout.strip()
    started = re.findall(r"(?<![\w/.])((?:\.ci|tools)/[\w./-]+|[\w-]+\.spec)", dry.stdout)
    assert [path for path in started if not (ROOT / path).exists()] == []
    modules = re.findall(r"\.venv/bin/python -m (\w+)", dry.stdout)
    optional = {"PyInstaller"}  # comes with `make bundle`
    assert [module for module in modules if module not in optional and find_spec(module) is None] == []
    for path in started:
        if path.endswith(".py"):
            imports = (
                f"import runpy, sys; sys.path[0] = {str((ROOT / path).parent)!r}; runpy.run_path({path!r})"
            )
            command = [sys.executable, "-c", imports]  # as the script begins, up to what it does as a program
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
