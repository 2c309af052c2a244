"""An office's list of people as a file: found out, read row by row, and its refused rows written back as they stood.

Nothing is asked of the person who chose the file: encoding, separator, line ends and the line of headings are told from the
content. Every row keeps its raw text, so that what is refused goes back into the hands of its owner unchanged.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from desktop_app.domain.errors import UnreadableFile
from desktop_app.exchange.imports.encodings import LARGEST, FileText, read_content, text_of
from desktop_app.exchange.imports.grids import Grid, grid_of
from desktop_app.exchange.imports.people_columns import known_headings
from desktop_app.exchange.imports.vcards import rows_of_cards
from desktop_app.exchange.imports.workbook_guard import MOST_COLUMNS
from desktop_app.i18n.texts import Text, mark
from desktop_app.system.paths import shown_name

SEPARATORS = (";", ",", "\t", "|")
_MOST_FILES = 20_000
_HEADING_WITHIN = 10  # records; above the headings some lists have a title and a date
_SAMPLE_LINES = 300
_LONGEST_RECORD = 200  # lines; longer is a quotation mark that was never closed
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?(?:\r\n|\n|\r)')
_LINE_END = re.compile(r"(\r\n|\n|\r)\Z")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of the list. ``number`` counts rows that hold something, from 1; ``line`` is the file's line it begins on.

    ``cells`` has one text for each heading, as written; ``raw`` is the row as it stands in the file. ``problem`` says why its
    cells cannot be trusted, if so.
    """

    number: int
    line: int
    cells: tuple[str, ...]
    raw: str
    problem: Text | None = None
    regular: bool = True
    """Whether ``raw`` has a cell for each heading at most, so that one more can simply be added behind it."""
    missing: int = 0
    """How many cells ``raw`` lacks at its end."""


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A list that can be read. ``rows()`` reads it (again) from the start."""

    path: Path
    encoding: str
    separator: str
    line_ending: str
    headings: tuple[str, ...]
    records: int
    """How many rows hold something."""
    empty_lines: int
    """How many rows hold nothing, or only the headings once more."""
    sheet: str = field(default="", kw_only=True)
    """The sheet of a workbook that is read; empty of every other file."""
    sheets: tuple[str, ...] = field(default=(), kw_only=True)
    """All sheets of the workbook."""
    list_sheets: tuple[str, ...] = field(default=(), kw_only=True)
    """Those that are lists of people, where none was chosen."""
    kind: str = field(default="text", kw_only=True)
    """``text``, ``workbook``, ``html`` or ``vcard``."""
    _grid: Grid | None = field(default=None, kw_only=True, repr=False)
    _source: FileText = field(repr=False)
    _lines: list[str] = field(repr=False)
    _first: int = field(repr=False)
    _heading: str = field(repr=False)
    _before: str = field(repr=False)

    def rows(self) -> Iterator[SourceRow]:
        """The rows that hold something, in the order of the file."""
        number = 0
        records = (
            _grid_records(self._grid, self._first)
            if self._grid is not None
            else _records(self._lines, self.separator, len(self.headings), self._first)
        )
        for record in records:
            if not _is_empty(record.cells, self.headings):
                number += 1
                yield _row(record, number, len(self.headings))

    def sample(self, count: int = 50) -> list[SourceRow]:
        """The first *count* rows, for a preview and for guessing the columns."""
        return list(islice(self.rows(), count))

    def without_rows(self) -> PeopleFile:
        """The same without its rows in memory: enough to write refused rows in its form."""
        return replace(self, _source=replace(self._source, text=""), _lines=[], _grid=None)


@dataclass(frozen=True, slots=True)
class _Record:
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


KnownHeadings = Callable[[Iterable[str]], int]
"""How many of some headings are known."""


def open_people_file(
    path: Path,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    known: KnownHeadings = known_headings,
) -> PeopleFile:
    """The list at *path*, ready to be read; *encoding*, *separator* and *sheet* where a person knows better than we can tell.

    *known* tells the line of headings: those of people, unless it is a list of something else.

    Raises:
        UnreadableFile: it cannot be read, is too large, is not text, or is no table with headings that we know.
    """
    if path.is_dir():
        return _from_grid(path, _grid_of_folder(path), known)
    content = read_content(path)
    grid = None if encoding else grid_of(content, path, sheet, partial(_is_list, known))
    if grid is not None:
        return _from_grid(path, grid, known)
    return _from_text(path, text_of(content, shown_name(path), encoding), separator, known)


def _grid_of_folder(path: Path) -> Grid:
    """The contacts in a folder of vCards, as phones save them."""
    try:
        files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".vcf")[:_MOST_FILES]
        sizes = sum(file.stat().st_size for file in files)
    except OSError:
        files, sizes = [], 0
    if not files or sizes > LARGEST:
        source = mark("“{name}” is a folder. Choose the file with the list.")
        raise UnreadableFile(Text(source, {"name": shown_name(path)}))
    cards = rows_of_cards((read_content(file) for file in files), shown_name(path))
    return Grid(lambda: iter(cards), "vcard")


def _is_list(known: KnownHeadings, grid: Grid) -> bool:
    """Whether one of the first rows names columns that are *known*."""
    first = (cells for _, cells in islice(grid.rows(), _HEADING_WITHIN))
    return any(known(cells) > 1 for cells in first)


def _grid_records(grid: Grid, first: int) -> Iterator[_Record]:
    """The rows of *grid* behind the one of number *first*."""
    for number, cells in grid.rows():
        if number > first:
            yield _Record(number - 1, cells, "")


def _from_grid(path: Path, grid: Grid, known: KnownHeadings) -> PeopleFile:
    """The list in *grid*: its headings stand in the row, of the first ones, that says most."""
    filled = ((number, cells) for number, cells in grid.rows() if any(cell.strip() for cell in cells))
    candidates = list(islice(filled, _HEADING_WITHIN))
    count, _, number, cells = max(
        ((known(cells[: MOST_COLUMNS + 1]), -number, number, cells) for number, cells in candidates),
        key=lambda ranked: ranked[:2],
        default=(0, 0, 0, []),
    )
    if not count:
        source = mark(
            "No heading in “{name}” is known. The first line must name the columns, such as First name, Last name, Phone."
        )
        raise UnreadableFile(Text(source, {"name": shown_name(path)}))
    headings = tuple(" ".join(cell.split()) for cell in _without_empty_end(cells))
    _check_width(len(headings), path)
    records = empty = 0
    for record in _grid_records(grid, number):
        if _is_empty(record.cells, headings):
            empty += 1
        else:
            records += 1
    return PeopleFile(
        path=path,
        encoding="utf-8",
        separator=";",
        line_ending="\r\n",
        headings=headings,
        records=records,
        empty_lines=0 if grid.kind == "workbook" else empty,
        sheet=grid.sheet,
        sheets=grid.sheets,
        list_sheets=grid.list_sheets,
        kind=grid.kind,
        _grid=grid,
        _source=FileText("", "utf-8", codecs.BOM_UTF8),
        _lines=[],
        _first=number,
        _heading=";".join(quoted(heading, ";") for heading in headings) + "\r\n",
        _before="",
    )


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _check_width(columns: int, path: Path) -> None:
    if columns > MOST_COLUMNS:
        source = mark("“{name}” has {count} columns: that is no list of people.")
        raise UnreadableFile(Text(source, {"name": shown_name(path), "count": columns}))


def _from_text(path: Path, source: FileText, separator: str | None, known: KnownHeadings) -> PeopleFile:
    lines = list(io.StringIO(source.text, newline=""))
    announced = _SEPARATOR_LINE.match(source.text)
    start = 1 if announced else 0
    separator, heading = _table(
        lines, start, separator or (announced[1] if announced else None), shown_name(path), known
    )
    first = heading.start + heading.raw_lines
    headings = tuple(" ".join(cell.split()) for cell in heading.cells)
    _check_width(len(headings), path)
    records = empty = 0
    for record in _records(lines, separator, len(headings), first):
        if _is_empty(record.cells, headings):
            empty += 1
        else:
            records += 1
    ending = _LINE_END.search(heading.raw)
    return PeopleFile(
        path=path,
        encoding=source.encoding,
        separator=separator,
        line_ending=ending[1] if ending else "\n",
        headings=headings,
        records=records,
        empty_lines=empty,
        _source=source,
        _lines=lines,
        _first=first,
        _heading=heading.raw,
        _before="".join(lines[: heading.start]),
    )


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    raw_lines: int
    cells: list[str]
    raw: str


def _table(
    lines: list[str], start: int, announced: str | None, name: str, known: KnownHeadings
) -> tuple[str, _Heading]:
    """The separator and the line of headings that make the most of the file."""
    best: tuple[tuple[int, float, int], str, _Heading] | None = None
    widest = 1
    for separator in [announced] if announced else SEPARATORS:
        records = list(islice(_records(lines[: start + _SAMPLE_LINES], separator, 0, start), _SAMPLE_LINES))
        filled = [record for record in records if any(cell.strip() for cell in record.cells)]
        widest = max([widest, *(len(record.cells) for record in filled[:_HEADING_WITHIN])])
        count, _, record = max(
            (
                (known(record.cells[: MOST_COLUMNS + 1]), -index, record)
                for index, record in enumerate(filled[:_HEADING_WITHIN])
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
                _Heading(
                    record.start, len(list(io.StringIO(record.raw, newline=""))), record.cells, record.raw
                ),
            )
    if best is not None:
        return best[1], best[2]
    if widest < 2:
        source = mark(
            "“{name}” is not a table: only one column was found. Save the list as CSV with one column for each thing."
        )
    else:
        source = mark(
            "No heading in “{name}” is known. The first line must name the columns, such as First name, Last name, Phone."
        )
    raise UnreadableFile(Text(source, {"name": name}))


def _records(lines: list[str], separator: str, width: int, start: int) -> Iterator[_Record]:
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
            yield _Record(begin, cells, "".join(lines[begin : feed.next]))
            continue
        raw = lines[begin]
        source = mark(
            "The cells of this row cannot be told apart: a quotation mark is opened and not closed, or a cell is far too long."
        )
        yield _Record(begin, raw.rstrip("\r\n").split(separator), raw, Text(source))
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


def _is_empty(cells: Iterable[str], headings: tuple[str, ...]) -> bool:
    held = [cell.strip() for cell in cells]
    return not any(held) or (
        len(held) == len(headings)
        and all(" ".join(a.split()) == b for a, b in zip(held, headings, strict=True))
    )


def _row(record: _Record, number: int, width: int) -> SourceRow:
    cells, problem = record.cells, record.problem
    if problem is None and any(cell.strip() for cell in cells[width:]):
        source = mark(
            "This row has {count} cells, but there are {expected} headings. "
            "A cell that contains the separator needs quotation marks around it."
        )
        problem = Text(source, {"count": len(cells), "expected": width})
    missing = max(0, width - len(cells))
    return SourceRow(
        number=number,
        line=record.start + 1,
        cells=tuple(cells[:width]) + ("",) * missing,
        raw=record.raw,
        problem=problem,
        regular=len(cells) <= width and bool(record.raw),
        missing=missing,
    )


def quoted(cell: str, separator: str) -> str:
    """Return *cell* as a list with this *separator* writes it: between quotation marks where it must be."""
    if any(sign in cell for sign in (separator, '"', "\n", "\r")) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
