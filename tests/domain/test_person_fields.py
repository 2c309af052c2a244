"""The table of a person's fields: what it says of each fits together, and inputs and records take all of it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.inputs import PersonInput
from desktop_app.domain.person_fields import LISTED, PERSON_FIELDS, FieldKind, FieldSpec
from desktop_app.domain.records import Person, PersonRow
from desktop_app.domain.validation import check, problems
from tests.support.known import everything_known, id_of, known_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("of", ["name", "label", "camel_name", "clients_name"])
def test_no_two_fields_have_one_name(of: str) -> None:
    names = [getattr(spec, of) for spec in PERSON_FIELDS if getattr(spec, of)]
    assert sorted(names) == sorted(set(names))


def test_no_heading_means_two_fields() -> None:
    headings = [heading for spec in PERSON_FIELDS for heading in spec.headings.split("|")]
    assert sorted(headings) == sorted(set(headings))


@pytest.mark.parametrize("spec", PERSON_FIELDS, ids=id_of)
class TestEachField:
    def test_says_what_belongs_together(self, spec: FieldSpec) -> None:
        assert (spec.kind is FieldKind.CODE) == (spec.codes is not None)
        assert spec.headings
        assert not spec.is_confided or spec.is_private

    def test_is_taken_by_the_input_under_both_names(self, spec: FieldSpec) -> None:
        known = everything_known()
        alone = {name: known[name] for name in ("first_name", "last_name")}
        for name in (spec.name, spec.camel_name):
            checked = check(PersonInput, {**alone, name: known_of(spec)}, TODAY)
            assert str(getattr(checked, spec.name)) == known_of(spec)

    def test_is_left_blank_unless_it_is_required(self, spec: FieldSpec) -> None:
        wrong = problems(PersonInput, {**everything_known(), spec.name: ""}, TODAY)
        assert ({name: text.source for name, text in wrong.items()}) == (
            {spec.name: spec.missing} if spec.is_required else {}
        )

    def test_is_no_longer_than_its_limit(self, spec: FieldSpec) -> None:
        if spec.kind in {FieldKind.CODE, FieldKind.DAY}:
            pytest.skip("is no text")
        wrong = problems(PersonInput, {**everything_known(), spec.name: "x" * (spec.limit + 1)}, TODAY)
        assert list(wrong) == [spec.name]

    def test_is_held_by_the_record(self, spec: FieldSpec) -> None:
        assert spec.name in Person.__dataclass_fields__
        assert (spec.name in PersonRow.__dataclass_fields__) == (spec in LISTED)
