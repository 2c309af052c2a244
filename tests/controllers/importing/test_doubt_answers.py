"""What somebody answered about doubts is carried out by the import: joined, filled in field by field, or kept apart for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.controllers.importing.people_import import ImportReport
from desktop_app.domain.records import Actor, Person
from desktop_app.exchange.imports.doubt_answers import DoubtAnswer
from desktop_app.exchange.imports.import_report import Compared
from tests.support.office import Office

ROWS = """First name,Last name,Phone,Birthday,Town,Profession
Katherine,Quinn,309-555-0110,1990-05-17,Peoria,
Kate,Quinn,309-555-0110,1990-05-17,Pekin,Nurse
Omar,Reyes,309-555-0120,,,
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(ROWS, "utf-8")
    return path


@pytest.fixture
def known(office: Office) -> Person:
    """Somebody who may be those of the list."""
    return office.person(
        first_name="Kathy",
        last_name="Quinn",
        phone="309-555-0110",
        date_of_birth="1990-05-17",
        commune="Morton",
    )


def run(office: Office, path: Path, *answers: DoubtAnswer, dry_run: bool = False) -> ImportReport:
    return office.controllers.people_import.run(
        None, path, answers=answers, dry_run=dry_run, keep_refused=False
    )


def stored(office: Office) -> list[tuple[object, ...]]:
    return office.rows(
        "SELECT first_name, commune, profession FROM persons WHERE last_name = 'Quinn' ORDER BY id"
    )


def test_a_doubt_tells_both_sides(office: Office, path: Path, known: Person) -> None:
    (first,) = run(office, path, dry_run=True).doubts  # the other row is told with it, once
    assert (first.line, first.values["first_name"], first.values["commune"]) == (2, "Katherine", "Peoria")
    assert [(each.line, each.person_id, each.name) for each in first.compared] == [
        (3, None, "Kate Quinn"),
        (None, known.id, "Kathy Quinn"),
    ]
    row, person = first.compared
    assert (row.values["profession"], person.values["commune"]) == ("Nurse", "Morton")
    assert set(row.reasons) == set(person.reasons) == {"phone", "date_of_birth"}


@pytest.mark.parametrize(("take", "commune"), [(frozenset(), "Pekin"), (frozenset({"commune"}), "Peoria")])
def test_two_rows_are_one_person(office: Office, path: Path, take: frozenset[str], commune: str) -> None:
    answer = DoubtAnswer(2, is_same=True, other_line=3, take=take | {"first_name"})
    report = run(office, path, answer)
    assert (report.added, report.repeated, report.doubts) == (2, 1, ())
    assert [joined.lines for joined in report.joined] == [(2, 3)]
    assert stored(office) == [("Katherine", commune, "Nurse")]
    assert office.problems() == ()


def test_two_rows_are_two_people_and_nothing_is_asked_any_more(office: Office, path: Path) -> None:
    report = run(office, path, DoubtAnswer(2, is_same=False, other_line=3))
    assert (report.added, report.doubts) == (3, ())
    assert [name for name, _, _ in stored(office)] == ["Katherine", "Kate"]


@pytest.mark.parametrize(("take", "commune"), [(frozenset(), "Morton"), (frozenset({"commune"}), "Pekin")])
def test_a_row_is_a_known_person(
    office: Office, path: Path, known: Person, take: frozenset[str], commune: str
) -> None:
    rows = DoubtAnswer(2, is_same=False, other_line=3)
    apart = DoubtAnswer(2, is_same=False, person_id=known.id)
    same = DoubtAnswer(3, is_same=True, person_id=known.id, take=take)
    report = run(office, path, rows, apart, same)
    assert (report.added, report.updated, report.doubts) == (2, 1, ())
    assert stored(office) == [("Kathy", commune, "Nurse"), ("Katherine", "Peoria", "")]
    assert office.problems() == ()


def test_both_rows_are_the_known_person(office: Office, path: Path, known: Person, admin: Actor) -> None:
    answers = [DoubtAnswer(line, is_same=True, person_id=known.id) for line in (2, 3)]
    report = run(office, path, *answers)
    assert (report.added, report.updated) == (1, 1)
    assert stored(office) == [("Kathy", "Morton", "Nurse")]
    assert report.import_id is not None
    office.controllers.imports.undo(admin, report.import_id)
    assert stored(office) == [("Kathy", "Morton", "")]


def test_a_known_person_who_is_gone_meanwhile_is_somebody_new(
    office: Office, path: Path, known: Person, admin: Actor
) -> None:
    office.controllers.persons.delete(admin, known.id)
    answers = [DoubtAnswer(line, is_same=True, person_id=9_999) for line in (2, 3)]
    assert run(office, path, *answers).added == 3


def test_an_answer_about_a_line_that_is_not_there_does_nothing(office: Office, path: Path) -> None:
    report = run(
        office, path, DoubtAnswer(2, is_same=True, other_line=77), DoubtAnswer(88, is_same=True, other_line=3)
    )
    assert (report.added, len(report.doubts)) == (3, 1)
    assert isinstance(report.doubts[0].compared[0], Compared)
