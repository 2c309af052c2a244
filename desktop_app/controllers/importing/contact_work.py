"""A list of contacts while it is taken in: read, its people and authors told, counted or written piece by piece, reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop_app.controllers.activity import write
from desktop_app.controllers.importing.contact_people import Clues, ContactPeople, UnclearPerson
from desktop_app.controllers.importing.contact_writing import ContactWriting, PlannedContact
from desktop_app.controllers.importing.journal import ImportJournal
from desktop_app.controllers.importing.planned_mentors import NamedMentors, PlannedMentor
from desktop_app.controllers.importing.steps import Steps
from desktop_app.controllers.organisation import read_organisation
from desktop_app.database.models import UserTable
from desktop_app.database.queries import import_queries
from desktop_app.database.queries.people_bulk import KnownPerson, portions
from desktop_app.database.store import Store
from desktop_app.domain.clock import Clock
from desktop_app.domain.errors import Refused
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import LogEvent, Role
from desktop_app.exchange.imports.contacts.contact_columns import ContactColumns
from desktop_app.exchange.imports.contacts.contact_field import (
    CONTACT_FIELD_TITLES,
    ContactField,
    ContactKind,
)
from desktop_app.exchange.imports.contacts.contact_record import ContactHabits, ReadContact
from desktop_app.exchange.imports.contacts.contact_report import ContactReport, UnreadContactWord
from desktop_app.exchange.imports.contacts.contact_rows import read_contact
from desktop_app.exchange.imports.import_report import RefusedRows
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow
from desktop_app.i18n.texts import Text, mark, tr
from desktop_app.system.paths import shown_name

_AT_ONCE = 400
"""Rows that one transaction writes: nobody else waits for longer than that takes."""
_LOOKED_AT = 1_000
"""Rows in which a column must hold something to be told as left out."""


class ContactWork:
    """One list while it is taken in."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: Actor | None,
        contact_file: PeopleFile,
        columns: ContactColumns,
        habits: ContactHabits,
        clues: Clues,
        steps: Steps,
    ) -> None:
        self._store, self._clock = store, clock
        self._actor = actor
        self._file = contact_file
        self._columns = columns
        self._habits = habits
        self._steps = steps
        self._refused: list[tuple[SourceRow, str]] = []
        self._unread: Counter[tuple[str, str]] = Counter()
        self._unclear: list[str] = []
        self._now = self._clock.now()
        with self._store.reading():
            self._authors = _Authors(actor, self._unclear)
            self._people = ContactPeople(
                clues, country_of(self._clock.zone_name), lambda: steps.step("match")
            )
            overdue_days = read_organisation().overdue_days
        self._writing = ContactWriting(actor, habits.kind, self._now, habits.today, overdue_days)

    def counted(self) -> ContactReport:
        """Return what would be written."""
        for rows in portions(self._file.rows(), _AT_ONCE):
            read = self._read(rows)
            with self._store.reading():
                self._take(read)
            self._step(rows)
        return self._report(dry_run=True)

    def written(self, announce: Callable[[list[str]], None]) -> ContactReport:
        """Write everything, and return what was written; *announce* is told, within the last transaction, what kinds of things changed.

        Raises:
            Cancelled, Unavailable: nothing was changed, or it was taken back.
        """
        journal = ImportJournal(self._store, self._clock)
        with journal.writing():
            for rows in portions(self._file.rows(), _AT_ONCE):
                read = self._read(rows)
                with self._store.transaction():
                    if self._writing.import_id is None:
                        self._begin(journal)
                    self._take(read)
                self._step(rows)
            with self._store.transaction():
                if self._writing.import_id is None:
                    self._begin(journal)
                report = self._report(dry_run=False)
                self._close(report)
                journal.finish()
                kinds = ["follow_ups" if report.kind is ContactKind.FOLLOW_UPS else "interactions"]
                announce([*kinds, "persons", "users", "notifications"])
        return report

    def _begin(self, journal: ImportJournal) -> None:
        counts = {"file": shown_name(self._file.path), "added": 0, "updated": 0, "refused": 0}
        key = import_queries.add_import(self._now, self._actor.id if self._actor else None, counts, ())
        journal.begin(key)
        self._writing.import_id = key

    def _close(self, report: ContactReport) -> None:
        counts = {
            "file": shown_name(report.path),
            "kind": str(report.kind),
            "added": report.added,
            "updated": 0,
            "unchanged": report.known,
            "refused": len(report.rows_refused.rows),
        }
        key = report.import_id or 0
        import_queries.close_import(key, counts)
        write(self._now, self._actor, LogEvent.CONTACTS_IMPORTED, subject_id=key, after=counts)

    def _step(self, rows: Sequence[SourceRow]) -> None:
        self._steps.step("write", rows[-1].number, self._file.records)

    def _read(self, rows: Sequence[SourceRow]) -> list[ReadContact]:
        """Read *rows*, which takes longer than writing them: nobody waits for it."""
        read = []
        for row in rows:
            contact = read_contact(row, self._columns.fields, self._habits)
            if contact.problem is not None:
                self._refused.append((row, contact.reason))
            else:
                read.append(contact)
        return read

    def _take(self, read: Sequence[ReadContact]) -> None:
        self._people.prepare(contact.who for contact in read)
        planned = []
        for contact in read:
            try:
                person = self._people.person_of(contact.who)
            except UnclearPerson as error:
                self._refused.append((contact.row, str(error)))
                continue
            self._unread.update((cell.heading, cell.text) for cell in contact.unread)
            planned.append(self._authors.planned(contact, person))
        self._writing.take(planned)

    def _report(self, *, dry_run: bool) -> ContactReport:
        counts, headings = self._writing.counts, self._file.headings
        filled = {
            place
            for row in self._file.sample(_LOOKED_AT)
            for place, cell in enumerate(row.cells)
            if cell.strip()
        }
        fields = self._columns.fields
        refused = sorted(self._refused, key=lambda pair: pair[0].number)
        return ContactReport(
            path=self._file.path,
            dry_run=dry_run,
            kind=self._habits.kind,
            records=self._file.records,
            empty_lines=self._file.empty_lines,
            added=counts.added,
            known=counts.known,
            repeated=counts.repeated,
            people=len(counts.people),
            in_follow_up=len(counts.in_follow_up),
            without_author=counts.without_author,
            past_actions=counts.past_actions,
            new_authors=tuple(author.full_name for author in counts.new_authors),
            unclear_authors=tuple(self._unclear),
            rows_refused=RefusedRows(self._file.without_rows(), tuple(refused)),
            left_out=tuple(
                headings[place] or str(place + 1)
                for place, field in fields.items()
                if field is ContactField.IGNORED and place in filled
            ),
            by_look=tuple(
                (headings[place] or str(place + 1), fields[place]) for place in sorted(self._columns.by_look)
            ),
            has_headings=self._file.has_headings,
            month_first=tuple(headings[place] for place in sorted(self._habits.month_first)),
            unread=tuple(UnreadContactWord(*word, times) for word, times in self._unread.most_common()),
            import_id=self._writing.import_id,
        )


class _Authors:
    """In whose name contacts are recorded: whom the row names, else the person's mentor, else whoever imports."""

    def __init__(self, actor: Actor | None, unclear: list[str]) -> None:
        self._named = NamedMentors([], unclear, tuple(Role))
        self._users: dict[int, PlannedMentor] = {}
        self._default = actor.id if actor is not None else _administrator()

    def planned(self, contact: ReadContact, person: KnownPerson) -> PlannedContact:
        """Return the contact with its author; a name that several users have is kept in its notes."""
        author = self._named.of_name(contact.author)
        if author is None and contact.author:
            line = f"{tr(CONTACT_FIELD_TITLES[ContactField.AUTHOR])}: {contact.author}"
            contact = replace(contact, notes="\n".join(part for part in (contact.notes, line) if part))
        if author is None:
            author = self._user(person.mentor_id or self._default)
        return PlannedContact(contact, person.id, author)

    def _user(self, key: int) -> PlannedMentor:
        if key not in self._users:
            user = UserTable.get_by_id(key)
            self._users[key] = PlannedMentor(user.first_name, user.last_name, user.id, is_active=True)
        return self._users[key]


def _administrator() -> int:
    """Return the first administrator, for whom the command line acts.

    Raises:
        Refused: there is none yet.
    """
    table = UserTable
    query = table.select().where(table.is_active, table.role == Role.ADMIN).order_by(table.id).limit(1)
    user = next(iter(query), None)
    if user is None:
        raise Refused(Text(mark("There is no administrator yet: add one first (suivi user add).")))
    return int(user.id)
