"""A small icon in the colour of a tone, beside a sentence that says the same.

``ToneIcon(icon, tone, size=14)``   ``set(icon, tone)``
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.views.look import icons, theme


class ToneIcon(QWidget):
    """A small icon in the colour of a tone, beside a sentence that says the same."""

    def __init__(self, icon: str, tone: theme.Tone, size: int = 14) -> None:
        super().__init__()
        self._icon = icon
        self._tone: theme.Tone = tone
        self.setFixedSize(QSize(size, size))
        theme.themed.changed.connect(self.update)

    def set(self, icon: str, tone: theme.Tone) -> None:
        """Show *icon* in *tone*."""
        self._icon = icon
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the icon."""
        painter = QPainter(self)
        icons.paint_icon(painter, self._icon, QRectF(self.rect()), theme.tone_colors(self._tone)[0])
        painter.end()
