"""The form of a person, filled in as an office does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import Gender, MaritalStatus, Role
from desktop_app.views.kit.choice_notice import ChoiceNotice
from desktop_app.views.kit.fields.dropdown import Dropdown
from desktop_app.views.kit.toast import Toast
from desktop_app.views.pages.people.birthday_field import BirthdayField
from desktop_app.views.pages.people.person_form import PersonForm
from desktop_app.views.pages.people.person_page import PersonPage
from desktop_app.views.shell.main_window import MainWindow
from tests.support.finding import there
from tests.views.conftest import Office


class Desk:
    """The form as somebody of a role has it before them."""

    def __init__(
        self, qtbot: QtBot, frame: MainWindow, settled: Callable[[], None], person: Person | None
    ) -> None:
        self.qtbot, self.frame, self.settled, self.person = qtbot, frame, settled, person
        frame.go("people")
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow)
        self.form = self.open()

    def open(self) -> PersonForm:
        """Open the form."""
        form = self.frame.go("person_form", self.person)
        assert isinstance(form, PersonForm)
        self.form = form
        self.settled()
        self.qtbot.waitUntil(lambda: form._model is not None)
        return form

    def child(self, kind: type[Any], name: str) -> Any:
        """The widget called *name*."""
        found = self.form.findChild(kind, name)
        assert found is not None, name
        return found

    def type(self, name: str, text: str) -> None:
        """Type *text* into the line *name*, in place of what stands there."""
        line: QLineEdit = self.child(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        if text.isascii():
            QTest.keyClicks(line, text)
        else:
            line.insert(text)  # QTest knows the keys of ASCII only

    def save(self) -> None:
        """Save with the keys."""
        QTest.keyClick(self.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settled()

    def error(self, key: str) -> str:
        """What is said to be wrong with the field *key*."""
        return self.form.column.row(key).error()

    def duplicates(self) -> list[str]:
        """Who is warned of."""
        self.qtbot.waitUntil(lambda: not self.form._duplicates_pause.isActive())
        self.settled()
        panel = self.form._duplicates
        assert panel.isVisible() == bool(panel.people())
        return [person.full_name for person in panel.people()]

    def toasts(self) -> list[str]:
        """What is said at the bottom."""
        return [one.text() for one in self.frame.findChildren(Toast)]


@pytest.fixture
def desk_of(
    qtbot: QtBot, frame_of: Callable[[Role], MainWindow], settled: Callable[[], None]
) -> Callable[..., Desk]:
    return lambda person=None, role=Role.ADMIN: Desk(qtbot, frame_of(role), settled, person)


@pytest.fixture
def marie(office: Office) -> Person:
    return office.person(
        "Marie",
        "Kouassi",
        phone="07 97 97 11 47",
        mentor=office.actors[Role.MENTOR],
        date_of_birth="1990-05-17",
    )


def everybody(office: Office) -> list[Person]:
    persons, admin = office.application.controllers.persons, office.actors[Role.ADMIN]
    return [persons.get(admin, row.id) for row in persons.list(admin, PersonFilter()).items]


def test_every_field_is_saved(office: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    lines = {
        "first_name": "Élodie  ",
        "last_name": "N’Diaye-O'Brien",
        "phone": "+225 07 97 97 11 47 / 05 05 05 05 05",
        "email": "elodie@example.org",
        "commune": "Cocody",
        "quartier": "Deux Plateaux",
        "address": "12, rue des Jardins",
        "how_heard": "Her cousin",
        "profession": "Couturière",
    }
    for name, text in lines.items():
        desk.type(name, text)
    desk.type("dateOfBirthText", "17 mai 90")
    desk.type("firstVisitText", "yesterday")
    for name, at in (("gender", 1), ("maritalStatus", 4)):
        desk.qtbot.mouseClick(desk.child(QRadioButton, f"{name}-{at}"), Qt.MouseButton.LeftButton)
    QTest.keyClicks(desk.child(QWidget, "prayerRequests"), "For her mother.")
    QTest.keyClicks(desk.child(QWidget, "notes"), "Works at night.")
    desk.save()

    (added,) = everybody(office)
    for name, text in lines.items():
        assert getattr(added, name) == text.strip()
    assert added.date_of_birth == "1990-05-17"
    assert added.first_visit_on.isoformat() == "2026-11-19"
    assert added.gender is Gender.FEMALE
    assert added.marital_status is MaritalStatus.WIDOWED
    told = asdict(added)
    assert (told["prayer_requests"], told["notes"]) == ("For her mother.", "Works at night.")


def test_somebody_added_is_said_to_be_unassigned_and_shown(
    office: Office, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of()
    desk.type("first_name", "Awa")
    desk.type("last_name", "Ba")
    desk.save()
    desk.qtbot.waitUntil(lambda: isinstance(desk.frame.page(), PersonPage))

    assert desk.toasts() == ["Awa Ba added. No mentor assigned."]
    desk.settled()
    QTest.keyClick(desk.frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.frame.page() is desk.frame.go("people")  # the form is not come back to


def test_with_automatic_assignment_the_mentor_is_named(office: Office, desk_of: Callable[..., Desk]) -> None:
    organisation = office.application.controllers.organisation
    now = organisation.get()
    values = {
        "name": now.name,
        "time_zone": now.time_zone,
        "language": "en",
        "assign_automatically": True,
    }
    organisation.update(office.actors[Role.ADMIN], values)
    desk = desk_of()
    assert desk.child(QLabel, "formFoot").text() == "The mentor with the fewest people is chosen."
    desk.type("first_name", "Awa")
    desk.type("last_name", "Ba")
    desk.save()

    assert desk.toasts() == ["Awa Ba added. Mentor: Jean Dupont."]


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("17/05/1990", "1990-05-17", "17 May 1990 (36 years)"),
        ("17/05", "--05-17", "17 May"),
        ("29/02", "--02-29", "29 February"),
        ("1990-05-17", "1990-05-17", "17 May 1990 (36 years)"),
        ("20 novembre 1990", "1990-11-20", "20 November 1990 (36 years)"),
        ("21.11.1990", "1990-11-21", "21 November 1990 (35 years)"),
    ],
)
def test_birthdays_are_typed_freely_and_shown_as_understood(
    desk_of: Callable[..., Desk], typed: str, stored: str, said: str
) -> None:
    desk = desk_of()
    desk.type("dateOfBirthText", typed)

    assert desk.child(BirthdayField, "dateOfBirth").value() == stored
    assert desk.child(BirthdayField, "dateOfBirth").said() == said


@pytest.mark.parametrize(
    ("typed", "words"),
    [("31/02/1990", "does not exist"), ("soon", "not a birthday"), ("1/1/2030", "still to come")],
)
def test_a_birthday_that_is_none_is_told_beside_the_field(
    office: Office, desk_of: Callable[..., Desk], typed: str, words: str
) -> None:
    desk = desk_of()
    desk.type("first_name", "Awa")
    desk.type("last_name", "Ba")
    desk.type("dateOfBirthText", typed)
    desk.save()

    assert words in desk.error("date_of_birth")
    assert desk.child(QLineEdit, "dateOfBirthText").text() == typed
    assert desk.child(QLineEdit, "dateOfBirthText").hasFocus()
    assert not everybody(office)


def test_all_wrong_fields_are_told_at_once_and_nothing_is_lost(
    office: Office, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of()
    desk.type("phone", "abc")
    desk.type("email", "not an address")
    desk.type("firstVisitText", "tomorrow")
    desk.save()

    assert desk.error("last_name") == "Enter a first or a last name: one of them is enough."
    assert "name@example.org" in desk.error("email")
    assert "still to come" in desk.error("first_visit_on")
    assert "not a phone number" in desk.error("phone")
    assert not desk.error("first_name")
    assert desk.child(QLineEdit, "last_name").hasFocus()
    assert desk.child(QLineEdit, "email").text() == "not an address"
    assert desk.child(QLabel, "formFoot").text() == "Check 4 fields"
    assert not everybody(office)


def test_an_untouched_form_shows_no_errors(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()

    assert desk.form.column.wrong_keys() == []
    assert desk.child(QLineEdit, "first_name").hasFocus()


# -- duplicates


@pytest.mark.parametrize(
    ("first", "last", "phone"),
    [
        ("marie", "KOUASSI", ""),
        ("Kouassi", "Márie", ""),
        ("", "", "0797971147"),
        ("Mary", "Kouassi", "+225 07 97 97 11 47"),
    ],
)
def test_who_may_be_there_already_is_shown_while_one_types(
    marie: Person, desk_of: Callable[..., Desk], first: str, last: str, phone: str
) -> None:
    desk = desk_of()
    for name, text in (("first_name", first), ("last_name", last), ("phone", phone)):
        desk.type(name, text)

    assert desk.duplicates() == ["Marie Kouassi"]


@pytest.mark.parametrize(
    ("first", "last", "phone"),
    [("Marie", "", ""), ("Mar", "Kou", ""), ("Jean", "Kouassi", ""), ("", "", "0797")],
)
def test_other_people_are_not_warned_of(
    marie: Person, desk_of: Callable[..., Desk], first: str, last: str, phone: str
) -> None:
    desk = desk_of()
    for name, text in (("first_name", first), ("last_name", last), ("phone", phone)):
        desk.type(name, text)

    assert desk.duplicates() == []


def test_a_duplicate_is_opened_and_the_form_keeps_what_was_typed(
    marie: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of()
    desk.type("first_name", "Marie")
    desk.type("last_name", "Kouassi")
    desk.duplicates()
    desk.qtbot.mouseClick(desk.child(QPushButton, f"openDuplicate{marie.id}"), Qt.MouseButton.LeftButton)
    desk.settled()
    page = desk.frame.page()
    assert isinstance(page, PersonPage)
    assert page.title() == "Marie Kouassi"
    QTest.keyClick(desk.frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert desk.frame.page() is desk.form
    assert desk.child(QLineEdit, "first_name").text() == "Marie"


def test_a_duplicate_does_not_stand_in_the_way(
    office: Office, marie: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of()
    desk.type("first_name", "Marie")
    desk.type("last_name", "Kouassi")
    desk.duplicates()
    desk.save()

    assert [person.full_name for person in everybody(office)] == ["Marie Kouassi"] * 2


def test_editing_somebody_does_not_warn_of_themselves(marie: Person, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(marie)
    desk.type("first_name", "Marie")

    assert desk.duplicates() == []


# -- one after the other


def test_save_and_next_begins_anew(office: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    desk.type("first_name", "Awa")
    desk.type("last_name", "Ba")
    desk.type("firstVisitText", "15/11/2026")
    QTest.keyClick(
        desk.form,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    desk.settled()

    assert desk.frame.page() is desk.form
    assert desk.child(QLineEdit, "first_name").text() == ""
    assert desk.child(QLineEdit, "first_name").hasFocus()
    assert desk.child(QLineEdit, "firstVisitText").text() == "15/11/2026"
    assert not desk.form.is_changed()
    desk.type("first_name", "Zoé")
    desk.type("last_name", "Ba")
    desk.save()
    assert [person.full_name for person in everybody(office)] == ["Awa Ba", "Zoé Ba"]


# -- editing


def test_editing_shows_what_is_known_and_saves_what_changed(
    office: Office, marie: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(marie, Role.MENTOR)
    assert desk.form.title() == "Edit Marie Kouassi"
    assert desk.child(QLineEdit, "dateOfBirthText").text() == "17/05/1990"
    assert not desk.child(QPushButton, "saveAndNext").isVisible()
    desk.type("dateOfBirthText", "17/05")
    desk.type("phone", "")
    desk.save()

    (now,) = everybody(office)
    assert now.date_of_birth == "--05-17"
    assert now.phone == ""
    assert now.last_name == "Kouassi"
    assert desk.toasts() == ["Marie Kouassi is saved."]
    assert desk.frame.page() is desk.frame.go("people")


def test_two_who_edit_at_once_choose_field_by_field(
    office: Office, marie: Person, desk_of: Callable[..., Desk]
) -> None:
    desk = desk_of(marie)
    desk.type("phone", "01 01 01 01 01")
    desk.type("dateOfBirthText", "18/05")
    theirs = {"phone": "05 05 05 05 05", "profession": "Nurse"}
    office.application.controllers.persons.update(office.actors[Role.PASTOR], marie.id, theirs)
    desk.save()

    assert desk.form.conflict.isVisible()
    said = {one.text() for one in desk.form.conflict.findChildren(QLabel)}
    assert {"01 01 01 01 01", "05 05 05 05 05", "Nurse", "18 May", "17 May 1990"} <= said
    assert everybody(office)[0].phone == "05 05 05 05 05"
    assert desk.child(QRadioButton, "phoneMine").isChecked()
    assert desk.child(QRadioButton, "professionTheirs").isChecked()
    desk.child(QPushButton, "saveChosen").click()
    desk.settled()
    (now,) = everybody(office)
    assert (now.phone, now.profession, now.date_of_birth) == ("01 01 01 01 01", "Nurse", "--05-18")


# -- drafts


def test_what_was_typed_and_left_comes_back(office: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    desk.type("first_name", "Awa")
    desk.type("dateOfBirthText", "31/0")
    QTest.keyClick(desk.form, Qt.Key.Key_Escape)
    desk.settled()
    assert not isinstance(desk.frame.page(), PersonForm)
    drafts = office.application.controllers.drafts.list(office.actors[Role.ADMIN])
    assert [(draft.form, draft.key) for draft in drafts] == [("person", "new:")]
    desk.open()

    assert desk.child(QLineEdit, "first_name").text() == "Awa"
    assert desk.child(QLineEdit, "dateOfBirthText").text() == "31/0"
    offer: ChoiceNotice = desk.child(ChoiceNotice, "draftOffer")
    assert offer.isVisible()


def test_a_saved_form_leaves_no_draft(office: Office, marie: Person, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(marie)
    desk.type("profession", "Nurse")
    there(desk.form._keeper).keep()
    desk.save()

    assert office.application.controllers.drafts.list(office.actors[Role.ADMIN]) == ()
    assert everybody(office)[0].profession == "Nurse"


def test_the_frame_names_who_a_draft_is_about(office: Office, desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    desk.type("first_name", "Awa")
    desk.type("last_name", "Ba")
    QTest.keyClick(desk.form, Qt.Key.Key_Escape)
    desk.settled()
    desk.frame.offer_drafts()
    desk.settled()

    assert "Awa Ba" in desk.frame._notice.text()


def test_every_field_has_a_name(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of()
    for key in desk.form.column.keys():  # noqa: SIM118 - not a mapping
        field = desk.form.column.row(key).field
        assert field.objectName(), key
        assert field.accessibleName(), key


# -- a visitor who walks in


def test_one_key_from_anywhere_and_one_form_with_the_mentor_in_it(
    office: Office, desk_of: Callable[..., Desk], marie: Person, qtbot: QtBot
) -> None:
    office.person("Koffi", commune="Cocody")
    desk = desk_of()
    desk.form.leave()
    desk.frame.go("dashboard")
    desk.settled()
    QTest.keyClick(
        there(desk.frame.page()),
        Qt.Key.Key_N,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    form = desk.frame.page()
    assert isinstance(form, PersonForm)
    desk.form = form
    desk.settled()
    qtbot.waitUntil(lambda: form._model is not None)
    commune: QLineEdit = desk.child(QLineEdit, "commune")
    completer = commune.completer()
    assert completer is not None
    assert [completer.model().index(0, 0).data()] == ["Cocody"]
    mentor: Dropdown = desk.child(Dropdown, "mentor")
    assert (mentor.currentText(), mentor.value()) == ("Nobody yet", "")
    desk.type("first_name", "Awa")
    mentor.setFocus()
    QTest.keyClicks(mentor, "Jean")
    desk.save()
    (awa,) = [person for person in everybody(office) if person.first_name == "Awa"]
    assert awa.mentor is not None
    assert awa.mentor.id == office.actors[Role.MENTOR].id


def test_a_draft_keeps_the_mentor(desk_of: Callable[..., Desk], office: Office) -> None:
    desk = desk_of()
    chosen = str(office.actors[Role.MENTOR].uuid)
    desk.type("first_name", "Awa")
    desk.child(Dropdown, "mentor").set_value(chosen)
    desk.form.leave()
    desk.settled()
    desk.frame.go("people")
    again = desk.open()
    desk.settled()
    mentor: Dropdown = desk.child(Dropdown, "mentor")
    assert (mentor.value(), mentor.currentText()) == (chosen, "Jean Dupont")
    assert again.content()["first_name"] == "Awa"


def test_who_edits_somebody_gives_no_mentor_here(desk_of: Callable[..., Desk], marie: Person) -> None:
    desk = desk_of(marie)
    assert "mentor" not in desk.form.content()
    assert set(desk.form.column.keys()).isdisjoint({"mentor"})
