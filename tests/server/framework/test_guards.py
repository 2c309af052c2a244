"""What keeps the server standing: slow and endless requests, crowds, strangers' pages, and TLS beyond this PC."""

from __future__ import annotations

import hashlib
import socket
import ssl
import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from desktop_app.domain.records import Person
from desktop_app.domain.serving import Serving, WrongOrigin
from desktop_app.local_server import options_of
from desktop_app.server.certificates import own_certificate
from desktop_app.server.framework import guards
from desktop_app.server.runner import Runner
from tests.server.conftest import Team
from tests.support.office import Office
from tests.support.running import HEALTH, Run, ask, connect, read_all, wait_until
from tests.support.system_clock import system_now

LOGIN = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


# -- time


def test_a_head_that_drips_in_is_cut_off(run: Run) -> None:
    runner = run(header_seconds=1)
    begun = time.monotonic()
    with closing(connect(runner, b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n")) as dripping:
        dripping.settimeout(0.05)
        answer = b""
        while b"}" not in answer:
            assert time.monotonic() - begun < 15
            with suppress(OSError):
                dripping.sendall(b"X-Slow: 1\r\n")
            with suppress(TimeoutError):
                answer += dripping.recv(1_000)
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout")
    assert b"REQUEST_TIMEOUT" in answer


def test_who_says_nothing_at_all_is_sent_away(run: Run) -> None:
    runner = run(header_seconds=1)
    with closing(connect(runner)) as silent:
        assert read_all(silent) == b""


def test_a_kept_connection_may_wait_but_not_begin_and_stop(run: Run) -> None:
    runner = run(header_seconds=1)
    with closing(connect(runner, HEALTH)) as kept:
        assert kept.recv(1_000).startswith(b"HTTP/1.1 200")
        kept.sendall(b"GET /api/")
        assert b"HTTP/1.1 408" in read_all(kept)


def test_a_body_that_drips_in_is_cut_off_in_its_familys_shape(run: Run) -> None:
    runner = run(body_seconds=1)
    with closing(connect(runner, LOGIN + b"Content-Length: 500\r\n\r\n{")) as dripping:
        answer = read_all(dripping)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"trop lentement" in answer
    assert ask(runner, HEALTH)[0] == 200


def test_a_body_that_nobody_reads_is_not_taken_in_for_ever(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_READING_OFF", 1)
    runner = run()
    head = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"100\r\n" + b"x" * 0x100 + b"\r\n"
    begun = time.monotonic()

    def send_on() -> None:
        while time.monotonic() - begun < 20:  # slower than its limit of bytes, not than that of time
            endless.sendall(piece)
            time.sleep(0.01)

    with closing(connect(runner, head)) as endless, pytest.raises(OSError):  # noqa: PT011 - reset or broken, as it comes
        send_on()
    assert time.monotonic() - begun < 15


def test_an_endless_body_is_cut_off_at_its_limit(run: Run) -> None:
    runner = run(body_limit=100_000)
    piece = b"2000\r\n" + b" " * 0x2000 + b"\r\n"
    sent = 0
    with closing(connect(runner, LOGIN + b"Transfer-Encoding: chunked\r\n\r\n")) as endless:
        endless.settimeout(20)
        with suppress(OSError):
            while sent < 50_000_000:
                endless.sendall(piece)
                sent += len(piece)
        answer = read_all(endless)
    assert sent < 20_000_000
    assert answer == b"" or answer.startswith(b"HTTP/1.1 413")
    said = LOGIN + b"Content-Length: 100001\r\n\r\n"
    status, body = ask(runner, said)
    assert status == 413
    assert b"PAYLOAD_TOO_LARGE" in body


def test_who_does_not_take_the_answer_is_cut_off(
    run: Run, office: Office, team: Team, person: Person
) -> None:
    for _ in range(20):
        office.follow_up(team.mentor, person, notes="x" * 9_000)
    runner = run(write_seconds=1)
    token = office.controllers.tokens.make(team.admin, {"name": "test"}).text
    request = (
        b"GET /api/v1/follow-ups?limit=100 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + token.encode()
        + b"\r\n\r\n"
    )
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    deaf.connect(("127.0.0.1", runner.port))
    with closing(deaf):
        deaf.sendall(request * 40)
        connections = runner._listener.server_state.connections
        wait_until(lambda: connections, "it never came")
        wait_until(lambda: not connections, "it is waited for without end")


def test_what_is_not_http_is_said_so_without_a_word_in_the_log(run: Run) -> None:
    runner = run()
    with closing(connect(runner, b"\x16\x03\x01 hello\r\n\r\n")) as stranger:
        answer = read_all(stranger)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request")
    assert b'"success":false' in answer
    with closing(connect(runner, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000)) as long:
        assert b"HTTP/1.1 400" in read_all(long)


# -- crowds


def test_more_connections_than_fit_are_turned_away_and_let_in_later(run: Run) -> None:
    runner = run(connections=3)
    there = [connect(runner) for _ in range(3)]
    listener = runner._listener
    wait_until(lambda: len(listener.server_state.connections) == 3, "not all came in")
    with closing(connect(runner, HEALTH)) as fourth:
        answer = read_all(fourth)
    assert answer.startswith(b"HTTP/1.1 503")
    assert b"Retry-After: 2" in answer
    there.pop().close()
    wait_until(lambda: len(listener.server_state.connections) == 2, "the place is not given back")
    assert ask(runner, HEALTH)[0] == 200
    for row in there:
        row.close()
    wait_until(lambda: listener._places.total() == 0, "places are still taken")


def test_one_address_of_the_network_cannot_take_every_place(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.server.framework.connections.is_loopback", lambda _address: False)
    runner = run(connections=10, connections_of_address=2)
    there = [connect(runner) for _ in range(2)]
    wait_until(lambda: len(runner._listener.server_state.connections) == 2, "not all came in")
    with closing(connect(runner, HEALTH)) as third:
        assert read_all(third).startswith(b"HTTP/1.1 503")
    for row in there:
        row.close()


# -- strangers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8765", 200),
        ("localhost.:1", 200),
        ("127.0.0.1:9", 200),
        ("[::1]:8765", 200),
        ("suivi.office.example", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 400),
        ("", 400),
        ("a b", 400),
        ("192.0.2.7", 421),
    ],
)
def test_only_names_of_this_pc_are_answered(run: Run, host: str, status: int) -> None:
    runner = run(hosts=("suivi.office.example",))
    for _ in range(2):  # the second time it is known
        assert ask(runner, b"GET /api/health HTTP/1.1\r\nHost: " + host.encode() + b"\r\n\r\n")[0] == status


def test_two_hosts_or_none_are_refused(run: Run) -> None:
    runner = run()
    assert ask(runner, b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n")[0] == 400
    assert ask(runner, b"GET /api/health HTTP/1.0\r\n\r\n")[0] == 400


def test_pages_of_others_are_refused_and_given_no_leave(run: Run) -> None:
    runner = run()
    with httpx.Client(base_url=runner.url) as client:
        for origin in ("http://evil.example", "null", "https://127.0.0.1", f"{runner.url}.evil.example"):
            for method in ("GET", "POST", "OPTIONS"):
                answer = client.request(method, "/api/health", headers={"Origin": origin})
                assert answer.status_code == 403
                assert not [name for name in answer.headers if name.startswith("access-control")]
        own = client.get("/api/health", headers={"Origin": runner.url})
        assert own.status_code == 200
        assert not [name for name in own.headers if name.startswith("access-control")]
        answer = client.get("/api/clients/1/interactions", headers={"Origin": "http://evil.example"})
        assert answer.json() == {"errors": ["Request refused"]}


def test_a_page_that_is_listed_may_call(run: Run) -> None:
    page = "https://intranet.example"
    runner = run(origins=(page,))
    with httpx.Client(base_url=runner.url) as client:
        asked = client.options(
            "/api/v1/follow-ups",
            headers={
                "Origin": page,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )
        assert asked.status_code == 200
        assert asked.headers["Access-Control-Allow-Origin"] == page
        assert "access-control-allow-credentials" not in asked.headers
        answer = client.get("/api/v1/follow-ups", headers={"Origin": page})
        assert answer.status_code == 401
        assert answer.headers["Access-Control-Allow-Origin"] == page
        assert client.get("/api/health", headers={"Origin": "https://other.example"}).status_code == 403


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://Intranet.Example/", "https://intranet.example"),
        ("HTTP://INTRANET.EXAMPLE:8080", "http://intranet.example:8080"),
        (" https://intranet.example:443 ", "https://intranet.example"),
        ("http://[::1]:5173", "http://[::1]:5173"),
    ],
)
def test_an_origin_is_taken_as_browsers_send_it(run: Run, written: str, origin: str) -> None:
    options = options_of(Serving(port=0, origins=(written,)), None)
    assert options.origins == (origin,)
    runner = run(origins=options.origins)
    answer = httpx.get(f"{runner.url}/api/health", headers={"Origin": origin})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, origin)


@pytest.mark.parametrize(
    "written",
    [
        "*",
        "null",
        "",
        "intranet.example",
        "ftp://x",
        "https://",
        "https://x/page",
        "https://*.x",
        "http://x:y",
    ],
)
def test_an_origin_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(WrongOrigin, match="intranet"):
        options_of(Serving(origins=(written,)), None)


# -- TLS


@pytest.fixture
def network(run: Run, tmp_path: Path) -> tuple[Runner, ssl.SSLContext, str]:
    """A server for the office network, what trusts it, and its fingerprint."""
    created = own_certificate(tmp_path, now=system_now(tmp_path))
    runner = run(
        host="0.0.0.0",  # noqa: S104
        certificate=created.certificate,
        key=created.key,
        hosts=created.facts.names,
        header_seconds=1,
    )
    return runner, ssl.create_default_context(cafile=str(created.certificate)), created.facts.fingerprint


def test_the_network_is_answered_over_tls_with_the_fingerprint_that_is_shown(
    network: tuple[Runner, ssl.SSLContext, str],
) -> None:
    runner, trusting, fingerprint = network
    with httpx.Client(base_url=f"https://localhost:{runner.port}", verify=trusting) as client:
        assert client.get("/api/health").json()["status"] == "ok"
        assert client.get("/api/health", headers={"Host": "evil.example"}).status_code == 421
    seen = ssl.get_server_certificate(("127.0.0.1", runner.port))
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(seen)).hexdigest().upper()
    assert fingerprint.replace(":", "") == digest


def test_a_client_that_does_not_know_the_certificate_refuses_it(
    network: tuple[Runner, ssl.SSLContext, str],
) -> None:
    with pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
        httpx.get(f"https://localhost:{network[0].port}/api/health")


def test_plain_http_is_not_answered_there(network: tuple[Runner, ssl.SSLContext, str]) -> None:
    with closing(connect(network[0], HEALTH)) as plain:
        assert read_all(plain) == b""


def test_old_tls_is_not_spoken(network: tuple[Runner, ssl.SSLContext, str]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with closing(connect(network[0])) as plain, pytest.raises(OSError):  # noqa: PT011 - ssl's own words
        context.wrap_socket(plain)


def test_who_never_agrees_on_tls_gives_the_place_back(network: tuple[Runner, ssl.SSLContext, str]) -> None:
    listener = network[0]._listener
    silent = [connect(network[0]) for _ in range(5)]
    wait_until(lambda: listener._places.total() == 5, "they are not counted")
    for row in silent:
        assert read_all(row) == b""
        row.close()
    wait_until(lambda: listener._places.total() == 0, "their places are still taken")


# -- killed half way


def test_a_client_that_goes_half_way_leaves_nothing_half_written(
    run: Run, office: Office, team: Team, person: Person
) -> None:
    runner = run()
    token = office.controllers.tokens.make(team.mentor, {"name": "test"}).text.encode()
    body = (
        b'{"personId":"' + str(person.uuid).encode() + b'","interactionType":"call",'
        b'"interactionDate":"2026-11-20","notes":"Half.","outcome":"positive"}'
    )
    head = (
        b"POST /api/v1/follow-ups HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Authorization: Bearer " + token + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n"
    )
    whole = head + body
    for cut in (*range(1, len(whole), 37), len(whole) - 1):
        connect(runner, whole[:cut]).close()
    connections = runner._listener.server_state.connections
    wait_until(lambda: not connections, "they are still there")
    wait_until(lambda: not runner._listener.server_state.tasks, "work goes on")
    assert office.rows("SELECT count(*) FROM follow_ups") == [(0,)]
    for _ in range(5):  # whole, but gone before the answer: written once, or not at all
        connect(runner, whole).close()
    assert ask(runner, whole)[0] == 201  # behind them in the row
    written = office.get(person).follow_ups_count
    assert 1 <= written <= 6
    assert office.rows("SELECT count(*) FROM follow_ups") == [(written,)]
    assert office.problems() == ()
