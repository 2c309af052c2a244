"""A list as an Excel workbook: real days, moments and numbers, text that stays text, a frozen heading with filters.

``openpyxl`` makes the workbook with its styles, widths and headings; the rows go straight into the sheet's part of the file, a
batch at a time. Through ``openpyxl`` each cell would be an object on its way: several times as long, and with a copy of the
whole sheet left in the PC's folder for temporary files until the end.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import IO, Any
from xml.sax.saxutils import escape

from desktop_app.exchange.exports.tables import Batch, ExportTable
from desktop_app.exchange.safe_text import any_formula, could_be_formula, tidied
from desktop_app.i18n.texts import mark, tr

MOST_ROWS = 1_048_575
"""Rows that a sheet takes under its heading."""
MOST_LETTERS = 32_767
"""What a cell takes, counted as Excel does: a letter outside the first plane is two."""
CUT = mark("… (shortened: Excel takes no more; the whole text is in Suivi)")

_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
_DAY_ZERO = date(1899, 12, 30).toordinal()
_SECONDS_A_DAY = 86_400
_LONGEST_NAME = 31
_ARROW = 4  # letters that the arrow of a filter takes beside a heading
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]+")
_MARKUP = re.compile("[&<>]")
# numbers of built-in formats: each reader's own way of writing a day, and a day with its time
_FORMATS = {
    "text": "General",
    "guarded": "General",
    "number": "0",
    "date": "mm-dd-yy",
    "moment": "m/d/yy h:mm",
}
_END = b"</sheetData>"

Cells = Callable[[Sequence[str], Sequence[Any]], list[str]]
"""Row numbers and a column's values → the column's cells."""


def write_excel(
    stream: IO[bytes],
    table: ExportTable,
    batches: Iterable[Batch],
    total: int,
    most_rows: int = MOST_ROWS,
) -> None:
    """Write *table*'s headings and the *total* rows of *batches* to *stream*, in the reader's language.

    What one sheet does not hold goes on in the next, with the headings again.

    Raises:
        OSError: there is no room, or the disk does not answer.
    """
    counts = [most_rows] * (total // most_rows)
    if total % most_rows or not counts:
        counts.append(total % most_rows)
    frame, styles = _frame(table, counts)
    rows = _Rows(batches)
    with (
        zipfile.ZipFile(frame) as parts,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book,
    ):
        for part in parts.infolist():
            content = parts.read(part)
            sheet_part = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part.filename)
            if sheet_part is None:
                book.writestr(part.filename, content)
                continue
            head, _, tail = content.rpartition(_END)
            with book.open(part.filename, "w", force_zip64=True) as sheet:
                sheet.write(head)
                for xml in _sheet_rows(table, styles, rows.take(counts[int(sheet_part[1]) - 1])):
                    sheet.write(xml)
                sheet.write(_END + tail)


def _sheet_name(title: str) -> str:
    """Return *title* without what Excel refuses; where it takes no more, whole words of it."""
    name = _NOT_IN_NAMES.sub(" ", title).strip(" '")
    if len(name) <= _LONGEST_NAME:
        return name
    words = name[:_LONGEST_NAME].rpartition(" ")[0] or name[: _LONGEST_NAME - 1]
    return f"{words}…"


def _frame(table: ExportTable, counts: Sequence[int]) -> tuple[BytesIO, dict[str, int]]:
    """Return the workbook without its rows, and the numbers of its styles by kind."""
    from openpyxl import Workbook  # noqa: PLC0415 - 120 ms that only an export needs
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    book = Workbook(write_only=True)
    book.properties.creator = "Suivi"
    book.properties.title = tr(table.title)
    title = _sheet_name(tr(table.title))
    styles: dict[str, int] = {}
    for number, count in enumerate(counts, 1):
        end = f" {number}" if number > 1 else ""
        sheet = book.create_sheet(title[: _LONGEST_NAME - len(end)] + end)
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the sheet
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for place, column in enumerate(table.columns, 1):
            width = max(column.width, len(tr(column.heading)) + _ARROW)
            sheet.column_dimensions[get_column_letter(place)].width = width
        headings = []
        for column in table.columns:
            heading = WriteOnlyCell(sheet, tr(column.heading))
            heading.font = Font(name="Calibri", size=11, bold=True)
            side = "right" if column.kind == "number" else "left"
            heading.alignment = Alignment(horizontal=side)
            headings.append(heading)
        sheet.append(headings)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count + 1}"
        for kind, number_format in _FORMATS.items():
            cell = WriteOnlyCell(sheet)
            cell.number_format = number_format
            cell.quotePrefix = kind == "guarded"  # typed over, it stays the text that it is
            if kind in {"date", "moment"}:
                cell.alignment = Alignment(horizontal="left")
            styles[kind] = cell.style_id
    frame = BytesIO()
    book.save(frame)
    return frame, styles


class _Rows:
    """Batches parted anew where a sheet ends."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self._batches = iter(batches)
        self._left: Batch = ()

    def take(self, count: int) -> Iterator[Batch]:
        """Yield the next *count* rows."""
        while count:
            batch = self._left or next(self._batches)
            self._left = ()
            if len(batch[0]) > count:
                self._left = [values[count:] for values in batch]
                batch = [values[:count] for values in batch]
            count -= len(batch[0])
            yield batch


def _sheet_rows(table: ExportTable, styles: dict[str, int], batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the rows of one sheet as its XML, from the second on."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    makers = [
        _cells(column.kind, get_column_letter(place), styles) for place, column in enumerate(table.columns, 1)
    ]
    first = 2
    for batch in batches:
        numbers = [str(number) for number in range(first, first + len(batch[0]))]
        first += len(numbers)
        columns = [cells(numbers, values) for cells, values in zip(makers, batch, strict=True)]
        rows = [f'<row r="{number}">' for number in numbers]
        yield "</row>".join(map("".join, zip(rows, *columns, strict=True))).encode() + b"</row>"


def _cells(kind: str, letter: str, styles: dict[str, int]) -> Cells:
    if kind in {"text", "word"}:
        return _text_cells(letter, styles["text"], styles["guarded"])
    middle = f'" s="{styles[kind]}"><v>'
    worth = _WORTH.get(kind, _itself)
    begin = f'<c r="{letter}'
    texts = _text_cells(letter, styles["text"], styles["guarded"])

    def cell(number: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        figure = worth(value)
        if figure is None:
            return texts([number], [_as_text(value)])[0]
        return f"{begin}{number}{middle}{figure}</v></c>"

    return lambda numbers, values: list(map(cell, numbers, values))


def _text_cells(letter: str, style: int, guarded_style: int) -> Cells:
    begin = f'<c r="{letter}'
    middle = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
    guarded = f'" s="{guarded_style}" t="inlineStr"><is><t xml:space="preserve">'
    end = "</t></is></c>"

    def cells(numbers: Sequence[str], values: Sequence[Any]) -> list[str]:
        texts = tidied(values)
        if max(map(len, texts), default=0) * 2 > MOST_LETTERS:
            texts = [_shortened(text) for text in texts]
        middles = [middle] * len(texts)
        if any_formula(texts):
            middles = [guarded if could_be_formula(text) else middle for text in texts]
        if _MARKUP.search("\n".join(texts)):
            texts = [escape(text) for text in texts]
        return [
            begin + number + between + text + end if text else ""
            for number, between, text in zip(numbers, middles, texts, strict=True)
        ]

    return cells


def _shortened(text: str) -> str:
    if len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS:
        return text
    note = tr(CUT)
    room = (MOST_LETTERS - len(note)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + note


def _itself(value: Any) -> Any:
    return value


def _as_text(value: date | str) -> str:
    """Return as text a day before Excel's time, or a birthday without its year."""
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)


@lru_cache(maxsize=8_192)
def _day_number(day: date | str) -> int | None:
    """Return a day as Excel counts it; None for what it cannot count."""
    return day.toordinal() - _DAY_ZERO if isinstance(day, date) and day >= _FIRST_DAY else None


def _moment_number(moment: datetime) -> str | None:
    day = _day_number(moment.date())
    if day is None:
        return None
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return f"{day + seconds / _SECONDS_A_DAY:.10f}"


_WORTH: dict[str, Callable[[Any], Any]] = {"date": _day_number, "moment": _moment_number}
