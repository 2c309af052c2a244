"""Who somebody is and where things stand with them, beside the form that is about them.

``PersonContext(session)``   ``show_context(Context | None)``, ``open_actions``: the open next actions, ``OpenActions``;
    signals ``open_person_requested(key)``, ``copy_requested(name, phone)``
``load(session, person)``    what is shown; a controller call, off the UI thread
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout

from desktop_app.domain.records import FollowUp, NextAction, Person
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.forms.open_actions import OpenActions
from desktop_app.views.kit.buttons import icon_button
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.elided import Elided
from desktop_app.views.kit.labels import hairline, label
from desktop_app.views.kit.long_text import breakable
from desktop_app.views.look import status_colours, theme
from desktop_app.views.wording import formats
from desktop_app.views.wording.care import paused_until
from desktop_app.views.wording.dates import ago, day_and_month
from desktop_app.views.wording.waiting import how

LEAST_WIDTH, MOST_WIDTH = 220, 420
_MOST_NOTES = 280  # characters of the last contact's notes
_LONGEST_WORD = 24  # characters; longer ones are broken
_MOST_EARLIER_NOTES = 160  # characters of those before it
_SHOWN = 3  # follow-ups
_LOOKED_AT = _SHOWN + 1  # one more in case one of them is being edited


@dataclass(frozen=True, slots=True)
class Context:
    """A person with the last contacts, newest first, and the open next actions, soonest first."""

    person: Person
    recent: tuple[FollowUp, ...]
    actions: tuple[NextAction, ...]


def load(session: Session, person_id: int) -> Context:
    """What there is to know about the person.

    Raises:
        NotFound, NotAllowed: as the controllers.
    """
    from desktop_app.controllers.follow_ups import FollowUpFilter  # noqa: PLC0415 - pydantic, off the UI thread

    controllers, actor = session.controllers, session.actor
    person = controllers.persons.get(actor, person_id)
    recent = controllers.follow_ups.list(actor, FollowUpFilter(person_id=person_id), _LOOKED_AT).items
    return Context(person, recent, controllers.waiting.of_person(actor, person_id))


class PersonContext(QFrame):
    """A card that can be read while one writes."""

    open_person_requested = Signal(int)
    copy_requested = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("personContext")
        self.setProperty("surface", "card")
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(MOST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._today = session.controllers.clock.today
        self._masked = session.privacy.masked
        self._context: Context | None = None
        self.open_actions = OpenActions(self._today, self._masked)
        self._leave_out: int | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        whole.setSpacing(theme.S2)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.S2)
        whole.addLayout(self._column)
        whole.addWidget(self.open_actions)
        self.hide()
        session.privacy.changed.connect(self._fill)

    def context(self) -> Context | None:
        """What is shown."""
        return self._context

    def show_context(self, context: Context | None, *, leave_out: int | None = None) -> None:
        """Show *context*, None: nothing; *leave_out* is the key of a follow-up that is being edited."""
        self._context = context
        self._leave_out = leave_out
        self.setVisible(context is not None)
        self._fill()

    def words(self) -> str:
        """All that is said."""
        inside = [each for each in self.findChildren(QLabel) if not self.open_actions.isAncestorOf(each)]
        return "\n".join([*(each.text() for each in inside), *self.open_actions.words()])

    def _fill(self) -> None:
        _empty(self._column)
        context = self._context
        if context is None:
            self.open_actions.show_actions(())
            return
        self._add_head(context.person)
        self._column.addWidget(hairline())
        others = [follow_up for follow_up in context.recent if follow_up.id != self._leave_out]
        last = others[0] if others else None
        if self._leave_out is None:
            is_shown = self._add_last(context.person, last)
        else:
            self._add_other(last)
            is_shown = True
        self._add_earlier(others[1:_SHOWN] if is_shown else others[: _SHOWN - 1])
        actions = [
            action for action in context.actions if action.is_interaction or action.id != self._leave_out
        ]
        self.open_actions.show_actions(actions, boxes=self._leave_out is None)

    def _add_head(self, person: Person) -> None:
        name = Elided(person.full_name, "section", name="contextName")
        opened = icon_button("person", tr("Open the person; the draft is kept"), name="contextOpen")
        opened.clicked.connect(lambda: self.open_person_requested.emit(person.id))
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(opened, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(
            Chip(code_label(person.status), status_colours.STATUS[person.status], name="contextStatus")
        )
        if person.not_called is not None:
            self._column.addWidget(Chip(code_label(person.not_called), name="contextNotCalled"))
        if person.paused_until is not None and person.is_paused(self._today()):
            self._column.addWidget(
                Chip(paused_until(person.paused_until, self._today()), name="contextPause")
            )
        if person.phone:
            phone = label(self._masked(formats.phone(person.phone)), "strong", wrap=True, name="contextPhone")
            phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            copied = icon_button("copy", tr("Copy the phone number"), name="contextCopy")
            copied.clicked.connect(lambda: self.copy_requested.emit(person.full_name, person.phone))
            line = QHBoxLayout()
            line.addWidget(phone, 1)
            line.addWidget(copied, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(line)
        mentor = tr("Mentor: {name}", name=person.mentor.full_name) if person.mentor else tr("no mentor")
        self._column.addWidget(
            label(mentor, "muted", tone=None if person.mentor else "soon", wrap=True, name="contextMentor")
        )

    def _add_other(self, other: FollowUp | None) -> None:
        """Beside a follow-up that is being changed: the newest of the others."""
        self._column.addWidget(label(tr("Newest other follow-up"), "strong"))
        if other is None:
            self._column.addWidget(label(tr("This is the only one."), "muted", name="contextLast"))
            return
        when = day_and_month(other.interaction_date, self._today())
        self._add_contact(other, when)

    def _add_contact(
        self, contact: FollowUp, when: str, *, name: str = "context", most: int = _MOST_NOTES
    ) -> None:
        text = tr("{how} · {when}", how=how(contact.interaction_type, contact.outcome), when=when)
        self._column.addWidget(label(text, wrap=True, name=f"{name}Last"))
        notes = self._masked(contact.notes)
        if len(notes) > most:
            notes = f"{notes[:most].rstrip()}…"
        self._column.addWidget(
            label(breakable(notes, _LONGEST_WORD), "muted", wrap=True, name=f"{name}Notes")
        )

    def _add_earlier(self, contacts: Sequence[FollowUp]) -> None:
        """The contacts before the last: what was said then is what one asks about now."""
        if not contacts:
            return
        self._column.addWidget(label(tr("Before that"), "strong"))
        for contact in contacts:
            when = day_and_month(contact.interaction_date, self._today())
            self._add_contact(contact, when, name="contextEarlier", most=_MOST_EARLIER_NOTES)

    def _add_last(self, person: Person, last: FollowUp | None) -> bool:
        """Say when the last contact was; answers whether it is the follow-up *last*."""
        today = self._today()
        self._column.addWidget(label(tr("Last contact"), "strong"))
        if person.last_contact_on is None:
            visit = day_and_month(person.first_visit_on, today)
            text = tr("Never contacted; first visit {day}.", day=visit)
            self._column.addWidget(label(text, tone="soon", wrap=True, name="contextLast"))
            return False
        day = day_and_month(person.last_contact_on, today)
        when = tr("{day}, {ago}", day=day, ago=ago(person.last_contact_on, today))
        if last is None or last.interaction_date != person.last_contact_on:
            met = person.last_interaction_on == person.last_contact_on
            text = (
                tr("Client interaction · {when}", when=when) if met else tr("{when}, before Suivi", when=when)
            )
            self._column.addWidget(label(text, wrap=True, name="contextLast"))
            return False
        self._add_contact(last, when)
        return True


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
            inner.deleteLater()
