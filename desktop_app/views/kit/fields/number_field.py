"""A whole number within limits, typed or stepped.

``NumberField(minimum, maximum, value=None, name="", accessible_name="", suffix="")``   a QSpinBox: ``value()``, ``setValue``,
    ``valueChanged(int)`` (when the typing is done or a step is made). The wheel scrolls the page until one clicks into it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from desktop_app.views.kit.fields.wheel import WheelAfterClick


class NumberField(QSpinBox):
    """A number from *minimum* to *maximum*; *suffix* is its unit (" days")."""

    def __init__(
        self,
        minimum: int,
        maximum: int,
        value: int | None = None,
        *,
        name: str = "",
        accessible_name: str = "",
        suffix: str = "",
    ) -> None:
        super().__init__()
        self.setRange(minimum, maximum)
        self.setValue(minimum if value is None else value)
        self.setSuffix(suffix)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(7, 0, 0, 0)
        self.setObjectName(name or "numberField")
        if accessible_name:
            self.setAccessibleName(accessible_name)
        WheelAfterClick(self)
