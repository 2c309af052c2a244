"""What schemathesis is told besides the description, when ``test_schemathesis`` runs it: real ids, and rules beyond a schema.

It is loaded by schemathesis in a process of its own. ``SUIVI_TEST_IDS`` holds the ids of the office under test as JSON,
``SUIVI_TEST_ROLE`` the role of whoever asks.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

import schemathesis
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
    use_after_free,
)

load_all_checks()

ROLE = os.environ["SUIVI_TEST_ROLE"]
OWN_FIGURES = {"follow_up_statistics", "list_upcoming_actions"}
IDS: dict[str, list[str]] = json.loads(os.environ["SUIVI_TEST_IDS"])
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

KIND_OF_ID = {
    "/api/v1/follow-ups": "follow_ups",
    "/api/v1/next-actions": "follow_ups",
    "/api/v1/persons": "persons",
    "/api/v1/notifications": "notifications",
}

BEYOND_A_SCHEMA = {
    # what must be said of whom
    "follow_up_statistics": {"mentor_id"},
    "list_upcoming_actions": {"mentor_id"},
    "assign_mentor": {"mentorId"},  # somebody who can be given persons
    # one day against another, or against today
    "list_follow_ups": {"date_to"},
    "record_follow_up": {"interactionDate", "nextActionDate"},
    "change_follow_up": {"interactionDate", "nextActionDate", "nextActionNeeded"},
    "add_person": {"firstVisitDate", "dateOfBirth", "lastName", "phone", "email"},
    "change_person": {"firstVisitDate", "dateOfBirth", "lastName", "phone", "email"},
    "create_client": {"birthday", "lastName", "phone", "email"},
    "change_client": {
        "birthday",
        "lastName",
        "phone",
        "email",
        "Send at least one of the fields that can be changed",
    },
    "create_interaction": {
        "endTime",
        "startTime",
        "description",
        "title",
    },  # a title of invisible signs is none
    "change_interaction": {
        "title",
        "endTime",
        "startTime",
        "description",
        "Send at least one of the fields that can be changed",
    },
    # as things stand
    "delete_interaction": {"This interaction is deleted already."},
    "logout": {"C’est un jeton personnel"},  # French, unless asked otherwise
}
"""Operation → the fields, or the beginnings of sentences, by which it may refuse what its schema allows."""


def _some(kind: str, value: object) -> str:
    """One of the office's ids, always the same for the same *value*."""
    known = IDS[kind]
    return known[sum(str(value).encode()) % len(known)]


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Real ids in two of three requests; what is no id at all stays as it is."""
    values = dict(path_parameters or {})
    for name, value in values.items():
        if sum(str(value).encode()) % 3 == 0:
            continue
        if name == "id" and isinstance(value, str) and UUID.fullmatch(value):
            kind = next(
                kind for start, kind in KIND_OF_ID.items() if context.operation.path.startswith(start)
            )
            values[name] = _some(kind, value)
        elif name != "id" and str(value).isdecimal() and int(value) > 0:
            values[name] = int(_some("clients" if name == "client_id" else "interactions", value))
    return values if path_parameters is not None else None


@schemathesis.hook
def map_query(context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Real persons and mentors."""
    real: dict[str, Any] | None = _with_real(query, person_id="persons", mentor_id="mentors")
    return real


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Real persons and mentors."""
    return _with_real(body, personId="persons", mentorId="mentors")


def _with_real(values: Any, **kinds: str) -> Any:
    if not isinstance(values, dict):
        return values
    real = {
        name: _some(kind, values[name])
        for name, kind in kinds.items()
        if isinstance(values.get(name), str) and UUID.fullmatch(values[name])
    }
    return {**values, **real}


@schemathesis.check
def valid_data_acceptance(ctx: Any, response: Any, case: Any) -> bool | None:
    """As schemathesis' own check, but for what no schema can say."""
    if response.status_code == 400:
        allowed = BEYOND_A_SCHEMA.get(_operation(case), set())
        reasons = _reasons(response.json())
        if all(any(reason.startswith(start) for start in allowed) for reason in reasons):
            return None
    return positive_data_acceptance(ctx, response, case)


@schemathesis.check
def invalid_data_rejection(ctx: Any, response: Any, case: Any) -> bool | None:
    """As schemathesis' own check, but for what is ignored, whatever it is."""
    body = case.body if isinstance(case.body, dict) else {}
    if any(_is_blank(value) for value in (*body.values(), *(case.query or {}).values())):
        return None  # as good as not sent, where it need not be
    if body.get("nextActionNeeded") is not True and {"nextActionDate", "nextActionNotes"} & set(body):
        return None  # there is no next action
    if ROLE == "mentor" and "mentor_id" in (case.query or {}) and _operation(case) in OWN_FIGURES:
        return None  # it is their own that is meant
    return negative_data_rejection(ctx, response, case)


@schemathesis.check
def use_after_deletion(ctx: Any, response: Any, case: Any) -> bool | None:
    """As schemathesis' own check, but for an interaction, which is still answered by its id when it is deleted."""
    return None if _operation(case) == "get_interaction" else use_after_free(ctx, response, case)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _operation(case: Any) -> str:
    return str(case.operation.definition.raw["operationId"])


def _reasons(body: dict[str, Any]) -> list[str]:
    """The wrong fields, or the sentence where no field is wrong."""
    if "errors" in body:
        return [str(error) for error in body["errors"]]
    return [str(one["field"]) for one in body["error"]["details"]] or [str(body["message"])]
