"""Keys that work wherever the focus is within a widget.

``on_keys(widget, called, "Ctrl+Return", …)``   any of the keys calls *called* while the focus is in *widget*
``SAVE_KEYS``, ``NEXT_KEYS``                    those of every form: save; save and go on with the next
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

SAVE_KEYS = ("Ctrl+Return", "Ctrl+Enter")
NEXT_KEYS = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")


def on_keys(widget: QWidget, called: Callable[[], object], *keys: str | QKeySequence.StandardKey) -> None:
    """Call *called* when one of *keys* is pressed while the focus is in *widget* or in what is in it."""
    for each in keys:
        shortcut = QShortcut(QKeySequence(each), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(called)
