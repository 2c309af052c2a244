"""A line of text that ends in an ellipsis where there is no room for it.

``ElidedLabel(role="body", tone=None, name="")``   ``set_whole(text)``, ``whole()``; as wide as its text where it can be, never
    wider than its place; the whole stands in the tool tip
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop_app.views import theme
from desktop_app.views.widgets.labels import plain_tip

_LEAST = 40


class ElidedLabel(QLabel):
    """A label that never makes its window wider; others beside it give way until it has *least* pixels."""

    def __init__(
        self,
        role: theme.Role = "body",
        *,
        tone: theme.Tone | None = None,
        name: str = "",
        least: int = _LEAST,
    ) -> None:
        super().__init__()
        self._whole = ""
        self._least = least
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_whole(self, text: str) -> None:
        """Show as much of *text* as fits."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def whole(self) -> str:
        """The text, elided or not."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the beginning."""
        return QSize(min(self._least, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")
