"""What every controller is built with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from desktop_app.controllers.announcements import Changes
from desktop_app.database.store import Store
from desktop_app.domain.clock import Clock
from desktop_app.domain.context import Actor, Changed

C = TypeVar("C", bound="Controller")


class Controller:
    """One subject. Built once with the store, the clock and the changes; called with the acting user."""

    def __init__(self, store: Store, clock: Clock, changes: Changes) -> None:
        self._store = store
        self._clock = clock
        self._changes = changes

    def _over_the_same(self, subject: type[C]) -> C:
        """Return the controller of another *subject*, over the same store, clock and changes."""
        return subject(self._store, self._clock, self._changes)

    def _announce(self, actor: Actor | None, kinds: Iterable[str], person_ids: Iterable[int] = ()) -> None:
        """Announce, once the transaction under way is committed, that *kinds* of things changed."""
        changed = Changed(frozenset(kinds), frozenset(person_ids), actor.id if actor else None)
        self._store.after_commit(lambda: self._changes.announce(changed))
