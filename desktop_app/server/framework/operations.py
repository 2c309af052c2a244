"""What OpenAPI says of an endpoint: its parameters, its body, its answer, each with an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from desktop_app.domain.validation import Input
from desktop_app.server.framework.answers import Answer
from desktop_app.server.framework.reading import MOST_PAGES

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
"""The methods that write."""
UUID_SCHEMA: dict[str, Any] = {"type": "string", "format": "uuid"}
DATE_SCHEMA: dict[str, Any] = {"type": "string", "format": "date"}


def parameter(
    name: str, schema: dict[str, Any], description: str, *, example: object = None
) -> dict[str, Any]:
    """Return a query parameter as OpenAPI writes it."""
    shown = {} if example is None else {"example": example}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
    } | shown


def number_schema(least: int, most: int, default: int) -> dict[str, Any]:
    """Return the schema of a whole number from *least* to *most*."""
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def choice_of(*words: str) -> dict[str, Any]:
    """Return the schema of one of *words*."""
    return {"type": "string", "enum": list(words)}


PAGE = parameter("page", number_schema(1, MOST_PAGES, 1), "Number of the page")
PAGE_AND_LIMIT = (PAGE, parameter("limit", number_schema(1, 100, 20), "How many to a page"))


@dataclass(frozen=True)
class Body:
    """A JSON body: the fields of a domain *input*, which checks it too."""

    name: str
    """Of the schema."""
    model: type[Input]
    description: str
    example: object
    is_change: bool = False
    """Of a PATCH: no field must be sent, but one at least."""
    is_exact: bool = False
    """No other field may be sent."""
    fields: Sequence[str] = ()
    """The fields of the JSON that are taken; all, unless some are named."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Fields whose name in the JSON is another than that of *model*: ``{"dateOfBirth": "birthday"}``."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """The server's own fields, by the domain's names: a PATCH may send them as they are."""
    remarks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What the schema of a field (by its name in the JSON) says beyond its type, such as a description or a format."""

    @cached_property
    def documented(self) -> Mapping[str, str]:
        """Return the domain's field names → those in the JSON."""
        aliases = {name: info.alias or name for name, info in self.model.model_fields.items()}
        written = {name: self.names.get(alias, alias) for name, alias in aliases.items()}
        return {name: alias for name, alias in written.items() if not self.fields or alias in self.fields}

    def values(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of *sent* that this body has, under the names that *model* knows; the others are ignored."""
        return {name: sent[written] for name, written in self.documented.items() if written in sent}


@dataclass(frozen=True)
class Operation:
    """What OpenAPI says of an endpoint, and programs' makers read."""

    summary: str
    description: str = ""
    parameters: tuple[dict[str, Any], ...] = ()
    """Query parameters; those of the path are added."""
    body: Body | None = None
    status: int = 200
    message: object = ""
    """What the follow-ups API says in its envelope of success."""
    answer: type[Answer] | None = None
    example: object = None
    """Of the answer, without the envelope."""
    errors: tuple[int, ...] = ()
    """Statuses of errors besides 401 (where a token is needed), 500 and 503."""
