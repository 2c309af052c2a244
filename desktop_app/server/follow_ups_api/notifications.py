"""The follow-ups API: ``/api/v1/notifications``: one's own (docs/contract/follow-ups-api.md, *Notifications automatiques*)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from desktop_app.domain.records import Absence, Notification
from desktop_app.domain.vocabulary import NotificationKind
from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import (
    EXAMPLE_PAGINATION,
    OTHER_ID,
    Answer,
    Moment,
    NamedPerson,
    Pagination,
    example_person,
    open_list,
)
from desktop_app.server.framework.operations import PAGE_AND_LIMIT, Operation
from desktop_app.server.framework.reading import path_uuid
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Notifications")
_PATH = "/api/v1/notifications"


class AbsenceOfMentor(Answer):
    """Who is away, from when to when, both days included; ``isTakenBack``: they are not after all."""

    mentor: NamedPerson
    first_day: date
    last_day: date
    is_taken_back: bool


class NotificationItem(Answer):
    """Something the user should know; ``by`` is null where the program itself did it.

    ``day``, ``days`` and ``since`` are those of reminders: the day it is for, and for how long, since when. ``absence`` is that of
    ``colleagueAway``.
    """

    id: UUID = Field(validation_alias="uuid")
    type: open_list(NotificationKind)  # type: ignore[valid-type]
    message: str
    person: NamedPerson | None
    by: NamedPerson | None
    count: int | None
    day: date | None
    days: int | None
    since: date | None
    absence: AbsenceOfMentor | None
    is_read: bool
    created_at: Moment
    read_at: Moment | None


class NotificationList(Answer):
    """A page of one's own."""

    notifications: list[NotificationItem]
    unread_count: int
    pagination: Pagination


class NotificationRead(Answer):
    """Which was marked, and how many are left."""

    id: UUID
    unread_count: int


class NotificationsRead(Answer):
    """How many were marked, and how many are left."""

    marked_count: int
    unread_count: int


def _message(notification: Notification) -> str:
    absence = notification.absence
    message = messages.NOTIFICATIONS[notification.kind]
    if absence is not None and absence.ended_at is not None:
        message = messages.ABSENCE_TAKEN_BACK
    return str(message).format(
        person=notification.person.full_name if notification.person is not None else "–",
        by=notification.by.full_name if notification.by is not None else "Suivi",
        count=notification.count,
        days=notification.days,
        away=absence.user.full_name if absence is not None else "–",
        first=absence.first_on.isoformat() if absence is not None else "–",
        last=absence.last_on.isoformat() if absence is not None else "–",
    )


def _absence(absence: Absence) -> AbsenceOfMentor:
    return AbsenceOfMentor(
        mentor=absence.user,
        first_day=absence.first_on,
        last_day=absence.last_on,
        is_taken_back=absence.ended_at is not None,
    )


def _item(notification: Notification) -> NotificationItem:
    absence = notification.absence
    return NotificationItem(
        uuid=notification.uuid,
        type=notification.kind,
        message=_message(notification),
        person=notification.person,
        by=notification.by,
        count=notification.count,
        day=notification.day,
        days=notification.days,
        since=notification.since,
        absence=_absence(absence) if absence is not None else None,
        is_read=notification.read_at is not None,
        created_at=notification.created_at,
        read_at=notification.read_at,
    )


_EXAMPLE: dict[str, Any] = {
    "id": "018d4190-86f0-7cc3-98c4-dc0c0c07398f",
    "type": "personAssigned",
    "message": "Marie Kouassi vous a été confié(e)",
    "person": example_person("Marie", "Kouassi"),
    "by": example_person("Jean", "Dupont", OTHER_ID),
    "count": None,
    "day": None,
    "days": None,
    "since": None,
    "absence": None,
    "isRead": False,
    "createdAt": "2024-01-25T18:30:00.000Z",
    "readAt": None,
}
_LIST = Operation(
    "One's own notifications",
    "The newest first.",
    parameters=PAGE_AND_LIMIT,
    message=messages.NOTIFICATIONS_LISTED,
    answer=NotificationList,
    example={"notifications": [_EXAMPLE], "unreadCount": 1, "pagination": EXAMPLE_PAGINATION},
    errors=(400,),
)
_READ_ALL = Operation(
    "Mark all as read",
    message=messages.NOTIFICATIONS_READ,
    answer=NotificationsRead,
    example={"markedCount": 3, "unreadCount": 0},
    errors=(507,),
)
_READ = Operation(
    "Mark one as read",
    message=messages.NOTIFICATION_READ,
    answer=NotificationRead,
    example={"id": _EXAMPLE["id"], "unreadCount": 2},
    errors=(400, 404, 507),
)


@endpoints.get(_PATH, _LIST)
async def list_notifications(call: Call) -> Response:
    """List the user's own, with how many are not read."""
    query = call.query()
    page, limit = query.page()
    query.check()

    def read() -> Response:
        controller = call.controllers.notifications
        listed = controller.mine(call.actor, limit, (page - 1) * limit)
        return call.answer(
            NotificationList(
                notifications=[_item(notification) for notification in listed.items],
                unread_count=controller.unread_count(call.actor),
                pagination=Pagination.of(page, limit, listed.total),
            )
        )

    return await call.slowly(read)


@endpoints.put(f"{_PATH}/read-all", _READ_ALL)
async def read_all_notifications(call: Call) -> Response:
    """Mark every one of the user's own as read."""

    def mark() -> Response:
        marked = call.controllers.notifications.mark_all_read(call.actor)
        return call.answer(NotificationsRead(marked_count=marked, unread_count=0))

    return await call.write(mark)


@endpoints.put(f"{_PATH}/{{id}}/read", _READ)
async def read_notification(call: Call) -> Response:
    """Mark one of the user's own as read; once more does no harm."""
    key = path_uuid(call.path["id"])
    controller = call.controllers.notifications

    def mark() -> Response:
        controller.mark_read(call.actor, key)
        return call.answer(NotificationRead(id=key, unread_count=controller.unread_count(call.actor)))

    return await call.write(mark)
