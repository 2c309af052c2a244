"""The form of a person: every field that the two systems know, for adding somebody and for editing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any, Self, cast
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.names.person_names import split_name
from desktop_app.domain.permissions import Action
from desktop_app.domain.person_fields import (
    GROUP_TITLES,
    NAME_FIELDS,
    NAMES,
    PERSON_FIELDS,
    PRIVATE,
    FieldSpec,
    Group,
)
from desktop_app.domain.records import Mentor, Person, PersonName, PossibleDuplicate
from desktop_app.i18n.texts import tr
from desktop_app.views.base.form_arguments import NewPersonArguments
from desktop_app.views.base.session import Session
from desktop_app.views.forms.form_page import FormPage
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.look import theme
from desktop_app.views.pages.people.duplicates import DuplicatesPanel
from desktop_app.views.pages.people.person_inputs import input_of
from desktop_app.views.pages.people.specs import PERSON_FORM
from desktop_app.views.wording import formats
from desktop_app.views.wording.person_values import field_value

_NOBODY = UUID(int=0)
_PAUSE_BEFORE_SEARCH = 350  # milliseconds after the last key


class PersonForm(FormPage[Person]):
    """Adds somebody, who may be called *name*, or edits *person*."""

    form = "person"
    private = PRIVATE
    spec = PERSON_FORM

    def __init__(
        self,
        session: Session,
        person: Person | None = None,
        parent: QWidget | None = None,
        *,
        name: str = "",
    ) -> None:
        super().__init__(session, parent)
        self.setObjectName("personForm")
        today = session.controllers.clock.today
        self._inputs = {spec.name: input_of(spec, today) for spec in PERSON_FIELDS}
        self._mentor = Dropdown([("", self._words_of_no_mentor())], name="mentor")
        self._known: Mapping[str, Sequence[str]] = {}
        self._chooses_mentor = person is None and session.may(Action.ASSIGN_MENTOR)
        self._duplicates = DuplicatesPanel(session.privacy)
        self._duplicates_request = 0
        self._duplicates_pause = QTimer(self)

        if person is None:
            with self.filling():
                for spec in PERSON_FIELDS:
                    if spec.is_today_unless_said:
                        self._inputs[spec.name].put(today().isoformat())
                self._put_name(name)
        self._duplicates_pause.setSingleShot(True)
        self._duplicates_pause.setInterval(_PAUSE_BEFORE_SEARCH)
        self._lay_out_rows()
        self.offer_next(shown=person is None)
        self._connect_duplicates()
        self.begin(person)
        self._load_choices()
        if name:
            self._look_for_duplicates()

    def _put_name(self, name: str) -> None:
        """Fill in a whole name as it was searched for, with capitals where none were typed."""
        split = split_name(name.title() if name.islower() else name, last_first=False)
        for field, text in zip(NAME_FIELDS, (split.first, split.last), strict=True):
            self._inputs[field].put(text)

    def _lay_out_rows(self) -> None:
        for group, of_group in groupby(PERSON_FIELDS, key=lambda spec: spec.group):
            if group in GROUP_TITLES:
                self.column.add_section(tr(GROUP_TITLES[group]))
            specs = list(of_group)
            for spec, following in zip_longest(specs, specs[1:]):
                if following is not None and following.is_beside:
                    self._add_pair(spec, following)
                elif not spec.is_beside:
                    self.add_row(spec.name, self._row(spec))
            if group is Group.NAME and self._chooses_mentor:
                self.add_row("mentor", FormRow(tr("Mentor"), self._mentor))
        self.set_aside(self._duplicates)

    def _row(self, spec: FieldSpec) -> FormRow:
        help_text = tr(spec.help_text) if spec.help_text else ""
        return FormRow(
            tr(spec.label), self._inputs[spec.name].widget, required=spec.is_required, help_text=help_text
        )

    def _add_pair(self, *specs: FieldSpec) -> None:
        """Two short fields beside each other."""
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S4)
        self.column.add(both)
        for spec in specs:
            row = self._row(spec)
            self.add_row(spec.name, row)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)

    def _words_of_no_mentor(self) -> str:
        if self.session.organisation.assign_automatically:
            return tr("Whoever has the fewest people")
        return tr("Nobody yet")

    def _load_choices(self) -> None:
        """Offer the mentors, and what is known of others in the fields that many share."""
        session = self.session
        if self._chooses_mentor:
            self.run(lambda: session.controllers.mentors.list(session.actor), self._offer_mentors)
        if session.may(Action.CREATE_PERSON):
            self.run(lambda: session.controllers.persons.suggestions(session.actor), self._suggest)

    def _offer_mentors(self, mentors: Sequence[Mentor]) -> None:
        """Keep the one that is chosen, by a draft perhaps, though they be no mentor any more: saving says so."""
        chosen = self._mentor.value()
        options = [("", self._words_of_no_mentor()), *((str(each.uuid), each.full_name) for each in mentors)]
        if chosen not in dict(options):
            options.append((chosen, self._mentor.currentText()))
        self._mentor.set_options(options)

    def _suggest(self, known: Mapping[str, Sequence[str]]) -> None:
        """Offer in each field what others have there; nothing of others in privacy mode."""
        self._known = known
        for name, words in known.items():
            line = self._line(name)
            offered = [] if self.session.privacy.is_on else list(words)
            completer = QCompleter(QStringListModel(offered, self), line)  # the one before goes with it
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)

    def private_texts_changed(self) -> None:
        """Cover what is offered, too."""
        super().private_texts_changed()
        self._suggest(self._known)

    def _line(self, name: str) -> QLineEdit:
        """The line in which the field *name* is typed."""
        return cast("QLineEdit", self._inputs[name].widget)

    def _connect_duplicates(self) -> None:
        for name in ("first_name", "last_name", "phone", "email"):
            self._line(name).textChanged.connect(self._duplicates_pause.start)
        self._duplicates_pause.timeout.connect(self._look_for_duplicates)
        self._duplicates.open_requested.connect(self.open_person)

    # -- what a page and a form are

    @classmethod
    def make(cls, session: Session, subject: Any, parent: QWidget) -> Self:
        """Make the form on the ``Person`` *subject*; None or ``NewPersonArguments``: somebody new."""
        if isinstance(subject, NewPersonArguments):
            return cls(session, None, parent, name=subject.name)
        return cls(session, subject, parent)

    def title(self) -> str:
        """Whom it is about."""
        return tr("Edit {name}", name=self.record.full_name) if self.record else tr("Add a person")

    def focus_start(self) -> None:
        """The first name is asked first."""
        self._inputs["first_name"].widget.setFocus()

    def input_model(self) -> Any:
        """The input that checks it."""
        from desktop_app.domain.inputs import PersonInput  # noqa: PLC0415 - pydantic, off the UI thread

        return PersonInput

    def draft_key(self) -> str:
        """One draft for adding somebody, one for each person that is edited."""
        return f"edit:{self.record.id}" if self.record is not None else "new:"

    def about(self) -> PersonName | None:
        """The person edited, or the name typed so far."""
        if self.record is not None:
            name: PersonName = self.record
            return name
        first, last = (self._inputs[name].content().strip() for name in ("first_name", "last_name"))
        return PersonName(0, _NOBODY, first, last) if first or last else None

    def content(self) -> dict[str, Any]:
        """What stands in the fields, in their order."""
        held = {name: field.content() for name, field in self._inputs.items()}
        return {**held, "mentor": self._mentor.value()} if self._chooses_mentor else held

    def put_content(self, content: Mapping[str, Any]) -> None:
        """Fill the fields that *content* names."""
        for name, field in self._inputs.items():
            if name in content:
                field.put(str(content[name] or ""))
        if self._chooses_mentor and "mentor" in content:
            chosen = str(content["mentor"] or "")
            try:
                self._mentor.set_value(chosen)
            except ValueError:  # a draft is put in before the mentors are known
                self._mentor.set_options([("", self._words_of_no_mentor()), (chosen, "…")])
                self._mentor.set_value(chosen)

    def content_of(self, record: Person) -> dict[str, Any]:
        """*record* as the fields hold it."""
        return {name: str(getattr(record, name) or "") for name in NAMES}

    def in_words(self, key: str, value: Any) -> str:
        """A value of the content, for comparing two versions."""
        try:
            return field_value(key, value)
        except ValueError:  # what was typed is no day
            return str(value)

    def values(self) -> dict[str, Any]:
        """What the controller takes."""
        return self.content()

    def own_problems(self) -> dict[str, str]:
        """Days that are not understood."""
        problems = {name: field.problem() for name, field in self._inputs.items()}
        return {name: problem for name, problem in problems.items() if problem}

    def foot_words(self) -> str:
        """Who will look after them, or when they were last changed."""
        if self.record is not None:
            moment = formats.short_moment(self.session.controllers.clock.local(self.record.updated_at))
            return tr("Last changed on {moment}.", moment=moment)
        if self._mentor.value():
            return ""
        if self.session.organisation.assign_automatically:
            return tr("The mentor with the fewest people is chosen.")
        if self._chooses_mentor:
            return ""
        return tr("No mentor yet. You can choose one after saving.")

    # -- duplicates

    def draft_taken(self) -> None:
        """A draft names somebody, too."""
        self._look_for_duplicates()

    def _look_for_duplicates(self) -> None:
        """Ask who is there already; only for somebody new, a newer request wins."""
        self._duplicates_pause.stop()
        if self.record is not None:
            return
        self._duplicates_request += 1
        request, session = self._duplicates_request, self.session
        wrong = self.own_problems()
        values = {
            name: value for name, value in self.content().items() if name not in wrong and name != "mentor"
        }

        def arrived(possible: tuple[PossibleDuplicate, ...]) -> None:
            if request == self._duplicates_request:
                self._duplicates.show_people([duplicate.person for duplicate in possible])

        self.run(lambda: session.controllers.duplicates.possible(session.actor, values), arrived)

    # -- saving

    def submit(self, values: dict[str, Any], version: int | None) -> Person:
        """Add them, or change them."""
        persons, actor = self.session.controllers.persons, self.session.actor
        mentor = values.pop("mentor", "")
        if self.record is not None:
            return persons.update(actor, self.record.id, values, version)
        return persons.add(actor, values, UUID(mentor) if mentor else None)

    def saved(self, record: Person, *, go_on: bool) -> None:
        """Say who looks after them; then their page, or the next one to add."""
        if self.record is not None:
            self.say(tr("{name} is saved.", name=record.full_name), tone="good")
            self.finish()
            return
        if record.mentor is not None:
            text = tr(
                "{name} added. Mentor: {mentor}.",
                name=record.full_name,
                mentor=record.mentor.full_name,
            )
            self.say(text, tone="good")
        else:
            self.say(tr("{name} added. No mentor assigned.", name=record.full_name), tone="soon")
        if go_on:
            self._begin_next()
        else:
            self.open_person(record.id)
            self.finish()

    def _begin_next(self) -> None:
        """An empty form for the next one; the day of the visit stays, for those who came on the same one."""
        stays = {
            spec.name: self._inputs[spec.name].content()
            for spec in PERSON_FIELDS
            if spec.is_today_unless_said
        }
        empty = dict.fromkeys(self.content(), "")
        with self.filling():
            self.put_content({**empty, **stays})
        self._duplicates.show_people(())
        self.begin()
        self.focus_start()
