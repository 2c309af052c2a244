"""Where the window stands on the screens of this PC, remembered from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from desktop_app.settings import WINDOW_GEOMETRY, Preferences

USUAL_SIZE = (1280, 720)


def place(window: QWidget, preferences: Preferences) -> None:
    """Put *window* where it stood when it was closed last, or at its usual size."""
    window.resize(*USUAL_SIZE)
    kept = preferences.get(WINDOW_GEOMETRY)
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))


def remember(window: QWidget, preferences: Preferences) -> None:
    """Note where *window* stands; saving is the caller's."""
    preferences.set(WINDOW_GEOMETRY, bytes(window.saveGeometry().toBase64().data()).decode("ascii"))
