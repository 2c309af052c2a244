"""Two entries of one person: found, told apart for good, merged into one, and separated again at any time.

Nothing is lost by a merge. The entry that goes keeps all it says, contacts remember for whom they were recorded, and what the
other one took over is noted; both keys answer as the one that was kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from heapq import nlargest
from itertools import combinations
from typing import Any, NamedTuple

from desktop_app.controllers.activity import differences, write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.organisation import read_organisation
from desktop_app.controllers.persons import columns_of, fetch, values_of
from desktop_app.database import derived
from desktop_app.database.models import (
    DifferentPersonsTable,
    FollowUpTable,
    InteractionTable,
    MergeTable,
    PersonTable,
)
from desktop_app.database.queries import (
    follow_up_queries,
    interaction_queries,
    merge_queries,
    person_queries,
    reminder_queries,
)
from desktop_app.domain import duplicates
from desktop_app.domain.duplicates import Likeness, Traits
from desktop_app.domain.errors import Conflict, NotFound, Refused
from desktop_app.domain.inputs import PersonInput
from desktop_app.domain.merging import Merge, Pair, Pairs, RecordedSince, proposed
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.phones import country_of
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.validation import check
from desktop_app.domain.vocabulary import LogEvent, PersonStatus
from desktop_app.i18n.texts import Text, mark

MOST_PAIRS = 200
_MOST_OF_ONE_NAME = 40
"""Homonyms beyond this are only compared where something else agrees too."""
_EACH = 2_000
_COLUMNS = ("status", "mentor", "earlier_contact_on")

Progress = Callable[[int, int], object]


class _Alike(NamedTuple):
    """Two that look alike, by their places among all."""

    likeness: Likeness
    agreements: tuple[int, int]
    first: int
    second: int


class Merging(Controller):
    """Order among entries that may be one person's."""

    def pairs(self, actor: Actor, limit: int = MOST_PAIRS, on_progress: Progress | None = None) -> Pairs:
        """Return who may stand in the list twice, the likeliest first. Only entries that share something are compared.

        *on_progress* is given how many are looked at, of how many; what it raises ends the look.

        Raises:
            NotAllowed: not for this role.
        """
        require(actor, Action.MERGE_PEOPLE)
        with self._store.reading():
            country = country_of(read_organisation().time_zone)
            entries = merge_queries.everybody()
            different = merge_queries.different()
        known: list[Traits] = []
        for number, entry in enumerate(entries):
            if on_progress is not None and number % _EACH == 0:
                on_progress(number, len(entries))
            known.append(duplicates.traits(entry.values, country))
        shared = duplicates.shared_numbers((traits.key, traits.phones) for traits in known)
        known = [duplicates.without_shared(traits, shared) for traits in known]
        compared: set[tuple[int, int]] = set()
        alike: list[_Alike] = []
        for places in _that_share_something(known):
            for first, second in combinations(places, 2):
                if (first, second) in compared or (entries[first].id, entries[second].id) in different:
                    continue
                compared.add((first, second))
                likeness = duplicates.likeness(known[first], known[second])
                if likeness > Likeness.DIFFERENT:
                    agreements = duplicates.agreements(known[first], known[second])
                    alike.append(_Alike(likeness, agreements, first, second))
        best = nlargest(limit, alike, key=lambda pair: (pair.likeness, pair.agreements))
        with self._store.reading():
            keys = {entries[place].id for pair in best for place in (pair.first, pair.second)}
            people = {person.id: person for person in person_queries.people(sorted(keys))}
        return Pairs(
            tuple(
                Pair(
                    people[entries[pair.first].id],
                    people[entries[pair.second].id],
                    pair.likeness is Likeness.SAME,
                    _reasons(known[pair.first], known[pair.second]),
                )
                for pair in best
                if entries[pair.first].id in people and entries[pair.second].id in people
            ),
            len(alike),
        )

    def set_different(self, actor: Actor, first: int, second: int, *, different: bool = True) -> None:
        """Remember that the entries *first* and *second* are two people, or (undo) forget it.

        Raises:
            NotAllowed: not for this role.
            NotFound: no such person.
        """
        today, now = self._clock.today(), self._clock.now()
        with self._store.transaction():
            for key in (first, second):
                fetch(today, actor, key, Action.MERGE_PEOPLE)
            smaller, greater = sorted((first, second))
            table = DifferentPersonsTable
            table.delete().where(table.first == smaller, table.second == greater).execute()
            if different:
                table.insert(first=smaller, second=greater, at=now, actor=actor.id).execute()
            self._announce(actor, ["persons"], [first, second])

    def merge(
        self,
        actor: Actor,
        kept: int,
        absorbed: int,
        choices: Mapping[str, str] | None = None,
        seen: tuple[int, int] | None = None,
    ) -> Merge:
        """Merge the entry *absorbed* into *kept*, with all its contacts; return what was done.

        *choices* say for a field, ``status`` or ``mentor`` whose value is taken: ``kept`` or ``absorbed``; where nothing is said, it is
        as ``domain.merging.proposed`` has it. *seen* are the versions of both as they were shown.

        Raises:
            NotAllowed: not for this role.
            NotFound: no such person.
            Refused: both are one entry already.
            Conflict: one of them was changed meanwhile.
            Invalid: the person would be wrong in some fields.
        """
        today, now = self._clock.today(), self._clock.now()
        with self._store.transaction():
            keeps = fetch(today, actor, kept, Action.MERGE_PEOPLE)
            goes = fetch(today, actor, absorbed, Action.MERGE_PEOPLE)
            if keeps.id == goes.id:
                raise Refused(Text(mark("These two are one entry already.")))
            for person, version in zip((keeps, goes), seen or (keeps.version, goes.version), strict=True):
                if person.version != version:
                    raise Conflict(person)
            columns, before, after = self._joined(keeps, goes, choices or {})
            both = (keeps.id, goes.id)
            stays_open = merge_queries.open_actions(both)
            newest = merge_queries.newest_follow_up(both)
            merge_queries.move_contacts(goes.id, keeps.id)
            merge_queries.keep_open([(table, key) for table, key, _ in stays_open], newest)
            PersonTable.update(**columns, updated_at=now, version=keeps.version + 1).where(
                PersonTable.id == keeps.id
            ).execute()
            PersonTable.update(
                deleted_at=now, merged_into=keeps.id, updated_at=now, version=goes.version + 1
            ).where(PersonTable.id == goes.id).execute()
            PersonTable.update(merged_into=keeps.id).where(PersonTable.merged_into == goes.id).execute()
            actions = [[table, key, kept_after, newest] for table, key, kept_after in stays_open]
            MergeTable.insert(
                at=now,
                actor=actor.id,
                kept=keeps.id,
                absorbed=goes.id,
                before=json.dumps(before),
                after=json.dumps(after),
                actions=json.dumps(actions),
            ).execute()
            for person_id in both:
                derived.refresh_person(person_id)
            if after.get("not_called"):
                reminder_queries.settle(keeps.id, now)
            self._log(actor, LogEvent.PERSONS_MERGED, keeps, goes, before, after)
            self._announce(actor, ["persons", "follow_ups", "interactions", "notifications"], both)
            (merge,) = merge_queries.merges(1)  # the newest
            return merge

    def _joined(
        self, keeps: Person, goes: Person, choices: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Return the columns that the entry that is kept gets, and those that change, before and after, as JSON holds them."""
        chosen = proposed(keeps, goes)
        chosen |= {"status": "kept", "mentor": "kept" if keeps.mentor else "absorbed"} | dict(choices)
        of = {"kept": keeps, "absorbed": goes}
        values = {name: getattr(of[chosen[name]], name) for name in values_of(keeps)}
        columns = columns_of(check(PersonInput, values, self._clock.today()))
        mentor = of[chosen["mentor"]].mentor or person_queries.assigned_to(keeps.id)
        columns["status"] = of[chosen["status"]].status
        columns["mentor"] = mentor.id if mentor else None
        days = [day for day in (keeps.earlier_contact_on, goes.earlier_contact_on) if day is not None]
        columns["earlier_contact_on"] = max(days) if days else None
        before, after = differences(_stored(keeps), {name: columns[name] for name in _stored(keeps)})
        return columns, before, after

    def _log(
        self,
        actor: Actor,
        event: LogEvent,
        keeps: Person,
        goes: Person,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> None:
        fields = {name for name in after if name not in _COLUMNS}
        write(
            self._clock.now(),
            actor,
            event,
            person_id=keeps.id,
            subject_id=goes.id,
            before={name: value for name, value in before.items() if name in fields},
            after={name: after[name] for name in sorted(fields)} | {"merged_with": goes.full_name},
        )

    # -- and back

    def merges(self, actor: Actor, limit: int = 1_000) -> tuple[Merge, ...]:
        """Return the merges that can be taken back, newest first.

        Raises:
            NotAllowed: not for this role.
        """
        require(actor, Action.MERGE_PEOPLE)
        with self._store.reading():
            return merge_queries.merges(limit)

    def recorded_since(self, actor: Actor, merge_id: int) -> RecordedSince:
        """Return what was recorded since the merge, newest first: it may belong to either of the two.

        Raises:
            NotAllowed: not for this role.
            NotFound: no such merge, or it was taken back.
        """
        require(actor, Action.MERGE_PEOPLE)
        with self._store.reading():
            merge = self._stored(merge_id)
            person_id, *_ = merge_queries.entries_of(merge.absorbed_id)
            follow_ups = merge_queries.recorded_since(FollowUpTable, person_id, merge.at)
            interactions = merge_queries.recorded_since(InteractionTable, person_id, merge.at)
            recorded = (follow_up_queries.one(key, actor) for key in follow_ups)
            met = (interaction_queries.one(key, actor) for key in interactions)
            return RecordedSince(
                tuple(each for each in recorded if each is not None),
                tuple(each for each in met if each is not None),
            )

    def separate(
        self,
        actor: Actor,
        merge_id: int,
        follow_ups: Collection[int] = (),
        interactions: Collection[int] = (),
    ) -> Person:
        """Take a merge back, at any time; return the entry that is its own again.

        Each contact goes back to whom it was recorded for. What was recorded since stays where it is, but for *follow_ups* and
        *interactions* (keys), which go with the entry that leaves. What the merge changed in the other entry is as it was, unless
        somebody has changed it since.

        Raises:
            NotAllowed: not for this role.
            NotFound: no such merge, or it was taken back.
        """
        require(actor, Action.MERGE_PEOPLE)
        now = self._clock.now()
        with self._store.transaction():
            merge = self._stored(merge_id)
            leaves, stays = merge.absorbed_id, merge.kept_id
            answering, *_ = merge_queries.entries_of(leaves)
            entries = merge_queries.merged_through(leaves)
            merge_queries.give_back(entries, answering, leaves)
            merge_queries.give(FollowUpTable, follow_ups, answering, leaves)
            merge_queries.give(InteractionTable, interactions, answering, leaves)
            for table, key, before, after in json.loads(merge.actions):
                merge_queries.set_kept_after(table, key, after, before)
            PersonTable.update(
                deleted_at=None, merged_into=None, updated_at=now, version=PersonTable.version + 1
            ).where(PersonTable.id == leaves).execute()
            PersonTable.update(merged_into=leaves).where(
                PersonTable.id.in_([key for key in entries if key != leaves])
            ).execute()
            self._put_back(stays, json.loads(merge.before), json.loads(merge.after))
            MergeTable.update(undone_at=now, undone_by=actor.id).where(MergeTable.id == merge_id).execute()
            for key in {leaves, stays, answering}:
                derived.refresh_person(key)
            keeps, goes = person_queries.one(stays), person_queries.one(leaves)
            if keeps is None or goes is None:
                raise NotFound("person")
            self._log(actor, LogEvent.PERSONS_SEPARATED, keeps, goes, {}, {})
            self._announce(
                actor, ["persons", "follow_ups", "interactions", "notifications"], [leaves, stays, answering]
            )
            return goes

    @staticmethod
    def _stored(merge_id: int) -> Any:
        merge = MergeTable.get_or_none(MergeTable.id == merge_id)
        if merge is None or merge.undone_at is not None:
            raise NotFound("merge")
        return merge

    def _put_back(self, person_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        person = person_queries.one(person_id)
        if person is None:
            return
        _, stored = differences({}, _stored(person))
        restored = {name: before.get(name) for name in after if stored.get(name) == after[name]}
        if not restored:
            return
        fields = {name: value for name, value in restored.items() if name not in _COLUMNS}
        columns = columns_of(check(PersonInput, values_of(person) | fields, self._clock.today()))
        if restored.get("status"):
            columns["status"] = PersonStatus(str(restored["status"]))
        if "mentor" in restored:
            columns["mentor"] = restored["mentor"]
        if "earlier_contact_on" in restored:
            columns["earlier_contact_on"] = restored["earlier_contact_on"]
        PersonTable.update(**columns, updated_at=self._clock.now(), version=person.version + 1).where(
            PersonTable.id == person_id
        ).execute()


def _stored(person: Person) -> dict[str, Any]:
    """Return what a merge may change of *person*, as the columns hold it."""
    mentor = person_queries.assigned_to(person.id)  # be it one who was switched off
    return {
        **values_of(person),
        "status": person.status,
        "mentor": mentor.id if mentor else None,
        "earlier_contact_on": person.earlier_contact_on,
    }


def _that_share_something(known: list[Traits]) -> list[list[int]]:
    """Return the places of those who share a name, a number, an address or a birthday; each group by itself."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, traits in enumerate(known):
        if traits.key:
            groups["name", traits.key].append(place)
        for label in duplicates.telling_labels(traits):
            groups["label", label].append(place)
    return [
        places
        for (kind, _), places in groups.items()
        if len(places) > 1 and (kind == "label" or len(places) <= _MOST_OF_ONE_NAME)
    ]


def _reasons(first: Traits, second: Traits) -> tuple[str, ...]:
    same_name = ("name",) if first.key == second.key else ()
    return (*same_name, *duplicates.reasons(first, second))
