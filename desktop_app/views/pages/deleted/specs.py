"""The page that lists what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _deleted() -> type[Page]:
    from desktop_app.views.pages.deleted.deleted_page import DeletedPage

    return DeletedPage


DELETED_PAGE = PageSpec(
    "deleted",
    mark("Deleted"),
    _deleted,
    chapter="people",
    section="people",
    kept=True,
    key="Ctrl+Shift+D",
    key_words=mark("what was deleted"),
)
