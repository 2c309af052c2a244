"""Whether this PC's clock can be right, by what was recorded: before the newest record or years behind it, nothing that follows is true."""

from __future__ import annotations

from datetime import timedelta

from desktop_app.controllers.base import Controller
from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import ActivityLogTable
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.domain.clock_doubt import ClockDoubt

_LOOKED_AT = 21
"""The newest lines of the log, of which the middle one counts: a few of a wrong day long ago do not accuse today's clock."""
_BEHIND = timedelta(days=1)
_AHEAD = timedelta(days=2 * 365)


class ClockCheck(Controller):
    """Comparing the clock with the activity log."""

    def doubt(self) -> ClockDoubt | None:
        """Return why the clock is plainly wrong; None while it may be right, or nothing was recorded yet.

        Raises:
            Unavailable: the data cannot be read.
        """
        table = ActivityLogTable
        with self._store.reading():
            rows = raw_rows(table.select(table.at).order_by(table.id.desc()).limit(_LOOKED_AT))
        moments = sorted(from_milliseconds(at) for (at,) in rows)
        if not moments:
            return None
        now, recorded = self._clock.now(), moments[len(moments) // 2]
        if now < recorded - _BEHIND:
            return ClockDoubt(now, recorded, is_behind=True)
        if now > moments[-1] + _AHEAD:
            return ClockDoubt(now, moments[-1], is_behind=False)
        return None
