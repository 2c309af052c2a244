"""A field for a password.

``PasswordEdit(name)``   shows dots; an eye, or Ctrl+E, shows what was typed; ``cover()`` takes that back
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.look import icons


class PasswordEdit(QLineEdit):
    """A password, with an eye to look at what one typed."""

    def __init__(self, name: str = "password") -> None:
        super().__init__()
        self.setObjectName(name)
        self._look: QAction | None = None
        self.setEchoMode(QLineEdit.EchoMode.Password)
        QTimer.singleShot(0, self._add_eye)  # after the first painting: drawing it needs a library of its own

    def _add_eye(self) -> None:
        look = QAction(icons.icon("eye"), tr("Show what I type"), self)
        look.setShortcut(QKeySequence("Ctrl+E"))  # the icon itself never has the focus
        look.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keys = look.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        set_tip(look, keys)
        self.addAction(look, QLineEdit.ActionPosition.TrailingPosition)
        look.triggered.connect(lambda: self._show(shown=self.echoMode() is QLineEdit.EchoMode.Password))
        self._look = look

    def cover(self) -> None:
        """Show dots again, if what is typed is shown."""
        self._show(shown=False)

    def _show(self, *, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        if self._look is not None:
            self._look.setText(tr("Hide what I type") if shown else tr("Show what I type"))
            set_tip(self._look, self._look.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
