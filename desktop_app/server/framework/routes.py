"""Endpoints: how a function becomes a route of FastAPI, and what happens around it at every request."""

from __future__ import annotations

import functools
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from desktop_app.domain.errors import DomainError
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.i18n import texts
from desktop_app.server.framework import sentences as say
from desktop_app.server.framework.authentication import authenticate
from desktop_app.server.framework.errors import FAMILY_A, Family, Problem, error_response, problem_of
from desktop_app.server.framework.json_values import JSON_TYPE, json_response
from desktop_app.server.framework.reading import Query, json_object
from desktop_app.system import logs

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from desktop_app.controllers.registry import Controllers
    from desktop_app.controllers.tokens import Bearer
    from desktop_app.domain.context import Actor
    from desktop_app.domain.validation import Input
    from desktop_app.server.framework.openapi import Description
    from desktop_app.server.framework.options import ServerOptions
    from desktop_app.server.framework.worker import Lanes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Service:
    """What every request is answered with."""

    controllers: Controllers
    lanes: Lanes
    options: ServerOptions
    description: Description


class Call:
    """One request on its way: who sent it, what it brings, and where its work runs."""

    __slots__ = ("_body", "_receive", "bearer", "controllers", "path", "scope", "service")

    def __init__(self, scope: Scope, receive: Receive, service: Service) -> None:
        self.scope = scope
        self.path: dict[str, str] = scope["path_params"]
        self.service = service
        self.controllers = service.controllers
        self.bearer: Bearer | None = None
        self._receive = receive
        self._body: bytes | None = None

    @property
    def actor(self) -> Actor:
        """The signed-in user; only for endpoints that are not public."""
        if self.bearer is None:
            raise LookupError("a public endpoint has no actor")
        return self.bearer.actor

    def sees_own_only(self, action: Action) -> bool:
        """Whether the user's right to *action* ends at their own persons."""
        return reach(self.actor, action) is Reach.OWN

    @property
    def address(self) -> str:
        """The address that the request came from, empty when it is not known."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    def header(self, name: bytes) -> bytes | None:
        """The header *name* (lower case), the first when there are several."""
        return next((value for key, value in self.scope["headers"] if key == name), None)

    def query(self) -> Query:
        """A reader of the query parameters."""
        return Query(self.scope["query_string"])

    # -- where work runs

    def quick(self, work: Callable[[], T]) -> T:
        """Run *work* here on the loop: indexed reads that take about a millisecond."""
        return work()

    async def slowly(self, work: Callable[[], T]) -> T:
        """Run *work* on the thread of long reads."""
        return await self.service.lanes.reading.run(work)

    async def write(self, work: Callable[[], T]) -> T:
        """Run *work* on the writing thread; it is safe on disk when this comes back."""
        return await self.service.lanes.writing.run(work)

    # -- body

    async def body(self) -> bytes:
        """The body.

        Raises:
            Problem: 413, it is larger than the limit.
            ClientDisconnect: the client went away.
        """
        if self._body is None:
            pieces: list[bytes] = []
            size = 0
            more = True
            while more:
                message: Message = await self._receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                piece = message.get("body", b"")
                size += len(piece)
                if size > self.service.options.body_limit:
                    raise Problem(413, say.TOO_LARGE)
                pieces.append(piece)
                more = message.get("more_body", False)
            self._body = b"".join(pieces)
        return self._body

    async def json_object(self) -> dict[str, Any]:
        """The JSON object that the body must be; no body at all counts as malformed.

        Raises:
            Problem: 415, it says to be something else; 400, it is none; 413.
            ClientDisconnect: the client went away.
        """
        body = await self.body()
        kind = (self.header(b"content-type") or b"").decode("latin-1").partition(";")[0].strip().lower()
        if (
            kind != JSON_TYPE
            and not (kind.startswith("application/") and kind.endswith("+json"))
            and (body or kind)
        ):
            raise Problem(415, say.NOT_JSON)
        return json_object(body)

    # -- answers

    @staticmethod
    def success(message: object, data: object, status: int = 200) -> Response:
        """Family A's envelope of success."""
        return json_response(status, {"success": True, "message": str(message), "data": data})


Answer = Callable[[Call], Awaitable[Response]]


@dataclass(frozen=True)
class Told:
    """What OpenAPI tells of an endpoint, and programs' makers read."""

    summary: str
    description: str = ""
    parameters: tuple[dict[str, Any], ...] = ()
    """Query parameters as OpenAPI writes them; those of the path are added."""
    body: type[BaseModel] | None = None
    body_example: object = None
    status: int = 200
    answer: type[BaseModel] | None = None
    example: object = None
    errors: tuple[int, ...] = ()
    """Statuses of errors besides 401 (where a token is needed), 500 and 503."""


@dataclass(frozen=True)
class Endpoint:
    """A function with all that stands around it."""

    method: str
    path: str
    answer: Answer
    family: Family
    tag: str
    told: Told
    public: bool = False
    collection: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    """The domain's field names → the documented ones."""
    forbidden: object = say.FORBIDDEN
    described: bool = True
    """Whether OpenAPI tells of it."""

    async def respond(self, scope: Scope, receive: Receive, service: Service) -> Response:
        """The answer to one request, whatever happens: in the family's language and shape."""
        call = Call(scope, receive, service)
        with texts.speaking(language_of(call.header(b"accept-language"), self.family.languages)):
            try:
                if not self.public:
                    call.bearer = authenticate(
                        call.header(b"authorization"), service.controllers.tokens, service.lanes.writing
                    )
                    scope["actor"] = call.bearer.actor  # for the log of requests
                return await self.answer(call)
            except Problem as problem:
                return error_response(self.family, problem)
            except DomainError as error:
                return error_response(self.family, problem_of(error, self))
            except ClientDisconnect:
                return Response(status_code=400)  # nobody reads it
            except Exception as error:  # noqa: BLE001 - a bug is answered with its number, and nothing of the inside
                return error_response(self.family, bug(error, f"{self.method} {self.path}"))


def bug(error: Exception, where: str) -> Problem:
    """500 with the number of the incident that the log repeats."""
    return Problem(500, say.SERVER_ERROR, incident=logs.incident(error, where))


@functools.lru_cache(maxsize=256)
def language_of(header: bytes | None, languages: tuple[str, ...]) -> str:
    """The one of *languages* that ``Accept-Language`` prefers; the first without a preference for any."""
    best, best_weight = languages[0], 0.0
    for part in (header or b"").decode("latin-1")[:500].split(","):
        tag, _, parameters = part.partition(";")
        code = tag.strip().lower()[:2]
        weight = re.search(r"q\s*=\s*([01](?:\.\d{0,3})?)", parameters)
        value = float(weight[1]) if weight else 1.0
        if code in languages and value > best_weight:
            best, best_weight = code, value
    return best


class Route(APIRoute):
    """FastAPI's route, for its routing; what comes in is read by ``Endpoint``, never by FastAPI (no 422)."""

    def __init__(self, endpoint: Endpoint, service: Service, path: str) -> None:
        super().__init__(path, _nothing_to_read, methods=[endpoint.method], include_in_schema=False)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            response = await endpoint.respond(scope, receive, service)
            await response(scope, receive, send)

        self.app = app


async def _nothing_to_read() -> None:
    """FastAPI looks at a function's parameters to know what to read: none."""


class Endpoints:
    """The endpoints of one module."""

    def __init__(self, family: Family = FAMILY_A, tag: str = "") -> None:
        self._family = family
        self._tag = tag
        self.all: list[Endpoint] = []

    def add(self, method: str, path: str, told: Told, **settings: Any) -> Callable[[Answer], Answer]:
        """Decorates the function that answers *method* at *path*; *settings* are those of ``Endpoint``."""

        def decorate(answer: Answer) -> Answer:
            self.all.append(Endpoint(method, path, answer, self._family, self._tag, told, **settings))
            return answer

        return decorate

    def get(self, path: str, told: Told, **settings: Any) -> Callable[[Answer], Answer]:
        """``add`` for GET."""
        return self.add("GET", path, told, **settings)

    def post(self, path: str, told: Told, **settings: Any) -> Callable[[Answer], Answer]:
        """``add`` for POST."""
        return self.add("POST", path, told, **settings)

    def put(self, path: str, told: Told, **settings: Any) -> Callable[[Answer], Answer]:
        """``add`` for PUT."""
        return self.add("PUT", path, told, **settings)

    def patch(self, path: str, told: Told, **settings: Any) -> Callable[[Answer], Answer]:
        """``add`` for PATCH."""
        return self.add("PATCH", path, told, **settings)

    def delete(self, path: str, told: Told, **settings: Any) -> Callable[[Answer], Answer]:
        """``add`` for DELETE."""
        return self.add("DELETE", path, told, **settings)


def aliases(model: type[Input]) -> dict[str, str]:
    """The domain's field names → those in the JSON of *model*."""
    return {name: one.alias or name for name, one in model.model_fields.items()}
