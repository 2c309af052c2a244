"""The short steps of an import: choosing the file, and waiting while it is taken in.

``ChooseStep(clock)``     ``choose``, ``paste`` and ``contacts`` the buttons, ``past`` the lists taken in before, ``notice``, ``set_reading(name)``, ``focus_start()``
``ProgressStep()``   ``begin(name, dry_run=…)``, ``show_progress(done, total)``, ``show_stopping()``, ``cancel`` the button
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.domain.clock import Clock
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import card, label
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme
from desktop_app.views.pages.importing.past_imports import PastImports
from desktop_app.views.wording import formats

_STEP_WIDTH = 560


class ChooseStep(QWidget):
    """Where a file is chosen, or dropped."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("importChoose")
        self.choose = button(tr("&Choose a file…"), "primary", name="importChooseFile")
        self.paste = button(tr("&Paste a table"), name="importPaste")
        self.contacts = button(tr("Past c&ontacts…"), name="importContacts")
        self.past = PastImports(clock)
        self.notice = Notice(name="importChooseNotice")
        self._words = label("", wrap=True, name="importChooseWords")
        self._title = label("", "section", wrap=True, name="importChooseTitle")

        self.notice.clear()
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        frame = card("importDrop")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(theme.S5, 40, theme.S5, 40)
        inside.setSpacing(theme.S3)
        inside.addWidget(ToneIcon("import", "accent", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._title)
        inside.addWidget(self._words)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.S2)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.paste)
        buttons.addWidget(self.contacts)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        _centre(self, frame, self.notice, self.past)
        self.set_reading("")

    def set_reading(self, name: str) -> None:
        """Say that the file called *name* is being read; nothing: that one can be chosen."""
        self.choose.setEnabled(not name)
        self.paste.setEnabled(not name)
        self._title.setText(
            tr("Reading “{name}”…", name=name)
            if name
            else tr("Choose the list your office keeps, or drop it here")
        )
        self._words.setText(
            tr(
                "A workbook of Excel or LibreOffice, a CSV file, the contacts of a phone, or a table copied from elsewhere. "
                "You see how it is understood, and can correct it, before anybody is added."
            )
        )

    def focus_start(self) -> None:
        """Put the focus on the button."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)


class ProgressStep(QWidget):
    """How far it is, and the way out."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importProgress")
        self._title = label("", "section", wrap=True, name="importProgressTitle")
        self._bar = QProgressBar()
        self._words = label("", "muted", name="importProgressWords")
        self.cancel = button(tr("&Cancel"), name="importCancel")

        self._bar.setObjectName("importProgressBar")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        frame = card("importProgressCard")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(theme.S5, theme.S5, theme.S5, theme.S5)
        inside.setSpacing(theme.S3)
        inside.addWidget(self._title)
        inside.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(self.cancel)
        inside.addLayout(foot)
        _centre(self, frame)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.cancel.click)

    def begin(self, name: str, *, dry_run: bool) -> None:
        """Nothing is done yet of the file called *name*."""
        self._title.setText(
            tr("Checking “{name}”…", name=name) if dry_run else tr("Importing “{name}”…", name=name)
        )
        self._bar.setAccessibleName(self._title.text())
        self._bar.setRange(0, 0)
        self._words.setText("")
        self.cancel.setEnabled(True)

    def show_progress(self, done: int, total: int) -> None:
        """*done* of *total* rows."""
        if not self.cancel.isEnabled():
            return
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._words.setText(
            tr("{done} of {total} rows", done=formats.number(done), total=formats.number(total))
        )

    def show_stopping(self) -> None:
        """It was asked to stop."""
        self.cancel.setEnabled(False)
        self._words.setText(tr("Stopping… Nothing will be changed."))

    def focus_start(self) -> None:
        """Put the focus on the way out."""
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)


def _centre(step: QWidget, *widgets: QWidget) -> None:
    """Lay *widgets* out under each other in the middle of *step*."""
    column = QVBoxLayout()
    column.setSpacing(theme.S3)
    column.addStretch(2)
    for widget in widgets:
        widget.setFixedWidth(theme.scaled(_STEP_WIDTH))
        column.addWidget(widget)
    column.addStretch(3)
    across = QHBoxLayout(step)
    across.setContentsMargins(0, 0, 0, 0)
    across.addStretch(1)
    across.addLayout(column)
    across.addStretch(1)
