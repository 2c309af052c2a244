"""Every field of a person in both APIs: taken, answered, cleared, described, and named in the log."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from desktop_app.domain.person_fields import LISTED, NAME_FIELDS, PERSON_FIELDS, FieldSpec
from desktop_app.server.runner import Runner
from tests.server.conftest import Clients
from tests.support.known import id_of, known_of

PERSONS, CLIENTS = "/api/v1/persons", "/api/clients"
OF_CLIENTS = [spec for spec in PERSON_FIELDS if spec.clients_name]
BODY = {spec.camel_name: known_of(spec) for spec in PERSON_FIELDS}
CLIENT_BODY = {spec.clients_name: known_of(spec) for spec in OF_CLIENTS}


def nothing(spec: FieldSpec) -> str | None:
    """What an answer says where nothing is known: of people with one name the other is an empty text."""
    return "" if spec.name in NAME_FIELDS else None


def described(served: Runner, name: str) -> dict[str, Any]:
    """The properties of a schema in OpenAPI."""
    schemas: dict[str, Any] = httpx.get(f"{served.url}/openapi.json").json()["components"]["schemas"]
    properties: dict[str, Any] = schemas[name]["properties"]
    return properties


@pytest.mark.parametrize("spec", PERSON_FIELDS, ids=id_of)
class TestInTheFollowUpsApi:
    def test_is_taken_answered_and_cleared(self, client: Clients, spec: FieldSpec) -> None:
        admin = client("admin")
        added = admin.post(PERSONS, json=BODY).json()["data"]
        assert added[spec.camel_name] == known_of(spec)
        address = f"{PERSONS}/{added['id']}"
        assert admin.get(address).json()["data"][spec.camel_name] == known_of(spec)
        (listed,) = admin.get(PERSONS).json()["data"]["persons"]
        assert (spec.camel_name in listed) == (spec in LISTED)
        answer = admin.patch(address, json={spec.camel_name: None})
        if spec.may_be_empty:
            assert answer.json()["data"][spec.camel_name] == nothing(spec)
        elif spec.is_required:
            assert [wrong["field"] for wrong in answer.json()["error"]["details"]] == [spec.camel_name]

    def test_is_described(self, served: Runner, spec: FieldSpec) -> None:
        for schema in ("PersonBody", "PersonChange"):
            assert spec.camel_name in described(served, schema), schema


@pytest.mark.parametrize("spec", OF_CLIENTS, ids=id_of)
class TestInTheClientsApi:
    def test_is_taken_answered_cleared_and_logged(self, client: Clients, spec: FieldSpec) -> None:
        admin = client("admin")
        added = admin.post(CLIENTS, json=CLIENT_BODY).json()
        assert added[spec.clients_name] == known_of(spec)
        address = f"{CLIENTS}/{added['id']}"
        if not spec.may_be_empty:
            return
        assert admin.patch(address, json={spec.clients_name: None}).json()[spec.clients_name] == nothing(spec)
        newest = admin.get(f"{address}/logs").json()["logs"][0]
        assert newest["changes"] == [{"field": spec.clients_name, "before": known_of(spec), "after": None}]

    def test_is_described(self, served: Runner, spec: FieldSpec) -> None:
        for schema in ("ClientBody", "ClientChange"):
            assert spec.clients_name in described(served, schema), schema
