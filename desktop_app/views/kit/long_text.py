"""Texts that are longer than their place (for one that may be cut: ``elided``).

``breakable(text, longest)``        *text* with places to break in words of more than *longest* characters, for labels that wrap
``breakable_to(text, font, pixels)``  the same for words wider than *pixels* in *font*
``unbroken(text)``                  *text* whose telephone numbers are never broken inside
``GivingWay(text, role, name=…)``   a label in one line where there is room, else in several
``reading_label(text, name, …)``    a label that wraps and whose text can be selected
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme

_PLACE_TO_BREAK = "\u200b"
_GOOD_PLACES = "@/-_."
"""Signs behind which an address is best broken."""


def breakable(text: str, longest: int) -> str:
    """*text* as it is, but words of more than *longest* characters may be broken there when it is shown."""
    if len(text) <= longest:
        return text
    return re.sub(rf"(\S{{{longest}}})(?=\S)", rf"\1{_PLACE_TO_BREAK}", text)


def unbroken(text: str) -> str:
    """*text* as it is, but no line ends between the groups of a number."""
    return re.sub(r"(?<=[\d)]) (?=[\d(])", "\u00a0", text)


def breakable_to(text: str, font: QFont, pixels: int) -> str:
    """*text* as it is, but words wider than *pixels* in *font* may be broken where they are too wide."""
    wide = QFontMetrics(font).horizontalAdvance
    return re.sub(r"\S+", lambda word: _broken(word[0], wide, pixels), text)


def _broken(word: str, wide: Callable[[str], int], pixels: int) -> str:
    if wide(word) <= pixels:
        return word
    parts, part = [], ""
    for sign in word:
        if part and wide(part + sign) > pixels:
            at = max(part.rfind(each) for each in _GOOD_PLACES) + 1
            if at * 2 < len(part):  # a short line before a long one reads worse
                at = len(part)
            parts.append(part[:at])
            part = part[at:]
        part += sign
    return _PLACE_TO_BREAK.join([*parts, part])


class GivingWay(QLabel):
    """A short text in one line where there is room for it, in several where there is not."""

    def __init__(self, text: str, role: theme.Role = "body", *, name: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setProperty("role", role)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Room for one line."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Room for the longest word."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + 2, metrics.height())


def reading_label(
    text: str, role: theme.Role = "body", *, longest: int, tone: theme.Tone | None = None, name: str = ""
) -> QLabel:
    """A label that wraps, in words of at most *longest* characters; its text can be selected with the mouse."""
    text_label = label(breakable(text, longest), role, tone=tone, wrap=True, name=name)
    text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    text_label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    text_label.setCursor(Qt.CursorShape.IBeamCursor)
    return text_label
