"""What the windows need of the program they are the face of; ``application.Application`` is one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop_app.controllers.changes import Changes
    from desktop_app.controllers.controllers import Controllers


class Program(Protocol):
    """One data folder with all that can be done to it."""

    folder: Path
    changes: Changes

    @property
    def controllers(self) -> Controllers:
        """What the program can do; not to be asked for before it is open."""

    def open(self) -> None:
        """Open the data on the calling thread.

        Raises:
            Unavailable: it cannot be used; nothing was touched.
        """

    def close(self) -> None:
        """Close the calling thread's connection."""
