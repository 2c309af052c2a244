"""The page of figures and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _statistics() -> type[Page]:
    from desktop_app.views.pages.statistics.statistics_page import StatisticsPage

    return StatisticsPage


STATISTICS_PAGE = PageSpec(
    "statistics",
    mark("Statistics"),
    _statistics,
    chapter="statistics",
    action=Action.VIEW_STATISTICS,
    icon="statistics",
    sidebar=SidebarPart.WORK,
    kept=True,
)
