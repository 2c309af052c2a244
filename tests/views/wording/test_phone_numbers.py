"""Phone numbers in the windows: grouped as the country writes them, stored nearly as typed, copied as any phone dials them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.views.kit.long_text import unbroken
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office

TYPED = "0797971147/0122334455"
KEPT = "0797971147 / 0122334455"
SHOWN = "07 97 97 11 47 / 01 22 33 44 55"


def cells(table: RecordTable[object]) -> list[str]:
    model = table.records
    return [
        str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Africa/Abidjan", SHOWN), ("Europe/Paris", SHOWN), ("America/New_York", KEPT), ("UTC", KEPT)],
)
def test_the_list_writes_numbers_as_the_office_s_country_does(
    office: Office,
    frame_of: Callable[[Role], MainWindow],
    settled: Callable[[], None],
    zone: str,
    shown: str,
) -> None:
    office.person("Awa", "Kone", phone=TYPED)
    office.application.controllers.organisation.update(office.actors[Role.ADMIN], {"time_zone": zone})
    frame = frame_of(Role.ADMIN)
    page = frame.go("people")
    settled()
    table = page.findChild(RecordTable)
    assert isinstance(table, RecordTable)
    assert shown in cells(table)


def test_the_card_shows_it_and_copies_what_can_be_dialled(
    qtbot: QtBot, office: Office, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> None:
    person = office.person("Awa", "Kone", phone=TYPED)
    frame = frame_of(Role.ADMIN)
    page = frame.go("person", person.id)
    settled()
    assert unbroken(SHOWN) in {one.text() for one in page.findChildren(QLabel)}
    copy = page.findChild(QWidget, "copyPhone")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "+2250797971147 / +2250122334455"
    stored = office.application.controllers.persons.get(office.actors[Role.ADMIN], person.id)
    assert stored.phone == KEPT


def test_words_beside_a_number_are_kept_with_it_and_not_dialled(
    qtbot: QtBot, office: Office, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> None:
    person = office.person("Awa", "Kone", phone="chez la voisine, 07 97 97 11 47")
    frame = frame_of(Role.ADMIN)
    page = frame.go("person", person.id)
    settled()
    assert unbroken("07 97 97 11 47 (chez la voisine)") in {one.text() for one in page.findChildren(QLabel)}
    qtbot.mouseClick(page.findChild(QWidget, "copyPhone"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "+2250797971147"
