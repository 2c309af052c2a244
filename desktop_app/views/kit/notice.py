"""A sentence in its place on the page: what went wrong and what to do, or what one should know.

``Notice(kind="info", text="", name="")``   kind: error, warning, info. ``show_words(text, kind=…, detail="", action_text=None)``,
    ``clear()`` hides it; *detail* (the incident number) stands behind a Details button; signal ``action_requested``.
    With ``may_be_closed`` an info has a cross, too
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import button, icon_button, spoken
from desktop_app.views.kit.labels import label, set_property
from desktop_app.views.kit.tone_icon import ToneIcon
from desktop_app.views.look import theme

Kind = Literal["error", "warning", "info"]
_TONES: dict[Kind, theme.Tone] = {"error": "late", "warning": "soon", "info": "accent"}


class Notice(QFrame):
    """A banner in the page; hidden while it has nothing to say."""

    action_requested = Signal()

    def __init__(
        self, kind: Kind = "info", text: str = "", *, name: str = "notice", may_be_closed: bool = False
    ) -> None:
        super().__init__()
        self._may_be_closed = may_be_closed
        self.setObjectName(name)
        self._icon = ToneIcon("info", "accent", 18)
        self._text = label("", wrap=True, name="noticeText")
        self._details = button(tr("Details"), "quiet", name="noticeDetails")
        self._action = button("", name="noticeAction")
        self._close = icon_button("close", tr("Close this message"), name="noticeClose")
        self._detail = label("", "muted", wrap=True, name="noticeDetail")

        self._details.setCheckable(True)
        self._detail.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        head = QHBoxLayout()
        head.setSpacing(theme.S2)
        head.addWidget(self._icon)
        head.addWidget(self._text, 1)
        head.addWidget(self._details)
        head.addWidget(self._action)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S3, theme.S2, theme.S2, theme.S2)
        column.setSpacing(theme.S1)
        column.addLayout(head)
        inset = QWidget()
        below = QHBoxLayout(inset)
        below.setContentsMargins(18 + theme.S2, 0, 0, 0)
        below.addWidget(self._detail)
        self._inset = inset
        column.addWidget(inset)

        self._details.toggled.connect(inset.setVisible)
        self._action.clicked.connect(self.action_requested)
        self._close.clicked.connect(self.clear)
        self.show_words(text, kind=kind)

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def show_words(
        self, text: str, *, kind: Kind = "info", detail: str = "", action_text: str | None = None
    ) -> None:
        """Say *text*; nothing hides the notice. Errors and warnings are read aloud."""
        self._text.setText(text)
        self._detail.setText(detail)
        self._details.setChecked(False)
        self._details.setVisible(bool(detail))
        self._inset.setVisible(False)
        self._action.setText(action_text or "")
        self._action.setAccessibleName(spoken(action_text or ""))
        self._action.setVisible(bool(action_text))
        self._close.setVisible(self._may_be_closed and kind == "info")
        self._icon.set(kind, _TONES[kind])
        self.setAccessibleName(text)
        set_property(self, "notice", kind)
        self.setVisible(bool(text))
        if text and kind != "info":
            announce(self, text, urgent=kind == "error")

    def clear(self) -> None:
        """Nothing to say any more."""
        self.show_words("")
