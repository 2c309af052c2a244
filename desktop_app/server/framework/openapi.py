"""The OpenAPI description (3.1), made from what every endpoint is ``Told``, when somebody first asks for it.

It is made here rather than by FastAPI: its schemas are those of ``Told``'s models alone (no 422 that never comes), they live in
``components`` for requests too, and a server whose description nobody reads does not pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from desktop_app import __version__
from desktop_app.server.framework.errors import FAMILY_A
from desktop_app.server.framework.json_values import JSON_TYPE, encode

if TYPE_CHECKING:
    from desktop_app.server.framework.routes import Endpoint

SCHEME = "bearer"
_SCHEMAS = "#/components/schemas/{model}"
_ABOUT = """Persons and what is done for them, for programs on this PC or in this office.

Two families: `/api/v1/…` answers `{"success", "message", "data"}`, in French unless `Accept-Language` says `en` or `es`;
`/api/clients…` answers bare objects, and errors as `{"errors": […]}` in English. One person has a uuid in the first and an
integer (`clientId`) in the second.

Sign in with `POST /api/v1/auth/login`, or with a personal token from the settings of the program; then press *Authorize*.
Unknown query parameters and unknown fields are ignored; of wrong input every wrong field is named."""
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
_HEADERS = {
    401: ("WWW-Authenticate", {"type": "string", "const": "Bearer"}, "The scheme to sign in with"),
    429: ("Retry-After", {"type": "string", "pattern": "^[0-9]+$"}, "Seconds"),
    503: ("Retry-After", {"type": "string", "pattern": "^[0-9]+$"}, "Seconds"),
}
_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


class Detail(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class ErrorCode(BaseModel):
    """What went wrong, for programs. ``incident`` is the number under which a bug stands in the log."""

    code: str
    details: list[Detail]
    incident: str = ""


class ErrorA(BaseModel):
    """An error under ``/api/v1``."""

    success: bool
    message: str
    error: ErrorCode


class ErrorB(BaseModel):
    """An error under ``/api/clients``: one sentence for each thing that is wrong."""

    errors: list[str]


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


class Description:
    """What ``/openapi.json`` answers, for all endpoints of a server."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self._endpoints = tuple(one for one in endpoints if one.described)

    @cached_property
    def text(self) -> bytes:
        """The document as JSON."""
        return encode(self.document()).encode()

    def document(self) -> dict[str, Any]:
        """The document as plain values."""
        schemas, references = _schemas(self._endpoints)
        paths: dict[str, dict[str, Any]] = {}
        for endpoint in self._endpoints:
            operation = _Operation(endpoint, references).document()
            paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = operation
        bearer = {
            "type": "http",
            "scheme": "bearer",
            "description": "From /api/v1/auth/login, or a personal token",
        }
        return {
            "openapi": "3.1.0",
            "info": {"title": "Suivi", "version": __version__, "description": _ABOUT},
            "tags": [{"name": tag} for tag in dict.fromkeys(one.tag for one in self._endpoints)],
            "paths": paths,
            "components": {"schemas": schemas, "securitySchemes": {SCHEME: bearer}},
        }


_References = Mapping[tuple[Any, JsonSchemaMode], dict[str, Any]]


def _schemas(endpoints: Iterable[Endpoint]) -> tuple[dict[str, Any], _References]:
    """Every schema by its name, and the reference to that of each model as it comes in or goes out."""
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {
        (ErrorA, "serialization"): None,
        (ErrorB, "serialization"): None,
    }
    changes: set[type[BaseModel]] = set()
    for endpoint in endpoints:
        told = endpoint.told
        if told.body is not None:
            wanted[told.body, "validation"] = None
            changes |= {told.body} if endpoint.method == "PATCH" else set()
        if told.answer is not None:
            wanted[told.answer, "serialization"] = None
    references, definitions = models_json_schema(list(wanted), by_alias=True, ref_template=_SCHEMAS)
    schemas: dict[str, Any] = definitions["$defs"]
    for model in changes:  # what is not sent stays as it is: there is no default to speak of
        for field in schemas[_name(references[model, "validation"])]["properties"].values():
            field.pop("default", None)
    return dict(sorted(schemas.items())), references


def _name(reference: dict[str, Any]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


class _Operation:
    """What is told of one endpoint."""

    def __init__(self, endpoint: Endpoint, references: _References) -> None:
        self._endpoint = endpoint
        self._told = endpoint.told
        self._references = references

    def document(self) -> dict[str, Any]:
        """The operation as OpenAPI writes it."""
        endpoint, told = self._endpoint, self._told
        operation: dict[str, Any] = {
            "tags": [endpoint.tag],
            "summary": told.summary,
            "operationId": endpoint.answer.__name__,
            "parameters": [*_path_parameters(endpoint.path), *told.parameters],
            "responses": dict(self._responses()),
            "security": [] if endpoint.public else [{SCHEME: []}],
        }
        if told.description:
            operation["description"] = told.description
        if told.body is not None:
            content = {"schema": self._references[told.body, "validation"]} | _example(told.body_example)
            operation["requestBody"] = {"required": True, "content": {JSON_TYPE: content}}
        return operation

    def _responses(self) -> Iterator[tuple[str, dict[str, Any]]]:
        told = self._told
        done: dict[str, Any] = {"description": "Done"}
        if told.answer is not None:
            schema = self._references[told.answer, "serialization"]
            done["content"] = {JSON_TYPE: {"schema": schema} | _example(told.example)}
        yield str(told.status), done
        for status in sorted(self._statuses()):
            yield str(status), self._error(status)

    def _statuses(self) -> set[int]:
        endpoint, told = self._endpoint, self._told
        statuses = {*told.errors, 500}
        if not endpoint.public:
            statuses |= {401, 503}
        if told.body is not None:
            statuses |= {400, 413, 415, 503}
        if endpoint.method in _CHANGING:
            statuses |= {503, 507}
        if "{" in endpoint.path:
            statuses |= {400, 404}
        return statuses

    def _error(self, status: int) -> dict[str, Any]:
        model = ErrorA if self._endpoint.family is FAMILY_A else ErrorB
        content: dict[str, Any] = {"schema": self._references[model, "serialization"]}
        error: dict[str, Any] = {"description": _MEANINGS[status], "content": {JSON_TYPE: content}}
        if status in _HEADERS:
            name, schema, words = _HEADERS[status]
            error["headers"] = {name: {"schema": schema, "description": words}}
        return error


def _example(value: object) -> dict[str, object]:
    return {} if value is None else {"example": value}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    uuid, number = {"type": "string", "format": "uuid"}, {"type": "integer", "minimum": 1}
    return [
        {"name": name, "in": "path", "required": True, "schema": uuid if name == "id" else number}
        for name in re.findall(r"{(\w+)}", path)
    ]
