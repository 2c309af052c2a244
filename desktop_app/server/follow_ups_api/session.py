"""Signing in and out over HTTP, and who one is."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from desktop_app.controllers.tokens import NewToken
from desktop_app.domain import limits
from desktop_app.domain.context import Actor
from desktop_app.domain.errors import NotSignedIn
from desktop_app.domain.validation import Input
from desktop_app.domain.vocabulary import Role
from desktop_app.server.framework import messages
from desktop_app.server.framework.answers import OTHER_ID, Answer, Moment, example_person
from desktop_app.server.framework.errors import Detail, Problem, unauthorized
from desktop_app.server.framework.operations import Body, Operation
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Session")
_LONGEST = {"email": limits.EMAIL, "password": limits.PASSWORD}


class LoginInput(Input):
    """Who signs in; ``login`` words what is wrong in the API's own messages."""

    email: Annotated[str, Field(min_length=1, max_length=_LONGEST["email"])]
    password: Annotated[str, Field(min_length=1, max_length=_LONGEST["password"])]


class UserProfile(Answer):
    """A user as they see themselves (``context.Actor``)."""

    id: UUID = Field(validation_alias="uuid")
    user_id: int = Field(validation_alias="id")
    first_name: str
    last_name: str
    email: str
    role: Role


class Login(Answer):
    """A token and whose it is."""

    token: str
    expires_at: Moment
    user: UserProfile


_CREDENTIALS = Body(
    "LoginBody",
    LoginInput,
    "Who signs in.",
    {"email": "jean@example.org", "password": "quatre mots faciles à retenir"},
)
_USER = {
    **example_person("Jean", "Dupont", OTHER_ID),
    "userId": 3,
    "email": "jean@example.org",
    "role": "mentor",
}
_LOGIN = Operation(
    "Sign in",
    "A token for 24 hours. Five wrong passwords for one account or from one address lock for 15 minutes.",
    body=_CREDENTIALS,
    message=messages.SIGNED_IN,
    answer=Login,
    example={"token": "suivi_…", "expiresAt": "2024-01-26T18:30:00.000Z", "user": _USER},
    errors=(400, 401, 429),
)
_LOGOUT = Operation(
    "Sign out",
    "The token that signing in made ends. A personal token does not end so: 400.",
    message=messages.SIGNED_OUT,
    errors=(400, 507),
)
_PROFILE = Operation(
    "Who the token belongs to", message=messages.PROFILE_READ, answer=UserProfile, example=_USER
)


@endpoints.post("/api/v1/auth/login", _LOGIN, public=True)
async def login(call: Call) -> Response:
    """Give a token for ``email`` and ``password``."""
    body = await call.json_object()
    wrong = [
        Detail(name, messages.REQUIRED if body.get(name) is None or body.get(name) == "" else messages.TEXT)
        for name, longest in _LONGEST.items()
        if not isinstance(value := body.get(name), str) or not value.strip() or len(value) > longest
    ]
    if wrong:
        raise Problem(400, messages.INVALID_BODY, tuple(wrong))
    controllers = call.controllers

    def sign_in() -> tuple[Actor, NewToken]:
        actor = controllers.sign_in.sign_in(body["email"], body["password"], "http", call.address)
        return actor, controllers.tokens.sign_in(actor)

    try:
        actor, token = await call.sign_in(sign_in)
    except NotSignedIn as error:
        raise unauthorized(error.message) from None
    return call.answer(Login(token=token.text, expires_at=token.expires_at, user=actor))


@endpoints.post("/api/v1/auth/logout", _LOGOUT)
async def logout(call: Call) -> Response:
    """End the token that was sent."""
    bearer = call.bearer

    def end() -> Response:
        if bearer is not None:
            call.controllers.tokens.sign_out(bearer)
        return call.answer(None)

    return await call.write(end)


@endpoints.get("/api/v1/auth/profile", _PROFILE)
async def profile(call: Call) -> Response:
    """Tell who is signed in."""
    return call.answer(UserProfile.model_validate(call.actor))
