"""A list as a CSV file that a double click opens rightly: UTF-8 with its mark, the separator that the language's spreadsheets expect.

Days and moments are written the ISO way, which every spreadsheet and our own import read as what they are.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from io import TextIOWrapper
from typing import IO, Any

from desktop_app.domain.export_tables import ExportTable, Kind, Portion
from desktop_app.domain.export_text import could_be_formula, guarded, tidied
from desktop_app.texts import language, tr

SEPARATORS = {"fr": ";", "es": ";"}
"""Where the comma parts the decimals, the semicolon parts the cells."""


def write_csv(stream: IO[bytes], table: ExportTable, portions: Iterable[Portion]) -> None:
    """Write *table*'s headings and the rows of *portions* to *stream*, in the reader's language.

    Raises:
        OSError: there is no room, or the disk does not answer.
    """
    text = TextIOWrapper(stream, "utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=SEPARATORS.get(language(), ","), lineterminator="\r\n")
        writer.writerow([tr(column.heading) for column in table.columns])
        written = [_WRITTEN[column.kind] for column in table.columns]
        for portion in portions:
            columns = [write(values) for write, values in zip(written, portion, strict=True)]
            writer.writerows(zip(*columns, strict=True))
    finally:
        text.detach()  # the stream is its owner's to close


def _texts(values: Sequence[Any]) -> Sequence[str]:
    texts = tidied(values)
    return [guarded(text) if could_be_formula(text) else text for text in texts]


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
