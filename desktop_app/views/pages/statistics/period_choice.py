"""Choosing the days that the statistics are of: the last 7, 30 or 365, a month of the calendar, or any two days.

``PeriodChoice(parse, today)``   *parse*: ``(text) -> date | None``, *today*: ``() -> date``. ``period() -> Period | None`` (None while
    a day is missing, not understood, or the last lies before the first), ``set_period(Period)``, ``another_day()``; signal
    ``changed(period)`` for each other period
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.periods import FIRST_DAY, LAST_DAY, PERIODS, Period
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.fields.date_field import Parser
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.flow import FlowLayout
from desktop_app.views.kit.labels import label
from desktop_app.views.lists.filters import DayFilter
from desktop_app.views.look import theme
from desktop_app.views.pages.statistics.statistics_words import month_name

OTHER, MONTH = "other", "calendar month"
MONTHS = 25
"""How many months can be chosen: this one and those of two years before."""
_PAUSE = 400  # milliseconds after the last key in a day until the figures follow


class PeriodChoice(QWidget):
    """Five choices in sight; the last two show a month to choose, and two days to type."""

    changed = Signal(object)

    def __init__(self, parse: Parser, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("spanChoice")
        self._today = today
        self._told: Period | None = None
        self._word = SegmentedChoice(
            [
                ("week", tr("7 days"), ""),
                ("month", tr("30 days"), ""),
                ("year", tr("365 days"), ""),
                (MONTH, tr("Month"), ""),
                (OTHER, tr("Other days"), ""),
            ],
            name="spanPeriod",
        )
        self._month = Dropdown([], name="spanMonth", accessible_name=tr("Month"))
        self._offer_months()
        self._days = QWidget()
        self._first = DayFilter(parse, today, name="spanFirst")
        self._last = DayFilter(parse, today, name="spanLast")
        self._wrong = label("", "muted", tone="late", name="spanError")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)

        self._word.setAccessibleName(tr("Days"))
        self._first.name_aloud(tr("From"))
        self._last.name_aloud(tr("To"))
        self._word.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(theme.S1)
        for words, field in ((tr("From"), self._first), (tr("To"), self._last)):
            days.addWidget(label(words, "muted"))
            days.addWidget(field)
        lines = QWidget()
        across = FlowLayout(theme.S3)  # the days go into a second line where there is no room
        across.addWidget(self._word)
        across.addWidget(self._month)
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
        self._month.hide()
        self._days.hide()
        self._wrong.hide()
        self.setFocusProxy(self._word)

        self._word.set_value("month")
        self._told = self.period()
        self._word.changed.connect(self._period_chosen)
        self._month.changed.connect(self._tell)
        self._pause.timeout.connect(self._tell)
        for field in (self._first, self._last):
            field.changed.connect(self._pause.start)

    def period(self) -> Period | None:
        """The period chosen, or None while it is none."""
        word = self._word.value()
        if word in PERIODS:
            return Period.of(word, self._today())
        if word == MONTH:
            year, month = self._month.value()
            return Period.of_month(year, month, self._today())
        first, last = self._first.value(), self._last.value()
        if first is None or last is None or last < first or first < FIRST_DAY or last > LAST_DAY:
            return None
        return Period(first, last)

    def set_period(self, period: Period) -> None:
        """Choose *period*, without telling."""
        self._told = period
        if period.is_month:
            self._offer_months((period.first.year, period.first.month))
        elif period.word not in PERIODS:
            self._fill(period)
        self._word.set_value(MONTH if period.is_month else period.word if period.word in PERIODS else OTHER)
        self._told = self.period()
        self._show()

    def another_day(self) -> None:
        """Today is another day: the documented periods end on it, and there may be another month."""
        self._offer_months(self._month.value())
        self._tell()

    def error(self) -> str:
        """What is wrong with the days, in words; nothing while they are being filled in."""
        first, last = self._first.value(), self._last.value()
        if self._word.value() != OTHER or first is None or last is None:
            return ""
        if last < first:
            return tr("The last day cannot be before the first.")
        if first < FIRST_DAY or last > LAST_DAY:
            return tr("Choose a year from {first} to {last}.", first=FIRST_DAY.year, last=LAST_DAY.year)
        return ""

    def _offer_months(self, chosen: tuple[int, int] | None = None) -> None:
        """This month and those of two years before it; *chosen* too, however long ago it is."""
        today = self._today()
        count = today.year * 12 + today.month - 1
        months = [(at // 12, at % 12 + 1) for at in range(count, count - MONTHS, -1)]
        if chosen is not None and chosen not in months:
            months.append(chosen)
        was_blocked = self._month.blockSignals(True)
        self._month.set_options([(month, month_name(*month)) for month in months])
        self._month.set_value(chosen or months[0])
        self._month.blockSignals(was_blocked)

    def _fill(self, period: Period) -> None:
        self._first.set_value(period.first)
        self._last.set_value(period.last)
        self._pause.stop()

    def _period_chosen(self, word: object) -> None:
        if word == OTHER and self._told is not None:
            self._fill(self._told)  # begin with the days that are shown
        self._tell()

    def _show(self) -> None:
        self._month.setVisible(self._word.value() == MONTH)
        self._days.setVisible(self._word.value() == OTHER)
        wrong = self.error()
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self._last.set_wrong(wrong=bool(wrong) or not self._last.understood())

    def _tell(self) -> None:
        self._pause.stop()
        self._show()
        period = self.period()
        if period is not None and period != self._told:
            self._told = period
            self.changed.emit(period)
