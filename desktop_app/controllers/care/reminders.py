"""Reminders: the program speaks up by itself about whom nobody contacted (docs/contract/follow-ups-api.md, *Notifications automatiques*).

Once per person, cause, day and recipient, however many PCs, processes and restarts: a unique index sees to it, so that two
programs that make them at the same time do each other no harm. Today is looked at again at every run; a day that is over is made
once, when the first run after it finds that it was missed, as read: what it would tell, that of today tells.

What is done marks the reminders of the person as read at once: a contact, a next action that is ticked off, a pause, a status that
does not wait. Undone, they are due again on the next day. Another mentor and deleting do so at the next run.

Those who were waiting too long already when the office took in its first list are not told of: the lists show them, and a notice
for each of them would hide what happens from now on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter

from desktop_app.controllers.base import Controller
from desktop_app.controllers.organisation import read_organisation
from desktop_app.database.queries import absence_queries, reminder_queries
from desktop_app.database.queries.reminder_queries import MadeReminder, WaitingPerson
from desktop_app.domain.care.reminders import (
    KEPT_DAYS,
    Due,
    Recipients,
    Reminder,
    RemindersMade,
    days_to_make,
    quiet_until,
    shortest_wait,
    waiting_cause,
)
from desktop_app.domain.clock import Clock
from desktop_app.domain.context import Organisation
from desktop_app.domain.vocabulary import NotificationKind

Progress = Callable[[int, int], None]
LEAST_AT_ONCE = 50
"""Persons of whom one transaction reminds at least, however many are told."""


class Reminders(Controller):
    """What the program does of its own accord; nobody in particular asks for it."""

    _seen: object = None
    """The day and the state of the data at a run that had nothing to do: as long as both are the same, nothing is due."""

    def make_due(
        self, progress: Progress | None = None, should_stop: Callable[[], bool] | None = None
    ) -> RemindersMade:
        """Make the reminders that are due today and those of the days when no program ran; how many were not there yet.

        *progress* is told of days done and days to do; *should_stop* is asked now and then. Never holds the data for long.

        Raises:
            Unavailable: the data cannot be read or written.
        """
        with self._store.reading():
            organisation = read_organisation()
        if organisation.name:  # another program may have changed the zone
            self._clock.zone_name = organisation.time_zone
        quiet = quiet_until(organisation, self._clock.now(), self._clock.local)
        if quiet is not None:
            return RemindersMade(quiet_until=quiet)
        today, state = self._clock.today(), self._store.state()
        if self._seen == (today, state):
            return RemindersMade()
        reminders = _Run(self, organisation, progress, should_stop or (lambda: False)).make()
        if reminders.is_complete and state == self._store.state():  # nobody wrote meanwhile, nor did this run
            self._seen = today, state
        return reminders


class _Stopped(Exception):
    """It was asked to stop."""


class _Run:
    """One run."""

    def __init__(
        self,
        controller: Reminders,
        organisation: Organisation,
        progress: Progress | None,
        should_stop: Callable[[], bool],
    ) -> None:
        self._controller = controller
        self._store = controller._store
        self._clock: Clock = controller._clock
        self._organisation = organisation
        self._progress = progress
        self._should_stop = should_stop
        self._today = self._clock.today()
        self._now = self._clock.now()
        self._counts: Counter[str] = Counter()
        self._days = 0
        self._changed = False
        self._most_recipients = 1
        self._first_import: datetime | None = None

    def make(self) -> RemindersMade:
        """Make them, and return how many there were of each kind."""
        is_complete = True
        try:
            self._make_all()
        except _Stopped:
            is_complete = False
        finally:
            if self._changed:
                self._controller._announce(None, ["notifications"])
        return RemindersMade(
            self._days,
            self._counts[NotificationKind.NEVER_CONTACTED],
            self._counts[NotificationKind.WAITING_TOO_LONG],
            self._counts[NotificationKind.NEXT_ACTION_OVERDUE],
            is_complete=is_complete,
        )

    def _make_all(self) -> None:
        # made for days to come by a clock that was wrong
        self._forget(reminder_queries.has_days_after, reminder_queries.forget_after, self._today)
        with self._store.reading():
            last_made = reminder_queries.last_day()
            self._first_import = reminder_queries.first_import()
        days = days_to_make(self._today, last_made)
        for number, day in enumerate(days):
            self._report(number, len(days))
            self._make_day(day, is_noted=last_made == day)
        oldest = _days_before(self._today, KEPT_DAYS)
        self._forget(reminder_queries.has_read_before, reminder_queries.forget_read_before, oldest)
        self._report(len(days), len(days))

    def _report(self, done: int, total: int) -> None:
        self._look()
        if self._progress is not None:
            self._progress(done, total)

    def _look(self) -> None:
        if self._should_stop():
            raise _Stopped

    def _forget(
        self, has_any: Callable[[date], bool], forget_some: Callable[[date], bool], day: date
    ) -> None:
        with self._store.reading():
            more = has_any(day)
        while more:
            self._look()
            with self._store.transaction():
                more = forget_some(day)
            self._changed = True

    # -- one day

    def _make_day(self, day: date, *, is_noted: bool) -> None:
        is_today = day == self._today
        missing: list[tuple[int, int]] = []  # days, person
        settled: list[int] = []
        with self._store.reading():
            batches = list(reminder_queries.batches_of_persons())
        for batch in batches:
            self._look()
            self._compare(day, batch, missing, settled if is_today else None)
        missing.sort()  # the most urgent last, so that they are the newest of every list
        before, size = (
            self._counts.total(),
            max(LEAST_AT_ONCE, reminder_queries.AT_ONCE // self._most_recipients),
        )
        for some in _batches([person for _days, person in missing], size):
            self._look()
            self._write(day, some, is_read=not is_today)
        self._days += self._counts.total() > before
        self._settle(settled)
        if not is_noted:
            with self._store.transaction():
                reminder_queries.note_day(day, self._now)

    def _compare(
        self, day: date, batch: range, missing: list[tuple[int, int]], settled: list[int] | None
    ) -> None:
        """Add to *missing* who of *batch* is due on *day* and was not told of, to *settled* what is no longer so or told anew."""
        wanted: set[MadeReminder] = set()
        longest: dict[int, int] = {}
        with self._store.snapshot():  # what another program makes meanwhile is none of this run's business
            known = reminder_queries.made(day, batch)
            unread = reminder_queries.unread(batch) if settled is not None else []
            recipients = self._recipients(day)
            all_due = self._due(day, batch)
        self._most_recipients = recipients.most
        for due in all_due:
            for user in recipients.of(due):
                reminder = MadeReminder(user, due.person_id, due.kind)
                wanted.add(reminder)
                if reminder not in known:
                    longest[due.person_id] = max(due.days, longest.get(due.person_id, 0))
        missing += [(days, person) for person, days in longest.items()]
        if settled is not None:
            settled += [
                earlier.id for earlier in unread if earlier.day != day or earlier.reminder not in wanted
            ]

    def _write(self, day: date, persons: list[int], *, is_read: bool) -> None:
        """Remind of those of *persons* who still are due: somebody may have called them since they were found."""
        with self._store.transaction():
            recipients = self._recipients(day)
            reminders = {
                (user, due.person_id, due.kind): Reminder(user, due.person_id, due.kind, due.days)
                # the longest is told
                for due in sorted(self._due(day, persons), key=attrgetter("days", "person_id", "kind"))
                for user in recipients.of(due)
            }
            in_order = sorted(reminders.values(), key=attrgetter("days", "person_id", "kind"))
            counts = reminder_queries.insert(day, in_order, self._now, is_read=is_read)
        self._counts.update(counts)
        self._changed = True

    def _settle(self, keys: list[int]) -> None:
        """Mark reminders as read that those of today replace, or whose cause is gone."""
        for some in _batches(keys, reminder_queries.AT_ONCE):
            with self._store.transaction():
                reminder_queries.mark_read(some, self._now)
            self._changed = True

    def _recipients(self, day: date) -> Recipients:
        substitutes = {away: colleague.id for away, colleague in absence_queries.substitutes(day).items()}
        return Recipients(self._organisation, reminder_queries.active_users(), substitutes)

    def _due(self, day: date, only: reminder_queries.Persons) -> list[Due]:
        """Return who is due on *day* as things stand, and was known by the end of it; whoever is known is known today."""
        organisation = self._organisation
        known_before = self._known_before(day)
        latest = _days_before(day, shortest_wait(organisation))
        all_due = []
        for person in reminder_queries.waiting(day, latest, known_before, only):
            days = (day - person.since).days
            cause = waiting_cause(organisation, days=days, has_been_contacted=person.has_been_contacted)
            if cause is not None and not self._was_due_at_first(cause, person):
                all_due.append(Due(days, person.person_id, cause, person.mentor_id))
        if organisation.remind_next_actions:
            kind = NotificationKind.NEXT_ACTION_OVERDUE
            all_due += [
                Due((day - action.due_on).days, action.person_id, kind, action.mentor_id, action.author_id)
                for action in reminder_queries.overdue_actions(day, known_before, only)
            ]
        return all_due

    def _was_due_at_first(self, cause: NotificationKind, person: WaitingPerson) -> bool:
        """Return whether they came with the office's first list and were due already: the lists show them, no notice tells of the past."""
        if person.added_at != self._first_import:
            return False
        limit = (
            self._organisation.remind_never_contacted_days
            if cause is NotificationKind.NEVER_CONTACTED
            else self._organisation.overdue_days
        )
        return person.since + timedelta(days=limit) <= self._clock.local(person.added_at).date()

    def _known_before(self, day: date) -> datetime:
        if day == self._today:  # a clock that ran ahead may have dated what is known far into the future
            return datetime.max.replace(tzinfo=UTC)
        return self._clock.from_wall(datetime.combine(day + timedelta(days=1), time.min))


def _days_before(day: date, days: int) -> date:
    """So many days before *day*; the first day that there is where there are not so many."""
    return date.fromordinal(max(1, day.toordinal() - days))


def _batches(keys: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
