"""The statistics as charts, for the page and for the month's report.

``over_time(overview)``, ``by_type``, ``by_outcome``, ``new_people``, ``load``, ``mentors``, ``communes``, ``quartiers``, ``programs``, ``services``, ``interaction_types``: each gives a
    ``Chart``; ``about(overview)`` says the period and whose figures they are
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from desktop_app.domain.periods import Overview, Place, Share
from desktop_app.domain.person_fields import SPEC_OF
from desktop_app.domain.vocabulary import code_label
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.charts.bars import Bar, BarChart
from desktop_app.views.kit.charts.chart import Series
from desktop_app.views.kit.charts.columns import Column, ColumnChart
from desktop_app.views.pages.statistics.statistics_words import (
    before_words,
    bucket_label,
    bucket_name,
    percent,
    period_words,
    place_name,
    share_words,
)
from desktop_app.views.wording import formats

MOST_BARS = 10


def about(overview: Overview) -> str:
    """The period, and whose figures they are."""
    whose = overview.mentor.full_name if overview.mentor is not None else tr("everybody")
    return tr("{span} · {whose}", span=period_words(overview.period), whose=whose)


def over_time(overview: Overview) -> ColumnChart:
    """Follow-ups in each bucket of the period, beside those of the period before."""
    columns = [
        Column(
            bucket_label(overview.step, bucket, first=at == 0),
            bucket_name(overview.step, bucket),
            bucket.interactions,
            bucket.before,
        )
        for at, bucket in enumerate(overview.over_time)
    ]
    return ColumnChart(
        tr("Follow-ups over time"),
        about(overview),
        columns,
        Series(tr("follow-ups")),
        Series(before_words(overview.period), "points", "neutral"),
    )


def new_people(overview: Overview) -> ColumnChart:
    """Who came for the first time, in each bucket of the period."""
    columns = [
        Column(
            bucket_label(overview.step, bucket, first=at == 0),
            bucket_name(overview.step, bucket),
            bucket.new_people,
        )
        for at, bucket in enumerate(overview.over_time)
    ]
    series = Series(tr("new people"), "hatched", "good")
    return ColumnChart(tr("New people over time"), about(overview), columns, series)


def _parts(title: str, heading: str, overview: Overview, counts: Mapping[Any, int]) -> BarChart:
    whole = sum(counts.values())
    bars = [Bar(code_label(kind), (count,), _of_whole(count, whole)) for kind, count in counts.items()]
    return BarChart(title, about(overview), bars, [Series(tr("follow-ups"))], heading=heading)


def _of_whole(count: int, whole: int) -> str:
    if not whole:
        return formats.number(count)
    return tr("{count} · {percent}", count=formats.number(count), percent=percent(count / whole))


def by_type(overview: Overview) -> BarChart:
    """Calls, visits, meetings, others."""
    return _parts(tr("By type"), tr("Type"), overview, overview.figures.by_type)


def by_outcome(overview: Overview) -> BarChart:
    """What came of them."""
    return _parts(tr("By outcome"), tr("Outcome"), overview, overview.figures.by_outcome)


def _shares(
    title: str, heading: str, overview: Overview, shares: Iterable[tuple[StrEnum | None, Share]]
) -> BarChart:
    bars = [
        Bar(code_label(kind) or tr("no program"), (share.count,), share_words(share))
        for kind, share in shares
        if share.count
    ]
    series = [Series(tr("client interactions"))]
    return BarChart(title, about(overview), bars, series, heading=heading, most=MOST_BARS)


def interaction_types(overview: Overview) -> BarChart:
    """How people were met: client interactions by type, with their hours."""
    return _shares(
        tr("Client interactions by type"), tr("Type"), overview, overview.encounters.by_type.items()
    )


def programs(overview: Overview) -> BarChart:
    """Client interactions by program, with their hours."""
    return _shares(
        tr("Client interactions by program"), tr("Program"), overview, overview.encounters.by_program
    )


def services(overview: Overview) -> BarChart:
    """Client interactions by reference service, with their hours."""
    return _shares(
        tr("Client interactions by service"), tr("Service"), overview, overview.encounters.by_service
    )


class _Hands(NamedTuple):
    """What somebody, or nobody, has on their hands today."""

    waiting_too_long: int
    persons: int
    name: str
    limit: int | None


def workload(overview: Overview) -> BarChart:
    """What each mentor has on their hands today, and who has none: where most are waiting too long comes first."""
    workloads = [
        _Hands(
            mentor.workload.waiting_too_long,
            mentor.workload.persons,
            mentor.mentor.full_name,
            mentor.workload.limit,
        )
        for mentor in overview.mentors
    ]
    if overview.without_mentor is not None:
        nobodys = overview.without_mentor
        workloads.append(_Hands(nobodys.waiting_too_long, nobodys.persons, tr("no mentor"), None))
    workloads.sort(key=lambda hands: (-hands.waiting_too_long, -hands.persons))
    bars = [
        Bar(name, (persons - late, late), _load_words(persons, late), limit)
        for late, persons, name, limit in workloads
        if persons
    ]
    return BarChart(
        tr("Mentors’ load today"),
        about(overview),
        bars,
        [Series(tr("in follow-up")), Series(tr("waiting too long"), "hatched", "late")],
        stacked=True,
        limit_words=tr("limit"),
        heading=tr("Mentor"),
        most=MOST_BARS,
    )


def _load_words(persons: int, late: int) -> str:
    if not late:
        return formats.number(persons)
    return trn(
        "{persons}, {number} too long",
        "{persons}, {number} too long",
        late,
        persons=formats.number(persons),
        number=formats.number(late),
    )


def mentors(overview: Overview) -> BarChart:
    """Follow-ups of each mentor beside those of the period before, most first."""
    order = sorted(overview.mentors, key=lambda mentor: -mentor.interactions.now)
    bars = [
        Bar(mentor.mentor.full_name, (mentor.interactions.now, mentor.interactions.before))
        for mentor in order
        if mentor.interactions.now or mentor.interactions.before
    ]
    series = [Series(tr("follow-ups")), Series(before_words(overview.period), "hatched", "neutral")]
    return BarChart(
        tr("Follow-ups by mentor"), about(overview), bars, series, heading=tr("Mentor"), most=MOST_BARS
    )


def communes(overview: Overview) -> BarChart:
    """People met and new people by commune."""
    bars = [Bar(place_name(place.name), (place.contacted, place.new_people)) for place in overview.places]
    return _places(tr("By town"), tr(SPEC_OF["commune"].label), overview, bars)


def quartiers(overview: Overview) -> BarChart:
    """The same by quartier, each with its commune."""
    named = [
        Place(
            tr("{quartier}, {commune}", quartier=place_name(within.name), commune=place_name(commune.name)),
            within.contacted,
            within.new_people,
        )
        for commune in overview.places
        for within in commune.quartiers
        if within.name
    ]
    named.sort(key=lambda place: (-place.contacted, -place.new_people, place.name))
    bars = [Bar(place.name, (place.contacted, place.new_people)) for place in named]
    return _places(tr("By neighbourhood"), tr(SPEC_OF["quartier"].label), overview, bars)


def _places(title: str, heading: str, overview: Overview, bars: Iterable[Bar]) -> BarChart:
    series = [Series(tr("people met")), Series(tr("new people"), "hatched", "good")]
    return BarChart(title, about(overview), tuple(bars), series, heading=heading, most=MOST_BARS)
