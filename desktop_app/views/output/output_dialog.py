"""What an export and a report have in common: a dialog that makes something off the UI thread that leaves the program.

``OutputDialog(session, title, name, parent)``   base of both; *name* begins the names of its parts. A subclass adds what is to be
    chosen to ``content``, then calls ``add_parts(…)``; ``ask_for_a_file(…)``, ``begin(work, done, said)``; what is in
    ``lock_meanwhile`` cannot be changed while it works
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop_app.domain.errors import Cancelled
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import FILES_FOLDERS
from desktop_app.views.base.failures import describe
from desktop_app.views.base.operations import Job
from desktop_app.views.base.session import Session
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.labels import label, set_tip
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme

T = TypeVar("T")
Progress = Callable[[int, int], None]
ShouldStop = Callable[[], bool]
_WIDTH = 480


class OutputDialog(Dialog):
    """Asks how something should leave the program, makes it, and says how far it is. A long one can go on behind the window."""

    def __init__(self, session: Session, title: str, name: str, parent: QWidget | None) -> None:
        super().__init__(parent, title, name=f"{name}Dialog", width=_WIDTH)
        self.session = session
        self._name = name
        self._job: Job | None = None
        self.lock_meanwhile: Sequence[QWidget] = ()
        self.notice = Notice(name=f"{name}Notice")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}Progress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        self._words = label("", "muted", name=f"{name}Words")
        self.notice.clear()

    def add_parts(self, save_words: str, save_name: str, on_save: Callable[[], object]) -> QPushButton:
        """The warning, notice and progress at the end of the content, the buttons at the foot; gives the one that begins."""
        self.content.addWidget(self._warning())
        for each in (self.notice, self._bar, self._words):
            self.content.addWidget(each)
        self._cancel = self.add_button(tr("Cancel"), "outlined", self.reject, name=f"{self._name}Cancel")
        behind = tr("&Go on working")
        self._behind = self.add_button(behind, "outlined", self.hide, name=f"{self._name}Behind")
        self._save = self.add_button(save_words, "primary", on_save, name=save_name)
        set_tip(self._behind, tr("The file is written meanwhile; a message says when it is there."))
        for hidden in (self._behind, self._bar, self._words):
            hidden.hide()
        self._save.setDefault(True)
        return self._save

    def _warning(self) -> QWidget:
        widget = QWidget()
        across = QHBoxLayout(widget)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.S2)
        across.addWidget(ToneIcon("warning", "soon"), 0, Qt.AlignmentFlag.AlignTop)
        words = tr("It holds personal data: keep it where only the office can read it.")
        across.addWidget(label(words, wrap=True, name=f"{self._name}Warning"), 1)
        return widget

    # -- where to

    def ask_for_a_file(
        self, title: str, name: str, filters: str, suffix: str, chosen: Callable[[Path], None]
    ) -> None:
        """Ask for a place, *name* proposed, in the folder where one saved last; *chosen* is called with it, *suffix* at its end."""
        kept = self.session.recall(FILES_FOLDERS, default="")
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = kept if isinstance(kept, str) and kept and Path(kept).is_dir() else next(iter(places), "")
        asked = QFileDialog(self, title, folder, filters)
        asked.setObjectName(f"{self._name}File")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix(suffix)
        asked.selectFile(name)

        def take(typed: str) -> None:
            path = Path(typed)
            if path.suffix.lower() != f".{suffix}":
                path = path.with_name(f"{path.name}.{suffix}")
            self.session.remember_own(FILES_FOLDERS, str(path.parent))
            chosen(path)

        asked.fileSelected.connect(take)
        asked.open()

    # -- while it is made

    def begin(
        self,
        work: Callable[[Progress, ShouldStop], T],
        done: Callable[[T], object],
        progress_words: Callable[[int, int], str],
    ) -> None:
        """Do *work* off the UI thread; *done* says that it is there, *progress_words* how far it is.

        Where private texts were hidden since it was asked for, only after the password: somebody else may sit there.
        """
        self.session.privacy.when_shown(lambda: self._begin(work, done, progress_words))

    def _begin(
        self,
        work: Callable[[Progress, ShouldStop], T],
        done: Callable[[T], object],
        progress_words: Callable[[int, int], str],
    ) -> None:
        def finished(result: T) -> None:
            self._job = None
            self.accept()
            done(result)
            self.deleteLater()  # hidden, it would not be closed

        def show(now: int, whole: int) -> None:
            if self._cancel.isEnabled():
                self._bar.setRange(0, max(whole, 1))
                self._bar.setValue(now)
                self._words.setText(progress_words(now, whole))

        self._set_busy(busy=True)
        self._job = self.session.operations.run_long(work, finished, self._failed, show, owner=self)
        self.destroyed.connect(self._job.cancel)  # who closes the window does not wait for it

    def _set_busy(self, *, busy: bool) -> None:
        self._bar.setRange(0, 0)
        self._words.setText(tr("Collecting what belongs in it…"))
        for shown in (self._bar, self._words, self._behind):
            shown.setVisible(busy)
        for each in (self._save, *self.lock_meanwhile):
            each.setEnabled(not busy)
        self._cancel.setEnabled(True)
        (self._behind if busy else self._save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._set_busy(busy=False)
        if isinstance(error, Cancelled):
            self.notice.show_words(tr("Stopped. Nothing was written."), kind="info")
        else:
            self.notice.show_words(describe(error, type(self).__name__).text, kind="error")
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
