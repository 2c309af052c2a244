"""How the values of the domain lie in columns: moments as milliseconds, uuids as 16 bytes, words of the vocabulary as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from peewee import BigIntegerField, BinaryUUIDField, CharField

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def new_uuid() -> UUID:
    """Return a new version 7 uuid: in time order, so that the unique index grows at its end."""
    from uuid_utils.compat import uuid7  # noqa: PLC0415 - a window that only reads never needs it

    return UUID(bytes=uuid7().bytes)


def to_milliseconds(moment: datetime) -> int:
    """Return the milliseconds from 1970 to an aware *moment*."""
    return (moment - _EPOCH) // _MILLISECOND


def from_milliseconds(value: int) -> datetime:
    """Return the aware UTC moment that is *value* milliseconds after 1970."""
    return _EPOCH + timedelta(milliseconds=value)


class MomentField(BigIntegerField):
    """An aware UTC moment, to the millisecond."""

    def db_value(self, value: datetime | None) -> int | None:
        """Return the milliseconds since 1970 to store."""
        return to_milliseconds(value) if isinstance(value, datetime) else value

    def python_value(self, value: int | None) -> datetime | None:
        """Return the aware UTC moment that was stored."""
        return from_milliseconds(value) if value is not None else None


class WordField(CharField):
    """A word of the vocabulary, stored as its documented value."""

    def __init__(self, words: type[StrEnum], **arguments: Any) -> None:
        self.words = words
        super().__init__(max_length=80, **arguments)

    def db_value(self, value: str | None) -> str | None:
        """Return the documented value to store."""
        return str(value) if value is not None else None

    def python_value(self, value: str | None) -> StrEnum | None:
        """Return the word of the vocabulary that was stored."""
        return self.words(value) if value is not None else None


UuidField = BinaryUUIDField
