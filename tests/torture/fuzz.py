"""Lists and requests of chance: each is taken or refused in words."""

from __future__ import annotations

import http.client
import json
import random
from contextlib import closing

from tests.torture.ground import PATIENCE, Ground, command, kill, run, start
from tests.torture.kills import port_of

_PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b"\r", b"\n\n\n", b";;;;;", b"\t", b",", b"\xe9", b"\xc3", b"=1+1",
    b"9" * 400, b"31/02/2026", b"0000-00-00", b"\xf0\x9f\x98\x80", b"PK\x03\x04", b"BEGIN:VCARD\r\n", b"<table><tr><td>", b"%PDF",
)  # fmt: skip
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW")
_PATHS = (
    "/", "/api/health", "/api/v1/follow-ups", "/api/v1/follow-ups/x", "/api/v1/persons", "/api/v1/notifications?limit=-1",
    "/api/v1/users", "/api/v1/persons?search=%00%ff", "/api/v1/follow-ups?limit=9999999999999999999999", "/api/v1/" + "x" * 9000,
)  # fmt: skip


def lists(ground: Ground) -> None:
    """Change a list at random places and take it in."""
    office = ground.office()
    for _number in ground.rounds():
        file = ground.people_list(ground.random.randrange(1, 40))
        content = bytearray(file.read_bytes())
        for _change in range(ground.random.randrange(1, 12)):
            place = ground.random.randrange(len(content) + 1)
            content[place : place + ground.random.choice((0, 0, 1, 20))] = ground.random.choice(_PIECES)
        file = file.with_suffix(ground.random.choice((".csv", ".txt", ".xlsx", ".vcf", ".xls", ".html", "")))
        file.write_bytes(content)
        said = run(office, ["import", "people", str(file), *ground.random.choice(([], ["--dry-run"]))])
        if not ground.judge(f"import of {file.name}", said):
            ground.fault(f"the list: {bytes(content)[:400]!r}")
        ground.figures["lists"] += 1
    ground.prove("fuzzed lists", office)


def requests(ground: Ground) -> None:
    """Send requests of chance to a server: it answers each, never with a fault of its own, and goes on."""
    office = ground.office()
    token = run(office, ["token", "add", "admin@example.com", "--name", "torture"]).out.strip()
    process = start(command(office, ["serve", "--port", "0"]))
    try:
        port = port_of(process)
        for _number in ground.rounds():
            for _each in range(50):
                _ask(ground, port, token)
        if process.poll() is not None:
            ground.fault("the server ended")
    finally:
        _out, err = kill(process)
    if b"Traceback" in err:
        ground.fault(err.decode("utf-8", "replace")[-500:])
    ground.prove("fuzzed requests", office)


def _ask(ground: Ground, port: int, token: str) -> None:
    method, path = ground.random.choice(_METHODS), ground.random.choice(_PATHS)
    headers = {
        "Content-Type": ground.random.choice(
            ("application/json", "text/plain", "application/json; charset=latin-1")
        )
    }
    if ground.random.random() < 0.8:
        headers["Authorization"] = f"Bearer {token}"
    if ground.random.random() < 0.2:
        headers[ground.random.choice(("If-Match", "Accept", "Accept-Language", "Origin", "Expect"))] = (
            "\u00ff" * 20
        )
    body = _body(ground.random) if method in {"POST", "PUT", "PATCH", "DELETE"} else None
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        try:
            connection.request(method, path, body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            ground.fault(f"{method} {path[:60]}: no answer: {error!r}")
            return
    ground.figures["requests"] += 1
    if status >= 500 and status != 501:
        ground.fault(f"{method} {path[:60]} {body!r:.200}: answered {status}")


def _body(chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return chance.randbytes(chance.randrange(200))
    values: tuple[object, ...] = (
        None,
        True,
        -1,
        10**30,
        1e308,
        "",
        "x" * 20_000,
        "\ud800",
        [],
        {},
        ["\u0000"],
        "2026-02-30",
        {"a": {"b": []}},
    )
    keys = (
        "personId",
        "interactionType",
        "interactionDate",
        "notes",
        "outcome",
        "nextActionNeeded",
        "first_name",
        "id",
        "",
    )
    body = {chance.choice(keys): chance.choice(values) for _each in range(chance.randrange(8))}
    return json.dumps(body if chance.random() < 0.8 else [body]).encode()
