"""A list of next actions, each with a box to tick when it is done.

``NextActionList(session, title, parent, name, empty_title, empty_text)``   ``show_rows(actions, total)``, ``set_overdue(count)``, ``table``;
    signal ``tick_requested(action)`` (a click on the box, or Space). ``untick(key)`` shows a box open again whose tick failed
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence, NextAction
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.delegate import RecordDelegate
from desktop_app.views.kit.table.model import Column, Index
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons, status_colours, theme
from desktop_app.views.pages.dashboard.dashboard_list import DashboardList
from desktop_app.views.pages.dashboard.mentor_column import MentorColumn
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import due
from desktop_app.views.wording.waiting import why_promised

_BOX = 16
_TICK_WIDTH = 40
_DUE_WIDTH = 150


class _TickDelegate(RecordDelegate):
    """Paints the box in the first column; the rest of a row is painted as ever."""

    def __init__(self, table: NextActionTable) -> None:
        super().__init__(table.records, table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as in every cell, and the box on it."""
        tokens = theme.tokens()
        place: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(tokens.accent_soft))
        elif index.row() == self._table.row_under_mouse():
            painter.fillRect(place, QColor(tokens.hover))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(tokens.line))
        ticked = self._table.records.key_at(index.row()) in self._table.ticked
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(QRectF(place).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self._table.box_under_mouse == index.row()
        frame = tokens.accent if ticked or hovered else tokens.field_line
        painter.setPen(QPen(QColor(frame), 1))
        painter.setBrush(QColor(tokens.accent if ticked else tokens.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if ticked or hovered:
            colour = tokens.on_accent if ticked else tokens.accent
            icons.paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), colour)
        painter.restore()


class NextActionTable(RecordTable[NextAction]):
    """A table whose first column is a box to tick."""

    tick_requested = Signal(object)

    def __init__(self, columns: Sequence[Column[NextAction]], *, name: str, accessible_name: str) -> None:
        super().__init__(columns, lambda action: action.uuid, name=name, accessible_name=accessible_name)
        self.ticked: set[UUID] = set()
        self.box_under_mouse = -1
        self.setItemDelegateForColumn(0, _TickDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setMinimumSectionSize(_TICK_WIDTH)
        self.horizontalHeader().resizeSection(0, _TICK_WIDTH)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)

    def row_under_mouse(self) -> int:
        """The row that is lightened, or -1."""
        return self._delegate.hovered_row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the box ticks; anywhere else the row becomes current."""
        row = self._box_at(event)
        super().mousePressEvent(event)
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.tick(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on the box are no double click on the row."""
        if self._box_at(event) < 0:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that the box can be ticked."""
        super().mouseMoveEvent(event)
        self._light(self._box_at(event))

    def leaveEvent(self, event: QEvent) -> None:
        """No box is under the mouse any more."""
        super().leaveEvent(event)
        self._light(-1)

    def tick(self, row: int) -> None:
        """Show the box in *row* ticked, and ask for it."""
        action = self.records.record_at(row)
        if action is None or action.uuid in self.ticked:
            return
        self.ticked.add(action.uuid)
        self.viewport().update()
        self.tick_requested.emit(action)

    def _box_at(self, event: QMouseEvent) -> int:
        index = self.indexAt(event.position().toPoint())
        return index.row() if index.isValid() and index.column() == 0 else -1

    def _light(self, row: int) -> None:
        if row == self.box_under_mouse:
            return
        self.box_under_mouse = row
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor
        )
        self.viewport().update()


class NextActionList(DashboardList[NextAction]):
    """The actions, the soonest first, and what the one in focus is about."""

    table: NextActionTable
    can_pause = False

    def __init__(
        self, session: Session, title: str, parent: QWidget, *, name: str, empty_title: str, empty_text: str
    ) -> None:
        self._mentor_column = MentorColumn(session, everybodys=True)
        self._shows_mentors = reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL
        table = NextActionTable(self._columns(), name=f"{name}Table", accessible_name=title)
        super().__init__(session, table, parent, name=name, why_name=f"{name}Why")
        self._overdue = label("", tone="soon", name=f"{name}Overdue")
        self._overdue.hide()
        self._foot.insertWidget(self._foot.indexOf(self._count), self._overdue)
        table.set_empty_words(empty_title, empty_text)
        table.tick_requested.connect(self.tick_requested)

    def _columns(self) -> tuple[Column[NextAction], ...]:
        return (
            Column("done", "", lambda _action: tr("not done yet"), width=_TICK_WIDTH, optional=False),
            Column(
                "due",
                tr("When"),
                lambda action: due(action.due_on, self._today()),
                width=_DUE_WIDTH,
                strong=True,
                tone=lambda action: status_colours.planned(action.days),
                tool_tip=lambda action: formats.long_date(action.due_on),
                optional=False,
            ),
            Column(
                "name",
                tr("Name"),
                lambda action: action.person.full_name,
                width=200,
                strong=True,
                optional=False,
                second=lambda action: code_label(action.status),
            ),
            Column(
                "what",
                tr("What"),
                lambda action: self._masked(action.notes) or "—",
                width=260,
                stretch=True,
                second=self.said_last,
            ),
            self._mentor_column.column(hidden=not self._shows_mentors),
            Column(
                "phone",
                tr("Phone"),
                lambda action: self._masked(formats.phone(action.phone)) or "—",
                width=168,
            ),
        )

    def set_overdue(self, count: int) -> None:
        """Say how many of all are overdue; nothing where none is."""
        self._overdue.setText(
            trn("{number} overdue", "{number} overdue", count, number=formats.number(count))
        )
        self._overdue.setVisible(count > 0)

    def show_rows(self, rows: Sequence[NextAction], total: int) -> None:
        """Show the actions *rows* of the *total* there are; those that are gone need no tick any more."""
        self.table.ticked &= {action.uuid for action in rows}
        super().show_rows(rows, total)

    def some_of(self, shown: str, total: str) -> str:
        """The nearest ones are listed."""
        return tr("the first {shown} of {total}", shown=shown, total=total)

    def why(self, row: NextAction) -> str:
        """Who planned it, and the last contact."""
        reason, elsewhere = why_promised(row, self._today(), self._masked), self._mentor_column.why(row)
        return f"{reason} {elsewhere}" if elsewhere else reason

    def action_of(self, row: NextAction) -> NextAction | None:
        """The row itself."""
        return row

    def attempts_of(self, _row: NextAction) -> int:
        """What is planned already needs no other day."""
        return 0

    def set_away(self, absences: Sequence[Absence]) -> None:
        """Who is away today, so far as their people may be listed."""
        self._mentor_column.set_away(absences)

    def tick_current(self) -> None:
        """Tick the box in the row in focus."""
        self.table.tick(self.table.currentIndex().row())

    def untick(self, key: UUID) -> None:
        """Show the box of the follow-up *key* open again."""
        self.table.ticked.discard(key)
        self.table.viewport().update()
