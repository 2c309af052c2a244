"""The HTTP server as part of the program: switched on and off by the window, which never imports it.

Nothing of the server is loaded before it is switched on. Starting and stopping happen on threads of their own; whoever
wants to know how it stands listens.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING

from desktop_app.domain.errors import DomainError
from desktop_app.domain.serving import (
    EVERY_ADDRESS,
    LOOPBACK,
    CertificateProblem,
    Phase,
    RequestLine,
    ServerMissing,
    ServerState,
    Serving,
    origin_of,
)
from desktop_app.system import logs

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desktop_app.controllers.registry import Controllers
    from desktop_app.server.certificates import Certificate
    from desktop_app.server.framework.options import ServerOptions
    from desktop_app.server.runner import Runner

# ruff: noqa: PLC0415 - importing late is what switching on means
Listener = Callable[[ServerState], None]
TURN = 0.01
"""Seconds that a thread keeps the interpreter while another waits. With Python's own 5 ms the server cuts into each painting of the
window: measured under load, 15 ms a painting instead of 12, and every twentieth 43 instead of 26."""
SERVER_LIBRARIES = frozenset({"uvicorn", "starlette", "cryptography", "h11", "anyio"})


class LocalServer:
    """One server over one data folder; all its methods may be called from any thread."""

    def __init__(self, folder: Path, controllers: Callable[[], Controllers]) -> None:
        self.folder = folder
        self._controllers = controllers
        self._listeners: list[Listener] = []
        self._state = ServerState()
        self._lock = (
            threading.Lock()
        )  # held while starting or stopping: one at a time, in the order asked for
        self._runner: Runner | None = None
        self._serving = Serving()
        self._turn_before = sys.getswitchinterval()
        self._closed = False

    def state(self) -> ServerState:
        """Return whether it is on, where it is reached, and what went wrong."""
        return self._state

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call *listener* with every new state, on whatever thread; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def start(self, serving: Serving) -> None:
        """Switch on, with *serving*; one that runs is stopped first. Comes back at once: ``state`` tells how it went."""
        self._in_background(lambda: self._start(serving, beside_window=True))

    def start_now(self, serving: Serving, host: str = "") -> ServerState:
        """Switch on at *host* (chosen by *serving* unless it is named), and come back when requests are answered.

        Raises:
            DomainError: it cannot (``desktop_app.domain.serving`` says in which ways).
        """
        with self._lock:
            self._start(serving, host)
        if self._state.error is not None:
            raise self._state.error
        return self._state

    def stop(self) -> None:
        """Switch off once requests under way are answered. Comes back at once."""
        self._in_background(self._stop)

    def close(self) -> None:
        """The program ends: switch off, and come back when all is answered (at most some seconds)."""
        self._closed = True
        with self._lock:
            self._stop()

    def requests(self) -> tuple[RequestLine, ...]:
        """Return the last 100 requests, the newest first."""
        runner = self._runner
        return runner.app.log.lines() if runner is not None else ()

    def request_count(self) -> int:
        """Return how many requests there were since it was switched on: cheap to ask again and again."""
        runner = self._runner
        return runner.app.log.count if runner is not None else 0

    def make_certificate(self) -> None:
        """Make the program's own certificate anew; a server that runs with the old one is started again with it.

        Comes back at once; a fault of it is told by ``state``.
        """
        self._in_background(self._make_certificate)

    # -- on threads of their own

    def _in_background(self, work: Callable[[], None]) -> None:
        if not self._closed:

            def run() -> None:
                with self._lock:
                    if not self._closed:
                        work()

            threading.Thread(target=run, name="server switch", daemon=True).start()

    def _announce(self, state: ServerState) -> None:
        self._state = state
        for listener in tuple(self._listeners):
            listener(state)

    def _start(self, serving: Serving, host: str = "", *, beside_window: bool = False) -> None:
        self._stop()
        self._announce(ServerState(Phase.STARTING))
        try:
            certificate = (
                certificate_of(serving, self.folder, self._controllers().clock.now())
                if serving.on_network
                else None
            )
            runner = self._make_runner(options_of(serving, certificate, host))
            runner.start()
        except Exception as error:  # noqa: BLE001 - told of in the window: a known fault by its sentence, a bug by its number
            self._announce(ServerState(Phase.FAILED, error=error))
            return
        self._runner = runner
        self._serving = serving
        if beside_window:
            sys.setswitchinterval(TURN)
        facts = certificate.facts if certificate is not None else None
        addresses = addresses_of(runner.url, runner.port, facts.names if facts is not None else (), host)
        self._announce(ServerState(Phase.ON, addresses, facts))

    def _make_runner(self, options: ServerOptions) -> Runner:
        try:
            from desktop_app.server.runner import Runner
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in SERVER_LIBRARIES:
                raise ServerMissing from error
            raise
        return Runner(self._controllers(), options, self._ended)

    def _ended(self, error: BaseException) -> None:
        if not isinstance(error, DomainError):
            logs.incident(error, "the server")
        self._runner = None
        self._announce(ServerState(Phase.FAILED, error=error))

    def _stop(self) -> None:
        runner = self._runner
        if runner is None:
            if self._state.phase is not Phase.OFF:
                self._announce(ServerState())
            return
        self._announce(replace(self._state, phase=Phase.STOPPING))
        runner.stop()
        self._runner = None
        sys.setswitchinterval(self._turn_before)
        self._announce(ServerState())

    def _make_certificate(self) -> None:
        from desktop_app.server.certificates import own_certificate

        try:
            own_certificate(self.folder, now=self._controllers().clock.now(), anew=True)
        except CertificateProblem as error:
            self._announce(replace(self._state, error=error))
            return
        if self._runner is not None and self._serving.on_network and self._serving.certificate is None:
            self._start(self._serving, beside_window=True)


def certificate_of(serving: Serving, folder: Path, now: datetime) -> Certificate:
    """Return the certificate that *serving* asks for: the office's own, or the one kept in *folder*, made if need be; good at *now*.

    Raises:
        CertificateProblem: it cannot be used or made.
        ServerMissing: the library that makes certificates is not installed.
    """
    try:
        from desktop_app.server.certificates import office_certificate, own_certificate
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in SERVER_LIBRARIES:
            raise ServerMissing from error
        raise
    if serving.certificate is None and serving.key is None:
        return own_certificate(folder, serving.names, now=now)
    if serving.certificate is None or serving.key is None:
        raise CertificateProblem("both")
    return office_certificate(serving.certificate, serving.key, now=now)


def options_of(serving: Serving, certificate: Certificate | None, host: str = "") -> ServerOptions:
    """Return what the server is run with; on the network it may be called by every name in its *certificate*.

    Raises:
        WrongOrigin: an origin that may call is none.
    """
    from desktop_app.server.framework.options import ServerOptions

    options = ServerOptions(
        port=serving.port, origins=tuple(map(origin_of, serving.origins)), hosts=serving.names
    )
    if certificate is None:
        return replace(options, host=host or LOOPBACK)
    return replace(
        options,
        host=host or EVERY_ADDRESS,
        certificate=certificate.certificate,
        key=certificate.key,
        hosts=(*serving.names, *certificate.facts.names),
    )


def addresses_of(url: str, port: int, names: tuple[str, ...], host: str = "") -> tuple[str, ...]:
    """Return the addresses at which the server is called: *url*, unless it listens to the whole network under *names*."""
    if not names or host not in {"", EVERY_ADDRESS, "::"}:
        return (url,)
    from desktop_app.server.certificates import network_addresses

    local = ("localhost", "127.0.0.1", "::1")
    known = dict.fromkeys((*network_addresses(), *names))
    hosts = [
        host_name
        for host_name in known
        if host_name not in local and not host_name.startswith("*") and (":" not in host_name or host == "::")
    ]
    return tuple(
        f"https://[{host_name}]:{port}" if ":" in host_name else f"https://{host_name}:{port}"
        for host_name in hosts
    ) or (url,)


def is_this_pc(host: str) -> bool:
    """Return whether *host* is reached by this PC's own programs only."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
