"""What a user should know: a new follow-up, a new assignment (docs/contract/follow-ups-api.md, *Notifications automatiques*)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from desktop_app.controllers.base import Controller
from desktop_app.controllers.visibility import own_mentors
from desktop_app.database.models import NotificationTable, UserTable
from desktop_app.database.queries import notification_queries
from desktop_app.database.queries.prepared import Prepared, PreparedInsert, parameter
from desktop_app.domain.errors import NotFound
from desktop_app.domain.permissions import Action
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
    """Return the keys of those who learn of a new follow-up: the person's mentor and the pastors, the administrators where there is no other, never its author."""
    for role in (Role.PASTOR, Role.ADMIN):
        leaders = _LEADERS.rows(role=str(role), author_id=author_id)
        keys = {key for (key,) in leaders} | ({mentor_id} if mentor_id not in {None, author_id} else set())
        if keys:
            return sorted(key for key in keys if key is not None)
    return []


class Notifications(Controller):
    """One's own notifications."""

    def mine(
        self, actor: Actor, limit: int = 50, offset: int = 0, *, only_unread: bool = False
    ) -> Page[Notification]:
        """Return a page of *actor*'s notifications, newest first, with their total.

        Those of a mentor about a person who is theirs no more are not among them.
        """
        with self._store.reading():
            mentors = own_mentors(self._clock.today(), actor, Action.VIEW_PERSON) or ()
            total = notification_queries.count(actor.id, mentors, only_unread=only_unread)
            # a page past the end would be looked for through all rows
            items = (
                notification_queries.page(
                    actor.id, limit, offset, only_unread=only_unread, mentor_ids=mentors
                )
                if offset < total
                else ()
            )
        return Page(items, total, more=offset + len(items) < total)

    def mine_after(
        self, actor: Actor, last: Notification, limit: int = 50, *, only_unread: bool = False
    ) -> Page[Notification]:
        """Return what comes behind *last* in the same list, for scrolling on; not counted again."""
        with self._store.reading():
            mentors = own_mentors(self._clock.today(), actor, Action.VIEW_PERSON) or ()
            items = notification_queries.page(
                actor.id, limit + 1, before=last.id, only_unread=only_unread, mentor_ids=mentors
            )
        return Page(items[:limit], more=len(items) > limit)

    def unread_count(self, actor: Actor) -> int:
        """Return how many the user has not read."""
        with self._store.reading():
            mentors = own_mentors(self._clock.today(), actor, Action.VIEW_PERSON) or ()
            return notification_queries.count(actor.id, mentors, only_unread=True)

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

    def mark_several_read(self, actor: Actor, keys: Collection[int]) -> int:
        """Mark these of the user's own as read; how many were not.

        Raises:
            NotFound: none of them is there any more.
        """
        table = NotificationTable
        mine = (table.id.in_(list(keys)), table.user == actor.id)
        with self._store.transaction():
            if not table.select(table.id).where(*mine).exists():
                raise NotFound("notification")
            unread = table.update(read_at=self._clock.now()).where(*mine, table.read_at.is_null())
            count = unread.execute()
            self._announce(actor, ["notifications"])
        return int(count)

    def mark_all_read(self, actor: Actor) -> int:
        """Mark all as read and return how many were not."""
        table = NotificationTable
        with self._store.transaction():
            count = (
                table.update(read_at=self._clock.now())
                .where(table.user == actor.id, table.read_at.is_null())
                .execute()
            )
            self._announce(actor, ["notifications"])
        return int(count)
