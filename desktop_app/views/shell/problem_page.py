"""What is shown when the data cannot be opened: what is wrong, that it was not touched, what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.system.settings import Preferences, second_backup_folder
from desktop_app.views.base.failures import Failure, describe
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import Program
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.pages.settings.restore_dialog import RestoreDialog
from desktop_app.views.pages.sign_in.front_page import FrontPage


class ProblemPage(FrontPage):
    """The sentence of the fault, and what can be done from here."""

    retry_requested = Signal()
    quit_requested = Signal()
    restore_requested = Signal()

    def __init__(self, failure: Failure, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(tr("Suivi cannot open its data"), "", width=560, parent=parent)
        self._notice = Notice(name="problemNotice")
        self._notice.show_words(failure.text, kind="error", detail=failure.incident)
        self._folder = label(
            tr("Data folder: {folder}", folder=folder), "muted", wrap=True, name="dataFolder"
        )
        self._retry = button(tr("&Try again"), "primary", name="retry")
        self._show_folder = button(tr("&Open the folder"), name="openFolder")
        self._restore = button(tr("&Go back to a copy…"), name="restore")
        self._quit = button(tr("&Quit"), name="quit")

        self.column.addWidget(self._notice)
        self.column.addWidget(self._folder)
        foot = QHBoxLayout()
        foot.addWidget(self._show_folder)
        foot.addWidget(self._restore)
        foot.addStretch(1)
        foot.addWidget(self._quit)
        foot.addWidget(self._retry)
        self.column.addLayout(foot)

        self._retry.clicked.connect(self.retry_requested)
        self._restore.clicked.connect(self.restore_requested)
        self._quit.clicked.connect(self.quit_requested)
        self._show_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))

    def focus_start(self) -> None:
        """Where one acts first."""
        self._retry.setFocus()


def offer_copies(
    page: QWidget,
    program: Program,
    operations: Operations,
    preferences: Preferences,
    on_restored: Callable[[], object],
) -> None:
    """Let whoever has the folder go back to a copy, since the data itself cannot be opened; then call *on_restored*."""
    second_place = second_backup_folder(preferences)
    controllers = program.controllers
    dialog = RestoreDialog(controllers.backups, controllers.clock, operations, None, second_place, page)
    dialog.restored.connect(lambda _restored: on_restored())
    dialog.open()


def page_of(
    error: BaseException,
    program: Program,
    operations: Operations,
    preferences: Preferences,
    on_retry: Callable[[], object],
    on_quit: Callable[[], object],
) -> ProblemPage:
    """The page that says why the data of *program* cannot be opened; going back to a copy tries again, too."""
    page = ProblemPage(describe(error, "opening"), program.folder)
    page.retry_requested.connect(on_retry)
    page.quit_requested.connect(on_quit)
    page.restore_requested.connect(lambda: offer_copies(page, program, operations, preferences, on_retry))
    return page
