"""One row of an office's list as a person: words to codes, days to dates.

Nobody is refused for what they could do without: a cell that is not understood leaves its field empty, stands in the person's
notes with its heading, and is told. Refused is only a row that names nobody, or whose cells cannot be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from desktop_app.domain import limits
from desktop_app.domain.dates.date_cells import is_no_day
from desktop_app.domain.dates.date_parsing import UnreadableDate, read_birthday, read_file_date
from desktop_app.domain.inputs import EARLIEST, PersonInput
from desktop_app.domain.names.person_names import split_name
from desktop_app.domain.person_fields import SPEC_OF
from desktop_app.domain.text_folding import plain
from desktop_app.domain.validation import problems as input_problems
from desktop_app.domain.vocabulary import Gender, NotCalled, PersonStatus
from desktop_app.exchange.imports.cells import (
    LIMIT_OF_TEXTS,
    UnknownCellError,
    cleaned,
    emails_of,
    joined_address,
    phone_of,
    with_another,
    with_label,
)
from desktop_app.exchange.imports.code_words import (
    GENDERS,
    MARITAL_STATUSES,
    NO,
    NOT_CALLED_WORDS,
    STATUSES,
    YES,
    word_key,
)
from desktop_app.exchange.imports.headings import kind_of_phone
from desktop_app.exchange.imports.no_people import is_no_person
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.imports.person_field import FIELD_TITLES, NAME_FIELDS, PersonField
from desktop_app.exchange.imports.reading_habits import ReadingHabits
from desktop_app.i18n.texts import Text, mark, tr

Value = str | date
Problem = tuple[PersonField | None, Text]

_LONGEST_NAME = 100
_CODES: dict[PersonField, tuple[Mapping[str, str], str]] = {
    PersonField.GENDER: (GENDERS, mark("“{text}” is not known here: write M or F, or leave it empty.")),
    PersonField.MARITAL_STATUS: (
        MARITAL_STATUSES,
        mark("“{text}” is not known here: write single, married, divorced or widowed, or leave it empty."),
    ),
    PersonField.STATUS: (
        STATUSES,
        mark(
            "“{text}” is not a status: write to visit, in follow-up, integrated, to redirect or long absent, or leave it empty."
        ),
    ),
}
CODED = tuple(_CODES)
"""Fields whose words the office can give a meaning."""
_NOT_CALLED = {
    PersonField.DECEASED: NotCalled.DECEASED,
    PersonField.NOT_CALLED: NotCalled.ASKED,
    PersonField.MOVED_AWAY: NotCalled.MOVED_AWAY,
}
"""What a column says of everybody in whose row it says yes, a day, or anything but no."""
_STATUS_OF = {
    NotCalled.DECEASED: PersonStatus.LONG_ABSENT,
    NotCalled.ASKED: PersonStatus.LONG_ABSENT,
    NotCalled.MOVED_AWAY: PersonStatus.TO_REDIRECT,
}
"""Their status, where the list names none."""
_PARTS_OF_BIRTHDAY = (PersonField.BIRTH_YEAR, PersonField.BIRTH_MONTH, PersonField.BIRTH_DAY)


class Unread(NamedTuple):
    """A cell that was not understood: its field is left empty, and the text is kept in the notes."""

    field: PersonField
    heading: str
    text: str
    message: Text


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A row as it was understood; with any of ``problems`` it is refused.

    ``values`` holds only what is filled in, by field: texts, codes, and a ``date`` for the first visit and the last contact
    (a birthday is ``YYYY-MM-DD``, ``--MM-DD``, ``YYYY-MM`` or ``YYYY``).
    """

    row: SourceRow
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()
    is_nobody: bool = False
    """It is no row of a person: a total, the number of a page."""

    @property
    def reason(self) -> str:
        """Everything that is wrong, as sentences for a person, in their language; empty when all is well."""
        return " ".join(
            str(text) if field is None or field in NAME_FIELDS else f"{tr(FIELD_TITLES[field])}: {text}"
            for field, text in self.problems
        )


def read_row(
    row: SourceRow, columns: Mapping[int, PersonField], today: date, habits: ReadingHabits | None = None
) -> ReadPerson:
    """What *row* says, column by column (index from 0 → field); *today* is the organisation's.

    A row whose cells cannot be trusted is not read any further.
    """
    if row.problem is not None:
        return ReadPerson(row, {}, ((None, row.problem),))
    return _Reading(row, columns, today, habits or ReadingHabits()).person()


@lru_cache(maxsize=8_192)
def _day(text: str, month_first: bool) -> date:  # noqa: FBT001 - a list says the same few days in every row
    return read_file_date(text, month_first=month_first)


@lru_cache(maxsize=32_768)
def _birthday(text: str, today: date, month_first: bool) -> str:  # noqa: FBT001
    return read_birthday(text, today, month_first=month_first, counted=True)


class _Reading:
    """One row while it is read."""

    def __init__(
        self, row: SourceRow, columns: Mapping[int, PersonField], today: date, habits: ReadingHabits
    ) -> None:
        self._row = row
        self._today = today
        self._habits = habits
        self._cells: dict[PersonField, list[tuple[int, str]]] = {}
        for index, field in columns.items():
            if field is PersonField.IGNORED or index >= len(row.cells):
                continue
            cell = row.cells[index]
            if cell and (text := cleaned(cell, field)):
                self._cells.setdefault(field, []).append((index, text))
        self._values: dict[str, Value] = {}
        self._unread: list[Unread] = []
        self._notes: list[str] = []

    def person(self) -> ReadPerson:
        if self._is_nobody():
            return ReadPerson(self._row, {}, is_nobody=True)
        self._read_name()
        for field in self._cells:
            self._read(field)
        self._read_parts_of_birthday()
        self._read_not_called()
        problems = self._checked()
        self._keep_notes()
        return ReadPerson(self._row, self._values, problems, tuple(self._unread))

    def _is_nobody(self) -> bool:
        """Whether the row is a total or the foot of a page, and nothing in it belongs to a person."""
        return is_no_person(self._row.cells) and not any(
            self._cells.get(field) for field in (PersonField.EMAIL, PersonField.DATE_OF_BIRTH)
        )

    # -- names

    def _text(self, field: PersonField) -> str:
        """The first filled cell of a field."""
        cells = self._cells.get(field)
        return cells[0][1] if cells else ""

    def _read_name(self) -> None:
        first, last = self._text(PersonField.FIRST_NAME), self._text(PersonField.LAST_NAME)
        if not first and not last:  # the whole name counts only where its parts are missing
            for field, last_first in (
                (PersonField.FULL_NAME, False),
                (PersonField.FULL_NAME_LAST_FIRST, True),
            ):
                for index, text in self._cells.get(field, ())[:1]:
                    two = self._habits.two_last_names
                    parts = split_name(text, last_first=last_first, two_last_names=two)
                    if not first and not last:
                        first, last = parts.first, parts.last
                    if parts.beside:
                        self._note(index, text)
        last = with_another(last, self._text(PersonField.SECOND_LAST_NAME))
        for name, text in (("first_name", first), ("last_name", last)):
            if text:
                self._values[name] = text

    # -- everything else

    def _read(self, field: PersonField) -> None:
        cells = self._cells[field]
        match field:
            case PersonField.PHONE:
                self._read_phones(cells)
            case PersonField.EMAIL:
                self._read_emails(cells)
            case PersonField.ADDRESS:
                self._values["address"] = joined_address([text for _, text in cells])
            case PersonField.PRAYER_REQUESTS:
                self._values["prayer_requests"] = "\n".join(text for _, text in cells)
            case PersonField.NOTES:
                for index, text in cells:
                    self._notes.append(text if len(cells) == 1 else self._with_heading(index, text))
            case PersonField.AGE | PersonField.MIDDLE_NAME:
                for index, text in cells:
                    self._note(index, text)
            case _ if field in NAME_FIELDS or field in _NOT_CALLED or field in _PARTS_OF_BIRTHDAY:
                pass
            case _:
                self._read_first_readable(field, cells)

    def _read_first_readable(self, field: PersonField, cells: list[tuple[int, str]]) -> None:
        """Of several cells of a field the first that is understood counts; if none is, all are kept."""
        faults: list[Unread] = []
        for index, text in cells:
            try:
                value = self._value(field, index, text)
            except UnreadableDate as error:
                faults.append(self._as_unread(field, index, text, error.message))
            except UnknownCellError as error:
                faults.append(self._as_unread(field, index, text, error.message))
            else:
                if value:
                    self._values[field.value] = value
                    return
        self._unread += faults

    def _value(self, field: PersonField, index: int, text: str) -> Value:
        month_first = index in self._habits.month_first
        if field in _CODES:
            return self._code(field, text)
        match field:
            case PersonField.DATE_OF_BIRTH:
                if is_no_day(plain(text)):
                    return ""
                return _birthday(text, self._today, month_first)
            case PersonField.FIRST_VISIT_ON | PersonField.LAST_CONTACT_ON:
                return "" if is_no_day(plain(text)) else _day(text, month_first)
            case PersonField.MENTOR if len(text) > _LONGEST_NAME:
                raise UnknownCellError(mark("“{text}” is too long for the name of a mentor."), text)
            case _:
                return text

    def _code(self, field: PersonField, text: str) -> str:
        key = word_key(text)
        if self._habits.meanings is not None and (field, key) in self._habits.meanings:
            return self._habits.meanings[field, key]
        if field is PersonField.GENDER and self._habits.m_is_woman and key == "m":
            return Gender.FEMALE.value
        table, source = _CODES[field]
        code = table.get(key)
        if code is None:
            if field is PersonField.STATUS and key in NOT_CALLED_WORDS:
                return ""  # told by _read_not_called
            raise UnknownCellError(source, text)
        return str(code)

    def _read_phones(self, cells: list[tuple[int, str]]) -> None:
        phones: list[str] = []
        for index, text in cells:
            try:
                phone = phone_of(text, self._habits.country)
            except UnknownCellError as error:
                self._unread.append(self._as_unread(PersonField.PHONE, index, text, error.message))
                continue
            if phone and len(cells) > 1:
                phone = with_label(phone, kind_of_phone(self._heading(index)))
            if phone and phone not in phones:
                phones.append(phone)
        if phones:
            self._values["phone"] = " / ".join(phones)

    def _read_emails(self, cells: list[tuple[int, str]]) -> None:
        for index, text in cells:
            try:
                first, *others = emails_of(text) or [""]
            except UnknownCellError as error:
                self._unread.append(self._as_unread(PersonField.EMAIL, index, text, error.message))
                continue
            if first and "email" not in self._values:
                self._values["email"] = first
                first = ""
            others = [
                address for address in (first, *others) if address and address != self._values.get("email")
            ]
            if others:
                self._note(index, ", ".join(others))

    def _read_parts_of_birthday(self) -> None:
        """A birthday whose day, month and year stand in columns of their own."""
        parts = [re.sub(r"\.0+\Z", "", self._text(field)) for field in _PARTS_OF_BIRTHDAY]
        if "date_of_birth" in self._values or not any(part.strip("0") for part in parts):
            return
        year, month, day = (part if part.strip("0") else "" for part in parts)
        written = "/".join(part for part in (day, month, year) if part) if month or not day else ""
        try:
            self._values["date_of_birth"] = read_birthday(written, self._today)
        except UnreadableDate as error:
            index = self._cells[next(field for field in _PARTS_OF_BIRTHDAY if field in self._cells)][0][0]
            text = "/".join(part for part in (day, month, year) if part)
            self._unread.append(self._as_unread(PersonField.DATE_OF_BIRTH, index, text, error.message))

    def _read_not_called(self) -> None:
        """Somebody who has died, moved away or must not be called stands on no list of those who wait."""
        reason: NotCalled | None = None
        for field, meant in _NOT_CALLED.items():
            for index, text in self._cells.get(field, ()):
                key = word_key(text)
                if key in NO or is_no_day(plain(text)):
                    continue
                reason = reason or NOT_CALLED_WORDS.get(key, meant)
                if key not in YES and key not in NOT_CALLED_WORDS:
                    self._note(index, text)
        for index, text in self._cells.get(PersonField.STATUS, ()):
            key = word_key(text)
            if key in NOT_CALLED_WORDS and "status" not in self._values:
                reason = reason or NOT_CALLED_WORDS[key]
                self._note(index, text)
        if reason is not None:
            self._values["not_called"] = reason.value
            self._values.setdefault("status", _STATUS_OF[reason].value)

    # -- what cannot be kept where it belongs

    def _checked(self) -> tuple[Problem, ...]:
        """Hold the values against the rules; what breaks one goes to the notes, and only a missing name is a problem."""
        last_contact = self._values.get("last_contact_on")
        faults = (
            {} if self._is_surely_right() else dict(input_problems(PersonInput, self._values, self._today))
        )
        if isinstance(last_contact, date):
            if last_contact > self._today:
                faults["last_contact_on"] = Text(
                    mark("This day is still to come. Enter today or an earlier day.")
                )
            elif last_contact < EARLIEST:
                faults["last_contact_on"] = Text(mark("This day is too long ago."))
        problems: list[Problem] = []
        for name, message in faults.items():
            field = PersonField(name)
            if field in NAME_FIELDS:
                problems.append((field, message))
                continue
            value = self._values.pop(name, "")
            cells = self._cells.get(field) or [(-1, str(value))]
            index, text = cells[0]
            self._unread.append(self._as_unread(field, index, text if value else str(value), message))
        return tuple(problems)

    def _is_surely_right(self) -> bool:
        """Whether nothing is left that the rules of a person could refuse: what was read above is right, unless too long or too late."""
        values = self._values
        if not values.get("first_name") and not values.get("last_name"):
            return False
        first_visit = values.get("first_visit_on")
        if isinstance(first_visit, date) and not EARLIEST <= first_visit <= self._today:
            return False
        return all(
            len(value) <= SPEC_OF[name].limit
            for name, value in values.items()
            if isinstance(value, str) and name in SPEC_OF
        )

    def _keep_notes(self) -> None:
        lines = [*self._notes, *(f"{cell.heading}: {cell.text}" for cell in self._unread)]
        if lines:
            self._values["notes"] = "\n".join(dict.fromkeys(lines))[: limits.NOTES]

    def _note(self, index: int, text: str) -> None:
        self._notes.append(self._with_heading(index, text))

    def _heading(self, index: int) -> str:
        return self._habits.headings[index] if 0 <= index < len(self._habits.headings) else ""

    def _with_heading(self, index: int, text: str) -> str:
        heading = self._heading(index)
        return f"{heading}: {text}" if heading else text

    def _as_unread(self, field: PersonField, index: int, text: str, message: Text) -> Unread:
        return Unread(field, self._heading(index) or tr(FIELD_TITLES[field]), text[:LIMIT_OF_TEXTS], message)
