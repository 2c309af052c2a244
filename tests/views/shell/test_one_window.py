"""There is one window: no part of a page is shown before it has its place, or it would flash as a window and take the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.vocabulary import Role
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office


class _Watcher(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt’s name
        """Look at each showing."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[list[str]]:
    watcher = _Watcher()
    qapp.installEventFilter(watcher)
    yield watcher.seen
    qapp.removeEventFilter(watcher)


@pytest.mark.parametrize("role", list(Role))
def test_pages_and_messages_open_within_the_window(
    office: Office,
    frame_of: Callable[[Role], MainWindow],
    settled: Callable[[], None],
    windows: list[str],
    role: Role,
) -> None:
    person = office.person(mentor=office.actors[Role.MENTOR])
    office.follow_up(person, next_action_needed=True, next_action_date=office.clock.today())
    frame = frame_of(role)
    subjects: dict[str, Any] = {"person": person.id, "person_form": person}
    for name in (
        "dashboard",
        "people",
        "follow_ups",
        "interactions",
        "notifications",
        "settings",
        "person",
        "person_form",
        "follow_up_form",
        "interaction_form",
    ):
        page = frame.go(name, subjects.get(name))
        settled()
        page.say("Something", "Undo", lambda: None)

    assert windows == ["MainWindow mainWindow"]
