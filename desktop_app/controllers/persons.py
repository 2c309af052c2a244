"""The people: listed, found, added, edited, given a status and a mentor, deleted and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from desktop_app.controllers.activity import differences, write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.notifications import notify
from desktop_app.controllers.edits import edited
from desktop_app.controllers.mentors import AUTOMATIC, mentor_to_assign, with_fewest_persons
from desktop_app.controllers.organisation import read_organisation
from desktop_app.controllers.person_search import found_by, narrowed
from desktop_app.controllers.visibility import require_for
from desktop_app.database import derived
from desktop_app.database.models import PersonTable
from desktop_app.database.queries import merge_queries, person_queries, reminder_queries
from desktop_app.database.queries.person_queries import NO_MENTOR, PersonFilter, Sort
from desktop_app.database.queries.search_conditions import search_condition
from desktop_app.domain.errors import Conflict, NotFound, Refused
from desktop_app.domain.inputs import AssignInput, PersonInput, StatusInput
from desktop_app.domain.permissions import ANYBODY, Action, require
from desktop_app.domain.person_fields import NAMES, PERSON_FIELDS
from desktop_app.domain.records import Actor, Page, Person, PersonRow, UserName
from desktop_app.domain.validation import by_field, check
from desktop_app.domain.vocabulary import WAITING_STATUSES, LogEvent, NotificationKind, PersonStatus
from desktop_app.i18n.texts import Text, mark

__all__ = ["NO_MENTOR", "PersonFilter", "Persons", "Sort"]

MOST_SUGGESTIONS = 200
"""Of each field; what fewer people share is typed out."""


def mentor_id_of(person: Person) -> int | None:
    """Return the key of the person's mentor, None without one."""
    return person.mentor.id if person.mentor else None


def fetch(today: date, actor: Actor, key: int | UUID, action: Action = Action.VIEW_PERSON) -> Person:
    """Return the person, when there is one and *actor* may do *action* to them *today*. Within a read or a transaction.

    An entry that was merged into another answers as that one.

    Raises:
        NotFound: unknown or deleted.
        NotAllowed: not for this role, or not a person of this mentor.
    """
    person = merge_queries.one(key)
    if person is None or person.is_deleted:
        require(actor, action)  # whoever may do it to nobody learns nothing of who exists
        raise NotFound("person")
    mentor = person.mentor or person_queries.assigned_to(
        person.id
    )  # somebody may stand in for one who was switched off
    require_for(today, actor, action, mentor.id if mentor else None)
    return person


def values_of(person: Person) -> dict[str, Any]:
    """Return the fields of ``PersonInput`` as they are stored."""
    return {name: getattr(person, name) for name in NAMES}


def columns_of(checked: PersonInput) -> dict[str, Any]:
    """Return what a checked input writes, with what is derived from it."""
    values = {name: getattr(checked, name) for name in NAMES}
    name_key = derived.name_key(values["first_name"], values["last_name"])
    return {**values, "name_key": name_key, "search_text": derived.search_text(values)}


class Persons(Controller):
    """The people an office must not lose sight of."""

    def list(
        self,
        actor: Actor,
        filters: PersonFilter,
        sort: Sort = "name",
        *,
        descending: bool = False,
        limit: int = 100,
        offset: int = 0,
    ) -> Page[PersonRow]:
        """Return a page of the people that *actor* may see; ``total`` counts all that match.

        Raises:
            NotAllowed: the role sees no people.
        """
        with self._store.reading():
            filters = narrowed(self._clock.today(), actor, filters)
            items = person_queries.page(filters, sort, limit, offset, descending=descending)
            total = offset + len(items) if 0 < len(items) < limit else person_queries.total(filters)
        return Page(items, total, more=offset + len(items) < total)

    def list_whole(self, actor: Actor, filters: PersonFilter, limit: int, offset: int) -> Page[Person]:
        """As ``list`` by name, with all that is known of each person.

        Raises:
            NotAllowed: the role sees no people.
        """
        with self._store.reading():
            filters = narrowed(self._clock.today(), actor, filters)
            items = person_queries.whole_page(filters, limit, offset)
            total = offset + len(items) if 0 < len(items) < limit else person_queries.total(filters)
        return Page(items, total, more=offset + len(items) < total)

    def find(self, actor: Actor, typed: str, limit: int = 8) -> tuple[Person, ...]:
        """Return whom a quick find finds as one types: by name, phone, e-mail, place or birthday, best first; nothing for nothing.

        First those whose name it is, then those whose name begins so, then all others; names that are nearly so where few fit.
        """
        if not search_condition(typed):
            return ()
        with self._store.reading():
            return found_by(self._clock.today(), actor, typed, limit)

    def get(self, actor: Actor, key: int | UUID) -> Person:
        """Return one person.

        Raises:
            NotFound: unknown or deleted.
            NotAllowed: not a person of this mentor.
        """
        with self._store.reading():
            return fetch(self._clock.today(), actor, key)

    def suggestions(self, actor: Actor) -> dict[str, tuple[str, ...]]:
        """Return what to offer in the fields that many people share (``is_suggested``): name → what is in use, the commonest first.

        Raises:
            NotAllowed: whoever may not add a person may not learn what stands in those of others.
        """
        require(actor, Action.CREATE_PERSON)
        with self._store.reading():
            return {
                spec.name: person_queries.values_in_use(spec.name, MOST_SUGGESTIONS)
                for spec in PERSON_FIELDS
                if spec.is_suggested
            }

    def add(self, actor: Actor, values: Mapping[str, Any], mentor: UUID | None = None) -> Person:
        """Add a person as ``to_visit``; with *mentor* at once, else with one when the organisation's setting says so.

        Raises:
            NotAllowed: not for this role.
            NotFound: no such mentor.
            Invalid: fields are wrong, or that user cannot be given persons.
        """
        require(actor, Action.CREATE_PERSON)
        if mentor is not None:
            require(actor, Action.ASSIGN_MENTOR)
        checked = check(PersonInput, values, self._clock.today())
        now = self._clock.now()
        with self._store.transaction():
            person_id = int(
                PersonTable.insert(
                    **columns_of(checked), created_by=actor.id, created_at=now, updated_at=now
                ).execute()
            )
            derived.refresh_person(person_id)
            added = fetch(self._clock.today(), actor, person_id)
            write(
                now,
                actor,
                LogEvent.PERSON_CREATED,
                person_id=person_id,
                after=differences({}, values_of(added)).after,
            )
            is_given = self._give_first_mentor(actor, added, mentor)
            further = ["notifications"] if is_given else []
            self._announce(actor, ["persons", *further], [person_id])
            return fetch(self._clock.today(), actor, person_id)

    def _give_first_mentor(self, actor: Actor, person: Person, mentor: UUID | None) -> bool:
        """Give somebody new the *mentor* that was chosen, else the one of the setting; return whether they have one.

        Whoever is not to be called waits for nobody, and gets none by themselves.
        """
        if mentor is None:
            return person.not_called is None and self._assign_automatically(person.id)
        self._write_mentor(actor, person.id, None, mentor_to_assign(mentor), "")
        return True

    def _assign_automatically(self, person_id: int) -> bool:
        organisation = read_organisation()
        if not organisation.assign_automatically:
            return False
        mentor = with_fewest_persons(organisation.mentor_limit)
        if mentor is None:
            return False
        self._write_mentor(None, person_id, None, mentor, AUTOMATIC)
        return True

    def update(
        self, actor: Actor, key: int | UUID, changes: Mapping[str, Any], version: int | None = None
    ) -> Person:
        """Change the fields in *changes*; the others stay. *version* is that of the record that was edited.

        Raises:
            NotFound, NotAllowed: as ``get``.
            Invalid: the person would be wrong in some fields.
            Conflict: changed meanwhile (only when *version* is given).
        """
        now = self._clock.now()
        with self._store.transaction():
            person = fetch(self._clock.today(), actor, key, Action.EDIT_PERSON)
            stored, given = values_of(person), by_field(PersonInput, changes)
            checked = check(PersonInput, {**stored, **given}, self._clock.today())
            wanted = {name: getattr(checked, name) for name in NAMES}
            before, after = edited(person, version, stored, wanted)
            if not after:
                return person
            PersonTable.update(**columns_of(checked), updated_at=now, version=person.version + 1).where(
                PersonTable.id == person.id
            ).execute()
            derived.refresh_person(person.id)
            write(now, actor, LogEvent.PERSON_UPDATED, person_id=person.id, before=before, after=after)
            kinds = ["persons"]
            if "not_called" in after:  # their next actions are open no more, or are again
                kinds += ["follow_ups", "interactions", "notifications"]
            if after.get("not_called"):
                reminder_queries.settle(person.id, now)
            self._announce(actor, kinds, [person.id])
            return fetch(self._clock.today(), actor, person.id)

    def set_status(
        self, actor: Actor, key: int | UUID, values: Mapping[str, Any], seen: PersonStatus | None = None
    ) -> Person:
        """Give the person a status (``StatusInput``), with a reason that is kept. *seen* is the status that was shown.

        Raises:
            NotFound, NotAllowed, Invalid: as ``update``.
            Conflict: somebody else gave another status meanwhile.
        """
        checked = check(StatusInput, values, self._clock.today())
        with self._store.transaction():
            person = fetch(self._clock.today(), actor, key, Action.SET_STATUS)
            if seen is not None and person.status not in {seen, checked.status}:
                raise Conflict(person)
            if person.status is not checked.status:
                now = self._clock.now()
                change_status(now, actor, person, checked.status, checked.notes)
                if checked.status not in WAITING_STATUSES:
                    reminder_queries.settle_waiting(person.id, now)
                self._announce(actor, ["persons", "notifications"], [person.id])
            return fetch(self._clock.today(), actor, person.id)

    def assign(
        self, actor: Actor, key: int | UUID, values: Mapping[str, Any], seen: int | None = ANYBODY
    ) -> Person:
        """Give the person a mentor (``AssignInput``; None: nobody), with a reason that is kept; the mentor is notified.

        *seen* is the key of the mentor that was shown (None: none was), where the asker saw one.

        Raises:
            NotFound: no such person or user.
            NotAllowed: not for this role.
            Invalid: that user cannot be given persons.
            Conflict: somebody else gave the person another mentor meanwhile.
        """
        checked = check(AssignInput, values, self._clock.today())
        with self._store.transaction():
            person = fetch(self._clock.today(), actor, key, Action.ASSIGN_MENTOR)
            mentor = mentor_to_assign(checked.mentor) if checked.mentor is not None else None
            wanted = mentor.id if mentor else None
            if mentor_id_of(person) not in {seen, wanted} and seen != ANYBODY:
                raise Conflict(person)
            if wanted != mentor_id_of(person):
                before = person_queries.assigned_to(person.id)
                self._write_mentor(actor, person.id, before, mentor, checked.notes)
                self._announce(actor, ["persons", "notifications"], [person.id])
            return fetch(self._clock.today(), actor, person.id)

    def _write_mentor(
        self,
        actor: Actor | None,
        person_id: int,
        before: UserName | None,
        after: UserName | None,
        reason: str,
    ) -> None:
        now = self._clock.now()
        PersonTable.update(mentor=after.id if after else None, updated_at=now).where(
            PersonTable.id == person_id
        ).execute()
        write(
            now,
            actor,
            LogEvent.MENTOR_ASSIGNED,
            person_id=person_id,
            before={"mentor": before},
            after={"mentor": after},
            reason=reason,
        )
        me = actor.id if actor else None
        if after is not None and after.id != me:
            notify(now, [after.id], NotificationKind.PERSON_ASSIGNED, actor, person_id, None)
        if before is not None and before.id != me:
            notify(now, [before.id], NotificationKind.PERSON_UNASSIGNED, actor, person_id, None)

    def delete(self, actor: Actor, key: int | UUID) -> Person:
        """Take the person off every list; ``restore`` brings them back with all that was written.

        Raises:
            NotFound, NotAllowed: as ``get``.
        """
        with self._store.transaction():
            person = fetch(self._clock.today(), actor, key, Action.DELETE_PERSON)
            self._write_deleted(actor, person, deleted=True)
            return replace(person, is_deleted=True)

    def restore(self, actor: Actor, key: int | UUID) -> Person:
        """Undo ``delete``.

        Raises:
            NotFound: never was there.
            NotAllowed: not for this role.
            Refused: the person is not deleted.
        """
        with self._store.transaction():
            require(actor, Action.DELETE_PERSON)
            person = person_queries.one(key)
            if person is None:
                raise NotFound("person")
            if merge_queries.holder(person.id) is not None:
                raise Refused(
                    Text(mark("This entry was merged into another. Separate them to have it back."))
                )
            if not person.is_deleted:
                raise Refused(Text(mark("This person is in the list already.")))
            self._write_deleted(actor, person, deleted=False)
            return fetch(self._clock.today(), actor, person.id)

    def _write_deleted(self, actor: Actor, person: Person, *, deleted: bool) -> None:
        now = self._clock.now()
        PersonTable.update(deleted_at=now if deleted else None, updated_at=now).where(
            PersonTable.id == person.id
        ).execute()
        derived.refresh_person(person.id)
        write(
            now, actor, LogEvent.PERSON_DELETED if deleted else LogEvent.PERSON_RESTORED, person_id=person.id
        )
        self._announce(actor, ["persons", "follow_ups", "interactions"], [person.id])


def change_status(now: Any, actor: Actor, person: Person, status: PersonStatus, reason: str) -> None:
    """Write a new status with its line in the log, within the transaction that decided it."""
    PersonTable.update(status=status, updated_at=now).where(PersonTable.id == person.id).execute()
    derived.refresh_person(person.id)
    before, after = {"status": person.status}, {"status": status}
    write(now, actor, LogEvent.STATUS_CHANGED, person_id=person.id, before=before, after=after, reason=reason)
