"""Putting the server's parts together: ``make_app(controllers, options)`` is the ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import Response

from desktop_app.server.framework import messages
from desktop_app.server.framework.errors import Problem
from desktop_app.server.framework.guards import Guarded
from desktop_app.server.framework.openapi import Description
from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.framework.routes import Service, bug, refusal, resources
from desktop_app.server.framework.worker_queues import WorkerQueues

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from desktop_app.controllers.registry import Controllers

MODULES = (
    "follow_ups_api.follow_ups",
    "follow_ups_api.next_actions",
    "follow_ups_api.persons",
    "follow_ups_api.users",
    "follow_ups_api.notifications",
    "clients_api.interactions",
    "clients_api.clients",
    "follow_ups_api.session",
    "follow_ups_api.health",
    "framework.docs_page",
)
"""The modules with endpoints; what is asked most comes first."""


class Server(Guarded):
    """The ASGI application. ``behind`` stands behind the guards, ``service`` is what its endpoints work with."""

    def __init__(self, behind: Starlette, service: Service) -> None:
        super().__init__(behind, service.options, service.controllers.clock)
        self.behind = behind
        self.service = service


def make_app(controllers: Controllers, options: ServerOptions | None = None) -> Server:
    """Return the application over *controllers*. Its threads end with its lifespan, which closes the loop's connection too."""
    modules = (import_module(f"desktop_app.server.{name}") for name in MODULES)
    endpoints = [endpoint for module in modules for endpoint in module.endpoints.all]
    service = Service(
        controllers, WorkerQueues(controllers), options or ServerOptions(), Description(endpoints)
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        # answers hold what people wrote: those of more than a day go, also where no key comes any more
        service.queues.writing.later(lambda: controllers.answered_requests.forget())  # noqa: PLW0108 - imported on that thread
        yield
        service.queues.stop()
        controllers.close_connection()

    app = Starlette(
        routes=resources(endpoints, service), lifespan=lifespan, exception_handlers={Exception: _bug}
    )
    app.router.redirect_slashes = False
    app.router.default = _nothing_here
    return Server(app, service)


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await refusal(Problem(404, messages.NOTHING_HERE), scope)(scope, receive, send)


async def _bug(request: Request, error: Exception) -> Response:
    return refusal(bug(error, f"{request.method} {request.scope['path']}"), request.scope)
