"""One of a few choices, all in sight: buttons in a row, chosen by click, arrow key or one letter.

``SegmentedChoice([(value, label, letter), …], name="")``   ``value() -> object | None``, ``set_value(value | None)``,
    ``changed(value)``; *letter* (may be empty) is underlined in the label, or stands behind it when the label lacks it
``with_letters([(value, words), …])``   such options, each with its first letter that no other has taken, in whatever language
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from desktop_app.views.kit.flow import FlowLayout
from desktop_app.views.kit.spoken_roles import NamedGroup
from desktop_app.views.look import theme

Option = tuple[Any, str, str]


class _Segment(QRadioButton):
    """One choice, painted as a button; a radio button for the keyboard and for screen readers."""

    def __init__(self, text: str, letter: str) -> None:
        super().__init__(text)
        self._before, self._key, self._after = _split(text, letter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.themed.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The words with room at both sides."""
        words = self._before + self._key + self._after
        wide = QFontMetrics(theme.font("strong")).horizontalAdvance(words)
        return QSize(wide + 2 * theme.S3, theme.CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """As much as it wants."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the choice: filled softly when chosen, ringed when in focus."""
        tokens = theme.tokens()
        chosen, enabled = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wrong = self.property("invalid") == "true" and not chosen
        line = tokens.late if wrong else tokens.field_line
        frame = tokens.accent if chosen or self.hasFocus() else line
        pen = QPen(QColor(frame if enabled else tokens.line), 2 if self.hasFocus() else 1)
        back = tokens.accent_soft if chosen else tokens.hover if self.underMouse() else tokens.surface
        edge = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(QColor(back if enabled else tokens.window))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), theme.CORNER, theme.CORNER
        )
        painter.setPen(QColor((tokens.accent if chosen else tokens.text) if enabled else tokens.disabled))
        self._paint_words(painter, theme.font("strong" if chosen else "body"))
        painter.end()

    def _paint_words(self, painter: QPainter, face: QFont) -> None:
        metrics = QFontMetrics(face)
        underlined = QFont(face)
        underlined.setUnderline(True)
        x = (self.width() - metrics.horizontalAdvance(self._before + self._key + self._after)) / 2
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        for text, font in ((self._before, face), (self._key, underlined), (self._after, face)):
            painter.setFont(font)
            painter.drawText(round(x), round(baseline), text)
            x += metrics.horizontalAdvance(text)


class SegmentedChoice(NamedGroup):
    """Choices beside each other, in several lines where there is no room; at most one is chosen."""

    changed = Signal(object)
    picked_by_letter = Signal(object)

    def __init__(self, options: Sequence[Option], *, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name or "segmentedChoice")
        self._values = [value for value, _label, _letter in options]
        self._letters = {letter.casefold(): at for at, (_v, _l, letter) in enumerate(options) if letter}
        self._group = QButtonGroup(self)
        line = FlowLayout(6)
        for at, (_value, text, letter) in enumerate(options):
            segment = _Segment(text, letter)
            segment.setObjectName(f"{self.objectName()}-{at}")
            self._group.addButton(segment, at)
            line.addWidget(segment)
        self.setLayout(line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if options:
            self.setFocusProxy(self._group.button(0))
        self._group.idToggled.connect(self._toggled)

    def parts(self) -> list[tuple[QWidget, str]]:
        """The choices; their own words are their names, and stay."""
        return [(segment, "") for segment in self._group.buttons()]

    def value(self) -> Any:
        """The value chosen, or None."""
        at = self._group.checkedId()
        return self._values[at] if at >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose *value*, or nothing with None; raises ValueError for a value that is not offered.

        Where the focus is on one of the choices, it goes to the one chosen.
        """
        if value is None:
            chosen = self._group.checkedButton()
            if chosen is not None:
                self._group.setExclusive(False)
                chosen.setChecked(False)
                self._group.setExclusive(True)
                self.changed.emit(None)
            return
        segment = self._group.button(self._values.index(value))
        segment.setChecked(True)
        if self.window().focusWidget() in self._group.buttons():
            segment.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_enabled_values(self, values: Sequence[object]) -> None:
        """Let only *values* be chosen."""
        for at, value in enumerate(self._values):
            self._group.button(at).setEnabled(value in values)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        at = self._letters.get(event.text().casefold(), -1) if not held else -1
        if at < 0 or not self._group.button(at).isEnabled():
            super().keyPressEvent(event)
            return
        button = self._group.button(at)
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.setChecked(True)
        self.picked_by_letter.emit(self._values[at])

    def _toggled(self, at: int, on: bool) -> None:  # noqa: FBT001 - a signal's arguments
        if on:
            self.setFocusProxy(self._group.button(at))
            self.changed.emit(self._values[at])


def _split(text: str, letter: str) -> tuple[str, str, str]:
    """*text* before, at and after *letter*; the letter in brackets behind when the text lacks it."""
    if not letter:
        return text, "", ""
    at = text.casefold().find(letter.casefold())
    if at < 0:
        return f"{text} (", letter.upper(), ")"
    return text[:at], text[at : at + 1], text[at + 1 :]


def with_letters(options: Iterable[tuple[Any, str]]) -> list[tuple[Any, str, str]]:
    """(value, words, letter); no letter where all of a word's are taken. Only those that every keyboard has."""
    taken: set[str] = set()
    lettered = []
    for value, words in options:
        letters = (
            sign for sign in words.casefold() if sign.isascii() and sign.isalpha() and sign not in taken
        )
        letter = next(letters, "")
        taken.add(letter)
        lettered.append((value, words, letter))
    return lettered
