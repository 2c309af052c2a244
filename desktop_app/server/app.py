"""Putting the server's parts together: ``make_app(controllers, options)`` is the ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as StarletteRoute

from desktop_app import __version__
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.errors import Problem
from desktop_app.server.framework.guards import Guarded, refuse
from desktop_app.server.framework.openapi import Description
from desktop_app.server.framework.options import ServerOptions
from desktop_app.server.framework.routes import Endpoint, Route, Service, bug
from desktop_app.server.framework.worker import Lanes

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from desktop_app.controllers.registry import Controllers

MODULES = (
    "follow_ups_api.follow_ups",
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
    """The ASGI application. ``fastapi`` is the application behind the guards, ``service`` what its endpoints work with."""

    def __init__(self, fastapi: FastAPI, service: Service) -> None:
        super().__init__(fastapi, service.options, service.controllers.clock)
        self.fastapi = fastapi
        self.service = service


def make_app(controllers: Controllers, options: ServerOptions | None = None) -> Server:
    """The application over *controllers*. Its threads end with its lifespan, which closes the loop's connection too."""
    endpoints = [one for name in MODULES for one in import_module(f"desktop_app.server.{name}").endpoints.all]
    service = Service(controllers, Lanes(controllers), options or ServerOptions(), Description(endpoints))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        service.lanes.stop()
        controllers.close_connection()

    app = FastAPI(
        title="Suivi",
        version=__version__,
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.router.default = _nothing_here
    app.router.routes += _routes(endpoints, service)
    app.add_exception_handler(Exception, _bug)
    return Server(app, service)


def _routes(endpoints: Sequence[Endpoint], service: Service) -> Iterator[BaseRoute]:
    """The endpoints path by path.

    Behind those of a path stands what refuses every other method, so that a fixed path is never taken for an id
    (``PATCH /follow-ups/stats``).
    """
    by_path: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path, []).append(endpoint)
    for path, of_path in by_path.items():
        wrong_method = _WrongMethod(sorted(one.method for one in of_path))
        for end in ("", "/"):
            answering = [one for one in of_path if not end or one.collection]
            yield from (Route(one, service, path + end) for one in answering)
            if answering:
                yield StarletteRoute(path + end, wrong_method)


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await refuse(Problem(404, say.NOTHING_HERE), scope, receive, send)


class _WrongMethod:
    """Answers a known path with a wrong method: 405 with every method that the path has."""

    def __init__(self, methods: Iterable[str]) -> None:
        self._problem = Problem(405, say.WRONG_METHOD, headers={"Allow": ", ".join(methods)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await refuse(self._problem, scope, receive, send)


async def _bug(request: Request, error: Exception) -> _Refusal:
    return _Refusal(bug(error, f"{request.method} {request.scope['path']}"))


class _Refusal(Response):
    """An answer that is an error, written in the shape of the path's family when it is sent."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(status_code=problem.status)
        self._problem = problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await refuse(self._problem, scope, receive, send)
