"""The follow-up form as somebody fills it in: by keyboard alone, with mistakes, interrupted, against others and a busy disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.domain.records import FollowUp, Person, PersonName
from desktop_app.domain.vocabulary import PersonStatus, Role
from desktop_app.system.settings import LAST_TYPES
from desktop_app.views.base.form_arguments import FollowUpArguments
from desktop_app.views.forms.person_context import PersonContext
from desktop_app.views.forms.planned_day import PlannedDay
from desktop_app.views.kit.choice_notice import ChoiceNotice
from desktop_app.views.kit.fields.date_field import DateField
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.kit.fields.picker import AsyncPicker
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.kit.toast import Toast
from desktop_app.views.pages.dashboard.dashboard_page import DashboardPage
from desktop_app.views.pages.follow_ups.follow_up_form import FollowUpForm
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child
from tests.views.conftest import Office

pytestmark = pytest.mark.any_day

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settled = Callable[[], None]


class Desk:
    """Somebody at the window: opens forms and reads what is on the screen."""

    def __init__(self, frame: MainWindow, office: Office, settled: Settled, qtbot: QtBot) -> None:
        self.frame, self.office, self.settle, self.bot = frame, office, settled, qtbot

    def open(self, person: PersonName | None = None, **subject: Any) -> FollowUpForm:
        """The form about *person*, or on what *subject* says."""
        form = self.frame.go("follow_up_form", FollowUpArguments(person=person, **subject))
        assert isinstance(form, FollowUpForm)
        self.settle()
        self.activate()
        return form

    def activate(self) -> None:
        """Shortcuts reach the active window alone."""
        self.frame.activateWindow()
        self.bot.waitUntil(self.frame.isActiveWindow)

    def form(self) -> FollowUpForm:
        """The form that is shown."""
        page = self.frame.page()
        assert isinstance(page, FollowUpForm)
        return page

    def focused(self) -> QWidget:
        """What has the focus."""
        focused = self.frame.focusWidget()
        assert focused is not None
        return focused

    def type(self, text: str) -> None:
        """Type *text* where the focus is."""
        self.bot.keyClicks(self.focused(), text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press *key* where the focus is."""
        self.bot.keyClick(self.focused(), key, held)

    def save(self, held: Qt.KeyboardModifier = CTRL) -> None:
        """Ctrl+Enter, and wait until all is done."""
        self.activate()
        self.press(Qt.Key.Key_Return, held)
        self.settle()
        self.settle()

    def recorded(self) -> tuple[FollowUp, ...]:
        """All follow-ups, newest first."""
        admin = self.office.actors[Role.ADMIN]
        return self.office.application.controllers.follow_ups.list(admin, FollowUpFilter()).items

    def drafts(self) -> list[str]:
        """The keys of the drafts that are kept."""
        actor = self.frame.session.actor
        return [draft.key for draft in self.office.application.controllers.drafts.list(actor)]

    def toasts(self) -> list[str]:
        """What is said at the bottom."""
        return [child(toast, QLabel).text() for toast in self.frame.findChildren(Toast)]


@pytest.fixture
def desk_of(
    frame_of: Callable[[Role], MainWindow], office: Office, settled: Settled, qtbot: QtBot
) -> Callable[[Role], Desk]:
    """Somebody of a role at the window."""
    return lambda role: Desk(frame_of(role), office, settled, qtbot)


@pytest.fixture
def desk(desk_of: Callable[[Role], Desk]) -> Desk:
    """The administrator at the window."""
    return desk_of(Role.ADMIN)


class Keystrokes(QObject):
    """Counts the keys that are pressed, those that are held with them not."""

    def __init__(self, frame: MainWindow) -> None:
        super().__init__(frame)
        self.count = 0
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        # what Qt asks first of every key, also of one that is a shortcut; then of each widget round it
        if event.type() is QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            assert isinstance(event, QKeyEvent)
            self.count += event.key() not in {Qt.Key.Key_Control, Qt.Key.Key_Shift}
        return False


def notes(form: FollowUpForm) -> GrowingText:
    return child(form, GrowingText, "notes")


def choice(form: FollowUpForm, name: str) -> SegmentedChoice:
    return child(form, SegmentedChoice, name)


def error(form: FollowUpForm, key: str) -> str:
    return form.column.row(key).error()


def button(form: QWidget, name: str) -> QAbstractButton:
    found = child(form, QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def fill(form: FollowUpForm, text: str = "A long talk.", outcome: str = "positive") -> None:
    """The least that can be saved."""
    choice(form, "outcome").set_value(outcome)
    notes(form).setPlainText(text)


def waiting_person(office: Office, name: str, days: int, **values: Any) -> Person:
    return office.person(name, first_visit_on=office.clock.today() - timedelta(days=days), **values)


# -- recording


def test_a_mentors_day_by_keyboard_alone(
    desk_of: Callable[[Role], Desk], office: Office, qtbot: QtBot
) -> None:
    person = waiting_person(office, "Awa", 20, mentor=office.actors[Role.MENTOR])
    desk = desk_of(Role.MENTOR)
    desk.frame.go("dashboard")
    desk.settle()
    desk.activate()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.form().title() == "Follow-up with Awa N'Diaye"
    desk.type("p")  # and the words can be typed at once
    desk.type("She found a flat.")
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Tab)
    desk.type("+7")
    desk.press(Qt.Key.Key_Tab)  # from text to text: no button between them takes the typing
    desk.type("Visit the flat")
    while not choice(desk.form(), "interactionType").isAncestorOf(desk.focused()):
        desk.press(Qt.Key.Key_Tab)
    desk.type("v")
    desk.press(Qt.Key.Key_Tab)
    desk.type("yesterday")
    desk.save()
    assert isinstance(desk.frame.page(), DashboardPage)
    (found,) = desk.recorded()
    assert (found.person.id, found.mentor.first_name) == (person.id, "Jean")
    assert (found.interaction_type, found.interaction_date) == ("visit", date(2026, 11, 19))
    assert (found.outcome, found.notes) == ("positive", "She found a flat.")
    assert (found.next_action_date, found.next_action_notes) == (date(2026, 11, 27), "Visit the flat")
    assert desk.toasts() == ["Recorded. Awa N'Diaye is now in follow-up."]
    page = desk.frame.page()
    assert isinstance(page, DashboardPage)
    assert child(page, RecordTable, "waitingTable").records.rowCount() == 0
    assert desk.drafts() == []


def test_a_follow_up_in_a_row_is_two_keys_and_the_note(
    desk_of: Callable[[Role], Desk], office: Office
) -> None:
    people = [waiting_person(office, name, days) for name, days in (("Awa", 40), ("Bea", 30), ("Eva", 20))]
    desk = desk_of(Role.ADMIN)
    desk.open(people[0], next_persons=tuple(people[1:]))
    pressed = Keystrokes(desk.frame)
    for person in people[:2]:
        pressed.count = 0
        assert desk.form().title() == f"Follow-up with {person.full_name}"
        desk.type("p")
        desk.type("She is well.")
        desk.save(CTRL | SHIFT)
        assert pressed.count - len("She is well.") == 2
    assert desk.form().title() == f"Follow-up with {people[2].full_name}"
    today = office.clock.today()
    assert [
        (each.person.id, each.outcome, each.notes, each.interaction_date) for each in desk.recorded()
    ] == [
        (people[1].id, "positive", "She is well.", today),
        (people[0].id, "positive", "She is well.", today),
    ]


def test_arrows_walk_through_the_outcomes_without_leaving_them(desk: Desk, office: Office) -> None:
    form = desk.open(office.person())
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Right)
    assert choice(form, "outcome").isAncestorOf(desk.focused())
    assert choice(form, "outcome").value() == "neutral"


def test_what_need_not_be_filled_is_marked_and_what_must_be_is_told_to_a_screen_reader(
    desk: Desk, office: Office
) -> None:
    form = desk.open(office.person())
    child(form, QCheckBox).setChecked(True)
    marked = [
        key
        for key in form.column.keys()  # noqa: SIM118 - no dictionary
        if any(
            each.text() == "optional" and each.isVisible()
            for each in form.column.row(key).findChildren(QLabel)
        )
    ]
    assert marked == ["next_action_notes"]
    assert not any(each.text() == "required" and each.isVisible() for each in form.findChildren(QLabel))
    assert notes(form).accessibleDescription() == "required"


def test_the_last_three_notes_stand_beside_the_form_and_below_it_in_a_narrow_window(
    desk: Desk, office: Office
) -> None:
    person = office.person("Awa")
    for ago in (40, 30, 20, 10):
        office.follow_up(person, days_ago=ago, notes=f"Said {ago} days ago.")
    form = desk.open(person)
    context = child(form, PersonContext)
    said = [line for line in context.words().splitlines() if line.startswith("Said")]
    assert said == ["Said 10 days ago.", "Said 20 days ago.", "Said 30 days ago."]
    assert (
        context.mapTo(form, context.rect().topLeft()).x()
        > notes(form).mapTo(form, notes(form).rect().topRight()).x()
    )
    form.resize(600, 700)
    assert form.column.isAncestorOf(context)
    assert context.isVisible()
    form.resize(1100, 700)
    assert not form.column.isAncestorOf(context)
    assert context.isVisible()


def test_it_starts_from_today_and_the_type_last_used(desk: Desk, office: Office) -> None:
    person = office.person()
    form = desk.open(person)
    assert choice(form, "interactionType").value() == "call"
    assert child(form, DateField, "interactionDate").value() == office.clock.today()
    fill(form)
    choice(form, "interactionType").set_value("meeting")
    desk.save()
    assert form.session.recall(LAST_TYPES, "follow_up") == "meeting"
    assert choice(desk.open(office.person("Bea")), "interactionType").value() == "meeting"


def test_the_person_is_chosen_when_it_was_opened_for_nobody(desk: Desk, office: Office, qtbot: QtBot) -> None:
    person = office.person("Élodie", "Koné", phone="07 97 97 11 47")
    office.person("Bea")
    form = desk.open()
    picker = child(form, AsyncPicker)
    assert desk.focused() is picker
    assert child(form, PersonContext).isHidden()
    desk.save()
    assert error(form, "person") == "Choose the person this is about."
    desk.type("elo")
    qtbot.waitUntil(picker.results_open)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert picker.value().id == person.id
    assert "07 97 97 11 47" in child(form, PersonContext).words()
    fill(form)
    desk.save()
    assert [one.person.id for one in desk.recorded()] == [person.id]
    assert desk.drafts() == []


def test_half_a_name_is_nobody(desk: Desk, office: Office) -> None:
    office.person()
    form = desk.open()
    fill(form)
    desk.type("aw")
    desk.save()
    assert error(form, "person") == "Choose one of the people found for “aw”."
    assert desk.recorded() == ()


# -- checking as one types


def test_only_what_was_typed_in_is_told_until_a_save_is_tried(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    form = desk.open(office.person())
    assert form.column.wrong_keys() == []
    text = notes(form)
    text.setFocus()
    qtbot.keyClicks(text, "x")
    qtbot.keyClick(text, Qt.Key.Key_Backspace)
    form._pause.timeout.emit()  # the pause after the last key is over
    assert form.column.wrong_keys() == []
    form.save_button.setFocus()
    assert form.column.wrong_keys() == ["notes"]
    assert error(form, "notes") == "Write what was said or done, a few words are enough."
    desk.save()
    assert form.column.wrong_keys() == ["outcome", "notes"]
    assert child(form, QLabel, "formFoot").text() == "Check 2 fields"
    assert choice(form, "outcome").isAncestorOf(desk.focused())
    desk.type("p")
    assert form.column.wrong_keys() == ["notes"]
    qtbot.keyClicks(text, "x")
    assert form.column.wrong_keys() == []
    assert desk.recorded() == ()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tomorrow", "This day is still to come. Enter today or an earlier day."),
        ("32/13", "Date not recognised. Write it as 3/11, 2026-11-03, “yesterday” or “+7”."),
        ("", "Enter the day of the contact."),
    ],
)
def test_a_day_that_cannot_be_is_told_when_one_leaves_the_field(
    desk: Desk, office: Office, qtbot: QtBot, typed: str, sentence: str
) -> None:
    form = desk.open(office.person())
    day = child(form, QLineEdit, "interactionDateText")
    day.setFocus()
    day.selectAll()
    qtbot.keyClick(day, Qt.Key.Key_Delete)
    qtbot.keyClicks(day, typed)
    desk.press(Qt.Key.Key_Tab)
    assert error(form, "interaction_date") == sentence


def test_the_next_action_is_asked_for_only_when_it_is_planned(desk: Desk, office: Office) -> None:
    form = desk.open(office.person())
    row = form.column.row("next_action_date")
    assert not row.isVisible()
    child(form, QCheckBox).setChecked(True)
    assert row.isVisible()
    fill(form)
    desk.save()
    assert error(form, "next_action_date") == "Enter the day of the next action, or untick it."
    button(form, "nextActionDateIn14").click()
    assert child(form, PlannedDay).value() == office.clock.today() + timedelta(days=14)
    assert form.column.wrong_keys() == []
    child(form, QCheckBox).setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.save()
    (found,) = desk.recorded()
    assert (found.next_action_needed, found.next_action_date) == (False, None)


# -- who it is about


def test_the_person_stands_beside_the_form_with_what_it_will_close(desk: Desk, office: Office) -> None:
    person = office.person("Awa", phone="07 97 97 11 47", mentor=office.actors[Role.MENTOR])
    office.follow_up(
        person,
        days_ago=9,
        outcome="no_contact",
        notes="Nobody at home.",
        next_action_date=date(2026, 11, 18),
        next_action_notes="Bring the forms",
        next_action_needed=True,
    )
    form = desk.open(person)
    said = child(form, PersonContext).words().splitlines()
    assert said == [
        "Awa N'Diaye",
        "07 97 97 11 47",
        "Mentor: Jean Dupont",
        "Last contact",
        "Call, no answer · 11 November, 9 days ago",
        "Nobody at home.",
        "Does this close what was planned?",
        "18 November",
        "Bring the forms",
        "Stays open.",
    ]
    choice(form, "outcome").set_value("positive")
    assert child(form, PersonContext).words().endswith("Will be marked done.")
    child(form, DateField, "interactionDate").set_value(date(2026, 11, 17))
    assert child(form, PersonContext).words().endswith("Stays open.")
    button(form, "contextCopy").click()
    assert QGuiApplication.clipboard().text() == "+2250797971147"


def open_days(desk: Desk) -> list[date]:
    """The days of the next actions that are open."""
    admin = desk.office.actors[Role.ADMIN]
    waiting = desk.office.application.controllers.waiting
    return [one.due_on for one in waiting.next_actions(admin, None, date(2027, 12, 31))]


def planned_before(office: Office, person: Person, *days: int) -> None:
    """Something was planned with the person for each of *days* ago (negative: still to come)."""
    for ago in days:
        due = office.clock.today() - timedelta(days=ago)
        office.follow_up(
            person,
            days_ago=30,
            outcome="neutral",
            next_action_needed=True,
            next_action_date=due,
            next_action_notes=f"Due {due}",
        )


def boxes(form: FollowUpForm) -> list[QCheckBox]:
    return child(form, PersonContext).findChildren(QCheckBox, "closes")


def test_a_contact_closes_what_is_ticked_and_leaves_the_rest_open(desk: Desk, office: Office) -> None:
    person, today = office.person(), office.clock.today()
    planned_before(office, person, 2, 1, -5)
    form = desk.open(person)
    assert [box.isChecked() for box in boxes(form)] == [False, False, False]
    fill(form)
    assert [box.isChecked() for box in boxes(form)] == [True, True, False]  # where the day has come
    boxes(form)[0].click()  # it was about something else
    boxes(form)[2].click()  # done before its day
    choice(form, "outcome").set_value("neutral")
    assert [box.isChecked() for box in boxes(form)] == [False, True, True]  # what was ticked by hand stays
    desk.save()
    assert open_days(desk) == [today - timedelta(days=2)]
    assert office.application.controllers.integrity.check().is_sound


def test_an_unanswered_call_closes_nothing_and_plans_the_next_attempt(desk: Desk, office: Office) -> None:
    person, today = office.person(), office.clock.today()
    planned_before(office, person, 2, 1)
    form = desk.open(person)
    fill(form, "Rang, no answer.", "no_contact")
    assert [box.isChecked() for box in boxes(form)] == [False, False]
    assert child(form, PersonContext).words().endswith("Stays open: no answer.")
    needed, day = child(form, QCheckBox, "nextActionNeeded"), child(form, PlannedDay)
    assert (needed.isChecked(), day.value()) == (True, today + timedelta(days=3))  # Monday, not Sunday
    choice(form, "outcome").set_value("positive")
    assert not needed.isChecked()  # what was only proposed goes
    choice(form, "outcome").set_value("no_contact")
    assert needed.isChecked()
    desk.save()
    tries = today + timedelta(days=3)
    assert open_days(desk) == [today - timedelta(days=2), today - timedelta(days=1), tries]
    assert desk.recorded()[0].next_action_notes == "Try again"


def test_the_next_attempt_stays_off_once_it_is_taken_off(desk: Desk, office: Office) -> None:
    person = office.person()
    form = desk.open(person)
    fill(form, "Rang, no answer.", "no_contact")
    needed = child(form, QCheckBox, "nextActionNeeded")
    needed.setChecked(False)
    choice(form, "outcome").set_value("negative")
    choice(form, "outcome").set_value("no_contact")
    assert not needed.isChecked()
    form.leave()
    desk.settle()
    desk.frame.go("dashboard")
    again = desk.open(person)  # as a draft keeps it
    assert not child(again, QCheckBox, "nextActionNeeded").isChecked()
    desk.save()
    assert open_days(desk) == []


def test_nothing_comes_between_a_field_and_the_next_while_one_types(desk: Desk, office: Office) -> None:
    planned_before(office, person := office.person(), 1)
    form = desk.open(person)
    choice(form, "outcome").setFocus()
    desk.activate()
    desk.type("o")  # no answer: what is proposed comes below the notes
    assert choice(form, "outcome").value() == "no_contact"
    desk.type("Rang twice.")
    assert notes(form).text() == "Rang twice."
    child(form, QLineEdit, "nextActionDateFieldText").setFocus()
    desk.press(Qt.Key.Key_Tab)
    assert desk.focused() is child(form, GrowingText, "nextActionNotes")
    desk.type("Or write. ")
    assert child(form, GrowingText, "nextActionNotes").text() == "Or write. Try again"
    day = child(form, PlannedDay).value()
    assert day == office.clock.today() + timedelta(days=3)


def test_somebody_never_contacted_without_a_mentor_is_said_to_be_so(desk: Desk, office: Office) -> None:
    form = desk.open(waiting_person(office, "Awa", 20))
    words = child(form, PersonContext).words()
    assert "no mentor" in words
    assert "Never contacted; first visit 31 October." in words


# -- on to the next one


def test_save_and_next_goes_through_those_who_wait(desk: Desk, office: Office) -> None:
    people = [waiting_person(office, name, days) for name, days in (("A", 40), ("B", 30), ("C", 20))]
    desk.frame.go("dashboard")
    desk.settle()
    desk.activate()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    form = desk.form()
    assert child(form, QLabel, "formFoot").text().endswith("Next: B N'Diaye")
    choice(form, "interactionType").set_value("visit")
    fill(form, "First")
    desk.save(CTRL | SHIFT)
    assert desk.form() is form
    assert form.title() == "Follow-up with B N'Diaye"
    assert (notes(form).text(), choice(form, "outcome").value()) == ("", None)
    assert choice(form, "interactionType").value() == "visit"
    assert "B N'Diaye" in child(form, PersonContext).words()
    assert child(desk.frame, QLabel, "pageTitle").text() == form.title()
    fill(form, "Second")
    desk.save(CTRL | SHIFT)
    fill(form, "Third")
    desk.save(CTRL | SHIFT)
    assert isinstance(desk.frame.page(), DashboardPage)
    assert "Nobody else is waiting." in desk.toasts()
    assert [(one.person.id, one.notes) for one in reversed(desk.recorded())] == [
        (people[0].id, "First"),
        (people[1].id, "Second"),
        (people[2].id, "Third"),
    ]
    assert desk.drafts() == []


def test_without_a_list_the_next_one_is_the_most_overdue(desk: Desk, office: Office) -> None:
    first = office.person("First")
    waiting_person(office, "Late", 30)
    waiting_person(office, "Later", 40)
    form = desk.open(first)
    fill(form)
    button(form, "saveAndNext").click()
    desk.settle()
    desk.settle()
    desk.settle()
    assert form.title() == "Follow-up with Later N'Diaye"


# -- what was typed survives


def test_a_draft_survives_a_form_that_is_gone_without_a_word(
    desk: Desk, office: Office, qtbot: QtBot, session_of: Callable[[Role], Any]
) -> None:
    person = office.person()
    form = FollowUpForm(session_of(Role.ADMIN), FollowUpArguments(person=person))
    desk.settle()
    fill(form, "A long story", "negative")
    child(form, DateField, "interactionDate").set_text("on the moon")
    qtbot.waitUntil(lambda: desk.drafts() == [f"new:{person.id}"])
    form.deleteLater()  # no leave(), no closing: as a crash leaves it
    again = desk.open(person)
    assert notes(again).text() == "A long story"
    assert choice(again, "outcome").value() == "negative"
    assert child(again, DateField, "interactionDate").text() == "on the moon"
    offer = child(again, ChoiceNotice)
    assert offer.text() == "You wrote this on 20/11/2026 09:30 and did not save it."
    button(offer, "draftOfferFirst").click()
    assert offer.isHidden()
    child(again, DateField, "interactionDate").set_value(office.clock.today())
    desk.save()
    assert [one.notes for one in desk.recorded()] == ["A long story"]
    assert desk.drafts() == []


def test_escape_leaves_and_keeps_the_draft_which_is_offered_back(desk: Desk, office: Office) -> None:
    person = office.person()
    desk.frame.go("dashboard")
    form = desk.open(person)
    notes(form).setFocus()
    desk.type("Half a sen")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert isinstance(desk.frame.page(), DashboardPage)
    assert desk.toasts() == ["What you typed is kept as a draft."]
    assert desk.drafts() == [f"new:{person.id}"]
    assert notes(desk.open(person)).text() == "Half a sen"


def test_a_draft_about_somebody_chosen_in_the_form_comes_back_with_them(desk: Desk, office: Office) -> None:
    person = office.person()
    form = desk.open()
    child(form, AsyncPicker).set_value(person, person.full_name)
    fill(form, "Typed")
    desk.frame.go("dashboard")
    desk.settle()
    assert desk.drafts() == ["new:"]
    desk.frame.offer_drafts()
    desk.settle()
    notice = child(desk.frame, Notice, "draftNotice")
    assert notice.text() == "Unsaved draft: Awa N'Diaye"
    notice.action_requested.emit()
    desk.settle()
    again = desk.form()
    assert child(again, AsyncPicker).value().id == person.id
    assert notes(again).text() == "Typed"
    assert "Awa N'Diaye" in child(again, PersonContext).words()


def test_a_draft_can_be_thrown_away_and_that_be_undone(desk: Desk, office: Office) -> None:
    person = office.person()
    form = desk.open(person)
    fill(form, "Typed")
    form.leave()
    desk.settle()
    desk.frame.go("dashboard")
    again = desk.open(person)
    button(again, "draftOfferSecond").click()
    desk.settle()
    assert notes(again).text() == ""
    assert desk.drafts() == []
    toast = next(one for one in desk.frame.findChildren(Toast) if child(one, QLabel).text() == "Discarded.")
    child(toast, QAbstractButton).click()
    assert notes(again).text() == "Typed"
    again.leave()
    desk.settle()
    assert desk.drafts() == [f"new:{person.id}"]


def test_an_untouched_form_leaves_no_draft(desk: Desk, office: Office) -> None:
    desk.open(office.person())
    desk.frame.go("dashboard")
    desk.settle()
    assert desk.drafts() == []
    assert desk.toasts() == []


def test_leaving_while_it_is_being_saved_neither_loses_nor_doubles(desk: Desk, office: Office) -> None:
    form = desk.open(office.person())
    fill(form, "Saved once")
    form.save()
    desk.frame.go_back()  # before the answer is there
    desk.settle()
    desk.settle()
    assert [one.notes for one in desk.recorded()] == ["Saved once"]
    assert desk.drafts() == []


# -- what can go wrong


def test_a_busy_database_is_told_in_the_form_and_nothing_typed_is_lost(
    desk: Desk, office: Office, settled: Settled
) -> None:
    person = office.person()
    form = desk.open(person)
    database = office.application.store.database
    form.session.operations.run(lambda: database.execute_sql("PRAGMA busy_timeout = 30"))
    settled()
    fill(form, "Typed with care")
    with closing(sqlite3.connect(office.application.store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.save()
        notice = child(form, Notice, "formNotice")
        assert notice.text().startswith("Another program is writing to the data just now.")
        assert notes(form).text() == "Typed with care"
        assert form.save_button.isEnabled()
        other.rollback()
    desk.save()
    assert [one.notes for one in desk.recorded()] == ["Typed with care"]


@pytest.mark.expects_log("ncident")
def test_a_bug_says_its_number_and_keeps_what_was_typed(
    desk: Desk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = desk.open(office.person())
    fill(form, "Typed")

    def broken(*_values: object) -> FollowUp:
        raise ZeroDivisionError

    monkeypatch.setattr(form, "submit", broken)
    desk.save()
    notice = child(form, Notice, "formNotice")
    assert "what you typed is still here" in notice.text()
    assert child(notice, QLabel, "noticeDetail").text().startswith("Incident ")
    assert notes(form).text() == "Typed"


def test_a_person_taken_from_the_mentor_meanwhile_is_said(
    desk_of: Callable[[Role], Desk], office: Office
) -> None:
    person = office.person(mentor=office.actors[Role.MENTOR])
    desk = desk_of(Role.MENTOR)
    form = desk.open(person)
    fill(form)
    persons = office.application.controllers.persons
    persons.assign(office.actors[Role.ADMIN], person.id, {"mentor": None})
    desk.save()
    assert child(form, Notice, "formNotice").text().startswith("Your role does not allow this.")
    assert desk.recorded() == ()


# -- changing and deleting


def test_a_follow_up_is_changed_where_it_was_typed(desk: Desk, office: Office) -> None:
    found = office.follow_up(
        office.person(), days_ago=3, next_action_needed=True, next_action_date=date(2026, 11, 25)
    )
    form = desk.open(follow_up=found)
    assert form.title() == "Change the follow-up with Awa N'Diaye"
    assert not form.next_button.isVisible()
    assert child(form, PlannedDay).value() == date(2026, 11, 25)
    assert child(form, QLabel, "formFoot").text() == "Written by Ada Admin on 20/11/2026 09:30."
    notes(form).setPlainText("Better words")
    desk.save()
    (changed,) = desk.recorded()
    assert (changed.notes, changed.version) == ("Better words", found.version + 1)
    assert (changed.interaction_date, changed.next_action_date) == (
        found.interaction_date,
        date(2026, 11, 25),
    )


@pytest.fixture
def conflict(desk: Desk, office: Office) -> tuple[FollowUpForm, FollowUp]:
    """A form whose save met that somebody had changed the outcome and the notes meanwhile; typed: type and notes."""
    found = office.follow_up(office.person(), notes="As it was", outcome="neutral")
    form = desk.open(follow_up=found)
    notes(form).setPlainText("My words")
    choice(form, "interactionType").set_value("visit")
    office.application.controllers.follow_ups.update(
        office.actors[Role.PASTOR], found.id, {"notes": "Their words", "outcome": "negative"}
    )
    desk.save()
    return form, found


def test_a_conflict_shows_both_versions_and_chooses_what_only_one_side_changed(
    conflict: tuple[FollowUpForm, FollowUp], desk: Desk
) -> None:
    form, _found = conflict
    assert form.conflict.isVisible()
    assert not form.save_button.isVisible()
    shown = {one.objectName(): one.isChecked() for one in form.conflict.findChildren(QRadioButton)}
    assert shown == {
        "interaction_typeMine": True,
        "interaction_typeTheirs": False,
        "outcomeMine": False,
        "outcomeTheirs": True,
        "notesMine": True,
        "notesTheirs": False,
    }
    words = [one.text() for one in form.conflict.findChildren(QLabel)]
    assert {"My words", "Their words", "Visit", "Call", "Neutral", "Negative"} <= set(words)
    desk.save()
    (saved,) = desk.recorded()
    assert (saved.notes, saved.interaction_type, saved.outcome) == ("My words", "visit", "negative")


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [("keepMine", ("My words", "visit", "neutral")), ("takeTheirs", ("Their words", "call", "negative"))],
)
def test_a_conflict_can_be_decided_whole(
    conflict: tuple[FollowUpForm, FollowUp], desk: Desk, pressed: str, expected: tuple[str, str, str]
) -> None:
    form, _found = conflict
    button(form.conflict, pressed).click()
    button(form.conflict, "saveChosen").click()
    desk.settle()
    desk.settle()
    (saved,) = desk.recorded()
    assert (saved.notes, saved.interaction_type, saved.outcome) == expected


def test_a_conflict_can_be_put_off_with_nothing_lost(
    conflict: tuple[FollowUpForm, FollowUp], desk: Desk
) -> None:
    form, _found = conflict
    desk.press(Qt.Key.Key_Escape)
    assert not form.conflict.isVisible()
    assert notes(form).text() == "My words"
    assert desk.recorded()[0].notes == "Their words"


def test_a_draft_over_an_older_version_meets_the_conflict_too(desk: Desk, office: Office) -> None:
    found = office.follow_up(office.person(), notes="As it was")
    notes(desk.open(follow_up=found)).setPlainText("My words")
    desk.frame.go("dashboard")
    desk.settle()
    follow_ups = office.application.controllers.follow_ups
    newer = follow_ups.update(office.actors[Role.PASTOR], found.id, {"notes": "Their words"})
    form = desk.open(follow_up=newer)
    assert notes(form).text() == "My words"
    desk.save()
    assert form.conflict.isVisible()
    assert desk.recorded()[0].notes == "Their words"


def test_deleting_can_be_undone(desk: Desk, office: Office) -> None:
    desk.frame.go("dashboard")
    found = office.follow_up(office.person())
    form = desk.open(follow_up=found)
    notes(form).setPlainText("Typed before deleting")
    button(form, "delete").click()
    desk.settle()
    desk.settle()
    assert desk.recorded() == ()
    assert isinstance(desk.frame.page(), DashboardPage)
    assert desk.drafts() == []
    (toast,) = desk.frame.findChildren(Toast)
    assert child(toast, QLabel).text() == "The follow-up with Awa N'Diaye is deleted."
    child(toast, QAbstractButton).click()
    desk.settle()
    assert [one.id for one in desk.recorded()] == [found.id]


def test_what_somebody_may_not_change_is_shown_and_said(
    desk_of: Callable[[Role], Desk], office: Office
) -> None:
    mentor = office.actors[Role.MENTOR]
    written = office.follow_up(office.person(mentor=mentor))
    seen = office.application.controllers.follow_ups.get(mentor, written.id)
    form = desk_of(Role.MENTOR).open(follow_up=seen)
    assert not form.save_button.isEnabled()
    assert not notes(form).isEnabled()
    said = child(form, Notice, "formNotice").text()
    assert said == "Only its author, a pastor or an administrator can change this follow-up."


def test_the_first_follow_up_is_said_to_have_moved_the_person(desk: Desk, office: Office) -> None:
    person = office.person()
    form = desk.open(person)
    fill(form)
    desk.save()
    assert desk.toasts() == ["Recorded. Awa N'Diaye is now in follow-up."]
    found = office.application.controllers.persons.get(office.actors[Role.ADMIN], person.id)
    assert found.status is PersonStatus.IN_FOLLOW_UP
    fill(desk.open(person))
    desk.save()
    assert desk.toasts()[-1] == "The follow-up with Awa N'Diaye is recorded."


def test_everything_one_can_work_has_a_name(desk: Desk, office: Office) -> None:
    form = desk.open()
    child(form, QCheckBox).setChecked(True)
    for kind in (QAbstractButton, QLineEdit, GrowingText, SegmentedChoice):
        for one in form.findChildren(kind):
            if one.isVisible() and not isinstance(one.parent(), QLineEdit):
                assert one.accessibleName(), one.objectName()
                assert one.objectName(), one.accessibleName()
