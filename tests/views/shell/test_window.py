"""From starting the program to working in it: first run, the sign-in page, the frame, what survives, what is said when it fails."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import Conflict
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.system import paths
from desktop_app.system.settings import LAST_EMAIL, THEME, Preferences
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.toast import Toast
from desktop_app.views.look import theme
from desktop_app.views.pages.people.person_form import PersonForm
from desktop_app.views.pages.sign_in.first_run_page import FirstRunPage
from desktop_app.views.pages.sign_in.sign_in_page import SignInPage
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.problem_page import ProblemPage
from desktop_app.views.shell.window import Window
from desktop_app.views.start import make_window
from tests.support.finding import child, there
from tests.views.conftest import PASSWORD, Office, program

pytestmark = pytest.mark.any_day

LONG = 20_000


@pytest.fixture
def opened(
    qtbot: QtBot, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Window]]:
    """Opens the program's window on the data folder and waits for its first page."""
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    windows: list[Window] = []

    def open_it(folder: Path | None = None) -> Window:
        window = make_window(program, folder or data_folder)
        windows.append(window)
        window.open()
        qtbot.waitUntil(lambda: window.content() is not None, timeout=LONG)
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()


def shown(window: Window, kind: type[QWidget]) -> Callable[[], bool]:
    return lambda: isinstance(window.content(), kind)


def line(within: QWidget | None, name: str) -> QLineEdit:
    assert within is not None
    found = within.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit), name
    return found


def press(qtbot: QtBot, within: QWidget | None, name: str) -> None:
    assert within is not None
    found = within.findChild(QPushButton, name) or within.findChild(QToolButton, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def notice(within: QWidget | None, name: str) -> str:
    assert within is not None
    found = within.findChild(Notice, name)
    assert isinstance(found, Notice)
    return found.text()


def search(qtbot: QtBot, frame: MainWindow, typed: str) -> QLineEdit:
    """The quick find, once it has answered to *typed*."""
    find = line(frame, "quickFind")
    find.setFocus()
    qtbot.waitUntil(find.hasFocus)
    frame._find.close_results()
    find.clear()
    qtbot.keyClicks(find, typed)
    qtbot.waitUntil(frame._find.results_open, timeout=LONG)
    return find


def sign_in(
    qtbot: QtBot, window: Window, email: str = "ada@example.org", password: str = PASSWORD
) -> MainWindow:
    page = window.content()
    line(page, "email").clear()
    qtbot.keyClicks(line(page, "email"), email)
    qtbot.keyClicks(line(page, "password"), password)
    qtbot.keyClick(line(page, "password"), Qt.Key.Key_Return)
    qtbot.waitUntil(shown(window, MainWindow), timeout=LONG)
    frame = window.content()
    assert isinstance(frame, MainWindow)
    qtbot.waitUntil(lambda: frame.page() is not None and not window.operations.is_busy(), timeout=LONG)
    return frame


class TestFirstRun:
    def test_an_office_is_set_up_by_typing(self, qtbot: QtBot, opened: Any, data_folder: Path) -> None:
        window = opened()
        page = window.content()
        assert isinstance(page, FirstRunPage)
        typed = {
            "organisation": "Eglise de la Grace",
            "first_name": "Grace",
            "last_name": "Ouattara",
            "administratorEmail": "grace@example.org",
            "administratorPassword": PASSWORD,
        }
        for name, words in typed.items():
            qtbot.keyClicks(line(page, name), words)
        press(qtbot, page, "setUp")
        qtbot.waitUntil(shown(window, MainWindow), timeout=LONG)
        qtbot.waitUntil(lambda: window.windowTitle() == "Dashboard – Suivi", timeout=LONG)
        assert "Eglise de la Grace" in {words.text() for words in window.findChildren(QLabel)}
        with sqlite3.connect(paths.database_file(data_folder)) as connection:
            (stored,) = connection.execute("SELECT password_hash FROM users").fetchone()
        connection.close()
        assert stored.startswith("$argon2id$")

    def test_ctrl_enter_sets_up_and_all_errors_are_said_at_once(self, qtbot: QtBot, opened: Any) -> None:
        window = opened()
        page = window.content()
        window.activateWindow()
        zone = child(page, QComboBox, "timeZone")
        zone.setEditText("Nowhere")
        zone.setFocus()
        qtbot.waitUntil(zone.hasFocus)
        qtbot.keyClick(zone, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(page._rows["name"].error()), timeout=LONG)
        wrong = {key for key, row in page._rows.items() if row.error()}
        assert wrong == {
            "name",
            "time_zone",
            "administrator.first_name",
            "administrator.last_name",
            "administrator.email",
            "administrator.password",
        }

    def test_every_wrong_field_is_said_and_what_was_typed_stays(self, qtbot: QtBot, opened: Any) -> None:
        window = opened()
        page = window.content()
        qtbot.keyClicks(line(page, "first_name"), "Grace")
        qtbot.keyClicks(line(page, "administratorEmail"), "nonsense")
        qtbot.keyClicks(line(page, "administratorPassword"), "short")
        press(qtbot, page, "setUp")
        qtbot.waitUntil(lambda: bool(page._rows["name"].error()), timeout=LONG)
        wrong = {key for key, row in page._rows.items() if row.error()}
        assert wrong == {"name", "administrator.last_name", "administrator.email", "administrator.password"}
        assert line(page, "first_name").text() == "Grace"
        assert line(page, "organisation").hasFocus()

    def test_the_language_changes_at_once_and_keeps_what_was_typed(self, qtbot: QtBot, opened: Any) -> None:
        window = opened()
        qtbot.keyClicks(line(window.content(), "organisation"), "Espoir")
        choice = window.content().findChild(QComboBox, "language")
        choice.setCurrentIndex(choice.findData("fr"))
        choice.activated.emit(choice.currentIndex())
        qtbot.waitUntil(lambda: texts.language() == "fr", timeout=LONG)
        assert isinstance(window.content(), FirstRunPage)
        assert line(window.content(), "organisation").text() == "Espoir"

    def test_a_look_around_in_a_folder_of_its_own(self, qtbot: QtBot, opened: Any, data_folder: Path) -> None:
        window = opened()
        press(qtbot, window.content(), "demo")
        qtbot.waitUntil(shown(window, SignInPage), timeout=60_000)
        choices = [
            one for one in window.content().findChildren(QPushButton) if one.objectName().startswith("demo-")
        ]
        assert len(choices) == len(Role)
        qtbot.mouseClick(choices[0], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(shown(window, MainWindow), timeout=LONG)
        assert (data_folder / "demo" / paths.DATABASE_NAME).exists()
        with sqlite3.connect(paths.database_file(data_folder)) as connection:
            assert connection.execute("SELECT COUNT(*) FROM persons").fetchone() == (0,)
        connection.close()
        window.sign_out()
        press(qtbot, window.content(), "leaveDemo")
        qtbot.waitUntil(shown(window, FirstRunPage), timeout=LONG)


class TestTheDoor:
    def test_wrong_password_then_right(self, qtbot: QtBot, office: Office, opened: Any) -> None:
        window = opened()
        page = window.content()
        assert isinstance(page, SignInPage)
        qtbot.keyClicks(line(page, "email"), "ADA@example.org ")
        qtbot.keyClicks(line(page, "password"), "wrong")
        press(qtbot, page, "signIn")
        qtbot.waitUntil(lambda: bool(notice(page, "signInNotice")), timeout=LONG)
        assert "Wrong e-mail or password" in notice(page, "signInNotice")
        assert line(page, "password").isEnabled()
        line(page, "password").clear()
        qtbot.keyClicks(line(page, "password"), PASSWORD)
        qtbot.keyClick(line(page, "password"), Qt.Key.Key_Return)
        qtbot.waitUntil(shown(window, MainWindow), timeout=LONG)

    def test_five_wrong_passwords_lock(self, qtbot: QtBot, office: Office, opened: Any) -> None:
        window = opened()
        page = window.content()
        qtbot.keyClicks(line(page, "email"), "ada@example.org")
        said = []
        for _attempt in range(6):
            line(page, "password").clear()
            qtbot.keyClicks(line(page, "password"), "wrong")
            qtbot.keyClick(line(page, "password"), Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: line(page, "password").isEnabled(), timeout=LONG)
            said.append(notice(page, "signInNotice"))
        assert "fifth" in said[4]
        assert "locked" in said[5]

    def test_an_empty_password_is_asked_for_without_an_attempt(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        window = opened()
        qtbot.keyClicks(line(window.content(), "email"), "ada@example.org")
        press(qtbot, window.content(), "signIn")
        assert notice(window.content(), "signInNotice") == "Enter your password."
        assert office.application.controllers.sign_in.attempts(office.actors[Role.ADMIN]) == ()

    def test_what_one_types_is_shown_and_hidden_by_a_key(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        password = line(opened().content(), "password")
        qtbot.waitUntil(lambda: bool(password.actions()), timeout=LONG)
        password.setFocus()
        for shown in (QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password):
            qtbot.keyClick(password, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
            assert password.echoMode() is shown

    def test_the_last_address_is_remembered_on_this_pc(
        self, qtbot: QtBot, office: Office, opened: Any, data_folder: Path
    ) -> None:
        window = opened()
        sign_in(qtbot, window, "jean@example.org")
        window.sign_out()
        assert line(window.content(), "email").text() == "jean@example.org"
        assert Preferences(data_folder).get(LAST_EMAIL) == "jean@example.org"


class TestTheFrame:
    def test_each_role_sees_the_pages_that_are_for_it(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        expected = {"dashboard", "people", "follow_ups", "interactions", "settings"}
        for first_name, pages in (
            ("ada", expected | {"users", "statistics", "absences"}),
            ("jean", expected | {"statistics", "absences"}),
            ("paul", expected | {"statistics", "absences"}),
            ("chloe", expected),
        ):
            window = opened()
            frame = sign_in(qtbot, window, f"{first_name}@example.org")
            entries = {
                one.objectName()
                for one in frame.findChildren(QToolButton)
                if one.objectName().startswith("go-")
            }
            assert entries == {f"go-{page}" for page in pages}
            window.close()

    def test_the_quick_find_opens_a_person_without_the_mouse(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        office.person("Élodie", "Kouassi", phone="07 97 97 11 47")
        window = opened()
        frame = sign_in(qtbot, window)
        qtbot.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        find = line(frame, "quickFind")
        qtbot.waitUntil(find.hasFocus)
        qtbot.keyClicks(find, "elod")
        qtbot.waitUntil(frame._find.results_open, timeout=LONG)
        qtbot.keyClick(find, Qt.Key.Key_Down)
        qtbot.keyClick(find, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: child(frame, QLabel, "pageTitle").text() == "Élodie Kouassi", timeout=LONG)

    def test_people_of_one_name_are_told_apart(self, qtbot: QtBot, office: Office, opened: Any) -> None:
        office.person("Awa", "Kouassi", dateOfBirth="1990-05-17", commune="Cocody", quartier="Riviera")
        office.person("Awa", "Kouassi", commune="Yopougon")
        frame = sign_in(qtbot, opened())
        search(qtbot, frame, "awa kou")
        rows = child(frame._find.results(), QListWidget, "results")
        spoken = [rows.item(row).data(int(Qt.ItemDataRole.AccessibleTextRole)) for row in range(rows.count())]
        assert len(spoken) == 2
        assert spoken[0].endswith("Born: 17 May 1990 · Riviera, Cocody · No mentor")
        assert spoken[1].endswith("Yopougon · No mentor")
        assert rows.height() >= rows.sizeHintForRow(0) + rows.sizeHintForRow(1)

    def test_whom_nobody_is_called_is_added_by_that_name(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        frame = sign_in(qtbot, opened())
        find = search(qtbot, frame, "koffi  aka")
        assert frame._find.results().texts() == ["Nobody found for “koffi  aka”", "Add “koffi aka”"]
        qtbot.keyClick(find, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: child(frame, QLabel, "pageTitle").text() == "Add a person", timeout=LONG)
        assert find.text() == ""
        form = frame.page()
        assert isinstance(form, PersonForm)
        content = form.content()
        assert (content["first_name"], content["last_name"]) == ("Koffi", "Aka")

    def test_who_has_that_name_is_not_offered_to_be_added(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        office.person("Koffi", "Aka", phone="07 97 97 11 47")
        frame = sign_in(qtbot, opened())
        for typed, shown in [
            ("aka koffi", ["Koffi Aka"]),
            ("0797", ["Koffi Aka"]),
            ("koffi akah", ["Koffi Aka", "Add “koffi akah”"]),
            ("0899", ["Nobody found for “0899”"]),
        ]:
            search(qtbot, frame, typed)
            assert frame._find.results().texts() == shown

    def test_back_returns_to_the_page_before(self, qtbot: QtBot, office: Office, opened: Any) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        titles = []
        for name in ("people", "settings"):
            press(qtbot, frame, f"go-{name}")
            titles.append(child(frame, QLabel, "pageTitle").text())
        assert titles == ["People", "Settings"]
        qtbot.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert child(frame, QLabel, "pageTitle").text() == "People"

    @pytest.mark.expects_log("Incident S-")
    def test_a_bug_is_said_with_its_number_and_the_program_goes_on(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        frame.session.operations.run(lambda: 1 // 0)
        qtbot.waitUntil(lambda: bool(frame.findChildren(Toast)), timeout=LONG)
        said = frame.findChildren(Toast)[-1].text()
        assert "Incident S-" in said
        assert "Traceback" not in said
        press(qtbot, frame, "go-people")
        assert child(frame, QLabel, "pageTitle").text() == "People"

    def test_another_process_that_writes_is_seen(self, qtbot: QtBot, office: Office, opened: Any) -> None:
        window = opened()
        sign_in(qtbot, window)
        window._outside_changes.look()
        qtbot.waitUntil(lambda: window._outside_changes.seen is not None, timeout=LONG)
        with qtbot.waitSignal(window.data_changed, timeout=LONG):
            office.person("New", "Person")
            window._outside_changes.look()

    def test_switched_off_meanwhile_one_is_signed_out(
        self, qtbot: QtBot, office: Office, opened: Any
    ) -> None:
        window = opened()
        sign_in(qtbot, window, "jean@example.org")
        jean, admin = office.actors[Role.MENTOR], office.actors[Role.ADMIN]
        window.operations.run(
            lambda: window.program.controllers.users.update(admin, jean.id, {"is_active": False})
        )
        qtbot.waitUntil(shown(window, SignInPage), timeout=LONG)
        assert "switched off" in notice(window.content(), "signInNotice")

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ("password_hash = 'another'", "password was changed elsewhere"),
            ("role = 'can_committee'", "role was changed"),
            ("is_active = 0", "switched off"),
        ],
    )
    def test_changed_by_another_process_one_is_out_with_the_next_click(
        self, qtbot: QtBot, office: Office, opened: Any, change: str, words: str
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        window._outside_changes.stop()  # the click comes first
        with closing(sqlite3.connect(office.application.store.path)) as elsewhere, elsewhere:
            elsewhere.execute(f"UPDATE users SET {change}")
        frame.session.operations.run(lambda: window.program.controllers.users.list(frame.session.actor))
        qtbot.waitUntil(shown(window, SignInPage), timeout=LONG)
        assert words in notice(window.content(), "signInNotice")

    def test_who_changes_their_own_password_stays_in(self, qtbot: QtBot, office: Office, opened: Any) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        page: Any = frame.go("settings")
        page.findChild(QLineEdit, "currentPassword").setText(PASSWORD)
        page.findChild(QLineEdit, "newPassword").setText("quite another thing")
        press(qtbot, frame, "changePassword")
        qtbot.waitUntil(lambda: bool(frame.findChildren(Toast)), timeout=LONG)
        window._check_session()
        qtbot.waitUntil(lambda: not window.operations.is_busy(), timeout=LONG)
        assert window.frame() is frame
        press(qtbot, frame, "go-people")
        assert child(frame, QLabel, "pageTitle").text() == "People"

    def test_the_theme_is_changed_and_remembered(
        self, qtbot: QtBot, office: Office, opened: Any, data_folder: Path
    ) -> None:
        window = opened()
        frame = sign_in(qtbot, window)
        page: Any = frame.go("settings")
        choice = page.findChild(SegmentedChoice, "theme")
        choice.set_value("dark")
        choice.changed.emit("dark")
        assert theme.tokens().dark
        qtbot.waitUntil(lambda: Preferences(data_folder).get(THEME) == "dark", timeout=LONG)


class TestWhatWasTypedSurvives:
    @pytest.mark.parametrize("how", ["sign out", "close"])
    def test_a_follow_up_that_was_not_saved_is_offered_back(
        self, qtbot: QtBot, office: Office, opened: Any, how: str
    ) -> None:
        person = office.person("Marie", "Kouassi")
        window = opened()
        frame = sign_in(qtbot, window)
        frame.go("person", person.id)
        page: Any = frame.page()
        page.record_follow_up(person)
        form: Any = frame.page()
        notes = form.findChild(QWidget, "notes")
        qtbot.keyClicks(notes, "She asked for prayer.")
        if how == "sign out":
            window.sign_out()
        else:
            window.close()
            window = opened()
        frame = sign_in(qtbot, window)
        qtbot.waitUntil(lambda: "Marie Kouassi" in notice(frame, "draftNotice"), timeout=LONG)


class TestDataThatCannotBeOpened:
    def said(self, window: Window) -> str:
        page = window.content()
        assert isinstance(page, ProblemPage)
        return notice(page, "problemNotice")

    def test_not_a_database(self, opened: Any, data_folder: Path) -> None:
        data_folder.mkdir()
        file = paths.database_file(data_folder)
        file.write_text("My shopping list. " * 100)
        before = file.read_bytes()
        assert "not a Suivi database" in self.said(opened())
        assert file.read_bytes() == before

    def test_made_by_a_newer_version_then_mended(
        self, qtbot: QtBot, office: Office, opened: Any, data_folder: Path
    ) -> None:
        office.application.close()
        file = paths.database_file(data_folder)
        with sqlite3.connect(file) as connection:
            connection.execute(
                "INSERT INTO schema_migration (name, applied) VALUES ('9999_from_the_future', '2030-01-01')"
            )
        connection.close()
        before = file.read_bytes()
        window = opened()
        assert "newer version" in self.said(window)
        assert file.read_bytes() == before
        with sqlite3.connect(file) as connection:
            connection.execute("DELETE FROM schema_migration WHERE name = '9999_from_the_future'")
        connection.close()
        press(qtbot, window.content(), "retry")
        qtbot.waitUntil(shown(window, SignInPage), timeout=LONG)

    def test_damaged(self, office: Office, opened: Any, data_folder: Path) -> None:
        office.application.close()
        file = paths.database_file(data_folder)
        content = bytearray(file.read_bytes())
        content[100:3000] = b"\xff" * 2900
        file.write_bytes(content)
        assert "damaged" in self.said(opened())
        assert file.read_bytes() == bytes(content)

    def test_a_folder_that_cannot_be_made(self, opened: Any, tmp_path: Path) -> None:
        (tmp_path / "a-file").write_text("in the way")
        assert "cannot be opened" in self.said(opened(tmp_path / "a-file" / "data"))


def test_preferences_that_cannot_be_read_count_as_none(data_folder: Path) -> None:
    data_folder.mkdir()
    paths.preferences_file(data_folder).write_text('{"theme": "pink", "compact_tables": true, "unknown": 1')
    assert Preferences(data_folder).get(THEME) == "system"
    paths.preferences_file(data_folder).write_text(json.dumps({"theme": "pink", "last_email": "a@b.c"}))
    kept = Preferences(data_folder)
    assert (kept.get(THEME), kept.get(LAST_EMAIL)) == ("system", "a@b.c")
    with pytest.raises(ValueError, match="theme"):
        kept.set(THEME, "pink")
    shutil.rmtree(data_folder)
    kept.save()
    assert not data_folder.exists()


def test_nothing_of_the_frame_is_loaded_before_somebody_signs_in() -> None:
    code = (
        "import sys; import desktop_app.views.start;"
        "late = {'pydantic', 'argon2', 'desktop_app.views.shell.main_window', 'anyascii', 'charset_normalizer'};"
        "print(sorted(late & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestOneMentorAtATime:
    def test_a_mentor_given_meanwhile_is_not_taken_away_unseen(self, office: Office) -> None:
        person = office.person()
        persons, admin = office.application.controllers.persons, office.actors[Role.ADMIN]
        paul, jean = office.actors[Role.PASTOR], office.actors[Role.MENTOR]
        persons.assign(admin, person.id, {"mentor": paul.uuid}, None)
        with pytest.raises(Conflict) as conflict:
            persons.assign(admin, person.id, {"mentor": jean.uuid}, None)
        meanwhile = conflict.value.current
        assert isinstance(meanwhile, Person)
        assert there(meanwhile.mentor).id == paul.id
        assert there(persons.assign(admin, person.id, {"mentor": jean.uuid}, paul.id).mentor).id == jean.id

    def test_ctrl_n_on_a_person_is_about_that_person(self, qtbot: QtBot, office: Office, opened: Any) -> None:
        person = office.person("Marie", "Kouassi")
        window = opened()
        frame = sign_in(qtbot, window)
        frame.go("person", person.id)
        qtbot.waitUntil(lambda: there(frame.page()).subject() is not None, timeout=LONG)
        qtbot.keyClick(frame, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert "Marie Kouassi" in child(frame, QLabel, "pageTitle").text()
