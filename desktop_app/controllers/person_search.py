"""Whom a search finds: of those whom somebody may see, by what was typed, by names that are nearly so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.controllers.visibility import own_mentors
from desktop_app.database.models import UserTable
from desktop_app.database.queries import person_queries
from desktop_app.database.queries.names import key_of
from desktop_app.database.queries.person_queries import NameKey, PersonFilter
from desktop_app.database.queries.search_conditions import begins_condition, is_whole
from desktop_app.domain.dates.date_parsing import UnreadableDate, read_birthday
from desktop_app.domain.names.near_names import may_be_near, near_people
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Actor, Person

_MOST_NEAR = 200  # of those whose names are nearly what was searched for
_RANKED = 5  # times as many as are shown are looked at for whose name is just what was typed
_FEW = 3


def narrowed(today: date, actor: Actor, filters: PersonFilter) -> PersonFilter:
    """Return *filters* as the queries take them, narrowed to whom *actor* may see. Within a read.

    Where ``near`` is wanted and nobody fits the search, whatever else is asked, it is for those whose names nearly are so.

    Raises:
        NotAllowed: the role sees no people.
    """
    own = own_mentors(today, actor, Action.VIEW_PERSON)
    born = _birthday_meant(filters.search, today)
    filters = replace(filters, mentor_id=key_of(UserTable, filters.mentor_id), only_mentor_ids=own, born=born)
    if not filters.near or not filters.search.strip():
        return filters
    searched = PersonFilter(search=filters.search, born=born, only_mentor_ids=own)
    if person_queries.is_anybody(searched):
        return filters
    among = _near(filters.search, own, _MOST_NEAR)
    return replace(filters, search="", born="", among=among)


def _near(typed: str, own: tuple[int, ...] | None, limit: int) -> tuple[int, ...]:
    """Return the keys of those, of the mentors *own*, whose names nearly are what was *typed*."""
    if not may_be_near(typed):
        return ()
    return near_people(typed, person_queries.names(PersonFilter(only_mentor_ids=own)), limit)


def _birthday_meant(typed: str, today: date) -> str:
    """Return the birthday that *typed* may be, or nothing."""
    if not any(map(str.isdigit, typed)):
        return ""
    try:
        return read_birthday(typed, today)
    except UnreadableDate:
        return ""


def found_by(today: date, actor: Actor, typed: str, limit: int) -> tuple[Person, ...]:
    """Return at most *limit* people whom *typed* means, best first. Within a read.

    Raises:
        NotAllowed: the role sees no people.
    """
    own = own_mentors(today, actor, Action.VIEW_PERSON)
    filters = PersonFilter(search=typed, born=_birthday_meant(typed, today), only_mentor_ids=own)
    names: list[NameKey] = []
    if begins_condition(typed):
        everybody = PersonFilter(only_mentor_ids=own)
        names = person_queries.names(everybody, begin=typed, limit=_RANKED * limit)
        names.sort(key=lambda name: not is_whole(typed, name.name_key))
    keys = [key for key, _ in names[:limit]]
    if len(keys) < limit:
        others = person_queries.names(filters, limit=limit + len(keys))
        keys = list(dict.fromkeys([*keys, *(key for key, _ in others)]))
    if not names and len(keys) < _FEW:
        keys = list(dict.fromkeys([*keys, *_near(typed, own, limit)]))
    return person_queries.people(keys[:limit])
