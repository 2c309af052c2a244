"""The form of a person: every field that the two systems know, for adding somebody and for editing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Self
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.date_parsing import read_date
from desktop_app.domain.records import Person, PersonName, PersonRow
from desktop_app.domain.vocabulary import Gender, MaritalStatus, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.forms.form_page import FormPage
from desktop_app.views.kit.fields.date_field import DateField
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.look import theme
from desktop_app.views.pages.people.birthday_field import BirthdayField
from desktop_app.views.pages.people.duplicates import DoublesPanel, find_doubles
from desktop_app.views.pages.people.specs import PERSON_FORM
from desktop_app.views.wording import formats
from desktop_app.views.wording.changes import FIELDS, PRIVATE, field_value

LONG_TEXT_LIMIT = 10_000
"""That of ``domain.inputs``, which is not loaded on the UI thread."""
_LINES = (
    "first_name",
    "last_name",
    "phone",
    "email",
    "address",
    "commune",
    "quartier",
    "profession",
    "how_heard",
)
_NOBODY = UUID(int=0)
_DOUBLES_PAUSE = 350  # milliseconds after the last key


class PersonForm(FormPage[Person]):
    """Adds somebody, or edits *person*."""

    form = "person"
    private = PRIVATE
    spec = PERSON_FORM

    def __init__(self, session: Session, person: Person | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("personForm")
        today = session.controllers.clock.today
        self._lines = {name: QLineEdit() for name in _LINES}
        for name, line in self._lines.items():
            line.setObjectName(name)
        self._gender = SegmentedChoice(
            [("", tr("Not said"), ""), *((one, code_label(one), "") for one in Gender)], name="gender"
        )
        self._birthday = BirthdayField(today, name="dateOfBirth")
        self._marital = SegmentedChoice(
            [("", tr("Not said"), ""), *((one, code_label(one), "") for one in MaritalStatus)],
            name="maritalStatus",
        )
        self._prayers = GrowingText(limit=LONG_TEXT_LIMIT, name="prayerRequests")
        self._notes = GrowingText(limit=LONG_TEXT_LIMIT, name="notes")
        self._first_visit = DateField(self._read_day, today, name="firstVisit")
        self._doubles = DoublesPanel(session.privacy)
        self._doubles_request = 0
        self._doubles_pause = QTimer(self)

        with self.filling():
            self._gender.set_value("")
            self._marital.set_value("")
            self._first_visit.set_value(today() if person is None else None)
        self._doubles_pause.setSingleShot(True)
        self._doubles_pause.setInterval(_DOUBLES_PAUSE)
        self._lay_out_rows()
        self.offer_next(shown=person is None)
        self._connect_doubles()
        self.begin(person)

    def _lay_out_rows(self) -> None:
        line = self._lines
        first = FormRow(tr(FIELDS["first_name"]), line["first_name"], required=True)
        self._pair(
            "first_name",
            first,
            "last_name",
            FormRow(tr(FIELDS["last_name"]), line["last_name"], required=True),
        )
        self.add_row("gender", FormRow(tr(FIELDS["gender"]), self._gender))
        birthday_help = tr("17/05/1990, or 17/05 where the year is not known.")
        self.add_row(
            "date_of_birth", FormRow(tr(FIELDS["date_of_birth"]), self._birthday, help_text=birthday_help)
        )
        self.column.add_section(tr("Reaching them"))
        phone = FormRow(
            tr(FIELDS["phone"]), line["phone"], help_text=tr("Several numbers: with a / between them.")
        )
        self._pair("phone", phone, "email", FormRow(tr(FIELDS["email"]), line["email"]))
        commune = FormRow(tr(FIELDS["commune"]), line["commune"])
        self._pair("commune", commune, "quartier", FormRow(tr(FIELDS["quartier"]), line["quartier"]))
        self.add_row("address", FormRow(tr(FIELDS["address"]), line["address"]))
        self.column.add_section(tr("Knowing them"))
        self.add_row("first_visit_on", FormRow(tr(FIELDS["first_visit_on"]), self._first_visit))
        self.add_row("how_heard", FormRow(tr(FIELDS["how_heard"]), line["how_heard"]))
        self.add_row("marital_status", FormRow(tr(FIELDS["marital_status"]), self._marital))
        self.add_row("profession", FormRow(tr(FIELDS["profession"]), line["profession"]))
        self.add_row("prayer_requests", FormRow(tr(FIELDS["prayer_requests"]), self._prayers))
        self.add_row("notes", FormRow(tr(FIELDS["notes"]), self._notes))
        self.set_aside(self._doubles)

    def _pair(self, left_key: str, left: FormRow, right_key: str, right: FormRow) -> None:
        """Two short fields beside each other."""
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S4)
        self.column.add(both)
        for key, row in ((left_key, left), (right_key, right)):
            self.add_row(key, row)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)

    def _connect_doubles(self) -> None:
        for name in ("first_name", "last_name", "phone"):
            self._lines[name].textChanged.connect(self._doubles_pause.start)
        self._doubles_pause.timeout.connect(self._look_for_doubles)
        self._doubles.open_requested.connect(self.open_person)

    def _read_day(self, text: str) -> date | None:
        return read_date(text, self.session.controllers.clock.today())

    # -- what a page and a form are

    @classmethod
    def make(cls, session: Session, subject: Any, parent: QWidget) -> Self:
        """Make the form on the ``Person`` *subject*; None: somebody new."""
        return cls(session, subject, parent)

    def title(self) -> str:
        """Whom it is about."""
        return tr("Edit {name}", name=self.record.full_name) if self.record else tr("Add a person")

    def focus_start(self) -> None:
        """The first name is asked first."""
        self._lines["first_name"].setFocus()

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
        first, last = self._lines["first_name"].text().strip(), self._lines["last_name"].text().strip()
        return PersonName(0, _NOBODY, first, last) if first or last else None

    def content(self) -> dict[str, Any]:
        """What stands in the fields, in their order."""
        day = self._first_visit.value()
        held = {
            **{name: line.text() for name, line in self._lines.items()},
            "gender": str(self._gender.value()),
            "date_of_birth": self._birthday.value(),
            "marital_status": str(self._marital.value()),
            "prayer_requests": self._prayers.text(),
            "notes": self._notes.text(),
            "first_visit_on": day.isoformat() if day else self._first_visit.text().strip(),
        }
        return {key: held[key] for key in self.column.keys()}  # noqa: SIM118 - not a mapping

    def put_content(self, content: Mapping[str, Any]) -> None:
        """Fill the fields that *content* names."""
        puts: dict[str, Callable[[str], object]] = {
            **{name: line.setText for name, line in self._lines.items()},
            "gender": lambda held: self._gender.set_value(Gender(held) if held else ""),
            "date_of_birth": self._birthday.set_value,
            "marital_status": lambda held: self._marital.set_value(MaritalStatus(held) if held else ""),
            "prayer_requests": self._prayers.set_text,
            "notes": self._notes.set_text,
            "first_visit_on": self._put_first_visit,
        }
        for key, put in puts.items():
            if key in content:
                put(str(content[key] or ""))

    def _put_first_visit(self, held: str) -> None:
        try:
            self._first_visit.set_value(date.fromisoformat(held) if held else None)
        except ValueError:
            self._first_visit.set_text(held)

    def content_of(self, record: Person) -> dict[str, Any]:
        """*record* as the fields hold it."""
        return {
            **{name: getattr(record, name) for name in _LINES},
            "gender": str(record.gender or ""),
            "date_of_birth": record.date_of_birth,
            "marital_status": str(record.marital_status or ""),
            "prayer_requests": record.prayer_requests,
            "notes": record.notes,
            "first_visit_on": record.first_visit_on.isoformat(),
        }

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
        found = {}
        if self._birthday.problem():
            found["date_of_birth"] = self._birthday.problem()
        if not self._first_visit.understood():
            found["first_visit_on"] = tr("Enter a day, such as 20/11 or “yesterday”.")
        return found

    def foot_words(self) -> str:
        """Who will look after them, or when they were last changed."""
        if self.record is not None:
            moment = formats.short_moment(self.session.controllers.clock.local(self.record.updated_at))
            return tr("Last changed on {moment}.", moment=moment)
        if self.session.organisation.assign_automatically:
            return tr("They are given the mentor with the fewest people.")
        return tr("They have no mentor at first: choose one on their page.")

    # -- doubles

    def draft_taken(self) -> None:
        """A draft names somebody, too."""
        self._look_for_doubles()

    def _look_for_doubles(self) -> None:
        """Ask who is there already; only for somebody new, a newer request wins."""
        self._doubles_pause.stop()
        if self.record is not None:
            return
        self._doubles_request += 1
        request, session = self._doubles_request, self.session
        first, last, phone = (self._lines[name].text() for name in ("first_name", "last_name", "phone"))

        def arrived(people: tuple[PersonRow, ...]) -> None:
            if request == self._doubles_request:
                self._doubles.show_people(people)

        self.run(partial(find_doubles, session, first, last, phone), arrived)

    # -- saving

    def submit(self, values: dict[str, Any], version: int | None) -> Person:
        """Add them, or change them."""
        persons, actor = self.session.controllers.persons, self.session.actor
        if self.record is not None:
            return persons.update(actor, self.record.id, values, version)
        return persons.add(actor, values)

    def saved(self, record: Person, *, go_on: bool) -> None:
        """Say who looks after them; then their page, or the next one to add."""
        if self.record is not None:
            self.say(tr("{name} is saved.", name=record.full_name), tone="good")
            self.finish()
            return
        if record.mentor is not None:
            text = tr(
                "{name} is added; {mentor} looks after them.",
                name=record.full_name,
                mentor=record.mentor.full_name,
            )
            self.say(text, tone="good")
        else:
            self.say(
                tr("{name} is added. They are unassigned: no mentor yet.", name=record.full_name), tone="soon"
            )
        if go_on:
            self._begin_next()
        else:
            self.open_person(record.id)
            self.finish()

    def _begin_next(self) -> None:
        """An empty form for the next one; the day of the visit stays, for those who came on the same one."""
        stays = {name: value for name, value in self.content().items() if name == "first_visit_on"}
        empty = dict.fromkeys(self.content(), "")
        with self.filling():
            self.put_content({**empty, **stays})
        self._doubles.show_people(())
        self.begin()
        self.focus_start()
