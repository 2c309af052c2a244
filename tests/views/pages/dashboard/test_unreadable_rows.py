"""An administrator is told at the head of the dashboard of rows that cannot be read, looks at them and takes them back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import UnreadableRow
from desktop_app.domain.vocabulary import Role
from desktop_app.views.pages.dashboard.unreadable_rows import UnreadableDialog, UnreadableNotice, row_words
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child
from tests.views.conftest import Office

Frames = Callable[[Role], MainWindow]
LONG = 20_000


def damage(office: Office) -> None:
    person = office.person("Awa", "Koné", mentor=office.actors[Role.MENTOR])
    office.follow_up(person)
    office.application.controllers.backups.make()
    office.application.store.database.execute_sql("UPDATE follow_ups SET outcome = 'posizive'")


def notice(frame: MainWindow, settled: Callable[[], None]) -> UnreadableNotice:
    frame.go("dashboard")
    settled()
    return child(frame, UnreadableNotice)


def test_the_line_the_list_and_the_way_back(
    office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    damage(office)
    line = notice(frame_of(Role.ADMIN), settled)
    qtbot.waitUntil(line.isVisible, timeout=LONG)
    assert child(line, QLabel, "noticeText").text().startswith("1 row of the data cannot be read.")
    qtbot.mouseClick(child(line, QAbstractButton, "noticeAction"), Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget() or child(line, UnreadableDialog)
    shown = child(dialog, QListWidget, "unreadableList")
    qtbot.waitUntil(lambda: shown.count() == 1, timeout=LONG)
    assert shown.item(0).text() == "Follow-up of Awa Koné, row 1: outcome"
    back = child(dialog, QAbstractButton, "takeBack")
    qtbot.waitUntil(back.isEnabled, timeout=LONG)
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.count() == 0, timeout=LONG)
    assert child(dialog, QLabel, "noticeText").text() == "Everything can be read again."
    qtbot.mouseClick(child(dialog, QAbstractButton, "unreadableClose"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not line.isVisible(), timeout=LONG)


def test_nobody_else_is_told(office: Office, frame_of: Frames, settled: Callable[[], None]) -> None:
    damage(office)
    line = notice(frame_of(Role.PASTOR), settled)
    settled()
    assert not line.isVisible()


def test_a_row_in_words() -> None:
    assert (
        row_words(UnreadableRow("persons", 4, ("status",), "Awa Koné")) == "Person: Awa Koné, row 4: status"
    )
    assert row_words(UnreadableRow("settings", 2, ("value",))) == "Setting, row 2: value"
    assert row_words(UnreadableRow("totals", 1, ("value",))) == "totals, row 1: value"
