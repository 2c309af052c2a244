"""Twenty programs and the window at once, programs that are gone half way, and faults at every endpoint: nothing lost, nothing half done.

``SUIVI_LOAD_SECONDS=30`` lets the twenty write for that long instead of two seconds.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import sqlite3
import struct
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from desktop_app.controllers.tokens import Bearer, Tokens
from desktop_app.database import sqlite_only
from desktop_app.database.store import Store
from desktop_app.domain.records import Actor, Person
from desktop_app.server.framework.connections import Connection
from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.runner import Runner
from tests.server.conftest import Team
from tests.support.office import Office, day, follow_up_values

CLIENTS = 20
SECONDS = float(os.environ.get("SUIVI_LOAD_SECONDS", "2"))
MOST_EACH = int(60 * max(1.0, SECONDS))
FOLLOW_UPS = "/api/v1/follow-ups"


@pytest.fixture
def running(office: Office) -> Iterator[Runner]:
    """The server as the program runs it."""
    server = Runner(office.controllers, ServerOptions(port=0))
    server.start()
    yield server
    server.stop()


def bearer(office: Office, actor: Actor) -> dict[str, str]:
    """The headers with which *actor*'s program calls."""
    return {"Authorization": f"Bearer {office.controllers.tokens.make(actor, {'name': 'test'}).text}"}


def body_of(person: Person, notes: str, when: date) -> dict[str, object]:
    """A follow-up as a program sends it."""
    return {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": when.isoformat(),
        "notes": notes,
        "outcome": "neutral",
        "nextActionNeeded": True,
        "nextActionDate": day(-2).isoformat(),
    }


# -- twenty and the window


@dataclass
class Written:
    """What one writer was told is saved: the record's id by its notes, and the day of each contact."""

    follow_ups: dict[str, str] = field(default_factory=dict)
    interactions: dict[str, int] = field(default_factory=dict)
    days: list[tuple[int, date]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


class Program:
    """One of the twenty: a connection that is kept, writing in turn of both families, and reading between."""

    def __init__(self, name: str, port: int, headers: dict[str, str], persons: list[Person]) -> None:
        self._name = name
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = headers | {"Content-Type": "application/json"}
        self._persons = persons
        self.written = Written()

    def run(self, until: float) -> Written:
        """Write until that moment of the clock, MOST_EACH times at most."""
        with closing(self._connection):
            for number in range(MOST_EACH):
                if number and time.monotonic() > until:  # once at least
                    break
                person = self._persons[number % len(self._persons)]
                notes = f"{self._name} {number}"
                if number % 5 == 4:
                    self._interaction(person, notes)
                else:
                    self._follow_up(person, notes, day(number % 9))
                if number % 10 == 9:
                    self._ask("GET", f"{FOLLOW_UPS}?limit=5")
        return self.written

    def _follow_up(self, person: Person, notes: str, when: date) -> None:
        status, answer = self._ask("POST", FOLLOW_UPS, body_of(person, notes, when))
        if status == 201:
            self.written.follow_ups[notes] = answer["data"]["id"]
            self.written.days.append((person.id, when))

    def _interaction(self, person: Person, notes: str) -> None:
        body = {
            "title": notes,
            "interactionType": "by phone",
            "startTime": "2026-11-20T08:00:00Z",
            "referenceServices": ["DACA", "other"],
        }
        status, answer = self._ask("POST", f"/api/clients/{person.id}/interactions", body)
        if status == 201:
            self.written.interactions[notes] = answer["id"]

    def _ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        self._connection.request(method, path, json.dumps(body) if body else None, self._headers)
        response = self._connection.getresponse()
        answer = json.loads(response.read())
        self.written.statuses[response.status] += 1
        return response.status, answer


def the_window(office: Office, actor: Actor, persons: list[Person], until: float) -> Written:
    """What somebody at the PC does meanwhile, through the same controllers on a thread of the window's."""
    written = Written()
    for number in range(MOST_EACH):
        if number and time.monotonic() > until:  # once at least
            break
        person = persons[number % len(persons)]
        values = follow_up_values(person, ago=number % 9) | {"notes": f"window {number}"}
        recorded = office.controllers.follow_ups.record(actor, values)
        written.follow_ups[recorded.notes] = str(recorded.uuid)
        written.days.append((person.id, recorded.interaction_date))
        office.controllers.waiting.dashboard(actor, 7)
    office.controllers.close_connection()
    return written


def test_twenty_programs_and_the_window_write_at_once(office: Office, team: Team, running: Runner) -> None:
    persons = [office.person(team.mentor, first_visit_on=day(60)) for _ in range(7)]
    writers = [team.mentor, team.pastor, team.admin]
    headers = [bearer(office, writer) for writer in writers]
    programs = [
        Program(f"program{number}", running.port, headers[number % 3], persons) for number in range(CLIENTS)
    ]
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(CLIENTS + 1) as threads:
        at_the_pc = threads.submit(the_window, office, team.pastor, persons, until)
        over_http = [threads.submit(program.run, until) for program in programs]
        everything = [request.result(SECONDS + 60) for request in (*over_http, at_the_pc)]

    assert sum((request.statuses for request in everything), Counter()).keys() <= {200, 201}
    assert all(request.follow_ups for request in everything)
    follow_ups = {notes: key for request in everything for notes, key in request.follow_ups.items()}
    interactions = {notes: key for request in everything for notes, key in request.interactions.items()}
    assert len(follow_ups) == sum(len(request.follow_ups) for request in everything)
    _check_saved(office, follow_ups, interactions)
    _check_last_contacts(office, [contact for request in everything for contact in request.days])
    total = httpx.get(running.url + FOLLOW_UPS, headers=headers[1]).json()["data"]["pagination"]["totalItems"]
    assert total == len(follow_ups)


def _check_saved(office: Office, follow_ups: dict[str, str], interactions: dict[str, int]) -> None:
    """Every one is there once, with its line in the log, and nothing else is."""
    saved = office.rows("SELECT notes, lower(hex(uuid)) FROM follow_ups")
    assert len(saved) == len(follow_ups)
    assert dict(saved) == {notes: key.replace("-", "") for notes, key in follow_ups.items()}
    assert sorted(office.rows("SELECT title, id FROM client_interactions")) == sorted(interactions.items())
    for event, how_many in (
        ("followUpCreated", len(follow_ups)),
        ("clientInteractionCreated", len(interactions)),
    ):
        sql = "SELECT COUNT(*), COUNT(DISTINCT subject_id) FROM activity_log WHERE event = ?"
        assert office.rows(sql, event) == [(how_many, how_many)]
    assert office.controllers.integrity.check().is_sound


def _check_last_contacts(office: Office, contacts: list[tuple[int, date]]) -> None:
    latest: dict[int, date] = {}
    for person_id, when in contacts:
        latest[person_id] = max(when, latest.get(person_id, when))
    how_many = Counter(person_id for person_id, _ in contacts)
    for person_id, when in latest.items():
        person = office.controllers.persons.get(office.admin(), person_id)
        assert (person.last_contact_on, person.follow_ups_count) == (when, how_many[person_id])
        assert person.status == "in_follow_up"
        changes = "SELECT COUNT(*) FROM activity_log WHERE event = 'personStatusChanged' AND person_id = ?"
        assert office.rows(changes, person_id) == [(1,)]  # the first of them all, and only it


def test_an_answer_goes_out_at_once(office: Office, running: Runner) -> None:
    """Else its body waits 40 ms on a kept connection, until the client has confirmed its head."""
    with httpx.Client(base_url=running.url) as client:
        client.get("/api/health")
        (connection,) = running._listener.server_state.connections
        assert isinstance(connection, Connection)
        accepted = connection.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


# -- programs that are gone half way


def request_text(office: Office, person: Person, actor: Actor, notes: str) -> bytes:
    """A request to record a follow-up, as it goes over the wire."""
    body = json.dumps(body_of(person, notes, day(1))).encode()
    lines = [
        f"POST {FOLLOW_UPS} HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        f"Authorization: {bearer(office, actor)['Authorization']}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def leave(connection: socket.socket) -> None:
    """Be gone as a program is that was killed: no good-bye, a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_a_program_that_is_killed_half_way_leaves_nothing_half_done(
    office: Office, team: Team, running: Runner
) -> None:
    person = office.person(team.mentor)
    message = request_text(office, person, team.mentor, "never whole")
    for sent in range(0, len(message), 23):
        connection = socket.create_connection(("127.0.0.1", running.port), timeout=10)
        connection.sendall(message[:sent])
        leave(connection)
    with httpx.Client(base_url=running.url, headers=bearer(office, team.mentor), timeout=20) as client:
        assert client.post(FOLLOW_UPS, json=body_of(person, "whole", day())).status_code == 201
        assert client.get(FOLLOW_UPS).json()["data"]["pagination"]["totalItems"] == 1
    assert office.rows("SELECT notes FROM follow_ups") == [("whole",)]
    assert office.problems() == ()


def test_what_a_killed_program_had_sent_whole_is_saved_whole_or_not_at_all(
    office: Office, team: Team, running: Runner
) -> None:
    person = office.person(team.mentor)
    messages = [request_text(office, person, team.mentor, f"gone {number}") for number in range(40)]
    for number, message in enumerate(messages):
        connection = socket.create_connection(("127.0.0.1", running.port), timeout=10)
        connection.sendall(message)
        if number % 2:
            connection.recv(1)  # the answer is on its way: what it says is saved
        leave(connection)
    running.stop()  # with everything that was under way
    saved = [notes for (notes,) in office.rows("SELECT notes FROM follow_ups ORDER BY id")]
    assert len(saved) == len(set(saved))
    assert {f"gone {number}" for number in range(1, 40, 2)} <= set(saved)
    logged = office.rows("SELECT COUNT(*) FROM activity_log WHERE event = 'followUpCreated'")
    assert logged == [(len(saved),)]
    assert office.get(person).follow_ups_count == len(saved)
    assert office.problems() == ()


def test_a_program_that_never_ends_its_request_holds_nobody_up(
    office: Office, team: Team, running: Runner
) -> None:
    person = office.person(team.mentor)
    message = request_text(office, person, team.mentor, "late")
    slow = [socket.create_connection(("127.0.0.1", running.port), timeout=20) for _ in range(10)]
    for connection in slow:
        connection.sendall(message[:-1])
    with httpx.Client(base_url=running.url, headers=bearer(office, team.mentor), timeout=20) as client:
        assert client.post(FOLLOW_UPS, json=body_of(person, "meanwhile", day())).status_code == 201
    for connection in slow:
        connection.sendall(message[-1:])
        assert connection.recv(100).startswith(b"HTTP/1.1 201")
        connection.close()
    assert office.rows("SELECT COUNT(*) FROM follow_ups") == [(11,)]


# -- faults, at every endpoint

Asked = tuple[str, str, dict[str, object] | None]


@dataclass
class Subjects:
    """One of everything that endpoints are asked about."""

    person: Person
    follow_up: str
    interaction: int
    notification: str

    def all(self, url: str) -> Iterator[tuple[Asked, bool]]:
        """Every endpoint of the description that needs a token, asked as it should be; and whether it writes."""
        bodies = self._bodies()
        for path, methods in httpx.get(f"{url}/openapi.json").json()["paths"].items():
            for method, operation in methods.items():
                if operation["security"]:
                    filled = self._filled(path)
                    yield (method.upper(), filled, bodies.get((method, path))), method != "get"

    def _filled(self, path: str) -> str:
        key = (
            str(self.person.uuid)
            if "persons" in path
            else self.notification
            if "notif" in path
            else self.follow_up
        )
        path = path.replace("{client_id}", str(self.person.id)).replace("{id}", key)
        query = f"?mentor_id={uuid4()}" if path.endswith(("stats", "actions")) else ""
        return path.replace("{interaction_id}", str(self.interaction)) + query

    def _bodies(self) -> dict[tuple[str, str], dict[str, object]]:
        name: dict[str, object] = {"firstName": "Awa", "lastName": "Kone"}
        address = "/api/clients/{client_id}/interactions"
        visit: dict[str, object] = {
            "title": "SNAP",
            "interactionType": "walk-in",
            "startTime": "2026-11-20T09:00:00Z",
        }
        return {
            ("post", FOLLOW_UPS): body_of(self.person, "More.", day()),
            ("patch", FOLLOW_UPS + "/{id}"): {"notes": "Changed"},
            ("post", "/api/v1/persons"): name,
            ("patch", "/api/v1/persons/{id}"): {"phone": "+225 07 08 09 10 11"},
            ("put", "/api/v1/persons/{id}/status"): {"status": "integrated"},
            ("put", "/api/v1/persons/{id}/assign-mentor"): {"mentorId": None},
            ("post", "/api/clients"): name,
            ("patch", "/api/clients/{client_id}"): {"phone": "+225 07 08 09 10 11"},
            ("post", address): visit,
            ("patch", address + "/{interaction_id}"): {"title": "Changed"},
            ("delete", address + "/{interaction_id}"): {"isDeleted": True},
        }


@pytest.fixture
def subjects(office: Office, team: Team) -> Subjects:
    """A person with a follow-up, an interaction, and the notification of it."""
    person = office.person(team.mentor)
    follow_up = office.follow_up(team.mentor, person, notes="Known already.")
    interaction = office.interaction(team.mentor, person)
    (notification, *_) = office.controllers.notifications.mine(team.pastor).items
    return Subjects(person, str(follow_up.uuid), interaction.id, str(notification.uuid))


def send(client: httpx.Client, asked: Asked) -> httpx.Response:
    """Send one request."""
    method, path, body = asked
    return client.request(method, path) if body is None else client.request(method, path, json=body)


def everything_of(office: Office) -> list[object]:
    """All that could be half written."""
    tables = ("persons", "follow_ups", "client_interactions", "activity_log", "notifications")
    return [office.rows(f"SELECT * FROM {table}") for table in tables]


def said(answer: httpx.Response) -> str:
    """What an error says to a person, in its family's shape."""
    body = answer.json()
    if "/api/clients" in str(answer.url):
        assert list(body) == ["errors"]
        return " ".join(body["errors"])
    assert list(body) == ["success", "message", "error"]
    assert body["success"] is False
    return str(body["message"])


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> int:
    """How long a writer waits in this test, in milliseconds, instead of the 5 s of every day."""
    assert sqlite_only._PRAGMAS["busy_timeout"] == 5_000
    monkeypatch.setitem(sqlite_only._PRAGMAS, "busy_timeout", 30)
    return 30


def test_whatever_writes_says_503_when_somebody_else_holds_the_data(
    impatient: int, office: Office, team: Team, subjects: Subjects, running: Runner
) -> None:
    before = everything_of(office)
    headers = [bearer(office, request) for request in (team.pastor, team.pastor)]
    headers[1] = {"Authorization": f"Bearer {office.controllers.tokens.sign_in(team.pastor).text}"}
    with (
        closing(sqlite3.connect(office.application.store.path, isolation_level=None)) as other,
        httpx.Client(base_url=running.url, timeout=20) as client,
    ):
        other.execute("BEGIN IMMEDIATE")
        asked = list(subjects.all(running.url))
        assert sum(writes for _, writes in asked) > 10
        for request, writes in asked:
            client.headers = httpx.Headers(headers[request[1].endswith("logout")])
            answer = send(client, request)
            if writes:
                assert (request, answer.status_code) == (request, 503)
                assert int(answer.headers["Retry-After"]) >= 1
                assert said(answer)
            else:  # reading goes on meanwhile
                assert answer.status_code in {200, 404}, request
        other.execute("ROLLBACK")
    assert everything_of(office) == before
    assert office.problems() == ()


@contextmanager
def a_full_disk(office: Office, server: Runner) -> Iterator[None]:
    """Within this block the server's writer finds no page left for what it wants to add."""
    writing = server.app.service.queues.writing

    def set_limit(pages: int) -> None:
        def run() -> None:
            with office.application.store.reading():
                office.rows(f"PRAGMA max_page_count = {pages}")

        writing.later(run)

    set_limit(1)  # SQLite takes as many as there are
    yield
    set_limit(1_000_000)


def test_a_full_disk_says_507_and_writes_nothing_of_it(
    office: Office, team: Team, subjects: Subjects, running: Runner
) -> None:
    large = "x" * 9_000
    asked: list[Asked] = [
        ("POST", FOLLOW_UPS, body_of(subjects.person, large, day())),
        ("PATCH", f"{FOLLOW_UPS}/{subjects.follow_up}", {"notes": large}),
        ("POST", "/api/v1/persons", {"firstName": "A", "lastName": "B", "prayerRequests": large}),
        (
            "POST",
            f"/api/clients/{subjects.person.id}/interactions",
            {
                "title": "T",
                "interactionType": "walk-in",
                "startTime": "2026-11-20T09:00:00Z",
                "notes": large,
            },
        ),
        (
            "PATCH",
            f"/api/clients/{subjects.person.id}/interactions/{subjects.interaction}",
            {"notes": large},
        ),
    ]
    before = everything_of(office)
    with httpx.Client(base_url=running.url, headers=bearer(office, team.admin), timeout=20) as client:
        with a_full_disk(office, running):
            for request in asked:
                answer = send(client, request)
                assert (request[:2], answer.status_code) == (request[:2], 507)
                assert said(answer)
        assert everything_of(office) == before
        assert [send(client, request).status_code for request in asked] == [201, 200, 201, 201, 200]
    assert office.problems() == ()


INSIDE = "/home/somebody/suivi.db: no such table: persons of Marie"


@pytest.mark.expects_log(r"Incident S-\w{5} in ")
def test_a_bug_at_any_endpoint_is_500_with_its_number_and_nothing_of_the_inside(
    office: Office,
    team: Team,
    subjects: Subjects,
    running: Runner,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = [request for request, _ in subjects.all(running.url)]
    mine = Bearer(team.pastor, 1, by_sign_in=True, stale=False)

    def broken(_store: Store) -> None:
        raise ValueError(INSIDE)

    with monkeypatch.context() as patched, httpx.Client(base_url=running.url, timeout=20) as client:
        patched.setattr(Tokens, "bearer", lambda _tokens, _text: mine)
        patched.setattr(Store, "reading", broken)
        patched.setattr(Store, "transaction", broken)
        client.headers["Authorization"] = "Bearer x"
        untouched = []
        for request in asked:
            answer = send(client, request)
            if answer.status_code == 200:
                untouched.append(request[1])
                continue
            assert (request, answer.status_code) == (request, 500)
            _check_bug(answer, caplog.text)
    assert untouched == ["/api/v1/auth/profile"]  # who one is was known before anything broke
    with httpx.Client(base_url=running.url, headers=bearer(office, team.pastor), timeout=20) as client:
        assert client.get(FOLLOW_UPS).status_code == 200


def _check_bug(answer: httpx.Response, log: str) -> None:
    incident = re.search(r"S-[2-9A-Z]{5}", answer.text)
    assert incident is not None
    assert incident[0] in log
    told = answer.text + str(answer.headers)
    for word in ("Traceback", "Error(", "ValueError", ".py", "suivi.db", "somebody", "Marie", "table"):
        assert word not in told
    if "/api/clients" not in str(answer.url):
        assert answer.json()["message"] == "Erreur serveur"
        assert answer.json()["error"]["code"] == "INTERNAL_ERROR"
