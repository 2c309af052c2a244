"""A month of days to pick from, in the colours of the theme.

``Calendar(today, name="calendar")``   *today*: ``() -> date``. A QCalendarWidget that paints its days: today ringed, the chosen
    one filled, the days of other months in grey; ``show_day(date)``
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from desktop_app.views.look import icons, theme
from desktop_app.views.wording import formats


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


class Calendar(QCalendarWidget):
    """The days of a month; weeks begin as the locale begins them."""

    def __init__(self, today: Callable[[], date], *, name: str = "calendar") -> None:
        super().__init__()
        self._today = today
        self.setObjectName(name)
        self.setLocale(formats.locale())
        self.setFirstDayOfWeek(formats.locale().firstDayOfWeek())
        self.setGridVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for part, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron")):
            arrow = self.findChild(QToolButton, part)
            if arrow is not None:
                arrow.setIcon(icons.icon(icon))
        self._colour_header()
        theme.themed.changed.connect(self._colour_header)

    def show_day(self, day: date) -> None:
        """Go to *day* and choose it."""
        self.setSelectedDate(_qdate(day))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        """Paint one day."""
        tokens = theme.tokens()
        place = QRectF(rect).adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = day == self.selectedDate()
        painter.fillRect(rect, QColor(tokens.surface))
        if chosen or day == _qdate(self._today()):
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(QColor(tokens.accent if chosen else tokens.surface))
            painter.drawRoundedRect(place, theme.CORNER, theme.CORNER)
        this_month = day.month() == self.monthShown()
        painter.setPen(QColor(tokens.on_accent if chosen else tokens.text if this_month else tokens.disabled))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day()))
        painter.restore()

    def _colour_header(self) -> None:
        grey = QTextCharFormat()
        grey.setForeground(QColor(theme.tokens().muted))
        self.setHeaderTextFormat(grey)
        days = Qt.DayOfWeek
        for weekend in (days.Saturday, days.Sunday):
            self.setWeekdayTextFormat(weekend, QTextCharFormat())
        self.updateCells()
