"""Every page of the table can be opened in all the ways that there are, and nothing that is a page is missing from it."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import PersonName
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views import pages
from desktop_app.views.base import navigation
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.base.page import Page
from desktop_app.views.base.page_spec import PageSpec, SidebarPart
from desktop_app.views.pages.help import manual, shortcuts
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.page_registry import SIDEBAR, SPECS, may_open, spec, tour_stops
from tests.support.finding import there
from tests.views.conftest import Office
from tests.views.pages.test_every_page import subject_of

Frames = Callable[[Role], MainWindow]
VIEWS = Path(pages.__file__).parent.parent
EVERY = pytest.mark.parametrize("page", SPECS, ids=lambda page: page.name)


@pytest.fixture
def person(office: Office) -> PersonName:
    """Somebody whom pages can be about."""
    awa = office.person("Awa")
    return PersonName(awa.id, awa.uuid, awa.first_name, awa.last_name)


def press(qtbot: QtBot, frame: MainWindow, keys: str) -> None:
    """Press *keys* in *frame*."""
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    QTest.keySequence(frame, QKeySequence(keys))


def page_classes() -> set[type[Page]]:
    """Every class in the folder of pages that says of itself which page it is."""
    modules = pkgutil.walk_packages(pages.__path__, f"{pages.__name__}.")
    held = [each for module in modules for each in vars(import_module(module.name)).values()]
    return {
        each for each in held if isinstance(each, type) and issubclass(each, Page) and "spec" in vars(each)
    }


@EVERY
def test_it_is_made_by_its_name_and_is_what_the_table_says(
    page: PageSpec, frame_of: Frames, person: PersonName, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.ADMIN)
    shown = frame.go(page.name, subject_of(page.name, person))
    settled()
    assert frame.page() is shown
    assert type(shown) is page.load()
    assert shown.spec is page
    assert shown.title()
    elsewhere = next(entry for entry in SIDEBAR if entry is not page)
    frame.go(elsewhere.name)
    assert (frame.go(page.name, subject_of(page.name, person)) is shown) is page.kept
    settled()


@EVERY
def test_a_request_of_another_page_leads_there(
    page: PageSpec, frame_of: Frames, person: PersonName, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.ADMIN)
    frame.go("settings").navigate_requested.emit(Navigation(page.name, subject_of(page.name, person)))
    settled()
    shown = frame.page()
    assert shown is not None
    assert shown.spec is page


@pytest.mark.parametrize("place", range(len(SIDEBAR)), ids=[page.name for page in SIDEBAR])
def test_an_entry_of_the_sidebar_opens_by_its_button_and_by_its_key(
    place: int, frame_of: Frames, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    page = SIDEBAR[place]
    frame = frame_of(Role.ADMIN)
    entry = frame.findChild(QAbstractButton, f"go-{page.name}")
    assert entry is not None
    assert entry.accessibleName() == texts.tr(page.words)
    entry.click()
    settled()
    shown = frame.page()
    assert shown is not None
    assert shown.spec is page
    assert entry.isChecked()
    frame.go("help")
    assert not entry.isChecked()
    press(qtbot, frame, f"Ctrl+{place + 1}")
    assert frame.page() is shown
    assert not entry.icon().isNull()


@pytest.mark.parametrize("page", [page for page in SPECS if page.key], ids=lambda page: page.name)
def test_its_key_opens_it_and_stands_on_the_sheet(
    page: PageSpec, frame_of: Frames, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.ADMIN)
    frame.go("people")
    press(qtbot, frame, page.key)
    settled()
    shown = frame.page()
    assert shown is not None
    assert shown.spec is page
    everywhere = dict(shortcuts.groups(SPECS)[0][1])
    assert everywhere[page.key] == page.key_words


def test_a_key_opens_nothing_that_one_may_not_see(
    frame_of: Frames, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.CAN_COMMITTEE)
    frame.go("people")
    settled()
    press(qtbot, frame, spec("follow_up_form").key)
    shown = frame.page()
    assert shown is not None
    assert shown.spec.name == "people"


@EVERY
def test_f1_explains_it(
    page: PageSpec, frame_of: Frames, person: PersonName, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    frame = frame_of(Role.ADMIN)
    frame.go(page.name, subject_of(page.name, person))
    settled()
    press(qtbot, frame, spec("help").key)
    text = frame.findChild(QTextBrowser, "helpText")
    assert text is not None
    assert text.toPlainText().startswith(manual.chapter(page.chapter).title)


@pytest.mark.parametrize("role", list(Role))
def test_the_sidebar_holds_what_a_role_may_see(role: Role, frame_of: Frames) -> None:
    frame = frame_of(role)
    entries = [
        button.objectName().removeprefix("go-")
        for button in frame.findChildren(QAbstractButton)
        if button.objectName().startswith("go-")
    ]
    assert entries == [page.name for page in SIDEBAR if page.may_open(frame.session)]
    assert [name for name in entries if not may_open(name, frame.session)] == []


def test_names_and_keys_are_told_apart() -> None:
    names, keys = [page.name for page in SPECS], [page.key for page in SPECS if page.key]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)
    assert not {navigation.TOUR, navigation.KEYS} & set(names)


def test_the_sidebar_is_parted_once_and_every_page_belongs_to_an_entry_that_is_there() -> None:
    parts = [there(page.sidebar) for page in SIDEBAR]
    assert parts == sorted(parts, key=[SidebarPart.WORK, SidebarPart.OFFICE].index)
    assert {page.entry() for page in SPECS} - {""} == {page.name for page in SIDEBAR}


def test_what_the_sidebar_holds_is_kept_and_needs_nobody() -> None:
    assert [page.name for page in SIDEBAR if not page.kept or page.needs_subject] == []


def test_no_page_is_missing_from_the_table() -> None:
    assert {each.__name__ for each in page_classes()} == {page.load().__name__ for page in SPECS}


def test_pages_ask_only_for_pages_that_there_are() -> None:
    """Names of pages stand in strings, since the subjects of pages do not know each other."""
    asked: set[str] = set()
    for file in VIEWS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if called in {"navigate", "Navigation", "go"} and isinstance(node.args[0].value, str):
                    asked.add(node.args[0].value)
    assert {"person", "follow_up_form"} <= asked
    assert asked - {page.name for page in SPECS} == set()


def test_the_tour_shows_places_that_are_there(
    frame_of: Frames, office: Office, settled: Callable[[], None]
) -> None:
    office.person("Awa", first_visit_on=office.clock.today().replace(month=1))
    frame = frame_of(Role.MENTOR)
    for page in SPECS:
        if page.stops:
            shown = frame.go(page.name)
            settled()
            missing = [stop.place for stop in page.stops if shown.findChild(QWidget, stop.place) is None]
            assert missing == []
    assert tour_stops(frame.session)


def test_the_table_is_read_without_loading_a_page() -> None:
    """Signing in does not wait for the pages: the table is read when the first of them is wanted."""
    look = (
        "import sys, desktop_app.views.shell.page_registry\n"
        "print([m for m in sys.modules if m.startswith('desktop_app.views.pages.') and m.count('.') > 3"
        " and not m.endswith('.specs')])"
    )
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_the_warm_up_loads_every_page_of_the_table() -> None:
    """What somebody waits for after signing in is loaded while they type their password."""
    look = (
        "import sys\n"
        "from types import SimpleNamespace\n"
        "from desktop_app.views.shell import page_registry, preload\n"
        "named = 'sign_in follow_ups drafts mentors timeline client_interactions users'.split()\n"
        "preload.load_pages(SimpleNamespace(**dict.fromkeys(named)))\n"
        "loaded = set(sys.modules)\n"
        "print([page.name for page in page_registry.SPECS if page.load().__module__ not in loaded])"
    )
    late = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert late.stdout.strip() == "[]"
