"""Next actions as a calendar file: a whole day each, which every calendar opens and none counts as busy.

An event keeps its identity, so that a file which is opened again brings the same events up to date. What is to be done and the
phone number are in it only when wanted: a calendar is often shown to others, and kept on their servers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import IO
from uuid import UUID

from desktop_app.domain.records import NextAction
from desktop_app.exchange.safe_text import tidied
from desktop_app.i18n.texts import language, tr

_END = b"END:VCALENDAR"


def write_calendar(
    stream: IO[bytes],
    name: str,
    batches: Iterable[Sequence[NextAction]],
    now: datetime,
    *,
    with_notes: bool,
    gone: Iterable[tuple[UUID, date]] = (),
) -> None:
    """Write the next actions of *batches* to *stream* as a calendar called *name*, in the reader's language; *now* is UTC.

    *gone* are the identities and days of those that an earlier file put in and that are to be taken out.

    Raises:
        OSError: there is no room, or the disk does not answer.
    """
    from icalendar import Calendar  # noqa: PLC0415 - 100 ms that only an export needs

    calendar = Calendar()
    calendar.add("prodid", f"-//Suivi//Suivi//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    head, end, _ = calendar.to_ical().rpartition(_END)
    stream.write(head)
    for batch in batches:
        stream.write(b"".join(_event(action, now, with_notes=with_notes) for action in batch))
    stream.write(b"".join(_cancelled(key, due, now) for key, due in gone))
    stream.write(end + b"\r\n")


def _sequence(now: datetime) -> int:
    """Return a number that is larger in each later file: what is opened again after it was taken out comes back too."""
    return int(now.timestamp()) // 60


def _cancelled(key: UUID, due: date, now: datetime) -> bytes:
    """Return an event that a calendar takes out: newer than the one it has of this identity, and about nobody."""
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", str(key))
    event.add("dtstamp", now)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", tr("Done"))
    event.add("status", "CANCELLED")
    event.add("sequence", _sequence(now))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return bytes(event.to_ical())


def _event(action: NextAction, now: datetime, *, with_notes: bool) -> bytes:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", str(action.uuid))
    event.add("dtstamp", now)
    event.add("sequence", _sequence(now))
    event.add("dtstart", action.due_on)
    event.add("dtend", action.due_on + timedelta(days=1))
    name, notes, phone = tidied([action.person.full_name, action.notes, action.phone])
    event.add("summary", tr("Call back {name}", name=name))
    if with_notes:
        lines = [notes, tr("Phone: {phone}", phone=phone) if phone else ""]
        if any(lines):
            event.add("description", "\n".join(line for line in lines if line))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return bytes(event.to_ical())
