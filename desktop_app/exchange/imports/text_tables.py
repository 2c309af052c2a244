"""Texts with separators as records: which separator, which line names the columns, and each record with its raw text.

``find_table(lines, 0, None, name, known)``   the separator and the line of headings that make the most of a text
``records_of(lines, ";", 3, 1)``              its records, from a line on
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from desktop_app.domain.errors import UnreadableFile
from desktop_app.exchange.imports.names_by_look import first_person
from desktop_app.exchange.imports.workbook_guard import MOST_COLUMNS
from desktop_app.i18n.texts import Text, mark

KnownHeadings = Callable[[Iterable[str]], int]
"""How many of some headings are known."""


SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_LINES = 300
_LONGEST_RECORD = 200  # lines; longer is a quotation mark that was never closed
HEADING_WITHIN = 10  # records; above the headings some lists have a title and a date


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list: the line it begins on (from 0), its cells, and its text as it stands in the file."""

    start: int
    cells: list[str]
    raw: str
    problem: Text | None = None


class _OpenQuoteError(Exception):
    """A quotation mark swallows more lines than a cell can have."""


class _Feed:
    """Gives a csv reader its lines and remembers which ones the record in hand has used."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines = lines
        self.record_start = self.next = start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        used = self.next - self.record_start
        if used and (used >= _LONGEST_RECORD or self.next >= len(self.lines)):
            raise _OpenQuoteError
        if self.next >= len(self.lines):
            raise StopIteration
        self.next += 1
        return self.lines[self.next - 1]


@dataclass(frozen=True, slots=True)
class Heading:
    """The line of headings: where it begins, of how many lines it is, its cells and its text; empty for a list without one."""

    start: int
    raw_lines: int
    cells: list[str]
    raw: str


def find_table(
    lines: list[str], start: int, announced: str | None, name: str, known: KnownHeadings
) -> tuple[str, Heading]:
    """The separator and the line of headings that make the most of the file."""
    best: tuple[tuple[int, float, int], str, Heading] | None = None
    widest = 1
    for separator in [announced] if announced else SEPARATORS:
        records = list(islice(records_of(lines[: start + _SAMPLE_LINES], separator, 0, start), _SAMPLE_LINES))
        filled = [record for record in records if any(cell.strip() for cell in record.cells)]
        widest = max([widest, *(len(record.cells) for record in filled[:HEADING_WITHIN])])
        count, _, record = max(
            (
                (known(record.cells[: MOST_COLUMNS + 1]), -index, record)
                for index, record in enumerate(filled[:HEADING_WITHIN])
            ),
            key=lambda ranked: ranked[:2],
            default=(0, 0, None),
        )
        if record is None or not count or len(record.cells) < 2:
            continue
        below = [other for other in filled if other.start > record.start]
        alike = sum(len(other.cells) == len(record.cells) for other in below) / max(1, len(below))
        score = (count, alike, len(record.cells))
        if best is None or score > best[0]:
            best = (
                score,
                separator,
                Heading(
                    record.start, len(list(io.StringIO(record.raw, newline=""))), record.cells, record.raw
                ),
            )
    if best is not None:
        return best[1], best[2]
    without = _without_headings(lines, start, announced)
    if without is not None:
        return without
    if widest < 2:
        source = mark(
            "“{name}” is not a table: only one column was found. Save the list as CSV with one column for each thing."
        )
    else:
        source = mark(
            "No heading in “{name}” is known. The first line must name the columns, such as First name, Last name, Phone."
        )
    raise UnreadableFile(Text(source, {"name": name}))


def _without_headings(lines: list[str], start: int, announced: str | None) -> tuple[str, Heading] | None:
    """The separator of a list whose first row is a person already, and what stands for its headings."""
    best: tuple[tuple[float, int], str, Heading] | None = None
    for separator in [announced] if announced else SEPARATORS:
        records = list(islice(records_of(lines[: start + _SAMPLE_LINES], separator, 0, start), _SAMPLE_LINES))
        filled = [record for record in records if any(cell.strip() for cell in record.cells)]
        place = first_person([record.cells for record in filled])
        if place is None:
            continue
        people = filled[place:]
        width = max(len(record.cells) for record in people)
        alike = sum(len(record.cells) == width for record in people) / len(people)
        if width <= MOST_COLUMNS and (best is None or (alike, width) > best[0]):
            best = (alike, width), separator, Heading(people[0].start, 0, [""] * width, "")
    return None if best is None else best[1:]


def records_of(lines: list[str], separator: str, width: int, start: int) -> Iterator[Record]:
    """Every record from line *start* on. A quotation mark that is never closed costs its own line only, not the rest."""
    feed = _Feed(lines, start)
    reader = csv.reader(feed, delimiter=separator, skipinitialspace=separator != " ")
    while feed.next < len(lines):
        begin = feed.record_start = feed.next
        try:
            cells: list[str] | None = next(reader)
        except StopIteration:
            return
        except (_OpenQuoteError, csv.Error):
            cells = None
        if cells is not None and not _swallowed(cells, separator, width):
            yield Record(begin, cells, "".join(lines[begin : feed.next]))
            continue
        raw = lines[begin]
        source = mark(
            "The cells of this row cannot be told apart: a quotation mark is opened and not closed, or a cell is far too long."
        )
        yield Record(begin, raw.rstrip("\r\n").split(separator), raw, Text(source))
        feed.next = begin + 1
        reader = csv.reader(feed, delimiter=separator, skipinitialspace=separator != " ")


def _swallowed(cells: list[str], separator: str, width: int) -> bool:
    """Whether a cell holds what looks like the rest of its row and a part of the next."""
    for cell in cells:
        if "\n" in cell or "\r" in cell:
            inside = cell.count(separator)
            if inside >= 3 and width and (inside >= width - 1 or len(cells) != width):
                return True
    return False
