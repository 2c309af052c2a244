"""Dates, times and numbers as the reader's locale writes them, phone numbers as the office's country does.

``locale()``                 the QLocale of the program's language, the system's own where it speaks that language
``short_date(day)``          20/11/2026         ``long_date(day)``    Friday 20 November 2026
``clock_time(moment)``       14:30              ``short_moment(m)``   20/11/2026 14:30
``number(count)``            1,234
``phone(text)``              07 97 97 11 47          ``phone_to_dial(text)``  +2250797971147: for the clipboard
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache

from PySide6.QtCore import QDate, QLocale, QTime

from desktop_app.domain import phones
from desktop_app.i18n import texts

_LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES"}
_DAY_OF_MONTH = re.compile(r"(?<!d)d(?!d)")
_home = ""
_LONG = {"es": "dddd d 'de' MMMM 'de' yyyy"}


def locale() -> QLocale:
    """The locale of the language the program speaks now."""
    return _locale(texts.language())


def short_date(day: date) -> str:
    """*day* in figures, with all four of the year."""
    return locale().toString(_qt_date(day), _short_pattern(texts.language()))


def long_date(day: date) -> str:
    """*day* in words: the day of the week, the day, the month, the year."""
    return in_words(day, _LONG.get(texts.language(), "dddd d MMMM yyyy"))


def in_words(day: date, pattern: str) -> str:
    """*day* in Qt's *pattern*; in French the first of a month is “1er”, which Qt does not know."""
    if texts.language() == "fr" and day.day == 1:
        pattern = _DAY_OF_MONTH.sub("d'er'", pattern)
    return locale().toString(_qt_date(day), pattern)


def clock_time(moment: time | datetime) -> str:
    """Hours and minutes."""
    return locale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def short_moment(moment: datetime) -> str:
    """Day and time in figures."""
    return f"{short_date(moment.date())} {clock_time(moment)}"


def number(count: int) -> str:
    """*count* with the separators of the locale."""
    return locale().toString(count)


def live_in(time_zone: str) -> None:
    """From now on numbers without a country's code belong to the country of this time zone."""
    global _home  # noqa: PLW0603 - the window shows one office at a time
    _home = phones.country_of(time_zone)


def phone(text: str) -> str:
    """The numbers in *text*, grouped as the country writes them; what is not understood as it was typed."""
    return phones.written(text, _home) if text else ""


def phone_to_dial(text: str) -> str:
    """The numbers in *text* in a form that every phone dials, from every country."""
    return phones.dialable(text, _home)


def _qt_date(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


@cache
def _locale(language: str) -> QLocale:
    system = QLocale.system()
    if QLocale.languageToCode(system.language()) == language:
        return system
    return QLocale(_LOCALES.get(language, "en_GB"))


@cache
def _short_pattern(language: str) -> str:
    pattern = _locale(language).dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
