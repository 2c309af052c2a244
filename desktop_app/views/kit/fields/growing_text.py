"""A text of several lines that is as high as what is written in it.

``GrowingText(limit=None, name="", min_lines=3, max_lines=14)``   ``text()``, ``set_text(text)``, ``changed()``, ``remaining()``;
    Tab goes to the next field; near *limit* characters it says how many are left
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from desktop_app.i18n.texts import trn
from desktop_app.views.kit.labels import label, set_tone
from desktop_app.views.look import theme

_NEAR = 0.1
"""The share of the limit from which on the rest is told."""
_HINT_HEIGHT = 18


class GrowingText(QPlainTextEdit):
    """A plain text that grows from *min_lines* to *max_lines*, then scrolls."""

    changed = Signal()

    def __init__(
        self, *, limit: int | None = None, name: str = "", min_lines: int = 3, max_lines: int = 14
    ) -> None:
        super().__init__()
        self._limit = limit
        self._lines = (min_lines, max_lines)
        self._hint = label("", "muted")
        self._hint.setParent(self)
        self._hint.hide()
        if name:
            self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._tell)
        self.textChanged.connect(self.changed)
        self._grow()

    def text(self) -> str:
        """What is written, as it is."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Write *text* instead of what is there."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def remaining(self) -> int | None:
        """How many characters are left (below zero: too many), or None without a limit."""
        return None if self._limit is None else self._limit - len(self.toPlainText())

    def hint(self) -> str:
        """What is told about the limit; empty while there is room."""
        return self._hint.text()

    def sizeHint(self) -> QSize:
        """As high as it is now."""
        return QSize(280, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hint in its corner."""
        super().resizeEvent(event)
        self._place_hint()

    def _tell(self) -> None:
        left = self.remaining()
        near = left is not None and self._limit is not None and left < max(self._limit * _NEAR, 20)
        if left is None or not near:
            text = ""
        elif left >= 0:
            text = trn("{count} character left", "{count} characters left", left)
        else:
            text = trn("{count} character too many", "{count} characters too many", -left)
        self._hint.setText(text)
        set_tone(self._hint, "late" if left is not None and left < 0 else None)
        self._hint.setVisible(bool(text))
        self.setViewportMargins(0, 0, 0, _HINT_HEIGHT if text else 0)
        self._grow()
        self._place_hint()

    def _place_hint(self) -> None:
        self._hint.adjustSize()
        self._hint.move(
            self.width() - self._hint.width() - theme.S3, self.height() - self._hint.height() - theme.S1
        )

    def _grow(self) -> None:
        self.ensurePolished()  # the style sheet has its say about the font and the frame first
        least, most = self._lines
        lines = int(self.document().size().height())
        edges = self.contentsMargins().top() + self.contentsMargins().bottom()
        around = round(2 * self.document().documentMargin()) + edges
        around += self.viewportMargins().bottom()
        around += 8  # what the style sheet puts round the text
        wanted = min(max(lines, least), most) * self.fontMetrics().lineSpacing() + around
        always = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > most else always)
        if wanted != self.height():
            self.setFixedHeight(wanted)
