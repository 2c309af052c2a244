"""Who is waiting, and since when: the overdue rule for one person (docs/contract/decisions.md, *The follow-ups API*).

Lists ask the database's derived column; this says the same of a person that is on the screen already.
"""

from __future__ import annotations

from datetime import date, timedelta

from desktop_app.domain.records import PersonRow
from desktop_app.domain.vocabulary import WAITING_STATUSES, Outcome


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
