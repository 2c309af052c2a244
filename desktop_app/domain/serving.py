"""How the program serves other programs: what is chosen, how it stands, what was asked, and what can go wrong with it.

Both who chooses (the window, the command line) and who serves (the HTTP server) speak in these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from desktop_app.domain.errors import DomainError
from desktop_app.i18n.texts import Text, mark

PORT = 8765
"""Where the server listens unless another port is chosen."""
LOOPBACK = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - what the office network means; only over TLS


_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[0-9a-z.:_-]+")


@dataclass(frozen=True, slots=True)
class Serving:
    """How the server is to run in the window. On the network it speaks TLS, with a certificate of its own unless one is named."""

    port: int = PORT  # 1…65535
    on_network: bool = False
    certificate: Path | None = None  # the office's own, in PEM, with its ``key``
    key: Path | None = None
    names: tuple[str, ...] = ()  # by which the PC is called besides those it knows itself
    origins: tuple[str, ...] = ()  # of web pages that may call


class Phase(StrEnum):
    """Where the server is between off and on."""

    OFF = "off"
    STARTING = "starting"
    ON = "on"
    STOPPING = "stopping"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ServerState:
    """How the server stands. ``error`` is why it ``FAILED``; the rest is known while it is ``ON``."""

    phase: Phase = Phase.OFF
    addresses: tuple[str, ...] = ()  # the one to copy first: http://127.0.0.1:8765
    certificate: CertificateFacts | None = None
    error: BaseException | None = None


class CertificateFacts(NamedTuple):
    """What is told of a certificate; ``fingerprint`` is its SHA-256 as pairs of hexadecimal digits with colons."""

    fingerprint: str
    expires_at: datetime
    names: tuple[str, ...]


class RequestLine(NamedTuple):
    """One request that was answered: never a body, nor the values of a query."""

    number: int  # counted from the start
    at: datetime
    method: str
    path: str
    status: int
    milliseconds: float
    who: str  # the user's name; empty when nobody was signed in
    address: str  # where it came from


class PortTaken(DomainError):
    """Another program listens on ``port`` already; ``free`` is the next one that nobody has, 0 when none was found."""

    def __init__(self, port: int, free: int) -> None:
        message = (
            mark("Another program uses port {port} already. Port {free} is free.")
            if free
            else mark("Another program uses port {port} already. Choose another one.")
        )
        super().__init__(Text(message, {"port": port, "free": free}))
        self.port = port
        self.free = free


class WrongOrigin(DomainError):
    """What was given as the origin of a web page is none: every page (``*``), a page without one (``null``), or no address."""

    def __init__(self, origin: str) -> None:
        source = mark("“{origin}” is not where a web page comes from. Write it as https://intranet.example.")
        super().__init__(Text(source, {"origin": origin}))
        self.origin = origin


def origin_of(text: str) -> str:
    """Return the origin in *text* as browsers send it: in lower case, without the scheme's own port and a slash at the end.

    Raises:
        WrongOrigin: it is none.
    """
    try:
        address = urlsplit(text.strip())
        host, port = address.hostname or "", address.port
    except ValueError:
        raise WrongOrigin(text) from None
    beyond = address.path.strip("/") or address.query or address.fragment or address.username is not None
    if address.scheme not in _PORTS or not _HOST.fullmatch(host) or beyond:
        raise WrongOrigin(text)
    shown = f"[{host}]" if ":" in host else host
    return f"{address.scheme}://{shown}" + (f":{port}" if port not in {None, _PORTS[address.scheme]} else "")


class CannotListen(DomainError):
    """The chosen address or port cannot be used on this PC."""

    _SOURCES = {  # noqa: RUF012 - constant
        "address": mark("This PC does not have the address {host}."),
        "right": mark("This PC does not let programs use port {port}. Choose one from 1024 on."),
        "name": mark("The name {host} is not known here. Give an address, such as 127.0.0.1."),
        "plain": mark("Beyond this PC, the server answers only over TLS: it needs a certificate."),
    }

    def __init__(self, reason: str, host: str, port: int) -> None:
        super().__init__(Text(self._SOURCES[reason], {"host": host, "port": port}))
        self.reason = reason


class CertificateProblem(DomainError):
    """A certificate or its key cannot be used; ``reason`` says which way."""

    _SOURCES = {  # noqa: RUF012 - constant
        "unreadable": mark("The file {file} cannot be read."),
        "certificate": mark("The file {file} is not a certificate in PEM form."),
        "key": mark("The file {file} is not a key in PEM form, or it is locked with a password."),
        "apart": mark("The certificate and the key do not match."),
        "expired": mark("The certificate in {file} has expired."),
        "both": mark("A certificate needs its key, and a key its certificate: choose both files."),
        "folder": mark("The certificate cannot be written to {file}."),
    }

    def __init__(self, reason: str, file: object = "") -> None:
        super().__init__(Text(self._SOURCES[reason], {"file": file}))
        self.reason = reason


class ServerMissing(DomainError):
    """The libraries of the server are not installed."""

    def __init__(self) -> None:
        line = 'pip install "suivi[server]"'
        super().__init__(
            Text(mark("The server’s libraries are not installed here. Install them: {line}"), {"line": line})
        )
