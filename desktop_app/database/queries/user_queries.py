"""Who a user is at this moment: asked at every call of a controller, so built once and read as a tuple."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from desktop_app.database.models import UserTable
from desktop_app.database.queries.prepared import Prepared, parameter, to_uuid
from desktop_app.domain.context import Actor
from desktop_app.domain.vocabulary import Role

_ACTOR_BY_ID = Prepared(
    lambda: UserTable.select(
        UserTable.id,
        UserTable.uuid,
        UserTable.first_name,
        UserTable.last_name,
        UserTable.email,
        UserTable.role,
        UserTable.password_hash,
        UserTable.is_active,
    ).where(UserTable.id == parameter("key"))
)


class _ActorRow(NamedTuple):
    id: int
    uuid: bytes
    first_name: str
    last_name: str
    email: str
    role: str
    password_hash: str | None
    is_active: int


def password_stamp(password_hash: str | None) -> str:
    """Return what tells one stored password from the next, and tells nothing of either; empty where there is none."""
    return hashlib.blake2s(password_hash.encode(), digest_size=8).hexdigest() if password_hash else ""


def present_actor(key: int) -> Actor | None:
    """Return the user as they may act now, None when they are unknown or switched off. Within a read or a transaction."""
    row = next((_ActorRow(*columns) for columns in _ACTOR_BY_ID.rows(key=key)), None)
    if row is None or not row.is_active:
        return None
    return Actor(
        row.id,
        to_uuid(row.uuid),
        row.first_name,
        row.last_name,
        row.email,
        Role(row.role),
        password_stamp=password_stamp(row.password_hash),
    )
