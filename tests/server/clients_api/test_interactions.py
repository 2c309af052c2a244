"""The clients API: the examples of docs/contract/client-interactions-api.md as they are printed, and each row of docs/contract/decisions.md."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService
from tests.server.conftest import Clients, Team
from tests.support.office import Office

CREATED = {  # "Create a Client Interaction", the request as printed
    "title": "Financial Counseling - Financial Coach Referal",
    "interactionType": "in person",
    "notes": "Appointment setup with financial coach. Client would like to save up enough for a down payment on a car "
    "better suited for their work.",
    "startTime": "2019-05-06T05:00:00.000Z",
    "endTime": "2019-05-06T06:00:00.000Z",
    "location": "CU Office",
    "referenceServices": ["DACA", "Youth Group"],
    "canModify": True,
    "isDeleted": False,
    "createdBy": {
        "userId": 1,
        "firstName": "Joel",
        "lastName": "Denning",
        "fullName": "Joel Denning",
        "timestamp": "2019-05-06T06:00:00.000Z",
    },
}
MODIFIED = {  # "Modify a Client Interaction"
    "title": "SNAP - Nutrition Program",
    "interactionType": "by phone",
    "notes": "Application successfully filled out. Decision pending.",
    "startTime": "2019-05-06T05:00:00.000Z",
    "endTime": "2019-05-06T06:00:00.000Z",
    "location": None,
    "createdBy": CREATED["createdBy"],
}
LEAST = {
    "title": "SNAP",
    "interactionType": "walk-in",
    "startTime": "2019-05-06T05:00:00.000Z",
}
DOCUMENTED_FIELDS = {
    "single": "id title interactionType description date duraction location canModify isDeleted createdBy",
    "all": "id title interactionType notes startTime endTime location referenceServices canModify isDeleted createdBy",
    "created": "id title interactionType description startTime endTime location canModify isDeleted createdBy",
}
NOW = "2026-11-20T12:00:00.000Z"


@pytest.fixture
def mentor(client: Clients) -> httpx.Client:
    return client("mentor")


@pytest.fixture
def path(person: Person) -> str:
    return f"/api/clients/{person.id}/interactions"


def record(client: httpx.Client, path: str, **fields: Any) -> dict[str, Any]:
    answer = client.post(path, json=LEAST | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def refused(answer: httpx.Response, *starts: str, status: int = 400) -> list[str]:
    """The errors of *answer*, which must begin with *starts*, one each."""
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"errors"}
    errors: list[str] = answer.json()["errors"]
    assert len(errors) == len(starts), errors
    assert all(entry.startswith(start) for entry, start in zip(errors, starts, strict=True)), errors
    return errors


# -- the examples


def test_the_printed_request_is_answered_with_every_printed_field(
    mentor: httpx.Client, path: str, team: Team
) -> None:
    created = mentor.post(path, json=CREATED)
    assert created.status_code == 201, created.text
    assert created.headers["content-type"] == "application/json"
    body = created.json()
    for fields in DOCUMENTED_FIELDS.values():
        assert set(fields.split()) <= set(body)
    me = {
        "userId": team.mentor.id,
        "firstName": team.mentor.first_name,
        "lastName": team.mentor.last_name,
        "fullName": team.mentor.full_name,
        "timestamp": NOW,
    }
    assert body == {
        "id": body["id"],
        "title": CREATED["title"],
        "program": None,
        "interactionType": "in person",
        "description": CREATED["notes"],
        "notes": CREATED["notes"],
        "date": "2019-05-06T05:00:00.000Z",
        "startTime": "2019-05-06T05:00:00.000Z",
        "endTime": "2019-05-06T06:00:00.000Z",
        "duraction": "1:00:00",
        "duration": "1:00:00",
        "location": "CU Office",
        "referenceServices": ["DACA", "youth group"],
        "canModify": True,
        "isDeleted": False,
        "createdBy": me,
        "lastUpdatedBy": None,
    }
    assert mentor.get(f"{path}/{body['id']}").json() == body
    assert mentor.get(f"{path}/").json() == {"interactions": [body]}


def test_the_printed_change_is_made_and_read(mentor: httpx.Client, path: str, team: Team) -> None:
    address = f"{path}/{mentor.post(path, json=CREATED).json()['id']}"
    changed = mentor.patch(address, json=MODIFIED)
    assert changed.status_code == 200, changed.text
    body = changed.json()
    for name in ("title", "interactionType", "notes", "startTime", "endTime", "location"):
        assert body[name] == MODIFIED[name]
    assert body["description"] == MODIFIED["notes"]
    assert body["referenceServices"] == ["DACA", "youth group"]  # was not sent: stays
    assert body["createdBy"]["userId"] == team.mentor.id  # the server's
    assert body["lastUpdatedBy"]["timestamp"] == NOW
    assert mentor.get(address).json() == body


def test_the_printed_deletion_is_answered_with_nothing(mentor: httpx.Client, path: str) -> None:
    address = f"{path}/{record(mentor, path)['id']}"
    answer = mentor.request("DELETE", address, json={"isDeleted": True})
    assert (answer.status_code, answer.content) == (204, b"")
    assert mentor.get(address).json()["isDeleted"] is True


def test_what_is_read_can_be_sent_back(mentor: httpx.Client, path: str) -> None:
    created = mentor.post(path, json=CREATED).json()
    answer = mentor.patch(f"{path}/{created['id']}", json=created)
    assert (answer.status_code, answer.json()) == (200, created)


# -- the rows of docs/contract/decisions.md, *The clients API*


@pytest.mark.parametrize("name", ["notes", "description"])
def test_one_text_under_two_names(mentor: httpx.Client, path: str, name: str) -> None:
    created = record(mentor, path, **{name: "Both ways"})
    assert (created["notes"], created["description"]) == ("Both ways", "Both ways")
    assert record(mentor, path, notes="Alike", description="Alike")["notes"] == "Alike"
    changed = mentor.patch(f"{path}/{created['id']}", json={name: "Other"}).json()
    assert (changed["notes"], changed["description"]) == ("Other", "Other")
    cleared = mentor.patch(f"{path}/{created['id']}", json={name: None}).json()
    assert (cleared["notes"], cleared["description"]) == (None, None)


def test_two_different_texts_are_refused(mentor: httpx.Client, path: str) -> None:
    refused(mentor.post(path, json=LEAST | {"notes": "One", "description": "Two"}), "description: ")
    created = record(mentor, path)
    refused(mentor.patch(f"{path}/{created['id']}", json={"notes": "1", "description": "2"}), "description: ")


@pytest.mark.parametrize(
    ("end", "text"),
    [
        ("2019-05-06T05:00:00Z", "0:00:00"),
        ("2019-05-06T05:09:05.999Z", "0:09:05"),
        ("2019-05-06T17:00:00+02:00", "10:00:00"),
        ("2019-05-07T05:00:00.000Z", "24:00:00"),
        (None, None),
    ],
)
def test_how_long_it_lasted(mentor: httpx.Client, path: str, end: str | None, text: str | None) -> None:
    created = record(mentor, path, endTime=end)
    assert (created["duraction"], created["duration"]) == (text, text)
    assert created["date"] == created["startTime"] == "2019-05-06T05:00:00.000Z"


@pytest.mark.parametrize(
    "end", ["2019-05-06T04:59:59.999Z", "2019-05-07T05:00:00.001Z", "2019-05-06", "later", 7]
)
def test_an_end_that_cannot_be(mentor: httpx.Client, path: str, end: object) -> None:
    refused(mentor.post(path, json=LEAST | {"endTime": end}), "endTime: ")


def test_the_documented_types_and_programs(mentor: httpx.Client, path: str) -> None:
    for kind in InteractionType:
        assert record(mentor, path, interactionType=kind)["interactionType"] == kind
    for program in Program:
        assert record(mentor, path, program=program)["program"] == program


def test_reference_services_are_written_as_documented_and_once(mentor: httpx.Client, path: str) -> None:
    assert (len(Program), len(ReferenceService)) == (23, 17)
    every = [str(entry) for entry in ReferenceService]
    assert record(mentor, path, referenceServices=every)["referenceServices"] == every
    loudly = [entry.upper() for entry in every] + every
    assert record(mentor, path, referenceServices=loudly)["referenceServices"] == every
    for sent, answered in [
        (["Supermarket Visit"], ["supermarket visit"]),
        (["Food Demonstration", "food demonstartion"], ["food demonstartion"]),
        ([], []),
        (None, []),
    ]:
        assert record(mentor, path, referenceServices=sent)["referenceServices"] == answered


@pytest.mark.parametrize("wrong", [["yoga"], "DACA", [["DACA"]], [7], {"DACA": True}, [None]])
def test_services_that_are_none(mentor: httpx.Client, path: str, wrong: object) -> None:
    refused(mentor.post(path, json=LEAST | {"referenceServices": wrong}), "referenceServices: ")


def test_every_wrong_field_is_named_at_once(mentor: httpx.Client, path: str) -> None:
    wrong = {
        "title": " ",
        "program": "Yoga",
        "interactionType": "by owl",
        "startTime": "yesterday",
        "endTime": "tomorrow",
        "location": "x" * 256,
        "referenceServices": ["yoga"],
        "notes": "x" * 10_001,
    }
    names = [
        "title",
        "program",
        "interactionType",
        "startTime",
        "endTime",
        "location",
        "referenceServices",
        "notes",
    ]
    refused(mentor.post(path, json=wrong), *(f"{name}: " for name in names))
    refused(mentor.post(path, json={}), "title: ", "interactionType: ", "startTime: ")
    refused(
        mentor.patch(
            f"{path}/{record(mentor, path)['id']}",
            json={"title": "", "interactionType": None, "isDeleted": True, "canModify": False},
        ),
        "title: ",
        "interactionType: ",
        "canModify: ",
        "isDeleted: ",
    )


def test_the_limits_of_title_and_location(mentor: httpx.Client, path: str) -> None:
    created = record(mentor, path, title="é" * 255, location="ß" * 255)
    assert (created["title"], created["location"]) == ("é" * 255, "ß" * 255)
    refused(mentor.post(path, json=LEAST | {"title": "é" * 256}), "title: ")
    assert record(mentor, path, location=None)["location"] is None


def test_what_is_the_servers_is_ignored_on_creation(mentor: httpx.Client, path: str, team: Team) -> None:
    created = record(mentor, path, canModify=False, isDeleted=True, createdBy="me", id=77, unknown={})
    assert (created["canModify"], created["isDeleted"]) == (True, False)
    assert created["createdBy"]["userId"] == team.mentor.id
    assert created["id"] != 77


def test_what_a_change_cannot_change(mentor: httpx.Client, path: str) -> None:
    address = f"{path}/{record(mentor, path)['id']}"
    for name, value in [("canModify", False), ("isDeleted", True), ("isDeleted", None), ("canModify", 1)]:
        refused(mentor.patch(address, json={"title": "New", name: value}), f"{name}: This cannot be changed.")
    assert mentor.get(address).json()["title"] == "SNAP"  # nothing was written
    sent = {"title": "New", "canModify": True, "isDeleted": False, "createdBy": {"userId": 999}}
    answer = mentor.patch(address, json=sent)
    assert (answer.status_code, answer.json()["title"]) == (200, "New")


def test_only_what_is_sent_changes_and_null_clears(mentor: httpx.Client, path: str) -> None:
    created = mentor.post(path, json=CREATED | {"program": "Financial Counseling"}).json()
    address = f"{path}/{created['id']}"
    titled = mentor.patch(address, json={"title": "Only this"}).json()
    assert {name for name in created if created[name] != titled[name]} == {"title", "lastUpdatedBy"}
    optional = ["program", "notes", "endTime", "location", "referenceServices"]
    cleared = mentor.patch(address, json=dict.fromkeys(optional)).json()
    assert [cleared[name] for name in optional] == [None, None, None, None, []]
    assert (cleared["duraction"], cleared["description"]) == (None, None)


@pytest.mark.parametrize("body", [{}, {"unknown": 1}, {"createdBy": {"userId": 3}}, {"id": 4}])
def test_a_change_of_nothing_is_refused(mentor: httpx.Client, path: str, body: dict[str, object]) -> None:
    address = f"{path}/{record(mentor, path)['id']}"
    refused(mentor.patch(address, json=body), "Send at least one of the fields that can be changed: title, ")


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"", "The body is not valid JSON"),
        (b"{}", "isDeleted: "),
        (b'{"isDeleted": false}', "isDeleted: "),
        (b'{"isDeleted": "true"}', "isDeleted: "),
        (b'{"isDeleted": 1}', "isDeleted: "),
        (b'{"isDeleted": true, "title": "x"}', "title: "),
        (b"[true]", "The body must be a JSON object"),
    ],
)
def test_a_deletion_says_exactly_that(mentor: httpx.Client, path: str, content: bytes, start: str) -> None:
    address = f"{path}/{record(mentor, path)['id']}"
    headers = {"Content-Type": "application/json"} if content else {}
    refused(mentor.request("DELETE", address, content=content, headers=headers), start)
    assert mentor.get(address).json()["isDeleted"] is False


def test_deleted_ones(mentor: httpx.Client, path: str) -> None:
    kept, gone = record(mentor, path)["id"], record(mentor, path)["id"]
    address = f"{path}/{gone}"
    assert mentor.request("DELETE", address, json={"isDeleted": True}).status_code == 204
    refused(
        mentor.request("DELETE", address, json={"isDeleted": True}), "This interaction is deleted already."
    )
    result = mentor.get(address).json()
    assert (result["isDeleted"], result["canModify"]) == (True, False)

    def listed(query: str = "") -> list[int]:
        return [row["id"] for row in mentor.get(path + query).json()["interactions"]]

    assert listed() == listed("?includeDeleted=false") == [kept]
    assert listed("/?includeDeleted=true") == [gone, kept]
    refused(mentor.get(path + "?includeDeleted=perhaps"), "includeDeleted: ")
    refused(mentor.patch(address, json={"title": "x"}), "Interaction not found", status=404)


def test_the_newest_start_comes_first(mentor: httpx.Client, path: str) -> None:
    for day in ("07", "09", "08"):
        record(mentor, path, startTime=f"2019-05-{day}T05:00:00.000Z")
    days = [row["startTime"][8:10] for row in mentor.get(path).json()["interactions"]]
    assert days == ["09", "08", "07"]


def test_the_log_tells_who_when_and_what(
    mentor: httpx.Client, client: Clients, path: str, person: Person, team: Team
) -> None:
    address = f"{path}/{record(mentor, path)['id']}"
    client("pastor").patch(address, json={"title": "Other", "endTime": "2019-05-06T06:00:00.000Z"})
    client("admin").request("DELETE", address, json={"isDeleted": True})
    body = mentor.get(f"/api/clients/{person.id}/logs").json()
    logs = [line for line in body["logs"] if line["interactionId"] is not None]
    assert [line["event"] for line in logs] == [
        "clientInteractionDeleted",
        "clientInteractionUpdated",
        "clientInteractionCreated",
    ]
    assert [line["createdBy"]["userId"] for line in logs] == [team.admin.id, team.pastor.id, team.mentor.id]
    assert {line["timestamp"] for line in logs} == {NOW}
    assert {line["interactionId"] for line in logs} == {int(address.rpartition("/")[2])}
    assert logs[1]["changes"] == [
        {"field": "title", "before": "SNAP", "after": "Other"},
        {"field": "endTime", "before": None, "after": "2019-05-06T06:00:00.000Z"},
    ]
    assert {"field": "interactionType", "before": None, "after": "walk-in"} in logs[2]["changes"]
    total = body["pagination"]["numLogs"]
    assert body["pagination"] == {"numLogs": total, "currentPage": 1, "pageSize": 100, "numPages": 1}
    assert total == len(body["logs"])
    assert mentor.get(f"/api/clients/{person.id}/logs/?page=2").json()["logs"] == []


def test_the_interaction_of_another_client_is_not_found(
    mentor: httpx.Client, path: str, office: Office, team: Team
) -> None:
    created = record(mentor, path)
    other = f"/api/clients/{office.person(team.mentor).id}/interactions/{created['id']}"
    refused(mentor.get(other), "Interaction not found", status=404)
    refused(mentor.patch(other, json={"title": "x"}), "Interaction not found", status=404)
    refused(mentor.request("DELETE", other, json={"isDeleted": True}), "Interaction not found", status=404)


def test_numbers_that_nothing_has(mentor: httpx.Client, path: str) -> None:
    for number in ("0", "-1", "999999", "9" * 18, "9" * 40):
        refused(mentor.get(f"/api/clients/{number}/interactions"), "Client not found", status=404)
        refused(mentor.get(f"{path}/{number}"), "Interaction not found", status=404)
        refused(mentor.get(f"/api/clients/{number}/logs"), "Client not found", status=404)


def test_texts_that_are_no_numbers(mentor: httpx.Client, path: str) -> None:
    for text in ("x", "1.5", "1e3", "+1", "01", "%D9%A3", "1%20"):
        refused(mentor.get(f"/api/clients/{text}"), "client id: Must be an integer")
        refused(mentor.get(f"{path}/{text}"), "interaction id: Must be an integer")
        both = f"/api/clients/{text}/interactions/{text}"
        refused(mentor.get(both), "client id: Must be an integer", "interaction id: Must be an integer")


def test_errors_of_the_protocol_have_the_familys_shape(mentor: httpx.Client, path: str) -> None:
    json_type = {"Content-Type": "application/json"}
    refused(mentor.post(path, content=b"{", headers=json_type), "The body is not valid JSON")
    refused(mentor.post(path, data={"title": "x"}), "The body must be JSON", status=415)
    refused(mentor.put(path, json=LEAST), "Method not allowed", status=405)
    assert set(mentor.put(path).headers["Allow"].split(", ")) >= {"GET", "POST"}
    refused(mentor.get(path + "/1/more"), "Nothing is here", status=404)
    refused(mentor.get("/api/clients/1/unknown"), "Nothing is here", status=404)
    large = json.dumps(LEAST | {"unknown": "x" * 1024 * 1024}).encode()
    refused(mentor.post(path, content=large, headers=json_type), "The body is too large", status=413)


def test_errors_are_english_whatever_is_asked_for(mentor: httpx.Client, path: str) -> None:
    french = {"Accept-Language": "fr"}
    refused(mentor.post(path, json=LEAST | {"endTime": 1}, headers=french), "endTime: Write a day and a time")
    refused(mentor.get("/api/clients/9999", headers=french), "Client not found", status=404)


def test_an_interaction_is_no_follow_up(
    mentor: httpx.Client, path: str, person: Person, office: Office
) -> None:
    record(mentor, path)
    assert office.get(person).last_contact_on is None
    assert office.problems() == ()
