"""What a user should know: a new follow-up, a new assignment (follow-ups document, *Notifications automatiques*)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from peewee import JOIN

from desktop_app.controllers.base import Controller
from desktop_app.database.fields import from_milliseconds
from desktop_app.database.models import NotificationTable, PersonTable, UserTable
from desktop_app.database.names import UserNames, name_columns, person_name
from desktop_app.database.prepared import Prepared, PreparedInsert, parameter, raw_rows, to_uuid
from desktop_app.domain.errors import NotFound
from desktop_app.domain.records import Actor, Notification, Page
from desktop_app.domain.vocabulary import NotificationKind, Role

_INSERT = PreparedInsert(NotificationTable)
_LEADERS = Prepared(
    lambda: UserTable.select(UserTable.id).where(
        UserTable.role == parameter("role"), UserTable.is_active, UserTable.id != parameter("author_id")
    )
)


def notify(
    now: datetime,
    recipients: Iterable[int],
    kind: NotificationKind,
    by: Actor | None,
    person_id: int | None,
    subject_id: int | None,
) -> None:
    """Write one notification for each of the *recipients*, within the transaction of what it tells of."""
    for recipient in recipients:
        _INSERT.run(
            user=recipient,
            kind=kind,
            by=by.id if by else None,
            person=person_id,
            subject=subject_id,
            created_at=now,
        )


def recipients_of_follow_up(author_id: int, mentor_id: int | None) -> list[int]:
    """Who learns of a new follow-up: the person's mentor and the pastors; the administrators where there is no other; never its author."""
    for role in (Role.PASTOR, Role.ADMIN):
        leaders = _LEADERS.rows(role=str(role), author_id=author_id)
        found = {key for (key,) in leaders} | ({mentor_id} if mentor_id not in {None, author_id} else set())
        if found:
            return sorted(key for key in found if key is not None)
    return []


class Notifications(Controller):
    """One's own notifications."""

    def mine(self, actor: Actor, limit: int = 50, offset: int = 0) -> Page[Notification]:
        """The newest first."""
        table, by = NotificationTable, UserTable
        columns = (table.uuid, table.id, table.kind, table.created_at, table.read_at, table.subject)
        query = (
            table.select(*columns, *name_columns(PersonTable), *name_columns(by))
            .join(PersonTable, JOIN.LEFT_OUTER, on=(table.person == PersonTable.id))
            .switch(table)
            .join(by, JOIN.LEFT_OUTER, on=(table.by == by.id))
            .where(table.user == actor.id)
        )
        with self._store.reading():
            total = table.select().where(table.user == actor.id).count()
            users = UserNames()
            items = tuple(
                Notification(
                    id=row[1],
                    uuid=to_uuid(row[0]),
                    kind=NotificationKind(row[2]),
                    person=person_name(*row[6:10]) if row[6] is not None else None,
                    by=users.read(*row[10:14]),
                    created_at=from_milliseconds(row[3]),
                    read_at=from_milliseconds(row[4]) if row[4] is not None else None,
                    count=row[5] if row[2] == NotificationKind.PEOPLE_ASSIGNED else None,
                )
                for row in raw_rows(query.order_by(table.id.desc()).limit(limit).offset(offset))
            )
        return Page(items, total, more=offset + len(items) < total)

    def unread_count(self, actor: Actor) -> int:
        """How many the user has not read."""
        table = NotificationTable
        with self._store.reading():
            return int(table.select().where(table.user == actor.id, table.read_at.is_null()).count())

    def mark_read(self, actor: Actor, key: int | UUID) -> None:
        """Mark one as read.

        Raises:
            NotFound: none of the user's own.
        """
        table = NotificationTable
        this = table.uuid == key if isinstance(key, UUID) else table.id == key
        with self._store.transaction():
            mine = table.select(table.id).where(this, table.user == actor.id)
            if not mine.exists():
                raise NotFound("notification")
            table.update(read_at=self._clock.now()).where(this, table.read_at.is_null()).execute()
            self._announce(actor, ["notifications"])

    def mark_all_read(self, actor: Actor) -> int:
        """Mark all as read; how many were not."""
        table = NotificationTable
        with self._store.transaction():
            count = (
                table.update(read_at=self._clock.now())
                .where(table.user == actor.id, table.read_at.is_null())
                .execute()
            )
            self._announce(actor, ["notifications"])
        return int(count)
