"""How long ago a day was, as people say it.

``ago(day, today)``   "today", "yesterday", "3 days ago", "4 months ago", "2 years ago"; days to come: "tomorrow", "in 3 days"
"""

from __future__ import annotations

from datetime import date

from desktop_app.i18n.texts import tr, trn

_MOST_DAYS = 60
_MOST_MONTHS = 24


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
