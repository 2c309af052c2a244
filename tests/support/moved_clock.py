"""The PC's clock, moved for the tests and for every Python that they start.

``SUIVI_TEST_CLOCK="+40"`` or ``"2028-02-29T23:30 Pacific/Kiritimati"``: the first word is a number of days to add, or a moment (of the zone behind it;
of UTC when there is none); the zone, if any, becomes the PC's. What asks through Python is told the moved time (``time-machine`` replaces its functions in C); ``perf_counter`` and
``monotonic``, the stamps of files, Qt and OpenSSL stay as they are.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

VARIABLE = "SUIVI_TEST_CLOCK"
SECONDS = "SUIVI_TEST_CLOCK_SECONDS"
"""By how much it is moved: worked out once, so that what is started later goes on from there."""
EVERY_START = Path(__file__).parent / "every_start"
"""The folder of the ``sitecustomize`` with which a Python that a test starts moves its clock too."""


def seconds_to(written: str, now: datetime) -> tuple[float, str]:
    """By how many seconds *written* moves the clock from *now* (aware), and the zone it names (empty: the PC's own)."""
    when, _, zone = written.strip().partition(" ")
    if when[:1] in "+-":
        return timedelta(days=float(when)).total_seconds(), zone
    moment = datetime.fromisoformat(when)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone) if zone else UTC)
    return (moment - now).total_seconds(), zone


def start() -> None:
    """Move the clock as the environment says, in this process and in those that it starts; nothing where it says nothing."""
    written = os.environ.get(VARIABLE, "")
    if not written:
        return
    if SECONDS not in os.environ:  # else whoever started this process moved it already
        seconds, zone = seconds_to(written, datetime.now(UTC))
        os.environ[SECONDS] = repr(seconds)
        if zone:
            os.environ["TZ"] = zone
            if hasattr(time, "tzset"):  # not on Windows
                time.tzset()
        paths = (str(EVERY_START), *filter(None, [os.environ.get("PYTHONPATH")]))
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    if "sitecustomize" not in sys.modules or not hasattr(sys.modules["sitecustomize"], "traveller"):
        import time_machine  # noqa: PLC0415 - where no clock is moved, nothing needs it

        time_machine.travel(timedelta(seconds=float(os.environ[SECONDS])), tick=True).start()


def words() -> str:
    """What the clock says under which the tests run, and whether it is the PC's own."""
    now = datetime.now().astimezone()
    zone = os.environ.get("TZ") or now.tzname() or ""
    moved = os.environ.get(VARIABLE)
    return f"{now:%A %d %B %Y %H:%M} {zone} ({f'moved: {moved}' if moved else 'the PC’s own'})"
