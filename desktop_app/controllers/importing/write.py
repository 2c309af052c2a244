"""Writing what the plan of an import decided, within one transaction: people, mentors, the activity log, notifications."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desktop_app.controllers.activity import plain as as_json
from desktop_app.controllers.activity import write
from desktop_app.controllers.care.notifications import notify
from desktop_app.controllers.importing.plan import Addition, Change, Plan
from desktop_app.controllers.importing.planned_mentors import PlannedMentor, add_mentor
from desktop_app.controllers.importing.steps import Steps
from desktop_app.controllers.mentors import AUTOMATIC
from desktop_app.database import derived
from desktop_app.database.fields import new_uuid
from desktop_app.database.queries import import_queries, people_bulk, reminder_queries
from desktop_app.database.queries.people_bulk import portions
from desktop_app.domain.person_fields import FILLED_IN, SPEC_OF
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import LogEvent, NotificationKind, PersonStatus


class Writing:
    """One import while it is written."""

    def __init__(self, actor: Actor | None, now: datetime, today: date, steps: Steps) -> None:
        self._actor = actor
        self._now = now
        self._today = today
        self._steps = steps
        self._import_id = 0
        self._assigned: Counter[int] = Counter()
        self._notified: dict[int, PlannedMentor] = {}

    def write(self, plan: Plan, counts: Mapping[str, object]) -> int:
        """Write all of *plan*, and return the key of the import; *counts* is what the activity log tells of the whole.

        Raises:
            Cancelled: it was asked to stop; whoever opened the transaction undoes what was written.
        """
        total = len(plan.added) + len(plan.changes)
        done = 0
        self._steps.step("write", 0, total)
        for mentor in plan.new_mentors:
            add_mentor(self._now, self._actor, mentor, is_active=True)
        self._import_id = import_queries.add_import(
            self._now,
            self._actor.id if self._actor else None,
            counts,
            [mentor.id for mentor in plan.new_mentors],
        )
        for additions in portions(plan.added):
            self._add(additions)
            done += len(additions)
            self._steps.step("write", done, total)
        for changes in portions(plan.changes):
            self._change(changes)
            done += len(changes)
            self._steps.step("write", done, total)
        reminder_queries.note_first_import(self._now)
        write(self._now, self._actor, LogEvent.PEOPLE_IMPORTED, subject_id=self._import_id, after=counts)
        for key, mentor in self._notified.items():
            if mentor.is_active and (self._actor is None or key != self._actor.id):
                count = self._assigned[key]
                notify(self._now, [key], NotificationKind.PEOPLE_ASSIGNED, self._actor, None, count)
        return self._import_id

    def _add(self, additions: Sequence[Addition]) -> None:
        rows = [self._row(addition) for addition in additions]
        keys = people_bulk.add_people(rows)
        people_bulk.refresh_people(keys)
        import_queries.add_rows(self._import_id, [(key, 1, None) for key in keys])
        lines = [
            self._line(LogEvent.PERSON_IMPORTED, key, {}, self._told(row, addition))
            for key, row, addition in zip(keys, rows, additions, strict=True)
        ]
        lines += [
            {
                **self._line(
                    LogEvent.MENTOR_ASSIGNED, key, {"mentor": None}, {"mentor": addition.mentor.full_name}
                ),
                "actor": None,
                "reason": AUTOMATIC,
            }
            for key, addition in zip(keys, additions, strict=True)
            if addition.automatic and addition.mentor is not None
        ]
        people_bulk.log(lines)

    def _row(self, addition: Addition) -> dict[str, Any]:
        said = addition.values
        contact = said.get("last_contact_on")
        return {
            "uuid": new_uuid(),
            "first_name": said.get("first_name", ""),
            "last_name": said.get("last_name", ""),
            **{name: said.get(name, SPEC_OF[name].empty) for name in FILLED_IN},
            "first_visit_on": said.get("first_visit_on") or contact or self._today,
            "earlier_contact_on": contact,
            "status": said.get("status", PersonStatus.TO_VISIT),
            "mentor": self._mentor_id(addition.mentor),
            "created_by": self._actor.id if self._actor else None,
            "created_at": self._now,
            "updated_at": self._now,
            "version": 1,
            "name_key": addition.name_key,
            "search_text": addition.search_text,
            "follow_ups_count": 0,
        }

    def _told(self, row: Mapping[str, Any], addition: Addition) -> dict[str, Any]:
        """What the activity log tells of somebody new: everything that is known of them."""
        names = ("first_name", "last_name", *FILLED_IN, "first_visit_on", "earlier_contact_on", "status")
        told = {name: row[name] for name in names if row[name]}
        if addition.mentor is not None and not addition.automatic:
            told["mentor"] = addition.mentor.full_name
        return told

    def _change(self, changes: Sequence[Change]) -> None:
        written: list[tuple[int, dict[str, Any]]] = []
        undoable: list[tuple[int, int, str | None]] = []
        lines = []
        for change in changes:
            columns = {**change.after, "updated_at": self._now}
            stored = change.person.values
            before, after = {name: stored[name] for name in change.after}, dict(change.after)
            if change.mentor is not None:
                columns["mentor"] = self._mentor_id(change.mentor)
                before["mentor"], after["mentor"] = None, change.mentor.full_name
            if any(SPEC_OF[name].is_searched for name in after if name in SPEC_OF):
                columns["search_text"] = derived.search_text({**stored, **after})
            written.append((change.person.id, columns))
            stored_before = json.dumps(before, ensure_ascii=False, default=as_json)
            undoable.append((change.person.id, change.person.version + 1, stored_before))
            lines.append(self._line(LogEvent.PERSON_IMPORTED, change.person.id, before, after))
        people_bulk.change_people(written)
        people_bulk.refresh_people([key for key, _ in written])
        not_called = [key for key, columns in written if columns.get("not_called")]
        people_bulk.refresh_actions(not_called)
        for key in not_called:
            reminder_queries.settle(key, self._now)
        import_queries.add_rows(self._import_id, undoable)
        people_bulk.log(lines)

    def _mentor_id(self, mentor: PlannedMentor | None) -> int | None:
        if mentor is None or mentor.id is None:
            return None
        self._assigned[mentor.id] += 1
        self._notified[mentor.id] = mentor
        return mentor.id

    def _line(
        self, event: LogEvent, person_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> dict[str, Any]:
        return {
            "at": self._now,
            "actor": self._actor.id if self._actor else None,
            "event": event,
            "person": person_id,
            "before": json.dumps(before, ensure_ascii=False, default=as_json),
            "after": json.dumps(after, ensure_ascii=False, default=as_json),
            "reason": "",
        }
