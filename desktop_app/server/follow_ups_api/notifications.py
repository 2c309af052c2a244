"""Family A: ``/api/v1/notifications``: one's own (docs/contract/follow-ups-api.md, *Notifications automatiques*)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from desktop_app.domain.vocabulary import NotificationKind
from desktop_app.server.follow_ups_api.follow_ups import name_json, pagination
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.json_values import day_or_none, moment, moment_or_none, uuid_text
from desktop_app.server.framework.reading import path_uuid
from desktop_app.server.framework.routes import Call, Endpoints, Told
from desktop_app.server.framework.schemas import (
    ID,
    OTHER_ID,
    PAGE,
    Day,
    Named,
    Pagination,
    Record,
    envelope,
    succeeded,
)

if TYPE_CHECKING:
    from desktop_app.domain.records import Absence, Notification

endpoints = Endpoints(tag="Notifications")
_PATH = "/api/v1/notifications"


class AbsenceTold(Record):
    """Who is away, from when to when, both days included; ``isTakenBack``: they are not after all."""

    mentor: Named
    first_day: Day
    last_day: Day
    is_taken_back: bool


class NotificationItem(Record):
    """Something the user should know; ``by`` is null where the program itself did it.

    ``day``, ``days`` and ``since`` are those of reminders: the day it is for, and for how long, since when. ``absence`` is that of
    ``colleagueAway``.
    """

    id: str
    type: NotificationKind
    message: str
    person: Named | None
    by: Named | None
    count: int | None
    day: Day | None
    days: int | None
    since: Day | None
    absence: AbsenceTold | None
    is_read: bool
    created_at: str
    read_at: str | None


class NotificationList(Record):
    """A page of one's own."""

    notifications: list[NotificationItem]
    unread_count: int
    pagination: Pagination


class NotificationRead(Record):
    """Which was marked, and how many are left."""

    id: str
    unread_count: int


class NotificationsRead(Record):
    """How many were marked, and how many are left."""

    marked_count: int
    unread_count: int


def _message(one: Notification) -> str:
    absence = one.absence
    sentence = say.NOTIFICATIONS[one.kind]
    if absence is not None and absence.ended_at is not None:
        sentence = say.ABSENCE_TAKEN_BACK
    return str(sentence).format(
        person=one.person.full_name if one.person is not None else "–",
        by=one.by.full_name if one.by is not None else "Suivi",
        count=one.count,
        days=one.days,
        away=absence.user.full_name if absence is not None else "–",
        first=day_or_none(absence.first_on) if absence is not None else "–",
        last=day_or_none(absence.last_on) if absence is not None else "–",
    )


def _absence_json(absence: Absence) -> dict[str, Any]:
    return {
        "mentor": name_json(absence.user),
        "firstDay": day_or_none(absence.first_on),
        "lastDay": day_or_none(absence.last_on),
        "isTakenBack": absence.ended_at is not None,
    }


def _notification_json(one: Notification) -> dict[str, Any]:
    return {
        "id": uuid_text(one.uuid),
        "type": one.kind,
        "message": _message(one),
        "person": name_json(one.person) if one.person is not None else None,
        "by": name_json(one.by) if one.by is not None else None,
        "count": one.count,
        "day": day_or_none(one.day),
        "days": one.days,
        "since": day_or_none(one.since),
        "absence": _absence_json(one.absence) if one.absence is not None else None,
        "isRead": one.read_at is not None,
        "createdAt": moment(one.created_at),
        "readAt": moment_or_none(one.read_at),
    }


_EXAMPLE = {
    "id": "018d4190-86f0-7cc3-98c4-dc0c0c07398f",
    "type": "personAssigned",
    "message": "Marie Kouassi vous a été confié(e)",
    "person": {"id": ID, "firstName": "Marie", "lastName": "Kouassi"},
    "by": {"id": OTHER_ID, "firstName": "Jean", "lastName": "Dupont"},
    "count": None,
    "day": None,
    "days": None,
    "since": None,
    "absence": None,
    "isRead": False,
    "createdAt": "2024-01-25T18:30:00.000Z",
    "readAt": None,
}


@endpoints.get(
    _PATH,
    Told(
        "One's own notifications",
        "The newest first.",
        parameters=PAGE,
        answer=envelope("NotificationListAnswer", NotificationList),
        example=succeeded(
            say.NOTIFICATIONS_LISTED,
            {
                "notifications": [_EXAMPLE],
                "unreadCount": 1,
                "pagination": {"currentPage": 1, "totalPages": 1, "totalItems": 1, "perPage": 20},
            },
        ),
        errors=(400,),
    ),
    collection=True,
)
async def list_notifications(call: Call) -> Response:
    """With how many are not read."""
    query = call.query()
    page, limit = query.page()
    query.check()

    def read() -> Response:
        controller = call.controllers.notifications
        found = controller.mine(call.actor, limit, (page - 1) * limit)
        data = {
            "notifications": [_notification_json(one) for one in found.items],
            "unreadCount": controller.unread_count(call.actor),
            "pagination": pagination(page, limit, found.total or 0),
        }
        return call.success(say.NOTIFICATIONS_LISTED, data)

    return await call.slowly(read)


@endpoints.put(
    f"{_PATH}/read-all",
    Told(
        "Mark all as read",
        answer=envelope("NotificationsReadAnswer", NotificationsRead),
        example=succeeded(say.NOTIFICATIONS_READ, {"markedCount": 3, "unreadCount": 0}),
        errors=(507,),
    ),
)
async def read_all_notifications(call: Call) -> Response:
    """Every one of the user's own."""
    marked = await call.write(lambda: call.controllers.notifications.mark_all_read(call.actor))
    return call.success(say.NOTIFICATIONS_READ, {"markedCount": marked, "unreadCount": 0})


@endpoints.put(
    f"{_PATH}/{{id}}/read",
    Told(
        "Mark one as read",
        answer=envelope("NotificationReadAnswer", NotificationRead),
        example=succeeded(say.NOTIFICATION_READ, {"id": _EXAMPLE["id"], "unreadCount": 2}),
        errors=(400, 404, 507),
    ),
)
async def read_notification(call: Call) -> Response:
    """One of the user's own; once more does no harm."""
    key = path_uuid(call.path["id"])
    controller = call.controllers.notifications

    def mark() -> int:
        controller.mark_read(call.actor, key)
        return controller.unread_count(call.actor)

    unread = await call.write(mark)
    return call.success(say.NOTIFICATION_READ, {"id": uuid_text(key), "unreadCount": unread})
