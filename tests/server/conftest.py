"""What the tests of the server stand on: an office in a file, the real server on a free port of loopback, and a client of each role.

``served`` is the running server over ``office`` (made with its fixed clock: today is ``TODAY``); ``client("pastor")`` is an
``httpx.Client`` with a token of that role, ``client(None)`` one without; ``client(actor)`` takes an actor of the office.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import uvicorn
from argon2 import PasswordHasher

from desktop_app.controllers import sign_in
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import Role
from desktop_app.server.app import Server, make_app
from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.runner import Runner
from tests.support import running
from tests.support.office import Office

Clients = Callable[["Actor | str | None"], httpx.Client]


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash at the lowest cost there is."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    sign_in._nobodys_hash.cache_clear()
    monkeypatch.setattr(sign_in, "_hasher", lambda: hasher)
    yield
    sign_in._nobodys_hash.cache_clear()


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    """An office whose data is in a file; nobody is in it yet."""
    opened = Office(data_folder)
    yield opened
    opened.application.close()


@dataclass
class Team:
    """One user of each role; ``other`` is a mentor who has nobody."""

    admin: Actor
    pastor: Actor
    mentor: Actor
    other: Actor
    can_committee: Actor


@pytest.fixture
def team(office: Office) -> Team:
    """The office's users."""
    return Team(
        admin=office.admin(),
        pastor=office.user(Role.PASTOR, "Paul"),
        mentor=office.user(Role.MENTOR, "Jean"),
        other=office.user(Role.MENTOR, "Awa"),
        can_committee=office.user(Role.CAN_COMMITTEE, "Chloé"),
    )


@pytest.fixture
def person(office: Office, team: Team) -> Person:
    """A person of ``team.mentor``, to visit, first seen today."""
    return office.person(team.mentor)


@dataclass
class Served:
    """A running server."""

    app: Server
    port: int
    url: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = f"http://127.0.0.1:{self.port}"


@pytest.fixture
def options() -> ServerOptions:
    """How it runs; a test module may override this fixture."""
    return ServerOptions()


@pytest.fixture
def served(office: Office, options: ServerOptions) -> Iterator[Served]:
    """The server over ``office``, in a thread of its own."""
    app = make_app(office.controllers, options)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="on", ws="none", server_header=False, http="h11"
    )
    server = uvicorn.Server(config)
    started = threading.Event()

    async def serve() -> None:
        running = asyncio.create_task(server.serve([listening]))
        while not server.started and not running.done():
            await asyncio.sleep(0.005)
        started.set()
        await running

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="test server")
    thread.start()
    assert started.wait(20)
    yield Served(app, listening.getsockname()[1])
    server.should_exit = True
    thread.join(20)
    listening.close()
    assert not thread.is_alive()


@pytest.fixture
def client(served: Served, office: Office, team: Team) -> Iterator[Clients]:
    """Makes clients: of an actor, of a role by name (``"mentor"``, ``"other"``…), or of nobody (None)."""
    opened: list[httpx.Client] = []

    def make(who: Actor | str | None = None) -> httpx.Client:
        actor = getattr(team, who) if isinstance(who, str) else who
        headers = {}
        if actor is not None:
            headers["Authorization"] = (
                f"Bearer {office.controllers.tokens.make(actor, {'name': 'test'}).text}"
            )
        opened.append(httpx.Client(base_url=served.url, headers=headers, timeout=20))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def run(office: Office) -> Iterator[running.Run]:
    """Starts servers over the office, which are stopped after the test."""
    started: list[Runner] = []

    def start(**changes: object) -> Runner:
        started.append(Runner(office.controllers, running.options(**changes)))
        started[-1].start()
        return started[-1]

    yield start
    for runner in started:
        runner.stop()
