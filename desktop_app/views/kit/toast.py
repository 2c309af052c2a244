"""Messages that need no answer: at the bottom of the window, gone by themselves, with *Undo* where it applies.

``ToastArea(window_content)``   lies over *window_content*; ``show_message(text, action_text=None, on_action=None,
    tone="neutral", seconds=None, undoes=False) -> Toast``; ``focus_newest()`` (F6 in its window), ``undo_newest()`` (Ctrl+Z
    outside of texts), ``toasts()``, ``clear()``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.buttons import PushButton
from desktop_app.views.kit.labels import label
from desktop_app.views.look import icons, theme

READ_SECONDS, ACT_SECONDS = 8.0, 20.0
"""How long a message stays that only says something, and one that can be acted on: it is read, thought about and reached."""
_MOST = 3
_WIDEST = 520
_ICONS: dict[theme.Tone, str] = {
    "good": "check", "late": "error", "soon": "warning", "accent": "info", "neutral": ""
}  # fmt: skip


class Toast(QFrame):
    """One message; it waits while the mouse is over it or the focus in it."""

    finished = Signal()

    def __init__(
        self,
        text: str,
        action_text: str | None,
        on_action: Callable[[], object] | None,
        tone: theme.Tone,
        seconds: float,
        *,
        undoes: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("toast")
        self.undoes = undoes
        self.setAccessibleName(text)
        self._tone: theme.Tone = tone
        self._on_action = on_action
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(round(seconds * 1000))
        self._text = label(text, wrap=True, name="toastText")
        self._text.setProperty("toast", "text")
        self.action = PushButton(action_text or "")
        self.action.setObjectName("toastAction")
        self.action.setProperty("toast", "action")
        self.close_button = PushButton()
        self.close_button.setObjectName("toastClose")
        self.close_button.setProperty("toast", "close")
        self.close_button.setAccessibleName(tr("Close this message"))
        self.close_button.setFixedWidth(30)

        wide = self._text.fontMetrics().horizontalAdvance(text) + 2
        self._text.setMinimumWidth(min(wide, _WIDEST))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.S4 if not _ICONS[tone] else 40, 6, 6, 6)
        line.setSpacing(theme.S2)
        line.addWidget(self._text, 1)
        line.addWidget(self.action)
        self.action.setVisible(
            bool(action_text)
        )  # not before it has its place: it would be a window of its own
        line.addWidget(self.close_button)
        self.setMinimumHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)

        self.action.clicked.connect(self._act)
        self.close_button.clicked.connect(self.finished)
        self._clock.timeout.connect(self.finished)
        self._clock.start()

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def set_text(self, text: str) -> None:
        """Say *text* instead."""
        self._text.setText(text)
        self.setAccessibleName(text)

    def seconds(self) -> float:
        """How long it stays when nobody is at it."""
        return self._clock.interval() / 1000

    def waiting(self) -> bool:
        """Whether it stays because somebody is at it."""
        return not self._clock.isActive()

    def hold(self) -> None:
        """Stay."""
        self._clock.stop()

    def let_go(self) -> None:
        """Go after the usual time, unless somebody is still at it."""
        focused = QApplication.focusWidget()
        if not self.underMouse() and (focused is None or not self.isAncestorOf(focused)):
            self._clock.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait under the mouse."""
        super().enterEvent(event)
        self.hold()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on."""
        super().leaveEvent(event)
        self.let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the message: dark in both themes, so that it is seen over any page."""
        night = theme.DARK
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(night.line_strong), 1))
        painter.setBrush(QColor(night.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if _ICONS[self._tone]:
            place = QRectF(14, self.height() / 2 - 9, 18, 18)
            icons.paint_icon(painter, _ICONS[self._tone], place, theme.tone_colors(self._tone, night)[0])
        cross = self.close_button.geometry().center()
        icons.paint_icon(painter, "close", QRectF(cross.x() - 6, cross.y() - 6, 14, 14), night.muted)
        painter.end()

    def _act(self) -> None:
        if self._on_action:
            self._on_action()
        self.finished.emit()


class ToastArea(QWidget):
    """The place at the bottom of a window where messages come and go; as small as they are."""

    def __init__(self, window_content: QWidget) -> None:
        super().__init__(window_content)
        self._content = window_content
        self._before: QWidget | None = None
        self.setObjectName("toastArea")
        self.setAccessibleName(tr("Messages"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.S2)
        self._key = QShortcut(QKeySequence(Qt.Key.Key_F6), window_content)
        # in a text that is being typed Qt keeps Ctrl+Z for the typing
        self._undo_key = QShortcut(QKeySequence("Ctrl+Z"), window_content)
        self.hide()

        self._key.activated.connect(self.focus_newest)
        self._undo_key.activated.connect(self.undo_newest)
        window_content.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def toasts(self) -> list[Toast]:
        """The messages shown, oldest first."""
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Toast)]

    def show_message(
        self,
        text: str,
        action_text: str | None = None,
        on_action: Callable[[], object] | None = None,
        *,
        tone: theme.Tone = "neutral",
        seconds: float | None = None,
        undoes: bool = False,
    ) -> Toast:
        """Show *text* for *seconds*; *action_text* calls *on_action* and closes it. Three at most: the oldest goes.

        Without *seconds* it stays long enough to be read, or to be acted on where there is an action. Ctrl+Z presses the
        action of the newest message that *undoes* something.
        """
        if seconds is None:
            seconds = ACT_SECONDS if action_text else READ_SECONDS
        toast = Toast(text, action_text, on_action, tone, seconds, undoes=undoes)
        toast.finished.connect(lambda: self._remove(toast))
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        for old in self.toasts()[:-_MOST]:
            self._remove(old)
        toast.show()
        self._place()
        if undoes:
            message = tr("{text} ({action}: Ctrl+Z)", text=text, action=action_text)
        else:
            message = tr("{text} ({action}: F6)", text=text, action=action_text) if action_text else text
        announce(self, message, urgent=tone == "late")
        return toast

    def focus_newest(self) -> None:
        """Put the focus into the newest message; from there, back to where it was."""
        shown = self.toasts()
        focused = QApplication.focusWidget()
        if not shown:
            return
        newest = shown[-1]
        if focused is not None and newest.isAncestorOf(focused):
            self._give_back()
            return
        if focused is None or not self.isAncestorOf(
            focused
        ):  # from an older message it goes on to the newest
            self._before = focused
        target = newest.close_button if newest.action.isHidden() else newest.action
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def undo_newest(self) -> None:
        """Undo what the newest message that can undo something tells of; nothing where there is none."""
        for toast in reversed(self.toasts()):
            if toast.undoes:
                toast.action.click()
                return

    def clear(self) -> None:
        """Take all messages away."""
        for toast in self.toasts():
            self._remove(toast)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _remove(self, toast: Toast) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and toast.isAncestorOf(focused):
            self._give_back()
        toast.hold()
        toast.hide()
        self._column.removeWidget(toast)
        toast.deleteLater()
        self._place()

    def _give_back(self) -> None:
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _place(self) -> None:
        if not self.toasts():
            self.hide()
            return
        self._column.activate()
        wanted: QSize = self.sizeHint()
        width = min(wanted.width(), self._content.width() - 2 * theme.S4)
        left = (self._content.width() - width) // 2
        self.setGeometry(left, self._content.height() - wanted.height() - theme.S5, width, wanted.height())
        self.show()
        self.raise_()

    def _focus_moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        for toast in self.toasts():
            focused = QApplication.focusWidget()
            if focused is not None and toast.isAncestorOf(focused):
                toast.hold()
            elif toast.waiting():
                toast.let_go()
