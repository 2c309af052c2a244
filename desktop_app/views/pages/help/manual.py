"""The manual: chapters in three languages, read from ``resources/manual``, and which of them explains a page.

``CHAPTERS``                    their keys in the order in which they are read
``chapter(key) -> Chapter``     in the reader's language, with the office's words
``chapter_of(page) -> str``     the key of the chapter that explains *page*
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop_app.domain.text_folding import fold
from desktop_app.i18n import texts
from desktop_app.system import paths

if TYPE_CHECKING:
    from desktop_app.views.base.page import Page

CHAPTERS = (
    "start",
    "dashboard",
    "people",
    "follow-ups",
    "interactions",
    "notifications",
    "absences",
    "statistics",
    "paper",
    "counter",
    "users",
    "settings",
    "data",
    "api",
)
_OF_PAGE = {
    "DashboardPage": "dashboard",
    "PausedPage": "dashboard",
    "PeoplePage": "people",
    "PersonPage": "people",
    "PersonForm": "people",
    "ImportPage": "people",
    "FollowUpsPage": "follow-ups",
    "FollowUpForm": "follow-ups",
    "InteractionsPage": "interactions",
    "InteractionForm": "interactions",
    "NotificationsPage": "notifications",
    "AbsencesPage": "absences",
    "StatisticsPage": "statistics",
    "UsersPage": "users",
    "SettingsPage": "settings",
    "LocalApiPage": "api",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its *title*, its text as *html* without the title, and what a search looks through."""

    key: str
    title: str
    html: str
    searched: str

    def speaks_of(self, typed: str) -> bool:
        """Whether every word *typed* is in it, accents and capitals aside."""
        return all(word in self.searched for word in fold(typed).split())


def chapter(key: str) -> Chapter:
    """The chapter *key* of ``CHAPTERS``, in the reader's language; raises KeyError when there is none."""
    if key not in CHAPTERS:
        raise KeyError(key)
    return _chapter(key, texts.worded(_source(key, texts.language())))


@lru_cache(maxsize=64)
def _source(key: str, language: str) -> str:
    return (paths.resources() / "manual" / language / f"{key}.md").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _chapter(key: str, source: str) -> Chapter:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - when somebody asks for help

    title, _, body = source.partition("\n")
    html = MarkdownIt("commonmark").enable("table").render(body)
    return Chapter(key, title.removeprefix("# ").strip(), html, fold(source))


def chapter_of(page: Page | None) -> str:
    """The chapter that explains *page*; the first one where none does."""
    return _OF_PAGE.get(type(page).__name__, CHAPTERS[0])
