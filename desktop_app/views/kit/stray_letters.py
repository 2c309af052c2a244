"""Alt and a letter that nobody underlined does nothing: Qt would type the letter into the text that has the focus.

``install(application)``   once for a process; a further call changes nothing
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_TYPED_IN = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
_NAME = "strayLetters"


class _StrayLetters(QObject):
    """Listens to what has been typed in; to listen to the application would slow every event of the program."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, _TYPED_IN):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a plain letter with Alt from being typed; what a keyboard writes by Alt (π) is another sign, and is."""
        del watched
        return (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier == Qt.KeyboardModifier.AltModifier
            and event.text().isascii()
            and event.text().isalnum()
        )


def install(application: QApplication) -> None:
    """Have *application* type no letter that was meant for a button."""
    if application.findChild(_StrayLetters, _NAME) is None:
        _StrayLetters(application)
