"""The pieces of the card that says who a person is.

``Initials()``                a circle with the initials: ``set_name(first, last)``
``Fact(title, name, room)``   a line of the card, *room* pixels wide: ``set_text(text, tone=None)`` (hidden when empty), ``text()``,
                              ``add_button(icon, words, name) -> QToolButton``
``LongFact(title, name, room)``   a text of several lines under its title: ``set_text(text)``, ``text()``
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.labels import label, set_tone
from desktop_app.views.kit.long_text import breakable_to, reading_label
from desktop_app.views.kit.privacy_mode import spoken
from desktop_app.views.look import theme

CIRCLE = 48
_TITLE_WIDTH = 92
_ANY = 10_000
_BUTTON = 48


class Initials(QWidget):
    """The initials of a name, which stand where a picture would."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setObjectName("initials")
        self.setFixedSize(CIRCLE, CIRCLE)
        theme.themed.changed.connect(self.update)

    def set_name(self, first: str, last: str) -> None:
        """Show the initials of *first* and *last*."""
        letters = [next((sign for sign in name if sign.isalnum()), "") for name in (first, last)]
        self._text = "".join(letters).upper()
        self.update()

    def text(self) -> str:
        """The initials shown."""
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the circle."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(tokens.accent))
        painter.setFont(theme.font("section"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Fact(QWidget):
    """What is known under a title; it is not there while nothing is known."""

    def __init__(self, title: str, name: str, room: int) -> None:
        super().__init__()
        self.setObjectName(f"{name}Fact")
        self._title = label(title, "muted", wrap=True)
        self._value = reading_label("", longest=_ANY, name=name)
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._text = ""
        title_width = theme.scaled(_TITLE_WIDTH)
        self._room = room - title_width - theme.S2
        self._title.setFixedWidth(title_width)
        self._title.setBuddy(self._value)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 3, 0, 3)
        self._line.setSpacing(theme.S2)
        self._line.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._value, 1)
        self.hide()

    def set_text(self, text: str, *, tone: theme.Tone | None = None) -> None:
        """Show *text* in *tone*; nothing hides the line."""
        self._text = text
        self._value.setText(breakable_to(text, self._value.font(), self._room))
        set_tone(self._value, tone)
        self._value.setAccessibleName(f"{self._title.text()}: {spoken(text)}")
        self.setVisible(bool(text))

    def text(self) -> str:
        """What is known."""
        return self._text

    def add_button(self, icon: str, words: str, name: str) -> QToolButton:
        """A small button at the end of the line that does *words*."""
        pressed = icon_button(icon, words, name=name)
        self._room -= _BUTTON
        self._title.setContentsMargins(0, 9, 0, 8)
        self._value.setContentsMargins(0, 8, 0, 8)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(pressed, 0, Qt.AlignmentFlag.AlignTop)
        return pressed


class LongFact(QWidget):
    """A text of several lines under its title; it is not there while nothing is known."""

    def __init__(self, title: str, name: str, room: int) -> None:
        super().__init__()
        self.setObjectName(f"{name}Fact")
        heading = label(title, "muted")
        heading.setContentsMargins(0, theme.S2, 0, theme.S1)
        self._value = label("", wrap=True, name=name)
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        heading.setBuddy(self._value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(self._value)
        self._text = ""
        self._room = room
        self.hide()

    def set_text(self, text: str) -> None:
        """Show *text*; nothing hides it with its title."""
        self._text = text
        self._value.setText(breakable_to(text, self._value.font(), self._room))
        self._value.setAccessibleName(spoken(text))
        self.setVisible(bool(text))

    def text(self) -> str:
        """What is known."""
        return self._text
