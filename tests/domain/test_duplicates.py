"""Who is the same person: what must agree, what tells people apart, and what is only a doubt."""

from __future__ import annotations

import pytest

from desktop_app.domain.duplicates import (
    MOST_NAMES,
    Likeness,
    best_match,
    likeness,
    name_key,
    reasons,
    shared_numbers,
    traits,
    without_shared,
)
from desktop_app.domain.names.name_likeness import names_alike


def alike(a: dict[str, str], b: dict[str, str]) -> Likeness:
    name = {"first_name": "Awa", "last_name": "N'Diaye"}
    found = likeness(traits(name | a), traits(name | b))
    assert found is likeness(traits(name | b), traits(name | a))
    return found


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"phone": "+225 01 70 39 25 75"}, {"phone": "0170392575"}, Likeness.SAME),
        ({"phone": "0170392575"}, {"phone": "0570392576"}, Likeness.DIFFERENT),
        (
            {"phone": "05 1111 2222 / 01 22 33 44 55"},
            {"phone": "05 3333 4444 / 07 22 33 44 55"},
            Likeness.DIFFERENT,
        ),
        (
            {"phone": "0170392575", "email": "a@x.ci"},
            {"phone": "0570392576", "email": "A@X.ci"},
            Likeness.PERHAPS,
        ),
        (
            {"phone": "0170392575", "date_of_birth": "1990-05-17"},
            {"phone": "0570392576", "date_of_birth": "1990-05-17"},
            Likeness.SAME,
        ),
        (
            {"phone": "0170392575", "date_of_birth": "--05-17"},
            {"phone": "0570392576", "date_of_birth": "1990-05-17"},
            Likeness.PERHAPS,
        ),
        ({"email": "a@x.ci"}, {"email": "a@x.ci"}, Likeness.SAME),
        (
            {"email": "a@x.ci", "date_of_birth": "1990-05-17"},
            {"email": "a@x.ci", "date_of_birth": "1962-05-17"},
            Likeness.PERHAPS,
        ),
        ({"date_of_birth": "--05-17"}, {"date_of_birth": "1990-05-17"}, Likeness.SAME),
        ({"date_of_birth": "1990-05-17"}, {"date_of_birth": "1991-05-17"}, Likeness.DIFFERENT),
        ({}, {"phone": "0170392575"}, Likeness.LIKELY),
        ({}, {}, Likeness.LIKELY),
        ({"gender": "F"}, {"phone": "0170392575", "gender": "M"}, Likeness.DIFFERENT),
        ({"commune": "Cocody"}, {"phone": "0170392575", "commune": "Abobo"}, Likeness.PERHAPS),
        ({"first_visit_on": "2026-01-01"}, {"phone": "1", "first_visit_on": "2026-02-01"}, Likeness.PERHAPS),
        ({"email": "a@x.ci"}, {"phone": "0170392575"}, Likeness.PERHAPS),
        ({"last_name": "Ndiayé"}, {}, Likeness.LIKELY),
        ({"first_name": "n’diaye", "last_name": "AWA"}, {}, Likeness.LIKELY),
        ({"last_name": "Koné"}, {}, Likeness.DIFFERENT),
    ],
)
def test_who_is_the_same_person(a: dict[str, str], b: dict[str, str], expected: Likeness) -> None:
    assert alike(a, b) is expected


def test_name_key_knows_no_order_case_or_accents() -> None:
    assert name_key("Jean-Pierre ", "N’DRI") == name_key("ndri", "Pierre  jean") == "jean ndri pierre"


def test_the_best_match_is_the_closest_and_a_tie_is_nobody() -> None:
    name = {"first_name": "Awa", "last_name": "Koné"}
    entry = traits(name)
    known = [traits(name | {"phone": "0170392575"}), traits(name | {"phone": "0570392576"})]
    assert best_match(entry, known).index is None
    assert best_match(entry, known).doubtful == (0, 1)
    assert best_match(entry, [*known, traits(name)]).index == 2  # so that the same list again adds nobody
    assert best_match(traits(name | {"phone": "05 70 39 25 76"}), [traits(name), *known]).index == 2
    assert best_match(traits(name | {"first_name": "Eve"}), known).index is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (
            {"date_of_birth": "1960-01-01"},
            {"date_of_birth": "1990-02-02"},
            Likeness.PERHAPS,
        ),  # father and son
        ({"gender": "F"}, {"gender": "M"}, Likeness.PERHAPS),
        ({"date_of_birth": "--01-02"}, {"date_of_birth": "1990-01-02"}, Likeness.SAME),
        ({"date_of_birth": "1990"}, {"date_of_birth": "1990-01-02"}, Likeness.SAME),
        ({"date_of_birth": "1990-03"}, {"date_of_birth": "1990-01-02"}, Likeness.PERHAPS),
        ({"date_of_birth": "1989"}, {"date_of_birth": "1990-01-02"}, Likeness.PERHAPS),
        ({"email": "a@x.ci"}, {"email": "b@x.ci"}, Likeness.SAME),
    ],
)
def test_people_of_one_name_and_phone(a: dict[str, str], b: dict[str, str], expected: Likeness) -> None:
    phone = {"phone": "0170392575"}
    assert alike(phone | a, phone | b) is expected


@pytest.mark.parametrize(
    ("names", "others", "shared", "expected"),
    [
        (("Elizabeth", "Harmon"), ("Beth", "Harmon"), {"phone": "2175550142"}, Likeness.PERHAPS),
        (("José", "Soto"), ("Pepe", "Soto"), {"email": "soto@example.org"}, Likeness.PERHAPS),
        (("Awa", "Koné"), ("Awa", "Koné épouse Traoré"), {"date_of_birth": "1990-05-17"}, Likeness.PERHAPS),
        (
            ("Awa", "Koné"),
            ("Awa", "Traoré"),
            {"phone": "0170392575", "date_of_birth": "1990-05-17"},
            Likeness.PERHAPS,
        ),
        (("Awa", "Koné"), ("Awa", "Traoré"), {"phone": "0170392575"}, Likeness.DIFFERENT),
        (("Kouassi", "Bamba"), ("Kouasi", "Bamba"), {"phone": "0170392575"}, Likeness.PERHAPS),
        (("Kouassi", "Bamba"), ("Kouassi", "Bmaba"), {"phone": "0170392575"}, Likeness.PERHAPS),
        (("Awa", "Koné"), ("Ali", "Koné"), {"phone": "0170392575"}, Likeness.DIFFERENT),
        (("Awa", "Koné"), ("Yao", "Bamba"), {"phone": "0170392575"}, Likeness.DIFFERENT),
        (("Sukarno", ""), ("", "Sukarno"), {"phone": "0170392575"}, Likeness.SAME),
        (("Elizabeth", "Harmon"), ("Beth", "Harmon"), {"commune": "Cocody"}, Likeness.DIFFERENT),
    ],
)
def test_a_name_that_differs_by_little_is_a_doubt_and_never_more(
    names: tuple[str, str], others: tuple[str, str], shared: dict[str, str], expected: Likeness
) -> None:
    a, b = (traits({"first_name": first, "last_name": last} | shared) for first, last in (names, others))
    assert likeness(a, b) is likeness(b, a) is expected


def test_a_man_and_a_woman_whose_names_differ_by_little_are_two() -> None:
    person = {"last_name": "Garcia", "phone": "0170392575"}
    mario, maria = (
        traits(person | {"first_name": name, "gender": gender})
        for name, gender in (("Mario", "M"), ("Maria", "F"))
    )
    assert likeness(mario, maria) is Likeness.DIFFERENT


def test_the_number_of_a_house_shows_nobody() -> None:
    house = "0170392575"
    names = [(f"kone {name}", (house, f"05000000{place:02}")) for place, name in enumerate("abcd")]
    assert shared_numbers(names[:MOST_NAMES]) == frozenset()
    shared = shared_numbers(names)
    assert shared == {house}
    one, other = (
        without_shared(traits({"first_name": "Awa", "last_name": "Koné", "phone": phone}), shared)
        for phone in (house, f"{house} / 0500000099")
    )
    assert likeness(one, other) is Likeness.PERHAPS
    assert one.is_reachable


def test_one_number_written_nationally_and_internationally() -> None:
    name = {"first_name": "Mary", "last_name": "Hart"}
    home, abroad = (
        traits(name | {"phone": phone}, "GB") for phone in ("07911 123456", "+44 (0) 7911 123456")
    )
    assert likeness(home, abroad) is Likeness.SAME
    assert reasons(home, abroad) == ("phone",)


@pytest.mark.parametrize(
    ("one", "other", "alike_names"),
    [
        (("Awa", "Koné"), ("Awa Marie", "Koné"), True),
        (("Fatoumata", "Diallo"), ("Fatou", "Diallo"), True),
        (("William", "Hart"), ("Bill", "Hart"), True),
        (("", ""), ("Awa", "Koné"), False),
        (("Ali", "Bah"), ("Ala", "Bah"), False),
    ],
)
def test_names_of_one_person(one: tuple[str, str], other: tuple[str, str], alike_names: bool) -> None:  # noqa: FBT001
    assert names_alike(one, other) is names_alike(other, one) is alike_names
