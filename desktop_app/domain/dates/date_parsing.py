"""Days as people write them: freely in a form (“yesterday”, “3/11”, “+7”), in five ways within one list.

The day stands before the month. Where that is impossible nothing is swapped in silence: a form says that it does not
understand, a file is refused row by row, unless its reader was told that the whole list writes the month first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop_app.domain.dates import date_cells
from desktop_app.domain.errors import DomainError
from desktop_app.domain.text_folding import plain
from desktop_app.i18n.texts import Text, mark

Prefer = Literal["past", "future"]

EARLIEST_YEAR = 1900
LATEST_YEAR = 2199
_FURTHEST = 36_500  # days; "+99999999" is a slip of the finger
_CENTURY = 2000
_LEAP_YEAR = 2000


class UnreadableDate(DomainError):
    """A text in a file that is not a day; ``message`` says so in a sentence."""


class NoSuchDay(UnreadableDate):
    """A text that has the form of a day which the calendar does not have, such as 31/02/2026."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands there: ``year`` is None when not written, ``short`` when written with two digits."""

    day: int
    month: int
    year: int | None = None
    short: bool = False


_DAYS_FROM_TODAY = {
    0: "today|aujourd'hui|auj|ajd|ce jour|hoy",
    -1: "yesterday|hier|ayer",
    1: "tomorrow|demain|manana",
    -2: "day before yesterday|the day before yesterday|avant-hier|avant hier|anteayer|antes de ayer",
    2: "day after tomorrow|the day after tomorrow|apres-demain|apres demain|pasado manana",
}
_RELATIVE = {word: days for days, words in _DAYS_FROM_TODAY.items() for word in words.split("|")}

_WEEKDAY_NAMES = (
    "monday mon lundi lun lunes",
    "tuesday tues tue mardi mar martes",
    "wednesday wed mercredi mer miercoles mie",
    "thursday thurs thur thu jeudi jeu jueves jue",
    "friday fri vendredi ven viernes vie",
    "saturday sat samedi sam sabado sab",
    "sunday sun dimanche dim domingo dom",
)
_WEEKDAYS = {word: index for index, words in enumerate(_WEEKDAY_NAMES) for word in words.split()}

_MONTH_NAMES = (
    "january jan janvier janv enero ene",
    "february feb fevrier fevr fev febrero",
    "march mar mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juin junio",
    "july jul juillet juil julio",
    "august aug aout agosto ago",
    "september sept sep septembre septiembre setiembre set",
    "october oct octobre octubre",
    "november nov novembre noviembre",
    "december dec decembre diciembre dic",
)
_MONTHS = {word: index for index, words in enumerate(_MONTH_NAMES, 1) for word in words.split()}

_UNITS = {"day": "day days jour jours j d dia dias", "week": "week weeks w semaine semaines sem s semana semanas",
          "month": "month months mois m mes meses"}  # fmt: skip
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}

_TIME = r"(?:[t ]\s*\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}})\s*([-/. ])\s*(\d{{1,2}})(?:\s*\2\s*(\d{{4}}|\d{{2}})\.?)?{_TIME}")
_DAY_NAME = re.compile(
    r"(?:le |el |the )?(\d{1,2})(?:er|st|nd|rd|th|o)?[\s.\-/]*(?:de |of )?([a-z]+)\.?(?:[\s,\-/]*(?:del? )?(\d{4}|\d{2}))?"
)
_NAME_DAY = re.compile(r"([a-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:(?:, ?| |-)(\d{4}))?")
_WEEKDAY_BEFORE = re.compile(r"([a-z]+)\.?,? (?=.*\d)(.+)")
_SHIFT = re.compile(r"([+-])\s*(\d{1,6})\s*([a-z]*)")
_AHEAD = re.compile(r"(?:in|dans|en|dentro de) (\d{1,6}) ([a-z]+)")
_AGO = re.compile(r"(?:(\d{1,6}) ([a-z]+) ago|(?:il y a|hace) (\d{1,6}) ([a-z]+))")
_WEEKDAY_ALONE = re.compile(
    r"(?:(?:le|el|on|next|last|this|ce|proximo|pasado) )*([a-z]+)\.?(?: (?:prochain|dernier|proximo|pasado|que viene))?"
)
_SAYS_FUTURE = re.compile(r"\b(?:next|prochain|proximo|que viene)\b")
_SAYS_PAST = re.compile(r"\b(?:last|dernier|pasado)\b")
_YEARLESS_BIRTHDAY = re.compile(r"--(\d{2})-?(\d{2})")


def read_date(text: str, today: date, prefer: Prefer = "past") -> date | None:
    """Return the day that somebody typed into a form, in English, French or Spanish; None when it cannot be told.

    *prefer* decides what leaves the year or the week open: ``past`` for something that happened, ``future`` for something
    planned. “3/11” is then the last or the next third of November (today counts), “Monday” the Monday before or after today.
    A year of two digits is of this century.
    """
    text = plain(text).replace("`", "'").strip(" .,")
    if text in _RELATIVE:
        return today + timedelta(_RELATIVE[text])
    shifted = _shifted(text, today)
    if shifted is not None:
        return shifted
    weekday = _weekday(text, today, prefer)
    if weekday is not None:
        return weekday
    written = _written(text, month_first=False)
    if written is None:
        return None
    if written.year is None:
        return _nearest(written, today, prefer)
    return _calendar_day(written.year + (_CENTURY if written.short else 0), written.month, written.day)


def read_file_date(text: str, *, month_first: bool = False) -> date:
    """Return the day that a cell of a list gives: a day, a month and a year in any of the usual forms, or as a spreadsheet counts days.

    A time of day behind it is ignored. *month_first* reads ``11/20/2026`` as an American list means it. A year of two digits is
    of this century.

    Raises:
        NoSuchDay: it has the form of a day that does not exist.
        UnreadableDate: it is something else: a word, a year alone, a day without its year, or one that depends on when it
            was written (“yesterday”).
    """
    cell = plain(text)
    if cell.replace("`", "'").strip(" .") in _RELATIVE:
        raise UnreadableDate(
            Text(
                mark("“{text}” depends on the day it was written. Write the date itself."),
                {"text": _short(text)},
            )
        )
    written = _written(date_cells.as_counted(date_cells.tidied(cell)), month_first=month_first)
    if written is None:
        raise UnreadableDate(
            Text(mark("“{text}” is not a date. Write it as day/month/year."), {"text": _short(text)})
        )
    if written.year is None:
        raise UnreadableDate(
            Text(mark("“{text}” has no year. Write it as day/month/year."), {"text": _short(text)})
        )
    return _existing(written.year + (_CENTURY if written.short else 0), written, text)


def read_birthday(text: str, today: date, *, month_first: bool = False, counted: bool = False) -> str:
    """Return a birthday in a cell or a form: ``YYYY-MM-DD``; ``--MM-DD`` without a year; ``YYYY-MM`` or ``YYYY`` where no more is known.

    A year of two digits is the latest that does not lie in the future: 06 is 2006, 96 is 1996. 1604 and 0000 are no years. With
    *counted* the number that a spreadsheet counts a day with is read, too.

    Raises:
        NoSuchDay: it has the form of a day that does not exist, or lies in the future, or before 1900.
        UnreadableDate: it is not a day.
    """
    cell = date_cells.tidied(plain(text))
    if counted:
        cell = date_cells.as_counted(cell)
    month_and_day = date_cells.yearless(cell, month_first=month_first)
    without_year = _YEARLESS_BIRTHDAY.fullmatch(cell)
    if without_year:
        written: _Written | None = _Written(int(without_year[2]), int(without_year[1]))
    elif month_and_day:
        written = _Written(month_and_day[1], month_and_day[0])
    else:
        known = date_cells.partial(cell, _MONTHS)
        if known is not None:
            return _in_part(*known, text, today)
        written = _written(cell, month_first=month_first)
    if written is None:
        raise UnreadableDate(
            Text(
                mark(
                    "“{text}” is not a birthday. Write it as day/month/year, or day/month without the year."
                ),
                {"text": _short(text)},
            )
        )
    if written.year is None:
        if _calendar_day(_LEAP_YEAR, written.month, written.day) is None:
            raise NoSuchDay(Text(mark("“{text}” is a day that does not exist."), {"text": _short(text)}))
        return f"--{written.month:02}-{written.day:02}"
    return _born(written, text, today).isoformat()


def _in_part(year: int, month: int | None, text: str, today: date) -> str:
    """Return a birthday of which only the year, or the year and the month, are known."""
    if month is not None and not 1 <= month <= 12:
        raise NoSuchDay(Text(mark("“{text}” is a day that does not exist."), {"text": _short(text)}))
    if not year >= EARLIEST_YEAR or (year, month or 1) > (today.year, today.month):
        raise NoSuchDay(
            Text(
                mark("“{text}” cannot be right; a birthday lies between 1900 and today."),
                {"text": _short(text)},
            )
        )
    return f"{year:04}" if month is None else f"{year:04}-{month:02}"


def _born(written: _Written, text: str, today: date) -> date:
    year = (written.year or 0) + (_CENTURY if written.short else 0)
    day = _calendar_day(year, written.month, written.day)
    if written.short and (day is None or day > today):
        day = _calendar_day(year - 100, written.month, written.day)
    if day is None:
        return _existing(year, written, text)
    if day > today:
        raise NoSuchDay(
            Text(
                mark("“{text}” is still to come; a birthday lies between 1900 and today."),
                {"text": _short(text)},
            )
        )
    return day


def _existing(year: int, written: _Written, text: str) -> date:
    day = _calendar_day(year, written.month, written.day)
    if day is not None:
        return day
    if (
        _calendar_day(_LEAP_YEAR, written.month, written.day) is not None
        and not EARLIEST_YEAR <= year <= LATEST_YEAR
    ):
        raise NoSuchDay(Text(mark("The year in “{text}” cannot be right."), {"text": _short(text)}))
    raise NoSuchDay(Text(mark("“{text}” is a day that does not exist."), {"text": _short(text)}))


def _written(text: str, *, month_first: bool) -> _Written | None:
    """Which day, month and year the plain *text* names, not yet held against the calendar."""
    before = _WEEKDAY_BEFORE.fullmatch(text)
    if before and before[1] in _WEEKDAYS and before[1] not in _MONTHS:
        text = before[2]
    if match := _YEAR_FIRST.fullmatch(text):
        return _Written(int(match[4]), int(match[3]), int(match[1]))
    if match := _NUMBERS.fullmatch(text):
        if match[4] is None and match[2] == " ":
            return None
        day, month = (match[3], match[1]) if month_first else (match[1], match[3])
        return _with_year(day, int(month), match[4])
    if (match := _DAY_NAME.fullmatch(text)) and match[2] in _MONTHS:
        return _with_year(match[1], _MONTHS[match[2]], match[3])
    if (match := _NAME_DAY.fullmatch(text)) and match[1] in _MONTHS:
        return _with_year(match[2], _MONTHS[match[1]], match[3])
    return None


def _with_year(day: str, month: int, year: str | None) -> _Written:
    return _Written(int(day), month, int(year) if year else None, short=year is not None and len(year) == 2)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if (
        not EARLIEST_YEAR <= year <= LATEST_YEAR
        or not 1 <= month <= 12
        or not 1 <= day <= monthrange(year, month)[1]
    ):
        return None
    return date(year, month, day)


def _nearest(written: _Written, today: date, prefer: Prefer) -> date | None:
    step = 1 if prefer == "future" else -1
    for year in range(
        today.year, today.year + 9 * step, step
    ):  # eight years reach the next 29 February, even around 1900
        day = _calendar_day(year, written.month, written.day)
        if day is not None and (day >= today if prefer == "future" else day <= today):
            return day
    return None


def _weekday(text: str, today: date, prefer: Prefer) -> date | None:
    match = _WEEKDAY_ALONE.fullmatch(text)
    if match is None or match[1] not in _WEEKDAYS:
        return None
    if _SAYS_FUTURE.search(text):
        prefer = "future"
    elif _SAYS_PAST.search(text):
        prefer = "past"
    ahead = (_WEEKDAYS[match[1]] - today.weekday()) % 7 or 7
    return today + timedelta(ahead if prefer == "future" else ahead - 7 or -7)


def _shifted(text: str, today: date) -> date | None:
    """Return *today* moved as “+7”, “-3”, “in 3 days”, “il y a 2 semaines” say."""
    if match := _SHIFT.fullmatch(text):
        count, unit = int(match[1] + match[2]), match[3] or "j"
    elif match := _AHEAD.fullmatch(text):
        count, unit = int(match[1]), match[2]
    elif match := _AGO.fullmatch(text):
        count, unit = -int(match[1] or match[3]), match[2] or match[4]
    else:
        return None
    kind = _UNIT.get(unit)
    if kind is None or abs(count) > _FURTHEST:
        return None
    if kind != "month":
        days = count * (7 if kind == "week" else 1)
        return today + timedelta(days) if abs(days) <= _FURTHEST else None
    months = today.year * 12 + today.month - 1 + count
    year, month = months // 12, months % 12 + 1
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _short(text: str) -> str:
    """Return a cell as it is quoted in a sentence: one line, not long."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
