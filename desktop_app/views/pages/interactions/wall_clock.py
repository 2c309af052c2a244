"""Moments of an interaction as the organisation's wall clock shows them and as the form's fields hold them.

``last_full_minutes(clock)``        now, to the last five minutes that are full
``on_the_wall(clock, moment)``      a moment as its two fields hold it: the day and the time, or two empty texts
``moment_in_words(typed)``          what two fields hold, as one reads it; as it was typed where it is no moment
"""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.clock import Clock
from desktop_app.views.wording import formats

_ROUNDED_TO = 5  # minutes


def last_full_minutes(clock: Clock) -> datetime:
    """Return the wall clock's last five minutes that are full."""
    now = clock.local(clock.now()).replace(tzinfo=None)
    return now.replace(minute=now.minute - now.minute % _ROUNDED_TO, second=0, microsecond=0)


def on_the_wall(clock: Clock, moment: datetime | None) -> list[str]:
    """Return *moment* as the fields of a day and a time hold it."""
    if moment is None:
        return ["", ""]
    local = clock.local(moment)
    return [local.date().isoformat(), f"{local:%H:%M}"]


def moment_in_words(typed: list[str]) -> str:
    """Return what is *typed* into a day and a time, in words."""
    try:
        return formats.short_moment(datetime.fromisoformat("T".join(typed)))
    except ValueError:
        return " ".join(typed).strip()
