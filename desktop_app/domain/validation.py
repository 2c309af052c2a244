"""Checking what comes in, for forms and HTTP bodies alike: every wrong field at once, in translatable sentences.

The rules stand in ``inputs``; pydantic runs them. A rule that looks at another field is written as a validator of the later
field, so that it runs even when a third field is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
)
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, PydanticCustomError

from desktop_app.domain.errors import FieldError, Invalid
from desktop_app.domain.plain_texts import holds_null, line_of, lines_of
from desktop_app.i18n.texts import Text, mark


class Input(BaseModel):
    """The base of every input: unknown fields are ignored, texts are trimmed, both ``snake_case`` and ``camelCase`` are taken."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        str_strip_whitespace=True,
        alias_generator=to_camel,
        populate_by_name=True,
        validate_default=True,
    )
    required_texts: ClassVar[Mapping[str, str]] = {}
    """Field → marked sentence to show when it is missing; others get the general one."""


I = TypeVar("I", bound=Input)  # noqa: E741 - reads as "an input"

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# for descriptions: a text without NUL, and one with something in it besides
_NO_NULL = r"^[^\x00]*$"
_NOT_BLANK = r"^[^\x00]*[^\s\x85\x00][^\x00]*$"


def fault(code: str, source: str, **values: object) -> PydanticCustomError:
    """Return the error that a validator raises: a stable *code* and the marked sentence *source* with its *values*."""
    return PydanticCustomError("suivi", "{code}", {"code": code, "source": source, "values": values})


def today_of(info: ValidationInfo) -> date:
    """Return today in the organisation's time zone, as given to ``check``."""
    context: dict[str, date] = info.context or {}
    return context["today"]


def _plain_date(value: object) -> object:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise fault(
                "no_such_day", mark("This day does not exist. Check the day and the month.")
            ) from None
    if isinstance(value, str) and not value.strip():
        return None
    raise fault("date", mark("Write a date, such as 2026-11-20."))


def _moment(value: object) -> object:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and "T" in value.strip().upper().replace(" ", "T", 1):
        try:
            value = datetime.fromisoformat(value.strip().upper())
        except ValueError:
            value = None
    if not isinstance(value, datetime):
        raise fault("moment", mark("Write a day and a time, such as 2026-11-20 14:30."))
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    try:
        moment = value.astimezone(UTC)
    except OverflowError:
        raise fault("moment", mark("Write a day and a time, such as 2026-11-20 14:30.")) from None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _null_as_empty(value: object) -> object:
    return "" if value is None else value


def blank_as_null(value: object) -> object:
    """Return None for what a form sends for a field that was left blank, else *value* as it is."""
    return None if isinstance(value, str) and not value.strip() else value


PlainDate = Annotated[date, BeforeValidator(_plain_date)]
"""A date: a ``date``, or text as ``YYYY-MM-DD``."""

Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A moment, kept in UTC to the millisecond: an aware ``datetime``, or ISO 8601 text (UTC where it names no zone)."""

OptionalDate = Annotated[PlainDate | None, BeforeValidator(blank_as_null)]
"""A ``PlainDate``, or nothing."""

OptionalMoment = Annotated[Moment | None, BeforeValidator(blank_as_null)]
"""A ``Moment``, or nothing."""


def _as_line(value: object) -> object:
    return line_of(_without_null(value)) if isinstance(value, str) else _null_as_empty(value)


def _as_lines(value: object) -> object:
    return lines_of(_without_null(value)) if isinstance(value, str) else _null_as_empty(value)


def _without_null(text: str) -> str:
    if holds_null(text):
        raise fault("null", mark("This text holds a character that no text has (NUL). Take it out."))
    return text


def required_text(limit: int, *, lines: bool = False) -> Any:
    """Return the type of a text that may not be blank, of at most *limit* characters; of one line, unless *lines*."""
    described = Annotated[str, Field(min_length=1, max_length=limit, pattern=_NOT_BLANK)]
    plain = BeforeValidator(_as_lines if lines else _as_line, json_schema_input_type=described)
    return Annotated[str, StringConstraints(min_length=1, max_length=limit), plain]


def optional_text(limit: int, *, lines: bool = False) -> Any:
    """Return the type of a text that may be empty (null counts as empty), of at most *limit* characters; as ``required_text``."""
    described = Annotated[str, Field(max_length=limit, pattern=_NO_NULL)] | None
    plain = BeforeValidator(_as_lines if lines else _as_line, json_schema_input_type=described)
    return Annotated[str, StringConstraints(max_length=limit), plain]


def uuid_of(text: str) -> UUID | None:
    """Return the uuid that *text* writes in its usual form (8-4-4-4-12 digits, of any version and case); None for anything else."""
    return UUID(text) if _UUID.fullmatch(text) else None


def _identifier(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return value  # nothing, or no text at all: pydantic says so
    written = uuid_of(value.strip())
    if written is None:
        raise fault("uuid", mark("This is not the identifier of a record."))
    return written


Identifier = Annotated[UUID, BeforeValidator(_identifier)]
"""A uuid, or its text in the usual form: the other forms that Python reads are none."""


_REQUIRED = mark("Please fill this in.")


def _field_error(model: type[Input], details: ErrorDetails) -> FieldError:
    field = _field_name(model, str(details["loc"][0]) if details["loc"] else "")
    kind, context = details["type"], details.get("ctx") or {}
    if kind == "suivi":
        return FieldError(field, context["code"], Text(context["source"], dict(context["values"])))
    absent = details["input"] is None or (isinstance(details["input"], str) and not details["input"].strip())
    if kind in {"missing", "string_too_short"} or absent:
        return FieldError(field, "required", Text(model.required_texts.get(field, _REQUIRED)))
    if kind == "string_too_long":
        source = mark("At most {limit} characters; there are {count}.")
        return FieldError(
            field,
            "too_long",
            Text(source, {"limit": context["max_length"], "count": len(str(details["input"]).strip())}),
        )
    if kind in {"enum", "literal_error"}:
        return FieldError(
            field, "choice", Text(mark("Choose one of: {choices}."), {"choices": _choices(model, field)})
        )
    if kind.startswith("uuid"):
        return FieldError(field, "uuid", Text(mark("This is not the identifier of a record.")))
    if kind in {"greater_than_equal", "less_than_equal"}:
        return FieldError(field, "range", Text(mark("This number is out of range.")))
    if kind.startswith("bool"):
        return FieldError(field, "boolean", Text(mark("This can only be true or false.")))
    if kind.startswith("int"):
        return FieldError(field, "number", Text(mark("Write a whole number.")))
    if kind.startswith("string"):
        return FieldError(field, "text", Text(mark("This must be text.")))
    return FieldError(field, "invalid", Text(mark("This is not in a form that can be used.")))


def _field_name(model: type[Input], location: str) -> str:
    """Return the domain's name of the field that pydantic calls *location*, by its name or alias."""
    for name, field in model.model_fields.items():
        if location in {name, field.alias}:
            return name
    return location


def _choices(model: type[Input], field: str) -> str:
    pending: list[Any] = [model.model_fields[field].annotation]
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return ", ".join(str(word) for word in annotation)
        pending += getattr(annotation, "__args__", ())
    return ""


def check(model: type[I], values: Mapping[str, Any], today: date) -> I:
    """Return *values* (by domain name or camelCase alias) as a checked *model*.

    Raises:
        Invalid: with one error for each wrong field, in the order of the fields.
    """
    try:
        return model.model_validate(dict(values), context={"today": today})
    except ValidationError as error:
        wrong: dict[str, FieldError] = {}
        for details in error.errors(include_url=False):
            fault_of_field = _field_error(model, details)
            wrong.setdefault(fault_of_field.field, fault_of_field)
        raise Invalid(wrong.values()) from None


def by_field(model: type[Input], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return *values* by the names of *model*'s fields, whether they came so or by their camelCase aliases."""
    names = {field.alias: name for name, field in model.model_fields.items()}
    return {names.get(name, name): value for name, value in values.items()}


def problems(model: type[Input], values: Mapping[str, Any], today: date) -> dict[str, Text]:
    """Return for each wrong field what is wrong with it, for a form to show while somebody types; empty when all is well."""
    try:
        check(model, values, today)
    except Invalid as invalid:
        return {error.field: error.message for error in invalid}
    return {}
