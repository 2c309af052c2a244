"""The form of a follow-up: how it went, what was said, what comes next; then kind and day, which seldom change. The person stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain import limits
from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.dates.date_parsing import Prefer, read_date
from desktop_app.domain.records import FollowUp, OverdueRow, PersonName
from desktop_app.domain.vocabulary import FollowUpType, Outcome, code_label
from desktop_app.i18n.texts import tr
from desktop_app.system.settings import OVERDUE_DAYS
from desktop_app.views.base.form_arguments import FollowUpArguments
from desktop_app.views.base.session import Session
from desktop_app.views.forms.contact_form import ContactForm
from desktop_app.views.forms.next_action_fields import NextActionFields, not_a_day
from desktop_app.views.forms.person_context import Context
from desktop_app.views.forms.planned_day import put_typed_day, typed_day
from desktop_app.views.kit.fields.date_field import DateField
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.segmented import SegmentedChoice, with_letters
from desktop_app.views.kit.labels import set_tip
from desktop_app.views.pages.follow_ups.specs import FOLLOW_UP_FORM
from desktop_app.views.wording import formats

_ASKED_FOR = 2  # overdue persons: the next one, and one more in case it is the same


class FollowUpForm(ContactForm[FollowUp]):
    """A new follow-up about somebody, or an existing one to change or delete."""

    form = "follow_up"
    private = frozenset({"notes", "next_action_notes"})
    spec = FOLLOW_UP_FORM

    def __init__(self, session: Session, subject: FollowUpArguments, parent: QWidget | None = None) -> None:
        super().__init__(session, _known_in(subject), parent)
        self.setObjectName("followUpForm")
        self._subject = subject
        today = session.controllers.clock.today
        self._type = SegmentedChoice(
            with_letters((follow_up_type, code_label(follow_up_type)) for follow_up_type in FollowUpType),
            name="interactionType",
        )
        self._date = DateField(partial(self._read, prefer="past"), today, name="interactionDate")
        self._outcome = SegmentedChoice(
            with_letters((outcome, code_label(outcome)) for outcome in Outcome), name="outcome"
        )
        self._notes = GrowingText(limit=limits.NOTES, name="notes", min_lines=6)
        self._next = NextActionFields(
            self, partial(self._read, prefer="future"), today, self._day_to_try_again
        )
        self._lay_out_rows()
        self._delete_button.clicked.connect(self._delete)
        self._date.changed.connect(self._follow_contact)
        self._outcome.picked_by_letter.connect(self._write_notes)
        self._outcome.changed.connect(self._follow_contact)
        self._context.open_actions.changed.connect(partial(self.field_changed, "closes"))
        self._take_subject(subject)

    def _lay_out_rows(self) -> None:
        self._person_row = self.add_row("person", FormRow(tr("Person"), self._picker, required=True))
        self.add_row("outcome", FormRow(tr("Outcome"), self._outcome, required=True))
        self.add_row("notes", FormRow(tr("Notes"), self._notes, required=True))
        self._next.lay_out()
        self.add_row("interaction_type", FormRow(tr("Kind of contact"), self._type, required=True))
        self.add_row(
            "interaction_date",
            FormRow(
                tr("Day of the contact"),
                self._date,
                required=True,
                help_text=tr("For example: yesterday, Monday, 3/11, -2"),
            ),
        )
        self.set_aside(self._context)
        self.add_foot_button(self._delete_button)

    def _take_subject(self, subject: FollowUpArguments) -> None:
        """Begin with *subject*: a new follow-up, the next one, or one that exists."""
        self._subject = subject
        edited = subject.follow_up
        known = self._known = _known_in(subject)
        self._person_row.setVisible(known is None)
        with self.filling():
            self.put_content(
                {
                    "person": None,
                    "interaction_type": str(self.last_type(FollowUpType) or FollowUpType.CALL),
                    "interaction_date": self._today().isoformat(),
                    "outcome": None,
                    "notes": "",
                    "next_action_needed": False,
                    "next_action_date": "",
                    "next_action_notes": "",
                    "closes": {},
                }
            )
        self._delete_button.setVisible(edited is not None)
        self.offer_next(shown=edited is None)
        self._say_next()
        self.begin(edited)
        if edited is not None and not edited.can_modify:
            self.only_show(tr("Only its author, a pastor or an administrator can change this follow-up."))
        self._context.show_context(None)
        self._follow_contact()
        if known is not None:
            self.load_context(known)

    def _write_notes(self, _outcome: Outcome) -> None:
        """Whoever picks the outcome by its letter goes on with the words."""
        self.column.row("notes").take_focus()

    def _say_next(self) -> None:
        after = self._subject.next_persons
        tip = (
            tr("Save, and go on with {name} (Ctrl+Shift+Enter)", name=after[0].full_name)
            if after
            else tr("Save, and go on with the next person who is waiting (Ctrl+Shift+Enter)")
        )
        set_tip(self.next_button, tip)

    def _today(self) -> date:
        return self.session.controllers.clock.today()

    def _read(self, text: str, *, prefer: Prefer) -> date | None:
        return read_date(text, self._today(), prefer)

    @classmethod
    def make(cls, session: Session, subject: Any, parent: QWidget) -> Self:
        """Make the form on the ``FollowUpArguments`` *subject*; None: a new one with somebody to be chosen."""
        return cls(session, subject or FollowUpArguments(), parent)

    def title(self) -> str:
        """What stands at the head of the page."""
        if self._known is None:
            return tr("Record a follow-up")
        if self._subject.follow_up is not None:
            return tr("Change the follow-up with {person}", person=self._known.full_name)
        return tr("Follow-up with {person}", person=self._known.full_name)

    def focus_start(self) -> None:
        """Begin with the person, or with the outcome where the person is known."""
        first = self._outcome if self._known or self._picker.value() else self._picker
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_context(self, context: Context) -> None:
        """Leave out the follow-up that is being changed."""
        self._context.show_context(context, leave_out=self.record.id if self.record is not None else None)
        self._follow_contact()

    # -- what the contact does to what was planned

    def _day_to_try_again(self) -> date:
        """A good day for the next attempt, later after each one that reached nobody."""
        context = self._context.context()
        before = context.person.missed_attempts if context is not None else 0
        return day_to_try_again(before + (self.record is None), self._today())

    def _follow_contact(self, *_changed: object) -> None:
        """Tick what the contact fulfils; where nobody was reached, plan the next attempt."""
        outcome = self._outcome.value()
        self._context.open_actions.set_contact(self._date.value(), outcome)
        if outcome is not None and not self._filling:
            self._next.follow_outcome(reached=outcome is not Outcome.NO_CONTACT)

    # -- what stands in the fields

    def input_model(self) -> Any:
        """What it is checked with."""
        from desktop_app.domain.inputs import FollowUpInput  # noqa: PLC0415 - loads pydantic, off the UI thread

        return FollowUpInput

    def content(self) -> dict[str, Any]:
        """What stands in the fields."""
        kind, outcome = self._type.value(), self._outcome.value()
        held = {
            "interaction_type": str(kind) if kind else None,
            "interaction_date": typed_day(self._date),
            "outcome": str(outcome) if outcome else None,
            "notes": self._notes.text(),
            **self._next.content(),
            "closes": self._context.open_actions.chosen(),
        }
        return self.with_person(held)

    def put_content(self, content: Mapping[str, Any]) -> None:
        """Fill the fields that *content* names."""
        if "person" in content:
            self.put_person(content["person"])
        for key, choice, words in (
            ("interaction_type", self._type, FollowUpType),
            ("outcome", self._outcome, Outcome),
        ):
            if key in content:
                choice.set_value(words(content[key]) if content[key] else None)
        if "interaction_date" in content:
            put_typed_day(self._date, content["interaction_date"])
        if "notes" in content:
            self._notes.set_text(content["notes"])
        self._next.put_content(content, is_taken_off=content.get("outcome") == Outcome.NO_CONTACT)
        if "closes" in content:
            self._context.open_actions.put_chosen(content["closes"])

    def content_of(self, record: FollowUp) -> dict[str, Any]:
        """*record* as the fields hold it."""
        return {
            "interaction_type": str(record.interaction_type),
            "interaction_date": record.interaction_date.isoformat(),
            "outcome": str(record.outcome),
            "notes": record.notes,
            **self._next.content_of(record),
        }

    def in_words(self, key: str, value: Any) -> str:
        """A value of the content, for comparing two versions."""
        match key:
            case "interaction_type":
                return code_label(FollowUpType(value)) if value else ""
            case "outcome":
                return code_label(Outcome(value)) if value else ""
            case "next_action_needed":
                return tr("yes") if value else tr("no")
            case "interaction_date" | "next_action_date":
                with suppress(ValueError):
                    return formats.long_date(date.fromisoformat(value))
        return str(value or "")

    def label_of(self, key: str) -> str:
        """What the field of *key* is called."""
        return tr("Next action planned") if key == "next_action_needed" else super().label_of(key)

    def values(self) -> dict[str, Any]:
        """What the controller takes."""
        person = self.about()
        return {
            "person": person.uuid if person else None,
            "interaction_type": self._type.value(),
            "interaction_date": self._date.value(),
            "notes": self._notes.text(),
            "outcome": self._outcome.value(),
            **self._next.values(),
            "closes": self._context.open_actions.closes() if self._context.context() is not None else None,
        }

    def own_problems(self) -> dict[str, str]:
        """What was typed but is nobody, or no day."""
        problems = {}
        if nobody := self.nobody_of_this_name():
            problems["person"] = nobody
        if not self._date.understood():
            problems["interaction_date"] = not_a_day()
        return {**problems, **self._next.problems()}

    def foot_words(self) -> str:
        """Who and when."""
        record = self.record
        if record is not None:
            moment = formats.short_moment(self.session.controllers.clock.local(record.created_at))
            return tr("Written by {author} on {moment}.", author=record.mentor.full_name, moment=moment)
        day = self._date.value()
        who = self.session.actor.full_name
        message = tr("By {name}, {day}.", name=who, day=formats.long_date(day)) if day else ""
        after = self._subject.next_persons
        return f"{message} {tr('Next: {name}', name=after[0].full_name)}" if after else message

    # -- saving

    def submit(self, values: dict[str, Any], version: int | None) -> FollowUp:
        """Record it, or change it."""
        controller, actor = self.session.controllers.follow_ups, self.session.actor
        closes = values.pop("closes")
        if self.record is None:
            return controller.record(actor, values, closes)
        del values["person"]
        return controller.update(actor, self.record.id, values, version)

    def saved(self, record: FollowUp, *, go_on: bool) -> None:
        """Say so; go back, or on to the next person."""
        self.remember_type(record.interaction_type)
        name = record.person.full_name
        if record.status_changed:
            message = tr("Recorded. {name} is now in follow-up.", name=name)
        elif self._subject.follow_up is not None:
            message = tr("The follow-up with {name} is changed.", name=name)
        else:
            message = tr("The follow-up with {name} is recorded.", name=name)
        self.say(message, tone="good")
        after = [
            next_person for next_person in self._subject.next_persons if next_person.id != record.person.id
        ]
        if not go_on:
            self.finish()
        elif after:
            self._go_on(after[0], tuple(after[1:]))
        else:
            self._ask_who_is_next(record.person)

    def _go_on(self, person: PersonName, after: tuple[PersonName, ...]) -> None:
        self._take_subject(FollowUpArguments(person=person, next_persons=after))
        self.title_changed.emit(self.title())
        self.focus_start()

    def _ask_who_is_next(self, done: PersonName) -> None:
        session = self.session
        kept = session.recall(OVERDUE_DAYS)
        days = kept if isinstance(kept, int) else session.organisation.overdue_days

        def answered(rows: tuple[OverdueRow, ...]) -> None:
            waiting = [row.person for row in rows if row.person.id != done.id]
            if waiting:
                self._go_on(waiting[0], tuple(waiting[1:]))
            else:
                self.say(tr("Nobody else is waiting."))
                self.finish()

        def failed(error: BaseException) -> None:
            self.failure_requested.emit(error)
            self.finish()

        self.run(
            lambda: session.controllers.waiting.overdue(session.actor, days, None, _ASKED_FOR),
            answered,
            failed,
        )

    def _delete(self) -> None:
        record, actor = self.record, self.session.actor
        if record is None:
            return
        follow_ups = self.session.controllers.follow_ups
        self.delete_with(
            lambda: follow_ups.delete(actor, record.id),
            lambda: follow_ups.restore(actor, record.id),
            tr("The follow-up with {name} is deleted.", name=record.person.full_name),
        )


def _known_in(subject: FollowUpArguments) -> PersonName | None:
    return subject.follow_up.person if subject.follow_up else subject.person
