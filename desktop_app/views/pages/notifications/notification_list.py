"""The list of the notification centre.

``NotificationList()``   ``set_rows(rows, has_more=False)`` keeps the place; ``current()`` the notification in focus; ``after_current()``;
    signals ``opened(notification)`` Enter or double click, ``current_changed(notification | None)``, ``more_wanted()``
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_app.domain.records import Notification
from desktop_app.i18n.texts import tr
from desktop_app.views.look import icons, theme
from desktop_app.views.pages.notifications.notification_rows import ROW, NotificationModel, Row
from desktop_app.views.pages.notifications.notification_words import ICONS, TONES

Index = QModelIndex | QPersistentModelIndex
_NEAR = 20
"""How many rows before the end the next ones are asked for."""
_DAY, _CAUSE, _LINE = 44, 28, 36
_DOT = 8
_LEAST_WIDTH = 320


class _Delegate(QStyledItemDelegate):
    """A heading, or a line: a dot when it is unread, what it is about, what happened, since when."""

    hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """Days have room above them."""
        row: Row = index.data(ROW)
        high = _LINE if row.notification is not None else (_DAY if row.is_day else _CAUSE)
        return QSize(_LEAST_WIDTH, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW)
        place: QRect = option.rect
        if row.notification is None:
            self._paint_heading(painter, row, place.adjusted(theme.S3, 0, -theme.S3, -theme.S1))
            return
        tokens = theme.tokens()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(tokens.accent_soft))
        elif index.row() == self.hovered:
            painter.fillRect(place, QColor(tokens.hover))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(tokens.line))
        self._paint_line(painter, row, row.notification, place.adjusted(theme.S3, 0, -theme.S3, 0))

    @staticmethod
    def _paint_heading(painter: QPainter, row: Row, inner: QRect) -> None:
        tokens = theme.tokens()
        painter.setFont(theme.font("section" if row.is_day else "muted"))
        painter.setPen(QColor(tokens.text if row.is_day else tokens.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.text)

    @staticmethod
    def _paint_line(painter: QPainter, row: Row, notification: Notification, inner: QRect) -> None:
        tokens = theme.tokens()
        unread = notification.read_at is None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = inner.center().y() + 0.5
        if unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QRectF(inner.left(), middle - _DOT / 2, _DOT, _DOT))
        tone = TONES.get(notification.kind, "accent") if unread else "neutral"
        left = inner.left() + _DOT + theme.S3
        square = QRectF(left, middle - icons.SIZE / 2, icons.SIZE, icons.SIZE)
        icons.paint_icon(painter, ICONS[notification.kind], square, theme.tone_colors(tone)[0])
        small, face = theme.tabular_font("muted"), theme.font("strong" if unread else "body")
        detail_width = QFontMetrics(small).horizontalAdvance(row.detail)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(inner, vertical | Qt.AlignmentFlag.AlignRight, row.detail)
        words = inner.adjusted(
            round(square.right()) + theme.S3 - inner.left(), 0, -detail_width - theme.S4, 0
        )
        painter.setFont(face)
        painter.setPen(QColor(tokens.text if unread else tokens.muted))
        shown = QFontMetrics(face).elidedText(row.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, vertical | Qt.AlignmentFlag.AlignLeft, shown)


class NotificationList(QListView):
    """One column of rows under their headings; arrow keys go from notification to notification."""

    opened = Signal(object)
    current_changed = Signal(object)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.records = NotificationModel(self)
        self._delegate = _Delegate(self)
        self._has_more = False
        self.setObjectName("notificationList")
        self.setAccessibleName(tr("Notifications"))
        self.setModel(self.records)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell)
        theme.themed.changed.connect(self.viewport().update)

    # -- rows

    def set_rows(self, rows: Sequence[Row], *, has_more: bool = False) -> None:
        """Show *rows*; the one in focus keeps it, or the one that took its place gets it."""
        self._has_more = has_more
        at = self.currentIndex().row()
        current, place = self.current(), self.verticalScrollBar().value()
        if not self.records.set_rows(list(rows)):
            self._tell()
            return
        kept = self.records.place_of(current.id) if current is not None else None
        if kept is None and current is not None:
            kept = self.records.nearest(at)
        if kept is not None:
            self.setCurrentIndex(self.records.index(kept))
        self.verticalScrollBar().setValue(place)
        self._tell()

    def current(self) -> Notification | None:
        """The notification in focus."""
        row = self.records.row(self.currentIndex().row())
        return row.notification if row is not None else None

    def after_current(self) -> list[Notification]:
        """Those below the one in focus."""
        return self.records.after(self.currentIndex().row())

    def focus_first(self) -> None:
        """Put the focus on the row that has it, else on the first."""
        if self.current() is None:
            self._go_to_first()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- Qt's own

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in by a key, one row has the focus."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason and self.current() is None:
            self._go_to_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Home goes to the first row, which is not the first heading."""
        if event.key() == Qt.Key.Key_Home and not event.modifiers():
            self._go_to_first()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self._open()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lighten the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the ring round the one in focus."""
        super().paintEvent(event)
        if self.hasFocus() and self.current() is not None:
            place = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
            painter.end()

    # -- within

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def _go_to_first(self) -> None:
        first = self.records.nearest(0)
        if first is not None:
            self.setCurrentIndex(self.records.index(first))
            self.scrollToTop()  # its headings are seen too

    def _open(self) -> None:
        notification = self.current()
        if notification is not None:
            self.opened.emit(notification)

    def _tell(self) -> None:
        self.current_changed.emit(self.current())
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Ask for more before one comes to the end."""
        bar = self.verticalScrollBar()
        near = bar.value() >= bar.maximum() - _NEAR * _LINE
        at_end = self.currentIndex().row() >= self.records.rowCount() - _NEAR
        if self._has_more and (near or (at_end and self.currentIndex().isValid())):
            self._has_more = False  # until the answer has come
            self.more_wanted.emit()
