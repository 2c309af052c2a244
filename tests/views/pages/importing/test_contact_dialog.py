"""Past contacts through the window: a file is checked, its kind and order of days are chosen, it is taken in or given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.views.pages.importing.contact_dialog import ContactDialog, open_contacts
from desktop_app.views.pages.importing.import_page import ImportPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child
from tests.views.conftest import Office

HEADINGS = "Date;Visiteur;Type;Résultat;Notes"


@pytest.fixture
def frame(office: Office, frame_of: Callable[..., MainWindow]) -> MainWindow:
    office.person("Marie", "Kouassi")
    return frame_of(Role.ADMIN)


@pytest.fixture
def listing(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, headings: str = HEADINGS) -> Path:
        path = tmp_path / "contacts.csv"
        path.write_text("\n".join([headings, *rows]) + "\n", "utf-8")
        return path

    return write


def opened(frame: MainWindow, path: Path, imported: list[object]) -> ContactDialog:
    page = frame.go("import")
    assert isinstance(page, ImportPage)
    return open_contacts(page, page.session, path, lambda: imported.append(path))


def query(office: Office, sql: str) -> list[tuple[object, ...]]:
    with office.application.store.reading():
        return list(office.application.store.database.execute_sql(sql).fetchall())


def words(dialog: ContactDialog) -> str:
    return child(dialog, QLabel, "contactWords").text()


def test_a_file_is_checked_and_taken_in(
    office: Office, frame: MainWindow, settled: Callable[[], None], qtbot: QtBot, listing: Callable[..., Path]
) -> None:
    imported: list[object] = []
    dialog = opened(
        frame, listing("15/10/2026;Marie Kouassi;Appel;joint;Bien", "16/10/2026;Paul Yao;;;"), imported
    )
    settled()
    assert words(dialog) == "1 follow-up with 1 person would be added."
    report = child(dialog, QPlainTextEdit, "contactReport").toPlainText()
    assert "line 3 (Paul Yao): Nobody here is called Paul Yao." in report
    assert query(office, "SELECT COUNT(*) FROM follow_ups") == [(0,)]

    qtbot.mouseClick(child(dialog, QPushButton, "contactImport"), Qt.MouseButton.LeftButton)
    settled()
    assert words(dialog) == "1 follow-up with 1 person added."
    assert query(office, "SELECT notes FROM follow_ups") == [("Bien",)]
    assert len(imported) == 1
    qtbot.mouseClick(child(dialog, QPushButton, "contactCancel"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_the_kind_and_the_order_of_days_are_chosen(
    office: Office, frame: MainWindow, settled: Callable[[], None], listing: Callable[..., Path]
) -> None:
    dialog = opened(frame, listing("03/04/2026;Marie Kouassi;Came by", headings="Date;Name;Notes"), [])
    settled()
    assert words(dialog).startswith("Nothing in this list tells whether the day or the month comes first")
    assert not child(dialog, QPushButton, "contactImport").isEnabled()
    order = child(dialog, QComboBox, "contactDayOrder")
    order.setCurrentIndex(order.findData("dmy"))
    settled()
    assert words(dialog) == "1 follow-up with 1 person would be added."
    kind = child(dialog, QComboBox, "contactKind")
    kind.setCurrentIndex(kind.findData("interactions"))
    settled()
    assert words(dialog) == "1 client interaction with 1 person would be added."
    dialog.reject()


def test_the_button_of_the_page_asks_for_the_file(
    frame: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    page = frame.go("import")
    settled()
    qtbot.mouseClick(child(page, QPushButton, "importContacts"), Qt.MouseButton.LeftButton)
    dialog = child(page, QFileDialog, "importFileDialog")
    assert dialog.windowTitle() == "Choose the list of past contacts"
    dialog.reject()
