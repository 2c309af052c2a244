"""A test that stands still holds nobody up: it is ended, and named."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import processes

ROOT = processes.ROOT
STILL = """
import pathlib, threading

def test_before(): pass
def test_that_stands_still(): threading.Event().wait()
def test_that_stands_still_once():
    seen = pathlib.Path("seen")
    if not seen.exists():
        seen.touch()
        threading.Event().wait()
def test_after(): pass
"""


def run_it(folder: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_still.py").write_text(STILL)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "1", "--dist", "worksteal"]
    command += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-p", "tests.support.crashed"]
    command += [
        "-p",
        "no:cacheprovider",
        "-o",
        "faulthandler_timeout=1",
        *(f"test_still.py::{name}" for name in chosen),
    ]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=folder,
        env=processes.environment(),
    )


def test_a_test_that_stands_still_is_ended_and_named_and_the_next_ones_run(tmp_path: Path) -> None:
    ran = run_it(tmp_path, "test_before", "test_that_stands_still", "test_after")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "1 failed, 2 passed" in ran.stdout
    assert "crashed while running 'test_still.py::test_that_stands_still'" in ran.stdout
    assert "in test_that_stands_still" in ran.stderr, "what each thread was doing"


def test_it_is_run_once_more_before_it_has_failed_and_that_is_said(tmp_path: Path) -> None:
    ran = run_it(tmp_path, "test_before", "test_that_stands_still_once", "test_after")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "3 passed" in ran.stdout
    assert "run once more: test_still.py::test_that_stands_still_once" in ran.stdout


def test_a_run_that_stands_still_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))
    check = importlib.import_module("check")

    monkeypatch.setattr(check, "TESTS", ["-c", "import time; time.sleep(600)"])
    monkeypatch.setattr(check, "ON_ALL_CORES", [])
    monkeypatch.setattr(check, "LONGEST_RUN", 1)
    assert not check.passes_tests([])
    assert "The tests were ended" in capfd.readouterr().out
    monkeypatch.setattr(check, "TESTS", ["-c", ""])
    monkeypatch.setattr(check, "LONGEST_RUN", 60)
    assert check.passes_tests([])
