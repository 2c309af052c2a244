"""Lists without a line of headings: the first row is a person, columns are guessed by their look, and nobody is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop_app.domain.errors import UnreadableFile
from desktop_app.exchange.imports.contacts.contact_columns import (
    guess_contact_columns,
    known_contact_headings,
)
from desktop_app.exchange.imports.contacts.contact_field import ContactField
from desktop_app.exchange.imports.people_columns import guess_columns, known_headings
from desktop_app.exchange.imports.people_file import PeopleFile, open_people_file
from desktop_app.exchange.imports.person_field import PersonField as F
from desktop_app.exchange.imports.refused_rows import write_refused
from desktop_app.i18n.texts import speaking


def list_of(folder: Path, *rows: str, name: str = "list.csv") -> PeopleFile:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return open_people_file(path)


def fields(people_file: PeopleFile) -> list[F]:
    guessed = guess_columns(people_file.headings, [row.cells for row in people_file.sample()])
    assert {place for place, field in guessed.fields.items() if field is not F.IGNORED} == guessed.by_look
    return list(guessed.fields.values())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("Marie;KOUASSI;07 07 07 07 07;Cocody", "Paul;YAO;05 05 05 05 05;Yopougon"),
            [F.FIRST_NAME, F.LAST_NAME, F.PHONE, F.IGNORED],
        ),
        (
            ("Kouassi;Marie Claire;0707070707", "Yao;Paul;0505050505", "Koné;Awa;0101010101"),
            [F.LAST_NAME, F.FIRST_NAME, F.PHONE],
        ),
        (
            ("Marie Kouassi,marie@example.org,F,17/05/1990", "Paul Yao,,M,02/03/1985"),
            [F.FULL_NAME, F.EMAIL, F.GENDER, F.DATE_OF_BIRTH],
        ),
        (
            ("KOUASSI Marie\t0707070707\t3/11/2026", "YAO Paul\t0505050505\t5/11/2026"),
            [F.FULL_NAME_LAST_FIRST, F.PHONE, F.FIRST_VISIT_ON],
        ),
        (("1;Marie Kouassi;0707070707",), [F.IGNORED, F.FULL_NAME, F.PHONE]),
        (("Marie;Kouassi;0707070707",), [F.FIRST_NAME, F.LAST_NAME, F.PHONE]),
        (("Marie;Kouassi", "Paul;Yao", "Awa;Koné"), [F.FIRST_NAME, F.LAST_NAME]),
    ],
)
def test_columns_are_guessed_and_the_first_row_is_a_person(
    tmp_path: Path, rows: tuple[str, ...], expected: list[F]
) -> None:
    people_file = list_of(tmp_path, *rows)
    assert (people_file.has_headings, people_file.records) == (False, len(rows))
    assert fields(people_file) == expected
    assert [row.line for row in people_file.rows()] == list(range(1, len(rows) + 1))


def test_a_title_above_is_no_person(tmp_path: Path) -> None:
    people_file = list_of(
        tmp_path, "Liste des visiteurs", "", "Marie;Kouassi;0707070707", "Paul;Yao;0505050505"
    )
    assert [row.cells[0] for row in people_file.rows()] == ["Marie", "Paul"]


def test_names_that_nothing_tells_apart_stand_as_lists_are_written_there(tmp_path: Path) -> None:
    people_file = list_of(tmp_path, "Ehui;Tanoh;0707070707", "Gnahoré;Brou;0505050505")
    assert fields(people_file)[:2] == [F.FIRST_NAME, F.LAST_NAME]
    with speaking("fr"):
        assert fields(people_file)[:2] == [F.LAST_NAME, F.FIRST_NAME]


@pytest.mark.parametrize(
    "rows",
    [
        ("Foo;Bar;Baz", "1;2;3"),
        ("Nome próprio;Telemóvel nr", "Marie;0707070707"),
        ("12;0707070707", "13;0505050505"),
        ("It was cold, and late", "Nobody came, said Marie"),
    ],
)
def test_what_does_not_begin_with_a_person_is_refused_as_before(
    tmp_path: Path, rows: tuple[str, ...]
) -> None:
    with pytest.raises(UnreadableFile, match="No heading in"):
        list_of(tmp_path, *rows)


def test_a_workbook_without_headings(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([1, "Marie", "Kouassi", "0707070707"])
    sheet.append([2, "Paul", "Yao", "0505050505"])
    book.save(tmp_path / "list.xlsx")
    people_file = open_people_file(tmp_path / "list.xlsx")
    assert [row.cells for row in people_file.rows()] == [
        ("1", "Marie", "Kouassi", "0707070707"), ("2", "Paul", "Yao", "0505050505"),
    ]  # fmt: skip
    assert fields(people_file) == [F.IGNORED, F.FIRST_NAME, F.LAST_NAME, F.PHONE]


def test_refused_rows_stand_without_headings_and_come_in_again(tmp_path: Path) -> None:
    people_file = list_of(tmp_path, "Marie;Kouassi;0707070707", "Paul;Yao;0505050505", "Awa;Koné;0101010101")
    rows = people_file.sample()
    write_refused(tmp_path / "refused.csv", people_file, [(rows[1], "It names nobody.")])
    assert (tmp_path / "refused.csv").read_text("utf-8") == "Paul;Yao;0505050505;It names nobody.\n"
    again = open_people_file(tmp_path / "refused.csv")
    assert fields(again) == [F.FIRST_NAME, F.LAST_NAME, F.PHONE, F.IGNORED]


def test_contacts_without_headings(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(
        "15/10/2026;Marie Kouassi;Appel;joint;Elle va mieux, et viendra dimanche prochain.\n"
        "16/10/2026;Paul Yao;Visite;absent;Personne à la maison, revenir un autre jour.\n",
        "utf-8",
    )
    contact_file = open_people_file(path, known=known_contact_headings)
    columns = guess_contact_columns(contact_file.headings, [row.cells for row in contact_file.sample()])
    assert list(columns.fields.values()) == [
        ContactField.CONTACT_ON, ContactField.FULL_NAME, ContactField.KIND, ContactField.OUTCOME, ContactField.NOTES,
    ]  # fmt: skip
    assert columns.by_look == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("known", [known_headings, known_contact_headings])
@pytest.mark.parametrize(
    "content",
    [
        b"Nom;Date\n" + b"x" * 5_000_000,
        b"x" * 5_000_000 + b";y\n",
        (b"Marie;0707070707;" + b"x;" * 300_000 + b"\n") * 3,
    ],
    ids=["a giant cell", "a giant heading", "a row of 300,000 cells"],
)
def test_what_no_list_is_takes_no_time(
    tmp_path: Path, content: bytes, known: Callable[[Iterable[str]], int]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    begun = time.process_time()
    with suppress(UnreadableFile):
        open_people_file(path, known=known)
    assert time.process_time() - begun < 10  # a regular expression over all of it took minutes
