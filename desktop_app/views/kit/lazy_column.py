"""A scrolling column of widgets that are made as one scrolls, a few milliseconds at a time, however many there are.

``LazyColumn(make, name="")``   *make*: ``(item) -> QWidget``; ``set_items([(key, item), …], keep=True)`` shows them: widgets of
    equal items are kept, and with *keep* so are the place and the focus; ``widgets()`` those made so far, ``item_count()``,
    ``widget_of(key)``, ``set_tab_after(widget)``, ``is_complete()``
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop_app.views.kit.accessibility import put_behind, stops
from desktop_app.views.look import theme

BUDGET = 0.012  # seconds of making and measuring at a time
_AHEAD = 1.5
"""How far below what is seen widgets are made, in heights of what is seen."""
WIDEST = 820


class LazyColumn(QScrollArea):
    """Widgets under each other. Each is measured once for a width; none is made before it is nearly seen."""

    def __init__(self, make: Callable[[Any], QWidget], *, name: str = "lazyColumn") -> None:
        super().__init__()
        self._make = make
        self._items: list[tuple[Hashable, Any]] = []
        self._pool: dict[Hashable, tuple[Any, QWidget]] = {}
        self._heights: dict[Hashable, tuple[int, int]] = {}  # key → (the width it was measured for, height)
        self._built = 0
        self._anchor: tuple[Hashable, int] | None = None
        self._focus: tuple[Hashable, str] | None = None
        self._tab_after: QWidget | None = None
        self._inside = QWidget()
        self._more = QTimer(self)

        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        self.verticalScrollBar().setSingleStep(32)
        self._more.setSingleShot(True)
        self._more.setInterval(0)

        self._more.timeout.connect(self._go_on)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown

    def set_items(self, items: Sequence[tuple[Hashable, Any]], *, keep: bool = True) -> None:
        """Show *items*; a key stands for the same thing for good. Without *keep*, from the top."""
        if keep:
            self._anchor = self._anchor or self._first_seen()
            self._focus = self._focus or self._focused()
        else:
            self._anchor = self._focus = None
        wanted = dict(items)
        for key in list(self._pool):
            item, widget = self._pool[key]
            if key not in wanted or wanted[key] != item:
                del self._pool[key]
                self._heights.pop(key, None)
                widget.hide()
                widget.deleteLater()
        self._items = list(items)
        self._built = 0
        if self._anchor is not None and self._anchor[0] not in wanted:
            self._anchor = None
        if not keep:
            self.verticalScrollBar().setValue(0)
        self._go_on()

    def set_tab_after(self, widget: QWidget) -> None:
        """Have the first item follow *widget*, which takes the focus, for the Tab key."""
        self._tab_after = widget

    def widgets(self) -> list[QWidget]:
        """Those made so far, from top to bottom."""
        return [self._pool[key][1] for key, _item in self._items[: self._built]]

    def widget_of(self, key: Hashable) -> QWidget | None:
        """The widget of *key*, if it is made."""
        held = self._pool.get(key)
        return held[1] if held else None

    def item_count(self) -> int:
        """How many items there are, made or not."""
        return len(self._items)

    def is_complete(self) -> bool:
        """Whether every item has its widget."""
        return self._built == len(self._items)

    # -- Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: what is seen is measured at once, the rest bit by bit."""
        if event.size().width() != event.oldSize().width() and self._built:
            self._anchor = self._anchor or self._first_seen()
        super().resizeEvent(event)
        self._go_on()

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is seen now."""
        super().showEvent(event)
        self._go_on()

    # -- making and placing

    def _go_on(self) -> None:
        """Make and measure for a moment; what is left is done in the next one."""
        self._more.stop()
        # room for the bar is always left, so that nothing moves when it comes
        width = min(self.width() - self.verticalScrollBar().sizeHint().width() - theme.S1, WIDEST)
        if width <= 0 or not self.isVisible():
            return
        until = time.perf_counter() + BUDGET
        y = self._height_so_far(width, until)
        while self._built < len(self._items) and self._wants_more(y) and time.perf_counter() < until:
            key, item = self._items[self._built]
            widget = self._widget(key, item)
            y += self._measure(key, widget, width) + theme.S2
            self._built += 1
        self._place(width)
        unmeasured = any(
            self._heights.get(key, (0, 0))[0] != width for key, _item in self._items[: self._built]
        )
        if unmeasured or (self._built < len(self._items) and self._wants_more(y)):
            self._more.start()

    def _height_so_far(self, width: int, until: float) -> int:
        """The height of what is made; those measured for another width are measured anew while there is time."""
        y = 0
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for key, _item in self._items[: self._built]:
            seen = top <= y <= bottom
            if self._heights[key][0] != width and (seen or time.perf_counter() < until):
                self._measure(key, self._pool[key][1], width)
            y += self._heights[key][1] + theme.S2
        return y

    def _wants_more(self, y: int) -> bool:
        if self._anchor is not None and self._anchor_top() is None:
            return True  # what was seen is still to be made
        seen = self.verticalScrollBar().value() if self._anchor is None else (self._anchor_top() or 0)
        return y < seen + self.viewport().height() * (1 + _AHEAD)

    def _widget(self, key: Hashable, item: Any) -> QWidget:
        held = self._pool.get(key)
        if held is not None:
            return held[1]
        shown = self._make(item)
        shown.setParent(self._inside)
        self._pool[key] = (item, shown)
        self._chain(shown)
        return shown

    def _chain(self, widget: QWidget) -> None:
        """Put *widget* behind the one above it for the Tab key."""
        before = self._tab_after
        if self._built:
            above = self._pool[self._items[self._built - 1][0]][1]
            before = (stops(above) or [above])[-1]
        put_behind(before, widget)

    def _measure(self, key: Hashable, widget: QWidget, width: int) -> int:
        known = self._heights.get(key)
        if known is None or known[0] != width:
            high = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
            known = self._heights[key] = (width, high)
        return known[1]

    def _place(self, width: int) -> None:
        y = 0
        tops: dict[Hashable, int] = {}
        for key, _item in self._items[: self._built]:
            widget = self._pool[key][1]
            tops[key] = y
            widget.setGeometry(0, y, width, self._heights[key][1])
            widget.show()
            y += self._heights[key][1] + theme.S2
        for key, (_item, widget) in self._pool.items():
            if key not in tops:
                widget.hide()  # kept for when its turn comes
        self._inside.resize(width + theme.S1, max(y, 1))
        if self._anchor is not None and self._anchor[0] in tops:
            top = tops[self._anchor[0]] + self._anchor[1]
            if top <= self.verticalScrollBar().maximum() or self.is_complete():
                self._anchor = None
            self.verticalScrollBar().setValue(top)
        if self._focus is not None and self._focus[0] in tops:
            self._give_focus_back(*self._focus)
            self._focus = None

    # -- the place

    def _first_seen(self) -> tuple[Hashable, int] | None:
        """The first item seen and how far it is scrolled out; None at the top, where what is new belongs in sight."""
        value = self.verticalScrollBar().value()
        if value <= 0:
            return None
        for key, _item in self._items[: self._built]:
            place = self._pool[key][1].geometry()
            if place.bottom() >= value:
                return key, value - place.top()
        return None

    def _anchor_top(self) -> int | None:
        if self._anchor is None:
            return None
        y = 0
        for key, _item in self._items[: self._built]:
            if key == self._anchor[0]:
                return y + self._anchor[1]
            y += self._heights[key][1] + theme.S2
        return None

    def _focused(self) -> tuple[Hashable, str] | None:
        focus = QApplication.focusWidget()
        if focus is None or not self._inside.isAncestorOf(focus):
            return None
        for key, (_item, widget) in self._pool.items():
            if widget is focus or widget.isAncestorOf(focus):
                return key, focus.objectName() if widget is not focus else ""
        return None

    def _give_focus_back(self, key: Hashable, name: str) -> None:
        widget = self._pool[key][1]
        now = QApplication.focusWidget()
        if now is not None and widget.isAncestorOf(now):
            return
        named = widget.findChild(QWidget, name) if name else None
        (named if named is not None and named.isEnabled() else widget).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _scrolled(self) -> None:
        if not self.is_complete():
            self._more.start()
