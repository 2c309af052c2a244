"""Hearing that a command without a window is asked to stop (SIGTERM, Ctrl+C), so that it ends its work well."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """Set when the process is asked to stop the first time; the second time it is stopped without further ado."""
    asked = threading.Event()
    known = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {one: signal.getsignal(one) for one in known}

    def ask(_number: int, _frame: object) -> None:
        asked.set()
        for one, handler in before.items():
            signal.signal(one, handler)

    for one in known:
        if before[one] is not signal.SIG_IGN:  # nohup
            signal.signal(one, ask)
    try:
        yield asked
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
