"""Phone numbers as people of a country write them, and as a phone dials them. What is stored stays as it was typed.

``country_of("Africa/Abidjan")``           "CI": the country that national numbers belong to
``written("0797971147", "CI")``            "07 97 97 11 47"; numbers of other countries with their code in front
``dialable("07 97 97 11 47", "CI")``       "+2250797971147"

A cell may hold several numbers, parted by ``/`` and the like. Whatever is no number, or has words beside it, comes back as typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

_MOST_NUMBERS = 8_192
_SHORTEST = 6  # digits
_BETWEEN = re.compile(r"\s*[/;,|]\s*")
_ONLY_A_NUMBER = re.compile(r"\+?[0-9()./ \u00a0\u202f\u2010\u2011\u2013-]+")
_NO_DIGIT = re.compile(r"[^0-9]")
_IN_PAIRS = frozenset({225})
"""Countries, by their code, that write all digits in pairs where the library's rules end with four (*07 97 97 1147*)."""


def load() -> None:
    """Load the rules of all countries (some 70 ms) and which zone is whose; otherwise the first number does."""
    _library()
    _countries()


@cache
def _library() -> ModuleType:
    from phonenumbers import phonenumberutil  # noqa: PLC0415 - not before somebody's number is shown

    return phonenumberutil


@cache
def country_of(time_zone: str) -> str:
    """The country (ISO 3166, two letters) that a time zone is the one of; nothing for UTC and names that are out of use."""
    return _countries().get(time_zone, "")


@cache
def _countries() -> dict[str, str]:
    from importlib.resources import files  # noqa: PLC0415 - see above

    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {zone: country for country, _place, zone, *_ in cells}


@lru_cache(maxsize=_MOST_NUMBERS)
def written(text: str, country: str) -> str:
    """The numbers in *text* as they are written in *country*; *text* itself when one of them is not understood."""
    numbers = _numbers(text, country)
    return " / ".join(_as_written(number, country) for number in numbers) if numbers else text


def dialable(text: str, country: str) -> str:
    """The numbers in *text* as any phone dials them; *text* itself when one of them is not understood."""
    numbers = _numbers(text, country)
    library = _library()
    form = library.PhoneNumberFormat.E164
    return " / ".join(library.format_number(number, form) for number in numbers) if numbers else text


def _numbers(text: str, country: str) -> list[Any]:
    parts = _BETWEEN.split(text.strip())
    if any(len(_NO_DIGIT.sub("", part)) < _SHORTEST for part in parts):
        parts = [text.strip()]  # 07/97/97/11/47 is one number
    numbers = [_number(part, country) for part in parts]
    return numbers if all(numbers) else []


def _number(text: str, country: str) -> Any | None:
    if not _ONLY_A_NUMBER.fullmatch(text):
        return None
    library = _library()
    try:
        number = library.parse("+" + text[2:] if text.startswith("00") else text, country or None)
    except library.NumberParseException:
        return None
    return number if library.is_valid_number(number) else None


def _as_written(number: Any, country: str) -> str:
    library = _library()
    at_home = bool(country) and number.country_code == library.country_code_for_region(country)
    form = library.PhoneNumberFormat.NATIONAL if at_home else library.PhoneNumberFormat.INTERNATIONAL
    said: str = library.format_number(number, form)
    if number.country_code not in _IN_PAIRS:
        return said
    digits: str = library.national_significant_number(number)
    pairs = " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return pairs if at_home else f"+{number.country_code} {pairs}"
