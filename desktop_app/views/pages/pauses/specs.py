"""The page that says who is paused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _paused() -> type[Page]:
    from desktop_app.views.pages.pauses.paused_page import PausedPage

    return PausedPage


PAUSED_PAGE = PageSpec(
    "paused",
    mark("Paused"),
    _paused,
    chapter="dashboard",
    action=Action.VIEW_OVERDUE,
    section="dashboard",
)
