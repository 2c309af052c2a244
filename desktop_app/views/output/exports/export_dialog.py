"""Asks for the form and the place of a list's file, writes it off the UI thread, and says how far it is.

``ExportDialog(session, kind, parent)``   ``open()``; ``exported(words, path)`` when the file is there
    A long one goes on behind the window when wished; the dialog comes back when something goes wrong
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.exchange.exports.tables import Exported, ExportForm, Format, suggested_name
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import EXPORT_FORMATS
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import label
from desktop_app.views.output.exports.lists import ExportKind, Wish
from desktop_app.views.output.output_dialog import OutputDialog, Progress, ShouldStop
from desktop_app.views.wording import formats


class ExportDialog(OutputDialog):
    """One list, as a file."""

    exported = Signal(str, object)

    def __init__(self, session: Session, kind: ExportKind, parent: QWidget | None = None) -> None:
        super().__init__(session, kind.title, "export", parent)
        self._kind = kind
        self._notes_of: dict[bool, bool] = {False: kind.notes_first, True: False}  # as a calendar or not

        words = {
            Format.EXCEL: ("Excel", "e"),
            Format.CSV: ("CSV", "c"),
            Format.CALENDAR: (tr("Calendar"), "k"),
        }
        self._format = SegmentedChoice(
            [(offered, *words[offered]) for offered in kind.formats], name="exportFormat"
        )
        self._row = FormRow(tr("Kind of file"), self._format, help_text=" ")
        self._further = QCheckBox(kind.further)
        self._notes = QCheckBox()
        self._further.setObjectName("exportFurther")
        self._notes.setObjectName("exportNotes")

        self.content.addWidget(label(kind.about, wrap=True, name="exportAbout"))
        for each in (self._row, self._further, self._notes):
            self.content.addWidget(each)
        self.add_parts(tr("&Save as…"), "exportSave", self._ask_for_a_place)
        self.lock_meanwhile = (self._format, self._further, self._notes)

        self._further.setVisible(bool(kind.further))
        kept = session.recall(EXPORT_FORMATS)
        self._format.set_value(
            next((offered for offered in kind.formats if str(offered) == kept), Format.EXCEL)
        )
        self._say_format()
        self._format.changed.connect(self._say_format)
        self._notes.toggled.connect(self._keep_notes)

    # -- what is chosen

    def _is_calendar(self) -> bool:
        return self._format.value() is Format.CALENDAR

    def _say_format(self) -> None:
        about = {
            Format.EXCEL: tr("For Excel and LibreOffice: days and numbers can be sorted and reckoned with."),
            Format.CSV: tr("Plain text, which every program reads, also an import into Suivi."),
            Format.CALENDAR: tr("For the calendar of a phone or PC: a whole-day entry for each."),
        }
        self._row.set_help(about[self._format.value()])
        words = self._kind.notes_of_calendar if self._is_calendar() else self._kind.notes
        self._notes.setText(words)
        self._notes.setVisible(bool(words))
        self._notes.setChecked(self._notes_of[self._is_calendar()])
        self.notice.clear()

    def _keep_notes(self, with_notes: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._notes_of[self._is_calendar()] = with_notes

    def _wish(self) -> Wish:
        with_notes = bool(self._notes.text()) and self._notes.isChecked()
        return Wish(ExportForm(self._format.value(), with_notes=with_notes), self._further.isChecked())

    # -- where to

    def _ask_for_a_place(self) -> None:
        self.notice.clear()
        format_: Format = self._format.value()
        filters = {
            Format.EXCEL: tr("Excel workbooks (*.xlsx)"),
            Format.CSV: tr("CSV files (*.csv)"),
            Format.CALENDAR: tr("Calendar files (*.ics)"),
        }
        name = suggested_name(self._kind.file_title, self.session.controllers.clock.today(), format_)
        self.ask_for_a_file(self._kind.title, name, filters[format_], str(format_), self._write)

    def _write(self, path: Path) -> None:
        wish, kind = self._wish(), self._kind
        self.session.remember_own(EXPORT_FORMATS, str(wish.form.format))

        def work(progress: Progress, should_stop: ShouldStop) -> Exported:
            return kind.write(path, wish, {"on_progress": progress, "should_stop": should_stop})

        def progress_words(done: int, total: int) -> str:
            return tr("{done} of {total} rows", done=formats.number(done), total=formats.number(total))

        self.begin(work, self._done, progress_words)

    def _done(self, exported: Exported) -> None:
        what, name = self._kind.words_of(exported.rows), exported.path.name
        self.exported.emit(tr("Exported: {what} in “{name}”", what=what, name=name), exported.path)
