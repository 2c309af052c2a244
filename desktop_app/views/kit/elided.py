"""A line of text that ends in an ellipsis where there is no room for it.

``Elided(text="", role="body", tone=None, name="", least=None)``   ``setText(text)``, ``text()`` is the whole, ``shown()`` what fits;
    the whole stands in the tool tip. It takes the room it is given; with *least* it is as wide as its text where it can be, and
    gives way to the others in its line until it has *least* pixels
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop_app.views.kit.labels import plain_tip, set_tip
from desktop_app.views.kit.own_tip import OwnTip
from desktop_app.views.kit.spoken_roles import as_heading
from desktop_app.views.look import theme

LEAST = 40
"""Pixels that show there is something."""


class Elided(OwnTip, QLabel):
    """A line that never makes its window wider."""

    def __init__(
        self,
        text: str = "",
        role: theme.Role = "body",
        *,
        tone: theme.Tone | None = None,
        name: str = "",
        least: int | None = None,
    ) -> None:
        super().__init__()
        self._whole = ""
        self._least = least
        self.setObjectName(name or "elided")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        if role in {"title", "section"}:
            as_heading(self)
        self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        wide = QSizePolicy.Policy.Ignored if least is None else QSizePolicy.Policy.Preferred
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show as much of *text* as fits."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def text(self) -> str:
        """The whole text, elided or not."""
        return self._whole

    def shown(self) -> str:
        """As much of it as fits."""
        return super().text()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the beginning."""
        wanted = self.sizeHint()
        return QSize(min(self._least or 0, wanted.width()), wanted.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fits = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        if fits != self.shown():
            super().setText(fits)
        set_tip(self, plain_tip(self._whole) if fits != self._whole else "")
