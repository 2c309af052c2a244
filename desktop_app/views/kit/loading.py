"""Grey rows where a list will be, so that its frame stands before its content.

``SkeletonRows(row_height=32)``   ``begin()`` shows the rows after a moment: a list that comes at once never flickers
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.look import theme

_PATIENCE = 120
_BAR = 10
_SIDE = 10
_SHARES = (0.72, 0.5, 0.8, 0.44, 0.66, 0.58)
"""How much of its column each bar fills, in turn."""


class SkeletonRows(QWidget):
    """Rows of grey bars, as many as fit."""

    def __init__(self, row_height: int = 32) -> None:
        super().__init__()
        self.setObjectName("loading")
        self.setAccessibleName(tr("Loading…"))
        self._row_height = row_height
        self._columns: list[tuple[int, int]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.update)
        theme.themed.changed.connect(self.update)

    def set_row_height(self, pixels: int) -> None:
        """Draw rows of *pixels*."""
        self._row_height = pixels
        self.update()

    def set_columns(self, columns: Sequence[tuple[int, int]]) -> None:
        """Draw the bars in columns of (left, width) pixels."""
        self._columns = list(columns)
        self.update()

    def begin(self) -> None:
        """Stay blank for a moment, then show the rows."""
        self._patience.start()
        self.update()

    def rows_shown(self) -> bool:
        """Whether the moment has passed."""
        return not self._patience.isActive()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the bars."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        if self.rows_shown():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.neutral_soft))
            columns = self._columns or [(0, self.width())]
            for row in range(self.height() // self._row_height):
                middle = row * self._row_height + self._row_height / 2
                for at, (left, width) in enumerate(columns):
                    share = _SHARES[(row + at * 2) % len(_SHARES)]
                    bar = QRectF(left + _SIDE, middle - _BAR / 2, max(width * share - _SIDE, _BAR), _BAR)
                    painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.end()
