"""How the cells of a ``RecordTable`` are painted: one plain pass, without asking the model role by role.

``RecordDelegate(model, parent)``   ``hovered_row`` is the row under the mouse, or -1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from desktop_app.views.kit.chip import chip_width, paint_chip
from desktop_app.views.kit.labels import plain_tip, show_tip
from desktop_app.views.look import icons, theme

if TYPE_CHECKING:
    from desktop_app.views.kit.table.model import Column, Index, RecordModel

SIDE = 10
_SIGN, _SIGN_GAP = 14, 6
_BETWEEN_LINES = 2


class RecordDelegate(QStyledItemDelegate):
    """Paints text, figures and chips; shows the whole of what is elided in the tool tip."""

    def __init__(self, model: RecordModel[Any], parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered_row = -1
        self._plain = theme.font()
        self._small = theme.font("muted")
        self._strong = theme.font("strong")
        self._figure = theme.tabular_font()
        self._strong_figure = theme.tabular_font("strong")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = theme.tokens()
        row, at = index.row(), index.column()
        column = self._model.columns[at]
        cell = self._model.cell(row, at)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(tokens.accent_soft))
        elif row == self.hovered_row:
            painter.fillRect(place, QColor(tokens.hover))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(tokens.line))
        inner = place.adjusted(SIDE, 0, -SIDE, -1)
        if cell.second and inner.width() > 0:
            inner = self._paint_second(painter, inner, column, cell.second)
        if not cell.text or inner.width() <= 0:
            return
        if cell.chip is not None:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            paint_chip(painter, QRectF(inner), cell.text, cell.chip, back=tokens.surface if selected else "")
            return
        colour = tokens.muted if column.muted else tokens.text
        if cell.tone is not None and cell.tone != "neutral":
            colour = theme.tone_colors(cell.tone)[0]
        elif cell.tone == "neutral":
            colour = tokens.muted
        face = self._face(column)
        painter.setFont(face)
        painter.setPen(QColor(colour))
        room = inner.width() - (_SIGN + _SIGN_GAP if cell.sign else 0)
        text = self._fitted(cell.text, face, room)
        if cell.sign:
            wide = QFontMetrics(face).horizontalAdvance(text)
            right = bool(column.alignment & Qt.AlignmentFlag.AlignRight)
            left = inner.right() + 1 - wide - _SIGN_GAP - _SIGN if right else inner.left()
            square = QRectF(left, inner.center().y() - _SIGN / 2 + 1, _SIGN, _SIGN)
            icons.paint_icon(painter, cell.sign, square, colour)
            inner = inner if right else inner.adjusted(_SIGN + _SIGN_GAP, 0, 0, 0)
        painter.drawText(inner, column.alignment, text)

    def _paint_second(self, painter: QPainter, inner: QRect, column: Column[Any], second: str) -> QRect:
        """Paint the second line, its end where it is too long; answers the place of the first."""
        metrics = QFontMetrics(self._small)
        first, under = QFontMetrics(self._face(column)).height(), metrics.height()
        top = inner.top() + (inner.height() - first - under - _BETWEEN_LINES) // 2
        painter.setFont(self._small)
        painter.setPen(QColor(theme.tokens().muted))
        place = QRect(inner.left(), top + first + _BETWEEN_LINES, inner.width(), under)
        painter.drawText(place, column.alignment, self._end_of(second, metrics, inner.width()))
        return QRect(inner.left(), top, inner.width(), first)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """Wide enough for the whole text; the height is the table's."""
        return QSize(self._wanted(index) + 2 * SIDE, theme.row_height(compact=False))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole of an elided text and what the column adds to it."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        tip = self.tip(index, option.rect.width())
        if tip:
            show_tip(event.globalPos(), tip, view)
        else:
            QToolTip.hideText()
        return True

    def tip(self, index: Index, width: int) -> str:
        """What the tool tip of a cell *width* pixels wide says; empty when the cell says it all."""
        whole = self._model.cell(index.row(), index.column()).text
        parts = [whole] if self._wanted(index) > width - 2 * SIDE or "\n" in whole else []
        second = self._model.cell(index.row(), index.column()).second
        if second and QFontMetrics(self._small).horizontalAdvance(second) > width - 2 * SIDE:
            parts.append(second)
        added = self._model.data(index, int(Qt.ItemDataRole.ToolTipRole))
        if added and added != plain_tip(whole):
            parts.append(added)
        return "\n".join(parts)

    def _wanted(self, index: Index) -> int:
        cell = self._model.cell(index.row(), index.column())
        if cell.chip is not None:
            return chip_width(cell.text)
        face = self._face(self._model.columns[index.column()])
        return QFontMetrics(face).horizontalAdvance(cell.text) + (_SIGN + _SIGN_GAP if cell.sign else 0)

    def _face(self, column: Column[Any]) -> QFont:
        if column.figure:
            return self._strong_figure if column.strong else self._figure
        return self._strong if column.strong else self._plain

    @staticmethod
    def _end_of(text: str, metrics: QFontMetrics, width: int) -> str:
        """The end of *text* that *width* has room for, from the beginning of a word on."""
        end = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, width)
        if end == text:
            return end
        _cut_word, _blank, words = end.partition(" ")
        return f"…{words}" if words else end

    @staticmethod
    def _fitted(text: str, face: QFont, width: int) -> str:
        one_line = text.replace("\n", " ") if "\n" in text else text
        return QFontMetrics(face).elidedText(one_line, Qt.TextElideMode.ElideRight, width)
