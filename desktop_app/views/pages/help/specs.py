"""The page of the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _chapter_about(page: Page | None) -> str | None:
    """The chapter that explains *page*; None on the manual itself, which stays where it is."""
    if page is None:
        return HELP_PAGE.chapter
    return None if page.spec is HELP_PAGE else page.chapter()


def _help() -> type[Page]:
    from desktop_app.views.pages.help.help_page import HelpPage

    return HelpPage


HELP_PAGE = PageSpec(
    "help",
    mark("Help"),
    _help,
    chapter="start",
    kept=True,
    key="F1",
    key_words=mark("help for this page"),
    subject_over=_chapter_about,
)
