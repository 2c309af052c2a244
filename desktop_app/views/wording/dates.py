"""Days, and how long ago or how long, as one says them in a sentence.

``day_and_month(day, today)``   "11 October"; with its year when that is another one than today's
``due(day, today)``             "today", "tomorrow", "Thursday", "Thursday 27", "3 December"; "yesterday", "3 days ago", "4 months ago"
``days_long(count)``            "1 day", "40 days"     ``time_long(count, today)``   "40 days", "5 months", "2 years" up to *today*
``weekday_and_day(day)``        "Monday 23 November": for a day not far away      ``short_day(day, today)``   "3 Dec", "3 Jan 2027"
``ago(day, today)``             "today", "yesterday", "3 days ago", "4 months ago", "2 years ago"; days to come: "tomorrow", "in 3 days"
``length_words(length)``        "45 min", "1 h", "1 h 15 min"; nothing for None
"""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QLocale

from desktop_app.i18n import texts
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.wording import formats

_DAY = {"es": "d 'de' MMMM"}
_YEAR = {"es": " 'de' yyyy"}
_WEEKDAY = {"es": "dddd d 'de' MMMM"}
_A_WEEK = 7
_MOST_DAYS = 60  # said in days, then in months
_MOST_MONTHS = 24


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


def time_long(count: int, today: date) -> str:
    """The *count* days up to *today* as one says them: days at first, then months, then years."""
    if count <= _MOST_DAYS:
        return days_long(count)
    months = _whole_months(today - timedelta(days=count), today)
    if months < _MOST_MONTHS:
        return trn("{count} month", "{count} months", months)
    return trn("{count} year", "{count} years", months // 12)


def weekday_and_day(day: date) -> str:
    """*day* with the day of the week, without the year."""
    return formats.in_words(day, _WEEKDAY.get(texts.language(), "dddd d MMMM"))


def short_day(day: date, today: date) -> str:
    """*day* as short as it can be said, for a chip or a cell."""
    return formats.in_words(day, "d MMM" if day.year == today.year else "d MMM yyyy")


def ago(day: date, today: date) -> str:
    """*day* as seen from *today*."""
    days = (today - day).days
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    if days == -1:
        return tr("tomorrow")
    if days < 0:
        return trn("in {count} day", "in {count} days", -days)
    if days <= _MOST_DAYS:
        return trn("{count} day ago", "{count} days ago", days)
    months = _whole_months(day, today)
    if months < _MOST_MONTHS:
        return trn("{count} month ago", "{count} months ago", months)
    return trn("{count} year ago", "{count} years ago", months // 12)


def years_between(day: date, today: date) -> int:
    """The whole years from *day* to *today*: an age."""
    return _whole_months(day, today) // 12


def _whole_months(day: date, today: date) -> int:
    months = (today.year - day.year) * 12 + today.month - day.month
    return months - (today.day < day.day)


def length_words(length: timedelta | None) -> str:
    """*length* (below a minute counts as none) in hours and minutes."""
    if length is None:
        return ""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if not hours:
        return tr("{minutes} min", minutes=minutes)
    if not minutes:
        return tr("{hours} h", hours=hours)
    return tr("{hours} h {minutes} min", hours=hours, minutes=minutes)
