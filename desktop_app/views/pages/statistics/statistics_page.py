"""The statistics: figures, charts and all mentors side by side, of the days and the mentor that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.dates.date_parsing import read_date
from desktop_app.domain.periods import Overview, Period
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Mentor
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import STATISTICS
from desktop_app.views.base.failures import describe
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import put_behind
from desktop_app.views.kit.elided import Elided
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.look import theme
from desktop_app.views.output.exports.export_button import ExportOffer
from desktop_app.views.output.reports.report_button import ReportOffer
from desktop_app.views.pages.statistics.period_choice import PeriodChoice
from desktop_app.views.pages.statistics.specs import STATISTICS_PAGE
from desktop_app.views.pages.statistics.statistics_board import StatisticsBoard
from desktop_app.views.pages.statistics.statistics_words import before_words, period_words

if TYPE_CHECKING:
    from desktop_app.views.output.exports.lists import ExportKind
    from desktop_app.views.output.reports.report import ReportKind

_PATIENCE = 300  # milliseconds until what is shown gives way to the frame of what is loading
_MONTHS = 3  # whose report can be printed at once: this one and those before
_Answer = tuple[Overview, tuple[Mentor, ...]]


class StatisticsPage(Page):
    """What was done in some days, how it compares with the days before, who is behind it."""

    kinds = frozenset({"follow_ups", "interactions", "persons", "users", "settings"})
    spec = STATISTICS_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._sees_all = reach(session.actor, Action.VIEW_STATISTICS) is Reach.ALL
        self._overview: Overview | None = None
        self._wanted: tuple[Period, int | None] | None = None
        self._asking: tuple[Period, int | None] | None = None
        self._again = False
        self._nothing = False

        self._period = PeriodChoice(self._read_day, session.controllers.clock.today)
        self._whose = Dropdown([(None, tr("Everybody"))], name="whose", accessible_name=tr("Whose figures"))
        self._print = ReportOffer(self, self._report_kinds)
        self._export = ExportOffer(self, self._export_kind)
        self._about = Elided(role="muted", name="statisticsAbout")
        self._stack = QStackedWidget(self)
        self._board = StatisticsBoard(self._stack)
        self._trouble = EmptyState(name="statisticsTrouble")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)

        self._lay_out()
        self._whose.setVisible(self._sees_all)
        self._recall()
        self._connect()

    # -- laying it out

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.S3)
        head.addWidget(self._period, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._whose, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._export.button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._print.button, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self._board)
        self._stack.addWidget(self._trouble)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.S5, 0, theme.S2, 0)
        whole.setSpacing(theme.S2)
        head_right = QHBoxLayout()
        head_right.setContentsMargins(0, 0, theme.S5, 0)
        head_right.addLayout(head)
        whole.addLayout(head_right)
        whole.addWidget(self._about)
        whole.addWidget(self._stack, 1)
        put_behind(self._print.button, self._board)

    def _connect(self) -> None:
        self._period.changed.connect(self._chosen)
        self._whose.changed.connect(self._chosen)
        self._board.mentor_requested.connect(self._whose.set_value)
        self._trouble.action_requested.connect(self._mend)
        self._patience.timeout.connect(self._show_loading)
        self.follow_days(self._another_day)
        self._board.copied.connect(partial(self.say, tone="good"))

    # -- the page

    def focus_start(self) -> None:
        """The days."""
        self._period.setFocus()

    def _report_kinds(self) -> list[ReportKind]:
        """What is shown, and the months that a board asks for."""
        from desktop_app.views.pages.statistics.month_report import month_report, period_report  # noqa: PLC0415 - when somebody prints

        session, today = self.session, self.session.controllers.clock.today()
        period, mentor_id = self._wanted or (session.controllers.statistics.period("month"), None)
        months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(_MONTHS)]
        if period.is_month:  # the one that is shown first: the same days on paper
            shown = (period.first.year, period.first.month - 1)
            months = [shown, *(month for month in months if month != shown)]
        return [
            *([] if period.is_month else [period_report(session, period, mentor_id)]),
            *(month_report(session, year, month + 1, mentor_id) for year, month in months),
        ]

    def _export_kind(self) -> ExportKind:
        """The figures of what is shown."""
        from desktop_app.views.output.exports import lists  # noqa: PLC0415 - when somebody exports

        session = self.session
        period, mentor_id = self._wanted or (session.controllers.statistics.period("month"), None)
        whose = self._whose.currentText() if mentor_id is not None else ""
        narrowed = " · ".join(part for part in (period_words(period), whose) if part)
        return lists.figures(session, period, mentor_id, narrowed)

    def overview(self) -> Overview | None:
        """What is shown."""
        return self._overview

    def _read_day(self, text: str) -> date | None:
        return read_date(text, self.session.controllers.clock.today())

    def _recall(self) -> None:
        """Take up the days and the mentor that were looked at last."""
        kept = self.session.recall(STATISTICS, default={})
        word = kept.get("period", "month")
        try:
            period = (
                Period(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"]))
                if not word
                else self.session.controllers.statistics.period(word)
            )
        except (KeyError, TypeError, ValueError):
            return
        self._period.set_period(period)
        whose = kept.get("whose")
        if self._sees_all and isinstance(whose, int):
            self._whose.set_options(
                [(None, tr("Everybody")), (whose, "…")]
            )  # the name comes with the figures
            self._whose.set_value(whose)

    def _remember(self, period: Period) -> None:
        session, whose = self.session, self._whose.value()
        kept: dict[str, Any] = {"period": period.word, "whose": whose}
        if not period.word:
            kept |= {"first": period.first.isoformat(), "last": period.last.isoformat()}
        session.remember_own(STATISTICS, kept)

    def _chosen(self) -> None:
        period = self._period.period()
        if period is not None:
            self._remember(period)
            self.refresh()

    def _another_day(self) -> None:
        self._period.another_day()
        self.refresh()

    # -- loading

    def refresh(self) -> None:
        """Load the figures; while an answer is under way, once more after it."""
        period = self._period.period()
        if period is None:
            return
        self._wanted = (period, self._whose.value())
        if self._asking is not None:
            self._again = True
            return
        asked = self._asking = self._wanted
        session, with_mentors = self.session, self._sees_all
        if self._overview is None:
            self._show_loading()
        elif asked != (self._overview.period, self._key_shown()):
            self._patience.start()

        def work() -> _Answer:
            controllers, actor = session.controllers, session.actor
            overview = controllers.statistics.overview(actor, *asked)
            return overview, controllers.mentors.list(actor, everybody=True) if with_mentors else ()

        self.run(work, partial(self._take, asked), self._failed)

    def _mend(self) -> None:
        """What the button of an empty or a broken page does."""
        if self._nothing:
            self.record_follow_up(None)
        else:
            self.refresh()

    def _key_shown(self) -> int | None:
        shown = self._overview.mentor if self._overview is not None else None
        return shown.id if shown is not None and self._sees_all else None

    def _take(self, asked: tuple[Period, int | None], answer: _Answer) -> None:
        overview, mentors = answer
        self._asking = None
        if asked == self._wanted:
            self._patience.stop()
            self._overview = overview
            self._offer(mentors)
            self._show(overview)
        if self._again:
            self._again = False
            self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._asking = None
        self._again = False
        self._patience.stop()
        self._nothing = False
        failure = describe(error, "StatisticsPage")
        self._trouble.set(
            tr("The figures could not be read."), failure.text, tr("Try again"), icon="error", tone="late"
        )
        self._stack.setCurrentWidget(self._trouble)

    def _offer(self, mentors: Sequence[Mentor]) -> None:
        if not self._sees_all:
            return
        options: list[tuple[int | None, str]] = [(None, tr("Everybody"))]
        options += [(mentor.id, mentor.full_name) for mentor in mentors]
        shown = self._overview.mentor if self._overview is not None else None
        if shown is not None and shown.id not in {mentor.id for mentor in mentors}:
            options.append((shown.id, shown.full_name))
        self._whose.set_options(options)

    # -- showing

    def _show_loading(self) -> None:
        self._stack.setCurrentWidget(self._board)
        self._about.setText(tr("Loading…"))
        self._board.show_loading()

    def _show(self, overview: Overview) -> None:
        self._nothing = _is_nothing(overview)
        if self._nothing:
            self._about.setText(period_words(overview.period))
            may_record = self.session.may(Action.RECORD_FOLLOW_UP)
            self._trouble.set(
                tr("Nothing to count yet"),
                tr(
                    "Follow-ups and new people are counted here. Nothing was recorded in these days or the days before."
                ),
                tr("Record follow-up") if may_record else None,
                icon="statistics",
            )
            self._stack.setCurrentWidget(self._trouble)
            return
        self._stack.setCurrentWidget(self._board)
        self._about.setText(
            tr(
                "{span}, compared with {before}",
                span=period_words(overview.period),
                before=before_words(overview.period),
            )
        )
        self._board.show_overview(overview)


def _is_nothing(overview: Overview) -> bool:
    """Whether there is not a single figure to show."""
    return not (
        overview.interactions.now
        or overview.interactions.before
        or overview.encounters.total.count
        or overview.came.now
        or overview.came.before
        or overview.figures.pending_actions
        or overview.figures.overdue_actions
        or any(mentor.workload.persons for mentor in overview.mentors)
        or overview.without_mentor is not None
    )
