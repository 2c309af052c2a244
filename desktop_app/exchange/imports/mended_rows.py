"""A list some of whose rows were mended by hand: read as the file is, with those rows in the place of its own."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow


@dataclass(frozen=True, slots=True)
class MendedFile(PeopleFile):
    """The list with its mended rows by their lines; *only_these*: nothing of the list is read but them."""

    mended: Mapping[int, SourceRow] = field(default_factory=dict, kw_only=True, repr=False)
    only_these: bool = field(default=False, kw_only=True)

    def rows(self) -> Iterator[SourceRow]:
        """The rows in the order of the list, each with the line that it has there."""
        if self.only_these:
            lines = sorted(self.mended)
            return (replace(self.mended[line], number=number) for number, line in enumerate(lines, 1))
        return (
            replace(self.mended[row.line], number=row.number) if row.line in self.mended else row
            for row in PeopleFile.rows(self)
        )


def cells_to_mend(row: SourceRow, separator: str) -> tuple[str, ...]:
    """The cells of *row*, one for each heading; of one whose cells could not be told apart all that it holds, the last ones in one."""
    if row.problem is None or not row.raw:
        return row.cells
    line, width = row.raw.rstrip("\r\n"), len(row.cells)
    parts = next(csv.reader([line], delimiter=separator), [])
    if len(parts) <= width:  # a quotation mark that is not closed swallows the cells behind it
        parts = line.split(separator)
    parts += [""] * (width - len(parts))
    return (*parts[: width - 1], separator.join(parts[width - 1 :]))


def mended_row(row: SourceRow, cells: Sequence[str], separator: str) -> SourceRow:
    """*row* with other *cells*, one for each heading: whatever was wrong with how it stood in the file is mended with it."""
    if tuple(cells) == cells_to_mend(row, separator):
        return row
    return SourceRow(row.number, row.line, tuple(cells), "", regular=False)


def with_mended_rows(people_file: PeopleFile, rows: Sequence[SourceRow], *, only_these: bool) -> PeopleFile:
    """The list with *rows* in the place of those on their lines; with *only_these* a list of nothing else."""
    held = {each.name: getattr(people_file, each.name) for each in fields(people_file)}
    if only_these:
        held |= {"records": len(rows), "empty_lines": 0}
    return MendedFile(**held, mended={row.line: row for row in rows}, only_these=only_these)
