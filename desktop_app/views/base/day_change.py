"""Telling that another day has begun, for pages that say "today" and count days.

``DayChange(clock, parent)``   signal ``happened()``, at midnight of the organisation's time zone, or as soon after it as the PC
    is awake again; ``look()`` asks at once
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.clock import Clock

_OFTEN = 5 * 60  # seconds: a timer stands still while the PC sleeps
_AFTER = 0.02  # seconds past midnight


class DayChange(QObject):
    """Looks at midnight, and every few minutes."""

    happened = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = clock.today()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._wait()

    def look(self) -> None:
        """Tell, if another day has begun since the last look."""
        today = self._clock.today()
        changed = today != self._day
        self._day = today
        self._wait()
        if changed:
            self.happened.emit()

    def milliseconds_left(self) -> int:
        """Until the next look."""
        return self._timer.remainingTime()

    def _wait(self) -> None:
        now = self._clock.local(self._clock.now())
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
        seconds = min(max((midnight - now).total_seconds(), 0) + _AFTER, _OFTEN)
        self._timer.start(round(seconds * 1000))
