"""Every key that is promised does something: what the sheet of keys says of lists, and every letter that is underlined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from string import ascii_lowercase

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views.kit.underlines import underlined, worked_by_letters
from desktop_app.views.pages.help.shortcuts import groups
from desktop_app.views.shell import page_registry
from desktop_app.views.shell.main_window import MainWindow
from tests.support.desk import Sits
from tests.views.pages.test_every_page import PAGES, is_of_qt, lively, shown, subject_of

__all__ = ["lively", "shown", "subject_of"]

Shown = Callable[[str], MainWindow]
OF_PEOPLE = {
    "dashboard": ("todayTable", "waitingTable", "plannedTable", "comingUpTable"),
    "people": ("peopleTable",),
    "follow_ups": ("follow_upsTable",),
    "interactions": ("interactionsTable",),
    "notifications": ("notificationList",),
    "paused": ("pausedTable",),
}
EXPORTED = ("dashboard", "people", "follow_ups", "interactions", "statistics")


class Pressed(QObject):
    """Hears which things are pressed by their letter, and keeps them from doing it."""

    def __init__(self, things: list[QObject]) -> None:
        super().__init__()
        self.heard: list[tuple[QObject, bool]] = []
        for each in things:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.Shortcut:
            return False
        self.heard.append((watched, event.isAmbiguous()))  # type: ignore[attr-defined]
        return True


class Heard(QObject):
    """Hears which *shortcuts* are pressed, and keeps them from doing it."""

    def __init__(self, shortcuts: list[QShortcut]) -> None:
        super().__init__()
        self.keys: list[str] = []
        for each in shortcuts:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.Shortcut:
            return False
        assert isinstance(watched, QShortcut)
        self.keys.append(watched.key().toString())
        return True


def every_kind_of_field(within: QWidget) -> list[QWidget]:
    """One of each kind of what can have the focus in *within*: fields, boxes, buttons, lists."""
    kinds: dict[str, QWidget] = {}
    for each in within.findChildren(QWidget):
        reached = each.focusPolicy() & Qt.FocusPolicy.TabFocus and not is_of_qt(each)
        if each.isVisible() and each.isEnabled() and reached:
            kinds.setdefault(each.metaObject().className(), each)
    return list(kinds.values())


def fields_to_type_in(within: QWidget) -> list[QWidget]:
    """What in *within* takes letters."""
    kinds = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)
    fields = [each for kind in kinds for each in within.findChildren(kind)]
    return [
        each
        for each in fields
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not is_of_qt(each)
    ]


def text_in(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else str(field.property("text"))


def press(qtbot: QtBot, widget: QWidget, keys: QKeySequence) -> None:
    combination: QKeyCombination = keys[0]  # type: ignore[index] # as PySide6 gives it
    qtbot.keyClick(widget, combination.key(), combination.keyboardModifiers())


def bring_to_front(frame: MainWindow, table: QWidget) -> None:
    """Go through the tabs of the page until *table* is the one that is shown."""
    for tabs in frame.findChildren(QTabBar):
        for at in range(tabs.count()):
            if not table.isVisible():
                tabs.setCurrentIndex(at)
    assert table.isVisible(), table.objectName()


def keys_of(rows: Iterable[tuple[str, str]]) -> list[str]:
    """The keys of the sheet as Qt spells them; of a span of keys each."""
    keys: list[str] = []
    for key, _words in rows:
        first, _, last = key.partition(" … ")
        if last:
            keys += [f"Ctrl+{number}" for number in range(1, int(last.rpartition("+")[2]) + 1)]
        else:
            keys.append(first.replace("←", "Left"))
    return keys


def at_work(qtbot: QtBot, frame: QWidget) -> None:
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
    pressed: Pressed | None = None
    for worked_in in every_kind_of_field(frame):
        worked_in.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyPress(worked_in, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
        things = [each for each in worked_by_letters(frame) if each.isEnabled()]
        pressed = pressed or Pressed(list(things))
        for each in things:
            pressed.heard.clear()
            letter = underlined(each)
            qtbot.keyClick(worked_in, letter, Qt.KeyboardModifier.AltModifier)
            where = f"Alt+{letter} of {each.objectName()} {each.text()!r} from {worked_in.objectName()}"
            assert pressed.heard == [(each, False)], where


@pytest.mark.parametrize("page", PAGES)
def test_alt_and_a_letter_that_nobody_underlined_types_nothing(qtbot: QtBot, shown: Shown, page: str) -> None:
    frame = shown(page)
    at_work(qtbot, frame)
    for field in fields_to_type_in(frame):
        field.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyPress(field, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
        taken = {underlined(each) for each in worked_by_letters(frame)}
        before = text_in(field)
        for letter in sorted(set(ascii_lowercase) - taken):
            qtbot.keyClick(field, letter, Qt.KeyboardModifier.AltModifier)
            assert text_in(field) == before, f"Alt+{letter} in {field.objectName()}"
        focused = QApplication.focusWidget()
        assert focused is field or (focused is not None and field.isAncestorOf(focused)), field.objectName()


def test_what_a_keyboard_writes_by_alt_is_typed(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    at_work(qtbot, line)
    QApplication.sendEvent(
        line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier, "π")
    )
    qtbot.keyClicks(line, "Pa")
    assert line.text() == "πPa"


@pytest.mark.parametrize("page", PAGES)
def test_every_key_that_works_everywhere_is_heard_from_every_kind_of_field(
    qtbot: QtBot, shown: Shown, page: str
) -> None:
    frame = shown(page)
    at_work(qtbot, frame)
    shortcuts = frame.findChildren(QShortcut)
    heard = Heard(shortcuts)
    (_words, everywhere), *_others = groups(page_registry.SPECS)
    for worked_in in every_kind_of_field(frame):
        worked_in.setFocus(Qt.FocusReason.TabFocusReason)
        for key in keys_of(everywhere):
            if key == "Ctrl+Z" and worked_in in fields_to_type_in(frame):
                continue  # there it undoes the typing
            heard.keys.clear()
            press(qtbot, worked_in, QKeySequence(key))
            assert heard.keys == [key], f"{key} from {worked_in.objectName()}"


@pytest.mark.parametrize("page", [page for page in PAGES if page.endswith("_form")])
@pytest.mark.parametrize("key", ["Ctrl+Return", "Ctrl+Enter"])
def test_the_key_that_saves_is_heard_from_every_kind_of_field_of_a_form(
    qtbot: QtBot, shown: Shown, page: str, key: str
) -> None:
    frame = shown(page)
    at_work(qtbot, frame)
    form = frame.page()
    assert form is not None
    heard = Heard(form.findChildren(QShortcut))
    for worked_in in every_kind_of_field(form):
        worked_in.setFocus(Qt.FocusReason.TabFocusReason)
        heard.keys.clear()
        press(qtbot, worked_in, QKeySequence(key))
        assert heard.keys == [key], worked_in.objectName()


def test_every_key_of_a_list_on_the_sheet_is_had_by_a_list(qtbot: QtBot, shown: Shown) -> None:
    had: set[str] = set()
    for page, names in OF_PEOPLE.items():
        frame = shown(page)
        at_work(qtbot, frame)
        for name in names:
            table = frame.findChild(QAbstractItemView, name)
            assert isinstance(table, QAbstractItemView)
            if not table.model().rowCount():
                continue  # words stand in its place
            bring_to_front(frame, table)
            heard = Pressed([action for action in table.actions() if action.shortcuts()])
            table.setFocus(Qt.FocusReason.TabFocusReason)
            for row in range(table.model().rowCount()):  # what can be done depends on the row
                table.setCurrentIndex(table.model().index(row, 0))
                for action in table.actions():
                    for key in action.shortcuts() if action.isEnabled() else ():
                        heard.heard.clear()
                        press(qtbot, table, key)
                        assert heard.heard == [(action, False)], f"{key.toString()} in {name}"
                        had.add(key.toString())
    in_a_list = dict(groups(page_registry.SPECS))["In a list"]
    by_themselves = {
        "Enter",
        "Space",
        "Del",
        "Ctrl+E",
        "Ctrl+P",
        "Alt+1",
    }  # of the list or the page as a whole
    assert set(keys_of(in_a_list)) - by_themselves <= had


def test_alt_and_a_number_is_heard_from_every_kind_of_field_of_the_dashboard(
    qtbot: QtBot, shown: Shown
) -> None:
    frame = shown("dashboard")
    at_work(qtbot, frame)
    dashboard = frame.page()
    assert dashboard is not None
    heard = Heard(dashboard.findChildren(QShortcut))
    for worked_in in every_kind_of_field(dashboard):
        worked_in.setFocus(Qt.FocusReason.TabFocusReason)
        for number in range(1, 5):
            heard.keys.clear()
            press(qtbot, worked_in, QKeySequence(f"Alt+{number}"))
            assert heard.keys == [f"Alt+{number}"], worked_in.objectName()


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
