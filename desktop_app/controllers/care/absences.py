"""Absences: while a mentor is away, a colleague looks after their people; nothing is reassigned, and it ends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from desktop_app.controllers.activity import differences, write
from desktop_app.controllers.base import Controller
from desktop_app.controllers.care.notifications import notify
from desktop_app.controllers.mentors import MENTORING_ROLES
from desktop_app.database.models import AbsenceTable, UserTable
from desktop_app.database.queries import absence_queries
from desktop_app.domain.care.care_inputs import AbsenceInput
from desktop_app.domain.errors import Invalid, NotFound, Refused
from desktop_app.domain.permissions import Action, Reach, may, own_only, reach, require
from desktop_app.domain.records import Absence, Actor, UserName
from desktop_app.domain.validation import check
from desktop_app.domain.vocabulary import LogEvent, NotificationKind
from desktop_app.i18n.texts import Text, mark

_FIELDS = ("user", "first_on", "last_on", "colleague", "note")


class Absences(Controller):
    """When mentors are away."""

    def list(self, actor: Actor) -> tuple[Absence, ...]:
        """Return the absences of today and those to come, the soonest first; a mentor sees their own.

        Raises:
            NotAllowed: not for this role.
        """
        own = own_only(actor, Action.MANAGE_ABSENCES)
        with self._store.reading():
            return absence_queries.absences(last_from=self._clock.today(), user_id=own)

    def today(self, actor: Actor) -> tuple[Absence, ...]:
        """Return the absences of today, with the ``substitute``, of all whose people *actor* may see, and the actor's own.

        Why somebody is away is told to themselves and to those who manage absences.
        """
        today = self._clock.today()
        managed = reach(actor, Action.MANAGE_ABSENCES)
        with self._store.reading():
            substitutes = absence_queries.substitutes(today)
            own = own_only(actor, Action.VIEW_PERSON)
            seen = None if own is None else absence_queries.looked_after_by(own, substitutes)
            return tuple(
                replace(
                    absence,
                    substitute=substitutes.get(absence.user.id),
                    note=absence.note if managed is Reach.ALL or absence.user.id == actor.id else "",
                )
                for absence in absence_queries.absences(last_from=today)
                if absence.covers(today) and (seen is None or absence.user.id in seen)
            )

    def add(self, actor: Actor, values: Mapping[str, Any]) -> Absence:
        """Mark a mentor as away (``AbsenceInput``), tell the colleague, and return the absence.

        Raises:
            NotAllowed: not for this role; a mentor: somebody else's.
            NotFound: no such user.
            Invalid: fields are wrong, or the days overlap another absence of the same mentor.
        """
        require(actor, Action.MANAGE_ABSENCES)
        today, now = self._clock.today(), self._clock.now()
        checked = check(AbsenceInput, values, today)
        with self._store.transaction():
            user = self._mentor(checked.user, "user")
            require(actor, Action.MANAGE_ABSENCES, mentor_id=user.id)
            colleague = self._mentor(checked.colleague, "colleague")
            self._require_free(user, checked.first_on, checked.last_on)
            key = int(
                AbsenceTable.insert(
                    user=user.id,
                    first_on=checked.first_on,
                    last_on=checked.last_on,
                    colleague=colleague.id,
                    note=checked.note,
                    created_by=actor.id,
                    created_at=now,
                ).execute()
            )
            added = self._fetch(key)
            after = differences({}, {name: getattr(added, name) for name in _FIELDS}).after
            write(now, actor, LogEvent.ABSENCE_SET, subject_id=key, after=after)
            if colleague.id != actor.id:
                notify(now, [colleague.id], NotificationKind.COLLEAGUE_AWAY, actor, None, key)
            self._announce(actor, ["users", "persons", "follow_ups", "notifications"])
            return added

    def end(self, actor: Actor, key: int) -> Absence:
        """Take the absence back: their people are their own again at once.

        Raises:
            NotAllowed: not for this role; a mentor: somebody else's.
            NotFound: unknown, or taken back already.
        """
        require(actor, Action.MANAGE_ABSENCES)
        now = self._clock.now()
        with self._store.transaction():
            absence = self._fetch(key)
            if reach(actor, Action.MANAGE_ABSENCES) is Reach.OWN and absence.user.id != actor.id:
                raise NotFound("absence")
            AbsenceTable.update(ended_at=now).where(AbsenceTable.id == key).execute()
            before = differences({}, {name: getattr(absence, name) for name in _FIELDS}).after
            write(now, actor, LogEvent.ABSENCE_ENDED, subject_id=key, before=before)
            self._announce(actor, ["users", "persons", "follow_ups"])
            return absence

    def restore(self, actor: Actor, key: int) -> Absence:
        """Undo ``end``.

        Raises:
            NotAllowed: not for this role.
            NotFound: unknown, or somebody else's where one manages one's own only.
            Refused: it was not taken back.
            Invalid: the days overlap another absence of the same mentor.
        """
        require(actor, Action.MANAGE_ABSENCES)
        now = self._clock.now()
        with self._store.transaction():
            absence = next(iter(absence_queries.absences(keys=[key], ended=True)), None)
            if absence is None or not may(actor, Action.MANAGE_ABSENCES, mentor_id=absence.user.id):
                raise NotFound("absence")
            if absence.ended_at is None:
                raise Refused(Text(mark("This absence is in the list already.")))
            self._require_free(absence.user, absence.first_on, absence.last_on)
            AbsenceTable.update(ended_at=None).where(AbsenceTable.id == key).execute()
            restored = self._fetch(key)
            _, after = differences({}, {name: getattr(restored, name) for name in _FIELDS})
            write(now, actor, LogEvent.ABSENCE_SET, subject_id=key, after=after)
            self._announce(actor, ["users", "persons", "follow_ups"])
            return restored

    @staticmethod
    def _require_free(user: UserName, first_on: date, last_on: date) -> None:
        for other in absence_queries.absences(user_id=user.id):
            if first_on <= other.last_on and other.first_on <= last_on:
                raise Invalid.of(
                    "first_on",
                    "overlap",
                    mark("{name} is marked as away on these days already."),
                    name=user.full_name,
                )

    @staticmethod
    def _fetch(key: int) -> Absence:
        absence = next((absence for absence in absence_queries.absences() if absence.id == key), None)
        if absence is None:
            raise NotFound("absence")
        return absence

    @staticmethod
    def _mentor(uuid: UUID, field: str) -> UserName:
        user = UserTable.get_or_none(UserTable.uuid == uuid)
        if user is None:
            raise NotFound("user")
        if user.role not in MENTORING_ROLES or (field == "colleague" and not user.is_active):
            raise Invalid.of(field, "not_a_mentor", mark("Choose an active mentor or pastor."))
        return UserName(user.id, user.uuid, user.first_name, user.last_name)
