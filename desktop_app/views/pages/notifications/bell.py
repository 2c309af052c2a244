"""The bell in the head: how many notifications one has not read, and the way to them.

``Bell()``   a button; ``show_count(count)``; ``badge_words(count)`` is what stands in a badge
``paint_badge(painter, place, words, face, …)``, ``badge_face(pixels)``   for the tray icon too
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import ToolButton
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.look import icons, theme

_MOST = 99
_HIGH = 15
_SIDE = 4
_WHITE, _RED = "#FFFFFF", "#B3261E"


def badge_words(count: int) -> str:
    """*count* as far as there is room for it; nothing for none."""
    if count <= 0:
        return ""
    return str(count) if count <= _MOST else f"{_MOST}+"


class Bell(ToolButton):
    """A square button like its neighbours, with a badge at its corner while there is something to read."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bell")
        self.setIcon(icons.icon("bell"))
        self.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._count = 0
        theme.themed.changed.connect(self.update)
        self._name()

    def count(self) -> int:
        """How many are unread."""
        return self._count

    def show_count(self, count: int) -> None:
        """Show that so many are unread; more than before are announced."""
        more, self._count = count > self._count, count
        self._name()
        self.update()
        if more:
            announce(self, self.accessibleName())

    def _name(self) -> None:
        name = (
            trn("Notifications, {count} unread", "Notifications, {count} unread", self._count)
            if self._count
            else tr("Notifications, none unread")
        )
        self.setAccessibleName(name)
        set_tip(self, tr("{what} (Ctrl+B)", what=name))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bell, then its badge."""
        super().paintEvent(event)
        words = badge_words(self._count)
        if not words:
            return
        tokens = theme.tokens()
        painter = QPainter(self)
        face = badge_face(_HIGH * 0.72)
        width = max(_HIGH, QFontMetricsF(face).horizontalAdvance(words) + 2 * _SIDE)
        place = QRectF(self.width() - width - 1, 1, width, _HIGH)
        paint_badge(
            painter, place, words, face, ground=tokens.late, ink=tokens.surface if tokens.dark else _WHITE
        )
        painter.end()


def badge_face(pixels: float) -> QFont:
    """The face of figures in a badge, so many pixels high."""
    face = theme.tabular_font("strong")
    face.setPixelSize(max(1, round(pixels)))
    return face


def paint_badge(
    painter: QPainter, place: QRectF, words: str, face: QFont, *, ground: str = _RED, ink: str = _WHITE
) -> None:
    """*words* on a round ground that fills *place*."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(QColor(ink))
    painter.setFont(face)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
