"""The way from a page to its reports: one button and Ctrl+P, with a menu where there are several.

``ReportOffer(page, kinds)``   ``button`` to put on the page; *kinds* is asked when it is pressed: what the page shows then is printed
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.texts import tr
from desktop_app.views.page import Page
from desktop_app.views.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.views.reports.kinds import Kind


class ReportOffer(QObject):
    """*Print…* of a page."""

    def __init__(self, page: Page, kinds: Callable[[], Sequence[Kind]]) -> None:
        super().__init__(page)
        self._page = page
        self._kinds = kinds
        keys = QShortcut(QKeySequence("Ctrl+P"), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.offer)

    @cached_property
    def button(self) -> QPushButton:
        """A button in words."""
        made = button(
            tr("&Print…"),
            name="print",
            icon="print",
            tip=tr("On paper or as a PDF, with the organisation’s name and numbered pages (Ctrl+P)"),
        )
        made.clicked.connect(self.offer)
        return made

    def offer(self) -> None:
        """Offer the reports; one alone is asked for at once. Private texts leave the program after the password only."""
        kinds = self._kinds()
        if not kinds:
            return
        if len(kinds) == 1:
            self.ask(kinds[0])
            return
        menu = QMenu(self._page)
        menu.setObjectName("reportMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in kinds:
            menu.addAction(kind.title).triggered.connect(self._asking(kind))
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _asking(self, kind: Kind) -> Callable[[], None]:
        return lambda: self.ask(kind)

    def ask(self, kind: Kind) -> None:
        """Ask where *kind* should go."""

        def ask() -> None:
            from desktop_app.views.reports.dialog import ReportDialog  # noqa: PLC0415 - when somebody prints

            dialog = ReportDialog(self._page.session, kind, self._page.window())
            dialog.made.connect(self._made)
            dialog.open()

        self._page.session.counter.when_shown(ask)

    def _made(self, words: str, path: Path | None) -> None:
        if path is None:
            self._page.say(words, tone="good")
            return
        address = QUrl.fromLocalFile(str(path))
        self._page.say(words, tr("Open"), lambda: QDesktopServices.openUrl(address), "good")
