"""Which lists can leave the program, what each is called, and how it is written.

``people(session, filters, sort, descending)``, ``follow_ups(session, asked)``, ``interactions(session, asked)``,
``waiting(session, days, mentor_id)``, ``paused(session)``, ``next_actions(session, which, mentor_id)``, ``users(session)``, ``figures(session, period, mentor_id)`` each give a ``ExportKind``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from desktop_app.exchange.exports import tables
from desktop_app.exchange.exports.tables import Exported, ExportForm, Format
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.wording import formats

if TYPE_CHECKING:
    from desktop_app.controllers.exporting.exports import Watch
    from desktop_app.controllers.persons import PersonFilter, Sort
    from desktop_app.domain.periods import Period

_TABLES = (Format.EXCEL, Format.CSV)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen; *further*: the box that only some lists have."""

    form: ExportForm
    further: bool = False


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A list that can be exported. ``write`` asks the controllers: not on the UI thread. Words are translated."""

    title: str
    file_title: str  # marked
    about: str
    notes: str  # the box that lets what people confided go with it; nothing: there is none
    notes_first: bool  # whether it is ticked at first, as what the list shows anyway
    words_of: Callable[[int], str]
    write: Callable[[Path, Wish, Watch], Exported]
    formats: tuple[Format, ...] = _TABLES
    notes_of_calendar: str = ""
    further: str = ""


def _narrowed(by: str) -> str:
    """What a list holds: what its page shows."""
    if by:
        return tr("As the list is narrowed now: {filters}.", filters=by)
    return tr("The whole list, as you may see it.")


def people(
    session: Session, filters: PersonFilter, sort: Sort, filters_words: str, *, descending: bool
) -> ExportKind:
    """The people as they are filtered and sorted; *filters_words*: the filters in words."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        return session.controllers.exports.people(
            session.actor,
            filters,
            path,
            wish.form,
            sort=sort,
            descending=descending,
            **watch,
        )

    return ExportKind(
        title=tr("Export people"),
        file_title=tables.PEOPLE.title,
        about=_narrowed(filters_words),
        notes=tr("With prayer requests and notes"),
        notes_first=False,
        words_of=lambda n: trn("{number} person", "{number} people", n, number=formats.number(n)),
        write=write,
    )


def follow_ups(session: Session, asked: Mapping[str, Any], filters_words: str) -> ExportKind:
    """The follow-ups; *asked* by the names of ``FollowUpFilter``."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        from desktop_app.controllers.follow_ups import FollowUpFilter  # noqa: PLC0415 - loads the rules, off the UI thread

        return session.controllers.exports.follow_ups(
            session.actor,
            FollowUpFilter(**asked),
            path,
            wish.form,
            **watch,
        )

    return ExportKind(
        title=tr("Export follow-ups"),
        file_title=tables.FOLLOW_UPS.title,
        about=_narrowed(filters_words),
        notes=tr("With notes"),
        notes_first=True,
        words_of=lambda n: trn("{number} follow-up", "{number} follow-ups", n, number=formats.number(n)),
        write=write,
    )


def interactions(session: Session, asked: Mapping[str, Any], filters_words: str) -> ExportKind:
    """The client interactions; *asked* by the names of ``InteractionFilter``."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        from desktop_app.controllers.client_interactions import InteractionFilter  # noqa: PLC0415 - as above

        return session.controllers.exports.interactions(
            session.actor,
            InteractionFilter(**asked),
            path,
            wish.form,
            **watch,
        )

    return ExportKind(
        title=tr("Export client interactions"),
        file_title=tables.INTERACTIONS.title,
        about=_narrowed(filters_words),
        notes=tr("With notes"),
        notes_first=True,
        words_of=lambda n: trn(
            "{number} client interaction", "{number} client interactions", n, number=formats.number(n)
        ),
        write=write,
    )


def waiting(session: Session, days: int, mentor_id: int | None, whose_words: str) -> ExportKind:
    """Who has been waiting for *days* or more; *whose_words*: whose, or nothing."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        return session.controllers.exports.waiting(
            session.actor,
            days,
            path,
            wish.form,
            mentor=mentor_id,
            **watch,
        )

    limit = trn("at least {count} day", "at least {count} days", days)
    return ExportKind(
        title=tr("Export who is waiting too long"),
        file_title=tables.WAITING.title,
        about=_narrowed(" · ".join(part for part in (limit, whose_words) if part)),
        notes="",
        notes_first=False,
        words_of=lambda n: trn("{number} person", "{number} people", n, number=formats.number(n)),
        write=write,
    )


def paused(session: Session) -> ExportKind:
    """Who is paused, until when and why."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        return session.controllers.exports.paused(session.actor, path, wish.form, **watch)

    return ExportKind(
        title=tr("Export who is paused"),
        file_title=tables.PAUSED.title,
        about=_narrowed(""),
        notes=tr("With notes"),
        notes_first=True,
        words_of=lambda n: trn("{number} person", "{number} people", n, number=formats.number(n)),
        write=write,
    )


def next_actions(
    session: Session, which: Literal["open", "coming_up"], mentor_id: int | None, whose_words: str
) -> ExportKind:
    """What was promised; as a calendar too."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        return session.controllers.exports.next_actions(
            session.actor,
            "planned" if wish.further else which,
            path,
            wish.form,
            mentor=mentor_id,
            **watch,
        )

    coming = which == "coming_up"
    return ExportKind(
        title=tr("Export what is coming up") if coming else tr("Export all that is planned"),
        file_title=(tables.COMING_UP if coming else tables.PLANNED).title,
        about=_narrowed(whose_words),
        notes=tr("With what is to be done"),
        notes_first=True,
        words_of=lambda n: trn("{number} next action", "{number} next actions", n, number=formats.number(n)),
        write=write,
        formats=(*_TABLES, Format.CALENDAR),
        notes_of_calendar=tr("With what is to be done and the phone numbers"),
        further=tr("All that is planned, not only the next 7 days") if coming else "",
    )


def users(session: Session) -> ExportKind:
    """Those who may sign in."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        return session.controllers.exports.users(session.actor, path, wish.form, **watch)

    return ExportKind(
        title=tr("Export users"),
        file_title=tables.USERS.title,
        about=tr("Everybody who may use the program, with their role. No password is in it."),
        notes="",
        notes_first=False,
        words_of=lambda n: trn("{number} user", "{number} users", n, number=formats.number(n)),
        write=write,
    )


def figures(session: Session, period: Period, mentor_id: int | None, period_words: str) -> ExportKind:
    """The figures of the days and the mentor that are chosen; *period_words*: both in words."""

    def write(path: Path, wish: Wish, watch: Watch) -> Exported:
        return session.controllers.exports.figures(
            session.actor,
            period,
            path,
            wish.form,
            mentor=mentor_id,
            **watch,
        )

    return ExportKind(
        title=tr("Export the figures"),
        file_title=tables.FIGURES.title,
        about=tr("All mentors side by side, a row for each: {filters}.", filters=period_words)
        if mentor_id is None
        else tr("The figures as they are shown: {filters}.", filters=period_words),
        notes="",
        notes_first=False,
        words_of=lambda n: trn("{number} row", "{number} rows", n, number=formats.number(n)),
        write=write,
    )
