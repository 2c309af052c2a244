"""The bell and the notification centre, worked as people work them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.records import FollowUp, Notification, Person
from desktop_app.domain.vocabulary import NotificationKind as Kind
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n import texts
from desktop_app.views.base.navigation import Navigation
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.toast import Toast
from desktop_app.views.pages.notifications import notification_rows as rows_module
from desktop_app.views.pages.notifications import notifications_page as page_module
from desktop_app.views.pages.notifications.bell import Bell, badge_words
from desktop_app.views.pages.notifications.notification_list import NotificationList
from desktop_app.views.pages.notifications.notification_rows import Row, rows_of
from desktop_app.views.pages.notifications.notification_words import sentence, summary
from desktop_app.views.pages.notifications.notifications_page import NotificationsPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import there
from tests.views.conftest import Office

FrameOf = Callable[[Role], MainWindow]
SECRET = "He asked us to pray for his son."


@pytest.fixture
def desk(qtbot: QtBot, office: Office, frame_of: FrameOf, settled: Callable[[], None]) -> Desk:
    """The mentor Jean at the desk, on the notification centre."""
    return Desk(qtbot, office, frame_of(Role.MENTOR), settled)


class Desk:
    """Somebody at the notification centre."""

    def __init__(self, qtbot: QtBot, office: Office, frame: MainWindow, settled: Callable[[], None]) -> None:
        self.qtbot, self.office, self.frame, self._settled = qtbot, office, frame, settled
        frame.activateWindow()
        qtbot.waitUntil(
            frame.isActiveWindow, timeout=10_000
        )  # keys that are shortcuts reach the active window alone

    def open(self) -> NotificationsPage:
        """Ring the bell."""
        self.qtbot.mouseClick(self.bell, Qt.MouseButton.LeftButton)
        self.settle()
        page = self.frame.page()
        assert isinstance(page, NotificationsPage)
        return page

    def settle(self) -> None:
        """Until all is answered, and what that led to."""
        for _time in range(3):
            self._settled()

    @property
    def bell(self) -> Bell:
        found = self.frame.findChild(Bell)
        assert isinstance(found, Bell)
        return found

    @property
    def listed(self) -> NotificationList:
        found = self.frame.findChild(NotificationList)
        assert isinstance(found, NotificationList)
        return found

    def rows(self) -> list[str]:
        model = self.listed.records
        return [there(model.row(at)).text for at in range(model.rowCount())]

    def key(self, key: Qt.Key, widget: Any = None) -> None:
        self.qtbot.keyClick(widget or self.listed, key)
        self.settle()

    def press(self, name: str) -> None:
        found = self.frame.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, words: str) -> None:
        (found,) = [one for one in self.frame.findChildren(QRadioButton) if one.accessibleName() == words]
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.settle()

    def recorded(self, first_name: str = "Awa", last_name: str = "Bâ") -> tuple[Person, FollowUp]:
        """A follow-up by the pastor with somebody of Jean's."""
        person = self.office.person(first_name, last_name, mentor=self.office.actors[Role.MENTOR])
        pastor = self.office.actors[Role.PASTOR]
        return person, self.office.follow_up(person, by=pastor, notes=SECRET)

    def unread(self) -> int:
        controllers = self.office.application.controllers
        return int(controllers.notifications.unread_count(self.office.actors[Role.MENTOR]))


def spoken(widget: Any) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name))


class TestTheBell:
    def test_it_says_how_many_are_unread_and_hears_of_more(self, desk: Desk) -> None:
        desk.frame.go("people")
        desk.settle()
        assert spoken(desk.bell) == "Notifications, none unread"
        desk.recorded()
        desk.qtbot.waitUntil(lambda: desk.bell.count() == 2, timeout=10_000)  # given to him, followed up
        assert spoken(desk.bell) == "Notifications, 2 unread"
        assert "Ctrl+B" in desk.bell.toolTip()

    def test_a_key_leads_to_the_centre(self, desk: Desk) -> None:
        desk.frame.go("people")
        desk.settle()
        desk.qtbot.keyClick(desk.frame, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        assert isinstance(desk.frame.page(), NotificationsPage)

    def test_what_others_did_for_themselves_is_not_ones_own(self, desk: Desk) -> None:
        desk.frame.go("people")
        desk.settle()
        desk.office.follow_up(desk.office.person("No", "Mentor"))
        desk.settle()
        assert desk.bell.count() == 0

    @pytest.mark.parametrize(("count", "words"), [(0, ""), (1, "1"), (99, "99"), (100, "99+")])
    def test_the_badge_has_room_for_so_much(self, count: int, words: str) -> None:
        assert badge_words(count) == words


class TestTheList:
    def test_it_is_empty_at_first(self, desk: Desk) -> None:
        page = desk.open()
        words = page.findChild(EmptyState)
        assert isinstance(words, EmptyState)
        assert words.isVisible()
        assert words.title() == "No notifications yet"

    def test_by_day_reminders_by_cause_then_what_happened(self, desk: Desk) -> None:
        office, jean = desk.office, desk.office.actors[Role.MENTOR]
        office.person("Never", "Called", mentor=jean, first_visit_on=office.clock.today() - timedelta(days=9))
        late = office.person("Long", "Waiting", mentor=jean)
        office.follow_up(
            late,
            days_ago=12,
            by=jean,
            next_action_needed=True,
            next_action_date=office.clock.today() - timedelta(days=2),
            next_action_notes=SECRET,
        )
        office.application.controllers.reminders.make_due()
        desk.open()
        assert desk.rows() == [
            "Today – Friday 20 November 2026",
            "Never contacted",
            "Never Called was never contacted",
            "Waiting too long",
            "Long Waiting has been waiting for 12 days",
            "Overdue actions",
            "A next action with Long Waiting is overdue",
            "What happened",
            "Ada Admin gave you Long Waiting to look after",
            "Ada Admin gave you Never Called to look after",
        ]
        details = [there(desk.listed.records.row(at)).detail for at in (2, 4, 6)]
        assert details == ["first visit 11 November", "last contact 8 November", "due 18 November"]

    def test_nothing_private_stands_in_it(self, desk: Desk) -> None:
        desk.recorded()
        desk.open()
        model = desk.listed.records
        shown = [
            str(model.data(model.index(at), role))
            for at in range(model.rowCount())
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            )
        ]
        assert any("recorded a follow-up" in text for text in shown)
        assert not any(SECRET in text for text in shown)

    def test_arrow_keys_go_over_the_headings_and_each_row_is_read_aloud(self, desk: Desk) -> None:
        desk.recorded()
        desk.open()
        assert desk.listed.hasFocus()
        first = desk.listed.current()
        assert first is not None
        assert first.kind is Kind.FOLLOW_UP_RECORDED
        text = desk.listed.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        assert text == "Paul Test recorded a follow-up with Awa Bâ, 09:30, today, unread"
        desk.key(Qt.Key.Key_Down)
        second = desk.listed.current()
        assert second is not None
        assert second.kind is Kind.PERSON_ASSIGNED
        desk.key(Qt.Key.Key_Home)
        assert desk.listed.current() == first

    def test_enter_opens_the_person_and_marks_it_read(self, desk: Desk) -> None:
        desk.recorded()
        desk.open()
        desk.key(Qt.Key.Key_Return)
        title = desk.frame.findChild(QLabel, "pageTitle")
        assert isinstance(title, QLabel)
        desk.qtbot.waitUntil(lambda: title.text() == "Awa Bâ", timeout=10_000)
        assert desk.unread() == 1
        assert desk.bell.count() == 1
        desk.qtbot.keyClick(desk.frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        desk.settle()
        current = desk.listed.current()
        assert current is not None
        assert current.kind is Kind.FOLLOW_UP_RECORDED
        assert current.read_at is not None

    def test_a_double_click_opens_too(self, desk: Desk) -> None:
        desk.recorded()
        desk.open()
        place = desk.listed.visualRect(desk.listed.currentIndex()).center()
        port = desk.listed.viewport()
        desk.qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
        desk.qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
        desk.settle()
        assert not isinstance(desk.frame.page(), NotificationsPage)
        assert desk.unread() == 1

    def test_marking_one_and_all(self, desk: Desk) -> None:
        desk.recorded()
        desk.recorded("Koffi", "Yao")
        desk.open()
        assert desk.bell.count() == 4
        desk.key(Qt.Key.Key_Space)
        assert desk.bell.count() == 3
        button = desk.frame.findChild(QPushButton, "markRead")
        assert isinstance(button, QPushButton)
        assert not button.isEnabled()
        desk.key(Qt.Key.Key_Down)
        desk.press("markRead")
        assert desk.unread() == 2
        desk.press("markAllRead")
        assert desk.unread() == 0
        assert desk.bell.count() == 0
        assert "2 notifications marked as read" in desk.frame.findChildren(Toast)[-1].text()
        all_button = desk.frame.findChild(QPushButton, "markAllRead")
        assert isinstance(all_button, QPushButton)
        assert not all_button.isEnabled()

    def test_only_the_unread_then_all_read(self, desk: Desk) -> None:
        desk.recorded()
        page = desk.open()
        desk.key(Qt.Key.Key_Space)
        desk.choose("Unread")
        assert len(desk.rows()) == 2
        desk.listed.focus_first()
        desk.key(Qt.Key.Key_R)
        words = page.findChild(EmptyState)
        assert isinstance(words, EmptyState)
        assert words.title() == "Everything is read"
        desk.press("emptyAction")
        assert desk.rows() == [
            "Today – Friday 20 November 2026",
            "Paul Test recorded a follow-up with Awa Bâ",
            "Ada Admin gave you Awa Bâ to look after",
        ]

    def test_a_follow_up_is_recorded_from_it(self, desk: Desk) -> None:
        desk.recorded()
        desk.recorded("Koffi", "Yao")
        desk.open()
        desk.key(Qt.Key.Key_F)
        form: Any = desk.frame.page()
        assert form.__class__.__name__ == "FollowUpForm"
        title = desk.frame.findChild(QLabel, "pageTitle")
        assert isinstance(title, QLabel)
        assert "Koffi Yao" in title.text()
        assert desk.unread() == 3

    def test_ctrl_n_is_about_the_one_in_focus(self, desk: Desk) -> None:
        desk.recorded()
        page = desk.open()
        subject = page.subject()
        assert subject is not None
        assert subject.full_name == "Awa Bâ"

    def test_it_hears_of_what_comes_and_keeps_the_row(self, desk: Desk) -> None:
        desk.recorded()
        desk.open()
        before = desk.listed.current()
        desk.recorded("Koffi", "Yao")
        desk.qtbot.waitUntil(lambda: len(desk.rows()) == 5, timeout=10_000)
        assert desk.listed.current() == before

    def test_taken_away_meanwhile_it_is_loaded_anew(self, desk: Desk) -> None:
        desk.recorded()
        desk.open()
        one = desk.listed.current()
        assert one is not None
        with desk.office.application.store.transaction():
            from desktop_app.database.models import NotificationTable  # noqa: PLC0415 - what the window never touches

            NotificationTable.delete().where(NotificationTable.id == one.id).execute()
        desk.key(Qt.Key.Key_Space)
        assert len(desk.rows()) == 2
        assert not desk.frame.findChildren(Toast)

    def test_a_long_list_comes_bit_by_bit(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(page_module, "BATCH", 30)
        monkeypatch.setattr(rows_module, "MOST_OF_A_KIND", 100)
        person, _done = desk.recorded()
        for _time in range(79):
            desk.office.follow_up(person, by=desk.office.actors[Role.PASTOR])
        desk.open()
        assert 30 <= sum(one is not None for one in notifications_in(desk)) < 81
        for _time in range(6):
            desk.key(Qt.Key.Key_End)
        assert len(notifications_in(desk)) == 81
        ids = [one.id for one in notifications_in(desk)]
        assert ids == sorted(ids, reverse=True)

    def test_a_flood_is_one_row_that_opens_the_days_work(self, desk: Desk) -> None:
        person, _done = desk.recorded()
        for _time in range(10):
            desk.office.follow_up(person, by=desk.office.actors[Role.PASTOR])
        page = desk.open()
        assert desk.rows()[1:] == ["11 follow-ups were recorded.", "Ada Admin gave you Awa Bâ to look after"]
        heard: list[Navigation] = []
        page.navigate_requested.disconnect()
        page.navigate_requested.connect(heard.append)
        desk.listed.focus_first()
        desk.key(Qt.Key.Key_Return)
        assert heard == [Navigation("dashboard")]
        assert desk.unread() == 1  # all eleven are read

    def test_a_reminder_that_a_newer_one_repeats_is_not_shown_again(self, desk: Desk) -> None:
        person = desk.office.person(mentor=desk.office.actors[Role.MENTOR])
        model = desk.office.application.controllers
        for _day in range(3):
            model.reminders.make_due()
            desk.office.clock.moment += timedelta(days=1)
        actor = desk.office.actors[Role.MENTOR]
        clock = model.clock
        desk.office.clock.moment += timedelta(days=7)
        for _day in range(3):
            model.reminders.make_due()
            desk.office.clock.moment += timedelta(days=1)
        found = model.notifications.mine(actor, 50).items
        reminders = [one for one in found if one.day is not None and there(one.person).id == person.id]
        assert len(reminders) > 1
        shown = [one.notification for one in rows_of(found, clock.today(), clock.local) if one.notification]
        assert [one for one in shown if one.day is not None] == [reminders[0]]

    def test_another_day_begins(self, desk: Desk) -> None:
        desk.recorded()
        page = desk.open()
        assert desk.rows()[0].startswith("Today")
        desk.office.clock.moment += timedelta(days=1)
        there(page._day_change).look()
        desk.settle()
        assert desk.rows()[0] == "Yesterday – Friday 20 November 2026"


def notifications_in(desk: Desk) -> list[Notification]:
    model = desk.listed.records
    rows = [model.row(at) for at in range(model.rowCount())]
    return [one.notification for one in rows if one is not None and one.notification is not None]


class TestTheWords:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_every_kind_has_a_sentence_an_icon_and_a_place(self, office: Office, language: str) -> None:
        texts.use(language)
        now = office.clock.now()
        made = [
            Notification(number, office.actors[Role.ADMIN].uuid, kind, None, None, now, None, days=3)
            for number, kind in enumerate(Kind)
        ]
        assert len({sentence(one) for one in made}) == len(Kind)
        assert all(summary([one]) for one in made)
        rows: list[Row] = rows_of(made, office.clock.today(), office.clock.local)
        assert len([row for row in rows if row.notification is not None]) == len(Kind)

    def test_a_summary_counts_and_names_nobody(self, office: Office) -> None:
        person = office.person("Awa", "Bâ", mentor=office.actors[Role.MENTOR])
        office.follow_up(person, by=office.actors[Role.PASTOR])
        office.follow_up(person, by=office.actors[Role.PASTOR])
        found = office.application.controllers.notifications.mine(office.actors[Role.MENTOR]).items
        assert summary(found) == "2 follow-ups were recorded. 1 person was given to you."


def test_a_tool_tip_shows_a_name_as_it_is_written(desk: Desk, office: Office) -> None:
    person = office.person("Awa", "<b>Bâ", mentor=office.actors[Role.MENTOR])
    office.follow_up(person, by=office.actors[Role.PASTOR])
    desk.open()
    model = desk.listed.records
    tips = [model.data(model.index(at), Qt.ItemDataRole.ToolTipRole) for at in range(model.rowCount())]
    assert any("b>Bâ" in tip for tip in tips if tip)
    assert not any("<b>" in tip for tip in tips if tip)  # Qt would take it for a tag


def test_the_model_keeps_qts_rules(qtmodeltester: Any, desk: Desk) -> None:
    desk.recorded()
    desk.open()
    qtmodeltester.check(desk.listed.records, force_py=True)
