"""The page that says who needs somebody today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart, TourStop

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _dashboard() -> type[Page]:
    from desktop_app.views.pages.dashboard.dashboard_page import DashboardPage

    return DashboardPage


DASHBOARD_PAGE = PageSpec(
    "dashboard",
    mark("Dashboard"),
    _dashboard,
    chapter="dashboard",
    action=Action.VIEW_OVERDUE,
    icon="dashboard",
    sidebar=SidebarPart.WORK,
    kept=True,
    stops=(
        TourStop(
            "todayTable",
            mark("Who needs you today"),
            mark(
                "What was planned and is due, then those who have waited longest. Enter records a follow-up with the row in focus: "
                "that takes them off the list."
            ),
        ),
        TourStop(
            "todayWhy",
            mark("Why they are there"),
            mark("This line says why somebody is on the list and what clears it. You never have to guess."),
        ),
    ),
)
