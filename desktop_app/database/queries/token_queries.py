"""Whose an HTTP token is: asked at every request, so built once and read as a tuple."""

from __future__ import annotations

from desktop_app.database.models import ApiTokenTable, UserTable
from desktop_app.database.queries.prepared import Prepared, parameter

TOKEN_BY_HASH = Prepared(
    lambda: (
        ApiTokenTable.select(
            ApiTokenTable.id,
            ApiTokenTable.name,
            ApiTokenTable.expires_at,
            ApiTokenTable.last_used_at,
            ApiTokenTable.revoked_at,
            UserTable.is_active,
            UserTable.id,
            UserTable.uuid,
            UserTable.first_name,
            UserTable.last_name,
            UserTable.email,
            UserTable.role,
        )
        .join(UserTable, on=(ApiTokenTable.user == UserTable.id))
        .where(ApiTokenTable.token_hash == parameter("token_hash"))
    )
)
"""Columns: the token's id, name, expires_at, last_used_at, revoked_at (milliseconds or null), then its user's."""
