"""Days as one says them in a sentence.

``day_and_month(day, today)``   "11 October"; with its year when that is another one than today's
``due(day, today)``             "today", "tomorrow", "Thursday", "Thursday 27", "3 December"; "yesterday", "3 days ago", "4 months ago"
``days_long(count)``            "1 day", "40 days"
``weekday_and_day(day)``        "Monday 23 November": for a day not far away      ``short_day(day, today)``   "3 Dec", "3 Jan 2027"
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale

from desktop_app.i18n import texts
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.wording import formats
from desktop_app.views.wording.ago import ago

_DAY = {"es": "d 'de' MMMM"}
_YEAR = {"es": " 'de' yyyy"}
_WEEKDAY = {"es": "dddd d 'de' MMMM"}
_A_WEEK = 7


def day_and_month(day: date, today: date) -> str:
    """*day* without the day of the week, and without the year as long as it is this one."""
    language = texts.language()
    pattern = _DAY.get(language, "d MMMM")
    if day.year != today.year:
        pattern += _YEAR.get(language, " yyyy")
    return formats.in_words(day, pattern)


def weekday(day: date) -> str:
    """The day of the week alone."""
    return formats.locale().standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)


def due(day: date, today: date) -> str:
    """When something that was planned for *day* is, or was."""
    days = (day - today).days
    if days <= 1:
        return ago(day, today)
    if days < _A_WEEK:
        return weekday(day)
    if days <= 2 * _A_WEEK:
        return tr("{weekday} {day}", weekday=weekday(day), day=day.day)
    return day_and_month(day, today)


def days_long(count: int) -> str:
    """So many days."""
    return trn("{count} day", "{count} days", count)


def weekday_and_day(day: date) -> str:
    """*day* with the day of the week, without the year."""
    return formats.in_words(day, _WEEKDAY.get(texts.language(), "dddd d MMMM"))


def short_day(day: date, today: date) -> str:
    """*day* as short as it can be said, for a chip or a cell."""
    return formats.in_words(day, "d MMM" if day.year == today.year else "d MMM yyyy")
