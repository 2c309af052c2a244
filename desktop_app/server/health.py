"""Whether the server is there."""

from __future__ import annotations

from starlette.responses import Response

from desktop_app import __version__
from desktop_app.server.json_text import json_response
from desktop_app.server.routes import Call, Endpoints, Told

endpoints = Endpoints(tag="Health")


@endpoints.get(
    "/api/health",
    Told("Whether the server is there", example={"status": "ok", "version": __version__}),
    public=True,
)
async def health(_call: Call) -> Response:
    """No token is needed, and nothing is asked of the database."""
    return json_response(200, {"status": "ok", "version": __version__})
