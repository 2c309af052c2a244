"""Taking in the contacts that an office wrote down before: looked at first, then taken in whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.importing.contact_people import Clues, ContactPeople, UnclearPerson
from desktop_app.controllers.importing.contact_writing import ContactWriting, PlannedContact
from desktop_app.controllers.importing.journal import ImportJournal
from desktop_app.controllers.importing.planned_mentors import NamedMentors, PlannedMentor
from desktop_app.controllers.importing.refused_files import save_beside
from desktop_app.controllers.importing.steps import Steps
from desktop_app.controllers.organisation import read_organisation
from desktop_app.database.models import UserTable
from desktop_app.database.queries import import_queries
from desktop_app.database.queries.people_bulk import KnownPerson, portions
from desktop_app.domain.dates.day_order import evidence_of
from desktop_app.domain.errors import Refused, UnreadableFile
from desktop_app.domain.office_words import PersonWord
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import LogEvent, Role
from desktop_app.exchange.imports.contacts.contact_columns import (
    ContactColumns,
    guess_contact_columns,
    known_contact_headings,
)
from desktop_app.exchange.imports.contacts.contact_field import (
    CONTACT_DAYS,
    CONTACT_FIELD_TITLES,
    ContactField,
    ContactKind,
)
from desktop_app.exchange.imports.contacts.contact_report import (
    ContactPreview,
    ContactReport,
    UnreadContactWord,
)
from desktop_app.exchange.imports.contacts.contact_rows import ContactHabits, ReadContact, read_contact
from desktop_app.exchange.imports.import_report import RefusedRows
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow, open_people_file
from desktop_app.exchange.imports.reading_habits import day_orders, has_two_last_names
from desktop_app.i18n.texts import Text, mark, tr
from desktop_app.system.paths import shown_name

__all__ = ["ContactImport", "ContactPreview", "ContactReport"]

Columns = Mapping[int, ContactField]
_AT_ONCE = 400
"""Rows that one transaction writes: nobody else waits for longer than that takes."""
_SHOWN_ROWS = 20
_SHOWN_VALUES = 3
_LOOKED_AT = 1_000


class ContactImport(Controller):
    """Lists of contacts. *actor* None is the command line, whose user owns the data file anyway."""

    def preview(
        self,
        actor: Actor | None,
        path: Path,
        columns: Columns | None = None,
        *,
        encoding: str | None = None,
        separator: str | None = None,
        sheet: str | None = None,
        day_order: str = "",
        kind: ContactKind | None = None,
    ) -> ContactPreview:
        """Return what the list at *path* looks like and how its first rows would be read. Takes nothing in.

        *columns* (place, from 0 → field), *encoding*, *separator*, *sheet*, *day_order* (``dmy``, ``mdy``) and the *kind* that the
        rows become are what a person chose instead of what is recognised.

        Raises:
            NotAllowed: not for this role.
            UnreadableFile: it is no list that can be read.
        """
        _may_import(actor)
        contact_file = open_people_file(path, encoding, separator, sheet, known_contact_headings)
        sample = contact_file.sample()
        guessed = _columns(contact_file, sample, columns)
        kind = kind or self._kind(guessed)
        habits, undecided, _ = self._habits(contact_file, guessed, kind, day_order, None)
        return ContactPreview(
            path=path,
            encoding=contact_file.encoding,
            separator=contact_file.separator,
            headings=contact_file.headings,
            columns=guessed,
            samples=tuple(
                tuple(dict.fromkeys(value for row in sample if (value := row.cells[place].strip())))[
                    :_SHOWN_VALUES
                ]
                for place in range(len(contact_file.headings))
            ),
            rows=tuple(read_contact(row, guessed.fields, habits) for row in sample[:_SHOWN_ROWS]),
            records=contact_file.records,
            empty_lines=contact_file.empty_lines,
            kind=kind,
            undecided=tuple(contact_file.headings[place] for place in sorted(undecided)),
            month_first=tuple(contact_file.headings[place] for place in sorted(habits.month_first)),
            day_order=day_order,
            sheet=contact_file.sheet,
            sheets=contact_file.sheets,
        )

    def run(
        self,
        actor: Actor | None,
        path: Path,
        columns: Columns | None = None,
        *,
        seen: ContactPreview | None = None,
        sheet: str | None = None,
        day_order: str = "",
        kind: ContactKind | None = None,
        dry_run: bool = False,
        keep_refused: bool = True,
        on_progress: Callable[[int, int], object] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> ContactReport:
        """Take the contacts at *path* in: all of them but the refused rows, or nothing. With *dry_run* only say what would happen.

        *seen* is the preview that somebody agreed to. Each row must name one person of the office and a day; what is written down
        already is not added again. Nobody is notified. With *keep_refused* the refused rows are saved beside the list.

        Raises:
            NotAllowed: not for this role.
            UnreadableFile: it is no list that can be read, or another one than was seen.
            Refused: no column holds the day or the person, nothing tells the order of day and month, there is no user yet, or
                another import is under way.
            Cancelled: *should_stop* said so; nothing was changed.
            Unavailable: the data cannot be reached, the disk is full, another program keeps on writing; nothing was changed.
        """
        _may_import(actor)
        if seen is not None:
            sheet, day_order, kind = seen.sheet, seen.day_order, kind or seen.kind
            columns = seen.columns.fields if columns is None else columns
        contact_file = open_people_file(
            path,
            seen.encoding if seen is not None and not seen.sheet else None,
            seen.separator if seen is not None else None,
            sheet,
            known_contact_headings,
        )
        if seen is not None and contact_file.headings != seen.headings:
            source = mark("“{name}” has other columns now than when it was looked at. Choose the file again.")
            raise UnreadableFile(Text(source, {"name": shown_name(path)}))
        guessed = _columns(contact_file, contact_file.sample(), columns)
        _check_columns(guessed)
        kind = kind or self._kind(guessed)
        steps = Steps(on_progress, should_stop, contact_file.records)
        habits, undecided, clues = self._habits(contact_file, guessed, kind, day_order, steps)
        if undecided:
            headings = ", ".join(contact_file.headings[place] for place in sorted(undecided))
            source = mark(
                "Nothing in this list tells whether the day or the month comes first in {headings}: "
                "say it (--day-order dmy or mdy)."
            )
            raise Refused(Text(source, {"headings": headings}))
        work = _Work(self, actor, contact_file, guessed, habits, clues, steps)
        report = work.counted() if dry_run else work.written()
        if report.import_id is not None and keep_refused:
            refused_file = save_beside(path, report.rows_refused, self._store.folder)
            report = replace(report, refused_file=refused_file)
        steps.finish()
        return report

    def _kind(self, columns: ContactColumns) -> ContactKind:
        """Return what the rows become: as the columns say, else as the office works."""
        if columns.kind is not None:
            return columns.kind
        with self._store.reading():
            is_of_clients = read_organisation().person_word == PersonWord.CLIENT
        return ContactKind.INTERACTIONS if is_of_clients else ContactKind.FOLLOW_UPS

    def _habits(
        self,
        contact_file: PeopleFile,
        columns: ContactColumns,
        kind: ContactKind,
        day_order: str,
        steps: Steps | None,
    ) -> tuple[ContactHabits, frozenset[int], Clues]:
        """Return how the list is written, the columns whose order of day and month nothing tells, and whom it names."""
        today = self._clock.today()
        country = country_of(self._clock.zone_name)
        headings = contact_file.headings
        habits = ContactHabits(
            kind=kind,
            today=today,
            headings=headings,
            two_last_names=has_two_last_names(headings),
            from_wall=self._clock.from_wall,
        )
        clues = Clues(set(), set(), set())
        days: dict[int, Counter[str]] = {
            place: Counter() for place, field in columns.fields.items() if field in CONTACT_DAYS
        }
        for row in contact_file.rows():
            for place, texts in days.items():
                if row.cells[place].strip():
                    texts[row.cells[place]] += 1
            if steps is not None:
                steps.step("read", row.number, contact_file.records)
                clues.add(read_contact(row, columns.fields, habits).who, country)
        latest = {
            place: date.max if columns.fields[place] is ContactField.NEXT_ACTION_ON else today
            for place in days
        }
        evidence = {place: evidence_of(texts, latest[place]) for place, texts in days.items()}
        month_first, undecided = day_orders(evidence, headings, day_order)
        return replace(habits, month_first=month_first), undecided, clues


class _Work:
    """One list while it is taken in."""

    def __init__(
        self,
        controller: ContactImport,
        actor: Actor | None,
        contact_file: PeopleFile,
        columns: ContactColumns,
        habits: ContactHabits,
        clues: Clues,
        steps: Steps,
    ) -> None:
        self._controller = controller
        self._store, self._clock = controller._store, controller._clock
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

    def written(self) -> ContactReport:
        """Write everything, and return what was written.

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
                self._controller._announce(self._actor, [*kinds, "persons", "users", "notifications"])
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


def _columns(
    contact_file: PeopleFile, sample: Sequence[SourceRow], columns: Columns | None
) -> ContactColumns:
    guessed = guess_contact_columns(contact_file.headings, [row.cells for row in sample])
    if columns is None:
        return guessed
    by_look = frozenset(place for place in guessed.by_look if columns.get(place) is guessed.fields[place])
    return ContactColumns(columns, by_look)


def _check_columns(columns: ContactColumns) -> None:
    """Refuse a list that cannot tell with whom or when.

    Raises:
        Refused: with a sentence for a person.
    """
    if ContactField.CONTACT_ON in columns.missing:
        raise Refused(Text(mark("Say which column holds the day of the contact.")))
    if columns.missing:
        raise Refused(
            Text(mark("Say which columns tell with whom the contact was: the name, the phone or the number."))
        )


def _may_import(actor: Actor | None) -> None:
    if actor is not None:
        require(actor, Action.IMPORT_PEOPLE)
