"""Signing in: argon2id, five wrong passwords lock for fifteen minutes, every attempt is in the login log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.controllers.base import Controller
from desktop_app.database.models import LoginLogTable, UserTable
from desktop_app.database.queries.prepared import tuples
from desktop_app.database.queries.user_queries import password_stamp
from desktop_app.domain.errors import NotSignedIn, TooManyAttempts
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, SignInAttempt
from desktop_app.i18n.texts import Text, mark

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MOST_WRONG = 5
LOCK = timedelta(minutes=15)
_FIFTH = mark(
    "Wrong e-mail or password. That was the fifth wrong password: signing in to this "
    "account is locked for 15 minutes."
)
_NOT_YOURS = mark("That is not your password.")
AT_DESK = frozenset({"window", "desk"})
"""Origins of those who sit at the PC."""
_UNLOCKED = "unlocked"
_one_at_a_time = Lock()
"""Held from the look at the lock to the line in the log: many tries at once would else all be let through before the first counts."""
_WRONG = ("password", "unknown")  # attempts while locked, or on a switched-off account, do not count on


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 - first needed when somebody has typed a password

    return PasswordHasher()  # argon2id with the library's recommended costs


def hash_password(password: str) -> str:
    """Return the argon2id hash of *password* to store."""
    return _hasher().hash(password)


@cache
def _nobodys_hash() -> str:
    return hash_password("the hash that is checked for addresses nobody has")


def fits(password: str, stored: str | None) -> bool:
    """Return whether *password* is that of the hash; takes as long for addresses that nobody has."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        _hasher().verify(stored or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def locked_until(
    email: str, now: datetime, address: str = "", *, only_at_desk: bool = False
) -> datetime | None:
    """Return until when signing in with *email*, or from *address* when one is given, is locked; None when it is open.

    A success forgets what was typed wrong for the same account at the same place, and nothing of other places or accounts:
    who knows one password, or waits until its owner signs in, gains no tries. *only_at_desk*: as it is for the window, which
    a stranger on the network must not be able to lock.
    """
    table = LoginLogTable
    since = now - 2 * LOCK  # a lock that ends just now began with wrong passwords up to twice as long ago
    ends: list[datetime] = []
    for column, value in ((table.email, email), (table.address, address)):
        if not value:
            continue
        recent = table.select(
            table.at, table.succeeded, table.reason, table.email, table.address, table.origin
        ).where(column == value, table.at > since, table.at <= now)
        attempts = [_Attempt(*row) for row in tuples(recent.order_by(table.id))]
        end = _end_of_lock(
            [
                attempt
                for attempt in attempts
                if not only_at_desk or attempt.origin in AT_DESK or attempt.reason == _UNLOCKED
            ]
        )
        if end is not None and end > now:
            ends.append(end)
    return max(ends, default=None)


class _Attempt(NamedTuple):
    at: datetime
    succeeded: bool
    reason: str
    email: str
    address: str
    origin: str


def _end_of_lock(attempts: Iterable[_Attempt]) -> datetime | None:
    """Return when the lock ends that *attempts*, the earliest first, brought about; None without one."""
    wrong: list[_Attempt] = []
    end: datetime | None = None
    for attempt in attempts:
        if attempt.reason == _UNLOCKED:
            wrong, end = [], None
        elif attempt.succeeded:
            place = (attempt.email, attempt.address)
            wrong = [earlier for earlier in wrong if (earlier.email, earlier.address) != place]
        elif attempt.reason in _WRONG:
            wrong = [earlier for earlier in wrong if earlier.at > attempt.at - LOCK] + [attempt]
            end = attempt.at + LOCK if len(wrong) >= MOST_WRONG else end
    return end


def unlock(email: str, now: datetime) -> None:
    """Forget the wrong passwords for *email*, because an administrator gave a new one."""
    LoginLogTable.insert(at=now, email=email, succeeded=True, reason=_UNLOCKED, origin="window").execute()


def locks_now(error: NotSignedIn) -> bool:
    """Return whether *error* was the last wrong password before the lock."""
    return error.message.source == _FIFTH


def actor_of(user: UserTable) -> Actor:
    """Return the acting user from their row."""
    stamp = password_stamp(user.password_hash)
    return Actor(
        user.id, user.uuid, user.first_name, user.last_name, user.email, user.role, password_stamp=stamp
    )


class SignIn(Controller):
    """Signing in, and proving once more who one is."""

    asked_by_itself = frozenset({"still", "confirm"})

    def sign_in(self, email: str, password: str, origin: str = "window", address: str = "") -> Actor:
        """Sign in with *email* and *password*, and return whose they are. *origin* (``window``, ``desk``, ``http``, ``command``) goes into the log.

        Raises:
            NotSignedIn: they do not belong together, or the account is switched off.
            TooManyAttempts: five wrong ones within 15 minutes, for this account or from this address.
        """
        email = email.strip().lower()[:254]  # as long as it can be stored and found again
        with _one_at_a_time:
            return self._sign_in(email, password, origin, address)

    def _sign_in(self, email: str, password: str, origin: str, address: str) -> Actor:
        at_desk = origin in AT_DESK
        with self._store.reading():
            user = UserTable.get_or_none(UserTable.email == email)
            locked = locked_until(email, self._clock.now(), address, only_at_desk=at_desk)
        # hashed outside any transaction: it takes long on purpose, and nobody should wait for it to write
        right = locked is None and fits(password, user.password_hash if user else None)
        reason = self._reason(user, right=right, locked=locked is not None)
        now = self._clock.now()
        if not reason and user is not None and at_desk and self._store.kept_from_writing:
            return actor_of(user)  # to look something up: nothing can be noted, also not of those who err
        with self._store.transaction():
            LoginLogTable.insert(
                at=now,
                email=email,
                user=user,
                succeeded=not reason,
                reason=reason,
                origin=origin,
                address=address[:64],
            ).execute()
            if not reason and user is not None:
                UserTable.update(last_sign_in_at=now).where(UserTable.id == user.id).execute()
                return actor_of(user)
            locked_now = locked_until(email, now, address, only_at_desk=at_desk) is not None
        if locked is not None:
            raise TooManyAttempts(max(1, int((locked - now).total_seconds())))
        raise NotSignedIn(Text(_FIFTH) if locked_now else None)

    @staticmethod
    def _reason(user: UserTable | None, *, right: bool, locked: bool) -> str:
        if locked:
            return "locked"
        if user is None or user.password_hash is None:
            return "unknown"
        if not right:
            return "password"
        return "" if user.is_active else "inactive"

    def confirm(self, actor: Actor, password: str) -> Actor:
        """Prove with *password* that it is *actor* who sits there (``origin`` ``desk`` in the log), and return them.

        Raises:
            NotSignedIn: it is not theirs, or the account was switched off.
            TooManyAttempts: as for ``sign_in``; wrong passwords count together.
        """
        with self._store.reading():
            user = UserTable.get_or_none(UserTable.id == actor.id)
        if user is None or not user.is_active:
            raise NotSignedIn
        try:
            return self.sign_in(user.email, password, "desk")
        except NotSignedIn as error:
            raise error if locks_now(error) else NotSignedIn(Text(_NOT_YOURS)) from error

    def still(self, actor: Actor) -> Actor:
        """Return *actor* as they are now: their role may have changed.

        Raises:
            SessionEnded: switched off meanwhile, or given another password.
        """
        return self._present(actor)

    def attempts(self, actor: Actor, limit: int = 200) -> tuple[SignInAttempt, ...]:
        """Return the login log, newest first.

        Raises:
            NotAllowed: only administrators.
        """
        require(actor, Action.MANAGE_USERS)
        table = LoginLogTable
        columns = (table.at, table.email, table.succeeded, table.reason, table.origin)
        with self._store.reading():
            return tuple(
                SignInAttempt(*row)
                for row in tuples(table.select(*columns).order_by(table.id.desc()).limit(limit))
            )
