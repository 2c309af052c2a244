"""The users page, as an administrator uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import NotSignedIn
from desktop_app.domain.records import User
from desktop_app.domain.vocabulary import Role
from desktop_app.views.pages.users.users_page import UsersPage
from desktop_app.views.shell.main_window import MainWindow

if TYPE_CHECKING:
    from tests.views.conftest import Office

PASSWORD = "correct horse battery"


@pytest.fixture
def opened(
    frame_of: Callable[..., MainWindow], settled: Callable[[], None], qtbot: QtBot
) -> Callable[[], tuple[MainWindow, UsersPage]]:
    """The page in its frame, loaded."""

    def make() -> tuple[MainWindow, UsersPage]:
        frame = frame_of(Role.ADMIN)
        page = frame.go("users")
        assert isinstance(page, UsersPage)
        settled()
        with qtbot.waitActive(frame):
            frame.activateWindow()
        return frame, page

    return make


def column(page: UsersPage, key: str) -> list[str]:
    at = [one.key for one in page.table.records.columns].index(key)
    return [page.table.records.cell(row, at).text for row in range(page.table.records.rowCount())]


def row_of(page: UsersPage, first_name: str) -> User:
    return next(one for one in page.table.records.records() if one.first_name == first_name)


def line(page: UsersPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def button(page: UsersPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def write(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def imported(office: Office) -> User:
    values = {
        "first_name": "Koné",
        "last_name": "Ibrahim",
        "email": "kone.ibrahim@mentor.invalid",
        "role": "mentor",
        "is_active": False,
    }
    return office.application.controllers.users.add(None, values)


def open_user(page: UsersPage, qtbot: QtBot, first_name: str) -> None:
    assert page.table.select_key(row_of(page, first_name).id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.isVisible()


def test_everybody_with_what_they_may_and_do(opened: Any, office: Office) -> None:
    office.person("Awa", mentor=office.actors[Role.MENTOR])
    office.application.controllers.sign_in.sign_in("jean@example.org", PASSWORD)
    _frame, page = opened()
    assert column(page, "name") == ["Ada Admin", "Chloe Test", "Jean Dupont", "Paul Test"]
    assert column(page, "role") == ["Administrator", "Welcome committee", "Mentor", "Pastor"]
    assert set(column(page, "sign_in")) == {"Can sign in"}
    assert column(page, "persons") == ["", "", "1", ""]
    assert column(page, "last") == ["never", "never", "20/11/2026 09:30", "never"]
    assert page.total.text() == "4 users"
    assert not page.panel.isVisible()


def test_an_imported_mentor_is_completed_and_can_then_sign_in(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    imported(office)
    frame, page = opened()
    at = column(page, "name").index("Koné Ibrahim")
    assert column(page, "email")[at] == "no address yet"
    assert column(page, "active")[at] == "Switched off"
    assert column(page, "sign_in")[at] == "Account incomplete"
    assert page._waiting.text() == "1 incomplete account"
    open_user(page, qtbot, "Koné")
    assert "Account incomplete" in page.panel._about.text()
    assert line(page, "email").text() == ""
    assert line(page, "email").hasFocus()
    write(qtbot, line(page, "email"), "Kone@example.org")
    write(qtbot, line(page, "newPassword"), "four words one knows")
    qtbot.mouseClick(page.panel._active, Qt.MouseButton.LeftButton)
    qtbot.keyClick(line(page, "email"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert not page.panel.isVisible()
    assert frame._toasts.toasts()[-1].text() == "Koné Ibrahim is saved."
    assert column(page, "sign_in")[at] == "Can sign in"
    assert page._waiting.text() == ""
    actor = office.application.controllers.sign_in.sign_in("kone@example.org", "four words one knows")
    assert actor.role is Role.MENTOR


def test_an_imported_mentor_can_be_renamed_without_an_address(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    made = imported(office)
    frame, page = opened()
    open_user(page, qtbot, "Koné")
    write(qtbot, line(page, "lastName"), "Ibrahima")
    page.panel.save()
    settled()
    assert row_of(page, "Koné").email == made.email
    assert "cannot sign in yet" in frame._toasts.toasts()[-1].text()


def test_a_password_for_nobodys_address_asks_for_the_address(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    imported(office)
    _frame, page = opened()
    open_user(page, qtbot, "Koné")
    write(qtbot, line(page, "newPassword"), "four words one knows")
    page.panel.save()
    assert page.panel.column.row("email").error() == "The e-mail address is what one signs in with."
    assert page.panel.isVisible()


def test_adding_somebody(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    frame, page = opened()
    qtbot.mouseClick(button(page, "addUser"), Qt.MouseButton.LeftButton)
    assert line(page, "firstName").hasFocus()
    assert "At least 10 characters" in page.panel.column.row("password")._help.text(), "before one errs"
    page.panel.save()
    assert page.panel.column.wrong_keys() == ["first_name", "last_name", "email"]
    write(qtbot, line(page, "firstName"), "Marie")
    write(qtbot, line(page, "lastName"), "Koffi")
    write(qtbot, line(page, "email"), "marie@example.org")
    page.panel._role.set_value(Role.PASTOR)
    assert "except users and settings" in page.panel.column.row("role")._help.text()
    write(qtbot, line(page, "newPassword"), "short")
    qtbot.waitUntil(lambda: "At least 10" in page.panel.column.row("password").error())
    write(qtbot, line(page, "newPassword"), "four words one knows")
    qtbot.mouseClick(button(page, "saveUser"), Qt.MouseButton.LeftButton)
    settled()
    assert "Marie Koffi" in column(page, "name")
    current = page.table.current_record()
    assert current is not None
    assert current.first_name == "Marie", "the new one is in focus"
    assert page.table.hasFocus()
    assert frame._toasts.toasts()[-1].text() == "Marie Koffi is saved."


def test_an_address_that_is_taken_is_told_beside_it(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, page = opened()
    open_user(page, qtbot, "Chloe")
    write(qtbot, line(page, "email"), "jean@example.org")
    page.panel.save()
    settled()
    assert page.panel.column.row("email").error() == "Somebody has this e-mail address already."
    assert line(page, "email").text() == "jean@example.org"
    assert line(page, "email").hasFocus()


def test_the_only_administrator_stays_one(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    _frame, page = opened()
    open_user(page, qtbot, "Ada")
    page.panel._role.set_value(Role.MENTOR)
    page.panel.save()
    settled()
    assert page.panel._notice.text().startswith("This is the only administrator.")
    assert page.panel.isVisible()
    assert row_of(page, "Ada").role is Role.ADMIN


def test_switching_somebody_off(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    _frame, page = opened()
    open_user(page, qtbot, "Jean")
    qtbot.mouseClick(page.panel._active, Qt.MouseButton.LeftButton)
    page.panel.save()
    settled()
    assert column(page, "sign_in")[column(page, "name").index("Jean Dupont")] == "Switched off"
    with pytest.raises(NotSignedIn):
        office.application.controllers.sign_in.sign_in("jean@example.org", PASSWORD)


def test_a_locked_account_says_until_when_and_a_new_password_opens_it(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            office.application.controllers.sign_in.sign_in("jean@example.org", "wrong")
    office.clock.moment += timedelta(minutes=5)
    _frame, page = opened()
    at = column(page, "name").index("Jean Dupont")
    assert column(page, "sign_in")[at] == "Locked until 09:45"
    open_user(page, qtbot, "Jean")
    write(qtbot, line(page, "newPassword"), "four words one knows")
    page.panel.save()
    settled()
    assert column(page, "sign_in")[at] == "Can sign in"


def changed_meanwhile(office: Office, page: UsersPage, qtbot: QtBot, settled: Any) -> None:
    """Jean's last name is typed here and changed elsewhere."""
    open_user(page, qtbot, "Jean")
    write(qtbot, line(page, "lastName"), "Mine")
    user = row_of(page, "Jean")
    office.application.controllers.users.update(office.actors[Role.ADMIN], user.id, {"last_name": "Theirs"})
    page.panel.save()
    settled()


def test_two_who_change_a_user_see_both_versions(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, page = opened()
    changed_meanwhile(office, page, qtbot, settled)
    assert page.panel._versions.isVisible()
    assert page.panel.column.row("last_name")._help.text() == "Somebody else’s version: Theirs"
    assert row_of(page, "Jean").last_name == "Theirs", "nothing was overwritten"
    page.panel._versions.first_requested.emit()
    settled()
    assert row_of(page, "Jean").last_name == "Mine"
    assert not page.panel.isVisible()


def test_or_take_the_other_version(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    _frame, page = opened()
    changed_meanwhile(office, page, qtbot, settled)
    page.panel._versions.second_requested.emit()
    assert line(page, "lastName").text() == "Theirs"
    assert not page.panel.is_changed()
    assert not page.panel._versions.isVisible()
    assert page.panel.column.row("last_name")._help.text() == ""


def test_what_is_typed_is_not_lost_by_opening_somebody_else(
    opened: Any, office: Office, settled: Any, qtbot: QtBot
) -> None:
    _frame, page = opened()
    open_user(page, qtbot, "Jean")
    write(qtbot, line(page, "lastName"), "Typed")
    page.table.setFocus()
    page.table.select_key(row_of(page, "Paul").id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel._notice.text() == "Save or cancel this user first."
    assert line(page, "lastName").text() == "Typed"
    qtbot.keyClick(line(page, "lastName"), Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.user() is not None


def test_attempts_to_sign_in_newest_first(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    sign_in = office.application.controllers.sign_in
    sign_in.sign_in("jean@example.org", PASSWORD)
    for email in ("jean@example.org", "nobody@example.org"):
        with pytest.raises(NotSignedIn):
            sign_in.sign_in(email, "wrong", origin="http")
    _frame, page = opened()
    page._tabs.setFocus()
    qtbot.keyClick(page._tabs, Qt.Key.Key_Right)
    settled()
    assert page.attempts.isVisible()
    table = page.attempts.table
    shown = [
        [table.records.cell(row, at).text for at in range(1, 4)] for row in range(table.records.rowCount())
    ]
    assert shown == [
        ["nobody@example.org", "Unknown user", "another program, over the network"],
        ["jean@example.org", "Wrong password", "another program, over the network"],
        ["jean@example.org", "Signed in", "in this program"],
    ]
    sign_in.sign_in("paul@example.org", PASSWORD)
    qtbot.mouseClick(button(page, "attemptsRefresh"), Qt.MouseButton.LeftButton)
    settled()
    assert table.records.rowCount() == 4
    assert page.attempts._total.text() == "The last 4 attempts to sign in"


def test_no_password_is_kept_as_a_draft(opened: Any, office: Office, settled: Any, qtbot: QtBot) -> None:
    frame, page = opened()
    open_user(page, qtbot, "Jean")
    write(qtbot, line(page, "newPassword"), "four words one knows")
    frame.go("settings")
    settled()
    assert office.application.controllers.drafts.list(office.actors[Role.ADMIN]) == ()


def test_only_administrators_have_the_page(frame_of: Any, settled: Any) -> None:
    frame = frame_of(Role.PASTOR)
    assert frame._sidebar.findChild(QToolButton, "go-users") is None
    assert frame._sidebar.findChild(QToolButton, "go-people") is not None
    page = frame.go("users")
    assert isinstance(page, UsersPage)
    settled()
    assert page.table.list_state() == "error"
    assert page.table.records.rowCount() == 0
