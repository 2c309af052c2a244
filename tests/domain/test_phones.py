from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.clock import zone_names
from desktop_app.domain.phones import UnreadablePhone, comparable, country_of, dialable, read_phone, written
from desktop_app.domain.text_folding import same_number


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
    ["", "—", "no phone", "ask Awa", "12", "110", "07 97 97 11", "٠٧٩٧٩٧١١٤٧", "+999 123456789"],
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


@pytest.mark.parametrize(
    ("typed", "kept", "dialled"),
    [
        ("07 97 97 11 47\n05 04 03 02 01", "07 97 97 11 47 / 05 04 03 02 01", "+2250797971147 / +2250504030201"),
        ('="0797971147"', "0797971147", "+2250797971147"),
        ("'0797971147", "0797971147", "+2250797971147"),
        ("tel:+2250102030405", "+2250102030405", "+2250102030405"),
        ("WhatsApp: 05 04 03 02 01", "05 04 03 02 01 (WhatsApp)", "+2250504030201"),
        ("bureau 2722445566 ou 0797971147 (mobile)", "2722445566 (bureau) / 0797971147 (mobile)",
         "+2252722445566 / +2250797971147"),
        ("Dom. 27 22 44 55 66 Bur. 27 22 44 55 67", "27 22 44 55 66 (Dom) / 27 22 44 55 67 (Bur)",
         "+2252722445566 / +2252722445567"),
        ("0797971147 / work", "0797971147 (work)", "+2250797971147"),
        ("0797971147 le soir après 18h", "0797971147 (le soir après 18h)", "+2250797971147"),
        ("0797971147 poste 12", "0797971147 ext. 12", "+2250797971147"),
        ("797971147.0", "0797971147", "+2250797971147"),
        ("797971147", "0797971147", "+2250797971147"),
        ("102030405", "0102030405", "+2250102030405"),
        ("+225 0797971147 ::: +225 0504030201", "+225 0797971147 / +225 0504030201", "+2250797971147 / +2250504030201"),
        ("+44 (0) 7911 123456", "+44 7911 123456", "+447911123456"),
        ("\u202a+225 07 97 97 11 47\u202c", "+225 07 97 97 11 47", "+2250797971147"),
        ("pas de téléphone", "", ""), ("0", "", ""), ("aucun numéro", "", ""), ("no phone", "", ""), ("N/A", "", ""),
    ],
)  # fmt: skip
def test_what_is_kept_of_what_people_and_spreadsheets_write(typed: str, kept: str, dialled: str) -> None:
    assert read_phone(typed, "CI") == kept
    assert read_phone(kept, "CI") == kept
    assert dialable(kept, "CI") == dialled


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("7.97971E+08", "lost its digits"), ("7,97971E8", "lost its digits"), ("abc", "not a phone number"),
     ("12", "not a phone number"), ("1234567890123456789", "not a phone number")],
)  # fmt: skip
def test_what_is_no_phone_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(UnreadablePhone, match=sentence):
        read_phone(typed, "CI")


@pytest.mark.parametrize(
    ("country", "national", "international"),
    [
        ("CI", "07 97 97 11 47", "+225 0797971147"), ("FR", "06 12 34 56 78", "+33 (0)6 12 34 56 78"),
        ("RU", "8 912 345-67-89", "+7 912 345-67-89"), ("MX", "55 1234 5678", "+52 1 55 1234 5678"),
        ("AR", "011 15-2345-6789", "+54 9 11 2345 6789"), ("GB", "07911 123456", "00 44 7911 123456"),
        ("DE", "0151 23456789", "+49 151 23456789"), ("US", "(217) 555-0142", "1-217-555-0142"),
        ("US", "011 225 07 97 97 11 47", "+225 0797971147"), ("HU", "06 30 123 4567", "+36 30 123 4567"),
        ("BR", "(11) 91234-5678", "+55 11 91234-5678"), ("SN", "77 123 45 67", "+221 77 123 45 67"),
        ("NG", "0803 123 4567", "+234 803 123 4567"), ("IT", "06 12345678", "+39 06 12345678"),
        ("BJ", "67 12 34 56", "+229 01 67 12 34 56"),
    ],
)  # fmt: skip
def test_the_same_number_in_two_forms(country: str, national: str, international: str) -> None:
    assert any(
        same_number(one, other)
        for one in comparable(national, country)
        for other in comparable(international, country)
    )


def test_older_names_of_time_zones_have_their_country_too() -> None:
    assert [country_of(zone) for zone in ("Asia/Calcutta", "US/Eastern", "Europe/Kiev")] == ["IN", "US", "UA"]
    assert not [name for name in zone_names() if not country_of(name)]
