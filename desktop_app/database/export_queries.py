"""Whole lists, a few hundred rows at a time, in their order: for files, however long the list is.

The keys are read off the index along which the list is sorted; what is shown of each row is fetched for some of them at a time.
So nothing but keys is ever sorted, and no more than one portion of rows is held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from peewee import JOIN, ModelSelect

from desktop_app.database import follow_up_queries, interaction_queries, person_queries
from desktop_app.database.follow_up_queries import FollowUpFilter
from desktop_app.database.interaction_queries import InteractionFilter
from desktop_app.database.models import (
    FollowUpTable,
    InteractionServiceTable,
    InteractionTable,
    PersonTable,
    UserTable,
    database,
)
from desktop_app.database.person_queries import PersonFilter, Sort

AT_ONCE = 500
"""Rows in a portion."""

RawRows = list[tuple[Any, ...]]


class _OfKeys:
    """The rows of some keys, by a statement that is built once; the first column is the key."""

    def __init__(self, query: Callable[[Any], ModelSelect[Any]]) -> None:
        self._query = query
        self._sql = ""

    def fetch(self, keys: Sequence[int]) -> RawRows:
        """The rows of at most ``AT_ONCE`` *keys*, as the driver gives them, in any order."""
        if not self._sql:
            self._sql, parameters = self._query([0] * AT_ONCE).sql()
            if len(parameters) != AT_ONCE:
                raise LookupError(self._sql)
        filled = [*keys, *[0] * (AT_ONCE - len(keys))]  # no row has the key 0
        return list(database.execute_sql(self._sql, filled).fetchall())


def _portions(keys: tuple[str, Sequence[Any]], rows: _OfKeys) -> Iterator[RawRows]:
    cursor = database.execute_sql(*keys)
    while some := [row[0] for row in cursor.fetchmany(AT_ONCE)]:
        found = {row[0]: row for row in rows.fetch(some)}
        yield [found[key] for key in some]


def people(filters: PersonFilter, sort: Sort, *, descending: bool) -> Iterator[RawRows]:
    """The people of a list: key, first name, last name … as ``_PERSON`` names them, the mentor's two names last.

    Within a snapshot, as all here: rows that come and go meanwhile are none of this list's business.
    """
    return _portions(person_queries.keys(filters, sort, descending=descending).sql(), _people)


_PERSON = (
    PersonTable.id,
    PersonTable.first_name,
    PersonTable.last_name,
    PersonTable.gender,
    PersonTable.date_of_birth,
    PersonTable.phone,
    PersonTable.email,
    PersonTable.address,
    PersonTable.commune,
    PersonTable.quartier,
    PersonTable.profession,
    PersonTable.marital_status,
    PersonTable.how_heard,
    PersonTable.first_visit_on,
    PersonTable.last_contact_on,
    PersonTable.status,
    PersonTable.paused_until,
    PersonTable.follow_ups_count,
    PersonTable.prayer_requests,
    UserTable.first_name,
    UserTable.last_name,
)
_people = _OfKeys(
    lambda keys: (
        PersonTable.select(*_PERSON)
        .join(UserTable, JOIN.LEFT_OUTER, on=(PersonTable.mentor == UserTable.id))
        .where(PersonTable.id.in_(keys))
    )
)


def follow_ups(filters: FollowUpFilter) -> Iterator[RawRows]:
    """The follow-ups of a list, newest first: as ``_FOLLOW_UP`` names the columns."""
    return _portions(follow_up_queries.all_keys(filters), _follow_ups)


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
_follow_ups = _OfKeys(
    lambda keys: (
        FollowUpTable.select(*_FOLLOW_UP)
        .join(PersonTable, on=(FollowUpTable.person == PersonTable.id))
        .switch(FollowUpTable)
        .join(UserTable, on=(FollowUpTable.mentor == UserTable.id))
        .where(FollowUpTable.id.in_(keys))
    )
)


def interactions(filters: InteractionFilter) -> Iterator[tuple[RawRows, dict[int, list[str]]]]:
    """The client interactions of a list, newest first, and for each key its reference services."""
    for rows in _portions(interaction_queries.keys(filters).sql(), _interactions):
        services: defaultdict[int, list[str]] = defaultdict(list)
        for key, service in _services.fetch([row[0] for row in rows]):
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
_interactions = _OfKeys(
    lambda keys: (
        InteractionTable.select(*_INTERACTION)
        .join(PersonTable, on=(InteractionTable.person == PersonTable.id))
        .switch(InteractionTable)
        .join(UserTable, on=(InteractionTable.created_by == UserTable.id))
        .where(InteractionTable.id.in_(keys))
    )
)
_services = _OfKeys(
    lambda keys: InteractionServiceTable.select(
        InteractionServiceTable.interaction, InteractionServiceTable.service
    ).where(InteractionServiceTable.interaction.in_(keys))
)
