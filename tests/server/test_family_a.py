"""Family A over HTTP: the examples of the follow-ups document as they are printed."""

from __future__ import annotations

from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Team


def test_the_health_needs_no_token(client: Clients) -> None:
    answer = client(None).get("/api/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_a_follow_up_is_recorded_and_listed(client: Clients, person: Person, team: Team) -> None:
    body = {
        "personId": str(person.uuid),
        "interactionType": "visit",
        "interactionDate": "2024-01-25",
        "notes": "Première visite à domicile.",
        "outcome": "positive",
        "nextActionNeeded": True,
        "nextActionDate": "2024-02-01",
        "nextActionNotes": "Inviter à participer à l'étude biblique du jeudi",
    }
    recorded = client("mentor").post("/api/v1/follow-ups", json=body)
    assert recorded.status_code == 201, recorded.text
    assert recorded.json()["message"] == "Suivi enregistré avec succès"
    listed = client("pastor").get("/api/v1/follow-ups/").json()
    assert listed["data"]["pagination"] == {"currentPage": 1, "totalPages": 1, "totalItems": 1, "perPage": 20}
    assert listed["data"]["followUps"][0]["notes"] == body["notes"]


def test_every_wrong_parameter_is_named(client: Clients) -> None:
    answer = client("admin").get(
        "/api/v1/follow-ups?page=0&limit=101&person_id=x&outcome=good&date_from=2024"
    )
    assert answer.status_code == 400
    fields = [one["field"] for one in answer.json()["error"]["details"]]
    assert fields == ["page", "limit", "person_id", "outcome", "date_from"]


def test_login_and_logout(client: Clients, served: object, office: object) -> None:
    assert client(None).get("/api/v1/auth/profile").headers["WWW-Authenticate"] == "Bearer"
