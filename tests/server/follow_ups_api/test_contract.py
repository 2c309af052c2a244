"""Each row of the table in docs/contract/decisions.md, *The follow-ups API*, over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from desktop_app.domain.vocabulary import PersonStatus
from tests.server.conftest import Clients, Team
from tests.support.office import Office, day

PATH = "/api/v1/follow-ups"
UNKNOWN = "12345678-1234-1234-1234-123456789012"
ROLES = ("can_committee", "mentor", "pastor", "admin")


def body(person: Person, **changes: Any) -> dict[str, Any]:
    values = {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": day(1).isoformat(),
        "notes": "Appelé.",
        "outcome": "neutral",
    }
    return {name: value for name, value in (values | changes).items() if value is not ...}


def wrong(answer: httpx.Response) -> list[str]:
    """The fields that an answer of 400 names."""
    assert answer.status_code == 400, answer.text
    content = answer.json()
    assert content["success"] is False
    assert content["error"]["code"] == "VALIDATION_ERROR"
    assert all(entry["message"] for entry in content["error"]["details"])
    return [entry["field"] for entry in content["error"]["details"]]


def code(answer: httpx.Response) -> tuple[int, str]:
    content = answer.json()
    assert content["success"] is False
    assert content["message"]
    return answer.status_code, content["error"]["code"]


# -- ids


def test_ids_of_any_version_are_taken_and_come_back_in_lower_case(client: Clients, person: Person) -> None:
    answer = client("mentor").post(PATH, json=body(person, personId=str(person.uuid).upper()))
    assert answer.json()["data"]["personId"] == str(person.uuid)
    for any_version in ("00000000-0000-0000-0000-000000000000", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"):
        assert client("admin").get(PATH, params={"person_id": any_version}).json()["data"]["followUps"] == []


# -- who may record


def test_the_signed_in_user_is_the_mentor(client: Clients, person: Person, team: Team) -> None:
    answer = client("pastor").post(PATH, json=body(person, mentorId=str(team.mentor.uuid)))
    assert answer.json()["data"]["mentorId"] == str(team.pastor.uuid)


def test_the_committee_does_not_record(client: Clients, person: Person) -> None:
    for sent in (body(person), body(person, personId=UNKNOWN), {}):
        assert code(client("can_committee").post(PATH, json=sent)) == (403, "FORBIDDEN")


def test_a_mentor_records_for_their_own_only(client: Clients, person: Person) -> None:
    unknown = client("mentor").post(PATH, json=body(person, personId=UNKNOWN))
    assert code(unknown) == (404, "NOT_FOUND")
    assert unknown.json()["message"] == "Visiteur non trouvé"
    foreign = client("other").post(PATH, json=body(person))
    assert code(foreign) == (403, "FORBIDDEN")
    assert foreign.json()["message"] == "Permissions insuffisantes ou visiteur non assigné au mentor"


# -- fields


REQUIRED = ["personId", "interactionType", "interactionDate", "notes", "outcome"]
WRONG_BODIES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": (dict.fromkeys(REQUIRED, ...), REQUIRED),
    "nulls": (dict.fromkeys(REQUIRED), REQUIRED),
    "numbers": (dict.fromkeys(REQUIRED, 1), REQUIRED),
    "lists": ({name: [] for name in REQUIRED}, REQUIRED),
    "blank notes": ({"notes": " \n"}, ["notes"]),
    "long notes": ({"notes": "x" * 10_001}, ["notes"]),
    "not in the list": ({"interactionType": "sms", "outcome": "great"}, ["interactionType", "outcome"]),
    "tomorrow": ({"interactionDate": day(-1).isoformat()}, ["interactionDate"]),
    "another form of date": ({"interactionDate": "25/01/2024"}, ["interactionDate"]),
    "no such day": ({"interactionDate": "2024-02-30"}, ["interactionDate"]),
    "bad person": ({"personId": "12345678"}, ["personId"]),
    "next action without a day": ({"nextActionNeeded": True}, ["nextActionDate"]),
    "next action before the contact": (
        {"nextActionNeeded": True, "nextActionDate": day(2).isoformat()},
        ["nextActionDate"],
    ),
    "long words of a next action": (
        {
            "nextActionNeeded": True,
            "nextActionDate": day(-2).isoformat(),
            "nextActionNotes": "x" * 2_001,
        },
        ["nextActionNotes"],
    ),
    "not true or false": ({"nextActionNeeded": "yes"}, ["nextActionNeeded"]),
    "everything at once": (
        {"notes": "", "outcome": "x", "nextActionNeeded": True, "nextActionDate": "soon"},
        ["notes", "outcome", "nextActionDate"],
    ),
}


def test_wrong_fields_are_all_named(client: Clients, person: Person, office: Office) -> None:
    pastor = client("pastor")
    for name, (changes, fields) in WRONG_BODIES.items():
        assert wrong(pastor.post(PATH, json=body(person, **changes))) == fields, name
    assert office.rows("SELECT count(*) FROM follow_ups") == [(0,)]


def test_limits_are_within(client: Clients, person: Person) -> None:
    sent = body(
        person,
        interactionDate=day(0).isoformat(),
        notes="é" * 10_000,
        nextActionNeeded=True,
        nextActionDate=day(0).isoformat(),
        nextActionNotes="x" * 2_000,
    )
    assert client("pastor").post(PATH, json=sent).status_code == 201
    assert client("pastor").post(PATH, json=body(person, interactionDate="1950-01-01")).status_code == 201


def test_a_next_action_that_is_not_needed_is_stored_empty(client: Clients, person: Person) -> None:
    pastor = client("pastor")
    for needed in (False, None, ...):
        sent = body(person, nextActionNeeded=needed, nextActionDate="soon", nextActionNotes="x" * 3_000)
        assert pastor.post(PATH, json=sent).status_code == 201
    for listed in pastor.get(PATH).json()["data"]["followUps"]:
        assert listed["nextActionNeeded"] is False
        assert listed["nextActionDate"] is None
        assert listed["nextActionNotes"] is None


def test_unknown_fields_and_parameters_are_ignored(client: Clients, person: Person) -> None:
    assert client("pastor").post(f"{PATH}?x=1", json=body(person, colour="blue")).status_code == 201
    assert client("pastor").get(f"{PATH}?colour=blue").status_code == 200


# -- status


def test_the_first_follow_up_moves_a_person_on(client: Clients, person: Person, office: Office) -> None:
    client("mentor").post(PATH, json=body(person))
    assert office.get(person).status is PersonStatus.IN_FOLLOW_UP
    events = [
        event for (event,) in office.rows("SELECT event FROM activity_log WHERE person_id = ?", person.id)
    ]
    assert "personStatusChanged" in events
    assert "followUpCreated" in events


# -- list


def test_the_newest_contact_comes_first(client: Clients, person: Person, office: Office, team: Team) -> None:
    for ago in (3, 1, 2, 1):
        office.follow_up(team.mentor, person, ago=ago, notes=f"{ago}")
    listed = client("admin").get(PATH).json()["data"]["followUps"]
    assert [entry["notes"] for entry in listed] == ["1", "1", "2", "3"]
    ids = [
        row[0] for row in office.rows("SELECT hex(uuid) FROM follow_ups WHERE notes = '1' ORDER BY id DESC")
    ]
    assert [entry["id"].replace("-", "").upper() for entry in listed[:2]] == ids


def test_filters_and_pages(client: Clients, office: Office, team: Team, person: Person) -> None:
    mine, other = person, office.person(team.other)
    for ago in range(5):
        office.follow_up(team.mentor, mine, ago=ago, interaction_type="visit", outcome="negative")
    office.follow_up(team.pastor, other, ago=1)

    def listed(who: str = "admin", **parameters: object) -> tuple[int, dict[str, int]]:
        answer = client(who).get(PATH, params={name: str(value) for name, value in parameters.items()})
        assert answer.status_code == 200, answer.text
        data = answer.json()["data"]
        return len(data["followUps"]), data["pagination"]

    def shown(**parameters: object) -> int:
        count, pages = listed("admin", **parameters)
        assert pages["totalItems"] == count
        return count

    assert shown() == 6
    assert shown(person_id=mine.uuid) == 5
    assert shown(mentor_id=team.pastor.uuid) == 1
    assert shown(person_id=UNKNOWN) == 0
    assert shown(mentor_id=UNKNOWN) == 0
    assert shown(interaction_type="visit") == 5
    assert shown(outcome="positive") == 1
    assert shown(date_from=day(1), date_to=day(1)) == 2
    assert shown(date_to=day(3), interaction_type="visit", outcome="negative") == 2
    pages = {"totalPages": 3, "totalItems": 6, "perPage": 2}
    assert listed(limit=2, page=3) == (2, {"currentPage": 3} | pages)
    assert listed(limit=2, page=4) == (0, {"currentPage": 4} | pages)
    assert listed(limit=2, page=10**14) == (0, {"currentPage": 10**14} | pages)
    # a mentor's filter narrows, never widens
    assert listed("mentor")[0] == 5
    assert listed("mentor", mentor_id=team.pastor.uuid)[0] == 0
    assert listed("other")[0] == 1
    assert listed("other", person_id=mine.uuid)[0] == 0
    assert listed("other", mentor_id=team.mentor.uuid)[0] == 0
    assert listed("can_committee")[0] == 6


WRONG_QUERIES = {
    "?limit=101": ["limit"],
    "?limit=0&page=0": ["page", "limit"],
    "?limit=ten&page=1.5": ["page", "limit"],
    "?page=1&page=x": ["page"],
    "?person_id=1&mentor_id=2": ["person_id", "mentor_id"],
    "?interaction_type=SMS&outcome=x": ["interaction_type", "outcome"],
    "?date_from=2024-1-5&date_to=2024-02-30": ["date_from", "date_to"],
    "?date_from=2024-02-02&date_to=2024-02-01": ["date_to"],
}


def test_wrong_parameters_are_all_named(client: Clients) -> None:
    admin = client("admin")
    for query, fields in WRONG_QUERIES.items():
        assert wrong(admin.get(PATH + query)) == fields, query


# -- statistics and next actions


@pytest.mark.parametrize("path", [f"{PATH}/stats", f"{PATH}/upcoming-actions"])
def test_whose_figures_and_actions(client: Clients, team: Team, path: str) -> None:
    for who in ("pastor", "admin"):
        missing = client(who).get(path)
        assert wrong(missing) == ["mentor_id"]
        assert missing.json()["message"] == "mentor_id requis"
        assert code(client(who).get(path, params={"mentor_id": UNKNOWN})) == (404, "NOT_FOUND")
        assert wrong(client(who).get(path, params={"mentor_id": "x"})) == ["mentor_id"]
        assert client(who).get(path, params={"mentor_id": str(team.mentor.uuid)}).status_code == 200
    for sent in (str(team.other.uuid), UNKNOWN, "x", ""):
        assert client("mentor").get(path, params={"mentor_id": sent}).status_code == 200, sent
    assert code(client("can_committee").get(path)) == (403, "FORBIDDEN")


def test_wrong_parameters_of_figures_and_actions(client: Clients) -> None:
    assert wrong(client("mentor").get(f"{PATH}/stats?period=day")) == ["period"]
    assert wrong(client("pastor").get(f"{PATH}/stats?period=day")) == ["period", "mentor_id"]
    for days in ("366", "-1", "x"):
        assert wrong(client("mentor").get(f"{PATH}/upcoming-actions?days={days}")) == ["days"]
    for days in ("3651", "-1"):
        assert wrong(client("mentor").get(f"{PATH}/overdue?days_threshold={days}")) == ["days_threshold"]


def test_periods_end_with_today(client: Clients, office: Office, team: Team, person: Person) -> None:
    for ago in (0, 6, 7, 29, 30, 364, 365):
        office.follow_up(team.mentor, person, ago=ago)
    totals = {}
    for period in ("week", "month", "year"):
        data = client("mentor").get(f"{PATH}/stats?period={period}").json()["data"]
        assert data["mentor"]["id"] == str(team.mentor.uuid)
        totals[period] = data["stats"]["totalInteractions"]
    assert totals == {"week": 2, "month": 4, "year": 6}


def test_actions_are_pending_until_a_later_contact(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    second = office.person(team.mentor)
    office.follow_up(team.mentor, person, ago=9, promise=2)  # overdue
    office.follow_up(team.mentor, second, ago=9, promise=0)  # due today: pending
    stats = client("mentor").get(f"{PATH}/stats?period=week").json()["data"]["stats"]
    assert (stats["pendingActions"], stats["overdueActions"], stats["totalInteractions"]) == (1, 1, 0)
    due = client("mentor").get(f"{PATH}/upcoming-actions?days=0").json()["data"]
    assert [entry["personId"] for entry in due["actions"]] == [str(second.uuid)]
    client("mentor").post(PATH, json=body(second, interactionDate=day(0).isoformat()))
    client("pastor").post(PATH, json=body(person, interactionDate=day(2).isoformat()))
    stats = client("mentor").get(f"{PATH}/stats").json()["data"]["stats"]
    assert (stats["pendingActions"], stats["overdueActions"]) == (0, 0)
    assert client("mentor").get(f"{PATH}/upcoming-actions").json()["data"]["actionsCount"] == 0


# -- overdue


def test_who_is_overdue(client: Clients, office: Office, team: Team) -> None:
    never = office.person(team.mentor, first_visit_on=day(20))
    alone = office.person(first_visit_on=day(7))
    fresh = office.person(team.mentor, first_visit_on=day(6))
    done = office.person(team.mentor, first_visit_on=day(50), status=PersonStatus.INTEGRATED)

    def overdue(who: str, query: str = "") -> list[tuple[str, int, str | None]]:
        data = client(who).get(f"{PATH}/overdue{query}").json()["data"]
        assert data["total"] == len(data["overdueFollowUps"])
        return [
            (entry["person"]["id"], entry["daysSinceLastInteraction"], entry["lastInteractionDate"])
            for entry in data["overdueFollowUps"]
        ]

    both = [(str(never.uuid), 20, None), (str(alone.uuid), 7, None)]
    for who in ("can_committee", "pastor", "admin"):
        assert overdue(who) == both
    assert overdue("mentor") == both[:1]
    assert overdue("other") == []
    assert overdue("mentor", f"?mentor_id={team.other.uuid}") == []
    assert overdue("admin", f"?mentor_id={team.mentor.uuid}") == both[:1]
    assert overdue("admin", f"?mentor_id={UNKNOWN}") == []
    listed = {key for key, _, _ in overdue("admin", "?days_threshold=0")}
    assert str(fresh.uuid) in listed
    assert str(done.uuid) not in listed
    (result,) = [
        entry
        for entry in client("admin").get(f"{PATH}/overdue").json()["data"]["overdueFollowUps"]
        if entry["person"]["id"] == str(alone.uuid)
    ]
    assert result["assignedMentor"] is None


# -- one follow-up


def test_one_is_read_changed_and_deleted(client: Clients, office: Office, team: Team, person: Person) -> None:
    recorded = office.follow_up(team.mentor, person, ago=3, promise=-2)
    path = f"{PATH}/{recorded.uuid}"
    for who in ROLES:
        assert client(who).get(path).status_code == 200
    assert code(client("other").get(path)) == (403, "FORBIDDEN")
    for who in ("other", "can_committee"):
        assert code(client(who).patch(path, json={"notes": "x"})) == (403, "FORBIDDEN")
        assert code(client(who).delete(path)) == (403, "FORBIDDEN")
    office.pass_time(minutes=1)
    changed = client("mentor").patch(path, json={"outcome": "negative", "personId": UNKNOWN})
    assert changed.status_code == 200
    data = changed.json()["data"]
    assert (data["outcome"], data["personId"]) == ("negative", str(person.uuid))
    assert data["updatedAt"] > data["createdAt"]
    assert wrong(client("pastor").patch(path, json={"notes": None, "nextActionDate": None})) == [
        "notes",
        "nextActionDate",
    ]
    deleted = client("pastor").delete(path)
    assert deleted.json()["message"] == "Suivi supprimé avec succès"
    for answer in (
        client("mentor").get(path),
        client("mentor").patch(path, json={"notes": "x"}),
        client("admin").delete(path),
        client("admin").get(f"{PATH}/{UNKNOWN}"),
    ):
        assert code(answer) == (404, "NOT_FOUND")
    assert wrong(client("admin").get(f"{PATH}/12")) == ["id"]
    assert client("admin").get(PATH).json()["data"]["pagination"]["totalItems"] == 0
