"""Reading names out of joined rows: the same few columns in every list, the same few users in every row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from peewee import ModelAlias, fn

from desktop_app.database.models import PersonTable, UserTable
from desktop_app.database.queries.prepared import Prepared, parameter, to_uuid
from desktop_app.domain.records import PersonName, UserName


def name_columns(table: type[PersonTable | UserTable] | ModelAlias[Any]) -> tuple[Any, ...]:
    """Return the four columns that ``UserNames`` and ``person_name`` read."""
    return (table.id, table.uuid, table.first_name, table.last_name)


def person_name(key: int, uuid: bytes, first_name: str, last_name: str) -> PersonName:
    """Return a person's name from its four columns."""
    return PersonName(key, to_uuid(uuid), first_name, last_name)


_USER = Prepared(lambda: UserTable.select(UserTable.id).where(UserTable.uuid == parameter("key")))
_PERSON_COLUMNS = (fn.COALESCE(PersonTable.merged_into, PersonTable.id),)
_PERSON = Prepared(lambda: PersonTable.select(*_PERSON_COLUMNS).where(PersonTable.uuid == parameter("key")))
_MERGED = Prepared(lambda: PersonTable.select(*_PERSON_COLUMNS).where(PersonTable.id == parameter("key")))
NOBODY = -1
"""A key that no row has (0 stands for "without a mentor" in filters)."""


def key_of(table: type[PersonTable | UserTable], key: int | UUID | None) -> int | None:
    """Return the key of the row with a uuid, ``NOBODY`` when there is none; a key and None stay what they are.

    Of a person whose entry was merged into another: the key of that one.
    """
    if isinstance(key, UUID):
        stored: int | None = (_PERSON if table is PersonTable else _USER).value(key=key.bytes)
        return NOBODY if stored is None else stored
    if key is None or table is UserTable:
        return key
    merged_into: int | None = _MERGED.value(key=key)
    return key if merged_into is None else merged_into


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
