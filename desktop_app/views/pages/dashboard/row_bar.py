"""What can be done to the row under the mouse, as buttons at its end: no way back to the head of the page for a click.

``RowBar(table, actions)``   shows itself on the row under the mouse; a press makes that row current and does the action
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from desktop_app.views.kit.labels import set_tip
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme

_SIDE = 28


class RowBar(QFrame):
    """Buttons that come with the mouse. Keys do the same: no stop of the Tab key is among them."""

    def __init__(self, table: RecordTable[Any], actions: Sequence[QAction]) -> None:
        super().__init__(table.viewport())
        self.setObjectName("rowBar")
        self.setProperty("surface", "popup")
        self._table = table
        self._row = -1
        self._buttons = [(self._button(action), action) for action in actions]
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(0)
        for pressed, _action in self._buttons:
            line.addWidget(pressed)
        self.hide()
        table.viewport().installEventFilter(self)
        table.verticalScrollBar().valueChanged.connect(self.hide)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the mouse from row to row; leave with it."""
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            self._stand_on(self._table.indexAt(event.position().toPoint()).row())
        elif event.type() in {QEvent.Type.Leave, QEvent.Type.Resize}:
            self._stand_on(-1)
        return False

    def _button(self, action: QAction) -> QToolButton:
        pressed = QToolButton(self)
        keys = action.shortcut().toString()
        words = f"{action.text()} ({keys})" if keys else action.text()
        pressed.setIcon(action.icon())
        set_tip(pressed, words)
        pressed.setAccessibleName(words)
        pressed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pressed.setFixedSize(_SIDE, _SIDE)
        pressed.clicked.connect(partial(self._do, action))
        return pressed

    def _stand_on(self, row: int) -> None:
        if row < 0 or self._table.covered():
            self._row = -1
            self.hide()
            return
        if row != self._row:
            self._row = row
            for pressed, action in self._buttons:
                pressed.setVisible(action.isVisible())
        self.adjustSize()
        top = self._table.rowViewportPosition(row) + (self._table.rowHeight(row) - self.height()) // 2
        self.move(self._table.viewport().width() - self.width() - theme.S2, top)
        self.show()
        self.raise_()

    def _do(self, action: QAction) -> None:
        if self._row < 0:
            return
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        self._table.selectRow(self._row)
        self.hide()
        action.trigger()  # what cannot be done with this row is disabled, and does nothing
