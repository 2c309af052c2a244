"""Choose one of many by typing a part of its name, within a form.

``AsyncPicker(placeholder="", name="picker")``   a QuickFind that keeps what was chosen: ``value() -> record | None``,
    ``set_value(record | None, title="")``, ``changed()``, ``understood()`` (False while something is typed but not chosen)
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.quick_find import QuickFind
from desktop_app.views.kit.fields.result_list import Result
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.look import icons


class AsyncPicker(QuickFind):
    """A line that holds one record; typing lets it go until another is chosen."""

    changed = Signal()

    def __init__(self, placeholder: str = "", *, name: str = "picker") -> None:
        super().__init__(placeholder, name=name)
        self._record: Any = None
        self._held: QAction = self.addAction(
            icons.icon("check", "good"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._held.setText(tr("Chosen"))
        set_tip(self._held, tr("This one is chosen"))
        self._held.setVisible(False)
        self.textEdited.connect(self._let_go)

    def value(self) -> Any:
        """The record chosen, or None."""
        return self._record

    def set_value(self, record: Any, title: str = "") -> None:
        """Hold *record*, shown as *title*; None for nothing."""
        self._record = record
        self.setText(title if record is not None else "")
        self._held.setVisible(record is not None)
        self.setCursorPosition(0)
        self.changed.emit()

    def understood(self) -> bool:
        """Whether what stands there was chosen, or nothing stands there."""
        return self._record is not None or not self.text().strip()

    def take(self, result: Result) -> None:
        """Hold what was chosen."""
        record, title, *_ = result
        self.set_value(record, title)
        self.chosen.emit(record)

    def _asks(self) -> bool:
        """Enter chooses only while nothing is held; after that it is the form's."""
        return self.results_open() or (self._record is None and bool(self.text().strip()))

    def _let_go(self) -> None:
        if self._record is not None:
            self._record = None
            self._held.setVisible(False)
        self.changed.emit()
