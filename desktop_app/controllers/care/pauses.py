"""Pauses: a person who travels, was handed over or asked not to be called is off the overdue lists until a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from desktop_app.controllers import persons
from desktop_app.controllers.activity import differences, write
from desktop_app.controllers.base import Controller
from desktop_app.database.models import PersonTable
from desktop_app.database.queries import reminder_queries
from desktop_app.domain.care.care_inputs import PauseInput
from desktop_app.domain.errors import Refused
from desktop_app.domain.permissions import Action, require
from desktop_app.domain.records import Actor, Person
from desktop_app.domain.validation import check
from desktop_app.domain.vocabulary import LogEvent, PauseReason
from desktop_app.i18n.texts import Text, mark

_FIELDS = ("paused_until", "pause_reason", "pause_note")
_NO_PAUSE: Mapping[str, Any] = {"paused_until": None, "pause_reason": None, "pause_note": ""}


class Pauses(Controller):
    """Taking people off the overdue lists for a time, and back."""

    def pause(self, actor: Actor, key: int | UUID, values: Mapping[str, Any]) -> Person:
        """Pause the person (``PauseInput``: ``until``, ``reason``, ``note``); on the day *until* they may be overdue again.

        Raises:
            NotFound: no such person.
            NotAllowed: not for this role, or not a person of this mentor.
            Invalid: fields are wrong.
        """
        require(actor, Action.PAUSE_PERSON)
        checked = check(PauseInput, values, self._clock.today())
        columns = {
            "paused_until": checked.until,
            "pause_reason": checked.reason,
            "pause_note": checked.note,
        }
        return self._write(actor, key, columns, LogEvent.PERSON_PAUSED)

    def resume(self, actor: Actor, key: int | UUID) -> Person:
        """End the pause now.

        Raises:
            NotFound: no such person.
            NotAllowed: not for this role, or not a person of this mentor.
            Refused: they are not paused.
        """
        require(actor, Action.PAUSE_PERSON)
        return self._write(actor, key, _NO_PAUSE, LogEvent.PERSON_RESUMED)

    def _write(self, actor: Actor, key: int | UUID, columns: Mapping[str, Any], event: LogEvent) -> Person:
        today, now = self._clock.today(), self._clock.now()
        with self._store.transaction():
            person = persons.fetch(today, actor, key, Action.PAUSE_PERSON)
            if event is LogEvent.PERSON_RESUMED and not person.is_paused(today):
                raise Refused(Text(mark("This person is not paused.")))
            if _change(now, actor, person, columns, event):
                if event is LogEvent.PERSON_PAUSED:
                    reminder_queries.settle(person.id, now)
                self._announce(actor, ["persons", "notifications"], [person.id])
            return persons.fetch(today, actor, person.id, Action.PAUSE_PERSON)


def reached(today: date, now: datetime, actor: Actor, person: Person) -> None:
    """Somebody reached the person: there is nothing to try again. Within the transaction that records it."""
    if person.pause_reason is PauseReason.NOT_REACHED and person.is_paused(today):
        _change(now, actor, person, _NO_PAUSE, LogEvent.PERSON_RESUMED)


def _change(now: datetime, actor: Actor, person: Person, columns: Mapping[str, Any], event: LogEvent) -> bool:
    before, after = differences({name: getattr(person, name) for name in _FIELDS}, columns)
    if not after:
        return False
    PersonTable.update(updated_at=now, **columns).where(PersonTable.id == person.id).execute()
    write(now, actor, event, person_id=person.id, before=before, after=after)
    return True
