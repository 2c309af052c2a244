"""Choosing the days that the statistics are of: the last week, month or year, or any two days.

``SpanChoice(parse, today)``   *parse*: ``(text) -> date | None``, *today*: ``() -> date``. ``span() -> Span | None`` (None while
    a day is missing, not understood, or the last lies before the first), ``set_span(Span)``, ``another_day()``; signal
    ``changed(span)`` for each other span
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.periods import FIRST_DAY, LAST_DAY, PERIODS, Span
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.date_field import Parser
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.flow import FlowLayout
from desktop_app.views.kit.labels import label
from desktop_app.views.lists.filters import DayFilter
from desktop_app.views.look import theme

OTHER = "other"
_PAUSE = 400  # milliseconds after the last key in a day until the figures follow


class SpanChoice(QWidget):
    """Four choices in sight; the last one shows two days to type."""

    changed = Signal(object)

    def __init__(self, parse: Parser, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("spanChoice")
        self._today = today
        self._told: Span | None = None
        self._period = SegmentedChoice(
            [
                ("week", tr("Week"), ""),
                ("month", tr("Month"), ""),
                ("year", tr("Year"), ""),
                (OTHER, tr("Other days"), ""),
            ],
            name="spanPeriod",
        )
        self._days = QWidget()
        self._first = DayFilter(parse, today, name="spanFirst")
        self._last = DayFilter(parse, today, name="spanLast")
        self._wrong = label("", "muted", tone="late", name="spanError")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)

        self._period.setAccessibleName(tr("Days"))
        self._first.name_aloud(tr("From"))
        self._last.name_aloud(tr("To"))
        self._period.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(theme.S1)
        for words, field in ((tr("From"), self._first), (tr("To"), self._last)):
            days.addWidget(label(words, "muted"))
            days.addWidget(field)
        lines = QWidget()
        across = FlowLayout(theme.S3)  # the days go into a second line where there is no room
        across.addWidget(self._period)
        across.addWidget(self._days)
        lines.setLayout(across)
        for widget in (self, lines):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S1)
        column.addWidget(lines)
        column.addWidget(self._wrong)
        self._days.hide()
        self._wrong.hide()
        self.setFocusProxy(self._period)

        self._period.set_value("month")
        self._told = self.span()
        self._period.changed.connect(self._period_chosen)
        self._pause.timeout.connect(self._tell)
        for field in (self._first, self._last):
            field.changed.connect(self._pause.start)

    def span(self) -> Span | None:
        """The span chosen, or None while it is none."""
        period = self._period.value()
        if period in PERIODS:
            return Span.of(period, self._today())
        first, last = self._first.value(), self._last.value()
        if first is None or last is None or last < first or first < FIRST_DAY or last > LAST_DAY:
            return None
        return Span(first, last)

    def set_span(self, span: Span) -> None:
        """Choose *span*, without telling."""
        self._told = span
        if span.period not in PERIODS:
            self._fill(span)
        self._period.set_value(span.period if span.period in PERIODS else OTHER)
        self._told = self.span()
        self._show()

    def another_day(self) -> None:
        """Today is another day: the documented periods end on it."""
        self._tell()

    def error(self) -> str:
        """What is wrong with the days, in words; nothing while they are being filled in."""
        first, last = self._first.value(), self._last.value()
        if self._period.value() != OTHER or first is None or last is None:
            return ""
        if last < first:
            return tr("The last day cannot be before the first.")
        if first < FIRST_DAY or last > LAST_DAY:
            return tr("Choose a year from {first} to {last}.", first=FIRST_DAY.year, last=LAST_DAY.year)
        return ""

    def _fill(self, span: Span) -> None:
        self._first.set_value(span.first)
        self._last.set_value(span.last)
        self._pause.stop()

    def _period_chosen(self, period: object) -> None:
        if period == OTHER and self._told is not None:
            self._fill(self._told)  # begin with the days that are shown
        self._tell()

    def _show(self) -> None:
        self._days.setVisible(self._period.value() == OTHER)
        wrong = self.error()
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self._last.set_wrong(wrong=bool(wrong) or not self._last.understood())

    def _tell(self) -> None:
        self._pause.stop()
        self._show()
        span = self.span()
        if span is not None and span != self._told:
            self._told = span
            self.changed.emit(span)
