"""The limit in days that the list of those who wait is made by; another one is looked at before it is worn.

``LimitField(most, days, parent)``   ``worn()``: the limit of the list; signal ``changed()`` when another one is worn: by Enter, by the
    button, by leaving the field. While one types, ``preview_requested(days)`` asks what it would change, and
    ``show_preview(days, count, listed)`` says it: "10 days: 14 fewer" (``difference(count, listed)``). Esc goes back to the one that is worn
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_PAUSE = 150  # milliseconds after the last key until it is asked what another limit would change


def difference(count: int, listed: int) -> str:
    """How many more or fewer *count* is than *listed*, in words."""
    more = count - listed
    number = formats.number(abs(more))
    if more > 0:
        return trn("{number} more", "{number} more", more, number=number)
    if more < 0:
        return trn("{number} fewer", "{number} fewer", -more, number=number)
    return tr("just as many")


class LimitField(QWidget):
    """A number, its unit with what it would change, and a button that takes it over."""

    changed = Signal()
    preview_requested = Signal(int)

    def __init__(self, most: int, days: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._worn = days
        self._days = NumberField(
            0, most, days, name="threshold", accessible_name=tr("Waiting at least, in days")
        )
        self._unit = label("", name="thresholdUnit")
        self._wear = icon_button("check", tr("Show the list by this limit (Enter)"), name="thresholdWear")
        self._pause = QTimer(self)

        self._days.setKeyboardTracking(True)  # what another limit would change is said while one types
        self._days.setFixedWidth(76)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S2)
        for each in (self._days, self._unit, self._wear):
            line.addWidget(each)
        self._wear.hide()
        self._say_unit()

        self._days.valueChanged.connect(self._typed)
        self._days.editingFinished.connect(self._take_over)
        self._wear.clicked.connect(self._take_over)
        self._pause.timeout.connect(lambda: self.preview_requested.emit(self._days.value()))

    def worn(self) -> int:
        """The limit that the list is made by."""
        return self._worn

    def show_preview(self, days: int, count: int, listed: int) -> None:
        """Say what a limit of *days* would change: *count* would be listed instead of *listed*."""
        if days != self._days.value() or days == self._worn:
            return
        difference_words = difference(count, listed)
        self._unit.setText(
            tr("{unit}: {difference}", unit=trn("day", "days", days), difference=difference_words)
        )
        announce(self._days, f"{days} {self._unit.text()}")

    def _typed(self) -> None:
        pending = self._days.value() != self._worn
        self._say_unit()
        self._wear.setVisible(pending)
        if pending:
            self._pause.start()
        else:
            self._pause.stop()

    def _say_unit(self) -> None:
        self._unit.setText(trn("day", "days", self._days.value()))

    def _take_over(self) -> None:
        self._pause.stop()
        self._wear.hide()
        if self._days.value() != self._worn:
            self._worn = self._days.value()
            self._say_unit()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: back to the limit that is worn."""
        if event.key() == Qt.Key.Key_Escape and self._days.value() != self._worn:
            self._days.setValue(self._worn)
            self._days.selectAll()
            return
        super().keyPressEvent(event)
