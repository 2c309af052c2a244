"""What a screen reader finds, through Qt's accessibility interface: a name, a role and a value for all that can be worked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import PersonName
from desktop_app.domain.vocabulary import Role
from desktop_app.views.shell.main_window import MainWindow
from tests.views.pages.test_every_page import PAGES, lively, subject_of

__all__ = ["lively"]

Text = QAccessible.Text
Role_ = QAccessible.Role
TELLS_NOTHING = {Role_.NoRole, Role_.Client, Role_.Pane, Role_.Grouping, Role_.Whitespace}
MOST_CHILDREN = 80  # a table has many cells: the first are enough


def interfaces(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """All that a screen reader can reach from *widget*, as it walks."""
    found = QAccessible.queryAccessibleInterface(widget)
    yield from _below(found, 0)


def _below(one: QAccessibleInterface | None, depth: int) -> Iterator[QAccessibleInterface]:
    if one is None or not one.isValid() or one.state().invisible or depth > 40:
        return
    yield one
    for place in range(min(one.childCount(), MOST_CHILDREN)):
        yield from _below(one.child(place), depth + 1)


def said(one: QAccessibleInterface) -> str:
    behind: QObject | None = one.object()
    return f"{one.role().name} “{one.text(Text.Name)}” ({behind.objectName() if behind is not None else ''})"


@pytest.fixture
def shown(
    qtbot: QtBot,
    frame_of: Callable[[Role], MainWindow],
    settled: Callable[[], None],
    lively: PersonName,
) -> Callable[[str], MainWindow]:
    def show(page: str) -> MainWindow:
        frame = frame_of(Role.ADMIN)
        frame.go(page, subject_of(page, lively))
        settled()
        return frame

    return show


@pytest.mark.parametrize("page", PAGES)
def test_whatever_takes_the_focus_says_what_it_is(shown: Callable[[str], MainWindow], page: str) -> None:
    silent = [
        said(one)
        for one in interfaces(shown(page))
        if one.state().focusable
        and (one.role() in TELLS_NOTHING or not one.text(Text.Name).strip())
        # cells and lines of a list are their own names, and may be empty
        and one.role() not in {Role_.Cell, Role_.ListItem, Role_.TreeItem}
    ]
    assert silent == []


@pytest.mark.parametrize("page", PAGES)
def test_what_can_be_filled_in_says_what_is_in_it(shown: Callable[[str], MainWindow], page: str) -> None:
    frame = shown(page)
    for widget in frame.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        one = QAccessible.queryAccessibleInterface(widget)
        match widget:
            case QCheckBox():
                assert one.role() is Role_.CheckBox, said(one)
                assert bool(one.state().checked) == widget.isChecked(), said(one)
            case QComboBox():
                assert one.role() is Role_.ComboBox, said(one)
                assert widget.currentText() in {one.text(Text.Value), one.text(Text.Name)}, said(one)
            case QSpinBox():
                assert one.role() is Role_.SpinBox, said(one)
                assert str(widget.value()) in one.text(Text.Value), said(one)
            case QLineEdit() if widget.echoMode() is QLineEdit.EchoMode.Normal:
                assert one.role() is Role_.EditableText, said(one)
                assert one.text(Text.Value) == widget.text(), said(one)
            case QLineEdit():
                assert one.state().passwordEdit, said(one)
                assert widget.text() not in one.text(Text.Value) or not widget.text()
            case QPlainTextEdit():
                assert one.role() is Role_.EditableText, said(one)
                assert one.text(Text.Value) == widget.toPlainText(), said(one)


@pytest.mark.parametrize(
    ("page", "name", "cells"),
    [
        (
            "dashboard",
            "todayTable",
            ("9 days ago. planned", "Marie-Antoinette Aïssatou Kouassi-N’Guessan. In follow-up"),
        ),
        ("people", "peopleTable", ("Awa Bâ", "Marie-Antoinette Aïssatou Kouassi-N’Guessan")),
    ],
)
def test_the_cells_of_a_list_are_read_with_their_words(
    shown: Callable[[str], MainWindow], page: str, name: str, cells: tuple[str, ...]
) -> None:
    frame = shown(page)
    tables = [one for one in interfaces(frame) if one.role() in {Role_.Table, Role_.Tree}]
    assert [one.text(Text.Name) for one in tables if not one.text(Text.Name).strip()] == []
    read = {
        cell.text(Text.Name) for table in tables for cell in _below(table, 0) if cell.role() is Role_.Cell
    }
    assert set(cells) <= read, (name, sorted(read)[:40])
