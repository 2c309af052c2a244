"""The OpenAPI description (3.1), made from each endpoint's ``Operation`` when somebody first asks for it.

Bodies are described by the domain's inputs, which check them; answers by the models that write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from desktop_app import __version__
from desktop_app.i18n import texts
from desktop_app.server.framework.errors import FOLLOW_UPS_API
from desktop_app.server.framework.json_values import JSON_TYPE, encode
from desktop_app.server.framework.operations import CHANGING

if TYPE_CHECKING:
    from desktop_app.server.framework.operations import Body
    from desktop_app.server.framework.routes import Endpoint

CREATED = 201
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
    409: "Changed meanwhile, or an Idempotency-Key that was another request's",
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
_KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "Names this request: sent again with it within a day, it is answered as the first time, and done once",
}


class ErrorDetail(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class ErrorCode(BaseModel):
    """What went wrong, for programs. ``incident`` is the number under which a bug stands in the log."""

    code: str
    details: list[ErrorDetail]
    incident: str | None = None


class FollowUpsError(BaseModel):
    """An error under ``/api/v1``."""

    success: bool
    message: str
    error: ErrorCode


class ClientsError(BaseModel):
    """An error under ``/api/clients``: one sentence for each thing that is wrong."""

    errors: list[str]


class Description:
    """What ``/openapi.json`` answers, for all endpoints of a server."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self._endpoints = tuple(endpoint for endpoint in endpoints if endpoint.described)

    @cached_property
    def text(self) -> bytes:
        """Return the document as JSON."""
        return encode(self.document()).encode()

    def document(self) -> dict[str, Any]:
        """Return the document as plain values."""
        schemas = _Schemas(self._endpoints)
        paths: dict[str, dict[str, Any]] = {}
        for endpoint in self._endpoints:
            document = _OperationDocument(endpoint, schemas).document()
            paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = document
        bearer = {
            "type": "http",
            "scheme": "bearer",
            "description": "From /api/v1/auth/login, or a personal token",
        }
        return {
            "openapi": "3.1.0",
            "info": {"title": "Suivi", "version": __version__, "description": _ABOUT},
            "tags": [{"name": tag} for tag in dict.fromkeys(endpoint.tag for endpoint in self._endpoints)],
            "paths": paths,
            "components": {"schemas": schemas.by_name, "securitySchemes": {SCHEME: bearer}},
        }


class _Schemas:
    """Every schema by its name."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        operations = [endpoint.operation for endpoint in endpoints]
        self._bodies = {body.name: body for operation in operations if (body := operation.body) is not None}
        answers = [operation.answer for operation in operations if operation.answer is not None]
        wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {
            (FollowUpsError, "serialization"): None,
            (ClientsError, "serialization"): None,
        }
        wanted |= {(body.model, "validation"): None for body in self._bodies.values()}
        wanted |= {(answer, "serialization"): None for answer in answers}
        references, definitions = models_json_schema(list(wanted), by_alias=True, ref_template=_SCHEMAS)
        self._references = references
        self.by_name: dict[str, Any] = definitions["$defs"]
        inputs = {_name(references[body.model, "validation"]) for body in self._bodies.values()}
        described = {name: self._body(body) for name, body in self._bodies.items()}
        for name in inputs:
            del self.by_name[name]
        self.by_name |= described
        self._add_envelopes(endpoints)
        self.by_name = {name: _plain(self.by_name[name]) for name in sorted(self.by_name)}

    def _body(self, body: Body) -> dict[str, Any]:
        """Return the schema of *body*: the fields of its model that it takes, under their documented names.

        No default stands in it: makers of clients take a field with a default for one that must be there.
        """
        schema = self.by_name[_name(self._references[body.model, "validation"])]
        properties, required = {}, []
        for name, documented in body.documented.items():
            alias = body.model.model_fields[name].alias or name
            properties[documented] = _with_remarks(
                schema["properties"][alias], body.remarks.get(documented, {})
            )
            if alias in schema.get("required", ()):
                required.append(documented)
        described: dict[str, Any] = {
            "type": "object",
            "description": body.description,
            "properties": properties,
        }
        if body.is_change:
            return described | {"minProperties": 1}
        if body.is_exact:
            described["additionalProperties"] = False
        return described | {"required": required}

    def _add_envelopes(self, endpoints: Iterable[Endpoint]) -> None:
        for endpoint in endpoints:
            if endpoint.is_enveloped:
                data = self._answer_data(endpoint.operation.answer)
                self.by_name[_envelope_name(endpoint.operation.answer)] = {
                    "type": "object",
                    "properties": {"success": {"const": True}, "message": {"type": "string"}, "data": data},
                    "required": ["success", "message", "data"],
                }

    def _answer_data(self, answer: type[BaseModel] | None) -> dict[str, Any]:
        return {"type": "null"} if answer is None else self.model(answer)

    def model(self, answer: type[BaseModel]) -> dict[str, Any]:
        """Return the reference to a model of an answer."""
        return dict(self._references[answer, "serialization"])

    def answer(self, endpoint: Endpoint) -> dict[str, Any] | None:
        """Return the reference to what *endpoint* answers, in its envelope where it has one; None where there is no body."""
        answer = endpoint.operation.answer
        if endpoint.is_enveloped:
            return {"$ref": _SCHEMAS.format(model=_envelope_name(answer))}
        return None if answer is None else self.model(answer)


def _plain(schema: Any) -> Any:
    """Return *schema* without titles, which say the names once more, and defaults."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    left_out = {"default", "title"} if not isinstance(schema.get("title"), dict) else set()
    return {key: _plain(value) for key, value in schema.items() if key not in left_out}


def _envelope_name(answer: type[BaseModel] | None) -> str:
    return "EmptyAnswer" if answer is None else f"{answer.__name__}Answer"


def _name(reference: Mapping[str, Any]) -> str:
    _folder, _slash, name = str(reference["$ref"]).rpartition("/")
    return name


def _with_remarks(schema: Mapping[str, Any], remarks: Mapping[str, Any]) -> dict[str, Any]:
    """Return *schema* with *remarks*: a description for the field, all else for its text."""
    described = {key: value for key, value in schema.items() if key != "default"}
    of_text = {key: value for key, value in remarks.items() if key != "description"}
    if "anyOf" in described:
        choices = described["anyOf"]
        described["anyOf"] = [
            {**choice, **of_text} if choice.get("type") == "string" else choice for choice in choices
        ]
    else:
        described |= of_text
    return described | ({"description": remarks["description"]} if "description" in remarks else {})


class _OperationDocument:
    """What OpenAPI says of one endpoint."""

    def __init__(self, endpoint: Endpoint, schemas: _Schemas) -> None:
        self._endpoint = endpoint
        self._operation = endpoint.operation
        self._schemas = schemas

    def document(self) -> dict[str, Any]:
        """Return the operation as OpenAPI writes it."""
        endpoint, operation = self._endpoint, self._operation
        document: dict[str, Any] = {
            "tags": [endpoint.tag],
            "summary": operation.summary,
            "operationId": endpoint.handler.__name__,
            "parameters": [*_path_parameters(endpoint.path), *operation.parameters, *self._key_parameter()],
            "responses": dict(self._responses()),
            "security": [] if endpoint.public else [{SCHEME: []}],
        }
        if operation.description:
            document["description"] = operation.description
        if operation.body is not None:
            schema = {"$ref": _SCHEMAS.format(model=operation.body.name)}
            content = {"schema": schema, "example": operation.body.example}
            document["requestBody"] = {"required": True, "content": {JSON_TYPE: content}}
        return document

    def _takes_key(self) -> bool:
        return self._endpoint.method in CHANGING and not self._endpoint.public

    def _key_parameter(self) -> list[dict[str, Any]]:
        return [_KEY_PARAMETER] if self._takes_key() else []

    def _responses(self) -> Iterator[tuple[str, dict[str, Any]]]:
        done: dict[str, Any] = {"description": "Done"}
        schema = self._schemas.answer(self._endpoint)
        if schema is not None:
            done["content"] = {JSON_TYPE: {"schema": schema, "example": self._example()}}
        if self._operation.status == CREATED:
            location = {"schema": {"type": "string"}, "description": "Where it can be read"}
            done["headers"] = {"Location": location}
        yield str(self._operation.status), done
        for status in sorted(self._statuses()):
            yield str(status), self._error(status)

    def _example(self) -> object:
        operation = self._operation
        if not self._endpoint.is_enveloped:
            return operation.example
        with texts.speaking(self._endpoint.api.languages[0]):
            return {"success": True, "message": str(operation.message), "data": operation.example}

    def _statuses(self) -> set[int]:
        endpoint, operation = self._endpoint, self._operation
        statuses = {*operation.errors, 500}
        if not endpoint.public:
            statuses |= {401, 503}
        if operation.body is not None:
            statuses |= {400, 413, 415, 503}
        if endpoint.method in CHANGING:
            statuses |= {503, 507}
        if self._takes_key():
            statuses |= {400, 409}
        if "{" in endpoint.path:
            statuses |= {400, 404}
        return statuses

    def _error(self, status: int) -> dict[str, Any]:
        model = FollowUpsError if self._endpoint.api is FOLLOW_UPS_API else ClientsError
        content: dict[str, Any] = {"schema": self._schemas.model(model)}
        error: dict[str, Any] = {"description": _MEANINGS[status], "content": {JSON_TYPE: content}}
        if status in _HEADERS:
            name, schema, words = _HEADERS[status]
            error["headers"] = {name: {"schema": schema, "description": words}}
        return error


def _path_parameters(path: str) -> list[dict[str, Any]]:
    uuid, number = {"type": "string", "format": "uuid"}, {"type": "integer", "minimum": 1}
    return [
        {"name": name, "in": "path", "required": True, "schema": uuid if name == "id" else number}
        for name in re.findall(r"{(\w+)}", path)
    ]
