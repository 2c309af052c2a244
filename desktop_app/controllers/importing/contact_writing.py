"""Writing a list of contacts piece by piece: what is there already, what is added, and what follows from it for the people."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from desktop_app.controllers.activity import plain
from desktop_app.controllers.importing.planned_mentors import PlannedMentor, add_mentor
from desktop_app.database.fields import new_uuid
from desktop_app.database.models import FollowUpTable, InteractionTable
from desktop_app.database.queries import contact_bulk, import_queries, people_bulk
from desktop_app.database.queries.contact_bulk import StoredContact
from desktop_app.database.queries.import_queries import ImportedContacts
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import (
    REMINDERS,
    LogEvent,
    NotificationKind,
    PersonStatus,
)
from desktop_app.exchange.imports.contacts.contact_field import ContactKind
from desktop_app.exchange.imports.contacts.contact_record import ReadContact, comparable_notes

Fingerprint = tuple[int, tuple[object, ...]]
"""A person, and what tells a contact with them from another."""


class PlannedContact(NamedTuple):
    """A row of the list whose person is known, and in whose name it is recorded."""

    contact: ReadContact
    person_id: int
    author: PlannedMentor

    @property
    def fingerprint(self) -> Fingerprint:
        """What two rows have in common that are one contact."""
        return self.person_id, self.contact.fingerprint


class ContactCounts:
    """What came of the rows so far."""

    def __init__(self) -> None:
        self.added = self.known = self.repeated = self.without_author = self.past_actions = 0
        self.people: set[int] = set()
        self.in_follow_up: set[int] = set()
        self.new_authors: list[PlannedMentor] = []


class ContactWriting:
    """One list while it is written; without an *import_id* it is only counted what would be written."""

    def __init__(
        self, actor: Actor | None, kind: ContactKind, now: datetime, today: date, overdue_days: int
    ) -> None:
        self.counts = ContactCounts()
        self.import_id: int | None = None
        self._actor = actor
        self._kind = kind
        self._now = now
        self._today = today
        self._overdue_days = overdue_days
        self._added: set[int] = set()
        """Hashes of what this import added; they tell repeated rows from contacts that were there before."""

    def take(self, planned: Sequence[PlannedContact]) -> None:
        """Add those of *planned* that are not there yet, within a transaction (or a read, where nothing is written)."""
        new = self._new(planned)
        self.counts.added += len(new)
        self.counts.people.update(entry.person_id for entry in new)
        self.counts.without_author += sum(not entry.contact.author for entry in new)
        self.counts.past_actions += sum(entry.contact.has_past_action for entry in new)
        if not new:
            return
        people = {entry.person_id for entry in new}
        first = contact_bulk.without_follow_ups(people) if self._kind is ContactKind.FOLLOW_UPS else set()
        self.counts.in_follow_up |= first
        if self.import_id is None:
            self.counts.new_authors += _unknown_authors(new, self.counts.new_authors)
            return
        self._write(sorted(new, key=lambda entry: entry.contact.contact_on), people, first)

    def _new(self, planned: Sequence[PlannedContact]) -> list[PlannedContact]:
        stored = self._stored(planned)
        new: list[PlannedContact] = []
        for entry in planned:
            fingerprint = entry.fingerprint
            if hash(fingerprint) in self._added:
                self.counts.repeated += 1
            elif fingerprint in stored:
                self.counts.known += 1
            else:
                self._added.add(hash(fingerprint))
                new.append(entry)
        return new

    def _stored(self, planned: Sequence[PlannedContact]) -> set[Fingerprint]:
        people = {entry.person_id for entry in planned}
        days = {entry.contact.contact_on for entry in planned}
        read = (
            contact_bulk.follow_ups_of
            if self._kind is ContactKind.FOLLOW_UPS
            else contact_bulk.interactions_of
        )
        return {_fingerprint(contact) for contact in read(people, days)}

    # -- writing

    def _write(self, new: Sequence[PlannedContact], people: set[int], first: set[int]) -> None:
        assert self.import_id is not None  # noqa: S101 - else nothing is written
        for entry in new:
            if entry.author.id is None:
                add_mentor(self._now, self._actor, entry.author, is_active=False)
                self.counts.new_authors.append(entry.author)
                import_queries.note_mentors(self.import_id, [author.id for author in self.counts.new_authors])
        if self._kind is ContactKind.FOLLOW_UPS:
            keys = contact_bulk.add_follow_ups([self._follow_up(entry) for entry in new])
            contact_bulk.close_fulfilled(FollowUpTable, keys)
            contact_bulk.keep_reopened(people, max(keys))
        else:
            rows = [self._interaction(entry) for entry in new]
            keys = contact_bulk.add_interactions(rows, [entry.contact.services for entry in new])
            contact_bulk.close_fulfilled(InteractionTable, keys)
        contact_bulk.set_status(dict.fromkeys(first, PersonStatus.IN_FOLLOW_UP), self._now)
        contact_bulk.refresh_contacts(people)
        self._settle(people)
        self._note(new, keys, first)
        people_bulk.log([*self._lines(new, keys), *self._status_lines(first)])

    def _columns(self, entry: PlannedContact) -> dict[str, Any]:
        contact = entry.contact
        return {
            "uuid": new_uuid(),
            "person": entry.person_id,
            "interaction_type": contact.kind,
            "notes": contact.notes,
            "next_action_needed": contact.next_action_on is not None,
            "next_action_date": contact.next_action_on,
            "next_action_notes": contact.next_action_notes,
            "created_at": self._now,
            "updated_at": self._now,
            "version": 1,
        }

    def _follow_up(self, entry: PlannedContact) -> dict[str, Any]:
        return {
            **self._columns(entry),
            "mentor": entry.author.id,
            "interaction_date": entry.contact.contact_on,
            "outcome": entry.contact.outcome,
        }

    def _interaction(self, entry: PlannedContact) -> dict[str, Any]:
        contact = entry.contact
        return {
            **self._columns(entry),
            "created_by": entry.author.id,
            "title": contact.title,
            "program": contact.program,
            "start_at": contact.start_at,
            "end_at": contact.end_at,
            "location": contact.location or None,
            "contact_on": contact.contact_on,
        }

    def _settle(self, people: Iterable[int]) -> None:
        """Whoever does not wait too long any more needs no reminder of it; nobody is told of the contacts themselves."""
        kinds = [str(kind) for kind in REMINDERS if kind is not NotificationKind.NEXT_ACTION_OVERDUE]
        waits_since = self._today - timedelta(days=self._overdue_days)
        contact_bulk.settle_waiting(list(people), kinds, waits_since, self._now)

    def _note(self, new: Sequence[PlannedContact], keys: Sequence[int], first: set[int]) -> None:
        by_person: dict[int, list[int]] = defaultdict(list)
        for entry, key in zip(new, keys, strict=True):
            by_person[entry.person_id].append(key)
        versions = contact_bulk.versions_of(by_person)
        is_follow_up = self._kind is ContactKind.FOLLOW_UPS
        rows = {
            person: (
                versions[person],
                ImportedContacts(
                    tuple(own) if is_follow_up else (),
                    () if is_follow_up else tuple(own),
                    PersonStatus.TO_VISIT if person in first else "",
                ),
            )
            for person, own in by_person.items()
        }
        import_queries.add_contacts(self.import_id or 0, rows)

    def _lines(self, new: Sequence[PlannedContact], keys: Sequence[int]) -> list[dict[str, Any]]:
        is_follow_up = self._kind is ContactKind.FOLLOW_UPS
        event = LogEvent.FOLLOW_UP_CREATED if is_follow_up else LogEvent.INTERACTION_CREATED
        return [
            self._line(event, entry.person_id, key, {}, self._logged(entry))
            for entry, key in zip(new, keys, strict=True)
        ]

    def _logged(self, entry: PlannedContact) -> dict[str, Any]:
        row = self._follow_up(entry) if self._kind is ContactKind.FOLLOW_UPS else self._interaction(entry)
        left_out = {
            "uuid",
            "person",
            "created_at",
            "updated_at",
            "version",
            "mentor",
            "created_by",
            "contact_on",
        }
        logged = {name: value for name, value in row.items() if name not in left_out and value}
        return {**logged, "author": entry.author.full_name}

    def _status_lines(self, people: Iterable[int]) -> list[dict[str, Any]]:
        before, after = {"status": PersonStatus.TO_VISIT}, {"status": PersonStatus.IN_FOLLOW_UP}
        return [self._line(LogEvent.STATUS_CHANGED, key, None, before, after) for key in people]

    def _line(
        self,
        event: LogEvent,
        person_id: int,
        subject_id: int | None,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> dict[str, Any]:
        return {
            "at": self._now,
            "actor": self._actor.id if self._actor else None,
            "event": event,
            "person": person_id,
            "subject": subject_id,
            "before": json.dumps(before, ensure_ascii=False, default=plain),
            "after": json.dumps(after, ensure_ascii=False, default=plain),
            "reason": "",
        }


def _fingerprint(contact: StoredContact) -> Fingerprint:
    fingerprint = (contact.contact_on, contact.kind, contact.outcome, comparable_notes(contact.notes))
    return contact.person_id, fingerprint


def _unknown_authors(new: Iterable[PlannedContact], known: Sequence[PlannedMentor]) -> list[PlannedMentor]:
    """Return the authors of *new* contacts who are no users yet, each once."""
    authors = {id(entry.author): entry.author for entry in new if entry.author.id is None}
    return [author for key, author in authors.items() if not any(author is other for other in known)]
