"""Pauses and attempts as a mentor meets them: on the dashboard, on a person's page, among the paused, in the form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSpinBox, QWidget

from desktop_app.domain.records import Actor, OverdueRow, Person
from desktop_app.domain.vocabulary import Outcome, PauseReason, Role
from desktop_app.views.base import person_search
from desktop_app.views.base.form_arguments import FollowUpArguments
from desktop_app.views.forms.planned_day import PlannedDay
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.privacy_mode import MASK
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.pages.dashboard.dashboard_page import DashboardPage
from desktop_app.views.pages.dashboard.list_tabs import ListTabs
from desktop_app.views.pages.dashboard.waiting_list import WaitingList
from desktop_app.views.pages.follow_ups.follow_up_form import FollowUpForm
from desktop_app.views.pages.pauses.pause_dialog import PauseDialog
from desktop_app.views.pages.pauses.paused_page import PausedPage
from desktop_app.views.pages.people.people_page import PeoplePage
from desktop_app.views.pages.people.person_page import PersonPage
from desktop_app.views.pages.people.timeline_cards import ChangeLine
from tests.support.desk import Desk, Sits, cells, names
from tests.support.finding import child
from tests.views.conftest import Office

pytestmark = pytest.mark.any_day


@pytest.fixture
def mentor(office: Office) -> Actor:
    """Whose people they are."""
    return office.actors[Role.MENTOR]


def old(office: Office, first_name: str, days: int) -> Person:
    """A person of the mentor, first seen *days* ago."""
    first = office.clock.today() - timedelta(days=days)
    return office.person(first_name, mentor=office.actors[Role.MENTOR], first_visit_on=first)


def missed(office: Office, person: Person, *ago: int) -> None:
    """Calls in vain."""
    for days in ago:
        office.follow_up(person, days_ago=days, outcome="no_contact")


def waiting(desk: Desk) -> RecordTable[OverdueRow]:
    """The list of those who wait, in front."""
    desk.child(ListTabs).show_list("waiting")
    return desk.child(WaitingList).table


def dialog(desk: Desk) -> PauseDialog:
    """The window that asks until when; it opens at once."""
    found = [one for one in desk.frame.findChildren(PauseDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def choose(asked: PauseDialog, reason: PauseReason) -> None:
    child(asked, SegmentedChoice, "pauseReason").set_value(reason)


# -- the dashboard


def test_a_row_is_paused_by_key_with_a_day_as_one_types_it_and_undone(office: Office, sits: Sits) -> None:
    awa, bintou = old(office, "Awa", 30), old(office, "Bintou", 20)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    table = waiting(desk)
    table.select_key(awa.id)
    table.setFocus()
    desk.qtbot.keyClick(table, Qt.Key.Key_P)
    asked = dialog(desk)
    assert asked.windowTitle() == "Pause Awa N'Diaye"
    desk.type("pauseUntilField", "3/12", asked)
    choose(asked, PauseReason.TRAVELLING)
    desk.type("pauseNote", "In the village", asked)
    desk.press("pauseSave", asked)
    desk.settle()
    assert names(table) == ["Bintou"]
    assert desk.child(QAbstractButton, "pausedPersons").text() == "1 paused"
    assert desk.toast().text() == "Awa N'Diaye is paused until Thursday 3 December."
    paused = office.application.controllers.persons.get(office.actors[Role.ADMIN], awa.id)
    assert (str(paused.paused_until), paused.pause_reason) == ("2026-12-03", PauseReason.TRAVELLING)
    assert paused.pause_note == "In the village"
    desk.undo()
    assert names(table) == ["Awa", "Bintou"]
    assert desk.child(QAbstractButton, "pausedPersons").isHidden()
    assert bintou.id != awa.id


def test_the_dialog_says_what_is_missing_beside_each_field_and_keeps_what_was_typed(
    office: Office, sits: Sits
) -> None:
    old(office, "Awa", 30)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    desk.press("pausePerson")
    asked = dialog(desk)
    height = asked.height()
    desk.press("pauseSave", asked)
    errors = {name: row.error() for name, row in asked._rows.items()}
    assert errors == {
        "until": "Enter the day on which they come back to the list.",
        "reason": "Choose why.",
        "note": "",
    }
    assert asked.height() > height
    desk.type("pauseUntilField", "yesterday", asked)
    desk.type("pauseNote", "kept", asked)
    choose(asked, PauseReason.OTHER)
    desk.press("pauseSave", asked)
    assert asked._rows["until"].error() == "Enter a day that is still to come."
    desk.type("pauseUntilField", "gibberish", asked)
    desk.press("pauseSave", asked)
    assert asked._rows["until"].error().startswith("Date not recognised.")
    assert asked._note.text() == "kept"
    desk.press("pauseUntilIn7", asked)
    desk.press("pauseSave", asked)
    assert not [one for one in desk.frame.findChildren(PauseDialog) if one.isVisible()]
    assert names(waiting(desk)) == []


def test_after_attempts_in_vain_another_day_is_one_click_and_one_undo(office: Office, sits: Sits) -> None:
    reached, never = old(office, "Awa", 60), old(office, "Bintou", 50)
    office.follow_up(reached, days_ago=40)
    missed(office, reached, 20, 15, 9)
    missed(office, never, 30, 20)
    plain = old(office, "Chantal", 8)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    table, again = waiting(desk), desk.child(QAbstractButton, "waitingTryAgain")
    assert names(table) == ["Bintou", "Awa", "Chantal"]
    assert cells(table, 0)["last_contact"] == "2 attempts, no answer yet"
    assert cells(table, 1)["last_contact"] == "3 attempts, no answer since 11 October"
    table.select_key(plain.id)
    assert again.isHidden()
    table.select_key(reached.id)
    assert desk.words("why") == (
        "3 attempts, no answer since 11 October; the last on 11 November (call), 9 days ago. "
        "The limit is 7 days. Record a follow-up to clear this."
    )
    assert again.text() == "Try again on Friday 27 November"
    desk.press("waitingTryAgain")
    assert names(table) == ["Bintou", "Chantal"]
    assert desk.toast().text() == "Awa N'Diaye is paused until Friday 27 November."
    paused = office.application.controllers.persons.get(office.actors[Role.ADMIN], reached.id)
    assert paused.pause_reason is PauseReason.NOT_REACHED
    desk.undo()
    assert names(table) == ["Bintou", "Awa", "Chantal"]
    table.select_key(never.id)
    table.setFocus()
    desk.qtbot.keyClick(table, Qt.Key.Key_T)  # two attempts: four days, a Tuesday
    desk.settle()
    assert desk.toast().text() == "Bintou N'Diaye is paused until Tuesday 24 November."


def test_pausing_after_attempts_begins_with_the_day_to_try_again(office: Office, sits: Sits) -> None:
    missed(office, old(office, "Awa", 60), 9)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    desk.press("pausePerson")
    asked = dialog(desk)
    assert str(asked._until.value()) == "2026-11-23"  # two days on is a Sunday
    assert asked._reason.value() is PauseReason.NOT_REACHED


def test_what_was_paused_before_is_what_undo_brings_back(office: Office, sits: Sits, mentor: Actor) -> None:
    awa = old(office, "Awa", 30)
    pauses = office.application.controllers.pauses
    until = office.clock.today() + timedelta(days=3)
    pauses.pause(mentor, awa.id, {"until": until, "reason": "travelling", "note": "Back on Monday"})
    desk = sits(Role.MENTOR)
    desk.go(PausedPage, "paused")
    desk.press("changePause")
    asked = dialog(desk)
    assert (asked._until.value(), asked._note.text()) == (until, "Back on Monday")
    desk.press("pauseUntilIn14", asked)
    desk.press("pauseSave", asked)
    table = desk.child(RecordTable, "pausedTable")
    assert cells(table, 0)["until"] == "Friday 4"
    desk.undo()
    assert cells(table, 0)["until"] == "Monday"
    assert cells(table, 0)["note"] == "Back on Monday"


# -- another limit


def test_another_limit_says_what_it_would_change_before_it_is_worn(office: Office, sits: Sits) -> None:
    for number, days in enumerate((8, 9, 20, 30)):
        old(office, f"P{number}", days)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    field, table = desk.child(QSpinBox, "threshold"), waiting(desk)

    def unit() -> str:
        return desk.words("thresholdUnit")

    assert desk.child(QAbstractButton, "thresholdWear").isHidden()
    desk.type("threshold", "10")
    desk.qtbot.waitUntil(lambda: unit() == "days: 2 fewer")
    assert len(names(table)) == 4
    assert "The limit is 7 days." in desk.words("why")
    desk.type("threshold", "0")
    desk.qtbot.waitUntil(lambda: unit() == "days: just as many")
    desk.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.value(), unit()) == (7, "days")
    assert desk.child(QAbstractButton, "thresholdWear").isHidden()
    desk.type("threshold", "25")
    desk.qtbot.waitUntil(lambda: unit() == "days: 3 fewer")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    assert names(table) == ["P3"]
    assert unit() == "days"
    field.stepDown()
    field.setValue(8)
    desk.qtbot.waitUntil(lambda: unit() == "days: 3 more")
    table.setFocus()  # leaving the field takes it over too
    desk.settle()
    assert len(names(table)) == 4


# -- the list of the paused


def test_the_paused_are_listed_with_why_and_come_back_one_by_one(
    office: Office, sits: Sits, mentor: Actor
) -> None:
    pauses, today = office.application.controllers.pauses, office.clock.today()
    for name, days, reason in (("Awa", 9, "handed_over"), ("Bintou", 1, "travelling")):
        values = {"until": today + timedelta(days=days), "reason": reason, "note": f"Note of {name}"}
        pauses.pause(mentor, old(office, name, 30).id, values)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    waiting(desk)
    desk.press("pausedPersons")
    page = desk.shown(PausedPage)
    assert desk.words("pausedTotal") == "2 paused"
    assert names(page.table) == ["Bintou", "Awa"]
    first = cells(page.table, 0)
    assert (first["until"], first["reason"], first["note"]) == ("tomorrow", "Travelling", "Note of Bintou")
    desk.press("endPause")
    assert names(page.table) == ["Awa"]
    assert desk.toast().text() == "The pause of Bintou N'Diaye is over."
    desk.undo()
    assert names(page.table) == ["Bintou", "Awa"]
    page.table.setFocus()
    desk.qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    desk.settle()
    assert names(page.table) == ["Bintou"]  # the row in focus was Awa's
    desk.press("openPerson")
    assert desk.shown(PersonPage).title() == "Bintou N'Diaye"
    desk.frame.go_back()
    assert desk.frame.page() is page


def test_whoever_comes_back_to_the_paused_another_day_sees_that_days(
    office: Office, sits: Sits, mentor: Actor
) -> None:
    for name, days in (("Awa", 9), ("Bintou", 1)):
        values = {"until": office.clock.today() + timedelta(days=days), "reason": "travelling", "note": ""}
        office.application.controllers.pauses.pause(mentor, old(office, name, 30).id, values)
    desk = sits(Role.MENTOR)
    page = desk.go(PausedPage, "paused")
    assert names(page.table) == ["Bintou", "Awa"]
    desk.go(DashboardPage, "dashboard")
    office.clock.moment += timedelta(days=1)
    desk.frame.go_back()
    assert desk.shown(PausedPage) is page
    assert names(page.table) == ["Awa"]


def test_notes_of_pauses_are_private(office: Office, sits: Sits, mentor: Actor) -> None:
    awa = old(office, "Awa", 30)
    values = {"until": office.clock.today() + timedelta(days=9), "reason": "other", "note": "In prison"}
    office.application.controllers.pauses.pause(mentor, awa.id, values)
    desk = sits(Role.MENTOR)
    page = desk.go(PersonPage, "person", awa.id)
    assert desk.words("whyWaiting") == "Paused until Sunday 29 November. Other reason: In prison"
    desk.frame.session.privacy.hide(by_hand=True)
    assert desk.words("whyWaiting") == f"Paused until Sunday 29 November. Other reason: {MASK}"
    assert "prison" not in desk.child(QWidget, "whyWaiting").accessibleName()
    lines = [one.accessibleName() for one in page.findChildren(ChangeLine) if one.isVisible()]
    assert any("Paused until" in one for one in lines)
    assert not any("prison" in one for one in lines)
    listed = desk.go(PausedPage, "paused")
    assert cells(listed.table, 0)["note"] == MASK
    desk.press("changePause")
    assert not [one for one in desk.frame.findChildren(PauseDialog) if one.isVisible()]  # the password first


# -- a person's page, the list of people, the quick find


def test_a_persons_page_pauses_and_ends_and_its_history_tells(office: Office, sits: Sits) -> None:
    awa = old(office, "Awa", 30)
    desk = sits(Role.MENTOR)
    page = desk.go(PersonPage, "person", awa.id)
    assert desk.words("whyWaiting").startswith("Waiting too long: 30 days")
    assert desk.child(Chip, "personPause").isHidden()
    desk.press("pausePerson")
    asked = dialog(desk)
    desk.press("pauseUntilIn14", asked)
    choose(asked, PauseReason.ASKED_NOT_TO_BE_CALLED)
    desk.press("pauseSave", asked)
    chip = desk.child(Chip, "personPause")
    assert (chip.isHidden(), chip.text()) == (False, "Paused until 4 Dec")
    assert desk.words("whyWaiting") == "Paused until Friday 4 December. Asked not to be called"
    lines = [one.accessibleName() for one in page.findChildren(ChangeLine)]
    assert any("Paused until 04/12/2026 · Asked not to be called" in one for one in lines)
    desk.press("endPause")
    assert desk.child(Chip, "personPause").isHidden()
    assert desk.words("whyWaiting").startswith("Waiting too long")
    lines = [one.accessibleName() for one in page.findChildren(ChangeLine)]
    assert any("Pause until 04/12/2026 ended" in one for one in lines)


def test_the_list_of_people_and_the_quick_find_say_it(office: Office, sits: Sits, mentor: Actor) -> None:
    awa = old(office, "Awa", 30)
    values = {"until": office.clock.today() + timedelta(days=13), "reason": "other"}
    office.application.controllers.pauses.pause(mentor, awa.id, values)
    desk = sits(Role.MENTOR)
    desk.go(PeoplePage, "people")
    table = desk.child(RecordTable, "peopleTable")
    assert cells(table, 0)["status"] == "Paused until 3 Dec"
    person = office.application.controllers.persons.find(mentor, "awa")[0]
    session = desk.frame.session
    said = person_search.detail(person, session.privacy.masked, office.clock.today())
    assert said == "To visit · Paused until 3 Dec"
    office.clock.moment += timedelta(days=13)
    table.records.refresh_texts()
    assert cells(table, 0)["status"] == "To visit"


# -- the form


def test_the_form_plans_another_day_when_nobody_was_reached(office: Office, sits: Sits) -> None:
    awa = old(office, "Awa", 30)
    missed(office, awa, 9)
    desk = sits(Role.MENTOR)
    form = desk.go(FollowUpForm, "follow_up_form", FollowUpArguments(person=awa))
    outcome, needed = desk.child(SegmentedChoice, "outcome"), desk.child(QCheckBox, "nextActionNeeded")
    outcome.set_value(Outcome.POSITIVE)
    assert not needed.isChecked()
    outcome.set_value(Outcome.NO_CONTACT)
    assert needed.isChecked()
    assert str(desk.child(PlannedDay, "nextActionDate").value()) == "2026-11-24"  # the second attempt
    assert form.content()["next_action_notes"] == "Try again"
    desk.type("notes", "No answer.")
    desk.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    recorded = office.application.controllers.waiting.next_actions(
        office.actors[Role.MENTOR], None, office.clock.today() + timedelta(days=9)
    )
    assert [(str(one.due_on), one.notes) for one in recorded] == [("2026-11-24", "Try again")]
