"""What lists and programs write around a day, and days that are known in part: taken apart before a day is read.

``tidied("2026/11/15 10:32:05 AM UTC+0")``   "2026/11/15"; so are “à 10h32”, “(36 ans)”, “né le”
``as_counted("33010")``                      "1990-05-17", as spreadsheets count days; "19900517" likewise
``is_no_day("0/0/00")``                      whether a program says that there is none
``partial("mai 1990")``                      "1990-05"; "1990" of a year alone
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_ZONE = r"(?:\s*\(?(?:utc|gmt|z|cet|cest|est|edt|cst|cdt|mst|mdt|pst|pdt|wat|cat|eat)?\s*(?:[+-]\s?\d{1,2}(?::?\d{2})?)?\)?)"
_TIME = re.compile(
    r"(?:[,\s]+|(?<=\d)t)(?:a las |at |a |um |vers |@ ?)?\d{1,2}\s?(?::\s?\d{2}(?::\d{2}(?:[.,]\d+)?)?|h(?:\d{2})?(?:m(?:in)?)?(?:\d{2}s?)?|(?=\s?[ap]\.?\s?m\b))"
    rf"(?:\s*[ap]\.?\s?m\.?)?{_ZONE}\s*\Z"
)
_BEHIND = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*\Z")
_BEFORE = re.compile(
    r"\A(?:(?:ne|nee|ne\(e\)|nacido|nacida|born|geb|geboren)\.?\s+)?(?:(?:le|el|on|the|am)\s+)?(?=[\d-])"
)
_COMPACT = re.compile(r"((?:19|20|21)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_COUNTED = re.compile(r"([1-7]\d{4})(?:[.,]\d+)?")
_FIRST_COUNTED = date(1899, 12, 30)
_NO_DAY = re.compile(
    r"0{1,4}\s*[-/.]\s*0{1,2}\s*[-/.]\s*0{1,4}|1/0/1900|0?1/0?1/0001|0001-01-01|1900-01-00|0+|\\n"
)
_APPLE_NO_YEAR = frozenset({"1604", "0000", "0001", "0004"})
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_ABOUT = re.compile(
    r"\A(?:vers|environ|env|circa|ca|c|about|approx|around|hacia|aprox|en|in|annee|year|ano|born in|ne en|nee en|nacido en)\.?\s+(?=\d{4}|[a-z]+\W+\d{4})"
)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")
_NAME_YEAR = re.compile(r"([a-z]+)\.?,?[\s\-/]*(?:de |of )?(\d{4})")


def tidied(cell: str) -> str:
    """Return a *cell*, in plain letters, without the time of day, an age or a note behind the day, and words before it."""
    cell = _BEHIND.sub("", cell)
    cell = _BEFORE.sub("", cell, count=1)
    if len(cell) > len("31/12/2026"):
        cell = _TIME.sub("", cell)
    return cell.strip(" ,;")


def as_counted(cell: str) -> str:
    """``19900517`` and the number that a spreadsheet counts a day with as ``YYYY-MM-DD``; whatever else as it is."""
    if match := _COMPACT.fullmatch(cell):
        year, month, day = map(int, match.groups())
        return f"{year:04}-{month:02}-{day:02}" if day <= monthrange(year, month)[1] else cell
    if match := _COUNTED.fullmatch(cell):
        return (_FIRST_COUNTED + timedelta(int(match[1]))).isoformat()
    return cell


def is_no_day(cell: str) -> bool:
    """Return whether *cell* is how a program writes that there is no day: ``0/0/00``, ``0000-00-00``, the null of a dump."""
    return _NO_DAY.fullmatch(cell.strip().lower()) is not None


def yearless(cell: str, *, month_first: bool) -> tuple[int, int] | None:
    """Return the month and the day of a birthday whose year a program writes as 1604 or 0000, which is none."""
    if (match := _YEAR_FIRST.fullmatch(cell)) and match[1] in _APPLE_NO_YEAR:
        return int(match[2]), int(match[3])
    if (match := _YEAR_LAST.fullmatch(cell)) and match[3] in _APPLE_NO_YEAR:
        day, month = (match[2], match[1]) if month_first else (match[1], match[2])
        return int(month), int(day)
    return None


def partial(cell: str, months: dict[str, int]) -> tuple[int, int | None] | None:
    """Return the year and, if it is told, the month of a day that is known in part; *months* are the names of the months."""
    cell = _ABOUT.sub("", cell)
    if re.fullmatch(r"\d{4}", cell):
        return int(cell), None
    if match := _MONTH_YEAR.fullmatch(cell):
        return int(match[2]), int(match[1])
    if match := _YEAR_MONTH.fullmatch(cell):
        return int(match[1]), int(match[2])
    if (match := _NAME_YEAR.fullmatch(cell)) and match[1] in months:
        return int(match[2]), months[match[1]]
    return None
