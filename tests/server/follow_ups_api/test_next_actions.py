"""``/api/v1/next-actions``: open, overdue and done ones, whose, in pages; ticked off and opened again."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Team
from tests.support.office import Office, day

PATH = "/api/v1/next-actions"


def listed(client: httpx.Client, **query: object) -> list[str]:
    """The ids that a list has."""
    data = data_of(client, **query)
    assert data["pagination"]["totalItems"] == len(data["actions"])
    return [action["id"] for action in data["actions"]]


def data_of(client: httpx.Client, **query: object) -> dict[str, Any]:
    """What a list answers."""
    answer = client.get(PATH, params={name: str(value) for name, value in query.items()})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["data"])


@pytest.fixture
def planned(office: Office, team: Team) -> dict[str, str]:
    """Next actions by when they are due: the uuids of the follow-ups that planned them, each of a person of the mentor."""
    dues = {"long ago": 9, "yesterday": 1, "today": 0, "later": -30}
    return {
        name: str(office.follow_up(team.mentor, office.person(team.mentor), ago=20, promise=due).uuid)
        for name, due in dues.items()
    }


def test_open_ones_hold_the_overdue_the_soonest_first(client: Clients, planned: dict[str, str]) -> None:
    mentor = client("mentor")
    assert listed(mentor) == listed(mentor, state="open") == list(planned.values())
    assert listed(mentor, state="overdue") == [planned["long ago"], planned["yesterday"]]
    states = [action["state"] for action in data_of(mentor)["actions"]]
    assert states == ["overdue", "overdue", "open", "open"]
    assert listed(mentor, state="done") == []
    assert client("mentor").get(PATH, params={"state": "pending"}).status_code == 400


def test_what_is_ticked_off_is_done_and_can_be_opened_again(client: Clients, planned: dict[str, str]) -> None:
    mentor = client("mentor")
    for _ in range(2):  # once more does no harm
        ticked = mentor.put(f"{PATH}/{planned['today']}/done")
        assert (ticked.status_code, ticked.json()["message"]) == (200, "Prochaine action marquée comme faite")
    assert planned["today"] not in listed(mentor)
    (done,) = data_of(mentor, state="done")["actions"]
    assert done == ticked.json()["data"]
    assert (done["id"], done["state"], done["nextActionDate"]) == (
        planned["today"],
        "done",
        day().isoformat(),
    )
    assert done["doneAt"].endswith("Z")
    for _ in range(2):
        opened = mentor.put(f"{PATH}/{planned['today']}/open").json()["data"]
    assert opened in data_of(mentor)["actions"]
    assert listed(mentor, state="done") == []


def test_what_a_later_contact_closed_is_done_without_a_tick(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    planned = office.follow_up(team.mentor, person, ago=9, promise=3)
    office.follow_up(team.mentor, person, ago=1)
    (done,) = data_of(client("pastor"), state="done")["actions"]
    assert (done["id"], done["doneAt"]) == (str(planned.uuid), None)
    assert listed(client("pastor")) == []


def test_each_sees_their_own_and_leaders_narrow(
    client: Clients, office: Office, team: Team, planned: dict[str, str]
) -> None:
    others = office.person(team.other)
    second = str(office.follow_up(team.pastor, others, ago=2, promise=-1).uuid)
    mentor, other, pastor = client("mentor"), client("other"), client("pastor")
    assert listed(other) == [second]
    assert len(listed(pastor)) == len(planned) + 1
    for state in ("open", "done"):
        if state == "done":
            pastor.put(f"{PATH}/{second}/done")
        assert listed(pastor, state=state, mentor_id=team.other.uuid) == [second]
        assert listed(pastor, state=state, person_id=others.uuid) == [second]
        assert listed(mentor, state=state, mentor_id=team.other.uuid) == []  # never widened
        assert second not in listed(mentor, state=state)
        assert listed(mentor, state=state, person_id=others.uuid) == []


def test_what_a_client_interaction_planned_is_there_too(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    planned = {"next_action_needed": True, "next_action_date": day(-3).isoformat()}
    office.controllers.client_interactions.record(
        team.mentor,
        person.id,
        {"title": "SNAP", "interaction_type": "walk-in", "start_at": "2026-11-20T09:00:00Z"},
        next_action=planned,
    )
    mentor = client("mentor")
    (action,) = data_of(mentor)["actions"]
    assert (action["state"], action["nextActionDate"]) == ("open", day(-3).isoformat())
    ticked = mentor.put(f"{PATH}/{action['id']}/done").json()["data"]
    assert (ticked["state"], ticked["person"]["id"]) == ("done", str(person.uuid))
    assert data_of(mentor, state="done")["actions"] == [ticked]
    assert mentor.put(f"{PATH}/{action['id']}/open").json()["data"] == action


def test_pages(client: Clients, planned: dict[str, str]) -> None:
    mentor = client("mentor")
    for state in ("open", "done"):
        if state == "done":
            for key in planned.values():
                mentor.put(f"{PATH}/{key}/done")
        first, second = (data_of(mentor, state=state, limit=3, page=page) for page in (1, 2))
        assert [len(first["actions"]), len(second["actions"])] == [3, 1]
        assert first["pagination"] == {"currentPage": 1, "totalPages": 2, "totalItems": 4, "perPage": 3}
        assert data_of(mentor, state=state, limit=3, page=9)["actions"] == []


def test_a_contact_that_planned_nothing_cannot_be_ticked_off(
    client: Clients, office: Office, team: Team, person: Person
) -> None:
    plain = office.follow_up(team.mentor, person)
    assert client("mentor").put(f"{PATH}/{plain.uuid}/done").status_code == 400
