"""The underlined letters of a window: each presses one thing.

``give_letters(window)``   whatever is shown in *window* has a letter of its own afterwards; whose letter another has takes the
    next of its words, and none where all are taken
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

_UNDERLINED = re.compile(r"&([^&\s])")


def underlined(widget: QAbstractButton | QLabel) -> str:
    """Return the letter that is underlined in *widget*, small; nothing where none is."""
    match = _UNDERLINED.search(widget.text().replace("&&", ""))
    return match[1].casefold() if match else ""


def worked_by_letters(window: QWidget) -> list[QAbstractButton | QLabel]:
    """Return what is shown in *window* and has an underlined letter, in the order in which it was made."""
    shown: list[QAbstractButton | QLabel] = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QAbstractButton | QLabel) or not widget.isVisible():
            continue
        if (isinstance(widget, QAbstractButton) or widget.buddy() is not None) and underlined(widget):
            shown.append(widget)
    return shown


def give_letters(window: QWidget) -> None:
    """Give each of those their own letter: who has a letter for themselves keeps it."""
    taken: set[str] = set()
    others: list[QAbstractButton | QLabel] = []
    for widget in worked_by_letters(window):
        letter = underlined(widget)
        if _may_be(letter, taken):
            taken.add(letter)
        else:
            others.append(widget)
    for widget in others:
        words = _UNDERLINED.sub(r"\1", widget.text())
        at = next((at for at, sign in enumerate(words) if _may_be(sign, taken)), None)
        widget.setText(words if at is None else f"{words[:at]}&{words[at:]}")
        if at is not None:
            taken.add(words[at].casefold())


def _may_be(sign: str, taken: Iterable[str]) -> bool:
    """Whether *sign* is on every keyboard, and free."""
    return sign.isascii() and sign.isalpha() and sign.casefold() not in taken
