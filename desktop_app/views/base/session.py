"""What every page is given: who is signed in, and the ways to the controllers and to what this PC remembers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from desktop_app.controllers.registry import Controllers
from desktop_app.domain.permissions import ANYBODY, Action, may
from desktop_app.domain.records import Absence, Actor, Organisation, Person
from desktop_app.system.settings import Preference, Preferences
from desktop_app.views.base.operations import Operations
from desktop_app.views.base.program import LocalServer
from desktop_app.views.kit.privacy_mode import PrivacyMode


@dataclass(slots=True)
class Session:
    """One person at the desk, from signing in to signing out."""

    actor: Actor
    organisation: Organisation
    controllers: Controllers
    operations: Operations
    preferences: Preferences
    local_server: LocalServer | None = None  # None: nothing to serve, as where a page is only drawn
    privacy: PrivacyMode = field(default_factory=PrivacyMode)

    def may(
        self, action: Action, *, mentor_id: int | None = ANYBODY, author_id: int | None = ANYBODY
    ) -> bool:
        """Whether the one signed in may do *action*: for greying things out; the controllers decide."""
        return may(self.actor, action, mentor_id=mentor_id, author_id=author_id)

    def mentor_id(self, person: Person, absences: Iterable[Absence]) -> int | None:
        """Whose person it is, as ``may`` asks: one's own when one looks after them today (*absences* are those of today)."""
        if person.mentor is None:
            return None
        mine = {
            absence.user.id
            for absence in absences
            if absence.substitute is not None and absence.substitute.id == self.actor.id
        }
        return self.actor.id if person.mentor.id in mine else person.mentor.id

    def remember(self, preference: Preference, value: object) -> None:
        """Remember *value* on this PC, written off the UI thread."""
        self.preferences.set(preference, value)
        self.operations.run(self.preferences.save)

    def recall(self, preference: Preference, name: str = "", default: Any = None) -> Any:
        """Return what this PC remembers of *preference* for the one signed in, under *name* where there are several."""
        return self.preferences.own(preference, self.actor.id, name, default)

    def remember_own(self, preference: Preference, value: object, name: str = "") -> None:
        """Remember *value* for the one signed in alone, written off the UI thread."""
        self.preferences.set_own(preference, self.actor.id, value, name)
        self.operations.run(self.preferences.save)
