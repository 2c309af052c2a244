"""What the tests themselves stand on: a moved clock moves all that is started, and a child can be ended whoever started the tests."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support import moved_clock, processes

TESTS = Path(__file__).parents[1]
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment", "zone"),
    [
        ("+0", NOW, ""),
        ("+40", datetime(2026, 12, 30, 9, 30, tzinfo=UTC), ""),
        ("-1 America/Los_Angeles", datetime(2026, 11, 19, 9, 30, tzinfo=UTC), "America/Los_Angeles"),
        ("2028-02-29T23:30", datetime(2028, 2, 29, 23, 30, tzinfo=UTC), ""),
        (
            "2028-02-29T23:30 Pacific/Kiritimati",
            datetime(2028, 2, 29, 9, 30, tzinfo=UTC),
            "Pacific/Kiritimati",
        ),
        ("2027-03-28T01:59 Europe/Paris", datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "Europe/Paris"),
    ],
)
def test_a_clock_is_moved_to_where_it_is_written(written: str, moment: datetime, zone: str) -> None:
    seconds, found = moved_clock.seconds_to(written, NOW)
    assert (NOW + timedelta(seconds=seconds), found) == (moment, zone)


_TOLD = """
import threading, time
from datetime import date, datetime
told = []
thread = threading.Thread(target=lambda: told.append(date.today().isoformat()))
thread.start()
thread.join()
print(*told, time.strftime("%Y-%m-%d"), datetime.now().astimezone().tzname(), flush=True)
"""
_MOVED = """
import runpy, subprocess, sys
from tests.support import moved_clock
moved_clock.start()
runpy.run_path(sys.argv[1])
subprocess.run([sys.executable, sys.argv[1]], check=True)
"""


def test_a_moved_clock_moves_threads_and_all_that_is_started(tmp_path: Path) -> None:
    told = tmp_path / "told.py"
    told.write_text(_TOLD)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(moved_clock.VARIABLE)}
    moved = {moved_clock.VARIABLE: "2028-02-29T12:00 Pacific/Kiritimati", "PYTHONPATH": str(processes.ROOT)}
    command = [sys.executable, "-c", _MOVED, str(told)]
    ran = subprocess.run(command, env=clean | moved, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["2028-02-29 2028-02-29 +14"] * 2


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_child_hears_what_this_process_ignores() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = "import signal; print('ready', flush=True); signal.pause()"
        child = processes.start(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=30)
        assert child.returncode == -signal.SIGINT
    finally:
        signal.signal(signal.SIGINT, before)


def test_whoever_signals_a_program_starts_it_so_that_it_hears() -> None:
    deaf = []
    for path in sorted(TESTS.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        if "send_signal" in names and "subprocess.Popen" in called:
            deaf.append(path.name)
    assert deaf == []
