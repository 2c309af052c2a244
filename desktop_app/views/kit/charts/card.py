"""A chart in the window: its title, its span, tool tips, keys, a picture to copy, a table instead.

``ChartCard(name, parent=None)``   ``set_chart(chart | None)`` (None: it is loading), ``chart()``, ``show_table(bool)``, ``table_shown()``,
    ``copy_picture()``, ``copy_table()``; signal ``copied(words)``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.accessibility import announce, put_behind
from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.charts import drawing
from desktop_app.views.kit.charts.chart import Chart, Spot
from desktop_app.views.kit.labels import label, set_tip, show_tip
from desktop_app.views.kit.loading import SkeletonRows
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons, theme

Row = tuple[int, tuple[str, ...]]
_LOADING_HEIGHT = 200
_MOST_ROWS = 9
_FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}


class _Canvas(QLabel):
    """The drawing. Arrow keys go from figure to figure; what is said of the one they stand on is written beside it.

    To a screen reader it is a picture: Qt says so of a label that holds one.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._at: int | None = None
        self.setPixmap(QPixmap(1, 1))  # never painted
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.themed.changed.connect(self.update)

    def set_chart(self, chart: Chart) -> None:
        """Draw *chart*."""
        self._chart, self._at = chart, None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(f"{chart.span}. {chart.description()}")
        self._fit()
        self.update()

    def _fit(self) -> None:
        if self._chart is not None:
            self.setFixedHeight(round(self._chart.height(self._inner().width())) + 4)

    def _inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(3, 2, -3, -2)

    def sizeHint(self) -> QSize:
        """Wide enough to be read."""
        return QSize(420, self.height())

    def minimumSizeHint(self) -> QSize:
        """What still can be read."""
        return QSize(300, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the chart wants at this width."""
        super().resizeEvent(event)
        self._fit()

    def _spots(self) -> tuple[Spot, ...]:
        return tuple(self._chart.spots(self._inner())) if self._chart is not None else ()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the chart, and a ring round the figure that the keys stand on."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        self._chart.paint(painter, self._inner(), tokens)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            spots = self._spots()
            ring = QRectF(self.rect()) if self._at is None else spots[self._at].ring
            painter.drawRoundedRect(ring.adjusted(1, 1, -1, -1), 3, 3)
            if self._at is not None:
                self._paint_words(painter, spots[self._at], tokens)
        painter.end()

    def _paint_words(self, painter: QPainter, spot: Spot, tokens: theme.Tokens) -> None:
        """What is said of *spot*, over it where there is room, else under it, within the drawing."""
        measured = drawing.metrics("strong")
        words = measured.elidedText(spot.words, Qt.TextElideMode.ElideRight, self.width() - 4 * theme.S2)
        wide, high = measured.horizontalAdvance(words) + 2 * theme.S2, measured.height() + theme.S2
        x = min(max(spot.ring.center().x() - wide / 2, 2), self.width() - wide - 2)
        above = spot.ring.top() - high - theme.S1
        y = above if above >= 0 else min(spot.ring.bottom() + theme.S1, self.height() - high - 2)
        bubble = QRectF(x, y, wide, high)
        painter.setPen(QPen(QColor(tokens.line_strong), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(bubble, theme.CORNER, theme.CORNER)
        painter.setFont(theme.tabular_font("strong"))
        painter.setPen(QColor(tokens.text))
        painter.drawText(bubble, int(Qt.AlignmentFlag.AlignCenter), words)

    def said(self) -> str:
        """What is said of the figure that the keys stand on; nothing before they went to one."""
        return "" if self._at is None else self._spots()[self._at].words

    def event(self, event: QEvent) -> bool:
        """Say the figure under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            spot = self._spot_at(QPointF(event.pos()))
            if spot is not None:
                show_tip(event.globalPos(), spot.words, self, spot.area.toRect())
                return True
            QToolTip.hideText()
        return super().event(event)

    def _spot_at(self, place: QPointF) -> Spot | None:
        return next((spot for spot in self._spots() if spot.area.contains(place)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from figure to figure; Esc lets go."""
        count = len(self._spots())
        key = Qt.Key(event.key())
        if not count or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _FORWARD:
            self._choose(0 if self._at is None else min(self._at + 1, count - 1))
        elif key in _BACK:
            self._choose(count - 1 if self._at is None else max(self._at - 1, 0))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose(0 if key == Qt.Key.Key_Home else count - 1)
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the figure."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._choose(None)

    def _choose(self, at: int | None) -> None:
        if at == self._at:
            return
        self._at = at
        announce(self, self.said())
        self.update()


class ChartCard(QFrame):
    """A chart with what can be done with it."""

    copied = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._table: RecordTable[Row] | None = None
        self._is_table = False
        self.setObjectName(name)
        self.setProperty("surface", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

        self._title = label("", "section", name=f"{name}Title")
        self._copy = icon_button("copy", tr("Copy as picture"), name=f"{name}Copy")
        self._as_table = icon_button("table", tr("Show as table"), name=f"{name}AsTable")
        self._loading = SkeletonRows()
        self._none = label("", "muted", wrap=True, name=f"{name}None")
        self._canvas = _Canvas(f"{name}Canvas")

        self._title.setWordWrap(True)
        self._loading.setFixedHeight(_LOADING_HEIGHT)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.S4, theme.S3, theme.S3, theme.S4)
        self._column.setSpacing(theme.S1)
        head = QHBoxLayout()
        head.setSpacing(theme.S1)
        self._column.addLayout(head)
        head.addWidget(self._title, 1)
        for control in (self._as_table, self._copy):
            head.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addSpacing(theme.S1)
        for content in (self._loading, self._none, self._canvas):
            self._column.addWidget(content)

        self._copy.clicked.connect(self._copy_what_is_shown)
        self._as_table.clicked.connect(lambda: self.show_table(not self._is_table))
        self.set_chart(None)

    def chart(self) -> Chart | None:
        """The chart, once it is there."""
        return self._chart

    def set_chart(self, chart: Chart | None) -> None:
        """Show *chart*; with None the frame of one that is loading."""
        self._chart = chart
        if chart is None:
            self._loading.begin()
        else:
            self._title.setText(chart.title)
            self._none.setText(tr("Nothing was recorded in these days."))
            self._canvas.set_chart(chart)
            self._drop_table()
        self._show()

    def table_shown(self) -> bool:
        """Whether the table stands in the chart's place."""
        return self._is_table

    def show_table(self, shown: bool) -> None:  # noqa: FBT001 - a switch
        """Show the figures as a table, or drawn."""
        was_there = self._canvas.hasFocus() or (self._table is not None and self._table.hasFocus())
        self._is_table = shown
        self._show()
        if was_there:
            (self._table if shown and self._table is not None else self._canvas).setFocus()

    def copy_picture(self) -> None:
        """Put a picture of the chart, with its title and span, on the clipboard."""
        if self._chart is None or self._chart.is_empty():
            return
        from desktop_app.views.kit.charts.picture import picture  # noqa: PLC0415 - only who copies needs it

        QGuiApplication.clipboard().setImage(picture(self._chart))
        self.copied.emit(tr("Copied as a picture: {title}", title=self._chart.title))

    def copy_table(self) -> None:
        """Put the figures on the clipboard as text, cells parted by tabs."""
        if self._chart is not None:
            QGuiApplication.clipboard().setText(self._chart.table().text())
            self.copied.emit(tr("Copied as a table: {title}", title=self._chart.title))

    def menu(self) -> QMenu:
        """What can be done with it."""
        chart_menu = QMenu(self)
        chart_menu.setObjectName("chartMenu")
        entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("copy", tr("Copy as picture"), self.copy_picture),
            ("copy", tr("Copy as table"), self.copy_table),
            (
                "statistics" if self._is_table else "table",
                tr("Show as chart") if self._is_table else tr("Show as table"),
                lambda: self.show_table(not self._is_table),
            ),
        )
        for icon, words, act in entries:
            chart_menu.addAction(icons.icon(icon), words, act)
        return chart_menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the menu where the pointer is, or under the head when a key asked."""
        if self._chart is None or self._chart.is_empty():
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu.popup(self._canvas.mapToGlobal(QPoint(theme.S4, theme.S4)) if by_key else event.globalPos())

    def _copy_what_is_shown(self) -> None:
        if self._is_table:
            self.copy_table()
        else:
            self.copy_picture()

    def _show(self) -> None:
        there = self._chart is not None
        empty = self._chart is not None and self._chart.is_empty()
        if there and not empty and self._is_table:
            self._make_table()
        self._loading.setVisible(not there)
        self._none.setVisible(empty)
        self._canvas.setVisible(there and not empty and not self._is_table)
        if self._table is not None:
            self._table.setVisible(there and not empty and self._is_table)
        for control in (self._copy, self._as_table):
            control.setVisible(there and not empty)
        copy = tr("Copy as table") if self._is_table else tr("Copy as picture")
        other = tr("Show as chart") if self._is_table else tr("Show as table")
        self._as_table.setIcon(icons.icon("statistics" if self._is_table else "table"))
        for control, words in ((self._copy, copy), (self._as_table, other)):
            about = f"{words}: {self._chart.title}" if self._chart is not None else words
            set_tip(control, words)
            control.setAccessibleName(about)

    def _drop_table(self) -> None:
        if self._table is not None:
            self._column.removeWidget(self._table)
            self._table.deleteLater()
            self._table = None

    def _make_table(self) -> None:
        if self._table is not None or self._chart is None:
            return
        headings, rows = self._chart.table()
        columns = [
            Column[Row](
                f"column{at}",
                heading,
                lambda row, at=at: row[1][at],  # type: ignore[misc]
                figure=at > 0,
                stretch=at == 0,
                width=170 if at == 0 else 110,
                optional=False,
            )
            for at, heading in enumerate(headings)
        ]
        table = RecordTable(
            columns, lambda row: row[0], name=f"{self.objectName()}Table", accessible_name=self._chart.title
        )
        table.set_records(tuple(enumerate(rows)))
        lines = min(len(rows), _MOST_ROWS) + 1.3
        table.setFixedHeight(round(lines * theme.row_height(compact=False)))
        self._column.addWidget(table)
        put_behind(self._copy, table)
        self._table = table
