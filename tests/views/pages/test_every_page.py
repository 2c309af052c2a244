"""What is true of every page: it fits the screen in every language, and everything that can be worked has a name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import Actor, PersonName
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views.base.form_arguments import FollowUpArguments, InteractionArguments
from desktop_app.views.base.session import Session
from desktop_app.views.kit.elided import Elided
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.shell.main_window import MainWindow
from desktop_app.views.shell.page_registry import SPECS, spec
from tests.views.conftest import Office

WORKED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView, QTabBar)
WORDS = (("person", "mentor", "pastor"), ("visitor", "case_worker", "supervisor"))
"""The usual words, and the longest."""
PAGES = [page.name for page in SPECS]


@pytest.fixture
def lively(office: Office) -> PersonName:
    """An office where every list has something in it; somebody who is in all of them."""
    mentor = office.actors[Role.MENTOR]
    person = office.person(
        "Marie-Antoinette Aïssatou",
        "Kouassi-N’Guessan",
        mentor=mentor,
        phone="+225 07 97 97 11 47 / 01 22 33 44 55",
    )
    today = office.clock.today()
    promise: dict[str, Any] = {
        "next_action_needed": True,
        "next_action_date": today - timedelta(days=9),
        "next_action_notes": "Call again",
    }
    office.follow_up(person, days_ago=20, by=mentor, **promise)
    coming = {**promise, "next_action_date": today + timedelta(days=2)}
    office.follow_up(office.person("Awa", "Bâ"), days_ago=1, **coming)
    interactions = office.application.controllers.client_interactions
    values = {
        "title": "SNAP application",
        "interaction_type": "walk-in",
        "start_at": office.clock.now(),
        "reference_services": ["DACA"],
    }
    interactions.record(office.actors[Role.ADMIN], person.id, values)
    office.application.controllers.reminders.make_due()
    away(office, mentor)
    paused = office.person("Jean-Baptiste", "Ouattara-Coulibaly", mentor=mentor, phone="+225 07 97 97 11 47")
    office.application.controllers.pauses.pause(
        mentor,
        paused.id,
        {
            "until": today + timedelta(days=40),
            "reason": "asked_not_to_be_called",
            "note": "Not before the exams.",
        },
    )
    missed = office.person("Koffi", mentor=mentor)
    for days_ago in (15, 12, 9):
        office.follow_up(missed, days_ago=days_ago, outcome="no_contact")
    return PersonName(person.id, person.uuid, person.first_name, person.last_name)


def away(office: Office, mentor: Actor) -> None:
    """*mentor* is away from today on, and the pastor looks after their people."""
    today = office.clock.today()
    values = {
        "first_on": today,
        "last_on": today + timedelta(days=40),
        "note": "A long journey to the village.",
    }
    office.application.controllers.absences.add(
        mentor, {"user": mentor.uuid, "colleague": office.actors[Role.PASTOR].uuid, **values}
    )


def subject_of(page: str, person: PersonName) -> object:
    match page:
        case "person":
            return person.id
        case "follow_up_form":
            return FollowUpArguments(person=person)
        case "interaction_form":
            return InteractionArguments(person=person)
        case _:
            assert not spec(page).needs_subject, f"say here what a page called {page} is about"
            return None


def is_of_qt(widget: QWidget) -> bool:
    """Parts that Qt makes for itself within a widget of ours, which speaks for them."""
    parent = widget.parentWidget()
    inside = isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit | QAbstractItemView)
    return inside or isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_")


def is_cut(one: QComboBox | QLabel) -> bool:
    """Whether not all that is written there can be read; what says so itself, with an ellipsis and a tool tip, is not meant."""
    if not one.isVisible() or isinstance(one, Elided):
        return False
    if isinstance(one, QLabel):
        needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        return one.height() < needed or (not one.wordWrap() and one.width() < one.sizeHint().width())
    if one.isEditable():
        return False
    if isinstance(one, Dropdown) and one.sizeHint().width() > one.maximumWidth():
        return not one.shown().endswith("…")  # it gives way to what stands beside it, and says so
    option = QStyleOptionComboBox()
    one.initStyleOption(option)
    field = one.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, one
    )
    return field.width() < one.fontMetrics().horizontalAdvance(one.currentText())


def worked(within: QWidget) -> list[QWidget]:
    found = [one for kind in WORKED for one in within.findChildren(kind)]
    return [one for one in found if one.isVisibleTo(within) and not is_of_qt(one)]


def spoken_name(widget: QWidget) -> str:
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


@pytest.fixture
def shown(
    qtbot: QtBot, session_of: Callable[[Role], Session], settled: Callable[[], None], lively: PersonName
) -> Callable[[str], MainWindow]:
    """The frame at 1366×768 with one page, loaded."""

    def show(page: str) -> MainWindow:
        frame = MainWindow(session_of(Role.ADMIN))
        qtbot.addWidget(frame)
        frame.resize(1366, 768)
        frame.show()
        frame.go(page, subject_of(page, lively))
        settled()
        QApplication.processEvents()
        settled()
        return frame

    return show


@pytest.mark.parametrize("page", PAGES)
def test_everything_that_can_be_worked_has_a_name(shown: Callable[[str], MainWindow], page: str) -> None:
    frame = shown(page)
    found = worked(frame)
    assert len(found) > 8
    nameless = [f"{type(one).__name__} {one.objectName()!r}" for one in found if not spoken_name(one).strip()]
    assert nameless == []
    unnamed = [f"{type(one).__name__} {spoken_name(one)!r}" for one in found if not one.objectName()]
    assert unnamed == []


@pytest.mark.parametrize("words", WORDS, ids="-".join)
@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_fits_the_office_screen(
    qtbot: QtBot, shown: Callable[[str], MainWindow], page: str, language: str, words: tuple[str, str, str]
) -> None:
    texts.use(language)
    texts.use_words(*words)
    frame = shown(page)
    assert frame.minimumSizeHint().width() <= 1366
    assert frame.minimumSizeHint().height() <= 768
    room = frame.findChild(QScrollArea, "pageStack")
    assert isinstance(room, QScrollArea)
    assert (room.horizontalScrollBar().maximum(), room.verticalScrollBar().maximum()) == (0, 0)
    assert (frame.width(), frame.height()) == (1366, 768)

    def nothing_is_cut() -> None:
        assert cut_texts(frame) == []

    qtbot.waitUntil(nothing_is_cut)  # what has just been loaded is laid out by the next event


def cut_texts(frame: MainWindow) -> list[str]:
    """Each button, choice and label of which a part cannot be read."""
    return [
        *(
            f"{button.objectName()}: {button.text()!r} needs {button.sizeHint().width()}, has {button.width()}"
            for button in frame.findChildren(QAbstractButton)
            if button.isVisible() and button.text() and button.width() < button.sizeHint().width()
        ),
        *(
            f"{choice.objectName()}: {choice.currentText()!r}"
            for choice in frame.findChildren(QComboBox)
            if is_cut(choice)
        ),
        *(f"{label.objectName()}: {label.text()!r}" for label in frame.findChildren(QLabel) if is_cut(label)),
    ]


def test_every_page_fits_at_150_percent() -> None:
    """Qt takes its scale once, when it starts: a process of its own, in the longest language with the longest words."""
    chosen = "test_every_page_fits_the_office_screen and fr and visitor"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen, __file__],
        env={**os.environ, "QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("page", PAGES)
def test_in_a_narrow_window_no_page_is_moved_sideways(shown: Callable[[str], MainWindow], page: str) -> None:
    """The sidebar is folded there; what has too little room says so with an ellipsis."""
    texts.use("fr")
    frame = shown(page)
    frame.resize(1000, 720)
    QApplication.processEvents()
    room = frame.findChild(QScrollArea, "pageStack")
    assert isinstance(room, QScrollArea)
    assert room.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("page", PAGES)
def test_at_200_percent_no_page_keeps_the_window_from_fitting(
    shown: Callable[[str], MainWindow], page: str
) -> None:
    """1920×1080 at 200 % with a task bar; what the page has no room for is scrolled to."""
    texts.use("fr")
    frame = shown(page)
    frame.resize(960, 500)
    assert (frame.width(), frame.height()) == (960, 500)
    assert frame.minimumSizeHint().width() <= 960
    assert frame.minimumSizeHint().height() <= 500


def state_of(field: QWidget) -> object:
    return field.currentIndex() if isinstance(field, QComboBox) else field.property("value")


@pytest.mark.parametrize("page", PAGES)
def test_scrolling_changes_no_field(shown: Callable[[str], MainWindow], page: str) -> None:
    """Not even one that has the focus, come by Tab: it would be saved with another value, and nobody saw it."""
    frame = shown(page)
    changed = []
    for kind in (QComboBox, QAbstractSpinBox, QAbstractSlider):
        for field in frame.findChildren(kind):
            if isinstance(field, QScrollBar) or not field.isEnabled():
                continue
            for ticks in (-120, 120):
                field.setFocus(Qt.FocusReason.TabFocusReason)
                before = state_of(field)
                wheel = QWheelEvent(
                    QPointF(5, 5),
                    QPointF(5, 5),
                    QPoint(0, 0),
                    QPoint(0, ticks),
                    Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                )
                QApplication.sendEvent(field, wheel)
                if state_of(field) != before:
                    changed.append(field.objectName())
    assert changed == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_reached_and_left_by_keyboard(
    qtbot: QtBot, shown: Callable[[str], MainWindow], page: str
) -> None:
    frame = shown(page)
    frame.activateWindow()
    reached: set[str] = set()
    for _step in range(120):
        focused: QWidget | None = frame.focusWidget()
        if focused is not None:
            reached.add(focused.objectName())
        qtbot.keyClick(frame if focused is None else focused, Qt.Key.Key_Tab)
    assert "quickFind" in reached
    assert any(name.startswith("go-") for name in reached)
    inside = frame.page()
    assert inside is not None
    within = {
        one.objectName()
        for one in worked(inside)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
    }
    assert not within or reached & within


def test_the_sidebar_is_gone_through_by_arrow_keys(qtbot: QtBot, shown: Callable[[str], MainWindow]) -> None:
    frame = shown("dashboard")
    entry = frame.findChild(QAbstractButton, "go-dashboard")
    assert isinstance(entry, QAbstractButton)
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Down)
    below = frame.focusWidget()
    assert isinstance(below, QAbstractButton)
    assert below.objectName() == "go-people"
    qtbot.keyClick(below, Qt.Key.Key_Return)
    page = frame.page()
    assert page is not None
    assert page.spec.name == "people"
