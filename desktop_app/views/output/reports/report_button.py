"""The way from a page to its reports: one button and Ctrl+P, with a menu where there are several.

``ReportOffer(page, kinds, beside=None)``   ``button`` to put on the page, or *beside* stands there already; *kinds* is asked when
    it is pressed: what the page shows then is printed
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.kit.buttons import button
from desktop_app.views.output.output_button import Offer

if TYPE_CHECKING:
    from desktop_app.views.output.reports.report import ReportKind


def _button() -> QPushButton:
    tip = tr("On paper or as a PDF, with the organisation’s name and numbered pages (Ctrl+P)")
    return button(tr("&Print…"), name="print", icon="print", tip=tip)


class ReportOffer(Offer):
    """*Print…* of a page."""

    def __init__(
        self, page: Page, kinds: Callable[[], Sequence[ReportKind]], beside: QWidget | None = None
    ) -> None:
        super().__init__(page, "Ctrl+P", _button)
        self._kinds = kinds
        self._beside = beside

    def offer(self) -> None:
        """Offer the reports in a menu; one alone is asked for at once."""
        kinds = self._kinds()
        if len(kinds) == 1:
            self._ask(kinds[0])
        elif kinds:
            menu = QMenu(self.page)
            menu.setObjectName("reportMenu")
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for kind in kinds:
                menu.addAction(kind.title, partial(self._ask, kind))
            place = self._beside or self.button
            menu.popup(place.mapToGlobal(QPoint(0, place.height())))

    def _ask(self, kind: ReportKind) -> None:
        def make() -> QDialog:
            from desktop_app.views.output.reports.report_dialog import ReportDialog  # noqa: PLC0415 - when somebody prints

            dialog = ReportDialog(self.page.session, kind, self.page.window())
            dialog.report_made.connect(self._made)
            return dialog

        self.open_dialog(make)

    def _made(self, words: str, path: Path | None) -> None:
        if path is None:
            self.page.say(words, tone="good")
        else:
            self.say_where(words, tr("Open"), path)
