"""The lists that were taken in before: who, when, which file, how many; and the way to undo one.

``PastImports(clock)``   ``show_imports(records)``; hidden while there are none; signal ``undo_requested(ImportRecord)``
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.clock import Clock
from desktop_app.domain.records import ImportRecord
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_HEIGHT = 180


class PastImports(QWidget):
    """A short table under the choice of a file."""

    undo_requested = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("pastImports")
        self._table = _table(clock)
        self._undo = button(tr("&Undo this import…"), name="importUndo")

        self._table.setFixedHeight(_HEIGHT)
        head = QHBoxLayout()
        head.addWidget(label(tr("Imports"), "strong", name="pastImportsTitle"), 1)
        head.addWidget(self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.S3, 0, 0)
        column.setSpacing(theme.S2)
        column.addLayout(head)
        column.addWidget(self._table)
        self._table.current_record_changed.connect(self._current_changed)
        self._undo.clicked.connect(self._ask)
        self.hide()

    def show_imports(self, records: Sequence[ImportRecord]) -> None:
        """Show *records*, the newest first."""
        self._table.set_records(records)
        self._table.select_first()
        self._current_changed(self._table.current_record())
        self.setVisible(bool(records))

    def _current_changed(self, record: ImportRecord | None) -> None:
        self._undo.setEnabled(record is not None and record.undone_at is None)

    def _ask(self) -> None:
        record = self._table.current_record()
        if record is not None:
            self.undo_requested.emit(record)


def counts_words(record: ImportRecord) -> str:
    """What came of an import, in short; or that it was undone."""
    if record.undone_at is not None:
        return tr("undone")
    if record.is_of_contacts:
        return trn("{count} contact", "{count} contacts", record.added)
    parts = [
        (record.added, trn("{count} added", "{count} added", record.added)),
        (record.updated, trn("{count} filled in", "{count} filled in", record.updated)),
        (record.refused, trn("{count} refused", "{count} refused", record.refused)),
    ]
    return ", ".join(words for count, words in parts if count) or tr("nothing new")


def _table(clock: Clock) -> RecordTable[ImportRecord]:
    columns: list[Column[ImportRecord]] = [
        Column("at", tr("When"), lambda record: formats.short_moment(clock.local(record.at)), width=150),
        Column("file", tr("File"), lambda record: record.file, width=150, stretch=True),
        Column(
            "actor",
            tr("Who"),
            lambda record: record.actor.full_name if record.actor else tr("command line"),
            width=110,
        ),
        Column("counts", tr("Outcome"), counts_words, width=150),
    ]
    return RecordTable(
        columns, lambda record: record.id, name="pastImportsTable", accessible_name=tr("Imports")
    )
