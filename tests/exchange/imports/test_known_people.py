"""Who of a list is there already: decided for all of one name together."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.duplicates import traits
from desktop_app.exchange.imports.known_people import find_again, known_traits
from desktop_app.exchange.imports.people_file import SourceRow
from desktop_app.exchange.imports.people_rows import ReadPerson, Value
from desktop_app.exchange.imports.same_people import SamePerson, group_same_people, merged

TODAY = date(2026, 11, 20)
NAME: dict[str, Value] = {"first_name": "Awa", "last_name": "Koné"}
ONE, TWO = {"phone": "0170392575"}, {"phone": "0570392576"}
FILLED = ("gender", "date_of_birth", "phone", "email", "commune")


def found(entries: list[dict[str, Value]], known: list[dict[str, Value]]) -> list[int | None]:
    """For each of *entries* the place of the known person."""
    stored = [known_traits(NAME | one, TODAY) for one in known]
    return [match.index for match in find_again([traits(NAME | one) for one in entries], stored)]


def test_one_who_is_only_likely_is_found_when_nobody_else_could_be_meant() -> None:
    assert found([{}], [dict(ONE)]) == [0]
    assert found([dict(ONE)], [{}]) == [0]
    assert found([dict(ONE)], [dict(TWO)]) == [None]


def test_a_known_person_is_never_two_people_of_the_list_on_a_guess() -> None:
    assert found([dict(ONE), dict(TWO)], [{}]) == [None, None]
    assert found([{}, dict(ONE), dict(TWO)], [dict(ONE)]) == [None, 0, None]


def test_two_entries_can_surely_be_one_known_person() -> None:
    known: dict[str, Value] = {"phone": "0170392575", "email": "awa@x.ci"}
    assert found([dict(ONE), {"email": "awa@x.ci"}], [known]) == [0, 0]


def test_a_first_visit_that_was_never_told_does_not_keep_people_apart() -> None:
    entry: dict[str, Value] = {"first_visit_on": date(2026, 1, 5)}
    assert found([entry], [{"first_visit_on": TODAY}]) == [0]
    contact = date(2026, 3, 1)
    assert found([entry], [{"first_visit_on": contact, "earlier_contact_on": contact}]) == [0]
    assert found([entry], [{"first_visit_on": date(2026, 2, 5)}]) == [None]


def test_one_of_thousands_of_one_name_is_found_by_what_they_share() -> None:
    known: list[dict[str, Value]] = [{"phone": f"01{number:08}"} for number in range(3000)]
    assert found([{"phone": "+225 01 00 00 29 99"}, {"phone": "0900000000"}], known) == [2999, None]


def listed(entries: list[dict[str, Value]]) -> list[SamePerson]:
    return group_same_people(
        ReadPerson(SourceRow(line, line, (), ""), NAME | entry) for line, entry in enumerate(entries, 2)
    )


def take_in(people: list[SamePerson], office: list[dict[str, Value]], entered: date) -> int:
    """What the import does to the *office*; how many it adds."""
    stored = [known_traits(one, date.fromisoformat(str(one["entered"]))) for one in office]
    uncertain = [place for place, person in enumerate(people) if person.doubtful_lines]
    matches = find_again([traits(person.values) for person in people], stored, uncertain)
    claimed: dict[int, list[SamePerson]] = {}
    added: list[dict[str, Value]] = []
    for person, match in zip(people, matches, strict=True):
        if match.index is None:
            visit = person.values.get("first_visit_on", entered)
            added.append({**person.values, "first_visit_on": visit, "entered": str(entered)})
        else:
            claimed.setdefault(match.index, []).append(person)
    for index, whose in claimed.items():
        said = merged(person.values for person in whose)
        office[index].update(
            {name: said[name] for name in FILLED if said.get(name) and not office[index].get(name)}
        )
    office += added
    return len(added)


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "gender": st.sampled_from(["F", "M"]),
            "date_of_birth": st.sampled_from(["1990-05-17", "--05-17", "1991-06-18"]),
            "phone": st.sampled_from(["0170392575", "0570392576", "0170392575 / 0570392576"]),
            "email": st.sampled_from(["a@x.ci", "b@x.ci"]),
            "commune": st.sampled_from(["Cocody", "Abobo"]),
            "first_visit_on": st.sampled_from([TODAY, date(2026, 1, 5), date(2026, 2, 5)]),
        },
    ),
    max_size=7,
)


@settings(max_examples=400)
@given(ENTRIES, ENTRIES, st.integers(0, 2))
def test_the_same_list_again_adds_nobody(
    before: list[dict[str, Value]], entries: list[dict[str, Value]], later: int
) -> None:
    office: list[dict[str, Value]] = []
    take_in(listed(before), office, TODAY)
    people = listed(entries)
    take_in(people, office, TODAY)
    assert take_in(people, office, TODAY) == 0
    assert take_in(people, office, TODAY + timedelta(days=later)) == 0
