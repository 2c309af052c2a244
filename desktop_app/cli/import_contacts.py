"""``suivi import contacts``: take in a list of past contacts, and tell in short what became of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.list_imports import (
    MOST_LINES,
    add_list_arguments,
    print_refused_file,
    print_some,
    write_report,
)
from desktop_app.cli.opening import opened, require_data
from desktop_app.i18n.texts import tr

if TYPE_CHECKING:
    from desktop_app.exchange.imports.contacts.contact_report import ContactReport

# ruff: noqa: PLC0415 - a command imports what it needs when it runs: none waits for the others

DONE = 0
_KINDS = {"follow-ups": "follow_ups", "interactions": "interactions"}


def add_contact_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be said of the list and of how it is read."""
    add_list_arguments(parser, tr("the list of contacts, in whatever encoding and with whatever separator"))
    parser.add_argument(
        "--as",
        dest="kind",
        choices=tuple(_KINDS),
        help=tr("what the rows become (default: as the columns say, else as the office works)"),
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
    _print(report, MOST_LINES if called.report is not None else None)
    if called.report is not None:
        write_report(called.report, whole_contact_report(report))
    return DONE


def _print(report: ContactReport, most: int | None) -> None:
    """Print the report in words, of the refused rows the first *most*."""
    from desktop_app.exchange.imports.contacts.contact_report import contact_messages
    from desktop_app.exchange.imports.report_words import name_of, refused_sentence

    for message in contact_messages(report):
        print(message)
    refused = (
        "  " + refused_sentence(row.line, name_of(row), reason) for row, reason in report.rows_refused.rows
    )
    print_some(list(refused), most)
    print_refused_file(report.refused_file)
