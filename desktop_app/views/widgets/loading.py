"""Grey rows where a list will be, so that its frame stands before its content.

``SkeletonRows(row_height=32)``   ``begin()`` shows the rows after a moment: a list that comes at once never flickers
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.texts import tr
from desktop_app.views import theme

_PATIENCE = 120
_BAR = 10
_SHARES = ((0.12, 0.09), (0.26, 0.17), (0.50, 0.13), (0.68, 0.11), (0.84, 0.12))
_VARIATION = (1.0, 0.8, 1.1, 0.7, 0.95, 0.85)


class SkeletonRows(QWidget):
    """Rows of grey bars, as many as fit."""

    def __init__(self, row_height: int = 32) -> None:
        super().__init__()
        self.setObjectName("loading")
        self.setAccessibleName(tr("Loading…"))
        self._row_height = row_height
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.update)
        theme.themed.changed.connect(self.update)

    def set_row_height(self, pixels: int) -> None:
        """Draw rows of *pixels*."""
        self._row_height = pixels
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
            for row in range(self.height() // self._row_height):
                middle = row * self._row_height + self._row_height / 2
                for at, (left, share) in enumerate(((0.015, 0.06), *_SHARES)):
                    width = self.width() * share * _VARIATION[(row + at * 2) % len(_VARIATION)]
                    painter.drawRoundedRect(
                        QRectF(self.width() * left, middle - _BAR / 2, width, _BAR), _BAR / 2, _BAR / 2
                    )
        painter.end()
