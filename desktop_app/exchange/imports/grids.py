"""Lists that are no text with separators, as rows of texts: workbooks, HTML that calls itself one, vCards.

``grid_of(content, path, sheet)``   the rows of a file, each with its number there; None for a text
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import Refused, UnreadableFile
from desktop_app.exchange.imports.html_tables import is_html, table_of
from desktop_app.exchange.imports.vcards import is_vcard, rows_of_cards
from desktop_app.exchange.imports.workbook_guard import check_archive
from desktop_app.i18n.texts import Text, mark
from desktop_app.system.paths import shown_name

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FIRST_DAY = date(1900, 1, 1)

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a list, each with the number that it has in the file."""

    rows: Callable[[], Iterator[Row]]
    kind: str
    """``workbook``, ``html`` or ``vcard``."""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    list_sheets: tuple[str, ...] = ()
    """Those of the ``sheets`` that are lists of people."""
    raw_rows: Callable[[], Iterator[Sequence[Any]]] | None = None
    """The same rows with the values as the file has them, where those cost less; the first of them has the number ``first``."""
    first: int = 1

    def counted(self, behind: int, headings: tuple[str, ...]) -> tuple[int, int]:
        """Return how many rows behind the number *behind* hold something but the *headings* once more, and how many do not."""
        records = total = 0
        rows = enumerate(self.raw_rows(), self.first) if self.raw_rows is not None else iter(self.rows())
        for number, row in rows:
            if number <= behind:
                continue
            total += 1
            if not may_hold_nothing(row, headings) or not holds_nothing(map(_as_text, row), headings):
                records += 1
        return records, total - records


def grid_of(content: bytes, path: Path, sheet: str | None, is_list: Callable[[Grid], bool]) -> Grid | None:
    """The rows in *content*, the bytes of the file at *path*; None where it is a text.

    Of a workbook, those of *sheet*; without one, of the first sheet that *is_list*.

    Raises:
        UnreadableFile: it is damaged, locked with a password, or far larger than a list.
        Refused: there is no sheet of that name.
    """
    if content.startswith((_ZIP, _OLE)):
        return _sheet_of(content, shown_name(path), sheet, is_list)
    if is_vcard(content):
        cards = rows_of_cards([content], shown_name(path))
        return Grid(lambda: iter(cards), "vcard")
    if is_html(content):
        table = table_of(content, shown_name(path))
        return Grid(lambda: iter(table), "html")
    return None


def _sheet_of(content: bytes, name: str, sheet: str | None, is_list: Callable[[Grid], bool]) -> Grid:
    from python_calamine import (  # noqa: PLC0415 - a library in Rust, for workbooks only
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    if content.startswith(_ZIP):
        check_archive(content, name)
    elif _ENCRYPTED in content:
        raise _locked(name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            about.name
            for about in workbook.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
        ]
        grids = {title: _grid(workbook.get_sheet_by_name(title), title, tuple(names)) for title in names}
    except PasswordError:
        raise _locked(name) from None
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise _damaged(name) from error
    if sheet:
        if sheet not in grids:
            source = mark("“{name}” has no sheet “{sheet}”. It has: {sheets}.")
            raise Refused(Text(source, {"name": name, "sheet": sheet, "sheets": ", ".join(names)}))
        return grids[sheet]
    lists = [grid for grid in grids.values() if is_list(grid)]
    list_sheets = tuple(grid.sheet for grid in lists)
    if not lists:
        if not names or not any(True for grid in grids.values() for _ in grid.rows()):
            raise UnreadableFile(Text(mark("“{name}” is empty."), {"name": name}))
        return next(iter(grids.values()))
    return replace(lists[0], list_sheets=list_sheets)


def _locked(name: str) -> UnreadableFile:
    source = mark("“{name}” is locked with a password. Open it, save a copy without one, and choose that.")
    return UnreadableFile(Text(source, {"name": name}))


def _damaged(name: str) -> UnreadableFile:
    source = mark("“{name}” cannot be read as a workbook: it is damaged, cut short, or something else.")
    return UnreadableFile(Text(source, {"name": name}))


def _grid(sheet: Any, title: str, names: tuple[str, ...]) -> Grid:
    first = (sheet.start or (0, 0))[0]

    def rows() -> Iterator[Row]:
        for number, row in enumerate(sheet.iter_rows(), first + 1):
            yield number, [value if type(value) is str else _text(value) for value in row]

    return Grid(rows, "workbook", title, names, raw_rows=sheet.iter_rows, first=first + 1)


def may_hold_nothing(row: Sequence[Any], headings: tuple[str, ...]) -> bool:
    """Return whether the first cell of a *row* leaves open that it holds nothing: of most it says so at once."""
    begin = row[0] if row else ""
    if type(begin) is not str or not begin:
        return True
    return " ".join(begin.split()) in {"", headings[0] if headings else ""}


def _as_text(value: Any) -> str:
    return value if type(value) is str else _text(value)


def holds_nothing(cells: Iterable[str], headings: tuple[str, ...]) -> bool:
    """Return whether the *cells* of a row are empty, or only the headings once more."""
    held = [cell.strip() for cell in cells]
    return not any(held) or (
        len(held) == len(headings)
        and all(" ".join(cell.split()) == heading for cell, heading in zip(held, headings, strict=True))
    )


@lru_cache(maxsize=8_192, typed=True)  # else TRUE would be 1
def _text(value: Any) -> str:
    """A value of a workbook as a text: days as YYYY-MM-DD, whole numbers without a point. Columns say the same few again and again."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            if value.date() < _FIRST_DAY:
                return ""
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return "" if value < _FIRST_DAY else value.isoformat()
        case time() | timedelta():
            return str(value)
        case None:
            return ""
        case _:
            return str(value)
