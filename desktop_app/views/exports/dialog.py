"""Asks for the form and the place of a list's file, writes it off the UI thread, and says how far it is.

``ExportDialog(session, kind, parent)``   ``open()``; ``exported(words, path)`` when the file is there
    A long one goes on behind the window when wished; the dialog comes back when something goes wrong
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QProgressBar, QWidget

from desktop_app.domain.errors import Cancelled
from desktop_app.domain.export_tables import Exported, ExportForm, Format, suggested_name
from desktop_app.settings import EXPORT_FORMAT, FILES_FOLDER
from desktop_app.texts import tr
from desktop_app.views import theme, written
from desktop_app.views.exports.kinds import Kind, Progress, ShouldStop, Wish
from desktop_app.views.failures import describe
from desktop_app.views.operations import Job
from desktop_app.views.session import Session
from desktop_app.views.widgets.dialog import Dialog
from desktop_app.views.widgets.form_row import FormRow, ToneIcon
from desktop_app.views.widgets.labels import label
from desktop_app.views.widgets.notice import Notice
from desktop_app.views.widgets.segmented import SegmentedChoice

_WIDTH = 480


class ExportDialog(Dialog):
    """One list, as a file."""

    exported = Signal(str, object)

    def __init__(self, session: Session, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind.title, name="exportDialog", width=_WIDTH)
        self._session = session
        self._kind = kind
        self._job: Job | None = None
        self._notes_of: dict[bool, bool] = {False: kind.notes_first, True: False}  # as a calendar or not

        words = {
            Format.EXCEL: ("Excel", "e"),
            Format.CSV: ("CSV", "c"),
            Format.CALENDAR: (tr("Calendar"), "l"),
        }
        self._format = SegmentedChoice([(one, *words[one]) for one in kind.formats], name="exportFormat")
        self._row = FormRow(tr("Kind of file"), self._format, help_text=" ")
        self._further = QCheckBox(kind.further)
        self._notes = QCheckBox()
        self._warning = QWidget()
        self._bar = QProgressBar()
        self._words = label("", "muted", name="exportWords")
        self._notice = Notice(name="exportNotice")

        self._further.setObjectName("exportFurther")
        self._notes.setObjectName("exportNotes")
        self._bar.setObjectName("exportProgress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        self._notice.clear()
        self._lay_out()
        self._cancel = self.add_button(tr("Cancel"), "outlined", self.reject, name="exportCancel")
        self._behind = self.add_button(tr("&Go on working"), "outlined", self._go_behind, name="exportBehind")
        self._save = self.add_button(tr("&Save as…"), "primary", self._ask_for_a_place, name="exportSave")

        self._further.setVisible(bool(kind.further))
        self._behind.setToolTip(tr("The file is written meanwhile; a message says when it is there."))
        for each in (self._behind, self._bar, self._words):
            each.hide()
        self._save.setDefault(True)
        kept = session.preferences.get(EXPORT_FORMAT)
        self._format.set_value(next((one for one in kind.formats if str(one) == kept), Format.EXCEL))
        self._say_format()
        self._format.changed.connect(self._say_format)
        self._notes.toggled.connect(self._keep_notes)
        self._format.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        warning = QHBoxLayout(self._warning)
        warning.setContentsMargins(0, 0, 0, 0)
        warning.setSpacing(theme.S2)
        warning.addWidget(ToneIcon("warning", "soon"), 0, Qt.AlignmentFlag.AlignTop)
        words = tr("This file holds personal data; keep it where only the office can read it.")
        warning.addWidget(label(words, wrap=True, name="exportWarning"), 1)
        self.content.addWidget(label(self._kind.about, wrap=True, name="exportAbout"))
        self.content.addWidget(self._row)
        for each in (self._further, self._notes, self._warning, self._notice, self._bar, self._words):
            self.content.addWidget(each)

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
        self._notice.clear()
        self._fit()

    def _fit(self) -> None:
        """Take the height that what is shown now needs."""
        if self.isVisible():
            self.adjustSize()

    def _keep_notes(self, with_notes: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._notes_of[self._is_calendar()] = with_notes

    def _wish(self) -> Wish:
        with_notes = bool(self._notes.text()) and self._notes.isChecked()
        return Wish(ExportForm(self._format.value(), with_notes=with_notes), self._further.isChecked())

    # -- where to

    def _ask_for_a_place(self) -> None:
        self._notice.clear()
        format_: Format = self._format.value()
        kept = self._session.preferences.get(FILES_FOLDER)
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = kept if kept and Path(kept).is_dir() else next(iter(places), "")
        filters = {
            Format.EXCEL: tr("Excel workbooks (*.xlsx)"),
            Format.CSV: tr("CSV files (*.csv)"),
            Format.CALENDAR: tr("Calendar files (*.ics)"),
        }
        asked = QFileDialog(self, self._kind.title, folder, filters[format_])
        asked.setObjectName("exportFile")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix(str(format_))
        asked.selectFile(
            suggested_name(self._kind.file_title, self._session.controllers.clock.today(), format_)
        )
        asked.fileSelected.connect(self._start)
        asked.open()

    def _start(self, chosen: str) -> None:
        wish, kind, session = self._wish(), self._kind, self._session
        path = Path(chosen)
        if path.suffix.lower() != f".{wish.form.format}":
            path = path.with_name(f"{path.name}.{wish.form.format}")
        session.preferences.set(EXPORT_FORMAT, str(wish.form.format))
        session.remember(FILES_FOLDER, str(path.parent))

        def work(progress: Progress, should_stop: ShouldStop) -> Exported:
            return kind.write(path, wish, progress, should_stop)

        self._set_busy(busy=True)
        self._job = session.operations.run_long(
            work, self._done, self._failed, self._show_progress, owner=self
        )
        self.destroyed.connect(self._job.cancel)  # who closes the window does not wait for it

    # -- while it is written

    def _set_busy(self, *, busy: bool) -> None:
        self._bar.setRange(0, 0)
        self._words.setText(tr("Collecting what belongs in it…"))
        for shown in (self._bar, self._words, self._behind):
            shown.setVisible(busy)
        for each in (self._save, self._format, self._further, self._notes):
            each.setEnabled(not busy)
        self._cancel.setEnabled(True)
        self._fit()
        (self._behind if busy else self._save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self, done: int, total: int) -> None:
        if not self._cancel.isEnabled():
            return
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._words.setText(
            tr("{done} of {total} rows", done=written.number(done), total=written.number(total))
        )

    def _go_behind(self) -> None:
        self.hide()

    def _done(self, exported: Exported) -> None:
        self._job = None
        what, name = self._kind.words_of(exported.rows), exported.path.name
        self.accept()
        self.exported.emit(tr("Exported: {what} in “{name}”", what=what, name=name), exported.path)
        self.deleteLater()  # hidden, it would not be closed

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._set_busy(busy=False)
        if isinstance(error, Cancelled):
            self._notice.show_words(tr("Stopped. Nothing was written."), kind="info")
        else:
            self._notice.show_words(describe(error, "ExportDialog").text, kind="error")
        self._fit()
        if not self.isVisible():
            self.open()

    def reject(self) -> None:
        """Stop what is under way; with nothing under way, close."""
        if self._job is None:
            super().reject()
            return
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._words.setText(tr("Stopping…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way, and stay until it has."""
        if self._job is not None:
            self.reject()
            event.ignore()
            return
        super().closeEvent(event)
