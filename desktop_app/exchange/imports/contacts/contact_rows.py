"""One row of a list of contacts: who it was with, when, how, what came of it.

Refused is only a row that names nobody or no day on which it can have been. A word that is not understood stands in the notes
with its heading, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop_app.domain import limits
from desktop_app.domain.dates.date_cells import is_no_day
from desktop_app.domain.dates.date_parsing import UnreadableDate, read_file_date
from desktop_app.domain.inputs import EARLIEST, LONGEST_INTERACTION
from desktop_app.domain.names.person_names import split_name
from desktop_app.domain.text_folding import plain
from desktop_app.domain.vocabulary import FollowUpType, InteractionType, Outcome, Program, ReferenceService
from desktop_app.exchange.imports.cells import UnknownCellError, cleaned, emails_of
from desktop_app.exchange.imports.code_words import word_key
from desktop_app.exchange.imports.contacts.contact_field import (
    CONTACT_FIELD_TITLES,
    ContactField,
    ContactKind,
)
from desktop_app.exchange.imports.contacts.contact_record import (
    NO_NOTES,
    ContactHabits,
    ReadContact,
    UnreadContactCell,
    Who,
)
from desktop_app.exchange.imports.contacts.contact_words import (
    DONE,
    follow_up_type_of,
    interaction_type_of,
    outcome_of,
    program_of,
    service_of,
)
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.imports.person_field import PersonField
from desktop_app.i18n.texts import Text, mark, tr

_NOON = time(12)
_TIME = re.compile(
    r"(?<![\d/.-])(?P<hour>[01]?\d|2[0-3])\s?(?:[:h]\s?(?P<minute>[0-5]\d)?(?::[0-5]\d(?:[.,]\d+)?)?)\s*(?P<half>[ap]\.?m)?"
    r"|(?<=t)(?P<iso_hour>[01]\d|2[0-3]):(?P<iso_minute>[0-5]\d)",
    re.IGNORECASE,
)
_BETWEEN_SERVICES = re.compile(r"\s*[,;|\n]\s*")
_LONGEST_NAME = 100
_CLEANED_AS = {
    ContactField.NOTES: PersonField.NOTES,
    ContactField.NEXT_ACTION_NOTES: PersonField.NOTES,
    ContactField.PHONE: PersonField.PHONE,
    ContactField.EMAIL: PersonField.EMAIL,
    ContactField.AUTHOR: PersonField.MENTOR,
    ContactField.CONTACT_ON: PersonField.LAST_CONTACT_ON,
    ContactField.NEXT_ACTION_ON: PersonField.LAST_CONTACT_ON,
}


def read_contact(row: SourceRow, columns: Mapping[int, ContactField], habits: ContactHabits) -> ReadContact:
    """Return what *row* says, column by column (place from 0 → field)."""
    if row.problem is not None:
        return ReadContact(row, problem=row.problem)
    return _Reading(row, columns, habits).contact()


@lru_cache(maxsize=8_192)
def _day(text: str, month_first: bool) -> date:  # noqa: FBT001 - a list says the same few days in every row
    return read_file_date(text, month_first=month_first)


def time_of(text: str) -> time | None:
    """Return the time of day in a cell; None where there is none."""
    match = _TIME.search(text)
    if match is None:
        return None
    hour = int(match["hour"] or match["iso_hour"])
    minute = int(match["minute"] or match["iso_minute"] or 0)
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute)


class _Reading:
    """One row while it is read."""

    def __init__(self, row: SourceRow, columns: Mapping[int, ContactField], habits: ContactHabits) -> None:
        self._row = row
        self._habits = habits
        self._cells: dict[ContactField, list[tuple[int, str]]] = {}
        for index, field in columns.items():
            if field is ContactField.IGNORED or index >= len(row.cells):
                continue
            text = cleaned(row.cells[index], _CLEANED_AS.get(field, PersonField.ADDRESS))
            if text:
                self._cells.setdefault(field, []).append((index, text))
        self._notes: list[str] = []
        self._unread: list[UnreadContactCell] = []

    def contact(self) -> ReadContact:
        who = self._who()
        if who.is_nobody:
            source = mark("This row names nobody: neither a name nor a phone.")
            return ReadContact(self._row, problem=Text(source))
        try:
            day = self._contact_on()
        except UnreadableDate as error:
            return ReadContact(self._row, who, problem=error.message)
        self._read_notes()
        is_follow_up = self._habits.kind is ContactKind.FOLLOW_UPS
        kind: FollowUpType | InteractionType = (
            self._follow_up_type() if is_follow_up else self._interaction_type()
        )
        outcome = self._outcome() if is_follow_up else Outcome.NEUTRAL
        program: Program | None = None
        services: tuple[ReferenceService, ...] = ()
        location = ""
        if is_follow_up:
            for field in (ContactField.PROGRAM, ContactField.SERVICES, ContactField.LOCATION):
                self._keep(field)
        else:
            self._keep(ContactField.OUTCOME)
            program, services = self._program(), self._services()
            location = self._text(ContactField.LOCATION)[: limits.TITLE]
        next_on, to_do, has_past_action = self._next_action(day)
        title = self._text(ContactField.TITLE)
        if is_follow_up and title:
            self._keep(ContactField.TITLE)
        notes = self._all_notes(is_needed=is_follow_up)
        if not is_follow_up:
            title = (title or notes.split("\n")[0])[: limits.TITLE] or tr(
                CONTACT_FIELD_TITLES[ContactField.CONTACT_ON]
            )
        start_at, end_at = (None, None) if is_follow_up else self._moments(day)
        return ReadContact(
            row=self._row,
            who=who,
            contact_on=day,
            start_at=start_at,
            end_at=end_at,
            kind=kind,
            outcome=outcome,
            notes=notes,
            author=self._text(ContactField.AUTHOR)[:_LONGEST_NAME],
            next_action_on=next_on,
            next_action_notes=to_do,
            title=title,
            program=program,
            location=location,
            services=services,
            unread=tuple(self._unread),
            has_past_action=has_past_action,
        )

    # -- who and when

    def _text(self, field: ContactField) -> str:
        """Return the first filled cell of a field."""
        cells = self._cells.get(field)
        return cells[0][1] if cells else ""

    def _who(self) -> Who:
        first, last = self._text(ContactField.FIRST_NAME), self._text(ContactField.LAST_NAME)
        if not first and not last:
            for field in (ContactField.FULL_NAME, ContactField.FULL_NAME_LAST_FIRST):
                if text := self._text(field):
                    last_first = field is ContactField.FULL_NAME_LAST_FIRST
                    two = self._habits.two_last_names
                    parts = split_name(text, last_first=last_first, two_last_names=two)
                    first, last = parts.first, parts.last
                    break
        email = ""
        if text := self._text(ContactField.EMAIL):
            try:
                email = (emails_of(text) or [""])[0]
            except UnknownCellError:
                email = ""
        number = re.sub(r"\.0+\Z", "", self._text(ContactField.PERSON_NUMBER))
        return Who(first, last, self._text(ContactField.PHONE), email, number)

    def _contact_on(self) -> date:
        """Return the day of the contact.

        Raises:
            UnreadableDate: there is none, or one that cannot be.
        """
        for index, text in self._cells.get(ContactField.CONTACT_ON, ()):
            if is_no_day(plain(text)):
                continue
            day = _day(text, index in self._habits.month_first)
            if day > self._habits.today:
                raise UnreadableDate(Text(mark("This day is still to come. Enter today or an earlier day.")))
            if day < EARLIEST:
                raise UnreadableDate(Text(mark("This day is too long ago.")))
            return day
        raise UnreadableDate(Text(mark("This row names no day.")))

    def _moments(self, day: date) -> tuple[datetime, datetime | None]:
        """Return when it began and when it ended, as far as the list says so."""
        from_wall = self._habits.from_wall
        assert from_wall is not None  # noqa: S101 - given for client interactions
        start = datetime.combine(day, time_of(self._text(ContactField.CONTACT_ON)) or _NOON)
        ends = time_of(self._text(ContactField.END))
        if ends is None:
            return from_wall(start), None
        end = datetime.combine(day, ends)
        for index, text in self._cells[ContactField.END][:1]:
            with suppress(UnreadableDate):  # a time alone
                end = datetime.combine(_day(text, index in self._habits.month_first), ends)
        if not timedelta(0) <= end - start <= LONGEST_INTERACTION:
            self._keep(ContactField.END)
            return from_wall(start), None
        return from_wall(start), from_wall(end)

    # -- what happened

    def _read_notes(self) -> None:
        cells = self._cells.get(ContactField.NOTES, ())
        for index, text in cells:
            self._notes.append(text if len(cells) == 1 else self._with_heading(index, text))

    def _follow_up_type(self) -> FollowUpType:
        for index, text in self._cells.get(ContactField.KIND, ())[:1]:
            code = follow_up_type_of(text)
            if code is None:
                self._keep_unread(index, text)
            elif code is FollowUpType.OTHER and word_key(text) not in {"other", "autre", "otro", "otra"}:
                self._notes.append(self._with_heading(index, text))
            return code or FollowUpType.OTHER
        return FollowUpType.OTHER

    def _interaction_type(self) -> InteractionType:
        for index, text in self._cells.get(ContactField.KIND, ())[:1]:
            code = interaction_type_of(text)
            if code is None:
                self._keep_unread(index, text)
            return code or InteractionType.IN_PERSON
        return InteractionType.IN_PERSON

    def _outcome(self) -> Outcome:
        for index, text in self._cells.get(ContactField.OUTCOME, ())[:1]:
            code = outcome_of(text)
            if code is None:
                self._keep_unread(index, text)
            return code or Outcome.NEUTRAL
        return Outcome.NEUTRAL

    def _program(self) -> Program | None:
        for index, text in self._cells.get(ContactField.PROGRAM, ())[:1]:
            code = program_of(text)
            if code is None:
                self._keep_unread(index, text)
            return code
        return None

    def _services(self) -> tuple[ReferenceService, ...]:
        codes: set[ReferenceService] = set()
        for index, text in self._cells.get(ContactField.SERVICES, ()):
            whole = service_of(text)
            for part in [text] if whole else _BETWEEN_SERVICES.split(text):
                code = whole or service_of(part)
                if code is not None:
                    codes.add(code)
                elif part:
                    self._keep_unread(index, part)
        return tuple(service for service in ReferenceService if service in codes)

    def _next_action(self, contact_on: date) -> tuple[date | None, str, bool]:
        """Return the day of the next action, what is to be done, and whether there was one that is past and done with.

        A day that is past is nobody's task any more: it stands in the notes, so that nobody is reminded of it.
        """
        to_do = "\n".join(text for _, text in self._cells.get(ContactField.NEXT_ACTION_NOTES, ()))
        is_done = word_key(self._text(ContactField.NEXT_ACTION_STATE)) in DONE
        for index, text in self._cells.get(ContactField.NEXT_ACTION_ON, ())[:1]:
            if is_no_day(plain(text)):
                break
            try:
                day = _day(text, index in self._habits.month_first)
            except UnreadableDate:
                to_do = "\n".join(part for part in (text, to_do) if part)
                break
            if day >= self._habits.today and day >= contact_on and not is_done:
                return day, to_do[: limits.NEXT_ACTION_NOTES], False
            self._notes.append(self._with_heading(index, f"{text} {to_do}".strip()))
            return None, "", True
        if to_do:
            self._notes.append(f"{tr(CONTACT_FIELD_TITLES[ContactField.NEXT_ACTION_NOTES])}: {to_do}")
        return None, "", False

    # -- what cannot be kept where it belongs

    def _keep(self, field: ContactField) -> None:
        """Keep what a field says in the notes: this kind of contact has no place for it."""
        for index, text in self._cells.get(field, ()):
            self._notes.append(self._with_heading(index, text))

    def _keep_unread(self, index: int, text: str) -> None:
        self._unread.append(UnreadContactCell(self._heading(index), text))
        self._notes.append(self._with_heading(index, text))

    def _heading(self, index: int) -> str:
        return self._habits.headings[index] if index < len(self._habits.headings) else ""

    def _with_heading(self, index: int, text: str) -> str:
        heading = self._heading(index)
        return f"{heading}: {text}" if heading else text

    def _all_notes(self, *, is_needed: bool) -> str:
        notes = "\n".join(dict.fromkeys(self._notes))[: limits.NOTES].strip()
        return notes or (tr(NO_NOTES) if is_needed else "")
