"""Rows as people: codes for words, days for dates, every problem at once; and who stands there twice."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.duplicates import name_key
from desktop_app.domain.vocabulary import NotCalled, code_label
from desktop_app.exchange.imports.people_columns import PersonField, guess_columns
from desktop_app.exchange.imports.people_file import SourceRow, open_people_file
from desktop_app.exchange.imports.people_rows import ReadPerson, Value, read_row
from desktop_app.exchange.imports.reading_habits import ReadingHabits, habits_of
from desktop_app.exchange.imports.refused_rows import write_refused
from desktop_app.exchange.imports.same_people import SamePerson, group_same_people, merged
from desktop_app.i18n.texts import LANGUAGES, speaking

TODAY = date(2026, 11, 20)
DATA = Path(__file__).parents[2] / "data"
OFFICE_LIST = Path(__file__).parents[4] / "shared" / "data" / "visitors.csv"
F = PersonField


def read(habits: ReadingHabits | None = None, /, **cells: str) -> ReadPerson:
    cells = {"first_name": "Awa", "last_name": "Koné"} | cells
    row = SourceRow(1, 2, tuple(cells.values()), "")
    return read_row(row, {index: PersonField(name) for index, name in enumerate(cells)}, TODAY, habits)


def read_file(path: Path) -> tuple[list[ReadPerson], list[ReadPerson], list[SamePerson]]:
    """All rows of the list, those refused, and the people in the others."""
    people_file = open_people_file(path)
    columns = guess_columns(people_file.headings, [row.cells for row in people_file.sample()]).fields
    habits = habits_of(people_file.headings, columns, people_file.rows(), TODAY)
    found = [read_row(row, columns, TODAY, habits) for row in people_file.rows()]
    return (
        found,
        [one for one in found if one.problems],
        group_same_people(one for one in found if not one.problems),
    )


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("gender", "M", "M"),
        ("gender", "h", "M"),
        ("gender", "Homme", "M"),
        ("gender", "Masculin", "M"),
        ("gender", "f", "F"),
        ("gender", "Mujer", "F"),
        ("marital_status", "Célibataire", "single"),
        ("marital_status", "Marié(e)", "married"),
        ("marital_status", "mariée", "married"),
        ("marital_status", "Divorcé(e)", "divorced"),
        ("marital_status", "Veuf/Veuve", "widowed"),
        ("marital_status", "Soltero/a", "single"),
        ("marital_status", "Widow", "widowed"),
        ("status", "À visiter", "to_visit"),
        ("status", "En suivi", "in_follow_up"),
        ("status", "INTÉGRÉ", "integrated"),
        ("status", "À rediriger", "to_redirect"),
        ("status", "Longue absence", "long_absent"),
        ("status", "in_follow_up", "in_follow_up"),
        ("status", "En seguimiento", "in_follow_up"),
        ("email", "FRANÇOIS.NDIAYE@EMAIL.CI", "françois.ndiaye@email.ci"),
        ("phone", "01 11 63 72 65 / 07 22 33 44 55", "01 11 63 72 65 / 07 22 33 44 55"),
        ("prayer_requests", "Travail\r\n  et   logement \r\n", "Travail\net logement"),
        ("notes", "Le soir\r\n  après   19 h \r\n", "Le soir\naprès 19 h"),
        ("commune", " II\n Plateaux ", "II Plateaux"),
        ("mentor", "Fatou  TRAORE", "Fatou TRAORE"),
        ("date_of_birth", "20-03-96", "1996-03-20"),
        ("first_visit_on", "12.04.2026", date(2026, 4, 12)),
        ("last_contact_on", "2026-11-20", TODAY),
    ],
)
def test_a_cell_is_understood(field: str, written: str, value: Value) -> None:
    person = read(**{field: written})
    assert person.problems == ()
    assert person.values[field] == value


@pytest.mark.parametrize("written", ["", "  ", "-", "?", "n/a", "Néant", "inconnu"])
def test_what_means_nothing_is_empty(written: str) -> None:
    person = read(phone=written, email=written, gender=written, first_visit_on=written)
    assert person.problems == ()
    assert dict(person.values) == {"first_name": "Awa", "last_name": "Koné"}


@pytest.mark.parametrize(
    ("field", "written", "sentence"),
    [
        ("gender", "X", "write M or F"),
        ("marital_status", "union libre", "“union libre” is not known"),
        ("status", "perdu", "“perdu” is not a status"),
        ("email", "awa@exemple", "looks like name@example.org"),
        ("phone", "2,25E+12", "lost its digits"),
        ("phone", "voir bureau 12", "is not a phone number"),
        ("date_of_birth", "31/02/1990", "does not exist"),
        ("first_visit_on", "hier", "depends on the day"),
        ("first_visit_on", "21/11/2026", "still to come"),
        ("last_contact_on", "21/11/2026", "still to come"),
        ("commune", "x" * 101, "At most 100 characters"),
    ],
)
def test_what_is_not_understood_leaves_its_field_empty_and_stands_in_the_notes(
    field: str, written: str, sentence: str
) -> None:
    person = read(**{field: written})
    assert person.problems == ()
    ((told, heading, text, message),) = person.unread
    assert (told, text) == (field, written)
    assert sentence in str(message)
    assert field not in person.values
    assert person.values["notes"] == f"{heading}: {written}"


@pytest.mark.parametrize(
    ("field", "written", "reason", "note"),
    [
        ("deceased", "yes", "deceased", None),
        ("deceased", "12/03/2024", "deceased", "12/03/2024"),
        ("deceased", "no", None, None),
        ("deceased", "", None, None),
        ("moved_away", "Oui", "moved_away", None),
        ("moved_away", "Lyon", "moved_away", "Lyon"),
        ("not_called", "x", "asked", None),
        ("not_called", "1", "asked", None),
        ("not_called", "Non", None, None),
        ("not_called", "Décédée", "deceased", None),
        ("not_called", "moved away", "moved_away", None),
        ("not_called", "Wants no contact", "asked", None),
        ("not_called", "after the quarrel", "asked", "after the quarrel"),
        ("status", "Decedé", "deceased", "Decedé"),
        ("status", "do not contact", "asked", "do not contact"),
        ("status", "Visitor", None, None),
    ],
)
def test_why_somebody_is_not_to_be_called(
    field: str, written: str, reason: str | None, note: str | None
) -> None:
    person = read(**{field: written})
    assert person.values.get("not_called") == reason
    assert person.values.get("notes") == note
    assert person.unread == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", NotCalled)
def test_a_reason_is_read_as_an_export_writes_it(language: str, reason: NotCalled) -> None:
    with speaking(language):
        written = code_label(reason)
    assert read(not_called=written).values == {
        "first_name": "Awa", "last_name": "Koné", "not_called": reason, "status": read(not_called=reason).values["status"],
    }  # fmt: skip


def test_of_two_reasons_death_counts() -> None:
    assert read(moved_away="yes", not_called="yes", deceased="yes").values["not_called"] == "deceased"


def test_their_status_is_that_of_the_list_where_it_names_one() -> None:
    assert read(deceased="yes").values["status"] == "long_absent"
    assert read(deceased="yes", status="Member").values["status"] == "integrated"


@pytest.mark.parametrize(("first", "last"), [("", "-"), ("", ""), ("?", " ")])
def test_only_who_has_no_name_is_refused(first: str, last: str) -> None:
    person = read(first_name=first, last_name=last, phone="0170392575")
    assert [field for field, _ in person.problems] == [F.LAST_NAME]
    assert person.reason == "Enter a first or a last name: one of them is enough."


def test_one_name_is_enough() -> None:
    assert read(first_name="").values == {"last_name": "Koné"}
    assert read(last_name="").values == {"first_name": "Awa"}


def test_a_contact_before_the_first_visit_is_accepted() -> None:
    assert read(first_visit_on="03/11/2026", last_contact_on="01/10/2026").problems == ()


def test_several_phone_columns_are_one_text() -> None:
    row = SourceRow(1, 2, ("Awa", "Koné", "0102030405", "0708091011"), "")
    columns = {0: F.FIRST_NAME, 1: F.LAST_NAME, 2: F.PHONE, 3: F.PHONE}
    assert read_row(row, columns, TODAY).values["phone"] == "0102030405 / 0708091011"


def test_lists_written_month_first_and_with_m_for_mujer_are_understood() -> None:
    _, refused, people = read_file(DATA / "people_english_bom.csv")
    assert not refused
    assert [
        (one.values["last_name"], one.values["date_of_birth"], one.values["first_visit_on"]) for one in people
    ] == [
        ("O'Hara, Jr.", "1990-03-25", date(2026, 11, 14)),
        ("Smith", "--12-24", date(2026, 10, 30)),
        ("Smith", "1980-01-02", date(2026, 9, 20)),
    ]
    _, refused, people = read_file(DATA / "people_spanish_utf16.txt")
    assert not refused
    assert [one.values["gender"] for one in people] == ["M", "F"]
    assert people[0].values["first_visit_on"] == date(2026, 11, 1)
    assert people[1].values["date_of_birth"] == "--02-14"
    assert read(gender="M").values["gender"] == "M"


def test_the_messy_list_as_a_whole(tmp_path: Path) -> None:
    found, refused, people = read_file(DATA / "people_windows.csv")
    assert len(found) == 10
    assert [one.row.line for one in refused] == [12, 13]
    assert [[member.row.line for member in one.members] for one in people] == [
        [2],
        [3, 14],
        [6],
        [8],
        [9, 10, 11],
    ]
    gael = people[1].values
    assert gael["prayer_requests"] == 'Travail\net "logement";\nurgent'
    assert (gael["first_name"], gael["last_contact_on"]) == ("Gaël", date(2026, 8, 30))
    assert people[2].values["notes"] == "E-mail: gaël@exemple\n1ère visite: hier\nDernier contact: 31/02/2026"
    original = open_people_file(DATA / "people_windows.csv")
    write_refused(tmp_path / "refused.csv", original, [(one.row, one.reason) for one in refused])
    again, still, _ = read_file(tmp_path / "refused.csv")
    assert len(again) == len(still) == 2
    mended = (tmp_path / "refused.csv").read_bytes().decode("cp1252")
    mended = mended.replace('"F;;0506070809', "F;;0506070809")
    (tmp_path / "refused.csv").write_bytes(mended.encode("cp1252"))
    _, still, people = read_file(tmp_path / "refused.csv")
    assert [one.values["first_name"] for one in people] == ["Rose"]
    assert len(still) == 1


def grouped(*entries: dict[str, str]) -> list[list[int]]:
    people = [
        ReadPerson(SourceRow(line, line, (), ""), {"first_name": "Awa", "last_name": "Koné"} | entry)
        for line, entry in enumerate(entries)
    ]
    return [[member.row.line for member in person.members] for person in group_same_people(people)]


def test_groups() -> None:
    one, two = {"phone": "0170392575"}, {"phone": "0570392576"}
    assert grouped(one, two, one) == [[0, 2], [1]]
    assert grouped({}, one) == [[0, 1]]
    assert grouped({}, {}, {}) == [[0, 1, 2]]
    assert grouped(one, {}, two) == [[0], [1], [2]]  # it could be either: kept apart, and told
    assert grouped(one, two, {"phone": "0170392575 / 0570392576"}) == [[0, 1, 2]]
    assert grouped({"last_name": "Yao"}, one, {"last_name": "Yao"}) == [[0, 2], [1]]


def test_merging_fills_and_never_blanks() -> None:
    entries: list[dict[str, Value]] = [
        {"first_name": "Awa", "phone": "", "commune": "Cocody", "last_contact_on": date(2026, 1, 5)},
        {
            "first_name": "AWA",
            "phone": "1",
            "commune": "Abobo",
            "last_contact_on": date(2026, 3, 5),
            "email": "a@x.ci",
        },
        {"commune": "", "last_contact_on": date(2026, 2, 5)},
    ]
    assert merged(entries) == {
        "first_name": "Awa", "phone": "1", "commune": "Cocody", "last_contact_on": date(2026, 3, 5), "email": "a@x.ci",
    }  # fmt: skip


def test_a_list_of_one_name_only_does_not_take_for_ever() -> None:
    began = time.process_time()
    groups = grouped(
        *({"phone": f"01{number:08}"} for number in range(3000)), *({"email": "a@x.ci"} for _ in range(3000))
    )
    assert len(groups) == 3001
    assert time.process_time() - began < 20


@pytest.mark.skipif(not OFFICE_LIST.is_file(), reason="the office's own list stands beside the checkout only")
def test_the_office_list() -> None:
    found, refused, people = read_file(OFFICE_LIST)
    assert (len(found), open_people_file(OFFICE_LIST).empty_lines) == (417, 4)
    assert {one.row.line: [name for name, _ in one.problems] for one in refused} == {
        97: [F.LAST_NAME], 270: [F.LAST_NAME], 333: [F.LAST_NAME],
    }  # fmt: skip
    assert len(people) == 397
    assert [[member.row.line for member in one.members] for one in people if len(one.members) > 1] == [
        [33, 493], [59, 489], [72, 487], [96, 480], [124, 495], [145, 484], [146, 486], [161, 485, 498], [173, 174, 494], [195, 488],
        [298, 492], [350, 491], [424, 482], [427, 481], [438, 496],
    ]  # fmt: skip
    homonyms = [one for one in people if one.key == name_key("Mariam", "Ehui")]
    assert [one.doubtful_lines for one in homonyms] == [(358,), (338,)]


ENGLISH = [
    "No.",
    "First names",
    "Surname",
    "Sex",
    "Date of birth",
    "Phone",
    "E-mail",
    "Town",
    "Neighbourhood",
    "Occupation",
    "Marital status",
    "First visit",
    "How did you hear about us?",
    "Prayer request",
    "Status",
    "Mentor",
    "Last contact",
]
SPANISH = [
    "N.º",
    "Nombres",
    "Apellidos",
    "Sexo",
    "Fecha de nacimiento",
    "Teléfono",
    "Correo electrónico",
    "Municipio",
    "Barrio",
    "Profesión",
    "Estado civil",
    "Primera visita",
    "Cómo nos conoció",
    "Petición de oración",
    "Estado",
    "Encargado",
    "Último contacto",
]


@pytest.mark.skipif(not OFFICE_LIST.is_file(), reason="the office's own list stands beside the checkout only")
@pytest.mark.parametrize(
    ("headings", "encoding", "separator", "ending"),
    [
        (None, "utf-8-sig", ",", "\r\n"),
        (None, "mac_roman", ";", "\r"),
        (None, "cp850", ";", "\r\n"),
        (ENGLISH, "utf-8", ",", "\n"),
        (ENGLISH, "utf-16", "\t", "\r\n"),
        (SPANISH, "cp1252", ";", "\r\n"),
        (SPANISH, "utf-16-le", "|", "\n"),
    ],
)
def test_the_office_list_in_other_forms_gives_the_same_people(
    tmp_path: Path, headings: list[str] | None, encoding: str, separator: str, ending: str
) -> None:
    with OFFICE_LIST.open(encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    if headings:
        rows[0] = headings
    turned = [[*reversed(row + [""] * (17 - len(row))), "x"] for row in rows]
    turned[0][-1] = "Pointure"
    with (tmp_path / "list.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(turned)
    _, refused, people = read_file(tmp_path / "list.csv")
    _, expected_refused, expected = read_file(OFFICE_LIST)
    with_content = [one for one in refused if any(one.row.cells[:17])]  # the empty rows hold an "x" now
    assert [one.reason for one in with_content] == [one.reason for one in expected_refused]
    assert [without_notes(one) for one in people] == [without_notes(one) for one in expected]


def without_notes(person: SamePerson) -> dict[str, Value]:
    """What is known of a person but the notes, which say under which heading something stood."""
    return {name: value for name, value in person.values.items() if name != "notes"}
