"""What the import of a list tells before and after: plain records, and the report in sentences for either face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.exchange.imports.people_columns import NAME_FIELDS, PersonField
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow, write_refused
from desktop_app.exchange.imports.people_rows import ReadingHabits, ReadPerson
from desktop_app.i18n.texts import tr, trn

_MOST_NAMED = 12
"""A column that was mistaken for that of the mentors names hundreds."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a list looks like, before anything of it is taken in."""

    path: Path
    encoding: str
    separator: str
    headings: tuple[str, ...]
    columns: Mapping[int, PersonField]
    """For each column, counted from 0, what it is read into."""
    samples: tuple[tuple[str, ...], ...]
    """For each column up to three different values, as written."""
    rows: tuple[ReadPerson, ...]
    """The first rows as they would be read, with their problems."""
    records: int
    """How many rows hold something."""
    empty_lines: int
    habits: ReadingHabits

    @property
    def missing(self) -> tuple[PersonField, ...]:
        """The fields without which nobody can be added, and to which no column is given."""
        return missing_fields(self.columns)


def missing_fields(columns: Mapping[int, PersonField]) -> tuple[PersonField, ...]:
    """Which of first and last name no column holds; a column with the whole name holds both."""
    given = NAME_FIELDS.intersection(columns.values())
    if given & {PersonField.FULL_NAME, PersonField.FULL_NAME_LAST_FIRST}:
        return ()
    return tuple(field for field in (PersonField.FIRST_NAME, PersonField.LAST_NAME) if field not in given)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody who was added although they may be somebody else of that name."""

    name: str
    line: int
    other_lines: tuple[int, ...]
    """Lines of the list on which the others stand."""
    known: tuple[int, ...]
    """Keys of the others who were in the database."""


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """The rows that were not taken in, each with why, and the form of the list that they came from."""

    people_file: PeopleFile
    rows: tuple[tuple[SourceRow, str], ...]

    def save(self, path: Path) -> None:
        """Write them to *path* as they stood, with the reasons behind.

        Raises:
            Refused: it cannot be written.
        """
        write_refused(path, self.people_file, self.rows)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a list; with ``dry_run`` what would become of it."""

    path: Path
    dry_run: bool
    records: int
    empty_lines: int
    added: int
    updated: int
    """People who were there already and in whom something that was empty was filled in."""
    unchanged: int
    """People who were there already, with all that the list says."""
    repeated: int
    """Rows of people who stand more than once in the list; each is one person."""
    doubts: tuple[Doubt, ...]
    new_mentors: tuple[str, ...]
    """Names that nobody had yet; each is a mentor now who cannot sign in."""
    unclear_mentors: tuple[str, ...]
    """Names that several mentors have: their people were left without a mentor."""
    assigned: int
    """How many people got a mentor automatically."""
    without_mentor: int
    """How many of those added have none."""
    rows_refused: RefusedRows
    refused_file: Path | None = None
    """Where the refused rows were saved; None where there are none, or no folder would take them."""

    @property
    def refused(self) -> tuple[tuple[int, str], ...]:
        """Each refused row: the line of the list that it begins on, and everything that is wrong with it."""
        return tuple((row.line, reason) for row, reason in self.rows_refused.rows)

    @property
    def known(self) -> int:
        """How many people were there already."""
        return self.updated + self.unchanged

    @property
    def people(self) -> int:
        """How many different people the list holds, those refused apart."""
        return self.added + self.known


def sentences(report: ImportReport) -> list[str]:
    """The report in words, the most important first. All but the first read the same before and after."""
    counts = [
        (
            report.updated,
            trn(
                "{count} person is in the list of people already: only what was empty is filled in.",
                "{count} people are in the list of people already: only what was empty is filled in.",
                report.updated,
            ),
        ),
        (
            report.unchanged,
            trn(
                "{count} person is in the list of people already, and nothing about them is new.",
                "{count} people are in the list of people already, and nothing about them is new.",
                report.unchanged,
            ),
        ),
        (
            report.repeated,
            trn(
                "{count} row is about somebody who stands in this file twice: taken together as one person.",
                "{count} rows are about people who stand in this file more than once: taken together as one person each.",
                report.repeated,
            ),
        ),
        (
            len(report.rows_refused.rows),
            trn(
                "{count} row is refused, because something in it is wrong or missing.",
                "{count} rows are refused, because something in them is wrong or missing.",
                len(report.rows_refused.rows),
            ),
        ),
        (
            report.empty_lines,
            trn("{count} empty line is left out.", "{count} empty lines are left out.", report.empty_lines),
        ),
        (
            len(report.new_mentors),
            trn(
                "{count} mentor was not known yet, and cannot sign in until an administrator completes the account: {names}.",
                "{count} mentors were not known yet, and cannot sign in until an administrator completes their accounts: {names}.",
                len(report.new_mentors),
                names=_named(report.new_mentors),
            ),
        ),
        (
            len(report.unclear_mentors),
            tr(
                "Several mentors have this name, so that their people stay without a mentor: {names}.",
                names=_named(report.unclear_mentors),
            ),
        ),
        (
            report.assigned,
            trn(
                "{count} person gets a mentor automatically.",
                "{count} people get a mentor automatically.",
                report.assigned,
            ),
        ),
        (
            report.without_mentor,
            trn(
                "{count} of those added has no mentor yet.",
                "{count} of those added have no mentor yet.",
                report.without_mentor,
            ),
        ),
    ]
    return [_added(report), *(sentence for count, sentence in counts if count)]


def doubt_sentence(doubt: Doubt) -> str:
    """Who may be whom, and that they were kept apart."""
    others = []
    if doubt.other_lines:
        lines = ", ".join(str(line) for line in doubt.other_lines)
        others.append(trn("line {lines}", "lines {lines}", len(doubt.other_lines), lines=lines))
    if doubt.known:
        others.append(tr("somebody who was in the list of people before"))
    return tr(
        "{name} (line {line}) may be the same as {others}. They are kept apart: compare them.",
        name=doubt.name, line=doubt.line, others=tr(" and ").join(others),
    )  # fmt: skip


def _named(names: tuple[str, ...]) -> str:
    """The first of *names*, and that there are others."""
    return ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")


def _added(report: ImportReport) -> str:
    if report.dry_run:
        return trn("{count} person would be added.", "{count} people would be added.", report.added)
    return trn("{count} person was added.", "{count} people were added.", report.added)
