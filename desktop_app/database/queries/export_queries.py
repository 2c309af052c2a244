"""Whole lists, a few hundred rows at a time, in their order: for files, however long the list is.

They are read off the index along which they are sorted, and no more than one batch is held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from peewee import JOIN, ModelSelect

from desktop_app.database.models import (
    FollowUpTable,
    InteractionServiceTable,
    InteractionTable,
    PersonTable,
    UserTable,
)
from desktop_app.database.queries import (
    follow_up_queries,
    interaction_queries,
    person_queries,
    rows_set_aside,
)
from desktop_app.database.queries.follow_up_queries import FollowUpFilter
from desktop_app.database.queries.interaction_queries import InteractionFilter
from desktop_app.database.queries.person_queries import PersonFilter, Sort
from desktop_app.database.queries.prepared import raw_batches
from desktop_app.database.queries.rows_set_aside import RowCheck
from desktop_app.domain.person_fields import NAMES

AT_ONCE = 500
"""Rows in a batch."""

RawRows = list[tuple[Any, ...]]


class _OfKeys:
    """The rows of some keys, by a statement that is built once; the first column is the key."""

    def __init__(self, query: Callable[[Any], ModelSelect[Any]]) -> None:
        self._query = query
        self._sql = ""
        self._check: RowCheck

    def fetch(self, keys: Sequence[int]) -> RawRows:
        """Return the rows of at most ``AT_ONCE`` *keys*, as the driver gives them, in any order."""
        if not self._sql:
            query = self._query([0] * AT_ONCE)
            self._check = RowCheck(query)
            self._sql, parameters = query.sql()
            if len(parameters) != AT_ONCE:
                raise LookupError(self._sql)
        filled = [*keys, *[0] * (AT_ONCE - len(keys))]  # no row has the key 0
        return rows_set_aside.fetch(self._sql, filled, self._check)


def people(filters: PersonFilter, sort: Sort, *, descending: bool) -> Iterator[RawRows]:
    """Yield the people of a list: the columns that ``PERSON_COLUMNS`` names, in its order.

    Within a snapshot, as all here: rows that come and go meanwhile are none of this list's business.
    """
    if sort == "name":
        yield from person_queries.batches(filters, _PERSON, AT_ONCE, descending=descending)
        return
    # no index is in this order: nothing but keys is sorted, and some persons fetched at a time
    keys = raw_batches(person_queries.keys(filters, sort, descending=descending), AT_ONCE)
    for some in keys:
        rows = {
            next(iter(row)): row for row in _people.fetch([key for (key,) in some])
        }  # the key comes first
        yield [rows[key] for (key,) in some if key in rows]


PERSON_COLUMNS: dict[str, Any] = {
    "id": PersonTable.id,
    **{name: getattr(PersonTable, name) for name in NAMES},
    "last_contact_on": PersonTable.last_contact_on,
    "status": PersonTable.status,
    "paused_until": PersonTable.paused_until,
    "follow_ups_count": PersonTable.follow_ups_count,
    "mentor_first_name": UserTable.first_name,
    "mentor_last_name": UserTable.last_name,
}
"""What is read of each person of a list, by name."""
_PERSON = tuple(PERSON_COLUMNS.values())
_people = _OfKeys(
    lambda keys: (
        PersonTable.select(*_PERSON)
        .join(UserTable, JOIN.LEFT_OUTER, on=(PersonTable.mentor == UserTable.id))
        .where(PersonTable.id.in_(keys))
    )
)


def follow_ups(filters: FollowUpFilter) -> Iterator[RawRows]:
    """Return the follow-ups of a list, newest first: as ``_FOLLOW_UP`` names the columns."""
    return follow_up_queries.batches(filters, _FOLLOW_UP, AT_ONCE)


_FOLLOW_UP = (
    FollowUpTable.id,
    FollowUpTable.interaction_date,
    FollowUpTable.interaction_type,
    FollowUpTable.outcome,
    FollowUpTable.notes,
    FollowUpTable.next_action_needed,
    FollowUpTable.next_action_date,
    FollowUpTable.open_action_on,
    FollowUpTable.next_action_notes,
    FollowUpTable.created_at,
    PersonTable.first_name,
    PersonTable.last_name,
    UserTable.first_name,
    UserTable.last_name,
)


def interactions(filters: InteractionFilter) -> Iterator[tuple[RawRows, dict[int, list[str]]]]:
    """Yield the client interactions of a list, newest first, and for each key its reference services."""
    for rows in interaction_queries.batches(filters, _INTERACTION, AT_ONCE):
        services: defaultdict[int, list[str]] = defaultdict(list)
        for key, service in _services.fetch([key for key, *_ in rows]):
            services[key].append(service)
        yield rows, services


_INTERACTION = (
    InteractionTable.id,
    InteractionTable.start_at,
    InteractionTable.end_at,
    InteractionTable.title,
    InteractionTable.interaction_type,
    InteractionTable.program,
    InteractionTable.location,
    InteractionTable.notes,
    PersonTable.first_name,
    PersonTable.last_name,
    UserTable.first_name,
    UserTable.last_name,
)
_services = _OfKeys(
    lambda keys: InteractionServiceTable.select(
        InteractionServiceTable.interaction, InteractionServiceTable.service
    ).where(InteractionServiceTable.interaction.in_(keys))
)
