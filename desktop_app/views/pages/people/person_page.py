"""A person: who they are at the left, everything that happened with them at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Self

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Absence, Changed, FollowUp, Interaction, Mentor, Person, PersonName
from desktop_app.domain.vocabulary import NotCalled, PauseReason, PersonStatus
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import describe
from desktop_app.views.base.form_arguments import FollowUpArguments, InteractionArguments
from desktop_app.views.base.loader import Loader
from desktop_app.views.base.page import Page
from desktop_app.views.base.session import Session
from desktop_app.views.look import theme
from desktop_app.views.output.reports.report_button import ReportOffer
from desktop_app.views.pages.pauses.pause_actions import PauseActions
from desktop_app.views.pages.people.next_step import NextStep
from desktop_app.views.pages.people.not_called import set_not_called
from desktop_app.views.pages.people.person_card import PersonCard
from desktop_app.views.pages.people.person_editors import InlineEditor
from desktop_app.views.pages.people.specs import PERSON_PAGE
from desktop_app.views.pages.people.timeline import Timeline, prepared
from desktop_app.views.pages.people.timeline_cards import Shown

if TYPE_CHECKING:
    from desktop_app.views.output.reports.report import ReportKind


class PersonPage(Page):
    """The page of one person; *person_id* is their key."""

    kinds = frozenset({"persons", "follow_ups", "interactions", "users"})
    spec = PERSON_PAGE

    def __init__(self, session: Session, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("personPage")
        self._id = person_id
        self._person: Person | None = None
        self._loader = Loader(self)
        self._gone = False

        self._pause_actions = PauseActions(self)
        self._print = ReportOffer(self, self._report_kinds)
        self.card = PersonCard(session, self)
        self.next_step = NextStep(session, self)
        self.timeline = Timeline(session, self)
        self._shown: list[Shown] = []
        self._absences: tuple[Absence, ...] = ()

        self.card.hide()  # until it is known who it is
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.S5, 0, theme.S2, theme.S4)
        across.setSpacing(theme.S2)
        across.addWidget(self.card)
        right = QVBoxLayout()
        right.setSpacing(theme.S3)
        step = QHBoxLayout()
        step.setContentsMargins(0, 0, theme.S4, 0)
        step.addWidget(self.next_step)
        right.addLayout(step)
        right.addWidget(self.timeline, 1)
        across.addLayout(right, 1)

        self._connect()

    def _connect(self) -> None:
        self.follow_days(lambda: self.take_change(Changed(self.kinds)))
        self.card.record_requested.connect(self._record)
        self.card.interaction_requested.connect(self._add_interaction)
        self.card.edit_requested.connect(lambda: self.navigate("person_form", self._person))
        self.card.print_requested.connect(self._print.offer)
        self.card.delete_requested.connect(self._delete_person)
        self.card.copy_requested.connect(self._copy)
        self.card.mentors_wanted.connect(self._load_mentors)
        self.card.not_called_requested.connect(self._set_not_called)
        self.next_step.waiting.pause_requested.connect(self._ask_to_pause)
        self.next_step.waiting.end_pause_requested.connect(self._end_pause)
        self.next_step.waiting.call_again_requested.connect(lambda: self._set_not_called(None))
        self.card.status_save_requested.connect(self._save_status)
        self.card.mentor_save_requested.connect(self._save_mentor)
        self.next_step.tick_requested.connect(self._tick)
        self.timeline.tick_requested.connect(self._tick)
        self.timeline.edit_requested.connect(self._edit_contact)
        self.timeline.delete_requested.connect(self._delete_contact)
        self.timeline.record_requested.connect(self._record)
        self.timeline.interaction_requested.connect(self._add_interaction)
        self.timeline.retry_requested.connect(self.refresh)

    # -- what a page is

    @classmethod
    def make(cls, session: Session, subject: Any, parent: QWidget) -> Self:
        """Make the page of the person whose key is *subject*."""
        return cls(session, subject, parent)

    def title(self) -> str:
        """The person's name."""
        return self._person.full_name if self._person else tr("Person")

    def subject(self) -> PersonName | None:
        """Whom the page is about."""
        person = self._person
        return PersonName(person.id, person.uuid, person.first_name, person.last_name) if person else None

    def _report_kinds(self) -> list[ReportKind]:
        """Their file, once it is known who it is."""
        from desktop_app.views.pages.people.person_file import person_file  # noqa: PLC0415 - when somebody prints

        return [person_file(self.session, self._person)] if self._person else []

    def concerns(self, changed: Changed) -> bool:
        """Only what is about this person, or about nobody in particular."""
        return super().concerns(changed) and (not changed.person_ids or self._id in changed.person_ids)

    def focus_start(self) -> None:
        """Work begins with recording what was said."""
        if self.card.isHidden():
            self.setFocus()
        else:
            self.card.focus_start()

    def refresh(self) -> None:
        """Load the person and all that happened; a newer request wins."""
        session, key = self.session, self._id

        def work() -> tuple[Person, tuple[Absence, ...], list[Shown]]:
            controllers, actor = session.controllers, session.actor
            person, absences = controllers.persons.get(actor, key), controllers.absences.today(actor)
            entries = controllers.timeline.of_person(actor, key)
            return person, absences, prepared(session, person, entries, absences)

        self._loader.begin()
        self._loader.ask(work, lambda answer: self._show(*answer), self._not_loaded)

    def _show(self, person: Person, absences: tuple[Absence, ...], shown: list[Shown]) -> None:
        first = self._person is None
        renamed = first or (self._person is not None and self._person.full_name != person.full_name)
        self._person = person
        self._absences = absences
        self.card.set_away(absences)
        self.card.show_person(person)
        if first:
            self.card.show()  # before the timeline is filled: it is narrower then
            if self.hasFocus():
                self.card.focus_start()
        self._shown = shown
        self._show_next_step()
        self.timeline.show_entries(shown)
        if renamed:
            self.title_changed.emit(person.full_name)

    def _show_next_step(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.next_step.isAncestorOf(focused)
        if self._person is not None:
            mentor_id = self.session.mentor_id(self._person, self._absences)
            may_pause = self.session.may(Action.PAUSE_PERSON, mentor_id=mentor_id)
            self.next_step.show_steps(self._person, self._shown, may_pause=may_pause)
        if had_focus and not self.next_step.has_steps():
            self.card.focus_start()

    def private_texts_changed(self) -> None:
        """The card and the timeline are full of them."""
        super().private_texts_changed()
        if self._person is not None:
            self.card.show_person(self._person)
            self._show_next_step()
            self.timeline.hide_or_show()

    def _not_loaded(self, error: BaseException) -> None:
        if self._gone:
            return
        name = self._person.full_name if self._person else tr("This person")
        if isinstance(error, NotFound):
            self._go_away(tr("{name} is not in the list any more.", name=name))
        elif isinstance(error, NotAllowed):
            self._go_away(tr("{name} is entrusted to somebody else now.", name=name))
        elif self._person is None:
            self.timeline.show_failure(describe(error, "PersonPage").text)
        else:
            self.failure_requested.emit(error)

    def _go_away(self, text: str) -> None:
        self._gone = True
        self.say(text, tone="soon")
        self.done_requested.emit()

    # -- recording and editing

    def _record(self) -> None:
        if self._person is not None:
            self.record_follow_up(self._person)

    def _add_interaction(self) -> None:
        if self._person is not None:
            self.record_interaction(self._person)

    def _edit_contact(self, record: FollowUp | Interaction) -> None:
        if isinstance(record, FollowUp):
            self.navigate("follow_up_form", FollowUpArguments(follow_up=record))
        else:
            self.navigate("interaction_form", InteractionArguments(interaction=record))

    def _tick(self, contact: FollowUp | Interaction, done: bool) -> None:  # noqa: FBT001 - a signal's arguments
        session = self.session

        def failed(error: BaseException) -> None:
            self.failure_requested.emit(error)
            self.refresh()  # the box shows again what is true

        def tick(*, on: bool) -> FollowUp | Interaction:
            controllers = session.controllers
            if isinstance(contact, FollowUp):
                return controllers.follow_ups.tick_next_action(session.actor, contact.id, done=on)
            return controllers.client_interactions.tick_next_action(session.actor, contact.id, done=on)

        def ticked(_answer: FollowUp | Interaction) -> None:
            if done:
                undo = partial(session.operations.run, partial(tick, on=False))
                self.say(tr("Next action done."), tr("Undo"), undo)

        self.run(partial(tick, on=done), ticked, failed)

    # -- pauses

    def _ask_to_pause(self) -> None:
        person, today = self._person, self.session.controllers.clock.today()
        if person is None:
            return
        if person.is_paused(today):
            again = partial(
                self._pause_actions.ask,
                person,
                day=person.paused_until,
                reason=person.pause_reason,
                note=person.pause_note,
            )
            if person.pause_note:
                self.session.privacy.when_shown(again)
            else:
                again()
        elif person.missed_attempts:
            day = day_to_try_again(person.missed_attempts, today)
            self._pause_actions.ask(person, day=day, reason=PauseReason.NOT_REACHED)
        else:
            self._pause_actions.ask(person)

    def _end_pause(self) -> None:
        if self._person is not None:
            self._pause_actions.end(self._person)

    def _set_not_called(self, reason: NotCalled | None) -> None:
        if self._person is not None:
            set_not_called(self, self._person, reason)

    # -- status and mentor

    def _save_status(self, values: dict[str, Any], seen: PersonStatus | None) -> None:
        session, key = self.session, self._id
        editor = self.card.status_editor

        def failed(error: BaseException) -> None:
            if isinstance(error, Conflict) and isinstance(error.current, Person):
                self.card.show_person(error.current)
                editor.show_conflict(error.current)
            else:
                self._editor_failed(editor, error)

        self.run(
            lambda: session.controllers.persons.set_status(session.actor, key, values, seen),
            lambda _person: editor.saved(),
            failed,
        )

    def _load_mentors(self) -> None:
        session, editor = self.session, self.card.mentor_editor

        def arrived(mentors: tuple[Mentor, ...]) -> None:
            editor.set_mentors(mentors)

        self.run(
            lambda: session.controllers.mentors.list(session.actor),
            arrived,
            partial(self._editor_failed, editor),
        )

    def _save_mentor(self, values: dict[str, Any]) -> None:
        session, key, editor = self.session, self._id, self.card.mentor_editor
        shown = self._person.mentor.id if self._person is not None and self._person.mentor else None

        def failed(error: BaseException) -> None:
            if isinstance(error, Conflict) and isinstance(error.current, Person):
                self._person = error.current
                self.card.show_person(error.current)
            self._editor_failed(editor, error)

        self.run(
            lambda: session.controllers.persons.assign(session.actor, key, values, shown),
            lambda _person: editor.saved(),
            failed,
        )

    @staticmethod
    def _editor_failed(editor: InlineEditor, error: BaseException) -> None:
        if isinstance(error, Invalid):
            editor.show_failure(" ".join(str(problem.message) for problem in error))
        else:
            editor.show_failure(describe(error, "PersonPage").text)

    # -- deleting, each with its undo

    def _delete_person(self) -> None:
        person, session = self._person, self.session
        if person is None:
            return

        def undo() -> None:
            # the page is gone by then: nobody owns this call
            session.operations.run(lambda: session.controllers.persons.restore(session.actor, person.id))

        def deleted(_person: Person) -> None:
            self._gone = True
            self.say(tr("{name} was deleted.", name=person.full_name), tr("Undo"), undo)
            self.done_requested.emit()

        self._gone = True  # the change is announced before the answer comes

        def failed(error: BaseException) -> None:
            self._gone = False
            self.failure_requested.emit(error)

        self.run(lambda: session.controllers.persons.delete(session.actor, person.id), deleted, failed)

    def _delete_contact(self, record: FollowUp | Interaction) -> None:
        session, key = self.session, record.id

        def delete() -> None:
            if isinstance(record, FollowUp):
                session.controllers.follow_ups.delete(session.actor, key)
            else:
                session.controllers.client_interactions.delete(session.actor, key)

        def restore() -> None:
            if isinstance(record, FollowUp):
                session.controllers.follow_ups.restore(session.actor, key)
            else:
                session.controllers.client_interactions.restore(session.actor, key)

        words = (
            tr("Follow-up deleted.") if isinstance(record, FollowUp) else tr("Client interaction deleted.")
        )
        self.run(delete, lambda _none: self.say(words, tr("Undo"), partial(session.operations.run, restore)))

    def _copy(self, text: str) -> None:
        def copy() -> None:
            QGuiApplication.clipboard().setText(text)
            self.say(tr("Copied: {text}", text=text))

        self.session.privacy.when_shown(copy)
