"""Where the Tab key goes, for widgets that are made later than those around them.

``put_behind(before, widget)``   Tab goes from *before* into *widget*, and on from there to where it went from *before*
``stops(widget)``                where Tab stops in *widget*
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_behind(before: QWidget | None, widget: QWidget) -> None:
    """Have the stops of *widget* follow *before*; with None they only follow each other."""
    for stop in stops(widget):
        if before is not None:
            QWidget.setTabOrder(before, stop)
        before = stop


def stops(widget: QWidget) -> list[QWidget]:
    """Where the Tab key stops in *widget*, itself first."""
    inside = [widget, *widget.findChildren(QWidget)]
    return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
