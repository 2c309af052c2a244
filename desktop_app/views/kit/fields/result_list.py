"""The list of what was found, under the line one searches in; the focus stays in the line.

``ResultList(owner)``   ``show_results([(record, title, detail), …], nothing_text, add_text="")``, ``step(by)``, ``current()``,
    signal ``picked(record)``; a frame over the owner's window that never takes the focus. A fourth text of a result is its
    second line. With *add_text* there is a last row that says so, whose record is ``ADD``
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Index
from desktop_app.views.look import theme

Result = tuple[Any, str, str] | tuple[Any, str, str, str]
ADD = object()
"""The record of the row that adds what was not found."""
_RECORD = int(Qt.ItemDataRole.UserRole) + 1
_DETAIL = int(Qt.ItemDataRole.UserRole) + 2
_SECOND = int(Qt.ItemDataRole.UserRole) + 3
_ROW, _TALL_ROW = 34, 52
_MOST_ROWS = 9
_LEAST_WIDTH = 360


class _ResultDelegate(QStyledItemDelegate):
    """A title at the left, its detail in grey at the right; under both a second line, if it has one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one result."""
        tokens = theme.tokens()
        place: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(tokens.accent_soft))
        whole = place.adjusted(theme.S3, 0, -theme.S3, 0)
        second = str(index.data(_SECOND) or "")
        inner = whole.adjusted(0, theme.S1, 0, -whole.height() // 2) if second else whole
        title, detail = str(index.data()), str(index.data(_DETAIL) or "")
        face, small = theme.font("strong"), theme.font("muted")
        room = inner.width() * 2 // 3 if detail else inner.width()
        painter.setFont(face)
        painter.setPen(QColor(tokens.text))
        shown = QFontMetrics(face).elidedText(title, Qt.TextElideMode.ElideRight, room)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, shown)
        left = inner.width() - QFontMetrics(face).horizontalAdvance(shown) - theme.S3
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        elided = QFontMetrics(small).elidedText(detail, Qt.TextElideMode.ElideRight, left)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, elided)
        if second:
            below = whole.adjusted(0, whole.height() // 2, 0, -theme.S1)
            elided = QFontMetrics(small).elidedText(second, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, middle | Qt.AlignmentFlag.AlignLeft, elided)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """One line, or two."""
        return QSize(_LEAST_WIDTH, _TALL_ROW if index.data(_SECOND) else _ROW)


class ResultList(QFrame):
    """What was found, as long as the line it belongs to has the focus."""

    picked = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner.window())
        self._owner = owner
        self.setObjectName(f"{owner.objectName()}Results")
        self.setProperty("surface", "popup")
        self._list = QListWidget()
        self._nothing: QLabel = label("", "muted", name="nothingFound")

        self._list.setObjectName("results")
        self._list.setAccessibleName(tr("Found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_ResultDelegate(self._list))
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing.setContentsMargins(theme.S3, theme.S2, theme.S3, theme.S2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.S1, 1, theme.S1)
        column.addWidget(self._nothing)
        column.addWidget(self._list)
        self.hide()

        self._list.itemClicked.connect(self._clicked)
        self._list.itemEntered.connect(self._list.setCurrentItem)

    def show_results(self, results: Sequence[Result], nothing_text: str, add_text: str = "") -> None:
        """Show *results*, the first one current, or *nothing_text* where there are none; *add_text* offers to add somebody."""
        self._list.clear()
        for record, title, detail, *second in results:
            self._add_row(record, title, detail, *second)
        if add_text:
            self._add_row(ADD, add_text, "")
        self._list.setCurrentRow(0 if self._list.count() else -1)
        self._list.setVisible(self._list.count() > 0)
        self._nothing.setText(nothing_text)
        self._nothing.setVisible(not results)
        self.place()
        self.show()
        self.raise_()
        count_words = trn("{count} found", "{count} found", len(results)) if results else nothing_text
        announce(self._owner, count_words)

    def _add_row(self, record: Any, title: str, detail: str, second: str = "") -> None:
        item = QListWidgetItem(title)
        item.setData(_RECORD, record)
        item.setData(_DETAIL, detail)
        item.setData(_SECOND, second)
        read_out = ", ".join(text for text in (title, detail, second) if text)
        item.setData(int(Qt.ItemDataRole.AccessibleTextRole), read_out)
        self._list.addItem(item)

    def place(self) -> None:
        """Stand under the owner, within its window."""
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        count = self._list.count()
        rows = sum(self._list.sizeHintForRow(row) for row in range(min(count, _MOST_ROWS)))
        rows += self._nothing.sizeHint().height() if self._nothing.isVisibleTo(self) else 0
        width = min(max(self._owner.width(), _LEAST_WIDTH), window.width() - 2 * theme.S2)
        corner = self._owner.mapTo(window, QPoint(0, self._owner.height() + theme.S1))
        left = corner.x()
        if left + width > window.width() - theme.S2:
            left = max(corner.x() + self._owner.width() - width, theme.S2)
        height = rows + 2 * theme.S1 + 2
        top = corner.y()
        if top + height > window.height() - theme.S2:
            above = self._owner.mapTo(window, QPoint(0, 0)).y() - theme.S1 - height
            top = above if above >= theme.S2 else max(window.height() - height - theme.S2, theme.S2)
        self.setGeometry(left, top, width, height)

    def texts(self) -> list[str]:
        """The titles shown, or what is said in their place."""
        titles = [self._list.item(row).text() for row in range(self._list.count())]
        return [self._nothing.text(), *titles] if self._nothing.isVisibleTo(self) else titles

    def step(self, by: int) -> None:
        """Go *by* rows on, round the end."""
        count = self._list.count()
        if count:
            self._list.setCurrentRow((self._list.currentRow() + by) % count)
            item = self._list.currentItem()
            announce(self._owner, str(item.data(int(Qt.ItemDataRole.AccessibleTextRole))))

    def current(self) -> Result | None:
        """The result in focus, or None."""
        item: QListWidgetItem | None = self._list.currentItem()
        return (item.data(_RECORD), item.text(), str(item.data(_DETAIL))) if item is not None else None

    def _clicked(self, item: QListWidgetItem) -> None:
        self._list.setCurrentItem(item)
        self.picked.emit(item.data(_RECORD))
