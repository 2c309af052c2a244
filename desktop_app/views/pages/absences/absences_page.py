"""Who is away and who will be, and who looks after their people: everybody's for pastors and administrators, a mentor's own."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence, Mentor
from desktop_app.i18n.texts import tr, trn
from desktop_app.system.settings import COMPACT
from desktop_app.views.base.failures import describe
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.kit.buttons import button
from desktop_app.views.kit.labels import label
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look import icons, theme
from desktop_app.views.pages.absences.absence_form import AbsenceForm
from desktop_app.views.pages.absences.specs import ABSENCES_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import day_and_month, short_day

_Found = tuple[tuple[Absence, ...], tuple[Mentor, ...]]


class AbsencesPage(Page):
    """The list, and the form beside it."""

    kinds = frozenset({"users"})
    spec = ABSENCES_PAGE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("absencesPage")
        self._own_only = reach(session.actor, Action.MANAGE_ABSENCES) is Reach.OWN
        self._total = label("", "strong", name="absencesTotal")
        self._take_back = QAction(icons.icon("undo"), tr("Take back"), self)
        self._button = button(
            tr("&Take back"), name="takeBack", tip=tr("Their people are their own again (Del)")
        )
        self.table: RecordTable[Absence] = RecordTable(
            self._columns(),
            lambda one: one.id,
            name="absencesTable",
            accessible_name=tr("Absences"),
            local_sort=True,
        )
        for each in (self._button, self.table):
            each.setParent(self)  # before the form: the Tab key goes from left to right
        self.form = AbsenceForm(session.actor, session.controllers.clock.today, self, own_only=self._own_only)
        self.form.hide_note_with(session.counter)

        self._lay_out()
        self._connect()

    def _columns(self) -> tuple[Column[Absence], ...]:
        today, masked = self.session.controllers.clock.today, self.session.counter.masked
        return (
            Column(
                "user",
                tr("Who"),
                lambda one: one.user.full_name,
                width=170,
                strong=True,
                stretch=True,
                optional=False,
            ),
            Column(
                "first",
                tr("From"),
                lambda one: short_day(one.first_on, today()),
                sort_value=lambda one: one.first_on,
                width=90,
                tool_tip=lambda one: formats.long_date(one.first_on),
            ),
            Column(
                "last",
                tr("To"),
                lambda one: short_day(one.last_on, today()),
                sort_value=lambda one: one.last_on,
                width=90,
                tool_tip=lambda one: formats.long_date(one.last_on),
            ),
            Column("colleague", tr("Colleague"), lambda one: one.colleague.full_name, width=150),
            Column(
                "state",
                tr("State"),
                lambda one: tr("away now") if one.covers(today()) else tr("coming"),
                sort_value=lambda one: one.first_on,
                width=110,
                chip=lambda one: "soon" if one.covers(today()) else "neutral",
            ),
            Column("note", tr("Note"), lambda one: masked(one.note), width=80, stretch=True, muted=True),
        )

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.S2)
        bar.addWidget(self._total)
        bar.addStretch(1)
        bar.addWidget(self._button)
        left = QVBoxLayout()
        left.setSpacing(theme.S2)
        left.addLayout(bar)
        left.addWidget(self.table, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S4)
        across.addLayout(left, 1)
        across.addWidget(self.form)
        self._take_back.setShortcut(QKeySequence("Del"))
        self.table.set_row_actions([self._take_back])
        self.table.set_empty_words(
            tr("No absence is planned."),
            tr("While somebody is away, a colleague is shown their people; they come back by themselves."),
        )
        self.table.set_compact(compact=self.session.preferences.get(COMPACT))
        self.table.set_state("loading")

    def _connect(self) -> None:
        self._take_back.triggered.connect(self._end_current)
        self._button.clicked.connect(self._take_back.trigger)
        self.form.save_requested.connect(self._save)
        self.table.current_record_changed.connect(self._current_changed)
        self.table.action_requested.connect(self.refresh)
        self.follow_days(self.refresh)
        self._current_changed(None)

    def focus_start(self) -> None:
        """Work begins with marking somebody."""
        self.form.focus_start()

    def refresh(self) -> None:
        """Load the absences, and who there is to choose from."""
        session = self.session

        def work() -> _Found:
            controllers, actor = session.controllers, session.actor
            return controllers.absences.list(actor), controllers.mentors.list(actor)

        self.run(work, self._show, self._failed)

    def _show(self, found: _Found) -> None:
        absences, mentors = found
        self.table.set_records(absences)
        self.table.select_first()
        self.form.set_mentors(mentors)
        count = len(absences)
        self._total.setText(trn("{count} absence", "{count} absences", count) if count else "")
        self._current_changed(self.table.current_record())

    def _failed(self, error: BaseException) -> None:
        if self.table.records.rowCount():
            self.failure_requested.emit(error)
            return
        failure = describe(error, "AbsencesPage")
        self.table.set_state("error", tr("The list could not be loaded"), failure.text, tr("Try again"))

    def _current_changed(self, one: object) -> None:
        self._take_back.setEnabled(one is not None)
        self._button.setEnabled(one is not None)

    # -- marking and taking back

    def _save(self, values: dict[str, Any]) -> None:
        session = self.session

        def saved(one: Absence) -> None:
            self.form.clear()
            today = session.controllers.clock.today()
            said = tr(
                "{name} is marked as away from {first} to {last}.",
                name=one.user.full_name,
                first=day_and_month(one.first_on, today),
                last=day_and_month(one.last_on, today),
            )
            undo = partial(
                session.operations.run, lambda: session.controllers.absences.end(session.actor, one.id)
            )
            self.say(said, tr("Undo"), undo, "good")
            self.table.select_key(one.id)

        self.run(lambda: session.controllers.absences.add(session.actor, values), saved, self.form.refuse)

    def _end_current(self) -> None:
        one, session = self.table.current_record(), self.session
        if one is None:
            return
        absences = session.controllers.absences
        values = {
            "user": one.user.uuid,
            "first_on": one.first_on,
            "last_on": one.last_on,
            "colleague": one.colleague.uuid,
            "note": one.note,
        }

        def ended(_absence: Absence) -> None:
            said = tr("The absence of {name} is taken back.", name=one.user.full_name)
            undo = partial(session.operations.run, lambda: absences.add(session.actor, values))
            self.say(said, tr("Undo"), undo, "good")

        self.run(lambda: absences.end(session.actor, one.id), ended)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
