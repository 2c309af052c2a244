"""The list of today: whom the day is about, in the order of who needs us.

``TodayList(session, parent)``   ``show_day(rows, done, waiting, coming_up)``; signal ``elsewhere_requested(name)``: the list that goes on where this one is done
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.care.waiting import TodayRow
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence, NextAction
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import status_colours
from desktop_app.views.look.theme import Tone
from desktop_app.views.pages.dashboard.dashboard_list import DashboardList
from desktop_app.views.pages.dashboard.mentor_column import MentorColumn
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import due, time_long
from desktop_app.views.wording.waiting import last_contact, lateness, why_promised, why_waiting


class TodayList(DashboardList[TodayRow]):
    """What was planned and is due, then the longest wait."""

    elsewhere_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        sees_all = self._sees_all = reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL
        self._mentor_column = MentorColumn(session, everybodys=sees_all)
        self._goes_on = ""
        table = RecordTable(
            self._columns(),
            lambda row: row.person.id,
            name="todayTable",
            accessible_name=tr("Today"),
        )
        super().__init__(session, table, parent, name="today", why_name="todayWhy")
        table.action_requested.connect(self._go_on)

    def _columns(self) -> tuple[Column[TodayRow], ...]:
        return (
            Column(
                "name",
                tr("Name"),
                lambda row: row.person.full_name,
                width=200,
                strong=True,
                optional=False,
                second=lambda row: code_label(row.status),
            ),
            Column(
                "when",
                tr("When"),
                self._when,
                width=150,
                strong=True,
                tone=_tone,
                optional=False,
                second=lambda row: tr("planned") if row.action is not None else tr("waiting"),
                tool_tip=self._day,
            ),
            Column(
                "what",
                tr("What"),
                self._what,
                width=260,
                stretch=True,
                optional=False,
                second=self.said_last,
            ),
            self._mentor_column.column(hidden=not self._sees_all),
            Column(
                "phone",
                tr("Phone"),
                lambda row: self._masked(formats.phone(row.phone)) or "—",
                width=168,
            ),
        )

    def _when(self, row: TodayRow) -> str:
        if row.action is not None:
            return due(row.action.due_on, self._today())
        return time_long(row.waiting.days, self._today()) if row.waiting is not None else ""

    def _day(self, row: TodayRow) -> str | None:
        if row.action is not None:
            return formats.long_date(row.action.due_on)
        contact = row.waiting.last_contact_on if row.waiting is not None else None
        return formats.long_date(contact) if contact is not None else None

    def _what(self, row: TodayRow) -> str:
        if row.action is not None:
            return self._masked(row.action.notes) or "—"
        return last_contact(row.waiting, self._today()) if row.waiting is not None else ""

    # -- what a list says

    def why(self, row: TodayRow) -> str:
        """What was planned, or how long somebody has waited."""
        if row.action is not None:
            reason = why_promised(row.action, self._today(), self._masked)
        elif row.waiting is not None:
            reason = why_waiting(row.waiting, self._today())
        else:
            reason = ""
        elsewhere = self._mentor_column.why(row)
        return f"{reason} {elsewhere}" if elsewhere else reason

    def some_of(self, shown: str, total: str) -> str:
        """All of a day's rows are listed."""
        return tr("the first {shown} of {total}", shown=shown, total=total)

    def action_of(self, row: TodayRow) -> NextAction | None:
        """What was planned first and is due."""
        return row.action

    def attempts_of(self, row: TodayRow) -> int:
        """How often in a row nobody was reached who waits."""
        return row.waiting.missed_attempts if row.waiting is not None else 0

    def set_away(self, absences: Sequence[Absence]) -> None:
        """Who is away today, so far as their people may be listed."""
        self._mentor_column.set_away(absences)

    # -- what it shows

    def show_day(self, rows: Sequence[TodayRow], *, done: int, waiting: int, coming_up: int) -> None:
        """Show the *rows* left of a day of which so much is *done*; where none is left, say so and where to go on."""
        if not self._sees_all:  # whose people they are says something only while some are a colleague's
            self.table.set_column_hidden(
                "mentor", hidden=not any(map(self._mentor_column.is_elsewhere, rows))
            )
        self.show_rows(rows, len(rows))
        if not rows:
            self._say_done(done, waiting, coming_up)

    def _say_done(self, done: int, waiting: int, coming_up: int) -> None:
        title = tr("Your day’s work is done.") if done else tr("Nobody needs you today.")
        words = (
            [trn("{count} follow-up recorded today.", "{count} follow-ups recorded today.", done)]
            if done
            else []
        )
        words.append(tr("Everything planned up to today is done."))
        offer = None
        if waiting:
            number = formats.number(waiting)
            words.append(
                trn(
                    "{number} person is still waiting.",
                    "{number} people are still waiting.",
                    waiting,
                    number=number,
                )
            )
            self._goes_on, offer = "waiting", tr("Go on with those who wait")
        elif coming_up:
            self._goes_on, offer = "coming_up", tr("See what is coming up")
        self.table.set_state("empty", title, " ".join(words), offer, icon="check", tone="good")

    def _go_on(self, state: str) -> None:
        if state == "empty":
            self.elsewhere_requested.emit(self._goes_on)


def _tone(row: TodayRow) -> Tone | None:
    if row.action is not None:
        return status_colours.planned(row.action.days)
    return lateness(row.waiting) if row.waiting is not None else None
