"""Somebody at the desk: goes to pages, types and presses as a person does, reads what is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.views.base.page import Page
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.kit.toast import Toast
from desktop_app.views.shell.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
P = TypeVar("P", bound=Page)
Sits = Callable[[Role], "Desk"]


class Desk:
    """The window of one person."""

    def __init__(self, qtbot: QtBot, frame: MainWindow, settled: Callable[[], None]) -> None:
        self.qtbot, self.frame, self.settle = qtbot, frame, settled
        frame.activateWindow()  # keys that are shortcuts reach the active window alone
        qtbot.waitUntil(frame.isActiveWindow)

    def go(self, kind: type[P], name: str, argument: object = None) -> P:
        """The page called *name*, loaded."""
        page = self.frame.go(name, argument)
        assert isinstance(page, kind)
        self.settle()
        return page

    def shown(self, kind: type[P]) -> P:
        """The page that is shown now, which must be of *kind*."""
        self.settle()
        page = self.frame.page()
        assert isinstance(page, kind)
        return page

    def child(self, kind: type[W], name: str = "", within: QWidget | None = None) -> W:
        """The widget called *name*, on the page that is shown unless said otherwise."""
        place = within or self.frame.page()
        assert place is not None
        found: W | None = place.findChild(kind, name) if name else place.findChild(kind)
        assert found is not None, name
        return found

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Click the button called *name*, which must be there to be clicked, and wait for what comes of it."""
        made = self.child(QAbstractButton, name, within)
        assert made.isVisible(), name
        assert made.isEnabled(), name
        self.qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Type *text* into the field called *name*, or the one within it, instead of what is there."""
        field = self.child(QWidget, name, within)
        within_it = None if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        edit = field if within_it is None else within_it
        edit.setFocus()
        self.qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(edit, text)

    def words(self, name: str, within: QWidget | None = None) -> str:
        """What the label called *name* says; nothing while it is not shown."""
        found = self.child(QLabel, name, within)
        return found.text() if not found.isHidden() else ""

    def toast(self) -> Toast:
        """The newest message at the bottom."""
        return self.frame.findChildren(Toast)[-1]

    def undo(self) -> None:
        """Undo what the newest message tells of."""
        self.toast().action.click()
        self.settle()


def cells(table: RecordTable[Any], row: int) -> dict[str, str]:
    """What a row says, by the key of the column."""
    return {column.key: table.records.cell(row, at).text for at, column in enumerate(table.records.columns)}


def names(table: RecordTable[Any]) -> list[str]:
    """The first names of those in a table."""
    return [record.person.first_name for record in table.records.records()]
