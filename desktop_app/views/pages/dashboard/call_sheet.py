"""A mentor's call sheet for the week: name, phone, why, and room to write; by quartier, as one walks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, groupby

from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.report_contents import CallSheet, CallSheetRow
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.long_text import unbroken
from desktop_app.views.output.reports.blocks import Cell, Column, paragraph, table, title
from desktop_app.views.output.reports.paper import Paper, Slice
from desktop_app.views.output.reports.printing import Report
from desktop_app.views.output.reports.report import ReportKind, dated_file_name
from desktop_app.views.wording import formats
from desktop_app.views.wording.waiting import last_contact

ROOM = 20.0
"""Millimetres to write on under each person."""


def heading(report: CallSheet) -> str:
    """What the sheet is called."""
    return tr("Call sheet of {name}", name=report.mentor.full_name)


def slices(paper: Paper, report: CallSheet, every: Callable[[], object]) -> Iterator[Slice]:
    """The title, then the people of each quartier."""
    week = tr("{first} to {last}", first=formats.long_date(report.first), last=formats.long_date(report.last))
    people = trn("{count} person", "{count} people", len(report.rows))
    yield from title(paper, heading(report), [f"{week} · {people}"])
    if not report.rows:
        yield from paragraph(paper, tr("Nobody waits too long, and nothing is planned for this week."), 11)
        return
    columns = [
        Column(tr("No."), 0.6, right=True),
        Column(tr("Name"), 3.2),
        Column(tr("Phone"), 3),
        Column(tr("Why"), 5.6),
    ]
    tick = (tr("reached"), tr("not reached"), tr("Next day:"))
    yield from table(paper, columns, _rows(report), room_to_write=ROOM, tick=tick, every=every)


def _rows(report: CallSheet) -> Iterator[list[Cell] | str]:
    numbers = count(1)
    for place, rows in groupby(report.rows, key=_place):
        yield place
        for row in rows:
            phone = Cell(unbroken(formats.phone(row.phone)) or "—")
            yield [Cell(formats.number(next(numbers))), _name(row), phone, Cell(_why(report, row))]


def _place(row: CallSheetRow) -> str:
    parts = [part for part in (row.quartier, row.commune) if part]
    return ", ".join(parts) or tr("Neighbourhood not known")


def _name(row: CallSheetRow) -> Cell:
    mentor = row.overdue.mentor if row.overdue else row.actions[0].mentor
    instead = row.overdue.looked_after_by if row.overdue else row.actions[0].looked_after_by
    beneath = tr("for {name}", name=mentor.full_name) if mentor and instead else ""
    return Cell(row.person.full_name, beneath, bold=True)


def _why(report: CallSheet, row: CallSheetRow) -> str:
    lines = []
    for action in row.actions:
        day = formats.short_date(action.due_on)
        late = tr("overdue since {day}", day=day) if action.due_on < report.first else day
        notes = " ".join(action.notes.split())
        lines.append(
            tr("Planned ({day}): {what}", day=late, what=notes) if notes else tr("Planned ({day})", day=late)
        )
    if row.overdue is not None:
        days = trn("Waiting for {count} day", "Waiting for {count} days", row.overdue.days)
        lines.append(f"{days} · {last_contact(row.overdue, report.first)}")
    return "\n".join(lines)


def call_sheet(session: Session, mentor_id: int | None = None) -> ReportKind:
    """A mentor's week; *mentor_id* is whose is proposed."""

    def gather(mentor: int | None) -> Report:
        contents = session.controllers.reports.call_sheet(session.actor, mentor)
        logged = {"mentor": contents.mentor.full_name, "rows": len(contents.rows)}
        return Report(
            "call_sheet", heading(contents), lambda paper, every: slices(paper, contents, every), logged
        )

    title_words = tr("Call sheet for the week")
    return ReportKind(
        title_words,
        dated_file_name(session, title_words),
        gather,
        choose_mentor=reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL,
        about=tr("Name, phone, why, and room to write; by neighbourhood."),
        proposed=mentor_id,
    )
