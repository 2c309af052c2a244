from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.clock import zone_names
from desktop_app.domain.phones import country_of, dialable, written


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Africa/Abidjan", "CI"), ("Europe/Paris", "FR"), ("America/New_York", "US"), ("America/Mexico_City", "MX"),
     ("Africa/Dakar", "SN"), ("Europe/Madrid", "ES"), ("UTC", ""), ("", ""), ("Nowhere/City", "")],
)  # fmt: skip
def test_a_time_zone_is_that_of_one_country(zone: str, country: str) -> None:
    assert country_of(zone) == country


def test_nearly_every_time_zone_that_can_be_chosen_has_a_country() -> None:
    known = [name for name in zone_names() if country_of(name)]
    assert len(known) > 400


@pytest.mark.parametrize(
    ("typed", "country", "said", "dialled"),
    [
        ("0797971147", "CI", "07 97 97 11 47", "+2250797971147"),
        ("07-97-97-11-47", "CI", "07 97 97 11 47", "+2250797971147"),
        ("07/97/97/11/47", "CI", "07 97 97 11 47", "+2250797971147"),
        ("+225 0797971147", "CI", "07 97 97 11 47", "+2250797971147"),
        ("00225 07 97 97 11 47", "CI", "07 97 97 11 47", "+2250797971147"),
        ("00225 07 97 97 11 47", "", "+225 07 97 97 11 47", "+2250797971147"),
        ("00225 07 97 97 11 47", "US", "+225 07 97 97 11 47", "+2250797971147"),
        ("+225 07 97 97 11 47 / 01 22 33 44 55", "CI", "07 97 97 11 47 / 01 22 33 44 55",
         "+2250797971147 / +2250122334455"),
        ("0612345678", "FR", "06 12 34 56 78", "+33612345678"),
        ("+33612345678", "CI", "+33 6 12 34 56 78", "+33612345678"),
        ("2025550143", "US", "(202) 555-0143", "+12025550143"),
        ("202.555.0143", "US", "(202) 555-0143", "+12025550143"),
        ("612345678", "ES", "612 34 56 78", "+34612345678"),
        ("5551234567", "MX", "55 5123 4567", "+525551234567"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_in_its_country_and_dialled_from_anywhere(
    typed: str, country: str, said: str, dialled: str
) -> None:
    assert written(typed, country) == said
    assert dialable(typed, country) == dialled
    assert written(said, country) == said


@pytest.mark.parametrize(
    "typed",
    ["", "—", "no phone", "ask Awa", "07 97 97 11 47 (mother)", "mother: 07 97 97 11 47", "12", "110",
     "07 97 97 11", "07 97 97 11 47 / work", "٠٧٩٧٩٧١١٤٧", "+999 123456789", "0797971147 ext 12"],
)  # fmt: skip
def test_what_is_not_just_numbers_stays_as_typed(typed: str) -> None:
    assert written(typed, "CI") == typed
    assert dialable(typed, "CI") == typed


def test_without_a_country_only_international_numbers_are_understood() -> None:
    assert written("0797971147", "") == "0797971147"
    assert written("+2250797971147", "") == "+225 07 97 97 11 47"


@given(
    typed=st.text(alphabet=string.digits + "+-/ .()a;,é", max_size=40),
    country=st.sampled_from(["CI", "FR", "US", "ES", ""]),
)
def test_nothing_typed_is_ever_lost_or_a_fault(typed: str, country: str) -> None:
    said = written(typed, country)
    if said != typed:
        assert dialable(said, country) == dialable(typed, country)
        last_digits = [sign for sign in typed if sign.isdigit()][-4:]
        assert [sign for sign in said if sign.isdigit()][-4:] == last_digits
