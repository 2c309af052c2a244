"""The list of those who have been waiting too long, and why each row is in it.

``WaitingList(session, narrowing, parent)``   ``show_rows(rows, total)``, ``table``; signal ``paused_requested()`` (show them);
    ``set_away(absences)`` before the rows of people of those who are away, ``set_paused(count)``. *narrowing* says by which limit
    and whose persons
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence, NextAction, OverdueRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import TABLE_COLUMNS
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import status_colours
from desktop_app.views.pages.dashboard.dashboard_list import DashboardList
from desktop_app.views.pages.dashboard.mentor_column import MentorColumn
from desktop_app.views.pages.dashboard.narrowing import Narrowing
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import time_long
from desktop_app.views.wording.waiting import last_contact, lateness, why_waiting

_REMEMBERED_AS = "dashboard"
_COLUMNS_PAUSE = 400  # milliseconds after the last change of a column until it is remembered


def _columns(
    today: Callable[[], date],
    masked: Callable[[str], str],
    mentor: Column[OverdueRow],
    said_last: Callable[[OverdueRow], str],
) -> tuple[Column[OverdueRow], ...]:
    return (
        Column[OverdueRow](
            "days",
            tr("Waiting"),
            lambda row: time_long(row.days, today()),
            sort_value=lambda row: row.days,
            width=100,
            figure=True,
            strong=True,
            tone=lateness,
            tool_tip=lambda row: why_waiting(row, today()),
            optional=False,
        ),
        Column[OverdueRow](
            "name",
            tr("Name"),
            lambda row: row.person.full_name,
            width=190,
            strong=True,
            optional=False,
        ),
        Column[OverdueRow](
            "phone",
            tr("Phone"),
            lambda row: masked(formats.phone(row.phone)) or "—",
            sort_value=lambda row: row.phone,
            width=168,
        ),
        mentor,
        Column[OverdueRow](
            "status",
            tr("Status"),
            lambda row: code_label(row.status),
            width=150,
            chip=lambda row: status_colours.STATUS[row.status],
        ),
        Column[OverdueRow](
            "last_contact",
            tr("Last contact"),
            lambda row: last_contact(row, today()),
            sort_value=lambda row: row.last_contact_on or date.min,
            width=260,
            stretch=True,
            tone=lambda row: "soon" if row.last_contact_on is None or row.missed_attempts > 1 else None,
            tool_tip=lambda row: formats.long_date(row.last_contact_on) if row.last_contact_on else None,
            second=said_last,
        ),
    )


class WaitingList(DashboardList[OverdueRow]):
    """Who is waiting, the most overdue first."""

    paused_requested = Signal()
    can_tick = False

    def __init__(self, session: Session, narrowing: Narrowing, parent: QWidget) -> None:
        sees_all = self._sees_all = reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL
        mentor_column = self._mentor_column = MentorColumn(session, everybodys=sees_all)
        table = RecordTable(
            _columns(
                session.controllers.clock.today,
                session.privacy.masked,
                mentor_column.column(hidden=not sees_all, width=150 if sees_all else 220),
                self.said_last,
            ),
            lambda row: row.person.id,
            name="waitingTable",
            accessible_name=tr("Waiting too long"),
            local_sort=True,
        )
        super().__init__(session, table, parent, name="waiting", why_name="why")
        self._session, self._narrowing = session, narrowing
        self._paused = button(
            "", "quiet", name="pausedPersons", tip=tr("Show who is paused, until when and why")
        )
        self._columns_pause = QTimer(self)

        self._paused.hide()
        self._foot.addWidget(self._paused)
        self._columns_pause.setSingleShot(True)
        self._columns_pause.setInterval(_COLUMNS_PAUSE)
        table.restore_columns_state(session.recall(TABLE_COLUMNS, _REMEMBERED_AS, {}))
        self._paused.clicked.connect(self.paused_requested)
        table.columns_changed.connect(self._columns_pause.start)
        self._columns_pause.timeout.connect(self._remember_columns)

    def set_away(self, absences: Sequence[Absence]) -> None:
        """Who is away today, so far as their people may be listed."""
        self._mentor_column.set_away(absences)

    # -- what it shows

    def set_paused(self, count: int) -> None:
        """Say that so many are paused."""
        self._paused.setText(trn("{number} paused", "{number} paused", count, number=formats.number(count)))
        self._paused.setAccessibleName(self._paused.text())
        self._paused.setVisible(count > 0)

    def show_rows(self, rows: Sequence[OverdueRow], total: int) -> None:
        """Show *rows* of the *total* there are."""
        if not self._sees_all:  # whose people they are says something only while some are a colleague's
            self.table.set_column_hidden(
                "mentor", hidden=not any(map(self._mentor_column.is_elsewhere, rows))
            )
        self._say_empty()
        super().show_rows(rows, total)

    def some_of(self, shown: str, total: str) -> str:
        """Those who wait longest are listed."""
        return tr("Showing the {shown} longest of {total}", shown=shown, total=total)

    def why(self, row: OverdueRow) -> str:
        """The last contact, and the limit."""
        why_words, elsewhere = why_waiting(row, self._today()), self._mentor_column.why(row)
        return f"{why_words} {elsewhere}" if elsewhere else why_words

    def action_of(self, _row: OverdueRow) -> NextAction | None:
        """Nothing is ticked off here."""
        return None

    def attempts_of(self, row: OverdueRow) -> int:
        """How often in a row nobody was reached."""
        return row.missed_attempts

    def _say_empty(self) -> None:
        days, mentor = self._narrowing.days(), self._narrowing.mentor_words()
        title = tr("Nobody of {mentor} is waiting.", mentor=mentor) if mentor else tr("Nobody is waiting.")
        text = (
            trn(
                "No one to visit or in follow-up has been waiting for {count} day or more.",
                "No one to visit or in follow-up has been waiting for {count} days or more.",
                days,
            )
            if days
            else tr("There is nobody to visit or in follow-up.")
        )
        self.table.set_empty_words(title, text)

    def _remember_columns(self) -> None:
        state = self.table.columns_state() | {"sort": None}  # each day begins with the most overdue
        if (
            not self._sees_all
        ):  # the list itself hides and shows it: nobody's choice, should they see all one day
            state["hidden"] = [key for key in state["hidden"] if key != "mentor"]
        self._session.remember_own(TABLE_COLUMNS, state, _REMEMBERED_AS)
