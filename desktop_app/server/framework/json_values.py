"""Values as the two documents write them: camelCase JSON in UTF-8, dates ``YYYY-MM-DD``, times in UTC with milliseconds and ``Z``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from starlette.responses import Response

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_PIECE = 100
encode = _ENCODER.encode
"""A value of plain dicts, lists, texts and numbers as JSON text."""

uuid_text: Callable[[UUID], str] = lru_cache(maxsize=8_192)(str)
"""A uuid in lower case; the same users and persons come again and again."""

JSON_TYPE = "application/json"
NOT_KEPT = {"cache-control": "no-store"}
"""What people write is intimate: no browser, and nothing between, keeps an answer."""


def moment(value: datetime) -> str:
    """``2024-01-25T18:30:00.000Z``."""
    return value.isoformat(timespec="milliseconds")[:-6] + "Z"  # records' moments are in UTC: "+00:00"


def moment_or_none(value: datetime | None) -> str | None:
    """The same, null for nothing."""
    return None if value is None else moment(value)


def json_response(status: int, value: object, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with *value* as its JSON."""
    return Response(
        encode(value).encode(), status, {**NOT_KEPT, **headers} if headers else NOT_KEPT, JSON_TYPE
    )


def raw_response(text: str) -> Response:
    """An answer with *text*, which is JSON already."""
    return Response(text.encode(), headers=NOT_KEPT, media_type=JSON_TYPE)


def day_or_none(value: date | None) -> str | None:
    """``2024-01-25``, null for nothing."""
    return None if value is None else value.isoformat()


def known_or_none(value: str | date | None) -> str | None:
    """What is known of something: a day as its text, null for nothing and for a blank."""
    return value.isoformat() if isinstance(value, date) else value or None


def encode_list(values: Iterable[object]) -> str:
    """A long list as JSON, in pieces: the encoder holds the interpreter, and nobody else should wait for a whole list."""
    pieces: list[str] = []
    piece: list[object] = []
    for value in values:
        piece.append(value)
        if len(piece) == _PIECE:
            pieces.append(encode(piece)[1:-1])
            piece = []
    if piece:
        pieces.append(encode(piece)[1:-1])
    return f"[{','.join(pieces)}]"
