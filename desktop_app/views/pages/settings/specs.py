"""The page of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec, SidebarPart

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _settings() -> type[Page]:
    from desktop_app.views.pages.settings.settings_page import SettingsPage

    return SettingsPage


SETTINGS_PAGE = PageSpec(
    "settings",
    mark("Settings"),
    _settings,
    chapter="settings",
    icon="settings",
    sidebar=SidebarPart.OFFICE,
    kept=True,
)
