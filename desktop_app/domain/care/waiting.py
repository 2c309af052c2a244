"""Who is waiting, and since when: the overdue rule for one person (docs/contract/decisions.md, *The follow-ups API*).

Lists ask the database's derived column; this says the same of a person that is on the screen already. Then the order of a day's
work: what was planned and is due, the longest wait, and the end of the last note for a line beside the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.records import NextAction, OverdueRow, PersonName, PersonRow, UserName
from desktop_app.domain.vocabulary import WAITING_STATUSES, Outcome, PersonStatus


def days_waiting(person: PersonRow, today: date) -> int | None:
    """Days since the last contact, or the first visit when never contacted; None for whoever waits for nobody: status, not to be called."""
    if person.not_called is not None or person.status not in WAITING_STATUSES:
        return None
    return (today - (person.last_contact_on or person.first_visit_on)).days


def is_overdue(person: PersonRow, today: date, threshold: int) -> bool:
    """Return whether the person is not paused and has been waiting for at least *threshold* (0…3650) days."""
    days = days_waiting(person, today)
    return days is not None and days >= threshold and not person.is_paused(today)


def is_fulfilled(due_on: date, contact_on: date, outcome: Outcome | None) -> bool:
    """Return whether a contact of that day does what was to be done by *due_on*: where somebody was reached and the day has come."""
    return outcome is not None and outcome is not Outcome.NO_CONTACT and contact_on >= due_on


_DISTANCES = (2, 4, 7)
"""Days until the next attempt after one that reached nobody, after two, after three and more: each time a little longer."""
_SUNDAY = 7


def day_to_try_again(attempts: int, from_day: date) -> date:
    """Return a good day for the attempt after so many that reached nobody (1 and more), counted from *from_day*; never a Sunday."""
    day = from_day + timedelta(days=_DISTANCES[min(max(attempts, 1), len(_DISTANCES)) - 1])
    return day + timedelta(days=1) if day.isoweekday() == _SUNDAY else day


# -- the day's work

A_DAYS_SHARE = 20
"""So many of those who wait are a day's work: a list of hundreds can never be done, and nobody begins it."""
MOST_LAST_WORDS = 160
"""Characters of a note's end: what a line has room for."""


@dataclass(frozen=True, slots=True)
class TodayRow:
    """A person who needs us today: *action* is what was planned first and is due, *waiting* how long they have waited."""

    action: NextAction | None
    waiting: OverdueRow | None

    @property
    def _source(self) -> NextAction | OverdueRow:
        source = self.action or self.waiting
        if source is None:
            raise LookupError("a row is there for what is planned or for a wait")
        return source

    @property
    def person(self) -> PersonName:
        """Who it is."""
        return self._source.person

    @property
    def phone(self) -> str:
        """Their number, or nothing."""
        return self._source.phone

    @property
    def status(self) -> PersonStatus:
        """Where they stand."""
        return self._source.status

    @property
    def mentor(self) -> UserName | None:
        """Whom they are assigned to."""
        return self._source.mentor

    @property
    def looked_after_by(self) -> UserName | None:
        """The colleague of a mentor who is away."""
        return self._source.looked_after_by


def room_for_waiting(done_today: int) -> int:
    """Return how many of those who wait the day has room for, after *done_today* follow-ups; never below none."""
    return max(A_DAYS_SHARE - done_today, 0)


def order_of_today(
    due: Sequence[NextAction], waiting: Sequence[OverdueRow], room: int
) -> tuple[TodayRow, ...]:
    """Return those with something planned and due, the soonest first, then at most *room* of the others who wait, the longest first.

    *due* come the soonest first, *waiting* the longest first. Each person stands once, by what was planned first.
    """
    waits = {row.person.id: row for row in waiting}
    first_of = {action.person.id: action for action in reversed(due)}
    planned = [
        TodayRow(action, waits.get(action.person.id))
        for action in due
        if first_of[action.person.id] is action
    ]
    others = [TodayRow(None, row) for row in waiting if row.person.id not in first_of]
    return (*planned, *others[: max(room, 0)])


def last_words(end: str, *, is_whole: bool) -> str:
    """Return *end*, the last characters of a note or the whole of it, on one line and from the beginning of a word."""
    line = " ".join(end.split())
    if is_whole:
        return line
    _cut_word, _space, words = line.partition(" ")
    return f"…{words or line}"
