"""The program among the others: a second start, the tray, pop-ups, closing without ending, the end of the session."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.system import autostart, instance_lock, paths
from desktop_app.system.instance_lock import LaunchRequest
from desktop_app.system.settings import (
    CLOSE_TO_TRAY,
    LANGUAGE,
    OPEN_PAGES,
    POP_UPS,
    QUIET_ON,
    TRAY_EXPLAINED,
    Preferences,
)
from desktop_app.views.desktop.desktop import Desktop
from desktop_app.views.desktop.tray import Tray
from desktop_app.views.desktop.tray_icon import SIZES, Standing, painted, words
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.toast import Toast
from desktop_app.views.pages.notifications.notifications_page import NotificationsPage
from desktop_app.views.pages.sign_in.sign_in_page import SignInPage
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.problem_page import ProblemPage
from desktop_app.views.shell.window import Window
from desktop_app.views.start import make_window
from tests.support import processes
from tests.support.finding import child
from tests.views.conftest import PASSWORD, Office, program

LONG = 20_000
ROOT = Path(instance_lock.__file__).parents[2]
# what the offscreen platform says of raising a window, and of a tray icon, which the program would not show there
pytestmark = [
    pytest.mark.any_day,
    pytest.mark.qt_log_ignore("This plugin does not support", "systemTrayWindowChanged"),
]


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime folder of this test's own, with a short name."""
    with tempfile.TemporaryDirectory(prefix="suivi-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
        yield Path(folder)


class TrayThere(Tray):
    """A tray on a desktop that has none: all but the drawing of it by the desktop is the program's own."""

    place = True

    def __init__(self, parent: Window) -> None:
        self.said: list[tuple[str, str]] = []
        super().__init__(parent)

    @classmethod
    def has_place(cls) -> bool:
        return cls.place

    def pop_up(self, title: str, text: str) -> None:
        self.said.append((title, text))

    def action(self, name: str) -> QAction:
        (found,) = [one for one in self.menu.actions() if one.objectName() == f"tray-{name}"]
        return found


class Opened:
    """The program, opened over the data folder in this process."""

    def __init__(self, qtbot: QtBot, office: Office, request: LaunchRequest, *, has_tray: bool) -> None:
        folder = office.application.folder
        self.qtbot = qtbot
        instance = instance_lock.claim(folder, request, 0)
        assert instance is not None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.window = make_window(office.program, folder)
        self.tray = TrayThere(self.window)
        TrayThere.place = has_tray
        self.window.open(hidden=request.hidden)
        self.desktop = Desktop(self.window, instance, application, self.tray)
        self.desktop.begin(request)
        qtbot.waitUntil(lambda: isinstance(self.window.content(), SignInPage), timeout=LONG)
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way."""
        for _time in range(3):
            self.qtbot.waitUntil(lambda: not self.window.operations.is_busy(), timeout=LONG)
            QApplication.processEvents()

    def sign_in(self, email: str = "jean@example.org") -> MainWindow:
        self.window.sign_in(email, PASSWORD)
        self.qtbot.waitUntil(lambda: isinstance(self.window.content(), MainWindow), timeout=LONG)
        frame = self.window.frame()
        assert frame is not None
        self.qtbot.waitUntil(
            lambda: frame.page() is not None and frame.unread.counts() is not None, timeout=LONG
        )
        self.settle()
        self.window._outside_changes.look()  # what is there now counts as seen
        self.qtbot.waitUntil(lambda: self.window._outside_changes.seen is not None, timeout=LONG)
        return frame

    def look(self) -> None:
        """See what another program wrote."""
        seen = self.window._outside_changes.seen
        self.window._outside_changes.look()
        self.qtbot.waitUntil(lambda: self.window._outside_changes.seen not in {seen, None}, timeout=LONG)
        batcher = self.window._changes._timer
        self.qtbot.waitUntil(lambda: not batcher.isActive(), timeout=LONG)
        self.settle()

    def start_again(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A second start, in a process of its own, while this one goes on working."""
        second = processes.start(
            [sys.executable, "-m", "desktop_app", "--data-dir", str(self.window.program.folder), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        self.qtbot.waitUntil(lambda: second.poll() is not None, timeout=LONG)
        out, err = second.communicate()
        self.settle()
        return subprocess.CompletedProcess(second.args, second.returncode, out, err)

    def title(self) -> str:
        frame = self.window.frame()
        assert frame is not None
        found = frame.findChild(QLabel, "pageTitle")
        assert isinstance(found, QLabel)
        return found.text()


@pytest.fixture
def opened(qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Opened]]:
    """Opens the program; ``has_tray`` says whether the desktop has a tray."""
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    made: list[Opened] = []

    def open_it(request: LaunchRequest | None = None, *, has_tray: bool = True) -> Opened:
        made.append(Opened(qtbot, office, request or LaunchRequest(), has_tray=has_tray))
        return made[-1]

    yield open_it
    for one in made:
        one.desktop._end()
        one.window.deleteLater()


class TestASecondStart:
    def test_brings_the_first_to_the_front_on_the_page_it_wants(self, opened: Callable[..., Opened]) -> None:
        first = opened()
        first.sign_in()
        first.window.showMinimized()
        done = first.start_again("--page", "people")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        first.qtbot.waitUntil(
            lambda: not first.window.isMinimized() and first.title() == "People", timeout=LONG
        )
        assert first.window.isVisible()

    def test_at_the_door_the_page_comes_after_signing_in(self, opened: Callable[..., Opened]) -> None:
        first = opened()
        first.start_again("--page", "follow_ups")
        first.sign_in()
        assert first.title() == "Follow-ups"

    @pytest.mark.parametrize("page", ["users", "nonsense", "person"])
    def test_a_page_that_is_not_for_one_is_not_shown(self, opened: Callable[..., Opened], page: str) -> None:
        first = opened()
        first.sign_in()
        assert first.start_again("--page", page).returncode == 0
        assert first.title() == "Dashboard"

    def test_started_with_the_session_once_more_it_stays_where_it_is(
        self, opened: Callable[..., Opened]
    ) -> None:
        first = opened(LaunchRequest(hidden=True))
        first.start_again("--minimised")
        assert not first.window.isVisible()

    def test_commands_run_beside_the_window(self, opened: Callable[..., Opened]) -> None:
        first = opened()
        first.sign_in()
        done = first.start_again("check")
        assert done.returncode == 0
        assert "All is well" in done.stdout

    def test_after_the_first_has_ended_there_is_place_again(
        self, opened: Callable[..., Opened], data_folder: Path
    ) -> None:
        first = opened()
        first.desktop._end()
        instance = instance_lock.claim(data_folder, LaunchRequest(), 0)
        assert instance is not None
        assert instance.is_held
        instance.close()

    def test_whoever_sends_nonsense_or_nothing_does_no_harm(
        self, opened: Callable[..., Opened], runtime: Path
    ) -> None:
        import socket  # noqa: PLC0415 - of this test alone

        first = opened()
        (name,) = (runtime / "suivi").glob("*.sock")
        with socket.socket(socket.AF_UNIX) as mute, socket.socket(socket.AF_UNIX) as loud:
            mute.connect(str(name))
            loud.connect(str(name))
            loud.sendall(b"x" * 10_000)
            loud.setblocking(False)
            answers: list[bytes] = []

            def answered() -> bool:
                try:
                    answers.append(loud.recv(64))
                except BlockingIOError:
                    return False
                except ConnectionResetError:
                    answers.append(b"")
                return True

            first.qtbot.waitUntil(answered, timeout=LONG)
            assert answers == [b""]
            assert first.start_again().returncode == 0

    def test_whoever_is_gone_before_the_answer_does_no_harm(
        self, opened: Callable[..., Opened], runtime: Path, data_folder: Path
    ) -> None:
        import socket  # noqa: PLC0415 - of this test alone

        first = opened()
        (name,) = (runtime / "suivi").glob("*.sock")
        with (
            socket.socket(socket.AF_UNIX) as hasty,
            first.qtbot.waitSignal(first.desktop._single_instance.came),
        ):
            hasty.connect(str(name))
            values = {**LaunchRequest()._asdict(), "folder": os.path.realpath(data_folder), "token": ""}
            hasty.sendall(json.dumps(values).encode() + b"\n")
            hasty.close()
        assert first.start_again().returncode == 0

    def test_of_many_starts_at_once_one_window_is_left(self, office: Office, data_folder: Path) -> None:
        office.application.close()
        command = [sys.executable, "-m", "desktop_app", "--data-dir", str(data_folder)]
        started = [
            processes.start(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _start in range(4)
        ]
        until = time.monotonic() + 30
        while sum(one.poll() is None for one in started) > 1 and time.monotonic() < until:
            for one in started:
                try:
                    one.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
        left = [one for one in started if one.poll() is None]
        assert len(left) == 1
        assert [one.returncode for one in started if one not in left] == [0, 0, 0]
        left[0].send_signal(signal.SIGTERM)
        assert left[0].wait(30) == 0


class TestTheTray:
    def test_it_says_how_many_wait_in_figures_and_in_words(
        self, opened: Callable[..., Opened], office: Office
    ) -> None:
        for name in ("Awa", "Koffi"):
            person = office.person(name, mentor=office.actors[Role.MENTOR])
            office.follow_up(person, days_ago=20)
        one = opened()
        assert one.tray.icon.isVisible()
        assert one.tray.icon.toolTip() == "Suivi – nobody is signed in"
        one.sign_in()
        tip = one.tray.icon.toolTip().splitlines()
        assert tip == [
            "Grace Church – Suivi",
            "2 people are waiting too long.",
            "4 unread notifications",
        ]
        assert one.tray.action("notifications").text() == "&Notifications (4)"
        office.follow_up(person, by=office.actors[Role.ADMIN])
        one.look()
        assert "1 person is waiting too long." in one.tray.icon.toolTip()

    def test_signed_out_it_tells_nothing(self, opened: Callable[..., Opened], office: Office) -> None:
        office.follow_up(office.person(mentor=office.actors[Role.MENTOR]), days_ago=20)
        one = opened()
        one.sign_in()
        one.window.sign_out()
        one.settle()
        assert one.tray.standing == Standing()
        assert one.tray.icon.toolTip() == "Suivi – nobody is signed in"
        enabled = {
            action.objectName() for action in one.tray.menu.actions() if action.isEnabled() and action.text()
        }
        assert enabled == {"tray-open", "tray-quiet", "tray-quit"}

    @pytest.mark.parametrize(
        ("name", "title"),
        [("dashboard", "Dashboard"), ("notifications", "Notifications"), ("record", "Record a follow-up")],
    )
    def test_its_menu_opens_the_window_where_one_wants(
        self, opened: Callable[..., Opened], name: str, title: str
    ) -> None:
        one = opened()
        one.sign_in()
        one.window.go_away()
        assert not one.window.isVisible()
        one.tray.action(name).trigger()
        assert one.window.isVisible()
        assert one.title() == title

    def test_a_click_on_it_opens_the_window(self, opened: Callable[..., Opened]) -> None:
        one = opened(LaunchRequest(hidden=True))
        assert not one.window.isVisible()
        one.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
        assert one.window.isVisible()

    def test_it_speaks_the_language_of_the_window(self, opened: Callable[..., Opened]) -> None:
        one = opened()
        one.sign_in()
        one.window.preferences.set(LANGUAGE, "fr")
        one.window._rebuild()
        one.settle()
        assert texts.language() == "fr"
        assert one.tray.action("quiet").text() == texts.tr("No pop-ups &until tomorrow")
        said = texts.tr("Nobody is waiting too long.")  # once the new frame has counted
        one.qtbot.waitUntil(lambda: said in one.tray.icon.toolTip().splitlines(), timeout=LONG)

    def test_quit_ends_the_program(self, opened: Callable[..., Opened]) -> None:
        one = opened()
        one.window.preferences.set(CLOSE_TO_TRAY, True)
        one.sign_in()
        one.tray.action("quit").trigger()
        assert not one.window.isVisible()
        assert one.window.operations._closed

    def test_a_tray_that_comes_late_is_found(self, opened: Callable[..., Opened]) -> None:
        one = opened(LaunchRequest(hidden=True), has_tray=False)
        assert one.window.isMinimized()
        assert one.window.isVisible()
        TrayThere.place = True
        one.tray._look()
        assert one.tray.icon.isVisible()
        assert not one.window.isVisible()

    def test_without_a_tray_all_goes_on(self, opened: Callable[..., Opened]) -> None:
        one = opened(has_tray=False)
        one.window.preferences.set(CLOSE_TO_TRAY, True)
        one.sign_in()
        one.window.close()
        assert one.window.operations._closed

    @pytest.mark.parametrize("waiting", [0, 5, 42, 1000])
    def test_the_badge_is_seen_in_every_size(self, qapp: QApplication, waiting: int) -> None:
        plain, icon = painted(Standing()), painted(Standing(is_in=True, waiting=waiting))
        for size in SIZES:
            drawn, without = (one.pixmap(size, size).toImage() for one in (icon, plain))
            red = sum(
                1
                for x in range(drawn.width())
                for y in range(drawn.height())
                if drawn.pixelColor(x, y).red() > 140 and drawn.pixelColor(x, y).blue() < 80
            )
            assert (red > size * size * 0.08) is (waiting > 0)
            assert (drawn == without) is (waiting == 0)

    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_nobody_waits_is_said_too(self, language: str) -> None:
        texts.use(language)
        said = words(Standing(is_in=True, office="Grace", waiting=0))
        assert len(said.splitlines()) == 2
        assert "0" not in said


class TestPopUps:
    @pytest.fixture
    def away(self, opened: Callable[..., Opened]) -> Opened:
        """Jean is signed in, and the window is away."""
        one = opened()
        one.sign_in()
        one.window.preferences.set(TRAY_EXPLAINED, True)
        one.window.go_away()
        one.settle()
        return one

    @staticmethod
    def recorded(office: Office, *names: str) -> None:
        for name in names:
            person = office.person(name, "Bâ", mentor=office.actors[Role.MENTOR])
            office.follow_up(person, by=office.actors[Role.PASTOR], notes="Pray for them.")

    def test_one_is_told_in_full_several_are_summed(self, away: Opened, office: Office) -> None:
        person = office.person("Awa", "Bâ", mentor=office.actors[Role.MENTOR])
        away.look()
        assert away.tray.said == [("Grace Church", "Ada Admin gave you Awa Bâ to look after")]
        office.follow_up(person, by=office.actors[Role.PASTOR])
        self.recorded(office, "Koffi", "Yao")
        away.look()
        assert away.tray.said[1:] == [
            ("Grace Church", "3 follow-ups were recorded. 2 people were given to you.")
        ]

    def test_reminders_are_summed(self, away: Opened, office: Office) -> None:
        for name in ("Awa", "Koffi", "Yao"):
            office.follow_up(
                office.person(name, mentor=office.actors[Role.MENTOR]),
                by=office.actors[Role.MENTOR],
                days_ago=9,
            )
        away.look()
        away.tray.said.clear()
        assert office.application.controllers.reminders.make_due().waiting_too_long == 3
        away.look()
        assert away.tray.said == [("Grace Church", "3 people are waiting too long.")]

    def test_what_was_there_before_and_what_one_did_oneself_is_not_told(
        self, opened: Callable[..., Opened], office: Office
    ) -> None:
        self.recorded(office, "Awa")
        one = opened()
        one.sign_in()
        one.window.go_away()
        one.tray.said.clear()
        person = office.application.controllers.notifications.mine(office.actors[Role.MENTOR]).items[0].person
        assert person is not None
        jean = office.actors[Role.MENTOR]
        one.window.operations.run(
            lambda: one.window.program.controllers.follow_ups.record(
                jean,
                {
                    "person": person.uuid,
                    "interaction_type": "call",
                    "interaction_date": office.clock.today(),
                    "notes": "Spoke.",
                    "outcome": "positive",
                },
            )
        )
        one.settle()
        assert one.tray.said == []

    def test_a_click_leads_to_the_person_and_marks_it_read(self, away: Opened, office: Office) -> None:
        self.recorded(office)
        office.person("Awa", "Bâ", mentor=office.actors[Role.MENTOR])
        away.look()
        away.tray.icon.messageClicked.emit()
        away.settle()
        assert away.window.isVisible()
        assert away.title() == "Awa Bâ"
        assert office.application.controllers.notifications.unread_count(office.actors[Role.MENTOR]) == 0

    def test_a_click_on_a_sum_leads_to_the_centre(self, away: Opened, office: Office) -> None:
        self.recorded(office, "Awa", "Koffi")
        away.look()
        away.tray.icon.messageClicked.emit()
        away.settle()
        frame = away.window.frame()
        assert frame is not None
        assert isinstance(frame.page(), NotificationsPage)

    def test_whoever_signs_in_after_is_not_led_to_what_another_was_told(
        self, away: Opened, office: Office
    ) -> None:
        office.person("Awa", "Bâ", mentor=office.actors[Role.MENTOR])
        away.look()
        away.window.sign_out()
        away.sign_in("paul@example.org")
        away.tray.icon.messageClicked.emit()
        away.settle()
        assert away.title() == "Dashboard"

    def test_switched_off_there_are_none(self, away: Opened, office: Office) -> None:
        away.window.preferences.set(POP_UPS, False)
        self.recorded(office, "Awa")
        away.look()
        assert away.tray.said == []

    def test_quiet_until_tomorrow(self, away: Opened, office: Office, data_folder: Path) -> None:
        away.tray.action("quiet").trigger()
        assert away.tray.action("quiet").isChecked()
        assert "Quiet until tomorrow" in away.tray.icon.toolTip()
        self.recorded(office, "Awa")
        away.look()
        assert away.tray.said == []
        assert (
            Preferences(data_folder).get(QUIET_ON)
            == away.window.program.controllers.clock.today().isoformat()
        )
        away.window.preferences.set(QUIET_ON, "2026-01-01")  # the day is over
        self.recorded(office, "Koffi")
        away.look()
        assert len(away.tray.said) == 1
        assert not away.tray.action("quiet").isChecked()

    def test_quiet_hours_of_the_office_are_silent(self, away: Opened, office: Office) -> None:
        now = office.clock.local(office.clock.now())
        organisation = office.application.controllers.organisation
        version = organisation.get().version
        organisation.update(
            office.actors[Role.ADMIN],
            {"quiet_from": f"{(now.hour - 1) % 24:02}:00", "quiet_to": f"{(now.hour + 2) % 24:02}:00"},
            version,
        )
        self.recorded(office, "Awa")
        away.look()
        assert away.tray.said == []

    def test_in_privacy_mode_and_locked_no_name_is_said(self, away: Opened, office: Office) -> None:
        frame = away.window.frame()
        assert frame is not None
        frame.session.privacy.hide(by_hand=True)
        office.person("Awa", "Bâ", mentor=office.actors[Role.MENTOR])
        away.look()
        assert away.tray.said == [("Grace Church", "1 person was given to you.")]
        frame.session.privacy.show()
        frame.session.privacy.lock_wanted.emit()
        away.settle()
        assert away.tray.standing.is_locked
        office.person("Koffi", "Yao", mentor=office.actors[Role.MENTOR])
        away.look()
        assert away.tray.said[1:] == [("Grace Church", "1 person was given to you.")]
        before = away.title()
        away.tray.icon.messageClicked.emit()
        away.settle()
        assert away.window.content() is not frame  # the lock is before it still
        assert away.title() == before

    def test_in_the_window_one_works_in_it_is_said_at_the_bottom(
        self, opened: Callable[..., Opened], office: Office
    ) -> None:
        one = opened()
        frame = one.sign_in()
        one.window.activateWindow()
        one.qtbot.waitUntil(one.window.isActiveWindow, timeout=LONG)
        office.person("Awa", "Bâ", mentor=office.actors[Role.MENTOR])
        one.look()
        assert one.tray.said == []
        assert "Awa Bâ" in frame.findChildren(Toast)[-1].text()

    def test_signed_out_nobody_is_told_anything(self, away: Opened, office: Office) -> None:
        away.window.sign_out()
        self.recorded(office, "Awa")
        away.settle()
        assert away.tray.said == []


class TestClosing:
    @pytest.fixture
    def staying(self, opened: Callable[..., Opened]) -> Opened:
        """The window leaves the tray icon when it is closed."""
        one = opened()
        one.window.preferences.set(CLOSE_TO_TRAY, True)
        one.sign_in()
        return one

    def test_it_hides_goes_on_and_explains_once(self, staying: Opened, data_folder: Path) -> None:
        for _time in range(2):
            staying.window.close()
            staying.settle()
            assert not staying.window.isVisible()
            assert not staying.window.operations._closed
            staying.desktop.open_window()
            assert staying.window.isVisible()
        assert [title for title, _text in staying.tray.said] == ["Suivi goes on here"]
        assert Preferences(data_folder).get(TRAY_EXPLAINED)

    def test_what_was_being_typed_and_the_page_are_kept(self, staying: Opened, office: Office) -> None:
        person = office.person("Marie", "Kouassi", mentor=office.actors[Role.MENTOR])
        frame = staying.window.frame()
        assert frame is not None
        frame.go("person", person.id)
        staying.settle()
        page: Any = frame.page()
        page.record_follow_up(person)
        form: Any = frame.page()
        staying.qtbot.keyClicks(form.findChild(QWidget, "notes"), "She asked for prayer.")
        staying.window.close()
        staying.settle()
        assert frame.page() is form
        assert len(office.application.controllers.drafts.list(office.actors[Role.MENTOR])) == 1

    def test_minimising_does_the_same(self, staying: Opened) -> None:
        staying.window.showMinimized()
        staying.qtbot.waitUntil(lambda: not staying.window.isVisible(), timeout=LONG)
        staying.desktop.open_window()
        assert staying.window.isVisible()
        assert not staying.window.isMinimized()

    def test_signed_out_from_outside_the_window_does_not_come_up(
        self, staying: Opened, office: Office
    ) -> None:
        staying.window.close()
        office.application.controllers.users.update(
            office.actors[Role.ADMIN], office.actors[Role.MENTOR].id, {"is_active": False}
        )
        staying.look()
        staying.qtbot.waitUntil(lambda: staying.window.frame() is None, timeout=LONG)
        assert not staying.window.isVisible()
        staying.desktop.open_window()
        assert isinstance(staying.window.content(), SignInPage)

    def test_the_end_of_the_session_keeps_all_at_once(self, staying: Opened, office: Office) -> None:
        frame = staying.window.frame()
        assert frame is not None
        frame.go("follow_up_form")
        staying.settle()
        form: Any = frame.page()
        staying.qtbot.keyClicks(form.findChild(QWidget, "notes"), "She asked for prayer.")
        staying.desktop._commit()  # as ``commitDataRequest`` calls it; the session may be gone right after
        with sqlite3.connect(paths.database_file(staying.window.program.folder)) as connection:
            assert connection.execute("SELECT COUNT(*) FROM drafts").fetchone() == (1,)
        connection.close()
        assert staying.window.isVisible()  # it may also go on

    def test_as_usual_closing_ends_the_program(self, opened: Callable[..., Opened]) -> None:
        one = opened()
        one.sign_in()
        one.window.close()
        assert one.window.operations._closed


def test_quit_ends_the_program_where_the_data_cannot_be_opened(
    qtbot: QtBot, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    data_folder.mkdir()
    paths.database_file(data_folder).write_text("My shopping list. " * 100)
    window = make_window(program, data_folder)
    window.stay_when_closed(lambda: True)
    window.open()
    qtbot.waitUntil(lambda: isinstance(window.content(), ProblemPage), timeout=LONG)
    page = window.content()
    assert page is not None
    button = page.findChild(QPushButton, "quit")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.operations._closed
    window.deleteLater()


class TestThePageOneLeft:
    def test_each_user_begins_where_they_left(self, opened: Callable[..., Opened]) -> None:
        one = opened()
        one.sign_in().go("people")
        one.window.sign_out()
        one.sign_in("paul@example.org")
        assert one.title() == "Dashboard"
        one.desktop._end()
        again = opened()
        again.sign_in()
        assert again.title() == "People"

    def test_a_person_leads_back_to_the_list_they_were_found_in(
        self, opened: Callable[..., Opened], office: Office
    ) -> None:
        person = office.person(mentor=office.actors[Role.MENTOR])
        one = opened()
        frame = one.sign_in()
        frame.go("people")
        frame.go("person", person.id)
        one.window.sign_out()
        one.sign_in()
        assert one.title() == "People"

    def test_a_new_day_begins_on_the_dashboard(self, opened: Callable[..., Opened], office: Office) -> None:
        one = opened()
        one.sign_in().go("people")
        one.window.sign_out()
        office.clock.moment += timedelta(days=1)
        one.sign_in()
        assert one.title() == "Dashboard"

    def test_what_is_not_for_one_any_more_is_the_dashboard(
        self, opened: Callable[..., Opened], office: Office
    ) -> None:
        one = opened()
        one.sign_in("ada@example.org").go("users")
        one.window.sign_out()
        left = one.window.preferences.own(OPEN_PAGES, office.actors[Role.ADMIN].id)
        assert left["page"] == "users"
        one.window.preferences.set_own(OPEN_PAGES, office.actors[Role.MENTOR].id, left)
        one.sign_in()
        assert one.title() == "Dashboard"


class TestTheSwitches:
    def box(self, frame: MainWindow, name: str) -> QCheckBox:
        found = frame.findChild(QCheckBox, name)
        assert isinstance(found, QCheckBox)
        return found

    def test_starting_with_the_session(
        self,
        opened: Callable[..., Opened],
        data_folder: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        one = opened()
        frame = one.sign_in()
        frame.go("settings")
        one.settle()
        box = self.box(frame, "startWithSession")
        assert box.isEnabled()
        assert not box.isChecked()
        box.click()
        one.settle()
        assert autostart.is_on(data_folder)
        box.click()
        one.settle()
        assert not autostart.is_on(data_folder)

    def test_a_system_that_does_not_take_it_is_told_of(
        self, opened: Callable[..., Opened], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "config").write_text("in the way")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        one = opened()
        frame = one.sign_in()
        frame.go("settings")
        one.settle()
        box = self.box(frame, "startWithSession")
        box.click()
        one.settle()
        assert not box.isChecked()
        words = child(frame, Notice, "windowSettingsNotice")
        assert "did not take it" in words.text()

    def test_pop_ups_are_switched_off(self, opened: Callable[..., Opened], data_folder: Path) -> None:
        one = opened()
        frame = one.sign_in()
        frame.go("settings")
        one.settle()
        self.box(frame, "popUps").click()
        one.settle()
        assert Preferences(data_folder).get(POP_UPS) is False
        assert not self.box(frame, "closeToTray").isEnabled()  # this desktop has none


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_end_by_the_system_it_ends_properly(
    office: Office, data_folder: Path, number: signal.Signals
) -> None:
    office.application.close()
    process = processes.start(
        [sys.executable, "-m", "desktop_app", "--data-dir", str(data_folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "QT_LOGGING_RULES": "*.warning=false"},
    )
    preferences = paths.preferences_file(data_folder)
    until = time.monotonic() + 30
    place = Path(os.environ["XDG_RUNTIME_DIR"]) / "suivi"
    while time.monotonic() < until and not list(place.glob("*.json")):
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    process.send_signal(number)
    _out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert preferences.exists()
    assert {one.suffix for one in place.iterdir()} == {".lock"}
