"""A refusal reaches whoever is refused: a crowd, and clients that read only after they have sent everything."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.server.certificates import own_certificate
from desktop_app.server.runner import Runner
from tests.support.running import HEALTH, Run, ask, connect, read_all, wait_until
from tests.support.system_clock import system_now

LOGIN = "/api/v1/auth/login"
LARGE = 5_000_000
CLOSING = {"Content-Type": "application/json", "Connection": "close"}


def post(runner: Runner, body: object, path: str = LOGIN, **headers: str) -> tuple[int, bytes]:
    """Send everything, then read, as http.client does; the answer's status and body."""
    with closing(http.client.HTTPConnection("127.0.0.1", runner.port, timeout=30)) as connection:
        connection.request("POST", path, body, CLOSING | headers)  # type: ignore[arg-type]
        answer = connection.getresponse()
        return answer.status, answer.read()


def pieces(size: int) -> Iterator[bytes]:
    """A body whose size nobody says before."""
    for _ in range(size // 50_000):
        yield b" " * 50_000


@pytest.mark.parametrize("size", [1_048_577, LARGE, 30_000_000])
def test_a_body_that_is_too_large_is_told_so_to_who_reads_only_after_sending(run: Run, size: int) -> None:
    runner = run()
    status, body = post(runner, b" " * size)
    assert (status, b"PAYLOAD_TOO_LARGE" in body) == (413, True)
    assert post(runner, b" " * size, "/api/clients")[0] == 413, "in the other family"
    assert ask(runner, HEALTH)[0] == 200


def test_a_body_of_pieces_that_is_too_large_is_told_so_too(run: Run) -> None:
    status, body = post(run(), pieces(LARGE))
    assert (status, b"PAYLOAD_TOO_LARGE" in body) == (413, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/follow-ups", 401), ("/api/nothing", 404), ("/api/v1/follow-ups/stats", 405)],
)
def test_whatever_is_refused_before_its_body_is_read_is_heard(run: Run, path: str, status: int) -> None:
    runner = run()
    for _ in range(5):
        assert post(runner, b" " * 1_000_000, path)[0] == status


def test_who_waits_to_be_asked_for_the_body_is_answered_at_once(run: Run) -> None:
    head = (
        f"POST {LOGIN} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {LARGE}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    with closing(connect(run(), head.encode())) as polite:
        polite.settimeout(10)
        assert polite.recv(1_000).startswith(b"HTTP/1.1 413")


def read_slowly(port: int, tls: ssl.SSLContext | None) -> bytes:
    """Say much before reading a word."""
    connection = socket.create_connection(("127.0.0.1", port), 20)
    if tls is not None:
        connection = tls.wrap_socket(connection, server_hostname="localhost")
    with closing(connection):
        connection.sendall(HEALTH[:-2] + b"X: " + b"x" * 5_000 + b"\r\n\r\n")
        return read_all(connection)


def test_a_crowd_is_told_that_there_is_no_place(run: Run) -> None:
    runner = run(connections=2)
    there = [connect(runner) for _ in range(2)]
    listener = runner._listener
    wait_until(lambda: len(listener.server_state.connections) == 2, "not all came in")
    with ThreadPoolExecutor(40) as threads:
        heard = list(threads.map(lambda _: read_slowly(runner.port, None), range(300)))
    assert {answer[:12] for answer in heard} == {b"HTTP/1.1 503"}
    assert all(b"Retry-After: 2" in answer for answer in heard)
    for connection in there:
        connection.close()
    wait_until(lambda: ask(runner, HEALTH)[0] == 200, "nobody is let in any more")


def test_a_crowd_is_told_so_over_tls_too(run: Run, tmp_path: Path) -> None:
    created = own_certificate(tmp_path, now=system_now(tmp_path))
    runner = run(certificate=created.certificate, key=created.key, connections=1)
    trusting = ssl.create_default_context(cafile=str(created.certificate))
    with closing(connect(runner)):
        wait_until(lambda: runner._listener._places.total() == 1, "it did not come in")
        assert read_slowly(runner.port, trusting).startswith(b"HTTP/1.1 503")


def test_those_who_are_turned_away_do_not_hold_up_the_end(run: Run) -> None:
    runner = run(connections=1)
    with closing(connect(runner)), closing(connect(runner)) as refused:
        assert refused.recv(12) == b"HTTP/1.1 503"
        runner.stop()
    assert not runner.is_running()
