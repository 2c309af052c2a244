"""Lists as files at 100,000 persons and 1,000,000 follow-ups: against ``csv.writer`` and ``openpyxl`` over a raw cursor; memory; a writer meanwhile."""

from __future__ import annotations

import csv
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desktop_app.application import Application
from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.controllers.sign_in import actor_of
from desktop_app.database import sqlite_only
from desktop_app.database.models import UserTable
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from desktop_app.exchange.exports.tables import ExportForm, Format
from tests.benchmarks.measuring import in_turn, process, say

_PEOPLE = """
SELECT p.first_name, p.last_name, p.gender, p.date_of_birth, p.phone, p.email, p.address, p.commune, p.quartier, p.profession,
    p.marital_status, p.how_heard, p.first_visit_on, p.last_contact_on, p.status, u.first_name || ' ' || u.last_name,
    p.paused_until, p.follow_ups_count, p.prayer_requests
FROM persons p LEFT JOIN users u ON u.id = p.mentor_id WHERE p.deleted_at IS NULL ORDER BY p.name_key, p.id
"""
_FOLLOW_UPS = """
SELECT f.interaction_date, p.first_name || ' ' || p.last_name, f.interaction_type, f.outcome, f.notes, f.next_action_date,
    f.open_action_on, f.next_action_notes, u.first_name || ' ' || u.last_name, f.created_at
FROM follow_ups f JOIN persons p ON p.id = f.person_id JOIN users u ON u.id = f.mentor_id
WHERE f.deleted_at IS NULL AND p.deleted_at IS NULL AND f.interaction_date >= ? ORDER BY f.interaction_date DESC, f.id DESC
"""
FIRST_DAY = date(2026, 11, 1)
WHOLE = {
    Format.CSV: ExportForm(Format.CSV, with_notes=True),
    Format.EXCEL: ExportForm(Format.EXCEL, with_notes=True),
}


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Application, Actor, sqlite3.Connection]]:
    """The large office, its administrator, and a bare connection as ours is set up."""
    application = Application(folder, FixedClock(datetime(2026, 11, 20, 9, tzinfo=UTC), "Africa/Abidjan"))
    application.open()
    try:
        with closing(sqlite_only.read_only(application.store.path)) as raw:
            raw.execute("PRAGMA cache_size = -16000")
            yield application, actor_of(UserTable.get(UserTable.role == Role.ADMIN)), raw
    finally:
        application.close()


def bare_csv(path: Path, cursor: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cursor)


def bare_excel(path: Path, cursor: Any) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in cursor:
        sheet.append(row)
    book.save(path)


def written(bare: Callable[[Path, Any], None], path: Path, cursor: Callable[[], Any]) -> None:
    """The rows of a *cursor* of its own, by a *bare* writer."""
    bare(path, cursor())


@pytest.mark.benchmark
def test_exports_against_the_bare_writers(large_office: Path, tmp_path: Path) -> None:
    with opened(large_office) as (application, admin, raw):
        exports = application.controllers.exports
        lists: dict[str, tuple[Callable[[Path, ExportForm], Any], Callable[[], Any]]] = {
            "people": (
                lambda path, form: exports.people(admin, PersonFilter(), path, form),
                lambda: raw.execute(_PEOPLE),
            ),
            "follow-ups": (
                lambda path, form: exports.follow_ups(admin, FollowUpFilter(date_from=FIRST_DAY), path, form),
                lambda: raw.execute(_FOLLOW_UPS, [str(FIRST_DAY)]),
            ),
        }
        for words, (export, cursor) in lists.items():
            for format_, bare, asked, rounds in (
                (Format.CSV, bare_csv, 3, 3),
                (Format.EXCEL, bare_excel, 1.5, 1),
            ):
                path = tmp_path / f"{words}.{format_}"
                rows = export(path, WHOLE[format_]).rows
                ours, floor = in_turn(
                    partial(export, path, WHOLE[format_]),
                    partial(written, bare, tmp_path / "bare", cursor),
                    rounds=rounds,
                    runs=1,
                )
                say(
                    f"{rows:,} {words} as {format_}: {ours:.2f} s, {ours / floor:.2f} × the bare writer ({floor:.2f} s); asked: {asked}"
                )


_MEMORY = """
import json, resource, sys
from pathlib import Path
from desktop_app.application import Application
from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.controllers.sign_in import actor_of
from desktop_app.database.models import UserTable
from desktop_app.exchange.exports.tables import ExportForm, Format
from desktop_app.domain.vocabulary import PersonStatus, Role
folder, target, format_, narrowed = sys.argv[1:]
application = Application(Path(folder))
application.open()
admin = actor_of(UserTable.get(UserTable.role == Role.ADMIN))
filters = PersonFilter(status=PersonStatus.LONG_ABSENT) if narrowed else PersonFilter()
form = ExportForm(Format(format_), with_notes=True)
done = application.controllers.exports.people(admin, filters, Path(target), form)
application.close()
print(json.dumps({"rows": done.rows, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


@pytest.mark.benchmark
def test_the_memory_does_not_grow_with_the_rows(large_office: Path, tmp_path: Path) -> None:
    for format_ in WHOLE:
        few, all_of_them = (
            process(_MEMORY, str(large_office), str(tmp_path / "file"), format_, narrowed)
            for narrowed in ("yes", "")
        )
        say(
            f"as {format_}: {few['rows']:,} rows with {few['peak']:.0f} MB, {all_of_them['rows']:,} with {all_of_them['peak']:.0f} MB"
        )


@pytest.mark.benchmark
def test_a_writer_is_not_held_up(large_office: Path, tmp_path: Path) -> None:
    with opened(large_office) as (application, admin, _raw):
        longest, ended = 0.0, threading.Event()

        def write_on() -> None:
            nonlocal longest
            with closing(sqlite3.connect(application.store.path, timeout=5, isolation_level=None)) as other:
                other.execute("PRAGMA synchronous = full")
                while not ended.is_set():
                    begun = time.perf_counter()
                    other.execute("UPDATE settings SET value = value WHERE key = 'name'")
                    longest = max(longest, time.perf_counter() - begun)
                    ended.wait(0.01)

        writer = threading.Thread(target=write_on)
        writer.start()
        try:
            application.controllers.exports.people(
                admin, PersonFilter(), tmp_path / "p.csv", WHOLE[Format.CSV]
            )
        finally:
            ended.set()
            writer.join()
    say(f"a writer beside an export of everybody waited for {longest * 1000:.0f} ms at most")
