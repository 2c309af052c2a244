"""The program has one clock: nothing but ``domain/clock.py`` asks the PC which day or hour it is, nor do the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_day

ROOT = Path(__file__).parents[2]

PC_CLOCK = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "time.asctime",
        "time.clock_gettime",
        "time.clock_gettime_ns",
        "time.ctime",
        "time.gmtime",
        "time.localtime",
        "time.strftime",
        "time.time",
        "time.time_ns",
        "PySide6.QtCore.QDate.currentDate",
        "PySide6.QtCore.QDateTime.currentDateTime",
        "PySide6.QtCore.QDateTime.currentDateTimeUtc",
        "PySide6.QtCore.QDateTime.currentMSecsSinceEpoch",
        "PySide6.QtCore.QDateTime.currentSecsSinceEpoch",
        "PySide6.QtCore.QTime.currentTime",
    }
)
"""What reads the PC's clock. ``perf_counter`` and ``monotonic`` measure, they know no day."""
CLOCK = "desktop_app.domain.clock.Clock"
"""What makes another clock that does, when it is called; an annotation is none."""
SQL_CLOCK = ("'now'", "current_date", "current_time")  # the third begins ``current_timestamp`` too

PROGRAM = {
    "desktop_app/domain/clock.py": "the clock itself",
    "desktop_app/application.py": "makes the program's one clock",
    "desktop_app/database/commits.py": "dates a commit as the file system dates a file, beside which it stands",
    "desktop_app/system/logs.py": "a log tells the PC's time, whatever the organisation's settings say",
    "desktop_app/views/shell/locking/idle.py": "measures how long the PC slept: the wall clock went on, the steady one did not",
}
"""The modules that may, and why."""
TESTS = {
    "tests/benchmarks/test_server.py": "calls a server that is another process, on the PC's clock",
    "tests/cli/test_remind.py": "the command is another process, on the PC's clock",
    "tests/controllers/care/test_reminders.py": "two programs at once are other processes, on the PC's clock",
    "tests/controllers/care/test_waiting.py": "tries the clock itself",
    "tests/domain/test_one_clock.py": "names what it looks for",
    "tests/domain/care/test_reminders.py": "asks a clock for its zone only",
    "tests/support/moved_clock.py": "moves the PC's clock",
    "tests/torture/journals.py": "what it damages was written by other processes, on the PC's clock",
    "tests/torture/kills.py": "the server is another process, on the PC’s clock",
}
"""The same of the tests. An office in them stands on a fixed clock."""


def readings(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of each place where *source* asks the PC's clock, under whatever name it was imported."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    known = _imported(nodes)
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    spoken = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            name = _full_name(node, known)
            if name in PC_CLOCK or (name == CLOCK and id(node) in called):
                yield node.lineno, name
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "astimezone" and not node.args:
                yield node.lineno, "astimezone()"  # into the PC's own zone
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield from ((node.lineno, word) for word in SQL_CLOCK if word in node.value.lower())


def _imported(nodes: list[ast.AST]) -> dict[str, str]:
    """What each imported name stands for in full."""
    known: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for each in node.names:
                first = each.name.partition(".")[0]
                known[each.asname or first] = each.name if each.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module:
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return known


def _full_name(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    return f"{_full_name(node.value, known)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def found_in(folder: Path) -> dict[str, list[tuple[int, str]]]:
    """The modules under *folder* that ask the PC's clock: path → where."""
    modules = sorted(folder.rglob("*.py"))
    assert modules
    found = {path.relative_to(ROOT).as_posix(): list(readings(path.read_text("utf-8"))) for path in modules}
    return {path: places for path, places in found.items() if places}


@pytest.mark.parametrize(("folder", "excepted"), [("desktop_app", PROGRAM), ("tests", TESTS)])
def test_the_pc_is_asked_by_nobody_but_those_who_may(folder: str, excepted: dict[str, str]) -> None:
    found = found_in(ROOT / folder)
    assert {path: places for path, places in found.items() if path not in excepted} == {}
    assert set(excepted) <= set(found), "an exception that is none any more"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from datetime import date\ndate.today()", "datetime.date.today"),
        ("from datetime import date as day\nday.today()", "datetime.date.today"),
        ("import datetime\ndatetime.datetime.now(datetime.UTC)", "datetime.datetime.now"),
        ("from datetime import datetime\nnow = datetime.utcnow", "datetime.datetime.utcnow"),
        ("import time as clock\nclock.time()", "time.time"),
        ("from time import time\ntime()", "time.time"),
        ("from time import localtime\nlocaltime()", "time.localtime"),
        ("from PySide6.QtCore import QDate\nQDate.currentDate()", "PySide6.QtCore.QDate.currentDate"),
        ("from PySide6 import QtCore\nQtCore.QTime.currentTime()", "PySide6.QtCore.QTime.currentTime"),
        ("from desktop_app.domain.clock import Clock\nClock()", "desktop_app.domain.clock.Clock"),
        ("from desktop_app.domain import clock\nclock.Clock('UTC')", "desktop_app.domain.clock.Clock"),
        ("moment.astimezone()", "astimezone()"),
        ("query = \"SELECT date('now')\"", "'now'"),
        ("query = 'DEFAULT CURRENT_TIMESTAMP'", "current_time"),
    ],
)
def test_a_reading_is_found_under_any_name(source: str, name: str) -> None:
    assert [found for _line, found in readings(source)] == [name]


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.monotonic(), time.perf_counter()",
        "from desktop_app.domain.clock import Clock\ndef hour(clock: Clock) -> int: return clock.now().hour",
        "from datetime import UTC, date\ndate(2026, 11, 20)\nmoment.astimezone(UTC)\nclock.today()",
        '"""Says what is true \'now\'."""',
    ],
)
def test_what_asks_nothing_of_the_pc_is_left_in_peace(source: str) -> None:
    assert list(readings(source)) == []
