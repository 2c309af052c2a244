"""How the server is to run."""

from __future__ import annotations

from dataclasses import dataclass

PORT = 8765


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Where it listens and what it lets through."""

    host: str = "127.0.0.1"
    port: int = PORT
    body_limit: int = 1024 * 1024
    """Bytes of a request's body; more is 413."""
    origins: tuple[str, ...] = ()
    """Origins of web pages that may call (CORS); none by default."""
    hosts: tuple[str, ...] = ()
    """Names by which the server may be called besides loopback's and its own address."""
