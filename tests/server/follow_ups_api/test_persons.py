"""Persons, mentors and notifications over HTTP (docs/contract/decisions.md, *The follow-ups API*)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import PersonStatus, Role
from tests.server.conftest import Clients, Team
from tests.support.office import Office, day

PERSONS, MENTORS, NOTIFICATIONS = "/api/v1/persons", "/api/v1/users/mentors", "/api/v1/notifications"
UNKNOWN = "12345678-1234-1234-1234-123456789012"
WHOLE = {
    "firstName": "Élodie",
    "lastName": "N'Guessan",
    "gender": "F",
    "dateOfBirth": "--02-29",
    "phone": "+225 01 02 03 04 05",
    "email": "elodie@example.org",
    "address": "12 rue des Jardins",
    "commune": "Cocody",
    "quartier": "Riviera",
    "profession": "Infirmière",
    "maritalStatus": "widowed",
    "howHeardAboutChurch": "Une voisine",
    "prayerRequests": "Sa mère",
    "notes": "À appeler le soir",
    "firstVisitDate": "2024-01-21",
}


def status(answer: httpx.Response) -> int:
    content = answer.json()
    assert content["success"] is (answer.status_code < 400)
    assert content["message"]
    return answer.status_code


def wrong(answer: httpx.Response) -> list[str]:
    assert status(answer) == 400
    return [row["field"] for row in answer.json()["error"]["details"]]


def data(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json()["data"]


def test_a_person_is_added_whole(client: Clients) -> None:
    answer = client("can_committee").post(PERSONS, json=WHOLE)
    assert answer.status_code == 201
    added = data(answer)
    assert {name: added[name] for name in WHOLE} == WHOLE
    assert added["status"] == "to_visit"
    assert added["assignedMentor"] is None
    assert isinstance(added["clientId"], int)
    assert added["createdAt"] == added["updatedAt"] == "2026-11-20T12:00:00.000Z"
    assert added.pop("possibleDuplicates") == []  # told once, when they are added
    read = data(client("admin").get(f"{PERSONS}/{added['id']}"))
    assert read == added | {"followUps": []}


def test_little_is_enough(client: Clients) -> None:
    added = data(client("pastor").post(PERSONS, json={"firstName": "A", "lastName": "B"}))
    assert added["firstVisitDate"] == day(0).isoformat()
    assert {added[name] for name in WHOLE if name not in {"firstName", "lastName", "firstVisitDate"}} == {
        None
    }


def test_wrong_persons(client: Clients) -> None:
    add = client("admin").post
    assert wrong(add(PERSONS, json={})) == ["lastName"]  # one of the two names is enough
    sent = {
        "firstName": "",
        "lastName": 5,
        "gender": "X",
        "dateOfBirth": "--02-30",
        "phone": "101" * 101,
        "email": "nobody",
        "firstVisitDate": day(-1).isoformat(),
        "howHeardAboutChurch": "x" * 501,
        "maritalStatus": "engaged",
    }
    assert wrong(add(PERSONS, json=sent)) == [name for name in sent if name != "firstName"]
    assert wrong(add(PERSONS, json=WHOLE | {"dateOfBirth": "1990-13"})) == ["dateOfBirth"]
    assert status(client("mentor").post(PERSONS, json={})) == 403


def test_people_with_one_name_and_birthdays_known_in_part(client: Clients) -> None:
    add = client("admin").post
    added = data(
        add(PERSONS, json={"lastName": "Sukarno", "dateOfBirth": "1901", "phone": "pas de téléphone"})
    )
    assert (added["firstName"], added["lastName"], added["dateOfBirth"], added["phone"]) == (
        "",
        "Sukarno",
        "1901",
        None,
    )
    added = data(add(PERSONS, json={"firstName": "Madonna", "dateOfBirth": "1958-08"}))
    assert (added["firstName"], added["lastName"], added["dateOfBirth"]) == ("Madonna", "", "1958-08")
    assert wrong(add(PERSONS, json={"firstName": "A", "phone": "abc"})) == ["phone"]


def test_who_sees_whom(client: Clients, office: Office, team: Team, person: Person) -> None:
    office.person(team.other, first_name="Zoé", last_name="Abo", phone="07 08 09")
    office.person(first_name="Adam", last_name="Éwé", status=PersonStatus.INTEGRATED)

    def names(who: str, **parameters: object) -> list[str]:
        answer = client(who).get(PERSONS, params={name: str(value) for name, value in parameters.items()})
        assert data(answer)["pagination"]["totalItems"] == len(data(answer)["persons"])
        return [row["firstName"] for row in data(answer)["persons"]]

    assert names("admin") == ["Zoé", "Adam", "Marie"]  # by last name
    assert names("mentor") == ["Marie"]
    assert names("can_committee", search="zoe") == ["Zoé"]
    assert names("mentor", search="zoe") == []
    assert names("pastor", search="0708") == ["Zoé"]
    assert names("admin", status="integrated") == ["Adam"]
    assert names("admin", mentor_id=team.other.uuid) == ["Zoé"]
    assert names("admin", mentor_id=UNKNOWN) == []
    assert names("mentor", mentor_id=team.other.uuid) == []
    paged = data(client("admin").get(f"{PERSONS}?limit=2&page=2"))
    assert paged["pagination"] == {"currentPage": 2, "totalPages": 2, "totalItems": 3, "perPage": 2}
    assert wrong(client("admin").get(f"{PERSONS}?status=new&mentor_id=me&limit=0")) == [
        "limit",
        "status",
        "mentor_id",
    ]
    path = f"{PERSONS}/{person.uuid}"
    assert [status(client(who).get(path)) for who in ("mentor", "other", "can_committee")] == [200, 403, 200]
    assert status(client("other").patch(path, json={"phone": "101"})) == 403
    assert status(client("admin").get(f"{PERSONS}/{UNKNOWN}")) == 404
    assert wrong(client("admin").get(f"{PERSONS}/{person.id}")) == ["id"]


def test_a_person_comes_with_their_follow_ups(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    for ago in range(25):
        office.follow_up(team.mentor, person, ago=ago, notes=str(ago))
    read = data(client("mentor").get(f"{PERSONS}/{person.uuid}"))
    assert [row["notes"] for row in read["followUps"]] == [str(ago) for ago in range(25)]
    assert read["lastInteractionDate"] == day(0).isoformat()


def test_a_person_is_changed(client: Clients, person: Person) -> None:
    path = f"{PERSONS}/{person.uuid}"
    mentor = client("mentor")
    assert (
        data(mentor.patch(path, json={"phone": "0102030405", "commune": "Cocody"}))["phone"] == "0102030405"
    )
    changed = data(mentor.patch(path, json={"phone": None, "status": "integrated", "id": UNKNOWN}))
    assert (changed["phone"], changed["commune"], changed["status"]) == (None, "Cocody", "to_visit")
    assert wrong(mentor.patch(path, json={"firstName": None, "lastName": " ", "email": "x"})) == [
        "lastName",
        "email",
    ]


def test_statuses(client: Clients, office: Office, person: Person) -> None:
    path = f"{PERSONS}/{person.uuid}/status"
    for word in PersonStatus:
        answer = client("mentor").put(path, json={"status": str(word), "notes": "Parce que"})
        assert data(answer)["status"] == word
    reasons = office.rows("SELECT DISTINCT reason FROM activity_log WHERE event = 'personStatusChanged'")
    assert reasons == [("Parce que",)]
    assert wrong(client("mentor").put(path, json={"status": "gone", "notes": 3})) == ["status", "notes"]
    assert wrong(client("mentor").put(path, json={})) == ["status"]
    assert status(client("other").put(path, json={"status": "integrated"})) == 403
    assert status(client("admin").put(f"{PERSONS}/{UNKNOWN}/status", json={"status": "integrated"})) == 404


def test_mentors_are_assigned(client: Clients, office: Office, team: Team, person: Person) -> None:
    path = f"{PERSONS}/{person.uuid}/assign-mentor"
    for who, mentor in (("can_committee", team.other), ("admin", team.pastor)):
        assert data(client(who).put(path, json={"mentorId": str(mentor.uuid)}))["assignedMentor"] == {
            "id": str(mentor.uuid),
            "firstName": mentor.first_name,
            "lastName": mentor.last_name,
        }
    assert data(client("pastor").put(path, json={"mentorId": None}))["assignedMentor"] is None
    gone = office.user(Role.MENTOR, "Parti", is_active=False)
    for nobody in (team.admin, team.can_committee, gone):
        assert wrong(client("admin").put(path, json={"mentorId": str(nobody.uuid)})) == ["mentorId"]
    assert wrong(client("admin").put(path, json={})) == ["mentorId"]
    assert wrong(client("admin").put(path, json={"mentorId": "me"})) == ["mentorId"]
    assert status(client("admin").put(path, json={"mentorId": UNKNOWN})) == 404
    assert status(client("mentor").put(path, json={"mentorId": str(team.mentor.uuid)})) == 403


@pytest.mark.parametrize("who", ["can_committee", "mentor", "pastor", "admin"])
def test_the_active_mentors(client: Clients, office: Office, team: Team, person: Person, who: str) -> None:
    office.user(Role.MENTOR, "Parti", is_active=False)
    office.settings(mentor_limit=1)
    listed = data(client(who).get(MENTORS))["mentors"]
    by_name = {row["firstName"]: (row["activePersons"], row["limit"], row["available"]) for row in listed}
    assert by_name == {"Awa": (0, 1, True), "Jean": (1, 1, False)}


def test_notifications_are_ones_own(client: Clients, office: Office, team: Team, person: Person) -> None:
    office.follow_up(team.mentor, person)
    mentor, pastor = client("mentor"), client("pastor")
    assigned = data(mentor.get(NOTIFICATIONS))
    assert assigned["unreadCount"] == 1
    assert assigned["notifications"][0]["type"] == "personAssigned"
    assert assigned["notifications"][0]["message"] == f"{person.full_name} vous a été confié(e)"
    told = data(pastor.get(NOTIFICATIONS))
    (row,) = told["notifications"]
    assert row["type"] == "followUpRecorded"
    assert row["message"] == f"{team.mentor.full_name} a enregistré un suivi de {person.full_name}"
    assert row["person"]["id"] == str(person.uuid)
    assert (row["isRead"], row["readAt"]) == (False, None)
    path = f"{NOTIFICATIONS}/{row['id']}/read"
    assert status(mentor.put(path)) == 404  # another's
    for _ in range(2):
        assert data(pastor.put(path)) == {"id": row["id"], "unreadCount": 0}
    assert data(pastor.get(NOTIFICATIONS))["notifications"][0]["readAt"] == "2026-11-20T12:00:00.000Z"
    assert data(mentor.put(f"{NOTIFICATIONS}/read-all")) == {"markedCount": 1, "unreadCount": 0}
    assert data(mentor.put(f"{NOTIFICATIONS}/read-all"))["markedCount"] == 0
    assert wrong(mentor.put(f"{NOTIFICATIONS}/x/read")) == ["id"]
    assert wrong(mentor.get(f"{NOTIFICATIONS}?limit=1000")) == ["limit"]


def test_who_may_be_there_already_is_named_and_nobody_refused(client: Clients) -> None:
    add = client("admin").post
    first = data(add(PERSONS, json=WHOLE))
    assert first["possibleDuplicates"] == []
    again = data(add(PERSONS, json={"firstName": "elodie", "lastName": "N’guessan", "phone": WHOLE["phone"]}))
    assert again["possibleDuplicates"] == [
        {
            "id": first["id"],
            "clientId": first["clientId"],
            "firstName": "Élodie",
            "lastName": "N'Guessan",
            "agreeingFields": ["phone"],
            "isSure": True,
        }
    ]
    born = {"firstName": "Awa", "lastName": "Ba", "dateOfBirth": "1990-05-17"}
    assert data(add(PERSONS, json=born))["possibleDuplicates"] == []
    (twice,) = data(add(PERSONS, json=born))["possibleDuplicates"]
    assert (twice["agreeingFields"], twice["isSure"]) == (["dateOfBirth"], True)
    (other,) = data(add(PERSONS, json={"firstName": "Awa", "lastName": "Ba", "gender": "F"}))[
        "possibleDuplicates"
    ][:1]
    assert (other["agreeingFields"], other["isSure"]) == ([], False)
