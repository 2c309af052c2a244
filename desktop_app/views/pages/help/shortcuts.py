"""Every key of the program, by where it works; the one list that the sheet of keys shows.

``groups(pages)``   heading → pairs of a key and what it does, both marked, with the keys of *pages*; ``spell(keys)`` writes a key as
    keyboards of the language name it
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop_app.i18n.texts import mark, tr
from desktop_app.views.base.page_spec import PageSpec

Group = tuple[str, tuple[tuple[str, str], ...]]
_OF_PAGE = ""
"""Stands for what a page says of its key."""
_SIDEBAR = "Ctrl+1 … Ctrl+{count}"
_GROUPS: tuple[Group, ...] = (
    (
        mark("Everywhere"),
        (
            ("Ctrl+K", mark("find a person")),
            ("Ctrl+N", _OF_PAGE),
            (_SIDEBAR, mark("the pages of the sidebar")),
            ("Ctrl+B", _OF_PAGE),
            ("Alt+←", mark("back to where you were")),
            ("F5", mark("read everything again")),
            ("F6", mark("go to the newest message")),
            ("Ctrl+Z", mark("undo what the newest message tells of")),
            ("F9", mark("hide private texts, or show them")),
            ("Ctrl+L", mark("lock the window")),
            ("F1", _OF_PAGE),
            ("Ctrl+/", mark("this sheet")),
        ),
    ),
    (
        mark("In a list"),
        (
            ("Enter", mark("the main thing for the row")),
            ("1", mark("rang, no answer: planned again by itself")),
            ("O", mark("open the person")),
            ("C", mark("copy the phone number")),
            ("E", mark("edit")),
            ("F", mark("record a follow-up with the person")),
            ("P", mark("pause the person")),
            ("T", mark("try again another day")),
            ("Space", mark("tick off, or mark as read")),
            ("Del", mark("delete")),
            ("Ctrl+E", mark("export the list")),
            ("Ctrl+P", mark("print")),
            ("Alt+1", mark("the dashboard’s list of today; Alt+2, 3, 4: the others")),
        ),
    ),
    (
        mark("In a form"),
        (
            ("Ctrl+Enter", mark("save")),
            ("Ctrl+Shift+Enter", mark("save, and go on to the next person")),
            ("Esc", mark("leave; the draft is kept")),
            ("Alt", mark("with the underlined letter: press that button")),
            ("Tab", mark("to the next field")),
        ),
    ),
)
_NAMES = {
    "Ctrl": mark("Ctrl"),
    "Enter": mark("Enter"),
    "Esc": mark("Esc"),
    "Shift": mark("Shift"),
    "Space": mark("Space"),
    "Del": mark("Del"),
}


def groups(pages: Iterable[PageSpec]) -> tuple[Group, ...]:
    """All keys, with those that open one of *pages*: in their place in the table, or behind those of the sidebar."""
    pages = tuple(pages)
    words_of = {page.key: page.key_words for page in pages if page.key}
    in_sidebar = sum(page.sidebar is not None for page in pages)
    everywhere, *others = _GROUPS
    placed = {key for key, _ in everywhere[1]}
    listed: list[tuple[str, str]] = []
    for key, words in everywhere[1]:
        listed.append((key.format(count=in_sidebar), words or words_of[key]))
        if key == _SIDEBAR:
            listed += [(key, words) for key, words in words_of.items() if key not in placed]
    return ((everywhere[0], tuple(listed)), *others)


def spell(keys: str) -> str:
    """*keys* as they stand on a keyboard of the reader's language."""
    return re.sub(r"[A-Za-z]{2,}", lambda name: tr(_NAMES[name[0]]) if name[0] in _NAMES else name[0], keys)
