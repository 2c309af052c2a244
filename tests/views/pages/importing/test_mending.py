"""Refused rows are mended in the grid, doubts answered side by side, new mentors asked about: with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import Refused
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n.texts import Text, speaking
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.refused_grid import RefusedGrid
from desktop_app.views.pages.users.users_page import UsersPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child, there
from tests.views.conftest import Office
from tests.views.pages.importing.conftest import Desk

ROWS = ("Awa;Koné;0170392575;", ";;0170392576;", '"Ida;Sanogo;0170392577;', ";;0170392578;")
Write = Callable[..., Path]


@pytest.fixture
def grid(desk: Desk) -> RefusedGrid:
    return child(desk.page, RefusedGrid, "importRefused")


def write_in(grid: RefusedGrid, row: int, heading: str, text: str) -> None:
    """Go to a cell and write *text* there, as with the keyboard."""
    model = grid.model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    index = model.index(row, headings.index(heading))
    grid.setCurrentIndex(index)
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Return)
    editor = grid.indexWidget(index)
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == heading
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # it is written when the event loop comes round


def test_the_refused_rows_stand_in_the_grid_as_in_the_sheet(
    desk: Desk, write: Write, grid: RefusedGrid
) -> None:
    desk.open(write(*ROWS))
    desk.press("importStart")
    assert [row[0] for row in desk.rows("importRefused")] == ["3", "4", "5"]
    assert desk.rows("importRefused")[1][2:] == ['"Ida', "Sanogo", "0170392577", ""]
    assert "one of them is enough" in desk.rows("importRefused")[0][1]
    assert desk.said("importRefusedTitle") == "3 refused rows"
    assert not desk.button("importMended").isEnabled()
    index = grid.model().index(0, 2)
    spoken = str(index.data(int(Qt.ItemDataRole.AccessibleTextRole)))
    assert spoken.startswith("Prénom: empty. ")
    assert "one of them is enough" in spoken
    assert not grid.model().flags(grid.model().index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_what_is_mended_after_the_import_comes_in_and_the_rest_is_kept(
    desk: Desk, write: Write, grid: RefusedGrid, tmp_path: Path
) -> None:
    desk.open(write(*ROWS))
    desk.press("importStart")
    write_in(grid, 0, "Prénom", "Mariam")
    write_in(grid, 1, "Prénom", "Ida")
    assert desk.said("importRefusedTitle") == "3 refused rows · 2 mended"
    desk.press("importMended")
    assert desk.said("importReportTitle") == "2 people were added."
    assert desk.query("SELECT first_name, last_name, phone FROM persons ORDER BY id") == [
        ("Awa", "Koné", "0170392575"),
        ("Mariam", "", "0170392576"),
        ("Ida", "Sanogo", "0170392577"),
    ]
    assert [row[0] for row in desk.rows("importRefused")] == ["5"]
    desk.press("importSaveRefused")
    child(desk.page, QFileDialog, "importSaveDialog").reject()
    desk.page.save_refused(tmp_path / "left.csv")
    desk.settled()
    lines = (tmp_path / "left.csv").read_text("utf-8").splitlines()
    assert [line.split(";")[2] for line in lines] == ["Téléphone", "0170392578"]
    assert (tmp_path / "left.csv").stat().st_mode & 0o077 == 0


def test_what_is_mended_after_a_check_is_checked_again_and_imported(
    desk: Desk, write: Write, grid: RefusedGrid
) -> None:
    desk.open(write(*ROWS))
    desk.press("importCheck")
    assert desk.button("importAfterCheck").text() == "&Import 1 person"
    write_in(grid, 0, "Nom", "Ba")
    assert desk.button("importAfterCheck").text() == "&Import"  # how many is known when it is checked again
    desk.press("importMended")
    assert desk.said("importReportTitle") == "2 people would be added."
    assert desk.button("importAfterCheck").text() == "&Import 2 people"
    assert [row[0] for row in desk.rows("importRefused")] == ["4", "5"]
    write_in(grid, 1, "Nom", "Cisse")
    desk.qtbot.keyClick(desk.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settled()
    assert desk.said("importReportTitle") == "3 people would be added."
    desk.press("importAfterCheck")
    assert desk.query("SELECT last_name FROM persons ORDER BY id") == [("Koné",), ("Ba",), ("Cisse",)]


def test_what_is_mended_holds_for_its_list_only(desk: Desk, write: Write, grid: RefusedGrid) -> None:
    desk.open(write(*ROWS))
    desk.press("importCheck")
    write_in(grid, 0, "Nom", "Ba")
    desk.press("importMended")
    desk.press("importBack")
    desk.open(write(";;0170392579;", ";;0170392580;", name="other.csv"))
    desk.press("importCheck")
    assert [row[0] for row in desk.rows("importRefused")] == ["2", "3"]


def test_keys_write_empty_and_leave(desk: Desk, write: Write, grid: RefusedGrid, qtbot: QtBot) -> None:
    desk.open(write(*ROWS))
    desk.press("importStart")
    phone = grid.model().index(0, 4)
    grid.setFocus()
    grid.setCurrentIndex(phone)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert phone.data() == ""
    assert desk.button("importMended").isEnabled()
    QTest.keyClicks(grid, "7")  # typing begins to write
    editor = there(grid.findChild(QLineEdit, "importMend"))
    assert editor.text() == "7"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(grid.hasFocus)
    assert phone.data() == ""
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert not grid.hasFocus()  # Tab is no trap


# -- doubts

PAIRS = (
    "Katherine;Quinn;309-555-0110;17/05/1990;Peoria;",
    "Kate;Quinn;309-555-0110;17/05/1990;Pekin;Nurse",
)
HEADINGS = "First name;Last name;Phone;Birthday;Town;Profession"


def open_doubt(desk: Desk, row: int = 0) -> QWidget:
    table = child(desk.page, RecordTable, "importDoubts")
    table.setFocus()
    table.selectRow(row)
    QTest.keyClick(table, Qt.Key.Key_Return)
    dialog = there(desk.page.findChild(QWidget, "importDoubt"))
    desk.qtbot.waitUntil(dialog.isVisible)
    return dialog


def fields(dialog: QWidget) -> dict[str, tuple[str, ...]]:
    model = child(dialog, RecordTable, "importDoubtFields").records
    rows = [[model.cell(row, at).text for at in range(4)] for row in range(model.rowCount())]
    return {title: tuple(texts) for title, *texts in rows}


def press_in(desk: Desk, dialog: QWidget, name: str) -> None:
    desk.qtbot.mouseClick(child(dialog, QPushButton, name), Qt.MouseButton.LeftButton)
    desk.settled()


def choose_field(dialog: QWidget, title: str) -> None:
    table = child(dialog, RecordTable, "importDoubtFields")
    table.selectRow(list(fields(dialog)).index(title))
    QTest.keyClick(table, Qt.Key.Key_Space)


def test_two_rows_side_by_side_become_one(desk: Desk, write: Write) -> None:
    desk.open(write(*PAIRS, headings=HEADINGS))
    desk.press("importCheck")
    dialog = open_doubt(desk)
    assert child(dialog, QLabel, "importDoubtReasons").text() == "The same: Phone, Birthday."
    assert fields(dialog) == {
        "First name": ("Katherine", "Kate", "line 3 holds"),
        "Last name": ("Quinn", "Quinn", "the same"),
        "Birthday": ("17 May 1990", "17 May 1990", "the same"),
        "Phone": ("309-555-0110", "309-555-0110", "the same"),
        "Town": ("Peoria", "Pekin", "line 3 holds"),
        "Profession": ("—", "Nurse", "stays as it is"),
    }
    choose_field(dialog, "First name")
    assert fields(dialog)["First name"][2] == "line 2 holds"
    press_in(desk, dialog, "importDoubtSame")
    assert desk.rows("importDoubts")[0][1].startswith("Answered: the same person. ")
    desk.press("importAnswered")
    assert desk.said("importReportTitle") == "1 person would be added."
    desk.press("importAfterCheck")
    assert desk.query("SELECT first_name, commune, profession FROM persons") == [
        ("Katherine", "Pekin", "Nurse")
    ]


def test_a_known_person_gets_what_is_new_also_after_the_import(
    desk: Desk, write: Write, office: Office
) -> None:
    office.person("Kathy", "Quinn", phone="309-555-0110", date_of_birth="1990-05-17", commune="Morton")
    desk.open(write(PAIRS[0] + "Baker", headings=HEADINGS))
    desk.press("importStart")
    assert desk.people() == 2
    dialog = open_doubt(desk)
    assert fields(dialog)["First name"] == ("Katherine", "Kathy", "stays as it is")
    assert fields(dialog)["Profession"] == ("Baker", "—", "is filled in")
    assert fields(dialog)["Town"] == ("Peoria", "Morton", "stays as it is")
    choose_field(dialog, "Town")
    press_in(desk, dialog, "importDoubtSame")
    desk.press("importAnswered")
    assert desk.query("SELECT first_name, commune, profession FROM persons WHERE deleted_at IS NULL") == [
        ("Kathy", "Peoria", "Baker")
    ]
    assert desk.rows("importDoubts") == []


def test_another_person_stays_apart_and_escape_answers_nothing(desk: Desk, write: Write) -> None:
    desk.open(write(*PAIRS, headings=HEADINGS))
    desk.press("importCheck")
    dialog = open_doubt(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.settled()
    desk.qtbot.waitUntil(lambda: desk.page.findChild(QWidget, "importDoubt") is None)
    assert not desk.button("importAnswered").isVisible()
    press_in(desk, open_doubt(desk), "importDoubtAnother")
    desk.press("importAnswered")
    assert desk.said("importReportTitle") == "2 people would be added."
    assert desk.rows("importDoubts") == []


def test_an_import_that_was_undone_and_failed_then_is_told(
    desk: Desk, write: Write, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(write(*PAIRS, headings=HEADINGS))
    desk.press("importStart")
    press_in(desk, open_doubt(desk), "importDoubtSame")

    def full(*_args: object, **_options: object) -> None:
        raise Refused(Text("The disk is full."))

    monkeypatch.setattr(office.application.controllers.people_import, "run", full)
    desk.press("importAnswered")
    assert desk.step() == "importPreview"
    assert desk.notice() == (
        "The disk is full. The import was undone, and the list is not taken in again yet: import it."
    )
    monkeypatch.undo()
    desk.press("importStart")
    assert desk.query("SELECT first_name FROM persons WHERE deleted_at IS NULL") == [("Kate",)]


# -- mentors whom the import made


@pytest.mark.parametrize(("role", "asks"), [(Role.ADMIN, True), (Role.PASTOR, False)])
def test_whether_new_mentors_may_sign_in_is_another_question(
    qtbot: QtBot,
    frame_of: Callable[..., MainWindow],
    settled: Callable[[], None],
    office: Office,
    write: Write,
    role: Role,
    *,
    asks: bool,
) -> None:
    desk = Desk(qtbot, frame_of(role), settled, office)
    desk.open(write("Awa;Koné;Paul Kassi", headings="Prénom;Nom;Mentor"))
    desk.press("importCheck")
    assert desk.said("importMaySignIn") == ""
    desk.press("importAfterCheck")
    assert "can be given people at once" in desk.said("importMaySignIn")
    mentors = office.application.controllers.mentors.list(office.actors[Role.ADMIN])
    (paul,) = (mentor for mentor in mentors if mentor.full_name == "Paul Kassi")
    person = office.person("Ida", "Ba")
    given = office.application.controllers.persons.assign(
        office.actors[Role.ADMIN], person.id, {"mentor": paul.uuid}
    )
    assert there(given.mentor).id == paul.id
    assert desk.button("importLetSignIn").isVisible() is asks
    if asks:
        desk.press("importLetSignIn")
        assert isinstance(desk.frame.page(), UsersPage)


# -- what a keyboard and a screen reader find


def test_the_columns_come_before_the_import_and_are_called_by_their_headings(
    desk: Desk, write: Write
) -> None:
    desk.open(write("Awa;Koné;0170392575;"))
    desk.choice(0).setFocus()
    passed = []
    for _ in range(20):
        widget = there(QApplication.focusWidget())
        passed.append(widget.objectName())
        if widget.objectName() == "importStart":
            break
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert passed[:4] == [f"importColumn-{place}" for place in range(4)]
    assert passed[-1] == "importStart"
    for place, heading in enumerate(("Prénom", "Nom", "Téléphone", "1ère visite")):
        interface = QAccessible.queryAccessibleInterface(child(desk.page, QComboBox, f"importColumn-{place}"))
        labels = [
            other.text(QAccessible.Text.Name)
            for other, relation in interface.relations()
            if relation & QAccessible.RelationFlag.Label
        ]
        assert labels == [f"“{heading}” is read as"]


@pytest.fixture
def french_dark(qapp: QApplication) -> Iterator[None]:
    with speaking("fr"):
        theme.apply(qapp, dark=True)
        yield
    theme.apply(qapp, dark=False)


@pytest.mark.usefixtures("french_dark")
def test_in_french_and_dark(desk: Desk, write: Write, grid: RefusedGrid) -> None:
    desk.open(write(*ROWS))
    desk.press("importStart")
    assert desk.button("importMended").text() == "Importer ce qui est &corrigé"
    write_in(grid, 0, "Nom", "Ba")
    assert desk.said("importRefusedTitle") == "3 lignes refusées · 1 corrigée"
