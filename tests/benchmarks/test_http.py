"""The HTTP server beside a bare ASGI handler with raw ``sqlite3``: same machine, same data, same client, 8 connections."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop_app.application import Application
from desktop_app.controllers.sign_in import actor_of
from desktop_app.database.models import UserTable
from desktop_app.domain.clock import FixedClock
from tests.benchmarks.measuring import ROOT, say

pytestmark = pytest.mark.benchmark
HERE = Path(__file__).parent
CONNECTIONS, SECONDS = 8, 3
PATH = "/api/v1/follow-ups"


@pytest.fixture(scope="module")
def folder(large_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the large office, which may be written to."""
    copy = tmp_path_factory.mktemp("http") / "office"
    shutil.copytree(large_office, copy)
    yield copy
    shutil.rmtree(copy)


@contextmanager
def running(which: str, folder: Path) -> Iterator[int]:
    """One of the servers, on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(HERE / "http_servers.py"), which, str(port), str(folder)]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)  # a process of its own has nothing to wait for but its port
        yield port
    finally:
        server.terminate()
        server.wait(20)


def load(port: int, requests: list[list[Any]], connections: int = CONNECTIONS) -> dict[str, Any]:
    """The figures of *requests* sent again and again."""
    command = [sys.executable, str(HERE / "http_load.py"), str(port), str(connections), str(SECONDS)]
    done = subprocess.run(command, input=json.dumps(requests), capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def test_lists_figures_and_recording(folder: Path) -> None:
    application = Application(folder, FixedClock(datetime(2026, 11, 20, 12, tzinfo=UTC)))
    application.open()
    database, tokens = application.store.database, application.controllers.tokens
    sql = (
        "SELECT mentor_id FROM persons WHERE mentor_id IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1"
    )
    mentor = actor_of(UserTable.get_by_id(database.execute_sql(sql).fetchone()[0]))
    pastor = actor_of(UserTable.get(UserTable.role == "pastor"))
    mentors, pastors = (tokens.make(actor, {"name": "benchmark"}).text for actor in (mentor, pastor))
    sql = "SELECT uuid FROM persons WHERE status = 'in_follow_up' AND deleted_at IS NULL LIMIT 2000"
    people = [str(UUID(bytes=key)) for (key,) in database.execute_sql(sql).fetchall()]
    application.close()
    pairs: dict[str, tuple[str, list[Any]]] = {
        "list of 20": ("/list", ["GET", f"{PATH}?limit=20", None, pastors]),
        "overdue": (f"/overdue?{mentor.id}", ["GET", f"{PATH}/overdue", None, mentors]),
        "upcoming actions": (f"/upcoming?{mentor.id}", ["GET", f"{PATH}/upcoming-actions", None, mentors]),
        "statistics": (f"/stats?{mentor.id}", ["GET", f"{PATH}/stats", None, mentors]),
    }
    recording = [
        ["POST", PATH, {"personId": key, "interactionType": "call", "interactionDate": "2026-11-20", "notes": "…", "outcome": "positive"}, pastors]
        for key in people
    ]  # fmt: skip
    with running("bare", folder) as bare_port, running("suivi", folder) as port:
        for name, (raw, ours) in pairs.items():
            floor, here = load(bare_port, [["GET", raw, None, None]]), load(port, [ours])
            assert floor["statuses"] == here["statuses"] == ["200"]
            say(
                f"{name}: {here['rate']:.0f} a second ({here['rate'] / floor['rate']:.2f} of bare {floor['rate']:.0f}), "
                f"median {here['median']:.1f} ms, p99 {here['p99']:.1f} ms"
            )
        recorded = load(port, recording)
        assert recorded["statuses"] == ["201"]
        say(f"record a follow-up, durable: {recorded['rate']:.0f} a second, p99 {recorded['p99']:.1f} ms")
