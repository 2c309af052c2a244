"""Signing in over HTTP, tokens, and what is common to both families."""

from __future__ import annotations

import json
from datetime import timedelta

import httpx
import pytest

from desktop_app.controllers import tokens as tokens_module
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import Role
from tests.server.conftest import Clients, Served, Team
from tests.support.office import PASSWORD, Office

LOGIN, PROFILE, LOGOUT = "/api/v1/auth/login", "/api/v1/auth/profile", "/api/v1/auth/logout"
FOLLOW_UPS = "/api/v1/follow-ups"


@pytest.fixture
def jean(office: Office, team: Team) -> Actor:
    """A mentor with a password."""
    return office.user(Role.MENTOR, "Jean", password=PASSWORD)


def error(answer: httpx.Response) -> tuple[int, str]:
    content = answer.json()
    assert content["success"] is False
    assert content["message"]
    return answer.status_code, content["error"]["code"]


def test_login_profile_logout(client: Clients, jean: Actor, office: Office) -> None:
    nobody = client(None)
    answer = nobody.post(LOGIN, json={"email": f" {jean.email.upper()} ", "password": PASSWORD})
    assert answer.status_code == 200
    data = answer.json()["data"]
    user = {
        "id": str(jean.uuid),
        "userId": jean.id,
        "firstName": "Jean",
        "lastName": jean.last_name,
        "email": jean.email,
        "role": "mentor",
    }
    assert data["user"] == user
    assert data["expiresAt"] == "2026-11-21T12:00:00.000Z"
    nobody.headers["Authorization"] = f"bearer {data['token']}"
    assert nobody.get(PROFILE).json()["data"] == user
    assert data["token"] not in str(office.rows("SELECT * FROM api_tokens"))
    assert nobody.post(LOGOUT).status_code == 200
    assert error(nobody.get(PROFILE)) == (401, "UNAUTHORIZED")
    log = office.rows("SELECT succeeded, origin, address FROM login_log")
    assert log == [(1, "http", "127.0.0.1")]


def test_whose_token_is_good_no_more(client: Clients, jean: Actor, office: Office, team: Team) -> None:
    def signed_in() -> httpx.Client:
        row = client(None)
        token = row.post(LOGIN, json={"email": jean.email, "password": PASSWORD}).json()["data"]["token"]
        row.headers["Authorization"] = f"Bearer {token}"
        assert row.get(PROFILE).status_code == 200
        return row

    first = signed_in()
    office.clock.moment += tokens_module.SIGN_IN_LASTS - timedelta(seconds=1)
    assert first.get(PROFILE).status_code == 200
    office.pass_time(seconds=1)
    assert first.get(PROFILE).status_code == 401
    second, personal = signed_in(), client(jean)
    office.controllers.users.update(team.admin, jean.id, {"password": "another good one"})
    assert second.get(PROFILE).status_code == 401  # whoever knew the old password is out
    assert personal.get(PROFILE).status_code == 200
    office.controllers.users.update(team.admin, jean.id, {"is_active": False})
    assert personal.get(PROFILE).status_code == 401


def test_a_personal_token_does_not_end_by_signing_out(client: Clients, jean: Actor, office: Office) -> None:
    personal = client(jean)
    assert error(personal.post(LOGOUT)) == (400, "VALIDATION_ERROR")
    assert personal.get(PROFILE).status_code == 200
    (token,) = office.controllers.tokens.list(jean)
    office.controllers.tokens.revoke(jean, token.id)
    assert personal.get(PROFILE).status_code == 401


def test_malformed_tokens(client: Clients, jean: Actor) -> None:
    good = client(jean).headers["Authorization"]
    scheme, token = good.split(" ")
    nobody = client(None)
    for sent in (None, scheme, token, f"Basic {token}", f"{good}x", f"{good[:-1]}", "Bearer é"):
        headers = {} if sent is None else {b"Authorization": sent.encode()}
        for path in (PROFILE, FOLLOW_UPS, f"{FOLLOW_UPS}/stats", "/api/v1/persons", "/api/v1/notifications"):
            answer = nobody.get(path, headers=headers)
            assert error(answer) == (401, "UNAUTHORIZED"), sent
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert answer.json()["message"] == "Non authentifié"


def test_when_a_token_was_last_used_is_noted(client: Clients, jean: Actor, office: Office) -> None:
    tokens = office.controllers.tokens
    row = client(jean)
    assert row.get(PROFILE).status_code == 200
    row.put("/api/v1/notifications/read-all")  # behind the note in the same line
    first = tokens.list(jean)[0].last_used_at
    assert first == office.clock.now()
    office.pass_time(seconds=59)
    row.put("/api/v1/notifications/read-all")
    assert tokens.list(jean)[0].last_used_at == first
    office.pass_time(seconds=1)
    row.get(PROFILE)
    row.put("/api/v1/notifications/read-all")
    assert tokens.list(jean)[0].last_used_at == office.clock.now()


def test_wrong_logins(client: Clients, jean: Actor) -> None:
    nobody = client(None)
    for sent, fields in (
        ({}, ["email", "password"]),
        ({"email": jean.email}, ["password"]),
        ({"email": " ", "password": 12}, ["email", "password"]),
        ({"email": ["a"], "password": "x" * 1_001}, ["email", "password"]),
    ):
        answer = nobody.post(LOGIN, json=sent)
        assert error(answer) == (400, "VALIDATION_ERROR")
        assert [row["field"] for row in answer.json()["error"]["details"]] == fields
    for email in (jean.email, "nobody@example.org"):
        answer = nobody.post(LOGIN, json={"email": email, "password": "wrong wrong"})
        assert error(answer) == (401, "UNAUTHORIZED")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_five_wrong_passwords_lock_the_account_and_the_address(
    client: Clients, jean: Actor, office: Office, team: Team
) -> None:
    other = office.user(Role.PASTOR, "Paul", password=PASSWORD)
    nobody = client(None)
    for _ in range(5):
        assert nobody.post(LOGIN, json={"email": jean.email, "password": "wrong"}).status_code == 401
    office.pass_time(minutes=5)
    office.restart()  # the counter is in the file
    for email in (jean.email, other.email):  # the account, and whoever else comes from that address
        answer = nobody.post(LOGIN, json={"email": email, "password": PASSWORD})
        assert error(answer) == (429, "TOO_MANY_REQUESTS")
        assert int(answer.headers["Retry-After"]) == 600
    assert client(jean).get(PROFILE).status_code == 200  # tokens go on
    office.pass_time(minutes=10)
    assert nobody.post(LOGIN, json={"email": jean.email, "password": PASSWORD}).status_code == 200


# -- the protocol


def test_unknown_paths_and_methods(client: Clients) -> None:
    admin = client("admin")
    for path in (
        "/",
        "/api",
        "/api/v1",
        "/api/v1/follow-up",
        f"{FOLLOW_UPS}/a/b",
        "/api/v2/follow-ups",
        "/%00",
    ):
        assert error(admin.get(path)) == (404, "NOT_FOUND"), path
    for method, path, allowed in (
        ("PUT", FOLLOW_UPS, "GET, HEAD, POST"),
        ("DELETE", f"{FOLLOW_UPS}/", "GET, HEAD, POST"),
        ("PUT", f"{FOLLOW_UPS}/12345678-1234-1234-1234-123456789012", "DELETE, GET, HEAD, PATCH"),
        ("GET", LOGIN, "POST"),
        ("POST", "/api/v1/users/mentors", "GET, HEAD"),
    ):
        answer = admin.request(method, path)
        assert error(answer) == (405, "METHOD_NOT_ALLOWED"), path
        assert answer.headers["Allow"] == allowed


def test_a_trailing_slash_is_the_same_resource(client: Clients) -> None:
    for path in (FOLLOW_UPS, "/api/v1/persons", "/api/v1/users/mentors", "/api/v1/notifications", PROFILE):
        plain, slashed = client("admin").get(path), client("admin").get(f"{path}/")
        assert plain.status_code == slashed.status_code == 200
        assert plain.json() == slashed.json()


@pytest.mark.parametrize("path", [FOLLOW_UPS, LOGIN, "/api/v1/persons"])
def test_bodies_that_are_not_what_they_should_be(client: Clients, path: str) -> None:
    admin = client("admin")

    def send(content: bytes, kind: str | None = "application/json") -> tuple[int, str]:
        headers = {} if kind is None else {"Content-Type": kind}
        return error(admin.post(path, content=content, headers=headers))

    for content in (
        b"",
        b"{",
        b"{'a': 1}",
        b"[]",
        b'"text"',
        b"null",
        b"NaN",
        b'{"notes": NaN}',
        b'{"notes": "\xff"}',
        b'{"notes": "\\ud800"}',
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ):
        assert send(content) == (400, "VALIDATION_ERROR"), content[:20]
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None):
        assert send(b'{"email": "x"}', kind) == (415, "UNSUPPORTED_MEDIA_TYPE"), kind
    assert send(b'{"a": 1}', "application/json; charset=utf-8")[0] == 400
    assert send(json.dumps({"notes": "x" * 1024 * 1024}).encode()) == (413, "PAYLOAD_TOO_LARGE")


def test_a_body_that_does_not_say_how_large_it_is(served: Served, client: Clients) -> None:
    headers = {"Content-Type": "application/json", **client("admin").headers}
    endless = (b"x" * 65_536 for _ in range(64))
    with httpx.Client(base_url=served.url) as row:
        answer = row.post(
            FOLLOW_UPS,
            content=endless,
            headers={"Authorization": headers["authorization"]} | {"Content-Type": "application/json"},
        )
    assert error(answer) == (413, "PAYLOAD_TOO_LARGE")


def test_the_texts_come_back_as_they_were_sent(client: Clients, office: Office, team: Team) -> None:
    person = office.person(team.mentor)
    notes = 'Łódź 🕊 “guillemets” \\ "quotes" <b>&amp;</b>\n\tпривет \u2028 ' + "\u0001"
    sent = {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": "2026-11-20",
        "notes": notes,
        "outcome": "positive",
    }
    for ascii_only in (True, False):
        content = json.dumps(sent, ensure_ascii=ascii_only).encode()
        headers = {"Content-Type": "application/json"}
        assert client("mentor").post(FOLLOW_UPS, content=content, headers=headers).status_code == 201
    listed = client("mentor").get(FOLLOW_UPS).json()["data"]["followUps"]
    assert [row["notes"] for row in listed] == [notes, notes]
