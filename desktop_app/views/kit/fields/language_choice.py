"""A choice of the languages that the program speaks.

``LanguageChoice(current, name)``   signal ``chosen(code)`` when somebody picks one
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.wheel import WheelAfterClick
from desktop_app.views.wording.languages import OWN_NAMES


class LanguageChoice(QComboBox):
    """The languages, each as those who speak it call it."""

    chosen = Signal(str)

    def __init__(self, current: str, name: str = "language") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(tr("Language"))
        for code, own in OWN_NAMES.items():
            self.addItem(own, code)
        self.setCurrentIndex(self.findData(current))
        WheelAfterClick(self)
        self.activated.connect(lambda _index: self.chosen.emit(self.currentData()))
