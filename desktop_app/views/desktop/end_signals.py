"""Ending properly when the system asks a program to end: at the end of a session, at ``kill``, at Ctrl+C in a terminal.

``EndSignals(parent)``   ``begin()``, ``end()``; signal ``came()``
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    import socket


class EndSignals(QObject):
    """Qt waits in C, where no Python handler runs: a byte on a socket wakes it. Windows tells its programs otherwise.

    What is to be done is done when the byte is read, from Qt's loop: a handler runs in the middle of whatever goes on, which may
    hold a lock that the end of the program needs.
    """

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before: dict[int, Any] = {}
        self._ends: tuple[socket.socket, socket.socket] | None = None
        self._watch: QSocketNotifier | None = None

    def begin(self) -> None:
        """Heed signals from now on."""
        if sys.platform == "win32":
            return
        import signal  # noqa: PLC0415 - after the first painting
        import socket  # noqa: PLC0415

        near, far = self._ends = socket.socketpair()
        near.setblocking(False)
        far.setblocking(False)
        self._watch = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._wake)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            self._before[number] = signal.signal(number, _pass)
        signal.set_wakeup_fd(far.fileno(), warn_on_full_buffer=False)

    def _wake(self) -> None:
        """Take the bytes, which are the signals' numbers."""
        if self._ends is not None and set(self._ends[0].recv(64)) & self._before.keys():
            self.came.emit()

    def end(self) -> None:
        """Leave signals to whoever heeded them before."""
        if self._ends is None:
            return
        import signal  # noqa: PLC0415 - as above

        signal.set_wakeup_fd(-1)
        for number, before in self._before.items():
            signal.signal(number, before)
        if self._watch is not None:
            self._watch.setEnabled(False)
        for end in self._ends:
            end.close()
        self._ends = None


def _pass(_number: int, _frame: object) -> None:
    """Neither ends the program nor does anything here."""
