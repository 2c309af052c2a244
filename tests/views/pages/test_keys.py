"""Every key that is promised does something: what the sheet of keys says of lists, and every letter that is underlined."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views.kit.underlines import underlined, worked_by_letters
from desktop_app.views.shell.main_window import MainWindow
from tests.support.desk import Sits
from tests.views.pages.test_every_page import PAGES, lively, shown, subject_of

__all__ = ["lively", "shown", "subject_of"]

Shown = Callable[[str], MainWindow]
OF_PEOPLE = {
    "dashboard": ("waitingTable", "pastDueTable", "comingUpTable"),
    "people": ("peopleTable",),
    "follow_ups": ("follow_upsTable",),
    "interactions": ("interactionsTable",),
    "notifications": ("notificationList",),
    "paused": ("pausedTable",),
}
EXPORTED = ("dashboard", "people", "follow_ups", "interactions", "statistics")


class Pressed(QObject):
    """Hears which things are pressed by their letter, and keeps them from doing it."""

    def __init__(self, things: list[QWidget]) -> None:
        super().__init__()
        self.heard: list[tuple[QObject, bool]] = []
        for each in things:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.Shortcut:
            return False
        self.heard.append((watched, event.isAmbiguous()))  # type: ignore[attr-defined]
        return True


def at_work(qtbot: QtBot, frame: MainWindow) -> None:
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_underlined_letter_presses_one_thing(
    qtbot: QtBot, shown: Shown, page: str, language: str
) -> None:
    texts.use(language)
    frame = shown(page)
    at_work(qtbot, frame)
    focused = QApplication.focusWidget() or frame
    qtbot.keyPress(focused, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    things = [each for each in worked_by_letters(frame) if each.isEnabled()]
    pressed = Pressed(list(things))
    for each in things:
        pressed.heard.clear()
        letter = underlined(each)
        qtbot.keyClick(QApplication.focusWidget() or frame, letter, Qt.KeyboardModifier.AltModifier)
        assert pressed.heard == [(each, False)], f"Alt+{letter} of {each.objectName()} {each.text()!r}"


@pytest.mark.parametrize(("page", "name"), [(page, name) for page in OF_PEOPLE for name in OF_PEOPLE[page]])
def test_o_opens_the_person_in_every_list_of_people(shown: Shown, page: str, name: str) -> None:
    table = shown(page).findChild(QAbstractItemView, name)
    assert isinstance(table, QAbstractItemView)
    keys = {key.toString() for action in table.actions() for key in action.shortcuts()}
    assert "O" in keys, keys


@pytest.mark.parametrize("page", EXPORTED)
def test_ctrl_e_exports_from_every_line_of_a_list(qtbot: QtBot, shown: Shown, page: str) -> None:
    frame = shown(page)
    at_work(qtbot, frame)
    inside = frame.page()
    assert inside is not None
    lines = [line for line in inside.findChildren(QLineEdit) if line.isVisible() and line.isEnabled()]
    for worked_in in [*lines, inside]:
        worked_in.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(worked_in, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        dialogs = [each for each in frame.window().findChildren(QDialog) if each.isVisible()]
        assert dialogs, worked_in.objectName()
        for each in dialogs:
            each.reject()
            each.deleteLater()


def test_a_person_is_added_by_the_key_that_the_sheet_names(sits: Sits, qtbot: QtBot) -> None:
    desk = sits(Role.ADMIN)
    desk.frame.go("statistics")
    desk.settle()
    focused = QApplication.focusWidget() or desk.frame
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(focused, Qt.Key.Key_N, keys)
    page = desk.frame.page()
    assert page is not None
    assert page.spec.name == "person_form"
    assert QKeySequence(page.spec.key).toString() == "Ctrl+Shift+N"
