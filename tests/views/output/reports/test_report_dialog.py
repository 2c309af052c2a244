"""Printing as its users do it: choose where to, save, see that it is there; stop it; be told what is in the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.system.settings import FILES_FOLDERS
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.notice import Notice
from desktop_app.views.output.reports.report import ReportKind
from desktop_app.views.output.reports.report_dialog import ReportDialog
from desktop_app.views.pages.dashboard.call_sheet import call_sheet
from desktop_app.views.pages.dashboard.overdue_report import overdue_list
from desktop_app.views.pages.people.person_file import person_file
from desktop_app.views.pages.statistics.month_report import month_report
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office

Make = Callable[[Session, ReportKind], ReportDialog]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Make]:
    kept = []  # the windows the dialogs stand over

    def make(session: Session, kind: ReportKind) -> ReportDialog:
        over = QWidget()
        over.resize(1000, 700)
        kept.append(over)
        qtbot.addWidget(over)
        over.show()
        dialog = ReportDialog(session, kind, over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        qtbot.waitExposed(dialog)
        return dialog

    yield make
    kept.clear()


def the(dialog: ReportDialog, kind: type[Any], name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def press(dialog: ReportDialog, name: str) -> None:
    the(dialog, QPushButton, name).click()


def choose_file(dialog: ReportDialog, path: Path) -> None:
    """What the system's own window answers when somebody has chosen a name."""
    asked = dialog.findChildren(QFileDialog)[-1]
    asked.fileSelected.emit(str(path))
    asked.reject()


def notice(dialog: ReportDialog) -> str:
    shown = the(dialog, Notice, "reportNotice")
    return " ".join(one.text() for one in shown.findChildren(QLabel)).strip() if shown.isVisible() else ""


def test_the_overdue_list_is_saved_as_a_pdf_and_noted(
    qtbot: QtBot, office: Office, session_of: Callable[..., Session], opened: Make, tmp_path: Path
) -> None:
    office.person("Awa", first_visit_on="2026-10-01")
    session = session_of(Role.PASTOR)
    dialog = opened(session, overdue_list(session, 7, None))
    press(dialog, "reportMake")
    suggested = dialog.findChildren(QFileDialog)[-1].selectedFiles()[0]
    assert Path(suggested).name == "Waiting list 2026-11-20.pdf"
    with qtbot.waitSignal(dialog.report_made) as told:
        choose_file(dialog, tmp_path / "mine")
    assert told.args == ["Saved: mine.pdf", tmp_path / "mine.pdf"]
    assert "Awa" in PdfReader(tmp_path / "mine.pdf").pages[0].extract_text()
    assert session.recall(FILES_FOLDERS) == str(tmp_path)
    (after,) = office.application.store.database.execute_sql(
        "SELECT after FROM activity_log WHERE event = 'reportMade'"
    ).fetchone()
    assert json.loads(after) == {"report": "overdue", "days": 7, "rows": 1, "form": "pdf", "pages": 1}


def test_a_call_sheet_asks_whose_only_those_who_see_everybody(
    qtbot: QtBot,
    office: Office,
    session_of: Callable[..., Session],
    opened: Make,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    mentor = office.actors[Role.MENTOR]
    office.person("Awa", mentor=mentor, first_visit_on="2026-10-01")
    for role, chooses in ((Role.MENTOR, False), (Role.ADMIN, True)):
        session = session_of(role)
        dialog = opened(session, call_sheet(session))
        settled()
        whose = the(dialog, Dropdown, "reportMentor")
        assert whose.isVisible() is chooses
        if chooses:
            whose.set_value(mentor.id)
        press(dialog, "reportMake")
        with qtbot.waitSignal(dialog.report_made):
            choose_file(dialog, tmp_path / f"{role}.pdf")
        text = PdfReader(tmp_path / f"{role}.pdf").pages[0].extract_text().replace("\t", " ")
        assert "Call sheet of Jean Dupont" in text
        assert "Awa" in text


def test_a_place_that_cannot_be_written_to_is_said_and_another_can_be_chosen(
    qtbot: QtBot,
    session_of: Callable[..., Session],
    opened: Make,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    session = session_of(Role.ADMIN)
    dialog = opened(session, overdue_list(session, 7, None))
    press(dialog, "reportMake")
    choose_file(dialog, tmp_path / "gone" / "list.pdf")
    settled()
    assert "is no longer there: nothing was written" in notice(dialog)
    assert dialog.isVisible()
    press(dialog, "reportMake")
    assert notice(dialog) == ""
    with qtbot.waitSignal(dialog.report_made):
        choose_file(dialog, tmp_path / "list.pdf")


def test_escape_stops_what_is_under_way_and_leaves_nothing(
    qtbot: QtBot,
    office: Office,
    session_of: Callable[..., Session],
    opened: Make,
    settled: Callable[[], None],
    tmp_path: Path,
) -> None:
    person = office.person("Awa")
    for _ in range(12):
        office.follow_up(person, notes="word " * 1_900)
    session = session_of(Role.ADMIN)
    dialog = opened(session, person_file(session, person))
    press(dialog, "reportMake")
    choose_file(dialog, tmp_path / "file.pdf")
    assert dialog.focusWidget() is the(dialog, QPushButton, "reportBehind")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settled()
    assert notice(dialog) == "Stopped. Nothing was written."
    assert list(tmp_path.glob("*.pdf")) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_without_a_printer_one_is_told_what_to_do(session_of: Callable[..., Session], opened: Make) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - as the program does

    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this PC has a printer")
    session = session_of(Role.ADMIN)
    dialog = opened(session, overdue_list(session, 7, None))
    the(dialog, SegmentedChoice, "reportWhere").set_value("printer")
    assert the(dialog, QPushButton, "reportMake").text() == "Print…"
    press(dialog, "reportMake")
    assert "No printer is set up on this PC." in notice(dialog)


def test_pages_go_to_a_printer(office: Office, session_of: Callable[..., Session], tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

    from desktop_app.views.output.reports.printing import print_on, sheet  # noqa: PLC0415

    session = session_of(Role.ADMIN)
    office.person("Awa", first_visit_on="2026-10-01")
    contents = overdue_list(session, 7, None).gather(None)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    clock = session.controllers.clock
    on = sheet(contents, "Office", "Ada", clock.local(clock.now()))
    assert print_on(printer, contents, on, lambda *_: None, lambda: False) == 1
    del printer
    assert "Awa" in PdfReader(tmp_path / "printed.pdf").pages[0].extract_text()


@pytest.mark.qt_log_ignore("This plugin does not support")  # raise a menu, or grab keys for it
def test_the_dashboard_prints_its_list_and_a_call_sheet(
    qtbot: QtBot, office: Office, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> None:
    mentor = office.actors[Role.MENTOR]
    office.person("Awa", mentor=mentor, first_visit_on="2026-10-01")
    frame = frame_of(Role.PASTOR)
    page = frame.go("dashboard")
    settled()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    whose = page.findChild(Dropdown, "mentorFilter")
    assert whose is not None
    whose.set_value(mentor.id)
    settled()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    menu = page.findChild(QMenu, "reportMenu")
    assert menu is not None
    assert [one.text() for one in menu.actions()] == ["Waiting list", "Call sheet for the week"]
    menu.actions()[1].trigger()
    menu.close()
    dialog = frame.findChild(ReportDialog)
    assert dialog is not None
    settled()
    assert the(dialog, Dropdown, "reportMentor").currentText() == "Jean Dupont"
    dialog.reject()


def test_the_tables_of_a_month_go_with_it_by_choice(
    qtbot: QtBot, office: Office, session_of: Callable[..., Session], opened: Make, tmp_path: Path
) -> None:
    office.follow_up(office.person("Awa"), days_ago=2)
    session = session_of(Role.PASTOR)
    pages = []
    for with_tables in (False, True):
        dialog = opened(session, month_report(session, 2026, 11, None))
        box = the(dialog, QCheckBox, "reportAnnex")
        assert box.isVisible()
        assert not box.isChecked()
        box.setChecked(with_tables)
        press(dialog, "reportMake")
        path = tmp_path / f"{with_tables}.pdf"
        with qtbot.waitSignal(dialog.report_made):
            choose_file(dialog, path)
        text = " ".join(page.extract_text() for page in PdfReader(path).pages)
        pages.append(" ".join(normalize("NFKC", text).split()))  # "fi" is one sign
    assert "The figures over time" not in pages[0]
    assert "The figures over time" in pages[1]


def test_a_report_without_an_annex_offers_none(session_of: Callable[..., Session], opened: Make) -> None:
    session = session_of(Role.PASTOR)
    dialog = opened(session, overdue_list(session, 7, None))
    assert not the(dialog, QCheckBox, "reportAnnex").isVisible()
