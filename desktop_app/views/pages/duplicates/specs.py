"""The pages about two entries of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.permissions import Action
from desktop_app.i18n.texts import mark
from desktop_app.views.base.page_spec import PageSpec

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

# ruff: noqa: PLC0415 - a page is imported when it is first shown


def _duplicates() -> type[Page]:
    from desktop_app.views.pages.duplicates.duplicates_page import DuplicatesPage

    return DuplicatesPage


def _merged() -> type[Page]:
    from desktop_app.views.pages.duplicates.merged_page import MergedPage

    return MergedPage


DUPLICATES_PAGE = PageSpec(
    "duplicates",
    mark("Possible duplicates"),
    _duplicates,
    chapter="people",
    action=Action.MERGE_PEOPLE,
    section="people",
    key="Ctrl+Shift+M",
    key_words=mark("who may be in the list twice"),
)
MERGED_PAGE = PageSpec(
    "merged",
    mark("Merged entries"),
    _merged,
    chapter="people",
    action=Action.MERGE_PEOPLE,
    section="people",
)
