"""The server at 100,000 persons and 1,000,000 follow-ups, against a bare ASGI handler with raw ``sqlite3`` in the same run."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop_app.application import Application
from desktop_app.controllers.persons import PersonFilter
from desktop_app.controllers.sign_in import actor_of
from desktop_app.database.models import UserTable
from desktop_app.database.queries import action_queries, statistics_queries, waiting_queries
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.serving import Serving
from desktop_app.domain.vocabulary import Role
from desktop_app.system import paths
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.start import make_window
from tests.benchmarks.measuring import ROOT, process, say

HERE = Path(__file__).parent
CONNECTIONS, SECONDS, ROUNDS = 8, 3.0, 3
EVERY = 10**9
TODAY = date.today()  # noqa: DTZ011 - the server's own clock says what is overdue
LIST = """
SELECT f.uuid, p.uuid, u.uuid, f.interaction_type, f.interaction_date, f.notes, f.outcome, f.next_action_needed,
       f.next_action_date, f.next_action_notes, f.created_at, f.updated_at, p.first_name, p.last_name, u.first_name, u.last_name
FROM follow_ups f JOIN persons p ON p.id = f.person_id JOIN users u ON u.id = f.mentor_id
WHERE f.deleted_at IS NULL ORDER BY f.interaction_date DESC, f.id DESC LIMIT 20
"""
Request = tuple[str, str, dict[str, str], str]


@dataclass
class UnreadCounts:
    """What a load found: answers a second, and milliseconds that 99 of 100 took at most."""

    rate: float
    p99: float

    @classmethod
    def of_times(cls, found: dict[str, Any]) -> UnreadCounts:
        """From what ``load.py`` tells; every answer was a good one."""
        assert all(status.startswith("2") for status in found["statuses"]), found["statuses"]
        times = sorted(found["times"])
        return cls(len(times) / found["seconds"], times[int(len(times) * 0.99)] * 1_000)

    @classmethod
    def of_wrk(cls, told: str) -> UnreadCounts:
        """From what wrk tells."""
        units = {"us": 0.001, "ms": 1.0, "s": 1_000.0}
        slowest, answers = (
            re.search(r"99%\s+([\d.]+)(us|ms|s)", told),
            re.search(r"Requests/sec:\s+([\d.]+)", told),
        )
        assert slowest is not None, told
        assert answers is not None, told
        number, unit = slowest.groups()
        return cls(float(answers[1]), float(number) * units[unit])

    def __str__(self) -> str:
        return f"{self.rate:,.0f} a second, p99 {self.p99:.1f} ms"


def ask(
    port: int, requests: list[Request], connections: int = CONNECTIONS, seconds: float = SECONDS
) -> UnreadCounts:
    """Send *requests* in turn, as fast as they are answered; by wrk where it is installed: it takes less of the machine than we do."""
    tool = shutil.which("wrk")
    if tool is None:
        arguments = [sys.executable, str(HERE / "load.py"), str(port), str(connections), str(seconds)]
        done = subprocess.run(
            arguments, input=json.dumps(requests), capture_output=True, text=True, check=True
        )
        return UnreadCounts.of_times(json.loads(done.stdout))
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_in_turn_for_wrk(requests))
        script.flush()
        how = [
            "-t1",
            f"-c{connections}",
            f"-d{seconds:.0f}s",
            "--timeout",
            "30s",
            "--latency",
            "-s",
            script.name,
        ]
        done = subprocess.run(
            [tool, *how, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True
        )
    assert "Non-2xx" not in done.stdout, done.stdout
    return UnreadCounts.of_wrk(done.stdout)


def _in_turn_for_wrk(requests: list[Request]) -> str:
    made = []
    for method, path, headers, body in requests:
        given = {"Host": "localhost", **headers, **({"Content-Type": "application/json"} if body else {})}
        fields = ", ".join(f"[ [==[{name}]==] ] = [==[{value}]==]" for name, value in given.items())
        made.append(f"wrk.format('{method}', '{path}', {{{fields}}}, {f'[==[{body}]==]' if body else 'nil'})")
    return (
        f"local all = {{}}\nlocal at = 0\nfunction init() all = {{{', '.join(made)}}} end\n"
        "function request() at = at % #all + 1 return all[at] end\n"
    )


def read(
    port: int, path: str, headers: dict[str, str], connections: int, seconds: float = SECONDS
) -> UnreadCounts:
    """GET *path* as fast as it is answered."""
    return ask(port, [("GET", path, headers, "")], connections, seconds)


class Beside:
    """A load on a thread of its own; ``figures`` waits for its end."""

    def __init__(self, load: Callable[[], UnreadCounts]) -> None:
        self._found: list[UnreadCounts] = []
        self._thread = threading.Thread(target=lambda: self._found.append(load()))
        self._thread.start()

    def is_running(self) -> bool:
        return self._thread.is_alive()

    def figures(self) -> UnreadCounts:
        self._thread.join(120)
        return self._found[0]


@contextmanager
def serving(*arguments: str) -> Iterator[int]:
    """A server in a process of its own; its port, which it says first."""
    process_ = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process_.stdout is not None
    line = process_.stdout.readline()
    try:
        yield int(
            "".join(letter for letter in line.partition(" Ctrl")[0].rpartition(":")[2] if letter.isdigit())
        )
    finally:
        process_.terminate()
        process_.communicate(timeout=60)


@pytest.fixture
def office(large_office: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the large office, which is written to."""
    shutil.copy(paths.database_file(large_office), paths.database_file(tmp_path))
    yield tmp_path
    paths.database_file(tmp_path).unlink()


def busiest() -> int:
    """The mentor with the most persons."""
    return max(waiting_queries.active_persons_of_mentors().items(), key=lambda one: one[1])[0]


def token_of(folder: Path, role: Role) -> tuple[dict[str, str], Any]:
    application = Application(folder, FixedClock(datetime.now(UTC)))
    application.open()
    chosen = UserTable.id == busiest() if role is Role.MENTOR else UserTable.role == role
    actor = actor_of(UserTable.get(chosen))
    text = application.controllers.tokens.make(actor, {"name": "benchmark"}).text
    persons = (
        application.controllers.persons.list(actor, PersonFilter(), limit=50).items
        if role is Role.MENTOR
        else ()
    )
    application.close()
    return {"Authorization": f"Bearer {text}"}, (actor, persons)


def sql_of(prepared: Any, **values: Any) -> tuple[str, list[Any]]:
    parameters = [str(one) if isinstance(one, date) else one for one in prepared.parameters(**values)]
    return prepared.sql(), parameters


def in_turn(
    first: Callable[[], UnreadCounts], second: Callable[[], UnreadCounts]
) -> tuple[UnreadCounts, UnreadCounts]:
    """The middle one of some rounds of each, taken in turn."""
    rounds = [(first(), second()) for _ in range(ROUNDS)]
    rounds.sort(key=lambda pair: pair[0].rate / pair[1].rate)
    return rounds[len(rounds) // 2]


@pytest.mark.benchmark
def test_reading_against_a_bare_handler(office: Path) -> None:
    headers, _ = token_of(office, Role.ADMIN)
    application = Application(office)
    application.open()
    latest = TODAY - timedelta(days=7)
    mentor = UserTable.get(UserTable.id == busiest())
    week, month = TODAY + timedelta(days=7), TODAY - timedelta(days=29)
    period = {"mentor_id": mentor.id, "first": month, "last": TODAY}
    whole = {"mentor_0": mentor.id, "first": date(1, 1, 1), "last": date.max}
    own = {"mentor_0": mentor.id, "latest": latest, "today": TODAY, "limit": EVERY}
    queries = {
        "list": [(LIST, [])],
        "stats": [
            sql_of(statistics_queries.CONTACTS_OF_MENTOR, **period),
            *(
                sql_of(action_queries.count_query(table, "mentors", 1), **whole)
                for table in action_queries.TABLES
            ),
        ],
        "actions": [
            sql_of(
                action_queries.list_query(table, "mentors", 1),
                mentor_0=mentor.id,
                first=TODAY,
                last=week,
                limit=EVERY,
            )
            for table in action_queries.TABLES
        ],
        "overdue": [sql_of(waiting_queries.overdue_query(1), **own)],
        "everybody": [sql_of(waiting_queries.overdue_query(0), latest=latest, today=TODAY, limit=EVERY)],
    }
    application.close()
    whose = f"mentor_id={mentor.uuid}"
    cases = (
        ("the list of 20 with totals", "list", "?limit=20", CONNECTIONS, "; asked: 0.25, p99 15 ms"),
        ("statistics of a mentor's month", "stats", f"/stats?{whose}&period=month", CONNECTIONS, ""),
        ("a mentor's actions to come", "actions", f"/upcoming-actions?{whose}", CONNECTIONS, ""),
        ("a mentor's overdue", "overdue", f"/overdue?{whose}", CONNECTIONS, ""),
        ("everybody overdue, one connection", "everybody", "/overdue", 1, ""),
    )
    with (
        serving(str(HERE / "bare_server.py"), str(paths.database_file(office)), json.dumps(queries)) as bare,
        serving("-m", "desktop_app", "--data-dir", str(office), "serve", "--port", "0") as port,
    ):
        for words, floor, path, connections, asked in cases:
            ours, raw = in_turn(
                partial(read, port, f"/api/v1/follow-ups{path}", headers, connections),
                partial(read, bare, f"/{floor}", {}, connections),
            )
            say(f"{words}: {ours}; bare sqlite3: {raw}; {ours.rate / raw.rate:.2f} of it{asked}")


@pytest.mark.benchmark
def test_writing_with_reads_beside(office: Path) -> None:
    headers, (_mentor, persons) = token_of(office, Role.MENTOR)
    reading, _ = token_of(office, Role.ADMIN)
    bodies = [
        json.dumps(
            {
                "personId": str(person.uuid),
                "interactionType": "call",
                "interactionDate": (TODAY - timedelta(days=2)).isoformat(),
                "notes": "Spoke about the move.",
                "outcome": "positive",
                "nextActionNeeded": True,
                "nextActionDate": (TODAY + timedelta(days=5)).isoformat(),
            }
        )
        for person in persons
    ]
    posts: list[Request] = [("POST", "/api/v1/follow-ups", headers, body) for body in bodies]
    lists: list[Request] = [("GET", "/api/v1/follow-ups?limit=20", reading, "")]
    slow: list[Request] = [("GET", "/api/v1/persons?search=kou&limit=100", reading, "")]
    with serving("-m", "desktop_app", "--data-dir", str(office), "serve", "--port", "0") as port:
        alone = ask(port, posts)
        say(f"recording a follow-up, durable: {alone}; asked: 400, p99 60 ms")
        beside = Beside(lambda: ask(port, lists, 1))
        writing = ask(port, posts)
        say(f"recording with lists read beside: {writing}; the lists meanwhile: {beside.figures()}")
        beside = Beside(lambda: ask(port, lists, 1))
        wide = ask(port, slow, 2)
        say(f"wide searches: {wide}; lists beside them: {beside.figures()}")


def repaint_times(view: QTableView, seconds: float, is_on: Callable[[], bool]) -> list[float]:
    """Milliseconds that each whole repaint of *view* takes, as long as *is_on*."""
    timer, times, end = QElapsedTimer(), [], time.monotonic() + seconds
    while time.monotonic() < end and is_on():
        timer.start()
        view.viewport().repaint()
        times.append(timer.nsecsElapsed() / 1e6)
        time.sleep(0.02)  # as a screen does: not painted without end
    return times


@pytest.mark.benchmark
def test_the_windows_repaint_while_the_server_is_loaded(
    qtbot: QtBot, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    headers, _ = token_of(office, Role.ADMIN)
    window = make_window(Application, office)
    window.resize(1366, 768)

    def settle() -> None:
        qtbot.waitUntil(
            lambda: window.content() is not None and not window.operations.is_busy(), timeout=60_000
        )

    try:
        window.open()
        settle()
        window.sign_in("admin@example.com", "look-around")
        qtbot.waitUntil(lambda: isinstance(window.content(), MainWindow), timeout=60_000)
        frame: Any = window.content()
        qtbot.waitUntil(lambda: frame.page() is not None, timeout=60_000)
        page = frame.go("people")
        settle()
        server = window.program.local_server
        begun = time.perf_counter()
        server.start(Serving(0))
        qtbot.waitUntil(lambda: str(server.state().phase) == "on", timeout=60_000)
        started = time.perf_counter() - begun
        port = int(server.state().addresses[0].rpartition(":")[2])
        idle = repaint_times(page.findChild(RecordTable), SECONDS, lambda: True)
        load = Beside(lambda: read(port, "/api/v1/follow-ups?limit=20", headers, CONNECTIONS, 6))
        qtbot.waitUntil(lambda: server.request_count() > 100, timeout=60_000)
        loaded = repaint_times(page.findChild(RecordTable), SECONDS, load.is_running)
        figures = load.figures()
    finally:
        window.close()
        window.deleteLater()
    middles = statistics.median(idle), statistics.median(loaded)
    say(
        f"the window's repaint: {middles[1]:.1f} ms loaded, {middles[0]:.1f} ms idle, {middles[1] / middles[0]:.2f} ×; "
        f"p95 {sorted(loaded)[int(len(loaded) * 0.95)]:.1f} and {sorted(idle)[int(len(idle) * 0.95)]:.1f} ms; asked: 2"
    )
    say(f"meanwhile: {figures}; switched on within the window in {started * 1000:.0f} ms")


_SWITCHED_ON = """
import json, sys, time
from pathlib import Path
from desktop_app.application import Application
from desktop_app.domain.serving import Serving

def memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

application = Application(Path(sys.argv[1]))
application.open()
application.controllers.follow_ups, application.controllers.persons, application.controllers.users
import desktop_app.domain.inputs  # what the window has loaded by the time that somebody switches the server on
before, begun = memory(), time.perf_counter()
state = application.local_server.start_now(Serving(0))
seconds = time.perf_counter() - begun
import urllib.request
urllib.request.urlopen(state.addresses[0] + "/api/health").read()
print(json.dumps({"memory": memory() - before, "seconds": seconds}))
application.stop_serving()
"""


@pytest.mark.benchmark
def test_what_switching_on_adds(large_office: Path) -> None:
    found = [process(_SWITCHED_ON, str(large_office)) for _ in range(4)][1:]
    memory = statistics.median(one["memory"] for one in found) / 1024
    seconds = statistics.median(one["seconds"] for one in found)
    say(f"switching on adds {memory:.0f} MB and {seconds * 1000:.0f} ms; asked: 45 MB, 500 ms")
    assert memory > 0
