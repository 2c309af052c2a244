"""Undoing an import from its page: asked, carried out, and told.

``UndoActions(page, undone)``   ``ask(import_id, name)``; *undone* is called with what became of it
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop_app.domain.records import UndoneImport
from desktop_app.i18n.texts import tr
from desktop_app.views.base.page import Page
from desktop_app.views.kit.dialog import ask


class UndoActions:
    """What can be undone on *page*."""

    def __init__(self, page: Page, undone: Callable[[UndoneImport], object]) -> None:
        self._page = page
        self._undone = undone

    def ask(self, import_id: int, name: str) -> None:
        """Ask whether the import of the file called *name* is to be undone."""
        ask(
            self._page,
            tr("Undo the import of “{name}”?", name=name),
            tr(
                "Whom it added goes off the list, and what it filled in is empty again. Whoever was worked on since stays, and you are told."
            ),
            tr("&Undo it"),
            partial(self._undo, import_id),
            danger=True,
            name="importUndoQuestion",
        )

    def _undo(self, import_id: int) -> None:
        page, session = self._page, self._page.session
        controller, actor = session.controllers.imports, session.actor

        def work(on_progress: Callable[[int, int], None], _should_stop: object) -> UndoneImport:
            return controller.undo(actor, import_id, on_progress)

        session.operations.run_long(work, self._undone, page.failure_requested.emit, owner=page)
