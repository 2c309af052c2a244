"""The page of those who may sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _users() -> type[Page]:
    from desktop_app.views.pages.users.users_page import UsersPage

    return UsersPage


USERS_PAGE = PageSpec(
    "users",
    mark("Users"),
    _users,
    chapter="users",
    action=Action.MANAGE_USERS,
    icon="users",
    sidebar=SidebarPart.OFFICE,
    kept=True,
)
