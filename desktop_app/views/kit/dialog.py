"""A window over the window, for the few things that need one; it opens without stopping the program.

``Dialog(parent, title, name, width=560)``   ``content`` (a QVBoxLayout), ``add_button(text, kind, on_click, name) -> QPushButton``
    from left to right at the foot, ``add_foot(widget)``; Escape refuses it, Ctrl+Enter presses its primary button; ``open()``
``ask(parent, title, text, yes, on_yes, no="", danger=False) -> Dialog``   a question in words; Escape is no
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import Kind, button
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.look import theme


class Dialog(QDialog):
    """A title, a content and a foot with buttons in words; use ``open()``, and the signals of QDialog."""

    def __init__(
        self, parent: QWidget | None, title: str, *, name: str, width: int = theme.FORM_WIDTH
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._primary: QPushButton | None = None

        self.content = QVBoxLayout()
        self.content.setSpacing(theme.S3)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.S2)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S5, theme.S4, theme.S5, theme.S4)
        column.setSpacing(theme.S4)
        column.addWidget(label(title, "title", wrap=True, name="dialogTitle"))
        column.addLayout(self.content, 1)
        column.addWidget(hairline())
        column.addLayout(self._foot)

        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._press_primary)

    def add_button(
        self, text: str, kind: Kind, on_click: Callable[[], object], *, name: str = ""
    ) -> QPushButton:
        """A button at the foot; the *primary* one also answers Ctrl+Enter."""
        pressed = button(text, kind, name=name)
        pressed.clicked.connect(lambda _checked: on_click())
        if kind == "primary":
            self._primary = pressed
        self._foot.addWidget(pressed)
        return pressed

    def add_foot(self, widget: QWidget) -> None:
        """Put *widget* at the left of the foot."""
        self._foot.insertWidget(0, widget)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at this width: Qt reckons with another one, within two thirds of the screen."""
        super().showEvent(event)
        self._fit_words()

    def event(self, event: QEvent) -> bool:
        """Grow with words that become longer."""
        answer = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._fit_words(only_grow=True)
        return answer

    def _fit_words(self, *, only_grow: bool = False) -> None:
        column = self.layout()
        if column is None or not column.hasHeightForWidth():
            return
        column.activate()
        height = max(column.totalHeightForWidth(self.width()), self.minimumHeight())
        if height > self.height() or not only_grow:
            self.resize(self.width(), height)

    def _press_primary(self) -> None:
        if self._primary is not None and self._primary.isEnabled():
            self._primary.click()


def ask(
    parent: QWidget,
    title: str,
    text: str,
    yes: str,
    on_yes: Callable[[], object],
    *,
    no: str = "",
    danger: bool = False,
    name: str = "question",
) -> Dialog:
    """Open a question and go on; *yes* (the words of its button) calls *on_yes*; Escape and *no* do nothing.

    With *danger* the answer that takes something away is outlined in *late* and the other one has the focus.
    """
    question = Dialog(parent, title, name=name, width=420)
    question.content.addWidget(label(text, wrap=True, name="questionText"))

    def agreed() -> None:
        question.accept()
        on_yes()

    refuse = question.add_button(no or tr("Cancel"), "outlined", question.reject, name="questionNo")
    accept = question.add_button(yes, "danger" if danger else "primary", agreed, name="questionYes")
    for each in (refuse, accept):
        each.setAutoDefault(True)
    (refuse if danger else accept).setFocus()
    question.open()
    return question
