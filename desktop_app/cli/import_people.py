"""``suivi import people``, ``suivi import undo``: take in a list, tell in short what became of it, and take it back."""

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
from desktop_app.i18n.texts import tr, trn

if TYPE_CHECKING:
    from desktop_app.domain.records import ImportRecord
    from desktop_app.exchange.imports.import_report import ImportReport

# ruff: noqa: PLC0415 - a command imports what it needs when it runs: none waits for the others

DONE = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be said of the list and of how it is read."""
    add_list_arguments(
        parser, tr("the list, in whatever encoding and with whatever separator; or a folder of vCards")
    )
    parser.add_argument(
        "--take-new",
        action="store_true",
        help=tr("where the list says something else of a known person, take what the list says"),
    )


def import_people(
    called: argparse.Namespace, folder: Path, on_progress: Callable[[int, int], None] | None
) -> int:
    """Take the list in, or only tell what would become of it; the exit code.

    Raises:
        UnreadableFile: it is no list that can be read.
        Refused: it does not tell enough of itself, such as which sheet or which order of the days.
        Unavailable: the data cannot be read or written; nothing was changed.
        UnwritableFile: the report cannot be written; the list is in.
    """
    from desktop_app.exchange.imports.report_words import whole_report

    with opened(folder) as application:
        report = application.controllers.people_import.run(
            None,
            called.file,
            sheet=called.sheet,
            day_order=called.day_order or "",
            take=None if called.take_new else (),
            dry_run=called.dry_run,
            on_progress=on_progress,
        )
    _print(report, MOST_LINES if called.report is not None else None)
    if called.report is not None:
        write_report(called.report, whole_report(report))
    return DONE


def undo_import(called: argparse.Namespace, folder: Path) -> int:
    """List the newest imports, or take the one that was named back; the exit code.

    Raises:
        NotFound: there is no import of that number.
        Refused: there is no data yet, or it was undone already.
        Unavailable: the data cannot be read or written; nothing was changed.
    """
    from desktop_app.exchange.imports.report_words import undone_sentences

    require_data(folder)
    with opened(folder) as application:
        imports, clock = application.controllers.imports, application.clock
        if called.number is None:
            for record in imports.newest(None):
                counts = tr("undone") if record.undone_at else _counted(record)
                print(f"{record.id:5}  {clock.local(record.at):%Y-%m-%d %H:%M}  {counts:12}  {record.file}")
        else:
            for line in undone_sentences(imports.undo(None, called.number)):
                print(line)
    return DONE


def _counted(record: ImportRecord) -> str:
    """Return what an import added, in short."""
    if record.is_of_contacts:
        return trn("{count} contact", "{count} contacts", record.added)
    return f"+{record.added} ~{record.updated}"


def _print(report: ImportReport, most: int | None) -> None:
    """Print the report in words, of each kind of lines the first *most*."""
    from desktop_app.exchange.imports.report_words import (
        difference_sentence,
        doubt_sentence,
        name_of,
        refused_sentence,
        sentences,
    )

    for sentence in sentences(report):
        print(sentence)
    parts = (
        [doubt_sentence(doubt) for doubt in report.doubts],
        [difference_sentence(difference) for difference in report.differences],
        ["  " + refused_sentence(row.line, name_of(row), reason) for row, reason in report.rows_refused.rows],
    )
    for lines in parts:
        print_some(lines, most)
    print_refused_file(report.refused_file)
