"""Lists that are no text with separators, as rows of texts: workbooks, HTML that calls itself one, vCards.

``grid_of(content, path, sheet)``   the rows of a file, each with its number there; None for a text
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
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

    return Grid(rows, "workbook", title, names)


def _text(value: Any) -> str:
    """A value of a workbook as a text: days as YYYY-MM-DD, whole numbers without a point."""
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
