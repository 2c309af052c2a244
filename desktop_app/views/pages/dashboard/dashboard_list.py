"""What the lists of the dashboard share: the table with what can be done to a row, how many there are, why a row is in it.

``DashboardList(session, table, parent, name, why_name)``   ``table``, ``show_rows(rows, total)``, ``set_last_words(words)`` before them,
    ``explain_again()``, ``actions_of_row``, ``untick(key)``; signals ``record_requested(person, those after)``, ``open_requested(key)``,
    ``copy_requested(name, phone)``, ``unanswered_requested(row)``, ``tick_requested(action)``, ``pause_requested(person, attempts)``,
    ``try_again_requested(person, day)``. A list says ``why(row)``, ``some_of(shown, total)``, and where it applies ``action_of(row)``
    and ``attempts_of(row)``
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Absence, NextAction, PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import theme
from desktop_app.views.pages.dashboard.row_actions import RowActions
from desktop_app.views.pages.dashboard.row_bar import RowBar
from desktop_app.views.wording import formats
from desktop_app.views.wording.care import try_again


class AboutPerson(Protocol):
    """A row that is about somebody."""

    @property
    def person(self) -> PersonName:
        """Who it is."""

    @property
    def phone(self) -> str:
        """Their number, or nothing."""


R = TypeVar("R", bound=AboutPerson)
_LEAST_ROWS = 4  # with the head: a lower window is scrolled


class DashboardList(QWidget, Generic[R]):
    """Rows about persons, and what the one in focus is about."""

    record_requested = Signal(object, object)
    open_requested = Signal(int)
    copy_requested = Signal(str, str)
    unanswered_requested = Signal(object)
    tick_requested = Signal(object)
    pause_requested = Signal(object, int)
    try_again_requested = Signal(object, object)
    can_pause = True
    can_tick = True

    def __init__(
        self, session: Session, table: RecordTable[R], parent: QWidget, *, name: str, why_name: str
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.table = table
        self._today = session.controllers.clock.today
        self._masked = session.privacy.masked
        self._last_words: Mapping[int, str] = {}
        self._count = label("", "muted", name=f"{name}Count")
        self._why = label("", "muted", wrap=True, name=why_name)
        self._again = button(
            "", "quiet", name=f"{name}TryAgain", icon="calendar", tip=tr("Off the list until that day (T)")
        )
        actions = self.actions_of_row = RowActions(
            table,
            lambda row: row.person,
            lambda row: row.phone,
            may_record=session.may(Action.RECORD_FOLLOW_UP),
            can_tick=self.can_tick,
            can_pause=self.can_pause,
        )
        self._bar = RowBar(table, actions.shown_on_hover())

        table.setMinimumHeight(_LEAST_ROWS * theme.row_height(compact=False))
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # no more is wished for
        table.set_state("loading")
        self._again.hide()
        # moving from row to row moves little
        self._why.setMinimumHeight(2 * self._why.fontMetrics().lineSpacing())
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme.S3)
        self._foot.addWidget(self._why, 1)
        self._foot.addWidget(self._again)
        self._foot.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addWidget(table, 1)
        column.addLayout(self._foot)

        actions.record_requested.connect(self._pass_record)
        actions.open_requested.connect(self.open_requested)
        actions.copy_requested.connect(self.copy_requested)
        actions.unanswered_requested.connect(self.unanswered_requested)
        actions.tick.triggered.connect(self.tick_current)
        actions.pause.triggered.connect(self._ask_to_pause)
        actions.again.triggered.connect(self._ask_to_try_again)
        self._again.clicked.connect(actions.again.trigger)
        table.current_record_changed.connect(self.explain)

    # -- what a list says

    def why(self, row: R) -> str:
        """Why *row* is in the list."""
        raise NotImplementedError

    def some_of(self, shown: str, total: str) -> str:
        """That only *shown* of *total* rows are listed; both as written."""
        raise NotImplementedError

    def action_of(self, row: R) -> NextAction | None:
        """What was planned and can be ticked off in *row*; None: nothing."""
        raise NotImplementedError

    def attempts_of(self, row: R) -> int:
        """How often in a row nobody was reached."""
        raise NotImplementedError

    def set_away(self, absences: Sequence[Absence]) -> None:
        """Who is away today, so far as their people may be listed."""
        raise NotImplementedError

    # -- what it shows

    def set_last_words(self, words: Mapping[int, str]) -> None:
        """The end of the last note about each person who has one, to be shown with the next rows."""
        self._last_words = words

    def said_last(self, row: R) -> str:
        """The last words of the last note, for the second line of a row; nothing where there are none."""
        words = self._last_words.get(row.person.id, "")
        return tr("“{notes}”", notes=self._masked(words)) if words else ""

    def show_rows(self, rows: Sequence[R], total: int) -> None:
        """Show *rows* of the *total* there are."""
        self.table.set_records(rows)
        self.table.records.refresh_texts()  # what was said last may be new where the rows are not
        shown = len(rows)
        self._count.setText(
            self.some_of(formats.number(shown), formats.number(total)) if total > shown else ""
        )
        self.explain(self.table.current_record())

    def explain(self, row: R | None) -> None:
        """Say why *row* is in the list and offer what can be done about it; nothing for None."""
        self._why.setText(self.why(row) if row is not None else "")
        actions, day = self.actions_of_row, self._day_to_try_again(row)
        actions.offer(
            is_there=row is not None,
            can_tick=row is not None and self.action_of(row) is not None,
            again=try_again(day) if day is not None else "",
        )
        self._again.setVisible(day is not None)
        if day is not None:
            self._again.setText(try_again(day))
            self._again.setAccessibleName(self._again.text())

    def explain_again(self) -> None:
        """The day is another one, or private texts are hidden or shown."""
        self.table.records.refresh_texts()
        self.explain(self.table.current_record())

    def untick(self, key: UUID) -> None:
        """What holds the next action *key* could not be ticked off: a list with boxes shows it open again."""

    # -- what it asks for

    def tick_current(self) -> None:
        """Ask for the next action of the row in focus to be ticked off."""
        row = self.table.current_record()
        action = self.action_of(row) if row is not None else None
        if action is not None:
            self.tick_requested.emit(action)

    def _pass_record(self, row: R) -> None:
        records = self.table.records
        at = records.row_of(records.key_of(row))
        after = (record.person for record in records.records()[at + 1 :])
        once = {person.id: person for person in after if person.id != row.person.id}
        self.record_requested.emit(row.person, list(once.values()))

    def _day_to_try_again(self, row: R | None) -> date | None:
        attempts = self.attempts_of(row) if row is not None and self.can_pause else 0
        return day_to_try_again(attempts, self._today()) if attempts else None

    def _ask_to_pause(self) -> None:
        row = self.table.current_record()
        if row is not None:
            self.pause_requested.emit(row.person, self.attempts_of(row))

    def _ask_to_try_again(self) -> None:
        row = self.table.current_record()
        day = self._day_to_try_again(row)
        if row is not None and day is not None:
            self.try_again_requested.emit(row.person, day)
