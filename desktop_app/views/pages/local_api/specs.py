"""The page about the HTTP server of this PC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _local_api() -> type[Page]:
    from desktop_app.views.pages.local_api.local_api_page import LocalApiPage

    return LocalApiPage


LOCAL_API_PAGE = PageSpec(
    "local_api",
    mark("Local API"),
    _local_api,
    chapter="api",
    section="settings",
    kept=True,
)
