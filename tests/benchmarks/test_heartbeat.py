"""How long the window stands still: a timer beats while lists of a large office load, forms open and a list is imported."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.application import Application
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.window import Window
from desktop_app.views.start import make_window
from tests.benchmarks.measuring import say
from tests.support.finding import child

BEAT = 2  # milliseconds
ASKED = 50
LONG = 120_000


class Heart:
    """Beats every 2 ms; ``longest`` is the longest it was kept from beating since the last ``begin``."""

    def __init__(self) -> None:
        self.longest = 0
        self._since = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)
        self._since.start()
        self._timer.start()

    def begin(self) -> None:
        self.longest = 0
        self._since.restart()

    def _beat(self) -> None:
        self.longest = max(self.longest, self._since.restart() - BEAT)


def people_file(path: Path, rows: int) -> Path:
    first_visit = date(2026, 1, 1)
    lines = ["Prénoms;Nom;Téléphone;1ère visite;Statut;Encadreur"]
    for number in range(rows):
        day = first_visit + timedelta(days=number % 300)
        lines.append(
            f"Nouveau{number};Venu{number % 977};07{number:08d};{day:%d/%m/%Y};En suivi;Mentor{number % 50} Test"
        )
    path.write_text("\n".join(lines), "cp1252")
    return path


@pytest.mark.benchmark
def test_the_window_never_stands_still(
    qtbot: QtBot, large_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    window = make_window(Application, large_office)
    window.resize(1366, 768)
    heart = Heart()
    figures: dict[str, int] = {}

    def quiet() -> bool:
        return not window.operations.is_busy()

    def during(words: str, act: Callable[[], object]) -> None:
        qtbot.waitUntil(quiet, timeout=LONG)
        heart.begin()
        act()
        begun = time.perf_counter()
        qtbot.waitUntil(lambda: time.perf_counter() - begun > 0.3 and quiet(), timeout=LONG)
        figures[words] = heart.longest

    try:
        window.open()
        qtbot.waitUntil(lambda: window.content() is not None, timeout=LONG)
        during("opening the data and loading the pages, at the door", lambda: None)
        qtbot.waitUntil(
            lambda: "desktop_app.views.pages.interactions.interaction_form" in sys.modules and quiet(),
            timeout=LONG,
        )
        during("signing in, the dashboard", lambda: window.sign_in("admin@example.com", "look-around"))
        frame: Any = window.content()
        assert isinstance(frame, MainWindow)
        for words, page in (
            ("the people", "people"),
            ("the follow-ups", "follow_ups"),
            ("the client interactions", "interactions"),
            ("the statistics", "statistics"),
            ("the users", "users"),
            ("the settings", "settings"),
            ("the dashboard again", "dashboard"),
            ("a new follow-up", "follow_up_form"),
            ("a new interaction", "interaction_form"),
            ("a new person", "person_form"),
            ("a person", "person"),
        ):
            during(words, partial(frame.go, page, 1 if page == "person" else None))
        frame.go("people")
        search = child(frame.page(), QLineEdit)
        during("searching the people", lambda: qtbot.keyClicks(search, "kouassi"))
        imported = import_in(window, people_file(tmp_path / "people.csv", 20_000))
        during("importing 20,000 people", imported)
    finally:
        window.close()
        window.deleteLater()
    for words, longest in figures.items():
        say(f"{words}: stood still for {longest} ms at most; asked: {ASKED}")
    assert figures


def import_in(window: Window, path: Path) -> Callable[[], object]:
    """Plans and counts the whole import of *path* without writing: the large office is kept for the next run."""
    controllers, frame = window.program.controllers, window.content()
    assert isinstance(frame, MainWindow)
    actor = frame.session.actor

    def work(progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> object:
        return controllers.people_import.run(
            actor, path, dry_run=True, on_progress=progress, should_stop=should_stop
        )

    def failed(error: BaseException) -> None:
        raise error

    return lambda: window.operations.run_long(work, lambda _report: None, failed, lambda _done, _total: None)
