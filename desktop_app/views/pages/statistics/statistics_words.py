"""Figures of the statistics in words: periods, stretches of time, comparisons, parts of a whole.

``period_words(period)``            "22 October to 20 November 2026"
``before_words(period)``          "the 30 days before"
``compared_words(compared, period)``   "12 more (+35%) than the 30 days before"
``bucket_name(step, bucket)`` in full, ``bucket_label(step, bucket, first)`` short, for an axis
``percent(part)``               "34%" of 0.34, as the locale writes it
``place_name(name)``            "not said" where none was
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale

from desktop_app.domain.periods import Bucket, Compared, Period, Share, Step
from desktop_app.i18n import texts
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import length_words

_LONG = {"es": "d 'de' MMMM 'de' yyyy"}
_NO_YEAR = {"es": "d 'de' MMMM"}
_MONTH = {"es": "MMMM 'de' yyyy"}


def _day(day: date, *, year: bool = True) -> str:
    language = texts.language()
    pattern = _LONG.get(language, "d MMMM yyyy") if year else _NO_YEAR.get(language, "d MMMM")
    return formats.in_words(day, pattern)


def days_words(first: date, last: date) -> str:
    """From a day to another, both included; one day when they are the same."""
    if first == last:
        return _day(first)
    return tr("{first} to {last}", first=_day(first, year=first.year != last.year), last=_day(last))


def period_words(period: Period) -> str:
    """The days of *period*."""
    return days_words(period.first, period.last)


def before_words(period: Period) -> str:
    """What *period* is compared with."""
    return trn("the day before", "the {number} days before", period.days, number=formats.number(period.days))


def percent(part: float) -> str:
    """*part* of a whole (1 is all of it), in whole percent."""
    return tr("{number}%", number=formats.number(round(100 * part)))


def compared_words(compared: Compared, period: Period) -> str:
    """How much more or less than in the period before; in percent too, where there was something before."""
    before = before_words(period)
    count = abs(compared.difference)
    if not count:
        return tr("as many as {before}", before=before)
    more = compared.difference > 0
    if compared.percent is None:
        return trn(
            "{number} more than {before}",
            "{number} more than {before}",
            count,
            number=formats.number(count),
            before=before,
        )
    part = ("+" if more else "−") + percent(abs(compared.percent) / 100)
    if more:
        return trn(
            "{number} more ({percent}) than {before}",
            "{number} more ({percent}) than {before}",
            count,
            number=formats.number(count),
            percent=part,
            before=before,
        )
    return trn(
        "{number} fewer ({percent}) than {before}",
        "{number} fewer ({percent}) than {before}",
        count,
        number=formats.number(count),
        percent=part,
        before=before,
    )


def bucket_name(step: Step, bucket: Bucket) -> str:
    """A day, a week or a month in full."""
    match step:
        case Step.DAY:
            return formats.long_date(bucket.first)
        case Step.WEEK:
            return days_words(bucket.first, bucket.last)
        case Step.MONTH:
            month = month_name(bucket.first.year, bucket.first.month)
            is_whole = bucket.first.day == 1 and bucket.last.month != _next_day_month(bucket.last)
            if is_whole:
                return month
            return tr(
                "{month}, from {first} to {last}", month=month, first=bucket.first.day, last=bucket.last.day
            )


def month_name(year: int, month: int) -> str:
    """A month of the calendar with its year."""
    return formats.in_words(date(year, month, 1), _MONTH.get(texts.language(), "MMMM yyyy"))


def _next_day_month(day: date) -> int:
    return date.fromordinal(day.toordinal() + 1).month


def bucket_label(step: Step, bucket: Bucket, *, first: bool) -> str:
    """The same under an axis; a year stands under the first month and each January."""
    if step is not Step.MONTH:
        return formats.in_words(bucket.first, "d MMM")
    month = formats.locale().standaloneMonthName(bucket.first.month, QLocale.FormatType.ShortFormat)
    return f"{month}\n{bucket.first.year}" if first or bucket.first.month == 1 else month


def share_words(share: Share) -> str:
    """How many client interactions, and how long they took where that is known: "12 · 6 h 30 min"."""
    count = formats.number(share.count)
    if not share.length:
        return count
    return tr("{count} · {length}", count=count, length=length_words(share.length))


def encounter_words(share: Share, persons: int) -> str:
    """With how many people, and for how long."""
    people = trn("with {number} person", "with {number} people", persons, number=formats.number(persons))
    return (
        tr("{people}, {length}", people=people, length=length_words(share.length)) if share.length else people
    )


def place_name(name: str) -> str:
    """A commune or a quartier."""
    return name or tr("not said")
