"""Faults of the data and bugs, as programs see them: told apart, nothing of the inside, nothing half written."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from desktop_app.controllers.follow_ups import FollowUps
from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Served
from tests.support.office import Office

PATH = "/api/v1/follow-ups"


def body(person: Person, notes: str = "Appelé.") -> dict[str, Any]:
    return {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": "2026-11-20",
        "notes": notes,
        "outcome": "neutral",
    }


Pragma = Callable[[str], None]


@pytest.fixture
def pragma(served: Served, office: Office) -> Pragma:
    """Sets something on the connection that the server writes with, before whatever is sent next."""

    def set_it(text: str) -> None:
        def run() -> None:
            with office.application.store.reading():
                office.rows(f"PRAGMA {text}")

        served.app.service.queues.writing.later(run)

    return set_it


def test_busy_data(
    client: Clients,
    office: Office,
    person: Person,
    pragma: Pragma,
) -> None:
    pragma("busy_timeout = 30")
    mentor = client("mentor")
    with closing(sqlite3.connect(office.application.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = mentor.post(PATH, json=body(person))
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) >= 1
        assert answer.json()["error"]["code"] == "SERVICE_UNAVAILABLE"
        assert mentor.get(PATH).status_code == 200  # reading goes on meanwhile
        other.execute("ROLLBACK")
    assert mentor.post(PATH, json=body(person)).status_code == 201
    assert mentor.get(PATH).json()["data"]["pagination"]["totalItems"] == 1


def test_a_full_disk(
    client: Clients,
    office: Office,
    person: Person,
    pragma: Pragma,
) -> None:
    mentor = client("mentor")
    ((pages,),) = office.rows("PRAGMA page_count")
    pragma(f"max_page_count = {pages + 4}")
    answers = [mentor.post(PATH, json=body(person, "x" * 9_000)) for _ in range(8)]
    assert answers[-1].status_code == 507
    assert answers[-1].json()["error"]["code"] == "INSUFFICIENT_STORAGE"
    saved = sum(answer.status_code == 201 for answer in answers)
    assert {answer.status_code for answer in answers} <= {201, 507}
    assert mentor.get(PATH).json()["data"]["pagination"]["totalItems"] == saved
    pragma(f"max_page_count = {pages + 10_000}")
    assert mentor.post(PATH, json=body(person)).status_code == 201
    assert office.problems() == ()


@pytest.mark.expects_log("The data cannot be used: read_only")
def test_data_that_cannot_be_written(
    client: Clients,
    office: Office,
    person: Person,
    pragma: Pragma,
) -> None:
    pragma("query_only = 1")
    answer = client("mentor").post(PATH, json=body(person))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert str(office.folder) not in answer.text


@pytest.mark.expects_log(r"Incident S-\w+ in GET /api/v1/follow-ups")
def test_a_bug(client: Clients, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(FollowUps, "list", fail)
    answer = client("admin").get(PATH)
    assert answer.status_code == 500
    error = answer.json()["error"]
    assert error["code"] == "INTERNAL_ERROR"
    assert re.fullmatch(r"S-\w{5}", error["incident"])
    assert error["incident"] in caplog.text
    assert answer.json()["message"] == "Erreur serveur"
    assert "inside" not in answer.text
    assert client("admin").get("/api/health").status_code == 200
