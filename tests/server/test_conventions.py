"""What holds at every path alike: one parser for an identifier, HEAD, a slash at the end, Location, blank parameters, idle changes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Served, Team
from tests.support.office import Office, day

FOLLOW_UPS, PERSONS = "/api/v1/follow-ups", "/api/v1/persons"
UNKNOWN = "12345678-1234-1234-1234-123456789012"


def contact(person: str, **changes: object) -> dict[str, Any]:
    """The body of a new follow-up of today."""
    values: dict[str, Any] = {
        "personId": person,
        "interactionType": "call",
        "interactionDate": day().isoformat(),
        "notes": "Appelé.",
        "outcome": "neutral",
    }
    return values | changes


# -- identifiers


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("{0}", 200),
        ("{1}", 200),  # in capitals
        ("{2}", 400),  # without hyphens
        ("{{{0}}}", 400),
        ("urn:uuid:{0}", 400),
        ("{0}0", 400),
        ("x", 400),
    ],
)
def test_a_uuid_is_read_alike_in_paths_queries_and_bodies(
    client: Clients, team: Team, person: Person, written: str, status: int
) -> None:
    pastor = client("pastor")

    def form(uuid: object) -> str:
        return written.format(uuid, str(uuid).upper(), str(uuid).replace("-", ""))

    asked = [
        pastor.get(f"{PERSONS}/{form(person.uuid)}"),
        pastor.get(FOLLOW_UPS, params={"person_id": form(person.uuid)}),
        pastor.get(f"{FOLLOW_UPS}/overdue", params={"mentor_id": form(team.mentor.uuid)}),
        pastor.put(f"{PERSONS}/{person.uuid}/assign-mentor", json={"mentorId": form(team.mentor.uuid)}),
        pastor.post(FOLLOW_UPS, json=contact(form(person.uuid))),
    ]
    assert [answer.status_code for answer in asked[:-1]] == [status] * 4
    assert asked[-1].status_code == (201 if status == 200 else status)


# -- one resource


def test_a_slash_at_the_end_and_head_are_the_same_resource(
    served: Served, client: Clients, office: Office, team: Team, person: Person
) -> None:
    follow_up = office.follow_up(team.mentor, person)
    interaction = office.interaction(team.mentor, person)
    admin = client("admin")
    described = admin.get("/openapi.json").json()["paths"]
    keys = {"{client_id}": str(person.id), "{interaction_id}": str(interaction.id)}
    read = 0
    for path in (path for path, methods in described.items() if "get" in methods):
        real = path.replace("{id}", str(person.uuid if path.startswith(PERSONS) else follow_up.uuid))
        for name, key in keys.items():
            real = real.replace(name, key)
        query = f"?mentor_id={team.mentor.uuid}" if real.endswith(("stats", "actions")) else ""
        plain = admin.get(real + query)
        slashed, head = admin.get(f"{real}/{query}"), admin.head(real + query)
        assert (plain.status_code, slashed.status_code, head.status_code) == (200, 200, 200), path
        assert slashed.json() == plain.json()
        assert head.content == b""
        assert head.headers["Content-Length"] == str(len(plain.content))
        read += 1
    assert read > 12
    assert admin.head(f"{PERSONS}/{UNKNOWN}").status_code == 404
    for path in ("/docs/", "/openapi.json/", "/api/health/"):
        assert httpx.get(served.url + path).status_code == 200


def test_what_is_sent_to_a_path_with_a_slash_is_taken(client: Clients, person: Person) -> None:
    pastor = client("pastor")
    assert pastor.post(f"{FOLLOW_UPS}/", json=contact(str(person.uuid))).status_code == 201
    assert pastor.patch(f"{PERSONS}/{person.uuid}/", json={"phone": "+225 07 08 09 10 11"}).status_code == 200
    assert pastor.put(f"{PERSONS}/{person.uuid}/status/", json={"status": "integrated"}).status_code == 200


def test_what_was_made_says_where_it_can_be_read(client: Clients, person: Person) -> None:
    pastor = client("pastor")
    names = {"firstName": "Awa", "lastName": "Kone"}
    visit = {"title": "SNAP", "interactionType": "walk-in", "startTime": "2026-11-20T09:00:00Z"}
    for path, body in (
        (FOLLOW_UPS, contact(str(person.uuid))),
        (PERSONS, names),
        ("/api/clients", names),
        (f"/api/clients/{person.id}/interactions", visit),
    ):
        created = pastor.post(path, json=body)
        assert created.status_code == 201
        answer = created.json()
        key = answer["data"]["id"] if "data" in answer else answer["id"]
        location = created.headers["Location"]
        assert location == f"{path}/{key}"
        assert pastor.get(location).status_code == 200


def test_a_blank_parameter_counts_as_absent(client: Clients, office: Office, team: Team) -> None:
    for _ in range(2):
        office.follow_up(team.mentor, office.person(team.mentor))
    pastor = client("pastor")
    for path in (FOLLOW_UPS, PERSONS, f"{FOLLOW_UPS}/overdue"):
        names = [
            "page",
            "limit",
            "person_id",
            "mentor_id",
            "outcome",
            "date_from",
            "status",
            "search",
            "days_threshold",
        ]
        blank = pastor.get(path, params=dict.fromkeys(names, " "))
        assert blank.status_code == 200
        assert blank.json() == pastor.get(path).json()
    blank = pastor.get(f"{FOLLOW_UPS}/stats?mentor_id=&period=")
    assert (blank.status_code, blank.json()["message"]) == (400, "mentor_id requis")
    assert pastor.get("/api/clients?page=&name=&phone=").status_code == 200


# -- changes that change nothing


@pytest.mark.parametrize(
    "body", [{}, {"unknown": 1}, {"mentorId": UNKNOWN}, {"personId": UNKNOWN}, {"id": 1}]
)
def test_a_change_of_nothing_that_is_known_is_refused(
    client: Clients, office: Office, team: Team, person: Person, body: dict[str, object]
) -> None:
    follow_up = office.follow_up(team.mentor, person)
    pastor = client("pastor")
    for path in (f"{FOLLOW_UPS}/{follow_up.uuid}", f"{PERSONS}/{person.uuid}"):
        answer = pastor.patch(path, json=body)
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("Envoyez au moins un des champs modifiables : ")
        english = pastor.patch(path, json=body, headers={"Accept-Language": "en"}).json()["message"]
        assert english.startswith("Send at least one of the fields that can be changed: ")


def test_the_day_of_a_next_action_that_there_is_not_is_refused(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    without, planned = (
        office.follow_up(team.mentor, person),
        office.follow_up(team.mentor, person, promise=-2),
    )
    pastor, ahead = client("pastor"), day(-5).isoformat()
    for changes in ({"nextActionDate": ahead}, {"nextActionNotes": "Appeler"}):
        answer = pastor.patch(f"{FOLLOW_UPS}/{without.uuid}", json=changes)
        assert answer.status_code == 400
        assert [detail["field"] for detail in answer.json()["error"]["details"]] == ["nextActionNeeded"]
        kept = pastor.patch(f"{FOLLOW_UPS}/{planned.uuid}", json=changes).json()["data"]
        assert {name: kept[name] for name in changes} == changes
    whole = {"nextActionNeeded": True, "nextActionDate": ahead}
    kept = pastor.patch(f"{FOLLOW_UPS}/{without.uuid}", json=whole).json()["data"]
    assert {name: kept[name] for name in whole} == whole


def test_a_right_to_a_follow_up_ends_with_its_reason(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    written = office.follow_up(team.mentor, person)
    path, mentor = f"{FOLLOW_UPS}/{written.uuid}", client("mentor")
    assert mentor.patch(path, json={"notes": "Rappelé."}).status_code == 200
    office.controllers.persons.assign(team.admin, person.id, {"mentor": team.other.uuid})
    asked = [mentor.get(path), mentor.patch(path, json={"notes": "x"}), mentor.delete(path)]
    assert [answer.status_code for answer in asked] == [403, 403, 403]
    other = client("other")
    assert other.get(path).status_code == 200  # theirs now, but not written by them
    assert [other.patch(path, json={"notes": "x"}).status_code, other.delete(path).status_code] == [403, 403]
