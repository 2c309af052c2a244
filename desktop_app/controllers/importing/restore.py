"""What an import changed of people who were there, put back as it stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from desktop_app.database import derived
from desktop_app.database.queries import people_bulk

_DAYS = frozenset({"first_visit_on", "earlier_contact_on"})


def restore_people(before: Mapping[int, Mapping[str, Any]], now: datetime) -> int:
    """Write for each person (by key) the values that stood there *before*, within a transaction; how many they are."""
    known = people_bulk.known_people(before)
    changes = []
    for key, values in before.items():
        columns = {name: _value(name, value) for name, value in values.items() if name != "mentor"}
        if "mentor" in values:
            columns["mentor"] = None
        stored = {**known[key].values, **columns}
        columns["search_text"] = derived.search_text(stored)
        changes.append((key, {**columns, "updated_at": now}))
    people_bulk.change_people(changes)
    people_bulk.refresh_people(list(before))
    people_bulk.refresh_actions([key for key, values in before.items() if "not_called" in values])
    return len(changes)


def _value(name: str, value: Any) -> Any:
    """Return a value of the log as the column takes it."""
    return date.fromisoformat(value) if name in _DAYS and value else value
