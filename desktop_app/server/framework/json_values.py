"""Values as the two documents write them: camelCase JSON in UTF-8, dates ``YYYY-MM-DD``, times in UTC with milliseconds and ``Z``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from starlette.responses import Response

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
encode = _ENCODER.encode
"""A value of plain dicts, lists, texts and numbers as JSON text."""
JSON_TYPE = "application/json"
NOT_KEPT = {"cache-control": "no-store"}
"""What people write is intimate: no browser, and nothing between, keeps an answer."""


def moment(value: datetime) -> str:
    """Write a moment as ``2024-01-25T18:30:00.000Z``."""
    return value.isoformat(timespec="milliseconds")[:-6] + "Z"  # records' moments are in UTC: "+00:00"


def json_response(status: int, value: object, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer with *value* as its JSON."""
    return raw_response(encode(value), status, headers)


def raw_response(text: str | bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer with *text*, which is JSON already."""
    content = text.encode() if isinstance(text, str) else text
    return Response(content, status, {**NOT_KEPT, **headers} if headers else NOT_KEPT, JSON_TYPE)
