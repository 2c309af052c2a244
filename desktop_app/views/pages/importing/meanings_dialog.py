"""What words of a list mean here, said once: a dialog with a choice for each word that was not understood.

``MeaningsDialog(parent, words)``   signal ``chosen({(field, word): code})``; an empty code: it means nothing
``words_to_explain(report)``        the words of a report whose field has a fixed choice
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop_app.domain.vocabulary import Gender, MaritalStatus, PersonStatus, code_label
from desktop_app.exchange.imports.code_words import word_key
from desktop_app.exchange.imports.import_report import ImportReport, UnreadWord
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme

_CODES: dict[PersonField, type[StrEnum]] = {
    PersonField.STATUS: PersonStatus,
    PersonField.MARITAL_STATUS: MaritalStatus,
    PersonField.GENDER: Gender,
}
_MOST = 12
_KEEP = None


def words_to_explain(report: ImportReport) -> list[UnreadWord]:
    """The words of *report* that were not understood and whose field has a fixed choice, the most frequent first."""
    return [word for word in report.unread if word.field in _CODES and word_key(word.text)][:_MOST]


class MeaningsDialog(Dialog):
    """A line for each word: how often it stands there, and what it means."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, words: Sequence[UnreadWord]) -> None:
        super().__init__(parent, tr("What do these words mean here?"), name="importMeanings")
        self._choices: list[tuple[UnreadWord, QComboBox]] = []
        self.content.addWidget(
            label(tr("It is remembered, and holds for this list and for those to come."), "muted", wrap=True)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.S4)
        grid.setVerticalSpacing(theme.S2)
        grid.setColumnStretch(0, 1)
        for row, word in enumerate(words):
            choice = self._choice(word, row)
            title = label(f"{word.heading}: {word.text} ({word.times}×)", wrap=True)
            title.setBuddy(choice)
            grid.addWidget(title, row, 0)
            grid.addWidget(choice, row, 1)
            self._choices.append((word, choice))
        self.content.addLayout(grid)
        self.add_button(tr("Cancel"), "outlined", self.reject, name="importMeaningsCancel")
        self.add_button(tr("&Remember"), "primary", self._remember, name="importMeaningsRemember")

    def _choice(self, word: UnreadWord, row: int) -> QComboBox:
        choice = QComboBox()
        choice.setObjectName(f"importMeaning-{row}")
        choice.setAccessibleName(tr("What “{word}” means", word=word.text))
        choice.addItem(tr("Keep it in the notes"), _KEEP)
        choice.addItem(tr("Nothing"), "")
        for code in _CODES[word.field]:
            choice.addItem(code_label(code), code.value)
        return choice

    def _remember(self) -> None:
        meanings = {
            (word.field.value, word_key(word.text)): choice.currentData()
            for word, choice in self._choices
            if choice.currentData() is not _KEEP
        }
        self.accept()
        if meanings:
            self.chosen.emit(meanings)
