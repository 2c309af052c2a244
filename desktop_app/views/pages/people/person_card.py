"""Who a person is, at a glance: the left side of the person page.

``PersonCard(session, parent)``   ``set_away(absences of today)``, ``show_person(person)``; ``status_editor`` and ``mentor_editor`` open
    within it; signals ``record_requested()``, ``interaction_requested()``, ``edit_requested()``, ``print_requested()``, ``delete_requested()``,
    ``copy_requested(text)``, ``mentors_wanted()``, ``not_called_requested(reason or None)``,
    ``status_save_requested(…)`` and ``mentor_save_requested(…)`` as the editors'
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.permissions import Action
from desktop_app.domain.person_fields import PERSON_FIELDS, SPEC_OF, FieldKind
from desktop_app.domain.records import Absence, Person
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import put_behind
from desktop_app.views.kit.buttons import button, icon_button
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.labels import card, hairline, set_property
from desktop_app.views.kit.long_text import unbroken
from desktop_app.views.look import status_colours, theme
from desktop_app.views.pages.people.not_called import NotCalledMenu
from desktop_app.views.pages.people.people_table import place_of
from desktop_app.views.pages.people.person_editors import MentorEditor, StatusEditor
from desktop_app.views.pages.people.person_facts import Fact, Initials, LongFact
from desktop_app.views.wording import formats
from desktop_app.views.wording.birthday import birthday_with_age
from desktop_app.views.wording.care import paused_until
from desktop_app.views.wording.dates import ago, day_and_month, short_day
from desktop_app.views.wording.person_values import known_value, widget_name

WIDTH = 328
_AT_THE_TOP = frozenset(
    {
        "first_name",
        "last_name",
        "phone",
        "email",
        "commune",
        "quartier",
        "address",
        "first_visit_on",
        "not_called",
    }
)
_MORE = tuple(spec for spec in PERSON_FIELDS if spec.name not in _AT_THE_TOP)
"""What stands under the line: all fields but those that are worded for themselves above it."""


class PersonCard(QScrollArea):
    """Name, status, how to reach them, who looks after them, since when; and what can be done."""

    record_requested = Signal()
    interaction_requested = Signal()
    edit_requested = Signal()
    print_requested = Signal()
    delete_requested = Signal()
    copy_requested = Signal(str)
    mentors_wanted = Signal()
    not_called_requested = Signal(object)
    status_save_requested = Signal(object, object)
    mentor_save_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("personCard")
        self._session = session
        self._person: Person | None = None
        self._away: tuple[Absence, ...] = ()
        self._status_editor: StatusEditor | None = None
        self._mentor_editor: MentorEditor | None = None

        self._initials = Initials()
        self._status = Chip(name="personStatus")
        self._change_status = icon_button("edit", tr("Change the status"), name="changeStatus")
        self._record = button(tr("&Record follow-up"), "primary", name="recordFollowUp", icon="phone")
        self._interaction = button(tr("Add &interaction"), name="addInteraction")
        self._edit = button(tr("&Edit"), name="editPerson")
        self._more = self._more_button()
        room = theme.scaled(WIDTH) - 2 * theme.S4 - 2
        self._phone = Fact(tr(SPEC_OF["phone"].label), "phone", room)
        self._copy_phone = self._phone.add_button("copy", tr("Copy the phone number"), "copyPhone")
        self._email = Fact(tr(SPEC_OF["email"].label), "email", room)
        self._copy_email = self._email.add_button("copy", tr("Copy the e-mail address"), "copyEmail")
        self._mentor = Fact(tr("Mentor"), "mentor", room)
        self._change_mentor = self._mentor.add_button("edit", tr("Change the mentor"), "changeMentor")
        self._pause = Chip(name="personPause")
        self._not_called = Chip(name="personNotCalled")
        self._facts = {
            "place": Fact(tr("Lives in"), "place", room),
            "address": Fact(tr(SPEC_OF["address"].label), "address", room),
            "first_visit": Fact(tr(SPEC_OF["first_visit_on"].label), "firstVisit", room),
            "last_contact": Fact(tr("Last contact"), "lastContact", room),
        }
        self._more_facts: dict[str, Fact | LongFact] = {
            spec.name: LongFact(tr(spec.label), widget_name(spec), room)
            if spec.kind is FieldKind.TEXT
            else Fact(tr(spec.label), widget_name(spec), room)
            for spec in _MORE
        }
        self._line = hairline()

        self._lay_out()
        self._connect()

    def _more_button(self) -> QToolButton:
        more_button = icon_button("more", tr("More"), name="morePerson")
        menu = QMenu(more_button)
        menu.setObjectName("personActions")
        self._reasons = NotCalledMenu(menu)
        self._reasons.chosen.connect(self.not_called_requested)
        menu.addMenu(self._reasons)
        menu.addSeparator()
        self._print = menu.addAction(tr("Print this file…"), self.print_requested.emit)
        self._print.setObjectName("printPerson")
        menu.addSeparator()
        self._delete = menu.addAction(tr("Delete this person"), self.delete_requested.emit)
        self._delete.setObjectName("deletePerson")
        more_button.setMenu(menu)
        more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return more_button

    def _lay_out(self) -> None:
        for long in (self._record, self._interaction):
            long.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        second = QHBoxLayout()
        second.setSpacing(theme.S2)
        second.addWidget(self._interaction, 1)
        second.addWidget(self._edit)
        second.addWidget(self._more)

        # from the outside to the inside: what moves to another parent is styled again with all that is in it
        inside = QWidget()
        self.setWidget(inside)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        frame = card("personFacts")
        frame.setFixedWidth(theme.scaled(WIDTH))
        whole.addWidget(frame)
        whole.addStretch(1)
        column = self._column = QVBoxLayout(frame)
        column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        column.setSpacing(theme.S2)
        column.addLayout(self._head())
        column.addWidget(self._record)
        column.addLayout(second)
        column.addSpacing(theme.S1)
        column.addWidget(hairline())
        upper = (self._phone, self._email, self._mentor, *self._facts.values())
        self._upper = _stacked(*upper)
        column.addLayout(self._upper)
        column.addWidget(self._line)
        column.addLayout(_stacked(*self._more_facts.values()))
        self.setWidgetResizable(True)
        self.setFixedWidth(
            theme.scaled(WIDTH) + theme.S3
        )  # beside the card there is room for the bar to scroll by
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _head(self) -> QHBoxLayout:
        """The circle, and the status with its button; the name stands at the head of the page."""
        status = QHBoxLayout()
        status.setSpacing(theme.S1)
        status.addWidget(self._status)
        status.addWidget(self._change_status)
        status.addStretch(1)
        called = QVBoxLayout()
        called.setSpacing(0)
        called.addLayout(status)
        called.addWidget(self._not_called)
        called.addWidget(self._pause)
        head = QHBoxLayout()
        head.setSpacing(theme.S3)
        head.addWidget(self._initials, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(called, 1)
        return head

    def _connect(self) -> None:
        self._record.clicked.connect(self.record_requested)
        self._interaction.clicked.connect(self.interaction_requested)
        self._edit.clicked.connect(self.edit_requested)
        self._copy_phone.clicked.connect(
            lambda: self._copy(formats.phone_to_dial(self._person.phone) if self._person else "")
        )
        self._copy_email.clicked.connect(lambda: self._copy(self._person.email if self._person else ""))
        self._change_status.clicked.connect(self.open_status)
        self._change_mentor.clicked.connect(self.open_mentor)

    # -- what it shows

    def show_person(self, person: Person) -> None:
        """Show *person*, and what the one signed in may do with them; an open editor stays open."""
        self._person = person
        self._allow(person)
        self._initials.set_name(person.first_name, person.last_name)
        self.setAccessibleName(person.full_name)
        self._status.set(code_label(person.status), status_colours.STATUS[person.status])
        masked = self._session.privacy.masked
        self._phone.set_text(
            unbroken(masked(formats.phone(person.phone))) or tr("none"),
            tone=None if person.phone else "neutral",
        )
        self._copy_phone.setVisible(bool(person.phone))
        self._email.set_text(masked(person.email))
        self._mentor.set_text(self._mentor_words(person), tone=None if person.mentor else "soon")
        today = self._session.controllers.clock.today()
        facts = self._facts
        facts["place"].set_text(masked(place_of(person)))
        facts["address"].set_text(masked(person.address))
        first, last = person.first_visit_on, person.last_contact_on
        facts["first_visit"].set_text(f"{day_and_month(first, today)}, {ago(first, today)}")
        facts["last_contact"].set_text(
            f"{day_and_month(last, today)}, {ago(last, today)}" if last else tr("never")
        )
        self._not_called.setVisible(person.not_called is not None)
        self._not_called.set(code_label(person.not_called), "neutral")
        self._reasons.show_reason(person.not_called)
        paused = person.is_paused(today) and person.not_called is None
        self._pause.setVisible(paused)
        if paused and person.paused_until is not None:
            self._pause.set(paused_until(person.paused_until, today), "neutral")
        for spec in _MORE:
            known = known_value(spec, person)
            if spec.kind is FieldKind.BIRTHDAY:
                known = birthday_with_age(getattr(person, spec.name), today)
            self._more_facts[spec.name].set_text(masked(known) if spec.is_private else known)
        self._line.setVisible(any(fact.text() for fact in self._more_facts.values()))

    def set_away(self, absences: Sequence[Absence]) -> None:
        """Who is away today; to be said before ``show_person``."""
        self._away = tuple(absences)

    def _mentor_id(self, person: Person) -> int | None:
        return self._session.mentor_id(person, self._away)

    def _allow(self, person: Person) -> None:
        mentor_id = self._mentor_id(person)

        def may(action: Action) -> bool:
            return self._session.may(action, mentor_id=mentor_id)

        self._record.setVisible(may(Action.RECORD_FOLLOW_UP))
        # the one filled button is the first thing that the role may do
        set_property(self._interaction, "kind", "outlined" if may(Action.RECORD_FOLLOW_UP) else "primary")
        self._interaction.setVisible(may(Action.RECORD_INTERACTION))
        self._edit.setVisible(may(Action.EDIT_PERSON))
        self._more.setVisible(may(Action.EDIT_PERSON) or may(Action.DELETE_PERSON))
        self._reasons.menuAction().setVisible(may(Action.EDIT_PERSON))
        for action in (self._print, self._delete):
            action.setVisible(may(Action.DELETE_PERSON))
        self._change_status.setVisible(may(Action.SET_STATUS))
        self._change_mentor.setVisible(may(Action.ASSIGN_MENTOR))

    def _mentor_words(self, person: Person) -> str:
        """Who the mentor is, and who stands in for them while they are away."""
        if person.mentor is None:
            return tr("no mentor")
        name = person.mentor.full_name
        away = next((absence for absence in self._away if absence.user.id == person.mentor.id), None)
        if away is None:
            return name
        last = short_day(away.last_on, self._session.controllers.clock.today())
        if away.substitute is None:
            return tr("{name} (away until {day})", name=name, day=last)
        if away.substitute.id == self._session.actor.id:
            return tr("{name} (away until {day}; you look after them)", name=name, day=last)
        return tr(
            "{name} (away until {day}; {colleague} looks after them)",
            name=name,
            day=last,
            colleague=away.substitute.full_name,
        )

    def focus_start(self) -> None:
        """Put the focus on the first thing there is to do."""
        for pressed in (self._record, self._interaction, self._edit):
            if not pressed.isHidden():
                pressed.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # -- the editors, each made when it is first opened

    @property
    def status_editor(self) -> StatusEditor:
        """Changes the status, under it."""
        if self._status_editor is not None:
            return self._status_editor
        editor = self._status_editor = StatusEditor(self._session)
        self._column.insertWidget(self._column.indexOf(self._record), editor)
        put_behind(self._change_status, editor)
        editor.save_requested.connect(self.status_save_requested)
        editor.closed.connect(partial(self._editor_closed, self._change_status))
        return editor

    @property
    def mentor_editor(self) -> MentorEditor:
        """Changes the mentor, under them."""
        if self._mentor_editor is not None:
            return self._mentor_editor
        editor = self._mentor_editor = MentorEditor(self._session)
        self._upper.insertWidget(self._upper.indexOf(self._mentor) + 1, editor)
        put_behind(self._change_mentor, editor)
        editor.save_requested.connect(self.mentor_save_requested)
        editor.closed.connect(partial(self._editor_closed, self._change_mentor))
        return editor

    def open_status(self) -> None:
        """Change the status here."""
        if self._person is not None:
            if self._mentor_editor is not None:
                self._mentor_editor.finish()
            self.status_editor.open_on(self._person)
            self._change_status.setEnabled(False)

    def open_mentor(self) -> None:
        """Change the mentor here."""
        if self._person is not None:
            if self._status_editor is not None:
                self._status_editor.finish()
            self.mentor_editor.open_on(self._person)
            self._change_mentor.setEnabled(False)
            self.mentors_wanted.emit()

    def _editor_closed(self, opener: QToolButton) -> None:
        opener.setEnabled(True)
        opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, text: str) -> None:
        self.copy_requested.emit(text)


def _stacked(*widgets: QWidget) -> QVBoxLayout:
    """*widgets* under each other, close together."""
    column = QVBoxLayout()
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return column
