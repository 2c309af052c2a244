"""Names that nearly are what was typed."""

from __future__ import annotations

import pytest

from desktop_app.domain.names.near_names import is_new_name, may_be_near, near_people

NAMES = [(1, "ouattara awa"), (2, "muller jurgen"), (3, "kouassi koffi"), (4, "kouassi yao"), (5, "ba ali")]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("ouattra", (1,)),
        ("Ouatarra Awa", (1,)),
        ("mueller", (2,)),
        ("kouasi", (3, 4)),
        ("kouasi yao", (4,)),
        ("kofi kouasi", (3,)),
        ("bo", ()),  # short words are all near each other
        ("ouattra paul", ()),
    ],
)
def test_the_nearest_are_found(typed: str, keys: tuple[int, ...]) -> None:
    assert near_people(typed, NAMES, 10) == keys


@pytest.mark.parametrize(
    ("typed", "may"),
    [("ouattra", True), ("bo ouattra", True), ("bo", False), ("ouattra 12", False), ("", False)],
)
def test_figures_and_short_words_are_near_nobody(typed: str, *, may: bool) -> None:
    assert may_be_near(typed) == may


@pytest.mark.parametrize(
    ("typed", "is_new"),
    [
        ("Koffi Aka", True),
        ("Awa Ouattra", True),
        ("awa ouattara", False),
        ("ouatt", False),
        ("0797", False),
        ("koffi@x.ci", False),
        ("-", False),
        ("王小明", True),
    ],
)
def test_a_name_that_nobody_has_is_told(typed: str, *, is_new: bool) -> None:
    assert is_new_name(typed, ["Awa Ouattara", "Paul Koffi"]) == is_new


def test_the_nearest_come_first_and_no_more_than_are_wanted() -> None:
    names = [(1, "ouatarra awa"), (2, "ouattara awa"), (3, "ouattra awa")]
    assert near_people("ouattara", names, 2) == (2, 3)
