"""An office's list of people as a file: found out, read row by row, and its refused rows written back as they stood.

Nothing is asked of the person who chose the file: encoding, separator, line ends and the line of headings are told from the
content. Every row keeps its raw text, so that what is refused goes back into the hands of its owner unchanged.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from desktop_app.domain.errors import UnreadableFile
from desktop_app.exchange.imports.encodings import LARGEST, FileText, read_content, text_of
from desktop_app.exchange.imports.grids import Grid, grid_of, holds_nothing, may_hold_nothing
from desktop_app.exchange.imports.names_by_look import first_person
from desktop_app.exchange.imports.people_columns import known_headings
from desktop_app.exchange.imports.text_tables import (
    HEADING_WITHIN,
    KnownHeadings,
    Record,
    find_table,
    records_of,
)
from desktop_app.exchange.imports.vcards import rows_of_cards
from desktop_app.exchange.imports.workbook_guard import MOST_COLUMNS
from desktop_app.i18n.texts import Text, mark
from desktop_app.system.paths import shown_name

_MOST_FILES = 20_000
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?(?:\r\n|\n|\r)')
_LINE_END = re.compile(r"(\r\n|\n|\r)\Z")


@dataclass(
    slots=True, unsafe_hash=True
)  # nobody changes one, but making a frozen one takes three times as long
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
    has_headings: bool = field(default=True, kw_only=True)
    """Whether a line names the columns; without one the first row is a person already, and all ``headings`` are empty."""
    _grid: Grid | None = field(default=None, kw_only=True, repr=False)
    _source: FileText = field(repr=False)
    _lines: list[str] = field(repr=False)
    _first: int = field(repr=False)
    _heading: str = field(repr=False)
    _before: str = field(repr=False)

    def rows(self) -> Iterator[SourceRow]:
        """The rows that hold something, in the order of the file."""
        if self._grid is not None:
            yield from self._grid_rows(self._grid)
            return
        number = 0
        for record in records_of(self._lines, self.separator, len(self.headings), self._first):
            if not holds_nothing(record.cells, self.headings):
                number += 1
                yield _row(record, number, len(self.headings))

    def _grid_rows(self, grid: Grid) -> Iterator[SourceRow]:
        width, number = len(self.headings), 0
        for line, cells in grid.rows():
            if line <= self._first or (
                may_hold_nothing(cells, self.headings) and holds_nothing(cells, self.headings)
            ):
                continue
            number += 1
            if len(cells) == width:
                yield SourceRow(number, line, tuple(cells), "", None, False)
            else:
                yield _row(Record(line - 1, cells, ""), number, width)

    def sample(self, count: int = 50) -> list[SourceRow]:
        """The first *count* rows, for a preview and for guessing the columns."""
        return list(islice(self.rows(), count))

    def samples(self, rows: Sequence[SourceRow], most: int) -> tuple[tuple[str, ...], ...]:
        """The first *most* different values of each column in *rows*, for a preview; blank cells are none."""
        return tuple(
            tuple(dict.fromkeys(value for row in rows if (value := row.cells[place].strip())))[:most]
            for place in range(len(self.headings))
        )

    def without_rows(self) -> PeopleFile:
        """The same without its rows in memory: enough to write refused rows in its form."""
        return replace(self, _source=replace(self._source, text=""), _lines=[], _grid=None)


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
    first = (cells for _, cells in islice(grid.rows(), HEADING_WITHIN))
    return any(known(cells) > 1 for cells in first)


def _from_grid(path: Path, grid: Grid, known: KnownHeadings) -> PeopleFile:
    """The list in *grid*: its headings stand in the row, of the first ones, that says most."""
    filled = ((number, cells) for number, cells in grid.rows() if any(cell.strip() for cell in cells))
    candidates = list(islice(filled, HEADING_WITHIN))
    count, _, number, cells = max(
        ((known(cells[: MOST_COLUMNS + 1]), -number, number, cells) for number, cells in candidates),
        key=lambda ranked: ranked[:2],
        default=(0, 0, 0, []),
    )
    headings = tuple(" ".join(cell.split()) for cell in _without_empty_end(cells))
    if not count:
        start = first_person([row for _, row in candidates])
        if start is None:
            source = mark(
                "No heading in “{name}” is known. The first line must name the columns, such as First name, Last name, Phone."
            )
            raise UnreadableFile(Text(source, {"name": shown_name(path)}))
        number = candidates[start][0] - 1
        headings = ("",) * max(len(_without_empty_end(row)) for _, row in candidates)
    _check_width(len(headings), path)
    records, empty = grid.counted(number, headings)
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
        has_headings=bool(count),
        _first=number,
        _heading=";".join(quoted(heading, ";") for heading in headings) + "\r\n" if count else "",
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
    separator, heading = find_table(
        lines, start, separator or (announced[1] if announced else None), shown_name(path), known
    )
    first = heading.start + heading.raw_lines
    headings = tuple(" ".join(cell.split()) for cell in heading.cells)
    _check_width(len(headings), path)
    records = empty = 0
    for record in records_of(lines, separator, len(headings), first):
        if holds_nothing(record.cells, headings):
            empty += 1
        else:
            records += 1
    ending = _LINE_END.search(heading.raw or lines[heading.start])
    return PeopleFile(
        path=path,
        encoding=source.encoding,
        separator=separator,
        line_ending=ending[1] if ending else "\n",
        headings=headings,
        records=records,
        empty_lines=empty,
        has_headings=bool(heading.raw),
        _source=source,
        _lines=lines,
        _first=first,
        _heading=heading.raw,
        _before="".join(lines[: heading.start]),
    )


def _row(record: Record, number: int, width: int) -> SourceRow:
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
