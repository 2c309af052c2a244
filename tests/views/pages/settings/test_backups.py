"""Backups as an administrator meets them: made, repeated on a stick, overdue on the dashboard, gone back to, also from the problem page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import Unavailable
from desktop_app.domain.vocabulary import Role
from desktop_app.views.base.failures import describe
from desktop_app.views.pages.settings.backups import Backups
from desktop_app.views.pages.settings.restore_dialog import RestoreDialog
from desktop_app.views.shell.background.backup_timer import BackupTimer
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.problem_page import ProblemPage, offer_copies
from tests.support.finding import child, there
from tests.views.conftest import Office

Frames = Callable[[Role], MainWindow]
LONG = 20_000


def press(qtbot: QtBot, within: QWidget, name: str) -> None:
    pressed = within.findChild(QPushButton, name)
    assert pressed is not None, name
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)


def words(within: QWidget, name: str) -> str:
    label = within.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def section(frame: MainWindow, settled: Callable[[], None]) -> Backups:
    frame.go("settings")
    settled()
    backups = frame.findChild(Backups)
    assert backups is not None
    return backups


def dialog_of(qtbot: QtBot) -> RestoreDialog:
    def is_open() -> bool:
        return any(
            isinstance(widget, RestoreDialog) and widget.isVisible()
            for widget in QApplication.topLevelWidgets()
        )

    qtbot.waitUntil(is_open)
    return next(
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, RestoreDialog) and widget.isVisible()
    )


def go_back(qtbot: QtBot, dialog: RestoreDialog) -> str:
    """Choose the newest copy and agree; the question that was asked."""
    copies = dialog.findChild(QListWidget, "copies")
    assert copies is not None
    qtbot.waitUntil(lambda: copies.count() > 0, timeout=LONG)
    press(qtbot, dialog, "restoreGo")
    question = words(dialog, "questionText")
    with qtbot.waitSignal(dialog.restored, timeout=LONG):
        press(qtbot, dialog, "questionYes")
    return question


def test_a_copy_is_made_by_hand_and_repeated_on_the_stick(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None], tmp_path: Path, office: Office
) -> None:
    office.person()
    backups = section(frame_of(Role.ADMIN), settled)
    assert words(backups, "backupState") == "There is no copy of the data yet."
    assert words(backups, "secondPlace").startswith("No second place chosen")
    press(qtbot, backups, "makeBackup")
    qtbot.waitUntil(lambda: words(backups, "backupState").endswith("1 person, on this PC."), timeout=LONG)
    assert words(backups, "backupState").startswith("Last proven copy: ")
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.take_second_place(stick)
    qtbot.waitUntil(
        lambda: words(backups, "backupState").endswith("on this PC and in the second place."), timeout=LONG
    )
    assert len(list(stick.glob("*.db.gz"))) == 1


def test_going_back_says_first_what_is_lost(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None], office: Office
) -> None:
    awa = office.person("Awa")
    frame = frame_of(Role.ADMIN)
    office.application.controllers.backups.make()
    office.clock.moment += timedelta(minutes=1)
    office.person("Newer")
    office.follow_up(awa)
    backups = section(frame, settled)
    press(qtbot, backups, "restoreBackup")
    question = go_back(qtbot, dialog_of(qtbot))
    assert "1 person fewer, 1 follow-up fewer than now" in question
    settled()
    persons = office.application.controllers.persons
    assert persons.get(office.actors[Role.ADMIN], awa.id).first_name == "Awa"
    assert office.application.controllers.backups.counts().persons == 1


@pytest.mark.parametrize("role", [Role.MENTOR, Role.PASTOR, Role.CAN_COMMITTEE])
def test_others_may_only_make_one(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None], role: Role
) -> None:
    backups = section(frame_of(role), settled)
    names = {each.objectName() for each in backups.findChildren(QPushButton) if each.isVisibleTo(backups)}
    assert "makeBackup" in names
    assert not names & {"restoreBackup", "chooseSecondPlace"}


def test_the_dashboard_of_administrators_tells_after_three_days(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None], office: Office
) -> None:
    office.person()
    office.application.controllers.backups.make()
    office.clock.moment += timedelta(days=3, minutes=1)
    frame = frame_of(Role.ADMIN)
    frame.go("dashboard")
    settled()
    notice = child(frame.page(), QWidget, "backupOverdue")
    qtbot.waitUntil(notice.isVisible)
    assert "more than three days" in words(notice, "noticeText")
    office.application.controllers.backups.make()
    there(frame.page()).refresh()
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=LONG)


def test_a_mentor_is_not_told(frame_of: Frames, settled: Callable[[], None], office: Office) -> None:
    office.clock.moment += timedelta(days=4)
    frame = frame_of(Role.MENTOR)
    frame.go("dashboard")
    settled()
    notice = there(frame.page()).findChild(QWidget, "backupOverdue")
    assert notice is None or not notice.isVisible()


def test_the_window_makes_the_days_copy_by_itself(qtbot: QtBot, frame_of: Frames, office: Office) -> None:
    frame = frame_of(Role.ADMIN)
    timer = BackupTimer(frame)
    timer.begin(office.application, frame.session.operations, frame.session.preferences)
    with qtbot.waitSignal(timer.copy_made, timeout=LONG):
        timer.look()
    timer.stop()
    assert len(office.application.controllers.backups.listed()) == 1


def test_the_page_of_damaged_data_leads_back(
    qtbot: QtBot, frame_of: Frames, office: Office, data_folder: Path
) -> None:
    office.person()
    frame = frame_of(Role.ADMIN)
    office.application.controllers.backups.make()
    office.application.close()
    for beside in data_folder.glob("suivi.db*"):
        beside.unlink()
    page = ProblemPage(describe(Unavailable("gone", data_folder), "opening"), data_folder)
    qtbot.addWidget(page)
    page.show()
    restored: list[bool] = []
    session = frame.session
    page.restore_requested.connect(
        lambda: offer_copies(
            page, office.application, session.operations, session.preferences, lambda: restored.append(True)
        )
    )
    press(qtbot, page, "restore")
    go_back(qtbot, dialog_of(qtbot))
    assert restored == [True]
    assert (data_folder / "suivi.db").exists()
