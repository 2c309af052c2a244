"""Past contacts taken in from a file: a dialog that checks the file, says what would happen, and does it.

``offer_contacts(button, page, on_imported)``   the button asks for the file and opens the dialog
``ContactDialog(parent, session, path)``         signal ``imported`` once the file was taken in
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QPlainTextEdit, QProgressBar, QPushButton, QWidget

from desktop_app.exchange.imports.contacts.contact_field import KIND_TITLES, ContactKind
from desktop_app.exchange.imports.contacts.contact_report import ContactReport, contact_messages
from desktop_app.exchange.imports.report_words import name_of, refused_sentence
from desktop_app.i18n.texts import tr
from desktop_app.system.paths import shown, shown_name
from desktop_app.views.base.failures import describe
from desktop_app.views.base.operations import Job
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.file_dialogs import file_to_open

_WIDTH = 720
_HEIGHT = 260
_MOST_REFUSED = 200
"""Refused rows that the dialog lists; all of them stand in the file that is saved beside the list."""


def offer_contacts(button: QPushButton, page: Page, on_imported: Callable[[], object]) -> None:
    """Let *button* ask for a file of past contacts and show what would become of it; *on_imported* is called once it was taken in."""

    def choose() -> None:
        dialog = file_to_open(page)
        dialog.setWindowTitle(tr("Choose the list of past contacts"))
        dialog.fileSelected.connect(lambda name: open_contacts(page, page.session, Path(name), on_imported))
        dialog.open()

    button.clicked.connect(choose)


def open_contacts(
    page: QWidget, session: Session, path: Path, on_imported: Callable[[], object]
) -> ContactDialog:
    """Open the dialog for the file at *path*, and return it."""
    dialog = ContactDialog(page, session, path)
    dialog.imported.connect(on_imported)
    dialog.open()
    return dialog


class ContactDialog(Dialog):
    """What a file of past contacts becomes: checked at once, and again when a choice is another."""

    imported = Signal()

    def __init__(self, parent: QWidget, session: Session, path: Path) -> None:
        super().__init__(parent, tr("Past contacts"), name="contactDialog", width=_WIDTH)
        self._session = session
        self._path = path
        self._job: Job | None = None
        self._is_known = False
        self._kind = _choice("contactKind", tr("The rows become"))
        self._day_order = _choice("contactDayOrder", tr("Days are written"))
        self._words = label("", "strong", wrap=True, name="contactWords")
        self._report = QPlainTextEdit()
        self._bar = QProgressBar()

        self._kind.addItem(tr("As the list says, else as the office works"), None)
        for kind in ContactKind:
            self._kind.addItem(tr(KIND_TITLES[kind]), kind.value)
        for text, order in (
            (tr("As the list says"), ""),
            (tr("Day first"), "dmy"),
            (tr("Month first"), "mdy"),
        ):
            self._day_order.addItem(text, order)
        self._report.setObjectName("contactReport")
        self._report.setAccessibleName(tr("What would happen"))
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setMinimumHeight(_HEIGHT)
        self._bar.setObjectName("contactProgress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        choices = QFormLayout()
        choices.setHorizontalSpacing(theme.S4)
        choices.addRow(tr("The rows &become:"), self._kind)
        choices.addRow(tr("&Days are written:"), self._day_order)
        self.content.addWidget(label(shown_name(path), "muted", wrap=True, name="contactFile"))
        self.content.addLayout(choices)
        self.content.addWidget(self._words)
        self.content.addWidget(self._report, 1)
        self.content.addWidget(self._bar)
        self._close = self.add_button(tr("Cancel"), "outlined", self.reject, name="contactCancel")
        self._import = self.add_button(
            tr("&Import"), "primary", partial(self._run, dry_run=False), name="contactImport"
        )
        for choice in (self._kind, self._day_order):
            choice.currentIndexChanged.connect(lambda _place: self._run(dry_run=True))
        self._run(dry_run=True)

    def reject(self) -> None:
        """Close; what is being taken in is stopped first, and leaves nothing."""
        if self._job is not None and self._is_known:
            self._close.setEnabled(False)
            self._job.cancel()
            return
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As ``reject``: the corner of the window stops an import, too."""
        if self._job is not None and self._is_known:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)

    def _run(self, *, dry_run: bool) -> None:
        """Check the file as it is wished now, or take it in."""
        if self._job is not None:
            self._job.cancel()
        self._is_known = not dry_run  # from here on Cancel waits until nothing is left of it
        controller, actor, path = self._session.controllers.contact_import, self._session.actor, self._path
        chosen = self._kind.currentData()
        kind = ContactKind(chosen) if chosen else None
        day_order = str(self._day_order.currentData())

        def work(on_progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> ContactReport:
            return controller.run(
                actor,
                path,
                kind=kind,
                day_order=day_order,
                dry_run=dry_run,
                on_progress=on_progress,
                should_stop=should_stop,
            )

        self._set_busy(tr("Importing…") if not dry_run else tr("Checking…"), can_choose=dry_run)
        job: list[Job] = []
        done = partial(self._if_latest, job, self._done)
        failed = partial(self._if_latest, job, self._failed)
        job.append(self._session.operations.run_long(work, done, failed, self._show_progress, owner=self))
        self._job = job[0]

    def _if_latest(self, job: list[Job], show: Callable[[object], object], answer: object) -> None:
        """*show* the *answer* of the *job*, unless another one was begun since."""
        if job and job[0] is self._job:
            self._job = None
            self._bar.hide()
            show(answer)

    def _set_busy(self, words: str, *, can_choose: bool) -> None:
        self._words.setText(words)
        self._report.clear()
        self._import.setEnabled(False)
        for choice in (self._kind, self._day_order):
            choice.setEnabled(can_choose)
        self._bar.setRange(0, 0)
        self._bar.show()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def _done(self, answer: object) -> None:
        assert isinstance(answer, ContactReport)  # noqa: S101 - what the work returns
        first, *others = contact_messages(answer)
        refused = answer.rows_refused.rows
        lines = [
            *others,
            *(
                "• " + refused_sentence(row.line, name_of(row), reason)
                for row, reason in refused[:_MOST_REFUSED]
            ),
        ]
        if answer.refused_file is not None:
            lines.append(
                tr(
                    "The refused rows are in {file}: correct them and import the file again.",
                    file=shown(answer.refused_file),
                )
            )
        self._words.setText(first)
        self._report.setPlainText("\n".join(lines))
        self._import.setEnabled(answer.dry_run and answer.added > 0)
        if not answer.dry_run:
            self._is_known = False
            self._import.hide()
            self._close.setText(tr("Close"))
            self._close.setEnabled(True)
            self._close.setFocus()
            self.imported.emit()

    def _failed(self, error: object) -> None:
        assert isinstance(error, BaseException)  # noqa: S101 - what the work raised
        self._is_known = False
        self._close.setEnabled(True)
        for choice in (self._kind, self._day_order):
            choice.setEnabled(True)
        self._words.setText(describe(error, "import contacts").text)


def _choice(name: str, accessible_name: str) -> QComboBox:
    choice = QComboBox()
    choice.setObjectName(name)
    choice.setAccessibleName(accessible_name)
    return choice
