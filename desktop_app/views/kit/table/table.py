"""The table of every list: records in, requests out.

``RecordTable(columns, key, name, local_sort=False)``; its model is ``records`` (see ``table_model``).

Rows       ``set_records(records, has_more=False)`` keeps current row, selection and place; ``append_records``;
           ``replace_record``; ``current_record()``; ``selected_records()``; ``select_key(key) -> bool``; ``set_multiple()``
State      ``set_state("loading" | "empty" | "rows" | "error", title, text, action_text, icon)``; ``list_state()``;
           ``set_empty_words(title, text, action_text)`` is what "empty" says from then on; set_records chooses rows or empty
Sorting    ``set_sort(key, descending)`` shows the arrow; ``sort_state()``
Columns    ``columns_menu()``; ``columns_button()``; ``columns_state()`` / ``restore_columns_state(state)`` (JSON-able);
           ``set_column_hidden(key, hidden)``
Look       ``set_compact(bool)``
Actions    ``set_row_actions([QAction, …])`` in the context menu (``row_menu()``); their shortcuts work while the table has the focus

Signals    ``activated_record(record)`` Enter or double click · ``current_record_changed(record | None)`` ·
           ``sort_requested(sort_key, descending)`` · ``more_wanted()`` · ``action_requested(state)`` the button of an empty
           or broken list · ``menu_requested(record)`` before the context menu opens · ``columns_changed()``
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, Literal, TypeVar, get_args

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QToolButton

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.buttons import menu_button
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.kit.table.columns import TableColumns
from desktop_app.views.kit.table.cover import TableCover
from desktop_app.views.kit.table.model import Column, RecordModel
from desktop_app.views.kit.table.view import RowView
from desktop_app.views.look import theme

R = TypeVar("R")
State = Literal["loading", "empty", "rows", "error"]
_NEAR = 20
"""How many rows before the end the next ones are asked for."""


class RecordTable(RowView, Generic[R]):
    """A table of records; *name* is its object name, *key* tells one record from another for good."""

    activated_record = Signal(object)
    current_record_changed = Signal(object)
    sort_requested = Signal(str, bool)
    more_wanted = Signal()
    action_requested = Signal(str)
    menu_requested = Signal(object)
    columns_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        name: str,
        accessible_name: str = "",
        local_sort: bool = False,
    ) -> None:
        model = RecordModel(columns, key)
        super().__init__(model)
        model.setParent(self)
        self.records: RecordModel[R] = model
        self.setObjectName(name)
        self.setAccessibleName(accessible_name or tr("List"))
        self._local_sort = local_sort
        self._sort: tuple[str, bool] | None = None
        self._state: State = "rows"
        self._announced: Hashable | None = None
        self._settling = False
        self._row_actions: list[QAction] = []
        self._empty_words: tuple[str, str, str | None] = (tr("Nothing here yet"), "", None)

        self._cover = TableCover(self.viewport(), name)

        self.columns: TableColumns = TableColumns(self)
        self.horizontalHeader().installEventFilter(self)

        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.records.more_wanted.connect(self.more_wanted)
        self.verticalScrollBar().valueChanged.connect(self._near_the_end)
        self.horizontalHeader().sectionClicked.connect(self._header_clicked)
        self.columns.changed.connect(self.columns_changed)
        self.columns.sort_chosen.connect(self._sort_from_menu)
        self.doubleClicked.connect(self._activate)
        self._cover.message.action_requested.connect(self._pass_action)

    # Rows

    def set_records(self, records: Iterable[R], *, has_more: bool = False) -> None:
        """Show *records*, keeping the current row, the selection and the place where they are still there.

        Where the current record is gone, the one in its row is current; the state becomes "rows" or "empty".
        """
        had = self.currentIndex()
        current, row = self.records.key_at(had.row()), had.row()
        chosen = {self.records.key_of(record) for record in self.selected_records()}
        top = self.rowAt(0)
        distance = row - top if row >= 0 else 0
        column = max(had.column(), 0)

        self._settling = True
        self.records.set_records(records, has_more=has_more)
        if self._local_sort and self._sort:
            self.records.sort_by(self._sort[0], descending=self._sort[1])
        count = self.records.rowCount()
        self.set_state("rows" if count else "empty")
        self.executeDelayedItemsLayout()  # the place is found again in the rows as they are now
        if current is not None and count:
            found_row = self.records.row_of(current)
            target = found_row if found_row >= 0 else min(row, count - 1)
            self._place(target, max(target - distance, 0), column, chosen)
        elif top > 0:
            self.scrollTo(
                self.records.index(min(top, count - 1), 0), QAbstractItemView.ScrollHint.PositionAtTop
            )
        self._settling = False
        self._tell_current()
        self._near_the_end()

    def append_records(self, records: Iterable[R], *, has_more: bool = False) -> None:
        """Show *records* under the others: the answer to ``more_wanted``."""
        self.records.append_records(records, has_more=has_more)
        if self.records.rowCount():
            self.set_state("rows")
        self.executeDelayedItemsLayout()
        self._near_the_end()

    def replace_record(self, record: R) -> bool:
        """Show *record* in the place of the one with its key; False when it is not here."""
        return self.records.replace_record(record)

    def current_record(self) -> R | None:
        """The record in focus, or None."""
        return self.records.record_at(self.currentIndex().row())

    def selected_records(self) -> list[R]:
        """The records selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [record for row in rows if (record := self.records.record_at(row)) is not None]

    def select_key(self, key: Hashable) -> bool:
        """Make the record with *key* current and show it; False when it is not here."""
        row = self.records.row_of(key)
        if row < 0:
            return False
        self.selectRow(row)
        self.setCurrentIndex(self.records.index(row, max(self.currentIndex().column(), 0)))
        return True

    def select_first(self) -> None:
        """Make the first row current when none is."""
        if not self.currentIndex().isValid() and self.records.rowCount():
            self.selectRow(0)

    def set_multiple(self, *, multiple: bool = True) -> None:
        """Let several rows be selected (Shift, Ctrl), or one only."""
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if multiple else mode.SingleSelection)

    # State

    def list_state(self) -> State:
        """What is shown: loading, empty, rows or error."""
        return self._state

    def set_empty_words(self, title: str, text: str = "", action_text: str | None = None) -> None:
        """Say why the list is empty whenever it is, and offer *action_text*."""
        self._empty_words = (title, text, action_text)
        if self._state == "empty":
            self.set_state("empty")

    def set_state(
        self,
        state: State,
        title: str = "",
        text: str = "",
        action_text: str | None = None,
        *,
        icon: str = "",
        tone: theme.Tone = "neutral",
    ) -> None:
        """Show rows, grey rows, why there are none, or what went wrong.

        While rows are there, "loading" leaves them to be read. "empty" without *title* says the words of
        ``set_empty_words``. Raises ValueError for an unknown state.
        """
        if state not in get_args(State):
            raise ValueError(state)
        self._state = state
        if state == "rows" or (state == "loading" and self.records.rowCount()):
            self._cover.hide()
            return
        if state == "loading":
            self._cover.show_loading(self.columns.places())
        elif state == "error":
            self._cover.show_words(title, text, action_text, icon=icon or "warning", tone="late")
        elif title:
            self._cover.show_words(title, text, action_text, icon=icon, tone=tone)
        else:
            self._cover.show_words(*self._empty_words, icon=icon)

    # Sorting, columns, look

    def sort_state(self) -> tuple[str, bool] | None:
        """The sort key (of the column when sorted here) and whether it descends; None when not sorted."""
        return self._sort

    def set_sort(self, key: str, *, descending: bool = False) -> None:
        """Show by which column the rows are sorted; with ``local_sort`` sort them too. Unknown keys are ignored."""
        at = next((at for at, column in enumerate(self.records.columns) if self.sort_key(column) == key), -1)
        if at < 0:
            return
        self._sort = (key, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)
        if self._local_sort:
            self.records.sort_by(key, descending=descending)
            self.scrollTo(self.currentIndex())

    def columns_menu(self) -> QMenu:
        """A menu to choose the columns and the order; it opens on the header and in the context menu too."""
        return self.columns.menu()

    def columns_button(self) -> QToolButton:
        """A button that opens the columns menu, for the bar above the table."""
        pressed = menu_button(
            tr("Columns"), self.columns.live_menu(), name=f"{self.objectName()}Columns", icon="columns"
        )
        set_tip(pressed, tr("Choose the columns and the order"))
        return pressed

    def columns_state(self) -> dict[str, Any]:
        """Order, widths, hidden columns and sorting, to be kept as JSON."""
        return self.columns.state() | {"sort": list(self._sort) if self._sort else None}

    def restore_columns_state(self, state: object) -> None:
        """Wear what ``columns_state`` gave; whatever in it is unknown or broken is passed over."""
        if not isinstance(state, dict):
            return
        self.columns.restore(state)
        match state.get("sort"):
            case [str(key), bool(descending)]:
                self.set_sort(key, descending=descending)

    def set_column_hidden(self, key: str, *, hidden: bool) -> None:
        """Hide or show the column *key*; raises KeyError."""
        self.columns.set_hidden(key, hidden=hidden)

    def set_compact(self, *, compact: bool) -> None:
        """Rows of 26 pixels, or of 32; of two lines higher by one."""
        super().set_compact(compact=compact)
        self._cover.skeleton.set_row_height(self.line_height(compact=compact))

    def covered(self) -> bool:
        """Whether grey rows or words lie over the rows."""
        return self._cover.isVisible()

    def set_row_actions(self, actions: Sequence[QAction]) -> None:
        """What can be done with the current row: in the context menu, by their shortcuts while the table has the focus."""
        for action in self._row_actions:
            self.removeAction(action)
        self._row_actions = list(actions)
        for action in self._row_actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)

    # Qt's own

    def row_menu(self) -> QMenu:
        """The actions of the current row and the choice of columns, as the context menu shows them."""
        menu = QMenu(self)
        menu.setObjectName("rowMenu")
        record = self.current_record()
        if record is not None:
            self.menu_requested.emit(record)
            menu.addActions(self._row_actions)
            menu.addSeparator()
        columns = self.columns.menu()
        columns.setParent(menu, columns.windowFlags())
        menu.addMenu(columns)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the row, by mouse (whose press has made the row current) or by the menu key."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            below = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(theme.S4, 0)
            place = self.viewport().mapToGlobal(below)
        menu = self.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Tab leaves the table."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the columns that stretch."""
        super().resizeEvent(event)
        self._cover.follow()
        self.columns.fit()
        self._cover.skeleton.set_columns(self.columns.places())
        self._near_the_end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A context menu on the header is the choice of columns."""
        if event.type() is QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            menu = self.columns.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    # Own

    def _place(self, row: int, top: int, column: int, chosen: set[Hashable]) -> None:
        """Make *row* current, *top* the first one seen, and select the records of *chosen* that are still there."""
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        self.scrollTo(self.records.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        model.setCurrentIndex(self.records.index(row, column), flags.ClearAndSelect | flags.Rows)
        rows = [known_row for key in chosen if (known_row := self.records.row_of(key)) >= 0]
        if len(rows) > 1:
            selection = QItemSelection()
            for at in rows:
                selection.select(self.records.index(at, 0), self.records.index(at, 0))
            model.select(selection, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(self.records.index(row, column))

    def _current_moved(self) -> None:
        if not self._settling:
            self._tell_current()

    def _tell_current(self) -> None:
        key = self.records.key_at(self.currentIndex().row())
        if key != self._announced:
            self._announced = key
            self.current_record_changed.emit(self.current_record())

    def _near_the_end(self) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() <= _NEAR and self.records.canFetchMore(QModelIndex()):
            self.records.fetchMore(QModelIndex())

    def _activate(self, index: QModelIndex) -> None:
        record = self.records.record_at(index.row())
        if record is not None:
            self.activated_record.emit(record)

    def sort_key(self, column: Column[R]) -> str | None:
        """What ``sort_requested`` and ``set_sort`` call the order by *column*; None when it does not sort."""
        return column.key if self._local_sort else column.sort

    def _header_clicked(self, at: int) -> None:
        key = self.sort_key(self.records.columns[at])
        if key is None:
            self._show_sort()  # Qt has moved the arrow here
            return
        descending = self._sort is not None and self._sort[0] == key and not self._sort[1]
        self._sort_by(key, descending=descending)

    def _sort_from_menu(self, column_key: str, descending: bool) -> None:  # noqa: FBT001 - a signal's arguments
        column = next(column for column in self.records.columns if column.key == column_key)
        key = self.sort_key(column)
        if key is not None:
            self._sort_by(key, descending=descending)

    def _sort_by(self, key: str, *, descending: bool) -> None:
        self.set_sort(key, descending=descending)
        self.sort_requested.emit(key, descending)
        self.columns_changed.emit()

    def _show_sort(self) -> None:
        if self._sort:
            self.set_sort(self._sort[0], descending=self._sort[1])
        else:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _pass_action(self) -> None:
        self.action_requested.emit(self._state)
