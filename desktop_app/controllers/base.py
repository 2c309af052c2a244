"""What every controller is built with, and what is asked before each call: who the acting user is now."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ClassVar, TypeVar

from desktop_app.controllers.announcements import Changes
from desktop_app.database.queries.user_queries import present_actor
from desktop_app.database.store import Store
from desktop_app.domain.clock import Clock
from desktop_app.domain.context import Actor, Changed
from desktop_app.domain.errors import SessionEnded
from desktop_app.domain.permissions import Action, require

C = TypeVar("C", bound="Controller")


class Controller:
    """One subject. Built once with the store, the clock and the changes; called with the acting user.

    Each public call that takes ``actor`` is done with the rights that they have at that moment, whatever they had when they
    signed in; who was switched off, or was given another password, gets ``SessionEnded`` instead.
    """

    asked_by_itself: ClassVar[frozenset[str]] = frozenset()
    """The calls that see for themselves who acts, or must not fail over it."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        for name, method in list(vars(cls).items()):
            if name.startswith("_") or name in cls.asked_by_itself or not inspect.isfunction(method):
                continue
            if list(inspect.signature(method).parameters)[1:2] == ["actor"]:
                setattr(cls, name, _done_by_who_acts_now(method))

    def __init__(self, store: Store, clock: Clock, changes: Changes) -> None:
        self._store = store
        self._clock = clock
        self._changes = changes

    def _present(self, actor: Actor) -> Actor:
        """Return *actor* with the role and the name that they have now. Long work asks again before it writes.

        Raises:
            SessionEnded: switched off meanwhile, or given another password.
        """
        with self._store.reading():
            now = present_actor(actor.id)
        if now is None:
            raise SessionEnded
        if actor.password_stamp and actor.password_stamp != now.password_stamp:
            raise SessionEnded(by_password=True)
        return now

    def _still_may(self, actor: Actor | None, action: Action) -> None:
        """Let long work go on while *actor* may do *action*; None is the command line.

        Raises:
            SessionEnded: as ``_present``.
            NotAllowed: their role does not allow it any more.
        """
        if actor is not None:
            require(self._present(actor), action)

    def _over_the_same(self, subject: type[C]) -> C:
        """Return the controller of another *subject*, over the same store, clock and changes."""
        return subject(self._store, self._clock, self._changes)

    def _announce(self, actor: Actor | None, kinds: Iterable[str], person_ids: Iterable[int] = ()) -> None:
        """Announce, once the transaction under way is committed, that *kinds* of things changed."""
        changed = Changed(frozenset(kinds), frozenset(person_ids), actor.id if actor else None)
        self._store.after_commit(lambda: self._changes.announce(changed))


def _done_by_who_acts_now(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def asked(self: Controller, actor: Actor | None, *arguments: Any, **named: Any) -> Any:
        return method(self, self._present(actor) if actor is not None else None, *arguments, **named)

    return asked
