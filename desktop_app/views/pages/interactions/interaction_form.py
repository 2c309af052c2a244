"""The form of a client interaction: every documented field, with the organisation's wall clock for times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, Self

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop_app.domain import limits
from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.dates.date_parsing import read_date
from desktop_app.domain.records import Interaction, OverdueRow, PersonName
from desktop_app.domain.vocabulary import InteractionType, Outcome, Program, ReferenceService, code_label
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import LAST_PLACES
from desktop_app.views.base.form_arguments import InteractionArguments
from desktop_app.views.base.session import Session
from desktop_app.views.forms.contact_form import ContactForm
from desktop_app.views.forms.next_action_fields import NextActionFields
from desktop_app.views.forms.person_context import Context
from desktop_app.views.kit.accessibility import put_behind
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.many_choice import ManyChoice
from desktop_app.views.kit.fields.moment_field import MomentField
from desktop_app.views.kit.fields.segmented import SegmentedChoice, with_letters
from desktop_app.views.pages.interactions.end_field import EndField, put_typed_in, typed_in
from desktop_app.views.pages.interactions.specs import INTERACTION_FORM
from desktop_app.views.pages.interactions.wall_clock import last_full_minutes, moment_in_words, on_the_wall
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import length_words

_MOST_PLACES = 12
_ASKED_FOR = 2  # overdue persons: the next one, and one more in case it is the same


class InteractionForm(ContactForm[Interaction]):
    """A new client interaction, or an existing one to change or delete."""

    form = "interaction"
    private = frozenset({"notes", "location"})
    spec = INTERACTION_FORM

    def __init__(
        self, session: Session, subject: InteractionArguments, parent: QWidget | None = None
    ) -> None:
        known = subject.interaction.person if subject.interaction else subject.person
        super().__init__(session, known, parent)
        self._title = QLineEdit()
        self._title.setObjectName("title")
        self._title.setPlaceholderText(tr("SNAP application, cooking class…"))
        self._program = Dropdown(
            [(None, tr("No program")), *((program, code_label(program)) for program in Program)],
            name="program",
        )
        self._program.setMaxVisibleItems(24)
        self._type = SegmentedChoice(
            with_letters(
                (interaction_type, code_label(interaction_type)) for interaction_type in InteractionType
            ),
            name="interactionType",
        )
        today = session.controllers.clock.today
        self._start_at = MomentField(self._read_day, today, name="start")
        self._end_at = EndField(self._read_day, today, self._start_at.value, name="end")
        self._location = QLineEdit()
        self._location.setObjectName("location")
        self._services = ManyChoice(
            [(reference_service, code_label(reference_service)) for reference_service in ReferenceService],
            name="services",
        )
        self._notes = GrowingText(limit=limits.NOTES, name="notes", min_lines=6)
        self._next = NextActionFields(self, self._read_next_day, today, self._next_attempt)

        self._lay_out_rows()
        self._start_at.changed.connect(self._end_at.follow_start)
        self._start_at.changed.connect(self._follow_contact)
        self._context.open_actions.changed.connect(partial(self.field_changed, "closes"))
        self._delete_button.clicked.connect(self._delete)
        self._delete_button.setVisible(subject.interaction is not None)
        self._set_defaults()
        self.offer_next(shown=subject.interaction is None and self._counts())
        self.begin(subject.interaction)
        self._follow_contact()
        if subject.interaction is not None and not subject.interaction.can_modify:
            self.only_show(tr("Only its author, a pastor or an administrator can change this interaction."))
        if known is not None:
            self.load_context(known)

    def _lay_out_rows(self) -> None:
        row = self.add_row("person", FormRow(tr("Person"), self._picker, required=True))
        row.setVisible(self._known is None)
        self.add_row("title", FormRow(tr("Title"), self._title, required=True))
        self.add_row("interaction_type", FormRow(tr("How you met"), self._type, required=True))
        self.add_row("program", FormRow(tr("Program"), self._program))
        self.add_row("start_at", FormRow(tr("Start"), self._start_at, required=True))
        self.add_row("end_at", FormRow(tr("End"), self._end_at))
        self.add_row("location", FormRow(tr("Location"), self._location))
        self.add_row("notes", FormRow(tr("Notes"), self._notes))
        self.add_row("reference_services", FormRow(tr("Reference services"), self._services))
        self._next.lay_out()
        put_behind(self._notes, self._end_at.quick)
        self.set_aside(self._context)
        self.add_foot_button(self._delete_button)

    def _set_defaults(self) -> None:
        """Now, the type last used, and the places known on this PC."""
        with self.filling():
            self._start_at.set_value(last_full_minutes(self.session.controllers.clock))
            self._type.set_value(self.last_type(InteractionType))
        self._offer_places()

    def _offer_places(self) -> None:
        """Offer the places known on this PC as one types; they are addresses, so not in privacy mode."""
        known = [] if self.session.privacy.is_on else self._known_places()
        completer = QCompleter(QStringListModel(known, self), self._location)  # the one before goes with it
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._location.setCompleter(completer)

    def private_texts_changed(self) -> None:
        """What is offered too."""
        super().private_texts_changed()
        self._offer_places()

    def _read_day(self, text: str) -> date | None:
        return read_date(text, self.session.controllers.clock.today())

    def _known_places(self) -> list[str]:
        held = self.session.recall(LAST_PLACES, default=[])
        return [place for place in held if isinstance(place, str)] if isinstance(held, list) else []

    @classmethod
    def make(cls, session: Session, subject: Any, parent: QWidget) -> Self:
        """Make the form on the ``InteractionArguments`` *subject*; None: a new one with somebody to be chosen."""
        return cls(session, subject or InteractionArguments(), parent)

    def title(self) -> str:
        """What stands at the head of the page."""
        if self._known is None:
            return tr("Client interaction")
        return tr("Client interaction with {person}", person=self._known.full_name)

    def focus_start(self) -> None:
        """Begin with the person, or with the title where the person is known."""
        first = self._title if self._known or self._picker.value() else self._picker
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_context(self, context: Context) -> None:
        """Where an interaction is no contact, what was planned is left to the follow-ups."""
        self._context.show_context(context if self._counts() else replace(context, actions=()))
        self._follow_contact()

    def _counts(self) -> bool:
        """Whether the office counts interactions as contacts."""
        return self.session.organisation.interactions_count_as_contact

    def _follow_contact(self, *_changed: object) -> None:
        """Tick what this encounter fulfils: whoever was met was reached."""
        start = self._start_at.value()
        self._context.open_actions.set_contact(start.date() if start else None, Outcome.POSITIVE)

    def _read_next_day(self, text: str) -> date | None:
        return read_date(text, self.session.controllers.clock.today(), "future")

    def _next_attempt(self) -> date:
        return day_to_try_again(1, self.session.controllers.clock.today())

    # -- what stands in the fields

    def input_model(self) -> Any:
        """What it is checked with."""
        from desktop_app.domain.care.care_inputs import PlannedInteractionInput  # noqa: PLC0415 - loads pydantic, off the UI thread

        return PlannedInteractionInput

    def content(self) -> dict[str, Any]:
        """What stands in the fields."""
        kind = self._type.value()
        held = {
            "title": self._title.text(),
            "interaction_type": str(kind) if kind else None,
            "program": str(self._program.value()) if self._program.value() else None,
            "start_at": typed_in(self._start_at),
            "end_at": self._end_at.typed(),
            "location": self._location.text(),
            "reference_services": [str(service) for service in self._services.value()],
            "notes": self._notes.text(),
            **self._next.content(),
            "closes": self._context.open_actions.chosen(),
        }
        return self.with_person(held)

    def put_content(self, content: Mapping[str, Any]) -> None:
        """Fill the fields that *content* names."""
        puts: dict[str, Callable[[Any], object]] = {
            "person": self.put_person,
            "title": self._title.setText,
            "interaction_type": lambda held: self._type.set_value(InteractionType(held) if held else None),
            "program": lambda held: self._program.set_value(Program(held) if held else None),
            "start_at": partial(put_typed_in, self._start_at),
            "end_at": self._end_at.put_typed,
            "location": self._location.setText,
            "reference_services": lambda held: self._services.set_value(
                ReferenceService(service) for service in held
            ),
            "notes": self._notes.set_text,
            "closes": self._context.open_actions.put_chosen,
        }
        for key, put in puts.items():
            if key in content:
                put(content[key])
        self._next.put_content(content)

    def content_of(self, record: Interaction) -> dict[str, Any]:
        """*record* as the fields hold it."""
        return {
            "title": record.title,
            "interaction_type": str(record.interaction_type),
            "program": str(record.program) if record.program else None,
            "start_at": on_the_wall(self.session.controllers.clock, record.start_at),
            "end_at": on_the_wall(self.session.controllers.clock, record.end_at),
            "location": record.location or "",
            "reference_services": [str(service) for service in record.reference_services],
            "notes": record.notes,
            **self._next.content_of(record),
        }

    def in_words(self, key: str, value: Any) -> str:
        """A value of the content, for comparing two versions."""
        match key:
            case "interaction_type":
                return code_label(InteractionType(value)) if value else ""
            case "program":
                return code_label(Program(value)) if value else ""
            case "reference_services":
                return ", ".join(code_label(ReferenceService(service)) for service in value)
            case "start_at" | "end_at":
                return moment_in_words(value)
            case "next_action_needed":
                return tr("yes") if value else tr("no")
            case _:
                return str(value or "")

    def label_of(self, key: str) -> str:
        """What the field of *key* is called."""
        return tr("Next action planned") if key == "next_action_needed" else super().label_of(key)

    def values(self) -> dict[str, Any]:
        """What the controller takes."""
        person = self.about()
        return {
            "person_id": person.id if person else None,
            "title": self._title.text(),
            "program": self._program.value(),
            "interaction_type": self._type.value(),
            "start_at": self._moment("start_at", self._start_at.value()),
            "end_at": self._moment("end_at", self._end_at.value()),
            "location": self._location.text(),
            "reference_services": self._services.value(),
            "notes": self._notes.text(),
            **self._next.values(),
            "closes": self._context.open_actions.closes(),
        }

    def _moment(self, key: str, wall: datetime | None) -> datetime | None:
        """*wall* in UTC; the record's own moment, to the millisecond, as long as nobody touched the field."""
        if self.record is not None and self.content()[key] == self.content_of(self.record)[key]:
            moment: datetime | None = getattr(self.record, key)
            return moment
        return self.session.controllers.clock.from_wall(wall) if wall else None

    def own_problems(self) -> dict[str, str]:
        """What was typed but is no person, no day, no time."""
        problems = {}
        if self.about() is None:
            problems["person"] = self.nobody_of_this_name() or tr("Choose the person this is about.")
        if self._start_at.value() is None and any(typed_in(self._start_at)):
            problems["start_at"] = tr("Enter a day and a time, such as 20/11 and 14:30.")
        if not self._end_at.understood():
            problems["end_at"] = tr("Enter a time, such as 14:30, or clear the field.")
        return {**problems, **self._next.problems()}

    def foot_words(self) -> str:
        """Who and when."""
        clock = self.session.controllers.clock
        if self.record is not None:
            record = self.record
            moment = formats.short_moment(clock.local(record.updated_at))
            if record.updated_by is None:
                return tr(
                    "Written by {author} on {moment}.", author=record.created_by.full_name, moment=moment
                )
            return tr(
                "Written by {author}; last changed by {editor} on {moment}.",
                author=record.created_by.full_name,
                editor=record.updated_by.full_name,
                moment=moment,
            )
        start, end, person = self._start_at.value(), self._end_at.value(), self.about()
        parts = [person.full_name if person else "", formats.short_moment(start) if start else ""]
        parts.append(length_words(end - start) if start and end and end >= start else "")
        parts.append(tr("by you"))
        return " · ".join(part for part in parts if part)

    # -- saving and deleting

    def submit(self, values: dict[str, Any], version: int | None) -> Interaction:
        """Record it, or change it."""
        controller, actor = self.session.controllers.client_interactions, self.session.actor
        person_id, closes = values.pop("person_id"), values.pop("closes")
        next_action = {key: values.pop(key) for key in tuple(values) if key.startswith("next_action")}
        if self.record is not None:
            return controller.update(actor, self.record.id, values, version, next_action=next_action)
        return controller.record(actor, person_id, values, next_action=next_action, closes=closes)

    def saved(self, record: Interaction, *, go_on: bool) -> None:
        """Remember what is used again, say so; go back, or on to who has waited longest."""
        self.remember_type(record.interaction_type)
        if record.location:
            places = [record.location, *(place for place in self._known_places() if place != record.location)]
            self.session.remember_own(LAST_PLACES, places[:_MOST_PLACES])
        self.say(
            tr("“{title}” with {person} is saved.", title=record.title, person=record.person.full_name),
            tone="good",
        )
        if go_on:
            self._ask_who_is_next(record)
        else:
            self.finish()

    def _ask_who_is_next(self, done: Interaction) -> None:
        session = self.session

        def answered(rows: tuple[OverdueRow, ...]) -> None:
            waiting = [row.person for row in rows if row.person.id != done.person.id]
            if waiting:
                self._go_on(waiting[0])
            else:
                self.say(tr("Nobody else is waiting."))
                self.finish()

        days = session.organisation.overdue_days
        self.run(lambda: session.controllers.waiting.overdue(session.actor, days, None, _ASKED_FOR), answered)

    def _go_on(self, person: PersonName) -> None:
        """Begin with the next person: the kind and the place stay, they are the desk's."""
        self._known = person
        self.column.row("person").hide()
        with self.filling():
            self.put_content(
                {
                    "title": "",
                    "program": None,
                    "start_at": ["", ""],
                    "end_at": ["", ""],
                    "reference_services": [],
                    "notes": "",
                    "next_action_needed": False,
                    "next_action_date": "",
                    "next_action_notes": "",
                    "closes": {},
                }
            )
            self._start_at.set_value(last_full_minutes(self.session.controllers.clock))
        self.begin(None)
        self._context.show_context(None)
        self.load_context(person)
        self.title_changed.emit(self.title())
        self.focus_start()

    def _delete(self) -> None:
        record, actor = self.record, self.session.actor
        if record is None:
            return
        controller = self.session.controllers.client_interactions
        self.delete_with(
            lambda: controller.delete(actor, record.id),
            lambda: controller.restore(actor, record.id),
            tr("“{title}” with {person} was deleted.", title=record.title, person=record.person.full_name),
        )
