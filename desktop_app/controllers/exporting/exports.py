"""Lists that leave the program as files: whole as they are filtered, for whoever may see them, and noted in the activity log.

A list is read from one state of the data, however long that takes, and nobody waits for it. The file is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any, Literal, TypedDict, TypeVar, Unpack
from uuid import UUID

from desktop_app.controllers import client_interactions, follow_ups, persons
from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.waiting import COMING_UP_DAYS, Waiting
from desktop_app.controllers.exporting import export_rows
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
from desktop_app.domain.errors import Cancelled, DomainError, Refused
from desktop_app.domain.periods import Period
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor, NextAction
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.exchange.atomic_file import NewFile, as_unwritable
from desktop_app.exchange.exports.csv_file import write_csv
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
from desktop_app.system import paths

__all__ = ["Exports", "Watch", "Which"]

T = TypeVar("T")
Progress = Callable[[int, int], object]
Which = Literal["past_due", "coming_up", "planned"]
"""Next actions: promised and past their day; of the days that the dashboard looks ahead; all from today on."""

_NOT_ASKED = frozenset({"only_mentor_ids"})
"""What of a filter is the actor's right, not their wish."""
_TABLES: dict[Which, ExportTable] = {"past_due": PAST_DUE, "coming_up": COMING_UP, "planned": PLANNED}


class Watch(TypedDict, total=False):
    """Who follows an export: *on_progress* is told (rows done, rows in all), *should_stop* is asked whether to go on."""

    on_progress: Progress | None
    should_stop: Callable[[], bool] | None


class Exports(Controller):
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
        """Those whom ``persons.list`` lists, in its order, with all that is known of them."""

        def read() -> tuple[int, Iterator[Batch]]:
            today = self._clock.today()
            narrowed = persons.narrowed(today, actor, filters)
            found = export_queries.people(narrowed, sort, descending=descending)
            return person_queries.total(narrowed), (export_rows.people(rows, today) for rows in found)

        return self._table(actor, PEOPLE, path, form, _said(filters), read, watch)

    def follow_ups(
        self,
        actor: Actor,
        filters: FollowUpFilter,
        path: Path,
        form: ExportForm,
        **watch: Unpack[Watch],
    ) -> Exported:
        """What ``follow_ups.list`` lists, newest first."""
        today, local = self._clock.today(), self._clock.local

        def read() -> tuple[int, Iterator[Batch]]:
            narrowed = follow_ups.narrowed(today, actor, filters)
            found = export_queries.follow_ups(narrowed)
            total = follow_up_queries.total(narrowed)
            return total, (export_rows.follow_ups(rows, today, local) for rows in found)

        return self._table(actor, FOLLOW_UPS, path, form, _said(filters), read, watch)

    def interactions(
        self,
        actor: Actor,
        filters: InteractionFilter,
        path: Path,
        form: ExportForm,
        **watch: Unpack[Watch],
    ) -> Exported:
        """What ``client_interactions.list`` lists, newest first."""
        local = self._clock.local

        def read() -> tuple[int, Iterator[Batch]]:
            narrowed = client_interactions.narrowed(self._clock.today(), actor, filters)
            found = export_queries.interactions(narrowed)
            total = interaction_queries.total(narrowed)
            return total, (export_rows.interactions(rows, services, local) for rows, services in found)

        return self._table(actor, INTERACTIONS, path, form, _said(filters), read, watch)

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
        """Those whom ``waiting.overdue`` lists, most overdue first."""

        def read() -> tuple[int, Iterator[Batch]]:
            total, found = self._over_the_same(Waiting).all_overdue(actor, days, mentor)
            return total, map(export_rows.waiting, found)

        asked = {"days": days, **({"mentor": mentor} if mentor is not None else {})}
        return self._table(actor, WAITING, path, form, asked, read, watch)

    def paused(
        self,
        actor: Actor,
        path: Path,
        form: ExportForm,
        **watch: Unpack[Watch],
    ) -> Exported:
        """Those whom ``waiting.paused`` lists, the first to come back first."""

        def read() -> tuple[int, Iterator[Batch]]:
            found = self._over_the_same(Waiting).paused(actor)
            return len(found), iter([export_rows.paused(found)] if found else [])

        return self._table(actor, PAUSED, path, form, {}, read, watch)

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
        """What ``waiting.next_actions`` lists, soonest first; as a calendar too.

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
                total, found = read()
                return total, map(export_rows.next_actions, found)

            return self._table(actor, table, path, form, asked, rows, watch)

        gone: list[tuple[UUID, date]] = []
        put_in: list[tuple[UUID, date]] = []

        def read_calendar() -> tuple[int, Iterator[Sequence[NextAction]]]:
            total, found = read()
            gone.extend(self._gone_from_calendar(actor))
            if not (total or gone):
                message = mark("There is nothing to put into a calendar: no next action is open here.")
                raise Refused(Text(message))
            return total, found

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

        return self._file(
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
        """What an earlier calendar of *actor* put in and is not theirs to do any more. Within a snapshot."""
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
        """Those whom ``users.list`` lists, by name."""

        def read() -> tuple[int, Iterator[Batch]]:
            found = self._over_the_same(Users).list(actor)
            return len(found), iter([export_rows.users(found, self._clock.local)])

        return self._table(actor, USERS, path, form, {}, read, watch)

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
        """The figures of ``statistics.overview``: a row for each mentor, and one for everybody where all were asked for."""

        def read() -> tuple[int, Iterator[Batch]]:
            statistics = self._over_the_same(Statistics)
            found = export_rows.figures(statistics.overview(actor, period, mentor))
            return len(found[0]), iter([found])

        asked = {
            "first": period.first,
            "last": period.last,
            **({"mentor": mentor} if mentor is not None else {}),
        }
        return self._table(actor, FIGURES, path, form, asked, read, watch)

    # -- writing

    def _table(
        self,
        actor: Actor,
        table: ExportTable,
        path: Path,
        form: ExportForm,
        asked: dict[str, Any],
        read: Callable[[], tuple[int, Iterator[Batch]]],
        watch: Watch,
    ) -> Exported:
        wanted = [place for place, one in enumerate(table.columns) if form.with_notes or not one.is_note]
        shown = table if form.with_notes else table.without_notes()

        def write_table(stream: IO[bytes], total: int, batches: Iterator[Batch]) -> None:
            chosen = ([batch[place] for place in wanted] for batch in batches)
            if form.format is Format.CSV:
                write_csv(stream, shown, chosen, country_of(self._clock.zone_name))
            else:
                from desktop_app.exchange.exports.excel_file import write_excel  # noqa: PLC0415 - CSV needs none of it

                write_excel(stream, shown, chosen, total)

        def count(batch: Batch) -> int:
            return len(batch[0])

        return self._file(actor, table.name, path, form, asked, read, count, write_table, watch)

    def _file(
        self,
        actor: Actor,
        name: str,
        path: Path,
        form: ExportForm,
        asked: dict[str, Any],
        read: Callable[[], tuple[int, Iterator[T]]],
        count: Callable[[T], int],
        write_batches: Callable[[IO[bytes], int, Iterator[T]], None],
        watch: Watch,
        remember: Callable[[], None] = lambda: None,
    ) -> Exported:
        with ExitStack() as stack:
            with self._store.snapshot():
                total, batches = read()  # what may not be read is not begun
                new = stack.enter_context(NewFile(path, paths.unfinished_dir(self._store.folder)))
                watched = _watched(batches, count, total, watch)
                with as_unwritable(new.path):
                    write_batches(new.stream, total, watched)
            new.settle()
            self._finish(
                actor, new, {"list": name, "format": str(form.format), "rows": total} | asked, form, remember
            )
        return Exported(new.path, total)

    def _finish(
        self,
        actor: Actor,
        new: NewFile,
        told_of: dict[str, Any],
        form: ExportForm,
        remember: Callable[[], None],
    ) -> None:
        """Note it and give the file its name: both or neither."""
        try:
            with self._store.transaction():
                after = {**told_of, "file": new.path.name, "with_notes": form.with_notes}
                write(self._clock.now(), actor, LogEvent.LIST_EXPORTED, after=after)
                remember()
                new.finish()
        except DomainError:
            new.take_back()
            raise


def _period(which: Which, today: date) -> tuple[date | None, date]:
    if which == "past_due":
        return None, today - timedelta(days=1)
    return today, today + timedelta(days=COMING_UP_DAYS) if which == "coming_up" else date.max


def _said(filters: PersonFilter | FollowUpFilter | InteractionFilter) -> dict[str, Any]:
    """What was asked for, as the activity log tells it."""
    given = {one.name: getattr(filters, one.name) for one in fields(filters) if one.name not in _NOT_ASKED}
    return {
        name: value
        for name, value in given.items()
        if value is not None and value != "" and value is not False
    }


def _watched(
    batches: Iterator[T],
    count: Callable[[T], int],
    total: int,
    watch: Watch,
) -> Iterator[T]:
    """*batches*, telling how far it is and asking whether to go on before each.

    Raises:
        Cancelled: it was asked to stop.
    """
    on_progress, should_stop = watch.get("on_progress"), watch.get("should_stop")
    done = 0
    for batch in batches:
        if should_stop is not None and should_stop():
            raise Cancelled
        yield batch
        done += count(batch)
        if on_progress is not None:
            on_progress(done, total)
    if should_stop is not None and should_stop():
        raise Cancelled
