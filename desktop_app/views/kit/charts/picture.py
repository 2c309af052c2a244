"""A chart as a picture for a letter or a slide: its title, its span, itself; light, at twice the size of the screen.

``picture(chart, width=720) -> QImage``
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.views.kit.charts import drawing
from desktop_app.views.kit.charts.chart import Chart
from desktop_app.views.look import theme

_SCALE = 2
_WIDTH = 720.0


def picture(chart: Chart, width: float = _WIDTH) -> QImage:
    """*chart* under its title and span, *width* pixels wide on a screen, twice as many in the picture."""
    margin, inner = float(theme.S5), width - 2 * theme.S5
    title, span = drawing.metrics("section"), drawing.metrics("muted")
    top = margin + title.lineSpacing() + span.lineSpacing() + theme.S3
    high = top + chart.height(inner) + margin
    drawn = QImage(round(width * _SCALE), round(high * _SCALE), QImage.Format.Format_RGB32)
    drawn.setDevicePixelRatio(_SCALE)
    drawn.fill(QColor(theme.LIGHT.surface))
    painter = QPainter(drawn)
    painter.setFont(theme.font("section"))
    drawing.write(painter, QRectF(margin, margin, inner, title.lineSpacing()), chart.title, theme.LIGHT.text)
    painter.setFont(theme.tabular_font("muted"))
    below = QRectF(margin, margin + title.lineSpacing(), inner, span.lineSpacing())
    drawing.write(painter, below, chart.span, theme.LIGHT.muted)
    chart.paint(painter, QRectF(margin, top, inner, chart.height(inner)), theme.LIGHT)
    painter.end()
    return drawn
