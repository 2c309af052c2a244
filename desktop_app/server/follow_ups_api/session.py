"""Signing in and out over HTTP, and who one is (docs/contract/decisions.md, *Common to both families*)."""

from __future__ import annotations

from typing import Any

from pydantic import Field
from starlette.responses import Response

from desktop_app.controllers.tokens import NewToken
from desktop_app.domain.context import Actor
from desktop_app.domain.errors import NotSignedIn
from desktop_app.domain.vocabulary import Role
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.errors import Detail, Problem, unauthorized
from desktop_app.server.framework.json_values import moment_or_none
from desktop_app.server.framework.routes import Call, Endpoints, Told
from desktop_app.server.framework.schemas import OTHER_ID, Named, Record, envelope, succeeded

endpoints = Endpoints(tag="Session")
_LONGEST = {"email": 254, "password": 1_000}


class LoginBody(Record):
    """Who signs in."""

    email: str = Field(min_length=1, max_length=254)
    password: str = Field(min_length=1, max_length=1_000)


class UserRecord(Named):
    """A user as they see themselves."""

    user_id: int
    email: str
    role: Role


class LoginData(Record):
    """A token and whose it is."""

    token: str
    expires_at: str
    user: UserRecord


_USER = {
    "id": OTHER_ID,
    "userId": 3,
    "firstName": "Jean",
    "lastName": "Dupont",
    "email": "jean@example.org",
    "role": "mentor",
}
_LOGIN = {"token": "suivi_…", "expiresAt": "2024-01-26T18:30:00.000Z", "user": _USER}


def user_json(actor: Actor) -> dict[str, Any]:
    """A user as they see themselves."""
    return {
        "id": str(actor.uuid),
        "userId": actor.id,
        "firstName": actor.first_name,
        "lastName": actor.last_name,
        "email": actor.email,
        "role": str(actor.role),
    }


@endpoints.post(
    "/api/v1/auth/login",
    Told(
        "Sign in",
        "A token for 24 hours. Five wrong passwords for one account or from one address lock for 15 minutes.",
        body=LoginBody,
        body_example={"email": "jean@example.org", "password": "quatre mots faciles à retenir"},
        answer=envelope("LoginAnswer", LoginData),
        example=succeeded(say.SIGNED_IN, _LOGIN),
        errors=(400, 401, 429),
    ),
    public=True,
    collection=True,
)
async def login(call: Call) -> Response:
    """``email`` and ``password`` for a token."""
    body = await call.json_object()
    wrong = [
        Detail(name, say.REQUIRED if body.get(name) is None or body.get(name) == "" else say.TEXT)
        for name, longest in _LONGEST.items()
        if not isinstance(value := body.get(name), str) or not value.strip() or len(value) > longest
    ]
    if wrong:
        raise Problem(400, say.INVALID_BODY, tuple(wrong))
    controllers = call.controllers

    def sign_in() -> tuple[Actor, NewToken]:
        actor = controllers.sign_in.sign_in(body["email"], body["password"], "http", call.address)
        return actor, controllers.tokens.sign_in(actor)

    try:
        actor, token = await call.service.lanes.passwords.run(sign_in)
    except NotSignedIn as error:
        raise unauthorized(error.message) from None
    return call.success(
        say.SIGNED_IN,
        {"token": token.text, "expiresAt": moment_or_none(token.expires_at), "user": user_json(actor)},
    )


@endpoints.post(
    "/api/v1/auth/logout",
    Told(
        "Sign out",
        "The token that signing in made ends. A personal token does not end so: 400.",
        answer=envelope("LogoutAnswer", type(None)),
        example=succeeded(say.SIGNED_OUT, None),
        errors=(400, 507),
    ),
    collection=True,
)
async def logout(call: Call) -> Response:
    """The token that was sent is good no more."""
    bearer = call.bearer
    if bearer is not None:
        await call.write(lambda: call.controllers.tokens.sign_out(bearer))
    return call.success(say.SIGNED_OUT, None)


@endpoints.get(
    "/api/v1/auth/profile",
    Told(
        "Who the token belongs to",
        answer=envelope("ProfileAnswer", UserRecord),
        example=succeeded(say.PROFILE_READ, _USER),
    ),
    collection=True,
)
async def profile(call: Call) -> Response:
    """The signed-in user."""
    return call.success(say.PROFILE_READ, user_json(call.actor))
