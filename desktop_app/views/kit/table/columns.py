"""The columns of a ``RecordTable``: widths, order, which are hidden, and the menu that chooses them.

``TableColumns(table)``   ``menu()`` a fresh menu; ``live_menu()`` one that is filled whenever it opens; ``state()`` /
    ``restore(state)``; ``set_hidden(key, hidden)``; ``fit()``; signals ``changed()``, ``sort_chosen(column_key, descending)``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from desktop_app.i18n.texts import tr
from desktop_app.views.look import theme

if TYPE_CHECKING:
    from desktop_app.views.kit.table.model import Column
    from desktop_app.views.kit.table.table import RecordTable

_BESIDE_HEADING = 20  # pixels that the header leaves beside its words
_WIDEST = 2000
_LEAST_SHARE = 0.8  # of its width, for a column that gives way: beyond that the list is moved sideways


class TableColumns(QObject):
    """Keeps the header of a table as its reader wants it."""

    changed = Signal()
    sort_chosen = Signal(str, bool)

    def __init__(self, table: RecordTable[Any]) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._fitting = False
        self._by_hand: set[str] = set()
        for at, column in enumerate(self._columns):
            self._header.resizeSection(at, self._wish(at))
            self._header.setSectionHidden(at, column.hidden)
        self._header.sectionResized.connect(self._resized)
        self._header.sectionMoved.connect(self._moved)

    @property
    def _columns(self) -> tuple[Column[Any], ...]:
        return self._table.records.columns

    def set_hidden(self, key: str, *, hidden: bool) -> None:
        """Hide or show the column *key*; one column stays at least. Raises KeyError."""
        at = self._position(key)
        shown = len(self._columns) - self._header.hiddenSectionCount()
        if hidden and (shown <= 1 or not self._columns[at].optional):
            return
        self._header.setSectionHidden(at, hidden)
        self.fit()
        self.changed.emit()

    def menu(self) -> QMenu:
        """A menu of the columns, each to be ticked, and of the orders there are."""
        columns_menu = QMenu(tr("Columns"), self._table)
        columns_menu.setObjectName("columnsMenu")
        self._fill(columns_menu)
        return columns_menu

    def live_menu(self) -> QMenu:
        """The same menu, filled anew whenever it opens."""
        columns_menu = QMenu(tr("Columns"), self._table)
        columns_menu.setObjectName("columnsMenu")
        columns_menu.aboutToShow.connect(lambda: self._fill(columns_menu))
        return columns_menu

    def state(self) -> dict[str, Any]:
        """Order, hidden columns and the widths set by hand, JSON-able."""
        order = [self._columns[self._header.logicalIndex(at)].key for at in range(len(self._columns))]
        hidden = [column.key for at, column in enumerate(self._columns) if self._header.isSectionHidden(at)]
        widths = {
            column.key: self._header.sectionSize(at)
            for at, column in enumerate(self._columns)
            if column.key in self._by_hand and not self._header.isSectionHidden(at)
        }
        return {"order": order, "hidden": hidden, "widths": widths}

    def restore(self, state: dict[str, Any]) -> None:
        """Wear a *state*; what is unknown or broken in it is passed over."""
        known = {column.key for column in self._columns}
        hidden, widths, order = state.get("hidden"), state.get("widths"), state.get("order")
        self._fitting = True
        if isinstance(hidden, list):
            for at, column in enumerate(self._columns):
                self._header.setSectionHidden(at, column.optional and column.key in hidden)
        if isinstance(widths, dict):
            for key, width in widths.items():
                if key in known and isinstance(width, int) and 0 < width < _WIDEST:
                    self._header.resizeSection(self._position(key), width)
                    self._by_hand.add(key)
        if isinstance(order, list):
            kept = [
                key for key in dict.fromkeys(key for key in order if isinstance(key, str)) if key in known
            ]
            for place, key in enumerate(kept):
                self._header.moveSection(self._header.visualIndex(self._position(key)), place)
        self._fitting = False
        self.fit()

    def fit(self) -> None:
        """Give the columns that were not resized by hand the room there is.

        What is left over goes to those that stretch; where it is too little, all give way but those of figures, which say
        nothing when they are cut.
        """
        columns = self._columns
        free = [
            at
            for at, column in enumerate(columns)
            if (column.stretch or not column.figure) and self._is_free(at)
        ]
        if not free:
            return
        taken = sum(self._header.sectionSize(at) for at in range(len(columns)) if at not in free)
        room, wished = self._table.viewport().width() - taken, sum(self._wish(at) for at in free)
        share = min(max(room / wished, _LEAST_SHARE), 1.0)
        widths = {at: max(int(self._wish(at) * share), self._least(at)) for at in free}
        takers = [at for at in free if columns[at].stretch or room < wished]
        left = max(room - sum(widths.values()), 0)
        for nth, at in enumerate(takers):
            widths[at] += left // len(takers) + (left % len(takers) if nth == 0 else 0)
        self._fitting = True
        for at, width in widths.items():
            self._header.resizeSection(at, width)
        self._fitting = False

    def _wish(self, at: int) -> int:
        """How wide a column would be: as its table says, and never narrower than its heading."""
        return max(theme.scaled(self._columns[at].width), self._least(at))

    def _least(self, at: int) -> int:
        return self._header.fontMetrics().horizontalAdvance(self._columns[at].title) + _BESIDE_HEADING

    def _is_free(self, at: int) -> bool:
        return self._columns[at].key not in self._by_hand and not self._header.isSectionHidden(at)

    def places(self) -> list[tuple[int, int]]:
        """Where the columns shown stand: (left, width) in pixels of the viewport."""
        return [
            (self._header.sectionViewportPosition(at), self._header.sectionSize(at))
            for at in range(len(self._columns))
            if not self._header.isSectionHidden(at)
        ]

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for at, column in enumerate(self._columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(at))
            action.setEnabled(column.optional)
            action.toggled.connect(lambda on, key=column.key: self.set_hidden(key, hidden=not on))
            menu.addAction(action)
        sortable = [column for column in self._columns if self._table.sort_key(column) is not None]
        if not sortable:
            return
        menu.addSeparator()
        orders = menu.addMenu(tr("Sort by"))
        group = QActionGroup(orders)
        now = self._table.sort_state()
        for column in sortable:
            for descending in (False, True):
                title = column.title
                words = (
                    tr("{column}, descending", column=title)
                    if descending
                    else tr("{column}, ascending", column=title)
                )
                action = orders.addAction(words)
                action.setCheckable(True)
                action.setChecked(now == (self._table.sort_key(column), descending))
                action.triggered.connect(
                    lambda _on, key=column.key, down=descending: self.sort_chosen.emit(key, down)
                )
                group.addAction(action)

    def _position(self, key: str) -> int:
        for at, column in enumerate(self._columns):
            if column.key == key:
                return at
        raise KeyError(key)

    def _resized(self, at: int, before: int, after: int) -> None:
        if self._fitting or not before or not after:
            return
        self._by_hand.add(self._columns[at].key)
        self.fit()
        self.changed.emit()

    def _moved(self) -> None:
        if not self._fitting:
            self.changed.emit()
