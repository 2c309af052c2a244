"""Who is away and who will be, and who looks after their people: everybody's for pastors and administrators, a mentor's own."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import Absence
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.table.model import Column
from desktop_app.views.lists.list_page import ListPage
from desktop_app.views.look import theme
from desktop_app.views.pages.absences.absence_form import AbsenceForm
from desktop_app.views.pages.absences.specs import ABSENCES_PAGE
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import day_and_month, short_day


class AbsencesPage(ListPage[Absence]):
    """The list, and the form beside it."""

    kinds = frozenset({"users"})
    spec = ABSENCES_PAGE
    list_name = "absences"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("absencesPage")
        take_back = self.row_action("undo", tr("Cancel absence"), "Del", self._end)
        pressed = self.row_button(
            take_back,
            tr("&Cancel absence"),
            name="takeBack",
            tip=tr("Returns the people to this mentor (Del)"),
        )
        for each in (pressed, self.table):
            each.setParent(self)  # before the form: the Tab key goes from left to right
        self.form = AbsenceForm(
            session.actor,
            session.controllers.clock.today,
            self,
            own_only=reach(session.actor, Action.MANAGE_ABSENCES) is Reach.OWN,
        )
        self.form.keep_note_with(session)

        left = QVBoxLayout()
        left.setSpacing(theme.S2)
        left.addLayout(self.bar(pressed))
        left.addWidget(self.table, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.S5, 0, theme.S5, theme.S5)
        across.setSpacing(theme.S4)
        across.addLayout(left, 1)
        across.addWidget(self.form)
        self.table.set_row_actions([take_back])
        self.form.save_requested.connect(self._save)

    def columns(self) -> tuple[Column[Absence], ...]:
        """Who, from when to when, who looks after their people, and why."""
        today, masked = self.session.controllers.clock.today, self.session.privacy.masked
        return (
            Column(
                "user",
                tr("Who"),
                lambda absence: absence.user.full_name,
                width=170,
                strong=True,
                stretch=True,
                optional=False,
            ),
            Column(
                "first",
                tr("From"),
                lambda absence: short_day(absence.first_on, today()),
                sort_value=lambda absence: absence.first_on,
                width=90,
                tool_tip=lambda absence: formats.long_date(absence.first_on),
            ),
            Column(
                "last",
                tr("To"),
                lambda absence: short_day(absence.last_on, today()),
                sort_value=lambda absence: absence.last_on,
                width=90,
                tool_tip=lambda absence: formats.long_date(absence.last_on),
            ),
            Column("colleague", tr("Colleague"), lambda absence: absence.colleague.full_name, width=150),
            Column(
                "state",
                tr("State"),
                lambda absence: tr("away now") if absence.covers(today()) else tr("coming"),
                sort_value=lambda absence: absence.first_on,
                width=110,
                chip=lambda absence: "soon" if absence.covers(today()) else "neutral",
            ),
            Column(
                "note", tr("Note"), lambda absence: masked(absence.note), width=80, stretch=True, muted=True
            ),
        )

    def words_of_none(self) -> tuple[str, str]:
        """That nobody will be away, and what happens while somebody is."""
        return tr("No absence is planned."), tr(
            "While somebody is away, a colleague is shown their people; they come back by themselves."
        )

    def words_of_total(self, count: int) -> str:
        """How many absences there are."""
        return trn("{count} absence", "{count} absences", count) if count else ""

    def focus_start(self) -> None:
        """Work begins with marking somebody."""
        self.form.focus_start()

    def refresh(self) -> None:
        """Load the absences, and who there is to choose from."""
        super().refresh()
        session = self.session
        self.loader.ask(
            lambda: session.controllers.mentors.list(session.actor), self.form.set_mentors, self.show_failure
        )

    def fetch(self) -> tuple[Absence, ...]:
        """The absences of now and to come."""
        return self.session.controllers.absences.list(self.session.actor)

    def another_day(self) -> None:
        """Some are over, others begin."""
        self.refresh()

    # -- marking and taking back

    def _save(self, values: dict[str, Any]) -> None:
        session = self.session

        def saved(absence: Absence) -> None:
            self.form.clear()
            today = session.controllers.clock.today()
            message = tr(
                "{name} is marked as away from {first} to {last}.",
                name=absence.user.full_name,
                first=day_and_month(absence.first_on, today),
                last=day_and_month(absence.last_on, today),
            )
            undo = partial(
                session.operations.run, lambda: session.controllers.absences.end(session.actor, absence.id)
            )
            self.say(message, tr("Undo"), undo, "good")
            self.table.select_key(absence.id)

        self.run(lambda: session.controllers.absences.add(session.actor, values), saved, self.form.refuse)

    def _end(self, absence: Absence) -> None:
        session = self.session
        absences = session.controllers.absences
        values = {
            "user": absence.user.uuid,
            "first_on": absence.first_on,
            "last_on": absence.last_on,
            "colleague": absence.colleague.uuid,
            "note": absence.note,
        }

        def ended(_ended: Absence) -> None:
            message = tr("The absence of {name} is cancelled.", name=absence.user.full_name)
            undo = partial(session.operations.run, lambda: absences.add(session.actor, values))
            self.say(message, tr("Undo"), undo, "good")

        self.run(lambda: absences.end(session.actor, absence.id), ended)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
