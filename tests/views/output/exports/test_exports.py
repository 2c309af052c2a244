"""Exporting a list as its users do it: what is shown goes into the file; it is stopped, goes on behind, cannot be written."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.controllers.exporting.exports import Watch
from desktop_app.domain.vocabulary import Role
from desktop_app.exchange.exports.tables import PEOPLE, Exported, Format
from desktop_app.i18n import texts
from desktop_app.system.settings import EXPORT_FORMATS, FILES_FOLDERS
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.toast import Toast
from desktop_app.views.output.exports.export_dialog import ExportDialog
from desktop_app.views.output.exports.lists import ExportKind, Wish
from desktop_app.views.pages.dashboard.list_tabs import ListTabs
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child
from tests.views.conftest import Office


class Desk:
    """A page in its frame, and short ways to look and press."""

    def __init__(self, qtbot: QtBot, frame: MainWindow, settled: Callable[[], None]) -> None:
        self.qtbot, self.frame, self.settled = qtbot, frame, settled

    def go(self, page: str) -> Any:
        shown = self.frame.go(page)
        self.settled()
        return shown

    def ask(self) -> ExportDialog:
        """Press *Export…* on the page that is shown: a button, or an entry of its tools."""
        page = self.frame.page()
        assert page is not None
        among_tools = page.findChild(QAction, "exportPeople")
        if among_tools is not None:
            among_tools.trigger()
            return self.dialog()
        button = child(page, QPushButton, "export")
        assert button.isVisible()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        return self.dialog()

    def dialog(self) -> ExportDialog:
        (found,) = self.frame.findChildren(ExportDialog)
        return found

    def choose(self, format_: Format) -> None:
        self.the(SegmentedChoice, "exportFormat").set_value(format_)

    def the(self, kind: type[Any], name: str) -> Any:
        found = self.dialog().findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        button = self.the(QPushButton, name)
        assert button.isEnabled()
        assert button.isVisible()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def suggested(self) -> Path:
        return Path(child(self.dialog(), QFileDialog).selectedFiles()[0])

    def save_as(self, path: Path) -> None:
        """Press *Save as…*, and choose *path* in the window that comes up."""
        self.press("exportSave")
        self.choose_place(path)

    def choose_place(self, path: Path) -> None:
        asked = self.dialog().findChildren(QFileDialog)[-1]
        child(asked, QLineEdit, "fileNameEdit").setText(str(path))
        asked.accept()

    def notice(self) -> str:
        shown = self.the(Notice, "exportNotice")
        return " ".join(one.text() for one in shown.findChildren(QLabel)).strip() if shown.isVisible() else ""

    def toasts(self) -> list[str]:
        return [toast.text() for toast in self.frame.findChildren(Toast)]

    def are_gone(self) -> None:
        self.qtbot.waitUntil(lambda: not self.frame.findChildren(ExportDialog))


@pytest.fixture
def desk_of(
    qtbot: QtBot, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> Callable[..., Desk]:
    def desk(role: Role = Role.ADMIN) -> Desk:
        return Desk(qtbot, frame_of(role), settled)

    return desk


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text("utf-8-sig"), newline="")))


def test_what_is_filtered_is_what_is_saved(
    office: Office, desk_of: Callable[[Role], Desk], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: opened.append(address.toLocalFile()))
    mentor = office.actors[Role.MENTOR]
    office.person("Awa", "Bâ", mentor=mentor)
    office.person("Zoé", "Kouamé", prayer_requests="her exam")
    desk = desk_of(Role.ADMIN)
    desk.go("people").take_argument({"search": "zoe"})
    desk.settled()
    desk.ask()
    assert desk.the(QLabel, "exportAbout").text() == "As the list is narrowed now: “zoe”."
    assert "personal data" in desk.the(QLabel, "exportWarning").text()
    desk.choose(Format.CSV)
    assert not desk.the(QCheckBox, "exportNotes").isChecked()
    desk.press("exportSave")
    assert desk.suggested().name == "People 2026-11-20.csv"
    desk.choose_place(place / "mine")
    desk.settled()
    (row,) = rows_of(place / "mine.csv")
    assert row["First name"] == "Zoé"
    assert "Prayer requests" not in row
    assert desk.toasts() == ["Exported: 1 person in “mine.csv”"]
    child(desk.frame, Toast).action.click()
    assert opened == [str(place)]
    desk.are_gone()
    recall = desk.frame.session.recall
    assert (recall(FILES_FOLDERS), recall(EXPORT_FORMATS)) == (str(place), "csv")
    desk.ask()
    assert desk.the(SegmentedChoice, "exportFormat").value() is Format.CSV
    desk.press("exportSave")
    assert desk.suggested().parent == place


@pytest.mark.parametrize(
    ("page", "role", "title", "notes"),
    [
        ("people", Role.MENTOR, "People", "With prayer requests and notes"),
        ("follow_ups", Role.CAN_COMMITTEE, "Follow-ups", "With notes"),
        ("interactions", Role.PASTOR, "Client interactions", "With notes"),
        ("users", Role.ADMIN, "Users", ""),
    ],
)
def test_every_list_has_its_file(
    office: Office,
    desk_of: Callable[[Role], Desk],
    place: Path,
    page: str,
    role: Role,
    title: str,
    notes: str,
) -> None:
    mentor = office.actors[Role.MENTOR]
    person = office.person(mentor=mentor)
    office.follow_up(person, by=mentor)
    values = {"title": "SNAP", "interaction_type": "walk-in", "start_at": office.clock.now()}
    office.application.controllers.client_interactions.record(mentor, person.id, values)
    desk = desk_of(role)
    desk.go(page)
    desk.ask()
    box = desk.the(QCheckBox, "exportNotes")
    assert (box.text() if box.isVisible() else "") == notes
    if notes:
        box.setChecked(True)
    desk.press("exportSave")
    assert desk.suggested().name == f"{title} 2026-11-20.xlsx"
    desk.choose_place(place / "list.xlsx")
    desk.settled()
    sheet = load_workbook(place / "list.xlsx").active
    assert sheet.title == title
    assert sheet.max_row == (5 if page == "users" else 2)
    headings = {cell.value for cell in sheet[1]}
    assert (bool(headings & {"Notes", "Prayer requests"})) == bool(notes)


@pytest.mark.parametrize(
    ("shown", "format_", "name", "rows"),
    [
        ("today", Format.CSV, "Waiting too long", 3),
        ("waiting", Format.CSV, "Waiting too long", 3),
        ("planned", Format.CSV, "Planned next actions", 3),
        ("coming_up", Format.CALENDAR, "Coming up", 1),
    ],
)
def test_each_list_of_the_dashboard_has_its_file(
    office: Office,
    desk_of: Callable[[Role], Desk],
    place: Path,
    shown: str,
    format_: Format,
    name: str,
    rows: int,
) -> None:
    mentor, today = office.actors[Role.MENTOR], office.clock.today()
    waits = office.person("Awa", mentor=mentor)
    office.follow_up(waits, days_ago=20, by=mentor)
    for days, person in (
        (-1, waits),
        (3, office.person("Zoé", mentor=mentor)),
        (40, office.person("Léa", mentor=mentor)),
    ):
        promise = {"next_action_needed": True, "next_action_date": today + timedelta(days=days)}
        office.follow_up(person, days_ago=15, by=mentor, **promise, next_action_notes="Her exam")
    desk = desk_of(Role.MENTOR)
    page = desk.go("dashboard")
    for everything in (False, True):
        if everything and format_ is not Format.CALENDAR:
            break
        child(page, ListTabs).show_list(shown)
        desk.qtbot.mouseClick(page.findChild(QAbstractButton, "exportList"), Qt.MouseButton.LeftButton)
        desk.choose(format_)
        if format_ is Format.CALENDAR:
            assert not desk.the(QCheckBox, "exportNotes").isChecked()  # others may see a calendar
            desk.the(QCheckBox, "exportFurther").setChecked(everything)
        desk.press("exportSave")
        assert desk.suggested().name == f"{name} 2026-11-20.{format_}"
        target = place / f"{name} {everything}.{format_}"
        desk.choose_place(target)
        desk.settled()
        desk.are_gone()
        if format_ is Format.CALENDAR:
            events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
            named = [str(one["SUMMARY"]) for one in events]
            assert named == [
                f"Call back {who} N'Diaye" for who in (("Zoé", "Léa") if everything else ("Zoé",))
            ]
        else:
            assert len(rows_of(target)) == rows


def test_keys_export_the_list_that_is_worked_in(
    qtbot: QtBot, office: Office, desk_of: Callable[[Role], Desk]
) -> None:
    office.follow_up(
        office.person(), days_ago=9, next_action_needed=True, next_action_date=office.clock.today()
    )
    desk = desk_of(Role.PASTOR)
    page = desk.go("dashboard")
    for shown, table, title in (
        ("waiting", "waitingTable", "Export who is waiting too long"),
        ("planned", "plannedTable", "Export all that is planned"),
        ("coming_up", "comingUpTable", "Export what is coming up"),
    ):
        desk.frame.activateWindow()
        qtbot.waitUntil(desk.frame.isActiveWindow)
        child(page, ListTabs).show_list(shown)
        where = page.findChild(QWidget, table)
        where.setFocus()
        qtbot.keyClick(where, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert desk.dialog().windowTitle() == title
        desk.press("exportCancel")
        desk.are_gone()


def test_it_is_asked_for_and_left_by_keys(
    qtbot: QtBot, office: Office, desk_of: Callable[[Role], Desk]
) -> None:
    office.person()
    desk = desk_of(Role.MENTOR)
    page = desk.go("people")
    desk.frame.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog()
    qtbot.waitUntil(dialog.isActiveWindow)
    choice = desk.the(SegmentedChoice, "exportFormat")
    focused: QWidget | None = dialog.focusWidget()
    qtbot.keyClick(dialog if focused is None else focused, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: choice.value() is Format.CSV)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.findChild(QFileDialog) is not None
    child(dialog, QFileDialog).reject()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.are_gone()


def test_a_place_that_takes_no_file_is_told_and_another_can_be_chosen(
    office: Office, desk_of: Callable[[Role], Desk], place: Path
) -> None:
    office.person()
    (place / "list.xlsx").mkdir()
    desk = desk_of(Role.ADMIN)
    desk.go("people")
    dialog = desk.ask()
    dialog._write(place / "list.xlsx")  # what the system's window would let nobody choose
    desk.settled()
    assert desk.notice() == "“list.xlsx” is a folder. Choose another name for the file."
    dialog._write(place / "gone" / "list.xlsx")
    desk.settled()
    assert "is no longer there" in desk.notice()
    assert desk.toasts() == []
    desk.save_as(place / "other.xlsx")
    desk.settled()
    assert (place / "other.xlsx").is_file()


class SlowKind:
    """A list that is written for as long as the test wants."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.error: Exception | None = None

    def write(self, path: Path, wish: Wish, watch: Watch) -> Exported:
        from desktop_app.domain.errors import Cancelled  # noqa: PLC0415

        progress, should_stop = watch["on_progress"], watch["should_stop"]
        assert progress is not None
        assert should_stop is not None
        progress(500, 2_000)
        self.begun.set()
        while not self.let_go.wait(0.01):
            if should_stop():
                raise Cancelled
        if self.error is not None:
            raise self.error
        path.touch()
        return Exported(path, 2_000)

    def kind(self) -> ExportKind:
        return ExportKind("Export people", PEOPLE.title, "", "", False, lambda n: f"{n} people", self.write)


@pytest.fixture
def slow() -> SlowKind:
    return SlowKind()


@pytest.fixture
def running(qtbot: QtBot, desk_of: Callable[[Role], Desk], place: Path, slow: SlowKind) -> Desk:
    """An export that is under way."""
    desk = desk_of(Role.ADMIN)
    desk.go("people").exporting.ask(slow.kind())
    desk.save_as(place / "list.xlsx")
    qtbot.waitUntil(slow.begun.is_set)
    qtbot.waitUntil(lambda: desk.the(QProgressBar, "exportProgress").maximum() == 2_000)
    return desk


def test_how_far_it_is_and_the_way_out(running: Desk, place: Path) -> None:
    assert running.the(QProgressBar, "exportProgress").value() == 500
    assert running.the(QLabel, "exportWords").text() == "500 of 2,000 rows"
    assert not running.the(QPushButton, "exportSave").isEnabled()
    running.press("exportCancel")
    running.settled()
    assert running.notice() == "Stopped. Nothing was written."
    assert running.the(QPushButton, "exportSave").isEnabled()
    assert list(place.iterdir()) == []


def test_it_goes_on_behind_and_says_when_it_is_there(running: Desk, slow: SlowKind, place: Path) -> None:
    running.press("exportBehind")
    assert not running.dialog().isVisible()
    running.frame.go("follow_ups")
    slow.let_go.set()
    running.settled()
    assert (place / "list.xlsx").exists()
    assert running.toasts() == ["Exported: 2000 people in “list.xlsx”"]
    running.are_gone()


def test_what_goes_wrong_behind_comes_back(running: Desk, slow: SlowKind, place: Path) -> None:
    from desktop_app.domain.errors import UnwritableFile  # noqa: PLC0415

    running.press("exportBehind")
    slow.error = UnwritableFile("full", place / "list.xlsx")
    slow.let_go.set()
    running.settled()
    assert running.dialog().isVisible()
    assert "no room left" in running.notice()


def test_closing_the_dialog_stops_it_first(running: Desk) -> None:
    running.dialog().close()
    running.settled()
    assert running.notice() == "Stopped. Nothing was written."
    running.dialog().close()
    running.are_gone()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_dialog_shows_all_its_words(
    qtbot: QtBot, office: Office, desk_of: Callable[[Role], Desk], language: str
) -> None:
    office.person()
    texts.use(language)
    desk = desk_of(Role.ADMIN)
    desk.go("follow_ups")
    dialog = desk.ask()
    qtbot.waitExposed(dialog)
    for label in dialog.findChildren(QLabel):
        if label.isVisible():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    assert dialog.width() <= 640
