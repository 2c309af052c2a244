"""What the tests of the built program stand on: ``dist``, as ``make installer`` left it, and nothing else of this checkout.

``suivi(...)`` runs the built program where neither Python nor Qt can be found; ``screen`` is a display of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
BUNDLE = DIST / "suivi"
PATIENCE = 120  # seconds; on a busy machine a window takes its time
DAY = "2026-11-20"
PASSWORD = "look-around"
Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Program:
    """A built program, with the home folder of who runs it."""

    executable: Path
    home: Path

    @property
    def data(self) -> Path:
        """The folder of the office's data that the tests use."""
        return self.home / "data"

    def environment(self, **more: str) -> dict[str, str]:
        """All that the program knows of the machine: no path to any other program."""
        return {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": str(self.home / "no-programs"),
            "SUIVI_DATA_DIR": str(self.data),
            **more,
        }

    def __call__(self, *arguments: str | Path, code: int = 0, given: str = "", **environment: str) -> str:
        """Run one command to its end; what it printed. Fails the test when it ends with another *code*."""
        done = subprocess.run(
            [self.executable, *arguments],
            env=self.environment(**environment),
            cwd=self.home,
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self, *arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """Run it beside the test, and end it after."""
        process = subprocess.Popen(
            [self.executable, *arguments],
            env=self.environment(**environment),
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=PATIENCE)


def wait_until(true: Callable[[], Seen], what: str) -> Seen:
    """Look again and again, for ``PATIENCE`` at most; what was seen."""
    end = time.monotonic() + PATIENCE
    while not (seen := true()):
        assert time.monotonic() < end, what
        time.sleep(0.1)
    return seen


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder that ``make bundle`` made."""
    if not BUNDLE.is_dir():
        pytest.skip("`make bundle` makes dist/suivi, which this tests")
    return BUNDLE


@pytest.fixture
def suivi(bundle: Path, tmp_path: Path) -> Program:
    """The built program, run by somebody whose home is empty."""
    home = tmp_path / "home"
    home.mkdir()
    return Program(bundle / "suivi", home)


@pytest.fixture
def office(suivi: Program) -> Program:
    """The built program over an office of invented people, made by itself."""
    suivi("demo", "--persons", "40", "--follow-ups", "150", "--interactions", "20", "--today", DAY)
    return suivi


@dataclass(frozen=True)
class Screen:
    """A display of 1366 × 768 that nobody sees, with keys to press."""

    name: str

    def do(self, *arguments: str) -> str:
        """One command of xdotool."""
        environment = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(
            ["xdotool", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        return done.stdout.strip()

    def windows(self) -> dict[str, str]:
        """The identifier of each window that can be seen, by its title."""
        found = self.do("search", "--onlyvisible", "--name", ".").split()
        return {self.do("getwindowname", window): window for window in found}

    def count(self) -> int:
        """How many windows can be seen."""
        return len(self.do("search", "--onlyvisible", "--name", ".").split())

    def focused(self) -> str:
        """The title of the window that keys go to."""
        return self.do("getwindowfocus", "getwindowname")

    def focus(self, title: str) -> None:
        """Let keys go to the window called *title*: there is nobody else here who would see to it."""
        self.do("windowfocus", "--sync", self.windows()[title])

    def press(self, *keys: str) -> None:
        """Press *keys*, such as ``ctrl+p``."""
        self.do("key", "--delay", "80", *keys)

    def type(self, text: str) -> None:
        """Type *text*."""
        self.do("type", "--delay", "20", text)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A display of its own."""
    for program in ("Xvfb", "xdotool"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed here")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with (tmp_path / "xvfb.log").open("w") as log:
        server = subprocess.Popen(command, pass_fds=[write], stdout=log, stderr=log)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait(PATIENCE)
