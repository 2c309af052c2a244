"""The statistics at 100,000 persons and 1,000,000 follow-ups, against the same sums in raw ``sqlite3``."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop_app.application import Application
from desktop_app.controllers.sign_in import actor_of
from desktop_app.database.models import UserTable
from desktop_app.database.queries import waiting_queries
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from desktop_app.views.pages.statistics.statistics_page import StatisticsPage
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.start import make_window
from tests.benchmarks.measuring import in_turn, say
from tests.benchmarks.test_heartbeat import LONG, Heart

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MONTH = """
SELECT f.interaction_type, f.outcome, COUNT(*), COUNT(DISTINCT f.person_id) FROM follow_ups f
WHERE f.mentor_id = ? AND f.interaction_date BETWEEN ? AND ? AND f.deleted_at IS NULL GROUP BY 1, 2
"""
YEAR = """
SELECT f.mentor_id, f.interaction_type, f.outcome, COUNT(*) FROM follow_ups f
WHERE f.interaction_date BETWEEN ? AND ? AND f.deleted_at IS NULL GROUP BY 1, 2, 3
"""


@pytest.fixture
def application(large_office: Path) -> Iterator[Application]:
    opened = Application(large_office, FixedClock(NOON))
    opened.open()
    yield opened
    opened.close()


def user(role: Role) -> Actor:
    """An administrator, or the mentor with the most persons."""
    busiest = max(waiting_queries.active_persons_of_mentors().items(), key=lambda one: one[1])[0]
    return actor_of(UserTable.get(UserTable.id == busiest if role is Role.MENTOR else UserTable.role == role))


@pytest.mark.benchmark
def test_a_mentors_month(application: Application) -> None:
    mentor = user(Role.MENTOR)
    statistics, follow_ups = application.controllers.statistics, application.controllers.follow_ups
    month = statistics.period("month")
    values = (mentor.id, str(month.first), str(month.last))
    with closing(sqlite3.connect(application.store.path)) as raw:
        count = sum(row[2] for row in raw.execute(MONTH, values))
        calls: tuple[tuple[str, Callable[[], object], str], ...] = (
            ("documented figures", lambda: follow_ups.statistics(mentor, "month", None), "; asked: 2"),
            ("everything that the page shows", lambda: statistics.overview(mentor, month), ""),
        )
        for words, call, asked in calls:
            ours, bare = in_turn(call, lambda: raw.execute(MONTH, values).fetchall())
            say(
                f"a mentor's month, {count} follow-ups, {words}: {ours * 1000:.2f} ms, {ours / bare:.2f} × "
                f"one raw query ({bare * 1000:.2f} ms){asked}"
            )


@pytest.mark.benchmark
def test_all_mentors_side_by_side(application: Application) -> None:
    admin = user(Role.ADMIN)
    statistics = application.controllers.statistics
    with closing(sqlite3.connect(application.store.path)) as raw:

        def bare(values: tuple[str, str]) -> list[Any]:
            return raw.execute(YEAR, values).fetchall()

        for word in ("month", "year"):
            period = statistics.period(word)
            values = (str(period.first), str(period.last))
            found = statistics.overview(admin, period)
            ours, floor = in_turn(
                partial(statistics.overview, admin, period),
                partial(bare, values),
                rounds=3,
                runs=3,
            )
            say(
                f"all {len(found.mentors)} mentors, one {word}, {found.figures.interactions:,} follow-ups: "
                f"{ours * 1000:.0f} ms, {ours / floor:.2f} × one raw sum by mentor, type and outcome ({floor * 1000:.0f} ms)"
            )


@pytest.mark.benchmark
def test_the_page_is_shown(qtbot: QtBot, large_office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the click on a period to the figures of all mentors on the screen, and how long the window stood still meanwhile."""
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    window = make_window(lambda folder: Application(folder, FixedClock(NOON)), large_office)
    window.resize(1366, 768)
    heart = Heart()

    def quiet() -> bool:
        return not window.operations.is_busy()

    try:
        window.open()
        qtbot.waitUntil(lambda: window.content() is not None and quiet(), timeout=LONG)
        window.sign_in("admin@example.com", "look-around")
        qtbot.waitUntil(lambda: isinstance(window.content(), MainWindow) and quiet(), timeout=LONG)
        frame = window.content()
        assert isinstance(frame, MainWindow)
        heart.begin()
        begun = time.perf_counter()
        page = frame.go("statistics")
        assert isinstance(page, StatisticsPage)
        shown: list[tuple[str, float, int]] = []
        qtbot.waitUntil(lambda: page.overview() is not None and quiet(), timeout=LONG)
        shown.append(("the page, one month", time.perf_counter() - begun, heart.longest))
        for words, at, days in (("one year", 2, 365), ("one week", 0, 7), ("one year again", 2, 365)):
            button = page.findChild(QAbstractButton, f"spanPeriod-{at}")
            assert isinstance(button, QAbstractButton)
            heart.begin()
            begun = time.perf_counter()
            button.click()
            qtbot.waitUntil(partial(is_shown, page, days), timeout=LONG)
            page.grab()
            shown.append((words, time.perf_counter() - begun, heart.longest))
    finally:
        window.close()
        window.deleteLater()
    for words, seconds, longest in shown:
        say(
            f"all mentors, {words}: shown after {seconds:.2f} s; asked for a year: 1; the window stood still for {longest} ms "
            "at most; asked: 50"
        )


def is_shown(page: StatisticsPage, days: int) -> bool:
    overview = page.overview()
    return overview is not None and overview.period.days == days


@pytest.mark.benchmark
def test_what_the_wider_indexes_cost_a_recording(large_office: Path, tmp_path: Path) -> None:
    """Inserts of follow-ups in raw ``sqlite3`` with the indexes of 0001 and with those of 0002, in turn, each in a file of its own."""
    narrow = (
        "CREATE INDEX follow_ups_by_date ON follow_ups (interaction_date, id)",
        "CREATE INDEX follow_ups_of_mentor ON follow_ups (mentor_id, interaction_date, id)",
    )
    with closing(sqlite3.connect(large_office / "suivi.db")) as office:
        tables = [
            row[0]
            for row in office.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = 'follow_ups' AND sql IS NOT NULL"
            )
        ]
    offices = {}
    for words in ("wide", "narrow"):
        made = offices[words] = sqlite3.connect(tmp_path / f"{words}.db", isolation_level=None)
        for statement in tables:
            made.execute(statement)
        if words == "narrow":
            for statement in narrow:
                made.execute(f"DROP INDEX {statement.split()[2]}")
                made.execute(statement)
        made.execute("PRAGMA journal_mode = wal")
        made.execute("PRAGMA synchronous = full")
        made.execute("ATTACH ? AS office", (str(large_office / "suivi.db"),))
        made.execute("INSERT INTO follow_ups SELECT * FROM office.follow_ups WHERE id % 4 = 0")
    insert = "INSERT INTO follow_ups SELECT * FROM office.follow_ups WHERE id = ?"

    def record(words: str, key: int) -> None:
        offices[words].execute(insert, (key,))

    try:
        one = {words: iter(list(range(1, 40_000, 4))) for words in offices}
        wide, bare = in_turn(
            lambda: record("wide", next(one["wide"])),
            lambda: record("narrow", next(one["narrow"])),
            rounds=9,
            runs=200,
        )
    finally:
        for made in offices.values():
            made.close()
    say(
        f"a raw insert of a follow-up with its commit: {wide * 1e6:.0f} µs, {wide / bare:.2f} × that with the indexes of "
        f"0001 ({bare * 1e6:.0f} µs)"
    )
