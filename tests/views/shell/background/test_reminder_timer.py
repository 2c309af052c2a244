"""Reminders are made while a window stands: soon after it is open, now and again, when a day begins; nobody waits for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.controllers.care.reminders import Reminders
from desktop_app.domain.care.reminders import EVERY_SECONDS, RemindersMade
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.vocabulary import REMINDERS, Role
from desktop_app.system import paths
from desktop_app.views.base.day_change import DayChange
from desktop_app.views.base.operations import Operations
from desktop_app.views.shell.background import reminder_timer
from desktop_app.views.shell.background.reminder_timer import ReminderTimer
from desktop_app.views.start import make_window
from tests.views.conftest import Office

LONG = 20_000


def count(office: Office) -> int:
    """How many reminders the mentor has."""
    mine = office.application.controllers.notifications.mine(office.actors[Role.MENTOR], 500)
    return len([one for one in mine.items if one.kind in REMINDERS])


@pytest.fixture
def waiting(office: Office) -> Office:
    """An office in which somebody has waited for four days for a first contact."""
    office.person(mentor=office.actors[Role.MENTOR], first_visit_on=office.clock.today() - timedelta(days=4))
    return office


@pytest.fixture
def begun(
    qtbot: QtBot, waiting: Office, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReminderTimer]:
    """ReminderTimer that has begun and made those of the first day."""
    monkeypatch.setattr(reminder_timer, "FIRST_AFTER", 1)
    found = ReminderTimer(operations)
    with qtbot.waitSignal(found.reminders_made, timeout=LONG) as told:
        found.begin(waiting.application, operations)
        assert count(waiting) == 0  # not in the same breath
    assert told.args == [RemindersMade(1, never_contacted=1)]
    yield found
    found.stop()


def test_they_are_made_soon_and_then_every_quarter_of_an_hour(waiting: Office, begun: ReminderTimer) -> None:
    assert count(waiting) == 1
    assert begun._timer.isActive()
    assert begun._timer.interval() == EVERY_SECONDS * 1000 == 900_000


def test_the_next_time_makes_what_is_due_then(qtbot: QtBot, waiting: Office, begun: ReminderTimer) -> None:
    with qtbot.waitSignal(begun.reminders_made, timeout=LONG) as told:
        begun._timer.timeout.emit()
    assert told.args == [RemindersMade()]
    waiting.clock.moment += timedelta(days=2)
    with qtbot.waitSignal(begun.reminders_made, timeout=LONG) as told:
        begun._timer.timeout.emit()
    assert told.args == [RemindersMade(2, never_contacted=2)]


def test_a_new_day_brings_its_own(qtbot: QtBot, waiting: Office, begun: ReminderTimer) -> None:
    waiting.clock.moment += timedelta(days=1)
    change = begun.findChild(DayChange)
    assert change is not None
    with qtbot.waitSignal(begun.reminders_made, timeout=LONG):
        change.look()
    assert count(waiting) == 2


def test_the_window_is_not_busy_with_them(
    qtbot: QtBot, waiting: Office, begun: ReminderTimer, operations: Operations
) -> None:
    with qtbot.waitSignal(begun.reminders_made, timeout=LONG):
        begun.look()
        begun.look()  # one at a time
        assert not operations.is_busy()
    assert not operations.is_busy()


def test_once_stopped_no_more_are_made(qtbot: QtBot, waiting: Office, begun: ReminderTimer) -> None:
    waiting.clock.moment += timedelta(days=1)
    begun.stop()
    begun.look()
    with qtbot.assertNotEmitted(begun.reminders_made, wait=50):
        begun._timer.timeout.emit()
    assert count(waiting) == 1


def test_said_twice_it_does_not_begin_anew(
    waiting: Office, begun: ReminderTimer, operations: Operations
) -> None:
    begun.begin(waiting.application, operations)
    assert begun._timer.interval() == EVERY_SECONDS * 1000


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            Unavailable("busy", Path("suivi.db")), marks=pytest.mark.expects_log("WARNING .*No reminders")
        ),
        pytest.param(ZeroDivisionError(), marks=pytest.mark.expects_log("ERROR .*No reminders were made")),
    ],
)
def test_a_fault_disturbs_nobody(
    qtbot: QtBot,
    waiting: Office,
    begun: ReminderTimer,
    operations: Operations,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as broken, qtbot.assertNotEmitted(operations.failed):
        broken.setattr(Reminders, "make_due", fail)
        begun.look()
        qtbot.waitUntil(lambda: begun._job is None, timeout=LONG)
    with qtbot.waitSignal(begun.reminders_made, timeout=LONG):
        begun.look()


def test_an_open_window_makes_them_also_while_nobody_is_in(
    qtbot: QtBot, office: Office, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    monkeypatch.setattr(reminder_timer, "FIRST_AFTER", 1)
    window = make_window(office.program, data_folder)
    window.open()

    def made() -> int:
        with closing(sqlite3.connect(paths.database_file(data_folder))) as connection:
            return int(connection.execute("SELECT COUNT(*) FROM reminder_days").fetchone()[0])

    qtbot.waitUntil(lambda: made() == 1, timeout=LONG)
    assert window.frame() is None
    window.close()
    window.deleteLater()
