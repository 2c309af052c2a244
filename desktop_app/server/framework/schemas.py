"""The records that OpenAPI describes in several places of family A, and the query parameters that many lists take."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model
from pydantic.alias_generators import to_camel

from desktop_app.server.framework.openapi import parameter

ID = "12345678-1234-1234-1234-123456789012"
OTHER_ID = "87654321-4321-4321-4321-210987654321"
UUID_SCHEMA: dict[str, Any] = {"type": "string", "format": "uuid"}
DATE_SCHEMA: dict[str, Any] = {"type": "string", "format": "date"}
PAGE = (
    parameter(
        "page", {"type": "integer", "minimum": 1, "maximum": 10**15, "default": 1}, "Number of the page"
    ),
    parameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}, "How many to a page"
    ),
)


NOT_BLANK = r"[^\s\x85]"
Blank = Annotated[str, Field(pattern=r"^[ \t\r\n]*$")]
"""What a form sends for a field that was left blank: as good as null where null is taken."""
Day = Annotated[str, WithJsonSchema(DATE_SCHEMA)]
Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Uuid = Annotated[str, WithJsonSchema(UUID_SCHEMA)]
Email = Annotated[
    str,
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": 254,
            "pattern": r"""^[^\s\x00-\x1f\x7f-\x9f@<>(),;:"\\]+@[^\s\x00-\x1f\x7f-\x9f@<>(),;:"\\]+\.[^\s\x00-\x1f\x7f-\x9f@<>(),;:"\\.]{2,}$""",
        }
    ),
]
Birthday = Annotated[
    str,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^((19[0-9]{2}|20[0-9]{2})-|--)(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "description": "YYYY-MM-DD, or --MM-DD without a year; a day that exists, not in the future",
        }
    ),
]


def choice_of(*words: str) -> dict[str, Any]:
    """The schema of one of *words*."""
    return {"type": "string", "enum": list(words)}


class Record(BaseModel):
    """A record as it is written: camelCase."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


def envelope(name: str, data: Any) -> type[BaseModel]:
    """Family A's envelope of success around *data*."""
    return create_model(name, success=(Literal[True], ...), message=(str, ...), data=(data, ...))


def succeeded(message: object, data: object) -> dict[str, object]:
    """An example in the envelope of success, in French."""
    return {"success": True, "message": getattr(message, "fr", message), "data": data}


class Named(Record):
    """A person or a mentor, just enough to name them."""

    id: Uuid
    first_name: str
    last_name: str


class Pagination(Record):
    """Where a page stands in its list."""

    current_page: int
    total_pages: int
    total_items: int
    per_page: int
