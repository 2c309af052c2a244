"""An hour's work without a mouse, and what the eye needs meanwhile: the focus goes where one reads, and is always seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import PersonName
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views.pages.help.shortcuts_sheet import ShortcutsSheet
from desktop_app.views.shell import page_registry
from desktop_app.views.shell.main_window import MainWindow
from tests.views.pages.test_every_page import PAGES, lively, shown, subject_of

__all__ = ["lively", "shown", "subject_of"]

Shown = Callable[[str], MainWindow]
MOST_STOPS = 120
_NEAR = 4  # pixels round a widget in which its ring may stand
_SEEN = 150  # pixels that look otherwise with the focus: fewer are overlooked


def tabbed(qtbot: QtBot, frame: MainWindow) -> Iterator[QWidget]:
    """Where Tab stops, from where the page begins until it is there again; each has the focus when it is given."""
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    been: list[QWidget] = []
    page = frame.page()
    assert page is not None
    if QApplication.focusWidget() is page:  # it has the focus while it loads; Tab never comes back to it
        qtbot.keyClick(page, Qt.Key.Key_Tab)
    for _step in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        if been and focused is been[0]:
            return
        if focused not in been[-1:]:  # one goes on within it: from link to link
            been.append(focused)
            yield focused
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError([one.objectName() for one in been])


@pytest.mark.parametrize(
    ("page", "order"),
    [
        ("follow_up_form", ["outcome-0", "notes", "interactionType-0", "save", "cancel", "contextOpen"]),
        ("interaction_form", ["title", "startDateText", "notes", "save", "cancel", "contextOpen"]),
        ("person_form", ["first_name", "last_name", "phone", "prayerRequests", "save", "cancel"]),
        ("statistics", ["spanPeriod-1", "whose", "export", "print", "chart-overTimeCanvas", "mentorFigures"]),
        ("absences", ["takeBack", "absencesTable", "absenceUser", "first_onText", "saveAbsence"]),
        ("dashboard", ["dashboardTabs", "threshold", "recordFollowUp", "todayTable"]),
        ("people", ["peopleSearch", "statusFilter", "addPerson", "peopleTable"]),
        ("person", ["changeStatus", "recordFollowUp", "pausePerson", "timelineKind-0", "followUp1"]),
    ],
)
def test_the_tab_key_goes_where_the_eye_goes(qtbot: QtBot, shown: Shown, page: str, order: list[str]) -> None:
    frame = shown(page)
    names = [one.objectName() for one in tabbed(qtbot, frame)]
    begins = names.index("help") + 1  # the last of the head: the page comes after it
    read = names[begins:] + names[:begins]
    assert [name for name in read if name in order] == order


def around(frame: MainWindow, widget: QWidget) -> QRect:
    place = QRect(widget.mapTo(frame, QPoint(0, 0)), widget.size())
    return place.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).intersected(frame.rect())


def look(frame: MainWindow, place: QRect) -> QImage:
    QApplication.processEvents()
    return frame.grab(place).toImage()


def difference(one: QImage, other: QImage) -> int:
    """How many pixels look otherwise."""
    pairs = ((x, y) for y in range(one.height()) for x in range(one.width()))
    return sum(one.pixel(x, y) != other.pixel(x, y) for x, y in pairs)


@pytest.mark.parametrize("page", PAGES)
def test_where_the_focus_is_can_be_seen(qtbot: QtBot, shown: Shown, page: str) -> None:
    frame = shown(page)
    unseen = []
    for one in tabbed(qtbot, frame):
        place = around(frame, one)
        with_focus = look(frame, place)
        one.clearFocus()
        if difference(with_focus, look(frame, place)) < _SEEN:
            unseen.append(one.objectName())
        one.setFocus(Qt.FocusReason.TabFocusReason)
    assert unseen == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_sheet_of_all_keys_cuts_no_words(qtbot: QtBot, language: str) -> None:
    texts.use(language)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    sheet = ShortcutsSheet(window, page_registry.SPECS)
    sheet.open()
    QApplication.processEvents()
    cut = [
        one.text()
        for one in sheet.findChildren(QLabel)
        if one.wordWrap() and one.height() < one.heightForWidth(one.width())
    ]
    assert cut == []
    assert sheet.height() < 600


@pytest.mark.parametrize("page", ["dashboard", "person", "notifications", "absences", "follow_up_form"])
def test_a_notice_on_the_dashboard_has_no_page_scrolled(
    frame_of: Callable[[Role], MainWindow], settled: Callable[[], None], lively: PersonName, page: str
) -> None:
    """Who looks after the people of a colleague is told so there: a line that the other pages have not."""
    texts.use("fr")
    frame = frame_of(Role.PASTOR)
    frame.go("dashboard")
    settled()
    frame.go(page, subject_of(page, lively))
    settled()
    QApplication.processEvents()
    room = frame.findChild(QScrollArea, "pageStack")
    assert isinstance(room, QScrollArea)
    assert (room.verticalScrollBar().maximum(), room.horizontalScrollBar().maximum()) == (0, 0)
