"""The manual: chapters in three languages, read from ``resources/manual``. Which of them explains a page says its ``PageSpec``.

``CHAPTERS``                    their keys in the order in which they are read
``chapter(key) -> Chapter``     in the reader's language, with the office's words
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.text_folding import fold
from desktop_app.i18n import texts
from desktop_app.system import paths

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
