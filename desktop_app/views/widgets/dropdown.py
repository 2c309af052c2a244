"""One of many choices in a list that drops down.

``Dropdown([(value, label), …], name="", accessible_name="")``   a QComboBox: ``value() -> object | None``,
    ``set_value(value)``, ``set_options(options)`` (keeps the choice where it still exists), ``changed(value)`` for every change.
    The wheel scrolls the page: scrolling by never changes what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate


class Dropdown(QComboBox):
    """Choices by value; the first one is chosen at first."""

    changed = Signal(object)

    def __init__(
        self, options: Sequence[tuple[Any, str]] = (), *, name: str = "", accessible_name: str = ""
    ) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.setObjectName(name or "dropdown")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that obeys the style sheet
        if accessible_name:
            self.setAccessibleName(accessible_name)
        self.set_options(options)
        self.currentIndexChanged.connect(self._tell)

    def value(self) -> Any:
        """The value chosen, or None when there is nothing to choose."""
        at = self.currentIndex()
        return self._values[at] if at >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose *value*; raises ValueError when it is not offered."""
        self.setCurrentIndex(self._values.index(value))

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer *options* instead; what was chosen stays chosen where it is still offered, else the first is."""
        before = self.value() if self._values else None
        was_blocked = self.blockSignals(True)
        self.clear()
        self._values = [value for value, _label in options]
        self.addItems([text for _value, text in options])
        if before in self._values:
            self.setCurrentIndex(self._values.index(before))
        self.blockSignals(was_blocked)
        if self.value() != before:
            self.changed.emit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll by."""
        event.ignore()

    def _tell(self) -> None:
        self.changed.emit(self.value())
