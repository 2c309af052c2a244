"""Who is in the list already and may be the person that somebody is about to add: asked by the form and by both APIs.

The rule is that of ``domain.duplicates``, which an import follows too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop_app.controllers.base import Controller
from desktop_app.controllers.organisation import read_organisation
from desktop_app.controllers.visibility import own_mentors
from desktop_app.database.queries import person_queries
from desktop_app.domain import duplicates
from desktop_app.domain.duplicates import Likeness, Traits
from desktop_app.domain.permissions import Action
from desktop_app.domain.person_fields import NAMES
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor, Person, PossibleDuplicate

MOST = 4
"""As many are told of: more would be read by nobody."""
_COMPARED = 200
_LEAST_DIGITS = 6


class Duplicates(Controller):
    """Asked before somebody is added; never in the way of adding them."""

    def of(self, actor: Actor, person: Person) -> tuple[PossibleDuplicate, ...]:
        """Return who else may be *person*, who has just been added; as ``possible``."""
        values = {name: getattr(person, name) for name in NAMES}
        return self.possible(actor, values, other_than=person.id)

    def possible(
        self, actor: Actor, values: Mapping[str, Any], *, other_than: int | None = None
    ) -> tuple[PossibleDuplicate, ...]:
        """Return who may be the person of *values* (fields of ``PersonInput``, as far as they are typed), the likeliest first.

        Only whom *actor* may see is told of, and never the person whose key is *other_than*.

        Raises:
            NotAllowed: the role sees no people.
        """
        with self._store.reading():
            own_ids = own_mentors(self._clock.today(), actor, Action.VIEW_PERSON)
            country = country_of(read_organisation().time_zone)
            entered = _entered(values, country)
            if not (entered.key or duplicates.labels(entered)):
                return ()
            people = person_queries.who_may_be(
                entered.key,
                [number for number in entered.phones if len(number) >= _LEAST_DIGITS],
                entered.email,
                entered.born,
                own_ids,
                _COMPARED,
            )
        others = tuple(person for person in people if person.id != other_than)
        return _ranked(entered, others, country)


def _entered(values: Mapping[str, Any], country: str) -> Traits:
    """Return what is told of the new person, but for a first visit, which is today's unless said."""
    entered = {name: value for name, value in values.items() if name in NAMES and name != "first_visit_on"}
    return duplicates.traits(entered, country)


class _Compared(NamedTuple):
    """Somebody in the list, how likely they are who was entered, and what that goes by."""

    person: Person
    likeness: Likeness
    traits: Traits


def _ranked(entered: Traits, people: tuple[Person, ...], country: str) -> tuple[PossibleDuplicate, ...]:
    known = [duplicates.traits({name: getattr(person, name) for name in NAMES}, country) for person in people]
    shared = duplicates.shared_numbers((traits.key, traits.phones) for traits in known)
    entered = duplicates.without_shared(entered, shared)
    compared = [
        _Compared(person, duplicates.likeness(entered, of_person), of_person)
        for person, of_person in zip(
            people, (duplicates.without_shared(traits, shared) for traits in known), strict=True
        )
    ]
    alike = [each for each in compared if each.likeness > Likeness.DIFFERENT]
    alike.sort(key=lambda each: (each.likeness, duplicates.agreements(entered, each.traits)), reverse=True)
    return tuple(
        PossibleDuplicate(
            each.person,
            duplicates.reasons(entered, each.traits),
            is_sure=each.likeness is Likeness.SAME,
        )
        for each in alike[:MOST]
    )
