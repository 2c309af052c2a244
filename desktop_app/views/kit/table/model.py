"""Records as rows: the model under ``table.RecordTable``, and how a column is declared.

``Column(key, title, text, ...)``           see the class
``RecordModel(columns, key, parent=None)``  ``set_records``, ``append_records``, ``replace_record``, ``record_at(row)``,
    ``records()``, ``row_of(key)``, ``key_of(record)``, ``key_at(row)``, ``cell(row, column)``, ``sort_by(column_key, descending)``,
    ``set_has_more(bool)``; signal ``more_wanted``; roles ``RECORD_ROLE`` and ``SORT_ROLE``

What a row shows is worked out once, when it is first asked for; after that ``data()`` is a plain lookup.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_app.views.kit.labels import plain_tip
from desktop_app.views.kit.privacy_mode import MASK, spoken
from desktop_app.views.look import theme

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

RECORD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one column is made from a record.

    *key* names the column for good (remembered widths, ``columns_state``); *title* is already translated. *text* gives what
    is shown. *sort* is what ``sort_requested`` sends (None: the column does not sort); a table with ``local_sort`` sorts by
    *sort_value*, or the text. *tone* colours the text, *chip* draws it as a chip of that tone (None: as text). *sign* is an
    icon before the text, so that its colour does not speak alone. *figure* aligns right with digits of one width. *width* in pixels at first; *stretch* takes the room that is left. *hidden* at
    first, until chosen. *optional* is False for a column that cannot be hidden. *second* is a line under the text; where a column
    has one, all rows are of two lines.
    """

    key: str
    title: str
    text: Callable[[R], str]
    sort: str | None = None
    sort_value: Callable[[R], Any] | None = None
    align: Literal["left", "right", "center"] = "left"
    width: int = 140
    tool_tip: Callable[[R], str | None] | None = None
    chip: Callable[[R], theme.Tone | None] | None = None
    tone: Callable[[R], theme.Tone | None] | None = None
    sign: Callable[[R], str] | None = None
    second: Callable[[R], str] | None = None
    figure: bool = False
    strong: bool = False
    muted: bool = False
    stretch: bool = False
    hidden: bool = False
    optional: bool = True

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Where the text stands, up and down in the middle."""
        sides = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "right": Qt.AlignmentFlag.AlignRight,
            "center": Qt.AlignmentFlag.AlignHCenter,
        }
        return sides["right" if self.figure else self.align] | Qt.AlignmentFlag.AlignVCenter


class Cell(NamedTuple):
    """What one cell shows."""

    text: str
    tone: theme.Tone | None
    chip: theme.Tone | None
    sign: str = ""
    second: str = ""


class RecordModel(QAbstractTableModel, Generic[R]):
    """Rows made from records by columns; *key* tells one record from another for good."""

    more_wanted = Signal()

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[R], ...] = tuple(columns)
        self._key = key
        self._records: list[R] = []
        self._cells: list[tuple[Cell, ...] | None] = []
        self._rows: dict[Hashable, int] | None = {}
        self._has_more = False
        self._waiting = False

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of records held."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of columns declared."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What *index* shows in *role*."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            return (self._cells[row] or self._prepare(row))[column].text
        if role == RECORD_ROLE:
            return self._records[row]
        if role == _ALIGNMENT:
            return self.columns[column].alignment
        if role == SORT_ROLE:
            return self._sort_value(self.columns[column], self._records[row])
        if role == _SPOKEN:
            return self._spoken((self._cells[row] or self._prepare(row))[column])
        tip = self.columns[column].tool_tip if role == _TOOL_TIP else None
        return (plain_tip(tip(self._records[row]) or "") or None) if tip else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The title of a column and its alignment."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == _TOOL_TIP:
            return plain_tip(self.columns[section].title)
        if role == _ALIGNMENT:
            return self.columns[section].alignment
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more records that nobody has asked for yet."""
        return not parent.isValid() and self._has_more and not self._waiting

    def fetchMore(self, parent: Index) -> None:
        """Ask for more records, once until they come."""
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit()

    # What the program asks

    def records(self) -> list[R]:
        """The records held, in the order shown."""
        return list(self._records)

    def record_at(self, row: int) -> R | None:
        """The record in *row*, or None outside of the rows."""
        return self._records[row] if 0 <= row < len(self._records) else None

    def key_of(self, record: R) -> Hashable:
        """What tells *record* from the others for good."""
        return self._key(record)

    def key_at(self, row: int) -> Hashable | None:
        """The key of the record in *row*, or None."""
        return self._key(self._records[row]) if 0 <= row < len(self._records) else None

    def row_of(self, key: Hashable) -> int:
        """The row of the record with *key*, or -1."""
        if self._rows is None:
            self._rows = {self._key(record): row for row, record in enumerate(self._records)}
        return self._rows.get(key, -1)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in *row* and *column*."""
        return (self._cells[row] or self._prepare(row))[column]

    def set_records(self, records: Iterable[R], *, has_more: bool = False) -> None:
        """Show *records* instead of those held; *has_more* when there are others behind them."""
        self.beginResetModel()
        self._records = list(records)
        self._cells = [None] * len(self._records)
        self._rows = None
        self._has_more = has_more
        self._waiting = False
        self.endResetModel()

    def append_records(self, records: Iterable[R], *, has_more: bool = False) -> None:
        """Show *records* under those held."""
        new = list(records)
        self._has_more = has_more
        self._waiting = False
        if not new:
            return
        first = len(self._records)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._records.extend(new)
        self._cells.extend([None] * len(new))
        self._rows = None
        self.endInsertRows()

    def replace_record(self, record: R) -> bool:
        """Show *record* in the row of the one with the same key; False when there is none."""
        row = self.row_of(self._key(record))
        if row < 0:
            return False
        self._records[row] = record
        self._cells[row] = None
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        return True

    def set_has_more(self, has_more: bool) -> None:  # noqa: FBT001 - the state itself
        """Say whether more records can be asked for; also after a failed request, so that it can be made again."""
        self._has_more = has_more
        self._waiting = False

    def refresh_texts(self) -> None:
        """Work every row out again: what the columns write has changed (the day, the language)."""
        self._cells = [None] * len(self._records)
        if self._records:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._records) - 1, len(self.columns) - 1))

    def sort_by(self, column_key: str, *, descending: bool) -> None:
        """Sort the records held by a column; empty values stay last either way. Raises KeyError for an unknown column."""
        column = next((column for column in self.columns if column.key == column_key), None)
        if column is None:
            raise KeyError(column_key)
        values = [self._sort_value(column, record) for record in self._records]
        filled = [row for row, value in enumerate(values) if value is not None]
        filled.sort(key=lambda row: values[row], reverse=descending)
        order = filled + [row for row, value in enumerate(values) if value is None]

        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self._records = [self._records[row] for row in order]
        self._cells = [self._cells[row] for row in order]
        self._rows = None
        if before:
            moved = {old: new for new, old in enumerate(order)}
            self.changePersistentIndexList(
                before, [self.index(moved[index.row()], index.column()) for index in before]
            )
        self.layoutChanged.emit()

    def _sort_value(self, column: Column[R], record: R) -> Any:
        return column.sort_value(record) if column.sort_value else column.text(record).casefold()

    @staticmethod
    def _spoken(cell: Cell) -> str | None:
        """What a screen reader says where it is not what the first line shows."""
        whole = f"{cell.text}. {cell.second}" if cell.second else cell.text
        if MASK in whole:
            return spoken(whole)
        return whole if cell.second else None

    def _prepare(self, row: int) -> tuple[Cell, ...]:
        record = self._records[row]
        cells = tuple(
            Cell(
                column.text(record),
                column.tone(record) if column.tone else None,
                column.chip(record) if column.chip else None,
                column.sign(record) if column.sign else "",
                column.second(record) if column.second else "",
            )
            for column in self.columns
        )
        self._cells[row] = cells
        return cells
