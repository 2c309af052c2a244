"""Pauses and absences over HTTP: who is paused is not overdue; while a mentor is away, a colleague has their persons."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.records import Actor, Person
from tests.server.conftest import Clients, Team
from tests.support.office import Office, day, interaction_values

FOLLOW_UPS, PERSONS = "/api/v1/follow-ups", "/api/v1/persons"


@pytest.fixture
def late(office: Office, team: Team) -> Person:
    """A person of ``team.mentor`` who has been waiting for a month, with an action past due and one to come."""
    person = office.person(team.mentor, first_visit_on=day(40))
    office.follow_up(team.mentor, person, ago=30, promise=2)
    office.follow_up(team.mentor, person, ago=30, promise=-2)
    return person


def overdue(client: Clients, who: str, query: str = "") -> list[str]:
    data = client(who).get(f"{FOLLOW_UPS}/overdue{query}").json()["data"]
    assert data["total"] == len(data["overdueFollowUps"])
    return [row["person"]["id"] for row in data["overdueFollowUps"]]


def upcoming(client: Clients, who: str, query: str = "") -> list[str]:
    data = client(who).get(f"{FOLLOW_UPS}/upcoming-actions{query}").json()["data"]
    assert data["actionsCount"] == len(data["actions"])
    return [row["personId"] for row in data["actions"]]


def away(office: Office, user: Actor, colleague: Actor, last: int = -3) -> None:
    values = {"user": user.uuid, "first_on": day(0), "last_on": day(last), "colleague": colleague.uuid}
    office.controllers.absences.add(office.admin(), values)


def test_who_is_paused_is_not_overdue_until_that_day(
    client: Clients, office: Office, team: Team, late: Person
) -> None:
    path = f"{PERSONS}/{late.uuid}"
    assert client("mentor").get(path).json()["data"]["pausedUntil"] is None
    office.controllers.pauses.pause(team.mentor, late.id, {"until": day(-2), "reason": "travelling"})
    assert client("mentor").get(path).json()["data"]["pausedUntil"] == day(-2).isoformat()
    for who in ("mentor", "pastor", "can_committee"):
        assert overdue(client, who) == []
    assert overdue(client, "admin", f"?mentor_id={team.mentor.uuid}&days_threshold=0") == []
    assert upcoming(client, "mentor") == [str(late.uuid)]  # what was promised stays promised
    office.pass_time(days=1)
    assert overdue(client, "mentor") == []
    office.pass_time(days=1)
    assert overdue(client, "mentor") == [str(late.uuid)]
    assert client("mentor").get(path).json()["data"]["pausedUntil"] is None  # it is over


def test_an_overdue_object_is_what_the_document_says(
    client: Clients, office: Office, team: Team, late: Person
) -> None:
    away(office, team.mentor, team.other)
    office.follow_up(team.mentor, late, ago=20, outcome="no_contact")
    (result,) = client("other").get(f"{FOLLOW_UPS}/overdue").json()["data"]["overdueFollowUps"]
    assert set(result) == {"person", "assignedMentor", "daysSinceLastInteraction", "lastInteractionDate"}
    assert result["assignedMentor"]["id"] == str(team.mentor.uuid)


def test_the_colleague_has_the_persons_of_whoever_is_away(
    client: Clients, office: Office, team: Team, late: Person
) -> None:
    path, key = f"{PERSONS}/{late.uuid}", str(late.uuid)
    follow_up: dict[str, Any] = {
        "personId": key,
        "interactionType": "call",
        "interactionDate": day(0).isoformat(),
        "notes": "Appelée.",
        "outcome": "no_contact",
    }
    assert (overdue(client, "other"), upcoming(client, "other")) == ([], [])
    assert client("other").get(path).status_code == 403
    assert client("other").post(FOLLOW_UPS, json=follow_up).status_code == 403
    away(office, team.mentor, team.other)
    assert (overdue(client, "other"), upcoming(client, "other")) == ([key], [key])
    assert overdue(client, "other", f"?mentor_id={team.mentor.uuid}") == [key]
    assert (overdue(client, "mentor"), upcoming(client, "mentor")) == ([key], [key])
    for whose in (team.mentor, team.other):
        assert overdue(client, "pastor", f"?mentor_id={whose.uuid}") == [key]
        assert upcoming(client, "pastor", f"?mentor_id={whose.uuid}") == [key]
    read = client("other").get(path).json()["data"]
    assert read["assignedMentor"]["id"] == str(team.mentor.uuid)
    assert len(read["followUps"]) == 2
    listed = client("other").get(PERSONS).json()["data"]["persons"]
    assert [row["id"] for row in listed] == [key]
    assert client("other").get(FOLLOW_UPS).json()["data"]["pagination"]["totalItems"] == 2
    assert client("other").post(FOLLOW_UPS, json=follow_up).status_code == 201
    assert client("other").patch(path, json={"commune": "Cocody"}).status_code == 200
    office.pass_time(days=4)
    assert client("other").get(path).status_code == 403
    assert (client("other").get(PERSONS).json()["data"]["persons"], upcoming(client, "other")) == ([], [])


def test_the_colleague_has_them_as_clients_too(
    client: Clients, office: Office, team: Team, late: Person
) -> None:
    path = f"/api/clients/{late.id}/interactions"
    values = interaction_values()
    body = {
        "title": values["title"],
        "interactionType": values["interaction_type"],
        "startTime": office.clock.now().isoformat(),
    }
    assert client("other").post(path, json=body).status_code == 403
    away(office, team.mentor, team.other)
    assert client("other").post(path, json=body).status_code == 201
    assert len(client("other").get(path).json()["interactions"]) == 1
    assert client("other").get(f"/api/clients/{late.id}/logs").status_code == 200
    office.pass_time(days=4)
    assert client("other").get(path).status_code == 403


def test_an_absence_moves_no_figure_but_the_next_actions(
    client: Clients, office: Office, team: Team, late: Person
) -> None:
    path = f"{FOLLOW_UPS}/stats?period=year"
    before = {who: client(who).get(path).json()["data"]["stats"] for who in ("mentor", "other")}
    away(office, team.mentor, team.other)
    during = {who: client(who).get(path).json()["data"]["stats"] for who in ("mentor", "other")}
    assert during["mentor"] == before["mentor"]
    moved = {name for name, figure in during["other"].items() if figure != before["other"][name]}
    assert moved <= {"pendingActions", "overdueActions"}  # they are those of who stands in as well
    assert before["mentor"]["totalInteractions"] == 2
