"""A count one can press: a big figure, what it counts, and the filter it stands for.

``StatCard(words, tone="neutral", parent=None, name="")``   ``set_value(int | None)`` (None: not known yet, shown as "–"), ``value()``,
    ``set_words(words)``; ``isChecked()``, ``setChecked(on)``, ``toggled(bool)``, ``clicked``; *tone* colours the figure when it is not zero
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.kit.own_tip import OwnTip
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_HEIGHT = 84
_UNKNOWN = "–"


class StatCard(OwnTip, QAbstractButton):
    """A figure with its words, which filters a list when pressed."""

    def __init__(
        self, words: str, tone: theme.Tone = "neutral", parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._tone: theme.Tone = tone
        self._value: int | None = None
        self._hovered = False
        self._on = False
        self.setObjectName(name or "statCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()
        theme.themed.changed.connect(self.update)

    def isChecked(self) -> bool:
        """Whether it filters the list now."""
        return self._on

    def setChecked(self, on: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Filter, or do so no longer. No checkable button: a screen reader would call that a box to tick."""
        if on == self._on:
            return
        self._on = on
        self.setAccessibleDescription(tr("The list shows these alone") if on else "")
        self.update()
        self.toggled.emit(on)

    def nextCheckState(self) -> None:
        """A press turns it over."""
        self.setChecked(not self._on)

    def value(self) -> int | None:
        """The count shown, or None while it is not known."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show *value*."""
        self._value = value
        self._name()
        self.update()

    def set_words(self, words: str) -> None:
        """Say *words* under the figure: what is counted, in the number of the count."""
        self._words = words
        self._name()
        self.updateGeometry()
        self.update()

    def figure(self) -> str:
        """The figure as written."""
        return _UNKNOWN if self._value is None else formats.number(self._value)

    def sizeHint(self) -> QSize:
        """Room for the words in one line."""
        wide = QFontMetrics(theme.font()).horizontalAdvance(self._words) + 2 * theme.S4
        return QSize(max(wide, 150), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for the figure and some words."""
        return QSize(120, _HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """As before."""
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the card."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back = tokens.accent_soft if self.isChecked() else tokens.hover if self._hovered else tokens.surface
        pen = QPen(QColor(tokens.accent if self.isChecked() or self.hasFocus() else tokens.line))
        pen.setWidth(2 if self.hasFocus() else 1)
        painter.setPen(pen)
        painter.setBrush(QColor(back))
        edge = pen.widthF() / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), theme.CORNER, theme.CORNER
        )
        inner = QRectF(self.rect()).adjusted(theme.S4, theme.S3 - 2, -theme.S4, -theme.S3)
        coloured = self._tone != "neutral" and bool(self._value)
        painter.setFont(theme.font("figure"))
        painter.setPen(
            QColor(
                theme.tone_colors(self._tone)[0] if coloured else tokens.text if self._value else tokens.muted
            )
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.figure())
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.text if self._value else tokens.muted))
        room = inner.adjusted(0, 0, theme.S2, 0)  # nearer to the edge rather than cut
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
        painter.end()

    def _name(self) -> None:
        self.setText(f"{self.figure()} {self._words}")
        self.setAccessibleName(self.text())
        set_tip(self, self._words)
