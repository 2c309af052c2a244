"""Working without a mouse and without seeing the screen: keys, the order of Tab, what a screen reader says.

``on_keys(widget, called, "Ctrl+Return", …)``   any of the keys calls *called* while the focus is in *widget*
``SAVE_KEYS``, ``NEXT_KEYS``                    those of every form: save; save and go on with the next
``put_behind(before, widget)``   Tab goes from *before* into *widget*, and on from there to where it went from *before*
``stops(widget)``                where Tab stops in *widget*
``announce(widget, text, urgent=False)``        read *text* aloud where a screen reader listens; does nothing else
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


def put_behind(before: QWidget | None, widget: QWidget) -> None:
    """Have the stops of *widget* follow *before*; with None they only follow each other."""
    for stop in stops(widget):
        if before is not None:
            QWidget.setTabOrder(before, stop)
        before = stop


def stops(widget: QWidget) -> list[QWidget]:
    """Where the Tab key stops in *widget*, itself first."""
    inside = [widget, *widget.findChildren(QWidget)]
    return [stop for stop in inside if stop.focusPolicy() & Qt.FocusPolicy.TabFocus]


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have *text* read aloud on behalf of *widget*; *urgent* interrupts what is being read."""
    if not text:
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - 2 ms that no start needs

    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(
        QAccessible.AnnouncementPoliteness.Assertive if urgent else QAccessible.AnnouncementPoliteness.Polite
    )
    QAccessible.updateAccessibility(event)
