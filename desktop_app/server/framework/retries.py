"""``Idempotency-Key``: a request that is sent again under the same key is answered as the first time, and done once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.responses import Response

from desktop_app.controllers.answered_requests import KeptAnswer, RequestKey
from desktop_app.server.framework import messages
from desktop_app.server.framework.errors import Detail, Problem
from desktop_app.server.framework.json_values import NOT_KEPT, raw_response

if TYPE_CHECKING:
    from starlette.types import Scope

    from desktop_app.controllers.answered_requests import AnsweredRequests
    from desktop_app.controllers.tokens import Bearer

HEADER = b"idempotency-key"
_NAME = "Idempotency-Key"
_REPLAYED = {"idempotency-replayed": "true"}
_KEY = re.compile(rb"[\x21-\x7e]{1,255}")
_NO_CONTENT = 204


def request_key(key: bytes, bearer: Bearer, scope: Scope, body: bytes) -> RequestKey:
    """Return the request of *scope* with *body* as its sender, *bearer*, named it by *key*.

    Raises:
        Problem: 400, it is no key.
    """
    if not _KEY.fullmatch(key):
        raise Problem(400, messages.WRONG_KEY, (Detail(_NAME, messages.WRONG_KEY),))
    digest = hashlib.sha256()
    for part in (scope["method"].encode(), scope["path"].encode(), scope["query_string"], body):
        digest.update(b"%d:" % len(part) + part)
    return RequestKey(bearer.token_id, key.decode("ascii"), digest.hexdigest())


def kept_answer(answered: AnsweredRequests, request: RequestKey) -> Response | None:
    """Return what *request* was answered before, if it was.

    Raises:
        Problem: 409, its key was that of another request.
    """
    kept = answered.answer_to(request)
    return None if kept is None else _response(kept, request, _REPLAYED)


def answer_once(answered: AnsweredRequests, request: RequestKey, work: Callable[[], Response]) -> Response:
    """Return what *request* was answered before, else what *work* answers, kept with what it writes.

    Raises:
        Problem: 409, its key was that of another request; or what *work* raises.
    """
    is_first = False

    def answer() -> KeptAnswer:
        nonlocal is_first
        response = work()
        is_first = True
        location = response.headers.get("location", "")
        return KeptAnswer(request.digest, response.status_code, bytes(response.body).decode(), location)

    kept = answered.once(request, answer)
    return _response(kept, request, {} if is_first else _REPLAYED)


def _response(kept: KeptAnswer, request: RequestKey, headers: dict[str, str]) -> Response:
    if kept.digest != request.digest:
        raise Problem(409, messages.KEY_OF_ANOTHER, (Detail(_NAME, messages.KEY_OF_ANOTHER),))
    if kept.location:
        headers = headers | {"location": kept.location}
    if kept.status == _NO_CONTENT:
        return Response(status_code=_NO_CONTENT, headers=headers)
    return raw_response(kept.body, kept.status, headers or NOT_KEPT)
