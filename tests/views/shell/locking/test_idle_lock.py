"""A desk that was left hides private texts, then locks; whoever comes back finds all as it was, anybody else finds nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.controllers.exporting.exports import Watch
from desktop_app.domain.errors import UnwritableFile
from desktop_app.domain.vocabulary import Role
from desktop_app.exchange.exports.tables import Exported
from desktop_app.i18n import texts
from desktop_app.system.settings import HIDE_AFTER, LOCK_AFTER, PRIVACY_MODE, Preferences
from desktop_app.views.base.form_arguments import FollowUpArguments
from desktop_app.views.kit.dialog import ask
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.notice import Notice
from desktop_app.views.output.exports import lists
from desktop_app.views.output.exports.export_dialog import ExportDialog
from desktop_app.views.output.exports.lists import Wish
from desktop_app.views.pages.follow_ups.follow_up_form import FollowUpForm
from desktop_app.views.pages.sign_in.sign_in_page import SignInPage
from desktop_app.views.shell.locking import idle
from desktop_app.views.shell.locking.idle import IdleWatch, Moment
from desktop_app.views.shell.locking.idle_lock import steps
from desktop_app.views.shell.locking.lock_page import LockPage
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.window import Window
from desktop_app.views.start import make_window
from tests.support.finding import child, there
from tests.support.told import told
from tests.views.conftest import PASSWORD, Office
from tests.views.shell.locking.test_privacy_mode import give_password

LONG = 20_000
NOTES = "Planted notes: she asked for prayer."


class Hands:
    """The clocks, moved by hand."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_000_000.0, 500.0

    def __call__(self) -> Moment:
        return Moment(self.wall, self.steady)

    def go(self, minutes: float) -> None:
        """Time passes."""
        self.wall += minutes * 60
        self.steady += minutes * 60

    def sleep(self, minutes: float) -> None:
        """The PC sleeps: only the clock on the wall goes on."""
        self.wall += minutes * 60


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The clocks that everything idle is measured by."""
    made = Hands()
    monkeypatch.setattr(idle, "now", made)
    return made


@pytest.fixture
def opened(
    qtbot: QtBot, office: Office, hands: Hands, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Window]]:
    """Opens the window on the office, at the sign-in page."""
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    windows: list[Window] = []

    def open_it() -> Window:
        window = make_window(office.program, data_folder)
        windows.append(window)
        window.open()
        qtbot.waitUntil(lambda: isinstance(window.content(), SignInPage), timeout=LONG)
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()


def sign_in(qtbot: QtBot, window: Window, email: str = "ada@example.org") -> MainWindow:
    """Somebody comes in, and their first page is loaded."""
    window.sign_in(email, PASSWORD)
    qtbot.waitUntil(lambda: window.content() is window.frame() is not None, timeout=LONG)
    frame = window.frame()
    assert frame is not None
    qtbot.waitUntil(lambda: frame.page() is not None and not window.operations.is_busy(), timeout=LONG)
    return frame


def look(window: Window) -> None:
    """What the timer does every few seconds."""
    guard = window._idle_lock
    assert guard is not None
    guard._watch.look()


def unlock(qtbot: QtBot, window: Window, password: str = PASSWORD) -> None:
    """Type the password on the lock page."""
    field = child(window.content(), QLineEdit, "deskPassword")
    field.clear()
    qtbot.keyClicks(field, password)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def focused_in(window: Window) -> QWidget:
    """What has the keyboard."""
    focused: QWidget | None = window.focusWidget()
    return window if focused is None else focused


def hidden(frame: MainWindow) -> bool:
    """Whether private texts are hidden now."""
    return frame.session.privacy.is_on


def exporting(frame: MainWindow, folder: Path, goes_on: threading.Event) -> ExportDialog:
    """An export under way that fails once it *goes_on*."""

    def write(path: Path, _wish: Wish, _watch: Watch) -> Exported:
        goes_on.wait(LONG / 1000)
        raise UnwritableFile("full", path)

    dialog = ExportDialog(frame.session, replace(lists.users(frame.session), write=write), frame.window())
    dialog.open()
    dialog._write(folder / "users.csv")
    return dialog


@pytest.fixture
def writing(
    qtbot: QtBot, office: Office, opened: Callable[[], Window]
) -> tuple[Window, MainWindow, FollowUpForm]:
    """Somebody writes a follow-up: the window, the frame, the form."""
    person = office.person("Marie", "Kouassi")
    window = opened()
    frame = sign_in(qtbot, window)
    form = frame.go("follow_up_form", FollowUpArguments(person=person))
    assert isinstance(form, FollowUpForm)
    qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
    qtbot.keyClicks(form.findChild(GrowingText, "notes"), NOTES)
    return window, frame, form


class TestIdle:
    def test_each_step_is_told_once_until_somebody_works(self, qtbot: QtBot, hands: Hands) -> None:
        watch = IdleWatch()
        passed: list[int] = []
        watch.passed.connect(passed.append)
        watch.begin(60, 120)
        hands.go(0.9)
        watch.look()
        assert passed == []
        hands.go(0.2)
        watch.look()
        watch.look()
        assert passed == [0]
        hands.go(5)
        watch.look()
        assert passed == [0, 1]

    @pytest.mark.parametrize("what", ["key", "mouse", "move"])
    def test_what_is_done_in_the_window_begins_it_anew(self, qtbot: QtBot, hands: Hands, what: str) -> None:
        field = QLineEdit()
        qtbot.addWidget(field)
        field.show()
        qtbot.waitExposed(field)
        watch = IdleWatch()
        watch.watch(field.windowHandle())
        watch.begin(60)
        hands.go(0.9)
        if what == "key":
            QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
        elif what == "mouse":
            QTest.mouseClick(field.windowHandle(), Qt.MouseButton.LeftButton)
        else:
            QTest.mouseMove(field.windowHandle(), QPoint(3, 3))
        QApplication.processEvents()
        assert watch.idle() == 0
        hands.go(0.5)
        assert watch.idle() == 30

    def test_a_pc_that_slept_was_idle_and_the_key_that_woke_it_types_nothing(
        self, qtbot: QtBot, hands: Hands
    ) -> None:
        field = QLineEdit()
        qtbot.addWidget(field)
        field.show()
        qtbot.waitExposed(field)
        watch = IdleWatch()
        watch.watch(field.windowHandle())
        passed: list[int] = []
        watch.passed.connect(passed.append)
        watch.begin(60)
        field.activateWindow()
        qtbot.waitUntil(field.hasFocus, timeout=LONG)
        hands.sleep(600)
        QTest.keyPress(field.windowHandle(), Qt.Key.Key_A)
        assert passed == [0]
        assert field.text() == ""
        QTest.keyRelease(field.windowHandle(), Qt.Key.Key_A)
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_B)
        assert field.text() == "b"

    def test_even_a_short_sleep_passes_every_step(self, qtbot: QtBot, hands: Hands) -> None:
        watch = IdleWatch()
        passed: list[int] = []
        watch.passed.connect(passed.append)
        watch.begin(300, 1200)
        hands.go(1)
        hands.sleep(0.9)
        watch.look()
        assert passed == []
        hands.sleep(0.2)
        watch.look()
        assert passed == [0, 1]

    def test_a_wall_clock_that_is_set_back_does_not_keep_the_desk_open(
        self, qtbot: QtBot, hands: Hands
    ) -> None:
        watch = IdleWatch()
        watch.begin(60)
        hands.go(2)
        hands.wall -= 86_400
        assert watch.idle() == 120

    def test_it_costs_nothing_while_nothing_is_watched(self, qtbot: QtBot, hands: Hands) -> None:
        watch = IdleWatch()
        watch.begin(60)
        assert watch._timer.isActive()
        watch.begin()
        assert not watch._timer.isActive()

    @pytest.mark.parametrize(
        ("hide", "lock", "expected"),
        [(5, 15, (5, 20)), (0, 15, (0, 15)), (5, 0, (5, 0)), (0, 0, (0, 0)), (-3, -1, (0, 0))],
    )
    def test_the_second_wait_begins_after_the_first(
        self, data_folder: Path, hide: int, lock: int, expected: tuple[int, int]
    ) -> None:
        preferences = Preferences(data_folder)
        assert steps(preferences) == (5, 20)
        preferences.set(HIDE_AFTER, hide)
        preferences.set(LOCK_AFTER, lock)
        assert steps(preferences) == expected


class TestADeskThatWasLeft:
    def test_hides_after_five_minutes_and_locks_after_fifteen_more(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm], hands: Hands
    ) -> None:
        window, frame, _form = writing
        hands.go(4.9)
        look(window)
        assert not hidden(frame)
        hands.go(0.2)
        look(window)
        assert hidden(frame)
        assert window.content() is frame
        hands.go(14.8)
        look(window)
        assert window.content() is frame
        hands.go(0.2)
        look(window)
        assert isinstance(window.content(), LockPage)

    def test_whoever_comes_back_finds_all_as_it_was(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm], hands: Hands
    ) -> None:
        window, frame, form = writing
        form._outcome.set_value("positive")
        child(form, GrowingText, "notes").setFocus()
        hands.sleep(480)
        look(window)
        unlock(qtbot, window)
        qtbot.waitUntil(lambda: window.content() is frame, timeout=LONG)
        assert frame.page() is form
        assert child(form, GrowingText, "notes").isAncestorOf(there(window.focusWidget()))  # one writes on
        assert child(form, GrowingText, "notes").text() == NOTES
        assert not frame.session.privacy.is_on
        assert not form.column.row("notes").is_covered()
        form.save()
        qtbot.waitUntil(lambda: frame.page() is not form, timeout=LONG)

    def test_what_f9_hid_is_hidden_after_the_lock_too(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm], hands: Hands
    ) -> None:
        window, frame, _form = writing
        qtbot.keyClick(frame, Qt.Key.Key_F9)
        qtbot.keyClick(frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        unlock(qtbot, window)
        qtbot.waitUntil(lambda: window.content() is frame, timeout=LONG)
        assert frame.session.privacy.is_on

    def test_it_locks_again_and_is_watched_again(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm], hands: Hands
    ) -> None:
        window, frame, _form = writing
        for _ in range(2):
            hands.go(21)
            look(window)
            assert isinstance(window.content(), LockPage)
            unlock(qtbot, window)
            qtbot.waitUntil(lambda: window.content() is frame, timeout=LONG)

    def test_work_in_the_window_keeps_it_open(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm], hands: Hands
    ) -> None:
        window, frame, _form = writing
        for _ in range(4):
            hands.go(4)
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
            look(window)
        assert not frame.session.privacy.is_on

    def test_the_door_is_not_watched(self, qtbot: QtBot, opened: Callable[[], Window], hands: Hands) -> None:
        window = opened()
        sign_in(qtbot, window)
        window.sign_out()
        hands.go(100)
        look(window)
        assert isinstance(window.content(), SignInPage)


class TestTheLock:
    def test_nothing_behind_it_is_seen_heard_or_reached(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm]
    ) -> None:
        window, frame, _form = writing
        qtbot.keyClick(frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        said = told(window)
        assert not any("Marie" in text or "Planted" in text or "Follow-up" in text for text in said)
        assert any("Ada Admin is still signed in" in text for text in said)
        assert not frame.isVisible()
        assert QAccessible.queryAccessibleInterface(frame).state().invisible
        assert window.windowTitle() == "Grace Church – Suivi"  # and not of whom the form is about
        control = Qt.KeyboardModifier.ControlModifier
        page, shown = window.content(), frame.page()
        assert window.focusWidget().objectName() == "deskPassword"
        for key, modifier in [
            (Qt.Key.Key_1, control),
            (Qt.Key.Key_N, control),
            (Qt.Key.Key_K, control),
            (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
            (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        ]:
            QTest.keyClick(window.windowHandle(), key, modifier)
        assert window.content() is page
        assert frame.page() is shown
        assert not frame.session.privacy.is_on
        for _ in range(12):
            qtbot.keyClick(focused_in(window), Qt.Key.Key_Tab)
            assert there(page).isAncestorOf(there(window.focusWidget()))

    def test_what_changes_meanwhile_is_loaded_when_it_is_unlocked(
        self, qtbot: QtBot, office: Office, opened: Callable[[], Window]
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        page: Any = frame.go("people")
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        there(window._idle_lock).lock()
        window.program.controllers.persons.add(
            office.actors[Role.ADMIN], {"first_name": "Awa", "last_name": "New"}
        )
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        unlock(qtbot, window)
        qtbot.waitUntil(lambda: page.table.records.rowCount() == 1, timeout=LONG)

    def test_a_wrong_password_is_refused_counted_and_written_nowhere(
        self,
        qtbot: QtBot,
        office: Office,
        writing: tuple[Window, MainWindow, FollowUpForm],
        data_folder: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        window, _frame, _form = writing
        caplog.set_level(logging.DEBUG)
        there(window._idle_lock).lock()
        page = window.content()
        for _ in range(5):
            unlock(qtbot, window, "wrong-secret-word")
            qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        assert "fifth wrong password" in child(page, Notice, "deskNotice").text()
        unlock(qtbot, window)
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        assert window.content() is page
        assert "wrong-secret-word" not in caplog.text
        files = [one for one in data_folder.rglob("*") if one.is_file()]
        assert files
        assert not any(b"wrong-secret-word" in one.read_bytes() for one in files)

    def test_somebody_else_signs_in_and_the_first_one_finds_their_draft_later(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm]
    ) -> None:
        window, _frame, _form = writing
        there(window._idle_lock).lock()
        other = child(window.content(), QPushButton, "somebodyElse")
        qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: isinstance(window.content(), SignInPage), timeout=LONG)
        assert window.frame() is None
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        frame = sign_in(qtbot, window, "paul@example.org")
        assert not frame._notice.isVisible()
        window.sign_out()
        frame = sign_in(qtbot, window)
        qtbot.waitUntil(frame._notice.isVisible, timeout=LONG)
        assert "Marie Kouassi" in frame._notice.text()

    def test_whoever_was_switched_off_is_sent_to_the_door(
        self, qtbot: QtBot, office: Office, opened: Callable[[], Window]
    ) -> None:
        window = opened()
        sign_in(qtbot, window, "paul@example.org")
        there(window._idle_lock).lock()
        users, admin = window.program.controllers.users, office.actors[Role.ADMIN]
        pastor = office.actors[Role.PASTOR]
        window.operations.run(lambda: users.update(admin, pastor.id, {"is_active": False}))
        qtbot.waitUntil(lambda: isinstance(window.content(), SignInPage), timeout=LONG)

    def test_a_question_that_stood_open_comes_back_with_the_frame(
        self, qtbot: QtBot, writing: tuple[Window, MainWindow, FollowUpForm]
    ) -> None:
        window, frame, _form = writing
        question = ask(frame, "Delete Marie?", "Planted text", "Delete", lambda: None)
        frame._private_texts.hide_or_show()
        frame._private_texts.hide_or_show()
        password = frame._private_texts._question
        assert password is not None
        there(window._idle_lock).lock()
        assert not question.isVisible()
        assert not password.isVisible()
        unlock(qtbot, window)
        qtbot.waitUntil(question.isVisible, timeout=LONG)
        question.reject()

    def test_an_export_that_fails_meanwhile_shows_nothing_before_it_is_unlocked(
        self, qtbot: QtBot, opened: Callable[[], Window], tmp_path: Path
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        goes_on = threading.Event()
        dialog = exporting(frame, tmp_path, goes_on)
        dialog.hide()  # it goes on behind the window
        there(window._idle_lock).lock()
        goes_on.set()
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=LONG)
        assert dialog.notice.text()
        unlock(qtbot, window)
        qtbot.waitUntil(dialog.isVisible, timeout=LONG)
        dialog.reject()

    def test_whoever_is_sent_out_leaves_no_window_that_works_in_their_name(
        self, qtbot: QtBot, office: Office, opened: Callable[[], Window], tmp_path: Path
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window, "paul@example.org")
        goes_on = threading.Event()
        dialog = exporting(frame, tmp_path, goes_on)
        users, pastor = window.program.controllers.users, office.actors[Role.PASTOR]
        window.operations.run(
            lambda: users.update(office.actors[Role.ADMIN], pastor.id, {"is_active": False})
        )
        qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=LONG)
        assert isinstance(window.content(), SignInPage)
        goes_on.set()
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
        assert shown == []

    def test_who_signs_out_while_the_language_changes_is_out(
        self, qtbot: QtBot, opened: Callable[[], Window]
    ) -> None:
        window = opened()
        sign_in(qtbot, window)
        window._rebuild()
        window.sign_out()
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        assert isinstance(window.content(), SignInPage)

    def test_what_was_asked_for_before_texts_were_hidden_needs_the_password(
        self, qtbot: QtBot, opened: Callable[[], Window], tmp_path: Path
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        dialog = ExportDialog(frame.session, lists.users(frame.session), window)
        dialog.open()
        frame.session.privacy.hide(by_hand=False)
        dialog._write(tmp_path / "users.csv")
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        assert not (tmp_path / "users.csv").exists()
        give_password(qtbot, frame)
        qtbot.waitUntil((tmp_path / "users.csv").exists, timeout=LONG)
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)

    def test_the_settings_lock_too(self, qtbot: QtBot, opened: Callable[[], Window]) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        frame.go("settings")
        qtbot.mouseClick(frame.findChild(QPushButton, "lockNow"), Qt.MouseButton.LeftButton)
        assert isinstance(window.content(), LockPage)

    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_it_fits(self, qtbot: QtBot, opened: Callable[[], Window], language: str) -> None:
        window = opened()
        sign_in(qtbot, window)
        texts.use(language)
        window.resize(800, 600)
        there(window._idle_lock).lock()
        QApplication.processEvents()
        cut = [
            one.text()
            for one in there(window.content()).findChildren(QPushButton)
            if one.isVisible() and one.width() < one.sizeHint().width()
        ]
        assert cut == []


class TestWhatIsRemembered:
    def test_what_f9_hid_is_hidden_for_whoever_signs_in_next_and_after_a_restart(
        self, qtbot: QtBot, opened: Callable[[], Window], data_folder: Path
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        qtbot.keyClick(frame, Qt.Key.Key_F9)
        window.sign_out()
        frame = sign_in(qtbot, window, "paul@example.org")
        assert frame.session.privacy.is_on
        window.close()
        assert Preferences(data_folder).get(PRIVACY_MODE) is True
        window = opened()
        frame = sign_in(qtbot, window)
        assert frame.session.privacy.is_on
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
        qtbot.keyClick(frame, Qt.Key.Key_F9)
        give_password(qtbot, frame)
        qtbot.waitUntil(lambda: Preferences(data_folder).get(PRIVACY_MODE) is False, timeout=LONG)

    def test_what_came_by_itself_ends_at_the_door_and_not_with_another_language(
        self, qtbot: QtBot, opened: Callable[[], Window], hands: Hands
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        hands.go(6)
        look(window)
        assert frame.session.privacy.is_on
        window._rebuild()
        qtbot.waitUntil(lambda: window.frame() is not frame, timeout=LONG)
        again = window.frame()
        assert again is not None
        assert again.session.privacy.is_on
        qtbot.waitUntil(lambda: again.page() is not None and not window.operations.is_busy(), timeout=LONG)
        window.sign_out()
        assert not sign_in(qtbot, window).session.privacy.is_on

    def test_the_waits_are_set_in_the_settings_and_hold_at_once(
        self, qtbot: QtBot, opened: Callable[[], Window], hands: Hands, data_folder: Path
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        frame.go("settings")
        hide, lock = (child(frame, QSpinBox, name) for name in ("hideAfter", "lockAfter"))
        assert (hide.value(), lock.value()) == (5, 15)
        hide.setValue(0)
        lock.setValue(2)
        assert hide.text() == "never"
        hands.go(1.9)
        look(window)
        assert window.content() is frame
        hands.go(0.2)
        look(window)
        assert isinstance(window.content(), LockPage)
        qtbot.waitUntil(lambda: Preferences(data_folder).get(LOCK_AFTER) == 2, timeout=LONG)
        assert Preferences(data_folder).get(HIDE_AFTER) == 0

    def test_nobody_sets_them_while_texts_are_hidden(
        self, qtbot: QtBot, opened: Callable[[], Window]
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        frame.go("settings")
        hide = child(frame, QSpinBox, "hideAfter")
        assert hide.isEnabled()
        frame.session.privacy.hide(by_hand=False)
        assert not hide.isEnabled()
