"""Text is text: what no field takes, because nobody sees it, or it moves what stands beside it.

One definition for forms, imports and HTTP: the texts of every ``Input`` go through ``line_of`` or ``lines_of``.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SEEN_BY_NOBODY = frozenset({"Cc", "Cf", "Cn", "Co", "Mn", "Me", "Zl", "Zp", "Zs"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Signs that count as letters or symbols and show nothing."""


def holds_null(text: str) -> bool:
    """Return whether *text* holds the null character, behind which some programs read nothing."""
    return "\0" in text


def line_of(text: str) -> str:
    """Return *text* as a field of one line takes it: breaks are blanks, control and direction marks are gone.

    What shows nothing at all is no text. Joiners stay where something is seen: Persian and Indian names are written with them.
    """
    if text.isascii() and text.isprintable():
        return text
    line = _DIRECTION.sub("", _CONTROL.sub("", _BREAKS.sub(" ", text)))
    return line if is_seen(line) else ""


def lines_of(text: str) -> str:
    """Return *text* as a field of several lines takes it: as it was written, or nothing where nothing is seen."""
    return text if is_seen(text) else ""


def is_seen(text: str) -> bool:
    """Return whether *text* shows anything."""
    return any(
        sign not in _BLANK_LETTERS and unicodedata.category(sign) not in _SEEN_BY_NOBODY for sign in text
    )
