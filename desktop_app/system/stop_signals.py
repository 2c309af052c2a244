"""Hearing that a command without a window is asked to stop (SIGTERM, Ctrl+C), so that it ends its work well."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """Give an event that is set when the process is asked to stop for the first time; the second time the process ends at once."""
    asked = threading.Event()
    known = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    handlers = {number: signal.getsignal(number) for number in known}

    def ask(_number: int, _frame: object) -> None:
        asked.set()
        for number, handler in handlers.items():
            signal.signal(number, handler)

    for number in known:
        if handlers[number] is not signal.SIG_IGN:  # nohup
            signal.signal(number, ask)
    try:
        yield asked
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
