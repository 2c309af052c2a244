"""The header of a ``RecordTable``: titles in grey, the arrow beside the title it sorts by, a line under them.

``TableHeader(parent)``   a horizontal QHeaderView that paints itself
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.views.kit.table.delegate import SIDE
from desktop_app.views.look import icons, theme

HEIGHT = 32
_ARROW = 12


class TableHeader(QHeaderView):
    """Titles, each on the side of its column's text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._face = QFont(theme.font("muted"))
        self._face.setWeight(QFont.Weight.DemiBold)
        self._hovered = -1
        self.setMouseTracking(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(48)
        self.setFixedHeight(HEIGHT)
        theme.themed.changed.connect(self.viewport().update)

    def sectionSizeFromContents(self, at: int) -> QSize:
        """Room for the title and the arrow."""
        title = str(self.model().headerData(at, Qt.Orientation.Horizontal) or "")
        return QSize(QFontMetrics(self._face).horizontalAdvance(title) + 2 * SIDE + _ARROW + 4, HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """Paint one title."""
        tokens = theme.tokens()
        painter.fillRect(rect, QColor(tokens.hover if at == self._hovered else tokens.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line_strong))
        sorted_by = self.sortIndicatorSection() == at
        title = str(self.model().headerData(at, Qt.Orientation.Horizontal) or "")
        role = int(Qt.ItemDataRole.TextAlignmentRole)
        side = self.model().headerData(at, Qt.Orientation.Horizontal, role)
        inner = rect.adjusted(SIDE, 0, -SIDE, -1)
        metrics = QFontMetrics(self._face)
        room = inner.width() - (_ARROW + 4 if sorted_by else 0)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        right = bool(side & Qt.AlignmentFlag.AlignRight)
        words = metrics.horizontalAdvance(shown)
        start = inner.right() + 1 - words if right else inner.left()
        if not right and side & Qt.AlignmentFlag.AlignHCenter:
            start = inner.left() + (inner.width() - words) // 2
        painter.setFont(self._face)
        painter.setPen(QColor(tokens.text if sorted_by else tokens.muted))
        painter.drawText(
            QRect(start, inner.top(), words + 1, inner.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
        if sorted_by:
            up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            x = start - _ARROW - 3 if right else start + words + 3
            place = QRectF(x, inner.center().y() - _ARROW / 2 + 1, _ARROW, _ARROW)
            icons.paint_icon(painter, "chevron-up" if up else "chevron-down", place, tokens.accent)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lighten the title under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """No title is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.viewport().update()
