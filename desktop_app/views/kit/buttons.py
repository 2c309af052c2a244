"""Buttons in words, and the few with an icon alone.

``button(text, kind="outlined", name="", icon="", tip="")``   QPushButton; kind: outlined, primary, danger, quiet
``icon_button(icon, accessible_name, name="", tip="")``       QToolButton with an icon; the name doubles as the tool tip
``menu_button(text, menu, name="", icon="")``                 QToolButton that opens *menu*, with a small chevron
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.labels import set_property, set_tip
from desktop_app.views.kit.own_tip import OwnTip
from desktop_app.views.look import icons, theme

Kind = Literal["outlined", "primary", "danger", "quiet"]
_ICON_TONES: dict[Kind, icons.IconTone] = {
    "outlined": "neutral",
    "primary": "on_accent",
    "danger": "late",
    "quiet": "accent",
}


class PushButton(QPushButton):
    """A button whose ring is seen on a filled ground too, and which Enter presses."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and a light ring within its filled ground while it has the focus."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens().on_accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as everywhere else on a PC; Qt leaves it to the space bar."""
        if _is_enter(event):
            self.click()
            return
        super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    return plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def button(
    text: str, kind: Kind = "outlined", *, name: str = "", icon: str = "", tip: str = ""
) -> QPushButton:
    """A button that says *text* (``&`` marks its key); one *primary* a screen, *danger* for what takes away."""
    push_button = PushButton(text)
    push_button.setProperty("kind", kind)
    push_button.setAutoDefault(False)
    push_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    push_button.setAccessibleName(spoken(text))
    if name:
        push_button.setObjectName(name)
    if icon:
        push_button.setIcon(icons.icon(icon, _ICON_TONES[kind]))
        push_button.setIconSize(icons.BESIDE_WORDS)
    if tip:
        set_tip(push_button, tip)
    return push_button


class MarkedButton(PushButton):
    """A button that can be marked as the chosen one; no box to tick, which a screen reader would make of a checkable one."""

    def __init__(self, text: str, about: str, *, name: str) -> None:
        super().__init__(text)
        self._about = about
        self.setObjectName(name)
        self.setProperty("kind", "outlined")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken(text))
        self.setChecked(False)

    def isChecked(self) -> bool:
        """Whether it is the chosen one."""
        return bool(self.property("marked"))

    def setChecked(self, on: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Mark it, or take the mark away."""
        set_property(self, "marked", on)
        self.setAccessibleDescription(f"{tr('chosen')}. {self._about}" if on else self._about)


class ToolButton(OwnTip, QToolButton):
    """A tool button that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it, or open its menu."""
        if _is_enter(event):
            if self.menu() is not None:
                self.showMenu()
            else:
                self.click()
            return
        super().keyPressEvent(event)


def icon_button(icon: str, accessible_name: str, *, name: str = "", tip: str = "") -> QToolButton:
    """A square button with *icon* alone; *accessible_name* is read aloud and shown as its tool tip unless *tip* is given."""
    tool_button = ToolButton()
    tool_button.setIcon(icons.icon(icon))
    tool_button.setIconSize(QSize(icons.SIZE, icons.SIZE))
    tool_button.setAccessibleName(accessible_name)
    set_tip(tool_button, tip or accessible_name)
    tool_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if name:
        tool_button.setObjectName(name)
    return tool_button


def menu_button(text: str, menu: QMenu, *, name: str = "", icon: str = "chevron-down") -> QToolButton:
    """A framed button in words that opens *menu*."""
    tool_button = ToolButton()
    tool_button.setText(text)
    tool_button.setProperty("kind", "outlined")
    tool_button.setIcon(icons.icon(icon))
    tool_button.setIconSize(icons.BESIDE_WORDS)
    tool_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    tool_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    tool_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    tool_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    tool_button.setMenu(menu)
    tool_button.setAccessibleName(spoken(text))
    if name:
        tool_button.setObjectName(name)
    return tool_button


def spoken(text: str) -> str:
    """*text* of a button or menu without the ``&`` that marks its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
