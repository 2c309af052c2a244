"""Many contacts at once: looked for among those that are there, added by the hundred, with what is derived from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import Model, fn

from desktop_app.database import bulk, derived
from desktop_app.database.models import (
    FollowUpTable,
    InteractionServiceTable,
    InteractionTable,
    NotificationTable,
    PersonTable,
    database,
)
from desktop_app.database.queries.import_queries import ImportedContacts
from desktop_app.database.queries.people_bulk import inserted, placeholders, portions
from desktop_app.database.queries.prepared import raw_rows, to_date
from desktop_app.domain.vocabulary import Outcome, PersonStatus


class StoredContact(NamedTuple):
    """A contact that is there, as far as another can be told to be the same."""

    key: int
    person_id: int
    contact_on: date
    kind: str
    outcome: str
    """The outcome of a follow-up, the title of a client interaction."""
    notes: str


def follow_ups_of(people: Collection[int], days: Collection[date]) -> list[StoredContact]:
    """Return the follow-ups of *people* on one of *days*."""
    table = FollowUpTable
    columns = (
        table.id,
        table.person,
        table.interaction_date,
        table.interaction_type,
        table.outcome,
        table.notes,
    )
    query = table.select(*columns).where(
        table.person.in_(list(people)), table.interaction_date.in_(list(days)), table.deleted_at.is_null()
    )
    return [
        StoredContact(key, person, to_date(day), kind, outcome, notes)
        for key, person, day, kind, outcome, notes in raw_rows(query)
    ]


def interactions_of(people: Collection[int], days: Collection[date]) -> list[StoredContact]:
    """Return the client interactions of *people* on one of *days*."""
    table = InteractionTable
    columns = (table.id, table.person, table.contact_on, table.interaction_type, table.title, table.notes)
    query = table.select(*columns).where(
        table.person.in_(list(people)), table.contact_on.in_(list(days)), table.deleted_at.is_null()
    )
    return [
        StoredContact(key, person, to_date(day), kind, title, notes)
        for key, person, day, kind, title, notes in raw_rows(query)
    ]


def add_follow_ups(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add follow-ups (values by field name, all with the same fields, ``uuid`` among them), and return their keys in the same order."""
    return inserted(FollowUpTable, rows)


def add_interactions(rows: Sequence[Mapping[str, Any]], services: Sequence[Collection[str]]) -> list[int]:
    """Add client interactions, each with its *services*, and return their keys in the same order."""
    keys = inserted(InteractionTable, rows)
    pairs = [(key, str(service)) for key, codes in zip(keys, services, strict=True) for service in codes]
    bulk.insert(InteractionServiceTable, ("interaction_id", "service"), pairs)
    return keys


def without_follow_ups(people: Collection[int]) -> set[int]:
    """Return those of *people* who are to be visited and have no follow-up yet."""
    follow_up, person = FollowUpTable, PersonTable
    any_of_theirs = follow_up.select(follow_up.id).where(
        follow_up.person == person.id, follow_up.deleted_at.is_null()
    )
    query = person.select(person.id).where(
        person.id.in_(list(people)),
        person.status == PersonStatus.TO_VISIT,
        ~fn.EXISTS(any_of_theirs),
    )
    return {key for (key,) in raw_rows(query)}


def close_fulfilled(table: type[Model], keys: Iterable[int]) -> None:
    """Note which later contact did what the contacts of *keys* planned: the first that reached somebody on the day or after it.

    What is there may have been recorded before, though it happened after.
    """
    name = table._meta.table_name
    own_day = "interaction_date" if table is FollowUpTable else "contact_on"
    for portion in portions(keys):
        database.execute_sql(
            f"""UPDATE {name} SET action_closed_by_id = (SELECT later.id FROM follow_ups AS later
                WHERE later.person_id = {name}.person_id AND later.deleted_at IS NULL AND later.outcome <> ?
                AND later.interaction_date >= {name}.next_action_date AND later.interaction_date > {name}.{own_day}
                ORDER BY later.interaction_date, later.id LIMIT 1)
                WHERE next_action_needed AND id IN ({placeholders(portion)})""".replace(  # noqa: S608 - names from the code
                "?", database.param
            ),
            (str(Outcome.NO_CONTACT), *portion),
        )


_REOPENED = """EXISTS (SELECT 1 FROM activity_log WHERE activity_log.person_id = client_interactions.person_id
    AND activity_log.event = 'nextActionReopened' AND activity_log.subject_id = client_interactions.id)"""
"""Of a client interaction only the log tells: each notes, when it is recorded, after which follow-up it was."""


def keep_reopened(people: Collection[int], newest: int) -> None:
    """Leave those next actions of *people* open that somebody said to leave open: the follow-ups up to the key *newest* close none."""
    for name, condition in (("follow_ups", ""), ("client_interactions", f" AND {_REOPENED}")):
        for portion in portions(people):
            database.execute_sql(
                f"UPDATE {name} SET action_kept_after_id = ? WHERE open_action_on IS NOT NULL "  # noqa: S608 - constants
                f"AND action_kept_after_id < ? AND person_id IN ({placeholders(portion)}){condition}".replace(
                    "?", database.param
                ),
                (newest, newest, *portion),
            )


def refresh_contacts(people: Collection[int]) -> None:
    """Bring what is derived from the contacts of *people* up to date: their open next actions, their days, the total."""
    before = _counts(people)
    for portion in portions(people):
        for rule in derived.RULES:
            column, only = (
                ("id", "")
                if rule.table == "persons"
                else ("person_id", " AND (next_action_needed OR open_action_on IS NOT NULL)")
            )
            database.execute_sql(
                f"UPDATE {rule.table} SET {rule.column} = {rule.expression} "  # noqa: S608 - the rules are constants
                f"WHERE {column} IN ({placeholders(portion)}){only} AND ({rule.differs()})",
                portion,
            )
    derived.add_to_total(_counts(people) - before)


def _counts(people: Collection[int]) -> int:
    table = PersonTable
    return sum(
        count
        for portion in portions(people)
        for (count,) in raw_rows(table.select(table.follow_ups_count).where(table.id.in_(portion)))
    )


def settle_waiting(people: Collection[int], kinds: Collection[str], waits_since: date, now: datetime) -> None:
    """Mark the reminders of *kinds* about those of *people* as read at *now* who have not waited since *waits_since* or longer."""
    for portion in portions(people):
        waiting = PersonTable.select(PersonTable.id).where(
            PersonTable.id.in_(portion), PersonTable.waiting_since <= waits_since
        )
        NotificationTable.update(read_at=now).where(
            NotificationTable.person.in_(portion),
            NotificationTable.person.not_in(waiting),
            NotificationTable.read_at.is_null(),
            NotificationTable.kind.in_(list(kinds)),
        ).execute()


def delete_unchanged(contacts: Iterable[ImportedContacts]) -> None:
    """Delete for good those of the *contacts* of an import that nobody has changed since, within a transaction."""
    for table, key, keys in _tables_of(contacts):
        for portion in portions(keys):
            table.delete().where(key.in_(portion), table.version == 1).execute()


def take_off(contacts: Iterable[ImportedContacts], now: datetime) -> list[tuple[str, int, int]]:
    """Take those of the *contacts* of an import off every list that nobody has changed since: (table, key, person) of each."""
    gone: list[tuple[str, int, int]] = []
    for table, key, keys in _tables_of(contacts):
        for portion in portions(keys):
            unchanged = key.in_(portion), table.version == 1, table.deleted_at.is_null()
            name = str(table._meta.table_name)
            gone += [
                (name, own, person)
                for own, person in raw_rows(table.select(key, table.person).where(*unchanged))
            ]
            table.update(deleted_at=now, updated_at=now, version=2).where(*unchanged).execute()
    return gone


def _tables_of(contacts: Iterable[ImportedContacts]) -> Iterator[tuple[Any, Any, list[int]]]:
    contacts = list(contacts)
    yield FollowUpTable, FollowUpTable.id, [key for each in contacts for key in each.follow_ups]
    yield InteractionTable, InteractionTable.id, [key for each in contacts for key in each.interactions]


def set_status(people: Mapping[int, str], now: datetime) -> None:
    """Give each person (by key) the status, where one is said, within a transaction."""
    by_status: dict[str, list[int]] = {}
    for key, status in people.items():
        if status:
            by_status.setdefault(status, []).append(key)
    for status, keys in by_status.items():
        PersonTable.update(status=status, updated_at=now, version=PersonTable.version + 1).where(
            PersonTable.id.in_(keys)
        ).execute()


def versions_of(people: Collection[int]) -> dict[int, int]:
    """Return the version of each person."""
    query = PersonTable.select(PersonTable.id, PersonTable.version).where(PersonTable.id.in_(list(people)))
    return dict(raw_rows(query))


def with_any_contact(people: Collection[int]) -> set[int]:
    """Return those of *people* about whom any contact is stored, be it one that was deleted."""
    return {
        key
        for table in (FollowUpTable, InteractionTable)
        for (key,) in raw_rows(table.select(table.person).where(table.person.in_(list(people))).distinct())
    }
