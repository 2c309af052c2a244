"""Whether a column of a list writes the day or the month first: judged from all of its days together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.dates.date_cells import tidied
from desktop_app.domain.text_folding import plain

_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}|\d{2}))?")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """How many days of a column can only have the day first, how many only the month, and how many could be either."""

    day_first: int = 0
    month_first: int = 0
    open: int = 0

    @property
    def is_month_first(self) -> bool | None:
        """What most of those that tell say; None where none tells, or as many say the one as the other."""
        if self.day_first == self.month_first:
            return None
        return self.month_first > self.day_first

    def __add__(self, other: OrderEvidence) -> OrderEvidence:
        return OrderEvidence(
            self.day_first + other.day_first, self.month_first + other.month_first, self.open + other.open
        )


def evidence_of(texts: Iterable[str], today: date) -> OrderEvidence:
    """Return what the cells *texts* of a column say; a day that would still be to come was not meant that way."""
    day_first = month_first = either = 0
    for text, times in Counter(texts).items():
        match = _NUMBERS.fullmatch(tidied(plain(text)))
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first == second:
            continue
        as_day, as_month = (
            _is_possible(second, first, match[3], today),
            _is_possible(first, second, match[3], today),
        )
        if as_day and not as_month:
            day_first += times
        elif as_month and not as_day:
            month_first += times
        elif as_day:
            either += times
    return OrderEvidence(day_first, month_first, either)


def _is_possible(month: int, day: int, year: str | None, today: date) -> bool:
    if not 1 <= month <= _LAST_MONTH or not 1 <= day <= 31:
        return False
    if year is None or len(year) == 2:
        return True
    return (int(year), month, day) <= (today.year, today.month, today.day)
