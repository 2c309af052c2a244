"""A text that is there to be taken elsewhere: an address, a fingerprint, a token.

``CopyField(name="", accessible_name="", lines=1)``   ``set_text(text)``, ``text()``, ``set_covered(bool)``; the button beside the text puts it on the
    clipboard and says so for a moment; signal ``copied``. With *lines*, a text without spaces is shown in that many.
"""

from __future__ import annotations

from textwrap import wrap

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontDatabase
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.privacy_mode import mask
from desktop_app.views.look import theme

_SAID_FOR = 2_000  # milliseconds


class _Line(QLineEdit):
    """A line that is read and copied, never typed in."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the whole text."""
        super().focusInEvent(event)
        self.selectAll()


def _selectable() -> QLabel:
    text_label = label()
    text_label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return text_label


class CopyField(QWidget):
    """The text and its button."""

    copied = Signal()

    def __init__(self, *, name: str = "copyField", accessible_name: str = "", lines: int = 1) -> None:
        super().__init__()
        self.setObjectName(name)
        self._text = ""
        self._lines = lines
        self._line: _Line | QLabel = _Line() if lines == 1 else _selectable()
        self._line.setObjectName(f"{name}Text")
        self._line.setAccessibleName(accessible_name)
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        face.setPixelSize(theme.font("body").pixelSize())
        self._line.setFont(face)
        self._button = button(tr("Copy"), name=f"{name}Copy")
        self._button.setMinimumWidth(
            max(
                self._button.sizeHint().width(),
                button(tr("Copied")).sizeHint().width(),
            )
        )
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_SAID_FOR)
        self.setFocusProxy(self._line)

        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.S2)
        across.addWidget(self._line, 1)
        across.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)

        self._button.clicked.connect(self._copy)
        self._back.timeout.connect(lambda: self._button.setText(tr("Copy")))

    def text(self) -> str:
        """The text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show *text*, from its beginning."""
        if text != self._text:
            self._text = text
            self._button.setEnabled(True)
            self._show(text)

    def set_covered(self, *, covered: bool) -> None:
        """Show dots instead of the text, which cannot be copied then; or show it."""
        self._button.setEnabled(not covered)
        self._show(mask(self._text) if covered else self._text)

    def _show(self, text: str) -> None:
        if isinstance(self._line, QLabel):
            self._line.setText("\n".join(wrap(text, max(1, -(-len(text) // self._lines)))))
        else:
            self._line.setText(text)
            self._line.setCursorPosition(0)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)
        self._button.setText(tr("Copied"))
        announce(self._button, tr("Copied"))
        self._back.start()
        self.copied.emit()
