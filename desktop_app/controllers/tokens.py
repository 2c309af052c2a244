"""Tokens for the HTTP server: made, shown once, kept as a hash, found again at every request, revoked (docs/contract/decisions.md, *Common to both APIs*)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop_app.controllers.base import Controller
from desktop_app.controllers.sign_in import actor_of
from desktop_app.database.fields import to_milliseconds
from desktop_app.database.models import ApiTokenTable, UserTable
from desktop_app.database.queries.prepared import to_uuid, tuples
from desktop_app.database.queries.token_queries import TOKEN_BY_HASH
from desktop_app.domain.context import Actor
from desktop_app.domain.errors import NotFound, NotSignedIn, Refused
from desktop_app.domain.inputs import TokenInput
from desktop_app.domain.validation import check
from desktop_app.domain.vocabulary import Role
from desktop_app.i18n.texts import Text, mark

SIGN_IN_LASTS = timedelta(hours=24)
"""How long a token made by signing in is good for."""
NOTED_EVERY = timedelta(minutes=1)
"""When a token was last used is noted to this precision: reading must not cost a write each time."""
PREFIX = "suivi_"
"""Tokens are known by it, so that one that slipped into a file is found."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it can be shown; its text is not kept. ``name`` is empty for those made by signing in."""

    id: int
    name: str
    created_at: datetime
    expires_at: datetime | None  # None: good until it is revoked
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewToken(Token):
    """A token just made: the only time that its ``text`` is known."""

    text: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who sent a request: the user, and by which token. ``stale``: its last use is to be noted (``note_use``)."""

    actor: Actor
    token_id: int
    by_sign_in: bool
    stale: bool


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Tokens(Controller):
    """What programs sign in with."""

    def make(self, actor: Actor, values: Mapping[str, Any]) -> NewToken:
        """Make a personal token of *actor* (``TokenInput``), and return it with its text.

        Raises:
            Invalid: no name, or days out of range.
        """
        checked = check(TokenInput, values, self._clock.today())
        lasts = timedelta(days=checked.days) if checked.days is not None else None
        return self._insert(actor.id, checked.name, lasts)

    def make_for(self, email: str, values: Mapping[str, Any]) -> NewToken:
        """Make a personal token of the active user with *email*, for the command line, where who owns the data folder may do all.

        Raises:
            NotFound: no such user, or switched off.
            Invalid: as ``make``.
        """
        with self._store.reading():
            user = UserTable.get_or_none(UserTable.email == email.strip().lower())
        if user is None or not user.is_active:
            raise NotFound("user")
        return self.make(actor_of(user), values)

    def sign_in(self, actor: Actor) -> NewToken:
        """Make a token for *actor*, who has just signed in over HTTP, and return it; it is good for ``SIGN_IN_LASTS``."""
        return self._insert(actor.id, "", SIGN_IN_LASTS)

    def _insert(self, user_id: int, name: str, lasts: timedelta | None) -> NewToken:
        now = self._clock.now()
        text = PREFIX + secrets.token_urlsafe(32)
        expires = now + lasts if lasts is not None else None
        with self._store.transaction():
            key = ApiTokenTable.insert(
                user=user_id, name=name, token_hash=_hash(text), created_at=now, expires_at=expires
            ).execute()
            self._announce(None, ["tokens"])
        return NewToken(int(key), name, now, expires, None, text)

    def list(self, actor: Actor) -> tuple[Token, ...]:
        """Return the personal tokens of *actor* that are not revoked, the newest first; expired ones too."""
        table = ApiTokenTable
        columns = (table.id, table.name, table.created_at, table.expires_at, table.last_used_at)
        mine = table.select(*columns).where(
            table.user == actor.id, table.name != "", table.revoked_at.is_null()
        )
        with self._store.reading():
            return tuple(Token(*row) for row in tuples(mine.order_by(table.id.desc())))

    def revoke(self, actor: Actor, key: int) -> None:
        """End one of *actor*'s own personal tokens.

        Raises:
            NotFound: none of theirs, or revoked already.
        """
        table = ApiTokenTable
        this = (table.id == key, table.user == actor.id, table.name != "", table.revoked_at.is_null())
        with self._store.transaction():
            if not table.update(revoked_at=self._clock.now()).where(*this).execute():
                raise NotFound("token")
            self._announce(actor, ["tokens"])

    def sign_out(self, bearer: Bearer) -> None:
        """End the token that signing in made.

        Raises:
            Refused: it is a personal one, which is revoked in the settings.
        """
        if not bearer.by_sign_in:
            raise Refused(
                Text(
                    mark(
                        "This is a personal token: it does not end by signing out, revoke it in the settings."
                    )
                )
            )
        with self._store.transaction():
            ApiTokenTable.update(revoked_at=self._clock.now()).where(
                ApiTokenTable.id == bearer.token_id
            ).execute()

    def bearer(self, text: str) -> Bearer:
        """Return who sends the token *text*.

        Raises:
            NotSignedIn: unknown, expired or revoked, or its user is switched off.
        """
        with self._store.reading():
            rows = TOKEN_BY_HASH.rows(token_hash=_hash(text))
        now = to_milliseconds(self._clock.now())
        if not rows:
            raise NotSignedIn
        [(key, name, expires, used, revoked, is_active, user_id, uuid, first, last, email, role)] = rows
        if revoked is not None or not is_active or (expires is not None and expires <= now):
            raise NotSignedIn
        actor = Actor(user_id, to_uuid(uuid), first, last, email, Role(role))
        stale = used is None or now - used >= NOTED_EVERY // timedelta(milliseconds=1)
        return Bearer(actor, key, by_sign_in=not name, stale=stale)

    def note_use(self, bearer: Bearer) -> None:
        """Note that the token was used just now, unless that was noted within the last minute."""
        now = self._clock.now()
        table = ApiTokenTable
        due = table.last_used_at.is_null() | (table.last_used_at <= now - NOTED_EVERY)
        with self._store.transaction():
            table.update(last_used_at=now).where(table.id == bearer.token_id, due).execute()


def end_sign_ins(user_id: int, now: datetime) -> None:
    """End every token that signing in made for a user, within the transaction that gives them a new password."""
    table = ApiTokenTable
    table.update(revoked_at=now).where(
        table.user == user_id, table.name == "", table.revoked_at.is_null()
    ).execute()
