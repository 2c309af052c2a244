"""The page of notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _notifications() -> type[Page]:
    from desktop_app.views.pages.notifications.notifications_page import NotificationsPage

    return NotificationsPage


NOTIFICATIONS_PAGE = PageSpec(
    "notifications",
    mark("Notifications"),
    _notifications,
    chapter="notifications",
    kept=True,
    key="Ctrl+B",
    key_words=mark("notifications"),
)
