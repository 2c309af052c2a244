"""Endpoints: how a function becomes a route, and what happens around it at every request."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from desktop_app.domain.errors import DomainError
from desktop_app.domain.patience import Patience
from desktop_app.domain.permissions import Action, Reach, reach
from desktop_app.i18n import texts
from desktop_app.server.framework import messages, retries
from desktop_app.server.framework.authentication import authenticate
from desktop_app.server.framework.errors import (
    FOLLOW_UPS_API,
    Api,
    Problem,
    api_of,
    error_response,
    problem_of,
)
from desktop_app.server.framework.json_values import JSON_TYPE, encode, raw_response
from desktop_app.server.framework.operations import CHANGING
from desktop_app.server.framework.reading import Filled, Query, json_object
from desktop_app.system import logs

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from desktop_app.controllers.answered_requests import RequestKey
    from desktop_app.controllers.registry import Controllers
    from desktop_app.controllers.tokens import Bearer
    from desktop_app.domain.context import Actor
    from desktop_app.server.framework.answers import Answer
    from desktop_app.server.framework.openapi import Description
    from desktop_app.server.framework.operations import Body, Operation
    from desktop_app.server.framework.options import ServerOptions
    from desktop_app.server.framework.worker_queues import WorkerQueues

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Service:
    """What every request is answered with."""

    controllers: Controllers
    queues: WorkerQueues
    options: ServerOptions
    description: Description


class Call:
    """One request on its way: who sent it, what it brings, how long it is waited for, and where its work runs."""

    __slots__ = (
        "_body",
        "_receive",
        "bearer",
        "controllers",
        "endpoint",
        "once",
        "path",
        "patience",
        "scope",
        "service",
    )

    def __init__(self, scope: Scope, receive: Receive, service: Service, endpoint: Endpoint) -> None:
        self.scope = scope
        self.endpoint = endpoint
        self.path: dict[str, str] = scope["path_params"]
        self.service = service
        self.controllers = service.controllers
        self.bearer: Bearer | None = None
        self.once: RequestKey | None = None
        self.patience = scope["patience"] = Patience(
            service.options.request_seconds
        )  # ended by who is gone, too
        self._receive = receive
        self._body: bytes | None = None

    @property
    def actor(self) -> Actor:
        """Return the signed-in user; only for endpoints that are not public."""
        if self.bearer is None:
            raise LookupError("a public endpoint has no actor")
        return self.bearer.actor

    def sees_own_only(self, action: Action) -> bool:
        """Return whether the user's right to *action* ends at their own persons."""
        return reach(self.actor, action) is Reach.OWN

    @property
    def address(self) -> str:
        """Return the address that the request came from, empty when it is not known."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    def header(self, name: bytes) -> bytes | None:
        """Return the header *name* (lower case), the first when there are several."""
        return next((value for key, value in self.scope["headers"] if key == name), None)

    def query(self) -> Query:
        """Return a reader of the query parameters."""
        return Query(self.scope["query_string"])

    # -- where work runs

    def quick(self, work: Callable[[], T]) -> T:
        """Run *work* here on the loop: indexed reads that take about a millisecond."""
        return work()

    async def slowly(self, work: Callable[[], T]) -> T:
        """Run *work* on the thread of long reads."""
        return await self.service.queues.reading.run(work, self.patience)

    async def write(self, work: Callable[[], Response]) -> Response:
        """Run *work*, which makes the answer too, on the writing thread; it is safe on disk when this comes back.

        Of a request with a key the answer is kept with what it wrote, or both are not.
        """
        once = self.once
        if once is not None:
            return await self.service.queues.writing.run(
                lambda: retries.answer_once(self.controllers.answered_requests, once, work), self.patience
            )
        return await self.service.queues.writing.run(work, self.patience)

    async def sign_in(self, work: Callable[[], T]) -> T:
        """Run *work* on the thread of passwords."""
        return await self.service.queues.passwords.run(work, self.patience)

    # -- body

    async def body(self) -> bytes:
        """Return the body.

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
                    raise Problem(413, messages.TOO_LARGE)
                pieces.append(piece)
                more = message.get("more_body", False)
            self._body = b"".join(pieces)
        return self._body

    async def json_object(self) -> dict[str, Any]:
        """Return the JSON object that the body must be; no body at all counts as malformed.

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
            raise Problem(415, messages.NOT_JSON)
        return json_object(body)

    async def fields(self) -> dict[str, Any]:
        """Return the fields of the body that the endpoint takes, under the domain's names.

        Raises:
            Problem, ClientDisconnect: as ``json_object``.
        """
        return self.endpoint.body.values(await self.json_object())

    async def changes(self) -> dict[str, Any]:
        """Return the fields of a PATCH that can be changed, under the domain's names, and those that may be sent as they are.

        Raises:
            Problem: 400, none of them is there; else as ``json_object``.
            ClientDisconnect: as ``json_object``.
        """
        sent = await self.json_object()
        body = self.endpoint.body
        values = body.values(sent) | {name: sent[name] for name in body.fixed.values() if name in sent}
        if not values:
            names = ", ".join(body.documented.values())
            raise Problem(400, Filled(messages.NOTHING_TO_CHANGE, names=names))
        return values

    # -- answers

    def answer(self, answer: Answer | None, *, location: str = "") -> Response:
        """Return the endpoint's answer in the shape of its API; *location* is where what was made can be read."""
        operation = self.endpoint.operation
        json = b"null" if answer is None else answer.model_dump_json().encode()
        if self.endpoint.is_enveloped:
            message = encode(str(operation.message)).encode()
            json = b'{"success":true,"message":%b,"data":%b}' % (message, json)
        return raw_response(json, operation.status, {"location": location} if location else None)


Handler = Callable[[Call], Awaitable[Response]]


@dataclass(frozen=True)
class Endpoint:
    """A function with all that stands around it."""

    method: str
    path: str
    handler: Handler
    api: Api
    tag: str
    operation: Operation
    public: bool = False
    forbidden: object = messages.FORBIDDEN
    described: bool = True
    """Whether OpenAPI tells of it."""

    @property
    def body(self) -> Body:
        """Return its body; only for endpoints that take one."""
        if self.operation.body is None:
            raise LookupError(f"{self.method} {self.path} takes no body")
        return self.operation.body

    @property
    def names(self) -> Mapping[str, str]:
        """Return the domain's field names → the documented ones."""
        body = self.operation.body
        return {} if body is None else {**body.documented, **body.fixed}

    @cached_property
    def is_enveloped(self) -> bool:
        """Return whether its answer stands in the envelope of success."""
        return bool(self.operation.message)

    async def respond(self, scope: Scope, receive: Receive, service: Service) -> Response:
        """Return the answer to one request, whatever happens: in the API's language and shape."""
        call = Call(scope, receive, service, self)
        with texts.speaking(language_of(call.header(b"accept-language"), self.api.languages)):
            try:
                if not self.public:
                    call.bearer = authenticate(
                        call.header(b"authorization"), service.controllers.tokens, service.queues.writing
                    )
                    scope["actor"] = call.bearer.actor  # for the log of requests
                    if self.method in CHANGING and (key := call.header(retries.HEADER)) is not None:
                        call.once = retries.request_key(key, call.bearer, scope, await call.body())
                        kept = retries.kept_answer(service.controllers.answered_requests, call.once)
                        if kept is not None:
                            return kept
                return await self.handler(call)
            except Problem as problem:
                return error_response(self.api, problem)
            except DomainError as error:
                return error_response(self.api, problem_of(error, self))
            except ClientDisconnect:
                return Response(status_code=400)  # nobody reads it
            except Exception as error:  # noqa: BLE001 - a bug is answered with its number, and nothing of the inside
                return error_response(self.api, bug(error, f"{self.method} {self.path}"))


def bug(error: Exception, where: str) -> Problem:
    """Return 500 with the number of the incident that the log repeats."""
    return Problem(500, messages.SERVER_ERROR, incident=logs.incident(error, where))


@lru_cache(maxsize=256)
def language_of(header: bytes | None, languages: tuple[str, ...]) -> str:
    """Return the one of *languages* that ``Accept-Language`` prefers; the first without a preference for any."""
    best, best_weight = languages[0], 0.0
    for part in (header or b"").decode("latin-1")[:500].split(","):
        tag, _, parameters = part.partition(";")
        code = tag.strip().lower()[:2]
        weight = re.search(r"q\s*=\s*(?P<value>[01](?:\.\d{0,3})?)", parameters)
        value = float(weight["value"]) if weight else 1.0
        if code in languages and value > best_weight:
            best, best_weight = code, value
    return best


class Resource:
    """The ASGI application of one path: its endpoints by their method; HEAD is answered as GET is, without the body.

    What has no endpoint is refused here, with the methods that the path has, so that a fixed path is never taken for an id
    (``PATCH /follow-ups/stats``).
    """

    def __init__(self, endpoints: Iterable[Endpoint], service: Service) -> None:
        self._service = service
        self.by_method = {endpoint.method: endpoint for endpoint in endpoints}
        if "GET" in self.by_method:
            self.by_method["HEAD"] = self.by_method["GET"]
        allowed = ", ".join(sorted(self.by_method))
        self._wrong_method = Problem(405, messages.WRONG_METHOD, headers={"Allow": allowed})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        endpoint = self.by_method.get(scope["method"])
        if endpoint is None:
            response: Response = refusal(self._wrong_method, scope)
        else:
            response = await endpoint.respond(scope, receive, self._service)
        await response(scope, receive, send)


def resources(endpoints: Iterable[Endpoint], service: Service) -> list[Route]:
    """Return a route for each path of *endpoints*, in their order: more specific paths stand first."""
    by_path: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path, []).append(endpoint)
    return [Route(path, Resource(of_path, service)) for path, of_path in by_path.items()]


def refusal(problem: Problem, scope: Scope) -> Response:
    """Return the answer to *problem* in the shape and the language of the API that the path belongs to."""
    api = api_of(scope["path"])
    accepted = next((value for name, value in scope["headers"] if name == b"accept-language"), None)
    with texts.speaking(language_of(accepted, api.languages)):
        return error_response(api, problem)


class Endpoints:
    """The endpoints of one module."""

    def __init__(self, api: Api = FOLLOW_UPS_API, tag: str = "") -> None:
        self._api = api
        self._tag = tag
        self.all: list[Endpoint] = []

    def add(
        self, method: str, path: str, operation: Operation, **settings: Any
    ) -> Callable[[Handler], Handler]:
        """Decorate the function that answers *method* at *path*; *settings* are those of ``Endpoint``."""

        def decorate(handler: Handler) -> Handler:
            self.all.append(Endpoint(method, path, handler, self._api, self._tag, operation, **settings))
            return handler

        return decorate

    def get(self, path: str, operation: Operation, **settings: Any) -> Callable[[Handler], Handler]:
        """Do as ``add``, for GET."""
        return self.add("GET", path, operation, **settings)

    def post(self, path: str, operation: Operation, **settings: Any) -> Callable[[Handler], Handler]:
        """Do as ``add``, for POST."""
        return self.add("POST", path, operation, **settings)

    def put(self, path: str, operation: Operation, **settings: Any) -> Callable[[Handler], Handler]:
        """Do as ``add``, for PUT."""
        return self.add("PUT", path, operation, **settings)

    def patch(self, path: str, operation: Operation, **settings: Any) -> Callable[[Handler], Handler]:
        """Do as ``add``, for PATCH."""
        return self.add("PATCH", path, operation, **settings)

    def delete(self, path: str, operation: Operation, **settings: Any) -> Callable[[Handler], Handler]:
        """Do as ``add``, for DELETE."""
        return self.add("DELETE", path, operation, **settings)
