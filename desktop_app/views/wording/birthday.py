"""A birthday as far as it is known, as people read it and as they are asked to write it.

``birthday_words("1990-05-17")``     "17 May 1990"; without a year "17 May"; of 1990-05 "May 1990", of 1990 "1990"
``birthday_with_age(text, today)``   "17 May 1990 (36 years)"
``birthday_typed(text)``             as one would type it into a form: "17/05/1990", "17/05", "05/1990", "1990"
"""

from __future__ import annotations

from datetime import date

from desktop_app.i18n import texts
from desktop_app.i18n.texts import trn
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import years_between

_YEARLESS = "--"
_LEAP_YEAR = "2000"
_YEAR_ONLY, _YEAR_AND_MONTH = len("1990"), len("1990-05")
_MONTH = {"es": "MMMM 'de' yyyy"}
_DAY = {"es": "d 'de' MMMM"}
_WHOLE = {"es": "d 'de' MMMM 'de' yyyy"}


def birthday_words(text: str) -> str:
    """*text* (``YYYY-MM-DD``, ``--MM-DD``, ``YYYY-MM``, ``YYYY`` or nothing) in words."""
    if len(text) <= _YEAR_ONLY:
        return text
    if len(text) == _YEAR_AND_MONTH and not text.startswith(_YEARLESS):
        return formats.in_words(date.fromisoformat(f"{text}-01"), _MONTH.get(texts.language(), "MMMM yyyy"))
    language = texts.language()
    yearless = text.startswith(_YEARLESS)
    pattern = _DAY.get(language, "d MMMM") if yearless else _WHOLE.get(language, "d MMMM yyyy")
    day = _day(text)
    return formats.in_words(day, pattern)


def birthday_with_age(text: str, today: date) -> str:
    """The same, with the age where the year is known."""
    if len(text) < len("1990-05-17"):
        return birthday_words(text)
    years = years_between(_day(text), today)
    return f"{birthday_words(text)} ({trn('{count} year', '{count} years', years)})"


def birthday_typed(text: str) -> str:
    """*text* in figures, the day before the month."""
    if len(text) <= _YEAR_ONLY:
        return text
    if len(text) == _YEAR_AND_MONTH and not text.startswith(_YEARLESS):
        return f"{text[5:]}/{text[:4]}"
    day = _day(text)
    return f"{day:%d/%m}" if text.startswith(_YEARLESS) else f"{day:%d/%m/%Y}"


def _day(text: str) -> date:
    return date.fromisoformat(_LEAP_YEAR + text[1:] if text.startswith(_YEARLESS) else text)
