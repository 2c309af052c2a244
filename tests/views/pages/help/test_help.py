"""Help where one is: the manual in three languages, the chapter about a page, every key, the tour, what helpers are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.system import paths
from desktop_app.system.settings import TOURED
from desktop_app.views.base.session import Session
from desktop_app.views.pages.help import manual, shortcuts
from desktop_app.views.pages.help.diagnostics import diagnostics
from desktop_app.views.pages.help.help_page import HelpPage
from desktop_app.views.pages.help.shortcuts_sheet import ShortcutsSheet
from desktop_app.views.pages.help.tour import STOPS, Tour
from desktop_app.views.shell import page_registry
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office

Frames = Callable[[Role], MainWindow]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    texts.use("en")
    texts.use_words("person", "mentor", "pastor")


def shown(frame: MainWindow) -> str:
    browser = frame.findChild(QTextBrowser, "helpText")
    assert browser is not None
    return browser.toPlainText()


def contents(frame: MainWindow) -> list[str]:
    listed = frame.findChild(QListWidget, "helpContents")
    assert listed is not None
    return [listed.item(row).text() for row in range(listed.count()) if not listed.item(row).isHidden()]


# -- the manual


def chapters_of(language: str) -> dict[str, str]:
    folder = paths.resources() / "manual" / language
    return {file.stem: file.read_text("utf-8") for file in folder.glob("*.md")}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_chapter_is_there_in_every_language(language: str) -> None:
    assert set(chapters_of(language)) == set(manual.CHAPTERS)


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("key", manual.CHAPTERS)
def test_a_chapter_says_the_same_in_every_language(language: str, key: str) -> None:
    """As many headings, list entries, rows of tables, links and keys: what was added to one is added to all."""
    english, other = chapters_of("en")[key], chapters_of(language)[key]
    assert other != english
    for pattern in (r"^#+ ", r"^(?:-|\d+\.) ", r"^\|", r"\]\([a-z-]+\.md\)", r"\bF\d\b", r"`[^`]+`"):
        found = [len(re.findall(pattern, text, re.MULTILINE)) for text in (english, other)]
        assert found[0] == found[1], (pattern, found)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_links_lead_to_chapters(language: str) -> None:
    for text in chapters_of(language).values():
        assert set(re.findall(r"\]\(([^)]+)\)", text)) <= {f"{key}.md" for key in manual.CHAPTERS}


def test_the_manual_speaks_with_the_offices_words() -> None:
    texts.use_words("person", "case_worker", "supervisor")
    assert "case worker" in manual.chapter("absences").html
    assert "mentor" not in manual.chapter("absences").html.lower()


def test_whoever_asks_for_a_chapter_that_is_none_is_told() -> None:
    with pytest.raises(KeyError):
        manual.chapter("nothing")


# -- F1


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("dashboard", "Whom the day is about"),
        ("people", "Importing a list"),
        ("statistics", "People met"),
        ("users", "Welcome committee"),
        ("settings", "Copy diagnostics"),
        ("follow_up_form", "Outcome"),
        ("absences", "Cancel absence"),
        ("notifications", "never contacted"),
    ],
)
def test_f1_opens_the_chapter_about_the_page(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None], page: str, words: str
) -> None:
    frame = frame_of(Role.ADMIN)
    frame.go(page)
    settled()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    qtbot.keyClick(frame, Qt.Key.Key_F1)
    assert isinstance(frame.page(), HelpPage)
    assert words in shown(frame)
    qtbot.keyClick(frame, Qt.Key.Key_F1)  # once more changes nothing
    assert words in shown(frame)


def test_every_page_has_its_chapter() -> None:
    assert {
        page.name: page.chapter for page in page_registry.SPECS if page.chapter not in manual.CHAPTERS
    } == {}


def test_the_manual_is_searched_without_regard_to_accents(qtbot: QtBot, frame_of: Frames) -> None:
    frame = frame_of(Role.MENTOR)
    frame.go("help")
    search = frame.findChild(QLineEdit, "helpSearch")
    assert search is not None
    qtbot.keyClicks(search, "quiet hours")
    assert contents(frame) == ["Notifications and reminders"]
    assert "Reminders" in shown(frame)
    search.setText("CSV impôrt")
    assert "People" in contents(frame)
    search.setText("zebra")
    assert contents(frame) == []
    nothing = frame.findChild(QLabel, "helpNothing")
    assert nothing is not None
    assert nothing.isVisible()
    search.clear()
    assert len(contents(frame)) == len(manual.CHAPTERS)


def test_a_link_leads_to_its_chapter(frame_of: Frames) -> None:
    frame = frame_of(Role.MENTOR)
    frame.go("help", "dashboard")
    browser = frame.findChild(QTextBrowser, "helpText")
    assert browser is not None
    browser.anchorClicked.emit(QUrl("absences.md"))
    assert shown(frame).startswith("Absences")


# -- keys


def test_every_key_is_on_the_sheet(qtbot: QtBot, frame_of: Frames) -> None:
    frame = frame_of(Role.MENTOR)
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    qtbot.keyClick(frame, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheet = frame.findChild(ShortcutsSheet)
    assert sheet is not None
    said = {one.text() for one in sheet.findChildren(QLabel)}
    listed = {key for _, group in shortcuts.groups(page_registry.SPECS) for key, _ in group}
    assert listed <= said
    sheet.reject()


def test_the_keys_of_the_frame_are_those_on_the_sheet() -> None:
    source = (Path(page_registry.__file__).parent / "main_window.py").read_text("utf-8")
    bound = set(re.findall(r'\("((?:Ctrl\+|Alt\+|F)\S+?)", ', source))
    bound |= {page.key for page in page_registry.SPECS if page.key}
    listed = {key for _, group in shortcuts.groups(page_registry.SPECS) for key, _ in group}
    assert {key.replace("Left", "←") for key in bound} <= listed
    assert bound


def test_keys_are_spelt_as_on_the_readers_keyboard() -> None:
    texts.use("fr")
    assert shortcuts.spell("Ctrl+Shift+Enter") == "Ctrl+Maj+Entrée"
    texts.use("es")
    assert shortcuts.spell("Shift") == "Mayús"


# -- the tour


def tour_of(frame: MainWindow) -> Tour:
    found = frame.findChild(Tour)
    assert found is not None
    return found


def words_of(frame: MainWindow, name: str) -> str:
    found = frame.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def press(qtbot: QtBot, frame: MainWindow, name: str) -> None:
    found = frame.findChild(QPushButton, name)
    assert found is not None
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def waited_for(office: Office) -> None:
    """Somebody waits, so that the dashboard has its lists."""
    office.person("Awa", mentor=office.actors[Role.MENTOR], first_visit_on="2026-10-01")


@pytest.mark.usefixtures("waited_for")
def test_the_tour_is_offered_once_and_takes_no_focus(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.MENTOR)
    page = frame.go("dashboard")
    settled()
    before = frame.window().focusWidget()
    frame.offer_tour()
    assert words_of(frame, "tourTitle") == "Welcome, Jean"
    assert frame.window().focusWidget() is before
    assert page.isAncestorOf(before)
    press(qtbot, frame, "tourSkip")
    assert words_of(frame, "tourTitle") == ""
    assert frame.session.recall(TOURED) is True
    frame.offer_tour()
    assert words_of(frame, "tourTitle") == ""


@pytest.mark.usefixtures("waited_for")
@pytest.mark.parametrize("role", [Role.MENTOR, Role.CAN_COMMITTEE, Role.ADMIN])
def test_the_tour_stops_at_every_place_and_stays_within_the_window(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None], role: Role
) -> None:
    frame = frame_of(role)
    frame.go("dashboard")
    settled()
    frame.offer_tour()
    press(qtbot, frame, "tourNext")
    settled()
    seen = []
    card, ring = frame.findChild(QWidget, "tourCard"), frame.findChild(QWidget, "tourRing")
    assert card is not None
    assert ring is not None
    while title := words_of(frame, "tourTitle"):
        seen.append(title)
        assert frame.rect().contains(card.geometry()), title
        assert ring.isVisible()
        press(qtbot, frame, "tourNext")
    stops = [stop for page in page_registry.SPECS for stop in page.stops] + list(STOPS)
    assert seen == [texts.tr(stop.title) for stop in stops]
    assert not ring.isVisible()


@pytest.mark.usefixtures("waited_for")
def test_an_offered_tour_is_out_of_the_way_of_who_begins_to_work(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.MENTOR)
    frame.go("dashboard")
    settled()
    frame.offer_tour()
    frame.go("people")
    settled()
    assert words_of(frame, "tourTitle") == ""
    frame.go("help")
    press(qtbot, frame, "helpTour")
    frame.go("people")
    settled()
    assert words_of(frame, "tourTitle") != ""  # what was asked for stays


@pytest.mark.usefixtures("waited_for")
def test_escape_leaves_the_tour_and_gives_the_focus_back(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.MENTOR)
    frame.go("dashboard")
    settled()
    before = frame.window().focusWidget()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    frame.go("help")
    press(qtbot, frame, "helpTour")
    settled()
    going_on = frame.window().focusWidget()
    assert going_on.objectName() == "tourNext"
    qtbot.keyClick(going_on, Qt.Key.Key_Escape)
    assert words_of(frame, "tourTitle") == ""
    assert frame.window().focusWidget() is before


@pytest.mark.usefixtures("waited_for")
def test_one_goes_on_working_during_the_tour(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.MENTOR)
    frame.go("dashboard")
    settled()
    frame._show_around()
    frame.go("people")
    settled()
    press(qtbot, frame, "tourNext")  # the list is gone: on to the next place that is there
    assert words_of(frame, "tourTitle") == "Find anybody"
    frame.resize(1100, 700)
    card = frame.findChild(QWidget, "tourCard")
    assert card is not None
    assert frame.rect().contains(card.geometry())
    tour_of(frame).end()


# -- what helpers are told


def test_diagnostics_hold_no_personal_data(
    office: Office, session_of: Callable[[Role], Session], frame_of: Frames, settled: Callable[[], None]
) -> None:
    person = office.person("Awa", "N'Diaye", phone="07 97 97 11 47", email="awa@example.org")
    office.follow_up(person, notes="A secret of hers")
    session = session_of(Role.ADMIN)
    text = diagnostics(session, ["1366x768 at 1"])
    for private in (
        "Awa",
        "Diaye",
        "97 11 47",
        "example.org",
        "secret",
        "Grace Church",
        "Ada",
        str(Path.home()),
    ):
        assert private not in text, private
    for fact in ("Suivi: ", "1 persons", "1 follow-ups", "0003_notes_about_a_person", "Role: admin"):
        assert fact in text, fact


def test_diagnostics_are_copied_from_the_settings(
    qtbot: QtBot, frame_of: Frames, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.MENTOR)
    frame.go("settings")
    settled()
    found = frame.findChild(QAbstractButton, "copyDiagnostics")
    assert found is not None
    found.click()
    settled()
    assert QGuiApplication.clipboard().text().startswith("Suivi: ")
