"""Follow-ups: recorded, listed, changed, ticked off, deleted; a mentor's figures (docs/contract/decisions.md, *The follow-ups API*)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from desktop_app.controllers import persons
from desktop_app.controllers.activity import differences, write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.care import next_actions, pauses
from desktop_app.controllers.care.notifications import notify, recipients_of_follow_up
from desktop_app.controllers.care.waiting import mentor_asked_for
from desktop_app.controllers.edits import edited
from desktop_app.controllers.statistics import documented_figures
from desktop_app.controllers.visibility import own_mentors
from desktop_app.database import derived
from desktop_app.database.models import FollowUpTable, PersonTable, UserTable
from desktop_app.database.queries import absence_queries, follow_up_queries, person_queries, reminder_queries
from desktop_app.database.queries.follow_up_queries import FollowUpFilter
from desktop_app.database.queries.names import key_of
from desktop_app.database.queries.prepared import PreparedInsert
from desktop_app.domain.care.care_inputs import PeriodInput
from desktop_app.domain.care.waiting import day_to_try_again
from desktop_app.domain.errors import Invalid, NotFound, Refused
from desktop_app.domain.inputs import FollowUpInput
from desktop_app.domain.periods import PERIODS, Period, PeriodFigures
from desktop_app.domain.permissions import Action, Reach, reach, require
from desktop_app.domain.records import Actor, FollowUp, Page
from desktop_app.domain.validation import by_field, check
from desktop_app.domain.vocabulary import FollowUpType, LogEvent, NotificationKind, Outcome, PersonStatus
from desktop_app.i18n.texts import Text, mark

__all__ = ["FollowUpFilter", "FollowUps"]

_FIELDS = tuple(name for name in FollowUpInput.model_fields if name != "person")
_INSERT = PreparedInsert(FollowUpTable)


def _values(follow_up: FollowUp) -> dict[str, Any]:
    return {name: getattr(follow_up, name) for name in _FIELDS}


def narrowed(today: date, actor: Actor, filters: FollowUpFilter) -> FollowUpFilter:
    """Return *filters* as the queries take them, narrowed to what *actor* may see. Within a read.

    Raises:
        NotAllowed: not for this role.
        Invalid: the last day lies before the first.
    """
    check(PeriodInput, {"date_from": filters.date_from, "date_to": filters.date_to}, today)
    own = own_mentors(today, actor, Action.VIEW_FOLLOW_UPS)
    person_id, author_id = key_of(PersonTable, filters.person_id), key_of(UserTable, filters.mentor_id)
    return replace(filters, person_id=person_id, mentor_id=author_id, only_mentor_ids=own)


class FollowUps(Controller):
    """The contacts with the people, and what they promise."""

    # -- recording and changing

    def record(
        self, actor: Actor, values: Mapping[str, Any], closes: Collection[UUID] | None = None
    ) -> FollowUp:
        """Record a follow-up (``FollowUpInput``) as *actor*'s own (section 1).

        A person ``to_visit`` becomes ``in_follow_up``; next actions that it fulfils are done; those concerned are notified.
        *closes* says which of the person's open next actions are done (the uuids of what holds them), the others stay open;
        None: those that are due by its day, where somebody was reached.

        Raises:
            NotAllowed: not for this role, or not a person of this mentor.
            NotFound: no such person.
            Invalid: fields are wrong.
        """
        require(actor, Action.RECORD_FOLLOW_UP)
        checked = check(FollowUpInput, values, self._clock.today())
        now = self._clock.now()
        with self._store.transaction():
            person = persons.fetch(self._clock.today(), actor, checked.person, Action.RECORD_FOLLOW_UP)
            first = person.status is PersonStatus.TO_VISIT and not person_queries.has_follow_ups(person.id)
            columns = {name: getattr(checked, name) for name in _FIELDS}
            key = _INSERT.run(**columns, person=person.id, mentor=actor.id, created_at=now, updated_at=now)
            if closes is not None:
                next_actions.close(now, actor, person.id, checked, key, frozenset(closes))
            if first:
                persons.change_status(now, actor, person, PersonStatus.IN_FOLLOW_UP, "")
            else:
                derived.refresh_person(person.id)
            if checked.outcome is not Outcome.NO_CONTACT:
                pauses.reached(self._clock.today(), now, actor, person)
            reminder_queries.settle(person.id, now)
            recorded = self._one(actor, key)
            after = differences({}, _values(recorded)).after
            write(now, actor, LogEvent.FOLLOW_UP_CREATED, person_id=person.id, subject_id=key, after=after)
            recipients = recipients_of_follow_up(actor.id, persons.mentor_id_of(person))
            notify(now, recipients, NotificationKind.FOLLOW_UP_RECORDED, actor, person.id, key)
            self._announce(actor, ["follow_ups", "persons", "notifications"], [person.id])
            return replace(recorded, status_changed=first)

    def record_unanswered(self, actor: Actor, person: int | UUID, notes: str, plan: str) -> FollowUp:
        """Record a call of today that nobody answered, with *notes*, and plan the next one (*plan*) on the proposed day.

        Raises:
            NotAllowed, NotFound: as ``record``.
        """
        today = self._clock.today()
        with self._store.reading():
            called = persons.fetch(today, actor, person, Action.RECORD_FOLLOW_UP)
        values = {
            "person": called.uuid,
            "interaction_type": FollowUpType.CALL,
            "interaction_date": today,
            "notes": notes,
            "outcome": Outcome.NO_CONTACT,
            "next_action_needed": True,
            "next_action_date": day_to_try_again(called.missed_attempts + 1, today),
            "next_action_notes": plan,
        }
        return self.record(actor, values)

    def take_back(self, actor: Actor, recorded: FollowUp) -> None:
        """Undo ``record`` as a whole: the follow-up is deleted, and the person has the status of before.

        Raises:
            NotFound, NotAllowed: as ``delete``.
        """
        with self._store.transaction():
            self.delete(actor, recorded.id)
            person = persons.fetch(self._clock.today(), actor, recorded.person.id, Action.RECORD_FOLLOW_UP)
            if recorded.status_changed and person.status is PersonStatus.IN_FOLLOW_UP:
                persons.change_status(self._clock.now(), actor, person, PersonStatus.TO_VISIT, "")
                self._announce(actor, ["persons"], [person.id])

    def _one(self, actor: Actor, key: int | UUID) -> FollowUp:
        follow_up = follow_up_queries.one(key, actor)
        if follow_up is None:
            raise NotFound("follow_up")
        return follow_up

    def _to_change(self, actor: Actor, key: int | UUID) -> FollowUp:
        require(actor, Action.CHANGE_FOLLOW_UP)
        follow_up = self._one(actor, key)
        require(actor, Action.CHANGE_FOLLOW_UP, author_id=follow_up.mentor.id)
        self._check_whose(actor, follow_up)
        return follow_up

    def _check_whose(self, actor: Actor, follow_up: FollowUp) -> None:
        """A right ends with its reason: a mentor's, also to what they wrote themselves, when the person is theirs no more."""
        if reach(actor, Action.VIEW_FOLLOW_UPS) is not Reach.ALL:
            persons.fetch(self._clock.today(), actor, follow_up.person.id, Action.VIEW_FOLLOW_UPS)

    def get(self, actor: Actor, key: int | UUID) -> FollowUp:
        """Return one follow-up.

        Raises:
            NotFound: unknown or deleted.
            NotAllowed: about a person who is not this mentor's.
        """
        with self._store.reading():
            follow_up = self._one(actor, key)
            if follow_up.is_deleted:
                raise NotFound("follow_up")
            self._check_whose(actor, follow_up)
            return follow_up

    def update(
        self, actor: Actor, key: int | UUID, changes: Mapping[str, Any], version: int | None = None
    ) -> FollowUp:
        """Change the fields in *changes*; the others stay, so does the person. *version* is that of the record edited.

        Raises:
            NotFound: unknown or deleted.
            NotAllowed: neither its author while the person is theirs, nor pastor or administrator.
            Invalid: it would be wrong in some fields.
            Conflict: changed meanwhile (only when *version* is given).
        """
        now = self._clock.now()
        with self._store.transaction():
            follow_up = self._to_change(actor, key)
            if follow_up.is_deleted:
                raise NotFound("follow_up")
            stored, given = _values(follow_up), by_field(FollowUpInput, changes)
            checked = check(
                FollowUpInput, {**stored, **given, "person": follow_up.person.uuid}, self._clock.today()
            )
            columns = {name: getattr(checked, name) for name in _FIELDS}
            before, after = edited(follow_up, version, stored, columns)
            if not after:
                return follow_up
            self._write(follow_up, updated_at=now, **columns, **next_actions.planned_anew(after))
            write(
                now,
                actor,
                LogEvent.FOLLOW_UP_UPDATED,
                person_id=follow_up.person.id,
                subject_id=follow_up.id,
                before=before,
                after=after,
            )
            self._announce(actor, ["follow_ups", "persons"], [follow_up.person.id])
            return self._one(actor, follow_up.id)

    def _write(self, follow_up: FollowUp, **columns: Any) -> None:
        row = FollowUpTable.update(version=follow_up.version + 1, **columns).where(
            FollowUpTable.id == follow_up.id
        )
        row.execute()
        derived.refresh_person(follow_up.person.id)

    def tick_next_action(self, actor: Actor, key: int | UUID, *, done: bool = True) -> FollowUp:
        """Tick the next action off, or (undo) open it again; once is enough. For whoever ``require_to_tick`` allows.

        Raises:
            NotFound: unknown or deleted.
            NotAllowed: none of those.
            Refused: there is no next action.
        """
        with self._store.transaction():
            follow_up = self._one(actor, key)
            if follow_up.is_deleted:
                raise NotFound("follow_up")
            author, today = follow_up.mentor.id, self._clock.today()
            next_actions.require_to_tick(today, actor, author, follow_up.person.id, Action.RECORD_FOLLOW_UP)
            if not follow_up.next_action_needed:
                raise Refused(Text(mark("This follow-up has no next action.")))
            write_columns = partial(self._write, follow_up, updated_at=self._clock.now())
            if not next_actions.set_done(self._clock, actor, follow_up, write_columns, done=done):
                return follow_up
            self._announce(actor, ["follow_ups", "notifications"], [follow_up.person.id])
            return self._one(actor, follow_up.id)

    def delete(self, actor: Actor, key: int | UUID) -> FollowUp:
        """Take the follow-up off every list; ``restore`` brings it back.

        Raises:
            NotFound: unknown or deleted already.
            NotAllowed: neither its author while the person is theirs, nor pastor or administrator.
        """
        return self._delete(actor, key, deleted=True)

    def restore(self, actor: Actor, key: int | UUID) -> FollowUp:
        """Undo ``delete``.

        Raises:
            NotFound: unknown.
            NotAllowed: as ``delete``.
            Refused: it is not deleted.
        """
        return self._delete(actor, key, deleted=False)

    def _delete(self, actor: Actor, key: int | UUID, *, deleted: bool) -> FollowUp:
        now = self._clock.now()
        with self._store.transaction():
            follow_up = self._to_change(actor, key)
            if follow_up.is_deleted == deleted:
                if deleted:
                    raise NotFound("follow_up")
                raise Refused(Text(mark("This follow-up is not deleted.")))
            self._write(follow_up, deleted_at=now if deleted else None, updated_at=now)
            event = LogEvent.FOLLOW_UP_DELETED if deleted else LogEvent.FOLLOW_UP_RESTORED
            write(now, actor, event, person_id=follow_up.person.id, subject_id=follow_up.id)
            self._announce(actor, ["follow_ups", "persons"], [follow_up.person.id])
            return self._one(actor, follow_up.id)

    # -- lists

    def list(self, actor: Actor, filters: FollowUpFilter, limit: int = 20, offset: int = 0) -> Page[FollowUp]:
        """Return a page of follow-ups, newest first (section 2); a mentor sees those of their own persons only.

        Raises:
            NotAllowed: not for this role.
            Invalid: the last day lies before the first.
        """
        filters = self._narrowed(actor, filters)
        with self._store.reading():
            total = follow_up_queries.total(filters)
            # a page past the end would be looked for through all rows
            items = follow_up_queries.page(filters, limit, offset, actor) if offset < total else ()
        return Page(items, total, more=offset + len(items) < total)

    def list_after(
        self, actor: Actor, filters: FollowUpFilter, last: FollowUp, limit: int = 100
    ) -> Page[FollowUp]:
        """Return what comes behind *last* in the same list, for scrolling on; not counted again.

        Raises:
            NotAllowed, Invalid: as ``list``.
        """
        filters = self._narrowed(actor, filters)
        with self._store.reading():
            items = follow_up_queries.page_after(filters, limit + 1, last, actor)
        return Page(items[:limit], more=len(items) > limit)

    def _narrowed(self, actor: Actor, filters: FollowUpFilter) -> FollowUpFilter:
        with self._store.reading():
            return narrowed(self._clock.today(), actor, filters)

    # -- a mentor's figures

    def statistics(self, actor: Actor, period: str, mentor: UUID | None) -> PeriodFigures:
        """Return a mentor's figures for the last 7, 30 or 365 days, today included (section 3; *period* ``week``, ``month``, ``year``).

        Raises:
            NotAllowed: not for this role.
            Invalid: unknown *period*, or a pastor or administrator who did not say whose.
            NotFound: no such user.
        """
        require(actor, Action.VIEW_STATISTICS)
        if period not in PERIODS:
            choices = ", ".join(PERIODS)
            raise Invalid.of("period", "choice", mark("Choose one of: {choices}."), choices=choices)
        today = self._clock.today()
        with self._store.reading():
            asked = mentor_asked_for(actor, mentor, Action.VIEW_STATISTICS)
            substitutes = absence_queries.substitutes(today)
            figures = documented_figures(asked.id, Period.of(period, today), today, substitutes)
        return PeriodFigures(asked, period, figures)
