"""What stands where a list would be: why it is empty and the one thing to do; or what went wrong.

``EmptyState(title, text="", action_text=None, icon="")``   ``set(...)`` takes the same; signal ``action_requested``
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.views.kit.buttons import button, spoken
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme

_TEXT_WIDTH = 420


class EmptyState(QWidget):
    """A title, a sentence and at most one button, in the middle of the place they are given."""

    action_requested = Signal()

    def __init__(
        self,
        title: str = "",
        text: str = "",
        action_text: str | None = None,
        *,
        icon: str = "",
        name: str = "emptyState",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon = ToneIcon("info", "neutral", 28)
        self._title = label("", "section", name="emptyTitle")
        self._text = label("", "body", wrap=True, name="emptyText")
        self._action = button("", name="emptyAction")

        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setProperty("role", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._text.setFixedWidth(_TEXT_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S4, theme.S5, theme.S4, theme.S5)
        column.setSpacing(theme.S2)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.S1)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

        self._action.clicked.connect(self.action_requested)
        self.set(title, text, action_text, icon=icon)

    def set(
        self,
        title: str,
        text: str = "",
        action_text: str | None = None,
        *,
        icon: str = "",
        tone: theme.Tone = "neutral",
    ) -> None:
        """Say *title* and *text*, offer *action_text* (None: nothing to do here), with *icon* (empty: none)."""
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set(icon, tone)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setFixedHeight(
            max(self._text.heightForWidth(_TEXT_WIDTH), 0)
        )  # centred, it does not ask for it
        self._text.setVisible(bool(text))
        self._action.setText(action_text or "")
        self._action.setAccessibleName(spoken(action_text or ""))
        self._action.setVisible(bool(action_text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def focus_start(self) -> None:
        """Put the focus on the one thing to do."""
        self._action.setFocus(Qt.FocusReason.OtherFocusReason)

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()
