"""What OpenAPI says of an endpoint, made from its ``Told``."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from desktop_app.server.errors import FAMILY_A
from desktop_app.server.routes import Endpoint

SCHEME = "bearer"
_MEANINGS = {
    400: "Wrong input: every wrong field is named",
    401: "No token, or one that is not good (any more)",
    403: "Not for this role, or not a person of this mentor",
    404: "Not found",
    409: "Changed meanwhile",
    413: "The body is larger than 1 MiB",
    415: "The body is not JSON",
    429: "Too many attempts to sign in: see Retry-After",
    500: "A bug; the incident number is in the log",
    503: "The data is busy: try again, see Retry-After",
    507: "The disk is full: nothing was saved",
}


def parameter(
    name: str, schema: dict[str, Any], description: str, *, example: object = None
) -> dict[str, Any]:
    """A query parameter."""
    shown = {} if example is None else {"example": example}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
    } | shown


def describe(app: FastAPI) -> None:
    """Let ``app.openapi()`` (and so ``/openapi.json``) tell of the bearer scheme."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        described = plain()
        scheme = {
            "type": "http",
            "scheme": "bearer",
            "description": "From /api/v1/auth/login, or a personal token",
        }
        described.setdefault("components", {})["securitySchemes"] = {SCHEME: scheme}
        return described

    app.openapi = openapi  # type: ignore[method-assign]


def _path_parameters(path: str) -> list[dict[str, Any]]:
    kinds = {"id": {"type": "string", "format": "uuid"}, "number": {"type": "integer", "minimum": 1}}
    return [
        {"name": name, "in": "path", "required": True, "schema": kinds.get(name, kinds["number"])}
        for name in re.findall(r"{(\w+)}", path)
    ]


def arguments_for(endpoint: Endpoint) -> dict[str, Any]:
    """What ``APIRoute`` is to be told of *endpoint*."""
    told = endpoint.told
    extra: dict[str, Any] = {"parameters": [*_path_parameters(endpoint.path), *told.parameters]}
    if not endpoint.public:
        extra["security"] = [{SCHEME: []}]
    if told.body is not None:
        content: dict[str, Any] = {"schema": told.body.model_json_schema(by_alias=True)}
        if told.body_example is not None:
            content["example"] = told.body_example
        extra["requestBody"] = {"required": True, "content": {"application/json": content}}
    statuses = {*told.errors, 500, 503, *(() if endpoint.public else (401,))}
    if told.body is not None:
        statuses |= {400, 413, 415, 507}
    responses: dict[int | str, dict[str, Any]] = {told.status: _success(told.answer, told.example)}
    responses |= {status: _error(endpoint, status) for status in sorted(statuses)}
    return {
        "status_code": told.status,
        "summary": told.summary,
        "description": told.description,
        "tags": [endpoint.tag],
        "operation_id": endpoint.answer.__name__,
        "responses": responses,
        "openapi_extra": extra,
    }


def _success(answer: type[BaseModel] | None, example: object) -> dict[str, Any]:
    if answer is None and example is None:
        return {"description": "Done"}
    content: dict[str, Any] = {"example": example} if example is not None else {}
    told: dict[str, Any] = {"description": "Done", "content": {"application/json": content}}
    return told | ({"model": answer} if answer is not None else {})


def _error(endpoint: Endpoint, status: int) -> dict[str, Any]:
    model = ErrorA if endpoint.family is FAMILY_A else ErrorB
    told: dict[str, Any] = {"description": _MEANINGS[status], "model": model}
    if status == 401:
        told["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}, "description": "Bearer"}}
    if status in {429, 503}:
        told["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}}
    return told


class DetailModel(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class ErrorCode(BaseModel):
    """What went wrong, for programs."""

    code: str
    details: list[DetailModel]
    incident: str | None = None


class ErrorA(BaseModel):
    """An error of family A."""

    success: bool
    message: str
    error: ErrorCode


class ErrorB(BaseModel):
    """An error of family B."""

    errors: list[str]
