"""Looking at a list, off the UI thread, again whenever something else is wished: only what is wished by now is told.

``ListReader(page, wishes)``   ``open(path)``, ``read()``, ``forget()``, ``path``, ``is_reading``; signals ``begun()``, ``looked(preview)``,
    ``not_looked(wishes, error)``
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.exchange.imports.import_report import ImportPreview
from desktop_app.views.base.page import Page
from desktop_app.views.pages.importing.preview_step import Wishes


class ListReader(QObject):
    """The list in hand, as *wishes* say how it is to be read."""

    begun = Signal()
    looked = Signal(object)
    not_looked = Signal(object, object)

    def __init__(self, page: Page, wishes: Callable[[], Wishes]) -> None:
        super().__init__(page)
        self.path: Path | None = None
        self.is_reading = False
        self._page = page
        self._wishes = wishes
        self._again = False

    def open(self, path: Path) -> None:
        """Look at the list at *path*."""
        self.path = path
        self.read()

    def forget(self) -> None:
        """There is no list any more."""
        self.path = None

    def read(self) -> None:
        """Read the list as it is wished now; while it is being read, once more after that."""
        if self.path is None:
            return
        if self.is_reading:
            self._again = True
            return
        self.is_reading = True
        path, wishes, session = self.path, self._wishes(), self._page.session
        self.begun.emit()
        controller, actor = session.controllers.people_import, session.actor

        def look(_progress: object, _should_stop: object) -> ImportPreview:
            return controller.preview(
                actor,
                path,
                wishes.columns,
                encoding=wishes.encoding,
                separator=wishes.separator,
                sheet=wishes.sheet,
                day_order=wishes.day_order,
            )

        session.operations.run_long(
            look, partial(self._read, path), partial(self._not_read, path, wishes), owner=self._page
        )

    def _finish(self, path: Path) -> bool:
        """Whether what was read is what is wished by now; if not, it is read again."""
        self.is_reading = False
        if self._again or path != self.path:
            self._again = False
            self.read()
            return False
        return True

    def _read(self, path: Path, preview: ImportPreview) -> None:
        if self._finish(path):
            self.looked.emit(preview)

    def _not_read(self, path: Path, wishes: Wishes, error: BaseException) -> None:
        if self._finish(path):
            self.not_looked.emit(wishes, error)
