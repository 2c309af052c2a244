"""Being called by a later start of the program: its request comes in by a socket, and the window comes to the front.

``SingleInstance(instance, parent)``   ``begin()`` once the window is painted, ``end()``; signal ``came(request)``
``bring_to_front(window, activation="")``
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.system import instance_lock
from desktop_app.system.instance_lock import InstanceLock

if TYPE_CHECKING:
    import socket

PATIENCE = 2_000  # milliseconds that a caller may take


class SingleInstance(QObject):
    """Listens on the UI thread, on purpose: a window that does not answer is no window to be sent to."""

    came = Signal(object)

    def __init__(self, instance: InstanceLock, parent: QObject) -> None:
        super().__init__(parent)
        self._instance = instance
        self._watch: QSocketNotifier | None = None

    def begin(self) -> None:
        """Listen from now on."""
        opened = self._instance.open()
        if opened is None:
            return
        self._watch = QSocketNotifier(opened.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(lambda: self._accept(opened))

    def end(self) -> None:
        """Give the lock back: a later start opens a window of its own."""
        if self._watch is not None:
            self._watch.setEnabled(False)
            self._watch = None
        self._instance.close()

    def _accept(self, opened: socket.socket) -> None:
        try:
            connection, _address = opened.accept()
        except OSError:  # gone already
            return
        connection.setblocking(False)
        _Caller(connection, self)

    def answer(self, sent: bytes) -> bytes:
        """Take in the request that a later start *sent*, and return what that start is answered."""
        request = self._instance.read(sent)
        if request is None:
            return instance_lock.NOT_MINE
        QTimer.singleShot(0, self, lambda: self.came.emit(request))  # the caller need not wait for it
        return instance_lock.TAKEN


class _Caller(QObject):
    """One start that calls: read to the end of the line, answered, gone."""

    def __init__(self, connection: socket.socket, single_instance: SingleInstance) -> None:
        super().__init__(single_instance)
        self._single_instance = single_instance
        self._connection = connection
        self._sent = b""
        self._watch = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._read)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._leave)
        self._patience.start(PATIENCE)

    def _read(self) -> None:
        try:
            more = self._connection.recv(instance_lock.MOST_BYTES)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        self._sent += more
        if not more or len(self._sent) > instance_lock.MOST_BYTES:
            self._leave()
        elif self._sent.endswith(b"\n"):
            answer = self._single_instance.answer(self._sent)
            with suppress(OSError):  # who called may have lost patience
                self._connection.sendall(answer)
            self._leave()

    def _leave(self) -> None:
        self._patience.stop()
        self._watch.setEnabled(False)
        self._connection.close()
        self.deleteLater()


def bring_to_front(window: QWidget, activation: str = "") -> None:
    """Show *window* before all others, as far as the desktop lets it; where it does not, its entry in the task bar asks for a look.

    *activation* is what the desktop gave the program that calls (Wayland).
    """
    if activation:
        os.environ["XDG_ACTIVATION_TOKEN"] = activation  # where Qt looks for it
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
