"""Running the server in a thread of the program, with a loop of its own: started when it answers, stopped when it has answered."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import ssl
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from desktop_app.domain.serving import CannotListen, PortTaken
from desktop_app.server.app import make_app
from desktop_app.server.certificates import tls_context
from desktop_app.server.framework.connections import Connection, Listener, is_loopback
from desktop_app.server.framework.options import ServerOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.controllers.registry import Controllers

_READY_SECONDS = 20
_PORTS_TRIED = 200
_LAST_PORT = 65_535
_BACKLOG = 256
_IN_USE = {errno.EADDRINUSE, 10048}  # Windows' own number for it
_NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, 10049}
_NO_RIGHT = {errno.EACCES, errno.EPERM, 10013}
_OTHER_LOOPBACK = {"127.0.0.1": "::1", "::1": "127.0.0.1"}
_log = logging.getLogger(__name__)


class Runner:
    """One server from ``start`` to ``stop``. ``ended`` is called on its thread if it ends by a fault of its own."""

    def __init__(
        self,
        controllers: Controllers,
        options: ServerOptions,
        ended: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._options = options
        self._ended = ended
        self._ready = threading.Event()
        self._fault: BaseException | None = None
        self._thread: threading.Thread | None = None
        self._sockets: list[socket.socket] = []
        self.app = make_app(controllers, options)
        self.port = options.port
        """Where it listens; known once it was started."""
        tls = None
        if options.certificate is not None:
            tls = tls_context(options.certificate, options.key or options.certificate)
        self._listener = self._make_listener(tls)

    def _make_listener(self, tls: ssl.SSLContext | None) -> Listener:
        config = uvicorn.Config(
            self.app,
            http=Connection,
            loop="asyncio",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # an address in a header is whatever somebody wrote there
            timeout_keep_alive=self._options.idle_seconds,
            timeout_graceful_shutdown=max(1, round(self._options.stop_seconds)),
        )
        return Listener(config, self._options, tls)

    @property
    def url(self) -> str:
        """Return where to call it from this PC."""
        host = "127.0.0.1" if self._options.host in {"0.0.0.0", "::", "localhost"} else self._options.host  # noqa: S104 - compared
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self._options.is_secure else 'http'}://{shown}:{self.port}"

    def start(self) -> None:
        """Listen, and come back when requests are answered.

        Raises:
            PortTaken: somebody else listens there.
            CannotListen: the address is not this PC's, or it is beyond loopback without TLS.
        """
        self._sockets = listen(self._options)
        self.port = _port_of(self._sockets[0])
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)
        self._thread.start()
        self._ready.wait(_READY_SECONDS)
        if self._fault is not None:
            self._thread.join()
            raise self._fault

    def stop(self) -> None:
        """Let nobody in any more, answer what is under way (at most for ``stop_seconds``), end the threads."""
        if self._thread is not None:
            self._ended = None
            self._listener.should_exit = True
            self._thread.join(self._options.stop_seconds + _READY_SECONDS)
            self._thread = None

    def is_running(self) -> bool:
        """Return whether its thread is."""
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - whatever ends the server is told to who looks after it
            is_starting = not self._ready.is_set()
            self._fault = error
            if self._ended is not None and not is_starting:
                self._ended(error)
        finally:
            self._ready.set()
            for listening in self._sockets:
                listening.close()

    async def _serve(self) -> None:
        serving = asyncio.create_task(self._listener.serve(self._sockets))
        while not self._listener.started and not serving.done():
            await asyncio.sleep(0.005)
        if not serving.done():
            self._ready.set()
        await serving


# -- where to listen


def _port_of(listening: socket.socket) -> int:
    """Return the port that a socket listens on; the address of version 6 has more parts than that of version 4."""
    _host, port, *_more = listening.getsockname()
    return int(port)


def listen(options: ServerOptions) -> list[socket.socket]:
    """Return sockets that listen where *options* say; on loopback, in both of its families where there are two.

    Raises:
        PortTaken: somebody else listens there.
        CannotListen: as ``Runner.start``.
    """
    host = options.host
    if host == "localhost":
        host = "127.0.0.1"
    if not is_loopback(host) and not options.is_secure:
        raise CannotListen("plain", host, options.port)
    first = _bind(host, options.port)
    sockets = [first]
    other = _OTHER_LOOPBACK.get(host)
    if other is not None:
        with suppress(PortTaken, CannotListen):  # “localhost” may mean either; one of them is enough
            sockets.append(_bind(other, _port_of(first)))
    return sockets


def next_free(host: str, port: int) -> int:
    """Return the next port from *port* on that nobody listens on; 0 when none was found."""
    for tried in range(port + 1, min(port + _PORTS_TRIED, _LAST_PORT) + 1):
        try:
            _open(host, tried).close()
        except OSError:
            continue
        return tried
    return 0


def _open(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    dual = host == "::" and socket.has_dualstack_ipv6()
    return socket.create_server((host, port), family=family, backlog=_BACKLOG, dualstack_ipv6=dual)


def _bind(host: str, port: int) -> socket.socket:
    try:
        return _open(host, port)
    except socket.gaierror:
        raise CannotListen("name", host, port) from None
    except OSError as error:
        if error.errno in _IN_USE:
            raise PortTaken(port, next_free(host, port)) from None
        if error.errno in _NO_RIGHT:
            raise CannotListen("right", host, port) from None
        raise CannotListen("address", host, port) from None
