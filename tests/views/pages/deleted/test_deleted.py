"""The list of what was deleted, as somebody at the desk meets it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from desktop_app.views.kit.privacy_mode import MASK
from desktop_app.views.pages.deleted.deleted_page import DeletedPage
from desktop_app.views.pages.people.person_page import PersonPage
from tests.support.desk import Desk, Sits, cells
from tests.support.office import interaction_values
from tests.views.conftest import Office


@pytest.fixture
def mentor(office: Office) -> Actor:
    """Whose person it is."""
    return office.actors[Role.MENTOR]


def test_a_person_is_brought_back_by_key(office: Office, sits: Sits) -> None:
    awa = office.person("Awa")
    office.application.controllers.persons.delete(office.actors[Role.ADMIN], awa.id)
    desk = sits(Role.ADMIN)
    page = desk.go(DeletedPage, "deleted")
    assert cells(page.table, 0)["name"] == awa.full_name
    assert cells(page.table, 0)["by"] == office.actors[Role.ADMIN].full_name
    assert page.total.text() == "1 deleted in the last 90 days"
    assert not desk.child(QPushButton, "openPerson").isEnabled(), "a deleted person has no page"
    desk.qtbot.keyClick(page.table, Qt.Key.Key_B)
    desk.settle()
    assert "Brought back" in desk.toast().text()
    assert page.table.records.rowCount() == 0
    assert page.total.text() == ""
    assert not office.application.controllers.persons.get(office.actors[Role.ADMIN], awa.id).is_deleted


def test_a_contact_says_what_it_was_and_opens_its_person(office: Office, sits: Sits, mentor: Actor) -> None:
    awa = office.person("Awa", mentor=mentor)
    follow_up = office.follow_up(awa, days_ago=2, by=mentor)
    office.application.controllers.follow_ups.delete(mentor, follow_up.id)
    desk = sits(Role.MENTOR)
    page = desk.go(DeletedPage, "deleted")
    assert cells(page.table, 0)["kind"] == "Follow-up"
    assert cells(page.table, 0)["contents"].startswith("Call")
    desk.press("openPerson")
    assert isinstance(desk.frame.page(), PersonPage)
    desk.go(DeletedPage, "deleted")
    desk.press("bringBack")
    assert office.application.controllers.deleted.list(mentor) == ()


def test_titles_are_hidden_in_privacy_mode(office: Office, sits: Sits, mentor: Actor) -> None:
    awa = office.person("Awa", mentor=mentor)
    interactions, admin = office.application.controllers.client_interactions, office.actors[Role.ADMIN]
    kept = interactions.record(admin, awa.id, interaction_values() | {"title": "Asylum papers"})
    interactions.delete(admin, kept.id)
    desk: Desk = sits(Role.ADMIN)
    page = desk.go(DeletedPage, "deleted")
    assert "Asylum papers" in cells(page.table, 0)["contents"]
    page.session.privacy.hide(by_hand=True)
    assert "Asylum" not in cells(page.table, 0)["contents"]
    assert MASK in cells(page.table, 0)["contents"]


def test_nothing_deleted_says_so(sits: Sits) -> None:
    page = sits(Role.MENTOR).go(DeletedPage, "deleted")
    assert page.words_of_none()[0] == "Nothing was deleted."
    assert page.table.records.rowCount() == 0
