"""Whether an archive is safe to be opened as a workbook: what it would unpack to is counted before anything is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from desktop_app.domain.errors import UnreadableFile
from desktop_app.i18n.texts import Text, mark

LARGEST_UNPACKED = 600 * 1024 * 1024
"""Bytes of all that is in it; a list of a hundred thousand people is a tenth of that."""
MOST_CELLS = 12_000_000
MOST_COLUMNS = 2_000
_CHUNK = 4 * 1024 * 1024
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FAR_COLUMN = re.compile(rb'r="[A-Z]{3}\d')
_COLUMN_BEHIND_Z = re.compile(rb'r="[A-Z]{2,3}\d')
_LETTERS, _PAIRS = 26, 702
"""Columns that have one letter, and one or two."""
_CELL = re.compile(rb'r="([A-Z]{1,3})(\d+)"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"')
_MANY_FULL_CELLS = re.compile(rb'number-columns-repeated="(\d{4,})"[^>]*[^/]>\s*<text:')
_MANY_ROWS = re.compile(rb'number-rows-repeated="(\d{5,})"[^>]*>.{0,400}?(?:<text:p|office:value=)')
_KINDS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "xl/_rels/workbook.xml.rels")


def check_archive(content: bytes, name: str) -> None:
    """Refuse what is no workbook, is damaged, or would fill the memory; *name* stands in the sentences.

    Raises:
        UnreadableFile: with a sentence for a person.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if not any(entry.filename.lower() in _KINDS for entry in entries):
                raise _is_none(name)
            if any(entry.flag_bits & 1 for entry in entries):
                source = mark(
                    "“{name}” is locked with a password. Open it, save a copy without one, and choose that."
                )
                raise UnreadableFile(Text(source, {"name": name}))
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise _too_large(name)
            for entry in entries:
                if _SHEET.fullmatch(entry.filename) or entry.filename == "content.xml":
                    _check_sheet(archive, entry, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _is_none(name) from error


def _is_none(name: str) -> UnreadableFile:
    source = mark("“{name}” cannot be read as a workbook: it is damaged, cut short, or something else.")
    return UnreadableFile(Text(source, {"name": name}))


def _too_large(name: str) -> UnreadableFile:
    source = mark("“{name}” would unpack to far more than a list of people is. It is not opened.")
    return UnreadableFile(Text(source, {"name": name}))


def _check_sheet(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse a sheet whose cells lie so far apart that the room between them would fill the memory."""
    last_row = 0
    widest = _LETTERS
    for chunk in _chunks(archive, entry):
        if entry.filename == "content.xml":
            if any(int(match[1]) > MOST_COLUMNS for match in _MANY_FULL_CELLS.finditer(chunk)) or any(
                _MANY_ROWS.finditer(chunk)
            ):
                raise _too_large(name)
            continue
        rows = [int(match[1]) for match in _last_rows(chunk)]
        last_row = max([last_row, *rows])
        if widest == _LETTERS and _COLUMN_BEHIND_Z.search(chunk):
            widest = _PAIRS
        if widest == _PAIRS and _FAR_COLUMN.search(chunk):
            widest = MOST_COLUMNS + 1
    if widest > MOST_COLUMNS or last_row * widest > MOST_CELLS:
        _check_extent(archive, entry, name)


def _last_rows(chunk: bytes) -> Iterator[re.Match[bytes]]:
    """The last row that begins in *chunk*."""
    start = max(chunk.rfind(b"<row "), chunk.rfind(b":row "))
    return _ROW.finditer(chunk, max(0, start - 10)) if start >= 0 else iter(())


def _check_extent(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    widest = tallest = 0
    for chunk in _chunks(archive, entry):
        letters = {match[1] for match in _CELL.finditer(chunk)}
        widest = max([widest, *map(_number, letters)])
        tallest = max([tallest, *(int(match[2]) for match in _tail(chunk))])
    if widest > MOST_COLUMNS or widest * tallest > MOST_CELLS:
        raise _too_large(name)


def _tail(chunk: bytes) -> Iterator[re.Match[bytes]]:
    return _CELL.finditer(chunk, max(0, len(chunk) - 64 * 1024))


def _number(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            yield before + chunk
            before = chunk[-64:]
