"""People: added, found, changed, given a status and a mentor (by hand or by itself), deleted and brought back."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any
from uuid import uuid4

import pytest

from desktop_app.controllers.persons import NO_MENTOR, PersonFilter
from desktop_app.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import LogEvent, NotificationKind, PersonStatus, Role
from tests.support.office import NOON, TODAY, Office, day, fields_of

EVERYTHING = {
    "firstName": "Élodie",
    "lastName": "N'Guessan",
    "gender": "F",
    "dateOfBirth": "--02-29",
    "phone": "+225 01 02 03 04 05",
    "email": "Elodie@example.org",
    "address": "12, rue des Jardins",
    "commune": "Cocody",
    "quartier": "Riviera",
    "profession": "Teacher",
    "maritalStatus": "widowed",
    "howHeardAboutChurch": "A neighbour",
    "prayerRequests": "Work",
    "notes": "Call in the evening",
    "firstVisitDate": "2026-11-01",
}


def test_a_person_is_kept_as_entered(office: Office, committee: Actor) -> None:
    added = office.controllers.persons.add(committee, EVERYTHING)
    found = office.controllers.persons.get(committee, added.uuid)
    assert found == added == office.controllers.persons.get(committee, added.id)
    assert (found.first_name, found.last_name, found.full_name) == ("Élodie", "N'Guessan", "Élodie N'Guessan")
    assert (found.gender, found.marital_status, found.date_of_birth) == ("F", "widowed", "--02-29")
    assert (found.phone, found.email) == ("+225 01 02 03 04 05", "Elodie@example.org")
    assert (found.address, found.commune, found.quartier) == ("12, rue des Jardins", "Cocody", "Riviera")
    assert (found.profession, found.how_heard) == ("Teacher", "A neighbour")
    told = asdict(found)
    assert (told["prayer_requests"], told["notes"]) == ("Work", "Call in the evening")
    assert (found.first_visit_on, found.last_contact_on, found.earlier_contact_on) == (day(19), None, None)
    assert (found.status, found.mentor, found.follow_ups_count) == (PersonStatus.TO_VISIT, None, 0)
    assert (found.created_at, found.updated_at, found.version, found.is_deleted) == (NOON, NOON, 1, False)
    assert found.created_by is not None
    assert found.created_by.id == committee.id
    assert added.uuid.version == 7


def test_the_first_visit_is_today_unless_said(office: Office, committee: Actor) -> None:
    added = office.controllers.persons.add(committee, {"first_name": "A", "last_name": "B"})
    assert added.first_visit_on == TODAY


def test_only_what_is_sent_changes_and_null_clears(office: Office, admin: Actor) -> None:
    persons = office.controllers.persons
    added = persons.add(admin, EVERYTHING)
    office.pass_time(hours=1)
    changed = persons.update(
        admin, added.id, {"phone": None, "gender": None, "maritalStatus": None, "commune": ""}
    )
    assert (changed.phone, changed.gender, changed.marital_status, changed.commune) == ("", None, None, "")
    assert (changed.version, changed.updated_at, changed.created_at) == (2, office.clock.now(), NOON)
    for name in (
        "first_name",
        "email",
        "date_of_birth",
        "how_heard",
        "prayer_requests",
        "notes",
        "first_visit_on",
    ):
        assert getattr(changed, name) == getattr(added, name)
    assert persons.update(admin, added.id, {"nothing": "known"}) == changed
    with pytest.raises(Invalid) as raised:
        persons.update(admin, added.id, {"firstName": None, "last_name": " ", "email": "x"})
    assert fields_of(raised.value) == {"last_name": "required", "email": "email"}
    assert persons.get(admin, added.id) == changed


def test_a_person_changed_meanwhile_is_a_conflict_that_shows_both(office: Office, admin: Actor) -> None:
    persons = office.controllers.persons
    seen = persons.add(admin, EVERYTHING)
    persons.update(admin, seen.id, {"phone": "0708091011"}, version=seen.version)
    with pytest.raises(Conflict) as raised:
        persons.update(admin, seen.id, {"phone": "0809101112"}, version=seen.version)
    assert raised.value.current == persons.get(admin, seen.id)
    assert persons.get(admin, seen.id).phone == "0708091011"
    assert (
        persons.update(admin, seen.id, {"phone": "0708091011"}, version=seen.version).version == 2
    )  # both wrote the same
    assert (
        persons.update(admin, seen.id, {"phone": "0809101112"}).phone == "0809101112"
    )  # who says no version overwrites


def test_contacts_status_and_mentor_do_not_get_in_the_way_of_an_edit(
    office: Office, admin: Actor, mentor: Actor, person: Person
) -> None:
    office.follow_up(mentor, person)
    office.controllers.persons.set_status(admin, person.id, {"status": "integrated"})
    assert (
        office.controllers.persons.update(
            admin, person.id, {"phone": "0708091011"}, version=person.version
        ).phone
        == "0708091011"
    )


# -- finding


@pytest.mark.parametrize(
    "typed",
    [
        "elodie",
        "ÉLODIE",
        "  nguessan elod ",
        "n'guessan",
        "N’Guessan",
        "guess",
        "elodie@",
        "ELODIE@EXAMPLE.ORG",
        "0102030405",
        "01 02 03",
        "+225 01.02.03-04 05",
        "00225 01 02 03 04 05",
    ],
)
def test_a_person_is_found_by_name_phone_and_e_mail_however_typed(
    office: Office, admin: Actor, typed: str
) -> None:
    office.person(first_name="Paul", last_name="Konan", phone="08 09 10 11 12", email="paul@example.org")
    added = office.controllers.persons.add(admin, EVERYTHING)
    assert [one.id for one in office.controllers.persons.find(admin, typed)] == [added.id]
    listed = office.controllers.persons.list(admin, PersonFilter(search=typed))
    assert ([one.id for one in listed.items], listed.total) == ([added.id], 1)


@pytest.mark.parametrize("typed", ["", "   ", "zzz", "elodie konan", "%", "_", "elo%die", "9999", "'", "\\"])
def test_nobody_is_found_by_what_nobody_is_called(office: Office, admin: Actor, typed: str) -> None:
    office.controllers.persons.add(admin, {**EVERYTHING, "last_name": "Konan-Yao", "lastName": "Yao"})
    assert office.controllers.persons.find(admin, typed) == ()


def found_names(office: Office, admin: Actor, typed: str) -> list[str]:
    """Whom the quick find shows, in its order."""
    return [person.full_name for person in office.controllers.persons.find(admin, typed)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (("Awa", "N’Diaye"), "ndiaye"),
        (("Awa", "N’Diaye"), "n diaye"),
        (("Awa", "N Diaye"), "N’Diaye"),
        (("Awa", "N Diaye"), "ndiaye awa"),
        (("Jean-Pierre", "Aka"), "jeanpierre"),
        (("Jean Pierre", "Aka"), "Aka, Jean-Pierre"),
        (("小明", "王"), "王小明"),
        (("小明", "王"), "小明"),
        (("小明", "王"), "wangxiaoming"),
    ],
)
def test_a_name_is_found_whatever_parts_its_words(
    office: Office, admin: Actor, name: tuple[str, str], typed: str
) -> None:
    office.person(first_name="Paul", last_name="Konan")
    office.person(first_name=name[0], last_name=name[1])
    assert found_names(office, admin, typed) == [" ".join(name)]


@pytest.mark.parametrize(
    ("phone", "typed"),
    [
        ("07.20.56.73.43", "+225 07 20 56"),
        ("07.20.56.73.43", "00225072056"),
        ("07.20.56.73.43", "225 07 20 56 73 43"),
        ("07.20.56.73.43", "20.56.73"),
        ("+225 07 20 56 73 43", "07 20 56 73"),
        ("+33 6 12 34 56 78", "06 12 34"),
        ("06 12 34 56 78", "+33 6 12 34"),
        ("06 12 34 56 78", "0033 612 34 56 78"),
    ],
)
def test_a_phone_is_found_in_any_form(office: Office, admin: Actor, phone: str, typed: str) -> None:
    office.person(first_name="Paul", last_name="Konan", phone="08 09 10 11 12")
    office.person(first_name="Awa", last_name="Aka", phone=phone)
    assert found_names(office, admin, typed) == ["Awa Aka"]
    listed = office.controllers.persons.list(admin, PersonFilter(search=typed))
    assert [row.full_name for row in listed.items] == ["Awa Aka"]


def test_people_are_found_by_where_they_live(office: Office, admin: Actor) -> None:
    aka = office.person(first_name="Awa", last_name="Aka", commune="Yopougon", quartier="Niangon-Nord")
    office.person(first_name="Paul", last_name="Konan", commune="Cocody")
    assert found_names(office, admin, "niangon nord") == ["Awa Aka"]
    assert found_names(office, admin, "yopougon awa") == ["Awa Aka"]
    office.controllers.persons.update(admin, aka.id, {"commune": "Abobo"})
    assert found_names(office, admin, "yopougon awa") == []
    assert found_names(office, admin, "awa abobo") == ["Awa Aka"]
    assert office.problems() == ()


@pytest.mark.parametrize(
    ("born", "typed", "is_found"),
    [
        ("1990-05-17", "17/05/1990", True),
        ("1990-05-17", "17 mai 1990", True),
        ("1990-05-17", "17.05", True),
        ("1990-05-17", "1990", True),
        ("--05-17", "17/05/1990", True),
        ("--05-17", "17/05", True),
        ("1990-05-18", "17/05/1990", False),
        ("--06-17", "17/05", False),
    ],
)
def test_people_are_found_by_their_birthday(
    office: Office, admin: Actor, born: str, typed: str, *, is_found: bool
) -> None:
    office.person(first_name="Awa", last_name="Aka", date_of_birth=born)
    office.person(first_name="Paul", last_name="Konan", date_of_birth="2001-01-01")
    assert found_names(office, admin, typed) == ["Awa Aka"] * is_found


def test_the_best_come_first(office: Office, admin: Actor) -> None:
    for first, last, place in [
        ("Koffi", "Bakayoko", ""), ("Awa", "Zika", ""), ("Paul", "Akaffou", ""), ("Aka", "Zadi", ""), ("Marie", "Aka", ""),
        ("Luc", "Abe", "Akanda"),
    ]:  # fmt: skip
        office.person(first_name=first, last_name=last, commune=place)
    assert found_names(office, admin, "aka") == [
        "Marie Aka", "Aka Zadi", "Paul Akaffou", "Luc Abe", "Koffi Bakayoko",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ouattra", "Awa Ouattara"),
        ("awa ouatara", "Awa Ouattara"),
        ("mueller", "Jürgen Müller"),
        ("couassi", "Koffi Kouassi"),
        ("filip", "Philippe Brou"),
        ("mamadou", "Doudou Sarr"),
    ],
)
def test_where_nobody_fits_names_that_nearly_do_are_found(
    office: Office, admin: Actor, typed: str, meant: str
) -> None:
    for name in ["Awa Ouattara", "Jürgen Müller", "Koffi Kouassi", "Philippe Brou", "Doudou Sarr", "Ida Ott"]:
        first, last = name.split()
        office.person(first_name=first, last_name=last)
    assert found_names(office, admin, typed) == [meant]
    near = office.controllers.persons.list(admin, PersonFilter(search=typed, near=True))
    assert ([row.full_name for row in near.items], near.total) == ([meant], 1)
    assert office.controllers.persons.list(admin, PersonFilter(search=typed)).total == 0


def test_nearly_the_same_is_not_shown_where_somebody_fits(office: Office, admin: Actor) -> None:
    office.person(first_name="Awa", last_name="Kouassi")
    integrated = office.person(first_name="Awa", last_name="Kouasse", status=PersonStatus.INTEGRATED)
    persons = office.controllers.persons
    assert found_names(office, admin, "kouassi") == ["Awa Kouassi"]
    filters = PersonFilter(search="kouassi", near=True, status=PersonStatus.INTEGRATED)
    assert persons.list(admin, filters).items == ()
    listed = persons.list(admin, replace(filters, search="kouassee"))
    assert [row.id for row in listed.items] == [integrated.id]


def test_nearly_the_same_is_shown_of_ones_own_people_only(office: Office, mentor: Actor) -> None:
    office.person(first_name="Awa", last_name="Ouattara")
    office.person(mentor, first_name="Ali", last_name="Ouattara")
    assert found_names(office, mentor, "ouattra") == ["Ali Ouattara"]
    listed = office.controllers.persons.list(mentor, PersonFilter(search="ouattra", near=True))
    assert [row.full_name for row in listed.items] == ["Ali Ouattara"]


def test_what_changed_is_found_by_its_new_name(office: Office, admin: Actor) -> None:
    added = office.controllers.persons.add(admin, EVERYTHING)
    office.controllers.persons.update(admin, added.id, {"lastName": "Kouamé", "phone": "0504030201"})
    assert office.controllers.persons.find(admin, "guessan") == ()
    assert [one.id for one in office.controllers.persons.find(admin, "kouame elodie")] == [added.id]
    assert office.problems() == ()


def test_the_list_is_sorted_filtered_and_in_pages(office: Office, admin: Actor, mentor: Actor) -> None:
    persons = office.controllers.persons
    names = ["Zadi Éric", "Abou Zoé", "éboué Ange", "Eboue Bea", "Abou Anne"]
    people = {
        name: office.person(first_name=name.split()[1], last_name=name.split()[0], first_visit_on=day(number))
        for number, name in enumerate(names)
    }
    persons.assign(admin, people["Zadi Éric"].id, {"mentor": mentor.uuid})
    persons.set_status(admin, people["Abou Zoé"].id, {"status": "integrated"})
    expected = ["Abou Anne", "Abou Zoé", "éboué Ange", "Eboue Bea", "Zadi Éric"]

    def shown(filters: PersonFilter, *args: Any, **kwargs: Any) -> list[str]:
        page = persons.list(admin, filters, *args, **kwargs)
        return [f"{one.last_name} {one.first_name}" for one in page.items]

    assert shown(PersonFilter()) == expected
    assert shown(PersonFilter(), descending=True) == expected[::-1]
    assert shown(PersonFilter(), "first_visit", descending=True) == names
    assert shown(PersonFilter(), limit=2, offset=2) == expected[2:4]
    assert shown(PersonFilter(status=PersonStatus.INTEGRATED)) == ["Abou Zoé"]
    assert shown(PersonFilter(mentor_id=mentor.id)) == ["Zadi Éric"]
    assert shown(PersonFilter(mentor_id=NO_MENTOR)) == expected[:4]
    assert shown(PersonFilter(search="abou", status=PersonStatus.TO_VISIT)) == ["Abou Anne"]
    pages = [persons.list(admin, PersonFilter(), limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [(len(page.items), page.total, page.more) for page in pages] == [
        (2, 5, True),
        (2, 5, True),
        (1, 5, False),
        (0, 5, False),
    ]
    for sort in ("name", "status", "mentor", "phone", "commune", "first_visit", "last_contact"):
        for descending in (False, True):
            assert sorted(shown(PersonFilter(), sort, descending=descending)) == sorted(expected)


# -- status


def test_a_status_is_given_with_a_reason_that_is_kept(office: Office, mentor: Actor, person: Person) -> None:
    changed = office.controllers.persons.set_status(
        mentor, person.uuid, {"status": "to_redirect", "notes": "Moved to Bouaké"}, seen=PersonStatus.TO_VISIT
    )
    assert changed.status is PersonStatus.TO_REDIRECT
    entry = office.controllers.activity.of_person(mentor, person.id)[0]
    assert (entry.event, entry.reason) == (LogEvent.STATUS_CHANGED, "Moved to Bouaké")
    assert (entry.before, entry.after) == ({"status": "to_visit"}, {"status": "to_redirect"})


def test_the_same_status_again_is_no_event(office: Office, mentor: Actor, person: Person) -> None:
    before = office.controllers.activity.of_person(mentor, person.id)
    office.controllers.persons.set_status(mentor, person.id, {"status": "to_visit", "notes": "?"})
    assert office.controllers.activity.of_person(mentor, person.id) == before


def test_a_status_that_somebody_else_changed_meanwhile_is_a_conflict(
    office: Office, mentor: Actor, admin: Actor, person: Person
) -> None:
    persons, seen = office.controllers.persons, person.status
    persons.set_status(admin, person.id, {"status": "integrated"}, seen=seen)
    with pytest.raises(Conflict) as raised:
        persons.set_status(mentor, person.id, {"status": "long_absent"}, seen=seen)
    assert raised.value.current == persons.get(mentor, person.id)
    assert persons.get(mentor, person.id).status is PersonStatus.INTEGRATED
    persons.set_status(mentor, person.id, {"status": "integrated"}, seen=seen)  # both wanted the same
    assert persons.set_status(mentor, person.id, {"status": "long_absent"}).status is PersonStatus.LONG_ABSENT


# -- mentor


def test_a_mentor_is_given_told_and_taken_away(
    office: Office, admin: Actor, mentor: Actor, other_mentor: Actor
) -> None:
    persons, notifications = office.controllers.persons, office.controllers.notifications
    person = office.person()
    assigned = persons.assign(admin, person.id, {"mentorId": str(mentor.uuid), "notes": "Neighbours"})
    assert assigned.mentor is not None
    assert assigned.mentor.id == mentor.id
    entry = office.controllers.activity.of_person(admin, person.id)[0]
    assert (entry.event, entry.reason) == (LogEvent.MENTOR_ASSIGNED, "Neighbours")
    assert (entry.before, entry.after) == ({"mentor": None}, {"mentor": mentor.full_name})
    (told,) = notifications.mine(mentor).items
    assert told.kind is NotificationKind.PERSON_ASSIGNED
    assert told.person is not None
    assert told.by is not None
    assert (told.person.id, told.by.id, told.read_at) == (person.id, admin.id, None)
    persons.assign(admin, person.id, {"mentor": mentor.uuid, "notes": "again"})
    assert notifications.mine(mentor).total == 1
    persons.assign(admin, person.id, {"mentor": other_mentor.uuid})
    assert [one.kind for one in notifications.mine(mentor).items] == ["personUnassigned", "personAssigned"]
    assert [one.kind for one in notifications.mine(other_mentor).items] == ["personAssigned"]
    assert persons.assign(admin, person.id, {"mentorId": None}).mentor is None
    assert [one.kind for one in notifications.mine(other_mentor).items] == [
        "personUnassigned",
        "personAssigned",
    ]


def test_who_assigns_themselves_is_not_told(office: Office, pastor: Actor) -> None:
    person = office.person()
    office.controllers.persons.assign(pastor, person.id, {"mentor": pastor.uuid})
    assert office.controllers.notifications.mine(pastor).total == 0


def test_a_mentor_that_is_not_said_at_all_is_not_taken_away(
    office: Office, admin: Actor, person: Person
) -> None:
    with pytest.raises(Invalid) as raised:
        office.controllers.persons.assign(admin, person.id, {"notes": "?"})
    assert fields_of(raised.value) == {"mentor": "required"}
    assert office.get(person).mentor == person.mentor


def test_only_active_mentors_and_pastors_can_be_given_persons(
    office: Office, admin: Actor, person: Person
) -> None:
    persons = office.controllers.persons
    inactive = office.user(Role.MENTOR, is_active=False)
    for user in (inactive, admin, office.user(Role.CAN_COMMITTEE)):
        with pytest.raises(Invalid) as raised:
            persons.assign(admin, person.id, {"mentor": user.uuid})
        assert fields_of(raised.value) == {"mentor": "not_a_mentor"}
    with pytest.raises(NotFound) as not_found:
        persons.assign(admin, person.id, {"mentor": uuid4()})
    assert not_found.value.what == "user"
    assert office.get(person).mentor == person.mentor
    assert persons.assign(admin, person.id, {"mentor": office.user(Role.PASTOR).uuid}).mentor is not None


# -- by itself


def mentors_of(office: Office, count: int) -> list[int | None]:
    found = [office.person().mentor for _ in range(count)]
    return [mentor.id if mentor else None for mentor in found]


def test_nobody_is_given_a_mentor_by_itself_unless_the_setting_says_so(office: Office, mentor: Actor) -> None:
    assert mentors_of(office, 1) == [None]
    office.settings(assign_automatically=True)
    assert mentors_of(office, 1) == [mentor.id]
    office.settings(assign_automatically=False)
    assert mentors_of(office, 1) == [None]


def test_the_mentor_with_the_fewest_active_persons_is_chosen_below_the_limit(office: Office) -> None:
    first, second, third = (office.user(Role.MENTOR) for _ in range(3))
    office.user(Role.PASTOR)
    office.user(Role.MENTOR, is_active=False)
    admin = office.admin()
    busy = [office.person(second) for _ in range(2)]
    office.settings(assign_automatically=True, mentor_limit=2)
    # ties go to who joined first; the second is full
    assert mentors_of(office, 5) == [first.id, third.id, first.id, third.id, None]
    office.controllers.persons.set_status(admin, busy[0].id, {"status": "integrated"})  # active no more
    assert mentors_of(office, 2) == [second.id, None]
    office.controllers.persons.delete(admin, busy[1].id)
    assert mentors_of(office, 1) == [second.id]
    office.controllers.persons.restore(admin, busy[1].id)
    assert mentors_of(office, 1) == [None]
    assert office.controllers.waiting.dashboard(admin, 7).counts.without_mentor == 3
    assert [
        (one.id, one.active_persons, one.limit, one.available)
        for one in office.controllers.mentors.list(admin)
    ][:3] == [(first.id, 2, 2, False), (second.id, 3, 2, False), (third.id, 2, 2, False)]


def test_a_mentor_given_by_itself_is_told_and_the_log_says_why(
    office: Office, mentor: Actor, admin: Actor
) -> None:
    office.settings(assign_automatically=True)
    announced: list[frozenset[str]] = []
    office.application.changes.listen(lambda changed: announced.append(changed.kinds))
    person = office.person()
    (told,) = office.controllers.notifications.mine(mentor).items
    assert (told.kind, told.by) == (NotificationKind.PERSON_ASSIGNED, None)
    entry = office.controllers.activity.of_person(admin, person.id)[0]
    assert (entry.event, entry.actor, entry.after) == (
        LogEvent.MENTOR_ASSIGNED,
        None,
        {"mentor": mentor.full_name},
    )
    assert entry.reason
    assert announced == [frozenset({"persons", "notifications"})]


# -- deleting


def test_a_deleted_person_is_nowhere_and_comes_back_whole(
    office: Office, admin: Actor, mentor: Actor, person: Person
) -> None:
    persons = office.controllers.persons
    office.follow_up(mentor, person, ago=9, promise=2)
    interaction = office.interaction(mentor, person)
    before = persons.get(admin, person.id)
    assert persons.delete(admin, person.uuid).is_deleted
    assert persons.find(admin, "marie") == ()
    assert persons.list(admin, PersonFilter()).total == 0
    dashboard = office.controllers.waiting.dashboard(admin, 0)
    assert (dashboard.waiting, dashboard.past_due, dashboard.coming_up) == ((), (), ())
    assert [one.active_persons for one in office.controllers.mentors.list(admin)] == [0]
    with pytest.raises(NotFound):
        office.controllers.client_interactions.get(admin, interaction.id)
    with pytest.raises(NotFound):
        persons.delete(admin, person.id)
    restored = persons.restore(admin, person.id)
    assert restored == before
    assert len(office.controllers.waiting.dashboard(admin, 0).waiting) == 1
    assert (
        office.controllers.client_interactions.get(admin, interaction.id)
        == office.controllers.client_interactions.of_person(admin, person.id)[0]
    )
    with pytest.raises(Refused):
        persons.restore(admin, person.id)
    events = [entry.event for entry in office.controllers.activity.of_person(admin, person.id)]
    assert events[:2] == [LogEvent.PERSON_RESTORED, LogEvent.PERSON_DELETED]
    assert office.problems() == ()


# -- a visitor who walks in


def test_somebody_new_is_added_with_the_mentor_that_is_chosen(
    office: Office, admin: Actor, mentor: Actor
) -> None:
    persons = office.controllers.persons
    added = persons.add(admin, {"first_name": "Awa"}, mentor.uuid)
    assert added.mentor is not None
    assert added.mentor.id == mentor.id
    with pytest.raises(NotFound):
        persons.add(admin, {"first_name": "Koffi"}, uuid4())
    assert office.rows("SELECT COUNT(*) FROM persons") == [(1,)]


def test_what_many_share_is_suggested_the_commonest_first(
    office: Office, admin: Actor, mentor: Actor
) -> None:
    persons = office.controllers.persons
    for commune in ("Yopougon", "Cocody", "Cocody", ""):
        persons.add(admin, {"first_name": "Awa", "commune": commune, "profession": "Nurse"})
    gone = persons.add(admin, {"first_name": "Gone", "commune": "Elsewhere"})
    persons.delete(admin, gone.id)
    known = persons.suggestions(admin)
    assert (known["commune"], known["profession"]) == (("Cocody", "Yopougon"), ("Nurse",))
    assert set(known) == {"commune", "quartier", "how_heard", "profession"}
    with pytest.raises(NotAllowed):
        persons.suggestions(mentor)
