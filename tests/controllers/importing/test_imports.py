"""An import is undone whole, as long as nobody has worked on its people; the office says once what a word means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.cli.main import main
from desktop_app.controllers.importing.imports import Imports
from desktop_app.controllers.importing.people_import import PeopleImport
from desktop_app.domain.errors import NotAllowed, NotFound, Refused
from desktop_app.domain.vocabulary import PersonStatus, Role
from tests.support.office import NOON, Office


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    opened = Office(data_folder, NOON)
    yield opened
    opened.application.close()


@pytest.fixture
def importing(office: Office) -> PeopleImport:
    return office.controllers.people_import


@pytest.fixture
def imports(office: Office) -> Imports:
    return office.controllers.imports


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "autumn.csv"
    made.write_text(
        "Nom;Prénom;Téléphone;E-mail;Encadreur\nKoné;Awa;0170392575;awa@x.ci;\nBrou;Serge;0170392576;;Fatou T\nAké;Estelle;0170392577;;\n",
        "utf-8",
    )
    return made


def people(office: Office) -> list[tuple[object, ...]]:
    return office.rows("SELECT first_name, phone, email FROM persons WHERE deleted_at IS NULL ORDER BY id")


def test_an_import_is_undone_whole(
    office: Office, importing: PeopleImport, imports: Imports, path: Path
) -> None:
    office.person(first_name="Awa", last_name="Koné", phone="0170392575")
    before = people(office)
    admin = office.admin()
    report = importing.run(admin, path)
    assert (report.added, report.updated) == (2, 1)
    (listed,) = imports.newest(admin)
    assert (listed.file, listed.added, listed.updated, listed.refused, listed.undone_at) == (
        "autumn.csv",
        2,
        1,
        0,
        None,
    )
    assert listed.actor is not None
    assert listed.actor.id == admin.id

    assert report.import_id == listed.id
    undone = imports.undo(admin, listed.id)
    assert (undone.removed, undone.restored, undone.stayed) == (2, 1, ())
    assert people(office) == before
    assert office.rows("SELECT COUNT(*) FROM users WHERE first_name = 'Fatou'") == [(0,)]
    assert office.problems() == ()
    assert imports.newest(admin)[0].undone_at is not None
    with pytest.raises(Refused, match="undone already"):
        imports.undo(admin, listed.id)
    with pytest.raises(NotFound):
        imports.undo(admin, 99)
    again = importing.run(admin, path)
    assert (again.added, again.updated) == (2, 1)


def test_who_was_worked_on_stays_and_is_told(
    office: Office, importing: PeopleImport, imports: Imports, path: Path
) -> None:
    report = importing.run(None, path)
    admin = office.admin()
    keys = dict(office.rows("SELECT first_name, id FROM persons"))
    office.follow_up(admin, office.controllers.persons.get(admin, keys["Awa"]))
    office.controllers.persons.update(admin, keys["Serge"], {"commune": "Cocody"})
    assert report.import_id is not None
    undone = imports.undo(admin, report.import_id)
    assert (undone.removed, undone.restored) == (1, 0)
    assert [(stayed.person.first_name, stayed.has_contacts) for stayed in undone.stayed] == [
        ("Awa", True),
        ("Serge", False),
    ]
    assert [name for name, *_ in people(office)] == ["Awa", "Serge"]
    assert office.rows("SELECT COUNT(*) FROM users WHERE first_name = 'Fatou'") == [(1,)]  # Serge is theirs
    assert office.problems() == ()


def test_trying_notes_no_import(importing: PeopleImport, imports: Imports, path: Path) -> None:
    assert importing.run(None, path, dry_run=True).import_id is None
    assert imports.newest(None) == ()


def test_a_mentor_may_not(office: Office, importing: PeopleImport, imports: Imports, path: Path) -> None:
    report = importing.run(None, path)
    mentor = office.user(Role.MENTOR)
    assert report.import_id is not None
    for call in (lambda: imports.newest(mentor), lambda: imports.undo(mentor, report.import_id or 0)):
        with pytest.raises(NotAllowed):
            call()
    with pytest.raises(NotAllowed):
        imports.set_meaning(mentor, "status", "zele", "integrated")


def test_what_a_word_means_is_said_once(
    office: Office, importing: PeopleImport, imports: Imports, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nom;Prénom;Statut\nKoné;Awa;Zélé\nBrou;Serge;Tiède\n", "utf-8")
    tried = importing.run(None, path, dry_run=True)
    assert [(word.text, word.times) for word in tried.unread] == [("Zélé", 1), ("Tiède", 1)]
    imports.set_meaning(office.admin(), "status", "zele", PersonStatus.INTEGRATED)
    imports.set_meaning(office.admin(), "status", "tiede", "")
    report = importing.run(None, path)
    assert report.unread == ()
    assert office.rows("SELECT first_name, status, notes FROM persons ORDER BY id") == [
        ("Awa", "integrated", ""),
        ("Serge", "to_visit", ""),
    ]


def test_the_command_lists_and_undoes(office: Office, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--data-dir", str(office.folder), "import", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    run("people", str(path))
    code, said = run("undo")
    assert code == 0
    assert re.fullmatch(r" +1  \d{4}-\d\d-\d\d \d\d:\d\d  \+3 ~0 +autumn\.csv\n", said)
    assert run("undo", "1") == (0, "“autumn.csv” was undone: 3 people are off the list again.\n")
    assert "undone" in run("undo")[1]
    assert run("undo", "1") == (1, "This import was undone already.\n")
    assert run("undo", "7")[0] == 1
