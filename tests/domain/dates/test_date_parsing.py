"""Days as people type them into forms and write them into lists."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.dates.date_cells import is_no_day
from desktop_app.domain.dates.date_parsing import (
    NoSuchDay,
    Prefer,
    UnreadableDate,
    read_birthday,
    read_date,
    read_file_date,
)

pytestmark = pytest.mark.any_day

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("today", date(2026, 11, 20)),
        ("Aujourd’hui", date(2026, 11, 20)),
        ("aujourd'hui", date(2026, 11, 20)),
        ("hoy", date(2026, 11, 20)),
        (" Yesterday ", date(2026, 11, 19)),
        ("hier", date(2026, 11, 19)),
        ("ayer", date(2026, 11, 19)),
        ("avant-hier", date(2026, 11, 18)),
        ("demain", date(2026, 11, 21)),
        ("mañana", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 21)),
        ("+7", date(2026, 11, 27)),
        ("-3", date(2026, 11, 17)),
        ("+2w", date(2026, 12, 4)),
        ("in 3 days", date(2026, 11, 23)),
        ("dans 3 jours", date(2026, 11, 23)),
        ("en 3 días", date(2026, 11, 23)),
        ("dans 2 semaines", date(2026, 12, 4)),
        ("in 3 months", date(2027, 2, 20)),
        ("3 days ago", date(2026, 11, 17)),
        ("il y a 2 jours", date(2026, 11, 18)),
        ("hace 2 días", date(2026, 11, 18)),
        ("3/11/26", date(2026, 11, 3)),
        ("3.11.2026", date(2026, 11, 3)),
        ("3-11-2026", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("3 novembre 2026", date(2026, 11, 3)),
        ("1er août 2026", date(2026, 8, 1)),
        ("3 de noviembre de 2026", date(2026, 11, 3)),
        ("November 3, 2026", date(2026, 11, 3)),
        ("mardi 3 novembre 2026", date(2026, 11, 3)),
        ("Tue, 3 Nov 2026", date(2026, 11, 3)),
    ],
)
def test_a_day_typed_into_a_form(typed: str, expected: date) -> None:
    assert read_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "prefer", "expected"),
    [
        ("3/11", "past", date(2026, 11, 3)),
        ("3/11", "future", date(2027, 11, 3)),
        ("25/12", "past", date(2025, 12, 25)),
        ("25/12", "future", date(2026, 12, 25)),
        ("20/11", "past", TODAY),
        ("20/11", "future", TODAY),
        ("3 nov", "past", date(2026, 11, 3)),
        ("29/2", "past", date(2024, 2, 29)),
        ("29/2", "future", date(2028, 2, 29)),
        ("lundi", "past", date(2026, 11, 16)),
        ("lundi", "future", date(2026, 11, 23)),
        ("friday", "past", date(2026, 11, 13)),
        ("viernes", "future", date(2026, 11, 27)),
        ("jeudi prochain", "past", date(2026, 11, 26)),
        ("last Thursday", "future", date(2026, 11, 19)),
        ("el lunes", "future", date(2026, 11, 23)),
    ],
)
def test_what_was_left_open_goes_to_the_nearest_sensible_day(
    typed: str, prefer: Prefer, expected: date
) -> None:
    assert read_date(typed, TODAY, prefer) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31/2/2026",
        "12/13/2026",
        "13/13",
        "2026",
        "3/11/226",
        "+",
        "+99999999",
        "3 foo",
        "07 97",
        "0/1/26",
    ],
)
def test_what_cannot_be_told_is_not_guessed(typed: str) -> None:
    assert read_date(typed, TODAY) is None


@given(st.text(alphabet="0123456789/-.+ adehijnorsuv", max_size=20))
def test_a_form_never_breaks_on_what_is_typed(typed: str) -> None:
    found = read_date(typed, TODAY)
    assert found is None or 1900 <= found.year <= 2199


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_way_to_write_a_day_reads_back(day: date) -> None:
    for form in (
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%Y-%m-%d",
        "%Y-%m-%d 00:00:00",
        "%Y-%m-%dT23:59:59.000Z",
        "%d/%m/%Y 10:30",
    ):
        assert read_file_date(day.strftime(form)) == day
    assert read_file_date(day.strftime("%m/%d/%Y"), month_first=True) == day


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("20/6/2026", date(2026, 6, 20)),
        ("7/1/2026", date(2026, 1, 7)),
        ("12.04.2026", date(2026, 4, 12)),
        ("27-04-26", date(2026, 4, 27)),
        ("2026-08-13", date(2026, 8, 13)),
        ("3 nov. 2026", date(2026, 11, 3)),
        ("3-nov-26", date(2026, 11, 3)),
    ],
)
def test_the_forms_of_a_list(cell: str, expected: date) -> None:
    assert read_file_date(cell) == expected


@pytest.mark.parametrize("cell", ["31/02/2026", "12/13/2026", "29/02/2025", "00/01/2026", "01/01/0026"])
def test_a_day_that_does_not_exist_is_told_from_a_word(cell: str) -> None:
    with pytest.raises(NoSuchDay) as caught:
        read_file_date(cell)
    assert cell in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("hier", "depends on the day"),
        ("Aujourd’hui", "depends on the day"),
        ("2026", "not a date"),
        ("16/03", "no year"),
        ("bientôt", "not a date"),
    ],
)
def test_a_word_in_a_list_is_refused_with_what_to_do(cell: str, hint: str) -> None:
    with pytest.raises(UnreadableDate, match=hint) as caught:
        read_file_date(cell)
    assert not isinstance(caught.value, NoSuchDay)


def test_a_long_cell_is_quoted_short() -> None:
    with pytest.raises(UnreadableDate) as caught:
        read_file_date("a\n" * 500)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("16/03", "--03-16"),
        ("29/02", "--02-29"),
        ("14 février", "--02-14"),
        ("--03-16", "--03-16"),
        ("19.02.1963", "1963-02-19"),
        ("1987-04-16", "1987-04-16"),
        ("20-03-96", "1996-03-20"),
        ("06-07-01", "2001-07-06"),
        ("26-09-06", "2006-09-26"),
        ("20/11/26", "2026-11-20"),
        ("21/11/26", "1926-11-21"),
        ("29-02-28", "1928-02-29"),
        ("29-02-96", "1996-02-29"),
    ],
)
def test_a_birthday(cell: str, expected: str) -> None:
    assert read_birthday(cell, TODAY) == expected


@pytest.mark.parametrize("cell", ["30/02", "31/04/1980", "21/11/2026", "29/02/1900", "01/01/1850"])
def test_a_birthday_that_cannot_be(cell: str) -> None:
    with pytest.raises(NoSuchDay):
        read_birthday(cell, TODAY)


@pytest.mark.parametrize("cell", ["hier", "?", "45 ans", "36"])
def test_a_birthday_that_is_none(cell: str) -> None:
    with pytest.raises(UnreadableDate):
        read_birthday(cell, TODAY)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1987", "1987"), ("vers 1987", "1987"), ("mai 1990", "1990-05"), ("05/1990", "1990-05"), ("1990-05", "1990-05"),
        ("Mayo de 1990", "1990-05"), ("1604-05-17", "--05-17"), ("17/05/1604", "--05-17"), ("0000-05-17", "--05-17"),
        ("17/05/1990 (36 ans)", "1990-05-17"), ("né le 17/05/1990", "1990-05-17"), ("19900517", "1990-05-17"),
        ("33010", "1990-05-17"), ("May 17, 1990", "1990-05-17"), ("--0517", "--05-17"),
    ],
)  # fmt: skip
def test_a_birthday_as_programs_write_it_and_as_far_as_it_is_known(cell: str, expected: str) -> None:
    assert read_birthday(cell, TODAY, counted=True) == expected


@pytest.mark.parametrize("cell", ["13/1990", "2030", "1850", "12/2026"])
def test_a_part_of_a_birthday_that_cannot_be(cell: str) -> None:
    with pytest.raises(NoSuchDay):
        read_birthday(cell, TODAY)


def test_a_form_does_not_take_a_number_for_a_day() -> None:
    with pytest.raises(UnreadableDate):
        read_birthday("33010", TODAY)


@pytest.mark.parametrize(
    "cell",
    [
        "2026/11/15 10:32:05 AM UTC+0", "Nov 15, 2026, 10:32 AM", "2026-11-15 10:32:05 UTC", "15/11/2026 à 10h32", "46341",
        "Sun, 15 Nov 2026 10:32:05 +0000", "2026-11-15T10:32:05.000Z", "dimanche 15 novembre 2026", "20261115", "46341.4389",
        "15/11/2026 a las 10:32 p. m.", "Sunday, November 15, 2026", "15-11-2026 10:32:05 GMT+1",
    ],
)  # fmt: skip
def test_a_moment_of_another_program(cell: str) -> None:
    assert read_file_date(cell) == date(2026, 11, 15)


@pytest.mark.parametrize("cell", ["0/0/00", "00/00/0000", "0000-00-00", "0", "\\N"])
def test_how_programs_write_that_there_is_no_day(cell: str) -> None:
    assert is_no_day(cell)
    assert not is_no_day("10/10/2010")
