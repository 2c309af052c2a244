"""Columns over time, the span before as points joined by a dashed line.

``ColumnChart(title, span, [Column(label, words, value, before)…], series, before=None, heading="")``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.i18n.texts import tr
from desktop_app.views.kit.charts import drawing
from desktop_app.views.kit.charts.chart import Chart, ChartTable, Series, Spot
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_HEIGHT = 240.0
_GAP = 0.28  # of a column's place that stays free
_WIDEST = 46.0
_AXIS_GAP = 8.0
_MOST_WRITTEN = 16  # columns over which their figure is written


@dataclass(frozen=True, slots=True)
class Column:
    """One stretch of time: *label* under the axis (may have two lines), *name* in full, its figure and that of before."""

    label: str
    name: str
    value: int
    before: int = 0


@dataclass(frozen=True, slots=True)
class _Layout:
    plot: QRectF
    steps: list[int]
    labels: QRectF

    def x(self, at: int, count: int) -> float:
        return self.plot.left() + self.plot.width() * (at + 0.5) / count

    def y(self, value: float) -> float:
        return self.plot.bottom() - self.plot.height() * value / self.steps[-1]


class ColumnChart(Chart):
    """Figures that follow each other in time."""

    def __init__(
        self,
        title: str,
        span: str,
        columns: Sequence[Column],
        series: Series,
        before: Series | None = None,
        heading: str = "",
    ) -> None:
        super().__init__(title, span)
        self._columns = tuple(columns)
        self._series = series
        self._before = before
        self._heading = heading or tr("When")

    @property
    def _all_series(self) -> tuple[Series, ...]:
        return (self._series,) if self._before is None else (self._series, self._before)

    def is_empty(self) -> bool:
        """Whether nothing happened, before neither."""
        return not any(
            column.value or (self._before is not None and column.before) for column in self._columns
        )

    def height(self, width: float) -> float:
        """The same at every width, but for a legend in two lines."""
        return _HEIGHT + drawing.legend_height(self._all_series, width)

    def table(self) -> ChartTable:
        """A row for each stretch."""
        return ChartTable(
            (self._heading, *(all_series.words for all_series in self._all_series)),
            tuple(
                (column.name, *(formats.number(figure) for figure in self._figures(column)))
                for column in self._columns
            ),
        )

    def _figures(self, column: Column) -> tuple[int, ...]:
        return (column.value,) if self._before is None else (column.value, column.before)

    def spots(self, rect: QRectF) -> tuple[Spot, ...]:
        """A stripe for each column, from the top to the axis."""
        layout, count = self._layout(rect), len(self._columns)
        drawn_spots = []
        for at, column in enumerate(self._columns):
            wide = layout.plot.width() / count
            area = QRectF(
                layout.x(at, count) - wide / 2, layout.plot.top(), wide, rect.bottom() - layout.plot.top()
            )
            ring = self._bar(layout, at).adjusted(-2, -2, 2, 1)
            spoken = ", ".join(
                tr("{what} {figure}", figure=formats.number(figure), what=series.words)
                for figure, series in zip(self._figures(column), self._all_series, strict=True)
            )
            drawn_spots.append(Spot(area, ring, tr("{when}: {figures}", when=column.name, figures=spoken)))
        return tuple(drawn_spots)

    def _layout(self, rect: QRectF) -> _Layout:
        most = max((max(self._figures(column)) for column in self._columns), default=0)
        steps = drawing.round_steps(most)
        measured = drawing.metrics()
        left = max(measured.horizontalAdvance(formats.number(step)) for step in steps) + _AXIS_GAP
        lines = max((column.label.count("\n") + 1 for column in self._columns), default=1)
        below = lines * measured.lineSpacing() + 6
        top = drawing.legend_height(self._all_series, rect.width()) + measured.height()
        plot = rect.adjusted(left, top, 0, -below)
        return _Layout(plot, steps, QRectF(plot.left(), plot.bottom() + 5, plot.width(), below - 5))

    def _bar(self, layout: _Layout, at: int) -> QRectF:
        count = len(self._columns)
        wide = min(layout.plot.width() / count * (1 - _GAP), _WIDEST)
        top = layout.y(self._columns[at].value)
        return QRectF(layout.x(at, count) - wide / 2, top, wide, layout.plot.bottom() - top)

    def paint(self, painter: QPainter, rect: QRectF, palette: theme.Tokens) -> None:
        """Draw legend, axis, columns and points."""
        if not self._columns:
            return
        layout = self._layout(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.legend(painter, rect, self._all_series, palette)
        painter.setFont(theme.tabular_font("muted"))
        self._paint_axis(painter, rect, layout, palette)
        for at in range(len(self._columns)):
            drawing.fill(painter, self._bar(layout, at), self._series, palette)
        count = len(self._columns)
        if self._before is not None:
            places = [
                QPointF(layout.x(at, count), layout.y(column.before))
                for at, column in enumerate(self._columns)
            ]
            drawing.points(painter, places, self._before, palette)
        self._paint_labels(painter, layout, palette)
        self._paint_figures(painter, layout, palette)
        painter.restore()

    @staticmethod
    def _paint_axis(painter: QPainter, rect: QRectF, layout: _Layout, palette: theme.Tokens) -> None:
        high = drawing.metrics().height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for step in layout.steps:
            y = round(layout.y(step)) + 0.5
            painter.setPen(QPen(QColor(palette.line if step else palette.line_strong), 1))
            painter.drawLine(QPointF(layout.plot.left(), y), QPointF(layout.plot.right(), y))
            place = QRectF(rect.left(), y - high / 2, layout.plot.left() - rect.left() - _AXIS_GAP + 2, high)
            drawing.write(painter, place, formats.number(step), palette.muted, right)

    def _paint_labels(self, painter: QPainter, layout: _Layout, palette: theme.Tokens) -> None:
        """Every label, or every so manieth where they would touch."""
        measured, count = drawing.metrics(), len(self._columns)
        widths = [
            max(measured.horizontalAdvance(line) for line in column.label.split("\n"))
            for column in self._columns
        ]
        place = layout.plot.width() / count
        every = max(1, -int(-(max(widths) + theme.S2) // place))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        for at in range(0, count, every):
            wide = widths[at] + 2
            x = layout.x(at, count) - wide / 2
            # at the very ends they lean inwards rather than over the edge
            x = min(max(x, layout.plot.left() - _AXIS_GAP), layout.plot.right() - wide + 2)
            drawing.write(
                painter,
                QRectF(x, layout.labels.top(), wide, layout.labels.height()),
                self._columns[at].label,
                palette.muted,
                centre,
            )

    def _paint_figures(self, painter: QPainter, layout: _Layout, palette: theme.Tokens) -> None:
        """The figure over each column, where there is room for all and no points are in the way."""
        measured, count = drawing.metrics(), len(self._columns)
        widest = max(measured.horizontalAdvance(formats.number(column.value)) for column in self._columns)
        if self._before is not None or count > _MOST_WRITTEN or widest + 4 > layout.plot.width() / count:
            return
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        for at, column in enumerate(self._columns):
            if column.value:
                bar = self._bar(layout, at)
                place = QRectF(
                    bar.center().x() - widest,
                    bar.top() - measured.height() - 2,
                    2 * widest,
                    measured.height(),
                )
                drawing.write(painter, place, formats.number(column.value), palette.text, centre)
