"""The last requests, for whoever looks after the server: never a body, nor the values of a query."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.serving import RequestLine

if TYPE_CHECKING:
    from desktop_app.domain.clock import Clock
    from desktop_app.domain.context import Actor

KEPT = 100
_LONGEST = 200


class _Note(NamedTuple):
    """A request as it was noted."""

    number: int
    at: datetime
    method: str
    path: str
    status: int
    seconds: float
    actor: Actor | None
    address: str


class RequestLog:
    """Noted on the server's thread, read on any other. ``count`` is how many there were in all."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: deque[_Note] = deque(maxlen=KEPT)
        self.count = 0

    def note(
        self, method: str, path: str, status: int, seconds: float, actor: Actor | None, address: str
    ) -> None:
        """Note a request that was just answered; what is written of it is worked out when somebody looks."""
        self.count += 1
        self._kept.append(_Note(self.count, self._clock.now(), method, path, status, seconds, actor, address))

    def lines(self) -> tuple[RequestLine, ...]:
        """Return the last requests, the newest first."""
        return tuple(_line(note) for note in reversed(tuple(self._kept)))


def _line(note: _Note) -> RequestLine:
    shown = "".join(letter if letter.isprintable() else "�" for letter in note.path[:_LONGEST])
    return RequestLine(
        number=note.number,
        at=note.at,
        method=note.method[:16],
        path=shown + ("…" if len(note.path) > _LONGEST else ""),
        status=note.status,
        milliseconds=note.seconds * 1000,
        who=note.actor.full_name if note.actor is not None else "",
        address=note.address,
    )
