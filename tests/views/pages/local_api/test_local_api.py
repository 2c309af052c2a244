"""Settings, Local API: as an administrator switches the server on, and as anybody makes tokens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.context import Changed
from desktop_app.domain.errors import NotSignedIn
from desktop_app.domain.serving import Phase, Serving
from desktop_app.domain.vocabulary import Role
from desktop_app.system.settings import LOCAL_API, LOCAL_API_PORT, Preferences
from desktop_app.views.base.session import Session
from desktop_app.views.kit.dialog import Dialog
from desktop_app.views.kit.fields.copy_field import CopyField
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.toast import Toast
from desktop_app.views.pages.follow_ups.follow_ups_page import FollowUpsPage
from desktop_app.views.pages.local_api.local_api_page import LocalApiPage
from desktop_app.views.pages.local_api.remembered import remember, remembered
from desktop_app.views.shell.background.change_batcher import ChangeBatcher, batched
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.start import make_window
from tests.support.finding import there

if TYPE_CHECKING:
    from tests.views.conftest import Office

PASSWORD = "correct horse battery"
Opened = Callable[..., tuple[MainWindow, LocalApiPage]]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@pytest.fixture
def session_of(
    session_of: Callable[[Role], Session], office: Office, data_folder: Path
) -> Iterator[Callable[[Role], Session]]:
    """Somebody at a desk whose PC can serve, on a port that is free; switched off after the test."""

    def make(role: Role = Role.ADMIN) -> Session:
        session = session_of(role)
        session.local_server = office.application.local_server
        session.preferences.set(LOCAL_API_PORT, free_port())
        return session

    yield make
    office.application.stop_serving()


@pytest.fixture
def opened(frame_of: Callable[..., MainWindow], settled: Callable[[], None]) -> Opened:
    """The page in its frame, loaded."""

    def make(role: Role = Role.ADMIN) -> tuple[MainWindow, LocalApiPage]:
        frame = frame_of(role)
        page = frame.go("local_api")
        assert isinstance(page, LocalApiPage)
        settled()
        return frame, page

    return make


def find(page: LocalApiPage, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def click(qtbot: QtBot, page: LocalApiPage, name: str) -> None:
    qtbot.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)


def wait_for(qtbot: QtBot, page: LocalApiPage, phase: Phase) -> None:
    panel = there(page.panel)
    qtbot.waitUntil(lambda: panel._state.phase is phase, timeout=20_000)


def switch(qtbot: QtBot, page: LocalApiPage, phase: Phase) -> None:
    click(qtbot, page, "switchServer")
    wait_for(qtbot, page, phase)


def meanwhile(qtbot: QtBot, work: Callable[[], Any]) -> Any:
    """Do *work* on another thread while the window lives on, as a program beside it does."""
    given: list[Any] = []

    def run() -> None:
        given.append(work())

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=20_000)
    return given[0]


def make_token(qtbot: QtBot, page: LocalApiPage, settled: Callable[[], None], name: str) -> str:
    line = find(page, QLineEdit, "tokenName")
    line.setFocus()
    qtbot.keyClicks(line, name)
    click(qtbot, page, "makeToken")
    settled()
    return str(find(page, CopyField, "newTokenField").text())


def answer_question(qtbot: QtBot, frame: MainWindow, name: str, button: str) -> None:
    dialog = frame.findChild(Dialog, name)
    assert dialog is not None
    yes = dialog.findChild(QPushButton, button)
    assert yes is not None
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)


# -- on and off


def test_it_is_off_until_an_administrator_switches_it_on(
    opened: Opened, qtbot: QtBot, data_folder: Path
) -> None:
    _frame, page = opened()
    assert page.panel is not None
    assert page.panel._chip.text() == "Off"
    assert not find(page, CopyField, "serverAddress").isVisible()
    assert not Preferences(data_folder).get(LOCAL_API)
    switch(qtbot, page, Phase.ON)
    address = find(page, CopyField, "serverAddress").text()
    assert address == f"http://127.0.0.1:{page.panel._port.value()}"
    assert page.panel._chip.text() == "On"
    turn = sys.getswitchinterval()
    assert meanwhile(qtbot, lambda: httpx.get(f"{address}/api/health").status_code) == 200
    qtbot.waitUntil(lambda: Preferences(data_folder).get(LOCAL_API), timeout=5_000)
    switch(qtbot, page, Phase.OFF)
    assert sys.getswitchinterval() < turn
    qtbot.waitUntil(lambda: not Preferences(data_folder).get(LOCAL_API), timeout=5_000)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/api/health")


def test_the_address_is_copied(opened: Opened, qtbot: QtBot) -> None:
    _frame, page = opened()
    switch(qtbot, page, Phase.ON)
    field = find(page, CopyField, "serverAddress")
    with qtbot.waitSignal(field.copied):
        click(qtbot, page, "serverAddressCopy")
    assert QApplication.clipboard().text() == field.text()


def test_a_taken_port_is_said_and_the_free_one_is_one_click_away(opened: Opened, qtbot: QtBot) -> None:
    _frame, page = opened()
    assert page.panel is not None
    notice = find(page, Notice, "serverNotice")
    with socket.create_server(("127.0.0.1", page.panel._port.value())) as taken:
        port = taken.getsockname()[1]
        switch(qtbot, page, Phase.FAILED)
        assert notice.text().startswith(f"Another program uses port {port} already.")
        assert page.panel._chip.text() == "Not running"
        click(qtbot, page, "noticeAction")
        wait_for(qtbot, page, Phase.ON)
    assert page.panel._port.value() > port
    assert str(page.panel._port.value()) in find(page, CopyField, "serverAddress").text()
    assert not notice.isVisible()


def test_new_choices_are_taken_by_the_running_server_when_asked(
    opened: Opened, qtbot: QtBot, data_folder: Path
) -> None:
    _frame, page = opened()
    assert page.panel is not None
    switch(qtbot, page, Phase.ON)
    again = find(page, QPushButton, "restartServer")
    assert not again.isVisible()
    before, wanted = page.panel._port.value(), free_port()
    page.panel._port.setValue(wanted)
    assert again.isVisible()
    click(qtbot, page, "restartServer")
    qtbot.waitUntil(
        lambda: find(page, CopyField, "serverAddress").text().endswith(f":{wanted}"), timeout=20_000
    )
    wait_for(qtbot, page, Phase.ON)
    assert not again.isVisible()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{before}/api/health")
    qtbot.waitUntil(lambda: Preferences(data_folder).get(LOCAL_API_PORT) == wanted, timeout=5_000)


def test_the_office_network_is_explained_and_shows_a_fingerprint(
    opened: Opened, qtbot: QtBot, office: Office
) -> None:
    frame, page = opened()
    assert page.panel is not None
    page.panel._reach.set_value("network")
    page.panel._show_reach()
    assert "encrypted" in page.panel._reach_row._help.text()
    switch(qtbot, page, Phase.ON)
    first = find(page, CopyField, "fingerprint").text()
    assert len(first.split(":")) == 32
    assert find(page, QLabel, "fingerprintText").text().replace("\n", "") == first
    assert find(page, CopyField, "serverAddress").text().startswith("https://")
    click(qtbot, page, "renewCertificate")
    answer_question(qtbot, frame, "certificateQuestion", "questionYes")
    qtbot.waitUntil(lambda: find(page, CopyField, "fingerprint").text() != first, timeout=20_000)
    wait_for(qtbot, page, Phase.ON)
    assert (office.application.folder / "certificate" / "suivi.key").exists()


def test_a_certificate_that_cannot_be_used_is_said(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    _frame, page = opened()
    assert page.panel is not None
    page.panel._reach.set_value("network")
    page.panel._whose.set_value("office")
    page.panel._show_reach()
    find(page, QLineEdit, "certificateFilePath").setText(str(tmp_path / "office.crt"))
    switch(qtbot, page, Phase.FAILED)
    assert "choose both files" in find(page, Notice, "serverNotice").text()
    find(page, QLineEdit, "certificateKeyPath").setText(str(tmp_path / "office.key"))
    switch(qtbot, page, Phase.FAILED)
    qtbot.waitUntil(lambda: "cannot be read" in find(page, Notice, "serverNotice").text())


# -- requests, and what arrives


def test_requests_are_listed_as_they_come_and_what_they_wrote_is_shown_at_once(
    opened: Opened, qtbot: QtBot, settled: Callable[[], None], office: Office
) -> None:
    frame, page = opened()
    assert page.panel is not None
    assert page.requests is not None
    person = office.person("Awa")
    switch(qtbot, page, Phase.ON)
    token = make_token(qtbot, page, settled, "export")
    address = find(page, CopyField, "serverAddress").text()
    headers = {"Authorization": f"Bearer {token}"}
    body = {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": office.clock.today().isoformat(),
        "notes": "Through HTTP.",
        "outcome": "positive",
    }
    url = f"{address}/api/v1/follow-ups?limit=3"
    assert meanwhile(qtbot, lambda: httpx.get(url, headers=headers).status_code) == 200
    follow_ups = frame.go("follow_ups")
    assert isinstance(follow_ups, FollowUpsPage)
    settled()
    assert follow_ups.table.records.rowCount() == 0
    posted = meanwhile(qtbot, lambda: httpx.post(f"{address}/api/v1/follow-ups", headers=headers, json=body))
    assert posted.status_code == 201
    qtbot.waitUntil(lambda: follow_ups.table.records.rowCount() == 1, timeout=5_000)
    frame.go("local_api")
    qtbot.waitUntil(lambda: there(page.requests).table.records.rowCount() == 2, timeout=5_000)
    lines = page.requests.table.records.records()
    assert [(one.method, one.path, one.status, one.who) for one in lines] == [
        ("POST", "/api/v1/follow-ups", 201, "Ada Admin"),
        ("GET", "/api/v1/follow-ups", 200, "Ada Admin"),
    ]
    assert "2 requests" in page.requests._total.text()
    meanwhile(qtbot, lambda: httpx.get(f"{address}/api/nothing"))
    qtbot.waitUntil(lambda: there(page.requests).table.records.rowCount() == 3, timeout=5_000)


# -- tokens


def test_a_token_is_shown_once_and_signs_in_until_it_is_revoked(
    opened: Opened, qtbot: QtBot, settled: Callable[[], None], office: Office
) -> None:
    frame, page = opened(Role.MENTOR)
    text = make_token(qtbot, page, settled, "attendance")
    tokens = office.application.controllers.tokens
    assert tokens.bearer(text).actor.first_name == "Jean"
    (kept,) = tokens.list(office.actors[Role.MENTOR])
    assert kept.expires_at is not None
    assert kept.expires_at - kept.created_at == timedelta(days=90)
    click(qtbot, page, "newTokenFieldCopy")
    assert QApplication.clipboard().text() == text
    click(qtbot, page, "newTokenDone")
    assert not find(page, CopyField, "newTokenField").isVisible()
    assert find(page, CopyField, "newTokenField").text() == ""
    qtbot.waitUntil(lambda: page.tokens.table.records.rowCount() == 1, timeout=5_000)
    assert page.tokens.table.records.cell(0, 0).text == "attendance"
    assert page.tokens.table.records.cell(0, 2).text == "never"
    page.tokens.table.select_key(kept.id)
    click(qtbot, page, "revokeToken")
    answer_question(qtbot, frame, "revokeQuestion", "questionYes")
    settled()
    qtbot.waitUntil(lambda: page.tokens.table.records.rowCount() == 0, timeout=5_000)
    with pytest.raises(NotSignedIn):
        tokens.bearer(text)


def test_a_token_without_a_name_is_refused_beside_the_field(
    opened: Opened, qtbot: QtBot, settled: Callable[[], None], office: Office
) -> None:
    _frame, page = opened()
    click(qtbot, page, "makeToken")
    settled()
    assert "Say what it is for" in page.tokens._name_row.error()
    assert office.application.controllers.tokens.list(office.actors[Role.ADMIN]) == ()
    make_token(qtbot, page, settled, "now with a name")
    assert page.tokens._name_row.error() == ""


@pytest.mark.parametrize("role", [Role.MENTOR, Role.PASTOR, Role.CAN_COMMITTEE])
def test_others_have_tokens_but_no_switch(opened: Opened, role: Role) -> None:
    _frame, page = opened(role)
    assert page.panel is None
    assert page.requests is None
    assert page.findChild(QPushButton, "switchServer") is None
    assert find(page, QPushButton, "makeToken").isVisible()


def test_the_settings_lead_there(
    frame_of: Callable[..., MainWindow], settled: Callable[[], None], qtbot: QtBot
) -> None:
    frame = frame_of(Role.MENTOR)
    settings = frame.go("settings")
    settled()
    go = settings.findChild(QPushButton, "openLocalApi")
    assert go is not None
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert isinstance(frame.page(), LocalApiPage)


# -- with the program


def test_it_starts_with_the_program_when_it_was_on_and_ends_with_it(
    qtbot: QtBot, office: Office, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    monkeypatch.setattr("desktop_app.views.shell.background.regular_work.SERVE_AFTER", 0)
    office.application.close()
    preferences = Preferences(data_folder)
    remember(preferences, Serving(free_port()))
    preferences.set(LOCAL_API, True)
    preferences.save()
    window = make_window(office.program, data_folder)
    window.open()
    qtbot.waitUntil(lambda: window.program.local_server.state().phase is Phase.ON, timeout=20_000)
    (address,) = window.program.local_server.state().addresses
    assert httpx.get(f"{address}/api/health").status_code == 200
    window.close()
    assert window.program.local_server.state().phase is Phase.OFF
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/api/health")
    window.deleteLater()
    office.application.open()


def test_an_administrator_who_signs_in_is_told_that_it_could_not_start(
    qtbot: QtBot, office: Office, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.views.shell.window.QApplication.quit", lambda: None)
    monkeypatch.setattr("desktop_app.views.shell.background.regular_work.SERVE_AFTER", 0)
    office.application.close()
    window = make_window(office.program, data_folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        remember(window.preferences, Serving(taken.getsockname()[1]))
        window.preferences.set(LOCAL_API, True)
        window.open()
        qtbot.waitUntil(lambda: window.program.local_server.state().phase is Phase.FAILED, timeout=20_000)
    window.sign_in("ada@example.org", PASSWORD)

    def told() -> bool:
        found = window.findChildren(Toast)
        return any("local API is not running" in one.text() for one in found)

    qtbot.waitUntil(told, timeout=20_000)
    window.close()
    window.deleteLater()
    office.application.open()


def test_nothing_of_the_server_is_loaded_while_it_is_off(data_folder: Path, tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from desktop_app.application import Application
from desktop_app.system.settings import Preferences
from desktop_app.views.pages.local_api import local_api_page
from desktop_app.views.shell import window
from desktop_app.views.base.session import Session
program = Application(Path(sys.argv[1]))
program.open()
program.local_server.state(), program.local_server.requests(), program.stop_serving(), program.close()
heavy = ("starlette", "uvicorn", "h11", "cryptography", "asyncio", "ssl", "desktop_app.server")
print([name for name in sys.modules if name.startswith(heavy)])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(data_folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[4],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.strip() == "[]"


def test_what_is_remembered_is_what_was_chosen(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    chosen = Serving(9_000, True, Path("/a.crt"), Path("/a.key"), ("a", "b"), ("https://c",))
    remember(preferences, chosen)
    preferences.save()
    assert remembered(Preferences(tmp_path)) == chosen
    preferences.set(LOCAL_API_PORT, 70_000)
    assert remembered(preferences).port == LOCAL_API_PORT.default


def test_hundreds_of_changes_become_a_few(qtbot: QtBot) -> None:
    taken: list[Changed] = []
    busy = [True]
    batcher = ChangeBatcher(taken.append, lambda: busy[0])
    for number in range(300):
        batcher.add(Changed(frozenset({"follow_ups"}), frozenset({number}), number % 2))
    assert len(taken) == 1
    with qtbot.waitSignal(batcher._timer.timeout):
        pass
    assert len(taken) == 1  # the window is still reading what it showed last
    busy[0] = False
    qtbot.waitUntil(lambda: len(taken) == 3, timeout=5_000)
    assert {one.initiator for one in taken[1:]} == {0, 1}
    assert sum(len(one.person_ids) for one in taken[1:]) == 299


def test_many_persons_and_some_are_many() -> None:
    some, many = Changed(frozenset({"a"}), frozenset({1}), 1), Changed(frozenset({"b"}), frozenset(), 1)
    assert batched([some, many]) == [Changed(frozenset({"a", "b"}), frozenset(), 1)]
