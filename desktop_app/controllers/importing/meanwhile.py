"""What other programs write while a list is taken in piece by piece: nobody they add is added once more, nothing they change is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop_app.controllers.importing.plan import Addition, Change
from desktop_app.database.models import PersonTable
from desktop_app.database.queries import people_bulk
from desktop_app.database.queries.people_bulk import KnownPerson
from desktop_app.database.queries.prepared import raw_rows
from desktop_app.database.store import Store
from desktop_app.domain.duplicates import Likeness, likeness, reasons, traits
from desktop_app.exchange.imports.import_report import Compared, Doubt, KnownName
from desktop_app.exchange.imports.known_people import known_traits
from desktop_app.exchange.imports.same_people import full_name


class Meanwhile:
    """Looks at each piece of a plan, within its transaction, whether others have written since the plan was made."""

    def __init__(
        self, store: Store, version: int, country: str, local: Callable[[datetime], datetime]
    ) -> None:
        self.doubts: list[Doubt] = []
        """Whom others added who may be somebody of the list; both stay."""
        self.found_again = 0
        """How many of the list others added meanwhile: they are not added once more."""
        self._store = store
        self._version = version
        self._country = country
        self._local = local
        self._newest = _newest()
        self._theirs: dict[str, list[KnownPerson]] = defaultdict(list)
        self._is_changed = False

    def look(self) -> None:
        """Take in what others have written since the last look; within a transaction, so that nobody writes until it ends."""
        version = self._store.data_version()
        self._is_changed = self._is_changed or version != self._version
        if version == self._version:
            return
        self._version = version
        table = PersonTable
        query = table.select(table.id).where(table.id > self._newest, table.deleted_at.is_null())
        for person in people_bulk.known_people([key for (key,) in raw_rows(query)]).values():
            self._theirs[self._traits_of(person).key].append(person)
        self._newest = max(self._newest, _newest())

    def note_own(self, keys: Sequence[int]) -> None:
        """Remember that the people of *keys* were added by this import."""
        self._newest = max([self._newest, *keys])

    def still_new(self, additions: Sequence[Addition]) -> list[Addition]:
        """Return those of *additions* whom nobody else has added meanwhile."""
        return (
            [addition for addition in additions if not self._is_there(addition)]
            if self._theirs
            else [*additions]
        )

    def _is_there(self, addition: Addition) -> bool:
        own = traits(addition.values, self._country)
        for person in self._theirs.get(own.key, ()):
            stored = self._traits_of(person)
            alike = likeness(own, stored)
            if alike >= Likeness.LIKELY:
                self.found_again += 1
                return True
            if alike is Likeness.PERHAPS:
                self._doubt(addition, person, reasons(own, stored))
        return False

    def _doubt(self, addition: Addition, person: KnownPerson, agreeing: tuple[str, ...]) -> None:
        name = full_name(person.values)
        self.doubts.append(
            Doubt(
                name=full_name(addition.values),
                line=addition.line,
                other_lines=(),
                known=(KnownName(person.id, name),),
                reasons=agreeing,
                values=addition.values,
                compared=(Compared(name, person.values, agreeing, person_id=person.id),),
            )
        )

    def _traits_of(self, person: KnownPerson) -> Any:
        return known_traits(person.values, self._local(person.created_at).date(), self._country)

    def still_right(self, changes: Sequence[Change]) -> list[Change]:
        """Return *changes* without what others have written in the same fields, or whom they deleted."""
        if not self._is_changed:
            return [*changes]
        table = PersonTable
        keys = [change.person.id for change in changes]
        query = table.select(table.id).where(table.id.in_(keys), table.deleted_at.is_null())
        now = people_bulk.known_people([key for (key,) in raw_rows(query)])
        right = []
        for change in changes:
            person = now.get(change.person.id)
            if person is None:
                continue
            if person.version != change.person.version:
                change = _for(person, change)  # noqa: PLW2901 - as it is right now
            if change.after or change.mentor is not None:
                right.append(change)
        return right


def _for(person: KnownPerson, change: Change) -> Change:
    """Return *change* for a *person* who was changed meanwhile: what was touched stays."""
    planned: Mapping[str, Any] = change.person.values
    after = {name: value for name, value in change.after.items() if person.values[name] == planned[name]}
    return replace(change, person=person, after=after, mentor=None if person.mentor_id else change.mentor)


def _newest() -> int:
    """Return the key of the newest person, be it one that was deleted."""
    query = PersonTable.select(PersonTable.id).order_by(PersonTable.id.desc()).limit(1)
    return next((int(key) for (key,) in raw_rows(query)), 0)
