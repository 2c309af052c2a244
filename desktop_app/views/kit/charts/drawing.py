"""The strokes that all charts share: fills that differ without colour, a legend, round numbers for an axis, fitting text."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from desktop_app.views.kit.charts.chart import Series
from desktop_app.views.look import theme

LEGEND_HEIGHT = 24.0
_SWATCH = 12.0
_HATCH = 5.0
_POINT = 2.5
_ROUND = (1, 2, 5, 10)


def metrics(role: theme.Role = "muted") -> QFontMetricsF:
    """How wide and high text in a chart is: in pixels of a screen, whatever is painted on."""
    return QFontMetricsF(theme.tabular_font(role))


def colour(tone: theme.Tone, palette: theme.Tokens) -> QColor:
    """The colour of a series in *tone*."""
    return QColor(theme.tone_colors(tone, palette)[0])


def round_steps(most: float, lines: int = 4) -> list[int]:
    """Numbers for an axis from 0 to *most* or a little more: whole, evenly apart, round, some *lines* of them."""
    if most <= 0:
        return [0, 1]
    rough = max(most / lines, 1)
    power = 10 ** floor(log10(rough))
    step = max(int(next(nice * power for nice in _ROUND if nice * power >= rough)), 1)
    return list(range(0, ceil(most / step) * step + 1, step))


def fill(painter: QPainter, bar: QRectF, series: Series, palette: theme.Tokens) -> None:
    """Fill *bar* as *series* looks: plain, or hatched within a frame."""
    if bar.width() <= 0 or bar.height() <= 0:
        return
    inked = colour(series.tone, palette)
    if series.look == "filled":
        painter.fillRect(bar, inked)
        return
    painter.save()
    painter.setClipRect(bar, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(inked, 1.4))
    at = bar.left() - bar.height()
    while at < bar.right():
        painter.drawLine(QPointF(at, bar.bottom()), QPointF(at + bar.height(), bar.top()))
        at += _HATCH
    painter.restore()
    painter.setPen(QPen(inked, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))


def points(painter: QPainter, places: Sequence[QPointF], series: Series, palette: theme.Tokens) -> None:
    """A dashed line through *places* with a ring at each, within a seam that keeps it apart from the columns it crosses."""
    inked, ground = (
        QColor(palette.text if series.tone == "neutral" else colour(series.tone, palette)),
        QColor(palette.surface),
    )
    path = QPainterPath()
    for number, place in enumerate(places):
        if number:
            path.lineTo(place)
        else:
            path.moveTo(place)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ground, 3.5))
    painter.drawPath(path)
    painter.setPen(QPen(inked, 1.2, Qt.PenStyle.DashLine))
    painter.drawPath(path)
    painter.setBrush(ground)
    for place in places:
        painter.setPen(QPen(ground, 1))
        painter.drawEllipse(place, _POINT + 1.5, _POINT + 1.5)
        painter.setPen(QPen(inked, 1.2))
        painter.drawEllipse(place, _POINT, _POINT)


def limit_line(painter: QPainter, x: float, top: float, bottom: float, palette: theme.Tokens) -> None:
    """An upright stroke across a bar: a limit."""
    painter.setPen(QPen(QColor(palette.text), 2))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def legend_lines(words: Sequence[str], width: float) -> list[list[int]]:
    """Which entries of a legend of *words* stand in which line, when it is so wide."""
    measured = metrics()
    lines: list[list[int]] = [[]]
    taken = 0.0
    for at, text in enumerate(words):
        wide = _SWATCH + 6 + measured.horizontalAdvance(text) + theme.S4
        if lines[-1] and taken + wide - theme.S4 > width:
            lines.append([])
            taken = 0
        lines[-1].append(at)
        taken += wide
    return lines


def legend(
    painter: QPainter, rect: QRectF, series: Sequence[Series], palette: theme.Tokens, limit: str = ""
) -> float:
    """What each look means, at the top of *rect*, and what a mark is (*limit*); how high that is."""
    if not needs_legend(series, limit):
        return 0
    words = [drawn.words for drawn in series] + ([limit] if limit else [])
    measured = metrics()
    painter.setFont(theme.tabular_font("muted"))
    lines = legend_lines(words, rect.width())
    for row, line in enumerate(lines):
        x = rect.left()
        for at in line:
            swatch = QRectF(x, rect.top() + row * LEGEND_HEIGHT + 3, _SWATCH, _SWATCH)
            if at >= len(series):
                limit_line(painter, swatch.center().x(), swatch.top(), swatch.bottom(), palette)
            elif series[at].look == "points":
                middle = swatch.center().y()
                ends = [QPointF(swatch.left() - 2, middle), QPointF(swatch.right() + 2, middle)]
                painter.setPen(QPen(QColor(palette.text), 1.2))
                painter.drawLine(*ends)
                points(painter, [swatch.center()], series[at], palette)
            else:
                fill(painter, swatch, series[at], palette)
            x += _SWATCH + 6
            wide = measured.horizontalAdvance(words[at])
            write(painter, QRectF(x, swatch.top() - 3, wide + 1, _SWATCH + 6), words[at], palette.muted)
            x += wide + theme.S4
    return LEGEND_HEIGHT * len(lines)


def needs_legend(series: Sequence[Series], limit: str = "") -> bool:
    """One series alone is what the title says."""
    return len(series) > 1 or bool(limit)


def legend_height(series: Sequence[Series], width: float, limit: str = "") -> float:
    """How high ``legend`` will be."""
    if not needs_legend(series, limit):
        return 0
    words = [drawn.words for drawn in series] + ([limit] if limit else [])
    return LEGEND_HEIGHT * len(legend_lines(words, width))


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    ink: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """Write *text* within *rect*, in the painter's font."""
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(align), text)


def in_lines(text: str, width: float, most: int = 2) -> list[str]:
    """*text* in at most *most* lines that fit into *width*, parted at blanks; what is too long ends in an ellipsis."""
    measured = metrics()
    lines: list[str] = []
    words = text.split()
    while words:
        line = words.pop(0)
        while words and measured.horizontalAdvance(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        if len(lines) + 1 == most and words:
            line, words = " ".join((line, *words)), []
        lines.append(measured.elidedText(line, Qt.TextElideMode.ElideRight, width + 1))
    return lines or [""]
