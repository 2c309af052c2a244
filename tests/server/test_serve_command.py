"""``suivi serve`` and ``suivi token add`` as processes: without Qt, beside a window, stopped from outside."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from tests.server.conftest import Team
from tests.support import processes
from tests.support.office import Office
from tests.support.running import wait_until
from tests.support.system_clock import trusting

pytestmark = pytest.mark.any_day

ROOT = Path(__file__).parents[2]
WITHOUT_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} is not installed here", name=name)

sys.meta_path.insert(0, NoQt())
from desktop_app.cli import main
code = main.main()
assert not [name for name in sys.modules if name.startswith(("PySide6", "desktop_app.views"))]
sys.exit(code)
"""
Serve = Callable[..., "Process"]


class Process:
    """``suivi serve`` in a process of its own, once it answers."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        environment = {**os.environ, "SUIVI_DATA_DIR": str(folder), "LC_ALL": "en_US.UTF-8"}
        self.process = processes.start(
            [sys.executable, "-c", WITHOUT_QT, "serve", "--port", "0", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        self.first = self.process.stdout.readline()
        assert self.first, self.process.stderr.read() if self.process.stderr else ""
        self.url = next(word.rstrip(".") for word in self.first.split() if "://" in word)

    def end(self, number: signal.Signals) -> tuple[int, str, str]:
        """Send the signal; the exit code and what was said after the first line."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


@pytest.fixture
def serve(office: Office) -> Iterator[Serve]:
    """Starts servers over the office's folder, which are ended after the test."""
    created: list[Process] = []

    def start(*arguments: str) -> Process:
        created.append(Process(office.folder, *arguments))
        return created[-1]

    yield start
    for server in created:
        if server.process.poll() is None:
            server.process.kill()
            server.process.communicate(timeout=30)
        for stream in (server.process.stdout, server.process.stderr):
            if stream is not None:
                stream.close()


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SUIVI_DATA_DIR": str(folder), "LC_ALL": "en_US.UTF-8"}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_when_told_to(serve: Serve, number: signal.Signals) -> None:
    running = serve()
    assert running.first.startswith("Suivi answers at http://127.0.0.1:")
    assert httpx.get(f"{running.url}/api/health").json()["status"] == "ok"
    code, out, err = running.end(number)
    assert (code, out, err) == (0, "Stopped.\n", "")


def test_a_token_of_the_command_line_signs_in(serve: Serve, office: Office, team: Team) -> None:
    created = command(
        office.folder, "token", "add", team.mentor.email.upper(), "--name", "export", "--days", "3"
    )
    assert (created.returncode, created.stderr) == (0, "")
    token = created.stdout.strip()
    assert token.startswith("suivi_")
    assert len(created.stdout.splitlines()) == 1
    headers = {"Authorization": f"Bearer {token}"}
    profile = httpx.get(f"{serve().url}/api/v1/auth/profile", headers=headers).json()
    assert profile["data"]["email"] == team.mentor.email
    kept = office.controllers.tokens.list(team.mentor)
    assert [token.name for token in kept] == ["export"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody@example.org", "--name", "x"), "This user does not exist.\n"),
        (("user1@example.org", "--name", " "), "--name: Say what it is for"),
        (("user1@example.org", "--name", "x", "--days", "0"), "--days: "),
    ],
)
def test_a_token_that_cannot_be_made_is_said_in_one_line(
    office: Office, team: Team, arguments: tuple[str, ...], said: str
) -> None:
    refused = command(office.folder, "token", "add", *arguments)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(said)
    assert refused.stderr.count("\n") == 1
    assert office.rows("SELECT count(*) FROM api_tokens") == [(0,)]


def test_a_mistyped_folder_makes_no_office(tmp_path: Path) -> None:
    mistyped = tmp_path / "offfice"
    refused = command(mistyped, "token", "add", "paul@example.org", "--name", "x")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"There is no data yet in {mistyped}.\n"
    assert not (mistyped / "suivi.db").exists()
    assert not list(tmp_path.rglob("*.db"))


@pytest.mark.parametrize("origin", ["*", "null", "intranet.example"])
def test_an_origin_that_is_none_is_said_in_one_line(office: Office, team: Team, origin: str) -> None:
    refused = command(office.folder, "serve", "--port", "0", "--origin", origin)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"“{origin}” is not where a web page comes from.")
    assert refused.stderr.count("\n") == 1


def test_what_it_writes_is_seen_beside_it_and_the_other_way_round(
    serve: Serve, office: Office, team: Team, person: Person
) -> None:
    running = serve()
    token = office.controllers.tokens.make(team.mentor, {"name": "test"}).text
    before = office.controllers.data_version()
    body = {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": "2026-11-20",
        "notes": "From the other process.",
        "outcome": "positive",
    }
    with httpx.Client(base_url=running.url, headers={"Authorization": f"Bearer {token}"}) as client:
        answer = client.post("/api/v1/follow-ups", json=body)
        assert answer.status_code == 201, answer.text
        assert office.controllers.data_version() != before
        assert office.get(person).follow_ups_count == 1
        office.follow_up(team.mentor, person, notes="From this one.")
        listed = client.get("/api/v1/follow-ups").json()["data"]["followUps"]
    assert sorted(row["notes"] for row in listed) == ["From the other process.", "From this one."]
    assert running.end(signal.SIGTERM)[0] == 0
    assert office.problems() == ()


def test_a_taken_port_is_said_with_a_free_one(office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = command(office.folder, "serve", "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Another program uses port {port} already. Port ")
    assert refused.stderr.count("\n") == 1


def test_where_there_is_no_data_there_is_nothing_to_serve(tmp_path: Path) -> None:
    refused = command(tmp_path / "nothing", "serve")
    assert refused.returncode == 1
    assert "There is no data yet" in refused.stderr
    assert not (tmp_path / "nothing").exists()


def test_a_port_that_is_none_is_refused(office: Office) -> None:
    refused = command(office.folder, "serve", "--port", "70000")
    assert (refused.returncode, refused.stderr) == (1, "--port: A port is a number from 1 to 65535.\n")


def test_without_the_servers_libraries_it_says_what_to_install(office: Office) -> None:
    script = WITHOUT_QT.replace('("PySide6", "shiboken6")', '("PySide6", "shiboken6", "uvicorn")')
    script = script.replace("ImportError", "ModuleNotFoundError")
    environment = {**os.environ, "SUIVI_DATA_DIR": str(office.folder), "LC_ALL": "en_US.UTF-8"}
    refused = subprocess.run(
        [sys.executable, "-c", script, "serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 1
    assert (
        refused.stderr
        == 'The server’s libraries are not installed here. Install them: pip install "suivi[server]"\n'
    )


def test_the_network_is_served_over_tls_with_its_fingerprint_said(serve: Serve, office: Office) -> None:
    running = serve("--host", "0.0.0.0", "--name", "suivi.office.example")  # noqa: S104
    assert running.url.startswith("https://")
    assert running.process.stdout is not None
    fingerprint = running.process.stdout.readline().split()[-1]
    port = int(running.url.rpartition(":")[2])
    trusted = trusting(office.folder / "certificate" / "suivi.crt")
    with urllib.request.urlopen(f"https://localhost:{port}/api/health", context=trusted) as answer:
        assert json.load(answer)["status"] == "ok"
    with closing(socket.create_connection(("127.0.0.1", port))) as plain:
        named = trusted.wrap_socket(plain, server_hostname="suivi.office.example")
        der: Any = named.getpeercert(binary_form=True)
        named.close()
    assert ssl.DER_cert_to_PEM_cert(der) == (office.folder / "certificate" / "suivi.crt").read_text()
    assert len(fingerprint.split(":")) == 32
    code, out, _err = running.end(signal.SIGINT)
    assert (code, out) == (0, "Stopped.\n")


def test_it_runs_again_at_once_where_it_ran_before(serve: Serve, office: Office) -> None:
    first = serve()
    port = first.url.rpartition(":")[2]
    httpx.get(f"{first.url}/api/health")
    first.end(signal.SIGTERM)
    second = Process(office.folder, "--port", port)
    try:
        assert second.url == first.url
        wait_until(lambda: httpx.get(f"{second.url}/api/health").status_code == 200, "it does not answer")
    finally:
        assert second.end(signal.SIGTERM)[0] == 0
        for stream in (second.process.stdout, second.process.stderr):
            assert stream is not None
            stream.close()
