"""Columns are told by their headings in three languages, else by what stands in them."""

from __future__ import annotations

import pytest

from desktop_app.exchange.exports.tables import PEOPLE
from desktop_app.exchange.imports.people_columns import (
    FIELD_TITLES,
    PersonField,
    field_of_heading,
    guess_columns,
    known_headings,
)
from desktop_app.i18n.texts import LANGUAGES, speaking, tr

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
        ("Status date", None),
        ("Assigned date", None),
        ("Votre numéro WhatsApp", F.PHONE),
        ("Contact Number", F.PHONE),
        ("Full Name (Last, First)", F.FULL_NAME_LAST_FIRST),
        ("", None),
    ],
)
def test_headings(heading: str, field: PersonField | None) -> None:
    assert field_of_heading(heading) is field


def guessed(headings: list[str], *rows: list[str]) -> list[PersonField]:
    return list(guess_columns(headings, rows).fields.values())


def test_a_name_alone_is_the_whole_name_and_beside_the_first_name_the_last() -> None:
    assert guessed(["Nom", "Téléphone"]) == [F.FULL_NAME_LAST_FIRST, F.PHONE]
    assert guessed(["Nombre", "Teléfono"]) == [F.FULL_NAME, F.PHONE]
    assert guessed(["Nombre", "Apellidos"]) == [F.FIRST_NAME, F.LAST_NAME]
    assert guessed(["First name", "Name"]) == [F.FIRST_NAME, F.LAST_NAME]
    assert guessed(["First name", "Last name", "Name"]) == [F.FIRST_NAME, F.LAST_NAME, F.FULL_NAME]


def test_values_tell_only_where_a_heading_says_nothing() -> None:
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
    headings = ["Nom complet", "a", "Colonne 2", "", "d", "Column5", "f", "7", "h"]
    guess = guess_columns(headings, [row, row])
    assert list(guess.fields.values()) == [
        F.FULL_NAME, F.EMAIL, F.PHONE, F.DATE_OF_BIRTH, F.FIRST_VISIT_ON, F.GENDER, F.MARITAL_STATUS, F.STATUS, F.IGNORED,
    ]  # fmt: skip
    assert guess.by_look == set(range(1, 8))


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Spouse's phone", "0102030405"), ("Téléphone du conjoint", "0102030405"), ("Emergency contact phone", "0102030405"), ("Fax", "0102030405"),
        ("Teléfono de emergencia", "0102030405"), ("Receipt number", "20260102030405"), ("ZIP", "62704-1234"), ("Wedding anniversary", "12/06/1998"),
        ("Date de mariage", "12/06/1998"), ("Date de baptême", "12/06/1998"), ("Next appointment", "2026-12-05"), ("Expires", "31/12/2027"),
        ("T-shirt", "M"), ("Taille", "M"), ("Latitude", "5.3599517"), ("Facebook", "https://facebook.com/profile.php?id=100012345678901"),
        ("Parent e-mail", "p@example.org"), ("Company phone number of employer", "0102030405"), ("Membre depuis le", "12/06/2020"),
        ("Household ID", "771000123"), ("Numéro de reçu", "771000123"), ("Lieu de naissance", "Bouaké"), ("Group", "F"), ("Nom de la mère", "Koné Awa"),
    ],
)  # fmt: skip
def test_a_heading_that_says_something_else_is_never_filled_by_its_look(heading: str, value: str) -> None:
    guess = guess_columns(["Nom", "Prénom", heading], [["Koné", "Awa", value]] * 3)
    assert guess.fields[2] is F.IGNORED
    assert guess.by_look == frozenset()


PROGRAMS: dict[str, dict[str, PersonField | None]] = {
    "Planning Center": {
        "Given Name": F.FIRST_NAME, "First Name": F.FIRST_NAME, "Last Name": F.LAST_NAME, "Birthdate": F.DATE_OF_BIRTH, "Anniversary": None,
        "Home Address Street Line 1": F.ADDRESS, "Home Address City": F.COMMUNE, "Home Address Zip Code": None, "Home Email": F.EMAIL,
        "Mobile Phone Number": F.PHONE, "Home Phone Number": F.PHONE, "Membership": F.STATUS, "Created At": F.FIRST_VISIT_ON,
    },
    "Breeze": {"Street Address": F.ADDRESS, "Birthdate": F.DATE_OF_BIRTH, "Added Date": F.FIRST_VISIT_ON, "Mobile": F.PHONE, "Zip": None},
    "ChurchTools": {
        "Vorname": F.FIRST_NAME, "Nachname": F.LAST_NAME, "Geburtsdatum": F.DATE_OF_BIRTH, "Familienstand": F.MARITAL_STATUS, "Ort": F.COMMUNE,
        "Telefon privat": F.PHONE, "Straße": F.ADDRESS, "Geschlecht": F.GENDER, "Erstkontakt": F.FIRST_VISIT_ON,
    },
    "Elvanto": {"Mobile Phone": F.PHONE, "Home Address": F.ADDRESS, "Home City": F.COMMUNE, "Date Added": F.FIRST_VISIT_ON, "Home Postcode": None},
    "Disciple.Tools": {
        "Name": F.FULL_NAME, "Contact Status": F.STATUS, "Contact Type": None, "Assigned To": F.MENTOR, "Sources": F.HOW_HEARD,
        "Post Date": F.FIRST_VISIT_ON, "Age": F.AGE, "Seeker Path": None,
    },
    "CiviCRM": {
        "Contact ID": F.IGNORED, "Birth Date": F.DATE_OF_BIRTH, "Is Deceased": F.DECEASED, "Do Not Phone": F.NOT_CALLED, "Do Not Email": None,
        "Job Title": F.PROFESSION, "Supplemental Address 1": F.ADDRESS, "Postal Code": None, "Sort Name": F.FULL_NAME_LAST_FIRST,
    },
    "Salesforce": {
        "Mailing Street": F.ADDRESS, "Mailing City": F.COMMUNE, "Contact Owner": F.MENTOR, "Lead Source": F.HOW_HEARD, "Last Activity": F.LAST_CONTACT_ON,
        "Do Not Call": F.NOT_CALLED, "Account Name": None, "Asst. Phone": None, "Other Phone": F.PHONE, "Created Date": F.FIRST_VISIT_ON,
    },
    "Apricot": {"Name (First)": F.FIRST_NAME, "Name (Last)": F.LAST_NAME, "Address (City)": F.COMMUNE, "Phone (Secondary)": F.PHONE, "Case Manager": F.MENTOR},
    "Google Contacts": {
        "Additional Name": F.MIDDLE_NAME, "Family Name": F.LAST_NAME, "E-mail 1 - Value": F.EMAIL, "E-mail 1 - Type": None, "Phone 2 - Value": F.PHONE,
        "Address 1 - Street": F.ADDRESS, "Address 1 - City": F.COMMUNE, "Organization 1 - Title": F.PROFESSION, "Yomi Name": None,
    },
    "Google Forms": {
        "Horodateur": F.FIRST_VISIT_ON, "Timestamp": F.FIRST_VISIT_ON, "Marca temporal": F.FIRST_VISIT_ON, "Numéro de téléphone (WhatsApp)": F.PHONE,
        "Quel est votre nom complet ?": F.FULL_NAME, "Comment avez-vous connu l'église ?": F.HOW_HEARD, "Souhaitez-vous être visité(e) ?": None,
    },
    "Outlook": {
        "E-mail Address": F.EMAIL, "Business Phone": F.PHONE, "Business Fax": None, "Home Street": F.ADDRESS, "Téléphone (domicile)": F.PHONE,
        "Adresse de messagerie": F.EMAIL, "Télécopie (bureau)": None, "Ville (domicile)": F.COMMUNE, "Deuxième prénom": F.MIDDLE_NAME, "Conjoint(e)": None,
        "Teléfono del trabajo": F.PHONE, "Segundo nombre": F.MIDDLE_NAME, "Cumpleaños": F.DATE_OF_BIRTH, "Ciudad de residencia": F.COMMUNE,
    },
    "Thunderbird": {
        "Display Name": F.FULL_NAME, "Primary Email": F.EMAIL, "Home Phone": F.PHONE, "Fax Number": None, "Birth Year": F.BIRTH_YEAR,
        "Birth Month": F.BIRTH_MONTH, "Nom à afficher": F.FULL_NAME, "Mobile Number": F.PHONE, "Home City": F.COMMUNE,
    },
    "Suivi over HTTP": {
        "firstName": F.FIRST_NAME, "lastName": F.LAST_NAME, "dateOfBirth": F.DATE_OF_BIRTH, "howHeardAboutChurch": F.HOW_HEARD, "prayerRequests": F.PRAYER_REQUESTS,
        "firstVisitDate": F.FIRST_VISIT_ON, "maritalStatus": F.MARITAL_STATUS, "assignedMentor": F.MENTOR, "last_contact_on": F.LAST_CONTACT_ON,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "field"),
    [pytest.param(heading, field, id=f"{program}-{heading}") for program, headings in PROGRAMS.items() for heading, field in headings.items()],
)  # fmt: skip
def test_headings_of_other_programs(heading: str, field: PersonField | None) -> None:
    assert field_of_heading(heading) is field


def test_headings_in_two_languages() -> None:
    headings = ["Nom / Last name", "Prénom / First name", "Tél / Phone", "Sexe / Sex", "Ville - City"]
    assert guessed(headings) == [F.LAST_NAME, F.FIRST_NAME, F.PHONE, F.GENDER, F.COMMUNE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_that_the_program_exports_is_read_again(language: str) -> None:
    with speaking(language):
        headings = {column.heading: tr(column.heading) for column in PEOPLE.columns}
    known = {heading: field_of_heading(heading) for heading in headings.values()}
    unknown = {title for title, heading in headings.items() if known[heading] is None}
    assert unknown == {"Paused until", "Number of follow-ups"}


def test_doubtful_headings_are_settled_by_their_values() -> None:
    assert guessed(["Nom", "Contact"], ["Awa", "0102030405"])[1] is F.PHONE
    assert guessed(["Nom", "Contact"], ["Awa", "03/11/2026"])[1] is F.LAST_CONTACT_ON
    assert guessed(["Nom", "Contact"], ["Awa", "awa@exemple.ci"])[1] is F.EMAIL
    assert guessed(["Nom", "Statut"], ["Awa", "Célibataire"])[1] is F.MARITAL_STATUS
    assert guessed(["Nom", "Statut"], ["Awa", "À visiter"])[1] is F.STATUS
    assert guessed(["Nom", "Statut"], ["Awa", "Zélé"])[1] is F.STATUS
    assert guessed(["Nom", "Numéro"], ["Awa", "0102030405"])[1] is F.PHONE
    assert guessed(["Nom", "Numéro"], ["Awa", "12"])[1] is F.IGNORED
    assert guessed(["Name", "State"], ["Awa", "IL"])[1] is F.IGNORED
    assert guessed(["Name", "State"], ["Awa", "in follow-up"])[1] is F.STATUS
    assert (
        guessed(["Name", "Mobile", "Home", "Work"], ["Awa", "0102030405", "0102030406", "0102030407"])[1:]
        == [F.PHONE] * 3
    )
    assert guessed(["Name", "Work"], ["Awa", "Teacher"])[1] is F.PROFESSION


def test_several_columns_may_hold_the_same_and_a_heading_goes_before_a_look() -> None:
    assert guessed(["Nom", "E-mail", "Email", "Tél", "Mobile"]) == [
        F.FULL_NAME_LAST_FIRST,
        F.EMAIL,
        F.EMAIL,
        F.PHONE,
        F.PHONE,
    ]
    guess = guess_columns(["Nom", "x", "1ère visite"], [["Awa", "12/04/2026", "12/04/2026"]])
    assert list(guess.fields.values())[1:] == [F.IGNORED, F.FIRST_VISIT_ON]
    assert guess.by_look == frozenset()


def test_every_field_has_a_title_and_only_fields_of_people_count_as_known() -> None:
    assert set(FIELD_TITLES) == set(PersonField)
    assert known_headings(["N°", "Prénoms", "Nom", "pointure"]) == 2
