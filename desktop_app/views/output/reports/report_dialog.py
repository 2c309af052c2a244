"""Asks where a report should go, makes it off the UI thread, and says how far it is.

``ReportDialog(session, kind, parent)``   ``open()``; ``report_made(words, path)`` when it is there (no path: it was printed)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.domain.records import Mentor
from desktop_app.i18n.texts import tr, trn
from desktop_app.system import paths
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import spoken
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import label
from desktop_app.views.output.output_dialog import OutputDialog, Progress, ShouldStop
from desktop_app.views.output.reports.paper import Sheet
from desktop_app.views.output.reports.printing import Report, make_pdf, print_on, sheet
from desktop_app.views.output.reports.report import ReportKind
from desktop_app.views.wording import formats

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_Note = Callable[[int], None]
"""Writes into the activity log that so many pages leave the program."""
_Make = Callable[[Report, Progress, ShouldStop, _Note], int]


class ReportDialog(OutputDialog):
    """One report, as a PDF or on a printer."""

    report_made = Signal(str, object)

    def __init__(self, session: Session, kind: ReportKind, parent: QWidget | None = None) -> None:
        super().__init__(session, kind.title, "report", parent)
        self._kind = kind
        self._where = SegmentedChoice(
            [("pdf", tr("PDF file"), "f"), ("printer", tr("Printer"), "r")], name="reportWhere"
        )
        self._where.set_value("pdf")
        self._mentor = Dropdown(name="reportMentor", accessible_name=tr("Mentor"))
        self._annex = QCheckBox(kind.annex)
        self._annex.setObjectName("reportAnnex")
        self._annex.setAccessibleName(spoken(kind.annex))
        self._annex.setVisible(bool(kind.annex))
        mentor_row = FormRow(tr("Whose"), self._mentor)

        self.content.addWidget(label(kind.about, wrap=True, name="reportAbout"))
        self.content.addWidget(mentor_row)
        self.content.addWidget(self._annex)
        self.content.addWidget(FormRow(tr("Where to"), self._where))
        self._make = self.add_parts(tr("Save as PDF…"), "reportMake", self._start)
        self.lock_meanwhile = (self._where, self._mentor, self._annex)

        mentor_row.setVisible(kind.choose_mentor)
        self._where.changed.connect(self._where_changed)
        if kind.choose_mentor:
            self._make.setEnabled(False)
            mentors, actor = session.controllers.mentors, session.actor
            session.operations.run(
                lambda: mentors.list(actor), self._take_mentors, self._no_mentors, owner=self
            )

    def _take_mentors(self, mentors: tuple[Mentor, ...]) -> None:
        self._mentor.set_options([(mentor.id, mentor.full_name) for mentor in mentors])
        known = {mentor.id for mentor in mentors}
        for wished in (self.session.actor.id, self._kind.proposed):
            if wished in known:
                self._mentor.set_value(wished)
        self._make.setEnabled(bool(mentors))

    def _no_mentors(self, error: BaseException) -> None:
        self.notice.show_words(describe(error, "ReportDialog").text, kind="error")

    def _where_changed(self, where: object) -> None:
        self.notice.clear()
        self._make.setText(tr("Save as PDF…") if where == "pdf" else tr("Print…"))

    # -- where to

    def _start(self) -> None:
        self.notice.clear()
        if self._where.value() == "pdf":
            name, filters = f"{self._kind.file_name}.pdf", tr("PDF files (*.pdf)")
            self.ask_for_a_file(tr("Save as PDF"), name, filters, "pdf", self._as_pdf)
        else:
            self._ask_for_a_printer()

    def _ask_for_a_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415 - hardly ever

        from desktop_app.views.output.reports.paper import a4  # noqa: PLC0415

        if not QPrinterInfo.availablePrinterNames():
            self.notice.show_words(
                tr("No printer is set up on this PC. Save a PDF instead, and print it elsewhere."),
                kind="warning",
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(a4())
        asked = QPrintDialog(printer, self)
        asked.setObjectName("reportPrinter")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        asked.accepted.connect(lambda: self._print(printer))
        asked.setModal(True)
        asked.show()

    # -- making it

    def _as_pdf(self, path: Path) -> None:
        notes = paths.unfinished_dir(self.session.preferences.folder)

        def make(report: Report, progress: Progress, should_stop: ShouldStop, note: _Note) -> int:
            return make_pdf(report, self._sheet(report), path, notes, progress, should_stop, note)

        self._run(make, "pdf", path)

    def _print(self, printer: QPrinter) -> None:
        from desktop_app.views.output.reports.paper import a4  # noqa: PLC0415 - with the printer

        def make(report: Report, progress: Progress, should_stop: ShouldStop, note: _Note) -> int:
            printer.setPageOrientation(a4(landscape=report.landscape).orientation())
            pages = print_on(printer, report, self._sheet(report), progress, should_stop)
            note(pages)
            return pages

        self._run(make, "print", None)

    def _sheet(self, report: Report) -> Sheet:
        clock, session = self.session.controllers.clock, self.session
        return sheet(report, session.organisation.name, session.actor.full_name, clock.local(clock.now()))

    def _run(self, make: _Make, form: str, path: Path | None) -> None:
        session, kind = self.session, self._kind
        mentor = self._mentor.value() if kind.choose_mentor else None
        with_annex = self._annex.isChecked()

        def work(progress: Progress, should_stop: ShouldStop) -> int:
            gathered = kind.gather(mentor)
            report = gathered.with_annex() if with_annex else gathered

            def note(pages: int) -> None:
                details = {**report.logged, "form": form, "pages": pages}
                session.controllers.reports.note(
                    session.actor, report.name, person_id=report.person_id, details=details
                )

            return make(report, progress, should_stop, note)

        def progress_words(done: int, total: int) -> str:
            return tr("Page {done} of {total}", done=formats.number(done), total=formats.number(total))

        self.begin(work, lambda pages: self._done(pages, path), progress_words)

    def _done(self, pages: int, path: Path | None) -> None:
        name = self._kind.title
        message = (
            trn("{name}: {count} page was printed.", "{name}: {count} pages were printed.", pages, name=name)
            if path is None
            else tr("Saved: {name}", name=path.name)
        )
        self.report_made.emit(message, path)
