"""The program's icons: Lucide's, 1.5 pixels of stroke at 18 pixels, coloured by the theme while they are painted.

``icon(name, tone)``           a ``QIcon`` that stays crisp at every scale and follows the theme by itself
``SIZE``, ``BESIDE_WORDS``     its size alone, and with the room that parts it from the words beside it
``paint_icon(painter, name, rectangle, colour)``   for widgets that paint themselves
``program_icon()``             the icon of windows and of the task bar

Names are those of the files in ``resources/icons`` without ``.svg``. *tone* is one of ``theme.Tone``, or ``text``,
``on_accent``; checked or selected icons take the accent, disabled ones fade.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from desktop_app.system import paths
from desktop_app.views.look import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

SIZE = 18
BESIDE_WORDS = QSize(SIZE + 6, SIZE)
IconTone = theme.Tone | Literal["text", "on_accent"]


class _ThemedEngine(QIconEngine):
    """Paints the drawing in the colour of the moment."""

    def __init__(self, name: str, tone: IconTone) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw at the left of *rect*, in the colour that *mode* and *state* ask for."""
        side = min(rect.width(), rect.height())
        place = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        paint_icon(painter, self._name, place, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The drawing at *size* device pixels."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        """Another engine of the same drawing."""
        return _ThemedEngine(self._name, self._tone)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        tokens = theme.tokens()
        if mode is QIcon.Mode.Disabled:
            return tokens.disabled
        if self._tone == "on_accent":
            return tokens.on_accent
        if state is QIcon.State.On:
            return tokens.accent
        if self._tone == "text":
            return tokens.text
        return theme.tone_colors(self._tone)[0]


def icon(name: str, tone: IconTone = "neutral") -> QIcon:
    """The icon *name* in *tone*; raises FileNotFoundError when there is no such drawing, at the first painting."""
    return QIcon(_ThemedEngine(name, tone))


def paint_icon(painter: QPainter, name: str, rectangle: QRectF, colour: str) -> None:
    """Draw the icon *name* as the largest square in the middle of *rectangle*, in *colour* (``#RRGGBB``)."""
    side = min(rectangle.width(), rectangle.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rectangle.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour).render(painter, square)


@cache
def program_icon() -> QIcon:
    """The icon of the windows, the task bar and the installer."""
    return QIcon(str(paths.resources() / "icons" / "suivi.svg"))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - needed by the first icon that is painted, not before

    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
