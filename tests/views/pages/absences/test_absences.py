"""Absences as those who are away, their colleagues and the pastor meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel

from desktop_app.domain.records import Absence, Actor, OverdueRow, Person
from desktop_app.domain.vocabulary import Role
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.notice import Notice
from desktop_app.views.kit.privacy_mode import MASK
from desktop_app.views.kit.table.table import RecordTable
from desktop_app.views.pages.absences.absences_page import AbsencesPage
from desktop_app.views.pages.dashboard.dashboard_page import DashboardPage
from desktop_app.views.pages.dashboard.list_tabs import ListTabs
from desktop_app.views.pages.dashboard.next_action_list import NextActionList
from desktop_app.views.pages.dashboard.waiting_list import WaitingList
from desktop_app.views.pages.follow_ups.follow_up_form import FollowUpForm
from desktop_app.views.pages.people.person_page import PersonPage
from desktop_app.views.pages.people.timeline_cards import FollowUpCard
from tests.support.desk import Desk, Sits, cells, names
from tests.support.finding import child, there
from tests.views.conftest import Office

pytestmark = pytest.mark.any_day


@pytest.fixture
def jean(office: Office) -> Actor:
    """The mentor at the desk."""
    return office.actors[Role.MENTOR]


@pytest.fixture
def moussa(office: Office) -> Actor:
    """The mentor who goes away."""
    return office.user(Role.MENTOR, "Moussa", "Traoré")


def away(
    office: Office, user: Actor, colleague: Actor, first: int = 0, last: int = 13, note: str = ""
) -> Absence:
    """*user* is away from *first* to *last* days from today."""
    today = office.clock.today()
    days = {"first_on": today + timedelta(days=first), "last_on": today + timedelta(days=last)}
    values = {"user": user.uuid, "colleague": colleague.uuid, "note": note, **days}
    return office.application.controllers.absences.add(office.actors[Role.ADMIN], values)


def old(office: Office, first_name: str, days: int, mentor: Actor) -> Person:
    first = office.clock.today() - timedelta(days=days)
    return office.person(first_name, mentor=mentor, first_visit_on=first)


def waiting(desk: Desk) -> RecordTable[OverdueRow]:
    """The list of those who wait, in front."""
    desk.child(ListTabs).show_list("waiting")
    return desk.child(WaitingList).table


def mentor_shown(table: RecordTable[OverdueRow]) -> bool:
    keys = [column.key for column in table.records.columns]
    return not table.isColumnHidden(keys.index("mentor"))


# -- the dashboard


def test_the_colleague_sees_whose_people_they_are_and_until_when(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    awa = old(office, "Awa", 30, moussa)
    old(office, "Bintou", 20, jean)
    promised = office.clock.today() + timedelta(days=2)
    office.follow_up(awa, days_ago=25, by=moussa, next_action_needed=True, next_action_date=promised)
    noted = away(office, moussa, jean)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    table = waiting(desk)
    assert names(table) == ["Awa", "Bintou"]
    assert mentor_shown(table)
    assert [cells(table, row)["mentor"] for row in (0, 1)] == ["for Moussa Traoré (away until 3 Dec)", "you"]
    told = "Moussa Traoré is away until 3 December; you look after their people."
    assert desk.child(Notice, "othersAbsences").text() == told
    assert desk.child(Notice, "ownAbsence").isHidden()
    assert desk.words("why").endswith(told)
    desk.child(ListTabs).show_list("coming_up")
    assert desk.child(NextActionList, "comingUp").isVisible()
    assert desk.words("comingUpWhy").endswith(told)
    office.application.controllers.absences.end(moussa, noted.id)
    desk.settle()
    assert names(table) == ["Bintou"]
    assert not mentor_shown(table)
    assert desk.child(Notice, "othersAbsences").isHidden()


def test_it_ends_by_itself_when_the_day_is_over(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    old(office, "Awa", 30, moussa)
    away(office, moussa, jean, last=0)
    desk = sits(Role.MENTOR)
    page = desk.go(DashboardPage, "dashboard")
    assert names(waiting(desk)) == ["Awa"]
    office.clock.moment += timedelta(days=1)
    there(page._day_change).look()
    desk.settle()
    assert names(waiting(desk)) == []
    assert desk.child(Notice, "othersAbsences").isHidden()


def test_who_is_away_is_told_so_and_is_back_by_one_press(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    away(office, jean, moussa)
    old(office, "Bintou", 20, jean)
    desk = sits(Role.MENTOR)
    desk.go(DashboardPage, "dashboard")
    notice = desk.child(Notice, "ownAbsence")
    assert notice.text() == "You are marked as away until 3 December; Moussa Traoré looks after your people."
    assert names(waiting(desk)) == ["Bintou"]  # still in sight of who is away
    desk.press("noticeAction", notice)
    assert notice.isHidden()
    assert desk.toast().text() == "Welcome back. Your people are yours again."
    assert office.application.controllers.absences.list(jean) == ()


def test_others_see_who_is_away_and_who_stands_in(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    old(office, "Awa", 30, moussa)
    away(office, moussa, jean)
    desk = sits(Role.PASTOR)
    desk.go(DashboardPage, "dashboard")
    table = waiting(desk)
    assert cells(table, 0)["mentor"] == "Moussa Traoré (away until 3 Dec)"
    assert desk.words("why").endswith(
        "Moussa Traoré is away until 3 December; Jean Dupont looks after their people."
    )
    assert desk.child(Notice, "othersAbsences").isHidden()


# -- a person of a colleague who is away


def test_a_person_of_a_colleague_can_be_worked_with(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    awa = old(office, "Awa", 30, moussa)
    promised = office.clock.today() + timedelta(days=2)
    office.follow_up(awa, days_ago=9, by=moussa, next_action_needed=True, next_action_date=promised)
    away(office, moussa, jean)
    desk = sits(Role.MENTOR)
    page = desk.go(PersonPage, "person", awa.id)
    assert desk.words("mentor") == "Moussa Traoré (away until 3 Dec; you look after them)"
    for name in ("recordFollowUp", "addInteraction", "editPerson", "changeStatus", "pausePerson"):
        assert not desk.child(QAbstractButton, name).isHidden(), name
    assert desk.child(QAbstractButton, "changeMentor").isHidden()
    desk.qtbot.waitUntil(lambda: bool(page.findChildren(FollowUpCard)))  # made when there is time for it
    (card,) = page.findChildren(FollowUpCard)
    assert desk.child(QCheckBox, "", card).isEnabled()
    desk.press("recordFollowUp")
    form = desk.shown(FollowUpForm)
    desk.child(SegmentedChoice, "outcome").set_value("positive")
    desk.type("notes", "Spoken with.")
    desk.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.shown(PersonPage) is page
    assert len([one for one in page.findChildren(FollowUpCard) if one.isVisible()]) == 2


def test_the_pastor_reads_on_the_page_who_looks_after_them(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    awa = old(office, "Awa", 30, moussa)
    away(office, moussa, jean)
    desk = sits(Role.PASTOR)
    desk.go(PersonPage, "person", awa.id)
    assert desk.words("mentor") == "Moussa Traoré (away until 3 Dec; Jean Dupont looks after them)"


# -- noting them


def choose(desk: Desk, name: str, text: str) -> None:
    chosen = desk.child(Dropdown, name)
    chosen.setCurrentIndex(chosen.findText(text))


def test_a_mentor_marks_themselves_as_away(office: Office, sits: Sits, jean: Actor, moussa: Actor) -> None:
    desk = sits(Role.MENTOR)
    page = desk.go(AbsencesPage, "absences")
    assert page.table.list_state() == "empty"
    assert desk.words("absenceHeading") == "Add an absence"
    assert not desk.child(Dropdown, "absenceUser").isVisible()
    colleagues = desk.child(Dropdown, "absenceColleague")
    listed = [colleagues.itemText(at) for at in range(colleagues.count())]
    assert listed == ["Choose", "Moussa Traoré", "Paul Test"]
    desk.type("absenceFirst", "3/12")
    desk.type("absenceLast", "17 dec")
    choose(desk, "absenceColleague", "Moussa Traoré")
    desk.type("absenceNote", "Wedding")
    desk.press("saveAbsence")
    assert desk.toast().text() == "Jean Dupont is marked as away from 3 December to 17 December."
    row = cells(page.table, 0)
    assert (row["user"], row["first"], row["last"]) == ("Jean Dupont", "3 Dec", "17 Dec")
    assert (row["colleague"], row["state"], row["note"]) == ("Moussa Traoré", "coming", "Wedding")
    assert page.form._note.text() == ""
    desk.frame.session.privacy.hide(by_hand=True)
    assert cells(page.table, 0)["note"] == MASK
    desk.undo()
    assert page.table.list_state() == "empty"
    assert office.application.controllers.absences.list(jean) == ()
    assert [one.kind for one in office.application.controllers.notifications.mine(moussa).items] == [
        "colleagueAway"
    ]


def test_a_pastor_marks_others_and_takes_it_back(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    noted = away(office, jean, moussa, first=-1, last=0, note="Ill")
    desk = sits(Role.PASTOR)
    page = desk.go(AbsencesPage, "absences")
    assert cells(page.table, 0)["state"] == "away now"
    choose(desk, "absenceUser", "Moussa Traoré")
    colleagues = desk.child(Dropdown, "absenceColleague")
    assert [colleagues.itemText(at) for at in range(colleagues.count())] == [
        "Choose",
        "Jean Dupont",
        "Paul Test",
    ]
    desk.type("absenceFirst", "+7")
    desk.type("absenceLast", "+9")
    choose(desk, "absenceColleague", "Jean Dupont")
    desk.press("saveAbsence")
    assert page.table.records.rowCount() == 2
    assert desk.words("absencesTotal") == "2 absences"
    page.table.select_key(noted.id)
    desk.press("takeBack")
    assert desk.toast().text() == "The absence of Jean Dupont is cancelled."
    assert page.table.records.rowCount() == 1
    desk.undo()
    assert {cells(page.table, row)["note"] for row in (0, 1)} == {"Ill", ""}


def test_what_is_wrong_is_said_beside_its_field(
    office: Office, sits: Sits, jean: Actor, moussa: Actor
) -> None:
    away(office, jean, moussa, first=2, last=5)
    desk = sits(Role.MENTOR)
    page = desk.go(AbsencesPage, "absences")

    def errors() -> dict[str, str]:
        rows = {key: page.form.column.row(key) for key in ("first_on", "last_on", "colleague", "note")}
        return {key: row.error() for key, row in rows.items() if row.error()}

    desk.press("saveAbsence")
    assert errors() == {
        "first_on": "Enter the first day away.",
        "last_on": "Enter the last day away.",
        "colleague": "Choose who looks after their people meanwhile.",
    }
    desk.type("absenceFirst", "never")
    desk.press("saveAbsence")
    assert errors()["first_on"].startswith("Date not recognised.")
    desk.type("absenceFirst", "+4")
    desk.type("absenceLast", "+3")
    choose(desk, "absenceColleague", "Moussa Traoré")
    desk.type("absenceNote", "kept")
    desk.press("saveAbsence")
    assert errors() == {"last_on": "The last day cannot be before the first."}
    desk.type("absenceLast", "+9")
    desk.press("saveAbsence")
    assert errors() == {"first_on": "Jean Dupont is marked as away on these days already."}
    assert page.form._note.text() == "kept"
    desk.type("absenceFirst", "+6")
    desk.press("saveAbsence")
    assert page.table.records.rowCount() == 2
    assert not child(page, QLabel, "noticeText").isVisible()


def test_the_committee_has_no_such_page(sits: Sits) -> None:
    desk = sits(Role.CAN_COMMITTEE)
    assert desk.frame.findChild(QAbstractButton, "go-absences") is None
    desk = sits(Role.MENTOR)
    entry = desk.frame.findChild(QAbstractButton, "go-absences")
    assert entry is not None
    entry.click()
    assert isinstance(desk.frame.page(), AbsencesPage)
