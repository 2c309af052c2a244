"""The way from a page to its reports: one button and Ctrl+P, with a menu where there are several.

``ReportOffer(page, kinds, beside=None)``   ``button`` to put on the page, or *beside* stands there already; *kinds* is asked when it is pressed: what the page shows then is printed
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_app.texts import tr
from desktop_app.views.page import Page
from desktop_app.views.widgets.buttons import button

if TYPE_CHECKING:
    from desktop_app.views.reports.kinds import Kind


class ReportOffer(QObject):
    """*Print…* of a page."""

    def __init__(
        self, page: Page, kinds: Callable[[], Sequence[Kind]], beside: QWidget | None = None
    ) -> None:
        super().__init__(page)
        self._beside = beside
        self._page = page
        self._kinds = kinds
        keys = QShortcut(QKeySequence("Ctrl+P"), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._offer_here)

    @cached_property
    def button(self) -> QPushButton:
        """A button in words."""
        made = button(
            tr("&Print…"),
            name="print",
            icon="print",
            tip=tr("On paper or as a PDF, with the organisation’s name and numbered pages (Ctrl+P)"),
        )
        made.clicked.connect(self._offer_here)
        return made

    def _offer_here(self) -> None:
        self.offer(self._beside)

    def offer(self, beside: QWidget | None = None) -> None:
        """Offer the reports, in a menu under *beside* or the button; one alone is asked for at once.

        Private texts leave the program after the password only.
        """
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
        place = beside or self.button
        menu.popup(place.mapToGlobal(QPoint(0, place.height())))

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
