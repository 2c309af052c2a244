"""``suivi remind``: what is due is made without a window, and told in the office's language; ``RegularReminders`` beside other work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import remind
from desktop_app.cli.remind import RegularReminders, messages
from desktop_app.controllers.care.reminders import Reminders
from desktop_app.domain.care.reminders import EVERY_SECONDS, RemindersMade
from desktop_app.domain.clock import Clock
from desktop_app.domain.errors import Unavailable
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from tests.support.office import Office

pytestmark = pytest.mark.any_day

ROOT = Path(__file__).parents[2]
WITHOUT_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "starlette", "uvicorn"):
            raise ImportError(f"{name} is not installed here", name=name)

sys.meta_path.insert(0, NoQt())
from desktop_app.cli import main
sys.exit(main.main())
"""


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    """An office of today in which somebody has waited for four days."""
    office = Office(data_folder, datetime.now(UTC))
    office.settings(language="fr", remind_leaders=False)
    mentor = office.user(Role.MENTOR)
    office.person(mentor, first_visit_on=office.clock.today() - timedelta(days=4))
    office.application.close()
    yield office
    office.application.close()


def run_remind(*arguments: object) -> tuple[int, str, str]:
    """Exit code, what was said, and what was said of faults, by a process that has no Qt."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, "remind", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"LC_ALL": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_it_makes_what_is_due_in_the_offices_language(office: Office) -> None:
    texts.use("fr")
    made = messages(RemindersMade(1, never_contacted=1), office.clock)
    nothing = messages(RemindersMade(), office.clock)
    assert run_remind("--data-dir", office.folder) == (0, "\n".join(made) + "\n", "")
    assert run_remind("--data-dir", office.folder) == (0, "\n".join(nothing) + "\n", "")


def test_without_data_it_says_so(tmp_path: Path) -> None:
    code, out, err = run_remind("--data-dir", tmp_path / "none")
    assert (code, out) == (1, "")
    assert "There is no data yet" in err
    assert not (tmp_path / "none").exists()


def test_called_wrongly_it_says_how() -> None:
    code, out, err = run_remind("--days", "3")
    assert (code, out) == (2, "")
    assert "suivi --help" in err


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (RemindersMade(), ["Nothing new is due."]),
        (
            RemindersMade(1, never_contacted=1),
            ["1 reminder made for 1 day: 1 of a person never contacted."],
        ),
        (
            RemindersMade(3, 8, 3, 1),
            [
                (
                    "12 reminders made for 3 days: 8 of people never contacted, "
                    "3 of people waiting too long, 1 of an overdue next action."
                )
            ],
        ),
        (
            RemindersMade(2, 0, 1, 2, is_complete=False),
            [
                "3 reminders made for 2 days: 1 of a person waiting too long, 2 of overdue next actions.",
                "Stopped before it was through. The next run does the rest.",
            ],
        ),
        (
            RemindersMade(quiet_until=datetime(2026, 7, 1, 5, 30, tzinfo=UTC)),
            ["Quiet hours until 07:30: no reminders. Those held back come afterwards."],
        ),
    ],
)
def test_the_sentences(made: RemindersMade, said: list[str]) -> None:
    assert messages(made, Clock("Europe/Paris")) == said


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A steady clock that stands still until it is moved."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def count(office: Office) -> int:
    """How many reminders there are."""
    return int(office.rows("SELECT COUNT(*) FROM notifications WHERE day IS NOT NULL")[0][0])


def test_beside_other_work_they_are_made_at_once_and_then_now_and_again(
    office: Office, seconds: list[float]
) -> None:
    office.restart()
    regular = RegularReminders(office.application, lambda: False)
    assert count(office) == 0
    regular.look()
    assert count(office) == 1
    office.pass_time(days=1)
    seconds[0] += EVERY_SECONDS - 1
    regular.look()
    assert count(office) == 1
    seconds[0] += 1
    regular.look()
    assert count(office) == 2


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            Unavailable("busy", Path("suivi.db")),
            marks=pytest.mark.expects_log("WARNING desktop_app.cli.remind: No reminders were made"),
        ),
        pytest.param(
            ZeroDivisionError(),
            marks=pytest.mark.expects_log("ERROR desktop_app.cli.remind: No reminders were made"),
        ),
    ],
)
def test_a_fault_does_not_end_the_other_work(
    office: Office, seconds: list[float], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    office.restart()
    regular = RegularReminders(office.application, lambda: False)

    def fail(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(Reminders, "make_due", fail)
        regular.look()
    regular.look()  # not before its time
    assert count(office) == 0
    seconds[0] += EVERY_SECONDS
    regular.look()
    assert count(office) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_asked_to_stop_it_says_how_far_it_came(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.restart()
    texts.use("en")
    make_due = Reminders.make_due

    def asked_meanwhile(self: Reminders, progress: Any, should_stop: Any) -> RemindersMade:
        os.kill(os.getpid(), signal.SIGTERM)
        return make_due(self, progress, should_stop)

    monkeypatch.setattr(Reminders, "make_due", asked_meanwhile)
    assert remind.remind(office.application) == ["Stopped before it was through. The next run does the rest."]
    monkeypatch.undo()
    assert remind.remind(office.application)[0].startswith("1 ")
