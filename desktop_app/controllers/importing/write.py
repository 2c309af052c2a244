"""Writing what the plan of an import decided, piece by piece: people, mentors, the activity log, notifications."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from desktop_app.controllers.activity import plain as as_json
from desktop_app.controllers.activity import write
from desktop_app.controllers.care.notifications import notify
from desktop_app.controllers.importing.journal import ImportJournal
from desktop_app.controllers.importing.meanwhile import Meanwhile
from desktop_app.controllers.importing.plan import Addition, Change, Plan
from desktop_app.controllers.importing.planned_mentors import PlannedMentor, add_mentor
from desktop_app.controllers.importing.steps import Steps
from desktop_app.controllers.mentors import AUTOMATIC
from desktop_app.database import derived
from desktop_app.database.fields import new_uuid
from desktop_app.database.queries import import_queries, people_bulk, reminder_queries
from desktop_app.database.queries.people_bulk import portions
from desktop_app.database.store import Store
from desktop_app.domain.person_fields import FILLED_IN, SPEC_OF
from desktop_app.domain.records import Actor
from desktop_app.domain.vocabulary import LogEvent, NotificationKind, PersonStatus
from desktop_app.exchange.imports.import_report import Doubt

_AT_ONCE = 1_000
"""People whom one transaction writes: nobody else waits for longer than that takes."""


class Written(NamedTuple):
    """What came of a plan: the key of the import, whom others had added meanwhile, and who may be somebody they added."""

    import_id: int
    found_again: int
    unchanged: int
    doubts: tuple[Doubt, ...]


class Writing:
    """One import while it is written, piece by piece."""

    def __init__(
        self,
        store: Store,
        actor: Actor | None,
        now: datetime,
        today: date,
        steps: Steps,
        meanwhile: Meanwhile,
    ) -> None:
        self._store = store
        self._actor = actor
        self._now = now
        self._today = today
        self._steps = steps
        self._meanwhile = meanwhile
        self._import_id = 0
        self._assigned: Counter[int] = Counter()
        self._notified: dict[int, PlannedMentor] = {}
        self._changed = 0

    def write(
        self,
        plan: Plan,
        counts: Mapping[str, Any],
        journal: ImportJournal,
        announce: Callable[[], None],
    ) -> Written:
        """Write all of *plan*; *counts* is what the activity log tells of the whole, *announce* is called within the last transaction.

        Raises:
            Cancelled: it was asked to stop; the *journal*, within whose block this is called, takes back what was written.
        """
        total = len(plan.added) + len(plan.changes)
        done = 0
        self._steps.step("write", 0, total)
        with self._store.transaction():
            self._begin(plan, counts, journal)
        for additions in portions(plan.added, _AT_ONCE):
            self._add(additions)
            done += len(additions)
            self._steps.step("write", done, total)
        for changes in portions(plan.changes, _AT_ONCE):
            self._change(changes)
            done += len(changes)
            self._steps.step("write", done, total)
        found_again = self._meanwhile.found_again
        unchanged = len(plan.changes) - self._changed
        final = {
            **counts,
            "added": counts["added"] - found_again,
            "updated": self._changed,
            "unchanged": counts["unchanged"] + found_again + unchanged,
        }
        with self._store.transaction():
            import_queries.close_import(self._import_id, final)
            write(self._now, self._actor, LogEvent.PEOPLE_IMPORTED, subject_id=self._import_id, after=final)
            self._notify()
            journal.finish()
            announce()
        return Written(self._import_id, found_again, unchanged, tuple(self._meanwhile.doubts))

    def _begin(self, plan: Plan, counts: Mapping[str, Any], journal: ImportJournal) -> None:
        self._import_id = import_queries.add_import(
            self._now, self._actor.id if self._actor else None, counts, ()
        )
        journal.begin(self._import_id)
        for mentor in plan.new_mentors:
            add_mentor(self._now, self._actor, mentor, is_active=True)
        import_queries.note_mentors(self._import_id, [mentor.id for mentor in plan.new_mentors])
        reminder_queries.note_first_import(self._now)

    def _notify(self) -> None:
        for key, mentor in self._notified.items():
            if mentor.is_active and (self._actor is None or key != self._actor.id):
                count = self._assigned[key]
                notify(self._now, [key], NotificationKind.PEOPLE_ASSIGNED, self._actor, None, count)

    def _add(self, additions: Sequence[Addition]) -> None:
        rows = {id(addition): self._row(addition) for addition in additions}  # while nobody has to wait
        logged = {
            id(addition): json_text(self._logged(rows[id(addition)], addition)) for addition in additions
        }
        with self._store.transaction():
            self._meanwhile.look()
            new = self._meanwhile.still_new(additions)
            keys = people_bulk.add_people([rows[id(addition)] for addition in new])
            self._meanwhile.note_own(keys)
            people_bulk.refresh_people(keys)
            import_queries.add_rows(self._import_id, [(key, 1, None) for key in keys])
            lines = [
                self._line(LogEvent.PERSON_IMPORTED, key, "{}", logged[id(addition)])
                for key, addition in zip(keys, new, strict=True)
            ]
            lines += [
                {
                    **self._line(
                        LogEvent.MENTOR_ASSIGNED,
                        key,
                        json_text({"mentor": None}),
                        json_text({"mentor": addition.mentor.full_name}),
                    ),
                    "actor": None,
                    "reason": AUTOMATIC,
                }
                for key, addition in zip(keys, new, strict=True)
                if addition.automatic and addition.mentor is not None
            ]
            people_bulk.log(lines)
        for addition in new:
            self._count(addition.mentor)

    def _row(self, addition: Addition) -> dict[str, Any]:
        values = addition.values
        contact = values.get("last_contact_on")
        return {
            "uuid": new_uuid(),
            "first_name": values.get("first_name", ""),
            "last_name": values.get("last_name", ""),
            **{name: values.get(name, SPEC_OF[name].empty) for name in FILLED_IN},
            "first_visit_on": values.get("first_visit_on") or contact or self._today,
            "earlier_contact_on": contact,
            "status": values.get("status", PersonStatus.TO_VISIT),
            "mentor": addition.mentor.id if addition.mentor else None,
            "created_by": self._actor.id if self._actor else None,
            "created_at": self._now,
            "updated_at": self._now,
            "version": 1,
            "name_key": addition.name_key,
            "search_text": addition.search_text,
            "follow_ups_count": 0,
        }

    def _logged(self, row: Mapping[str, Any], addition: Addition) -> dict[str, Any]:
        """Return what the activity log tells of somebody new: everything that is known of them."""
        names = ("first_name", "last_name", *FILLED_IN, "first_visit_on", "earlier_contact_on", "status")
        logged = {name: row[name] for name in names if row[name]}
        if addition.mentor is not None and not addition.automatic:
            logged["mentor"] = addition.mentor.full_name
        return logged

    def _change(self, planned: Sequence[Change]) -> None:
        with self._store.transaction():
            self._meanwhile.look()
            changes = self._meanwhile.still_right(planned)
            self._write_changes(changes)
        self._changed += len(changes)
        for change in changes:
            self._count(change.mentor)

    def _write_changes(self, changes: Sequence[Change]) -> None:
        written: list[tuple[int, dict[str, Any]]] = []
        undoable: list[tuple[int, int, str | None]] = []
        lines = []
        for change in changes:
            columns = {**change.after, "updated_at": self._now}
            stored = change.person.values
            before, after = {name: stored[name] for name in change.after}, dict(change.after)
            if change.mentor is not None:
                columns["mentor"] = change.mentor.id
                before["mentor"], after["mentor"] = None, change.mentor.full_name
            if any(SPEC_OF[name].is_searched for name in after if name in SPEC_OF):
                columns["search_text"] = derived.search_text({**stored, **after})
            written.append((change.person.id, columns))
            stored_before = json_text(before)
            undoable.append((change.person.id, change.person.version + 1, stored_before))
            lines.append(
                self._line(LogEvent.PERSON_IMPORTED, change.person.id, stored_before, json_text(after))
            )
        people_bulk.change_people(written)
        people_bulk.refresh_people([key for key, _ in written])
        not_called = [key for key, columns in written if columns.get("not_called")]
        people_bulk.refresh_actions(not_called)
        for key in not_called:
            reminder_queries.settle(key, self._now)
        import_queries.add_rows(self._import_id, undoable)
        people_bulk.log(lines)

    def _count(self, mentor: PlannedMentor | None) -> None:
        """Remember that *mentor* was given somebody, to tell them of all together."""
        if mentor is not None and mentor.id is not None:
            self._assigned[mentor.id] += 1
            self._notified[mentor.id] = mentor

    def _line(self, event: LogEvent, person_id: int, before: str, after: str) -> dict[str, Any]:
        return {
            "at": self._now,
            "actor": self._actor.id if self._actor else None,
            "event": event,
            "person": person_id,
            "before": before,
            "after": after,
            "reason": "",
        }


def json_text(values: Mapping[str, Any]) -> str:
    """Return *values* as the activity log keeps them."""
    return _ENCODER.encode(values)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=as_json)
