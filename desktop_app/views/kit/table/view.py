"""How a ``RecordTable`` looks and is moved in: whole rows, a ring round the one in focus, light under the mouse.

``RowView(model)``   a QTableView set up so; ``set_compact(compact=…)``; ``covered()`` is overridden by who hides the rows
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_app.views.kit.table.delegate import RecordDelegate
from desktop_app.views.kit.table.header import TableHeader
from desktop_app.views.kit.table.model import RecordModel
from desktop_app.views.look import theme

_SECOND_LINE = 18  # pixels


class RowView(QTableView):
    """A table of whole rows, each a line of the ledger."""

    def __init__(self, model: RecordModel[Any]) -> None:
        super().__init__()
        self._delegate = RecordDelegate(model, self)
        self.setHorizontalHeader(TableHeader(self))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.row_height(compact=True))
        self._lines = 2 if any(column.second for column in model.columns) else 1
        rows.setDefaultSectionSize(self.line_height(compact=False))
        self.selectionModel().currentRowChanged.connect(self._repaint_rows)

    def set_compact(self, *, compact: bool) -> None:
        """Rows of 26 pixels, or of 32; of two lines higher by one."""
        self.verticalHeader().setDefaultSectionSize(self.line_height(compact=compact))

    def line_height(self, *, compact: bool) -> int:
        """How high a row is."""
        return theme.row_height(compact=compact) + (self._lines - 1) * _SECOND_LINE

    def covered(self) -> bool:
        """Whether something lies over the rows, so that no row shows the focus."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in otherwise than by a click, one row is current and selected, so that the eye finds the focus."""
        super().focusInEvent(event)
        clicked = event.reason() is Qt.FocusReason.MouseFocusReason
        if not clicked and self.model().rowCount() and not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentIndex().row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the focus ring round the current one."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not (self.hasFocus() and index.isValid()) or self.covered():
            return
        place = self.visualRect(index)
        width = min(self.viewport().width(), self.horizontalHeader().length())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens().accent), 2))
        painter.drawRoundedRect(QRect(1, place.top() + 1, width - 2, place.height() - 2), 4, 4)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lighten the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        before = self._delegate.hovered_row
        if row == before:
            return
        self._delegate.hovered_row = row
        for at in (before, row):
            if at >= 0:
                top = self.rowViewportPosition(at)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(at))

    def _repaint_rows(self, now: QModelIndex, before: QModelIndex) -> None:
        for index in (now, before):
            if index.isValid():
                place = self.visualRect(index)
                self.viewport().update(0, place.top() - 1, self.viewport().width(), place.height() + 2)
