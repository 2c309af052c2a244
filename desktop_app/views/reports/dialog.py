"""Asks where a report should go, makes it off the UI thread, and says how far it is.

``ReportDialog(session, kind, parent)``   ``open()``; ``made(words, path)`` when it is there (no path: it was printed)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QWidget

from desktop_app import paths
from desktop_app.domain.errors import Cancelled
from desktop_app.domain.records import Mentor
from desktop_app.settings import FILES_FOLDER
from desktop_app.texts import tr, trn
from desktop_app.views import written
from desktop_app.views.failures import describe
from desktop_app.views.operations import Job
from desktop_app.views.reports.kinds import Kind
from desktop_app.views.reports.making import Report, make_pdf, print_on, sheet
from desktop_app.views.reports.paper import Sheet
from desktop_app.views.session import Session
from desktop_app.views.widgets.dialog import Dialog
from desktop_app.views.widgets.dropdown import Dropdown
from desktop_app.views.widgets.form_row import FormRow
from desktop_app.views.widgets.labels import label
from desktop_app.views.widgets.notice import Notice
from desktop_app.views.widgets.segmented import SegmentedChoice

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Progress = Callable[[int, int], None]


class ReportDialog(Dialog):
    """One report, as a PDF or on a printer."""

    made = Signal(str, object)

    def __init__(self, session: Session, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind.title, name="reportDialog", width=480)
        self._session = session
        self._kind = kind
        self._job: Job | None = None
        self._printer: QPrinter | None = None

        self._where = SegmentedChoice(
            [("pdf", tr("PDF file"), "f"), ("printer", tr("Printer"), "r")], name="reportWhere"
        )
        self._where.set_value("pdf")
        self._mentor = Dropdown(name="reportMentor", accessible_name=tr("Mentor"))
        self._mentor_row = FormRow(tr("Whose"), self._mentor)
        self._bar = QProgressBar()
        self._bar.setObjectName("reportProgress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        self._words = label("", "muted", name="reportWords")
        self._notice = Notice(name="reportNotice")
        self._notice.clear()

        self.content.addWidget(label(kind.about, wrap=True, name="reportAbout"))
        self.content.addWidget(self._mentor_row)
        self.content.addWidget(FormRow(tr("Where to"), self._where))
        self.content.addWidget(self._warning())
        self.content.addWidget(self._notice)
        self.content.addWidget(self._bar)
        self.content.addWidget(self._words)
        self._cancel = self.add_button(tr("Cancel"), "outlined", self.reject, name="reportCancel")
        self._make = self.add_button(tr("Save as PDF…"), "primary", self._start, name="reportMake")

        self._mentor_row.setVisible(kind.choose_mentor)
        self._bar.hide()
        self._words.hide()
        self._where.changed.connect(self._where_changed)
        self._make.setDefault(True)
        if kind.choose_mentor:
            self._make.setEnabled(False)
            actor = session.actor
            session.operations.run(
                lambda: session.controllers.mentors.list(actor), self._take_mentors, self._failed, owner=self
            )

    @staticmethod
    def _warning() -> QLabel:
        words = tr("It holds personal data: keep it where only the office can read it.")
        return label(words, "muted", wrap=True, name="reportWarning")

    def _take_mentors(self, mentors: tuple[Mentor, ...]) -> None:
        self._mentor.set_options([(one.id, one.full_name) for one in mentors])
        known = {one.id for one in mentors}
        for wished in (self._session.actor.id, self._kind.proposed):
            if wished in known:
                self._mentor.set_value(wished)
        self._make.setEnabled(bool(mentors))

    def _where_changed(self, where: object) -> None:
        self._notice.clear()
        self._make.setText(tr("Save as PDF…") if where == "pdf" else tr("Print…"))

    # -- where to

    def _start(self) -> None:
        self._notice.clear()
        if self._where.value() == "pdf":
            self._ask_for_a_file()
        else:
            self._ask_for_a_printer()

    def _ask_for_a_file(self) -> None:
        kept = self._session.preferences.get(FILES_FOLDER)
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = kept if kept and Path(kept).is_dir() else next(iter(places), "")
        asked = QFileDialog(self, tr("Save as PDF"), folder, tr("PDF files (*.pdf)"))
        asked.setObjectName("reportFile")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix("pdf")
        asked.selectFile(f"{self._kind.file_name}.pdf")
        asked.fileSelected.connect(self._save)
        asked.open()

    def _ask_for_a_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415 - hardly ever

        from desktop_app.views.reports.paper import a4  # noqa: PLC0415

        if not QPrinterInfo.availablePrinterNames():
            self._notice.show_words(
                tr("No printer is set up on this PC. Save a PDF instead, and print it elsewhere."),
                kind="warning",
            )
            return
        printer = self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(a4())
        asked = QPrintDialog(printer, self)
        asked.setObjectName("reportPrinter")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        asked.accepted.connect(lambda: self._print(printer))
        asked.setModal(True)
        asked.show()

    # -- making it

    def _save(self, chosen: str) -> None:
        path = Path(chosen)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
        self._session.remember(FILES_FOLDER, str(path.parent))
        notes = paths.unfinished_dir(self._session.preferences.folder)

        def make(report: Report, progress: Progress, should_stop: Callable[[], bool]) -> int:
            return make_pdf(report, self._sheet(report), path, notes, progress, should_stop)

        self._run(make, "pdf", path)

    def _print(self, printer: QPrinter) -> None:
        from desktop_app.views.reports.paper import a4  # noqa: PLC0415 - with the printer

        def make(report: Report, progress: Progress, should_stop: Callable[[], bool]) -> int:
            printer.setPageOrientation(a4(landscape=report.landscape).orientation())
            return print_on(printer, report, self._sheet(report), progress, should_stop)

        self._run(make, "print", None)

    def _sheet(self, report: Report) -> Sheet:
        clock, session = self._session.controllers.clock, self._session
        return sheet(report, session.organisation.name, session.actor.full_name, clock.local(clock.now()))

    def _run(
        self,
        make: Callable[[Report, Progress, Callable[[], bool]], int],
        form: str,
        path: Path | None,
    ) -> None:
        session, kind = self._session, self._kind
        mentor = self._mentor.value() if kind.choose_mentor else None

        def work(progress: Progress, should_stop: Callable[[], bool]) -> int:
            report = kind.gather(mentor)
            pages = make(report, progress, should_stop)
            said = {**report.said, "form": form, "pages": pages}
            session.controllers.reports.note(
                session.actor, report.name, person_id=report.person_id, said=said
            )
            return pages

        self._set_busy(busy=True)
        self._job = session.operations.run_long(
            work, lambda pages: self._done(pages, path), self._failed, self._progress, owner=self
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._words.setVisible(busy)
        self._bar.setRange(0, 0)
        self._words.setText(tr("Collecting what belongs on it…"))
        for each in (self._make, self._where, self._mentor):
            each.setEnabled(not busy)
        if busy:
            self._cancel.setEnabled(True)
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        words = tr("Page {done} of {total}", done=written.number(done), total=written.number(total))
        self._words.setText(words)

    def _done(self, pages: int, path: Path | None) -> None:
        self._job = None
        said = (
            trn(
                "{name}: {count} page was printed.",
                "{name}: {count} pages were printed.",
                pages,
                name=self._kind.title,
            )
            if path is None
            else tr("Saved: {name}", name=path.name)
        )
        self.accept()
        self.made.emit(said, path)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._set_busy(busy=False)
        if isinstance(error, Cancelled):
            self._notice.show_words(tr("Stopped. Nothing was written."), kind="info")
            return
        self._notice.show_words(describe(error, "ReportDialog").text, kind="error")

    def reject(self) -> None:
        """Stop what is under way; with nothing under way, close."""
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
            self._words.setText(tr("Stopping…"))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way."""
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)
