"""What a search looks for: the parts of names, places and addresses in any order, phones in any form, a birthday."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import Expression

from desktop_app.database.models import PersonTable
from desktop_app.domain.phones import without_code
from desktop_app.domain.text_folding import fold, spaced

_PHONE_TYPED = re.compile(r"[\d\s+./()-]{3,}")
_PHONE_TAIL = 8  # the digits that are the same whether or not the country's code was typed
_WITH_CODE = 9  # so many digits without a zero in front may begin with a country's code
_LEADING_ZERO_COUNTS = 6  # of fewer digits too many other numbers have the same
_ONE_SIGN, _CODE_LENGTHS = "_", (1, 2, 3)
_PUNCTUATION = ',;.:!?"“”«»()'


def search_condition(typed: str, born: str = "") -> list[Expression]:
    """Conditions that a person found by what was *typed* fulfils: every word, or the digits of a phone, or the birthday *born*.

    None for what has no letter and no figure.
    """
    digits = re.sub(r"\D", "", typed)
    if _PHONE_TYPED.fullmatch(typed.strip()) and digits:
        conditions = [_phone(typed.strip(), digits)]
    else:
        conditions = [PersonTable.search_text.contains(word) for word in _words(typed)]
    return [reduce(and_, conditions) | _born(born)] if born and conditions else conditions


def begins_condition(typed: str) -> list[Expression]:
    """Conditions that those fulfil of whose name each typed word begins a word; none where a phone or an address was typed."""
    words = _words(typed)
    if "@" in typed or not all(word.isalpha() for word in words):
        return []
    return [
        PersonTable.name_key.startswith(word) | PersonTable.name_key.contains(f" {word}") for word in words
    ]


def is_whole(typed: str, name_key: str) -> bool:
    """Return whether every typed word is a whole word of the name."""
    return set(_words(typed)) <= set(name_key.split())


def has_digits(digits: str) -> Expression:
    """Return who has a phone with *digits*, whether or not its country's code is among them."""
    digits = digits.removeprefix("00") or digits
    return PersonTable.search_text.contains(
        digits[-_PHONE_TAIL:] if len(digits) > _PHONE_TAIL + 1 else digits
    )


def _words(typed: str) -> list[str]:
    if "@" in typed:
        return typed.lower().split()
    return [word.strip(_PUNCTUATION) or word for word in fold(spaced(typed)).split()]


def _phone(typed: str, digits: str) -> Expression:
    """Return who has the beginning of a phone, typed with its country's code or without, and kept with it or without."""
    is_international = typed.startswith(("+", "00"))
    beginnings = []
    if is_international or (len(digits) >= _WITH_CODE and not digits.startswith("0")):
        national = without_code(digits.removeprefix("00") if typed.startswith("00") else digits)
        if len(national) > 1:
            beginnings += [national, f"0{national}"]
    elif digits.startswith("0") and len(digits) >= _LEADING_ZERO_COUNTS:
        beginnings += [_ONE_SIGN * length + digits[1:] for length in _CODE_LENGTHS]
    return reduce(or_, (PersonTable.search_text ** f"% {text}%" for text in beginnings), has_digits(digits))


def _born(born: str) -> Any:
    """Return who was born on that day, as far as it was typed and as far as it is known of them."""
    column: Any = PersonTable.date_of_birth
    if born.startswith("--"):
        return column.endswith(born[1:])
    if len(born) < len("1990-05-17"):
        return column.startswith(born)
    return (column == born) | (column == f"--{born[5:]}")
