"""The refused rows of a list in a grid, to be mended there: the line of the list, why, and the cells under the list's headings.

``RefusedGrid()``   ``show_rows(refused, columns)``, ``rows()`` all of them as they are now, ``count()`` how many were mended;
    signal ``mended()`` when a cell was written. Enter, F2 or typing writes in a cell, Delete empties it, Tab leaves the grid
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.exchange.imports.import_report import RefusedRows
from desktop_app.exchange.imports.mended_rows import cells_to_mend, mended_row
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.imports.person_field import NAME_FIELDS, PersonField
from desktop_app.i18n.texts import tr
from desktop_app.views.look import theme

Index = QModelIndex | QPersistentModelIndex
_LINE, _WHY, _FIRST = 0, 1, 2
_WIDTHS = {_LINE: 64, _WHY: 300}
_CELL_WIDTH = 140
_ROWS_AT_LEAST = 3
_ROLE = Qt.ItemDataRole


class _RefusedModel(QAbstractTableModel):
    """The rows with what was written into them; the first two columns are read only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._refused: tuple[tuple[SourceRow, str], ...] = ()
        self._headings: tuple[str, ...] = ()
        self._separator = ""
        self._names: frozenset[int] = frozenset()
        self._cells: list[list[str]] = []
        self._shown: list[tuple[str, ...]] = []

    def show_rows(self, refused: RefusedRows | None, columns: Mapping[int, PersonField]) -> None:
        """Show the rows of *refused* as they stood; *columns* says what each column is read into."""
        self.beginResetModel()
        self._refused = refused.rows if refused is not None else ()
        self._headings = refused.people_file.headings if refused is not None else ()
        self._separator = refused.people_file.separator if refused is not None else ""
        self._names = frozenset(place for place, field in columns.items() if field in NAME_FIELDS)
        self._shown = [cells_to_mend(row, self._separator) for row, _ in self._refused]
        self._cells = [list(cells) for cells in self._shown]
        self.endResetModel()

    def rows(self) -> list[SourceRow]:
        """All rows as they are now, those that nobody wrote in as they stood."""
        return [
            mended_row(row, cells, self._separator)
            for (row, _), cells in zip(self._refused, self._cells, strict=True)
        ]

    def count(self) -> int:
        """In how many rows something was written."""
        return sum(tuple(cells) != shown for cells, shown in zip(self._cells, self._shown, strict=True))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows were refused."""
        return 0 if parent.isValid() else len(self._refused)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are: those of the list and two."""
        return 0 if parent.isValid() else _FIRST + len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        if section < _FIRST:
            return (tr("Line"), tr("Why"))[section]
        return self._headings[section - _FIRST] or tr("(no heading)")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell: those of the list can be written in."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= _FIRST else flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell shows, or says of itself."""
        row, at = index.row(), index.column()
        text = self._text(row, at)
        match role:
            case _ROLE.DisplayRole | _ROLE.EditRole:
                return text
            case _ROLE.ToolTipRole:
                return text if at == _WHY else None
            case _ROLE.AccessibleTextRole:
                return self._spoken(row, at, text)
            case _ROLE.ForegroundRole if at == _WHY:
                return QColor(theme.tone_colors("late")[0])
            case _ROLE.ForegroundRole if at == _LINE:
                return QColor(theme.tokens().muted)
            case _ROLE.FontRole if self._is_mended(row, at):
                return theme.font("strong")
            case _ROLE.BackgroundRole if self._is_missing(row, at):
                return QColor(theme.tone_colors("late")[1])
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Write *value* into a cell of the list."""
        if role != _ROLE.EditRole or index.column() < _FIRST:
            return False
        self._cells[index.row()][index.column() - _FIRST] = str(value)
        # an empty name is missing only while the row has no other
        row, last = index.row(), self.columnCount() - 1
        self.dataChanged.emit(self.index(row, 0), self.index(row, last))
        return True

    def _text(self, row: int, at: int) -> str:
        source, reason = self._refused[row]
        if at < _FIRST:
            return str(source.line) if at == _LINE else reason
        return self._cells[row][at - _FIRST]

    def _spoken(self, row: int, at: int, text: str) -> str:
        heading = self.headerData(at, Qt.Orientation.Horizontal)
        spoken = tr("{heading}: {text}", heading=heading, text=text or tr("empty"))
        return f"{spoken}. {self._refused[row][1]}" if self._is_missing(row, at) else spoken

    def _is_mended(self, row: int, at: int) -> bool:
        return at >= _FIRST and self._cells[row][at - _FIRST] != self._shown[row][at - _FIRST]

    def _is_missing(self, row: int, at: int) -> bool:
        """Whether the cell is one for a name, of a row that names nobody."""
        return at - _FIRST in self._names and not any(
            self._cells[row][place].strip() for place in self._names
        )


class _CellEditor(QStyledItemDelegate):
    """A plain line that fits into the cell, called as its heading is."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002 - Qt's signature
        """Make the line."""
        line = QLineEdit(parent)
        line.setObjectName("importMend")
        heading = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        line.setAccessibleName(heading)
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002 - Qt's signature
        """Let the line be as high as the theme makes it, over the middle of the cell."""
        place = option.rect
        height = max(place.height(), editor.minimumSizeHint().height())
        editor.setGeometry(place.x(), place.center().y() - height // 2 + 1, place.width(), height)


class RefusedGrid(QTableView):
    """The grid; it stands between the rows that came in and the file that keeps what is left."""

    mended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importRefused")
        self.setAccessibleName(tr("The rows that are refused"))
        self.setAccessibleDescription(tr("Enter writes in a cell, Delete empties it."))
        self._rows = _RefusedModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_CellEditor(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.row_height(compact=False))
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self._rows.dataChanged.connect(self.mended)
        theme.themed.changed.connect(self.viewport().update)

    def show_rows(self, refused: RefusedRows | None, columns: Mapping[int, PersonField]) -> None:
        """Show the rows of *refused*; *columns* says what each column of the list is read into."""
        self._rows.show_rows(refused, columns)
        for section in range(self._rows.columnCount()):
            self.setColumnWidth(section, _WIDTHS.get(section, _CELL_WIDTH))
        if self._rows.rowCount():
            wrong = [place for place, field in columns.items() if field in NAME_FIELDS]
            self.setCurrentIndex(self._rows.index(0, _FIRST + min(wrong, default=0)))

    def sizeHint(self) -> QSize:
        """A few rows: what room is left is given by the page, which shall not have to be scrolled for the buttons below."""
        rows = min(self._rows.rowCount(), _ROWS_AT_LEAST) * self.verticalHeader().defaultSectionSize()
        around = self.horizontalHeader().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), rows + around + 2 * self.frameWidth())

    def rows(self) -> list[SourceRow]:
        """All rows as they are now."""
        return self._rows.rows()

    def count(self) -> int:
        """In how many rows something was written."""
        return self._rows.count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins to write, Delete empties the cell."""
        index = self.currentIndex()
        is_writing = (
            self.state() is QAbstractItemView.State.EditingState
        )  # Enter passes the line and comes here
        if index.column() >= _FIRST and not event.modifiers() and not is_writing:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.edit(index)
                return
            if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self._rows.setData(index, "")
                return
        super().keyPressEvent(event)
