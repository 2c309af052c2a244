"""Taking in the list of people that an office has: looked at first, then taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop_app.controllers.base import Controller
from desktop_app.controllers.importing.imports import Imports
from desktop_app.controllers.importing.journal import ImportJournal
from desktop_app.controllers.importing.list_reading import Reading, read_list
from desktop_app.controllers.importing.meanwhile import Meanwhile
from desktop_app.controllers.importing.plan import Plan, let_go, make_plan
from desktop_app.controllers.importing.refused_files import save_beside
from desktop_app.controllers.importing.steps import Steps
from desktop_app.controllers.importing.write import Writing
from desktop_app.domain.errors import Refused, UnreadableFile
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor
from desktop_app.exchange.imports.doubt_answers import DoubtAnswer
from desktop_app.exchange.imports.import_report import (
    ColumnUse,
    ImportPreview,
    ImportReport,
    missing_fields,
)
from desktop_app.exchange.imports.mended_rows import with_mended_rows
from desktop_app.exchange.imports.people_columns import (
    GuessedColumns,
    PersonField,
    guess_columns,
    is_why_refused,
)
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow, open_people_file
from desktop_app.exchange.imports.people_rows import read_row
from desktop_app.exchange.imports.reading_habits import ReadingHabits, habits_of
from desktop_app.i18n.texts import Text, mark
from desktop_app.system.paths import shown_name

__all__ = ["ImportPreview", "ImportReport", "PeopleImport"]

Columns = Mapping[int, PersonField]
_SHOWN_ROWS = 20
_SHOWN_VALUES = 3
_LOOKED_AT = 1_000
"""Rows in which a column must hold something to be told as left out."""


class PeopleImport(Controller):
    """Lists of people. *actor* None is the command line, whose user owns the data file anyway."""

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
    ) -> ImportPreview:
        """Return what the list at *path* looks like and how its first rows would be read. Takes nothing in.

        *columns* (place, from 0 → field), *encoding*, *separator*, *sheet* and *day_order* (``dmy``, ``mdy``) are what a person chose
        instead of what is recognised.

        Raises:
            NotAllowed: not for this role.
            UnreadableFile: it is no list that can be read.
        """
        _may_import(actor)
        people_file = open_people_file(path, encoding, separator, sheet)
        sample = people_file.sample()
        guessed = guess_columns(people_file.headings, [row.cells for row in sample])
        columns = guessed.fields if columns is None else columns
        habits = self._habits(people_file, columns, day_order)
        today = self._clock.today()
        return ImportPreview(
            path=path,
            encoding=people_file.encoding,
            separator=people_file.separator,
            headings=people_file.headings,
            columns=columns,
            samples=people_file.samples(sample, _SHOWN_VALUES),
            rows=tuple(read_row(row, columns, today, habits) for row in sample[:_SHOWN_ROWS]),
            records=people_file.records,
            empty_lines=people_file.empty_lines,
            habits=habits,
            by_look=frozenset(
                place for place in guessed.by_look if columns.get(place) is guessed.fields[place]
            ),
            day_order=day_order,
            sheet=people_file.sheet,
            sheets=people_file.sheets,
            list_sheets=people_file.list_sheets,
            kind=people_file.kind,
        )

    def _habits(self, people_file: PeopleFile, columns: Columns, day_order: str) -> ReadingHabits:
        return habits_of(
            people_file.headings,
            columns,
            people_file.rows(),
            self._clock.today(),
            day_order=day_order,
            country=country_of(self._clock.zone_name),
            meanings=self._meanings(),
        )

    def _meanings(self) -> dict[tuple[PersonField, str], str]:
        """Return what the office said that words mean."""
        stored = self._over_the_same(Imports).meanings()
        return {(PersonField(field), word): code for (field, word), code in stored.items()}

    def run(
        self,
        actor: Actor | None,
        path: Path,
        columns: Columns | None = None,
        *,
        seen: ImportPreview | None = None,
        sheet: str | None = None,
        day_order: str = "",
        take: Collection[tuple[int, str]] | None = (),
        mended: Sequence[SourceRow] = (),
        only_mended: bool = False,
        answers: Collection[DoubtAnswer] = (),
        dry_run: bool = False,
        keep_refused: bool = True,
        on_progress: Callable[[int, int], object] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Take the list at *path* in: all of it but the refused rows, or nothing. With *dry_run* only say what would happen.

        *seen* is the preview that somebody agreed to: its encoding, separator, sheet, day order and columns hold, and a file that
        has other headings by now is refused. *take* says where a known person (key, field) is to become what the list says; None:
        everywhere. *mended* are rows that were mended by hand, read in the place of those on their lines, or with *only_mended* alone,
        when all others were taken in before; *answers* say who is the same person where that was in doubt. *on_progress* is told (done, total) in rows; *should_stop* is asked before each row.

        People are told by name and what else agrees; of those who are there already only what was empty is filled in, a later
        last contact counts, and a mentor is given where there was none. Deleted people are nobody's match. The mentors of the
        people, if they can sign in, get one notification each. With *keep_refused* the refused rows are saved beside the list, else
        in the data folder.

        Raises:
            NotAllowed: not for this role.
            UnreadableFile: it is no list that can be read, or another one than was seen.
            Refused: no column holds the names, or nothing tells whether the day or the month stands first, or another
                import is under way.
            Cancelled: *should_stop* said so; nothing was changed.
            Unavailable: the data cannot be reached, the disk is full, another program keeps on writing; nothing was changed.
        """
        _may_import(actor)
        people_file, guessed = self._opened(path, columns, seen, sheet)
        if mended:
            people_file = with_mended_rows(people_file, mended, only_these=only_mended)
        steps = Steps(
            on_progress,
            should_stop,
            people_file.records,
            partial(self._still_may, actor, Action.IMPORT_PEOPLE),
        )
        if (
            seen is not None and mended
        ):  # a few rows would tell less of how days are written than the whole list
            habits = replace(seen.habits, meanings=self._meanings())
        else:
            habits = self._habits(
                people_file, guessed.fields, seen.day_order if seen is not None else day_order
            )
        if habits.undecided:
            headings = ", ".join(people_file.headings[place] for place in sorted(habits.undecided))
            source = mark(
                "Nothing in this list tells whether the day or the month comes first in {headings}: "
                "say it (--day-order dmy or mdy)."
            )
            raise Refused(Text(source, {"headings": headings}))
        reading = read_list(people_file, guessed.fields, habits, self._clock.today(), steps, answers)
        with self._store.reading():
            version = self._store.data_version()
            plan = make_plan(reading, self._clock.local, steps, take, answers)
        if dry_run:
            report = _report(path, people_file, guessed, reading, plan, dry_run=True)
        else:
            journal = ImportJournal(self._store, self._clock)
            with journal.writing():
                plan, version = self._plan_as_it_is(plan, version, reading, steps, take, answers)
                report = _report(path, people_file, guessed, reading, plan, dry_run=False)
                report = self._written(actor, report, plan, version, journal, steps)
            if keep_refused:
                refused_file = save_beside(path, reading.refused, self._store.folder)
                report = replace(report, refused_file=refused_file)
        steps.finish()
        for used in (reading.people, plan.added, plan.changes):
            let_go(used)
        return report

    def _plan_as_it_is(
        self,
        plan: Plan,
        version: int,
        reading: Reading,
        steps: Steps,
        take: Collection[tuple[int, str]] | None,
        answers: Collection[DoubtAnswer],
    ) -> tuple[Plan, int]:
        """Return the plan, made anew where somebody has written since; of what is written after that each piece is looked at."""
        with self._store.reading():
            newest = self._store.data_version()
            if newest != version:
                version, plan = newest, make_plan(reading, self._clock.local, steps, take, answers)
        return plan, version

    def _written(
        self,
        actor: Actor | None,
        report: ImportReport,
        plan: Plan,
        version: int,
        journal: ImportJournal,
        steps: Steps,
    ) -> ImportReport:
        with self._store.reading():
            country = country_of(self._clock.zone_name)
            meanwhile = Meanwhile(self._store, version, country, self._clock.local)
        writing = Writing(self._store, actor, self._clock.now(), self._clock.today(), steps, meanwhile)
        written = writing.write(
            plan,
            _logged(report),
            journal,
            lambda: self._announce(actor, ["persons", "users", "notifications"]),
        )
        return replace(
            report,
            import_id=written.import_id,
            added=report.added - written.found_again,
            updated=report.updated - written.unchanged,
            unchanged=report.unchanged + written.found_again + written.unchanged,
            doubts=(*report.doubts, *written.doubts),
        )

    @staticmethod
    def _opened(
        path: Path, columns: Columns | None, seen: ImportPreview | None, sheet: str | None
    ) -> tuple[PeopleFile, GuessedColumns]:
        people_file = (
            open_people_file(path, seen.encoding, seen.separator, seen.sheet)
            if seen is not None
            else open_people_file(path, sheet=sheet)
        )
        if seen is None and len(people_file.list_sheets) > 1:
            source = mark("Several sheets of “{name}” are lists: {sheets}. Say which one (--sheet).")
            sheets = ", ".join(people_file.list_sheets)
            raise Refused(Text(source, {"name": shown_name(path), "sheets": sheets}))
        if seen is not None and people_file.headings != seen.headings:
            source = mark("“{name}” has other columns now than when it was looked at. Choose the file again.")
            raise UnreadableFile(Text(source, {"name": shown_name(path)}))
        if columns is None and seen is not None:
            columns = seen.columns
        guessed = guess_columns(people_file.headings, [row.cells for row in people_file.sample()])
        if columns is not None:
            by_look = frozenset(
                place for place in guessed.by_look if columns.get(place) is guessed.fields[place]
            )
            guessed = GuessedColumns(columns, by_look)
        if missing_fields(guessed.fields):
            raise Refused(Text(mark("Say which columns hold the first name and the last name.")))
        return people_file, guessed

    def save_refused(self, actor: Actor | None, report: ImportReport, path: Path) -> Path:
        """Save the refused rows of *report* to *path*, over whatever is there; the path.

        Raises:
            NotAllowed: not for this role.
            Refused: it cannot be written, or is the list itself.
        """
        _may_import(actor)
        if path.absolute() == report.path.absolute() or (path.exists() and path.samefile(report.path)):
            raise Refused(Text(mark("This is the list itself. Give the refused rows another name.")))
        if not path.exists():
            with suppress(OSError):
                path.touch(mode=0o600)  # what is in it is nobody else's
        report.rows_refused.save(path)
        return path


def _may_import(actor: Actor | None) -> None:
    if actor is not None:
        require(actor, Action.IMPORT_PEOPLE)


def _report(
    path: Path,
    people_file: PeopleFile,
    guessed: GuessedColumns,
    reading: Reading,
    plan: Plan,
    *,
    dry_run: bool,
) -> ImportReport:
    return ImportReport(
        path=path,
        dry_run=dry_run,
        records=people_file.records,
        empty_lines=people_file.empty_lines,
        added=len(plan.added),
        updated=len(plan.changes),
        unchanged=plan.unchanged,
        only_differing=plan.only_differing,
        repeated=reading.repeated,
        doubts=tuple(plan.doubts),
        new_mentors=tuple(mentor.full_name for mentor in plan.new_mentors),
        unclear_mentors=tuple(plan.unclear_mentors),
        assigned=sum(addition.automatic for addition in plan.added),
        without_mentor=sum(addition.mentor is None for addition in plan.added),
        rows_refused=reading.refused,
        columns=_use(people_file, guessed, reading.habits),
        unread=reading.unread,
        not_called=reading.not_called,
        skipped=reading.skipped,
        joined=reading.joined,
        differences=tuple(plan.differences),
    )


def _use(people_file: PeopleFile, guessed: GuessedColumns, habits: ReadingHabits) -> ColumnUse:
    """Return what became of the columns; those that hold nothing at all are nobody's loss."""
    headings = people_file.headings
    sample = people_file.sample(_LOOKED_AT)
    filled = {place for row in sample for place, cell in enumerate(row.cells) if cell.strip()}

    def named(fields: Collection[PersonField]) -> tuple[str, ...]:
        return tuple(
            headings[place] or str(place + 1)
            for place, field in guessed.fields.items()
            if field in fields and place in filled and not is_why_refused(headings[place])
        )

    return ColumnUse(
        left_out=named({PersonField.IGNORED}),
        into_notes=named({PersonField.NOTES, PersonField.AGE, PersonField.MIDDLE_NAME}),
        by_look=tuple(
            (headings[place] or str(place + 1), guessed.fields[place]) for place in sorted(guessed.by_look)
        ),
        has_headings=people_file.has_headings,
        month_first=tuple(headings[place] for place in sorted(habits.month_first)),
    )


def _logged(report: ImportReport) -> dict[str, object]:
    return {
        "file": shown_name(report.path),
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": len(report.rows_refused.rows),
    }
