"""The page of a person, worked with as an office does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.database.models import PersonTable
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import NotCalled, PersonStatus, Role, code_label
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.empty_state import EmptyState
from desktop_app.views.kit.long_text import unbroken
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.toast import Toast
from desktop_app.views.output.reports.report_dialog import ReportDialog
from desktop_app.views.pages.people.person_page import PersonPage
from desktop_app.views.pages.people.timeline_cards import ChangeLine, FollowUpCard, InteractionCard
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import child, there
from tests.views.conftest import Office

pytestmark = pytest.mark.any_day


class Desk:
    """The page of one person, opened from the list by somebody of a role."""

    def __init__(self, qtbot: QtBot, frame: MainWindow, settled: Callable[[], None], person: Person) -> None:
        self.qtbot, self.frame, self.settled = qtbot, frame, settled
        frame.go("people")
        page = frame.go("person", person.id)
        assert isinstance(page, PersonPage)
        self.page = page
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow)
        self.settle()

    def settle(self) -> None:
        """Wait until all is loaded and every card that is seen is made."""
        self.settled()
        self.qtbot.waitUntil(lambda: not self.page.timeline.column._more.isActive())

    def child(self, kind: type[Any], name: str, within: QWidget | None = None) -> Any:
        """The widget called *name*."""
        found = (within or self.page).findChild(kind, name)
        assert found is not None, name
        return found

    def text(self, name: str) -> str:
        """What the label *name* says, without the places to break."""
        return str(self.child(QLabel, name).text()).replace("\u200b", "")

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Click the button *name*."""
        self.qtbot.mouseClick(self.child(QWidget, name, within), Qt.MouseButton.LeftButton)
        self.settle()

    def cards(self, kind: type[Any] = QWidget) -> list[Any]:
        """What the timeline shows, from top to bottom."""
        return [one for one in self.page.timeline.column.widgets() if isinstance(one, kind)]

    def lines(self) -> list[str]:
        """The changes shown."""
        return [one.accessibleName() for one in self.cards(ChangeLine)]

    def toasts(self) -> list[str]:
        """What is said at the bottom."""
        return [child(one, QLabel).text() for one in self.frame.findChildren(Toast)]

    def undo(self) -> None:
        """Click Undo in the newest message."""
        toast = self.frame.findChildren(Toast)[-1]
        button = next(one for one in toast.findChildren(QPushButton) if one.text() == "Undo")
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def desk_of(
    qtbot: QtBot, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> Callable[..., Desk]:
    return lambda person, role=Role.ADMIN: Desk(qtbot, frame_of(role), settled, person)


@pytest.fixture
def awa(office: Office) -> Person:
    return office.person(
        "Awa",
        "N’Diaye",
        mentor=office.actors[Role.MENTOR],
        phone="07 97 97 11 47",
        date_of_birth="1990-05-17",
        commune="Cocody",
        quartier="Blockhauss",
        first_visit_on="2026-08-20",
        prayer_requests="For work.\nFor her mother <b>in Bouaké</b>.",
        notes="Works at night.\nSpeaks Baoulé.",
    )


def interaction(office: Office, person: Person, **values: Any) -> Any:
    given = {
        "title": "SNAP application",
        "interaction_type": "walk-in",
        "start_at": "2026-11-18T09:00:00Z",
        "end_at": "2026-11-18T10:05:00Z",
        "location": "Room 4",
        "program": "Nutrition - SNAP",
        "reference_services": ["DACA", "nutrition"],
        "notes": "All papers are there.",
    }
    return office.application.controllers.client_interactions.record(
        office.actors[Role.ADMIN], person.id, {**given, **values}
    )


# -- at a glance


def test_who_they_are_at_a_glance(awa: Person, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(awa)

    assert desk.child(QLabel, "pageTitle", desk.frame).text() == "Awa N’Diaye"
    said = [each.text() for each in desk.frame.findChildren(QLabel) if each.isVisible()]
    assert said.count("Awa N’Diaye") == 1  # at the head of the page
    assert desk.child(QWidget, "initials").text() == "AN"
    assert desk.child(Chip, "personStatus").text() == "To visit"
    assert desk.text("phone") == unbroken("07 97 97 11 47")
    assert desk.text("mentor") == "Jean Dupont"
    assert desk.text("place") == "Cocody · Blockhauss"
    assert desk.text("firstVisit") == "20 August, 3 months ago"
    assert desk.text("lastContact") == "never"
    assert desk.text("dateOfBirth") == "17 May 1990 (36 years)"
    assert desk.text("prayerRequests") == "For work.\nFor her mother <b>in Bouaké</b>."
    assert desk.text("notes") == "Works at night.\nSpeaks Baoulé."
    assert desk.child(QWidget, "emailFact").isHidden()
    assert desk.text("whyWaiting") == (
        "Waiting too long: 92 days since the first visit; the limit is 7 days. Record a follow-up to clear this."
    )


def test_nobody_waits_after_a_contact(office: Office, awa: Person, desk_of: Callable[..., Desk]) -> None:
    office.follow_up(awa, days_ago=1)
    desk = desk_of(awa)

    assert desk.text("lastContact") == "19 November, yesterday"
    assert desk.child(QLabel, "whyWaiting").isHidden()


def test_without_mentor_and_year_and_with_the_longest_of_names(
    office: Office, desk_of: Callable[..., Desk]
) -> None:
    person = office.person(
        "W" * 100, "ß’" * 50, date_of_birth="--02-29", email="x" * 60 + "@example.org", address="é" * 300
    )
    desk = desk_of(person)

    assert desk.text("mentor") == "no mentor"
    assert desk.text("dateOfBirth") == "29 February"
    card = desk.child(QWidget, "personFacts")
    for part in card.findChildren(QLabel):
        if part.isVisible():
            assert part.mapTo(card, part.rect().topRight()).x() < card.width(), part.objectName()
    assert desk.frame.width() == 1366


def test_the_phone_is_copied(awa: Person, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(awa)
    desk.click("copyPhone")

    assert QGuiApplication.clipboard().text() == "+2250797971147"
    assert "Copied: +2250797971147" in desk.toasts()


def test_an_address_is_shown_whole_and_broken_where_it_reads_best(
    office: Office, desk_of: Callable[..., Desk]
) -> None:
    person = office.person("Awa", email="awa.kouassi.antoinette@example.org")
    desk = desk_of(person)

    QApplication.processEvents()  # the lines find their places
    shown = desk.child(QLabel, "email")
    assert shown.text().replace("\u200b", "") == person.email
    assert shown.text().split("\u200b")[0][-1] in "@.-"
    assert shown.height() >= shown.heightForWidth(shown.width())


# -- what comes next


def test_what_is_planned_stands_above_the_timeline_and_is_ticked_there(
    office: Office, awa: Person, desk_of: Callable[..., Desk], qtbot: QtBot
) -> None:
    for days, words in ((5, "Bring the documents"), (2, "Call again")):
        day = office.clock.today() + timedelta(days=days)
        office.follow_up(
            awa,
            days_ago=1,
            outcome="no_contact",
            next_action_needed=True,
            next_action_date=day,
            next_action_notes=words,
        )
    desk = desk_of(awa)
    panel = desk.child(QWidget, "nextStep")
    assert panel.isVisible()
    assert panel.mapTo(desk.page, panel.rect().bottomLeft()).y() < desk.page.timeline.y()
    planned = [each.text() for each in panel.findChildren(QLabel, "nextStepAction")]
    assert [words.partition(": ")[2] for words in planned] == [
        "Call again (in 2 days)",
        "Bring the documents (in 5 days)",
    ]
    box = desk.child(QCheckBox, "nextStepDone", panel)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    desk.settle()
    left = [each.text() for each in panel.findChildren(QLabel, "nextStepAction") if each.isVisible()]
    assert len(left) == 1
    assert "Bring the documents" in left[0]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "nextStepDone"
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    desk.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "recordFollowUp"


def test_where_nothing_is_planned_the_day_of_the_next_contact_is_said(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.follow_up(awa, days_ago=1)
    desk = desk_of(awa)
    assert desk.text("nextStepWords") == "Nothing planned. Contact due by Thursday 26 November, in 6 days."


def test_what_is_planned_is_covered_in_privacy_mode(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    day = office.clock.today() + timedelta(days=2)
    office.follow_up(
        awa, days_ago=1, next_action_needed=True, next_action_date=day, next_action_notes="Ask about the exam"
    )
    desk = desk_of(awa)
    desk.page.session.privacy.hide(by_hand=True)
    panel = desk.child(QWidget, "nextStep")
    shown = [each for each in panel.findChildren(QLabel, "nextStepAction") if each.isVisible()]
    assert len(shown) == 1
    assert "exam" not in shown[0].text()


# -- the timeline


def test_the_timeline_holds_everything_newest_first(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    notes = "Long talk.\n\n" + "She looks for work. " * 60
    office.follow_up(awa, days_ago=30, interaction_type="visit", outcome="neutral", notes=notes)
    interaction(office, awa)
    office.follow_up(awa, days_ago=1, outcome="no_contact", notes="Rang out.")
    desk = desk_of(awa)

    contacts = [card for card in desk.cards() if not isinstance(card, ChangeLine)]
    assert [type(card) for card in contacts] == [FollowUpCard, InteractionCard, FollowUpCard]
    assert desk.child(Chip, "outcome", contacts[0]).text() == "No answer"
    assert desk.child(QLabel, "when", contacts[0]).text() == "Ada Admin · Thursday 19 November"
    assert desk.child(QLabel, "when", contacts[0]).toolTip().find("yesterday") > 0
    assert desk.child(QLabel, "about", contacts[1]).text() == (
        "Walk-in · Nutrition: SNAP · 09:00 to 10:05 (1 h 5 min) · Room 4"
    )
    assert [chip.text() for chip in contacts[1].findChildren(Chip)] == ["DACA", "Nutrition"]
    assert desk.child(QLabel, "notes", contacts[2]).text() == notes.strip()
    flags = desk.child(QLabel, "notes", contacts[2]).textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    lines = desk.lines()
    assert any(line.startswith("Status: To visit → In follow-up") for line in lines)
    assert any(line.startswith("Mentor: no mentor → Jean Dupont") for line in lines)
    assert lines[-1].startswith("Added to the list")
    assert desk.text("timelineCount") == "2 follow-ups · 1 interaction"


def test_nothing_recorded_yet_says_what_to_do(awa: Person, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(awa)

    hint: Notice = desk.child(Notice, "timelineHint")
    assert hint.isVisible()
    assert hint.text().startswith("No contact is recorded yet.")
    desk.page.timeline.kind.set_value("interaction")
    words: EmptyState = desk.child(EmptyState, "timelineWords")
    assert words.isVisible()
    assert words.title() == "No client interaction yet"
    asked: list[Any] = []
    desk.page.navigate_requested.disconnect()
    desk.page.navigate_requested.connect(asked.append)
    desk.click("emptyAction")
    assert [(request.page, request.subject.person.full_name) for request in asked] == [
        ("interaction_form", "Awa N’Diaye")
    ]


def test_filters_show_one_kind(office: Office, awa: Person, desk_of: Callable[..., Desk]) -> None:
    office.follow_up(awa)
    interaction(office, awa)
    desk = desk_of(awa)
    shown = {}
    for kind in ("follow_up", "interaction", "change", "all"):
        desk.page.timeline.kind.set_value(kind)
        desk.settle()
        shown[kind] = [type(card) for card in desk.cards()]

    assert shown["follow_up"] == [FollowUpCard]
    assert shown["interaction"] == [InteractionCard]
    assert set(shown["change"]) == {ChangeLine}
    assert len(shown["all"]) == 2 + len(shown["change"])


def test_the_last_contact_from_before_stands_in_its_place(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.follow_up(awa, days_ago=3)
    office.follow_up(awa, days_ago=90)
    with office.application.store.transaction():
        PersonTable.update(earlier_contact_on=date(2026, 10, 11)).where(PersonTable.id == awa.id).execute()
    desk = desk_of(awa)

    kinds = [
        "before" if "before Suivi" in card.accessibleName() else "contact"
        for card in desk.cards()
        if isinstance(card, FollowUpCard) or "before Suivi" in card.accessibleName()
    ]
    assert kinds == ["contact", "before", "contact"]
    assert any("Last contact before Suivi: Sunday 11 October 2026" in line for line in desk.lines())


def test_an_edit_says_what_changed(office: Office, awa: Person, desk_of: Callable[..., Desk]) -> None:
    changes = {
        "phone": "05 05 05 05 05",
        "date_of_birth": "--05-17",
        "prayer_requests": "x" * 200,
        "notes": "x" * 200,
        "profession": "Nurse",
    }
    office.application.controllers.persons.update(office.actors[Role.ADMIN], awa.id, changes)
    desk = desk_of(awa)

    assert desk.lines()[0].startswith(
        "Birthday: 17 May 1990 → 17 May · Phone: 07 97 97 11 47 → 05 05 05 05 05 · Profession: Nurse"
        " · Prayer requests: changed"
    )


# -- next actions


def test_a_next_action_is_ticked_off_and_the_tick_undone(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    due = office.clock.today() + timedelta(days=2)
    made = office.follow_up(
        awa, next_action_needed=True, next_action_date=due, next_action_notes="Bring the forms"
    )
    desk = desk_of(awa)
    box: QCheckBox = desk.child(QCheckBox, "nextActionDone")
    assert desk.text("nextAction") == "Next, Sunday 22 November: Bring the forms (in 2 days)"
    assert not box.isChecked()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.text("nextAction").endswith("– done"))
    desk.settle()

    follow_ups = office.application.controllers.follow_ups
    assert follow_ups.get(office.actors[Role.ADMIN], made.id).next_action_done_at is not None
    assert desk.child(QCheckBox, "nextActionDone").isChecked()
    assert desk.child(QCheckBox, "nextActionDone").hasFocus()
    desk.undo()
    desk.qtbot.waitUntil(lambda: not desk.child(QCheckBox, "nextActionDone").isChecked())
    assert follow_ups.get(office.actors[Role.ADMIN], made.id).next_action_open


def test_clicking_the_words_is_clicking_the_box(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.follow_up(
        awa, days_ago=9, next_action_needed=True, next_action_date=office.clock.today() - timedelta(5)
    )
    desk = desk_of(awa)
    assert desk.text("nextAction") == "Next contact: Sunday 15 November – overdue, 5 days ago"
    desk.click("nextAction")

    desk.qtbot.waitUntil(lambda: desk.child(QCheckBox, "nextActionDone").isChecked())


def test_a_later_contact_has_closed_the_next_action(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.follow_up(
        awa, days_ago=9, next_action_needed=True, next_action_date=office.clock.today() - timedelta(5)
    )
    office.follow_up(awa, days_ago=1)
    desk = desk_of(awa)
    box: QCheckBox = desk.child(QCheckBox, "nextActionDone")

    assert box.isChecked()
    assert desk.text("nextAction").endswith("– done by a later contact")
    box.click()  # that contact was about something else: it is open again
    desk.settle()
    waiting = office.application.controllers.waiting
    assert [action.days for action in waiting.of_person(office.actors[Role.ADMIN], awa.id)] == [-5]


# -- status and mentor


def test_the_status_is_changed_with_a_reason_that_is_kept(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(awa)
    desk.click("changeStatus")
    editor = desk.page.card.status_editor
    assert editor.isVisible()
    assert editor.choice.value() is PersonStatus.TO_VISIT
    editor.choice.set_value(PersonStatus.INTEGRATED)
    QTest.keyClicks(editor.reason, "Baptised on Sunday")
    QTest.keyClick(editor.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()

    desk.qtbot.waitUntil(lambda: desk.child(Chip, "personStatus").text() == "Integrated")
    assert editor.isHidden()
    desk.settle()
    assert desk.lines()[0].startswith("Status: To visit → Integrated, Baptised on Sunday, Ada Admin")


def test_two_who_change_the_status_at_once_are_both_asked(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(awa)
    desk.click("changeStatus")
    editor = desk.page.card.status_editor
    persons, pastor = office.application.controllers.persons, office.actors[Role.PASTOR]
    persons.set_status(pastor, awa.id, {"status": "long_absent", "notes": ""})
    editor.choice.set_value(PersonStatus.INTEGRATED)
    QTest.keyClicks(editor.reason, "Seen every week")
    desk.click("statusEditorSave")

    assert editor.isVisible()
    assert "Long absent" in desk.child(Notice, "statusEditorNotice").text()
    assert editor.reason.text() == "Seen every week"
    assert persons.get(pastor, awa.id).status is PersonStatus.LONG_ABSENT
    assert editor.save_button.text() == "Make it “Integrated”"
    desk.click("statusEditorSave")
    desk.qtbot.waitUntil(editor.isHidden)
    assert persons.get(pastor, awa.id).status is PersonStatus.INTEGRATED


def test_escape_closes_an_editor_and_nothing_is_changed(awa: Person, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(awa)
    desk.click("changeStatus")
    QTest.keyClick(desk.page.card.status_editor.reason, Qt.Key.Key_Escape)

    assert desk.page.card.status_editor.isHidden()
    assert desk.child(QToolButton, "changeStatus").hasFocus()
    assert desk.child(Chip, "personStatus").text() == "To visit"


def test_the_mentor_is_chosen_by_how_many_they_have(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.person("Other", "One", mentor=office.actors[Role.MENTOR])
    desk = desk_of(awa)
    desk.click("changeMentor")
    choice: QListWidget = desk.child(QListWidget, "mentorChoice")
    said = [choice.item(row).data(int(Qt.ItemDataRole.AccessibleTextRole)) for row in range(choice.count())]
    assert said == ["no mentor", "Jean Dupont, 2 of 10", "Paul Test, 0 of 10"]
    assert choice.currentRow() == 1
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClicks(desk.page.card.mentor_editor.reason, "Lives next door")
    desk.click("mentorEditorSave")

    desk.qtbot.waitUntil(lambda: desk.text("mentor") == "Paul Test")
    desk.settle()
    assert desk.lines()[0].startswith("Mentor: Jean Dupont → Paul Test, Lives next door, Ada Admin")


# -- roles


def test_a_mentor_may_change_the_status_but_not_the_mentor(awa: Person, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(awa, Role.MENTOR)

    assert desk.child(QPushButton, "recordFollowUp").isVisible()
    assert desk.child(QToolButton, "changeStatus").isVisible()
    assert desk.child(QToolButton, "changeMentor").isHidden()
    shown = [
        action.objectName() for action in desk.child(QMenu, "personActions").actions() if action.isVisible()
    ]
    assert not {"printPerson", "deletePerson"} & set(shown)
    assert desk.child(QMenu, "notCalledMenu").menuAction().isVisible()


@pytest.mark.parametrize("role", [Role.MENTOR, Role.CAN_COMMITTEE])
@pytest.mark.parametrize("reason", NotCalled)
def test_somebody_is_not_to_be_called_any_more_and_again(
    office: Office, awa: Person, desk_of: Callable[..., Desk], role: Role, reason: NotCalled
) -> None:
    office.follow_up(awa, days_ago=30, next_action_needed=True, next_action_date=office.clock.today())
    desk = desk_of(awa, role)
    menu = desk.child(QMenu, "notCalledMenu")

    def choose() -> None:
        desk.child(QAction, f"notCalled_{reason}", menu).trigger()
        desk.settle()

    choose()
    assert desk.child(Chip, "personNotCalled").text() == code_label(reason)
    assert desk.text("whyWaiting").startswith(f"{code_label(reason)}: on no list")
    assert desk.child(QPushButton, "pausePerson").isHidden()
    assert any("waits for nobody’s call" in toast for toast in desk.toasts())
    (card,) = desk.cards(FollowUpCard)
    assert not card.tick.isEnabled()
    assert not card.tick.isChecked()
    assert "not to be called" in card.tick.accessibleName()

    desk.undo()
    assert desk.child(Chip, "personNotCalled").isHidden()
    assert desk.text("whyWaiting").startswith("Waiting too long")
    choose()
    desk.click("callAgain")
    assert desk.child(Chip, "personNotCalled").isHidden()
    assert "Awa N’Diaye may be called again." in desk.toasts()
    assert office.application.controllers.persons.get(office.actors[Role.ADMIN], awa.id).not_called is None


def test_the_committee_reads_follow_ups_but_records_none(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.follow_up(awa, next_action_needed=True, next_action_date=office.clock.today())
    desk = desk_of(awa, Role.CAN_COMMITTEE)

    assert desk.child(QPushButton, "recordFollowUp").isHidden()
    assert desk.child(QPushButton, "addInteraction").isVisible()
    card = desk.cards(FollowUpCard)[0]
    assert card.findChild(QToolButton, "cardMenu") is None
    assert not desk.child(QCheckBox, "nextActionDone").isEnabled()


# -- printing


def test_a_persons_file_is_asked_for_from_the_menu_and_by_key(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(awa)
    menu: QMenu = desk.child(QMenu, "personActions")
    by_name = {one.objectName(): one for one in menu.actions()}
    for ask in (
        by_name["printPerson"].trigger,
        lambda: desk.qtbot.keyClick(desk.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier),
    ):
        ask()
        dialog = desk.frame.findChild(ReportDialog)
        assert dialog is not None
        assert dialog.windowTitle() == f"File of {awa.full_name}"
        dialog.reject()
        desk.qtbot.waitUntil(lambda: desk.frame.findChild(ReportDialog) is None)
        desk.frame.activateWindow()
        desk.qtbot.waitUntil(desk.frame.isActiveWindow)


# -- deleting


def test_a_person_is_deleted_and_brought_back(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(awa)
    menu: QMenu = desk.child(QMenu, "personActions")
    by_name = {one.objectName(): one for one in menu.actions()}
    by_name["deletePerson"].trigger()
    desk.settled()
    desk.qtbot.waitUntil(lambda: desk.frame.page() is not desk.page)

    assert desk.frame.page() is desk.frame.go("people")
    assert desk.toasts() == ["Awa N’Diaye was deleted."]
    toast = desk.frame.findChildren(Toast)[-1]
    undo = next(one for one in toast.findChildren(QPushButton) if one.text() == "Undo")
    desk.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    desk.settled()
    assert not office.application.controllers.persons.get(office.actors[Role.ADMIN], awa.id).is_deleted


@pytest.mark.parametrize("kind", ["follow-up", "interaction"])
def test_a_contact_is_deleted_and_brought_back(
    office: Office, awa: Person, desk_of: Callable[..., Desk], kind: str
) -> None:
    if kind == "follow-up":
        office.follow_up(awa)
    else:
        interaction(office, awa)
    desk = desk_of(awa)
    which = FollowUpCard if kind == "follow-up" else InteractionCard
    card = desk.cards(which)[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Delete)
    desk.settle()
    desk.qtbot.waitUntil(lambda: not desk.cards(which))
    desk.undo()

    desk.qtbot.waitUntil(lambda: len(desk.cards(which)) == 1)


def test_enter_e_and_a_double_click_on_a_card_edit_it(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.follow_up(awa, notes="Mine")
    desk = desk_of(awa)
    asked: list[Any] = []
    desk.page.navigate_requested.disconnect()
    desk.page.navigate_requested.connect(asked.append)
    card = desk.cards(FollowUpCard)[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    QTest.keyClick(card, Qt.Key.Key_E)
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=card.rect().bottomRight() - QPoint(8, 8))

    assert [(request.page, request.subject.follow_up.notes) for request in asked] == [
        ("follow_up_form", "Mine")
    ] * 3


# -- meanwhile


def test_a_person_deleted_meanwhile_is_told_and_left(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(awa)
    office.application.controllers.persons.delete(office.actors[Role.PASTOR], awa.id)

    desk.qtbot.waitUntil(lambda: desk.frame.page() is not desk.page)
    assert desk.toasts() == ["Awa N’Diaye is not in the list any more."]


def test_a_person_given_to_another_mentor_is_told_and_left(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(awa, Role.MENTOR)
    pastor = office.actors[Role.PASTOR]
    office.application.controllers.persons.assign(pastor, awa.id, {"mentor": pastor.uuid})

    desk.qtbot.waitUntil(lambda: desk.frame.page() is not desk.page)
    assert desk.toasts() == ["Awa N’Diaye is entrusted to somebody else now."]


def test_what_somebody_else_writes_shows_and_an_open_editor_stays(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(awa)
    desk.click("changeStatus")
    QTest.keyClicks(desk.page.card.status_editor.reason, "Half a rea")
    office.follow_up(awa, notes="Just now")
    desk.qtbot.waitUntil(lambda: len(desk.cards(FollowUpCard)) == 1)

    assert desk.page.card.status_editor.isVisible()
    assert desk.page.card.status_editor.reason.text() == "Half a rea"


def test_other_people_do_not_make_the_page_stale(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    other = office.person("Other", "One")
    desk = desk_of(awa)
    before = desk.page._loader._question
    office.follow_up(other)
    QApplication.processEvents()
    desk.settle()

    assert desk.page._loader._question == before


def test_a_long_timeline_is_made_as_one_scrolls_and_keeps_its_place(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    for number in range(120):
        office.follow_up(awa, days_ago=119 - number, notes=f"Contact {number}")
    desk = desk_of(awa)
    column = desk.page.timeline.column
    assert len(desk.cards()) < 40
    assert column.item_count() > 120
    bar = column.verticalScrollBar()
    while len(desk.cards()) < 80:
        before = len(desk.cards())
        bar.setValue(bar.maximum())
        desk.settle()
        assert len(desk.cards()) > before
    card = desk.cards(FollowUpCard)[50]
    bar.setValue(card.y() + 7)
    number = card.record.id
    desk.settle()
    office.follow_up(awa, notes="The newest")
    desk.qtbot.waitUntil(lambda: "The newest" in desk.cards(FollowUpCard)[0].accessibleName())
    desk.settle()

    kept = next(one for one in desk.cards(FollowUpCard) if one.record.id == number)
    assert bar.value() - kept.y() == 7
    assert kept is card  # what did not change is not made again


def test_tab_goes_through_the_cards_in_their_order(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    for number in range(3):
        office.follow_up(awa, days_ago=3 - number, notes=f"Contact {number}")
    desk = desk_of(awa)
    made = office.follow_up(awa, notes="The newest")
    desk.qtbot.waitUntil(lambda: desk.cards(FollowUpCard)[0].record.id == made.id)
    desk.settle()
    cards = desk.cards(FollowUpCard)
    desk.page.timeline.kind.setFocus()
    reached: list[QWidget] = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        if isinstance(focus, FollowUpCard):
            reached.append(focus)
        QTest.keyClick(there(focus), Qt.Key.Key_Tab)

    assert reached[:4] == cards


def test_every_control_has_a_name(office: Office, awa: Person, desk_of: Callable[..., Desk]) -> None:
    office.follow_up(awa, next_action_needed=True, next_action_date=office.clock.today())
    desk = desk_of(awa)
    for kind in (QPushButton, QToolButton, QCheckBox):
        for widget in desk.page.findChildren(kind):
            if widget.isVisible():
                assert widget.objectName(), widget
                assert widget.accessibleName(), widget.objectName()


def test_at_midnight_the_days_are_counted_anew(
    office: Office, awa: Person, desk_of: Callable[..., Desk]
) -> None:
    office.follow_up(awa)
    desk = desk_of(awa)
    assert desk.text("lastContact") == "20 November, today"
    office.clock.moment += timedelta(days=1)
    there(desk.page._day_change).look()

    desk.qtbot.waitUntil(lambda: desk.text("lastContact") == "20 November, yesterday")
