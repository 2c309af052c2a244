"""docs/contract/decisions.md marks as *not yet* what the program does not do, and nothing else: each mark is tried on a server."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop_app.domain.inputs import OrganisationInput
from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Team
from tests.support.office import Office

DECISIONS = Path(__file__).resolve().parent.parent.parent / "docs" / "contract" / "decisions.md"
NOT_YET = "**not yet**"
FOLLOW_UPS, PERSONS = "/api/v1/follow-ups", "/api/v1/persons"


class Tried(NamedTuple):
    """What a decision is tried on."""

    client: Clients
    office: Office
    team: Team
    person: Person


def answers_head(tried: Tried) -> bool:
    return tried.client("admin").head(PERSONS).status_code == 200


def says_the_location(tried: Tried) -> bool:
    answer = tried.client("admin").post(PERSONS, json={"firstName": "Awa", "lastName": "Bâ"})
    return "location" in answer.headers


def takes_a_slash_everywhere(tried: Tried) -> bool:
    return tried.client("admin").get(f"{PERSONS}/{tried.person.uuid}/").status_code == 200


def takes_a_blank_parameter(tried: Tried) -> bool:
    return tried.client("admin").get(FOLLOW_UPS, params={"date_from": "", "page": ""}).status_code == 200


def lists_next_actions(tried: Tried) -> bool:
    return tried.client("admin").get("/api/v1/next-actions").status_code == 200


def needs_one_name_only(tried: Tried) -> bool:
    return tried.client("admin").post(PERSONS, json={"firstName": "Awa"}).status_code == 201


def leaves_open_what_reached_nobody(tried: Tried) -> bool:
    mentor = tried.team.mentor
    tried.office.follow_up(mentor, tried.person, ago=5, promise=0)
    tried.office.follow_up(mentor, tried.person, outcome="no_contact")
    actions = tried.client("mentor").get(f"{FOLLOW_UPS}/upcoming-actions").json()
    return bool(actions["data"]["actionsCount"] == 1)


def asks_whose_the_person_is(tried: Tried) -> bool:
    tried.office.follow_up(tried.team.pastor, tried.person, ago=5, promise=0)
    params = {"mentor_id": str(tried.team.mentor.uuid)}
    actions = tried.client("admin").get(f"{FOLLOW_UPS}/upcoming-actions", params=params).json()
    return bool(actions["data"]["actionsCount"] == 1)


def ends_a_right_with_its_reason(tried: Tried) -> bool:
    written = tried.office.follow_up(tried.team.mentor, tried.person)
    persons, other = tried.office.controllers.persons, tried.team.other
    persons.assign(tried.team.admin, tried.person.id, {"mentor": other.uuid})
    return tried.client("mentor").get(f"{FOLLOW_UPS}/{written.uuid}").status_code == 403


def can_count_interactions(_tried: Tried) -> bool:
    return "interactions_count_as_contact" in OrganisationInput.model_fields


def merges_persons(tried: Tried) -> bool:
    return any("merge" in name for name in dir(type(tried.office.controllers.persons)))


DECIDED: dict[str, Callable[[Tried], bool]] = {
    "- **Paths.**": takes_a_slash_everywhere,
    "- **HEAD**": answers_head,
    "**201** carries": says_the_location,
    "- **A query parameter that is sent blank**": takes_a_blank_parameter,
    "| when a next action is *done*": leaves_open_what_reached_nobody,
    "| whose an open next action is": asks_whose_the_person_is,
    "| a mentor and one follow-up by its id": ends_a_right_with_its_reason,
    "| `GET /api/v1/next-actions`": lists_next_actions,
    "`firstName` or `lastName` is required": needs_one_name_only,
    "day is a day of contact": can_count_interactions,
    "A person may have one name": needs_one_name_only,
    "A person who was merged": merges_persons,
}
"""Words that begin a decision → whether the program does what it says."""


def marked(words: str) -> bool:
    """Whether the sentence or row that begins with *words* is marked: up to the next line that is another's."""
    text = DECISIONS.read_text(encoding="utf-8")
    assert text.count(words) == 1, words
    rest_of_page = text.partition(words)[2]
    others = "|".join(re.escape(other) for other in DECIDED if other != words)
    decision = re.split(rf"\n\n|\n[-|] |{others}", rest_of_page, maxsplit=1)[0]
    return NOT_YET in decision


@pytest.mark.parametrize("words", DECIDED)
def test_a_decision_is_marked_as_not_yet_while_it_is_not_so(
    words: str, client: Clients, office: Office, team: Team, person: Person
) -> None:
    is_so = DECIDED[words](Tried(client, office, team, person))
    assert marked(words) == (not is_so), "take the mark away" if is_so else "mark it"


def test_every_mark_is_tried() -> None:
    assert DECISIONS.read_text(encoding="utf-8").count(NOT_YET) == sum(map(marked, DECIDED))
