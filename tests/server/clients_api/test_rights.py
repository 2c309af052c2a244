"""The clients API: 4 roles (and none) × every endpoint × one's own, another's and an unknown client."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from desktop_app.domain.records import Interaction, Person
from tests.server.conftest import Clients, Served, Team
from tests.support.office import Office

ROLES = ("admin", "pastor", "can_committee", "mentor", None)
LEAST = {"title": "SNAP", "interactionType": "walk-in", "startTime": "2026-11-20T09:00:00Z"}


class Request(NamedTuple):
    method: str
    path: str
    body: dict[str, Any] | None
    success: int
    about: str  # "list", "create", "person", "interaction"


REQUESTS = {
    "list_clients": Request("GET", "/api/clients", None, 200, "list"),
    "create_client": Request("POST", "/api/clients", {"firstName": "A", "lastName": "B"}, 201, "create"),
    "get_client": Request("GET", "/api/clients/{client}", None, 200, "person"),
    "change_client": Request(
        "PATCH", "/api/clients/{client}", {"phone": "+225 07 08 09 10 11"}, 200, "person"
    ),
    "list_client_logs": Request("GET", "/api/clients/{client}/logs", None, 200, "person"),
    "list_interactions": Request("GET", "/api/clients/{client}/interactions", None, 200, "person"),
    "create_interaction": Request("POST", "/api/clients/{client}/interactions", LEAST, 201, "person"),
    "get_interaction": Request("GET", "/api/clients/{client}/interactions/{key}", None, 200, "person"),
    "change_interaction": Request(
        "PATCH", "/api/clients/{client}/interactions/{key}", {"title": "x"}, 200, "interaction"
    ),
    "delete_interaction": Request(
        "DELETE", "/api/clients/{client}/interactions/{key}", {"isDeleted": True}, 204, "interaction"
    ),
}


class Case(NamedTuple):
    """A client with an interaction, seen by a mentor: theirs or another's, with what they or the pastor wrote."""

    person: Person
    interaction: Interaction


@pytest.fixture
def cases(office: Office, team: Team) -> dict[str, Case]:
    """By whose the client is: ``own`` of ``team.mentor``, ``other`` of another mentor, ``free`` of nobody."""
    created = {}
    for whose, mentor in {"own": team.mentor, "other": team.other, "free": None}.items():
        person = office.person(mentor)
        created[whose] = Case(person, office.interaction(mentor or team.pastor, person))
    return created


def expected(request: Request, role: str | None, whose: str) -> int:
    """What docs/contract/decisions.md says."""
    if role is None:
        return 401
    if request.about == "list":
        return request.success
    if request.about == "create":
        return 403 if role == "mentor" else request.success
    if whose == "unknown":
        return 404
    if role == "mentor" and whose != "own":
        return 403
    if request.about == "interaction" and role == "can_committee":
        return 403  # none of these was written by them
    return request.success


def test_the_table_has_every_endpoint(served: Served) -> None:
    document = served.app.service.description.document()
    operations = {
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method in methods
        if path.startswith("/api/clients")
    }
    in_table = {
        (row.method, row.path.format(client="{client_id}", key="{interaction_id}"))
        for row in REQUESTS.values()
    }
    assert in_table == operations


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(client: Clients, cases: dict[str, Case], office: Office, role: str | None) -> None:
    asker = client(role)
    targets = {whose: (case.person.id, case.interaction.id) for whose, case in cases.items()}
    targets["unknown"] = (987_654, 1)
    answered, wanted = {}, {}
    for name, request in REQUESTS.items():
        for whose, (person, key) in targets.items():
            before = office.rows("SELECT COUNT(*) FROM activity_log")
            path = request.path.format(client=person, key=key)
            answer = asker.request(request.method, path, json=request.body)
            answered[name, whose] = answer.status_code
            wanted[name, whose] = expected(request, role, whose)
            if answer.status_code >= 400:
                assert set(answer.json()) == {"errors"}
                assert "Marie" not in answer.text
                assert office.rows("SELECT COUNT(*) FROM activity_log") == before  # nothing was done
            assert answer.headers.get("WWW-Authenticate") == (None if role else "Bearer")
    assert answered == wanted


@pytest.mark.parametrize(
    ("author", "role", "may"),
    [
        ("mentor", "mentor", True),
        ("pastor", "mentor", False),
        ("can_committee", "can_committee", True),
        ("mentor", "can_committee", False),
        ("mentor", "pastor", True),
        ("can_committee", "admin", True),
    ],
)
def test_authors_pastors_and_administrators_change(
    client: Clients, office: Office, team: Team, person: Person, author: str, role: str, *, may: bool
) -> None:
    interaction = office.interaction(getattr(team, author), person)
    path, asker = f"/api/clients/{person.id}/interactions/{interaction.id}", client(role)
    assert asker.get(path).json()["canModify"] is may
    assert asker.patch(path, json={"title": "x"}).status_code == (200 if may else 403)
    deleted = asker.request("DELETE", path, json={"isDeleted": True})
    assert deleted.status_code == (204 if may else 403)
    assert asker.get(path).json()["canModify"] is False


def test_an_author_who_lost_the_client_changes_nothing_more(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    interaction = office.interaction(team.mentor, person)
    office.controllers.persons.assign(team.admin, person.id, {"mentor": team.other.uuid})
    path, asker = f"/api/clients/{person.id}/interactions/{interaction.id}", client("mentor")
    assert asker.get(path).status_code == 403
    assert asker.patch(path, json={"title": "x"}).status_code == 403
    assert asker.request("DELETE", path, json={"isDeleted": True}).status_code == 403
