"""What the commands that take a list in have in common: how the list is read, and what is told of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_app.i18n.texts import tr, trn
from desktop_app.system import paths

MOST_LINES = 20
"""Of each kind of a report printed when the whole of it goes into a file."""


def add_list_arguments(parser: argparse.ArgumentParser, file_help: str) -> None:
    """Add the list itself (*file_help* says what it may be), how it is read, and where the report goes."""
    parser.add_argument("file", metavar=tr("FILE"), type=Path, help=file_help)
    parser.add_argument("--dry-run", action="store_true", help=tr("only tell what would happen"))
    parser.add_argument(
        "--day-order",
        choices=("dmy", "mdy"),
        help=tr("whether the list writes the day (dmy) or the month (mdy) first"),
    )
    parser.add_argument("--sheet", metavar=tr("NAME"), help=tr("the sheet of a workbook that holds the list"))
    parser.add_argument(
        "--report", metavar=tr("FILE"), type=Path, help=tr("write everything that can be told into this file")
    )


def print_some(lines: Sequence[str], most: int | None) -> None:
    """Print the first *most* of *lines* (None: all), and how many more the report has."""
    for line in lines[:most]:
        print(line)
    if most is not None and len(lines) > most:
        more = len(lines) - most
        print("  " + trn("… and {count} more in the report", "… and {count} more in the report", more))


def print_refused_file(file: Path | None) -> None:
    """Say where the refused rows were put, where they were."""
    if file is not None:
        print(
            tr(
                "The refused rows are in {file}: correct them and import the file again.",
                file=paths.shown(file),
            )
        )


def write_report(file: Path, lines: Iterable[str]) -> None:
    """Write the *lines* of a whole report into *file*, and say so.

    Raises:
        UnwritableFile: it cannot be written.
    """
    from desktop_app.exchange.atomic_file import write_private  # noqa: PLC0415 - only where a report is wanted

    write_private(file, "\n".join([*lines, ""]).encode())
    print(tr("The whole report is in {file}.", file=paths.shown(file)))
