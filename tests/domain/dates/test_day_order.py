"""Whether the day or the month stands first: told by a column's own days."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.dates.day_order import OrderEvidence, evidence_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("cells", "month_first"),
    [
        (["5/17/1990", "7/4/1985"], True),
        (["17/05/1990", "25/12/1971", "03/13/1980"], False),
        (["5/7/1990", "7/4/1985"], None),
        (["05/05/1990"], None),
        (["12/03/2026"], False),  # the third of December is still to come
        (["03/12/2026 10:32"], True),
        (["17/05", "1990-05-17", "hier", ""], False),
    ],
)
def test_the_order_of_a_column(cells: list[str], month_first: bool | None) -> None:  # noqa: FBT001
    assert evidence_of(cells, TODAY).is_month_first is month_first


def test_days_that_are_the_same_either_way_leave_nothing_open() -> None:
    assert evidence_of(["05/05/1990", "1990-05-17"], TODAY) == OrderEvidence()
    assert evidence_of(["05/06/1990"], TODAY).open == 1
    assert OrderEvidence(1, 2, 3) + OrderEvidence(1, 0, 0) == OrderEvidence(2, 2, 3)
