"""One of many choices in a list that drops down.

``Dropdown([(value, label), …], name="", accessible_name="")``   a QComboBox: ``value() -> object | None``,
    ``set_value(value)``, ``set_options(options)`` (keeps the choice where it still exists), ``changed(value)`` for every change.
    ``letters_for(text)`` for ``setMinimumContentsLength``. The wheel scrolls the page until one clicks into it.
    A choice for which there is no room ends in an ellipsis, and stands whole in the tool tip.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)

from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.fields.wheel import WheelAfterClick
from desktop_app.views.kit.labels import show_tip
from desktop_app.views.kit.spoken_roles import name_drop_down

_EDGE = 2  # pixels that the style leaves beside the text


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
        WheelAfterClick(self)

    def setAccessibleName(self, name: str) -> None:
        """Be called *name*, by a label that is not seen where the page has none."""
        super().setAccessibleName(name)
        name_drop_down(self)

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

    def letters_for(self, text: str) -> int:
        """How many letters wide *text* is, as ``setMinimumContentsLength`` counts."""
        metrics = self.fontMetrics()
        place_of_icon = self.iconSize().width()  # Qt keeps it free, and the text may have it
        return ceil((metrics.horizontalAdvance(text) - place_of_icon) / metrics.horizontalAdvance("X"))

    def shown(self) -> str:
        """As much of what is chosen as there is room for."""
        return self._shown(self._option())

    def sizeHint(self) -> QSize:
        """As wide as the longest choice, and what the style leaves beside it."""
        return super().sizeHint() + QSize(_EDGE, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint it as the style does, but for a text that ends in an ellipsis where it is cut."""
        painter = QStylePainter(self)
        option = self._option()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self._shown(option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """The tool tip tells what is cut, worked out when it is wanted; in another place the label that is not seen comes too."""
        if event.type() is QEvent.Type.ParentChange and self.accessibleName():
            name_drop_down(self)
        if event.type() == QEvent.Type.ToolTip and not self.toolTip() and self.shown() != self.currentText():
            show_tip(QCursor.pos(), self.currentText(), self)
            return True
        return super().event(event)

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _shown(self, option: QStyleOptionComboBox) -> str:
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - _EDGE
        )

    def _tell(self) -> None:
        if self.hasFocus() and not self.view().isVisible():  # the list that drops down reads itself
            announce(self, self.currentText())
        self.changed.emit(self.value())
