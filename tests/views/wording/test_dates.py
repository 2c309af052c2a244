"""Days as one says them: how long somebody has been waiting, and numbers that stay in one line."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.views.kit.long_text import unbroken
from desktop_app.views.wording.dates import time_long

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (60, "60 days"),
        (61, "2 months"),
        (365, "12 months"),
        (688, "22 months"),
        (731, "2 years"),
        (1200, "3 years"),
    ],
)
def test_a_long_time_is_said_in_months_and_years(days: int, said: str) -> None:
    assert time_long(days, TODAY) == said


def test_a_number_is_not_broken_inside_and_two_are_between_them() -> None:
    assert unbroken("07 97 97 11 47 / +1 (213) 555") == (
        "07\u00a097\u00a097\u00a011\u00a047 / +1\u00a0(213)\u00a0555"
    )
