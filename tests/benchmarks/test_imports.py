"""Taking in long lists: against ``executemany`` over raw tuples and the library that reads workbooks; memory; who else writes meanwhile."""

from __future__ import annotations

import io
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Self

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from desktop_app.application import Application
from desktop_app.domain.clock import FixedClock
from desktop_app.exchange.imports.people_file import open_people_file
from tests.benchmarks.measuring import process, say

MANY, FEW = 100_000, 10_000
HEADINGS = (
    "Prénoms",
    "Nom",
    "Téléphone",
    "E-mail",
    "Date de naissance",
    "Commune",
    "Sexe",
    "1ère visite",
    "Statut",
)
_NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def people(count: int) -> Iterator[tuple[object, ...]]:
    """Rows of a list: everybody once."""
    for number in range(count):
        yield (
            f"Awa{number}", f"Koné{number % 977}", f"07{number:08}", f"awa{number}@example.org",
            date(1960, 1, 1) + timedelta(days=number % 15_000), "Cocody", "FM"[number % 2],
            date(2026, 1, 1) + timedelta(days=number % 300), "En suivi",
        )  # fmt: skip


def csv_list(path: Path, count: int) -> Path:
    lines = (";".join(map(str, row)) for row in (HEADINGS, *people(count)))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def workbook(path: Path, count: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    for row in people(count):
        sheet.append(row)
    book.save(path)
    return path


def bare_insert(folder: Path) -> float:
    """Seconds that ``executemany`` over raw tuples takes to write the same people, with the same indexes."""
    application = Application(folder, FixedClock(_NOW))
    application.open()
    application.close()
    moment = int(_NOW.timestamp() * 1_000)
    rows = [
        (
            number.to_bytes(16, "big"), row[0], row[1], row[6], str(row[4]), row[2], row[3], row[5], str(row[7]),
            "in_follow_up", moment, moment, 1, f"kone{number % 977} awa{number}", f"awa{number} kone{number % 977}", str(row[7]), 0,
        )
        for number, row in enumerate(people(MANY))
    ]  # fmt: skip
    columns = (
        "uuid, first_name, last_name, gender, date_of_birth, phone, email, commune, first_visit_on, status, created_at, "
        "updated_at, version, name_key, search_text, waiting_since, follow_ups_count"
    )
    with closing(sqlite3.connect(folder / "suivi.db", isolation_level=None)) as connection:
        about = list(connection.execute("PRAGMA table_info(persons)"))
        given = [name.strip() for name in columns.split(",")]
        needed = [
            name for _, name, _, not_null, default, key in about if not_null and default is None and not key
        ]
        empty = [name for name in needed if name not in given]
        columns = ", ".join([*given, *empty])
        filled: list[tuple[object, ...]] = [(*row, *("" for _ in empty)) for row in rows]
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(filled[0]))
        connection.executemany(f"INSERT INTO persons ({columns}) VALUES ({marks})", filled)
        connection.execute("COMMIT")
        return time.perf_counter() - begun


class Writer:
    """Another program that writes every few hundredths of a second, and remembers how long it waited."""

    def __init__(self, database: Path) -> None:
        self.waits: list[float] = []
        self._database = database
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _write(self) -> None:
        with closing(sqlite3.connect(self._database, isolation_level=None, timeout=60)) as connection:
            while not self._ended.wait(0.03):
                begun = time.perf_counter()
                connection.execute("BEGIN IMMEDIATE")
                self.waits.append(time.perf_counter() - begun)
                connection.execute("INSERT INTO settings (key, value) VALUES ('benchmark', '1')")
                connection.execute("DELETE FROM settings WHERE key = 'benchmark'")
                connection.execute("COMMIT")


def test_a_long_list_of_people(tmp_path: Path) -> None:
    bare = bare_insert(tmp_path / "bare")
    path = csv_list(tmp_path / "people.csv", MANY)
    application = Application(tmp_path / "office", FixedClock(_NOW))
    application.open()
    try:
        begun = time.perf_counter()
        report = application.controllers.people_import.run(None, path)
        took = time.perf_counter() - begun
    finally:
        application.close()
    assert report.added == MANY
    say(f"{MANY:,} rows of CSV: {took:.1f} s, {took / bare:.1f} × executemany ({bare:.2f} s)")


def test_others_write_meanwhile(tmp_path: Path) -> None:
    path = csv_list(tmp_path / "people.csv", MANY)
    application = Application(tmp_path / "office", FixedClock(_NOW))
    application.open()
    try:
        with Writer(application.store.path) as writer:
            report = application.controllers.people_import.run(None, path)
    finally:
        application.close()
    assert report.added == MANY
    assert len(writer.waits) > 10
    say(
        f"another program wrote {len(writer.waits)} times meanwhile, and waited {max(writer.waits):.2f} s at most"
    )


def test_reading_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "people.xlsx", MANY)

    def library() -> int:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        return len(book.get_sheet_by_index(0).to_python())

    def ours() -> int:
        return sum(1 for _ in open_people_file(path).rows())

    assert (library(), ours()) == (MANY + 1, MANY)
    times: dict[Callable[[], int], list[float]] = {library: [], ours: []}
    for _ in range(3):
        for read, taken in times.items():
            begun = time.process_time()
            read()
            taken.append(time.process_time() - begun)
    bare, took = min(times[library]), min(times[ours])
    say(f"{MANY:,} rows of a workbook read: {took:.2f} s, {took / bare:.2f} × the library ({bare:.2f} s)")


_IMPORT = """
import json, resource, sys
from datetime import datetime, UTC
from pathlib import Path
from typing import Self
from desktop_app.application import Application
from desktop_app.domain.clock import FixedClock
kind, list_, folder = sys.argv[1:]
application = Application(Path(folder), FixedClock(datetime(2026, 11, 20, 9, tzinfo=UTC)))
application.open()
controller = application.controllers.people_import if kind == "people" else application.controllers.contact_import
report = controller.run(None, Path(list_))
print(json.dumps({"added": report.added, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""


def test_memory_of_a_list_of_people(tmp_path: Path) -> None:
    memory = {}
    for count in (FEW, MANY):
        path = csv_list(tmp_path / f"{count}.csv", count)
        memory[count] = process(_IMPORT, "people", str(path), str(tmp_path / str(count)))["memory"]
    say(f"memory for {FEW:,} and {MANY:,} people: {memory[FEW]} and {memory[MANY]} MB")
    assert memory[FEW] < memory[MANY] < 600


def contact_list(path: Path, count: int) -> Path:
    """Contacts with the first hundred people, each another."""
    lines = ["Date;Nom;Téléphone;Type;Résultat;Notes"]
    lines += [
        f"{date(2026, 1, 1) + timedelta(days=number % 300)};Koné{number % 100} Awa{number % 100};07{number % 100:08};appel;joint;number {number}"
        for number in range(count)
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_memory_of_a_list_of_contacts(tmp_path: Path) -> None:
    memory = {}
    for count in (FEW, MANY):
        folder = tmp_path / str(count)
        application = Application(folder, FixedClock(_NOW))
        application.open()
        application.controllers.users.add(
            None, {"first_name": "A", "last_name": "B", "email": "a@example.org", "role": "admin"}
        )
        application.controllers.people_import.run(None, csv_list(tmp_path / "people.csv", 100))
        application.close()
        path = contact_list(tmp_path / f"{count}.csv", count)
        result = process(_IMPORT, "contacts", str(path), str(folder))
        assert result["added"] == count
        memory[count] = result["memory"]
    say(f"memory for {FEW:,} and {MANY:,} contacts: {memory[FEW]} and {memory[MANY]} MB")
    assert memory[MANY] < 600
