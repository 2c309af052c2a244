"""Columns are told by their headings in three languages, else by what stands in them."""

from __future__ import annotations

import pytest

from desktop_app.exchange.imports.people_columns import (
    FIELD_TITLES,
    PersonField,
    field_of_heading,
    guess_columns,
    known_headings,
)

F = PersonField


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("N°", F.IGNORED),
        ("Prénoms", F.FIRST_NAME),
        ("Prénom(s)", F.FIRST_NAME),
        ("NOM", F.LAST_NAME),
        ("Nom du visiteur", F.LAST_NAME),
        ("Nom & prénoms", F.FULL_NAME_LAST_FIRST),
        ("Prénom et nom", F.FULL_NAME),
        ("Full name", F.FULL_NAME),
        ("Apellidos", F.LAST_NAME),
        ("Sexe (M/F)", F.GENDER),
        ("Date de naissance (jj/mm/aaaa)", F.DATE_OF_BIRTH),
        ("D.O.B.", None),
        ("DOB", F.DATE_OF_BIRTH),
        ("Birth date", F.DATE_OF_BIRTH),
        ("Tél.", F.PHONE),
        ("Phone number 2", F.PHONE),
        ("Correo electrónico", F.EMAIL),
        ("Email address", F.EMAIL),
        ("Ville", F.COMMUNE),
        ("Barrio", F.QUARTIER),
        ("Situation matrimoniale", F.MARITAL_STATUS),
        ("1ère visite", F.FIRST_VISIT_ON),
        ("Date de la 1ʳᵉ visite", F.FIRST_VISIT_ON),
        ("Date of first visit", F.FIRST_VISIT_ON),
        ("Comment connu", F.HOW_HEARD),
        ("How did you hear about us?", F.HOW_HEARD),
        ("Besoin de prière", F.PRAYER_REQUESTS),
        ("Petición de oración", F.PRAYER_REQUESTS),
        ("Observations", F("notes")),
        ("Notas", F("notes")),
        ("Comments", F("notes")),
        ("Statut", F.STATUS),
        ("Encadreur", F.MENTOR),
        ("Suivi par", F.MENTOR),
        ("Dernier contact", F.LAST_CONTACT_ON),
        ("Last contact date", F.LAST_CONTACT_ON),
        ("Raison du refus", F.IGNORED),
        ("Why refused", F.IGNORED),
        ("Téléphone du conjoint", None),
        ("Shoe size", None),
        ("", None),
    ],
)
def test_headings(heading: str, field: PersonField | None) -> None:
    assert field_of_heading(heading) is field


def guessed(headings: list[str], *rows: list[str]) -> list[PersonField]:
    return list(guess_columns(headings, rows).values())


def test_a_name_alone_is_the_whole_name_and_beside_the_first_name_the_last() -> None:
    assert guessed(["Nom", "Téléphone"]) == [F.FULL_NAME_LAST_FIRST, F.PHONE]
    assert guessed(["Nombre", "Teléfono"]) == [F.FULL_NAME, F.PHONE]
    assert guessed(["Nombre", "Apellidos"]) == [F.FIRST_NAME, F.LAST_NAME]
    assert guessed(["First name", "Name"]) == [F.FIRST_NAME, F.LAST_NAME]
    assert guessed(["First name", "Last name", "Name"]) == [F.FIRST_NAME, F.LAST_NAME, F.IGNORED]


def test_values_tell_what_a_heading_does_not() -> None:
    row = [
        "Awa Koné",
        "awa@exemple.ci",
        "01 02 03 04 05",
        "16/03",
        "12/04/2026",
        "F",
        "Marié(e)",
        "en suivi",
        "bleu",
    ]
    assert guessed(["Nom complet", "a", "b", "c", "d", "e", "f", "g", "h"], row, row) == [
        F.FULL_NAME, F.EMAIL, F.PHONE, F.DATE_OF_BIRTH, F.FIRST_VISIT_ON, F.GENDER, F.MARITAL_STATUS, F.STATUS, F.IGNORED,
    ]  # fmt: skip


def test_doubtful_headings_are_settled_by_their_values() -> None:
    assert guessed(["Nom", "Contact"], ["Awa", "0102030405"])[1] is F.PHONE
    assert guessed(["Nom", "Contact"], ["Awa", "03/11/2026"])[1] is F.LAST_CONTACT_ON
    assert guessed(["Nom", "Contact"], ["Awa", "awa@exemple.ci"])[1] is F.EMAIL
    assert guessed(["Nom", "Statut"], ["Awa", "Célibataire"])[1] is F.MARITAL_STATUS
    assert guessed(["Nom", "Statut"], ["Awa", "À visiter"])[1] is F.STATUS
    assert guessed(["Nom", "Numéro"], ["Awa", "0102030405"])[1] is F.PHONE
    assert guessed(["Nom", "Numéro"], ["Awa", "12"])[1] is F.IGNORED


def test_no_field_is_given_twice_but_a_phone_and_a_heading_goes_before_a_guess() -> None:
    assert guessed(["Nom", "E-mail", "Email", "Tél", "Mobile"]) == [
        F.FULL_NAME_LAST_FIRST,
        F.EMAIL,
        F.IGNORED,
        F.PHONE,
        F.PHONE,
    ]
    assert guessed(["Nom", "x", "1ère visite"], ["Awa", "12/04/2026", "12/04/2026"])[1:] == [
        F.IGNORED,
        F.FIRST_VISIT_ON,
    ]


def test_every_field_has_a_title_and_only_fields_of_people_count_as_known() -> None:
    assert set(FIELD_TITLES) == set(PersonField)
    assert known_headings(["N°", "Prénoms", "Nom", "pointure"]) == 2
