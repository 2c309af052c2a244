"""A request with a key that is sent again: answered as the first time, done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from desktop_app.controllers.answered_requests import AnsweredRequests
from desktop_app.domain.records import Person
from tests.server.conftest import Clients, Team
from tests.server.test_many_at_once import FOLLOW_UPS, body_of
from tests.support.office import Office, day
from tests.support.running import Run, wait_until

KEY = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"


def post(client: httpx.Client, person: Person, key: str, words: str = "Once.") -> httpx.Response:
    """Record a follow-up under *key*."""
    return client.post(FOLLOW_UPS, json=body_of(person, words, day(1)), headers={KEY: key})


def count(office: Office, table: str = "follow_ups") -> int:
    """How many rows there are."""
    return int(office.rows(f"SELECT COUNT(*) FROM {table}")[0][0])


def test_a_second_try_is_answered_as_the_first_and_done_once(
    office: Office, client: Clients, person: Person
) -> None:
    mentor = client("mentor")
    first, second = post(mentor, person, "a-1"), post(mentor, person, "a-1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["Location"] == second.headers["Location"]
    assert (first.headers.get(REPLAYED), second.headers.get(REPLAYED)) == (None, "true")
    assert second.headers["Cache-Control"] == "no-store"
    assert count(office) == 1
    assert post(mentor, person, "a-2").status_code == 201
    assert count(office) == 2
    assert office.problems() == ()


def test_every_way_of_writing_takes_a_key(office: Office, client: Clients, team: Team) -> None:
    pastor = client("pastor")
    person = office.person(team.mentor)
    follow_up = office.follow_up(team.mentor, person)
    interaction = office.interaction(team.pastor, person)
    asked: list[tuple[str, str, dict[str, object] | None]] = [
        ("PATCH", f"{FOLLOW_UPS}/{follow_up.uuid}", {"notes": "Changed"}),
        ("PUT", f"/api/v1/persons/{person.uuid}/status", {"status": "integrated"}),
        ("PUT", f"/api/v1/persons/{person.uuid}/assign-mentor", {"mentorId": None}),
        ("POST", "/api/v1/persons", {"firstName": "Awa"}),
        ("POST", "/api/clients", {"firstName": "Awa"}),
        ("DELETE", f"/api/clients/{person.id}/interactions/{interaction.id}", {"isDeleted": True}),
        ("DELETE", f"{FOLLOW_UPS}/{follow_up.uuid}", None),
        ("PUT", "/api/v1/notifications/read-all", None),
    ]
    for number, (method, path, body) in enumerate(asked):
        headers = {KEY: f"key-{number}"}
        first, second = (pastor.request(method, path, json=body, headers=headers) for _ in range(2))
        assert first.is_success, (path, first.text)
        assert (second.status_code, second.content) == (first.status_code, first.content), path
        assert second.headers[REPLAYED] == "true", path
    assert office.rows("SELECT COUNT(*) FROM persons WHERE first_name = 'Awa'") == [(2,)]
    assert office.problems() == ()


def test_a_key_belongs_to_one_request_and_one_token(office: Office, client: Clients, person: Person) -> None:
    mentor, pastor = client("mentor"), client("pastor")
    assert post(mentor, person, "mine").status_code == 201
    other = post(mentor, person, "mine", "Something else.")
    assert other.status_code == 409
    assert other.json()["error"]["code"] == "CONFLICT"
    wrong = mentor.post("/api/clients/1/interactions", json={}, headers={KEY: "mine"})
    assert (wrong.status_code, list(wrong.json())) == (409, ["errors"])
    assert post(pastor, person, "mine").headers.get(REPLAYED) is None
    assert count(office) == 2


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "clé"])
def test_what_is_no_key_is_refused(office: Office, client: Clients, person: Person, key: str) -> None:
    headers = {KEY.encode(): key.encode()}
    answer = client("mentor").post(FOLLOW_UPS, json=body_of(person, "Once.", day(1)), headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["field"] == KEY
    assert count(office) == 0


def test_what_was_refused_is_tried_anew(office: Office, client: Clients, person: Person) -> None:
    mentor = client("mentor")
    assert post(mentor, person, "again", "").status_code == 400
    assert post(mentor, person, "again", "Said.").status_code == 201
    assert count(office) == 1


def test_many_at_once_under_one_key_are_one(office: Office, client: Clients, person: Person) -> None:
    clients = [client("mentor")]
    clients += [
        httpx.Client(base_url=clients[0].base_url, headers=clients[0].headers, timeout=20) for _ in range(7)
    ]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda each: post(each, person, "same"), clients))
    for each in clients[1:]:
        each.close()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert count(office) == 1


def test_an_answer_that_could_not_be_kept_takes_what_was_written_with_it(
    office: Office, client: Clients, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: AnsweredRequests) -> None:
        office.rows("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr(AnsweredRequests, "forget", full)
    with pytest.MonkeyPatch.context() as quiet:
        quiet.setattr("desktop_app.system.logs.incident", lambda *_: "S-TESTS")
        assert post(client("mentor"), person, "half").status_code == 500
    assert count(office) == 0
    monkeypatch.undo()


def test_answers_of_yesterday_go_when_the_server_starts(
    office: Office, client: Clients, person: Person, run: Run
) -> None:
    assert post(client("mentor"), person, "old").status_code == 201
    assert count(office, "answered_requests") == 1
    office.pass_time(days=2)
    run()
    wait_until(lambda: count(office, "answered_requests") == 0, "it is kept for ever")


def test_a_key_is_known_for_a_day(office: Office, client: Clients, person: Person) -> None:
    mentor = client("mentor")
    first = post(mentor, person, "daily")
    office.pass_time(hours=23, minutes=59)
    assert post(mentor, person, "daily").content == first.content
    office.pass_time(minutes=2)
    assert post(mentor, person, "daily").content != first.content
    assert count(office) == 2
    assert count(office, "answered_requests") == 1, "the answer of yesterday is kept"
