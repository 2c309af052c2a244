"""Answers: one pydantic model for each. It reads a controller's record, writes the documented JSON, and is what OpenAPI describes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel

from desktop_app.domain.person_fields import NAME_FIELDS, FieldKind, FieldSpec
from desktop_app.server.framework.json_values import moment

_BATCH = 100
_BIRTHDAY = "YYYY-MM-DD; --MM-DD without a year; YYYY-MM or YYYY where no more is known"
ID = "12345678-1234-1234-1234-123456789012"
OTHER_ID = "87654321-4321-4321-4321-210987654321"


class Answer(BaseModel):
    """An answer, or a part of one. What it is made from is read by attribute, or given by name; it is written in camelCase."""

    model_config = ConfigDict(
        from_attributes=True,
        alias_generator=AliasGenerator(serialization_alias=to_camel),
        serialize_by_alias=True,
    )


Moment = Annotated[
    datetime,
    PlainSerializer(moment, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""``2024-01-25T18:30:00.000Z``."""

Duration = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9]+:[0-5][0-9]:[0-5][0-9]$"})]
"""``H:MM:SS``."""

OptionalText = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""A text; null where it was left blank."""


def open_list(words: type[StrEnum]) -> Any:
    """Return the type of a word out of a list that may grow: OpenAPI names those of today as examples and closes nothing."""
    known = ", ".join(words)
    schema = {"type": "string", "description": f"Today: {known}; more may come", "examples": list(words)}
    return Annotated[str, WithJsonSchema(schema)]


def field_of(spec: FieldSpec, name: str) -> Any:
    """Return a person's field as an answer tells it under *name*: its type, and how it is written."""
    field = Field(serialization_alias=name)
    if spec.name in NAME_FIELDS:  # of people with one name the other is ""
        return str, field
    match spec.kind:
        case FieldKind.CODE:
            codes: Any = spec.codes
            return codes | None, field
        case FieldKind.DAY:
            return (date if spec.is_today_unless_said else date | None), field
        case FieldKind.BIRTHDAY:
            described = Field(serialization_alias=name, description=_BIRTHDAY)
            return OptionalText, described
        case _:
            return OptionalText, field


def person_remarks(names: Mapping[str, FieldSpec]) -> dict[str, dict[str, Any]]:
    """Return what the description of a body says of the fields of a person, by their documented *names*."""
    remarks: dict[str, dict[str, Any]] = {}
    for name, spec in names.items():
        if spec.name in NAME_FIELDS:
            remarks[name] = {"description": "One of the two names is enough"}
        elif spec.kind is FieldKind.PHONE:
            remarks[name] = {"description": "One or several numbers, as people write them"}
        elif spec.kind is FieldKind.BIRTHDAY:
            remarks[name] = {"description": f"{_BIRTHDAY}; a day that exists"}
        elif spec.kind is FieldKind.EMAIL:
            remarks[name] = {"format": "email"}
        elif spec.is_today_unless_said:
            remarks[name] = {"description": "Today unless said; not in the future"}
    return remarks


class NamedPerson(Answer):
    """A person or a mentor, just enough to name them."""

    id: UUID = Field(validation_alias="uuid")
    first_name: str
    last_name: str


class Pagination(Answer):
    """Where a page stands in its list."""

    current_page: int
    total_pages: int
    total_items: int
    per_page: int

    @classmethod
    def of(cls, page: int, limit: int, total: int | None) -> Pagination:
        """Return the pagination of *page* (from 1) when *limit* rows of *total* stand on each."""
        total = total or 0
        return cls(current_page=page, total_pages=-(-total // limit), total_items=total, per_page=limit)


def list_json(model: type[Answer], records: Sequence[object]) -> str:
    """Return a long list of *model* as JSON, in batches: writing holds the interpreter, and nobody else should wait for a whole list."""
    adapter = _list_of(model)
    batches = (records[begin : begin + _BATCH] for begin in range(0, len(records), _BATCH))
    written = (adapter.dump_json(adapter.validate_python(list(batch)), by_alias=True) for batch in batches)
    return f"[{b','.join(batch[1:-1] for batch in written).decode()}]"


@cache
def _list_of(model: type[Answer]) -> TypeAdapter[list[Answer]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def example_person(first_name: str, last_name: str, key: str = ID) -> dict[str, str]:
    """Return a ``NamedPerson`` of the examples."""
    return {"id": key, "firstName": first_name, "lastName": last_name}


EXAMPLE_PAGINATION = {"currentPage": 1, "totalPages": 1, "totalItems": 1, "perPage": 20}
