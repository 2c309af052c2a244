"""One table of cases, put to what the forms check with, to the controllers and to HTTP: all three must say the same."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.errors import Invalid
from desktop_app.domain.records import Person
from desktop_app.domain.validation import problems
from desktop_app.i18n.texts import speaking
from desktop_app.server.follow_ups_api.follow_ups_schemas import NEW_FOLLOW_UP
from desktop_app.server.follow_ups_api.persons_schemas import NEW_PERSON, NEW_STATUS
from tests.server.conftest import Clients, Team
from tests.support.office import TODAY, Office, day

FOLLOW_UPS: list[dict[str, object]] = [
    {},
    {"notes": None},
    {"notes": "   "},
    {"notes": "x" * 10_000},
    {"notes": "x" * 10_001},
    {"notes": ["x"]},
    {"person": None},
    {"person": "x"},
    {"interaction_type": None},
    {"interaction_type": "Visit"},
    {"outcome": ""},
    {"outcome": "no_contact"},
    {"interaction_date": day(-1).isoformat()},
    {"interaction_date": day(0).isoformat()},
    {"interaction_date": "2026-02-29"},
    {"interaction_date": "2026-11-20T10:00:00Z"},
    {"interaction_date": 20261120},
    {"next_action_needed": True},
    {"next_action_needed": True, "next_action_date": ""},
    {"next_action_needed": True, "next_action_date": day(2).isoformat()},
    {"next_action_needed": True, "next_action_date": day(1).isoformat()},
    {"next_action_needed": True, "next_action_date": "2026-13-01", "next_action_notes": "x" * 2_001},
    {"next_action_needed": False, "next_action_date": "x", "next_action_notes": "x" * 2_001},
    {"next_action_needed": None},
    {"next_action_needed": 1},
    {"next_action_needed": "true"},
    {"next_action_date": day(-3).isoformat()},
    {"notes": "", "outcome": "x", "interaction_type": 3, "interaction_date": "", "person": ""},
]
PERSONS: list[dict[str, Any]] = [
    {},
    {"first_name": " "},
    {"last_name": "x" * 101},
    {"gender": "f"},
    {"gender": ""},
    {"date_of_birth": "1990-02-29"},
    {"date_of_birth": "--02-29"},
    {"date_of_birth": "2026-11-21"},
    {"date_of_birth": "1899-12-31"},
    {"email": "marie@example"},
    {"email": "marie@example.org"},
    {"marital_status": "Single"},
    {"how_heard": "x" * 501},
    {"prayer_requests": "x" * 10_001, "address": 12},
    {"first_visit_on": day(-1).isoformat()},
    {"first_visit_on": None},
    {"first_name": None, "last_name": None, "email": "x", "phone": {"a": 1}},
]
STATUSES: list[dict[str, Any]] = [
    {},
    {"status": None},
    {"status": "To_Visit"},
    {"status": "long_absent", "notes": "x" * 2_001},
    {"status": "long_absent", "notes": None},
]


def said_over_http(answer: Any) -> dict[str, str]:
    if answer.status_code < 300:
        return {}
    assert answer.status_code == 400, answer.text
    return {row["field"]: row["message"] for row in answer.json()["error"]["details"]}


def said_by(call: Any) -> dict[str, str]:
    try:
        call()
    except Invalid as invalid:
        return {error.field: str(error.message) for error in invalid}
    return {}


def test_forms_controllers_and_http_agree(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    pastor = client("pastor")
    controllers = office.controllers
    good_follow_up: dict[str, object] = {
        "person": str(person.uuid),
        "interaction_type": "call",
        "interaction_date": day(1).isoformat(),
        "notes": "Appelé.",
        "outcome": "neutral",
    }
    good_person = {"first_name": "Marie", "last_name": "Kouassi"}
    path = f"/api/v1/persons/{person.uuid}/status"
    subjects: tuple[Any, ...] = (
        (
            NEW_FOLLOW_UP,
            [good_follow_up | case for case in FOLLOW_UPS],
            lambda values: controllers.follow_ups.record(team.pastor, values),
            lambda sent: pastor.post("/api/v1/follow-ups", json=sent),
        ),
        (
            NEW_PERSON,
            [good_person | case for case in PERSONS],
            lambda values: controllers.persons.add(team.pastor, values),
            lambda sent: pastor.post("/api/v1/persons", json=sent),
        ),
        (
            NEW_STATUS,
            STATUSES,
            lambda values: controllers.persons.set_status(team.pastor, person.id, values),
            lambda sent: pastor.put(path, json=sent),
        ),
    )
    refused = 0
    with speaking("fr"):
        for body, cases, controller, http in subjects:
            names = body.documented
            for values in cases:
                by_form = {field: str(text) for field, text in problems(body.model, values, TODAY).items()}
                assert said_by(lambda row=values, call=controller: call(row)) == by_form, values
                sent = {names[field]: value for field, value in values.items()}
                expected = {names[field]: text for field, text in by_form.items()}
                assert said_over_http(http(sent)) == expected, values
                refused += bool(by_form)
    assert refused > 25
    assert office.problems() == ()
