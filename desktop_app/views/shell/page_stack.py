"""The place of the pages in the frame: one is shown, and where a screen is too small for it (at 200 %, say) it is scrolled.

``PageStack()``   ``inside`` is the ``QStackedWidget`` that the pages are made in
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget


class _Pages(QStackedWidget):
    """As big as the page that is shown needs, not as the biggest of all."""

    def minimumSizeHint(self) -> QSize:
        """What the page that is shown needs at least."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        """What the page that is shown needs at least where it is *width* wide: a notice on another page takes no room here."""
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        if layout is None or not layout.hasHeightForWidth():
            return self.minimumSizeHint().height()
        return layout.totalMinimumHeightForWidth(width)


class PageStack(QScrollArea):
    """No page keeps the window from being as small as a screen is."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = _Pages()
        self.inside.setObjectName("pages")
        self.setObjectName("pageStack")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(self.inside)
        self.inside.currentChanged.connect(self.inside.updateGeometry)
