"""A report onto paper: gathered, laid out and painted on the thread for long work, whole or not at all.

``make_pdf(report, sheet, path, notes, progress, should_stop, on_made=…) -> int``   pages of the PDF that stands at *path* now
``print_on(printer, report, sheet, progress, should_stop) -> int``       pages sent to *printer*
``Report`` is what both take: its name, its heading, and a function that cuts it into slices on a given paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPdfWriter

from desktop_app.domain.errors import Cancelled
from desktop_app.exchange.atomic_file import NewFile, as_unwritable
from desktop_app.i18n.texts import tr
from desktop_app.views.output.reports.paper import Paper, Progress, Sheet, Slice, a4
from desktop_app.views.wording import formats

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

RESOLUTION = 600  # dots an inch


@dataclass(frozen=True, slots=True)
class Report:
    """What is put on paper: its *name* in the activity log, its *heading*, its contents, its figures for the log."""

    name: str
    heading: str
    slices: Callable[[Paper, Callable[[], object]], Iterator[Slice]]
    logged: Mapping[str, object]
    person_id: int | None = None
    landscape: bool = False
    annex: Callable[[Paper, Callable[[], object]], Iterator[Slice]] | None = None
    """What may follow by choice."""

    def with_annex(self) -> Report:
        """Give the same report with its annex behind it; without one, the same."""
        annex, slices = self.annex, self.slices
        if annex is None:
            return self

        def whole(paper: Paper, every: Callable[[], object]) -> Iterator[Slice]:
            yield from slices(paper, every)
            yield from annex(paper, every)

        return replace(self, slices=whole, annex=None, logged={**self.logged, "annex": True})


def sheet(report: Report, organisation: str, who: str, now: datetime) -> Sheet:
    """What every page of *report* says; *now* is read off the organisation's clock."""
    printed = tr(
        "Created on {day} by {name}. Personal data: keep it safe.", day=formats.short_moment(now), name=who
    )
    return Sheet(organisation, report.heading, printed, report.landscape)


def make_pdf(
    report: Report,
    on: Sheet,
    path: Path,
    notes: Path,
    progress: Progress,
    should_stop: Callable[[], bool],
    on_made: Callable[[int], object] | None = None,
) -> int:
    """Make *path* a PDF of *report*; how many pages it has. *notes* is the folder where files under way are noted.

    *on_made* is told how many before the file has its name: what it raises is raised, and *path* is as it was.

    Raises:
        Cancelled: stopped; *path* is as it was.
        UnwritableFile: it cannot be written there; it is as it was.
    """
    # made in memory: Qt tells nobody when a disk is full
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(a4(landscape=on.landscape))
    writer.setTitle(report.heading)
    writer.setAuthor(on.organisation)
    writer.setCreator("Suivi")
    paper = Paper(writer)
    count = paper.paint(on, report.slices(paper, _stopping(should_stop)), progress, should_stop)
    buffer.close()
    with NewFile(path, notes) as new:
        with as_unwritable(path):
            new.stream.write(held.data())
        new.settle()
        if on_made is not None:
            on_made(count)
        new.finish()
    return count


def print_on(
    printer: QPrinter, report: Report, on: Sheet, progress: Progress, should_stop: Callable[[], bool]
) -> int:
    """Send *report* to *printer*, or those of its pages that were chosen there; how many pages went.

    Raises:
        Cancelled: stopped; what the printer had was told to stop too.
        Refused: the printer does not answer.
    """
    printer.setDocName(report.heading)
    printer.setCreator("Suivi")
    paper = Paper(printer)
    chosen = (printer.fromPage(), printer.toPage()) if printer.fromPage() > 0 else None
    try:
        return paper.paint(on, report.slices(paper, _stopping(should_stop)), progress, should_stop, chosen)
    except Cancelled:
        printer.abort()
        raise


def _stopping(should_stop: Callable[[], bool]) -> Callable[[], None]:
    """What a long report calls at every row."""

    def every() -> None:
        if should_stop():
            raise Cancelled

    return every
