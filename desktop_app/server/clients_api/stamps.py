"""Who did something and when, as family B writes it, and the reading of its bodies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop_app.server.framework.errors import Problem
from desktop_app.server.framework.json_values import moment

if TYPE_CHECKING:
    from desktop_app.domain.context import UserName

NOTHING_TO_CHANGE = "Send at least one of the fields that can be changed: {names}"


def stamp(user: UserName | None, at: datetime) -> dict[str, Any] | None:
    """``createdBy`` and its like: the user and the moment; null where it was nobody (the program itself)."""
    if user is None:
        return None
    return {
        "userId": user.id,
        "firstName": user.first_name,
        "lastName": user.last_name,
        "fullName": user.full_name,
        "timestamp": moment(at),
    }


def only(body: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The fields of *body* that have one of *names*; the others are ignored."""
    return {name: body[name] for name in names if name in body}


def changes(body: dict[str, Any], names: Iterable[str], fixed: Iterable[str]) -> dict[str, Any]:
    """The fields of *body* for a PATCH: those that can be changed, and those that can only be sent as they are.

    Raises:
        Problem: 400, none of them is there.
    """
    given = only(body, (*names, *fixed))
    if not given:
        raise Problem(400, NOTHING_TO_CHANGE.format(names=", ".join(names)))
    return given
