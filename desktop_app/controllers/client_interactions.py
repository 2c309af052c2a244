"""Client interactions: recorded, listed, changed, deleted (docs/contract/decisions.md, *The clients API*)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from desktop_app.controllers import persons
from desktop_app.controllers.activity import differences, write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.care import next_actions
from desktop_app.controllers.care.notifications import notify, recipients_of_follow_up
from desktop_app.controllers.edits import edited
from desktop_app.controllers.organisation import read_organisation
from desktop_app.controllers.visibility import own_mentors
from desktop_app.database import derived
from desktop_app.database.models import InteractionServiceTable, InteractionTable
from desktop_app.database.queries import interaction_queries, reminder_queries
from desktop_app.database.queries.follow_up_queries import newest_key
from desktop_app.database.queries.interaction_queries import InteractionFilter
from desktop_app.domain.care.care_inputs import NextActionInput
from desktop_app.domain.errors import FieldError, Invalid, NotFound, Refused
from desktop_app.domain.inputs import InteractionInput
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, Interaction, Page, PersonName
from desktop_app.domain.validation import by_field, check
from desktop_app.domain.vocabulary import LogEvent, NotificationKind, ReferenceService
from desktop_app.i18n.texts import Text, mark

__all__ = ["ClientInteractions", "InteractionFilter"]

_FIELDS = (
    "title",
    "program",
    "interaction_type",
    "notes",
    "start_at",
    "end_at",
    "location",
    "reference_services",
)
_NEXT_ACTION = ("next_action_needed", "next_action_date", "next_action_notes")
_FIXED = {"can_modify": "canModify", "is_deleted": "isDeleted"}
_COLUMNS = tuple(name for name in _FIELDS if name != "reference_services")


def _values(interaction: Interaction) -> dict[str, Any]:
    return {name: getattr(interaction, name) for name in _FIELDS}


def _checked_values(checked: InteractionInput) -> dict[str, Any]:
    services = tuple(service for service in ReferenceService if service in checked.reference_services)
    return {
        **{name: getattr(checked, name) for name in _FIELDS},
        "notes": checked.text,
        "reference_services": services,  # in the order they are read in: another order is no change
    }


def _kept_of_new(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the log tells of a new one: of a next action only where there is one."""
    is_planned = written["next_action_needed"]
    return {name: value for name, value in written.items() if is_planned or name not in _NEXT_ACTION}


def _write_services(key: int, services: tuple[str, ...]) -> None:
    table = InteractionServiceTable
    table.delete().where(table.interaction == key).execute()
    for service in services:
        table.insert(interaction=key, service=service).execute()


def narrowed(today: date, actor: Actor, filters: InteractionFilter) -> InteractionFilter:
    """Return *filters* narrowed to what *actor* may see. Within a read.

    Raises:
        NotAllowed: not for this role.
        Invalid: the period's end lies before its start.
    """
    own = own_mentors(today, actor, Action.VIEW_INTERACTIONS)
    first, last = filters.start_from, filters.start_before
    if first is not None and last is not None and last <= first:
        raise Invalid.of("date_to", "before_start", mark("The last day cannot be before the first."))
    return replace(filters, only_mentor_ids=own)


class ClientInteractions(Controller):
    """Direct encounters with the people, in the words of docs/contract/client-interactions-api.md."""

    def record(
        self,
        actor: Actor,
        person_id: int,
        values: Mapping[str, Any],
        *,
        next_action: Mapping[str, Any] | None = None,
        closes: Collection[UUID] = (),
    ) -> Interaction:
        """Record an interaction (``InteractionInput``) with the person, as *actor*'s own; what it *closes*, *next_action* planned.

        *closes* are the uuids of what holds the next actions. Where the office counts interactions as contacts it is one.

        Raises:
            NotFound: no such person.
            NotAllowed: not a person of this mentor.
            Invalid: fields are wrong.
        """
        require(actor, Action.RECORD_INTERACTION)
        now = self._clock.now()
        with self._store.transaction():
            person = persons.fetch(self._clock.today(), actor, person_id, Action.RECORD_INTERACTION)
            written = _checked_values(check(InteractionInput, values, self._clock.today()))
            written |= self._planned(written, next_action or {})
            columns = {name: written[name] for name in (*_COLUMNS, *_NEXT_ACTION)}
            columns["contact_on"] = derived.contact_day(self._clock.local, written["start_at"], now)
            columns["action_kept_after"] = newest_key(person.id)
            next_actions.tick(now, actor, person.id, self._clock.today(), closes)
            key = int(
                InteractionTable.insert(
                    **columns, person=person.id, created_by=actor.id, created_at=now, updated_at=now
                ).execute()
            )
            _write_services(key, written["reference_services"])
            kinds = self._contact_changed(person, now)
            if kinds:
                recipients = recipients_of_follow_up(actor.id, persons.mentor_id_of(person))
                notify(now, recipients, NotificationKind.INTERACTION_RECORDED, actor, person.id, key)
            after = differences({}, _kept_of_new(written)).after
            write(now, actor, LogEvent.INTERACTION_CREATED, person_id=person.id, subject_id=key, after=after)
            self._announce(actor, ["interactions", *kinds, *(["follow_ups"] if closes else [])], [person.id])
            return self._one(actor, key)

    def _planned(self, interaction: Mapping[str, Any], next_action: Mapping[str, Any]) -> dict[str, Any]:
        checked = check(NextActionInput, next_action, self._clock.today())
        began = self._clock.local(interaction["start_at"]).date()
        if checked.next_action_date is not None and checked.next_action_date < began:
            message = mark("The next action cannot be before the contact itself.")
            raise Invalid.of("next_action_date", "before_contact", message)
        return {name: getattr(checked, name) for name in _NEXT_ACTION}

    def _contact_changed(self, person: PersonName, now: datetime) -> list[str]:
        """Bring what follows from the person's interactions up to date; the kinds of things that are others by that."""
        derived.refresh_person(person.id)
        if not read_organisation().interactions_count_as_contact:
            return []
        reminder_queries.settle(person.id, now)
        return ["persons", "notifications"]

    def _one(self, actor: Actor, key: int, person_id: int | None = None) -> Interaction:
        interaction = interaction_queries.one(key, actor)
        if interaction is None or (person_id is not None and interaction.person.id != person_id):
            raise NotFound("interaction")
        return interaction

    def get(self, actor: Actor, key: int, person_id: int | None = None) -> Interaction:
        """Return one interaction, deleted ones too; *person_id* insists on whose it is.

        Raises:
            NotFound: unknown, or another person's.
            NotAllowed: not a person of this mentor.
        """
        with self._store.reading():
            return self._visible(actor, key, person_id)

    def _visible(self, actor: Actor, key: int, person_id: int | None) -> Interaction:
        if person_id is not None:
            persons.fetch(self._clock.today(), actor, person_id, Action.VIEW_INTERACTIONS)
        interaction = self._one(actor, key, person_id)
        if person_id is None:
            persons.fetch(self._clock.today(), actor, interaction.person.id, Action.VIEW_INTERACTIONS)
        return interaction

    def _to_change(self, actor: Actor, key: int, person_id: int | None) -> Interaction:
        interaction = self._visible(actor, key, person_id)
        require(actor, Action.CHANGE_INTERACTION, author_id=interaction.created_by.id)
        return interaction

    def update(
        self,
        actor: Actor,
        key: int,
        changes: Mapping[str, Any],
        version: int | None = None,
        person_id: int | None = None,
        next_action: Mapping[str, Any] | None = None,
    ) -> Interaction:
        """Change the fields in *changes* (``description`` is another name of ``notes``); the others stay.

        ``can_modify`` and ``is_deleted`` may be among them, but not another than they are.

        Raises:
            NotFound: unknown, deleted, or another person's.
            NotAllowed: neither its author, nor pastor or administrator.
            Invalid: it would be wrong in some fields.
            Conflict: changed meanwhile (only when *version* is given).
        """
        now = self._clock.now()
        with self._store.transaction():
            interaction = self._to_change(actor, key, person_id)
            if interaction.is_deleted:
                raise NotFound("interaction")
            given = by_field(InteractionInput, changes)
            if "description" in given and "notes" not in given:
                given["notes"] = given.pop("description")
            written = _checked_values(self._check_change(interaction, given))
            stored = {name: getattr(interaction, name) for name in _NEXT_ACTION}
            written |= self._planned(written, next_action if next_action is not None else stored)
            before, after = edited(interaction, version, {**_values(interaction), **stored}, written)
            if not after:
                return interaction
            columns = {name: written[name] for name in (*_COLUMNS, *_NEXT_ACTION)}
            columns["contact_on"] = derived.contact_day(self._clock.local, written["start_at"], now)
            columns |= next_actions.planned_anew(after)
            self._write(interaction, updated_by=actor.id, updated_at=now, **columns)
            kinds = self._contact_changed(interaction.person, now)
            _write_services(interaction.id, written["reference_services"])
            write(
                now,
                actor,
                LogEvent.INTERACTION_UPDATED,
                person_id=interaction.person.id,
                subject_id=interaction.id,
                before=before,
                after=after,
            )
            self._announce(actor, ["interactions", *kinds], [interaction.person.id])
            return self._one(actor, interaction.id)

    def _check_change(self, interaction: Interaction, given: Mapping[str, Any]) -> InteractionInput:
        fixed = [
            FieldError(name, "fixed", Text(mark("This cannot be changed.")))
            for name, alias in _FIXED.items()
            if any(given[key] is not getattr(interaction, name) for key in (name, alias) if key in given)
        ]
        try:
            checked = check(InteractionInput, {**_values(interaction), **given}, self._clock.today())
        except Invalid as invalid:
            raise Invalid([*invalid, *fixed]) from None
        if fixed:
            raise Invalid(fixed)
        return checked

    @staticmethod
    def _write(interaction: Interaction, **columns: Any) -> None:
        row = InteractionTable.update(version=interaction.version + 1, **columns)
        row.where(InteractionTable.id == interaction.id).execute()
        derived.refresh_person(interaction.person.id)

    def delete(self, actor: Actor, key: int, person_id: int | None = None) -> Interaction:
        """Take it off the lists; ``get`` still answers it, ``restore`` brings it back.

        Raises:
            NotFound: unknown, or another person's.
            NotAllowed: neither its author, nor pastor or administrator.
            Refused: it is deleted already.
        """
        return self._delete(actor, key, person_id, deleted=True)

    def restore(self, actor: Actor, key: int, person_id: int | None = None) -> Interaction:
        """Undo ``delete``.

        Raises:
            NotFound, NotAllowed: as ``delete``.
            Refused: it is not deleted.
        """
        return self._delete(actor, key, person_id, deleted=False)

    def _delete(self, actor: Actor, key: int, person_id: int | None, *, deleted: bool) -> Interaction:
        now = self._clock.now()
        with self._store.transaction():
            interaction = self._to_change(actor, key, person_id)
            if interaction.is_deleted == deleted:
                source = (
                    mark("This interaction is deleted already.")
                    if deleted
                    else mark("This interaction is not deleted.")
                )
                raise Refused(Text(source))
            contact = derived.contact_day(self._clock.local, interaction.start_at, now)
            self._write(
                interaction,
                deleted_at=now if deleted else None,
                updated_by=actor.id,
                updated_at=now,
                contact_on=contact,
            )
            event = LogEvent.INTERACTION_DELETED if deleted else LogEvent.INTERACTION_RESTORED
            write(now, actor, event, person_id=interaction.person.id, subject_id=interaction.id)
            kinds = ["persons"] if read_organisation().interactions_count_as_contact else []
            self._announce(actor, ["interactions", *kinds], [interaction.person.id])
            return self._one(actor, interaction.id)

    def tick_next_action(self, actor: Actor, key: int, *, done: bool = True) -> Interaction:
        """Tick the next action off, or (undo) open it again. For whoever ``require_to_tick`` allows.

        Raises:
            NotFound: unknown or deleted.
            NotAllowed: none of those.
            Refused: there is no next action.
        """
        with self._store.transaction():
            interaction = self._one(actor, key)
            if interaction.is_deleted:
                raise NotFound("interaction")
            author, today = interaction.created_by.id, self._clock.today()
            next_actions.require_to_tick(
                today, actor, author, interaction.person.id, Action.RECORD_INTERACTION
            )
            if not interaction.next_action_needed:
                raise Refused(Text(mark("This interaction has no next action.")))
            if not next_actions.set_done(
                self._clock, actor, interaction, partial(self._write, interaction), done=done
            ):
                return interaction
            self._announce(actor, ["interactions", "follow_ups", "notifications"], [interaction.person.id])
            return self._one(actor, interaction.id)

    def of_person(
        self, actor: Actor, person_id: int, *, include_deleted: bool = False
    ) -> tuple[Interaction, ...]:
        """Return all of a person's interactions, newest start first.

        Raises:
            NotFound: no such person.
            NotAllowed: not a person of this mentor.
        """
        with self._store.reading():
            person = persons.fetch(self._clock.today(), actor, person_id, Action.VIEW_INTERACTIONS)
            return interaction_queries.of_person(person.id, actor, include_deleted=include_deleted)

    def list(
        self, actor: Actor, filters: InteractionFilter, limit: int = 100, *, after: Interaction | None = None
    ) -> Page[Interaction]:
        """Return a page of everybody's interactions that *actor* may see, newest first; *after*: what comes behind that one.

        ``total`` is counted for the first page only.

        Raises:
            NotAllowed: not for this role.
            Invalid: the period's end lies before its start.
        """
        with self._store.reading():
            filters = narrowed(self._clock.today(), actor, filters)
            items = interaction_queries.page(filters, limit + 1, 0, actor, after=after)
            total = interaction_queries.total(filters) if after is None else None
        return Page(items[:limit], total, more=len(items) > limit)
