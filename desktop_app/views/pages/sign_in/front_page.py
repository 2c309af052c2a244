"""What the pages before signing in share: a card in the middle of the window, under the program's name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.views.kit.labels import card, label
from desktop_app.views.look import theme


class FrontPage(QWidget):
    """A card of *width* pixels, scrolled where the window is low; ``column`` takes what stands in it."""

    def __init__(self, title: str, text: str, width: int = 400, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card("frontCard")
        self._card.setFixedWidth(width)
        self.heading = label(title, "title", wrap=True, name="frontTitle")
        self.words = label(text, "muted", wrap=True, name="frontText")
        self.words.setVisible(bool(text))

        self.column = QVBoxLayout(self._card)
        self.column.setContentsMargins(theme.S5, theme.S5, theme.S5, theme.S5)
        self.column.setSpacing(theme.S3)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.words)
        inside = QWidget()
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(theme.S5, theme.S5, theme.S5, theme.S5)
        middle.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card)
        across.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(3)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
