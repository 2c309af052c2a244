"""Every field of a person through everything that the program does with people: kept, found, logged, exported, read in again."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from desktop_app.controllers.demo.demo import DemoOptions
from desktop_app.controllers.persons import PersonFilter
from desktop_app.demo.people import Invention
from desktop_app.demo.texts import TEXTS
from desktop_app.domain.person_fields import FILLED_IN, LISTED, NAMES, PERSON_FIELDS, FieldSpec
from desktop_app.domain.records import Actor
from desktop_app.exchange.exports.tables import ExportForm, Format
from desktop_app.exchange.imports.people_columns import PersonField, field_of_heading
from desktop_app.i18n import texts
from desktop_app.i18n.texts import tr
from tests.support.known import everything_known, id_of, known_of
from tests.support.office import Office, day

DOCS = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.mark.parametrize("spec", PERSON_FIELDS, ids=id_of)
class TestEachField:
    def test_is_a_column_of_the_database(self, office: Office, spec: FieldSpec) -> None:
        columns = {column[1] for column in office.rows("PRAGMA table_info(persons)")}
        assert spec.name in columns

    def test_is_kept_when_somebody_is_added_and_when_they_are_edited(
        self, office: Office, admin: Actor, spec: FieldSpec
    ) -> None:
        added = office.person(**everything_known())
        assert str(getattr(added, spec.name)) == known_of(spec)
        if spec in LISTED:
            (row,) = office.controllers.persons.list(admin, PersonFilter()).items
            assert getattr(row, spec.name) == getattr(added, spec.name)
        if not spec.may_be_empty:
            return
        cleared = office.controllers.persons.update(admin, added.id, {spec.name: ""})
        assert getattr(cleared, spec.name) == spec.empty
        again = office.controllers.persons.update(admin, added.id, {spec.camel_name: known_of(spec)})
        assert str(getattr(again, spec.name)) == known_of(spec)

    def test_is_told_in_the_activity_log(self, office: Office, spec: FieldSpec) -> None:
        office.person(**everything_known())
        ((after,),) = office.rows("SELECT after FROM activity_log WHERE event = 'personCreated'")
        assert json.loads(after)[spec.name] == known_of(spec)

    def test_is_looked_through_by_the_search_where_the_table_says_so(
        self, office: Office, admin: Actor, spec: FieldSpec
    ) -> None:
        if spec.codes is not None:
            pytest.skip("a code may be a single letter")
        office.person(**everything_known())
        word = known_of(spec).split("\n")[0]
        found = office.controllers.persons.find(admin, word)
        assert bool(found) == spec.is_searched
        assert office.problems() == ()

    def test_leaves_in_a_file_and_comes_back_out_of_it(
        self, office: Office, admin: Actor, tmp_path: Path, spec: FieldSpec
    ) -> None:
        office.person(**everything_known())
        heading = tr(spec.label)
        for with_notes in (False, True):
            path = tmp_path / f"{with_notes}.csv"
            form = ExportForm(Format.CSV, with_notes=with_notes)
            office.controllers.exports.people(admin, PersonFilter(), path, form)
            (row,) = csv.DictReader(StringIO(path.read_text("utf-8-sig"), newline=""))
            assert (heading in row) == (with_notes or not spec.is_confided)
        assert row[heading]
        elsewhere = Office(tmp_path / "elsewhere")
        try:
            elsewhere.controllers.people_import.run(None, path)
            (other,) = elsewhere.controllers.persons.list_whole(elsewhere.admin(), PersonFilter(), 9, 0).items
        finally:
            elsewhere.application.close()
        assert str(getattr(other, spec.name)) == known_of(spec)

    def test_fills_in_what_is_not_known_of_somebody_who_is_there(
        self, office: Office, admin: Actor, tmp_path: Path, spec: FieldSpec
    ) -> None:
        if spec.name not in FILLED_IN or spec.name == "phone":
            pytest.skip("is always known, or is what tells that they are the same person")
        known = everything_known()
        person = office.person(**{name: known[name] for name in ("first_name", "last_name", "phone")})
        path = tmp_path / "list.csv"
        headings = ["First name", "Last name", "Phone", tr(spec.label)]
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(
                [headings, [known["first_name"], known["last_name"], known["phone"], known_of(spec)]]
            )
        assert office.controllers.people_import.run(admin, path).updated == 1
        assert str(getattr(office.get(person), spec.name)) == known_of(spec)

    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_is_recognised_by_its_own_label_and_by_each_of_its_headings(
        self, spec: FieldSpec, language: str
    ) -> None:
        with texts.speaking(language):
            assert field_of_heading(tr(spec.label)) == PersonField(spec.name)
        for heading in spec.headings.split("|"):
            assert field_of_heading(heading) == PersonField(spec.name), heading

    def test_is_named_in_the_guide_to_the_apis(self, spec: FieldSpec) -> None:
        guide = DOCS.read_text("utf-8")
        for name in filter(None, (spec.camel_name, spec.clients_name)):
            assert re.search(rf"[`\"]{name}[`\"]", guide), name


def test_invented_people_are_told_of_by_the_names_of_the_table(tmp_path: Path) -> None:
    office = Office(tmp_path / "demo")
    office.controllers.demo.fill(DemoOptions(persons=60, follow_ups=20, interactions=5, mentors=2))
    people = office.controllers.persons.list_whole(office.admin(), PersonFilter(), 60, 0).items
    office.application.close()
    invention = Invention(Random(1), TEXTS["en"], day())  # noqa: S311 - no secret
    invented = set(invention.people(1, 1)[0].values)
    assert invented <= set(NAMES)
    assert {name for name in invented if not any(getattr(person, name) for person in people)} == set()
