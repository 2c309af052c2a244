"""The fields of a form and what stands beside them; in a narrow window below them.

``SideBySide(column)``   ``set_aside(widget)``, ``finish()`` once all fields are there: what stands beside comes behind the last of them
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.views.kit.fields.form_row import FormColumn
from desktop_app.views.look import theme

_SCROLL_ROOM = 52  # pixels beside the fields, and round them on their card
_LEAST_FOR_TWO = 720  # pixels: where there are fewer, there is one column


class SideBySide(QWidget):
    """The fields take what they need first, then what stands beside them."""

    def __init__(self, column: FormColumn) -> None:
        super().__init__()
        self._column = column
        self._aside: QWidget | None = None
        self._is_finished = False
        self._is_below = False
        column.stand_on_card()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.S5)
        self._across.addWidget(column, 1)

    def set_aside(self, widget: QWidget) -> None:
        """Show *widget* at the right of the fields, close to them."""
        self._column.setMaximumWidth(theme.FORM_WIDTH + _SCROLL_ROOM)
        self._aside = widget

    def finish(self) -> None:
        """Put what stands beside the fields behind the last of them: so the Tab key goes."""
        if self._aside is None or self._is_finished:
            return
        self._is_finished = True
        self._across.setStretch(0, 1000)
        self._across.addWidget(self._aside, 100, Qt.AlignmentFlag.AlignTop)
        self._across.addStretch(1)
        if self.isVisible():
            self._place(below=self.width() < _LEAST_FOR_TWO)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for two columns, what stands beside the fields goes below them."""
        super().resizeEvent(event)
        self._place(below=self.width() < _LEAST_FOR_TWO)

    def _place(self, *, below: bool) -> None:
        if self._aside is None or not self._is_finished or below == self._is_below:
            return
        self._is_below = below
        is_hidden = self._aside.isHidden()
        if below:
            self._across.removeWidget(self._aside)
            self._column.add(self._aside)
        else:
            self._across.insertWidget(1, self._aside, 100, Qt.AlignmentFlag.AlignTop)
        self._aside.setHidden(is_hidden)  # another parent hides it
