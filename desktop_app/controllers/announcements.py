"""Telling everybody who shows something that it changed: announced after the commit, on the thread that committed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.domain.context import Changed


class Changes:
    """Those who want to know. A listener must be quick and safe to call from any thread (a Qt signal's ``emit`` is)."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changed], None]] = []

    def listen(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Call *listener* at every change; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def announce(self, changed: Changed) -> None:
        """Tell every listener. One that fails does not keep the others from hearing, nor undo what is committed."""
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception:
                import logging  # noqa: PLC0415 - 9 ms that no start should wait for

                logging.getLogger(__name__).exception("A listener failed at %s", sorted(changed.kinds))
