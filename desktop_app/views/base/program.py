"""What the windows need of the program they are the face of; ``application.Application`` is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop_app.controllers.announcements import Changes
    from desktop_app.controllers.registry import Controllers
    from desktop_app.domain.serving import RequestLine, ServerState, Serving


class LocalServer(Protocol):
    """The HTTP server within the program. Every call comes back at once, but ``close``."""

    folder: Path

    def state(self) -> ServerState:
        """How it stands now."""

    def listen(self, listener: Callable[[ServerState], None]) -> Callable[[], None]:
        """Call *listener* with every new state, on whatever thread; returns how to stop."""

    def start(self, serving: Serving) -> None:
        """Switch on; one that runs is stopped first."""

    def stop(self) -> None:
        """Switch off once requests under way are answered."""

    def make_certificate(self) -> None:
        """Make the program's own certificate anew."""

    def requests(self) -> tuple[RequestLine, ...]:
        """The last 100 requests, the newest first."""

    def request_count(self) -> int:
        """How many there were since it was switched on."""


class Program(Protocol):
    """One data folder with all that can be done to it."""

    folder: Path
    changes: Changes

    @property
    def controllers(self) -> Controllers:
        """What the program can do; not to be asked for before it is open."""

    @property
    def local_server(self) -> LocalServer:
        """The HTTP server over this data."""

    def open(self) -> None:
        """Open the data on the calling thread.

        Raises:
            Unavailable: it cannot be used; nothing was touched.
        """

    def stop_serving(self) -> None:
        """Switch the HTTP server off, if it was ever on; comes back when requests under way are answered."""

    def close(self) -> None:
        """Close the calling thread's connection."""
