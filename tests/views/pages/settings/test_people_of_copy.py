"""An administrator looks for one person in a copy and takes them back, while everything else stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.vocabulary import Role
from desktop_app.views.kit.toast import Toast
from desktop_app.views.pages.settings.backups import Backups
from desktop_app.views.pages.settings.people_of_copy import PeopleOfCopyDialog
from desktop_app.views.pages.settings.restore_dialog import RestoreDialog
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child
from tests.views.conftest import Office

Frames = Callable[[Role], MainWindow]
LONG = 20_000


def open_window(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    def shown() -> list[QWidget]:
        return [
            each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(shown()), timeout=LONG)
    return shown()[0]


def people_of_newest_copy(frame: MainWindow, settled: Callable[[], None], qtbot: QtBot) -> QWidget:
    """The window of people, reached as a person reaches it."""
    frame.go("settings", "backups")
    settled()
    child(child(frame, Backups), QPushButton, "restoreBackup").click()
    copies = open_window(qtbot, RestoreDialog)
    qtbot.waitUntil(lambda: child(copies, QListWidget, "copies").count() > 0, timeout=LONG)
    child(copies, QPushButton, "restorePerson").click()
    return open_window(qtbot, PeopleOfCopyDialog)


def test_somebody_who_was_deleted_comes_back_and_goes_again(
    office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    controllers, admin = office.application.controllers, office.actors[Role.ADMIN]
    awa, _other = (
        office.person("Awa", "Koné", mentor=office.actors[Role.MENTOR]),
        office.person("Marie", "Diop"),
    )
    office.follow_up(awa)
    controllers.backups.make()
    controllers.persons.delete(admin, awa.id)
    frame = frame_of(Role.ADMIN)
    dialog = people_of_newest_copy(frame, settled, qtbot)
    people = child(dialog, QListWidget, "copiedPeople")
    qtbot.waitUntil(lambda: people.count() == 2, timeout=LONG)
    qtbot.keyClicks(child(dialog, QLineEdit, "searchCopy"), "kone")
    assert people.count() == 1
    assert people.item(0).text() == "Awa Koné · 1 contact"
    people.setCurrentRow(0)
    go = child(dialog, QPushButton, "takePersonBack")
    qtbot.waitUntil(go.isEnabled, timeout=LONG)
    assert child(dialog, QLabel, "copyDifference").text().startswith("Not in the list today")
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(controllers.persons.list(admin, PersonFilter()).items) == 2, timeout=LONG)
    qtbot.waitUntil(lambda: bool(frame.findChildren(Toast)), timeout=LONG)


def test_whoever_is_there_is_asked_field_by_field(
    office: Office, frame_of: Frames, settled: Callable[[], None], qtbot: QtBot
) -> None:
    controllers, admin = office.application.controllers, office.actors[Role.ADMIN]
    awa = office.person("Awa", "Koné", address="Rue 12", profession="Teacher")
    controllers.backups.make()
    controllers.persons.update(admin, awa.id, {"address": "Rue 90", "profession": "Nurse"})
    dialog = people_of_newest_copy(frame_of(Role.ADMIN), settled, qtbot)
    people = child(dialog, QListWidget, "copiedPeople")
    qtbot.waitUntil(lambda: people.count() == 1, timeout=LONG)
    people.setCurrentRow(0)
    qtbot.waitUntil(lambda: dialog.findChild(QCheckBox, "take_address") is not None, timeout=LONG)
    box = child(dialog, QCheckBox, "take_address")
    assert box.text() == "Address: Rue 12 (today: Rue 90)"
    box.setChecked(True)
    qtbot.mouseClick(child(dialog, QPushButton, "takePersonBack"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: controllers.persons.get(admin, awa.id).address == "Rue 12", timeout=LONG)
    assert controllers.persons.get(admin, awa.id).profession == "Nurse"
