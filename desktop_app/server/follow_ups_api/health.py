"""Whether the server is there."""

from __future__ import annotations

from typing import Literal

from starlette.responses import Response

from desktop_app import __version__
from desktop_app.server.framework.answers import Answer
from desktop_app.server.framework.operations import Operation
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Health")


class Health(Answer):
    """That it answers, and which version of the program."""

    status: Literal["ok"]
    version: str


_OPERATION = Operation(
    "Whether the server is there",
    "No token is needed.",
    answer=Health,
    example={"status": "ok", "version": __version__},
)


@endpoints.get("/api/health", _OPERATION, public=True)
async def health(call: Call) -> Response:
    """Answer without a token, and without asking anything of the database."""
    return call.answer(Health(status="ok", version=__version__))
