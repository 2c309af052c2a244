"""Reading names out of joined rows: the same few columns in every list, the same few users in every row."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from peewee import ModelAlias

from desktop_app.database.models import PersonTable, UserTable
from desktop_app.database.queries.prepared import Prepared, parameter, to_uuid
from desktop_app.domain.records import PersonName, UserName


def name_columns(table: type[PersonTable | UserTable] | ModelAlias[Any]) -> tuple[Any, ...]:
    """Return the four columns that ``UserNames`` and ``person_name`` read."""
    return (table.id, table.uuid, table.first_name, table.last_name)


def person_name(key: int, uuid: bytes, first_name: str, last_name: str) -> PersonName:
    """Return a person's name from its four columns."""
    return PersonName(key, to_uuid(uuid), first_name, last_name)


_KEYS = {
    table: Prepared(
        partial(lambda table: table.select(table.id).where(table.uuid == parameter("uuid")), table)
    )
    for table in (PersonTable, UserTable)
}
NOBODY = -1
"""A key that no row has (0 stands for "without a mentor" in filters)."""


def key_of(table: type[PersonTable | UserTable], key: int | UUID | None) -> int | None:
    """Return the key of the row with a uuid, ``NOBODY`` when there is none; a key and None stay what they are."""
    if not isinstance(key, UUID):
        return key
    stored: int | None = _KEYS[table].value(uuid=key.bytes)
    return NOBODY if stored is None else stored


class UserNames:
    """Makes each user's name once for a whole list: a hundred rows have a handful of mentors."""

    def __init__(self) -> None:
        self._known: dict[int, UserName] = {}

    def read(self, key: int | None, uuid: bytes, first_name: str, last_name: str) -> UserName | None:
        """Return a user's name from its four columns; None for none."""
        if key is None:
            return None
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = UserName(key, to_uuid(uuid), first_name, last_name)
        return known

    def sure(self, key: int, uuid: bytes, first_name: str, last_name: str) -> UserName:
        """Return a user's name from its four columns, where the key cannot be null."""
        name = self.read(key, uuid, first_name, last_name)
        if name is None:
            raise LookupError(key)
        return name
