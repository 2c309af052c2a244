"""The month's report: what a board wants to see, with charts and the figures they are drawn from.

Figures and charts are those of the statistics page; a period that is no month can be printed from there in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.domain.periods import Bucket, MentorFigures, Overview, Period, Step, WithoutMentor
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.kit.charts.chart import Chart
from desktop_app.views.look import theme
from desktop_app.views.output.reports.blocks import (
    BODY,
    COLUMN_GAP,
    Cell,
    Column,
    beside,
    section,
    table,
    title,
)
from desktop_app.views.output.reports.paper import LATE, LINE, MUTED, Paper, Slice
from desktop_app.views.output.reports.printing import Report
from desktop_app.views.output.reports.report import ReportKind, dated_file_name
from desktop_app.views.pages.statistics import statistics_charts
from desktop_app.views.pages.statistics.statistics_words import (
    before_words,
    bucket_name,
    compared_words,
    encounter_words,
    percent,
    period_words,
)
from desktop_app.views.wording import formats

_SCREEN = 96.0  # dots an inch that charts are drawn for
_SMALLER = 0.8  # than on a screen, so that two stand side by side
_MOST_BARS = 6
"""Bars of a chart on paper: two pages hold all the charts, the annex holds the others."""
_TILE = 21.0  # millimetres


def heading(report: Overview) -> str:
    """What the report is called: of everybody, or of one mentor."""
    period = month_words(report.period)
    if report.mentor is None:
        return tr("Report: {span}", span=period)
    return tr("Report of {name}: {span}", name=report.mentor.full_name, span=period)


def month_words(period: Period) -> str:
    """The month, where the period is a whole one; else its days."""
    following = date.fromordinal(period.last.toordinal() + 1)
    if period.first.day != 1 or following.day != 1 or period.days > 31:
        return period_words(period)
    return bucket_name(Step.MONTH, Bucket(period.first, period.last, 0, 0, 0))


def slices(paper: Paper, report: Overview, every: Callable[[], object]) -> Iterator[Slice]:
    """Give the title, the figures, and the charts two by two: no more than two pages."""
    compared = tr("Compared with {span}.", span=period_words(report.before))
    yield from title(paper, heading(report), [compared])
    yield from _tiles(paper, _figures(report))
    charts = list(_charts(report))
    for first in range(0, len(charts), 2):
        every()
        yield beside(paper, [_drawn(paper, chart) for chart in charts[first : first + 2]])


def annex(paper: Paper, report: Overview, every: Callable[[], object]) -> Iterator[Slice]:
    """Give the tables, on pages of their own: what the charts draw, and the mentors side by side."""
    yield from _in_writing(paper, report, every)
    if report.mentor is None and report.mentors:
        yield from section(paper, tr("All mentors"))
        rows = [_mentor(mentor) for mentor in report.mentors]
        if report.without_mentor is not None:
            rows.append(_nobodys(report.without_mentor))
        yield from table(paper, _mentor_columns(), rows, every=every)


def _figures(report: Overview) -> list[tuple[str, str, str]]:
    """Each figure with what it counts and how it compares."""
    period, settled, met = report.period, report.settled, report.encounters
    integrated = "–" if settled.rate is None else percent(settled.rate)
    of_them = tr(
        "{integrated} of {came} who came 3 to 6 months ago", integrated=settled.integrated, came=settled.came
    )
    figures = [
        (
            formats.number(report.interactions.now),
            tr("follow-ups"),
            compared_words(report.interactions, period),
        ),
        (
            formats.number(report.active_persons.now),
            tr("people met"),
            compared_words(report.active_persons, period),
        ),
        (formats.number(report.came.now), tr("new people"), compared_words(report.came, period)),
        (integrated, tr("integrated by now"), of_them),
        (formats.number(report.figures.pending_actions), tr("next actions to come"), tr("today")),
        (formats.number(report.figures.overdue_actions), tr("overdue next actions"), tr("today")),
    ]
    if met.total.count:
        words = encounter_words(met.total, met.persons)
        figures.append((formats.number(met.total.count), tr("client interactions"), words))
    return figures


def _tiles(paper: Paper, figures: list[tuple[str, str, str]]) -> Iterator[Slice]:
    """Three figures in a row."""
    gap, a_row = 4.0, 3
    width = (paper.width - gap * (a_row - 1)) / a_row
    # one size for all of them: the largest in which none runs into its neighbour or over the edge
    points = next((size for size in (10, 9, 8) if _fit(paper, figures, width, size)), 7)
    for first in range(0, len(figures), a_row):
        row = figures[first : first + a_row]

        def paint(painter: QPainter, place: QRectF, row: list[tuple[str, str, str]] = row) -> None:
            unit = paper.unit
            for number, (figure, words, beneath) in enumerate(row):
                left = place.left() + number * (width + gap) * unit
                tile = QRectF(left, place.top(), width * unit, (_TILE - gap) * unit)
                paper.rule(painter, tile.left(), tile.right(), tile.top(), LINE)
                below = tile.adjusted(0, 1.5 * unit, 0, 0)
                paper.write(painter, below, [figure], 17, bold=True)
                beside = paper.metrics(17, bold=True).horizontalAdvance(figure + " ")
                words_at = below.adjusted(beside, 2.2 * unit, 0, 0)
                paper.write(painter, words_at, paper.lines(words, width - beside / unit, points)[:2], points)
                beneath_area = below.adjusted(0, 8.2 * unit, 0, 0)
                lines = paper.lines(beneath, width, 8)[:2]
                paper.write(painter, beneath_area, lines, 8, colour=MUTED)

        yield Slice(_TILE, paint, keep=True)


def _fit(paper: Paper, figures: list[tuple[str, str, str]], width: float, points: float) -> bool:
    """Whether the words of each tile fit beside its figure."""
    large, small = paper.metrics(17, bold=True), paper.metrics(points)
    return all(
        large.horizontalAdvance(figure + " ") + small.horizontalAdvance(words) <= width * paper.unit
        for figure, words, _beneath in figures
    )


def _charts(report: Overview) -> Iterable[Chart]:
    yield statistics_charts.over_time(report)
    yield statistics_charts.new_people(report)
    yield statistics_charts.by_type(report)
    yield statistics_charts.by_outcome(report)
    bars = [statistics_charts.communes(report), statistics_charts.quartiers(report)]
    if report.mentor is None:
        bars.insert(0, statistics_charts.workload(report))
    if report.encounters.total.count:
        bars.append(statistics_charts.programs(report))
        bars.append(statistics_charts.interaction_types(report))
        bars.append(statistics_charts.services(report))
    for chart in bars:
        yield chart.shortened(_MOST_BARS)


def _drawn(paper: Paper, chart: Chart) -> tuple[str, float, Callable[[QPainter, QRectF], None]]:
    """Give a chart of half the width: its title, its height in millimetres, and what paints it."""
    scale = _SMALLER * paper.unit * 25.4 / _SCREEN  # device pixels for one of a screen
    if chart.is_empty():

        def say(painter: QPainter, place: QRectF) -> None:
            words = paper.lines(tr("Nothing to show for these days."), place.width() / paper.unit, BODY)
            paper.write(painter, place, words, BODY, colour=MUTED)

        return chart.title, 2 * paper.line_height(BODY), say

    def paint(painter: QPainter, place: QRectF) -> None:
        width = place.width() / scale
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        chart.paint(painter, QRectF(0, 0, width, chart.height(width)), theme.LIGHT)
        painter.restore()

    half = (paper.width - COLUMN_GAP) / 2 * paper.unit / scale
    return chart.title, chart.height(half) * scale / paper.unit, paint


def _in_writing(paper: Paper, report: Overview, every: Callable[[], object]) -> Iterator[Slice]:
    """The figures that charts draw without writing them: over time, and of the places."""
    yield from section(paper, tr("The figures over time"), overleaf=True)
    columns = [
        Column(tr("When"), 3),
        Column(tr("Follow-ups"), 1.4, right=True),
        Column(before_words(report.period), 1.6, right=True),
        Column(tr("New people"), 1.4, right=True),
    ]
    rows = (
        [
            Cell(bucket_name(report.step, bucket)),
            Cell(formats.number(bucket.interactions)),
            Cell(formats.number(bucket.before), colour=MUTED),
            Cell(formats.number(bucket.new_people)),
        ]
        for bucket in report.over_time
    )
    yield from table(paper, columns, rows, every=every)
    for chart in (statistics_charts.communes(report), statistics_charts.quartiers(report)):
        headings, figures = chart.table()
        if not figures:
            continue
        yield from section(paper, chart.title)
        places = [
            Column(words, 1.4 if number else 3, right=number > 0) for number, words in enumerate(headings)
        ]
        yield from table(paper, places, ([Cell(text) for text in row] for row in figures), every=every)


def _mentor_columns() -> list[Column]:
    return [
        Column(tr("Mentor"), 3.4),
        Column(tr("Follow-ups"), 1.6, right=True),
        Column(tr("Before"), 1.4, right=True),
        Column(tr("People met"), 1.5, right=True),
        Column(tr("New people"), 1.5, right=True),
        Column(tr("People today"), 1.5, right=True),
        Column(tr("Waiting too long"), 1.6, right=True),
        Column(tr("Overdue next actions"), 1.8, right=True),
    ]


def _nobodys(those: WithoutMentor) -> list[Cell]:
    """Of those without a mentor: what nobody does is left out."""
    return [
        Cell(tr("no mentor"), bold=True),
        *[Cell("–", colour=MUTED)] * 3,
        Cell(formats.number(those.new_people.came)),
        Cell(formats.number(those.persons)),
        _late(those.waiting_too_long),
        Cell("–", colour=MUTED),
    ]


def _late(count: int) -> Cell:
    return Cell(formats.number(count), bold=count > 0, colour=LATE if count else MUTED)


def _mentor(mentor_figures: MentorFigures) -> list[Cell]:
    return [
        Cell(mentor_figures.mentor.full_name, bold=True),
        Cell(formats.number(mentor_figures.interactions.now)),
        Cell(formats.number(mentor_figures.interactions.before), colour=MUTED),
        Cell(formats.number(mentor_figures.figures.active_persons)),
        Cell(formats.number(mentor_figures.new_people.came)),
        Cell(formats.number(mentor_figures.workload.persons)),
        _late(mentor_figures.workload.waiting_too_long),
        Cell(formats.number(mentor_figures.figures.overdue_actions)),
    ]


def period_report(session: Session, period: Period, mentor_id: int | None) -> ReportKind:
    """The figures of the days chosen on the statistics page, with their charts."""
    return _report_of(
        session,
        lambda: session.controllers.statistics.overview(session.actor, period, mentor_id),
        tr("Report of these days"),
    )


def month_report(session: Session, year: int, month: int, mentor_id: int | None) -> ReportKind:
    """The figures of a month."""
    words = formats.in_words(date(year, month, 1), "MMMM yyyy")
    return _report_of(
        session,
        lambda: session.controllers.reports.month(session.actor, year, month, mentor_id),
        tr("Report of {month}", month=words),
    )


def _report_of(session: Session, ask: Callable[[], Overview], title_words: str) -> ReportKind:
    def gather(_mentor: int | None) -> Report:
        overview = ask()
        logged = {"first": overview.period.first.isoformat(), "last": overview.period.last.isoformat()}
        return Report(
            "figures",
            heading(overview),
            lambda paper, every: slices(paper, overview, every),
            logged,
            annex=lambda paper, every: annex(paper, overview, every),
        )

    return ReportKind(
        title_words,
        dated_file_name(session, title_words),
        gather,
        about=tr("Figures and charts on two pages."),
        annex=tr("With the &tables, as an annex"),
    )
