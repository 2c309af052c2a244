"""A status as a dot and a word on a soft background; the word carries it, the colour helps.

``Chip(text, tone="neutral")``                               a small widget; ``set(text, tone)``
``paint_chip(painter, rectangle, text, tone) -> QRectF``     the same within a painted row, left and in the middle
``chip_width(text) -> int``                                  the pixels it needs
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.views.look import theme

HEIGHT = 20
_DOT = 6
_SIDE = theme.S2
_GAP = 6


class Chip(QWidget):
    """A dot and a word in the colours of a tone."""

    def __init__(self, text: str = "", tone: theme.Tone = "neutral", *, name: str = "") -> None:
        super().__init__()
        self._text = text
        self._tone: theme.Tone = tone
        self.setObjectName(name or "chip")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.themed.changed.connect(self.update)

    def set(self, text: str, tone: theme.Tone = "neutral") -> None:
        """Show *text* in *tone*."""
        self._text = text
        self._tone = tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._text

    def tone(self) -> theme.Tone:
        """The tone worn."""
        return self._tone

    def sizeHint(self) -> QSize:
        """As wide as the word needs."""
        return QSize(chip_width(self._text), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the chip."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._tone)
        painter.end()


def chip_width(text: str) -> int:
    """The width in pixels of a chip that says *text*."""
    return _SIDE * 2 + _DOT + _GAP + QFontMetrics(theme.font("muted")).horizontalAdvance(text) + 1


def paint_chip(
    painter: QPainter, rectangle: QRectF, text: str, tone: theme.Tone, *, back: str = ""
) -> QRectF:
    """Paint a chip at the left of *rectangle*, in its middle, elided to its width; answers the place taken.

    *back* is another background than the soft one of the tone, for a ground that has that colour already.
    """
    foreground, soft = theme.tone_colors(tone)
    width = min(float(chip_width(text)), rectangle.width())
    place = QRectF(rectangle.left(), rectangle.center().y() - HEIGHT / 2, width, HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back or soft))
    painter.drawRoundedRect(place, HEIGHT / 2, HEIGHT / 2)
    painter.setBrush(QColor(foreground))
    painter.drawEllipse(QPointF(place.left() + _SIDE + _DOT / 2, place.center().y()), _DOT / 2, _DOT / 2)
    painter.setPen(QColor(foreground))
    painter.setFont(theme.font("muted"))
    inner = place.adjusted(_SIDE + _DOT + _GAP, 0, -_SIDE + 1, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()
    return place
