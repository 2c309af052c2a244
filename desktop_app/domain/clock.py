"""What time it is for the organisation: *today* is today in its time zone, wherever the PC thinks it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from functools import cache


@cache
def zone(name: str) -> tzinfo:
    """Return the time zone *name* (``Africa/Abidjan``); that of UTC when the name is unknown."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - the first screen does not need it

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def is_zone(name: str) -> bool:
    """Return whether *name* is a time zone that is known here."""
    return name == "UTC" or zone(name) is not UTC


@cache
def zone_names() -> tuple[str, ...]:
    """Return every time zone that can be chosen, sorted. Found once: the whole folder of zones is read for it."""
    from zoneinfo import available_timezones  # noqa: PLC0415

    names = (
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )
    return tuple(sorted(names))


def system_zone_name() -> str:
    """Return the PC's own time zone by name, ``UTC`` when it has none that we know."""
    from tzlocal import get_localzone_name, reload_localzone  # noqa: PLC0415 - 49 ms, at the first run only

    try:
        reload_localzone()  # it remembers; the PC's zone can be set while the program runs
        named = get_localzone_name()
    except (LookupError, OSError, ValueError):  # a zone that the PC made up, or none at all
        named = ""
    return named if named in zone_names() else "UTC"


class Clock:
    """Now and today. Tests give a ``now`` of their own; the organisation's settings give the zone."""

    def __init__(self, zone_name: str = "UTC", now: Callable[[], datetime] | None = None) -> None:
        self.zone_name = zone_name
        self._now = now or (lambda: datetime.now(UTC))

    def now(self) -> datetime:
        """This moment in UTC, to the millisecond (what is stored and what the APIs write)."""
        moment = self._now().astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def today(self) -> date:
        """Return today in the organisation's time zone."""
        return self._now().astimezone(zone(self.zone_name)).date()

    def local(self, moment: datetime) -> datetime:
        """Return *moment* (aware) as the organisation's clocks on the wall show it."""
        try:
            return moment.astimezone(zone(self.zone_name))
        except OverflowError:  # the first and the last day that there are
            return moment

    def from_wall(self, moment: datetime) -> datetime:
        """Return the UTC moment of *moment* (naive) read off the organisation's wall clock."""
        try:
            return moment.replace(tzinfo=zone(self.zone_name)).astimezone(UTC)
        except OverflowError:
            return moment.replace(tzinfo=UTC)


class FixedClock(Clock):
    """A clock that stands still until it is moved, for tests and for ``--today``."""

    def __init__(self, moment: datetime, zone_name: str = "UTC") -> None:
        super().__init__(zone_name, lambda: self.moment)
        self.moment = moment
