"""Folding: names and phone numbers in the one form in which they find each other, however somebody wrote them."""

from __future__ import annotations

import re
import unicodedata

from desktop_app.domain.addresses.phone_texts import number_texts

_APOSTROPHES = re.compile(r"['’‘‛ʼʹ`´′＇]")
_DASHES = re.compile(r"[-‐‑‒–—―−﹣－_]")
_SHORTEST_SUFFIX = 8
_EASTERN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")


def plain(text: str) -> str:
    """Return *text* in lower case, in ASCII letters (no accents, ``ß`` as ``ss``, ``Ł`` as ``l``), white space collapsed."""
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - its tables load slowly, and most texts are ASCII

        text = anyascii(unicodedata.normalize("NFC", text))
    return " ".join(text.lower().split())


def fold(text: str) -> str:
    """Return *text* as it is searched and compared: ``plain``, apostrophes gone, hyphens as spaces.

    “N’Diaye”, “n'diaye” and “NDIAYE” fold alike; so do “Jean-Pierre” and “jean  pierre”.
    """
    text = _DASHES.sub(" ", _APOSTROPHES.sub("", text))
    return " ".join(_DASHES.sub(" ", _APOSTROPHES.sub("", plain(text))).split())


def spaced(text: str) -> str:
    """Return *text* with a space between Chinese and Korean signs: names in them are written without one, in either order."""
    return _EASTERN.sub(r" \g<0> ", text) if not text.isascii() else text


def phone_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in *text*, each as digits only, without a leading ``+`` or ``00``; a cell may hold several."""
    return tuple(dict.fromkeys(number.digits for number in number_texts(text)))


def fold_phone(text: str) -> str:
    """Return every number in *text* as ``phone_numbers`` gives it, parted by one space: what a search looks into."""
    return " ".join(phone_numbers(text))


def same_number(number: str, other: str) -> bool:
    """Return whether two numbers (digits only) reach the same phone: equal, or one is the other without its country's code.

    At least eight digits must agree, so that the old eight-digit numbers of an office find their longer successors.
    Two complete numbers that differ in front (``01 22 33 44 55``, ``07 22 33 44 55``) are two phones.
    """
    short, long = sorted((number, other), key=len)
    if short == long:
        return bool(short)
    core = short.removeprefix("0")
    return len(core) >= _SHORTEST_SUFFIX and long.endswith(core) and len(long) > len(short)


def same_phone(a: str, b: str) -> bool:
    """Return whether any number in the text *a* is ``same_number`` as any in the text *b*."""
    return any(same_number(number, other) for number in phone_numbers(a) for other in phone_numbers(b))
