"""Errors as each API writes them: domain errors, those of the protocol, and bugs, which get an incident number."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Protocol

from starlette.responses import Response

from desktop_app.domain.errors import (
    Conflict,
    DomainError,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooManyAttempts,
    Unavailable,
)
from desktop_app.server.framework import messages
from desktop_app.server.framework.json_values import json_response

BUSY_SECONDS = 2
"""``Retry-After`` when the data is busy: its writer has been waited for already."""

GONE_SECONDS = 60
"""``Retry-After`` when somebody has to see to the data first."""

_log = logging.getLogger(__name__)
_CODES = {
    400: "VALIDATION_ERROR",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    408: "REQUEST_TIMEOUT",
    409: "CONFLICT",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    421: "MISDIRECTED_REQUEST",
    429: "TOO_MANY_REQUESTS",
    500: "INTERNAL_ERROR",
    503: "SERVICE_UNAVAILABLE",
    507: "INSUFFICIENT_STORAGE",
}


class Detail(NamedTuple):
    """What is wrong with one field, under its documented name."""

    field: str
    message: object  # a text, translated when it is written


@dataclass
class Problem(Exception):
    """An answer that is an error. ``message`` is a text or a sentence that is translated when it is written."""

    status: int
    message: object
    details: tuple[Detail, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    incident: str = ""

    @property
    def code(self) -> str:
        """Return the documented code of the follow-ups API."""
        return _CODES.get(self.status, "ERROR")


class Api(Protocol):
    """One of the two documented APIs: its language unless the request asks for another, and the shape of its errors."""

    languages: tuple[str, ...]
    """Those it can answer in; the first unless another is asked for."""
    not_found: Mapping[str, object]
    """What 404 says of each kind of thing."""

    def error(self, problem: Problem) -> dict[str, object]:
        """Return the body of an answer to *problem*, in the language of this moment."""
        ...


class FollowUpsApi:
    """``{"success": false, "message": …, "error": {"code": …, "details": […]}}``, French unless asked otherwise."""

    languages: tuple[str, ...] = ("fr", "en", "es")
    not_found: Mapping[str, object] = messages.NOT_FOUND

    def error(self, problem: Problem) -> dict[str, object]:
        """Return the documented envelope; a bug's incident number stands beside its code."""
        error: dict[str, object] = {"code": problem.code}
        error["details"] = [
            {"field": detail.field, "message": str(detail.message)} for detail in problem.details
        ]
        if problem.incident:
            error["incident"] = problem.incident
        return {"success": False, "message": str(problem.message), "error": error}


class ClientsApi:
    """``{"errors": ["…", "…"]}``, in English."""

    languages: tuple[str, ...] = ("en",)
    not_found: Mapping[str, object] = MappingProxyType(
        {"person": "Client not found", "interaction": "Interaction not found"}
    )

    def error(self, problem: Problem) -> dict[str, object]:
        """Return one sentence a wrong field, or the one of what happened."""
        lines = [f"{detail.field}: {detail.message}" for detail in problem.details] or [str(problem.message)]
        if problem.incident:
            lines.append(f"Incident {problem.incident}")
        return {"errors": lines}


FOLLOW_UPS_API: Api = FollowUpsApi()
CLIENTS_API: Api = ClientsApi()


def api_of(path: str) -> Api:
    """Return the API that *path* belongs to; what belongs to neither answers like the follow-ups API."""
    return CLIENTS_API if path.startswith("/api/clients") else FOLLOW_UPS_API


def error_response(api: Api, problem: Problem) -> Response:
    """Return the answer to *problem* in the shape of *api*."""
    return json_response(problem.status, api.error(problem), problem.headers)


def unauthorized(message: object = messages.UNAUTHORIZED) -> Problem:
    """Return 401, naming the scheme as RFC 9110 asks."""
    return Problem(401, message, headers={"WWW-Authenticate": "Bearer"})


class Wording(Protocol):
    """How an endpoint words what is wrong."""

    @property
    def names(self) -> Mapping[str, str]:
        """Return the domain's field names → the documented ones."""
        ...

    @property
    def forbidden(self) -> object:
        """Return what 403 says."""
        ...

    @property
    def api(self) -> Api:
        """Return its API."""
        ...


def problem_of(error: DomainError, wording: Wording) -> Problem:
    """Return the answer to a domain error in an endpoint's *wording*."""
    names = wording.names
    match error:
        case Invalid():
            return invalid(
                (Detail(names.get(fault.field, fault.field), fault.message) for fault in error), error
            )
        case NotSignedIn():
            return unauthorized(error.message)
        case NotAllowed():
            return Problem(403, wording.forbidden)
        case NotFound():
            return Problem(404, wording.api.not_found.get(error.what, error.message))
        case TooManyAttempts():
            return Problem(429, messages.TOO_MANY_REQUESTS, headers={"Retry-After": str(error.seconds)})
        case Conflict():
            return Problem(409, error.message)
        case Unavailable(reason="busy"):
            return Problem(503, messages.BUSY, headers={"Retry-After": str(BUSY_SECONDS)})
        case Unavailable(reason="full"):
            return Problem(507, messages.DISK_FULL)
        case Unavailable():  # its own sentence names the folder, which is nobody's business out there
            _log.error("The data cannot be used: %s", error.reason)
            return Problem(503, messages.SERVER_ERROR, headers={"Retry-After": str(GONE_SECONDS)})
        case _:
            return Problem(400, error.message)


def invalid(details: Iterable[Detail], error: Invalid | None = None) -> Problem:
    """Return 400 with every wrong field; the document's own words where the mentor is all that is missing."""
    wrong = tuple(details)
    if error is not None and [(fault.field, fault.code) for fault in error] == [("mentor_id", "required")]:
        return Problem(400, messages.MENTOR_REQUIRED, wrong)
    return Problem(400, messages.INVALID_BODY, wrong)
