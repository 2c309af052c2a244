"""``suivi import contacts``: take in a list of past contacts, and tell in short what became of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.opening import opened, require_data
from desktop_app.i18n.texts import tr, trn
from desktop_app.system import paths

if TYPE_CHECKING:
    from desktop_app.exchange.imports.contacts.contact_report import ContactReport

# ruff: noqa: PLC0415 - a command imports what it needs when it runs: none waits for the others

DONE = 0
_MOST_LINES = 20
"""Of the refused rows printed when the whole report goes into a file."""
_KINDS = {"follow-ups": "follow_ups", "interactions": "interactions"}


def add_contact_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be said of the list and of how it is read."""
    parser.add_argument(
        "file",
        metavar=tr("FILE"),
        type=Path,
        help=tr("the list of contacts, in whatever encoding and with whatever separator"),
    )
    parser.add_argument("--dry-run", action="store_true", help=tr("only tell what would happen"))
    parser.add_argument(
        "--as",
        dest="kind",
        choices=tuple(_KINDS),
        help=tr("what the rows become (default: as the columns say, else as the office works)"),
    )
    parser.add_argument(
        "--day-order",
        choices=("dmy", "mdy"),
        help=tr("whether the list writes the day (dmy) or the month (mdy) first"),
    )
    parser.add_argument("--sheet", metavar=tr("NAME"), help=tr("the sheet of a workbook that holds the list"))
    parser.add_argument(
        "--report", metavar=tr("FILE"), type=Path, help=tr("write everything that can be told into this file")
    )


def import_contacts(
    called: argparse.Namespace, folder: Path, on_progress: Callable[[int, int], None] | None
) -> int:
    """Take the list in, or only tell what would become of it; the exit code.

    Raises:
        UnreadableFile: it is no list that can be read.
        Refused: there is no data yet, or the list does not tell enough of itself.
        Unavailable: the data cannot be read or written; nothing was changed.
        UnwritableFile: the report cannot be written; the list is in.
    """
    from desktop_app.exchange.imports.contacts.contact_field import ContactKind
    from desktop_app.exchange.imports.contacts.contact_report import whole_contact_report

    require_data(folder)
    with opened(folder) as application:
        report = application.controllers.contact_import.run(
            None,
            called.file,
            sheet=called.sheet,
            day_order=called.day_order or "",
            kind=ContactKind(_KINDS[called.kind]) if called.kind else None,
            dry_run=called.dry_run,
            on_progress=on_progress,
        )
    _print(report, _MOST_LINES if called.report is not None else None)
    if called.report is not None:
        from desktop_app.exchange.atomic_file import write_private

        write_private(called.report, "\n".join([*whole_contact_report(report), ""]).encode())
        print(tr("The whole report is in {file}.", file=paths.shown(called.report)))
    return DONE


def _print(report: ContactReport, most: int | None) -> None:
    """Print the report in words, of the refused rows the first *most*."""
    from desktop_app.exchange.imports.contacts.contact_report import contact_messages
    from desktop_app.exchange.imports.report_words import name_of, refused_sentence

    for message in contact_messages(report):
        print(message)
    refused = report.rows_refused.rows
    for row, reason in refused[:most]:
        print("  " + refused_sentence(row.line, name_of(row), reason))
    if most is not None and len(refused) > most:
        more = len(refused) - most
        print("  " + trn("… and {count} more in the report", "… and {count} more in the report", more))
    if report.refused_file is not None:
        print(
            tr(
                "The refused rows are in {file}: correct them and import the file again.",
                file=paths.shown(report.refused_file),
            )
        )
