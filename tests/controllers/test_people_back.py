"""One person comes back from a copy with their contacts; whoever is there decides field by field; it is logged and undone."""

from __future__ import annotations

import pytest

from desktop_app.controllers.people_back import PeopleBack, TakenBack
from desktop_app.controllers.persons import PersonFilter
from desktop_app.domain.backup_copies import BackupCopy
from desktop_app.domain.errors import NotAllowed, NotFound
from desktop_app.domain.records import Actor, Person
from tests.support.office import Office


@pytest.fixture
def copy(office: Office, admin: Actor, mentor: Actor, person: Person) -> BackupCopy:
    """A copy with the person, two follow-ups and a client interaction with a service."""
    office.controllers.persons.update(admin, person.id, {"phone": "07 08 09 10 11", "address": "Rue 12"})
    office.follow_up(mentor, person, ago=9)
    office.follow_up(mentor, person, ago=2, promise=-3)
    office.interaction(admin, person, reference_services=["DACA"])
    return office.controllers.backups.make()


def back(office: Office) -> PeopleBack:
    return office.controllers.people_back


def erase(office: Office, person: Person) -> None:
    """Take the person out of the data, as no window can: as if they had never been there."""
    for sql in (
        "DELETE FROM client_interaction_services",
        "DELETE FROM client_interactions",
        "DELETE FROM follow_ups",
        "DELETE FROM notifications",
        "UPDATE totals SET value = 0",
    ):
        office.database.execute_sql(sql)
    office.database.execute_sql("DELETE FROM persons WHERE id = ?", (person.id,))


def test_a_copy_is_looked_through(office: Office, admin: Actor, person: Person, copy: BackupCopy) -> None:
    (named,) = back(office).people(admin, copy)
    assert (named.uuid, named.full_name, named.contacts) == (person.uuid, person.full_name, 3)
    folder = office.folder / "backups"
    assert list(folder.glob("looking-*")) == []


def test_somebody_who_is_gone_comes_back_with_all_contacts(
    office: Office, admin: Actor, mentor: Actor, person: Person, copy: BackupCopy
) -> None:
    before = office.get(person)
    erase(office, person)
    newcomer = office.person(mentor)  # who has the key that the person had
    compared = back(office).compare(admin, copy, person.uuid)
    assert not compared.is_there
    assert compared.contacts_gone == 3
    taken = back(office).take_back(admin, copy, person.uuid)
    assert taken.contact_count == 3
    again = office.controllers.persons.get(admin, person.uuid)
    assert again.id != newcomer.id or newcomer.id != person.id
    assert (again.full_name, again.phone, again.mentor, again.follow_ups_count) == (
        before.full_name,
        before.phone,
        before.mentor,
        2,
    )
    assert again.last_contact_on == before.last_contact_on
    (interaction,) = office.controllers.client_interactions.of_person(admin, again.id)
    assert [str(service) for service in interaction.reference_services] == ["DACA"]
    assert office.problems() == ()
    newest = office.controllers.activity.of_person(admin, again.id)[0]
    assert newest.reason == copy.path.name


def test_undo_takes_them_off_the_lists_again(
    office: Office, admin: Actor, person: Person, copy: BackupCopy
) -> None:
    erase(office, person)
    taken = back(office).take_back(admin, copy, person.uuid)
    back(office).undo(admin, taken)
    assert office.controllers.persons.list(admin, PersonFilter()).items == ()
    assert office.problems() == ()


def test_whoever_is_there_keeps_what_they_are_but_for_the_fields_chosen(
    office: Office, admin: Actor, person: Person, copy: BackupCopy
) -> None:
    office.controllers.persons.update(admin, person.id, {"phone": "01 02 03 04 05", "address": "Rue 90"})
    compared = back(office).compare(admin, copy, person.uuid)
    assert compared.is_there
    assert compared.fields["address"] == ("Rue 12", "Rue 90")
    assert compared.contacts_gone == 0
    taken = back(office).take_back(admin, copy, person.uuid, {"address"})
    now = office.get(person)
    assert now.address == "Rue 12"
    assert now.phone == office.controllers.persons.get(admin, person.id).phone != "07 08 09 10 11"
    back(office).undo(admin, taken)
    assert office.get(person).address == "Rue 90"
    assert office.problems() == ()


def test_a_contact_that_was_deleted_comes_back(
    office: Office, admin: Actor, mentor: Actor, person: Person, copy: BackupCopy
) -> None:
    entry = next(item for item in office.controllers.timeline.of_person(admin, person.id) if item.follow_up)
    assert entry.follow_up is not None
    office.controllers.follow_ups.delete(admin, entry.follow_up.id)
    taken = back(office).take_back(admin, copy, person.uuid)
    assert taken.contact_count == 1
    assert office.get(person).follow_ups_count == 2
    assert office.problems() == ()


def test_only_administrators_look_into_copies(
    office: Office, mentor: Actor, pastor: Actor, person: Person, copy: BackupCopy
) -> None:
    for actor in (mentor, pastor):
        with pytest.raises(NotAllowed):
            back(office).people(actor, copy)
        with pytest.raises(NotAllowed):
            back(office).take_back(actor, copy, person.uuid)
        with pytest.raises(NotAllowed):
            back(office).compare(actor, copy, person.uuid)
        with pytest.raises(NotAllowed):
            back(office).undo(actor, TakenBack(person.id, True, {}, ()))


def test_somebody_whom_the_copy_has_not(
    office: Office, admin: Actor, mentor: Actor, copy: BackupCopy
) -> None:
    later = office.person(mentor)
    with pytest.raises(NotFound):
        back(office).take_back(admin, copy, later.uuid)
