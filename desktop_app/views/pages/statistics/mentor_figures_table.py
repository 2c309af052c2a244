"""All mentors side by side: a row for each, a column for each figure.

``mentor_figures_table() -> RecordTable[MentorFigures]``   ``side_by_side(Overview)`` gives its rows
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from desktop_app.domain.context import UserName
from desktop_app.domain.periods import Compared, Figures, MentorFigures, NewPeople, Overview, Workload
from desktop_app.domain.vocabulary import FollowUpType, Outcome, code_label
from desktop_app.i18n.texts import tr
from desktop_app.views.kit.table.model import Column
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.look.theme import Tone
from desktop_app.views.pages.statistics.statistics_words import percent
from desktop_app.views.wording import formats

NOBODY = 0
"""The key of the row of those who have no mentor."""
_NO_FIGURES = Figures(0, dict.fromkeys(FollowUpType, 0), dict.fromkeys(Outcome, 0), 0, 0, 0)
Figure = Callable[[MentorFigures], int]


def _figure(
    key: str,
    title: str,
    of: Figure,
    *,
    width: int = 96,
    hidden: bool = False,
    tone: Callable[[MentorFigures], Tone | None] | None = None,
) -> Column[MentorFigures]:
    return Column(
        key,
        title,
        lambda row: formats.number(of(row)),
        sort=key,
        sort_value=of,
        figure=True,
        width=width,
        hidden=hidden,
        tone=tone or (lambda row: None if of(row) else "neutral"),
    )


def _rate(mentor_figures: MentorFigures) -> str:
    rate = mentor_figures.settled.rate
    return "–" if rate is None else percent(rate)


def _difference(mentor_figures: MentorFigures) -> str:
    difference = mentor_figures.interactions.difference
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + formats.number(abs(difference))


def _late(of: Figure) -> Callable[[MentorFigures], Tone | None]:
    return lambda row: "late" if of(row) else "neutral"


def _over_limit(mentor_figures: MentorFigures) -> Tone | None:
    return (
        "soon"
        if mentor_figures.workload.persons > mentor_figures.workload.limit
        else None
        if mentor_figures.workload.persons
        else "neutral"
    )


def _of_type(kind: FollowUpType, mentor_figures: MentorFigures) -> int:
    return mentor_figures.figures.by_type[kind]


def _of_outcome(outcome: Outcome, mentor_figures: MentorFigures) -> int:
    return mentor_figures.figures.by_outcome[outcome]


def _columns() -> list[Column[MentorFigures]]:
    columns: list[Column[Any]] = [
        Column(
            "mentor",
            tr("Mentor"),
            lambda row: row.mentor.full_name,
            sort="mentor",
            width=170,
            strong=True,
            stretch=True,
            optional=False,
        ),
        _figure("interactions", tr("Follow-ups"), lambda row: row.figures.interactions, width=92),
        Column(
            "difference",
            tr("Difference"),
            _difference,
            sort="difference",
            sort_value=lambda row: row.interactions.difference,
            figure=True,
            width=92,
            muted=True,
        ),
        _figure("active", tr("People met"), lambda row: row.figures.active_persons, width=128),
    ]
    columns += [
        _figure(f"type_{kind}", code_label(kind), partial(_of_type, kind), hidden=True)
        for kind in FollowUpType
    ]
    columns += [
        _figure(f"outcome_{end}", code_label(end), partial(_of_outcome, end), hidden=True) for end in Outcome
    ]
    columns += [
        _figure(
            "pending", tr("Actions to come"), lambda row: row.figures.pending_actions, width=130, hidden=True
        ),
        _figure(
            "overdue",
            tr("Overdue actions"),
            lambda row: row.figures.overdue_actions,
            width=144,
            tone=_late(lambda row: row.figures.overdue_actions),
        ),
        _figure("new", tr("New people"), lambda row: row.new_people.came, width=140),
        Column(
            "rate",
            tr("Integrated"),
            _rate,
            sort="rate",
            sort_value=lambda row: -1.0 if row.settled.rate is None else row.settled.rate,
            figure=True,
            width=96,
        ),
        _figure("load", tr("In their care"), lambda row: row.workload.persons, width=104, tone=_over_limit),
        _figure(
            "too_long",
            tr("Too long"),
            lambda row: row.workload.waiting_too_long,
            width=130,
            tone=_late(lambda row: row.workload.waiting_too_long),
        ),
    ]
    return columns


def side_by_side(overview: Overview) -> list[MentorFigures]:
    """Each mentor, and last those who have none: what stands below each other adds up to what the dashboard says."""
    rows = list(overview.mentors)
    nobodys = overview.without_mentor
    if nobodys is not None:
        name = UserName(NOBODY, UUID(int=0), tr("no mentor"), "")
        workload = Workload(nobodys.persons, 0, nobodys.waiting_too_long)
        rows.append(
            MentorFigures(name, _NO_FIGURES, Compared(0, 0), nobodys.new_people, workload, NewPeople(0, 0))
        )
    return rows


def mentor_figures_table() -> RecordTable[MentorFigures]:
    """The table, empty; it sorts by itself."""
    record_table: RecordTable[MentorFigures] = RecordTable(
        _columns(),
        lambda row: row.mentor.id,
        name="mentorFigures",
        accessible_name=tr("Mentors side by side"),
        local_sort=True,
    )
    record_table.set_empty_words(tr("There is no mentor yet."), tr("Mentors are added on the page Users."))
    return record_table
