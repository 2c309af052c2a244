"""The program's window driven as its users drive it, for pictures: buttons pressed, keys heard, dialogs waited for.

Imported with the scale of the screen that is drawn, since Qt takes it once, at the start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget

from desktop_app.views import pictures
from desktop_app.views.look import theme
from desktop_app.views.pictures import let_work, wait_until_quiet
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.window import Window

__all__ = ["wait_until_quiet"]
COMES = 30_000
"""Milliseconds in which what is waited for has to be there, also where other programs take their part of the PC."""
HURRIED = 20
"""Milliseconds of turns without anything under way, after which a page stands where nobody looks at the pictures."""
T = TypeVar("T")


class CannotDraw(Exception):
    """What was to be drawn is not there; says what."""


def hurry() -> None:
    """Wait for nothing that only fades or moves."""
    pictures.QUIET = HURRIED


def _waited_for(look: Callable[[], T | None], missing: str) -> T:
    """Return what *look* finds, as soon as it finds something.

    Raises:
        CannotDraw: nothing came in all that time.
    """
    longest = QDeadlineTimer(COMES)
    while not longest.hasExpired():
        seen = look()
        if seen is not None:
            return seen
        let_work()
    raise CannotDraw(missing)


def frame_of(window: Window) -> MainWindow:
    """Return the frame of whoever signs in, once they are in and it stands.

    Raises:
        CannotDraw: nobody came in.
    """
    frame = _waited_for(window.frame, "nobody came in")
    wait_until_quiet(window)
    return frame


def press(within: QWidget, name: str) -> None:
    """Press the button *name* as soon as it is shown.

    Raises:
        CannotDraw: it never was.
    """

    def shown() -> QAbstractButton | None:
        buttons = within.findChildren(QAbstractButton, name)
        return next((button for button in buttons if button.isVisible()), None)

    _waited_for(shown, f"there is no button {name!r} to press").click()


def press_keys(frame: MainWindow, keys: str) -> None:
    """Do what *keys* do in the window and on the page that it shows.

    Raises:
        CannotDraw: nothing hears them.
    """

    def hearing() -> QShortcut | None:
        shown = [widget for widget in (frame, frame.page()) if widget is not None]
        heard = (
            shortcut
            for widget in shown
            for shortcut in widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if shortcut.key() == QKeySequence(keys) and shortcut.isEnabled()
        )
        return next(heard, None)

    _waited_for(hearing, f"nothing hears {keys}").activated.emit()


def menu_of(frame: MainWindow, name: str) -> QMenu:
    """Return the menu *name* of the page that is shown.

    Raises:
        CannotDraw: there is none.
    """

    def opened() -> QMenu | None:
        menu = frame.findChild(QMenu, name)
        return menu if isinstance(menu, QMenu) else None

    return _waited_for(opened, f"there is no menu {name!r}")


def open_dialogs() -> list[QDialog]:
    """Return the dialogs that stand over the window."""
    widgets = QApplication.topLevelWidgets()
    return [widget for widget in widgets if isinstance(widget, QDialog) and widget.isVisible()]


def wait_for_dialog() -> None:
    """Let a dialog open that was asked for: some open once what they show was read.

    Raises:
        CannotDraw: none opened.
    """
    _waited_for(lambda: open_dialogs() or None, "no dialog opened")


def close_dialogs() -> None:
    """Close what stands over the window."""
    for dialog in open_dialogs():
        dialog.reject()


def picture_of(window: Window) -> QPixmap:
    """Return a picture of the window, and over the middle of it the dialog that is open."""
    drawn = window.grab()
    for dialog in open_dialogs():
        place = dialog.rect()
        place.moveCenter(window.rect().center())
        painter = QPainter(drawn)
        painter.drawPixmap(place.topLeft(), dialog.grab())
        painter.setPen(QColor(theme.tokens().line_strong))  # as window managers frame it
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
    return drawn
