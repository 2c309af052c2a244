"""Importing a list of people: choose the file, see how it is understood, take it in, read what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.errors import Cancelled, DomainError
from desktop_app.domain.permissions import Action, may
from desktop_app.domain.records import ImportRecord, UndoneImport
from desktop_app.exchange.imports.doubt_answers import DoubtAnswer
from desktop_app.exchange.imports.import_report import Difference, ImportPreview, ImportReport
from desktop_app.exchange.imports.report_words import sentences, undone_sentences
from desktop_app.i18n.texts import tr
from desktop_app.system.paths import shown_name
from desktop_app.views.base.failures import describe
from desktop_app.views.base.operations import Job
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.contact_dialog import offer_contacts
from desktop_app.views.pages.importing.corrections import Corrections
from desktop_app.views.pages.importing.doubt_dialog import DoubtDialog, DoubtPair
from desktop_app.views.pages.importing.file_dialogs import (
    PastedTable,
    dropped_file,
    file_to_open,
    file_to_save,
)
from desktop_app.views.pages.importing.import_run import ImportRun
from desktop_app.views.pages.importing.list_reader import ListReader
from desktop_app.views.pages.importing.meanings_dialog import MeaningsDialog, words_to_explain
from desktop_app.views.pages.importing.preview_step import PreviewStep, Wishes
from desktop_app.views.pages.importing.report_step import ReportStep
from desktop_app.views.pages.importing.short_steps import ChooseStep, ProgressStep
from desktop_app.views.pages.importing.specs import IMPORT_PAGE
from desktop_app.views.pages.importing.undo_actions import UndoActions

_PAST = 20
"""Imports that are listed under the choice of a file."""


class ImportPage(Page):
    """A page that goes through the steps of an import; made anew each time."""

    spec = IMPORT_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("importPage")
        self.setAcceptDrops(True)
        self._report: ImportReport | None = None
        self._job: Job | None = None
        self._pasted = PastedTable()
        self._corrections = Corrections()
        self._undo = UndoActions(self, self._undone)

        self._choose_step = ChooseStep(session.controllers.clock)
        self._preview_step = PreviewStep()
        self._list = ListReader(self, self._preview_step.wishes)
        self._progress_step = ProgressStep()
        self._report_step = ReportStep()
        self._cover = EmptyState(
            tr("This page is full of private texts"),
            tr("Privacy mode hides them. Nothing was changed, and nothing is lost."),
            tr("Show them…"),
            icon="eye-off",
            name="importCover",
        )
        self._step: QWidget = self._choose_step
        self._steps = QStackedWidget()
        self._steps.setObjectName("importSteps")
        steps = (self._choose_step, self._preview_step, self._progress_step, self._report_step)
        for step in (*steps, self._cover):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        column.addWidget(self._steps)
        self._connect()

    def _connect(self) -> None:
        self._choose_step.choose.clicked.connect(self.choose_file)
        self._choose_step.paste.clicked.connect(self.paste)
        offer_contacts(self._choose_step.contacts, self, self._show_past_imports)
        self._choose_step.past.undo_requested.connect(self._ask_to_undo)
        self._cover.action_requested.connect(partial(self.session.privacy.when_shown, self.focus_start))
        preview, report = self._preview_step, self._report_step
        self._list.begun.connect(partial(preview.set_reading, reading=True))
        self._list.looked.connect(self._show_preview)
        self._list.not_looked.connect(self._show_unreadable)
        preview.changed.connect(self._list.read)
        preview.another_requested.connect(self.choose_file)
        preview.check_requested.connect(partial(self._start, dry_run=True))
        preview.import_requested.connect(partial(self._start, dry_run=False))
        self._progress_step.cancel.clicked.connect(self._cancel)
        report.people_requested.connect(lambda: self.navigate("people"))
        report.save_requested.connect(self._choose_where_to_save)
        report.another_requested.connect(self._begin_again)
        report.back_requested.connect(partial(self._go, preview))
        report.import_requested.connect(partial(self._start, dry_run=False))
        report.undo_requested.connect(self._undo_last)
        report.take_requested.connect(self._take)
        report.person_requested.connect(self.open_person)
        report.meanings_requested.connect(self._ask_what_words_mean)
        report.mended_requested.connect(self._start_with_mended)
        report.doubt_requested.connect(self._compare)
        report.answers_requested.connect(self._start_with_answers)
        report.users_requested.connect(lambda: self.navigate("users"))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self.paste)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._press_primary)

    def focus_start(self) -> None:
        """Put the focus on what one does in this step."""
        step = self._steps.currentWidget()
        if isinstance(step, PreviewStep | ReportStep | ChooseStep | ProgressStep | EmptyState):
            step.focus_start()

    def is_running(self) -> bool:
        """Whether a list is being taken in or checked."""
        return self._job is not None

    # -- 0: what was taken in before

    def showEvent(self, event: QShowEvent) -> None:
        """Look what was taken in before, each time somebody comes here."""
        super().showEvent(event)
        self._show_past_imports()

    def _show_past_imports(self) -> None:
        actor = self.session.actor
        if may(actor, Action.IMPORT_PEOPLE):
            self.run(
                partial(self.session.controllers.imports.newest, actor, _PAST),
                self._choose_step.past.show_imports,
            )

    def _undo_last(self) -> None:
        report = self._report
        if report is not None and report.import_id is not None:
            self._undo.ask(report.import_id, shown_name(report.path))

    def _ask_to_undo(self, record: ImportRecord) -> None:
        self._undo.ask(record.id, record.file)

    def _undone(self, undone: UndoneImport) -> None:
        self._begin_again()
        self._choose_step.notice.show_words(
            "\n".join(undone_sentences(undone)), kind="warning" if undone.stayed else "info"
        )

    # -- 1: the file

    def paste(self) -> None:
        """Look at the table that was copied elsewhere, as a text with tabs."""
        if self._step is not self._choose_step or self.is_running():
            return
        path = self._pasted.path()
        if path is None:
            self._choose_step.notice.show_words(
                tr("What was copied is not a table: select the table where it is, and copy it."), kind="info"
            )
        else:
            self.open_file(path)

    def choose_file(self) -> None:
        """Ask for the file."""
        dialog = file_to_open(self)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Look at the list at *path*."""
        if self.is_running():
            return
        self._preview_step.forget()
        self._choose_step.notice.clear()
        self._choose_step.set_reading(shown_name(path))
        if self._step is not self._preview_step:
            self._go(self._choose_step)
        self._list.open(path)

    def _show_preview(self, preview: ImportPreview) -> None:
        arriving = self._step is not self._preview_step
        self._corrections.keep_for(preview)
        self._preview_step.show_preview(preview)
        self._preview_step.set_reading(reading=False)
        self._go(self._preview_step, focus=arriving)

    def _show_unreadable(self, wishes: Wishes, error: BaseException) -> None:
        self._choose_step.set_reading("")
        shown = self._preview_step.preview()
        if (
            wishes != Wishes() and shown is not None
        ):  # what was wished cannot be: the list is shown as it was, and why
            self._preview_step.show_preview(shown)
            self._preview_step.set_reading(reading=False)
            self._preview_step.notice.show_words(self._words(error), kind="error")
            return
        self._list.forget()
        self._choose_step.notice.show_words(self._words(error), kind="error")
        self._go(self._choose_step)

    # -- 2: taking it in

    def _ask_what_words_mean(self) -> None:
        if self._report is not None:
            dialog = MeaningsDialog(self, words_to_explain(self._report))
            dialog.chosen.connect(self._remember)
            dialog.open()

    def _remember(self, meanings: Mapping[tuple[str, str], str]) -> None:
        """Remember what words mean, and check the list once more with it."""
        controller, actor = self.session.controllers.imports, self.session.actor

        def work() -> None:
            for (field, word), code in meanings.items():
                controller.set_meaning(actor, field, word, code)

        self.run(work, lambda _none: self._start(dry_run=True))

    def _take(self, differences: Sequence[Difference]) -> None:
        """Take the list in once more: people are known by now, and those differences are taken over."""
        self._start(
            dry_run=False, take={(difference.person_id, difference.field) for difference in differences}
        )

    def _compare(self, pair: DoubtPair) -> None:
        """Lay the two of *pair* side by side, and keep what is answered."""
        dialog = DoubtDialog(self, pair, self._corrections.answer_to(pair))

        def answered(answer: DoubtAnswer) -> None:
            self._corrections.add_answer(answer)
            self._report_step.show_answers(self._corrections)

        dialog.answered.connect(answered)
        dialog.open()

    def _start_with_mended(self) -> None:
        """Check the list again with what was mended; after the import take in what was mended, and nothing else."""
        report = self._report
        if report is not None:
            self._start(dry_run=report.dry_run, only_mended=not report.dry_run)

    def _start_with_answers(self) -> None:
        """Check the list again with what was answered; after the import undo it first, and take the list in with the answers."""
        report = self._report
        if report is not None:
            self._start(dry_run=report.dry_run, instead_of=report.import_id)

    def _start(
        self,
        *,
        dry_run: bool,
        take: Collection[tuple[int, str]] = (),
        only_mended: bool = False,
        instead_of: int | None = None,
    ) -> None:
        seen = self._preview_step.preview()
        path = self._list.path
        if path is None or seen is None or self._list.is_reading or self.is_running():
            return
        if self._step is self._report_step:
            self._corrections.add_rows(self._report_step.mended_rows())
        mended = self._report_step.refused_rows() if only_mended else self._corrections.rows()
        run = ImportRun(
            self.session,
            path,
            seen,
            dry_run,
            take,
            mended,
            only_mended,
            self._corrections.answers(),
            instead_of,
        )
        self._progress_step.begin(shown_name(path), dry_run=dry_run)
        self._job = self.session.operations.run_long(
            run.work, self._done, partial(self._failed, run), self._progress_step.show_progress, owner=self
        )
        self.destroyed.connect(self._job.cancel)  # whoever goes back does not want it any more
        self._go(self._progress_step)

    def _cancel(self) -> None:
        if self._job is not None:
            self._progress_step.show_stopping()
            self._job.cancel()

    def _done(self, report: ImportReport) -> None:
        self._job = None
        self._report = report
        seen = self._preview_step.preview()
        self._report_step.show_report(report, seen.columns if seen is not None else {})
        self._report_step.show_answers(self._corrections)
        self._report_step.offer_users(may_manage=may(self.session.actor, Action.MANAGE_USERS))
        self._go(self._report_step)
        if not self.isVisible() and not report.dry_run:
            self.say(sentences(report)[0])

    def _failed(self, run: ImportRun, error: BaseException) -> None:
        self._job = None
        stopped, words = isinstance(error, Cancelled), self._words(error)
        if run.is_undone:
            undone = tr("The import was undone, and the list is not taken in again yet: import it.")
            words = undone if stopped else f"{words} {undone}"
        self._preview_step.notice.show_words(words, kind="info" if stopped else "error")
        self._go(self._preview_step)
        if not self.isVisible():
            self.failure_requested.emit(error)

    # -- 3: afterwards

    def _begin_again(self) -> None:
        self._report = None
        self._list.forget()
        self._corrections.clear()
        self._show_past_imports()
        self._preview_step.forget()
        self._choose_step.set_reading("")
        self._go(self._choose_step)

    def _choose_where_to_save(self) -> None:
        report = self._report
        if report is None:
            return
        dialog = file_to_save(self, report.path)
        dialog.fileSelected.connect(lambda name: self.save_refused(Path(name)))
        dialog.open()

    def save_refused(self, path: Path) -> None:
        """Save the refused rows of the report to *path*."""
        report = self._report
        if report is None:
            return
        controller, actor = self.session.controllers.people_import, self.session.actor
        self.run(partial(controller.save_refused, actor, report, path), self._saved)

    def _saved(self, path: Path) -> None:
        self._report_step.set_saved(
            tr(
                "The refused rows are in “{name}”. Correct them and import the file again.",
                name=shown_name(path),
            )
        )
        self.say(tr("The refused rows were saved."))

    # -- the page

    def _go(self, step: QWidget, *, focus: bool = True) -> None:
        self._step = step
        self._show_step()
        if focus and self.isVisible():
            self.focus_start()

    def _show_step(self) -> None:
        """Show the step; what lists whole people has a cover before it in privacy mode."""
        hidden = self.session.privacy.is_on and self._step in {self._preview_step, self._report_step}
        self._steps.setCurrentWidget(self._cover if hidden else self._step)

    def private_texts_changed(self) -> None:
        """Cover the step, or show it."""
        super().private_texts_changed()
        self._show_step()

    def _press_primary(self) -> None:
        step = self._steps.currentWidget()
        if step is self._preview_step and self._preview_step.can_import():
            self._start(dry_run=False)
        elif step is self._report_step and self._report_step.mended_rows():
            self._start_with_mended()

    def _words(self, error: BaseException) -> str:
        return str(error) if isinstance(error, DomainError) else describe(error, type(self).__name__).text

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file, unless one is being taken in."""
        if dropped_file(event.mimeData()) is not None and not self.is_running():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was dropped."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)
