"""Several of many choices, all in sight: boxes to tick, beside each other in as many lines as they need.

``ManyChoice([(value, label), …], name="")``   ``value() -> tuple`` in the order they are offered, ``set_value(values)``,
    ``changed()``; one stop for Tab, arrow keys go about, Space ticks, a letter goes to the next one that begins with it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop_app.domain.text_folding import plain
from desktop_app.views.kit.flow import FlowLayout
from desktop_app.views.kit.spoken_roles import NamedGroup
from desktop_app.views.look import icons, theme

_HEIGHT = 28
_BOX = 14
_SIDE = 9
_GAP = 7


class _Choice(QCheckBox):
    """One choice: a box to tick and its words, in a frame that can be clicked anywhere."""

    focused = Signal()
    key_pressed = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(text)
        theme.themed.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Box and words, with room at both sides; as wide ticked as not."""
        words = QFontMetrics(theme.font()).horizontalAdvance(self.text())
        return QSize(_SIDE + _BOX + _GAP + words + _SIDE, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """As much as it wants."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole of it can be clicked."""
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell who holds the choices that this one is in focus."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; other keys are about going to another one."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        event.ignore()
        self.key_pressed.emit(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint frame, box and words."""
        tokens = theme.tokens()
        ticked, focused = self.isChecked(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = tokens.accent if ticked or focused else tokens.line_strong
        pen = QPen(QColor(frame), 2 if focused else 1)
        edge = pen.widthF() / 2
        back = tokens.accent_soft if ticked else tokens.hover if self.underMouse() else tokens.surface
        painter.setPen(pen)
        painter.setBrush(QColor(back))
        outer = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(outer, theme.CORNER, theme.CORNER)
        box = QRectF(_SIDE, (self.height() - _BOX) / 2, _BOX, _BOX)
        painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.field_line), 1))
        painter.setBrush(QColor(tokens.accent if ticked else tokens.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if ticked:
            icons.paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), tokens.on_accent)
        painter.setPen(QColor(tokens.accent if ticked else tokens.text))
        painter.setFont(theme.font())
        words = self.rect().adjusted(_SIDE + _BOX + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()


class ManyChoice(NamedGroup):
    """Choices of which any number can be ticked."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]], *, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name or "manyChoice")
        self._values = [value for value, _text in options]
        self._choices: list[_Choice] = []
        self._now = 0
        self._filling = False
        lines = FlowLayout(6)
        for at, (_value, text) in enumerate(options):
            choice = _Choice(text)
            choice.setObjectName(f"{self.objectName()}-{at}")
            self._choices.append(choice)
            lines.addWidget(choice)
        self.setLayout(lines)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for at, choice in enumerate(self._choices):
            choice.toggled.connect(self._tell)
            choice.focused.connect(lambda at=at: self._stop_at(at))
            choice.key_pressed.connect(self._go)
        if self._choices:
            self._stop_at(0)

    def parts(self) -> list[tuple[QWidget, str]]:
        """The choices; their own words are their names, and stay."""
        return [(choice, "") for choice in self._choices]

    def value(self) -> tuple[Any, ...]:
        """The values ticked, in the order they are offered."""
        return tuple(
            value for value, choice in zip(self._values, self._choices, strict=True) if choice.isChecked()
        )

    def set_value(self, values: Iterable[object]) -> None:
        """Tick *values* and nothing else; those that are not offered are passed over. Told once."""
        before, wanted = self.value(), list(values)
        self._filling = True
        for value, choice in zip(self._values, self._choices, strict=True):
            choice.setChecked(value in wanted)
        self._filling = False
        if self.value() != before:
            self.changed.emit()

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _stop_at(self, at: int) -> None:
        """Let Tab come to the choice *at* and to no other one."""
        self._choices[self._now].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._now = at
        self._choices[at].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._choices[at])

    def _go(self, event: QKeyEvent) -> None:
        key = event.key()
        last = len(self._choices) - 1
        to: int | None = None
        match key:
            case Qt.Key.Key_Right:
                to = min(self._now + 1, last)
            case Qt.Key.Key_Left:
                to = max(self._now - 1, 0)
            case Qt.Key.Key_Home:
                to = 0
            case Qt.Key.Key_End:
                to = last
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                to = self._in_next_line(down=key == Qt.Key.Key_Down)
            case _:
                to = self._beginning_with(event)
        if to is not None:
            event.accept()
            self._choices[to].setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_next_line(self, *, down: bool) -> int:
        """The choice nearest to the one in focus, in the line under or above it; itself where there is none."""
        here = self._choices[self._now].geometry()
        tops = {
            choice.y()
            for choice in self._choices
            if (choice.y() > here.y()) == down and choice.y() != here.y()
        }
        if not tops:
            return self._now
        top = min(tops) if down else max(tops)
        middle = here.center().x()
        line = [at for at, choice in enumerate(self._choices) if choice.y() == top]
        return min(line, key=lambda at: abs(self._choices[at].geometry().center().x() - middle))

    def _beginning_with(self, event: QKeyEvent) -> int | None:
        """The next choice whose words begin with the letter typed, round the end; None for other keys."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        letter = plain(event.text())
        if held or not letter:
            return None
        count = len(self._choices)
        places = [(self._now + step) % count for step in range(1, count + 1)]
        return next((at for at in places if plain(self._choices[at].text()).startswith(letter)), None)
