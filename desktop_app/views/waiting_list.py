"""The list of those who have been waiting too long, with the limit it is made by and why each row is in it.

``WaitingList(session, days, parent)``   ``show_rows(rows, total)``, ``days()``, ``mentor_id()``, ``set_mentors(mentors)``, ``table``;
    signals ``narrowed()`` (another limit or mentor), ``record_requested(person, those after)``, ``open_requested(key)``,
    ``copy_requested(name, phone)``
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Mentor, OverdueRow
from desktop_app.domain.vocabulary import label as word
from desktop_app.settings import TABLE_COLUMNS
from desktop_app.texts import tr, trn
from desktop_app.views import icons, theme, tones, written
from desktop_app.views.dashboard_list import DashboardList
from desktop_app.views.day_words import days_long
from desktop_app.views.session import Session
from desktop_app.views.waiting_words import last_contact, lateness, why_waiting
from desktop_app.views.widgets.buttons import button
from desktop_app.views.widgets.dropdown import Dropdown
from desktop_app.views.widgets.labels import label
from desktop_app.views.widgets.number_field import NumberField
from desktop_app.views.widgets.table import RecordTable
from desktop_app.views.widgets.table_model import Column

MOST_DAYS = 3650
_REMEMBERED_AS = "dashboard"
_COLUMNS_PAUSE = 400  # milliseconds after the last change of a column until it is remembered
_MENTOR_WIDTH, _LEAST_MENTOR_WIDTH = 180, 100


def _columns(
    today: Callable[[], date], masked: Callable[[str], str], *, with_mentor: bool
) -> tuple[Column[OverdueRow], ...]:
    mentor = Column[OverdueRow](
        "mentor",
        tr("Mentor"),
        lambda row: row.mentor.full_name if row.mentor else tr("no mentor"),
        width=150,
        tone=lambda row: None if row.mentor else "soon",
    )
    return (
        Column[OverdueRow](
            "days",
            tr("Waiting"),
            lambda row: days_long(row.days),
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
            lambda row: masked(written.phone(row.phone)) or "—",
            sort_value=lambda row: row.phone,
            width=168,
        ),
        *((mentor,) if with_mentor else ()),
        Column[OverdueRow](
            "status",
            tr("Status"),
            lambda row: word(row.status),
            width=130,
            chip=lambda row: tones.STATUS[row.status],
        ),
        Column[OverdueRow](
            "last_contact",
            tr("Last contact"),
            lambda row: last_contact(row, today()),
            sort_value=lambda row: row.last_contact_on or date.min,
            width=240,
            stretch=True,
            tone=lambda row: "soon" if row.last_contact_on is None else None,
            tool_tip=lambda row: written.long_date(row.last_contact_on) if row.last_contact_on else None,
        ),
    )


class WaitingList(DashboardList[OverdueRow]):
    """Who is waiting, the most overdue first."""

    narrowed = Signal()

    def __init__(self, session: Session, days: int, parent: QWidget) -> None:
        sees_all = reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL
        table = RecordTable(
            _columns(session.controllers.clock.today, session.counter.masked, with_mentor=sees_all),
            lambda row: row.person.id,
            name="waitingTable",
            accessible_name=tr("Waiting too long"),
            local_sort=True,
        )
        super().__init__(session, table, parent, name="waiting", why_name="why")
        self._session = session

        self._days = NumberField(
            0, MOST_DAYS, days, name="threshold", accessible_name=tr("Waiting for at least so many days")
        )
        self._unit = label("", name="thresholdUnit")
        self._mentor = Dropdown(
            [(None, tr("All mentors"))], name="mentorFilter", accessible_name=tr("Persons of this mentor")
        )
        self._record = button(
            tr("&Record follow-up"),
            "primary",
            name="recordFollowUp",
            tip=tr("About the person in focus (Enter)"),
        )
        self._open = button(tr("&Open"), name="openPerson", tip=tr("Open the person in focus (O)"))
        self._copy = button(tr("&Copy phone"), name="copyPhone", tip=tr("Copy the phone number (C)"))
        self._words = (self._open.text(), self._copy.text())
        self._columns_pause = QTimer(self)

        self._days.setFixedWidth(76)
        self._mentor.setMinimumWidth(_LEAST_MENTOR_WIDTH)
        self._mentor.setMaximumWidth(_MENTOR_WIDTH)
        # shown before it has its place, a widget would flash as a window of its own: only ever hidden here
        if not sees_all:
            self._mentor.hide()
        if not session.may(Action.RECORD_FOLLOW_UP):
            self._record.hide()
        self._columns_pause.setSingleShot(True)
        self._columns_pause.setInterval(_COLUMNS_PAUSE)
        self.table.restore_columns_state(session.preferences.entry(TABLE_COLUMNS, _REMEMBERED_AS))
        self._say_unit()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        bar.addWidget(label(tr("Waiting too long"), "section"))
        bar.addSpacing(theme.S1)
        bar.addWidget(label(tr("at least"), "muted"))
        bar.addWidget(self._days)
        bar.addWidget(self._unit)
        bar.addSpacing(theme.S2)
        bar.addWidget(self._mentor)
        bar.addStretch(1)
        for each in (self._record, self._open, self._copy):
            bar.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S2)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S4)
        foot.addWidget(self._why, 1)
        foot.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        self._bar = bar

    def _connect(self) -> None:
        self.put_on_buttons(self._record, self._open, self._copy)
        self._days.valueChanged.connect(self._say_unit)
        self._days.valueChanged.connect(self.narrowed)
        self._mentor.changed.connect(self.narrowed)
        self.table.columns_changed.connect(self._columns_pause.start)
        self._columns_pause.timeout.connect(self._remember_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, two of the buttons are icons."""
        super().resizeEvent(event)
        self._open.setText(self._words[0])
        self._copy.setText(self._words[1])
        narrow = self._bar.sizeHint().width() > self.width()
        for made, icon in ((self._open, "person"), (self._copy, "copy")):
            made.setIcon(icons.icon(icon) if narrow else QIcon())
            if narrow:
                made.setText("")

    # -- what it is asked for

    def days(self) -> int:
        """The limit: 0…3650 days."""
        return self._days.value()

    def mentor_id(self) -> int | None:
        """Whose persons; None: everybody's."""
        value: int | None = self._mentor.value()
        return value

    def set_mentors(self, mentors: Sequence[Mentor]) -> None:
        """Offer *mentors* in the filter."""
        self._mentor.set_options(
            [(None, tr("All mentors")), *((mentor.id, mentor.full_name) for mentor in mentors)]
        )

    # -- what it shows

    def show_rows(self, rows: Sequence[OverdueRow], total: int) -> None:
        """Show *rows* of the *total* there are."""
        self._say_empty()
        super().show_rows(rows, total)

    def some_of(self, shown: str, total: str) -> str:
        """Those who wait longest are listed."""
        return tr("the {shown} most overdue of {total}", shown=shown, total=total)

    def why(self, row: OverdueRow) -> str:
        """The last contact, and the limit."""
        return why_waiting(row, self._today())

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

    def _say_unit(self) -> None:
        self._unit.setText(trn("day", "days", self._days.value()))

    def _remember_columns(self) -> None:
        state = self.table.columns_state() | {"sort": None}  # each day begins with the most overdue
        self._session.remember_entry(TABLE_COLUMNS, _REMEMBERED_AS, state)
