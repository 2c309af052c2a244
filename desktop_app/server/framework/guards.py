"""What a request must pass before anything else looks at it, and the line that is kept of it afterwards."""

from __future__ import annotations

import asyncio
import re
from time import perf_counter
from typing import TYPE_CHECKING

from desktop_app.server.framework import messages
from desktop_app.server.framework.errors import Problem
from desktop_app.server.framework.request_log import RequestLog
from desktop_app.server.framework.routes import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from desktop_app.domain.clock import Clock
    from desktop_app.server.framework.options import ServerOptions

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[^\[\]:/@\s]+)(?::[0-9]{1,5})?")
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST_KNOWN = 256
_NEXT_PIECE = 1  # seconds
_READING_OFF = 10  # seconds in all
_MOST_DECLARED = 64  # times the largest body: what is read off of one that is refused
_MOST_UNDECLARED = 16
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_HEADERS = ("Authorization", "Content-Type", "Accept-Language", "Idempotency-Key")


class Gate:
    """Looks at a request's head: whom it was meant for, which page sent it, how large it says to be.

    A web page that somebody visits can make their browser call this PC. The name it calls by gives it away (``Host``), or
    where it came from (``Origin``); only pages that are listed, and our own, may.
    """

    def __init__(self, options: ServerOptions) -> None:
        self._body_limit = options.body_limit
        self._names = _LOOPBACK_NAMES | {name.lower() for name in options.hosts}
        self._origins = frozenset(options.origins)
        self._good_hosts: set[tuple[bytes, str]] = set()

    def problem(self, scope: Scope) -> Problem | None:
        """Return what is wrong with the request's head, if anything is."""
        host: bytes | None = None
        for name, value in scope["headers"]:
            if name == b"host":
                if host is not None:
                    return Problem(400, messages.REFUSED_REQUEST)
                host = value
            elif name == b"content-length" and value.isdigit() and int(value[:20]) > self._body_limit:
                return Problem(
                    413, messages.TOO_LARGE
                )  # what still comes of it is read off, so that the answer is heard
            elif name == b"origin" and not self._is_good_origin(value.decode("latin-1"), scope):
                return Problem(403, messages.REFUSED_REQUEST)
        server = scope.get("server")
        address = str(server[0]) if server else ""
        if host is None or (host, address) not in self._good_hosts:
            return self._unknown_host(host, address)
        return None

    def _unknown_host(self, host: bytes | None, address: str) -> Problem | None:
        written = _HOST.fullmatch((host or b"").decode("latin-1"))
        if written is None:
            return Problem(400, messages.REFUSED_REQUEST)
        name = written["name"].strip("[]").rstrip(".").lower()
        if name not in self._names and name != address.removeprefix("::ffff:").lower():
            return Problem(421, messages.REFUSED_REQUEST)
        if len(self._good_hosts) < _MOST_KNOWN and host is not None:
            self._good_hosts.add((host, address))
        return None

    def _is_good_origin(self, origin: str, scope: Scope) -> bool:
        """Return whether a page of *origin* may call: one that is listed, or one that we served ourselves."""
        origin = origin.lower()
        if origin in self._origins:
            return True
        host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        return origin == f"{scope['scheme']}://{host.lower()}"


class Incoming:
    """A request's body on its way in. It is read off to its end before the answer: who reads only after sending hears it so."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._size = 0
        self._is_whole = False

    async def __call__(self) -> Message:
        """Return the next piece, as the server gives it."""
        message = await self._receive()
        self._size += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        return message

    async def read_off(self) -> None:
        """Take in what is still to come, as long as it comes, and no more than anybody sends by mistake."""
        try:
            async with asyncio.timeout(_READING_OFF):
                while not self._is_whole and self._size < self._most:
                    async with asyncio.timeout(_NEXT_PIECE):
                        await self()
        except TimeoutError:
            pass  # it waits for our answer, or is not worth waiting for


def _incoming(receive: Receive, scope: Scope, limit: int) -> Incoming | None:
    """Return the body of a request of which more may come than is read; None where it has none, or waits to be asked for it."""
    declared = 0
    is_chunked = False
    for name, value in scope["headers"]:
        if name == b"expect":
            return None
        if name == b"content-length" and value.isdigit():
            declared = int(value[:20])
        elif name == b"transfer-encoding":
            is_chunked = True
    if is_chunked:
        return Incoming(receive, limit * _MOST_UNDECLARED)
    return Incoming(receive, limit * _MOST_DECLARED) if 0 < declared <= limit * _MOST_DECLARED else None


class Guarded:
    """The application behind its gate. ``log`` holds the last requests."""

    def __init__(self, app: ASGIApp, options: ServerOptions, clock: Clock) -> None:
        self._app = app
        if options.origins:
            from starlette.middleware.cors import CORSMiddleware  # noqa: PLC0415 - hardly any office lists an origin

            self._app = CORSMiddleware(
                app,
                allow_origins=options.origins,
                allow_methods=_METHODS,
                allow_headers=_HEADERS,
                expose_headers=("Retry-After", "Idempotency-Replayed"),
            )
        self._gate = Gate(options)
        self._body_limit = options.body_limit
        self.log = RequestLog(clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one connection's request through, or refuse it; note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()
        status = 0
        if len(scope["path"]) > 1:  # with a slash at its end it is the same resource, and no redirect
            scope["path"] = scope["path"].removesuffix("/")

        incoming = _incoming(receive, scope, self._body_limit)

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if incoming is not None:
                    await incoming.read_off()
            await send(message)

        try:
            problem = self._gate.problem(scope)
            if problem is None:
                await self._app(scope, incoming or receive, noting)
            else:
                await refusal(problem, scope)(scope, receive, noting)
        finally:
            client = scope.get("client")
            self.log.note(
                scope["method"],
                scope["path"],
                status,
                perf_counter() - begun,
                scope.get("actor"),
                client[0] if client else "",
            )
