"""The list of those who have been waiting too long, with the limit it is made by and why each row is in it.

``WaitingList(session, days, parent)``   ``show_rows(rows, total)``, ``days()``, ``mentor_id()``, ``set_mentors(mentors)``, ``table``;
    signals ``narrowed()`` (another limit or mentor), ``record_requested(person, those after)``, ``open_requested(key)``,
    ``copy_requested(name, phone)``, ``pause_requested(row)``, ``try_again_requested(row, day)``, ``paused_requested()`` (show them);
    ``set_away(absences)`` before the rows of people of those who are away, ``set_paused(count)``, ``set_done_today(count)``. Another limit is looked at
    before it is worn: ``preview_requested(days)`` is answered with ``show_preview(days, count)``
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence, Mentor, OverdueRow
from desktop_app.domain.vocabulary import code_label
from desktop_app.domain.waiting import day_to_try_again
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import TABLE_COLUMNS
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button, icon_button
from desktop_app.views.kit.elided import Elided
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.threshold_field import LimitField
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons, status_colours, theme
from desktop_app.views.pages.dashboard.dashboard_list import DashboardList
from desktop_app.views.pages.dashboard.mentor_column import Whose
from desktop_app.views.wording import formats
from desktop_app.views.wording.care import try_again
from desktop_app.views.wording.dates import time_long
from desktop_app.views.wording.waiting import last_contact, lateness, why_waiting

MOST_DAYS = 3650
_REMEMBERED_AS = "dashboard"
_COLUMNS_PAUSE = 400  # milliseconds after the last change of a column until it is remembered
_MENTOR_WIDTH, _LEAST_MENTOR_WIDTH = 180, 100
_LEAST_TITLE_WIDTH = 90


def _columns(
    today: Callable[[], date],
    masked: Callable[[str], str],
    whose: Callable[[OverdueRow], str],
    away: Callable[[OverdueRow], str],
    *,
    with_mentor: bool,
) -> tuple[Column[OverdueRow], ...]:
    mentor = Column[OverdueRow](
        "mentor",
        tr("Mentor"),
        whose,
        width=150 if with_mentor else 220,
        tone=lambda row: "soon" if row.mentor is None else "accent" if row.looked_after_by else None,
        tool_tip=lambda row: away(row) or None,
        hidden=not with_mentor,
    )
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
            stretch=True,
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
            width=240,
            stretch=True,
            tone=lambda row: "soon" if row.last_contact_on is None or row.missed_attempts > 1 else None,
            tool_tip=lambda row: formats.long_date(row.last_contact_on) if row.last_contact_on else None,
        ),
    )


class WaitingList(DashboardList[OverdueRow]):
    """Who is waiting, the most overdue first."""

    narrowed = Signal()
    preview_requested = Signal(int)
    pause_requested = Signal(object)
    try_again_requested = Signal(object, object)
    paused_requested = Signal()

    def __init__(self, session: Session, days: int, parent: QWidget) -> None:
        sees_all = self._sees_all = reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL
        whose = self._whose = Whose(session, everybodys=sees_all)
        table = RecordTable(
            _columns(
                session.controllers.clock.today,
                session.privacy.masked,
                whose.words,
                whose.why,
                with_mentor=sees_all,
            ),
            lambda row: row.person.id,
            name="waitingTable",
            accessible_name=tr("Waiting too long"),
            local_sort=True,
        )
        again = QAction(icons.icon("calendar"), "", table)
        pause = QAction(icons.icon("pause"), tr("Pause until…"), table)
        again.setShortcut(QKeySequence("T"))
        pause.setShortcut(QKeySequence("P"))
        super().__init__(session, table, parent, name="waiting", why_name="why", after=(again, pause))
        self._session = session
        self._try_again, self._pause_row = again, pause

        self._days = LimitField(MOST_DAYS, days, self)
        self._mentor = Dropdown(
            [(None, tr("All mentors"))], name="mentorFilter", accessible_name=tr("People of this mentor")
        )
        self._record = button(
            tr("&Record follow-up"),
            "primary",
            name="recordFollowUp",
            tip=tr("About the person in focus (Enter)"),
        )
        self._open = button(tr("&Open"), name="openPerson", tip=tr("Open the person in focus (O)"))
        self._copy = button(tr("&Copy phone"), name="copyPhone", tip=tr("Copy the phone number (C)"))
        self._pause = button(tr("&Pause…"), name="pausePerson", tip=tr("Pause the person in focus (P)"))
        self.print_button = icon_button(
            "print", tr("Print the list, or a call sheet (Ctrl+P)"), name="waitingPrint"
        )
        self._again = button(
            "", "quiet", name="tryAgain", icon="calendar", tip=tr("Off the list until that day (T)")
        )
        self._paused = button(
            "", "quiet", name="pausedPersons", tip=tr("Show who is paused, until when and why")
        )
        self._done_today = label("", tone="good", name="doneToday")
        self._words = {pressed: pressed.text() for pressed in (self._open, self._copy, self._pause)}
        self._columns_pause = QTimer(self)

        self._total = 0
        self._is_narrow = False
        self._saved = 0  # pixels that icons save where there is too little room for words
        self._mentor.setMinimumWidth(_LEAST_MENTOR_WIDTH)
        self._mentor.setMaximumWidth(_MENTOR_WIDTH)
        # shown before it has its place, a widget would flash as a window of its own: only ever hidden here
        if not sees_all:
            self._mentor.hide()
        if not session.may(Action.RECORD_FOLLOW_UP):
            self._record.hide()
        for each in (self._again, self._paused, self._done_today):
            each.hide()
        self._columns_pause.setSingleShot(True)
        self._columns_pause.setInterval(_COLUMNS_PAUSE)
        self.table.restore_columns_state(session.recall(TABLE_COLUMNS, _REMEMBERED_AS, {}))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        bar.addWidget(Elided(tr("Waiting too long"), "section", least=_LEAST_TITLE_WIDTH))
        bar.addSpacing(theme.S1)
        bar.addWidget(label(tr("waiting at least"), "muted"))
        bar.addWidget(self._days)
        bar.addSpacing(theme.S2)
        bar.addWidget(self._mentor)
        bar.addStretch(1)
        for each in (self._record, self._open, self._copy, self._pause, self._export, self.print_button):
            bar.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S3)
        foot.addWidget(self._why, 1)
        foot.addWidget(self._again)
        foot.addWidget(self._done_today)
        foot.addWidget(self._count)
        foot.addWidget(self._paused)
        self._why.setMinimumHeight(
            2 * self._why.fontMetrics().lineSpacing()
        )  # moving from row to row moves little
        column.addLayout(foot)
        self._bar = bar

    def _connect(self) -> None:
        self.put_on_buttons(self._record, self._open, self._copy)
        self.actions_of_row.on_button(self._pause, self._pause_row)
        self._pause_row.triggered.connect(self._ask_to_pause)
        self._try_again.triggered.connect(self._ask_to_try_again)
        self._again.clicked.connect(self._try_again.trigger)
        self._paused.clicked.connect(self.paused_requested)
        self.table.current_record_changed.connect(self._offer)
        self._days.changed.connect(self.narrowed)
        self._days.preview_requested.connect(self.preview_requested)
        self._mentor.changed.connect(self.narrowed)
        self.table.columns_changed.connect(self._columns_pause.start)
        self._columns_pause.timeout.connect(self._remember_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, some of the buttons are icons."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """Words or icons. Nothing is tried out on the way: what needs less and more room by turns keeps a page from coming to rest."""
        wanted = self._wanted()
        narrow = wanted + self._saved > self.width()
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        for pressed, icon in ((self._open, "person"), (self._copy, "copy"), (self._pause, "pause")):
            pressed.setIcon(icons.icon(icon) if narrow else QIcon())
            pressed.setText("" if narrow else self._words[pressed])
        self._saved = wanted - self._wanted() if narrow else 0

    def _wanted(self) -> int:
        """The width that the bar would like, as it is now: a layout within a layout forgets nothing by itself."""
        self._bar.invalidate()
        return self._bar.sizeHint().width()

    # -- what it is asked for

    def days(self) -> int:
        """The limit that the list is made by: 0…3650 days."""
        return self._days.worn()

    def mentor_id(self) -> int | None:
        """Whose persons; None: everybody's."""
        value: int | None = self._mentor.value()
        return value

    def mentor_words(self) -> str:
        """Whose persons, in words; nothing for everybody's."""
        return "" if self._mentor.value() is None else self._mentor.currentText()

    def set_mentors(self, mentors: Sequence[Mentor]) -> None:
        """Offer *mentors* in the filter."""
        self._mentor.set_options(
            [(None, tr("All mentors")), *((mentor.id, mentor.full_name) for mentor in mentors)]
        )

    def show_preview(self, days: int, count: int) -> None:
        """Say what the limit of *days* would change: *count* would be listed."""
        self._days.show_preview(days, count, self._total)
        self._fit_words()

    # -- what can be done to a row besides

    def _offer(self, row: OverdueRow | None) -> None:
        """Offer another day where somebody was called in vain."""
        day = self._day_to_try_again(row)
        self._pause_row.setEnabled(row is not None)
        self._pause.setEnabled(row is not None)
        self._try_again.setVisible(day is not None)
        self._try_again.setEnabled(day is not None)
        self._again.setVisible(day is not None)
        if day is not None:
            for widget in (self._try_again, self._again):
                widget.setText(try_again(day))
            self._again.setAccessibleName(self._again.text())

    def _day_to_try_again(self, row: OverdueRow | None) -> date | None:
        if row is None or not row.missed_attempts:
            return None
        return day_to_try_again(row.missed_attempts, self._today())

    def _ask_to_pause(self) -> None:
        row = self.table.current_record()
        if row is not None:
            self.pause_requested.emit(row)

    def _ask_to_try_again(self) -> None:
        row = self.table.current_record()
        day = self._day_to_try_again(row)
        if row is not None and day is not None:
            self.try_again_requested.emit(row, day)

    def set_away(self, absences: Sequence[Absence]) -> None:
        """Who is away today, so far as their people may be listed."""
        self._whose.set_away(absences)

    # -- what it shows

    def set_done_today(self, count: int) -> None:
        """Say how much of the day's work is done; nothing before the first."""
        self._done_today.setText(trn("{count} done today", "{count} done today", count))
        self._done_today.setVisible(count > 0)

    def set_paused(self, count: int) -> None:
        """Say that so many are paused."""
        self._paused.setText(trn("{number} paused", "{number} paused", count, number=formats.number(count)))
        self._paused.setAccessibleName(self._paused.text())
        self._paused.setVisible(count > 0)

    def show_rows(self, rows: Sequence[OverdueRow], total: int) -> None:
        """Show *rows* of the *total* there are."""
        self._total = total
        if not self._sees_all:  # whose people they are says something only while some are a colleague's
            self.table.set_column_hidden("mentor", hidden=not any(map(self._whose.is_elsewhere, rows)))
        self._say_empty()
        super().show_rows(rows, total)
        self._offer(self.table.current_record())

    def some_of(self, shown: str, total: str) -> str:
        """Those who wait longest are listed."""
        return tr("Showing the {shown} longest of {total}", shown=shown, total=total)

    def why(self, row: OverdueRow) -> str:
        """The last contact, and the limit."""
        why_words, elsewhere = why_waiting(row, self._today()), self._whose.why(row)
        return f"{why_words} {elsewhere}" if elsewhere else why_words

    def _say_empty(self) -> None:
        days = self.days()
        if self._mentor.value() is not None:
            title = tr("Nobody of {mentor} is waiting.", mentor=self._mentor.currentText())
        else:
            title = tr("Nobody is waiting.")
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
