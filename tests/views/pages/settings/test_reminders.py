"""The reminders in the settings: typed, previewed, refused beside their fields, saved; nobody's change is lost unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.vocabulary import Role
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.pages.settings.organisation import OrganisationSettings
from desktop_app.views.pages.settings.reminders import Reminders
from desktop_app.views.pages.settings.section import SettingsSection
from desktop_app.views.pages.settings.settings_page import SettingsPage
from desktop_app.views.shell.main_window import MainWindow
from tests.views.conftest import Office

LONG = 20_000


class Desk:
    """The settings of somebody signed in."""

    def __init__(self, qtbot: QtBot, office: Office, frame: MainWindow, settled: Callable[[], None]) -> None:
        self.qtbot, self.office, self.settled = qtbot, office, settled
        page = frame.go("settings")
        assert isinstance(page, SettingsPage)
        self.page = page
        settled()

    def section(self, kind: type[SettingsSection] = Reminders) -> SettingsSection:
        """One of the sections."""
        return next(one for one in self.page._sections if isinstance(one, kind))

    def number(self, name: str) -> NumberField:
        """A number of the page."""
        found = self.page.findChild(NumberField, name)
        assert found is not None
        return found

    def type_number(self, name: str, digits: str) -> None:
        """Type over it."""
        field = self.number(name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, digits)

    def type_time(self, name: str, text: str) -> None:
        """Type a time over what stands there."""
        field = self.page.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        field.selectAll()
        if text:
            self.qtbot.keyClicks(field, text)
        else:
            self.qtbot.keyClick(field, Qt.Key.Key_Delete)

    def tick(self, name: str) -> None:
        """Click a box."""
        box = self.page.findChild(QCheckBox, name)
        assert box is not None
        self.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))

    def save(self, name: str = "saveReminders") -> None:
        """Press the button, and wait for the answer."""
        button = self.page.findChild(QPushButton, name)
        assert button is not None
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settled()

    def preview(self) -> str:
        """What another limit would change."""
        found = self.page.findChild(QLabel, "overduePreview")
        assert found is not None
        return found.text()

    def stored(self) -> object:
        """The settings in the file."""
        return self.office.application.controllers.organisation.get()


@pytest.fixture
def desk(
    qtbot: QtBot, office: Office, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> Desk:
    """The administrator's settings, in an office in which three people wait."""
    today = office.clock.today()
    for days in (8, 11, 30):
        office.person(first_visit_on=today - timedelta(days=days))
    return Desk(qtbot, office, frame_of(Role.ADMIN), settled)


def errors(section: SettingsSection) -> dict[str, str]:
    """What is wrong with which field."""
    return {key: row.error() for key, row in section.rows.items() if row.error()}


def test_everything_is_saved_as_typed(desk: Desk, office: Office) -> None:
    desk.type_number("remindNeverContacted", "5")
    desk.type_number("overdueDays", "10")
    desk.type_number("escalateDays", "21")
    desk.tick("remindNextActions")
    desk.tick("remindMentors")
    desk.type_time("quietFrom", "8 pm")
    desk.type_time("quietTo", "7h30")
    desk.save()
    stored = office.application.controllers.organisation.get()
    assert (stored.remind_never_contacted_days, stored.overdue_days, stored.escalate_days) == (5, 10, 21)
    assert (stored.remind_next_actions, stored.remind_mentors, stored.remind_leaders) == (False, False, True)
    assert (stored.quiet_from, stored.quiet_to) == ("20:00", "07:30")
    assert errors(desk.section()) == {}
    assert desk.page.session.organisation == stored


def test_another_limit_says_what_it_would_change_before_it_is_saved(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.preview() == "7 days: 3 people", timeout=LONG)

    def says(words: str) -> bool:
        return desk.preview() == words

    for digits, words in (
        ("10", "10 days: 1 fewer (2 people)"),
        ("1", "1 day: just as many (3 people)"),
        ("31", "31 days: 3 fewer (0 people)"),
        ("7", "7 days: 3 people"),
    ):
        desk.type_number("overdueDays", digits)
        qtbot.waitUntil(partial(says, words), timeout=LONG)
    desk.type_number("overdueDays", "20")
    desk.save()
    qtbot.waitUntil(lambda: desk.preview() == "20 days: 1 person", timeout=LONG)
    desk.type_number("overdueDays", "9")
    qtbot.waitUntil(lambda: desk.preview() == "9 days: 1 more (2 people)", timeout=LONG)


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("25:99", "07:00", "quiet_from"),
        ("20:00", "late", "quiet_to"),
        ("20:00", "", "quiet_to"),
        ("", "7", "quiet_to"),
    ],
)
def test_what_is_no_time_is_refused_beside_its_field(
    desk: Desk, office: Office, first: str, last: str, wrong: str
) -> None:
    desk.type_time("quietFrom", first)
    desk.type_time("quietTo", last)
    desk.save()
    assert set(errors(desk.section())) == {wrong}
    assert office.application.controllers.organisation.get().quiet_from == ""
    desk.type_time("quietFrom", "")
    desk.type_time("quietTo", "")
    desk.save()
    assert errors(desk.section()) == {}


def test_from_when_the_pastors_are_reminded_is_asked_only_if_they_are(desk: Desk) -> None:
    assert desk.number("escalateDays").isEnabled()
    desk.tick("remindLeaders")
    assert not desk.number("escalateDays").isEnabled()


def test_two_sections_are_saved_one_after_the_other(desk: Desk, office: Office) -> None:
    desk.type_number("remindNeverContacted", "4")
    desk.type_number("mentorLimit", "12")
    desk.save("saveOrganisation")
    assert desk.number("remindNeverContacted").value() == 4  # what is typed stays
    desk.save()
    stored = office.application.controllers.organisation.get()
    assert (stored.mentor_limit, stored.remind_never_contacted_days) == (12, 4)
    for kind in (Reminders, OrganisationSettings):
        assert not desk.section(kind).notice.isVisibleTo(desk.page)


def test_another_section_changed_on_another_pc_is_in_nobodys_way(desk: Desk, office: Office) -> None:
    desk.type_number("remindNeverContacted", "4")
    controllers, admin = office.application.controllers, office.actors[Role.ADMIN]
    controllers.organisation.update(admin, {"mentor_limit": 33})
    desk.save()
    stored = controllers.organisation.get()
    assert (stored.mentor_limit, stored.remind_never_contacted_days) == (33, 4)


def test_the_same_changed_on_another_pc_is_shown_first(qtbot: QtBot, desk: Desk, office: Office) -> None:
    desk.type_number("remindNeverContacted", "4")
    controllers, admin = office.application.controllers, office.actors[Role.ADMIN]
    controllers.organisation.update(admin, {"escalate_days": 60})
    desk.save()
    notice = desk.section().notice
    assert "Somebody changed these settings" in notice.text()
    assert controllers.organisation.get().remind_never_contacted_days == 3
    notice.action_requested.emit()
    assert (desk.number("escalateDays").value(), desk.number("remindNeverContacted").value()) == (60, 3)
    desk.type_number("remindNeverContacted", "4")
    desk.save()
    stored = controllers.organisation.get()
    assert (stored.escalate_days, stored.remind_never_contacted_days) == (60, 4)


@pytest.mark.parametrize("role", [Role.MENTOR, Role.CAN_COMMITTEE, Role.PASTOR])
def test_others_see_it_and_change_nothing(
    qtbot: QtBot,
    office: Office,
    frame_of: Callable[[Role], MainWindow],
    settled: Callable[[], None],
    role: Role,
) -> None:
    desk = Desk(qtbot, office, frame_of(role), settled)
    section = desk.section()
    kinds: tuple[type[QWidget], ...] = (NumberField, QCheckBox, QLineEdit)
    for kind in kinds:
        for field in section.findChildren(kind):
            assert not field.isEnabled(), field.objectName()
    assert "Only administrators" in section.notice.text()
    assert not [
        one
        for one in section.findChildren(QPushButton)
        if one.isVisibleTo(section) and one.objectName() == "saveReminders"
    ]
    assert desk.preview() == ""
