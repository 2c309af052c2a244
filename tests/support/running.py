"""Running the server as the program runs it, and speaking to it byte by byte."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.runner import Runner

Run = Callable[..., Runner]
PATIENCE = 20
HEALTH = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n"


def options(**changes: Any) -> ServerOptions:
    """On a free port; *changes* are those of ``ServerOptions``."""
    return ServerOptions(**{"port": 0, **changes})


def connect(runner: Runner, first: bytes = b"") -> socket.socket:
    """A connection that has sent *first*."""
    made = socket.create_connection(("127.0.0.1", runner.port), PATIENCE)
    made.sendall(first)
    return made


def read_all(connection: socket.socket) -> bytes:
    """What the server sends until it closes; nothing more once it cut the connection off."""
    pieces = []
    try:
        while piece := connection.recv(65_536):
            pieces.append(piece)
    except ConnectionError:
        pass
    return b"".join(pieces)


def ask(runner: Runner, request: bytes) -> tuple[int, bytes]:
    """Send *request* on a connection of its own; the answer's status and its body, as far as one packet holds it."""
    head, _, rest = request.partition(b"\r\n\r\n")
    with closing(connect(runner, head + b"\r\nConnection: close\r\n\r\n" + rest)) as connection:
        answer = read_all(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), body


def wait_until(true: Callable[[], object], what: str) -> None:
    """Look again and again, for some seconds at most."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.01)
