"""Two entries of one person: found, merged, and separated again as if they had never been merged, with the work that came after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.controllers.follow_ups import FollowUpFilter
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.errors import Conflict, NotAllowed, NotFound, Refused
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import LogEvent, PersonStatus, Role
from tests.support.office import Office, day


@pytest.fixture
def admin(office: Office) -> Actor:
    """Who merges."""
    return office.admin()


def twice(office: Office, mentor: Actor | None = None, **of_the_second: Any) -> tuple[Person, Person]:
    """Aminata, and Aminata once more."""
    first = office.person(mentor, first_name="Aminata", last_name="Kone", phone="07 97 97 11 47")
    given: dict[str, Any] = {"first_name": "Aminata", "last_name": "Kone", "phone": "0797971147"}
    return first, office.person(mentor, **(given | of_the_second))


def listed(office: Office) -> set[int]:
    return {row.id for row in office.controllers.persons.list(office.admin(), PersonFilter()).items}


def contacts(office: Office, person: Person) -> set[int]:
    filters = FollowUpFilter(person_id=person.id)
    return {follow_up.id for follow_up in office.controllers.follow_ups.list(office.admin(), filters).items}


# -- who may be there twice


def test_pairs_are_told_with_their_reasons_the_surest_first(office: Office, admin: Actor) -> None:
    first, second = twice(office)
    alone = office.person(first_name="Bintou", last_name="Kone", phone="05 05 05 05 05")
    nick = office.person(first_name="Ben", last_name="Okafor", email="ben@example.org")
    whole = office.person(first_name="Benjamin", last_name="Okafor", email="ben@example.org")
    pairs = office.controllers.merging.pairs(admin)
    assert [(pair.first.id, pair.second.id, pair.is_sure) for pair in pairs.items] == [
        (first.id, second.id, True),
        (nick.id, whole.id, False),
    ]
    assert [pair.reasons for pair in pairs.items] == [("name", "phone"), ("email",)]
    assert pairs.total == 2
    assert alone.id not in {pair.second.id for pair in pairs.items}
    assert office.controllers.merging.pairs(admin, limit=1).total == 2


def test_not_the_same_is_remembered_until_it_is_taken_back(office: Office, admin: Actor) -> None:
    first, second = twice(office)
    merging = office.controllers.merging
    merging.set_different(admin, second.id, first.id)
    assert merging.pairs(admin).items == ()
    office.restart()
    assert office.controllers.merging.pairs(admin).total == 0
    office.controllers.merging.set_different(admin, first.id, second.id, different=False)
    assert office.controllers.merging.pairs(admin).total == 1


def test_a_number_of_a_house_shows_nobody(office: Office, admin: Actor) -> None:
    for name in ("Awa", "Bintou", "Chloe", "Daniel", "Esther"):
        office.person(first_name=name, last_name="Aka", phone="07 07 07 07 07")
    assert office.controllers.merging.pairs(admin).items == ()


def test_a_look_tells_how_far_it_is_and_ends_when_told(office: Office, admin: Actor) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _all: int) -> None:
        raise Stopped

    twice(office)
    told: list[tuple[int, int]] = []
    office.controllers.merging.pairs(admin, on_progress=lambda *so_far: told.append(so_far))
    assert told == [(0, 2)]
    with pytest.raises(Stopped):
        office.controllers.merging.pairs(admin, on_progress=stop)


# -- merging


def test_one_person_with_all_contacts_answers_to_both_keys(
    office: Office, admin: Actor, mentor: Actor
) -> None:
    first, second = twice(office, mentor)
    mine, theirs = office.follow_up(mentor, first, ago=9), office.follow_up(mentor, second, ago=3)
    met = office.interaction(mentor, second)
    merge = office.controllers.merging.merge(admin, first.id, second.id)
    assert (merge.kept.id, merge.absorbed.id) == (first.id, second.id)
    assert merge.by is not None
    assert merge.by.id == admin.id
    assert listed(office) == {first.id}
    assert contacts(office, first) == contacts(office, second) == {mine.id, theirs.id}
    for key in (second.id, second.uuid):
        assert office.controllers.persons.get(mentor, key).id == first.id
    assert [each.id for each in office.controllers.client_interactions.of_person(mentor, second.id)] == [
        met.id
    ]
    assert office.get(first).last_contact_on == day(3)
    assert office.get(first).follow_ups_count == 2
    later = office.follow_up(mentor, second)
    assert later.person.id == first.id, "what is written to the old key is theirs"
    entries = office.controllers.activity.of_person(admin, first.id)
    assert {LogEvent.PERSONS_MERGED, LogEvent.PERSON_CREATED} <= {entry.event for entry in entries}
    assert len([entry for entry in entries if entry.event is LogEvent.PERSON_CREATED]) == 2
    assert office.problems() == ()


def test_what_one_of_them_does_not_know_is_taken_from_the_other(office: Office, admin: Actor) -> None:
    jean = office.user(Role.MENTOR, "Jean")
    first, second = twice(office, email="aminata@example.org", first_visit_on=day(90))
    office.controllers.persons.assign(admin, second.id, {"mentor": jean.uuid})
    office.controllers.merging.merge(admin, first.id, second.id)
    joined = office.get(first)
    assert joined.email == "aminata@example.org"
    assert joined.phone == first.phone
    assert joined.first_visit_on == day(90), "the earlier day"
    assert joined.mentor is not None
    assert joined.mentor.id == jean.id


def test_each_field_can_be_chosen(office: Office, admin: Actor) -> None:
    first, second = twice(office, commune="Yopougon")
    office.controllers.persons.update(admin, first.id, {"commune": "Cocody"})
    office.controllers.persons.set_status(admin, second.id, {"status": PersonStatus.INTEGRATED})
    choices = {"commune": "absorbed", "status": "absorbed"}
    office.controllers.merging.merge(admin, first.id, second.id, choices)
    assert (office.get(first).commune, office.get(first).status) == ("Yopougon", PersonStatus.INTEGRATED)


def test_no_promise_is_lost(office: Office, admin: Actor, mentor: Actor) -> None:
    """The later contact of one entry would close what was planned in the other, by the documented rule."""
    first, second = twice(office, mentor)
    planned = office.follow_up(mentor, first, ago=9, promise=4)
    office.follow_up(mentor, second, ago=1)
    office.controllers.merging.merge(admin, first.id, second.id)
    actions = office.controllers.waiting.next_actions(mentor, day(30), day(-30))
    assert [action.id for action in actions] == [planned.id]
    assert office.problems() == ()


def test_refused_where_there_is_nothing_to_merge(office: Office, admin: Actor) -> None:
    first, second = twice(office)
    merging = office.controllers.merging
    with pytest.raises(Refused):
        merging.merge(admin, first.id, first.id)
    with pytest.raises(NotFound):
        merging.merge(admin, first.id, 9_999)
    with pytest.raises(Conflict):
        merging.merge(admin, first.id, second.id, seen=(first.version, second.version + 1))
    merging.merge(admin, first.id, second.id)
    with pytest.raises(Refused):
        merging.merge(admin, first.id, second.id)
    with pytest.raises(Refused):
        office.controllers.persons.restore(admin, second.id)
    assert office.controllers.deleted.list(admin) == ()


CALLS: dict[str, Callable[[Office, Actor, Person, Person], object]] = {
    "pairs": lambda office, actor, *_: office.controllers.merging.pairs(actor),
    "set_different": lambda office, actor, a, b: office.controllers.merging.set_different(actor, a.id, b.id),
    "merge": lambda office, actor, a, b: office.controllers.merging.merge(actor, a.id, b.id),
    "merges": lambda office, actor, *_: office.controllers.merging.merges(actor),
    "recorded_since": lambda office, actor, *_: office.controllers.merging.recorded_since(actor, 1),
    "separate": lambda office, actor, *_: office.controllers.merging.separate(actor, 1),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.ADMIN, True), (Role.PASTOR, True), (Role.CAN_COMMITTEE, True), (Role.MENTOR, False)],
)
def test_who_may(office: Office, role: Role, call: str, *, may: bool) -> None:
    actor = office.user(role)
    first, second = twice(office)
    if call in {"recorded_since", "separate"}:
        office.controllers.merging.merge(office.admin(), first.id, second.id)
    if may:
        CALLS[call](office, actor, first, second)
    else:
        with pytest.raises(NotAllowed):
            CALLS[call](office, actor, first, second)


# -- and back


def test_separated_after_a_year_each_contact_goes_to_whom_it_was_recorded_for(
    office: Office, admin: Actor, mentor: Actor
) -> None:
    first, second = twice(office, mentor, email="second@example.org")
    mine, theirs = office.follow_up(mentor, first, ago=9), office.follow_up(mentor, second, ago=3)
    merge = office.controllers.merging.merge(admin, first.id, second.id)
    office.pass_time(days=365)
    office.controllers.persons.update(admin, first.id, {"commune": "Cocody"})
    after, again = office.follow_up(mentor, first), office.follow_up(mentor, first)
    since = office.controllers.merging.recorded_since(admin, merge.id)
    assert [each.id for each in since.follow_ups] == [again.id, after.id]
    back = office.controllers.merging.separate(admin, merge.id, follow_ups=[again.id])
    assert back.id == second.id
    assert contacts(office, first) == {mine.id, after.id}
    assert contacts(office, second) == {theirs.id, again.id}
    now = office.get(first)
    assert (now.email, now.commune) == ("", "Cocody"), (
        "what the merge brought goes, what was written since stays"
    )
    assert office.get(second).email == "second@example.org"
    assert listed(office) == {first.id, second.id}
    assert office.controllers.merging.merges(admin) == ()
    with pytest.raises(NotFound):
        office.controllers.merging.separate(admin, merge.id)
    assert office.problems() == ()


def test_merges_of_merges_are_separated_in_any_order(office: Office, admin: Actor, mentor: Actor) -> None:
    first, second = twice(office, mentor)
    third = office.person(mentor, first_name="Aminata", last_name="Kone")
    recorded = {person.id: office.follow_up(mentor, person).id for person in (first, second, third)}
    merging = office.controllers.merging
    inner = merging.merge(admin, second.id, third.id)
    outer = merging.merge(admin, first.id, second.id)
    assert contacts(office, third) == set(recorded.values())
    merging.separate(admin, outer.id)
    assert contacts(office, first) == {recorded[first.id]}
    assert contacts(office, third) == contacts(office, second) == {recorded[second.id], recorded[third.id]}
    again = merging.merge(admin, first.id, second.id)
    merging.separate(admin, inner.id)
    assert contacts(office, third) == {recorded[third.id]}
    assert contacts(office, second) == {recorded[first.id], recorded[second.id]}
    merging.separate(admin, again.id)
    assert [contacts(office, person) for person in (first, second, third)] == [
        {recorded[person.id]} for person in (first, second, third)
    ]
    assert office.problems() == ()


def everything(office: Office) -> dict[str, Any]:
    """What is stored, but for the marks of when it was written."""
    marks = {"updated_at", "version"}
    tables = {}
    for table in ("persons", "follow_ups", "client_interactions"):
        names = [row[1] for row in office.rows(f"PRAGMA table_info({table})") if row[1] not in marks]
        tables[table] = office.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY id")
    return tables


steps = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 30), st.sampled_from(["positive", "no_contact"]), st.booleans()
    ),
    max_size=4,
)


@settings(max_examples=15)
@given(before=steps, kept=st.integers(0, 1), knows=st.booleans())
def test_merged_and_separated_is_as_if_never_merged(before: Any, kept: int, knows: bool) -> None:  # noqa: FBT001
    with TemporaryDirectory() as folder:
        office = Office(Path(folder) / "data")
        try:
            mentor, admin = office.user(Role.MENTOR), office.admin()
            people = twice(office, mentor, email="b@example.org" if knows else "")
            for whose, ago, outcome, planned in before:
                promise = ago - 5 if planned else None
                office.follow_up(mentor, people[whose], ago=ago, promise=promise, outcome=outcome)
            as_it_was = everything(office)
            merge = office.controllers.merging.merge(admin, people[kept].id, people[1 - kept].id)
            assert office.problems() == ()
            office.controllers.merging.separate(admin, merge.id)
            assert everything(office) == as_it_was
            assert office.problems() == ()
        finally:
            office.application.close()
