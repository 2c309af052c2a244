"""What the tests of the windows stand on: a real office in a file, real controllers, cheap passwords, windows that are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.application import Application
from desktop_app.controllers import sign_in
from desktop_app.domain.clock import FixedClock
from desktop_app.domain.records import Actor, FollowUp, Person
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.system.settings import Preferences
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.session import Session
from desktop_app.views.kit import spoken_roles, stray_letters
from desktop_app.views.look import theme
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.wording import languages
from tests.support.desk import Desk

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PASSWORD = "correct horse battery"
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash passwords at the lowest cost: the tests of the core try the real one."""
    sign_in._nobodys_hash.cache_clear()
    monkeypatch.setattr(sign_in, "_hasher", lambda: _CHEAP)
    yield
    sign_in._nobodys_hash.cache_clear()


@pytest.fixture(autouse=True)
def english_afterwards(qapp: QApplication) -> Iterator[None]:
    """A window that spoke another language leaves Qt's own words in it behind: not for the next test."""
    yield
    if languages._installed or texts.language() != "en":
        languages.speak("en")


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication) -> None:
    """Every test starts in the light theme, with the roles that a screen reader is told."""
    spoken_roles.install()
    stray_letters.install(qapp)
    theme.apply(qapp, dark=False)


def program(folder: Path) -> Application:
    """The program over *folder*, as a window makes it, on the morning of ``NOW``."""
    return Application(folder, FixedClock(NOW))


@dataclass
class Office:
    """An office to work in: shortcuts to fill it through the real controllers."""

    application: Application
    clock: FixedClock
    actors: dict[Role, Actor] = field(default_factory=dict)

    def program(self, folder: Path) -> Application:
        """The program over *folder*, as a window makes it, by this office's clock."""
        return Application(folder, self.clock)

    def user(self, role: Role, first_name: str, last_name: str = "Test") -> Actor:
        """A user who can sign in as FIRST@example.org with ``PASSWORD``."""
        values = {"first_name": first_name, "last_name": last_name, "role": role, "password": PASSWORD}
        values["email"] = f"{first_name.lower()}@example.org"
        users = self.application.controllers.users
        user = users.add(None, values)
        return Actor(user.id, user.uuid, user.first_name, user.last_name, user.email, user.role)

    def person(
        self,
        first_name: str = "Awa",
        last_name: str = "N'Diaye",
        *,
        mentor: Actor | None = None,
        **values: Any,
    ) -> Person:
        """A person added by the administrator, first seen today unless said otherwise."""
        persons, admin = self.application.controllers.persons, self.actors[Role.ADMIN]
        added = persons.add(admin, {"first_name": first_name, "last_name": last_name, **values})
        return persons.assign(admin, added.id, {"mentor": mentor.uuid}) if mentor else added

    def follow_up(
        self, person: Person, *, days_ago: int = 0, by: Actor | None = None, **values: Any
    ) -> FollowUp:
        """A follow-up with *person*, recorded by the administrator unless said otherwise."""
        day = self.clock.today() - timedelta(days=days_ago)
        given = {
            "person": person.uuid,
            "interaction_type": "call",
            "interaction_date": day,
            "notes": "Spoke.",
            "outcome": "positive",
        }
        return self.application.controllers.follow_ups.record(
            by or self.actors[Role.ADMIN], {**given, **values}
        )


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    """An office on 20 November 2026 with one user of each role (``office.actors``); its file is on this thread's connection."""
    clock = FixedClock(NOW, "Africa/Abidjan")
    application = Application(data_folder, clock)
    application.open()
    administrator = {
        "first_name": "Ada",
        "last_name": "Admin",
        "email": "ada@example.org",
        "password": PASSWORD,
    }
    organisation = {"name": "Grace Church", "time_zone": "Africa/Abidjan", "language": "en"}
    made = Office(application, clock)
    made.actors[Role.ADMIN] = application.controllers.users.set_up(organisation, administrator)
    made.actors[Role.PASTOR] = made.user(Role.PASTOR, "Paul")
    made.actors[Role.MENTOR] = made.user(Role.MENTOR, "Jean", "Dupont")
    made.actors[Role.CAN_COMMITTEE] = made.user(Role.CAN_COMMITTEE, "Chloe")
    yield made
    application.close()


@pytest.fixture
def operations(office: Office) -> Iterator[Operations]:
    """The operations of the office, shut down after the test."""
    made = Operations(office.application.close)
    yield made
    made.shut_down()


@pytest.fixture
def session_of(office: Office, operations: Operations, data_folder: Path) -> Callable[[Role], Session]:
    """Somebody of a role at the desk: ``session_of(Role.MENTOR)``."""

    def make(role: Role = Role.ADMIN) -> Session:
        controllers = office.application.controllers
        return Session(
            office.actors[role],
            controllers.organisation.get(),
            controllers,
            operations,
            Preferences(data_folder),
        )

    return make


@pytest.fixture
def settled(qtbot: QtBot, operations: Operations) -> Callable[[], None]:
    """Wait until every operation asked for has been answered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not operations.is_busy(), timeout=10_000)

    return wait


class _Announcer(QObject):
    """Carries what changed from the thread that wrote it to that of the windows."""

    changed = Signal(object)


@pytest.fixture
def frame_of(
    qtbot: QtBot, office: Office, session_of: Callable[[Role], Session], settled: Callable[[], None]
) -> Iterator[Callable[[Role], MainWindow]]:
    """The window of somebody signed in, shown at 1366×768, that hears of every change: ``frame_of(Role.MENTOR)``."""
    stops: list[Callable[[], None]] = []

    def make(role: Role = Role.ADMIN) -> MainWindow:
        frame = MainWindow(session_of(role))
        announcer = _Announcer(frame)
        announcer.changed.connect(frame.take_change)
        stops.append(office.application.changes.listen(announcer.changed.emit))
        qtbot.addWidget(frame)
        frame.resize(1366, 768)
        frame.show()
        qtbot.waitExposed(frame)
        return frame

    yield make
    for stop in stops:
        stop()
    settled()


@pytest.fixture
def sits(
    frame_of: Callable[[Role], MainWindow], settled: Callable[[], None], qtbot: QtBot
) -> Callable[[Role], Desk]:
    """Somebody of a role at the desk: ``sits(Role.MENTOR)``."""
    return lambda role: Desk(qtbot, frame_of(role), settled)
