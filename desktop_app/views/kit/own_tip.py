"""A tool tip for the eye alone, where it says what a screen reader has read as the name already.

``OwnTip``   goes before a widget class: ``setToolTip``, ``toolTip`` as usual; Qt would read the tip out as the description
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QWidget

from desktop_app.views.kit.labels import show_tip

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # a widget made of two of Qt's classes does not hold together


class OwnTip(_Widget):
    """Shows its tool tip itself."""

    _tip = ""

    def setToolTip(self, text: str) -> None:
        """Show *text* when the pointer rests on it."""
        self._tip = text

    def toolTip(self) -> str:
        """What is shown when the pointer rests on it."""
        return self._tip

    def event(self, event: QEvent) -> bool:
        """Show the tip."""
        if self._tip and isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            show_tip(event.globalPos(), self._tip, self)
            return True
        return super().event(event)
