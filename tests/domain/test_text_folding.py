"""Names and phone numbers find each other however they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.text_folding import fold, fold_phone, phone_numbers, plain, same_phone


@pytest.mark.parametrize("written", ["ndiaye", "N'DIAYE", "N’Diaye", "n`diaye", " NʼDiaye "])
def test_every_way_to_write_one_name_folds_alike(written: str) -> None:
    assert fold(written) == "ndiaye"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élodie", "elodie"),
        ("E\u0301lodie", "elodie"),  # the accent as a sign of its own
        ("Łukasz Groß", "lukasz gross"),
        ("Jean-Pierre", "jean pierre"),
        ("Jean\u2011Pierre", "jean pierre"),
        ("de-la-Cruz", "de la cruz"),
        ("Íñigo\u00a0 Núñez", "inigo nunez"),
        ("Œdipe", "oedipe"),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_plain_keeps_signs() -> None:
    assert plain("  1ère   N°-VISITE ") == "1ere ndeg-visite"


@given(st.text(max_size=60))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.isascii()


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("01 11 63 72 65 / 07 22 33 44 55", ("0111637265", "0722334455")),
        ("0566620398/0722334455", ("0566620398", "0722334455")),
        ("01/63/30/43/48", ("0163304348",)),
        ("+225 05 39 33 63 38", ("2250539336338",)),
        ("002250780588871", ("2250780588871",)),
        ("01-63-30-43-48", ("0163304348",)),
        ("01 11 63 72 65 07 22 33 44 55", ("0111637265", "0722334455")),
        ("+225 0111637265 +33 612345678", ("2250111637265", "33612345678")),
        ("05 00 00 01 02 ou 07 00 00 03 04", ("0500000102", "0700000304")),
        ("0١02030405", ("0102030405",)),
        ("bureau", ()),
    ],
)
def test_phone_numbers(written: str, numbers: tuple[str, ...]) -> None:
    assert phone_numbers(written) == numbers
    assert fold_phone(written) == " ".join(numbers)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+225 01 70 39 25 75", "0170392575", True),
        ("00225 0170392575", "+2250170392575", True),
        ("01 11 63 72 65 / 07 22 33 44 55", "0722334455", True),
        ("06 12 34 56 78", "+33 6 12 34 56 78", True),
        ("70392575", "0170392575", True),  # the eight digits of before 2021
        ("01 22 33 44 55", "07 22 33 44 55", False),
        ("0170392575", "0170392576", False),
        ("12345", "99912345", False),
        ("", "", False),
        ("bureau", "bureau", False),
    ],
)
def test_same_phone(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a column of the table
    assert same_phone(one, other) is same
    assert same_phone(other, one) is same
