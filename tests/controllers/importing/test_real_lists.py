"""Lists as real offices bring them, one for each kind of difficulty: nobody is lost, nothing is guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.controllers.importing.people_import import ImportReport
from desktop_app.domain.errors import Refused
from desktop_app.domain.phones import dialable
from desktop_app.domain.vocabulary import NotCalled
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.exchange.imports.report_words import doubt_sentence, sentences, whole_report
from tests.support.office import NOON, Office

LISTS = Path(__file__).parents[2] / "data" / "lists"
Take = Callable[..., ImportReport]


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    opened = Office(data_folder, NOON)
    opened.clock.zone_name = "Africa/Abidjan"
    yield opened
    opened.application.close()


@pytest.fixture
def take(office: Office) -> Take:
    """Take a list of the folder in; where it goes out has no folder to leave a file in."""

    def run(name: str, **options: Any) -> ImportReport:
        return office.controllers.people_import.run(None, LISTS / name, keep_refused=False, **options)

    return run


def people(office: Office, *fields: str) -> list[tuple[object, ...]]:
    """What is stored of everybody, in the order of the list."""
    return office.rows(f"SELECT {', '.join(fields)} FROM persons ORDER BY id")


def test_days_of_other_things_are_left_out(office: Office, take: Take) -> None:
    report = take("wedding_days.csv")
    assert people(office, "last_name", "date_of_birth", "first_visit_on") == [
        ("Dosso", "", "2026-11-20"), ("Gbané", "", "2026-11-20"),
    ]  # fmt: skip
    assert report.columns.left_out == ("Date de mariage", "Prochain rendez-vous", "Fin du titre de séjour")


def test_nobody_gets_the_phone_of_another(office: Office, take: Take) -> None:
    take("other_peoples_phones.csv")
    assert people(office, "first_name", "phone") == [("Nora", "(309) 555-0110"), ("Owen", "")]


def test_what_looks_like_a_phone_or_a_gender_is_none(office: Office, take: Take) -> None:
    take("looks_of_numbers.csv")
    assert people(office, "first_name", "phone", "gender") == [
        ("Nora", "(309) 555-0110", None), ("Owen", "(309) 555-0120", None),
    ]  # fmt: skip


def test_planning_center(office: Office, take: Take) -> None:
    report = take("planning_center.csv")
    fields = (
        "first_name",
        "date_of_birth",
        "commune",
        "address",
        "email",
        "phone",
        "status",
        "first_visit_on",
    )
    assert people(office, *fields) == [
        ("Katherine", "1991-06-18", "Peoria", "7 Lake Rd, Unit 2", "kate@example.org",
         "(309) 555-0110 / (309) 555-0119 (home)", "integrated", "2026-10-13"),
        ("Owen", "--12-02", "Peoria", "", "", "(309) 555-0120", "to_visit", "2026-10-20"),
    ]  # fmt: skip
    assert people(office, "notes") == [("Work Email: work@example.org",), ("Middle Name: Lee",)]
    assert report.columns.month_first == ("Birthdate", "Created At")


def test_google_contacts(office: Office, take: Take) -> None:
    take("google_contacts.csv")
    fields = ("first_name", "date_of_birth", "commune", "address", "email", "phone", "notes")
    assert people(office, *fields) == [
        ("Mariam", "--02-14", "Marcory", "Rue 12", "mariam@example.org",
         "+225 07 09 08 07 06 / +225 01 03 05 07 09 / 27 22 33 44 55", "Chante\nE-mail 1 - Value: md@example.org"),
    ]  # fmt: skip


def test_headings_in_two_languages(office: Office, take: Take) -> None:
    take("bilingual.csv")
    assert people(office, "first_name", "last_name", "gender", "commune") == [
        ("Mariam", "Dosso", "F", "Marcory")
    ]


def test_the_state_of_an_address_is_no_status(office: Office, take: Take) -> None:
    report = take("state_of_an_address.csv")
    assert people(office, "status", "commune") == [("to_visit", "Peoria")]
    assert report.columns.left_out == ("State",)


def test_unknown_words_refuse_nobody(office: Office, take: Take) -> None:
    report = take("unknown_words.csv")
    assert people(office, "first_name", "gender", "marital_status", "status", "phone", "email") == [
        ("Mariam", None, None, "to_visit", "", ""), ("Idriss", None, "married", "integrated", "", ""),
    ]  # fmt: skip
    ((notes,), (nothing,)) = people(office, "notes")
    assert notes == "Sexe: Autre\nSituation matrimoniale: Concubinage\nStatut: Zélée\nE-mail: à demander"
    assert nothing == ""
    assert "Statut: not understood, and kept in the notes: Zélée 1×." in sentences(report)


def test_each_column_has_its_own_order_of_day_and_month(office: Office, take: Take) -> None:
    take("american_days.csv")
    assert people(office, "date_of_birth", "first_visit_on") == [
        ("1991-06-18", "2026-10-25"),
        ("1985-07-04", "2026-11-08"),
    ]


def test_a_list_that_does_not_tell_its_days_asks(office: Office, take: Take) -> None:
    with pytest.raises(Refused, match="--day-order"):
        take("days_that_do_not_tell.csv")
    assert people(office, "id") == []
    take("days_that_do_not_tell.csv", day_order="mdy")
    assert people(office, "first_visit_on") == [("2026-11-08",)]


def test_days_as_spreadsheets_and_forms_write_them(office: Office, take: Take) -> None:
    report = take("days_of_spreadsheets.csv")
    assert people(office, "date_of_birth", "first_visit_on") == [
        ("1991-06-18", "2026-11-08"), ("1991-06", "2026-11-15"), ("1991", "2026-11-15"), ("", "2026-11-15"), ("--06-18", "2026-11-15"),
    ]  # fmt: skip
    assert report.unread == ()
    assert office.problems() == ()


def test_whole_names(office: Office, take: Take) -> None:
    take("whole_names.csv")
    assert people(office, "first_name", "last_name") == [
        ("Mariam", "DOSSO née GBANÉ"), ("Anna", "van den Broek"), ("Paul", "Irié"), ("", "Sukarno"), ("小明", "王"),
    ]  # fmt: skip
    for typed in ("小明", "王小明", "王 小明"):
        found = office.controllers.persons.find(office.admin(), typed)
        assert [person.full_name for person in found] == ["小明 王"]


def test_phones_as_spreadsheets_leave_them(office: Office, take: Take) -> None:
    report = take("phones_of_spreadsheets.csv")
    dialled = [dialable(str(phone), "CI") for (phone,) in people(office, "phone")]
    assert dialled == [
        "+2250709080706", "+2250103050709", "+2250709080701 / +2250504030209", "+2250709080702 / +2252722445566", "",
        "+2250709080703",
    ]  # fmt: skip
    assert [(word.text, word.field) for word in report.unread] == [("7.09E+08", PersonField.PHONE)]
    assert office.controllers.persons.find(office.admin(), "0504030209")


def test_father_and_son_man_and_woman_are_two(office: Office, take: Take) -> None:
    report = take("father_and_son.csv")
    assert (report.added, report.repeated, len(report.doubts)) == (4, 0, 2)
    assert take("father_and_son.csv").added == 0


def test_a_nickname_or_a_married_name_is_a_doubt(office: Office, take: Take) -> None:
    report = take("nicknames.csv")
    assert report.added == 5
    assert [doubt_sentence(doubt) for doubt in report.doubts] == [
        "Katherine Quinn (line 2) may be the same as line 3 (Kate Quinn): Phone, Birthday the same. They are kept apart: compare them.",
        "Mary Reyes (line 4) may be the same as line 5 (Mary Reyes-Stone): Phone, Birthday the same. They are kept apart: compare them.",
    ]
    again = take("nicknames.csv")
    assert (again.added, again.doubts) == (0, ())


def test_totals_are_no_people(office: Office, take: Take) -> None:
    report = take("totals.csv")
    assert people(office, "last_name") == [("Dosso",)]
    assert [(row.line, row.text) for row in report.skipped] == [(3, "Total 1"), (4, "Page 1/1")]
    assert report.comes_in == 1


def test_who_must_not_be_called_waits_for_nobody(office: Office, take: Take) -> None:
    report = take("not_to_be_called.csv")
    assert people(office, "first_name", "not_called", "status", "waiting_since IS NULL") == [
        ("Nora", "deceased", "long_absent", 1), ("Owen", "asked", "to_visit", 1), ("Pia", "moved_away", "to_redirect", 1),
        ("Ray", "deceased", "long_absent", 1), ("Sam", None, "to_visit", 0),
    ]  # fmt: skip
    assert dict(report.not_called) == {
        NotCalled.DECEASED: 2,
        NotCalled.ASKED: 1,
        NotCalled.MOVED_AWAY: 1,
    }
    assert any(re.search(r"2 people have died", sentence) for sentence in sentences(report))


def test_the_null_of_a_database_is_nothing(office: Office, take: Take) -> None:
    take("nulls_of_a_database.csv")
    assert people(office, "first_name", "email", "date_of_birth", "notes") == [("Mariam", "", "", "")]


def test_the_number_of_a_house_joins_nobody(office: Office, take: Take) -> None:
    report = take("house_number.csv")
    assert report.added == 5
    assert take("house_number.csv").added == 0


def test_a_workbook_and_the_contacts_of_a_phone(office: Office, take: Take) -> None:
    report = take("workbook.xlsx")
    assert (report.added, len(report.skipped)) == (2, 1)
    assert people(office, "phone", "date_of_birth", "notes")[0] == (
        "0708091012",
        "1991-06-18",
        "Appeler après 18 h",
    )
    report = take("adresses_of_a_phone.vcf")
    assert (report.added, report.known, report.refused) == (1, 2, ())
    assert report.columns.left_out == ("PHOTO", "ORG")
    with pytest.raises(Refused, match="--sheet"):
        take("two_sheets.xlsx")
    assert take("two_sheets.xlsx", sheet="Femmes").known == 1


def test_a_list_says_something_new_about_a_known_person(office: Office, take: Take, tmp_path: Path) -> None:
    take("phones_of_spreadsheets.csv")
    path = tmp_path / "new.csv"
    path.write_text("Nom;Prénom;Téléphone;Commune\nKra;Zoé;0709080703 / 0504030201;Cocody\n", "utf-8")
    run = office.controllers.people_import.run
    report = run(None, path)
    assert (report.updated, report.unchanged, [difference.field for difference in report.differences]) == (
        1,
        0,
        ["phone"],
    )
    again = run(None, path)
    assert (again.updated, again.unchanged, len(again.differences)) == (0, 0, 1)
    assert "nothing about them is new" not in " ".join(sentences(again))
    taken = run(None, path, take=None)
    assert taken.differences[0].taken
    assert people(office, "phone")[-1] == ("+2250709080703 / 0504030201",)
    assert run(None, path).differences == ()


def test_the_whole_report_tells_who_was_put_together_with_whom_and_why(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("Nom;Prénom;Téléphone\nDosso;Issa;0709080706\nDOSSO;issa;+225 0709080706\n", "utf-8")
    report = office.controllers.people_import.run(None, path)
    assert "  Issa Dosso: the lines 2, 3 are one person, by Phone." in whole_report(report)
