"""The way from a page to the files of its lists: one button and Ctrl+E.

``ExportOffer(page, kind)``   ``button`` to put on the page; *kind* is asked when it is pressed: what
    the page shows then is exported. ``ask(kind)`` for a page with several lists
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from desktop_app.texts import tr
from desktop_app.views.page import Page
from desktop_app.views.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.views.exports.kinds import Kind


class ExportOffer(QObject):
    """*Export…* of a page."""

    def __init__(self, page: Page, kind: Callable[[], Kind]) -> None:
        super().__init__(page)
        self._page = page
        self._kind = kind
        keys = QShortcut(QKeySequence("Ctrl+E"), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.offer)

    @cached_property
    def button(self) -> QPushButton:
        """A button in words."""
        made = button(
            tr("E&xport…"),
            name="export",
            icon="export",
            tip=tr("As a file for Excel or other programs, as the list is shown (Ctrl+E)"),
        )
        made.clicked.connect(self.offer)
        return made

    def offer(self) -> None:
        """Ask how the list should be exported that the page shows."""
        self.ask(self._kind())

    def ask(self, kind: Kind) -> None:
        """Ask how *kind* should be exported. Private texts leave the program after the password only."""

        def ask() -> None:
            from desktop_app.views.exports.dialog import ExportDialog  # noqa: PLC0415 - when somebody exports

            dialog = ExportDialog(self._page.session, kind, self._page.window())
            dialog.exported.connect(self._say)
            dialog.open()

        self._page.session.counter.when_shown(ask)

    def _say(self, words: str, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._page.say(words, tr("Open the folder"), lambda: QDesktopServices.openUrl(folder), "good")
