"""Reading what a request brings: query parameters with every wrong one at once, and a body that must be a JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

from desktop_app.domain.validation import uuid_of
from desktop_app.server.framework import messages
from desktop_app.server.framework.errors import Detail, Problem

W = TypeVar("W", bound=StrEnum)
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_KEY = re.compile(r"-?(0|[1-9][0-9]*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_KEY = 18
MOST_PAGES = 10**15


class Filled:
    """A sentence with values, put together when it is written."""

    def __init__(self, sentence: messages.Message, **values: object) -> None:
        self._sentence = sentence
        self._values = values

    def __str__(self) -> str:
        return str(self._sentence).format(**self._values)


class Query:
    """Query parameters; of one that is sent twice the last counts, a blank one counts as absent, unknown ones are ignored."""

    def __init__(self, text: bytes) -> None:
        sent = parse_qsl(text.decode("latin-1"), keep_blank_values=True) if text else []
        self._given = {name: value for name, value in sent if value.strip()}
        self._wrong: list[Detail] = []

    def __contains__(self, name: str) -> bool:
        return name in self._given

    @property
    def is_wrong(self) -> bool:
        """Return whether any parameter read so far is wrong."""
        return bool(self._wrong)

    def wrong(self, name: str, message: object) -> None:
        """Note that the parameter *name* is wrong."""
        self._wrong.append(Detail(name, message))

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number from *least* to *most*."""
        text = self._given.get(name)
        if text is None:
            return default
        if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
            self.wrong(name, Filled(messages.WHOLE_NUMBER, least=least, most=most))
            return default
        return int(text)

    def page(self, most: int = 100, default: int = 20) -> tuple[int, int]:
        """Return the parameters ``page`` (from 1) and ``limit`` (1 to *most*)."""
        return self.number("page", 1, 1, MOST_PAGES), self.number("limit", default, 1, most)

    def uuid(self, name: str) -> UUID | None:
        """Return a uuid of whatever version."""
        text = self._given.get(name)
        if text is None:
            return None
        value = uuid_of(text.strip())
        if value is None:
            self.wrong(name, messages.IDENTIFIER)
        return value

    def word(self, name: str, words: type[W]) -> W | None:
        """Return a word of the vocabulary."""
        text = self._given.get(name)
        if text is None:
            return None
        try:
            return words(text)
        except ValueError:
            self.wrong(name, Filled(messages.CHOICE, choices=", ".join(words)))
            return None

    def choice(self, name: str, default: str, choices: Iterable[str]) -> str:
        """Return one of *choices*."""
        text = self._given.get(name, default)
        if text not in choices:
            self.wrong(name, Filled(messages.CHOICE, choices=", ".join(choices)))
        return text

    def flag(self, name: str) -> bool:
        """Return whether it is ``true``; false when it is not sent."""
        return self.choice(name, "false", ("true", "false")) == "true"

    def day(self, name: str) -> date | None:
        """Return a date as ``YYYY-MM-DD``."""
        text = self._given.get(name)
        if text is None:
            return None
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.wrong(name, messages.DAY)
        return None

    def text(self, name: str, most: int = 200) -> str:
        """Return a text, cut at *most* characters; empty when it is not sent."""
        return self._given.get(name, "")[:most].replace("\0", "")

    def check(self) -> None:
        """Raise every wrong parameter at once.

        Raises:
            Problem: 400, when any is wrong.
        """
        if self._wrong:
            raise Problem(400, messages.INVALID_QUERY, tuple(self._wrong))


def path_uuid(text: str, name: str = "id") -> UUID:
    """Return the uuid in a path.

    Raises:
        Problem: 400, it is none.
    """
    value = uuid_of(text)
    if value is None:
        raise Problem(400, messages.INVALID_QUERY, (Detail(name, messages.IDENTIFIER),))
    return value


def path_number(text: str, name: str) -> int:
    """Return the integer in a path; 0, which no row has, for one that is too large for any row.

    Raises:
        Problem: 400, it is none.
    """
    if not _KEY.fullmatch(text):
        raise Problem(400, messages.INVALID_QUERY, (Detail(name, messages.INTEGER),))
    return int(text) if len(text) <= _LONGEST_KEY else 0


def json_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object in *body*.

    Raises:
        Problem: 400, it is no JSON, or another thing than an object.
    """
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
        if b"\\u" in body:
            json.dumps(
                value, ensure_ascii=False
            ).encode()  # half a surrogate pair is no text that can be stored
    except (ValueError, RecursionError):
        raise Problem(400, messages.MALFORMED_JSON) from None
    if not isinstance(value, dict):
        raise Problem(400, messages.NOT_AN_OBJECT)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are Python's, not JSON's
