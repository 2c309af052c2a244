"""Horizontal bars with their figures written behind them: one, two beside each other, or parts stacked into one.

``BarChart(title, span, [Bar(name, (value, …), written, limit=None)…], [Series, …], stacked=False, limit_words="", heading="",
    most=None)``; with *most* only the first so many are drawn, the table has them all
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.charts import drawing
from desktop_app.views.kit.charts.chart import Chart, ChartTable, Series, Spot
from desktop_app.views.look import theme
from desktop_app.views.wording import formats

_THICK, _THIN = 14.0, 9.0
_ROW = 28.0
_TWO_LINES = 34.0
_NAME_SHARE = 0.42  # of the width that the names may take
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: *name*, a value for each series, what is *written* behind the bars; where the *limit* is marked."""

    name: str
    values: tuple[int, ...]
    written: str = ""
    limit: int | None = None

    @property
    def figures(self) -> str:
        """What stands behind the bars."""
        return self.written or " · ".join(formats.number(value) for value in self.values)


@dataclass(frozen=True, slots=True)
class _Layout:
    names: float
    bars: QRectF
    row: float
    most: int

    def length(self, value: int) -> float:
        return self.bars.width() * value / self.most


class BarChart(Chart):
    """Figures of things that have names."""

    def __init__(
        self,
        title: str,
        span: str,
        bars: Sequence[Bar],
        series: Sequence[Series],
        *,
        stacked: bool = False,
        limit_words: str = "",
        heading: str = "",
        most: int | None = None,
    ) -> None:
        super().__init__(title, span)
        self._all = tuple(bars)
        self._bars = self._all[:most]
        self._series = tuple(series)
        self._stacked = stacked
        self._limit_words = limit_words if any(drawn.limit is not None for drawn in self._all) else ""
        self._heading = heading or tr("Name")
        self._has_table = True

    def shortened(self, most: int) -> BarChart:
        """Give the same chart with at most *most* bars drawn: on paper there is no table a click away."""
        short = copy(self)
        short._bars = self._bars[:most]
        short._has_table = False
        return short

    def is_empty(self) -> bool:
        """Whether there is no bar at all."""
        return not any(any(bar.values) for bar in self._all)

    def height(self, width: float) -> float:
        """As high as its rows."""
        row = self._layout(QRectF(0, 0, width, 1)).row
        legend = drawing.legend_height(self._series, width, self._limit_words)
        return legend + (max(len(self._bars), 1) + bool(self._left_out)) * row

    def table(self) -> ChartTable:
        """A row for each bar."""
        limit = (self._limit_words,) if self._limit_words else ()
        return ChartTable(
            (self._heading, *(series.words for series in self._series), *limit),
            tuple(
                (
                    bar.name,
                    *(formats.number(value) for value in bar.values),
                    *(formats.number(bar.limit or 0) for _ in limit),
                )
                for bar in self._all
            ),
        )

    @property
    def _left_out(self) -> str:
        """What stands under the bars where not all are drawn."""
        left = len(self._all) - len(self._bars)
        number = formats.number(left)
        if not left:
            return ""
        if self._has_table:
            return trn("{number} more in the table", "{number} more in the table", left, number=number)
        return trn("{number} more", "{number} more", left, number=number)

    def spots(self, rect: QRectF) -> tuple[Spot, ...]:
        """Each row whole."""
        layout = self._layout(rect)
        drawn_spots = []
        for at, bar in enumerate(self._bars):
            area = QRectF(rect.left(), layout.bars.top() + at * layout.row, rect.width(), layout.row)
            spoken = ", ".join(
                tr("{what} {figure}", figure=formats.number(value), what=series.words)
                for value, series in zip(bar.values, self._series, strict=True)
            )
            if bar.limit is not None:
                spoken += f", {self._limit_words} {formats.number(bar.limit)}"
            elif len(self._series) == 1 and bar.written:
                spoken = bar.written
            ring = area.adjusted(0, 1, -1, -1)
            drawn_spots.append(Spot(area, ring, tr("{name}: {figures}", name=bar.name, figures=spoken)))
        return tuple(drawn_spots)

    def _layout(self, rect: QRectF) -> _Layout:
        measured = drawing.metrics()
        widest = max((measured.horizontalAdvance(bar.name) for bar in self._bars), default=0.0)
        names = min(widest, rect.width() * _NAME_SHARE)
        behind = max((measured.horizontalAdvance(bar.figures) for bar in self._bars), default=0.0)
        top = drawing.legend_height(self._series, rect.width(), self._limit_words)
        bars = QRectF(
            rect.left() + names + _GAP,
            rect.top() + top,
            max(rect.width() - names - behind - 2 * _GAP, 20),
            rect.height() - top,
        )
        total = sum if self._stacked else max
        most = max((max(total(bar.values), bar.limit or 0) for bar in self._bars), default=0)
        row = _TWO_LINES if widest > names else _ROW
        return _Layout(names, bars, row, max(most, 1))

    def paint(self, painter: QPainter, rect: QRectF, palette: theme.Tokens) -> None:
        """Draw the legend and the rows."""
        layout = self._layout(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.legend(painter, rect, self._series, palette, self._limit_words)
        painter.setFont(theme.tabular_font("muted"))
        measured = drawing.metrics()
        for at, bar in enumerate(self._bars):
            top = layout.bars.top() + at * layout.row
            lines = drawing.in_lines(bar.name, layout.names)
            first = top + (layout.row - len(lines) * measured.lineSpacing()) / 2
            for number, line in enumerate(lines):
                place = QRectF(
                    rect.left(),
                    first + number * measured.lineSpacing(),
                    layout.names + 2,
                    measured.lineSpacing(),
                )
                drawing.write(painter, place, line, palette.text)
            end = self._paint_bars(painter, layout, bar, top, palette)
            place = QRectF(end + 6, top, rect.right() - end - 4, layout.row)
            drawing.write(painter, place, bar.figures, palette.text if any(bar.values) else palette.muted)
        below = QRectF(
            rect.left(), layout.bars.top() + len(self._bars) * layout.row, rect.width(), layout.row
        )
        drawing.write(painter, below, self._left_out, palette.muted)
        self._paint_axis(painter, layout, palette)
        painter.restore()

    def _paint_bars(
        self, painter: QPainter, layout: _Layout, drawn_bar: Bar, top: float, palette: theme.Tokens
    ) -> float:
        """The bars of a row; where the furthest of them ends."""
        beside = 1 if self._stacked else len(self._series)
        thick = _THICK if beside == 1 else _THIN
        y = top + (layout.row - beside * thick) / 2
        left = end = layout.bars.left()
        for series, value in zip(self._series, drawn_bar.values, strict=True):
            bar = QRectF(left, y, layout.length(value), thick)
            drawing.fill(painter, bar, series, palette)
            end = max(end, bar.right())
            if self._stacked:
                left = bar.right()
            else:
                y += thick
        if drawn_bar.limit is not None:
            x = layout.bars.left() + layout.length(drawn_bar.limit)
            middle = top + layout.row / 2
            drawing.limit_line(painter, x, middle - _THICK / 2 - 3, middle + _THICK / 2 + 3, palette)
            if x >= end - 1:
                end = x + 1
        return end

    def _paint_axis(self, painter: QPainter, layout: _Layout, palette: theme.Tokens) -> None:
        painter.setPen(QPen(QColor(palette.line_strong), 1))
        x = round(layout.bars.left()) - 0.5
        bottom = layout.bars.top() + len(self._bars) * layout.row
        painter.drawLine(int(x), int(layout.bars.top()), int(x), int(bottom))
