"""The users: added, edited, switched off; their first one at the first run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from peewee import IntegrityError

from desktop_app.controllers.activity import differences, write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.edits import refuse_overtaken
from desktop_app.controllers.organisation import write_organisation
from desktop_app.controllers.sign_in import (
    SignIn,
    actor_of,
    hash_password,
    locked_until,
    locks_now,
    unlock,
)
from desktop_app.controllers.tokens import end_sign_ins
from desktop_app.database.models import UserTable
from desktop_app.database.queries import waiting_queries
from desktop_app.database.queries.prepared import models
from desktop_app.database.queries.user_queries import password_stamp
from desktop_app.domain.errors import FieldError, Invalid, NotFound, NotSignedIn, Refused
from desktop_app.domain.inputs import OrganisationInput, UserInput
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, Organisation, User
from desktop_app.domain.validation import check
from desktop_app.domain.vocabulary import LogEvent, Role
from desktop_app.i18n.texts import Text, mark

_SHOWN = ("first_name", "last_name", "email", "role", "is_active")


def insert_user(checked: UserInput, now: Any, password_hash: str | None) -> int:
    """Write a new user, within a transaction, and return the key.

    Raises:
        Invalid: the address is taken.
    """
    if UserTable.select().where(UserTable.email == checked.email).exists():
        raise Invalid.of("email", "taken", mark("Somebody has this e-mail address already."))
    columns = {name: getattr(checked, name) for name in _SHOWN}
    return int(
        UserTable.insert(**columns, password_hash=password_hash, created_at=now, updated_at=now).execute()
    )


def _administrators(invalid: Invalid) -> list[FieldError]:
    """Return the errors as those of the first run's administrator, whose form stands beside the organisation's."""
    return [FieldError(f"administrator.{error.field}", error.code, error.message) for error in invalid]


class Users(Controller):
    """Those who may sign in."""

    def list(self, actor: Actor) -> tuple[User, ...]:
        """Return every user, by name.

        Raises:
            NotAllowed: only administrators.
        """
        require(actor, Action.MANAGE_USERS)
        with self._store.reading():
            counts = waiting_queries.active_persons_of_mentors()
            rows = UserTable.select().order_by(UserTable.first_name, UserTable.last_name, UserTable.id)
            return tuple(self._record(row, counts.get(row.id, 0)) for row in models(rows))

    def _record(self, row: UserTable, active_persons: int) -> User:
        return User(
            **asdict(actor_of(row)),
            is_active=row.is_active,
            can_sign_in=row.password_hash is not None,
            active_persons=active_persons,
            created_at=row.created_at,
            last_sign_in_at=row.last_sign_in_at,
            locked_until=locked_until(row.email, self._clock.now()),
            version=row.version,
        )

    def _get(self, key: int) -> User:
        row = UserTable.get_or_none(UserTable.id == key)
        if row is None:
            raise NotFound("user")
        return self._record(row, waiting_queries.active_persons_of_mentors().get(key, 0))

    def add(self, actor: Actor | None, values: Mapping[str, Any]) -> User:
        """Add a user (``UserInput``). *actor* None: the command line, whose user owns the data file anyway.

        Raises:
            NotAllowed: only administrators.
            Invalid: fields are wrong, or the address is taken.
        """
        if actor is not None:
            require(actor, Action.MANAGE_USERS)
        checked = check(UserInput, values, self._clock.today())
        hashed = hash_password(checked.password) if checked.password else None
        now = self._clock.now()
        with self._store.transaction():
            key = insert_user(checked, now, hashed)
            write(
                now,
                actor,
                LogEvent.USER_CREATED,
                subject_id=key,
                after={name: getattr(checked, name) for name in _SHOWN},
            )
            self._announce(actor, ["users"])
            return self._get(key)

    def update(self, actor: Actor, key: int, changes: Mapping[str, Any], version: int | None = None) -> User:
        """Change the fields in *changes*, and return the user; a ``password`` that is not empty becomes the new one and unlocks the account.

        Raises:
            NotAllowed: only administrators.
            NotFound: no such user.
            Invalid: fields are wrong, or the address is taken.
            Refused: it would leave nobody who can manage users.
            Conflict: changed meanwhile (only when *version* is given).
        """
        require(actor, Action.MANAGE_USERS)
        hashed = hash_password(str(changes["password"])) if changes.get("password") else None
        now = self._clock.now()
        with self._store.transaction():
            user = self._get(key)
            current = {name: getattr(user, name) for name in _SHOWN}
            checked = check(UserInput, {**current, **changes}, self._clock.today())
            refuse_overtaken(user, version)
            self._refuse_to_lock_out(user, checked)
            columns = {name: getattr(checked, name) for name in _SHOWN}
            if hashed is not None:
                columns["password_hash"] = hashed
                unlock(checked.email, now)
                end_sign_ins(key, now)
            self._write(user, columns, now)
            before, after = differences(current, {name: getattr(checked, name) for name in _SHOWN})
            if hashed is not None:
                after = {**after, "password": "•"}
            write(now, actor, LogEvent.USER_UPDATED, subject_id=key, before=before, after=after)
            self._announce(actor, ["users"])
            return self._get(key)

    @staticmethod
    def _write(user: User, columns: dict[str, Any], now: Any) -> None:
        try:
            row = UserTable.update(**columns, updated_at=now, version=user.version + 1)
            row.where(UserTable.id == user.id).execute()
        except IntegrityError:
            message = Text(mark("Somebody has this e-mail address already."))
            raise Invalid([FieldError("email", "taken", message)]) from None

    @staticmethod
    def _refuse_to_lock_out(user: User, checked: UserInput) -> None:
        if user.role is not Role.ADMIN or (checked.role is Role.ADMIN and checked.is_active):
            return
        others = UserTable.select().where(
            UserTable.role == Role.ADMIN,
            UserTable.is_active,
            UserTable.password_hash.is_null(False),
            UserTable.id != user.id,
        )
        if not others.exists():
            raise Refused(
                Text(mark("This is the only administrator. Make somebody else an administrator first."))
            )

    def change_own_password(self, actor: Actor, current: str, new: str) -> Actor:
        """Give oneself a new password, and return oneself as one is signed in from now on.

        Raises:
            Invalid: *current* is wrong, or *new* is too weak.
            TooManyAttempts: wrong ones count, and lock, as at the sign-in page.
        """
        try:
            self._over_the_same(SignIn).confirm(actor, current)
        except NotSignedIn as error:
            source = mark("This is not your present password.")
            message = Text(source) if not locks_now(error) else error.message
            raise Invalid([FieldError("current_password", "wrong", message)]) from error
        with self._store.reading():
            row = UserTable.get_by_id(actor.id)
        values = {name: getattr(row, name) for name in _SHOWN}
        check(UserInput, {**values, "password": new or " "}, self._clock.today())
        hashed = hash_password(new)
        now = self._clock.now()
        with self._store.transaction():
            UserTable.update(password_hash=hashed, updated_at=now).where(UserTable.id == actor.id).execute()
            end_sign_ins(actor.id, now)
            write(now, actor, LogEvent.USER_UPDATED, subject_id=actor.id, after={"password": "•"})
            self._announce(actor, ["users"])
        return replace(actor, password_stamp=password_stamp(hashed))

    def set_up(self, organisation: Mapping[str, Any], administrator: Mapping[str, Any]) -> Actor:
        """Write the organisation's settings and its first administrator, both or neither, and return the administrator.

        Raises:
            Invalid: fields of either are wrong (those of the administrator are prefixed ``administrator.``).
            Refused: it is set up already.
        """
        today = self._clock.today()
        errors: list[FieldError] = []
        settings = user = None
        try:
            settings = check(OrganisationInput, organisation, today)
        except Invalid as invalid:
            errors += invalid
        try:
            user = check(UserInput, {**administrator, "role": Role.ADMIN}, today)
        except Invalid as invalid:
            errors += _administrators(invalid)
        if not administrator.get("password"):
            text = Text(mark("Choose a password."))
            errors.append(FieldError("administrator.password", "required", text))
        if errors or settings is None or user is None:
            raise Invalid(errors)
        hashed = hash_password(user.password)
        now = self._clock.now()
        with self._store.transaction():
            if UserTable.select().where(UserTable.password_hash.is_null(False)).exists():
                raise Refused(Text(mark("This office is set up already: sign in.")))
            write_organisation(Organisation(**settings.model_dump(), version=1))
            try:
                key = insert_user(user, now, hashed)
            except Invalid as invalid:
                raise Invalid(_administrators(invalid)) from None
            row = UserTable.get_by_id(key)
            write(
                now,
                actor_of(row),
                LogEvent.USER_CREATED,
                subject_id=key,
                after={name: getattr(user, name) for name in _SHOWN},
            )
        self._clock.zone_name = settings.time_zone
        return actor_of(row)
