"""What was deleted is listed for ninety days, to whoever may bring it back."""

from __future__ import annotations

import pytest

from desktop_app.domain.deleted import KEPT_DAYS, DeletedKind
from desktop_app.domain.errors import Invalid, NotAllowed, NotFound, Refused
from desktop_app.domain.records import Absence, Actor, Person
from desktop_app.domain.vocabulary import FollowUpType, Role
from tests.support.office import Office, day

LOOK = (DeletedKind.PERSON, DeletedKind.FOLLOW_UP, DeletedKind.INTERACTION, DeletedKind.ABSENCE)


@pytest.fixture
def awa(office: Office, mentor: Actor) -> Person:
    """A person of the mentor."""
    return office.person(mentor, first_name="Awa", last_name="Aka")


def away(office: Office, user: Actor, colleague: Actor) -> Absence:
    """*user* is away from today on, and that was taken back."""
    values = {"user": user.uuid, "first_on": day(), "last_on": day(-5), "colleague": colleague.uuid}
    absence = office.controllers.absences.add(user, values)
    office.controllers.absences.end(user, absence.id)
    return absence


def delete_everything(office: Office, mentor: Actor, awa: Person) -> dict[DeletedKind, int]:
    """One of each kind, deleted a minute after the other; their keys."""
    admin, controllers = office.admin(), office.controllers
    follow_up = office.follow_up(mentor, awa, ago=3)
    interaction = office.interaction(mentor, awa, title="Food parcel")
    gone = office.person(first_name="Bintou", last_name="Kone")
    controllers.persons.delete(admin, gone.id)
    office.pass_time(minutes=1)
    controllers.follow_ups.delete(mentor, follow_up.id)
    office.pass_time(minutes=1)
    controllers.client_interactions.delete(mentor, interaction.id)
    office.pass_time(minutes=1)
    absence = away(office, mentor, office.user(Role.MENTOR, "Paul"))
    keys = (gone.id, follow_up.id, interaction.id, absence.id)
    return dict(zip(LOOK, keys, strict=True))


def listed(office: Office, actor: Actor) -> list[tuple[DeletedKind, int]]:
    return [(row.kind, row.id) for row in office.controllers.deleted.list(actor)]


def test_the_newest_stands_first_with_who_did_it_and_what_it_was(
    office: Office, mentor: Actor, awa: Person
) -> None:
    keys = delete_everything(office, mentor, awa)
    admin = office.admin()
    absence, interaction, follow_up, person = office.controllers.deleted.list(admin)
    assert [(row.kind, row.id) for row in (person, follow_up, interaction, absence)] == list(keys.items())
    assert (person.name, person.deleted_by and person.deleted_by.id) == ("Bintou Kone", admin.id)
    assert (follow_up.name, follow_up.contact, follow_up.first_on) == ("Awa Aka", FollowUpType.CALL, day(3))
    assert (interaction.name, interaction.title, interaction.first_on) == ("Awa Aka", "Food parcel", day())
    assert (absence.name, absence.first_on, absence.last_on) == (mentor.full_name, day(), day(-5))
    for row in (follow_up, interaction, absence):
        assert row.deleted_by is not None
        assert row.deleted_by.id == mentor.id


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.ADMIN, set(LOOK)),
        (Role.PASTOR, set(LOOK)),
        (Role.MENTOR, set()),
        (Role.CAN_COMMITTEE, set()),
    ],
)
def test_each_role_sees_what_it_may_bring_back(
    office: Office, mentor: Actor, awa: Person, role: Role, kinds: set[DeletedKind]
) -> None:
    keys = delete_everything(office, mentor, awa)
    actor = office.user(role)
    assert {kind for kind, _ in listed(office, actor)} == kinds
    for kind, key in keys.items():
        if kind in kinds:
            office.controllers.deleted.bring_back(actor, kind, key)
        else:
            with pytest.raises((NotAllowed, NotFound)):
                office.controllers.deleted.bring_back(actor, kind, key)
    assert listed(office, actor) == []
    assert office.problems() == ()


def test_a_mentor_brings_back_what_is_theirs_while_the_person_is(
    office: Office, mentor: Actor, awa: Person
) -> None:
    keys = delete_everything(office, mentor, awa)
    own = set(LOOK) - {DeletedKind.PERSON}
    assert {kind for kind, _ in listed(office, mentor)} == own
    other = office.user(Role.MENTOR)
    office.controllers.persons.assign(office.admin(), awa.id, {"mentor": other.uuid})
    assert listed(office, mentor) == [(DeletedKind.ABSENCE, keys[DeletedKind.ABSENCE])]
    assert listed(office, other) == [], "nor who has them now: they did not write it"
    with pytest.raises(NotAllowed):
        office.controllers.deleted.bring_back(mentor, DeletedKind.FOLLOW_UP, keys[DeletedKind.FOLLOW_UP])


def test_it_comes_back_as_it_was(office: Office, mentor: Actor, awa: Person) -> None:
    keys = delete_everything(office, mentor, awa)
    for kind, key in keys.items():
        office.controllers.deleted.bring_back(office.admin(), kind, key)
        with pytest.raises(Refused):
            office.controllers.deleted.bring_back(office.admin(), kind, key)
    (again,) = office.controllers.absences.list(mentor)
    assert again.id == keys[DeletedKind.ABSENCE]
    assert office.get(awa).follow_ups_count == 1
    assert not office.controllers.client_interactions.get(mentor, keys[DeletedKind.INTERACTION]).is_deleted


def test_contacts_come_back_with_their_person(office: Office, mentor: Actor, awa: Person) -> None:
    follow_up = office.follow_up(mentor, awa)
    office.controllers.follow_ups.delete(mentor, follow_up.id)
    admin = office.admin()
    office.controllers.persons.delete(admin, awa.id)
    assert listed(office, admin) == [(DeletedKind.PERSON, awa.id)]
    office.controllers.deleted.bring_back(admin, DeletedKind.PERSON, awa.id)
    assert listed(office, admin) == [(DeletedKind.FOLLOW_UP, follow_up.id)]


@pytest.mark.parametrize(("days", "there"), [(KEPT_DAYS - 1, True), (KEPT_DAYS + 1, False)])
def test_for_ninety_days(office: Office, mentor: Actor, awa: Person, days: int, *, there: bool) -> None:
    delete_everything(office, mentor, awa)
    office.pass_time(days=days)
    assert bool(listed(office, office.admin())) is there


def test_only_so_many(office: Office, mentor: Actor, awa: Person) -> None:
    delete_everything(office, mentor, awa)
    admin = office.admin()
    assert [row.kind for row in office.controllers.deleted.list(admin, limit=2)] == [
        DeletedKind.ABSENCE,
        DeletedKind.INTERACTION,
    ]


def test_an_absence_comes_back_only_where_no_other_took_its_days(office: Office, mentor: Actor) -> None:
    paul = office.user(Role.MENTOR, "Paul")
    absence = away(office, mentor, paul)
    values = {"user": mentor.uuid, "first_on": day(-1), "last_on": day(-2), "colleague": paul.uuid}
    office.controllers.absences.add(mentor, values)
    with pytest.raises(Invalid):
        office.controllers.deleted.bring_back(mentor, DeletedKind.ABSENCE, absence.id)


def test_what_was_deleted_is_found_by_its_index(office: Office) -> None:
    for table in ("persons", "follow_ups", "client_interactions"):
        plan = office.rows(f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE deleted_at >= 5")
        assert f"{table}_deleted" in str(plan)
