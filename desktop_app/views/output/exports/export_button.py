"""The way from a page to the files of its lists: one button and Ctrl+E.

``ExportOffer(page, kind)``   ``button`` to put on the page; *kind* is asked when it is pressed: what
    the page shows then is exported. ``ask(kind)`` for a page with several lists
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QPushButton

from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.kit.buttons import button
from desktop_app.views.output.output_button import Offer

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind


def _button() -> QPushButton:
    tip = tr("As a file for Excel or other programs, as the list is shown (Ctrl+E)")
    return button(tr("E&xport…"), name="export", icon="export", tip=tip)


class ExportOffer(Offer):
    """*Export…* of a page."""

    def __init__(self, page: Page, kind: Callable[[], ExportKind]) -> None:
        super().__init__(page, "Ctrl+E", _button)
        self._kind = kind

    def offer(self) -> None:
        """Ask how the list should be exported that the page shows."""
        self.ask(self._kind())

    def ask(self, kind: ExportKind) -> None:
        """Ask how *kind* should be exported."""

        def make() -> QDialog:
            from desktop_app.views.output.exports.export_dialog import ExportDialog  # noqa: PLC0415 - when somebody exports

            dialog = ExportDialog(self.page.session, kind, self.page.window())
            dialog.exported.connect(self._say)
            return dialog

        self.open_dialog(make)

    def _say(self, words: str, path: Path) -> None:
        self.say_where(words, tr("Open the folder"), path.parent)
