"""What a request must pass before anything else looks at it. Each guard says what is wrong, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop_app import texts
from desktop_app.server import sentences as say
from desktop_app.server.errors import Problem, error_response, family_of
from desktop_app.server.routes import language_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from desktop_app.server.options import ServerOptions

Guard = Callable[["Scope", "ServerOptions"], Problem | None]


def body_size(scope: Scope, options: ServerOptions) -> Problem | None:
    """A body that says itself to be too large is refused unread; one that does not say is cut off while it is read."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value[:20]) > options.body_limit:
            return Problem(413, say.TOO_LARGE, headers={"Connection": "close"})
    return None


GUARDS: tuple[Guard, ...] = (body_size,)
"""In this order. To come: Host and Origin, the limit on connections, slow requests."""


class Guarded:
    """The application behind its guards."""

    def __init__(self, app: ASGIApp, options: ServerOptions, guards: Sequence[Guard] = GUARDS) -> None:
        self._app = app
        self._options = options
        self._guards = tuple(guards)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one connection's request through, or refuse it."""
        if scope["type"] == "http":
            for guard in self._guards:
                problem = guard(scope, self._options)
                if problem is not None:
                    await refuse(problem, scope, receive, send)
                    return
        await self._app(scope, receive, send)


async def refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer *problem* in the shape of the path's family."""
    family = family_of(scope["path"])
    accepted = next((value for name, value in scope["headers"] if name == b"accept-language"), None)
    with texts.speaking(language_of(accepted, family.languages)):
        response = error_response(family, problem)
    await response(scope, receive, send)
