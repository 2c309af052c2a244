"""An exported list becomes a file: whole or not at all, from one state of the data, and noted in the activity log."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, TypedDict, TypeVar

from desktop_app.controllers.activity import write
from desktop_app.controllers.base import Controller
from desktop_app.domain.errors import Cancelled, DomainError, NotAllowed
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import LogEvent
from desktop_app.exchange.atomic_file import NewFile, as_unwritable
from desktop_app.exchange.exports.csv_file import write_csv
from desktop_app.exchange.exports.tables import Batch, Exported, ExportForm, ExportTable, Format
from desktop_app.system import paths

T = TypeVar("T")
Progress = Callable[[int, int], object]


class Watch(TypedDict, total=False):
    """Who follows an export: *on_progress* is told (rows done, rows in all), *should_stop* is asked whether to go on."""

    on_progress: Progress | None
    should_stop: Callable[[], bool] | None


class ExportFiles(Controller):
    """What every export does, whichever list it writes."""

    def _write_table(
        self,
        actor: Actor,
        table: ExportTable,
        path: Path,
        form: ExportForm,
        asked: dict[str, Any],
        read: Callable[[], tuple[int, Iterator[Batch]]],
        watch: Watch,
    ) -> Exported:
        wanted = [
            place for place, column in enumerate(table.columns) if form.with_notes or not column.is_note
        ]
        shown = table if form.with_notes else table.without_notes()

        def write_table(stream: IO[bytes], total: int, batches: Iterator[Batch]) -> None:
            chosen = ([batch[place] for place in wanted] for batch in batches)
            if form.format is Format.CSV:
                write_csv(stream, shown, chosen, country_of(self._clock.zone_name))
            else:
                from desktop_app.exchange.exports.excel_file import write_excel  # noqa: PLC0415 - CSV needs none of it

                write_excel(stream, shown, chosen, total)

        return self._write_file(actor, table.name, path, form, asked, read, rows_in, write_table, watch)

    def _write_file(
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
            with ExitStack() as reading:
                reading.enter_context(self._store.snapshot())
                total, batches = read()  # what may not be read is not begun
                new = stack.enter_context(NewFile(path, paths.unfinished_dir(self._store.folder)))
                given_way = _giving_way(batches, self._store.is_journal_large, reading.close)
                watched = _watched(given_way, count, total, watch)
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
        asked_for: dict[str, Any],
        form: ExportForm,
        remember: Callable[[], None],
    ) -> None:
        """Note it and give the file its name: both or neither."""
        try:
            with self._store.transaction():
                if self._present(actor).role is not actor.role:  # another role sees other people
                    raise NotAllowed
                after = {**asked_for, "file": new.path.name, "with_notes": form.with_notes}
                write(self._clock.now(), actor, LogEvent.LIST_EXPORTED, after=after)
                remember()
                new.finish()
        except DomainError:
            new.take_back()
            raise


def rows_in(batch: Batch) -> int:
    """Return how many rows a batch has, which is made of its columns."""
    return len(batch[0])


def _giving_way(
    batches: Iterator[T], is_in_the_way: Callable[[], bool], let_go: Callable[[], None]
) -> Iterator[T]:
    """Yield *batches*; once the reading is in the way of who writes, take in what is left, and let go of the data first.

    The journal beside the data cannot begin anew while a state of before is read. What is taken in stands in a file without a name.
    """
    for batch in batches:
        yield batch
        if is_in_the_way():
            break
    else:
        return
    with TemporaryFile() as taken_in:
        count = 0
        for batch in batches:
            pickle.dump(batch, taken_in, pickle.HIGHEST_PROTOCOL)
            count += 1
        let_go()
        taken_in.seek(0)
        for _ in range(count):
            yield pickle.load(taken_in)  # noqa: S301 - our own, and nobody else can open it


def _watched(
    batches: Iterator[T],
    count: Callable[[T], int],
    total: int,
    watch: Watch,
) -> Iterator[T]:
    """Yield *batches*, telling how far it is and asking whether to go on before each.

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
