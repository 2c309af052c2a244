"""Rows of docs/contract/decisions.md that hold for every endpoint, asked of every endpoint; and those that no other test looks at."""

from __future__ import annotations

import re
import socket
import sys
from typing import Any

import httpx
import pytest

from desktop_app import __version__
from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import PersonStatus, Role
from desktop_app.server.framework.options import ServerOptions
from tests.server.conftest import Clients, Served, Team
from tests.support.office import PASSWORD, Office, day

FOLLOW_UPS = "/api/v1/follow-ups"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
UNKNOWN = "12345678-1234-1234-1234-123456789012"
Paths = dict[str, dict[str, Any]]


@pytest.fixture
def paths(served: Served) -> Paths:
    """Path → method → operation, of the OpenAPI description."""
    described: Paths = httpx.get(f"{served.url}/openapi.json").json()["paths"]
    return described


def filled(path: str) -> str:
    """A path with ids that nothing has."""
    return path.replace("{id}", UNKNOWN).replace("{client_id}", "1234").replace("{interaction_id}", "1234")


def check_error(answer: httpx.Response, status: int, code: str) -> None:
    """An error in the shape of the path's family."""
    assert answer.status_code == status, (answer.request.method, answer.url, answer.text)
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    if answer.url.path.startswith("/api/clients"):
        assert list(body) == ["errors"]
        assert body["errors"]
        assert all(isinstance(line, str) and line for line in body["errors"])
    else:
        assert list(body) == ["success", "message", "error"]
        assert (body["success"], body["error"]["code"]) == (False, code)
        assert body["message"]


# -- common to both families


def test_where_it_listens_unless_told_otherwise() -> None:
    options = ServerOptions()
    assert (options.host, options.port, options.is_secure) == ("127.0.0.1", 8765, False)
    assert (options.body_limit, options.origins) == (1024 * 1024, ())


def test_the_health_needs_no_token(client: Clients) -> None:
    answer = client(None).get("/api/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": __version__})


def test_a_wrong_method_is_told_the_right_ones_at_every_path(client: Clients, paths: Paths) -> None:
    admin = client("admin")
    for path, methods in paths.items():
        right = {method.upper() for method in methods} | ({"HEAD"} if "get" in methods else set())
        for method in set(METHODS) - right:  # a fixed path (stats) is not taken for an id either
            answer = admin.request(method, filled(path))
            check_error(answer, 405, "METHOD_NOT_ALLOWED")
            assert set(answer.headers["Allow"].split(", ")) == right, path


def test_every_endpoint_with_a_body_refuses_what_is_none(client: Clients, paths: Paths) -> None:
    admin = client("admin")
    asked = [
        (method.upper(), filled(path))
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "requestBody" in operation
    ]
    assert len(asked) >= 12
    kind = {"Content-Type": "application/json"}
    for method, path in asked:
        for content in (b"", b"{", b"[]", b'"x"', b"\xff"):
            check_error(admin.request(method, path, content=content, headers=kind), 400, "VALIDATION_ERROR")
        form = admin.request(method, path, data={"a": "b"})
        check_error(form, 415, "UNSUPPORTED_MEDIA_TYPE")
        large = b'{"x": "' + b"x" * 1024 * 1024 + b'"}'
        answer = admin.request(method, path, content=large, headers=kind)
        check_error(answer, 413, "PAYLOAD_TOO_LARGE")


def test_ids_that_are_none_are_wrong_input_at_every_path(client: Clients, paths: Paths) -> None:
    admin = client("admin")
    for path, methods in paths.items():
        if "{" not in path:
            continue
        for method, operation in methods.items():
            wrong = re.sub(r"{\w+}", "x", path)
            needs_body = "requestBody" in operation
            answer = admin.request(method.upper(), wrong, json={} if needs_body else None)
            check_error(answer, 400, "VALIDATION_ERROR")


def test_a_collection_with_a_slash_is_the_same_and_no_redirect(
    client: Clients, office: Office, team: Team, person: Person, paths: Paths
) -> None:
    office.follow_up(team.mentor, person)
    office.interaction(team.mentor, person)
    admin = client("admin")
    for path, methods in paths.items():
        if "get" not in methods or path.endswith(("{id}", "stats", "overdue", "actions", "health")):
            continue
        real = path.replace("{client_id}", str(person.id)).replace("{interaction_id}", "1")
        plain, slashed = admin.get(real), admin.get(real + "/")
        assert (plain.status_code, slashed.status_code) == (200, 200), path
        assert plain.json() == slashed.json()


@pytest.mark.parametrize(
    "path", ["/api/clients/1/x", "/api/clients/1/interactions/1/x", "/api/clientsx", "/x"]
)
def test_unknown_paths_answer_json_with_and_without_a_token(client: Clients, path: str) -> None:
    for who in ("admin", None):
        answer = client(who).get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there every 127.0.0.x is one's own")
def test_wrong_passwords_are_counted_by_account_and_by_address(
    served: Served, office: Office, team: Team
) -> None:
    jean = office.user(Role.MENTOR, "Jean", password=PASSWORD)
    paul = office.user(Role.PASTOR, "Paul", password=PASSWORD)

    def login(email: str, password: str, address: str) -> int:
        transport = httpx.HTTPTransport(local_address=address)
        with httpx.Client(base_url=served.url, transport=transport, timeout=20) as row:
            sent = {"email": email, "password": password}
            answer = row.post("/api/v1/auth/login", json=sent)
        assert ("Retry-After" in answer.headers) is (answer.status_code == 429)
        return answer.status_code

    # five addresses, one account: only the account is locked
    assert [login(jean.email, "wrong", f"127.0.0.{number}") for number in range(11, 16)] == [401] * 5
    assert login(jean.email, PASSWORD, "127.0.0.16") == 429
    assert login(paul.email, PASSWORD, "127.0.0.11") == 200
    # five accounts that nobody has, one address: only the address is locked
    guesses = [login(f"guess{number}@example.org", "wrong", "127.0.0.17") for number in range(5)]
    assert guesses == [401] * 5
    assert login(paul.email, PASSWORD, "127.0.0.17") == 429
    assert login(paul.email, PASSWORD, "127.0.0.18") == 200


def test_errors_of_family_a_speak_the_language_asked_for(client: Clients) -> None:
    pastor = client("pastor")
    for language, message, detail in (
        ("", "Données invalides", "Champ requis"),
        ("en", "Invalid data", "required"),
        ("es", "Datos no válidos", "obligatorio"),
    ):
        answer = pastor.post("/api/v1/auth/login", json={}, headers={"Accept-Language": language})
        assert answer.json()["message"] == message
        details = answer.json()["error"]["details"]
        assert all(detail in row["message"] for row in details)


# -- family A


def record(client: httpx.Client, person: Person, **changes: object) -> httpx.Response:
    """Record a follow-up of today."""
    values = {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": day().isoformat(),
        "notes": "Appelé.",
        "outcome": "neutral",
    }
    return client.post(FOLLOW_UPS, json=values | changes)


def promised(ahead: int) -> dict[str, object]:
    """A next action so many days from today."""
    return {"nextActionNeeded": True, "nextActionDate": day(-ahead).isoformat()}


PRINTED = """POST /api/v1/follow-ups HTTP/1.1
Host: localhost
Connection: close
Content-Type: application/json
Content-Length: {length}
Authorization: Bearer {token}

"""
PRINTED_BODY = """{
  "personId": "12345678-1234-1234-1234-123456789012",
  "interactionType": "visit",\x20
  "interactionDate": "2024-01-25",
  "notes": "Première visite à domicile. Famille très accueillante, intéressée par les activités de l'église.",
  "outcome": "positive",
  "nextActionNeeded": true,
  "nextActionDate": "2024-02-01",
  "nextActionNotes": "Inviter à participer à l'étude biblique du jeudi"
}
"""


def test_the_documents_example_byte_for_byte(
    served: Served, office: Office, team: Team, person: Person
) -> None:
    body = PRINTED_BODY.replace(UNKNOWN, str(person.uuid)).encode()
    token = office.controllers.tokens.make(team.mentor, {"name": "test"}).text
    head = PRINTED.format(length=len(body), token=token).replace("\n", "\r\n").encode()
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(head + body)
        answer = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
    assert answer.startswith("HTTP/1.1 201 ")
    assert '"success":true,"message":"Suivi enregistré avec succès"' in answer
    assert f'"personId":"{person.uuid}"' in answer


def test_an_action_that_is_ticked_off_is_no_longer_to_come(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    follow_up = office.follow_up(team.mentor, person, ago=3, promise=-2)
    mentor = client("mentor")

    def pending() -> tuple[int, int]:
        actions = mentor.get(f"{FOLLOW_UPS}/upcoming-actions").json()["data"]["actionsCount"]
        stats = mentor.get(f"{FOLLOW_UPS}/stats").json()["data"]["stats"]
        return actions, stats["pendingActions"]

    assert pending() == (1, 1)
    office.controllers.follow_ups.tick_next_action(team.mentor, follow_up.id)
    assert pending() == (0, 0)
    office.controllers.follow_ups.tick_next_action(team.mentor, follow_up.id, done=False)
    assert pending() == (1, 1)


def test_a_later_contact_from_before_the_promised_day_leaves_it_open(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    office.follow_up(team.mentor, person, ago=5, promise=2)
    mentor = client("mentor")
    record(mentor, person, interactionDate=day(3).isoformat())
    assert mentor.get(f"{FOLLOW_UPS}/stats").json()["data"]["stats"]["overdueActions"] == 1
    record(mentor, person, interactionDate=day(2).isoformat())
    assert mentor.get(f"{FOLLOW_UPS}/stats").json()["data"]["stats"]["overdueActions"] == 0


def test_actions_to_come_from_today_soonest_first_with_the_latest_contact(
    client: Clients, office: Office, team: Team
) -> None:
    people = {ahead: office.person(team.mentor) for ahead in (8, 3, 7, 0, -1)}
    mentor = client("mentor")
    for ahead, person in people.items():
        record(mentor, person, interactionDate=day(4).isoformat(), **promised(ahead))
    record(mentor, people[3], interactionDate=day(2).isoformat(), interactionType="visit", outcome="negative")

    def listed(query: str = "") -> list[str]:
        answer = mentor.get(f"{FOLLOW_UPS}/upcoming-actions{query}").json()["data"]
        assert answer["actionsCount"] == len(answer["actions"])
        return [row["personId"] for row in answer["actions"]]

    assert listed() == [str(people[ahead].uuid) for ahead in (0, 3, 7)]  # 7 days unless said
    assert listed("?days=8") == [str(people[ahead].uuid) for ahead in (0, 3, 7, 8)]
    assert listed("?days=365") == listed("?days=8")
    (second,) = [
        row
        for row in mentor.get(f"{FOLLOW_UPS}/upcoming-actions").json()["data"]["actions"]
        if row["personId"] == str(people[3].uuid)
    ]
    assert second["lastInteraction"] == {"date": day(2).isoformat(), "type": "visit", "outcome": "negative"}
    assert second["person"]["phone"] is None


def test_only_those_to_visit_or_in_follow_up_are_overdue(client: Clients, office: Office, team: Team) -> None:
    people = {
        status: office.person(team.mentor, status=status, first_visit_on=day(30)) for status in PersonStatus
    }
    admin = client("admin")
    data = admin.get(f"{FOLLOW_UPS}/overdue?days_threshold=0").json()["data"]
    waiting = {row["person"]["id"]: row["person"]["status"] for row in data["overdueFollowUps"]}
    assert waiting == {
        str(people[status].uuid): status for status in (PersonStatus.TO_VISIT, PersonStatus.IN_FOLLOW_UP)
    }
    assert admin.get(f"{FOLLOW_UPS}/overdue?days_threshold=30").json()["data"]["total"] == 2
    assert admin.get(f"{FOLLOW_UPS}/overdue?days_threshold=31").json()["data"]["total"] == 0
    assert admin.get(f"{FOLLOW_UPS}/overdue?days_threshold=3650").status_code == 200


def test_figures_count_persons_once_and_have_every_key(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    url = f"{FOLLOW_UPS}/stats?mentor_id={team.mentor.uuid}"
    empty = client("pastor").get(url).json()["data"]
    assert empty["period"] == "month"  # unless said
    nothing = {
        "totalInteractions": 0,
        "interactionsByType": dict.fromkeys(["visit", "call", "meeting", "other"], 0),
        "interactionsByOutcome": dict.fromkeys(["positive", "neutral", "negative", "no_contact"], 0),
        "activePersons": 0,
        "pendingActions": 0,
        "overdueActions": 0,
    }
    assert empty["stats"] == nothing
    second = office.person(team.mentor)
    for row in (person, person, second):
        record(client("mentor"), row)
    record(client("pastor"), person)  # another's
    stats = client("pastor").get(url).json()["data"]["stats"]
    assert (stats["totalInteractions"], stats["activePersons"]) == (3, 2)


def test_a_deleted_follow_up_counts_for_nothing(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    mentor = client("mentor")
    recorded = record(mentor, person, **promised(2)).json()["data"]["id"]
    deleted = mentor.delete(f"{FOLLOW_UPS}/{recorded}")
    assert (deleted.status_code, deleted.json()["data"]) == (200, {"id": recorded})
    assert mentor.get(f"{FOLLOW_UPS}/{recorded}").status_code == 404
    assert mentor.get(FOLLOW_UPS).json()["data"]["pagination"] == {
        "currentPage": 1,
        "totalPages": 0,
        "totalItems": 0,
        "perPage": 20,
    }
    assert mentor.get(f"{FOLLOW_UPS}/upcoming-actions").json()["data"]["actionsCount"] == 0
    assert office.get(person).last_contact_on is None
    assert office.problems() == ()


def test_a_new_follow_up_and_a_new_assignment_are_notified(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    record(client("pastor"), person)
    assigned = {"mentorId": str(team.other.uuid), "notes": "Plus près"}
    client("can_committee").put(f"/api/v1/persons/{person.uuid}/assign-mentor", json=assigned)

    def told(who: str) -> list[str]:
        data = client(who).get("/api/v1/notifications").json()["data"]
        assert data["unreadCount"] == len(data["notifications"]) == data["pagination"]["totalItems"]
        return [row["type"] for row in data["notifications"]]

    # what was recorded of a person who is somebody else's now is not told any more
    assert told("mentor") == ["personUnassigned", "personAssigned"]
    assert told("other") == ["personAssigned"]
    assert told("pastor") == []  # who recorded it knows


# -- one person, two hats


def test_both_families_speak_of_the_same_person(client: Clients) -> None:
    committee = client("can_committee")
    added = committee.post("/api/v1/persons", json={"firstName": "Awa", "lastName": "Kone"}).json()["data"]
    resource = f"/api/clients/{added['clientId']}"
    assert committee.get(resource).json()["fullName"] == "Awa Kone"
    committee.patch(resource, json={"lastName": "Koné", "phone": "+225 07 08 09 10 11"})
    person = committee.get(f"/api/v1/persons/{added['id']}").json()["data"]
    assert (person["lastName"], person["phone"], person["clientId"]) == (
        "Koné",
        "+225 07 08 09 10 11",
        added["clientId"],
    )
    client("pastor").post(
        f"{resource}/interactions",
        json={"title": "T", "interactionType": "walk-in", "startTime": "2026-11-20T09:00:00Z"},
    )
    person = committee.get(f"/api/v1/persons/{added['id']}").json()["data"]
    assert (person["lastInteractionDate"], person["status"], person["followUps"]) == (None, "to_visit", [])


def test_what_was_left_blank_is_no_change_in_the_log(client: Clients) -> None:
    committee = client("can_committee")
    added = committee.post("/api/clients", json={"firstName": "Awa", "lastName": "Kone"}).json()
    (line,) = committee.get(f"/api/clients/{added['id']}/logs").json()["logs"]
    assert line["changes"] == [
        {"field": "firstName", "before": None, "after": "Awa"},
        {"field": "lastName", "before": None, "after": "Kone"},
        {"field": "firstVisitDate", "before": None, "after": day().isoformat()},
    ]


@pytest.mark.parametrize(
    "path", [FOLLOW_UPS, "/api/v1/persons", "/api/clients", "/api/v1/nothing-here", "/api/health"]
)
@pytest.mark.parametrize("who", ["pastor", None])
def test_no_answer_is_kept_by_whoever_hands_it_on(client: Clients, path: str, who: str | None) -> None:
    assert client(who).get(path).headers["cache-control"] == "no-store"
