"""Which reports there are: what each is called, what has to be chosen for it, and how it is gathered.

``overdue_list(session, days, mentor_id)``, ``call_sheet(session)``, ``person_file(session, person)``,
``figures(session, period, mentor_id)``, ``month(session, year, month, mentor_id)`` each give a ``Kind``
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.periods import Overview, Period
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.domain.records import PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.output.reports.printing import Report
from desktop_app.views.wording import formats


@dataclass(frozen=True, slots=True)
class Kind:
    """A report that can be asked for. ``gather(mentor_id)`` asks the controllers: not on the UI thread."""

    title: str
    file_name: str  # without its ending
    gather: Callable[[int | None], Report]
    choose_mentor: bool = False
    about: str = ""
    proposed: int | None = None  # of the mentors to choose from


def overdue_list(session: Session, days: int, mentor_id: int | None) -> Kind:
    """The dashboard's list as it is narrowed there."""
    from desktop_app.views.pages.dashboard import overdue_report as pages  # noqa: PLC0415 - with the report, not with the page

    def gather(_mentor: int | None) -> Report:
        found = session.controllers.reports.overdue(session.actor, days, mentor_id)
        said = {"days": days, "rows": len(found.rows)}
        return Report(
            "overdue",
            pages.heading(),
            lambda paper, every: pages.slices(paper, found, every),
            said,
            landscape=True,
        )

    title = tr("Overdue list")
    return Kind(
        title,
        _named(session, title),
        gather,
        about=tr("Everybody who is waiting too long, as on the dashboard."),
    )


def call_sheet(session: Session, mentor_id: int | None = None) -> Kind:
    """A mentor's week; *mentor_id* is whose is proposed."""
    from desktop_app.views.pages.dashboard import call_sheet as pages  # noqa: PLC0415 - as above

    def gather(mentor: int | None) -> Report:
        found = session.controllers.reports.call_sheet(session.actor, mentor)
        said = {"mentor": found.mentor.full_name, "rows": len(found.rows)}
        return Report(
            "call_sheet", pages.heading(found), lambda paper, every: pages.slices(paper, found, every), said
        )

    title = tr("Call sheet for the week")
    about = tr("Name, phone, why, and room to write; in the order of the quartiers.")
    sees_all = reach(session.actor, Action.VIEW_OVERDUE) is Reach.ALL
    return Kind(
        title, _named(session, title), gather, choose_mentor=sees_all, about=about, proposed=mentor_id
    )


def person_file(session: Session, person: PersonName) -> Kind:
    """A person and all that happened with them."""
    from desktop_app.views.pages.people import person_file as pages  # noqa: PLC0415 - as above

    def gather(_mentor: int | None) -> Report:
        controllers = session.controllers
        found = controllers.reports.person_file(session.actor, person.id)
        return Report(
            "person_file",
            pages.heading(found),
            lambda paper, every: pages.slices(paper, found, controllers.clock, every),
            {"entries": len(found.entries)},
            person_id=person.id,
        )

    about = tr("All that is known of {name}, notes in full.", name=person.full_name)
    return Kind(
        tr("File of {name}", name=person.full_name), _named(session, person.full_name), gather, about=about
    )


def figures(session: Session, period: Period, mentor_id: int | None) -> Kind:
    """The figures of the days chosen on the statistics page, with their charts."""
    return _figures(
        session,
        lambda: session.controllers.statistics.overview(session.actor, period, mentor_id),
        tr("Report of these days"),
    )


def month(session: Session, year: int, number: int, mentor_id: int | None) -> Kind:
    """The figures of a month."""
    words = formats.in_words(date(year, number, 1), "MMMM yyyy")
    return _figures(
        session,
        lambda: session.controllers.reports.month(session.actor, year, number, mentor_id),
        tr("Report of {month}", month=words),
    )


def _figures(session: Session, ask: Callable[[], Overview], title: str) -> Kind:
    from desktop_app.views.pages.statistics import month_report as pages  # noqa: PLC0415 - as above

    def gather(_mentor: int | None) -> Report:
        found = ask()
        said = {"first": found.period.first.isoformat(), "last": found.period.last.isoformat()}
        return Report(
            "figures", pages.heading(found), lambda paper, every: pages.slices(paper, found, every), said
        )

    return Kind(
        title, _named(session, title), gather, about=tr("Figures and charts, as on the statistics page.")
    )


def _named(session: Session, title: str) -> str:
    """A file name of *title* and today: letters that no disk refuses."""
    plain = "".join(sign if sign.isalnum() or sign in " -’" else " " for sign in title)
    return f"{' '.join(plain.split())} {session.controllers.clock.today().isoformat()}"
