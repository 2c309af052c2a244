"""How long who asked for something waits for it, and that what nobody waits for any more is not written.

A request waits in a line, then for another writer, and its client may have gone or been told "busy" meanwhile. Whoever writes asks
twice: once it may write, and last before the commit. From then on it counts as done, and giving up comes too late.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from desktop_app.domain.errors import Unavailable

_current: ContextVar[Patience | None] = ContextVar("patience", default=None)


class Patience:
    """One who waits, for at most so many *seconds* from now. Used on several threads."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._is_over = False
        self._is_settled = False

    def left(self) -> float:
        """Return the seconds for which there is still somebody waiting; none is below 0."""
        return 0.0 if self._is_over else max(0.0, self._until - time.monotonic())

    def give_up(self) -> bool:
        """Wait no longer; return whether what was waited for will not happen now."""
        with self._lock:
            if not self._is_settled:
                self._is_over = True
            return self._is_over

    def check(self) -> None:
        """Go on only while somebody waits.

        Raises:
            Unavailable: nobody does.
        """
        with self._lock:
            if self._is_settled:
                return
            if self._is_over or time.monotonic() >= self._until:
                self._is_over = True
                raise Unavailable("busy")

    def settle(self) -> None:
        """Decide, right before the commit, that it is done.

        Raises:
            Unavailable: nobody waits for it any more.
        """
        self.check()
        with self._lock:
            if self._is_over:
                raise Unavailable("busy")
            self._is_settled = True


def current() -> Patience | None:
    """Return who waits for what this thread is doing; None where nobody's patience ends (the window, a command)."""
    return _current.get()


@contextmanager
def of(patience: Patience) -> Iterator[None]:
    """Do what is within this block for one who waits with *patience*."""
    token = _current.set(patience)
    try:
        yield
    finally:
        _current.reset(token)
