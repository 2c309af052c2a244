"""Who may do what over HTTP: every endpoint, each role and nobody, one's own person, another's and none; written by hand from docs/contract/decisions.md.

The endpoints are those of the OpenAPI description: one that is added without a row here fails. Every token and every subject is
fresh where a request would use it up, so that no row stands in the way of another.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from desktop_app.domain.records import Actor, FollowUp, Interaction, Person
from desktop_app.domain.vocabulary import Role
from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.runner import Runner
from tests.support.office import Office, day

ROLES = (Role.CAN_COMMITTEE, Role.MENTOR, Role.PASTOR, Role.ADMIN)
METHODS = ("GET", "PATCH", "PUT", "DELETE")
UNKNOWN = 987_654
UNKNOWN_UUID = "00000000-0000-4000-8000-00000000dead"

# -- the table: endpoint → whose or what → status for committee, mentor, pastor, administrator

_EVERYBODY = {"": "200 200 200 200"}
_SEES = {
    "own": "200 200 200 200",
    "other": "200 403 200 200",
    "nobody's": "200 403 200 200",
    "deleted": "404 404 404 404",
    "unknown": "404 404 404 404",
}
_CREATES = {whose: expected.replace("200", "201") for whose, expected in _SEES.items()}
_ASSIGNS = {
    "own": "200 403 200 200",
    "other": "200 403 200 200",
    "nobody's": "200 403 200 200",
    "deleted": "404 403 404 404",
    "unknown": "404 403 404 404",
}
_CHANGES_FOLLOW_UP = {
    "own": "403 403 200 200",  # about the mentor's own person, but written by somebody else
    "other": "403 403 200 200",
    "nobody's": "403 403 200 200",
    "written own": "200 200 200 200",  # its author
    "written other": "200 403 200 200",  # a mentor: while the person is theirs
    "deleted": "404 404 404 404",  # about a person who is deleted
    "written deleted": "404 404 404 404",
    "written deleted one": "404 404 404 404",  # deleted itself
    "unknown": "404 404 404 404",
}
_SEES_INTERACTION = {
    "own": "200 200 200 200",
    "other": "200 403 200 200",
    "nobody's": "200 403 200 200",
    "written other": "200 403 200 200",  # a mentor: clients assigned to them
    "written deleted one": "200 200 200 200",  # answered still, as deleted
    "deleted": "404 404 404 404",
    "unknown": "404 404 404 404",
    "of another client": "404 404 404 404",
    "of an unknown client": "404 404 404 404",
}
_CHANGES_INTERACTION = _SEES_INTERACTION | {
    "own": "403 403 200 200",
    "other": "403 403 200 200",
    "nobody's": "403 403 200 200",
    "written own": "200 200 200 200",
    "written deleted one": "404 404 404 404",
}
_FIGURES = {
    "own": "403 200 200 200",
    "other": "403 200 200 200",  # a mentor gets their own, whoever is asked for
    "nobody said": "403 200 400 400",
    "unknown": "403 200 404 404",
    "not a uuid": "403 200 400 400",
}
_FILTERS = {"own": "200 200 200 200", "other": "200 200 200 200", "unknown": "200 200 200 200"}
_OWN_NOTIFICATIONS = {
    "own": "200 200 200 200",
    "other": "404 404 404 404",
    "unknown": "404 404 404 404",
}

_TICKS = {
    "own": "403 200 200 200",
    "other": "403 403 200 200",
    "nobody's": "403 403 200 200",
    "written own": "200 200 200 200",
    "written other": "200 403 200 200",  # a mentor who wrote it: while the person is theirs
    "deleted": "404 404 404 404",
    "written deleted": "404 404 404 404",
    "written deleted one": "404 404 404 404",
    "unknown": "404 404 404 404",
}

EXPECTED: dict[str, dict[str, str]] = {
    "GET /api/v1/follow-ups": _EVERYBODY | _FILTERS,
    "POST /api/v1/follow-ups": {
        "own": "403 201 201 201",
        "other": "403 403 201 201",
        "nobody's": "403 403 201 201",
        "deleted": "403 404 404 404",
        "unknown": "403 404 404 404",
        "nothing": "403 400 400 400",
    },
    "GET /api/v1/follow-ups/stats": _FIGURES,
    "GET /api/v1/follow-ups/overdue": _EVERYBODY | _FILTERS,
    "GET /api/v1/follow-ups/upcoming-actions": _FIGURES,
    "GET /api/v1/follow-ups/{id}": _SEES
    | {
        "written own": "200 200 200 200",
        "written other": "200 403 200 200",  # a mentor: while the person is theirs
        "written deleted": "404 404 404 404",
        "written deleted one": "404 404 404 404",
    },
    "PATCH /api/v1/follow-ups/{id}": _CHANGES_FOLLOW_UP,
    "DELETE /api/v1/follow-ups/{id}": _CHANGES_FOLLOW_UP,
    "GET /api/v1/next-actions": {
        "": "403 200 200 200",
        "own": "403 200 200 200",
        "other": "403 200 200 200",
        "unknown": "403 200 200 200",
        "not a uuid": "403 400 400 400",
    },
    "PUT /api/v1/next-actions/{id}/done": _TICKS,
    "PUT /api/v1/next-actions/{id}/open": _TICKS,
    "GET /api/v1/persons": _EVERYBODY | _FILTERS,
    "POST /api/v1/persons": {"": "201 403 201 201", "nothing": "400 403 400 400"},
    "GET /api/v1/persons/{id}": _SEES,
    "PATCH /api/v1/persons/{id}": _SEES,
    "PUT /api/v1/persons/{id}/status": _SEES,
    "PUT /api/v1/persons/{id}/assign-mentor": _ASSIGNS
    | {"to unknown": "404 403 404 404", "to an administrator": "400 403 400 400"},
    "GET /api/v1/users/mentors": _EVERYBODY,
    "GET /api/v1/notifications": _EVERYBODY,
    "PUT /api/v1/notifications/read-all": _EVERYBODY,
    "PUT /api/v1/notifications/{id}/read": _OWN_NOTIFICATIONS,
    "POST /api/v1/auth/login": {"nothing": "400 400 400 400"},
    "POST /api/v1/auth/logout": {"": "200 200 200 200", "personal": "400 400 400 400"},
    "GET /api/v1/auth/profile": _EVERYBODY,
    "GET /api/health": _EVERYBODY,
    "GET /api/clients": _EVERYBODY,
    "POST /api/clients": {"": "201 403 201 201", "nothing": "400 403 400 400"},
    "GET /api/clients/{client_id}": _SEES,
    "PATCH /api/clients/{client_id}": _SEES,
    "GET /api/clients/{client_id}/logs": _SEES
    | {"deleted": "200 200 200 200"},  # who deleted them stands there
    "GET /api/clients/{client_id}/interactions": _SEES,
    "POST /api/clients/{client_id}/interactions": _CREATES,
    "GET /api/clients/{client_id}/interactions/{interaction_id}": _SEES_INTERACTION,
    "PATCH /api/clients/{client_id}/interactions/{interaction_id}": _CHANGES_INTERACTION,
    "DELETE /api/clients/{client_id}/interactions/{interaction_id}": {
        what: expected.replace("200", "204") for what, expected in _CHANGES_INTERACTION.items()
    }
    | {"written deleted one": "400 400 400 400"},  # a second time
}
PUBLIC = {"POST /api/v1/auth/login", "GET /api/health"}
UNDESCRIBED = {
    "GET /openapi.json",
    "GET /docs",
    "GET /docs/{name}",
}  # need no token and tell nothing of anybody

# -- an office with one of everything


@dataclass
class World:
    """Persons by whose they are; what was written about them, one for each method, role and kind."""

    office: Office
    server: Runner
    actors: dict[Role, Actor]
    author: Actor  # somebody who is none of the four
    persons: dict[str, Person]  # "own": the acting mentor's
    follow_ups: dict[tuple[str, Role, str], FollowUp] = field(default_factory=dict)
    interactions: dict[tuple[str, Role, str], Interaction] = field(default_factory=dict)
    notifications: dict[Role, UUID] = field(default_factory=dict)
    clients: dict[Role, httpx.Client] = field(default_factory=dict)

    def token(self, actor: Actor) -> str:
        """A personal token."""
        return self.office.controllers.tokens.make(actor, {"name": "test"}).text

    def client(self, actor: Actor) -> httpx.Client:
        """A client with a token of *actor*."""
        headers = {"Authorization": f"Bearer {self.token(actor)}"}
        return httpx.Client(base_url=self.server.url, headers=headers, timeout=20)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    office = Office(tmp_path_factory.mktemp("roles"))
    server = Runner(office.controllers, ServerOptions(port=0))
    server.start()
    actors = {role: office.user(role, first_name=f"Acting {role}") for role in ROLES}
    author, other = office.user(Role.PASTOR, "Author"), office.user(Role.MENTOR, "Other")
    mentors = {"own": actors[Role.MENTOR], "other": other, "nobody's": None, "deleted": actors[Role.MENTOR]}
    persons = {whose: office.person(mentor, first_visit_on=day(40)) for whose, mentor in mentors.items()}
    world = World(office, server, actors, author, persons)
    _write(world)
    for role, actor in actors.items():
        key = uuid4()
        office.database.execute_sql(
            "INSERT INTO notifications (uuid, user_id, kind, person_id, by_id, created_at) "
            "VALUES (?, ?, 'personAssigned', ?, ?, 0)",
            (key.bytes, actor.id, persons["own"].id, author.id),
        )
        world.notifications[role] = key
        world.clients[role] = world.client(actor)
    yield world
    for client in world.clients.values():
        client.close()
    server.stop()
    office.application.close()


def _write(world: World) -> None:
    office, persons = world.office, world.persons
    admin = world.actors[Role.ADMIN]
    kinds = [*persons, *(f"written {whose}" for whose in (*persons, "deleted one"))]
    for role in ROLES:
        with office.acting_as(Role.PASTOR, world.actors[role]):
            for method, kind in itertools.product(METHODS, kinds):
                whose = kind.removeprefix("written ")
                writer = world.author if whose == kind else world.actors[role]
                person = persons["own" if whose == "deleted one" else whose]
                key = (method, role, kind)
                world.follow_ups[key] = office.follow_up(writer, person, ago=30, promise=8)
                world.interactions[key] = office.interaction(writer, person)
    # what each of the four wrote: with the rights that they had then
    for method, role, kind in itertools.product(METHODS, ROLES, kinds):
        if kind.endswith("deleted one"):
            key = (method, role, kind)
            office.controllers.follow_ups.delete(admin, world.follow_ups[key].id)
            office.controllers.client_interactions.delete(admin, world.interactions[key].id)
    office.controllers.persons.delete(admin, persons["deleted"].id)


# -- how each endpoint is asked for a row

_NAMES = {"firstName": "Awa", "lastName": "Kone"}
_VISIT = {"title": "SNAP", "interactionType": "walk-in", "startTime": "2026-11-20T09:00:00Z"}


@dataclass(frozen=True)
class Row:
    """One question of the table: *role* asks *endpoint* about *what*."""

    world: World
    endpoint: str
    role: Role
    what: str

    @property
    def method(self) -> str:
        """GET and the like."""
        return self.endpoint.partition(" ")[0]

    def path(self) -> str:
        """Where to ask: the endpoint's path, filled in, with its query."""
        path = self.endpoint.partition(" ")[2]
        client, interaction = self._interaction() if "{interaction_id}" in path else (self._person_id(), 0)
        path = path.replace("{client_id}", str(client)).replace("{interaction_id}", str(interaction))
        for kind, key in (
            ("follow-ups", self._follow_up),
            ("next-actions", self._follow_up),
            ("persons", self.person_uuid),
            ("notifications", self._notification),
        ):
            if f"/{kind}/{{id}}" in path:
                path = path.replace("{id}", key())
        return path + (self._query() if self.method == "GET" else "")

    def body(self) -> object:
        """What is sent; None: no body."""
        if self.what == "nothing":
            return {}
        created = BODIES.get(self.endpoint)
        return created(self) if callable(created) else created

    def person_uuid(self) -> str:
        """The uuid of the person whom the row is about; of nobody when it is about none."""
        person = self.world.persons.get("own" if self.what.startswith("to ") else self.what)
        return str(person.uuid) if person is not None else UNKNOWN_UUID

    def assignment(self) -> dict[str, object]:
        """The mentor whom the person has already: nothing changes for the other rows."""
        if self.what.startswith("to "):
            is_unknown = self.what == "to unknown"
            return {"mentorId": UNKNOWN_UUID if is_unknown else str(self.world.actors[Role.ADMIN].uuid)}
        person = self.world.persons.get(self.what)
        return {"mentorId": str(person.mentor.uuid) if person and person.mentor else None}

    def _person_id(self) -> int:
        person = self.world.persons.get(self.what)
        return person.id if person is not None else UNKNOWN

    def _query(self) -> str:
        if not self.what or "{" in self.endpoint:
            return ""
        if self.endpoint == "GET /api/v1/follow-ups":
            return f"?person_id={self.person_uuid()}"
        mentors = {
            "own": str(self.world.actors[self.role].uuid),
            "other": str(self.world.author.uuid),
            "unknown": UNKNOWN_UUID,
            "not a uuid": "17",
        }
        return f"?mentor_id={mentors[self.what]}" if self.what in mentors else ""

    def _follow_up(self) -> str:
        result = self.world.follow_ups.get((self.method, self.role, self.what))
        return str(result.uuid) if result is not None else UNKNOWN_UUID

    def _interaction(self) -> tuple[int, int]:
        own = self.world.interactions[self.method, self.role, "own"]
        if self.what == "of an unknown client":
            return UNKNOWN, own.id
        if self.what == "of another client":  # both of them are the mentor's to see
            second = self.world.office.person(self.world.actors[Role.MENTOR])
            return second.id, own.id
        result = self.world.interactions.get((self.method, self.role, self.what))
        return (result.person.id, result.id) if result is not None else (own.person.id, UNKNOWN)

    def _notification(self) -> str:
        others = ROLES[ROLES.index(self.role) - 1]
        whose = {"own": self.role, "other": others}.get(self.what)
        return str(self.world.notifications[whose]) if whose is not None else UNKNOWN_UUID


BODIES: dict[str, dict[str, object] | Callable[[Row], dict[str, object]]] = {
    "POST /api/v1/follow-ups": lambda row: {
        "personId": row.person_uuid(),
        "interactionType": "call",
        "interactionDate": day(20).isoformat(),
        "notes": "Spoke on the phone.",
        "outcome": "positive",
    },
    "PATCH /api/v1/follow-ups/{id}": {"notes": "Changed"},
    "POST /api/v1/persons": dict(_NAMES),
    "PATCH /api/v1/persons/{id}": {"phone": "+225 07 08 09 10 11"},
    "PUT /api/v1/persons/{id}/status": {"status": "in_follow_up"},
    "PUT /api/v1/persons/{id}/assign-mentor": Row.assignment,
    "POST /api/clients": dict(_NAMES),
    "PATCH /api/clients/{client_id}": {"phone": "+225 07 08 09 10 11"},
    "POST /api/clients/{client_id}/interactions": dict(_VISIT),
    "PATCH /api/clients/{client_id}/interactions/{interaction_id}": {"title": "Changed"},
    "DELETE /api/clients/{client_id}/interactions/{interaction_id}": {"isDeleted": True},
}


def send(client: httpx.Client, method: str, path: str, body: object = None) -> httpx.Response:
    """Send a request, without a body and its headers when *body* is None."""
    return client.request(method, path) if body is None else client.request(method, path, json=body)


def ask(world: World, client: httpx.Client, endpoint: str, role: Role, what: str) -> httpx.Response:
    """Ask *endpoint* as a row of the table says."""
    row = Row(world, endpoint, role, what)
    return send(client, row.method, row.path(), row.body())


# -- every endpoint has rows, every row holds


def test_every_endpoint_of_the_description_has_rows(world: World) -> None:
    described = httpx.get(f"{world.server.url}/openapi.json").json()["paths"]
    endpoints = {f"{method.upper()} {path}" for path, methods in described.items() for method in methods}
    assert endpoints == set(EXPECTED)
    assert set(BODIES) < endpoints
    open_to_all = {
        f"{method.upper()} {path}"
        for path, methods in described.items()
        for method, operation in methods.items()
        if operation["security"] == []
    }
    assert open_to_all == PUBLIC


def test_what_is_not_described_tells_nothing_of_anybody(world: World) -> None:
    routed = {
        f"{endpoint.method} {endpoint.path}"
        for route in world.server.app.behind.router.routes
        for endpoint in route.app.by_method.values()  # type: ignore[attr-defined] # a class of our own, which the router does not know
    }
    assert routed == set(EXPECTED) | UNDESCRIBED


@pytest.mark.parametrize(
    ("endpoint", "what", "expected"),
    [(endpoint, what, expected) for endpoint, rows in EXPECTED.items() for what, expected in rows.items()],
)
def test_what_each_role_is_answered(world: World, endpoint: str, what: str, expected: str) -> None:
    statuses = []
    for role in ROLES:
        client = world.clients[role]
        if (endpoint, what) == ("POST /api/v1/auth/logout", ""):
            token = world.office.controllers.tokens.sign_in(world.actors[role]).text
            answer = client.post("/api/v1/auth/logout", headers={"Authorization": f"Bearer {token}"})
        else:
            answer = ask(world, client, endpoint, role, what)
        statuses.append(answer.status_code)
        _check_shape(endpoint, answer)
    assert " ".join(map(str, statuses)) == expected


def _check_shape(endpoint: str, answer: httpx.Response) -> None:
    """An error is told in its family's shape; a success has none of it."""
    if answer.status_code == 204:
        assert answer.content == b""
        return
    body = answer.json()
    if "/api/clients" in endpoint:
        assert ("errors" in body) is answer.is_error
        assert all(isinstance(line, str) and line for line in body.get("errors", []))
    elif "/api/v1" in endpoint:
        assert body["success"] is answer.is_success
        assert set(body) == {"success", "message", "data" if answer.is_success else "error"}


# -- whoever is not signed in


def _headers_of_nobody(world: World) -> dict[str, dict[str, str]]:
    tokens, admin = world.office.controllers.tokens, world.actors[Role.ADMIN]
    revoked = tokens.make(admin, {"name": "revoked"})
    tokens.revoke(admin, revoked.id)
    expired = tokens.make(admin, {"name": "expired", "days": 1})
    world.office.database.execute_sql("UPDATE api_tokens SET expires_at = 1000 WHERE id = ?", (expired.id,))
    signed_out = tokens.sign_in(admin)
    tokens.sign_out(tokens.bearer(signed_out.text))
    gone = world.office.user(Role.PASTOR, "Gone")
    switched_off = world.token(gone)
    world.office.controllers.users.update(admin, gone.id, {"is_active": False})
    good = world.token(admin)
    texts = {
        "revoked": f"Bearer {revoked.text}",
        "expired": f"Bearer {expired.text}",
        "signed out": f"Bearer {signed_out.text}",
        "switched off": f"Bearer {switched_off}",
        "unknown": "Bearer suivi_" + "A" * 43,
        "empty": "Bearer",
        "another scheme": f"Basic {good}",
        "no scheme": good,
        "cut": f"Bearer {good[:-1]}",
        "one too many": f"Bearer {good} {good}",
        "endless": "Bearer " + "a" * 5_000,
    }
    return {"missing": {}} | {name: {"Authorization": text} for name, text in texts.items()}


@pytest.fixture(scope="module")
def nobody(world: World) -> dict[str, dict[str, str]]:
    """The headers of those who are not signed in (any more)."""
    return _headers_of_nobody(world)


def _everything(world: World) -> list[object]:
    tables = ("persons", "follow_ups", "client_interactions", "activity_log", "notifications", "api_tokens")
    return [world.office.rows(f"SELECT * FROM {table}") for table in tables]


@pytest.mark.parametrize("endpoint", [entry for entry in EXPECTED if entry not in PUBLIC])
def test_nobody_gets_anything_or_changes_anything(
    world: World, nobody: dict[str, dict[str, str]], endpoint: str
) -> None:
    what = next(iter(EXPECTED[endpoint]))
    before = _everything(world)
    with httpx.Client(base_url=world.server.url, timeout=20) as client:
        for kind, headers in nobody.items():
            client.headers = httpx.Headers(headers)
            answer = ask(world, client, endpoint, Role.ADMIN, what)
            assert answer.status_code == 401, kind
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            if "/api/clients" in endpoint:
                assert answer.json() == {"errors": ["Not authenticated"]}
            else:
                assert answer.json() == {
                    "success": False,
                    "message": "Non authentifié",
                    "error": {"code": "UNAUTHORIZED", "details": []},
                }
    assert _everything(world) == before


def test_the_token_is_not_taken_from_anywhere_else(world: World) -> None:
    token = world.token(world.actors[Role.ADMIN])
    for path in (f"?token={token}", f"?access_token={token}", f"?authorization=Bearer%20{token}"):
        assert httpx.get(f"{world.server.url}/api/v1/persons{path}").status_code == 401
    cookies = {"Authorization": f"Bearer {token}", "token": token}
    with httpx.Client(base_url=world.server.url, cookies=cookies) as client:
        assert client.get("/api/v1/persons").status_code == 401


def test_a_token_ends_with_its_user_and_comes_back_with_them(world: World) -> None:
    user = world.office.user(Role.PASTOR, "Coming and going")
    admin, users = world.actors[Role.ADMIN], world.office.controllers.users
    with world.client(user) as client:
        assert client.get("/api/v1/auth/profile").status_code == 200
        users.update(admin, user.id, {"is_active": False})
        assert client.get("/api/v1/auth/profile").status_code == 401
        users.update(admin, user.id, {"is_active": True, "role": "can_committee"})
        assert client.get("/api/v1/auth/profile").json()["data"]["role"] == "can_committee"
        assert client.post("/api/v1/follow-ups", json={}).status_code == 403  # the role of now counts


# -- what a mentor never sees

SECRET = "Verborgen"
SECRET_NUMBER = "+225 07 31 33 73 13"


@dataclass
class Watched:
    """A mentor with one person, in an office full of what is none of their business."""

    client: httpx.Client
    mine: Person
    hidden: list[Person]
    follow_ups: list[FollowUp]
    interactions: list[Interaction]
    mentor: Actor


@pytest.fixture
def watched(world: World) -> Iterator[Watched]:
    office = world.office
    mentor, other = office.user(Role.MENTOR, "Watching"), office.user(Role.MENTOR, "Else")
    mine = office.person(mentor, first_visit_on=day(40))
    about: dict[str, Any] = {
        "first_name": SECRET,
        "last_name": SECRET,
        "phone": SECRET_NUMBER,
        "email": f"{SECRET}@example.org",
        "address": SECRET,
        "commune": SECRET,
        "quartier": SECRET,
        "profession": SECRET,
        "how_heard": SECRET,
        "prayer_requests": SECRET,
        "first_visit_on": day(40),
    }
    hidden = [office.person(entry, **about) for entry in (other, None, other)]
    once = {
        "first_name": "Once",
        "last_name": "Theirs",
    }  # which a notification told the mentor while it was so
    hidden.append(office.person(mentor, **about | once))
    follow_ups, interactions = [], []
    for person in hidden:
        notes = {"notes": SECRET, "next_action_notes": SECRET}
        follow_ups.append(office.follow_up(world.author, person, ago=20, promise=-3, **notes))
        interactions.append(
            office.interaction(world.author, person, title=SECRET, location=SECRET, notes=SECRET)
        )
    for deleted in hidden[2:]:
        office.controllers.persons.delete(world.actors[Role.ADMIN], deleted.id)
    office.follow_up(mentor, mine, ago=12, promise=-3)
    office.interaction(mentor, mine)
    with world.client(mentor) as client:
        client.put("/api/v1/notifications/read-all")
        yield Watched(client, mine, hidden, follow_ups, interactions, mentor)


def _reads(watched: Watched) -> Iterator[str]:
    """Every way to read, about everybody and everything hidden."""
    lists = ("/api/v1/follow-ups", "/api/v1/persons", "/api/clients", "/api/v1/follow-ups/overdue")
    for path in (*lists, "/api/v1/follow-ups/stats", "/api/v1/follow-ups/upcoming-actions"):
        yield path
        yield f"{path}?days=365&period=year&days_threshold=0&limit=100"
    yield from ("/api/v1/users/mentors", "/api/v1/auth/profile")
    for search in (SECRET, SECRET[:3].lower(), SECRET_NUMBER, f"{SECRET}@example.org"):
        yield f"/api/v1/persons?search={search}"
        yield f"/api/clients?name={search}"
        yield f"/api/clients?phone={search}"
    for person, follow_up, interaction in zip(
        watched.hidden, watched.follow_ups, watched.interactions, strict=True
    ):
        yield f"/api/v1/persons/{person.uuid}"
        yield f"/api/v1/follow-ups/{follow_up.uuid}"
        yield f"/api/v1/follow-ups?person_id={person.uuid}"
        yield f"/api/v1/follow-ups?mentor_id={follow_up.mentor.uuid}"
        yield f"/api/v1/follow-ups/overdue?days_threshold=0&mentor_id={follow_up.mentor.uuid}"
        yield f"/api/v1/follow-ups/stats?mentor_id={follow_up.mentor.uuid}"
        yield f"/api/v1/follow-ups/upcoming-actions?mentor_id={follow_up.mentor.uuid}"
        if person.mentor is not None:
            yield f"/api/v1/persons?mentor_id={person.mentor.uuid}"
            yield f"/api/v1/follow-ups/overdue?days_threshold=0&mentor_id={person.mentor.uuid}"
        for ending in ("", "/interactions", "/interactions?includeDeleted=true"):
            yield f"/api/clients/{person.id}{ending}"
        yield f"/api/clients/{person.id}/interactions/{interaction.id}"
        yield f"/api/clients/{watched.mine.id}/interactions/{interaction.id}"


def _writes(watched: Watched) -> Iterator[tuple[str, str, dict[str, object] | None]]:
    """Every way to change what is hidden."""
    for person, follow_up, interaction in zip(
        watched.hidden, watched.follow_ups, watched.interactions, strict=True
    ):
        yield "PATCH", f"/api/v1/persons/{person.uuid}", {"phone": "101"}
        yield "PUT", f"/api/v1/persons/{person.uuid}/status", {"status": "integrated"}
        yield "PUT", f"/api/v1/persons/{person.uuid}/assign-mentor", {"mentorId": str(watched.mentor.uuid)}
        yield "PATCH", f"/api/v1/follow-ups/{follow_up.uuid}", {"notes": "1"}
        yield "DELETE", f"/api/v1/follow-ups/{follow_up.uuid}", None
        body: dict[str, object] = {
            "personId": str(person.uuid),
            "interactionType": "call",
            "interactionDate": date(2026, 11, 1).isoformat(),
            "notes": "1",
            "outcome": "neutral",
        }
        yield "POST", "/api/v1/follow-ups", body
        yield "PATCH", f"/api/clients/{person.id}", {"phone": "101"}
        yield "POST", f"/api/clients/{person.id}/interactions", dict(_VISIT)
        for client in (person.id, watched.mine.id):
            path = f"/api/clients/{client}/interactions/{interaction.id}"
            yield "PATCH", path, {"title": "1"}
            yield "DELETE", path, {"isDeleted": True}


def _tells_nothing(answer: httpx.Response) -> None:
    told = (answer.text + str(answer.headers)).lower()
    assert SECRET.lower() not in told
    assert SECRET_NUMBER not in told


def test_a_mentor_reads_nothing_of_others_persons(watched: Watched) -> None:
    paths = list(_reads(watched))
    statuses = {}
    for path in paths:
        answer = watched.client.get(path)
        statuses[path] = answer.status_code
        _tells_nothing(answer)
    assert set(statuses.values()) == {200, 403, 404}


def test_a_mentor_counts_only_their_own(watched: Watched) -> None:
    def data(path: str) -> Any:
        return watched.client.get(f"/api/v1{path}").json()["data"]

    assert data("/follow-ups")["pagination"]["totalItems"] == 1
    assert data("/persons")["pagination"]["totalItems"] == 1
    assert data("/follow-ups/overdue?days_threshold=0")["total"] == 1
    assert data("/follow-ups/upcoming-actions")["actionsCount"] == 1
    stats = data("/follow-ups/stats?period=year")
    assert (stats["stats"]["totalInteractions"], stats["stats"]["pendingActions"]) == (1, 1)
    assert stats["mentor"]["id"] == str(watched.mentor.uuid)
    clients = watched.client.get("/api/clients").json()
    assert clients["pagination"]["numClients"] == 1
    assert [entry["id"] for entry in clients["clients"]] == [watched.mine.id]
    assert data(f"/persons?search={SECRET}")["pagination"]["totalItems"] == 0


def test_a_mentor_changes_nothing_of_others_persons(world: World, watched: Watched) -> None:
    before = _everything(world)[:5]  # that a token was used is noted
    for method, path, body in _writes(watched):
        answer = send(watched.client, method, path, body)
        assert answer.status_code in {403, 404}, (method, path)
        _tells_nothing(answer)
    assert _everything(world)[:5] == before


def test_what_was_told_while_a_person_was_theirs_is_all_that_a_mentor_keeps(
    world: World, watched: Watched
) -> None:
    """The name in the notification that the person is no longer theirs; nothing that is written afterwards."""
    office, admin = world.office, world.actors[Role.ADMIN]
    passing = office.person(watched.mentor, last_name="Passing")
    office.controllers.persons.assign(admin, passing.id, {"mentor": world.author.uuid})
    office.controllers.persons.update(admin, passing.id, {"phone": SECRET_NUMBER, "address": SECRET})
    office.follow_up(world.author, passing, notes=SECRET)
    answer = watched.client.get("/api/v1/notifications?limit=100")
    _tells_nothing(answer)
    named = [
        entry["type"]
        for entry in answer.json()["data"]["notifications"]
        if entry["person"]["lastName"] == "Passing"
    ]
    assert named == ["personUnassigned", "personAssigned"]
    assert watched.client.get(f"/api/v1/persons/{passing.uuid}").status_code == 403


def test_a_mentor_gives_themselves_nothing_by_fields_that_are_not_theirs(
    world: World, watched: Watched
) -> None:
    """Fields of other endpoints, of the tables, and of the program's own words for them."""
    office, other = world.office, str(world.author.uuid)
    person = office.person(watched.mentor)
    slipped: dict[str, object] = {
        "status": "integrated",
        "mentorId": other,
        "mentor": other,
        "mentor_id": world.author.id,
        "assignedMentor": {"id": other},
        "isDeleted": True,
        "deleted_at": "2026-01-01T00:00:00Z",
        "createdBy": {"userId": world.author.id},
        "id": 1,
        "clientId": 1,
        "uuid": other,
        "version": 99,
    }
    changed = watched.client.patch(
        f"/api/v1/persons/{person.uuid}", json={"phone": "+225 07 08 09 10 11"} | slipped
    )
    assert changed.status_code == 200
    after = office.get(person)
    assert (after.phone, after.status, after.mentor, after.version) == (
        "+225 07 08 09 10 11",
        person.status,
        person.mentor,
        person.version + 1,
    )
    body: dict[str, object] = {
        "personId": str(person.uuid),
        "interactionType": "call",
        "interactionDate": day(1).isoformat(),
        "notes": "1",
        "outcome": "neutral",
    }
    del slipped["id"]
    recorded = watched.client.post("/api/v1/follow-ups", json=body | slipped).json()["data"]
    assert recorded["mentorId"] == str(watched.mentor.uuid)
    moved = {"personId": str(watched.hidden[0].uuid), "person": str(watched.hidden[0].uuid), "notes": "2"}
    path = f"/api/v1/follow-ups/{recorded['id']}"
    assert watched.client.patch(path, json=moved | slipped).json()["data"]["personId"] == str(person.uuid)
    created = watched.client.post(f"/api/clients/{person.id}/interactions", json=_VISIT | slipped).json()
    assert (created["createdBy"]["userId"], created["isDeleted"]) == (watched.mentor.id, False)
    assert office.get(person).mentor == person.mentor
    assert office.problems() == ()
