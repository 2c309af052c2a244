"""The last step of an import: what became of the list in words, who was refused and why, and what to do now.

``ReportStep()``   ``show_report(report)``; signals ``people_requested()``, ``save_requested()``,
    ``another_requested()``, ``undo_requested()``, ``take_requested(differences)``, ``person_requested(key)``, ``mended_requested()``,
    ``doubt_requested(pair)``, ``answers_requested()``, ``users_requested()``, and after a check ``back_requested()``,
    ``meanings_requested()``, ``import_requested()``; ``refused_rows()`` as they are now, ``mended_rows()`` of them those that were
    mended, ``show_answers(corrections)``, ``offer_users(may_manage=…)``
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.exchange.imports.import_report import Difference, ImportReport
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.exchange.imports.report_words import difference_sentence, sentences
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import button, spoken
from desktop_app.views.kit.labels import card, label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.corrections import Corrections
from desktop_app.views.pages.importing.doubt_dialog import DoubtPair, pair_sentence, pairs_of
from desktop_app.views.pages.importing.meanings_dialog import words_to_explain
from desktop_app.views.pages.importing.refused_grid import RefusedGrid

_LEAST_TABLE_HEIGHT = 76


class DoubtLine(NamedTuple):
    """Somebody who may be somebody else."""

    line: int
    words: str
    pair: DoubtPair


class DifferenceLine(NamedTuple):
    """What the list says otherwise of a known person."""

    line: int
    words: str
    difference: Difference


class ReportStep(QWidget):
    """What happened, or what would happen."""

    people_requested = Signal()
    save_requested = Signal()
    another_requested = Signal()
    back_requested = Signal()
    import_requested = Signal()
    undo_requested = Signal()
    take_requested = Signal(object)
    person_requested = Signal(int)
    meanings_requested = Signal()
    mended_requested = Signal()
    doubt_requested = Signal(object)
    answers_requested = Signal()
    users_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importReport")
        self._title = label("", "section", name="importReportTitle")
        self._words = label("", wrap=True, name="importReportWords")
        self._kept = label("", "muted", wrap=True, name="importReportKept")
        self._refused_title = label("", "strong", name="importRefusedTitle")
        self._refused = RefusedGrid()
        self._mend = button("", name="importMended")
        self._report: ImportReport | None = None
        self._pairs: list[DoubtPair] = []
        self._answered = button("", name="importAnswered")
        self._users = button(tr("Let them sign &in…"), name="importLetSignIn")
        self._may_sign_in = label("", wrap=True, name="importMaySignIn")
        self._doubts_title = label("", "strong", name="importDoubtsTitle")
        self._doubts: RecordTable[DoubtLine] = _lines_table(
            "importDoubts", tr("People who may be the same"), lambda line: line.pair.key
        )
        self._differences_title = label("", "strong", name="importDifferencesTitle")
        self._differences: RecordTable[DifferenceLine] = _lines_table(
            "importDifferences", tr("What the list says otherwise")
        )
        self._take = button(tr("&Take what the list says"), name="importTake")
        self._undo = button(tr("&Undo this import…"), name="importUndoLast")
        self._meanings = button(tr("&Say what words mean…"), name="importSayMeanings")
        self._save = button(tr("&Save the refused rows as…"), name="importSaveRefused")
        self._another = button(tr("Import &another list"), name="importAnotherList")
        self._back = button(tr("&Back to the columns"), name="importBack")
        self._people = button(tr("Show the &people"), "primary", name="importShowPeople")
        self._import = button(tr("&Import"), "primary", name="importAfterCheck")
        self._differences.set_multiple()
        for widget in (
            self._save,
            self._back,
            self._import,
            self._take,
            self._undo,
            self._meanings,
            self._mend,
            self._answered,
            self._users,
        ):
            widget.hide()  # until they are needed: a page is as wide as all that is in it
        for table in (self._refused, self._doubts, self._differences):
            table.setMinimumHeight(_LEAST_TABLE_HEIGHT)
            table.hide()
        self._lay_out()
        for widget, signal in (
            (self._save, self.save_requested),
            (self._another, self.another_requested),
            (self._back, self.back_requested),
            (self._people, self.people_requested),
            (self._import, self.import_requested),
            (self._undo, self.undo_requested),
            (self._meanings, self.meanings_requested),
            (self._mend, self.mended_requested),
            (self._answered, self.answers_requested),
            (self._users, self.users_requested),
        ):
            widget.clicked.connect(signal)
        self._take.clicked.connect(self._take_selected)
        self._refused.mended.connect(self._show_mended)
        self._refused.mended.connect(lambda: announce(self, self._refused_title.text()))
        self._doubts.activated_record.connect(lambda line: self.doubt_requested.emit(line.pair))
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
        asked = QHBoxLayout()
        asked.setSpacing(theme.S3)
        asked.addWidget(self._may_sign_in, 1)
        asked.addWidget(self._users, 0, Qt.AlignmentFlag.AlignBottom)
        words_column.addLayout(asked)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S2)
        for widget in (self._save, self._undo, self._meanings):
            foot.addWidget(widget)
        foot.addStretch(1)
        for widget in (self._another, self._back, self._people, self._import):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S3)
        column.addWidget(frame)
        for title, pressed, table, share in (
            (self._refused_title, self._mend, self._refused, 2),
            (self._doubts_title, self._answered, self._doubts, 1),
            (self._differences_title, self._take, self._differences, 1),
        ):
            above = QHBoxLayout()
            above.addWidget(title, 1)
            above.addWidget(pressed)
            column.addLayout(above)
            column.addWidget(table, share)
        column.addStretch(0)
        column.addLayout(foot)
        self._column = column

    def show_report(self, report: ImportReport, columns: Mapping[int, PersonField]) -> None:
        """Show *report* of a list whose *columns* are read into these fields."""
        self._report = report
        self._pairs = pairs_of(report.doubts)
        paragraphs = sentences(report)
        self._title.setText(paragraphs[0])
        self._words.setText("\n".join(paragraphs[1:]))
        self._words.setVisible(len(paragraphs) > 1)
        refused, doubts = report.rows_refused.rows, report.doubts
        differences = [
            DifferenceLine(difference.line, difference_sentence(difference), difference)
            for difference in report.differences
        ]
        self._kept.setText(self._where_refused_rows_are(report))
        self._kept.setVisible(bool(self._kept.text()))
        self._doubts_title.setText(
            trn("{count} name to compare", "{count} names to compare", len(doubts)) if doubts else ""
        )
        self._differences_title.setText(
            trn("{count} difference", "{count} differences", len(differences)) if differences else ""
        )
        self._refused.show_rows(report.rows_refused, columns)
        self._show_mended()
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

    # -- mending and answering

    def refused_rows(self) -> list[SourceRow]:
        """All refused rows as they are now."""
        return self._refused.rows()

    def mended_rows(self) -> list[SourceRow]:
        """The refused rows as they are now, if any was mended."""
        return self._refused.rows() if self._refused.count() else []

    def _show_mended(self) -> None:
        """Say how many rows were mended, and offer to go on with them."""
        report = self._report
        if report is None:
            return
        refused, mended = len(report.rows_refused.rows), self._refused.count()
        words = trn("{count} refused row", "{count} refused rows", refused)
        if mended:
            words = f"{words} · {trn('{count} mended', '{count} mended', mended)}"
        self._refused_title.setText(words)
        action = tr("Chec&k again with what is mended") if report.dry_run else tr("Import what is &mended")
        self._mend.setText(action)
        self._mend.setAccessibleName(spoken(action))
        self._mend.setVisible(bool(refused))
        self._mend.setEnabled(bool(mended))
        self._name_import()

    def show_answers(self, corrections: Corrections) -> None:
        """Show the doubts with what was answered about them."""
        report = self._report
        if report is None:
            return
        lines, count = [], 0
        for pair in self._pairs:
            words, answer = pair_sentence(pair), corrections.answer_to(pair)
            if answer is not None:
                count += 1
                answered = (
                    tr("Answered: the same person.") if answer.is_same else tr("Answered: another person.")
                )
                words = f"{answered} {words}"
            lines.append(DoubtLine(pair.doubt.line, words, pair))
        self._doubts.set_records(lines)
        action = (
            tr("Check a&gain with the answers") if report.dry_run else tr("Import a&gain with the answers")
        )
        self._answered.setText(action)
        self._answered.setAccessibleName(spoken(action))
        self._answered.setVisible(bool(count))
        self._name_import()

    def offer_users(self, *, may_manage: bool) -> None:
        """Offer to let the mentors whom the import added sign in, to somebody who may say so."""
        report = self._report
        count = len(report.new_mentors) if report is not None and not report.dry_run else 0
        self._may_sign_in.setText(
            trn(
                "The new mentor can be given people at once. May they sign in too? That takes an address and a password.",
                "The new mentors can be given people at once. May they sign in too? That takes an address and a password for each.",
                count,
            )
            if may_manage
            else trn(
                "The new mentor can be given people at once. An administrator says whether they may sign in too.",
                "The new mentors can be given people at once. An administrator says whether they may sign in too.",
                count,
            )
        )
        self._may_sign_in.setVisible(count > 0)
        self._users.setVisible(count > 0 and may_manage)

    def _show_buttons(self, report: ImportReport) -> None:
        done, refused = not report.dry_run, bool(report.refused)
        self._save.setVisible(done and refused)
        self._undo.setVisible(done and report.import_id is not None)
        self._another.setVisible(done)
        self._people.setVisible(done)
        self._back.setVisible(not done)
        self._meanings.setVisible(not done and bool(words_to_explain(report)))
        self._import.setVisible(not done)
        self._name_import()

    def _name_import(self) -> None:
        """Say how many come in: of what was mended or answered since, nobody knows before it is checked."""
        report = self._report
        if report is None:
            return
        changed = report.added + report.updated
        is_corrected = bool(self._refused.count()) or not self._answered.isHidden()
        words = (
            tr("&Import")
            if is_corrected
            else trn("&Import {count} person", "&Import {count} people", changed)
        )
        self._import.setText(words)
        self._import.setAccessibleName(spoken(words))
        self._import.setEnabled(changed > 0 or is_corrected)

    @staticmethod
    def _where_refused_rows_are(report: ImportReport) -> str:
        if report.dry_run:
            return tr("Nothing was changed: this is only what would happen.")
        if not report.refused:
            return ""
        return tr("The refused rows are kept nowhere yet: mend them here, or save them where you like.")


def _lines_table(
    name: str, accessible_name: str, key: Callable[[Any], Hashable] = lambda line: line
) -> RecordTable[Any]:
    columns: list[Column[Any]] = [
        Column(
            "line", tr("Line"), lambda line: str(line.line), width=64, figure=True, muted=True, optional=False
        ),
        Column("why", tr("Why"), lambda line: line.words, width=400, stretch=True, optional=False),
    ]
    return RecordTable(columns, key, name=name, accessible_name=accessible_name)
