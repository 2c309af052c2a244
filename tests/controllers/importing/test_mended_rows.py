"""Refused rows that were mended are taken in with the columns and the habits of their list, and keep their line in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.controllers.importing.people_import import ImportReport
from desktop_app.exchange.imports.mended_rows import cells_to_mend, mended_row
from desktop_app.exchange.imports.people_file import SourceRow
from tests.support.office import Office

LIST = """First name;Last name;Birthday;Phone
Awa;Koné;05/17/1990;0708091011
;;04/03/1991;0708091012
"Ida;Sanogo;06/18/1992;0708091013
Ali;Diallo;03/04/1993;0708091014;too;many
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    return path


def run(office: Office, path: Path, **options: object) -> ImportReport:
    controller = office.controllers.people_import
    seen = controller.preview(None, path)
    return controller.run(None, path, seen=seen, keep_refused=False, **options)  # type: ignore[arg-type]


def refused(report: ImportReport) -> list[SourceRow]:
    return [row for row, _ in report.rows_refused.rows]


def stored(office: Office) -> list[tuple[object, ...]]:
    return office.rows("SELECT first_name, last_name, date_of_birth, phone FROM persons ORDER BY id")


def test_after_the_import_only_the_mended_come_in(office: Office, path: Path) -> None:
    report = run(office, path)
    assert [line for line, _ in report.refused] == [3, 4, 5]
    nameless, quoted, long = refused(report)
    rows = [
        mended_row(nameless, ("Mariam", "Ba", "04/03/1991", "0708091012"), ";"),
        quoted,
        mended_row(long, ("Ali", "Diallo", "03/04/1993", "0708091014"), ";"),
    ]
    again = run(office, path, mended=rows, only_mended=True)
    assert (again.added, again.records, again.unchanged) == (2, 3, 0)
    assert [line for line, _ in again.refused] == [4]
    assert stored(office) == [
        ("Awa", "Koné", "1990-05-17", "0708091011"),
        ("Mariam", "Ba", "1991-04-03", "0708091012"),  # the month first, as in the rest of the list
        ("Ali", "Diallo", "1993-03-04", "0708091014"),
    ]


def test_before_the_import_all_come_in_at_once(office: Office, path: Path) -> None:
    report = run(office, path, dry_run=True)
    (nameless, quoted, long) = refused(report)
    rows = [
        mended_row(nameless, ("Mariam", "", "04/03/1991", ""), ";"),
        mended_row(quoted, ("Ida", "Sanogo", "", ""), ";"),
    ]
    checked = run(office, path, mended=rows, dry_run=True)
    assert (checked.added, [line for line, _ in checked.refused]) == (3, [long.line])
    assert stored(office) == []
    assert run(office, path, mended=rows).added == 3
    assert [row[0] for row in stored(office)] == ["Awa", "Mariam", "Ida"]


def test_a_row_that_was_not_touched_stays_as_it_stood(office: Office, path: Path, tmp_path: Path) -> None:
    report = run(office, path)
    (nameless, quoted, long) = refused(report)
    assert cells_to_mend(quoted, ";") == ('"Ida', "Sanogo", "06/18/1992", "0708091013")
    assert cells_to_mend(long, ";") == ("Ali", "Diallo", "03/04/1993", "0708091014;too;many")
    for row in (nameless, quoted, long):
        assert mended_row(row, cells_to_mend(row, ";"), ";") is row
    still_wrong = mended_row(nameless, ("", "", "4 March; or so", "0708091012"), ";")
    again = run(office, path, mended=[still_wrong, quoted, long], only_mended=True)
    saved = tmp_path / "left.csv"
    office.controllers.people_import.save_refused(None, again, saved)
    lines = saved.read_text("utf-8").splitlines()
    assert lines[0] == "First name;Last name;Birthday;Phone;Why refused"
    assert lines[1].startswith(';;"4 March; or so";0708091012;')
    assert lines[2].startswith('"Ida;Sanogo;06/18/1992;0708091013;')
    assert saved.stat().st_mode & 0o077 == 0
    assert run(office, saved).added == 0


def test_mended_rows_are_known_again_and_are_undone_with_their_import(office: Office, path: Path) -> None:
    report = run(office, path)
    rows = [mended_row(refused(report)[0], ("Awa", "Koné", "", "0708091011"), ";")]
    again = run(office, path, mended=rows, only_mended=True)
    assert (again.added, again.unchanged) == (0, 1)
    rows = [mended_row(refused(report)[0], ("Mariam", "Ba", "", ""), ";")]
    third = run(office, path, mended=rows, only_mended=True)
    assert third.import_id is not None
    assert office.controllers.imports.undo(None, third.import_id).removed == 1
    assert office.rows("SELECT first_name FROM persons WHERE deleted_at IS NULL") == [("Awa",)]
