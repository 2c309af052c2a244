"""What speaks to the reader: notices, messages that go by themselves, questions, empty places."""

from __future__ import annotations

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.kit.buttons import button, icon_button
from desktop_app.views.kit.dialog import Dialog, ask
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.labels import card, hairline, label, plain_tip, set_tone
from desktop_app.views.kit.loading import SkeletonRows
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.toast import ACT_SECONDS, READ_SECONDS, Toast, ToastArea
from desktop_app.views.look import theme
from tests.support.finding import child

# Offscreen, a second window cannot be raised; Qt says so and nothing is wrong.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def part(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


# Notices


def test_a_notice_says_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.show_words(
        "The list could not be read.", kind="error", detail="Incident 7F3A", action_text="&Try again"
    )
    assert not notice.isHidden()
    assert notice.text() == "The list could not be read."
    assert notice.property("notice") == "error"
    detail = child(notice, QWidget, "noticeDetail")
    assert not detail.isVisible()
    notice.show()
    qtbot.mouseClick(part(notice, "noticeDetails"), Qt.MouseButton.LeftButton)
    assert detail.isVisible()
    action = part(notice, "noticeAction")
    assert action.accessibleName() == "Try again"
    with qtbot.waitSignal(notice.action_requested):
        qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    notice.show_words("Only so much.")
    assert part(notice, "noticeDetails").isHidden()
    assert part(notice, "noticeAction").isHidden()
    notice.clear()
    assert notice.isHidden()


def test_an_info_that_may_be_closed_has_a_cross_and_an_error_has_none(qtbot: QtBot) -> None:
    notice = Notice(may_be_closed=True)
    qtbot.addWidget(notice)
    notice.show_words("Something you typed was not saved.", kind="info", action_text="Continue")
    notice.show()
    cross = child(notice, QToolButton, "noticeClose")
    assert cross.isVisible()
    assert cross.accessibleName() == "Close this message"
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert notice.isHidden()
    notice.show_words("It could not be saved.", kind="error")
    assert cross.isHidden()


# Messages


def test_a_message_goes_by_itself(window: QWidget, qtbot: QtBot) -> None:
    area = ToastArea(window)
    toast = area.show_message("Saved.", seconds=0.05)
    assert toast.isVisible()
    qtbot.waitUntil(lambda: not area.toasts())
    assert area.isHidden()


def test_undo_is_done_once_and_the_message_goes(window: QWidget, qtbot: QtBot) -> None:
    area = ToastArea(window)
    undone: list[int] = []
    toast = area.show_message("Follow-up deleted.", "Undo", lambda: undone.append(1))
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert area.toasts() == []


def test_enter_undoes_too(window: QWidget, qtbot: QtBot) -> None:
    undone: list[int] = []
    toast = ToastArea(window).show_message("Removed.", "Undo", lambda: undone.append(1))
    toast.action.setFocus()
    qtbot.keyClick(toast.action, Qt.Key.Key_Return)
    assert undone == [1]


def test_messages_stand_at_the_bottom_and_follow_the_window(window: QWidget) -> None:
    area = ToastArea(window)
    area.show_message("One.")
    area.show_message("A long one " * 30, tone="late")
    assert window.rect().contains(area.geometry())
    assert area.geometry().bottom() > 500
    window.resize(500, 400)
    assert window.rect().contains(area.geometry())
    assert abs(area.geometry().center().x() - 250) <= 1


def test_the_oldest_of_many_goes(window: QWidget) -> None:
    area = ToastArea(window)
    for text in ("one", "two", "three", "four"):
        area.show_message(text)
    assert [toast.text() for toast in area.toasts()] == ["two", "three", "four"]
    area.clear()
    assert area.toasts() == []


def test_f6_reaches_the_newest_message_and_escape_gives_the_focus_back(window: QWidget, qtbot: QtBot) -> None:
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    area = ToastArea(window)
    area.show_message("Copied.")
    newest = area.show_message("Deleted.", "Undo", lambda: None)
    qtbot.keyClick(line, Qt.Key.Key_F6)
    qtbot.waitUntil(newest.action.hasFocus)
    assert newest.waiting()
    qtbot.keyClick(newest.action, Qt.Key.Key_F6)
    qtbot.waitUntil(line.hasFocus)
    assert not newest.waiting()
    qtbot.keyClick(line, Qt.Key.Key_F6)
    qtbot.waitUntil(newest.action.hasFocus)
    qtbot.keyClick(newest.action, Qt.Key.Key_Escape)
    qtbot.waitUntil(line.hasFocus)
    assert [toast.text() for toast in area.toasts()] == ["Copied."]


def test_f6_goes_on_from_an_older_message_to_the_newest(window: QWidget, qtbot: QtBot) -> None:
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    area = ToastArea(window)
    older = area.show_message("Deleted.", "Undo", lambda: None)
    qtbot.keyClick(line, Qt.Key.Key_F6)
    qtbot.waitUntil(older.action.hasFocus)
    newest = area.show_message("Paused.", "Undo", lambda: None)
    qtbot.keyClick(older.action, Qt.Key.Key_F6)
    qtbot.waitUntil(newest.action.hasFocus)
    qtbot.keyClick(newest.action, Qt.Key.Key_F6)
    qtbot.waitUntil(line.hasFocus)


def test_what_can_be_undone_stays_long_enough_to_be_reached(window: QWidget) -> None:
    area = ToastArea(window)
    assert area.show_message("Copied.").seconds() == READ_SECONDS
    assert area.show_message("Deleted.", "Undo", lambda: None).seconds() == ACT_SECONDS == 20


def test_ctrl_z_undoes_the_newest_and_leaves_typing_alone(window: QWidget, qtbot: QtBot) -> None:
    line = QLineEdit(window)
    other = QPushButton("Elsewhere", window)
    for widget in (line, other):
        widget.show()
    area = ToastArea(window)
    undone: list[str] = []
    area.show_message("First deleted.", "Undo", lambda: undone.append("first"), undoes=True)
    area.show_message("Second deleted.", "Undo", lambda: undone.append("second"), undoes=True)
    area.show_message("Saved.", "Open", lambda: undone.append("opened"))
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "Awa")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), undone) == ("", [])
    other.setFocus()
    for _time in range(3):
        qtbot.keyClick(other, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["second", "first"]
    assert [toast.text() for toast in area.toasts()] == ["Saved."]


def test_a_message_waits_under_the_mouse(window: QWidget) -> None:
    toast: Toast = ToastArea(window).show_message("Read me.")
    assert not toast.waiting()
    toast.hold()
    assert toast.waiting()
    toast.let_go()
    assert not toast.waiting()


# Questions


def test_a_question_is_answered_in_words(window: QWidget, qtbot: QtBot) -> None:
    done: list[int] = []
    question = ask(window, "Delete it?", "It can be undone.", "Delete", lambda: done.append(1), danger=True)
    assert part(question, "questionNo").text() == "Cancel"
    assert part(question, "questionYes").property("kind") == "danger"
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert done == []
    question = ask(window, "Import them?", "120 people.", "Import", lambda: done.append(2))
    qtbot.waitUntil(question.isActiveWindow)
    qtbot.keyClick(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == [2]


def test_a_dialog_has_one_primary_button_for_ctrl_enter(window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    dialog = Dialog(window, "Edit", name="editDialog")
    dialog.content.addWidget(QLineEdit())
    dialog.add_foot(label("Grace Okafor, today", "muted"))
    dialog.add_button("Cancel", "outlined", dialog.reject)
    save = dialog.add_button("Save", "primary", lambda: saved.append(1))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    save.setEnabled(False)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == []
    save.setEnabled(True)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == [1]
    with qtbot.waitSignal(dialog.finished) as heard:
        dialog.reject()
    assert heard.args == [QDialog.DialogCode.Rejected.value]


# Empty and loading


def test_an_empty_place_says_why_and_offers_one_thing(qtbot: QtBot) -> None:
    empty = EmptyState(
        "Nobody yet",
        "Import the list you have, or add people one by one. " * 3,
        "Import a list",
        icon="people",
    )
    qtbot.addWidget(empty)
    empty.resize(600, 400)
    empty.show()
    assert (empty.title(), empty.accessibleName()) == ("Nobody yet", "Nobody yet")
    words = child(empty, QWidget, "emptyText")
    assert words.height() >= words.heightForWidth(words.width())
    with qtbot.waitSignal(empty.action_requested):
        qtbot.mouseClick(part(empty, "emptyAction"), Qt.MouseButton.LeftButton)
    empty.set("Nothing found")
    assert empty.text() == ""
    assert part(empty, "emptyAction").isHidden()


def test_grey_rows_show_after_a_moment_only(qtbot: QtBot) -> None:
    rows = SkeletonRows()
    qtbot.addWidget(rows)
    rows.resize(400, 200)
    rows.set_columns([(0, 200), (200, 200)])
    rows.show()
    rows.begin()
    assert not rows.rows_shown()
    place = QPoint(30, 16)
    assert rows.grab().toImage().pixelColor(place).name().upper() == theme.LIGHT.surface
    qtbot.waitUntil(rows.rows_shown)
    assert rows.grab().toImage().pixelColor(place).name().upper() == theme.LIGHT.neutral_soft


# Labels


def test_labels_take_role_and_tone(qtbot: QtBot) -> None:
    made = label("<b>Awa</b>", "title", tone="late", name="who")
    qtbot.addWidget(made)
    assert made.font().pixelSize() == 24
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.palette().color(made.foregroundRole()).isValid()
    set_tone(made, "good")
    assert made.property("tone") == "good"
    set_tone(made, None)
    assert made.property("tone") == ""


def test_frames_are_what_the_sheet_knows(qtbot: QtBot) -> None:
    frame, line = card("personCard"), hairline()
    qtbot.addWidget(frame)
    qtbot.addWidget(line)
    frame.resize(100, 60)
    frame.ensurePolished()
    assert frame.objectName() == "personCard"
    assert frame.grab().toImage().pixelColor(50, 30).name().upper() == theme.LIGHT.surface
    line.ensurePolished()
    assert line.sizeHint().height() <= 1 or line.maximumHeight() == 1


def test_tool_tips_are_never_read_as_html() -> None:
    for text in ("a < b & c", "<b>at all</b>", "<p>one</p>"):
        tip = plain_tip(text)
        assert not QtGui.Qt.mightBeRichText(tip)
        assert tip.replace("\u2060", "") == text
    long = plain_tip("word " * 60)
    assert max(len(line) for line in long.splitlines()) <= 80
    assert long.split() == ["word"] * 60
    assert plain_tip("") == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keys_that_press_a_button_do(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    for made in (button("Import"), icon_button("info", "Help")):
        qtbot.addWidget(made)
        made.clicked.connect(lambda _checked=False, made=made: pressed.append(made.accessibleName()))
        made.show()
        qtbot.keyClick(made, key)
    assert pressed == ["Import", "Help"]
