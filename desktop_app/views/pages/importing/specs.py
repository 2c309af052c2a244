"""The page that takes a list of people in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _import() -> type[Page]:
    from desktop_app.views.pages.importing.import_page import ImportPage

    return ImportPage


IMPORT_PAGE = PageSpec(
    "import",
    mark("Import a list of people"),
    _import,
    chapter="people",
    action=Action.IMPORT_PEOPLE,
    section="people",
)
