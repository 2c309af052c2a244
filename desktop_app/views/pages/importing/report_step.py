"""The last step of an import: what became of the list in words, who was refused and why, and what to do now.

``ReportStep()``   ``show_report(report)``; signals ``people_requested()``, ``folder_requested()``, ``save_requested()``,
    ``another_requested()``, and after a check ``back_requested()``, ``import_requested()``
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.exchange.imports.import_report import ImportReport
from desktop_app.exchange.imports.report_words import doubt_sentence, sentences
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.buttons import button, spoken
from desktop_app.views.kit.labels import card, label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme

Line = tuple[int, str]


class ReportStep(QWidget):
    """What happened, or what would happen."""

    people_requested = Signal()
    folder_requested = Signal()
    save_requested = Signal()
    another_requested = Signal()
    back_requested = Signal()
    import_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importReport")
        self._title = label("", "section", name="importReportTitle")
        self._words = label("", wrap=True, name="importReportWords")
        self._kept = label("", "muted", wrap=True, name="importReportKept")
        self._refused_title = label("", "strong", name="importRefusedTitle")
        self._refused = _lines_table("importRefused", tr("The rows that are refused"))
        self._doubts_title = label("", "strong", name="importDoubtsTitle")
        self._doubts = _lines_table("importDoubts", tr("People who may be the same"))
        self._save = button(tr("&Save the refused rows as…"), name="importSaveRefused")
        self._folder = button(tr("&Open the folder of the refused rows"), name="importOpenFolder")
        self._another = button(tr("Import &another list"), name="importAnotherList")
        self._back = button(tr("&Back to the columns"), name="importBack")
        self._people = button(tr("Show the &people"), "primary", name="importShowPeople")
        self._import = button(tr("&Import"), "primary", name="importAfterCheck")
        for widget in (self._save, self._folder, self._back, self._import):
            widget.hide()  # until they are needed: a page is as wide as all that is in it
        self._lay_out()
        for widget, signal in (
            (self._save, self.save_requested),
            (self._folder, self.folder_requested),
            (self._another, self.another_requested),
            (self._back, self.back_requested),
            (self._people, self.people_requested),
            (self._import, self.import_requested),
        ):
            widget.clicked.connect(signal)

    def _lay_out(self) -> None:
        frame = card("importReportCard")
        words_column = QVBoxLayout(frame)
        words_column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        words_column.setSpacing(theme.S2)
        for text in (self._title, self._words, self._kept):
            words_column.addWidget(text)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        for widget in (self._save, self._folder):
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
        column.addStretch(0)
        column.addLayout(foot)
        self._column = column

    def show_report(self, report: ImportReport) -> None:
        """Show *report*."""
        paragraphs = sentences(report)
        self._title.setText(paragraphs[0])
        self._words.setText("\n".join(paragraphs[1:]))
        self._words.setVisible(len(paragraphs) > 1)
        refused, doubts = report.refused, [(doubt.line, doubt_sentence(doubt)) for doubt in report.doubts]
        self._kept.setText(self._where_refused_rows_are(report))
        self._kept.setVisible(bool(self._kept.text()))
        self._refused_title.setText(trn("{count} refused row", "{count} refused rows", len(refused)))
        self._doubts_title.setText(
            trn("{count} name to compare", "{count} names to compare", len(doubts)) if doubts else ""
        )
        for table, title, lines in (
            (self._refused, self._refused_title, refused),
            (self._doubts, self._doubts_title, doubts),
        ):
            table.set_records(lines)
            table.setVisible(bool(lines))
            title.setVisible(bool(lines))
        self._column.setStretch(self._column.count() - 2, 0 if refused or doubts else 1)
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

    def _show_buttons(self, report: ImportReport) -> None:
        done, refused = not report.dry_run, bool(report.refused)
        self._save.setVisible(done and refused)
        self._folder.setVisible(done and report.refused_file is not None)
        self._another.setVisible(done)
        self._people.setVisible(done)
        self._back.setVisible(not done)
        self._import.setVisible(not done)
        words = trn("&Import {count} person", "&Import {count} people", report.people)
        self._import.setText(words)
        self._import.setAccessibleName(spoken(words))
        self._import.setEnabled(report.added + report.updated > 0)

    @staticmethod
    def _where_refused_rows_are(report: ImportReport) -> str:
        if report.dry_run:
            return tr("Nothing was changed: this is only what would happen.")
        if not report.refused:
            return ""
        if report.refused_file is None:
            return tr("The refused rows could not be saved beside the list: save them somewhere yourself.")
        return tr(
            "The refused rows are in “{name}”, in the form of the list. Mend them there and import that file.",
            name=report.refused_file.name,
        )


def _lines_table(name: str, accessible_name: str) -> RecordTable[Line]:
    columns: list[Column[Line]] = [
        Column(
            "line", tr("Line"), lambda line: str(line[0]), width=64, figure=True, muted=True, optional=False
        ),
        Column("why", tr("Why"), lambda line: line[1], width=400, stretch=True, optional=False),
    ]
    return RecordTable(columns, lambda line: line, name=name, accessible_name=accessible_name)
