"""The wheel scrolls what one reads: it changes a field only after a click into it.

``WheelAfterClick(field)``   hands the wheel to what *field* stands in, until somebody clicks into the field; a field that is
    reached by Tab, or left and come back to, is scrolled past
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox


class WheelAfterClick(QObject):
    """Watches one number or drop-down; the field keeps it alive."""

    def __init__(self, field: QAbstractSpinBox | QComboBox) -> None:
        super().__init__(field)
        self._field = field
        self._clicked = False
        field.installEventFilter(self)
        line = field.lineEdit()
        if line is not None:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note clicks, forget them with the focus, and let the wheel go by in between."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            self._clicked = True
        elif kind is QEvent.Type.FocusOut and watched is self._field:
            self._clicked = False
        elif kind is QEvent.Type.Wheel and not (self._clicked and self._field.hasFocus()):
            event.ignore()  # what is ignored goes on to what the field stands in
            return True
        return super().eventFilter(watched, event)
