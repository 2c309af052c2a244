"""The refused rows of a list, written back as they stood, each with the reason, so that they can be mended there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from desktop_app.domain.errors import Refused
from desktop_app.exchange.imports.encodings import FileText
from desktop_app.exchange.imports.people_columns import WHY_REFUSED, is_why_refused
from desktop_app.exchange.imports.people_file import PeopleFile, SourceRow, quoted
from desktop_app.i18n.texts import Text, mark, tr
from desktop_app.system.paths import shown_name

_LINE_END = re.compile(r"(\r\n|\n|\r)\Z")
_TYPOGRAPHIC = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "…": "...",
        "–": "-",
        "—": "-",
        "\xa0": " ",
        "\u202f": " ",
    }
)


def write_refused(path: Path, people_file: PeopleFile, refused: Iterable[tuple[SourceRow, str]]) -> None:
    """Write the *refused* rows (each with the reason) to *path* in the original's form, so that they can be mended there.

    Encoding, separator, line ends, headings and whatever stood above them are the original's; rows stand as they stood, with
    one more cell at the end for the reason. Importing such a file reads the mended rows and pays no heed to that cell.

    Raises:
        Refused: the file cannot be written; ``message`` says why.
    """
    added = next(
        (index for index, heading in enumerate(people_file.headings) if is_why_refused(heading)), None
    )
    parts = [people_file._before]
    heading = people_file._heading
    source = people_file._source
    separator, ending = people_file.separator, people_file.line_ending
    if people_file.has_headings:
        parts.append(
            heading if added is not None else _with_cell(heading, 0, tr(WHY_REFUSED), separator, ending)
        )
    for row, reason in refused:
        one_line = _sayable(" ".join(reason.split()), source)
        if row.problem is not None:
            safe = one_line.replace('"', "'").replace(separator, " ")
            parts.append(
                row.raw if added is not None else _with_cell(row.raw, row.missing, safe, separator, ending)
            )
        elif added is None and row.regular:
            parts.append(_with_cell(row.raw, row.missing, quoted(one_line, separator), separator, ending))
        else:
            cells = [*row.cells, ""] if added is None else [*row.cells]
            cells[-1 if added is None else added] = one_line
            parts.append(separator.join(quoted(cell, separator) for cell in cells) + ending)
    text = "".join(part if not part or _LINE_END.search(part) else part + ending for part in parts)
    try:
        # what is written of people is nobody else's to read
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(source.byte_order_mark + source.encoded(text))
    except OSError as error:
        message = mark("The refused rows could not be written to “{name}”: {reason}. Choose another place.")
        raise Refused(
            Text(message, {"name": shown_name(path), "reason": error.strerror or str(error)})
        ) from None


def _with_cell(raw: str, missing: int, cell: str, separator: str, ending: str) -> str:
    ending_found = _LINE_END.search(raw)
    body = raw[: ending_found.start()] if ending_found else raw
    return body + separator * (missing + 1) + cell + (ending_found[1] if ending_found else ending)


def _sayable(text: str, source: FileText) -> str:
    """*text* for an old encoding without typographic signs: it lacks some, and would be taken for another by the others."""
    return text if source.encoding.startswith("utf") else text.translate(_TYPOGRAPHIC)
