"""What people typed, made safe for a file: without signs that no file may hold, and never taken for a formula.

A spreadsheet takes a cell of a CSV file that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return (or their wide
forms) for a formula and works it out, whether or not it is quoted. Such a cell gets an apostrophe before it, as OWASP
advises. A sign that only digits, spaces and dots follow is left alone: there is nothing in it to work out, and
“+225 07 97 97 11 47” has to stay a phone number. The same is done behind each comma, semicolon and tab within a text: a file that is
opened with another separator than its own begins a cell there. Excel's own files say of each cell that it is text; nothing is put before it there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

GUARD = "'"
_BEGINS = "=+\\-@＝＋－＠"
_FORMULA = re.compile(rf"\s*[{_BEGINS}]|[\t\n]")  # some pass over spaces before the sign
_INNER = re.compile(rf"([,;\t])(?=\s*[{_BEGINS}])([^,;\t\n]*)")
"""What would begin a cell if the file were read with another separator than it was written with."""
_BETWEEN = "\0"  # what no tidied text holds
_SOME_FORMULA = re.compile(f"{_BETWEEN}(?:{_FORMULA.pattern})|{_INNER.pattern}")
_HARMLESS = re.compile("[+-][0-9 .\u00a0\u202f]+")
_RETURNS = re.compile("\r\n?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters and what XML forbids."""
_UNTIDY = re.compile(f"\r|{_FORBIDDEN.pattern}")
_GUARDED = re.compile(f"{GUARD}(?={_FORMULA.pattern})")
_GUARDED_INNER = re.compile(rf"([,;\t]){GUARD}(?=\s*[{_BEGINS}])")


def tidied(texts: Sequence[str | None]) -> list[str]:
    """Return *texts* with one kind of line end and without what no file may hold; nothing for None."""
    plain = [text or "" for text in texts]
    if not _UNTIDY.search("\n".join(plain)):  # once for all of them: hardly ever is there anything
        return plain
    return [_FORBIDDEN.sub("", _RETURNS.sub("\n", text)) for text in plain]


def any_formula(texts: Sequence[str]) -> bool:
    """Return whether one of *texts* (tidied) could be: of most columns, none."""
    return _SOME_FORMULA.search(_BETWEEN + _BETWEEN.join(texts)) is not None


def could_be_formula(text: str) -> bool:
    """Return whether a spreadsheet may take *text* (tidied) for something to work out."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """Return *text* (tidied) as a CSV file holds it."""
    begins = _FORMULA.match(text)
    if begins is None or _HARMLESS.fullmatch(text):
        return _INNER.sub(_guarded_inside, text)
    return GUARD + text[: begins.end()] + _INNER.sub(_guarded_inside, text[begins.end() :])


def _guarded_inside(match: re.Match[str]) -> str:
    separator, cell = match.groups()
    return match[0] if _HARMLESS.fullmatch(cell.strip()) else f"{separator}{GUARD}{cell}"


def unguarded(text: str) -> str:
    """Return *text* as it was before ``guarded``."""
    whole = _GUARDED.sub("", text, count=1) if text.startswith(GUARD) else text
    return _GUARDED_INNER.sub(r"\1", whole) if GUARD in whole else whole
