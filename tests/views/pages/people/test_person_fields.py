"""Every field of a person in the windows: asked for, shown, covered in privacy mode, listed, printed, told in the history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.person_fields import LISTED, NAME_FIELDS, PERSON_FIELDS, FieldSpec
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n.texts import tr
from desktop_app.views.pages.people import person_file
from desktop_app.views.pages.people.people_table import people_table
from desktop_app.views.pages.people.person_form import PersonForm
from desktop_app.views.pages.people.person_page import PersonPage
from desktop_app.views.pages.people.timeline_cards import ChangeLine
from desktop_app.views.wording.person_values import known_value, widget_name
from tests.support.desk import Desk
from tests.support.known import everything_known, id_of, known_of
from tests.support.told import told
from tests.views.conftest import NOW, Office


@pytest.fixture
def person(office: Office) -> Person:
    """Somebody of whom everything is known."""
    return office.person(**everything_known())


def words_of(spec: FieldSpec, person: Person) -> str:
    """What a reader looks for: the beginning of what is known."""
    return known_value(spec, person).split("\n")[0]


def is_told(desk: Desk, words: str) -> bool:
    QApplication.processEvents()
    return any(words in text.replace("\u200b", "").replace("\u00a0", " ") for text in told(desk.frame))


@pytest.mark.parametrize("spec", PERSON_FIELDS, ids=id_of)
class TestEachField:
    def test_is_asked_for_in_the_form_and_saved(
        self, sits: Callable[[Role], Desk], office: Office, spec: FieldSpec
    ) -> None:
        desk = sits(Role.ADMIN)
        form = desk.go(PersonForm, "person_form")
        row = form.column.row(spec.name)
        assert row.label_text() == tr(spec.label)
        form.put_content(everything_known())
        assert form.content()[spec.name] == known_of(spec)
        desk.press("save")
        page = desk.shown(PersonPage)
        assert page.isVisible()
        (row_of_list,) = office.application.controllers.persons.find(office.actors[Role.ADMIN], "Planted")
        saved = office.application.controllers.persons.get(office.actors[Role.ADMIN], row_of_list.id)
        assert str(getattr(saved, spec.name)) == known_of(spec)

    def test_is_shown_on_the_persons_page_and_covered_in_privacy_mode(
        self, sits: Callable[[Role], Desk], person: Person, spec: FieldSpec
    ) -> None:
        desk = sits(Role.ADMIN)
        desk.go(PersonPage, "person", person.id)
        words = words_of(spec, person)
        if spec.name == "first_visit_on":
            words = "20 August"  # with how long ago instead of the year
        assert is_told(desk, words)
        desk.frame.session.privacy.hide(by_hand=True)
        assert is_told(desk, words) == (not spec.is_private)
        form = desk.go(PersonForm, "person_form", person)
        assert form.column.row(spec.name).is_covered() == spec.is_private

    def test_is_a_column_of_the_list_where_the_table_says_so(
        self, qtbot: QtBot, person: Person, spec: FieldSpec
    ) -> None:
        table = people_table(NOW.date, 7, lambda _text: "•••", with_mentor=True)
        qtbot.addWidget(table)
        shown = people_table(NOW.date, 7, str, with_mentor=True)
        qtbot.addWidget(shown)
        words = "20/08/2026" if spec.name == "first_visit_on" else words_of(spec, person)
        if spec.codes is not None:
            pytest.skip("a code is a word that may stand elsewhere")
        texts = [column.text(person) for column in shown.records.columns]
        assert any(words in text for text in texts) == (spec in LISTED)
        covered = [column.text(person) for column in table.records.columns]
        assert any(words in text for text in covered) == (spec in LISTED and not spec.is_private)

    def test_is_printed_in_the_persons_file(self, person: Person, spec: FieldSpec) -> None:
        printed = person_file._known(person, is_paused=False)
        if spec.name in NAME_FIELDS:
            assert words_of(spec, person) in person.full_name  # the title
            assert tr(spec.label) not in dict(printed)
        else:
            assert (tr(spec.label), known_value(spec, person)) in printed

    def test_is_told_in_the_history_when_it_changes(
        self, sits: Callable[[Role], Desk], office: Office, spec: FieldSpec
    ) -> None:
        known = everything_known()
        names = {name: known[name] for name in ("first_name", "last_name")}
        if spec.name in names:
            names[spec.name] = "Before"
        person = office.person(**names)
        persons, admin = office.application.controllers.persons, office.actors[Role.ADMIN]
        persons.update(admin, person.id, {spec.name: known_of(spec)})
        desk = sits(Role.ADMIN)
        page = desk.go(PersonPage, "person", person.id)
        lines = [line.accessibleName() for line in page.findChildren(ChangeLine)]
        assert any(f"{tr(spec.label)}:" in line for line in lines), widget_name(spec)
