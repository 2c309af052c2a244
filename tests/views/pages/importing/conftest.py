"""The page of imports in its frame, and lists to look at there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QStackedWidget, QTableView
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.exchange.imports.people_columns import PersonField
from desktop_app.views.kit.notice import Notice
from desktop_app.views.pages.importing.import_page import ImportPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child, there
from tests.views.conftest import Office

HEADINGS = "Prénom;Nom;Téléphone;1ère visite"


class Desk:
    """The page in its frame, and short ways to look and press."""

    def __init__(self, qtbot: QtBot, frame: MainWindow, settled: Callable[[], None], office: Office) -> None:
        self.qtbot, self.frame, self.settled, self.office = qtbot, frame, settled, office
        page = frame.go("import")
        assert isinstance(page, ImportPage)
        self.page = page

    def open(self, path: Path) -> None:
        self.page.open_file(path)
        self.settled()

    def step(self) -> str:
        steps = child(self.page, QStackedWidget, "importSteps")
        return there(steps.currentWidget()).objectName()

    def press(self, name: str) -> None:
        self.press_only(name)
        self.settled()

    def press_only(self, name: str) -> None:
        button = child(self.page, QPushButton, name)
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QPushButton:
        return child(self.page, QPushButton, name)

    def choice(self, place: int) -> QComboBox:
        return child(self.page, QComboBox, f"importColumn-{place}")

    def choose(self, place: int, field: PersonField) -> None:
        choice = self.choice(place)
        choice.setCurrentIndex(choice.findData(field.value))
        self.settled()

    def said(self, name: str) -> str:
        label = child(self.page, QLabel, name)
        return label.text() if label.isVisible() else ""

    def notice(self, name: str = "importNotice") -> str:
        notice = child(self.page, Notice, name)
        return notice.text() if notice.isVisible() else ""

    def rows(self, name: str) -> list[list[str]]:
        """What the table shows, without its hidden columns."""
        table = child(self.page, QTableView, name)
        model = table.model()
        shown = [at for at in range(model.columnCount()) if not table.isColumnHidden(at)]
        return [[str(model.index(row, at).data() or "") for at in shown] for row in range(model.rowCount())]

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with self.office.application.store.reading():
            return list(self.office.application.store.database.execute_sql(sql).fetchall())

    def people(self) -> int:
        with self.office.application.store.reading():
            database = self.office.application.store.database
            return int(database.execute_sql("SELECT COUNT(*) FROM persons").fetchone()[0])


@pytest.fixture
def desk(
    qtbot: QtBot, frame_of: Callable[..., MainWindow], settled: Callable[[], None], office: Office
) -> Desk:
    made = Desk(qtbot, frame_of(Role.ADMIN), settled, office)
    settled()
    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    folder = tmp_path / "lists"
    folder.mkdir()

    def make(*rows: str, headings: str = HEADINGS, name: str = "list.csv") -> Path:
        path = folder / name
        path.write_text("\r\n".join([headings, *rows]) + "\r\n", "utf-8", newline="")
        return path

    return make
