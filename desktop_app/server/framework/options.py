"""How the server is to run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.serving import LOOPBACK, PORT


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Where it listens and what it lets through."""

    host: str = LOOPBACK
    port: int = PORT
    """0: any that is free."""
    certificate: Path | None = None
    """In PEM; with its ``key``: TLS. Without, only loopback is served."""
    key: Path | None = None
    body_limit: int = 1024 * 1024
    """Bytes of a request's body; more is 413."""
    origins: tuple[str, ...] = ()
    """Origins of web pages that may call (CORS), as browsers send them (``serving.origin_of``); none by default."""
    hosts: tuple[str, ...] = ()
    """Names by which the server may be called besides loopback's and its own address."""
    connections: int = 128
    """At the same time; more are turned away."""
    connections_of_address: int = 32
    """Of one address of the network; this PC's own programs share one, and may have all."""
    header_seconds: float = 10
    """For a request's head, and for TLS to be agreed on, before the connection is cut."""
    body_seconds: float = 30
    """For a request's body from its head on; then 408."""
    request_seconds: float = 30
    """For a whole request, from its head to its answer: its body, its wait for others, its work; then 503, and nothing is written."""
    write_seconds: float = 30
    """For a client to take what it asked for, once it no longer fits between us."""
    idle_seconds: int = 30
    """For a connection to wait for its next request."""
    stop_seconds: float = 10
    """For requests under way when the server is stopped."""

    @property
    def is_secure(self) -> bool:
        """Return whether it speaks TLS."""
        return self.certificate is not None
