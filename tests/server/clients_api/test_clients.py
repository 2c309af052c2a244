"""The clients API's ``/api/clients``: listed, found, added, changed (docs/contract/decisions.md, *The clients API*)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from tests.server.clients_api.test_interactions import NOW, refused
from tests.server.conftest import Clients, Team
from tests.support.office import Office

MARIE = {
    "firstName": "Marie-Élise",
    "lastName": "Kouassi",
    "phone": "+225 01 02 03 04 05",
    "email": "marie@example.org",
    "birthday": "1990-05-17",
    "notes": "Call in the evening",
    "address": "12 rue des Jardins",
}


@pytest.fixture
def committee(client: Clients) -> httpx.Client:
    return client("can_committee")


def listed(client: httpx.Client, **query: object) -> list[str]:
    answer = client.get("/api/clients", params={name: str(value) for name, value in query.items()})
    assert answer.status_code == 200, answer.text
    return [row["lastName"] for row in answer.json()["clients"]]


def test_a_client_is_added_and_read(committee: httpx.Client, team: Team) -> None:
    created = committee.post(
        "/api/clients", json=MARIE | {"isDeleted": True, "createdBy": 1, "fullName": "X"}
    )
    assert created.status_code == 201, created.text
    body = created.json()
    assert body.pop("possibleDuplicates") == []  # told once, when they are added
    assert body == {
        "id": body["id"],
        **MARIE,
        "fullName": "Marie-Élise Kouassi",
        "isDeleted": False,
        "createdBy": {
            "userId": team.can_committee.id,
            "firstName": team.can_committee.first_name,
            "lastName": team.can_committee.last_name,
            "fullName": team.can_committee.full_name,
            "timestamp": NOW,
        },
    }
    assert committee.get(f"/api/clients/{body['id']}").json() == body
    assert committee.get(f"/api/clients/{body['id']}/").json() == body


def test_one_person_has_two_hats(committee: httpx.Client) -> None:
    created = committee.post("/api/clients", json=MARIE).json()
    persons = committee.get("/api/v1/persons").json()["data"]["persons"]
    assert [(row["clientId"], row["status"], row["phone"]) for row in persons] == [
        (created["id"], "to_visit", MARIE["phone"])
    ]


def test_what_is_left_blank_is_null(committee: httpx.Client) -> None:
    created = committee.post("/api/clients/", json={"firstName": "A", "lastName": "B", "phone": ""}).json()
    assert [created[name] for name in ("phone", "email", "birthday", "address")] == [None] * 4


def test_every_wrong_field_is_named(committee: httpx.Client) -> None:
    wrong = {
        "firstName": "",
        "lastName": None,
        "birthday": "1990-02-30",
        "phone": "0" * 101,
        "email": "nobody",
        "address": 7,
    }
    names = ["lastName", "birthday", "phone", "email", "address"]
    refused(committee.post("/api/clients", json=wrong), *(f"{name}: " for name in names))
    refused(committee.post("/api/clients", json={}), "lastName: ")
    # what the other family or the program itself calls a field means nothing here
    refused(
        committee.post("/api/clients", json={"first_name": "A", "last_name": "B"}),
        "lastName: ",
    )


def test_only_what_is_sent_changes(committee: httpx.Client) -> None:
    created = committee.post("/api/clients", json=MARIE).json()
    del created["possibleDuplicates"]
    address = f"/api/clients/{created['id']}"
    changed = committee.patch(address, json={"phone": None, "birthday": "--05-17", "isDeleted": False})
    assert changed.status_code == 200, changed.text
    assert changed.json() == {**created, "phone": None, "birthday": "--05-17"}
    assert committee.get(address).json() == changed.json()
    for body in ({}, {"unknown": 1}, {"fullName": "X Y"}):
        refused(committee.patch(address, json=body), "Send at least one of the fields that can be changed: ")
    refused(committee.patch(address, json={"isDeleted": True}), "isDeleted: ")
    refused(committee.patch(address, json={"firstName": None, "email": "x"}), "email: ")
    assert committee.patch(address, json=created).json() == created


def test_the_log_tells_of_the_client_too(committee: httpx.Client) -> None:
    created = committee.post("/api/clients", json=MARIE).json()
    committee.patch(f"/api/clients/{created['id']}", json={"birthday": None})
    logs: list[dict[str, Any]] = committee.get(f"/api/clients/{created['id']}/logs").json()["logs"]
    assert [(row["event"], row["interactionId"]) for row in logs] == [
        ("personUpdated", None),
        ("personCreated", None),
    ]
    assert logs[0]["changes"] == [{"field": "birthday", "before": "1990-05-17", "after": None}]
    assert {"field": "firstName", "before": None, "after": "Marie-Élise"} in logs[1]["changes"]


@pytest.fixture
def three(office: Office, team: Team) -> None:
    """Three people, one of them the mentor's."""
    office.person(team.mentor, first_name="Zoé", last_name="Álvarez", phone="+225 01 02 03 04 05")
    office.person(first_name="Awa", last_name="Traoré", email="zoe2024@example.org", phone="0709080706")
    office.person(first_name="Bintou", last_name="Traoré")


def test_clients_come_by_last_then_first_name(client: Clients, three: None) -> None:
    clients = client("pastor").get("/api/clients").json()["clients"]
    names = [row["fullName"] for row in clients]
    assert names == ["Zoé Álvarez", "Awa Traoré", "Bintou Traoré"]
    assert clients[0]["createdBy"]["timestamp"] == NOW
    assert listed(client("mentor")) == ["Álvarez"]
    assert listed(client("other")) == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"name": "zoe"}, ["Álvarez"]),  # not who has it in the e-mail address
        ({"name": "TRAORE awa"}, ["Traoré"]),
        ({"name": "traore"}, ["Traoré", "Traoré"]),
        ({"name": "!!"}, []),
        ({"name": " "}, ["Álvarez", "Traoré", "Traoré"]),
        ({"phone": "01 02 03"}, ["Álvarez"]),
        ({"phone": "+225 0102030405"}, ["Álvarez"]),
        ({"phone": "07-09"}, ["Traoré"]),
        ({"phone": "no digits"}, []),
        ({"phone": ""}, ["Álvarez", "Traoré", "Traoré"]),
        ({"name": "awa", "phone": "0709"}, ["Traoré"]),
        ({"name": "awa", "phone": "0102"}, []),
        ({"name": "%"}, []),
        ({"unknown": "x", "phone": "0709"}, ["Traoré"]),
    ],
)
def test_who_is_found(client: Clients, three: None, query: dict[str, str], names: list[str]) -> None:
    assert listed(client("admin"), **query) == names


def test_a_hundred_to_a_page(client: Clients, office: Office, team: Team) -> None:
    for number in range(203):
        office.person(by=team.admin, last_name=f"N{number:03}")
    admin = client("admin")
    pages = [admin.get(f"/api/clients?page={page}").json() for page in (1, 2, 3, 4, 10**15)]
    assert [len(page["clients"]) for page in pages] == [100, 100, 3, 0, 0]
    names = [row["lastName"] for page in pages for row in page["clients"]]
    assert names == [f"N{number:03}" for number in range(203)]
    for page, number in zip(pages, (1, 2, 3, 4, 10**15), strict=True):
        assert page["pagination"] == {
            "numClients": 203,
            "currentPage": number,
            "pageSize": 100,
            "numPages": 3,
        }


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "9" * 30])
def test_pages_that_are_none(client: Clients, team: Team, page: str) -> None:
    refused(client("admin").get(f"/api/clients?page={page}"), "page: Must be a whole number")


def test_a_deleted_client_is_not_there(client: Clients, office: Office, team: Team, person: Person) -> None:
    office.controllers.persons.delete(team.admin, person.id)
    admin = client("admin")
    refused(admin.get(f"/api/clients/{person.id}"), "Client not found", status=404)
    refused(admin.get(f"/api/clients/{person.id}/interactions"), "Client not found", status=404)
    assert listed(admin) == []


def test_who_may_be_there_already_is_named_and_nobody_refused(client: Clients) -> None:
    add = client("admin").post
    known = {"firstName": "Awa", "lastName": "Ba", "birthday": "1990-05-17"}
    first = add("/api/clients", json=known).json()
    assert first["possibleDuplicates"] == []
    answer = add("/api/clients", json=known)
    assert answer.status_code == 201
    assert answer.json()["possibleDuplicates"] == [
        {"id": first["id"], "fullName": "Awa Ba", "agreeingFields": ["birthday"], "isSure": True}
    ]
