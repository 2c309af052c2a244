"""A choice of time zones in which one types a part of a city's name.

``ZoneChoice(current, name)``   the PC's own zone where *current* is empty; what is typed takes the place of what stands there.
    ``zone()`` is the one that is meant: "paris" is Europe/Paris where no other zone has it in its name
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop_app.domain.clock import system_zone_name, zone_names
from desktop_app.views.kit.fields.wheel import WheelAfterClick


class ZoneChoice(QComboBox):
    """The time zones; one types a part of the city's name."""

    def __init__(self, current: str = "", name: str = "timeZone") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEditable(True)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(["UTC", *zone_names()])
        self.setCurrentText(current or system_zone_name())
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        WheelAfterClick(self)

    def zone(self) -> str:
        """Return the zone that is meant by what is typed; what is typed itself where it could be several, or none."""
        typed = self.currentText().strip()
        folded = typed.casefold().replace(" ", "_")
        names = ("UTC", *zone_names())
        same = [name for name in names if name.casefold() == folded]
        cities = [name for name in names if name.casefold().rsplit("/", 1)[-1] == folded]
        return next(iter(same or (cities if len(cities) == 1 else [])), typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark all that stands there when the focus comes, so that typing takes its place."""
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is None or event.reason() is Qt.FocusReason.PopupFocusReason:  # back from the names proposed
            return
        line.selectAll()
        if event.reason() is Qt.FocusReason.MouseFocusReason:  # the click puts its caret after this
            QTimer.singleShot(0, line, line.selectAll)
