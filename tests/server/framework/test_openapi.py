"""The description: valid OpenAPI 3.1, complete, and its examples are what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService
from tests.server.conftest import Clients, Served

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTED = {
    ("post", "/api/v1/follow-ups"),
    ("get", "/api/v1/follow-ups"),
    ("get", "/api/v1/follow-ups/stats"),
    ("get", "/api/v1/follow-ups/overdue"),
    ("get", "/api/v1/follow-ups/upcoming-actions"),
    ("get", "/api/clients/{client_id}/interactions"),
    ("post", "/api/clients/{client_id}/interactions"),
    ("get", "/api/clients/{client_id}/interactions/{interaction_id}"),
    ("patch", "/api/clients/{client_id}/interactions/{interaction_id}"),
    ("delete", "/api/clients/{client_id}/interactions/{interaction_id}"),
}
PUBLIC = {("post", "/api/v1/auth/login"), ("get", "/api/health")}


@pytest.fixture
def document(client: Clients) -> dict[str, Any]:
    answer = client(None).get("/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    return dict(answer.json())


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def contents(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where it stands, and a schema with an example."""
    for method, path, operation in operations(document):
        where = f"{method} {path}"
        if "requestBody" in operation:
            yield f"{where} body", operation["requestBody"]["content"]["application/json"]
        for status, response in operation["responses"].items():
            if status < "300" and "content" in response:
                yield f"{where} {status}", response["content"]["application/json"]


def everything_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from everything_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from everything_in(part)


def validator(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    whole = {"$schema": DIALECT, "components": document["components"], "allOf": [schema]}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


def test_every_endpoint_of_both_documents_is_there(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    described = {(method, path) for method, path, _ in operations(document)}
    assert described >= DOCUMENTED
    assert {path for _, path in described if not path.startswith(("/api/v1/", "/api/clients"))} == {
        "/api/health"
    }


def test_every_reference_leads_somewhere_and_every_schema_is_one(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    references = {part["$ref"] for part in everything_in(document) if isinstance(part.get("$ref"), str)}
    assert references == {
        f"#/components/schemas/{name}" for name in schemas
    }  # and none stands there for nothing
    for schema in schemas.values():
        jsonschema_rs.meta.validate({"$schema": DIALECT, **schema})
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            jsonschema_rs.meta.validate({"$schema": DIALECT, **parameter["schema"]})


def test_every_example_is_what_its_schema_says(document: dict[str, Any]) -> None:
    for where, content in contents(document):
        assert "example" in content, where
        wrong = [
            str(error) for error in validator(document, content["schema"]).iter_errors(content["example"])
        ]
        assert wrong == [], where


def test_every_endpoint_tells_who_may_and_what_can_go_wrong(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    tags = {tag["name"] for tag in document["tags"]}
    for method, path, operation in operations(document):
        where = f"{method} {path}"
        is_public = (method, path) in PUBLIC
        assert operation["security"] == ([] if is_public else [{"bearer": []}]), where
        assert operation["summary"], where
        assert set(operation["tags"]) <= tags, where
        errors = {status for status in operation["responses"] if status >= "400"}
        assert "500" in errors, where
        assert is_public or {"401", "503"} <= errors, where
        assert "requestBody" not in operation or {"400", "413", "415"} <= errors, where
        assert "422" not in errors, where
        model = "ClientsError" if path.startswith("/api/clients") else "FollowUpsError"
        for status in errors:
            schema = operation["responses"][status]["content"]["application/json"]["schema"]
            assert schema == {"$ref": f"#/components/schemas/{model}"}, where


def test_the_enumerations_are_the_documented_ones(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for words, count in ((InteractionType, 6), (Program, 23), (ReferenceService, 17)):
        assert schemas[words.__name__]["enum"] == list(words)
        assert len(schemas[words.__name__]["enum"]) == count


def test_an_error_is_what_its_schema_says(document: dict[str, Any], client: Clients) -> None:
    for path, model in (
        ("/api/v1/persons?page=x", "FollowUpsError"),
        ("/api/clients?page=x", "ClientsError"),
    ):
        answer = client("admin").get(path)
        assert answer.status_code == 400
        schema = {"$ref": f"#/components/schemas/{model}"}
        assert validator(document, schema).is_valid(answer.json())


def test_it_is_made_once_and_only_when_it_is_asked_for(served: Served, client: Clients) -> None:
    description = served.app.service.description
    assert "text" not in vars(description)
    first = client(None).get("/openapi.json").content
    text = description.text
    assert client(None).get("/openapi.json").content == first == text
    assert description.text is text
    assert json.loads(first)["info"]["title"] == "Suivi"
