"""How long nobody has worked in the program's windows.

``IdleWatch(parent)``   ``begin(seconds, …)``; signal ``passed(step)`` each time one of the *seconds* has gone by without a key or the
    mouse, once until somebody works again. A PC that slept was left: the first thing done after waking finds that all has passed.
"""

from __future__ import annotations

import math
import time
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY = 5_000  # milliseconds
_SLEPT = 60  # seconds that the clock on the wall went on without the other
_WORK = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # of a key that was taken as a shortcut, all that the window is told
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class Moment(NamedTuple):
    """Two clocks in seconds: that on the wall goes on while the PC sleeps, the other one is never set."""

    wall: float
    steady: float


def now() -> Moment:
    """This moment."""
    return Moment(time.time(), time.monotonic())


class IdleWatch(QObject):
    """Watches the windows that have the keyboard, not every event of every widget: that would double the time a page takes."""

    passed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = now()
        self._steps: tuple[float, ...] = ()
        self._told = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.watch)
            application.applicationStateChanged.connect(self.look)
            self.watch(QGuiApplication.focusWindow())

    def begin(self, *steps: float) -> None:
        """Tell of each of *steps* (seconds, rising) from now on; of none: watch no more."""
        self._steps = steps
        self._work()
        if steps:
            self._timer.start()
        else:
            self._timer.stop()

    def watch(self, window: QWindow | None) -> None:
        """Count what is done in *window* as work; asked for again, nothing is done twice."""
        if window is not None:
            window.installEventFilter(self)

    def idle(self) -> float:
        """For how many seconds nobody has worked, by the clock that has gone on further; endless where the PC slept."""
        moment = now()
        wall, steady = moment.wall - self._last.wall, moment.steady - self._last.steady
        return math.inf if wall - steady >= _SLEPT else max(wall, steady)

    def look(self) -> None:
        """Tell of every step that has passed and was not told of."""
        idle = self.idle()
        while self._told < len(self._steps) and idle >= self._steps[self._told]:
            self._told += 1
            self.passed.emit(self._told - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        """Somebody works: look first what has passed until now. What comes too late is not for what stood there."""
        if not self._steps or event.type() not in _WORK:
            return False
        counted = self._told
        self.look()
        late = self._told > counted
        self._work()
        return late

    def _work(self) -> None:
        self._last = now()
        self._told = 0
