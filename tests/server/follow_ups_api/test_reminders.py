"""Reminders and absences among the notifications over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Team
from tests.support.office import TODAY, Office, day

NOTIFICATIONS = "/api/v1/notifications"


def told(client: Clients, who: str, language: str = "fr") -> list[dict[str, Any]]:
    """All that they are told, the newest first."""
    data = client(who).get(NOTIFICATIONS, headers={"Accept-Language": language}).json()["data"]
    assert data["unreadCount"] == len(
        [notification for notification in data["notifications"] if not notification["isRead"]]
    )
    rows: list[dict[str, Any]] = data["notifications"]
    return rows


@pytest.mark.parametrize(
    ("language", "messages"),
    [
        (
            "fr",
            {
                "neverContacted": "{} attend un premier contact depuis 5 jour(s)",
                "waitingTooLong": "{} attend un contact depuis 9 jour(s)",
                "nextActionOverdue": "La prochaine action pour {} est en retard de 2 jour(s)",
            },
        ),
        (
            "en",
            {
                "neverContacted": "{} has been waiting for a first contact for 5 day(s)",
                "waitingTooLong": "{} has been waiting for a contact for 9 day(s)",
                "nextActionOverdue": "The next action for {} is 2 day(s) past due",
            },
        ),
        (
            "es",
            {
                "neverContacted": "{} espera un primer contacto desde hace 5 día(s)",
                "waitingTooLong": "{} espera un contacto desde hace 9 día(s)",
                "nextActionOverdue": "La próxima acción para {} lleva 2 día(s) de retraso",
            },
        ),
    ],
)
def test_a_reminder_says_for_how_long_and_since_when(
    client: Clients, office: Office, team: Team, language: str, messages: dict[str, str]
) -> None:
    never = office.person(team.mentor, first_visit_on=day(5))
    called = office.person(team.mentor, first_visit_on=day(40))
    office.follow_up(team.mentor, called, ago=9, promise=2)
    office.controllers.reminders.make_due()
    reminders = [
        notification for notification in told(client, "mentor", language) if notification["day"] is not None
    ]
    assert {
        notification["type"]: (notification["person"]["id"], notification["days"], notification["since"])
        for notification in reminders
    } == {
        "neverContacted": (str(never.uuid), 5, day(5).isoformat()),
        "waitingTooLong": (str(called.uuid), 9, day(9).isoformat()),
        "nextActionOverdue": (str(called.uuid), 2, day(2).isoformat()),
    }
    names = {str(notification.uuid): notification.full_name for notification in (never, called)}
    for notification in reminders:
        assert notification["message"] == messages[notification["type"]].format(
            names[notification["person"]["id"]]
        )
        assert (notification["day"], notification["by"], notification["count"], notification["absence"]) == (
            TODAY.isoformat(),
            None,
            None,
            None,
        )


def test_who_looks_after_a_colleagues_people_is_told_when(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    values = {
        "user": team.mentor.uuid,
        "first_on": day(0),
        "last_on": day(-3),
        "colleague": team.other.uuid,
        "note": "In hospital",
    }
    added = office.controllers.absences.add(office.admin(), values)
    (notification,) = told(client, "other")
    name = team.mentor.full_name
    assert (notification["type"], notification["person"], notification["day"]) == (
        "colleagueAway",
        None,
        None,
    )
    assert notification["message"] == (
        f"{name} est absent(e) du 2026-11-20 au 2026-11-23 : ses visiteurs vous sont confiés"
    )
    assert notification["absence"] == {
        "mentor": {
            "id": str(team.mentor.uuid),
            "firstName": team.mentor.first_name,
            "lastName": team.mentor.last_name,
        },
        "firstDay": "2026-11-20",
        "lastDay": "2026-11-23",
        "isTakenBack": False,
    }
    office.controllers.absences.end(office.admin(), added.id)
    (notification,) = told(client, "other")
    assert notification["message"] == f"L’absence de {name} a été annulée"
    assert notification["absence"]["isTakenBack"]


def test_a_follow_up_over_http_answers_the_reminders_about_the_person(
    client: Clients, office: Office, team: Team
) -> None:
    person = office.person(team.mentor, first_visit_on=day(5))
    office.controllers.reminders.make_due()
    (unread,) = [
        notification
        for notification in told(client, "mentor")
        if notification["day"] and not notification["isRead"]
    ]
    values = {
        "personId": unread["person"]["id"],
        "interactionType": "call",
        "interactionDate": TODAY.isoformat(),
        "notes": "Jointe.",
        "outcome": "positive",
    }
    assert client("mentor").post("/api/v1/follow-ups", json=values).status_code == 201
    (read,) = [notification for notification in told(client, "mentor") if notification["day"]]
    assert read["isRead"]
    assert read["person"]["id"] == str(person.uuid)
