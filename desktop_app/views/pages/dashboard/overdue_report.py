"""The overdue list on paper: the dashboard's, all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from desktop_app.domain.records import OverdueRow
from desktop_app.domain.report_contents import OverdueList
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.long_text import unbroken
from desktop_app.views.output.reports.blocks import Cell, Column, paragraph, table, title
from desktop_app.views.output.reports.paper import LATE, Paper, Slice
from desktop_app.views.output.reports.printing import Report
from desktop_app.views.output.reports.report import ReportKind, dated_file_name
from desktop_app.views.wording import formats
from desktop_app.views.wording.dates import days_long
from desktop_app.views.wording.waiting import last_contact, lateness


def heading() -> str:
    """What the list is called."""
    return tr("Waiting too long")


def slices(paper: Paper, report: OverdueList, every: Callable[[], object]) -> Iterator[Slice]:
    """The title, what the list covers, and its rows."""
    whose = tr("Mentor: {name}", name=report.mentor.full_name) if report.mentor else ""
    count = trn(
        "{count} person without a contact for {days} or more, on {day}",
        "{count} people without a contact for {days} or more, on {day}",
        len(report.rows),
        days=days_long(report.days),
        day=formats.long_date(report.day),
    )
    paused = (
        trn("{count} more is paused.", "{count} more are paused.", report.paused) if report.paused else ""
    )
    yield from title(paper, heading(), [line for line in (whose, f"{count}. {paused}".strip()) if line])
    if not report.rows:
        yield from paragraph(paper, tr("Nobody is waiting too long."), 11)
        return
    columns = [
        Column(tr("Days"), 1, right=True),
        Column(tr("Name"), 3.6),
        Column(tr("Phone"), 3),
        Column(tr("Mentor"), 3),
        Column(tr("Status"), 2.2),
        Column(tr("Last contact"), 5),
    ]
    yield from table(paper, columns, _rows(report), every=every)


def _rows(report: OverdueList) -> Iterable[list[Cell]]:
    for row in report.rows:
        late = lateness(row) == "late"
        yield [
            Cell(formats.number(row.days), bold=late, colour=LATE if late else "#1A2330"),
            Cell(row.person.full_name, bold=True),
            Cell(unbroken(formats.phone(row.phone))),
            Cell(row.mentor.full_name if row.mentor else tr("no mentor"), _instead(row)),
            Cell(code_label(row.status)),
            Cell(last_contact(row, report.day)),
        ]


def _instead(row: OverdueRow) -> str:
    if row.looked_after_by is None:
        return ""
    return tr("away; {name} looks after them", name=row.looked_after_by.full_name)


def overdue_list(session: Session, days: int, mentor_id: int | None) -> ReportKind:
    """The dashboard's list as it is narrowed there."""

    def gather(_mentor: int | None) -> Report:
        contents = session.controllers.reports.overdue(session.actor, days, mentor_id)
        logged = {"days": days, "rows": len(contents.rows)}
        return Report(
            "overdue", heading(), lambda paper, every: slices(paper, contents, every), logged, landscape=True
        )

    title_words = tr("Waiting list")
    return ReportKind(
        title_words,
        dated_file_name(session, title_words),
        gather,
        about=tr("Everybody who is waiting too long, as on the dashboard."),
    )
