"""Taking in the contacts that an office wrote down before: looked at first, then taken in whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from desktop_app.controllers.base import Controller
from desktop_app.controllers.importing.contact_people import Clues
from desktop_app.controllers.importing.contact_work import ContactWork
from desktop_app.controllers.importing.refused_files import save_beside
from desktop_app.controllers.importing.steps import Steps
from desktop_app.controllers.organisation import read_organisation
from desktop_app.domain.dates.day_order import evidence_of
from desktop_app.domain.errors import Refused, UnreadableFile
from desktop_app.domain.office_words import PersonWord
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor
from desktop_app.exchange.imports.contacts.contact_columns import (
    ContactColumns,
    guess_contact_columns,
    known_contact_headings,
)
from desktop_app.exchange.imports.contacts.contact_field import (
    CONTACT_DAYS,
    ContactField,
    ContactKind,
)
from desktop_app.exchange.imports.contacts.contact_record import ContactHabits
from desktop_app.exchange.imports.contacts.contact_report import (
    ContactPreview,
    ContactReport,
)
from desktop_app.exchange.imports.contacts.contact_rows import read_contact
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow, open_people_file
from desktop_app.exchange.imports.reading_habits import day_orders, has_two_last_names
from desktop_app.i18n.texts import Text, mark
from desktop_app.system.paths import shown_name

__all__ = ["ContactImport", "ContactPreview", "ContactReport"]

Columns = Mapping[int, ContactField]
_SHOWN_ROWS = 20
_SHOWN_VALUES = 3


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
            samples=contact_file.samples(sample, _SHOWN_VALUES),
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
        steps = Steps(
            on_progress,
            should_stop,
            contact_file.records,
            partial(self._still_may, actor, Action.IMPORT_PEOPLE),
        )
        habits, undecided, clues = self._habits(contact_file, guessed, kind, day_order, steps)
        if undecided:
            headings = ", ".join(contact_file.headings[place] for place in sorted(undecided))
            source = mark(
                "Nothing in this list tells whether the day or the month comes first in {headings}: "
                "say it (--day-order dmy or mdy)."
            )
            raise Refused(Text(source, {"headings": headings}))
        work = ContactWork(self._store, self._clock, actor, contact_file, guessed, habits, clues, steps)
        report = work.counted() if dry_run else work.written(partial(self._announce, actor))
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
