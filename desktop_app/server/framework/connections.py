"""Connections within limits: how many, from where, and how long each may take to say what it wants and to take its answer.

uvicorn has no limit on the time of a head or of a body, and none by address. Here sockets are accepted one by one, counted
before anything is said on them (TLS too), and once a second whoever takes too long is cut off.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from desktop_app.domain.patience import Patience
from desktop_app.i18n import texts
from desktop_app.server.framework import messages
from desktop_app.server.framework.errors import FOLLOW_UPS_API, Problem, api_of
from desktop_app.server.framework.json_values import encode

if TYPE_CHECKING:
    from desktop_app.server.framework.options import ServerOptions

_FULL = Problem(503, messages.TOO_MANY_CONNECTIONS, headers={"Retry-After": "2"})
_LINGER = 2  # seconds for a client that is turned away to read why
_MOST_LINGERING = 256  # beyond, nobody is let in for a moment: who comes waits outside, and is not reset
_ROOM_SOON = 0.05  # seconds
_AFTER_ANSWER = 2  # seconds for a body that nobody reads any more
_OUT_OF_FILES = 1


class Connection(H11Protocol):
    """One connection. ``cut`` is called once a second and ends what takes too long."""

    options: ServerOptions
    on_lost: Callable[[], None]
    _step: tuple[object, object] = (None, None)  # what it was doing when it was last looked at
    _since = 0.0
    _unread = 0  # bytes of a body that came after its request was answered

    def data_received(self, data: bytes) -> None:
        """Take in what came; of a body that nobody reads any more, no more than of one that is read."""
        super().data_received(data)
        if self.conn.their_state is not h11.SEND_BODY:
            self._unread = 0
        elif self.cycle.response_complete:
            self._unread += len(data)
            if self._unread > self.options.body_limit:
                self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back; what the client asked for and is not written yet is not waited for any more."""
        super().connection_lost(exc)
        current = self._current()
        patience = None if current is None else current.scope.get("patience")
        if isinstance(patience, Patience):
            patience.give_up()
        self.on_lost()

    def cut(self, now: float) -> None:
        """End the connection when what it is doing has taken too long; *now* is the loop's time."""
        doing, seconds = self._doing()
        step = (doing, self.cycle)
        if step != self._step:
            self._step, self._since = step, now
        elif doing and now - self._since >= seconds:
            self._end(doing)

    def _current(self) -> RequestResponseCycle | None:
        return self.cycle  # None until the first request's head is whole, whatever uvicorn's annotation says

    def _doing(self) -> tuple[str, float]:
        """Return what the connection waits for the client to do, and how many seconds that may take; nothing when we are at work."""
        if self.flow.write_paused:
            return "taking", self.options.write_seconds
        current = self._current()
        answered = current is None or current.response_complete
        if self.conn.their_state is h11.SEND_BODY:
            return "sending", _AFTER_ANSWER if answered else self.options.body_seconds
        if answered and self.timeout_keep_alive_task is None:
            return "asking", self.options.header_seconds
        return "", 0

    def _end(self, doing: str) -> None:
        current = self._current()
        started = current is not None and current.response_started
        if doing == "taking":
            self.transport.abort()
        elif doing == "sending" and not started:
            self._refuse(Problem(408, messages.TOO_SLOW), self.cycle.scope["path"])
        elif doing == "asking" and self.conn.trailing_data[0]:
            self._refuse(Problem(408, messages.TOO_SLOW), "")
        else:
            self.transport.close()

    def shutdown(self) -> None:
        """Stop: what is whole is answered, what is still being sent is not waited for."""
        current = self._current()
        if current is not None and not current.response_started and self._doing()[0] == "sending":
            self.transport.abort()
        else:
            super().shutdown()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words
        """Answer what is not HTTP."""
        self._refuse(Problem(400, messages.NOT_HTTP), "")

    def _refuse(self, problem: Problem, path: str) -> None:
        """Answer *problem* without the application, and close."""
        if not self.transport.is_closing():
            with suppress(h11.LocalProtocolError):  # an answer was begun already
                body = _body(problem, path)
                reason = HTTPStatus(problem.status).phrase
                head = h11.Response(
                    status_code=problem.status, headers=_headers(problem, body), reason=reason
                )
                for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                    self.transport.write(self.conn.send(event) or b"")
            self.transport.close()


def _body(problem: Problem, path: str) -> bytes:
    api = api_of(path) if path else FOLLOW_UPS_API
    with texts.speaking(api.languages[0]):
        return encode(api.error(problem)).encode()


def _headers(problem: Problem, body: bytes) -> list[tuple[str, str]]:
    return [
        ("content-type", "application/json"),
        ("content-length", str(len(body))),
        ("connection", "close"),
        *problem.headers.items(),
    ]


def _turned_away() -> bytes:
    body = _body(_FULL, "")
    lines = [f"{name}: {value}" for name, value in _headers(_FULL, body)]
    return "\r\n".join(["HTTP/1.1 503 Service Unavailable", *lines, "", ""]).encode() + body


class TurnedAway(asyncio.Protocol):
    """A connection for which there is no place: told so, and what it sends is read off, or our closing would take the words back."""

    def __init__(self, there: set[asyncio.Transport], left: Callable[[], None]) -> None:
        self._there = there
        self._left = left

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say that there is no place, and leave soon."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - of a stream there is no other
        self._transport = transport
        self._there.add(transport)
        transport.write(_turned_away())
        if transport.can_write_eof():
            transport.write_eof()
        asyncio.get_running_loop().call_later(_LINGER, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - however it went
        """Give the place back."""
        self._there.discard(self._transport)
        self._left()


class Listener(uvicorn.Server):
    """Listens on sockets, counts who comes, and looks after the time."""

    def __init__(self, config: uvicorn.Config, options: ServerOptions, tls: ssl.SSLContext | None) -> None:
        super().__init__(config)
        self._options = options
        self._tls = tls
        self._places: Counter[str] = Counter()
        self._lingering = 0
        self._turned_away: set[asyncio.Transport] = set()
        self._accepting: list[asyncio.Task[None]] = []
        self._agreeing: set[asyncio.Task[None]] = set()

    # -- uvicorn's way through its life

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the application, then listen on *sockets*."""
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            raise RuntimeError("the application did not start")
        self.servers = []  # uvicorn's own: there are none
        for listening in sockets or ():
            listening.setblocking(False)
            self._accepting.append(asyncio.create_task(self._accept(listening)))
        self.started = True

    async def on_tick(self, counter: int) -> bool:
        """Look after the time, ten times a second; *counter* counts them."""
        if counter % 10 == 0:
            now = asyncio.get_running_loop().time()
            for connection in tuple(self.server_state.connections):
                if isinstance(connection, Connection):
                    connection.cut(now)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody in any more, answer what is under way, end."""
        for task in (*self._accepting, *self._agreeing):
            task.cancel()
        await asyncio.gather(*self._accepting, *self._agreeing, return_exceptions=True)
        for transport in tuple(self._turned_away):
            transport.abort()
        await super().shutdown(sockets)

    # -- who comes in

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, address = await loop.sock_accept(listening)
            except OSError:  # no more files may be opened, or the client was gone before we came
                await asyncio.sleep(_OUT_OF_FILES)
                continue
            came_from = str(address[0])
            if self._is_full_for(came_from):
                self._lingering += 1
                coming = self._connect(
                    accepted, partial(TurnedAway, self._turned_away), self._leave_lingering
                )
            else:
                self._places[came_from] += 1
                coming = self._connect(accepted, self._connection, partial(self._leave, came_from))
            task = loop.create_task(coming)
            self._agreeing.add(task)
            task.add_done_callback(partial(self._agreed, accepted))
            while self._lingering >= _MOST_LINGERING:
                await asyncio.sleep(_ROOM_SOON)

    def _agreed(self, accepted: socket.socket, task: asyncio.Task[None]) -> None:
        self._agreeing.discard(task)
        if (
            task.cancelled()
        ):  # perhaps before it took its first step, where it would have closed the socket itself
            accepted.close()

    def _is_full_for(self, address: str) -> bool:
        if self._places.total() >= self._options.connections:
            return True
        of_address = self._places[address]
        return of_address >= self._options.connections_of_address and not is_loopback(address)

    async def _connect(
        self,
        accepted: socket.socket,
        protocol: Callable[[Callable[[], None]], asyncio.Protocol],
        left: Callable[[], None],
    ) -> None:
        leave = _Once(left)
        timeouts: dict[str, Any] = {}
        if self._tls is not None:
            timeouts = {"ssl_handshake_timeout": self._options.header_seconds, "ssl_shutdown_timeout": 2}
        is_connected = False
        try:
            # asyncio does this only for sockets of its own: an answer's body would wait 40 ms for the client to confirm its head
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().connect_accepted_socket(
                partial(protocol, leave), accepted, ssl=self._tls, **timeouts
            )
            is_connected = True
        except OSError:
            pass  # gone, no TLS, or too slow at it
        finally:
            if not is_connected:
                accepted.close()
                leave()

    def _connection(self, leave: Callable[[], None]) -> Connection:
        connection = Connection(self.config, self.server_state, self.lifespan.state)
        connection.options = self._options
        connection.on_lost = leave
        return connection

    def _leave_lingering(self) -> None:
        self._lingering -= 1

    def _leave(self, address: str) -> None:
        self._places[address] -= 1
        if not self._places[address]:
            del self._places[address]


class _Once:
    """Calls *call* the first time only."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call: Callable[[], None] | None = call

    def __call__(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()


def is_loopback(address: str) -> bool:
    """Return whether *address* is one of this PC's own programs'; a name is none."""
    try:
        written = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(written, "ipv4_mapped", None)
    return (mapped or written).is_loopback
