"""What the row in focus holds in full, in a strip of one height under the list, with what can be done to it.

``RowDetails()``   ``show_details(title, about, chip, text, may_change)``; signals ``open_requested``, ``edit_requested``,
    ``delete_requested``
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.elided import LEAST, Elided
from desktop_app.views.look import theme
from desktop_app.views.look.theme import Tone

_TEXT_HEIGHT = 74


class RowDetails(QWidget):
    """Name, chip and the rest in a line, the buttons beside it, the whole text under it."""

    open_requested = Signal()
    edit_requested = Signal()
    delete_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rowDetails")
        self._title = Elided(role="strong", name="detailsTitle", least=260)
        self._chip = Chip(name="detailsChip")
        self._about = Elided(role="muted", name="detailsAbout", least=LEAST)
        self._open = button(tr("&Open the person"), "quiet", name="detailsOpen", tip=tr("O"))
        self._edit = button(tr("&Edit"), "quiet", name="detailsEdit", tip=tr("Enter"))
        self._delete = button(tr("Delete"), "danger", name="detailsDelete", tip=tr("Del"))
        self._text = QPlainTextEdit()

        self._text.setObjectName("detailsText")
        self._text.setAccessibleName(tr("Notes of the row in focus"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(_TEXT_HEIGHT)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        head = QHBoxLayout()
        head.setSpacing(theme.S2)
        head.addWidget(self._title)
        head.addWidget(self._chip)
        head.addWidget(self._about)
        head.addStretch(1)
        for pressed in (self._open, self._edit, self._delete):
            head.addWidget(pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S1)
        column.addLayout(head)
        column.addWidget(self._text)
        self.hide()  # until a row is in focus

        self._open.clicked.connect(self.open_requested)
        self._edit.clicked.connect(self.edit_requested)
        self._delete.clicked.connect(self.delete_requested)

    def show_details(
        self, title: str, about: str, chip: tuple[str, Tone] | None, text: str, *, may_change: bool
    ) -> None:
        """Show a row: *title* and *about* in the line, *chip* as (word, tone) between them, *text* in full under it."""
        self._title.setText(title)
        self._about.setText(about)
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.set(*chip)
        if self._text.toPlainText() != text:
            self._text.setPlainText(text)
        self._edit.setVisible(may_change)
        self._delete.setVisible(may_change)

    def text(self) -> str:
        """The whole text shown."""
        return self._text.toPlainText()

    def title(self) -> str:
        """What stands at the head."""
        return self._title.text()

    def about(self) -> str:
        """What stands beside the title, whether it fits or not."""
        return self._about.text()
