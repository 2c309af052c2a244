"""What is said of a clock that is plainly wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.i18n.texts import tr


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Why the clock cannot be right: *now* by it lies before what was *recorded* (``is_behind``), or years after."""

    now: datetime
    recorded: datetime
    is_behind: bool

    def words(self, written: Callable[[date], str] = date.isoformat) -> str:
        """Return what is wrong and what to do; *written* says how a day is written."""
        today, newest = written(self.now.date()), written(self.recorded.date())
        if self.is_behind:
            return tr(
                "This PC says that it is {today}, but something was recorded here on {newest}. Set its clock before you go on: "
                "nobody seems to wait, and what you write gets a wrong date.",
                today=today,
                newest=newest,
            )
        return tr(
            "This PC says that it is {today}; the newest record is of {newest}, years before. Set its clock before you go on: "
            "what you write gets a wrong date.",
            today=today,
            newest=newest,
        )
