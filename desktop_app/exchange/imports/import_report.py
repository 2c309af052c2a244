"""What the import of a list tells before and after: plain records, and the report in sentences for either face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from desktop_app.domain.vocabulary import NotCalled
from desktop_app.exchange.imports.people_columns import NAME_FIELDS, PersonField
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow
from desktop_app.exchange.imports.people_rows import ReadPerson
from desktop_app.exchange.imports.reading_habits import ReadingHabits
from desktop_app.exchange.imports.refused_rows import write_refused


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
    by_look: frozenset[int] = frozenset()
    """The columns that only their values told."""
    day_order: str = ""
    """What a person chose for the order of day and month: ``dmy``, ``mdy``, or nothing."""
    sheet: str = ""
    """The sheet of a workbook that is read."""
    sheets: tuple[str, ...] = ()
    """All sheets of the workbook, if it is one."""
    list_sheets: tuple[str, ...] = ()
    """Those that are lists, where none was chosen."""
    kind: str = "text"
    """``text``, ``workbook``, ``html`` or ``vcard``."""

    @property
    def missing(self) -> tuple[PersonField, ...]:
        """The fields without which nobody can be added, and to which no column is given."""
        return missing_fields(self.columns)

    @property
    def must_choose_day_order(self) -> bool:
        """Whether nothing tells if the day or the month stands first, so that somebody must say it."""
        return bool(self.habits.undecided)


def missing_fields(columns: Mapping[int, PersonField]) -> tuple[PersonField, ...]:
    """The names, if no column holds any; one of them is enough."""
    if NAME_FIELDS.intersection(columns.values()):
        return ()
    return (PersonField.FIRST_NAME, PersonField.LAST_NAME)


class KnownName(NamedTuple):
    """Somebody who was in the list of people before: their key and their name."""

    id: int
    name: str


class Compared(NamedTuple):
    """Somebody of whom it is in doubt whether they are an entry of the list: a row of it, or a known person."""

    name: str
    values: Mapping[str, object]
    reasons: tuple[str, ...]
    """The fields that agree."""
    line: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody who was added although they may be somebody else."""

    name: str
    line: int
    other_lines: tuple[int, ...]
    """Lines of the list on which the others stand."""
    known: tuple[KnownName, ...]
    """The others who were in the database."""
    reasons: tuple[str, ...] = ()
    """The fields in which they agree."""
    others: tuple[str, ...] = ()
    """The names on the other lines."""
    values: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What the list says of them."""
    compared: tuple[Compared, ...] = field(default=(), compare=False, repr=False)
    """Each of the others, to be laid beside them."""


class JoinedRows(NamedTuple):
    """Rows of the list that were taken together as one person, and the fields by which."""

    name: str
    lines: tuple[int, ...]
    reasons: tuple[str, ...]


class Difference(NamedTuple):
    """What the list says of somebody who was there already, otherwise than the office has it; not taken unless it is said so."""

    person_id: int
    name: str
    line: int
    field: str
    known: str
    listed: str
    taken: bool


class UnreadWord(NamedTuple):
    """Cells of one column that say the same and were not understood: kept in the notes."""

    field: PersonField
    heading: str
    text: str
    times: int


class SkippedRow(NamedTuple):
    """A row that is no person, such as a total."""

    line: int
    text: str


class ColumnUse(NamedTuple):
    """What became of the columns of a list, by their headings."""

    left_out: tuple[str, ...] = ()
    into_notes: tuple[str, ...] = ()
    by_look: tuple[tuple[str, PersonField], ...] = ()
    """The columns whose values alone tell what they hold; one without a heading by its number."""
    has_headings: bool = True
    month_first: tuple[str, ...] = ()


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
    columns: ColumnUse = field(default_factory=ColumnUse)
    unread: tuple[UnreadWord, ...] = ()
    """What was not understood, the most frequent first."""
    not_called: Mapping[NotCalled, int] = field(default_factory=dict)
    """How many have died, moved away or must not be called."""
    skipped: tuple[SkippedRow, ...] = ()
    joined: tuple[JoinedRows, ...] = ()
    differences: tuple[Difference, ...] = ()
    only_differing: int = 0
    """People who were there already, of whom the list says nothing new but something else."""
    import_id: int | None = None
    """The key of the import in the list of imports; None of one that wrote nothing."""
    refused_file: Path | None = None
    """Where the refused rows were saved; None where there are none, or no folder would take them."""

    @property
    def refused(self) -> tuple[tuple[int, str], ...]:
        """Each refused row: the line of the list that it begins on, and everything that is wrong with it."""
        return tuple((row.line, reason) for row, reason in self.rows_refused.rows)

    @property
    def comes_in(self) -> int:
        """How many rows are about somebody who is added or known: neither refused nor about nobody."""
        return self.records - len(self.rows_refused.rows) - len(self.skipped)

    @property
    def known(self) -> int:
        """How many people were there already."""
        return self.updated + self.unchanged + self.only_differing

    @property
    def people(self) -> int:
        """How many different people the list holds, those refused apart."""
        return self.added + self.known
