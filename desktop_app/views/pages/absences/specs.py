"""The page that says who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _absences() -> type[Page]:
    from desktop_app.views.pages.absences.absences_page import AbsencesPage

    return AbsencesPage


ABSENCES_PAGE = PageSpec(
    "absences",
    mark("Absences"),
    _absences,
    chapter="absences",
    action=Action.MANAGE_ABSENCES,
    icon="away",
    sidebar=SidebarPart.OFFICE,
    kept=True,
)
