"""From ``Authorization: Bearer <token>`` to the acting user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.errors import NotSignedIn
from desktop_app.server.framework.errors import unauthorized

if TYPE_CHECKING:
    from desktop_app.controllers.tokens import Bearer, Tokens
    from desktop_app.server.framework.worker_queues import WorkerQueue

_LONGEST = 200


def authenticate(header: bytes | None, tokens: Tokens, writing: WorkerQueue) -> Bearer:
    """Return who sent the request; run on the loop. That the token was used is noted behind it, at most once a minute.

    Raises:
        Problem: 401, there is no such header, or the token in it is malformed, unknown, expired or revoked.
        Unavailable: the data cannot be read.
    """
    scheme, _, token = (header or b"").decode("latin-1").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > _LONGEST:
        raise unauthorized()
    try:
        bearer = tokens.bearer(token)
    except NotSignedIn:
        raise unauthorized() from None
    if bearer.stale:
        writing.later(lambda: tokens.note_use(bearer))
    return bearer
