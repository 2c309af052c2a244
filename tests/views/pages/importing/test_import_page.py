"""The import through the window: a list is understood, corrected, checked, taken in or stopped, and what was refused is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.exchange.imports.people_columns import PersonField
from desktop_app.i18n import texts
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.pages.importing.import_page import ImportPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child, there
from tests.views.conftest import Office
from tests.views.pages.importing.conftest import Desk

OFFICE_LIST = Path(__file__).parents[5] / "shared" / "data" / "visitors.csv"
LISTS = Path(__file__).parents[3] / "data" / "lists"


def many(write: Callable[..., Path], count: int = 4000) -> Path:
    return write(*(f"Awa{number};Koné;01{number:08};" for number in range(count)))


def test_the_people_page_leads_here(
    qtbot: QtBot, frame_of: Callable[..., MainWindow], settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.ADMIN)
    people = frame.go("people")
    settled()
    there(people.findChild(QAction, "importPeople")).trigger()
    page = frame.page()
    assert isinstance(page, ImportPage)
    assert child(frame, QLabel, "pageTitle").text() == "Import a list of people"
    choose = child(page, QPushButton, "importChooseFile")
    assert choose.hasFocus()
    qtbot.keyClick(choose, Qt.Key.Key_Space)
    dialog = child(page, QFileDialog, "importFileDialog")
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.skipif(not OFFICE_LIST.is_file(), reason="the office's own list stands beside the checkout only")
def test_the_office_list_through_the_window(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "visitors.csv"
    path.write_bytes(OFFICE_LIST.read_bytes())
    desk.open(path)
    assert desk.step() == "importPreview"
    assert desk.said("importFileName") == "visitors.csv"
    assert desk.said("importFileCounts") == "417 rows, 4 empty lines"
    assert child(desk.page, QComboBox, "importEncoding").currentText() == "Western European (Windows)"
    assert child(desk.page, QComboBox, "importSeparator").currentData() == ";"
    assert desk.choice(15).currentText() == "Mentor"
    assert desk.choice(0).currentText() == "Do not import"
    assert desk.rows("importRows")[1][:4] == ["3", "Affoué", "SANOGO", "Woman"]
    assert desk.button("importStart").text() == "&Import the list"
    assert desk.button("importStart").hasFocus()

    desk.press("importCheck")
    assert desk.step() == "importReport"
    assert desk.said("importReportTitle") == "397 people would be added."
    assert "Nothing was changed" in desk.said("importReportKept")
    assert desk.button("importAfterCheck").text() == "&Import 397 people"
    assert not desk.button("importShowPeople").isVisible()
    assert desk.people() == 0
    assert sorted(tmp_path.glob("*.csv")) == [path]

    desk.press("importAfterCheck")
    assert desk.said("importReportTitle") == "397 people were added."
    assert "4 mentors were not known yet" in desk.said("importReportWords")
    assert [row[0] for row in desk.rows("importRefused")] == ["97", "270", "333"]
    assert "one of them is enough" in desk.rows("importRefused")[0][1]
    assert len(desk.rows("importDoubts")) == 3
    assert "kept nowhere yet" in desk.said("importReportKept")
    assert sorted(tmp_path.glob("*.csv")) == [path]
    assert desk.people() == 397

    desk.press("importShowPeople")
    assert desk.frame.page() is desk.frame.go("people")


def test_columns_are_corrected(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write("Koné;Awa;0170392575;01/11/2026"))
    desk.choose(0, PersonField.LAST_NAME)  # the headings are the wrong way round
    assert desk.choice(1).currentText() == "Last name"  # of two columns the filled cell counts
    for place in (0, 1):
        desk.choose(place, PersonField.IGNORED)
    assert desk.notice() == (
        "Choose the column that holds “First name” and “Last name”: nobody can be added without."
    )
    assert not desk.button("importStart").isEnabled()
    assert not desk.button("importCheck").isEnabled()
    desk.choose(0, PersonField.LAST_NAME)
    desk.choose(1, PersonField.FIRST_NAME)
    assert desk.notice() == ""
    assert desk.rows("importRows") == [["2", "Awa", "Koné", "0170392575", "1 Nov 2026"]]
    desk.press("importStart")
    (found,) = desk.office.application.controllers.persons.find(desk.office.actors[Role.ADMIN], "kone")
    assert (found.first_name, found.last_name) == ("Awa", "Koné")


def test_encoding_and_separator_are_corrected(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("First name;Last name\r\nAndré;Koné\r\n".encode("mac_roman"))
    desk.open(path)
    encoding = child(desk.page, QComboBox, "importEncoding")
    for code, name in (("cp850", "AndrÄ"), ("mac_roman", "André")):
        encoding.setCurrentIndex(encoding.findData(code))
        encoding.activated.emit(encoding.currentIndex())
        desk.settled()
        assert desk.rows("importRows")[0][1] == name
    encoding.setCurrentIndex(encoding.findData("utf-8"))
    encoding.activated.emit(encoding.currentIndex())
    desk.settled()
    assert desk.notice() == "“list.csv” was not saved in this encoding. Choose another one."
    assert encoding.currentData() == "mac_roman"
    assert desk.rows("importRows")[0][1] == "André"
    separator = child(desk.page, QComboBox, "importSeparator")
    separator.setCurrentIndex(separator.findData("|"))
    separator.activated.emit(separator.currentIndex())
    desk.settled()
    assert "is not a table" in desk.notice()
    assert separator.currentData() == ";"
    desk.press("importStart")
    assert desk.people() == 1


def test_problems_are_marked_before_anything_happens(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write("Awa;Koné;12;31/02/2026", "Yao;Assi;0170392575;", ";;0170392576;"))
    assert desk.said("importRowsTitle") == "The first 3 rows, as they are read · 1 of them would be refused"
    table = child(desk.page, RecordTable, "importRows")
    keys = [column.key for column in table.records.columns]
    assert table.records.cell(0, keys.index("problem")).text == (
        "To the notes: Téléphone: 12; 1ère visite: 31/02/2026"
    )
    assert table.records.cell(0, keys.index("first_visit_on")).tone == "soon"
    assert "one of them is enough" in table.records.cell(2, keys.index("problem")).text
    assert desk.button("importStart").text() == "&Import 2 rows"
    assert table.records.cell(1, keys.index("first_visit_on")).tone is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“list.csv” is empty."),
        (b"PK\x03\x04workbook", "“list.csv” cannot be read as a workbook"),
        (bytes(range(256)) * 4, "“list.csv” is no list"),
        (b"Dear all,\r\n", "No heading in “list.csv” is known."),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(
    desk: Desk, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    desk.open(path)
    assert desk.step() == "importChoose"
    assert desk.notice("importChooseNotice").startswith(sentence)
    assert desk.button("importChooseFile").isEnabled()


def test_a_file_far_too_large_is_refused_unread(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    desk.open(path)
    assert "is too large for a list of people: 200 MB" in desk.notice("importChooseNotice")


def test_a_list_without_people_cannot_be_imported(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write())
    assert desk.notice() == "There are headings in this file, but nobody under them."
    assert not desk.button("importStart").isEnabled()


def test_a_file_is_dropped(desk: Desk, write: Callable[..., Path]) -> None:
    def drag(*paths: str) -> QMimeData:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
        return data

    def enters(data: QMimeData) -> bool:
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
        event.ignore()
        desk.page.dragEnterEvent(event)
        return event.isAccepted()

    path = write("Awa;Koné;0170392575;")
    assert enters(drag(str(path)))
    assert not enters(drag(str(path), str(path)))
    assert not enters(QMimeData())
    data = drag(str(path))
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.page.dropEvent(event)
    desk.settled()
    assert desk.said("importFileName") == "list.csv"


def test_ctrl_enter_imports_and_another_list_follows(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write("Awa;Koné;0170392575;"))
    desk.qtbot.keyClick(desk.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settled()
    assert desk.said("importReportTitle") == "1 person was added."
    assert not desk.button("importSaveRefused").isVisible()
    assert desk.button("importShowPeople").hasFocus()
    desk.press("importAnotherList")
    assert desk.step() == "importChoose"
    desk.open(write("Awa;Koné;0170392575;"))
    desk.press("importCheck")
    assert desk.said("importReportTitle") == "0 people would be added."
    assert not desk.button("importAfterCheck").isEnabled()
    assert desk.button("importBack").hasFocus()
    desk.press("importBack")
    assert desk.step() == "importPreview"


def test_refused_rows_are_saved_where_one_likes(
    desk: Desk, write: Callable[..., Path], tmp_path: Path
) -> None:
    source = write(";;0170392575;")
    desk.open(source)
    desk.press("importStart")
    desk.press("importSaveRefused")
    dialog = child(desk.page, QFileDialog, "importSaveDialog")
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    desk.page.save_refused(tmp_path / "mine.csv")
    desk.settled()
    assert "“mine.csv”" in desk.said("importReportKept")
    assert (tmp_path / "mine.csv").read_text("utf-8").splitlines()[1].startswith(";;0170392575;;")
    failures: list[object] = []
    desk.page.failure_requested.connect(failures.append)
    desk.page.save_refused(source)
    desk.settled()
    assert str(failures[0]) == "This is the list itself. Give the refused rows another name."


def test_a_list_that_does_not_tell_its_days_asks(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write("Ama,Koné,11/08/2026", headings="First name,Last name,First visit"))
    assert "choose it under “Days”" in desk.notice()
    assert not desk.button("importStart").isEnabled()
    order = child(desk.page, QComboBox, "importDayOrder")
    assert order.currentText() == "Please choose"
    for code, said in (("dmy", "11 Aug 2026"), ("mdy", "8 Nov 2026")):
        order.setCurrentIndex(order.findData(code))
        order.activated.emit(order.currentIndex())
        desk.settled()
        assert desk.rows("importRows")[0][-1] == said
    assert desk.notice() == ""
    desk.press("importStart")
    ((day,),) = desk.query("SELECT first_visit_on FROM persons")
    assert day == "2026-11-08"


def test_what_is_left_out_and_guessed_is_said(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write("Koné;Awa;38;0170392575", headings="Nom;Prénom;Pointure;Colonne 4"))
    assert desk.said("importColumnsUse") == "Left out: Pointure. Guessed from the values: Colonne 4."


def test_a_sheet_is_chosen(desk: Desk) -> None:
    desk.open(LISTS / "two_sheets.xlsx")
    assert "“Hommes” is shown" in desk.notice()
    assert not child(desk.page, QComboBox, "importEncoding").isVisible()
    sheet = child(desk.page, QComboBox, "importSheet")
    assert [sheet.itemText(at) for at in range(sheet.count())] == ["Hommes", "Femmes"]
    sheet.setCurrentIndex(1)
    sheet.activated.emit(1)
    desk.settled()
    assert desk.rows("importRows") == [["2", "Estelle", "Aké"]]


def test_a_table_is_pasted(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("")
    desk.press("importPaste")
    assert "What was copied is not a table" in desk.notice("importChooseNotice")
    QGuiApplication.clipboard().setText("Nom\tPrénom\nBrou\tSerge\n")
    desk.qtbot.keyClick(desk.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settled()
    assert desk.said("importFileName") == "pasted.tsv"
    desk.press("importStart")
    assert desk.people() == 1


def test_what_the_list_says_otherwise_can_be_taken(desk: Desk, write: Callable[..., Path]) -> None:
    headings = "Prénom;Nom;Téléphone;E-mail;Date de naissance"
    for phone in ("0797971147", "0505050505"):
        desk.open(write(f"Awa;Koné;{phone};awa@x.ci;17/05/1990", headings=headings))
        desk.press("importStart")
    assert desk.said("importDifferencesTitle") == "1 difference"
    ((_, words),) = desk.rows("importDifferences")
    assert words == "Awa Koné (line 2): Phone is “0505050505” in the list, “0797971147” here; not changed."
    desk.press("importTake")
    assert desk.query("SELECT phone FROM persons") == [("0797971147 / 0505050505",)]
    assert not desk.button("importTake").isVisible()


def test_what_a_word_means_is_said_once(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write("Koné;Awa;Zélée", headings="Nom;Prénom;Statut"))
    desk.press("importCheck")
    assert "Zélée 1×" in desk.said("importReportWords")
    desk.press("importSayMeanings")
    dialog = desk.page.findChild(QWidget, "importMeanings")
    choice = child(dialog, QComboBox, "importMeaning-0")
    choice.setCurrentIndex(choice.findData("integrated"))
    desk.qtbot.mouseClick(child(dialog, QPushButton, "importMeaningsRemember"), Qt.MouseButton.LeftButton)
    desk.settled()
    assert desk.step() == "importReport"
    assert "Zélée" not in desk.said("importReportWords")
    assert not desk.button("importSayMeanings").isVisible()
    desk.press("importAfterCheck")
    assert desk.query("SELECT status, notes FROM persons") == [("integrated", "")]


def test_an_import_is_undone(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(write("Awa;Koné;0170392575;", "Yao;Assi;0170392576;"))
    desk.press("importStart")
    desk.press("importUndoLast")
    dialog = child(desk.page, QWidget, "importUndoQuestion")
    desk.qtbot.mouseClick(child(dialog, QPushButton, "questionYes"), Qt.MouseButton.LeftButton)
    desk.settled()
    assert desk.step() == "importChoose"
    assert desk.notice("importChooseNotice") == "“list.csv” was undone: 2 people are off the list again."
    assert [row[-1] for row in desk.rows("pastImportsTable")] == ["undone"]
    assert not desk.button("importUndo").isEnabled()
    assert desk.query("SELECT COUNT(*) FROM persons WHERE deleted_at IS NULL") == [(0,)]


def test_cancelled_in_the_middle(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(many(write))
    desk.press_only("importStart")
    bar = child(desk.page, QProgressBar, "importProgressBar")
    desk.qtbot.waitUntil(lambda: bar.value() > 0)
    assert desk.button("importCancel").hasFocus()
    desk.qtbot.keyClick(desk.button("importCancel"), Qt.Key.Key_Escape)
    desk.settled()
    assert desk.step() == "importPreview"
    assert desk.notice() == "Stopped. Nothing was changed."
    assert desk.people() == 0
    desk.press("importStart")
    assert desk.people() == 4000


def test_who_goes_back_does_not_want_it(desk: Desk, write: Callable[..., Path]) -> None:
    desk.frame.go("people")
    again = desk.frame.go("import")
    assert isinstance(again, ImportPage)
    desk.page = again
    desk.open(many(write))
    desk.press_only("importStart")
    bar = child(desk.page, QProgressBar, "importProgressBar")
    desk.qtbot.waitUntil(lambda: bar.value() > 0)
    desk.frame.go_back()
    desk.qtbot.waitUntil(lambda: not shiboken6.isValid(again))
    desk.settled()
    assert desk.people() == 0


def test_who_looks_elsewhere_meanwhile_is_told(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(many(write, 300))
    told: list[str] = []
    desk.page.message_requested.connect(lambda text, *_: told.append(text))
    desk.press_only("importStart")
    desk.frame.go("people")
    desk.settled()
    assert told == ["300 people were added."]
    desk.frame.go_back()
    assert desk.frame.page() is desk.page
    assert desk.step() == "importReport"


def test_a_full_disk_is_told_and_the_list_stays(desk: Desk, write: Callable[..., Path]) -> None:
    desk.open(many(write, 2000))
    store = desk.office.application.store

    def limit(pages: int) -> None:
        """On the connection of long work."""
        done: list[object] = []

        def work(_progress: object, _should_stop: object) -> None:
            with store.reading():
                count = store.database.execute_sql("PRAGMA page_count").fetchone()[0]
                store.database.execute_sql(f"PRAGMA max_page_count = {count + pages}")

        desk.page.session.operations.run_long(work, done.append)
        desk.settled()
        assert done == [None]

    limit(20)
    desk.press("importStart")
    assert desk.step() == "importPreview"
    assert desk.notice().startswith("The disk is full, so nothing was saved.")
    assert desk.people() == 0
    limit(100_000)
    desk.press("importStart")
    assert desk.people() == 2000


@pytest.mark.expects_log("ImportPage")
def test_a_bug_is_told_with_its_number(
    desk: Desk, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    desk.open(write("Awa;Koné;0170392575;"))
    monkeypatch.setattr(desk.office.application.controllers.people_import, "run", broken)
    desk.press("importStart")
    assert "Incident" in desk.notice()
    assert desk.step() == "importPreview"


def test_a_mentor_may_not(
    qtbot: QtBot,
    frame_of: Callable[..., MainWindow],
    settled: Callable[[], None],
    office: Office,
    write: Callable[..., Path],
) -> None:
    desk = Desk(qtbot, frame_of(Role.MENTOR), settled, office)
    desk.open(write("Awa;Koné;0170392575;"))
    assert desk.notice("importChooseNotice").startswith("Your role does not allow this.")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_everything_has_its_names_and_fits(desk: Desk, write: Callable[..., Path], language: str) -> None:
    texts.use(language)
    page = desk.frame.go("import")
    assert isinstance(page, ImportPage)
    page.open_file(write("Awa;Koné;0170392575;", ";Yao;;"))
    desk.settled()
    kinds = (QAbstractButton, QComboBox, RecordTable, QProgressBar)
    for widget in (one for kind in kinds for one in page.findChildren(kind)):
        if there(widget.parent()).objectName().startswith("qt_") or widget.objectName().startswith("qt_"):
            continue
        assert widget.objectName(), widget
        assert widget.accessibleName() or not widget.isVisibleTo(there(widget.parentWidget())), (
            widget.objectName()
        )
    assert page.minimumSizeHint().width() <= 1366 - 200
    assert page.minimumSizeHint().height() <= 700
    assert isinstance(page, QWidget)
