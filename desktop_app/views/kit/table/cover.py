"""What lies over the rows of a ``RecordTable`` when there are none: grey rows, why the list is empty, or what went wrong.

``TableCover(viewport, name)``   ``show_loading(columns)``, ``show_words(title, text, action_text, icon, tone)``; ``message``
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.loading import SkeletonRows
from desktop_app.views.look import theme


class TableCover(QStackedWidget):
    """Covers the whole of *viewport* while it is shown."""

    def __init__(self, viewport: QWidget, name: str) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.message = EmptyState(name=f"{name}Message")
        self.skeleton = SkeletonRows()
        self.setObjectName(f"{name}Cover")
        self.setProperty("surface", "plain")
        self.addWidget(self.message)
        self.addWidget(self.skeleton)
        self.hide()

    def show_loading(self, columns: Sequence[tuple[int, int]]) -> None:
        """Cover the rows with grey ones, in *columns* of (left, width) pixels."""
        self.skeleton.set_columns(columns)
        self.skeleton.begin()
        self._show(self.skeleton)

    def show_words(
        self, title: str, text: str, action_text: str | None, *, icon: str = "", tone: theme.Tone = "neutral"
    ) -> None:
        """Cover the rows with words and at most one button."""
        self.message.set(title, text, action_text, icon=icon, tone=tone)
        self._show(self.message)

    def follow(self) -> None:
        """Be as large as what is covered."""
        self.setGeometry(self._viewport.rect())

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self.follow()
        self.show()
        self.raise_()
