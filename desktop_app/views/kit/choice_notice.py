"""A sentence on the page with two ways to go on from it.

``ChoiceNotice(name="")``   ``show_words(text, first, second)`` shows it with two buttons in words, ``clear()`` hides it;
    signals ``first_requested``, ``second_requested``
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import button, spoken
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme


class ChoiceNotice(QFrame):
    """An icon, a sentence, two buttons; hidden while it has nothing to say."""

    first_requested = Signal()
    second_requested = Signal()

    def __init__(self, *, name: str = "choiceNotice") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("notice", "info")
        self._icon = ToneIcon("info", "accent", 18)
        self._text = label("", wrap=True, name=f"{name}Text")
        self._first = button("", name=f"{name}First")
        self._second = button("", "quiet", name=f"{name}Second")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.S3, theme.S2, theme.S2, theme.S2)
        line.setSpacing(theme.S2)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(self._first)
        line.addWidget(self._second)
        self._first.clicked.connect(self.first_requested)
        self._second.clicked.connect(self.second_requested)
        self.hide()

    def text(self) -> str:
        """The sentence shown; empty while hidden."""
        return self._text.text()

    def show_words(self, text: str, first: str, second: str) -> None:
        """Say *text* and offer *first* and *second*."""
        self._text.setText(text)
        self.setAccessibleName(text)
        for pressed, words in ((self._first, first), (self._second, second)):
            pressed.setText(words)
            pressed.setAccessibleName(spoken(words))
        self.show()
        announce(self, text)

    def clear(self) -> None:
        """Nothing to say any more."""
        self._text.setText("")
        self.hide()
