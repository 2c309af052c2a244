"""Reminders, the data: who is due on a day, what was made, what is written. One day is one list of tuples, however large."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from peewee import Expression, Field, Query, fn

from desktop_app.database import bulk
from desktop_app.database.fields import from_milliseconds, new_uuid, to_milliseconds
from desktop_app.database.models import (
    ActivityLogTable,
    ImportTable,
    NotificationTable,
    PersonTable,
    ReminderDayTable,
    SettingTable,
    UserTable,
    database,
)
from desktop_app.database.queries.action_queries import TABLES, Table, author_of
from desktop_app.database.queries.prepared import (
    Prepared,
    first_value,
    parameter,
    raw_rows,
    to_date,
    to_date_or_none,
)
from desktop_app.domain.care.reminders import Reminder
from desktop_app.domain.vocabulary import LogEvent, NotificationKind, Role

_KINDS = {str(kind): kind for kind in NotificationKind}
AT_ONCE = 2_000
"""Rows that one transaction writes: a few dozen milliseconds, for somebody may want to save meanwhile."""
LOOKED_AT = 5_000
"""Keys of persons that are looked at together."""
_LAST_KEY = 2**63 - 1
_DAYS_BACK = 20  # of which more than one would have to be damaged
Persons = range | list[int]
"""Some persons, by their keys."""


# -- who is due


class WaitingPerson(NamedTuple):
    """Somebody who waits: for whom they are, since when, and whether anybody ever contacted them."""

    person_id: int
    mentor_id: int | None
    since: date
    has_been_contacted: bool
    added_at: datetime


class OverdueAction(NamedTuple):
    """The first of a person's next actions of one author that are past their day."""

    person_id: int
    mentor_id: int | None
    author_id: int
    due_on: date


class MadeReminder(NamedTuple):
    """A reminder that was made: who was told of whom, and why."""

    user_id: int
    person_id: int
    kind: NotificationKind


class UnreadReminder(NamedTuple):
    """A reminder that nobody read yet, and the day that it is for."""

    id: int
    reminder: MadeReminder
    day: date


def waiting(day: date, latest: date, known_before: datetime, only: Persons) -> list[WaitingPerson]:
    """Return who has waited since *latest* or longer, is not paused on *day* and was known by then.

    *only* looks at these persons alone.
    """
    query = PersonTable.select(
        PersonTable.id,
        PersonTable.mentor,
        PersonTable.waiting_since,
        PersonTable.last_contact_on,
        PersonTable.created_at,
    ).where(PersonTable.waiting_since <= latest, PersonTable.created_at < known_before, *_unpaused(day))
    rows = raw_rows(_narrowed(query, only))
    return [
        WaitingPerson(key, mentor, to_date(since), contact is not None, from_milliseconds(added))
        for key, mentor, since, contact, added in rows
    ]


def overdue_actions(day: date, known_before: datetime, only: Persons) -> list[OverdueAction]:
    """Return who has a next action that is open, promised by the end of *day* and due before it."""
    return [
        OverdueAction(key, mentor, author, to_date(first))
        for table in TABLES
        for key, mentor, author, first in raw_rows(
            _narrowed(_overdue_actions(table, day, known_before), only)
        )
    ]


def _overdue_actions(table: Table, day: date, known_before: datetime) -> Query:
    due, author = table.open_action_on, author_of(table)
    return (
        table.select(PersonTable.id, PersonTable.mentor, author, fn.MIN(due))
        .join(PersonTable, on=(table.person == PersonTable.id))
        .where(
            due.is_null(False),  # said so that the partial index is used
            due < day,
            table.created_at < known_before,
            PersonTable.deleted_at.is_null(),
            *_unpaused(day),
        )
        .group_by(PersonTable.id, PersonTable.mentor, author)
    )


def _unpaused(day: date) -> tuple[Expression, ...]:
    return (PersonTable.paused_until.is_null() | (PersonTable.paused_until <= day),)


def _narrowed(query: Query, only: Persons) -> Query:
    return query.where(_among(PersonTable.id, only))


def _among(column: Field, only: Persons) -> Expression:
    if isinstance(only, range):
        return column.between(only.start, only.stop - 1)
    return column.in_(only)


def batches_of_persons() -> Iterator[range]:
    """Yield the keys of all persons in batches: a list of all of them at once would hold the window up when it goes."""
    first = 0
    while first <= _LAST_KEY:
        # from key to key: a damaged one may lie beyond all numbers, and nobody counts up to it
        begin = first_value(PersonTable.select(fn.MIN(PersonTable.id)).where(PersonTable.id >= first))
        if begin is None:
            return
        first = int(begin) + LOOKED_AT
        yield range(int(begin), min(first, _LAST_KEY + 1))


def active_users() -> dict[int, Role]:
    """Return the role of each user who is active."""
    query = UserTable.select(UserTable.id, UserTable.role).where(UserTable.is_active)
    return {key: Role(role) for key, role in raw_rows(query)}


# -- what was made


def last_day() -> date | None:
    """Return the last day whose reminders were made, None before the first."""
    days = ReminderDayTable.select(ReminderDayTable.day).order_by(ReminderDayTable.day.desc())
    return to_date_or_none(first_value(days.limit(_DAYS_BACK)))


def note_day(day: date, now: datetime) -> None:
    """Note at *now* that the reminders of *day* were made; another program may have noted it already."""
    ReminderDayTable.insert(day=day, made_at=now).on_conflict_ignore().execute()


def made(day: date, only: range) -> set[MadeReminder]:
    """Return the reminders for *day* about these persons that there are."""
    table = NotificationTable
    query = table.select(table.user, table.person, table.kind).where(
        table.day.is_null(False), table.day == day, _among(table.person, only)
    )
    return {MadeReminder(user, person, _KINDS[kind]) for user, person, kind in raw_rows(query)}


def unread(only: range) -> list[UnreadReminder]:
    """Return the reminders about these persons that are not read."""
    table = NotificationTable
    query = table.select(table.id, table.user, table.person, table.kind, table.day).where(
        table.read_at.is_null(), table.day.is_null(False), _among(table.person, only)
    )
    return [
        UnreadReminder(key, MadeReminder(user, person, _KINDS[kind]), to_date(day))
        for key, user, person, kind, day in raw_rows(query)
    ]


# -- what is written


def insert(day: date, reminders: Iterable[Reminder], now: datetime, *, is_read: bool) -> dict[str, int]:
    """Write *reminders*, within a transaction, and return how many of each kind were not there yet."""
    moment = to_milliseconds(now)
    columns = ("uuid", "user_id", "person_id", "kind", "subject_id", "created_at", "read_at", "day")
    by_kind: dict[str, list[tuple[object, ...]]] = {}
    for reminder in reminders:
        row = (
            new_uuid().bytes,
            reminder.user_id,
            reminder.person_id,
            str(reminder.kind),
            reminder.days,
            moment,
            moment if is_read else None,
            str(day),
        )
        by_kind.setdefault(str(reminder.kind), []).append(row)
    return {kind: bulk.insert_new(NotificationTable, columns, rows) for kind, rows in by_kind.items() if rows}


def mark_read(keys: Collection[int], now: datetime) -> None:
    """Mark the reminders of *keys* that are unread as read at *now*, within a transaction."""
    sql = f"UPDATE {NotificationTable._meta.table_name} SET read_at = ? WHERE id = ? AND read_at IS NULL"  # noqa: S608
    moment = to_milliseconds(now)
    database.cursor().executemany(sql.replace("?", database.param), [(moment, key) for key in keys])


_SETTLE = Prepared(
    lambda: NotificationTable.update(read_at=parameter("now")).where(
        NotificationTable.person == parameter("person_id"),
        NotificationTable.read_at.is_null(),
        NotificationTable.day.is_null(False),
    )
)


def settle(person_id: int, now: datetime) -> None:
    """Mark every reminder of the person as read: what it asks for is done. Within the transaction that did it."""
    database.execute_sql(_SETTLE.sql(), _SETTLE.parameters(now=to_milliseconds(now), person_id=person_id))


def settle_actions(person_id: int, today: date, now: datetime) -> None:
    """Mark the reminders of the person's next actions as read, unless another one is past due. Within a transaction."""
    for table in TABLES:
        late = table.select(table.id).where(
            table.person == person_id, table.open_action_on.is_null(False), table.open_action_on < today
        )
        if late.exists():
            return
    notifications = NotificationTable
    notifications.update(read_at=now).where(
        notifications.person == person_id,
        notifications.read_at.is_null(),
        notifications.kind == NotificationKind.NEXT_ACTION_OVERDUE,
    ).execute()


def settle_waiting(person_id: int, now: datetime) -> None:
    """Mark the reminders that the person waits for a contact as read: they do not any more. Within a transaction."""
    table = NotificationTable
    table.update(read_at=now).where(
        table.person == person_id,
        table.read_at.is_null(),
        table.kind.in_([NotificationKind.NEVER_CONTACTED, NotificationKind.WAITING_TOO_LONG]),
    ).execute()


# -- what was there before Suivi was

FIRST_IMPORT = "first_import_at"
"""The key, among the settings, of when the office took in its first list."""


def note_first_import(now: datetime) -> None:
    """Remember that the office took in its first list *now*, if it was the first. Within the transaction that wrote it."""
    log = ActivityLogTable
    if not log.select(log.id).where(log.event == LogEvent.PEOPLE_IMPORTED).exists():
        SettingTable.insert(key=FIRST_IMPORT, value=str(to_milliseconds(now))).on_conflict_ignore().execute()


def forget_first_import(import_id: int) -> None:
    """Forget that the import, which is taken back, was the first. Within a transaction."""
    rows = raw_rows(ImportTable.select(ImportTable.at).where(ImportTable.id == import_id))
    for (moment,) in rows:
        table = SettingTable
        table.delete().where(table.key == FIRST_IMPORT, table.value == str(moment)).execute()


def first_import() -> datetime | None:
    """Return when the office took in its first list, as far as it was noted."""
    text = first_value(SettingTable.select(SettingTable.value).where(SettingTable.key == FIRST_IMPORT))
    try:
        return None if text is None else from_milliseconds(int(text))
    except (ValueError, OverflowError):  # damaged: ``suivi check`` names it
        return None


def _after(day: date) -> tuple[Expression, ...]:
    return NotificationTable.day.is_null(False), NotificationTable.day > day


def _read_before(day: date) -> tuple[Expression, ...]:
    table = NotificationTable
    return table.day.is_null(False), table.day < day, table.read_at.is_null(False)


def has_days_after(day: date) -> bool:
    """Return whether a clock that was wrong made reminders for days after *day*."""
    reminders = NotificationTable.select(NotificationTable.id).where(*_after(day)).limit(1)
    days = ReminderDayTable.select(ReminderDayTable.day).where(ReminderDayTable.day > day).limit(1)
    return bool(raw_rows(reminders) or raw_rows(days))


def forget_after(day: date) -> bool:
    """Delete at most ``AT_ONCE`` reminders for days after *day*, within a transaction, and return whether there may be more.

    Those of *day* that unread ones among them had replaced are unread again: else nothing would tell of them any more.
    """
    ReminderDayTable.delete().where(ReminderDayTable.day > day).execute()
    table = NotificationTable
    query = table.select(table.id, table.user, table.person, table.kind, table.read_at).where(*_after(day))
    rows = raw_rows(query.limit(AT_ONCE))
    replaced = [(str(day), person, kind, user) for _, user, person, kind, read_at in rows if read_at is None]
    name, cursor = table._meta.table_name, database.cursor()
    unread = f"UPDATE {name} SET read_at = NULL WHERE day = ? AND person_id = ? AND kind = ? AND user_id = ?"  # noqa: S608
    gone = f"DELETE FROM {name} WHERE id = ?"  # noqa: S608
    cursor.executemany(unread.replace("?", database.param), replaced)
    cursor.executemany(gone.replace("?", database.param), [(key,) for key, *_ in rows])
    return len(rows) >= AT_ONCE


def has_read_before(day: date) -> bool:
    """Return whether there are reminders for days before *day* that were read."""
    return bool(raw_rows(NotificationTable.select(NotificationTable.id).where(*_read_before(day)).limit(1)))


def forget_read_before(day: date) -> bool:
    """Delete at most ``AT_ONCE`` reminders for days before *day* that were read, within a transaction; return whether there may be more."""
    return _delete_some(_read_before(day))


def _delete_some(which: tuple[Expression, ...]) -> bool:
    table = NotificationTable
    keys = table.select(table.id).where(*which).limit(AT_ONCE)
    return int(table.delete().where(table.id.in_(keys)).execute()) >= AT_ONCE
