"""Who is waiting, and since when: the overdue rule for one person (contract, family A, *overdue*).

Lists ask the database's derived column; this says the same of a person that is on the screen already.
"""

from __future__ import annotations

from datetime import date

from desktop_app.domain.records import PersonRow
from desktop_app.domain.vocabulary import WAITING_STATUSES


def days_waiting(person: PersonRow, today: date) -> int | None:
    """Days since the last contact, or since the first visit when never contacted; None for a status that does not wait."""
    if person.status not in WAITING_STATUSES:
        return None
    return (today - (person.last_contact_on or person.first_visit_on)).days


def is_overdue(person: PersonRow, today: date, threshold: int) -> bool:
    """Whether the person has been waiting for at least *threshold* (0…3650) days."""
    days = days_waiting(person, today)
    return days is not None and days >= threshold
