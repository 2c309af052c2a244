"""The way from a page to what can leave it, as a file or on paper: a button, a key, and the password while texts are hidden.

``Offer(page, keys, button_of)``   base of ``ExportOffer`` and ``ReportOffer``: ``button`` in words, made when a page puts it somewhere;
    ``offer()`` by button or key, ``open_dialog(make)``, ``say_where(words, action, path)``
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from desktop_app.views.base.page import Page
from desktop_app.views.kit.fields.password_field import PasswordEdit


class Offer(QObject):
    """*Export…* or *Print…* of a page."""

    def __init__(self, page: Page, keys: str, button_of: Callable[[], QPushButton]) -> None:
        super().__init__(page)
        self.page = page
        self._button_of = button_of
        self._keys = QKeySequence(keys)
        shortcut = QShortcut(self._keys, page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.offer)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch_line)

    def _watch_line(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit) and not isinstance(now, PasswordEdit) and self.page.isAncestorOf(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the key through from a line that is typed in: some desktops have it go to the end of the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            pressed = QKeySequence(event.keyCombination())
            if pressed.matches(self._keys) is QKeySequence.SequenceMatch.ExactMatch:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    @cached_property
    def button(self) -> QPushButton:
        """A button in words."""
        pressed = self._button_of()
        pressed.clicked.connect(self.offer)
        return pressed

    @abstractmethod
    def offer(self) -> None:
        """Offer what the page shows now."""

    def open_dialog(self, make: Callable[[], QDialog]) -> None:
        """Open what *make* makes. Private texts leave the program after the password only."""
        self.page.session.privacy.when_shown(lambda: make().open())

    def say_where(self, words: str, action: str, path: Path) -> None:
        """Say *words* at the bottom; *action* opens *path*."""
        address = QUrl.fromLocalFile(str(path))
        self.page.say(words, action, lambda: QDesktopServices.openUrl(address), "good")
