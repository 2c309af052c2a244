"""Lists that leave the program as files: whole as they are filtered, for whoever may see them, and noted in the activity log.

A list is read from one state of the data, however long that takes, and nobody waits for it. The file is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any, Literal, TypeVar, Unpack
from uuid import UUID

from desktop_app.controllers import client_interactions, follow_ups, person_search
from desktop_app.controllers.care.waiting import COMING_UP_DAYS, Waiting
from desktop_app.controllers.exporting import export_rows
from desktop_app.controllers.exporting.export_files import ExportFiles, Watch, rows_in
from desktop_app.controllers.statistics import Statistics
from desktop_app.controllers.users import Users
from desktop_app.database.queries import (
    calendar_queries,
    export_queries,
    follow_up_queries,
    interaction_queries,
    person_queries,
)
from desktop_app.database.queries.follow_up_queries import FollowUpFilter
from desktop_app.database.queries.interaction_queries import InteractionFilter
from desktop_app.database.queries.person_queries import PersonFilter, Sort
from desktop_app.domain.errors import Refused
from desktop_app.domain.periods import Period
from desktop_app.domain.records import Actor, NextAction
from desktop_app.exchange.exports.tables import (
    COMING_UP,
    FIGURES,
    FOLLOW_UPS,
    INTERACTIONS,
    PAST_DUE,
    PAUSED,
    PEOPLE,
    PLANNED,
    USERS,
    WAITING,
    Batch,
    Exported,
    ExportForm,
    ExportTable,
    Format,
)
from desktop_app.i18n.texts import Text, mark, tr

__all__ = ["Exports", "Watch", "Which"]

T = TypeVar("T")
Progress = Callable[[int, int], object]
Which = Literal["past_due", "coming_up", "planned", "open"]
"""Next actions: promised and past their day; of the days that the dashboard looks ahead; all from today on."""

_NOT_ASKED = frozenset({"only_mentor_ids"})
"""What of a filter is the actor's right, not their wish."""
_TABLES: dict[Which, ExportTable] = {
    "past_due": PAST_DUE,
    "coming_up": COMING_UP,
    "planned": PLANNED,
    "open": PLANNED,
}


class Exports(ExportFiles):
    """Whoever may see a list may export it, and sees in the file what the list shows.

    All raise:
        NotAllowed: not for this role.
        Invalid: the filters make no sense.
        UnwritableFile: the file cannot be written there.
        Cancelled: *should_stop* said so.
        Unavailable: the data cannot be reached.
    Of the file nothing is left then, and what was called so before is as it was. *on_progress* is given (rows done, rows in all).
    """

    def people(
        self,
        actor: Actor,
        filters: PersonFilter,
        path: Path,
        form: ExportForm,
        *,
        sort: Sort = "name",
        descending: bool = False,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export those whom ``persons.list`` lists, in its order, with all that is known of them."""

        def read() -> tuple[int, Iterator[Batch]]:
            today = self._clock.today()
            narrowed = person_search.narrowed(today, actor, filters)
            batches = export_queries.people(narrowed, sort, descending=descending)
            return person_queries.total(narrowed), (export_rows.people(rows, today) for rows in batches)

        return self._write_table(actor, PEOPLE, path, form, _asked_for(filters), read, watch)

    def follow_ups(
        self,
        actor: Actor,
        filters: FollowUpFilter,
        path: Path,
        form: ExportForm,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export what ``follow_ups.list`` lists, newest first."""
        today, local = self._clock.today(), self._clock.local

        def read() -> tuple[int, Iterator[Batch]]:
            narrowed = follow_ups.narrowed(today, actor, filters)
            batches = export_queries.follow_ups(narrowed)
            total = follow_up_queries.total(narrowed)
            return total, (export_rows.follow_ups(rows, today, local) for rows in batches)

        return self._write_table(actor, FOLLOW_UPS, path, form, _asked_for(filters), read, watch)

    def interactions(
        self,
        actor: Actor,
        filters: InteractionFilter,
        path: Path,
        form: ExportForm,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export what ``client_interactions.list`` lists, newest first."""
        local = self._clock.local

        def read() -> tuple[int, Iterator[Batch]]:
            narrowed = client_interactions.narrowed(self._clock.today(), actor, filters)
            batches = export_queries.interactions(narrowed)
            total = interaction_queries.total(narrowed)
            return total, (export_rows.interactions(rows, services, local) for rows, services in batches)

        return self._write_table(actor, INTERACTIONS, path, form, _asked_for(filters), read, watch)

    def waiting(
        self,
        actor: Actor,
        days: int,
        path: Path,
        form: ExportForm,
        *,
        mentor: int | UUID | None = None,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export those whom ``waiting.overdue`` lists, most overdue first."""

        def read() -> tuple[int, Iterator[Batch]]:
            total, batches = self._over_the_same(Waiting).all_overdue(actor, days, mentor)
            return total, map(export_rows.waiting, batches)

        asked = {"days": days, **({"mentor": mentor} if mentor is not None else {})}
        return self._write_table(actor, WAITING, path, form, asked, read, watch)

    def paused(
        self,
        actor: Actor,
        path: Path,
        form: ExportForm,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export those whom ``waiting.paused`` lists, the first to come back first."""

        def read() -> tuple[int, Iterator[Batch]]:
            rows = self._over_the_same(Waiting).paused(actor)
            return len(rows), iter([export_rows.paused(rows)] if rows else [])

        return self._write_table(actor, PAUSED, path, form, {}, read, watch)

    def next_actions(
        self,
        actor: Actor,
        which: Which,
        path: Path,
        form: ExportForm,
        *,
        mentor: int | None = None,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export what ``waiting.next_actions`` lists, soonest first; as a calendar too.

        A calendar also takes out what an earlier one of the same user put in and is open no more, or no longer theirs.

        Raises:
            Refused: there is nothing to put into a calendar, or to take out.
        """
        table = _TABLES[which]
        asked = {"mentor": mentor} if mentor is not None else {}

        def read() -> tuple[int, Iterator[Sequence[NextAction]]]:
            waiting = self._over_the_same(Waiting)
            return waiting.all_next_actions(actor, *_period(which, self._clock.today()), mentor)

        if form.format is not Format.CALENDAR:

            def rows() -> tuple[int, Iterator[Batch]]:
                total, batches = read()
                return total, map(export_rows.next_actions, batches)

            return self._write_table(actor, table, path, form, asked, rows, watch)

        gone: list[tuple[UUID, date]] = []
        put_in: list[tuple[UUID, date]] = []

        def read_calendar() -> tuple[int, Iterator[Sequence[NextAction]]]:
            total, batches = read()
            gone.extend(self._gone_from_calendar(actor))
            if not (total or gone):
                message = mark("There is nothing to put into a calendar: no next action is open here.")
                raise Refused(Text(message))
            return total, batches

        def noted(batches: Iterator[Sequence[NextAction]]) -> Iterator[Sequence[NextAction]]:
            for batch in batches:
                put_in.extend((action.uuid, action.due_on) for action in batch)
                yield batch

        def calendar(stream: IO[bytes], _total: int, batches: Iterator[Sequence[NextAction]]) -> None:
            from desktop_app.exchange.exports.calendar_file import write_calendar  # noqa: PLC0415 - seldom wanted

            name, now = f"Suivi · {tr(table.title)}", self._clock.now()
            write_calendar(stream, name, noted(batches), now, with_notes=form.with_notes, gone=gone)

        def remember() -> None:
            calendar_queries.remember(actor.id, put_in, self._clock.today())

        return self._write_file(
            actor,
            table.name,
            path,
            form,
            asked,
            read_calendar,
            len,
            calendar,
            watch,
            remember,
        )

    def _gone_from_calendar(self, actor: Actor) -> list[tuple[UUID, date]]:
        """Return what an earlier calendar of *actor* put in and is not theirs to do any more. Within a snapshot."""
        before = calendar_queries.put_in(actor.id)
        if not before:
            return []
        _total, batches = self._over_the_same(Waiting).all_next_actions(actor, None, date.max)
        still = {action.uuid for batch in batches for action in batch}
        return [(key, due) for key, due in before if key not in still]

    def users(
        self,
        actor: Actor,
        path: Path,
        form: ExportForm,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export those whom ``users.list`` lists, by name."""

        def read() -> tuple[int, Iterator[Batch]]:
            rows = self._over_the_same(Users).list(actor)
            return len(rows), iter([export_rows.users(rows, self._clock.local)])

        return self._write_table(actor, USERS, path, form, {}, read, watch)

    def figures(
        self,
        actor: Actor,
        period: Period,
        path: Path,
        form: ExportForm,
        *,
        mentor: int | UUID | None = None,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Export the figures of ``statistics.overview``: a row for each mentor, and one for everybody where all were asked for."""

        def read() -> tuple[int, Iterator[Batch]]:
            statistics = self._over_the_same(Statistics)
            columns = export_rows.figures(statistics.overview(actor, period, mentor))
            return rows_in(columns), iter([columns])

        asked = {
            "first": period.first,
            "last": period.last,
            **({"mentor": mentor} if mentor is not None else {}),
        }
        return self._write_table(actor, FIGURES, path, form, asked, read, watch)


def _period(which: Which, today: date) -> tuple[date | None, date]:
    if which == "past_due":
        return None, today - timedelta(days=1)
    if which == "open":  # the overdue ones too
        return None, date.max
    return today, today + timedelta(days=COMING_UP_DAYS) if which == "coming_up" else date.max


def _asked_for(filters: PersonFilter | FollowUpFilter | InteractionFilter) -> dict[str, Any]:
    """Return what was asked for, as the activity log tells it."""
    given = {
        field.name: getattr(filters, field.name) for field in fields(filters) if field.name not in _NOT_ASKED
    }
    return {
        name: value
        for name, value in given.items()
        if value is not None and value != "" and value is not False
    }
