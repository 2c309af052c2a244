"""Who may be in the list already, as the form and both APIs ask it: by the rule that an import follows."""

from __future__ import annotations

import pytest

from desktop_app.domain.records import Actor, Person
from tests.support.office import Office


@pytest.fixture
def marie(office: Office, mentor: Actor) -> Person:
    """Somebody who is there, with a number, an address and a birthday."""
    return office.person(
        mentor,
        first_name="Marie",
        last_name="Kouassi",
        gender="F",
        phone="+225 07 97 97 11 47",
        email="marie@example.org",
        date_of_birth="1990-05-17",
    )


def found(office: Office, actor: Actor, **values: str) -> list[tuple[str, bool]]:
    return [
        (duplicate.person.full_name, duplicate.is_sure)
        for duplicate in office.controllers.duplicates.possible(actor, values)
    ]


SURE, PERHAPS = [("Marie Kouassi", True)], [("Marie Kouassi", False)]
NOBODY: list[tuple[str, bool]] = []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"first_name": "márie", "last_name": "KOUASSI"}, PERHAPS),
        ({"first_name": "Kouassi", "last_name": "Marie", "phone": "0797971147"}, SURE),
        ({"first_name": "Marie", "last_name": "Kouassi", "email": "MARIE@example.org"}, SURE),
        ({"first_name": "Marie", "last_name": "Kouassi", "date_of_birth": "1990-05-17"}, SURE),
        ({"first_name": "Marie", "last_name": "Kouassi", "phone": "0102030405"}, NOBODY),
        ({"first_name": "Marie", "last_name": "Kouassi", "date_of_birth": "1960-01-02"}, NOBODY),
        ({"first_name": "Mary", "last_name": "Kouassi", "phone": "07 97 97 11 47"}, PERHAPS),
        ({"first_name": "Marie-Claire", "last_name": "Kouassi", "phone": "07 97 97 11 47"}, PERHAPS),
        ({"first_name": "Awa", "last_name": "Ba", "phone": "07 97 97 11 47"}, NOBODY),  # one house
        ({"phone": "0797971147"}, PERHAPS),
        ({"email": "marie@example.org"}, PERHAPS),
        ({"phone": "0797"}, NOBODY),
        ({"first_name": "Marie"}, NOBODY),
        ({"first_name": "Jean", "last_name": "Kouassi"}, NOBODY),
        ({}, NOBODY),
    ],
)
def test_who_may_be_the_same(
    office: Office, admin: Actor, marie: Person, values: dict[str, str], expected: list[tuple[str, bool]]
) -> None:
    assert found(office, admin, **values) == expected


def test_people_with_one_name_are_told_of_too(office: Office, admin: Actor, marie: Person) -> None:
    office.person(first_name="Marie", last_name="")
    assert found(office, admin, first_name="Marie") == [("Marie", False)]
    assert found(office, admin, last_name="marie") == [("Marie", False)]


def test_what_agrees_is_said(office: Office, admin: Actor, marie: Person) -> None:
    values = {
        "first_name": "Marie",
        "last_name": "Kouassi",
        "phone": "0797971147",
        "email": "marie@example.org",
    }
    (duplicate,) = office.controllers.duplicates.possible(admin, values)
    assert duplicate.agreeing == ("phone", "email")


def test_the_likeliest_comes_first_and_four_are_enough(office: Office, admin: Actor, marie: Person) -> None:
    for _ in range(5):
        office.person(first_name="Marie", last_name="Kouassi")
    names = found(office, admin, first_name="Marie", last_name="Kouassi", email="marie@example.org")
    assert (len(names), names[0]) == (4, ("Marie Kouassi", True))


def test_the_number_of_a_house_shows_nobody(office: Office, admin: Actor, marie: Person) -> None:
    for first in ("Awa", "Kofi", "Zoé", "Ama"):
        office.person(first_name=first, last_name="Mensah", phone="0797971147")
    assert found(office, admin, phone="0797971147") == []


def test_a_mentor_is_told_of_their_own_people_only(
    office: Office, mentor: Actor, other_mentor: Actor, marie: Person
) -> None:
    values = {"first_name": "Marie", "last_name": "Kouassi"}
    assert found(office, mentor, **values) == PERHAPS
    assert found(office, other_mentor, **values) == NOBODY


def test_who_was_just_added_is_not_their_own_duplicate(office: Office, admin: Actor, marie: Person) -> None:
    assert office.controllers.duplicates.of(admin, marie) == ()
    again = office.person(first_name="Marie", last_name="Kouassi", phone="0797971147")
    (duplicate,) = office.controllers.duplicates.of(admin, again)
    assert (duplicate.person.id, duplicate.is_sure) == (marie.id, True)


def test_who_is_deleted_is_nobodys_duplicate(office: Office, admin: Actor, marie: Person) -> None:
    office.controllers.persons.delete(admin, marie.id)
    assert found(office, admin, first_name="Marie", last_name="Kouassi", phone="0797971147") == []
