"""Whether the server is there."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel
from starlette.responses import Response

from desktop_app import __version__
from desktop_app.server.framework.json_values import json_response
from desktop_app.server.framework.routes import Call, Endpoints, Told

endpoints = Endpoints(tag="Health")


class Health(BaseModel):
    """That it answers, and which version of the program."""

    status: Literal["ok"]
    version: str


@endpoints.get(
    "/api/health",
    Told(
        "Whether the server is there",
        "No token is needed.",
        answer=Health,
        example={"status": "ok", "version": __version__},
    ),
    public=True,
)
async def health(_call: Call) -> Response:
    """No token is needed, and nothing is asked of the database."""
    return json_response(200, {"status": "ok", "version": __version__})
