"""docs/contract/follow-ups-api.md, section by section: each example as it is printed is answered as it is printed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from desktop_app.domain.records import Actor, Person
from desktop_app.domain.vocabulary import PersonStatus
from tests.server.conftest import Clients, Team
from tests.support.office import Office, day

PRINTED: dict[str, Any] = {  # "Créer une visite à domicile avec action de suivi"
    "personId": "12345678-1234-1234-1234-123456789012",
    "interactionType": "visit",
    "interactionDate": "2024-01-25",
    "notes": "Première visite à domicile. Famille très accueillante, intéressée par les activités de l'église.",
    "outcome": "positive",
    "nextActionNeeded": True,
    "nextActionDate": "2024-02-01",
    "nextActionNotes": "Inviter à participer à l'étude biblique du jeudi",
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@pytest.fixture
def marie(office: Office, team: Team) -> Person:
    """A person of ``team.mentor``, first seen long ago."""
    return office.person(
        team.mentor,
        first_name="Marie",
        last_name="Kouassi",
        phone="+225 01 02 03 04 05",
        first_visit_on="2024-01-20",
    )


def named(who: Person | Actor) -> dict[str, str]:
    return {"id": str(who.uuid), "firstName": who.first_name, "lastName": who.last_name}


def test_1_record_a_follow_up(client: Clients, marie: Person, team: Team, office: Office) -> None:
    answer = client("mentor").post("/api/v1/follow-ups", json=PRINTED | {"personId": str(marie.uuid)})
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    data = body.pop("data")
    assert body == {"success": True, "message": "Suivi enregistré avec succès"}
    assert UUID.fullmatch(data.pop("id"))
    assert MOMENT.fullmatch(data.pop("createdAt"))
    assert data == {
        "personId": str(marie.uuid),
        "mentorId": str(team.mentor.uuid),
        "interactionType": "visit",
        "interactionDate": "2024-01-25",
        "outcome": "positive",
    }
    assert office.get(marie).status is PersonStatus.IN_FOLLOW_UP


def test_1_two_programs_share_one_truth(client: Clients, marie: Person, team: Team, office: Office) -> None:
    """What came through HTTP is what the window's controllers show, and is announced to it."""
    heard: list[Any] = []
    office.application.changes.listen(heard.append)
    client("pastor").post("/api/v1/follow-ups", json=PRINTED | {"personId": str(marie.uuid).upper()})
    (shown,) = office.controllers.timeline.of_person(team.admin, marie.id)[:1]
    assert heard
    assert {kind for changed in heard for kind in changed.kinds} >= {"follow_ups", "persons"}
    assert shown is not None


def test_2_list_follow_ups(client: Clients, marie: Person, team: Team) -> None:
    client("mentor").post("/api/v1/follow-ups", json=PRINTED | {"personId": str(marie.uuid)})
    body = client("mentor").get("/api/v1/follow-ups").json()
    assert body["success"] is True
    assert body["message"] == "Historique des suivis récupéré"
    assert body["data"]["pagination"] == {
        "currentPage": 1,
        "totalPages": 1,
        "totalItems": 1,
        "perPage": 20,
    }
    (listed,) = body["data"]["followUps"]
    assert UUID.fullmatch(listed.pop("id"))
    assert MOMENT.fullmatch(listed.pop("createdAt"))
    assert MOMENT.fullmatch(listed.pop("updatedAt"))
    assert listed == PRINTED | {
        "personId": str(marie.uuid),
        "mentorId": str(team.mentor.uuid),
        "person": named(marie),
        "mentor": named(team.mentor),
    }


def test_3_statistics(client: Clients, office: Office, marie: Person, team: Team) -> None:
    kinds = ["visit"] * 3 + ["call"] * 2 + ["meeting"]
    for ago, kind in enumerate(kinds):
        office.follow_up(team.mentor, marie, ago=ago, interaction_type=kind)
    office.follow_up(team.mentor, marie, ago=5, promise=-3, outcome="neutral")
    url = f"/api/v1/follow-ups/stats?period=month&mentor_id={team.mentor.uuid}"
    assert client("pastor").get(url).json() == {
        "success": True,
        "message": "Statistiques de suivi récupérées",
        "data": {
            "mentor": named(team.mentor),
            "period": "month",
            "stats": {
                "totalInteractions": 7,
                "interactionsByType": {"visit": 3, "call": 3, "meeting": 1, "other": 0},
                "interactionsByOutcome": {"positive": 6, "neutral": 1, "negative": 0, "no_contact": 0},
                "activePersons": 1,
                "pendingActions": 1,
                "overdueActions": 0,
            },
        },
    }


def test_4_overdue(client: Clients, office: Office, marie: Person, team: Team) -> None:
    office.follow_up(team.mentor, marie, ago=10)
    assert client("mentor").get("/api/v1/follow-ups/overdue?days_threshold=10").json() == {
        "success": True,
        "message": "Suivis en retard récupérés avec succès",
        "data": {
            "overdueFollowUps": [
                {
                    "person": named(marie) | {"status": "in_follow_up"},
                    "assignedMentor": named(team.mentor),
                    "daysSinceLastInteraction": 10,
                    "lastInteractionDate": day(10).isoformat(),
                }
            ],
            "total": 1,
        },
    }
    later = client("mentor").get("/api/v1/follow-ups/overdue?days_threshold=11").json()
    assert later["data"] == {"overdueFollowUps": [], "total": 0}


def test_5_upcoming_actions(client: Clients, office: Office, marie: Person, team: Team) -> None:
    recorded = office.follow_up(
        team.mentor,
        marie,
        ago=2,
        promise=-3,
        interaction_type="visit",
        next_action_notes="Inviter à l'étude biblique",
    )
    assert client("mentor").get("/api/v1/follow-ups/upcoming-actions").json() == {
        "success": True,
        "message": "Prochaines actions récupérées",
        "data": {
            "actionsCount": 1,
            "actions": [
                {
                    "id": str(recorded.uuid),
                    "personId": str(marie.uuid),
                    "nextActionDate": day(-3).isoformat(),
                    "nextActionNotes": "Inviter à l'étude biblique",
                    "person": {
                        "firstName": "Marie",
                        "lastName": "Kouassi",
                        "phone": "+225 01 02 03 04 05",
                    },
                    "lastInteraction": {"date": day(2).isoformat(), "type": "visit", "outcome": "positive"},
                }
            ],
        },
    }


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (None, "Historique des suivis récupéré"),
        ("*", "Historique des suivis récupéré"),
        ("de-DE, de;q=0.9", "Historique des suivis récupéré"),
        ("en", "Follow-ups listed"),
        ("es-ES,es;q=0.9,fr;q=0.4", "Historial de seguimientos obtenido"),
        ("fr;q=0.9, en;q=0.95", "Follow-ups listed"),
        ("en;q=0, fr", "Historique des suivis récupéré"),
    ],
)
def test_the_sentences_are_french_unless_another_language_is_asked_for(
    client: Clients, language: str | None, message: str
) -> None:
    headers = {} if language is None else {"Accept-Language": language}
    assert client("admin").get("/api/v1/follow-ups", headers=headers).json()["message"] == message
