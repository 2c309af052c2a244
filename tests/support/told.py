"""Everything that a window tells to eyes, to a mouse that rests, and to a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop_app.views.kit.table.model import SORT_ROLE
from desktop_app.views.kit.table.view import RowView

_LAST_OF_QT = int(Qt.ItemDataRole.StatusTipRole) + 16
_DEEP = 6  # levels of an accessible tree
_TEXTS = (
    "text",
    "title",
    "windowTitle",
    "toolTip",
    "statusTip",
    "whatsThis",
    "placeholderText",
    "currentText",
)


def told(window: QWidget) -> set[str]:
    """Every text that can be seen, shown by resting on it, or heard, in what is visible of *window*."""
    found: set[str] = set()
    for widget in [window, *window.findChildren(QWidget)]:
        if widget is window or widget.isVisibleTo(window):
            found |= set(_of_widget(widget))
    return {one for one in found if one}


def _of_widget(widget: QWidget) -> Iterator[str]:
    shows_its_text = isinstance(
        widget, QLabel | QAbstractButton
    )  # a password's line does not, nor a field that is covered
    for name in _TEXTS:
        if name == "text" and not shows_its_text:
            continue
        say = getattr(widget, name, None)
        if callable(say) and isinstance(value := say(), str):
            yield value
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLineEdit):
        yield widget.displayText()
        if widget.completer() is not None:
            yield from _of_model(widget.completer().completionModel())
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from _of_model(widget.model())
    if isinstance(widget, QAbstractItemView):
        yield from _of_model(widget.model())
    if isinstance(widget, RowView):
        yield from _tips(widget)
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        yield from _of_interface(interface, 0)


def _of_model(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    own = int(Qt.ItemDataRole.UserRole)  # where a list that paints itself keeps what it paints
    roles = [role for role in (*range(_LAST_OF_QT + 1), *range(own, own + 10)) if role != SORT_ROLE]
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            values = (index.data(role) for role in roles)
            yield from (value for value in values if isinstance(value, str))


def _tips(table: RowView) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index: QModelIndex = model.index(row, column)
            for width in (1, 10_000):
                yield table._delegate.tip(index, width)


def _of_interface(interface: QAccessibleInterface, depth: int) -> Iterator[str]:
    for kind in (
        QAccessible.Text.Name,
        QAccessible.Text.Description,
        QAccessible.Text.Value,
        QAccessible.Text.Help,
    ):
        yield interface.text(kind)
    text = interface.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())
    if depth < _DEEP:
        for at in range(interface.childCount()):
            child: QAccessibleInterface | None = interface.child(at)  # Qt's stubs leave the None out
            if child is not None and child.isValid() and not child.state().invisible:
                yield from _of_interface(child, depth + 1)
