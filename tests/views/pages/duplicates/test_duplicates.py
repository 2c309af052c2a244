"""Duplicates as somebody at the desk meets them: compared side by side, merged, told apart, separated again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import Role
from desktop_app.views.kit.privacy_mode import MASK
from desktop_app.views.pages.duplicates.duplicates_page import DuplicatesPage
from desktop_app.views.pages.duplicates.merge_dialog import MergeDialog
from desktop_app.views.pages.duplicates.merged_page import MergedPage
from desktop_app.views.pages.duplicates.separate_dialog import SeparateDialog
from tests.support.desk import Desk, Sits, cells
from tests.support.finding import child
from tests.views.conftest import Office

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def pair(office: Office) -> tuple[Person, Person]:
    """Aminata twice, the second time with an e-mail address and a prayer request."""
    first = office.person("Aminata", "Kone", phone="07 97 97 11 47", commune="Cocody")
    second = office.person(
        "Aminata",
        "Kone",
        phone="0797971147",
        commune="Yopougon",
        email="a@example.org",
        prayer_requests="Her papers",
    )
    return first, second


def listed(office: Office) -> list[int]:
    persons = office.application.controllers.persons
    return [row.id for row in persons.list(office.actors[Role.ADMIN], PersonFilter()).items]


def dialog_of(desk: Desk, kind: type[MergeDialog | SeparateDialog]) -> MergeDialog | SeparateDialog:
    (shown,) = [each for each in desk.frame.findChildren(kind) if each.isVisible()]
    return shown


def test_a_pair_is_compared_merged_and_undone(
    office: Office, sits: Sits, pair: tuple[Person, Person]
) -> None:
    first, second = pair
    desk = sits(Role.ADMIN)
    page = desk.go(DuplicatesPage, "duplicates")
    assert page.total.text() == "1 pair"
    assert cells(page.table, 0)["why"] == "same name, same phone"
    assert cells(page.table, 0)["sure"] == "very likely"
    page.table.setFocus()
    desk.qtbot.keyClick(page.table, Qt.Key.Key_M)
    dialog = dialog_of(desk, MergeDialog)
    assert child(dialog, QRadioButton, "commune0").isChecked()
    assert child(dialog, QRadioButton, "email1").isChecked(), (
        "what one entry does not know is taken from the other"
    )
    child(dialog, QRadioButton, "commune1").setChecked(True)
    desk.press("mergeNow", dialog)
    assert listed(office) == [first.id]
    joined = office.application.controllers.persons.get(office.actors[Role.ADMIN], second.id)
    assert (joined.id, joined.commune, joined.email) == (first.id, "Yopougon", "a@example.org")
    assert "Merged into one entry: Aminata Kone." in desk.toast().text()
    desk.undo()
    assert sorted(listed(office)) == [first.id, second.id]
    assert page.total.text() == "1 pair"


def test_the_other_entry_can_be_the_one_that_stays(
    office: Office, sits: Sits, pair: tuple[Person, Person]
) -> None:
    desk = sits(Role.PASTOR)
    desk.go(DuplicatesPage, "duplicates")
    desk.press("compare")
    dialog = dialog_of(desk, MergeDialog)
    desk.qtbot.mouseClick(child(dialog, QRadioButton, "entry1"), Qt.MouseButton.LeftButton)
    assert child(dialog, QRadioButton, "commune1").isChecked()
    desk.press("mergeNow", dialog)
    assert listed(office) == [pair[1].id]


def test_not_the_same_is_said_by_key_and_undone(
    office: Office, sits: Sits, pair: tuple[Person, Person]
) -> None:
    desk = sits(Role.ADMIN)
    page = desk.go(DuplicatesPage, "duplicates")
    page.table.setFocus()
    desk.qtbot.keyClick(page.table, Qt.Key.Key_N)
    desk.settle()
    assert page.table.records.rowCount() == 0
    assert page.words_of_none()[0] == "Nobody seems to be in the list twice."
    desk.undo()
    assert page.table.records.rowCount() == 1


def test_entries_are_separated_with_what_was_recorded_since(
    office: Office, sits: Sits, pair: tuple[Person, Person]
) -> None:
    first, second = pair
    admin, controllers = office.actors[Role.ADMIN], office.application.controllers
    controllers.merging.merge(admin, first.id, second.id)
    office.clock.moment = office.clock.moment.replace(hour=18)
    since = office.follow_up(first, notes="Brought the papers.")
    desk = sits(Role.ADMIN)
    desk.go(DuplicatesPage, "duplicates")
    desk.press("showMerged")
    page = desk.shown(MergedPage)
    assert cells(page.table, 0)["kept"] == "Aminata Kone"
    desk.press("separate")
    dialog = dialog_of(desk, SeparateDialog)
    (box,) = dialog.findChildren(QCheckBox)
    assert "Brought the papers." in box.text()
    box.setChecked(True)
    desk.press("separateNow", dialog)
    assert sorted(listed(office)) == [first.id, second.id]
    assert controllers.follow_ups.get(admin, since.id).person.id == second.id
    assert page.table.records.rowCount() == 0
    assert "an entry of their own again" in desk.toast().text()


def test_private_texts_are_covered(sits: Sits, pair: tuple[Person, Person]) -> None:
    desk = sits(Role.ADMIN)
    page = desk.go(DuplicatesPage, "duplicates")
    page.session.privacy.hide(by_hand=True)
    assert "07 97" not in cells(page.table, 0)["about_first"]
    desk.press("compare")
    dialog = dialog_of(desk, MergeDialog)
    texts = [each.text() for each in dialog.findChildren(QAbstractButton)]
    assert not any("papers" in text for text in texts)
    assert any(MASK in text for text in texts)
