"""The last step of an import: what became of the list in words, who was refused and why, and what to do now.

``ReportStep()``   ``show_report(report)``; signals ``people_requested()``, ``folder_requested()``, ``save_requested()``,
    ``another_requested()``, ``undo_requested()``, ``take_requested(differences)``, ``person_requested(key)``, and after a check
    ``back_requested()``, ``meanings_requested()``, ``import_requested()``
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.exchange.imports.import_report import Difference, Doubt, ImportReport
from desktop_app.exchange.imports.report_words import (
    difference_sentence,
    doubt_sentence,
    name_of,
    sentences,
)
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.buttons import button, spoken
from desktop_app.views.kit.labels import card, label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.meanings_dialog import words_to_explain

_LEAST_TABLE_HEIGHT = 76


class Line(NamedTuple):
    """A line of a table: that of the list, and what is to be said of it."""

    line: int
    words: str


class DoubtLine(NamedTuple):
    """Somebody who may be somebody else."""

    line: int
    words: str
    doubt: Doubt


class DifferenceLine(NamedTuple):
    """What the list says otherwise of a known person."""

    line: int
    words: str
    difference: Difference


class ReportStep(QWidget):
    """What happened, or what would happen."""

    people_requested = Signal()
    folder_requested = Signal()
    save_requested = Signal()
    another_requested = Signal()
    back_requested = Signal()
    import_requested = Signal()
    undo_requested = Signal()
    take_requested = Signal(object)
    person_requested = Signal(int)
    meanings_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importReport")
        self._title = label("", "section", name="importReportTitle")
        self._words = label("", wrap=True, name="importReportWords")
        self._kept = label("", "muted", wrap=True, name="importReportKept")
        self._refused_title = label("", "strong", name="importRefusedTitle")
        self._refused: RecordTable[Line] = _lines_table("importRefused", tr("The rows that are refused"))
        self._doubts_title = label("", "strong", name="importDoubtsTitle")
        self._doubts: RecordTable[DoubtLine] = _lines_table("importDoubts", tr("People who may be the same"))
        self._differences_title = label("", "strong", name="importDifferencesTitle")
        self._differences: RecordTable[DifferenceLine] = _lines_table(
            "importDifferences", tr("What the list says otherwise")
        )
        self._take = button(tr("&Take what the list says"), name="importTake")
        self._undo = button(tr("&Undo this import…"), name="importUndoLast")
        self._meanings = button(tr("&Say what words mean…"), name="importSayMeanings")
        self._save = button(tr("&Save the refused rows as…"), name="importSaveRefused")
        self._folder = button(tr("&Open the folder of the refused rows"), name="importOpenFolder")
        self._another = button(tr("Import &another list"), name="importAnotherList")
        self._back = button(tr("&Back to the columns"), name="importBack")
        self._people = button(tr("Show the &people"), "primary", name="importShowPeople")
        self._import = button(tr("&Import"), "primary", name="importAfterCheck")
        self._differences.set_multiple()
        for widget in (
            self._save,
            self._folder,
            self._back,
            self._import,
            self._take,
            self._undo,
            self._meanings,
        ):
            widget.hide()  # until they are needed: a page is as wide as all that is in it
        for table in (self._refused, self._doubts, self._differences):
            table.setMinimumHeight(_LEAST_TABLE_HEIGHT)
            table.hide()
        self._lay_out()
        for widget, signal in (
            (self._save, self.save_requested),
            (self._folder, self.folder_requested),
            (self._another, self.another_requested),
            (self._back, self.back_requested),
            (self._people, self.people_requested),
            (self._import, self.import_requested),
            (self._undo, self.undo_requested),
            (self._meanings, self.meanings_requested),
        ):
            widget.clicked.connect(signal)
        self._take.clicked.connect(self._take_selected)
        self._doubts.activated_record.connect(self._open_doubtful)
        self._differences.activated_record.connect(
            lambda line: self.person_requested.emit(line.difference.person_id)
        )

    def _lay_out(self) -> None:
        frame = card("importReportCard")
        words_column = QVBoxLayout(frame)
        words_column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        words_column.setSpacing(theme.S2)
        for text in (self._title, self._words, self._kept):
            words_column.addWidget(text)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        for widget in (self._save, self._folder, self._undo, self._meanings):
            foot.addWidget(widget)
        foot.addStretch(1)
        for widget in (self._another, self._back, self._people, self._import):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S3)
        column.addWidget(frame)
        column.addWidget(self._refused_title)
        column.addWidget(self._refused, 2)
        column.addWidget(self._doubts_title)
        column.addWidget(self._doubts, 1)
        differing = QHBoxLayout()
        differing.addWidget(self._differences_title, 1)
        differing.addWidget(self._take)
        column.addLayout(differing)
        column.addWidget(self._differences, 1)
        column.addStretch(0)
        column.addLayout(foot)
        self._column = column

    def show_report(self, report: ImportReport) -> None:
        """Show *report*."""
        paragraphs = sentences(report)
        self._title.setText(paragraphs[0])
        self._words.setText("\n".join(paragraphs[1:]))
        self._words.setVisible(len(paragraphs) > 1)
        refused = [
            Line(row.line, " · ".join(part for part in (name_of(row), reason) if part))
            for row, reason in report.rows_refused.rows
        ]
        doubts = [DoubtLine(doubt.line, doubt_sentence(doubt), doubt) for doubt in report.doubts]
        differences = [
            DifferenceLine(difference.line, difference_sentence(difference), difference)
            for difference in report.differences
        ]
        self._kept.setText(self._where_refused_rows_are(report))
        self._kept.setVisible(bool(self._kept.text()))
        self._refused_title.setText(trn("{count} refused row", "{count} refused rows", len(refused)))
        self._doubts_title.setText(
            trn("{count} name to compare", "{count} names to compare", len(doubts)) if doubts else ""
        )
        self._differences_title.setText(
            trn("{count} difference", "{count} differences", len(differences)) if differences else ""
        )
        self._refused.set_records(refused)
        self._doubts.set_records(doubts)
        self._differences.set_records(differences)
        for table, title, is_filled in (
            (self._refused, self._refused_title, bool(refused)),
            (self._doubts, self._doubts_title, bool(doubts)),
            (self._differences, self._differences_title, bool(differences)),
        ):
            table.setVisible(is_filled)
            title.setVisible(is_filled)
        self._take.setVisible(any(not difference.taken for difference in report.differences))
        self._column.setStretch(self._column.count() - 2, 0 if refused or doubts or differences else 1)
        self._show_buttons(report)

    def focus_start(self) -> None:
        """Put the focus on what one does next."""
        for widget in (self._import, self._people, self._back):
            if not widget.isHidden() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def set_saved(self, words: str) -> None:
        """Say where the refused rows are now."""
        self._kept.setText(words)
        self._kept.setVisible(True)

    def _take_selected(self) -> None:
        """Take of those selected what the list says; of all where nobody is."""
        chosen = self._differences.selected_records() or list(self._differences.records.records())
        self.take_requested.emit([line.difference for line in chosen])

    def _open_doubtful(self, line: DoubtLine) -> None:
        if line.doubt.known:
            self.person_requested.emit(line.doubt.known[0].id)

    def _show_buttons(self, report: ImportReport) -> None:
        done, refused = not report.dry_run, bool(report.refused)
        self._save.setVisible(done and refused)
        self._undo.setVisible(done and report.import_id is not None)
        self._folder.setVisible(done and report.refused_file is not None)
        self._another.setVisible(done)
        self._people.setVisible(done)
        self._back.setVisible(not done)
        self._meanings.setVisible(not done and bool(words_to_explain(report)))
        self._import.setVisible(not done)
        changed = report.added + report.updated
        words = trn("&Import {count} person", "&Import {count} people", changed)
        self._import.setText(words)
        self._import.setAccessibleName(spoken(words))
        self._import.setEnabled(changed > 0)

    @staticmethod
    def _where_refused_rows_are(report: ImportReport) -> str:
        if report.dry_run:
            return tr("Nothing was changed: this is only what would happen.")
        if not report.refused:
            return ""
        if report.refused_file is None:
            return tr(
                "The refused rows are kept nowhere yet: save them where you like, correct them and "
                "import the file again."
            )
        return tr(
            "The refused rows are in “{name}”, in the form of the list. Correct them and import "
            "the file again.",
            name=report.refused_file.name,
        )


def _lines_table(name: str, accessible_name: str) -> RecordTable[Any]:
    columns: list[Column[Any]] = [
        Column(
            "line", tr("Line"), lambda one: str(one.line), width=64, figure=True, muted=True, optional=False
        ),
        Column("why", tr("Why"), lambda one: one.words, width=400, stretch=True, optional=False),
    ]
    return RecordTable(columns, lambda line: line, name=name, accessible_name=accessible_name)
