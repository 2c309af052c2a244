"""A choice of time zones in which one types a part of a city's name.

``ZoneChoice(current, name)``   the PC's own zone where *current* is empty
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop_app.domain.clock import system_zone_name, zone_names


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
