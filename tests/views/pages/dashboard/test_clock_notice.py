"""Whoever opens the dashboard on a PC whose clock is plainly wrong is told at its head."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.views.pages.dashboard.clock_notice import ClockNotice
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child
from tests.views.conftest import Office


def test_it_is_told_while_it_is_wrong(
    office: Office, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None], qtbot: QtBot
) -> None:
    office.person("Awa", "Koné", mentor=office.actors[Role.MENTOR])
    frame = frame_of(Role.MENTOR)
    page = frame.go("dashboard")
    settled()
    notice = child(frame, ClockNotice)
    assert notice.isHidden()
    office.clock.moment -= timedelta(days=3_000)
    page.refresh()
    qtbot.waitUntil(lambda: not notice.isHidden())
    assert "Set its clock" in child(notice, QLabel, "noticeText").text()
    office.clock.moment += timedelta(days=3_000)
    page.refresh()
    qtbot.waitUntil(notice.isHidden)
