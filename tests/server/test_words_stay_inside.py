"""The words that an office chose are for its windows: what the server answers is the documents', word for word."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import Role, code_label
from desktop_app.i18n import texts
from tests.server.conftest import Clients, Team

UNKNOWN = "12345678-1234-1234-1234-123456789012"


def answers(client: Clients, person: Person, language: str) -> list[tuple[int, Any]]:
    """What the server says where its sentences speak of persons, mentors and pastors."""
    mentor, committee, admin = client("mentor"), client("can_committee"), client("admin")
    headers = {"Accept-Language": language}
    assign = f"/api/v1/persons/{person.uuid}/mentor"
    follow_up = {
        "personId": UNKNOWN,
        "interactionType": "call",
        "interactionDate": "2026-11-20",
        "notes": "x",
    }
    asked = [
        mentor.get("/api/v1/persons/" + UNKNOWN, headers=headers),
        mentor.post("/api/v1/persons", json={}, headers=headers),
        committee.post("/api/v1/follow-ups", json=follow_up, headers=headers),
        admin.post("/api/v1/follow-ups", json={**follow_up, "outcome": "positive"}, headers=headers),
        admin.post("/api/v1/follow-ups", json={}, headers=headers),
        admin.put(assign, json={}, headers=headers),
        admin.put(assign, json={"mentorId": UNKNOWN}, headers=headers),
        admin.put(assign, json={"mentorId": str(person.uuid)}, headers=headers),
        admin.get("/api/v1/follow-ups/stats?mentor_id=" + UNKNOWN, headers=headers),
        admin.get("/api/clients/999999", headers=headers),
        admin.get("/openapi.json", headers=headers),
    ]
    return [(answer.status_code, answer.json()) for answer in asked]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_chosen_words_change_no_answer(client: Clients, team: Team, person: Person, language: str) -> None:
    texts.use(language)
    usual = answers(client, person, language)
    assert {status for status, _ in usual} >= {200, 400, 403, 404}
    assert any("personne" in str(said) or "person" in str(said).lower() for _, said in usual)
    texts.use_words("client", "case_worker", "supervisor")
    assert code_label(Role.MENTOR) in {"Case worker", "Intervenant", "Gestor de casos"}
    assert answers(client, person, language) == usual
