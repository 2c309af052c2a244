"""A list as a CSV file that a double click opens rightly: UTF-8 with its mark, the separator that the language's spreadsheets expect.

Days and moments are written the ISO way, which every spreadsheet and our own import read as what they are.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import IO, Any

from desktop_app.exchange.exports.tables import Batch, ExportTable, Kind
from desktop_app.exchange.safe_text import any_formula, guarded, tidied
from desktop_app.i18n.texts import language, tr

_SEPARATORS = {"fr": ";", "es": ";"}
"""Where the comma parts the decimals, the semicolon parts the cells."""
_SPANISH_WITH_POINT = frozenset(["MX", "US", "PR", "GT", "HN", "SV", "NI", "PA", "DO", "PE"])
"""Countries that write Spanish with a decimal point, so that the comma parts the cells."""


def separator(country: str) -> str:
    """Return what parts the cells for a reader of the language in use, in *country* (ISO 3166; nothing: not known)."""
    if language() == "es" and country in _SPANISH_WITH_POINT:
        return ","
    return _SEPARATORS.get(language(), ",")


def write_csv(stream: IO[bytes], table: ExportTable, batches: Iterable[Batch], country: str = "") -> None:
    """Write *table*'s headings and the rows of *batches* to *stream*, in the reader's language, for an office in *country*.

    Raises:
        OSError: there is no room, or the disk does not answer.
    """
    lines = _Lines()
    writer = csv.writer(lines, delimiter=separator(country), lineterminator="\r\n")
    writer.writerow([tr(column.heading) for column in table.columns])
    stream.write(BOM_UTF8 + "".join(lines).encode())
    written = [_WRITTEN[column.kind] for column in table.columns]
    for batch in batches:
        lines.clear()
        columns = [write(values) for write, values in zip(written, batch, strict=True)]
        writer.writerows(zip(*columns, strict=True))
        stream.write("".join(lines).encode())


class _Lines(list[str]):
    """Takes the lines of a batch, which are encoded at once."""

    write = list.append


def _texts(values: Sequence[Any]) -> Sequence[str]:
    texts = tidied(values)
    return [guarded(text) for text in texts] if any_formula(texts) else texts


def _plain(values: Sequence[Any]) -> Sequence[Any]:
    return values


@lru_cache(maxsize=8_192)
def _day(day: date | str | None) -> str:
    return day.isoformat() if isinstance(day, date) else day or ""


def _days(values: Sequence[Any]) -> Sequence[str]:
    return [_day(value) for value in values]


def _moment(moment: datetime | str | None) -> str:
    return moment.isoformat(" ", "minutes") if isinstance(moment, datetime) else moment or ""


def _moments(values: Sequence[Any]) -> Sequence[str]:
    return [_moment(value) for value in values]


_WRITTEN: dict[Kind, Callable[[Sequence[Any]], Sequence[Any]]] = {
    "text": _texts,
    "word": _plain,
    "date": _days,
    "moment": _moments,
    "number": _plain,
}
