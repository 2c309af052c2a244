"""A figure to be read: large, what it counts, and what it is compared with.

``FigureCard(words, name="")``   ``set_figure(text, comparison="")`` ("–" while it is not known)
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme

UNKNOWN = "–"


class FigureCard(QFrame):
    """Three lines in a frame; a screen reader hears them as one."""

    def __init__(self, words: str, *, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name or "figureCard")
        self.setProperty("surface", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._figure = label(UNKNOWN, "figure", name=f"{self.objectName()}Figure")
        self._words = label(words, "body", wrap=True, name=f"{self.objectName()}Words")
        self._comparison = label("", "muted", wrap=True, name=f"{self.objectName()}Comparison")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S4, theme.S2, theme.S3, theme.S3)
        column.setSpacing(0)
        column.addWidget(self._figure)
        column.addWidget(self._words)
        column.addSpacing(theme.S1)
        column.addWidget(self._comparison)
        column.addStretch(1)
        for line in (self._words, self._comparison):
            line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.set_figure(UNKNOWN)

    def set_figure(self, text: str, comparison: str = "") -> None:
        """Show the figure *text* and, under its words, what it is compared with."""
        self._figure.setText(text)
        self._comparison.setText(comparison)
        self.setAccessibleName(f"{text} {self._words.text()}")
        self.setAccessibleDescription(comparison)

    def figure(self) -> str:
        """The figure shown."""
        return self._figure.text()

    def comparison(self) -> str:
        """What stands under it."""
        return self._comparison.text()
