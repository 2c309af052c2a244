"""What a cell looks like where no heading says what it is: a day, a phone."""

from __future__ import annotations

import re

from desktop_app.domain.text_folding import phone_numbers

_DATE_SHAPE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?:[ t].*)?|\d{1,2} [a-z]{3,10}\.? \d{4}|[a-z]{3,10}\.? \d{1,2}, \d{4}.*"
)
_NO_PHONE = re.compile(r"[@:;]|https?|\d{5}-\d{4}$|^-?\d{1,3}\.\d{3,}$")


_LONGEST = 200
"""What is longer is neither a day nor a phone, and would take long to be looked at."""


def has_date_shape(value: str) -> bool:
    """Return whether *value* is written as a day is, be it one that exists or not."""
    return len(value) <= _LONGEST and bool(_DATE_SHAPE.fullmatch(value.lower()))


def has_email_shape(value: str) -> bool:
    """Return whether *value* is written as an e-mail address is."""
    return len(value) <= _LONGEST and re.fullmatch(r"\S+@\S+\.\S+", value) is not None


def has_phone_shape(value: str) -> bool:
    """Return whether *value* holds a phone, and is no day, time, address or place on a map."""
    return (
        len(value) <= _LONGEST
        and not _NO_PHONE.search(value.lower())
        and any(8 <= len(number) <= 15 for number in phone_numbers(value))
    )
