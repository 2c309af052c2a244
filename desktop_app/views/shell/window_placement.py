"""Where the window stands on the screens of this PC, remembered from one start to the next.

Screens come and go, and are scaled otherwise the next day: a window is always brought back onto one that exists, and made no bigger than it.
All lengths are pixels as Qt counts them, after scaling.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QRegion
from PySide6.QtWidgets import QWidget

from desktop_app.system.settings import WINDOW_PLACE, Preferences

USUAL_SIZE = (1280, 720)
_FRAME = QSize(16, 40)
"""Room for the frame that the desktop will draw: how wide it is, nobody knows before."""
_LEAST = 100  # pixels: what is smaller is no window that somebody left so


def fitted(wanted: QRect, screens: Iterable[QRect]) -> QRect:
    """*wanted* where all of it can be seen on *screens* (the parts that windows may take); else within the one nearest to it."""
    known = [screen for screen in screens if not screen.isEmpty()]
    seen = QRegion()
    for area in known:
        seen = seen.united(QRegion(area))
    if not known or QRegion(wanted).subtracted(seen).isEmpty():
        return wanted
    best = min(known, key=lambda area: (-_area(area.intersected(wanted)), _distance(area, wanted)))
    size = wanted.size().boundedTo(best.size())
    left = min(max(wanted.left(), best.left()), best.left() + best.width() - size.width())
    top = min(max(wanted.top(), best.top()), best.top() + best.height() - size.height())
    return QRect(QPoint(left, top), size)


def _area(area: QRect) -> int:
    return area.width() * area.height() if area.isValid() else 0


def _distance(area: QRect, other: QRect) -> int:
    return (area.center() - other.center()).manhattanLength()


def screens() -> list[QRect]:
    """The parts of the PC's screens that windows may take."""
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def place(window: QWidget, preferences: Preferences, on: list[QRect] | None = None) -> None:
    """Put *window*, which is not shown yet, where it stood last, or at its usual size; *on* these screens, the PC's if not said."""
    available = screens() if on is None else on
    window.resize(*USUAL_SIZE)
    if available:
        window.resize(window.size().boundedTo(available[0].size() - _FRAME))
    kept = preferences.get(WINDOW_PLACE)
    numbers = [kept.get(key) for key in ("x", "y", "width", "height", "left", "top", "right", "bottom")]
    if (
        not all(type(number) is int and abs(number) < 100_000 for number in numbers)
        or min(numbers[2:4]) < _LEAST
    ):
        return
    frame = QMargins(*numbers[4:])  # its title bar must be seen too
    outer = fitted(QRect(*numbers[:4]).marginsAdded(frame), available)
    window.setGeometry(outer.marginsRemoved(frame))
    if kept.get("maximised") is True:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def remember(window: QWidget, preferences: Preferences) -> None:
    """Note where *window* stands; saving is the caller's."""
    maximised = window.isMaximized() or window.isFullScreen()
    inner = window.normalGeometry() if maximised or window.isMinimized() else window.geometry()
    if not inner.isValid():  # never shown
        return
    outer, within = window.frameGeometry(), window.geometry()
    place_now = {
        "x": inner.x(),
        "y": inner.y(),
        "width": inner.width(),
        "height": inner.height(),
        "left": within.left() - outer.left(),
        "top": within.top() - outer.top(),
        "right": outer.right() - within.right(),
        "bottom": outer.bottom() - within.bottom(),
        "maximised": maximised,
    }
    preferences.set(WINDOW_PLACE, place_now)


def bring_back(window: QWidget, on: list[QRect] | None = None) -> None:
    """Bring *window* back if the screen it stood on is gone."""
    if window.isMaximized() or window.isFullScreen() or window.isMinimized():
        return  # the system's business
    outer, inner = window.frameGeometry(), window.geometry()
    fitting = fitted(outer, screens() if on is None else on)
    if fitting != outer:
        window.resize(fitting.size() - (outer.size() - inner.size()))
        window.move(fitting.topLeft())
