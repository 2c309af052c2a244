"""The server in a thread: started when it answers, stopped when it has answered, and a port that somebody has."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from desktop_app.domain.serving import CannotListen, PortTaken
from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.runner import Runner, listen, next_free
from tests.server.conftest import Team
from tests.support.office import Office
from tests.support.running import HEALTH, Run, ask, connect, options, read_all, wait_until


def server_threads() -> list[str]:
    return [row.name for row in threading.enumerate() if row.name.startswith("server")]


def test_it_answers_once_started_and_leaves_nothing_behind(run: Run) -> None:
    runner = run()
    assert runner.url == f"http://127.0.0.1:{runner.port}"
    assert ask(runner, HEALTH)[0] == 200
    assert runner.is_running()
    runner.stop()
    assert not runner.is_running()
    assert server_threads() == []
    with pytest.raises(ConnectionRefusedError):
        connect(runner)
    runner.stop()  # a second time is nothing


def test_localhost_is_answered_in_both_of_its_families(run: Run) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    runner = run()
    with closing(socket.create_connection(("::1", runner.port), 20)) as connection:
        connection.sendall(HEALTH)
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200")


def test_a_port_that_somebody_has_is_said_with_the_next_free_one(run: Run, office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        second = Runner(office.controllers, options(port=port))
        with pytest.raises(PortTaken) as raised:
            second.start()
        assert raised.value.port == port
        assert raised.value.free > port
        assert str(port) in str(raised.value)
        assert str(raised.value.free) in str(raised.value)
        assert run(port=raised.value.free).port == raised.value.free
    assert not second.is_running()
    second = Runner(office.controllers, options(port=port))
    second.start()  # let go of meanwhile
    second.stop()


def test_no_free_port_after_the_last_one() -> None:
    assert next_free("127.0.0.1", 65_535) == 0
    assert "Choose another one" in str(PortTaken(65_535, 0))


@pytest.mark.parametrize(
    ("host", "reason"),
    [("0.0.0.0", "plain"), ("::", "plain"), ("192.0.2.77", "plain"), ("office.example", "plain")],  # noqa: S104
)
def test_beyond_loopback_nothing_is_answered_without_tls(host: str, reason: str) -> None:
    with pytest.raises(CannotListen) as raised:
        listen(ServerOptions(host=host, port=0))
    assert raised.value.reason == reason


def test_an_address_of_another_pc_is_said(tmp_path: object) -> None:
    secure = ServerOptions(host="192.0.2.77", port=0, certificate=Path(__file__))
    with pytest.raises(CannotListen) as raised:
        listen(secure)
    assert raised.value.reason == "address"
    assert "192.0.2.77" in str(raised.value)


def test_stopping_waits_for_what_is_under_way(
    run: Run, office: Office, team: Team, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = run()
    record, begun, may_go_on = office.controllers.follow_ups.record, threading.Event(), threading.Event()

    def slow(*given: Any) -> object:
        begun.set()
        assert may_go_on.wait(20)
        return record(*given)

    monkeypatch.setattr(office.controllers.follow_ups, "record", slow)
    token = office.controllers.tokens.make(team.mentor, {"name": "test"}).text
    body = {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": "2026-11-20",
        "notes": "At the last moment.",
        "outcome": "positive",
    }
    answers: list[httpx.Response] = []

    def post() -> None:
        answers.append(
            httpx.post(
                f"{runner.url}/api/v1/follow-ups", json=body, headers={"Authorization": f"Bearer {token}"}
            )
        )

    asking, stopping = threading.Thread(target=post), threading.Thread(target=runner.stop)
    asking.start()
    assert begun.wait(20)
    stopping.start()

    def refuses_new_ones() -> bool:
        try:
            connect(runner).close()
        except OSError:
            return True
        return False

    wait_until(refuses_new_ones, "new connections are still let in")
    assert stopping.is_alive()
    may_go_on.set()
    asking.join(20)
    stopping.join(20)
    assert [answer.status_code for answer in answers] == [201]
    assert office.get(person).last_contact_on is not None


def test_stopping_does_not_wait_for_those_who_send_nothing_more(run: Run) -> None:
    runner = run(stop_seconds=30)
    idle = connect(runner, HEALTH)
    assert idle.recv(1_000).startswith(b"HTTP/1.1 200")
    silent = connect(runner)
    half = connect(runner, b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
                           b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")  # fmt: skip
    wait_until(lambda: len(runner._listener.server_state.connections) == 3, "not all are connected")
    begun = time.monotonic()
    runner.stop()
    assert time.monotonic() - begun < 10
    assert read_all(idle).count(b"HTTP/1.1") == 0
    for row in (silent, half):
        assert read_all(row) == b""
    for row in (idle, silent, half):
        row.close()


@pytest.mark.expects_log("uvicorn.error: Traceback")
def test_its_fault_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[BaseException] = []
    runner = Runner(office.controllers, options(), told.append)
    runner.start()

    async def fails(_counter: int) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(runner._listener, "on_tick", fails)
    wait_until(lambda: told, "nobody was told")
    assert isinstance(told[0], ZeroDivisionError)
    wait_until(lambda: not runner.is_running(), "it runs on")
    runner.stop()


def test_the_last_requests_are_kept_without_what_was_asked(run: Run, office: Office, team: Team) -> None:
    runner = run()
    token = office.controllers.tokens.make(team.pastor, {"name": "test"}).text
    with httpx.Client(base_url=runner.url, headers={"Authorization": f"Bearer {token}"}) as client:
        client.get("/api/v1/follow-ups", params={"limit": 7, "mentor_id": "secret"})
        client.post("/api/v1/persons", json={"firstName": "Awa", "lastName": "Secret"})
        client.get("/api/v1/no%0Athing\u2028here")
        for _ in range(110):
            client.get("/api/health")
    wait_until(lambda: runner.app.log.count == 113, "the last one is not noted")  # after it is answered
    lines = runner.app.log.lines()
    assert len(lines) == 100
    assert [line.number for line in lines[:2]] == [113, 112]
    runner.app.log._kept.clear()
    with httpx.Client(base_url=runner.url, headers={"Authorization": f"Bearer {token}"}) as client:
        client.get("/api/v1/follow-ups", params={"limit": 7, "mentor_id": "secret"})
        client.get("/api/v1/no%0Athing")
    wait_until(lambda: runner.app.log.count == 115, "the last one is not noted")
    second, first = runner.app.log.lines()
    assert (first.method, first.path, first.status) == ("GET", "/api/v1/follow-ups", 400)
    assert first.who == "Paul " + team.pastor.last_name
    assert first.address == "127.0.0.1"
    assert first.milliseconds > 0
    assert second.path == "/api/v1/no�thing"
    assert second.who == ""
